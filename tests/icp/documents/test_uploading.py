"""From the form to the vault: what is taken, what stays in force, and what is never left behind."""

from __future__ import annotations

import hashlib
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from icp.documents import checking, sweeping
from icp.documents.models import Consent, Paper, PersonOfYear, StoredFile
from icp.documents.persons import WARNED_AT, persons_of
from icp.documents.standing import open_requirements, standings_of
from icp.documents.workflow import (
    ask_for_paper,
    give_consent,
    missing_consents,
    review_paper,
    upload_paper,
    withdraw_consent,
)
from icp.documents.workflow.uploading import MOST_BYTES, bring_in
from icp.filings import workflow as filings
from portal.accounts.models import Organization
from portal.events.models import Event
from portal.notifications.models import Notice
from portal.notifications.sources import describe
from portal.notifications.walking import tell_news
from portal.refusals import Forbidden, Malformed, Refused
from portal.vault import files
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, names_of, under_way, uploaded
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def state_of(filing: Any, requirement: str = ID) -> str:
    return next(each.state for each in standings_of(filing) if each.requirement.key == requirement)


def test_a_paper_is_read_made_anew_and_in_force(world: World, everything_kept: Any) -> None:
    filing = filing_of(world)
    content = papers.jpeg()

    paper = under_way(world, filing, ID, content)
    assert (paper.state, state_of(filing)) == ("checking", "checking")
    checking.check(paper)
    paper.refresh_from_db()

    assert (paper.state, state_of(filing), paper.version) == ("accepted", "uploaded", 1)
    assert (paper.pages, paper.width, paper.height) == (1, 1400, 1000)
    assert paper.sha256 == hashlib.sha256(content).hexdigest()
    assert sorted(paper.files.values_list("part", flat=True)) == ["copy", "original", "view"]
    assert sorted(everything_kept()) == sorted(names_of(paper)), "the upload itself is gone"


def test_what_lies_in_storage_and_rows_says_nothing(world: World, everything_kept: Any) -> None:
    filing = filing_of(world)
    uploaded(world, filing, ID, papers.jpeg(), name="passport of Lena Vogt.jpg")

    stored = b"".join([*everything_kept().values(), *(name.encode() for name in everything_kept())])
    with connection.cursor() as cursor:
        rows = ""
        for table in ("icp_paper", "icp_storedfile", "icp_consent", "events_event"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            rows += cursor.fetchone()[0]
    for told in (b"JFIF", b"Lena Vogt", b"passport"):
        assert told not in stored
    assert "passport of Lena" not in rows and "Lena Vogt" not in rows


@pytest.mark.parametrize("requirement", [LICENSE, ID])
def test_the_copy_for_filing_keeps_to_the_limits_of_the_authority(world: World, requirement: str) -> None:
    paper = uploaded(world, filing_of(world), requirement, papers.jpeg(papers.drawn(6000, 4500)))

    copy = paper.files.get(part="copy")
    assert 20_480 <= copy.size_bytes <= 4_194_304
    content = files.read(paper.organization, checking.purpose_of(copy), copy.name)
    assert len(content) == copy.size_bytes and content.startswith(b"\xff\xd8\xff")


def test_a_pdf_of_three_pages_becomes_one_picture_and_three_to_look_at(world: World) -> None:
    paper = uploaded(world, filing_of(world), ID, papers.pdf(3), name="id.pdf")

    assert (paper.pages, paper.files.filter(part="view").count()) == (3, 3)
    original = paper.files.get(part="original")
    assert files.read(paper.organization, checking.purpose_of(original), original.name)[:5] == b"%PDF-"


def test_a_second_version_takes_the_place_of_the_first(world: World) -> None:
    filing = filing_of(world)
    first, second = uploaded(world, filing), uploaded(world, filing, content=papers.png(), name="b.png")

    first.refresh_from_db()
    assert (first.state, second.state, second.version) == ("replaced", "accepted", 2)
    assert first.replaced_at is not None


def test_a_refused_upload_leaves_the_earlier_version_in_place(world: World, everything_kept: Any) -> None:
    filing = filing_of(world)
    first = uploaded(world, filing)
    before = everything_kept()

    second = uploaded(world, filing, content=papers.blurred(6))

    first.refresh_from_db()
    assert (first.state, second.state, second.reason) == ("accepted", "refused", "blurred")
    assert everything_kept() == before, "nothing of the refused one is left"
    assert state_of(filing) == "uploaded" and ID not in open_requirements(filing)


# Who, when, and how much -------------------------------------------------------------------------------
def test_without_every_consent_nothing_is_taken(world: World, everything_kept: Any) -> None:
    filing = filing_of(world, consented=False)

    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "consent_missing"
    assert everything_kept() == {} and Paper.objects.count() == 0


def test_each_consent_stands_alone_with_its_text_and_person(world: World) -> None:
    filing = filing_of(world, consented=False)
    assert missing_consents(filing) == ("handling", "sensitive", "abroad")

    with pytest.raises(Malformed) as refused:
        give_consent(filing, agreed=["handling", "abroad"], by=world.lena)
    assert set(refused.value.extra["fields"]) == {"sensitive"}
    assert Consent.objects.count() == 0, "none is recorded in half"
    give_consent(filing, agreed=["handling", "sensitive", "abroad"], by=world.jonas)
    give_consent(filing, agreed=["handling", "sensitive", "abroad"], by=world.lena)

    given = Consent.objects.filter(filing=filing)
    assert {consent.purpose for consent in given} == {"handling", "sensitive", "abroad"}
    assert {consent.person for consent in given} == {world.jonas}
    assert {consent.text_version for consent in given} == {"2026-11-27"}
    assert missing_consents(filing) == ()


def test_what_is_kept_in_mainland_china_needs_no_consent_to_leave_it(world: World) -> None:
    Organization.objects.filter(pk=world.customer.pk).update(storage_region="mainland")
    world.customer.refresh_from_db()
    filing = filing_of(world, consented=False)

    assert missing_consents(filing) == ("handling", "sensitive")
    give_consent(filing, agreed=missing_consents(filing), by=world.lena)
    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "region_not_served", "and it is kept nowhere else instead"


def test_two_regions_are_two_storages(world: World, settings: Any, tmp_path: Path) -> None:
    entry = settings.STORAGES["papers"]
    inland = {**entry, "OPTIONS": {**entry["OPTIONS"], "location": str(tmp_path / "inland")}}
    settings.STORAGES = {**settings.STORAGES, "papers-mainland": inland}
    Organization.objects.filter(pk=world.customer.pk).update(storage_region="mainland")
    world.customer.refresh_from_db()

    paper = uploaded(world, filing_of(world))

    assert paper.state == "accepted"
    there = [path for path in (tmp_path / "inland").rglob("*") if path.is_file()]
    assert len(there) == 3 and all(name.startswith("cn/") for name in names_of(paper))


def test_a_consent_taken_back_ends_the_uploads_and_what_is_there(world: World) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)

    assert withdraw_consent(filing, by=world.lena) == 3
    assert withdraw_consent(filing, by=world.lena) == 0

    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "consent_missing"
    paper.refresh_from_db()
    assert paper.purge_reason == "withdrawn" and not paper.can_be_opened
    assert Consent.objects.filter(filing=filing, withdrawn_at=None).count() == 0


@pytest.mark.parametrize("who", ["mia", "wei", "priya", "otto"])
def test_only_owner_and_requester_upload(who: str, world: World) -> None:
    filing = filing_of(world)
    with pytest.raises(Forbidden):
        upload_paper(filing, requirement=ID, name="a.jpg", content=papers.jpeg(), by=getattr(world, who))


def test_a_paper_that_is_not_asked_for_is_not_taken(world: World) -> None:
    filing = filing_of(world)
    for key in ("filing_commitment_gd", "face_check", "no such", ""):
        with pytest.raises(Malformed) as refused:
            under_way(world, filing, key)
        assert refused.value.code == "no_such_paper"


def test_while_somebody_reads_the_filing_its_papers_stand(world: World) -> None:
    filing = filing_of(world)
    filing.state = "CA_REVIEW"
    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "papers_closed"


def test_twenty_files_are_the_most(world: World) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)
    Paper.objects.bulk_create(
        Paper(
            filing=filing,
            organization=filing.organization,
            requirement=LICENSE,
            version=version,
            state="replaced",
            kind="jpeg",
            sha256="0" * 64,
            size_bytes=10,
            uploaded_by=world.lena,
            uploaded_at=paper.uploaded_at,
        )
        for version in range(1, 20)
    )
    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "too_many_papers"


def test_a_hundred_megabytes_are_the_most(world: World) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)
    Paper.objects.filter(pk=paper.pk).update(size_bytes=MOST_BYTES - 1000)
    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "too_many_papers"


def test_one_upload_of_a_paper_at_a_time(world: World) -> None:
    filing = filing_of(world)
    under_way(world, filing)
    with pytest.raises(Refused) as refused:
        under_way(world, filing)
    assert refused.value.code == "paper_under_way"
    under_way(world, filing, LICENSE)


# Bad luck ----------------------------------------------------------------------------------------------
def test_a_storage_without_room_leaves_nothing_and_the_paper_can_come_again(
    world: World, settings: Any, vault_folder: Path
) -> None:
    filing = filing_of(world)
    content = papers.jpeg()
    paper = upload_paper(filing, requirement=ID, name="a.jpg", content=content, by=world.lena)
    vault_folder.write_text("a file where the folder should be")

    with pytest.raises(files.Unstored):
        bring_in(paper, content)

    paper.refresh_from_db()
    assert (paper.state, paper.reason) == ("refused", "lost")
    vault_folder.unlink()
    sweeping.discard_leftovers()
    assert names_of(paper) == []
    assert uploaded(world, filing).state == "accepted"


def test_a_process_that_dies_before_the_file_is_written_is_noticed(world: World) -> None:
    paper = upload_paper(filing_of(world), requirement=ID, name="a.jpg", content=papers.jpeg(), by=world.lena)
    assert sweeping.forget_what_never_arrived() == 0, "it has five minutes"
    Paper.objects.filter(pk=paper.pk).update(not_before=F("not_before") - timedelta(minutes=6))

    assert sweeping.forget_what_never_arrived() == 1

    paper.refresh_from_db()
    assert (paper.state, paper.reason, names_of(paper)) == ("refused", "lost", [])


def test_a_file_that_arrives_after_it_was_given_up_is_destroyed(world: World, everything_kept: Any) -> None:
    content = papers.jpeg()
    paper = upload_paper(filing_of(world), requirement=ID, name="a.jpg", content=content, by=world.lena)
    Paper.objects.filter(pk=paper.pk).update(state="refused", reason="lost")

    bring_in(paper, content)

    assert everything_kept() == {}


def test_what_a_dead_worker_left_is_cleared_by_the_next(world: World, everything_kept: Any) -> None:
    """The first attempt wrote its files and died before it could say so."""
    filing = filing_of(world)
    paper = under_way(world, filing)
    assert paper.claim()
    found = checking.examined(papers.jpeg(), "jpeg", paper.asked_for)
    checking._keep(paper, found)
    left = set(everything_kept())
    Paper.objects.filter(pk=paper.pk).update(not_before=F("not_before") - timedelta(hours=1))

    checking.check(paper)

    paper.refresh_from_db()
    assert paper.state == "accepted"
    assert set(everything_kept()) == set(names_of(paper)) and not left & set(everything_kept()) - set(
        names_of(paper)
    )


def test_an_attempt_that_was_overtaken_changes_nothing_and_leaves_nothing(
    world: World, everything_kept: Any
) -> None:
    paper = under_way(world, filing_of(world))
    assert paper.claim()
    found = checking.examined(papers.jpeg(), "jpeg", paper.asked_for)
    Paper.objects.filter(pk=paper.pk).update(attempts=F("attempts") + 1)
    before = everything_kept()

    with pytest.raises(checking.Overtaken):
        checking.accept(paper, found)

    assert everything_kept() == before
    assert Paper.objects.get(pk=paper.pk).state == "checking"


def test_a_paper_that_kills_its_workers_is_given_up(world: World, everything_kept: Any) -> None:
    paper = under_way(world, filing_of(world))
    Paper.objects.filter(pk=paper.pk).update(attempts=Paper.MOST_ATTEMPTS)

    checking.check(paper)

    paper.refresh_from_db()
    assert (paper.state, paper.reason, everything_kept()) == ("refused", "too_heavy", {})


def test_an_upload_left_after_it_was_read_is_destroyed_by_the_sweep(
    world: World, everything_kept: Any
) -> None:
    paper = uploaded(world, filing_of(world))
    name = files.keep(paper.organization, "left behind", b"plain", files.new_name(paper.organization))
    StoredFile.objects.create(name=name, paper=paper, part="upload", kind="jpeg", size_bytes=5)

    assert sweeping.discard_leftovers() == 1

    assert name not in everything_kept() and len(everything_kept()) == 3


# What is told ------------------------------------------------------------------------------------------
def test_every_step_is_an_event_without_a_name(world: World) -> None:
    filing = filing_of(world)
    uploaded(world, filing, name="Lena Vogt.jpg")
    uploaded(world, filing, content=papers.blurred(6))

    told = Event.objects.filter(organization=world.customer, type__regex="^(paper|consent)").order_by(
        "sequence"
    )
    assert [event.type for event in told] == [
        *("consent.given", "paper.uploaded", "paper.accepted", "paper.uploaded", "paper.refused")
    ]
    assert all("Vogt" not in str(event.payload) for event in told)
    assert told[4].payload["reason"] == "blurred"


def test_a_document_that_expires_soon_is_taken_with_a_note(world: World) -> None:
    paper = uploaded(world, filing_of(world), expires_on=date(2020, 1, 1))
    assert (paper.state, paper.notes) == ("accepted", ["expired"])


def test_people_are_counted_once_a_year_and_the_operator_is_warned(world: World) -> None:
    filing, other = filing_of(world), filing_of(world, subject_person_id_number="110101199003071233")
    year = filing.opened_at.year
    uploaded(world, filing)
    uploaded(world, filing)
    assert persons_of(year) == 1
    uploaded(world, filing, LICENSE)
    assert persons_of(year) == 1, "a license is nobody's identity paper"
    PersonOfYear.objects.bulk_create(
        PersonOfYear(year=year, index=f"{number:064x}", region="outside")
        for number in range(WARNED_AT[0] - 2)
    )

    uploaded(world, other)

    warned = Event.objects.filter(type="papers.persons_near_limit")
    assert [event.payload["persons"] for event in warned] == [WARNED_AT[0]]
    assert warned[0].audience == "staff"
    uploaded(world, other)
    assert Event.objects.filter(type="papers.persons_near_limit").count() == 1, "once"


# The specialist ----------------------------------------------------------------------------------------
def test_the_specialist_accepts_or_asks_for_another_one(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)

    review_paper(paper, by=world.wei)
    assert state_of(filing) == "accepted"
    review_paper(paper, replace="cut_off", note="右上角缺失", by=world.wei)
    assert state_of(filing) == "replace" and ID in open_requirements(filing)

    uploaded(world, filing)
    assert state_of(filing) == "uploaded"
    with pytest.raises(Refused) as refused:
        review_paper(paper, by=world.wei)
    assert refused.value.code == "paper_gone"


def test_a_specialist_without_the_case_says_nothing(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    with pytest.raises(Forbidden) as refused:
        review_paper(paper, by=world.wei)
    assert refused.value.code == "not_your_case"
    with pytest.raises(Forbidden):
        ask_for_paper(paper.filing, "truth_notice", by=world.wei)
    with pytest.raises(Forbidden):
        review_paper(paper, by=world.lena)


def test_a_reviewer_can_ask_for_one_more_paper(world: World) -> None:
    filing = assigned(filing_of(world), world)
    assert "domain_realname_screenshot" not in open_requirements(filing)

    assert ask_for_paper(filing, "domain_realname_screenshot", by=world.wei)
    assert not ask_for_paper(filing, "domain_realname_screenshot", by=world.wei)

    assert "domain_realname_screenshot" in open_requirements(filing)
    with pytest.raises(Malformed):
        ask_for_paper(filing, "a horse", by=world.wei)


def test_a_paper_nobody_asks_for_any_more_stays_on_the_list(world: World) -> None:
    filing = filing_of(world, province="Guangdong")
    uploaded(world, filing, "filing_commitment_gd")
    filings.save_answers(filing, {"province": "Shanghai"}, by=world.lena)
    filing.refresh_from_db()

    surplus = [each.requirement.key for each in standings_of(filing) if each.is_surplus]
    assert surplus == ["filing_commitment_gd"] and "filing_commitment_gd" not in open_requirements(filing)


# The scanner -------------------------------------------------------------------------------------------
def test_what_the_scanner_finds_is_refused_and_gone(
    world: World, settings: Any, everything_kept: Any
) -> None:
    settings.PAPERS_SCANNER = f"{sys.executable} -c 'raise SystemExit(1)'"
    paper = uploaded(world, filing_of(world))
    assert (paper.state, paper.reason, everything_kept()) == ("refused", "infected", {})


def test_while_the_scanner_is_away_nothing_is_let_through(world: World, settings: Any) -> None:
    settings.PAPERS_SCANNER = "unix:/nonexistent/clamd.sock"
    filing = filing_of(world)
    paper = uploaded(world, filing)

    assert (paper.state, state_of(filing)) == ("not_scanned", "not_scanned")
    assert not paper.can_be_opened and paper.pk not in sweeping.due_checks(), "it waits a minute"
    for _again in range(Paper.MOST_ATTEMPTS + 3):
        Paper.objects.update(not_before=F("not_before") - timedelta(minutes=2))
        assert str(paper.pk) in sweeping.due_checks()
        checking.check(Paper.objects.get(pk=paper.pk))
    assert Paper.objects.get(pk=paper.pk).state == "not_scanned", "waiting is not the paper's fault"

    settings.PAPERS_SCANNER = f"{sys.executable} -c 'raise SystemExit(0)'"
    Paper.objects.update(not_before=F("not_before") - timedelta(minutes=2))
    checking.check(Paper.objects.get(pk=paper.pk))
    assert Paper.objects.get(pk=paper.pk).state == "accepted"


def test_who_uploaded_it_hears_that_it_was_not_taken(world: World) -> None:
    filing = filing_of(world)
    uploaded(world, filing)
    uploaded(world, filing, content=papers.blurred(6), name="passport Lena Vogt.jpg")

    tell_news(world.customer.pk, describe)

    told = Notice.objects.filter(organization=world.customer)
    assert {notice.person for notice in told} == {world.lena}
    notice = told[0]
    assert notice.rule == "paper.refused" and "blurred" in str(notice.lines)
    assert "Vogt" not in str(notice.lines)
