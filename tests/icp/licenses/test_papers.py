"""Papers of a license in the vault: taken, kept apart from those of its filing, opened, counted."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from icp.documents import checking, retention, serving
from icp.documents.models import Paper, PersonOfYear, StoredFile
from icp.documents.persons import WARNED_AT
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS, PREFIX
from icp.documents.rules.requirements import REQUIREMENTS, UPLOAD_BYTES
from icp.documents.standing import standings_of
from icp.documents.workflow import (
    ask_for_paper,
    delete_paper,
    give_consent,
    missing_consents,
    review_paper,
    upload_paper,
    withdraw_consent,
)
from icp.filings.models import Filing
from icp.licenses import workflow
from icp.licenses.models import License
from icp.licenses.rules.papers import PAPERS
from icp.licenses.workflow.papers import open_papers
from icp.packs.content import content_of
from portal.events.models import Event
from portal.notifications.models import Notice
from portal.notifications.reading import reading_of
from portal.notifications.sources import describe
from portal.notifications.walking import tell_news
from portal.refusals import Forbidden, Malformed, Refused
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, assigned, filing_of, names_of, opened, under_way, uploaded
from tests.icp.licenses.cases import BEGAN, at_day, brought_to
from tests.icp.licenses.paper_cases import ARTICLES, STAFF, given, in_our_hands, license_of
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


# Taken --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("requirement", list(LICENSE_REQUIREMENTS))
def test_each_paper_is_read_made_anew_and_in_force(
    requirement: str, frozen: World, everything_kept: Any
) -> None:
    license = license_of(frozen)
    content = papers.pdf(2)

    paper = uploaded(frozen, license, requirement, content, name="章程 Lena Vogt.pdf")

    assert (paper.state, paper.license, paper.filing, paper.pages) == ("accepted", license, license.filing, 2)
    kinds = list(paper.files.order_by("part", "page").values_list("part", "kind"))
    assert kinds == [("copy", "pdf"), ("original", "pdf"), ("view", "jpeg"), ("view", "jpeg")]
    assert set(everything_kept()) == set(names_of(paper)), "the upload itself is gone"
    assert not any(b"%PDF" in kept or b"Vogt" in kept for kept in everything_kept().values())
    assert requirement.removeprefix(PREFIX) not in open_papers(license)


def test_the_nine_are_those_of_the_rules_and_no_name_is_one_of_a_filing() -> None:
    assert {key.removeprefix(PREFIX) for key in LICENSE_REQUIREMENTS} == set(PAPERS)
    assert not set(LICENSE_REQUIREMENTS) & set(REQUIREMENTS)
    assert not any(key.startswith(PREFIX) for key in REQUIREMENTS)
    assert all(len(key) <= 40 for key in LICENSE_REQUIREMENTS)
    staff = LICENSE_REQUIREMENTS[STAFF]
    assert staff.sensitive and any("one PDF" in words.en for words in staff.good)


def test_the_administration_gets_a_document_of_all_pages(frozen: World, say: Callable[[str], None]) -> None:
    license = license_of(frozen)
    paper = uploaded(frozen, license, STAFF, papers.pdf(20), name="staff.pdf")
    assert paper.state == "accepted", paper.reason
    license = in_our_hands(frozen, license)

    answer = serving.file_answer(
        opened(paper, frozen, reason="lodge", purpose="lodge", by=frozen.wei), page=1
    )

    document = PdfReader(io.BytesIO(answer.content))
    size = StoredFile.objects.get(paper=paper, part="copy").size_bytes
    say(f"20 pages: the document has {size // 1024} KB")
    assert len(document.pages) == 20 and size <= UPLOAD_BYTES
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="L-1-{STAFF}-v1-lodge-1.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    end = answer.content.rpartition(b"%%EOF")[2].decode()
    assert "仅供办理经营许可证使用" in end and "Wei Zhang" in end
    look = serving.file_answer(opened(paper, frozen, reason="review", by=frozen.wei), page=20)
    assert look["Content-Type"] == "image/jpeg" and look.content[:2] == b"\xff\xd8"
    assert look["Content-Disposition"].startswith("attachment")


def test_a_refused_upload_leaves_the_earlier_version_in_place(frozen: World) -> None:
    license = license_of(frozen)
    first = given(frozen, license)

    second = uploaded(frozen, license, ARTICLES, papers.blurred(6))

    first.refresh_from_db()
    assert (first.state, second.state, second.reason) == ("accepted", "refused", "blurred")
    assert names_of(second) == [] and "articles" not in open_papers(license)


@pytest.mark.parametrize(
    ("requirement", "name", "content", "code"),
    [
        (ARTICLES, "a.docx", b"PK\x03\x04", "other_kind"),
        (ARTICLES, "a.pdf", b"", "empty"),
        (ARTICLES, "a.pdf", b"\xff\xd8\xff", "not_what_it_says"),
        (ARTICLES, "a.pdf", b"%PDF-1.4" + b"0" * UPLOAD_BYTES, "too_large"),
    ],
)
def test_what_cannot_be_taken_is_said_at_once(
    requirement: str, name: str, content: bytes, code: str, frozen: World, everything_kept: Any
) -> None:
    license = license_of(frozen)

    with pytest.raises(Malformed) as refused:
        upload_paper(license, requirement=requirement, name=name, content=content, by=frozen.lena)

    assert refused.value.extra["reason"] == code and everything_kept() == {}


def test_more_pages_than_such_a_paper_has_are_refused(frozen: World) -> None:
    paper = uploaded(frozen, license_of(frozen), "license_business_license", papers.pdf(3), name="a.pdf")

    assert (paper.state, paper.reason) == ("refused", "too_many_pages")


# Consent ------------------------------------------------------------------------------------------------
def test_consent_for_the_filing_is_none_for_the_license_nor_the_other_way(frozen: World) -> None:
    license = license_of(frozen, consented=False)
    give_consent(license.filing, agreed=missing_consents(license.filing), by=frozen.lena)
    assert missing_consents(license) == ("license_handling", "license_sensitive", "license_abroad")
    with pytest.raises(Refused) as refused:
        upload_paper(license, requirement=ARTICLES, name="a.jpg", content=papers.jpeg(), by=frozen.lena)
    assert refused.value.code == "consent_missing" and "L-1" in refused.value.message
    with pytest.raises(Malformed):
        give_consent(license, agreed=["handling", "sensitive", "abroad"], by=frozen.lena)

    other = license_of(frozen)

    assert missing_consents(other) == () and len(missing_consents(other.filing)) == 3
    told = Event.objects.filter(type="consent.given", subject_id=other.pk).get()
    assert told.payload["reference"] == other.reference


def test_consent_taken_back_deletes_what_it_was_given_for(frozen: World) -> None:
    license = license_of(frozen)
    filing = license.filing
    give_consent(filing, agreed=missing_consents(filing), by=frozen.lena)
    ours = given(frozen, license)
    Filing.objects.filter(pk=filing.pk).update(state="DRAFT")
    filing.refresh_from_db()
    theirs = uploaded(frozen, filing, ID)

    withdraw_consent(license, by=frozen.lena)

    assert retention.purge_due() == 1
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.state, theirs.state) == ("deleted", "accepted")
    assert missing_consents(filing) == () and len(missing_consents(license)) == 3


# When it is open ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ("PREPARING", True),
        ("CHECKING", False),
        ("RETURNED", True),
        ("IN_REVIEW", False),
        ("GRANTED", False),
        ("RENEWING", False),
        ("REFUSED", False),
        ("ENDED", False),
        ("ABANDONED", False),
    ],
)
def test_papers_follow_the_license_and_not_its_filing(state: str, is_open: bool, frozen: World) -> None:
    license = License.objects.get(pk=brought_to(state, frozen).pk)
    give_consent(license, agreed=missing_consents(license), by=frozen.lena)
    assert not license.filing.is_editable

    def act() -> Paper:
        return upload_paper(
            license, requirement=ARTICLES, name="a.jpg", content=papers.jpeg(), by=frozen.lena
        )

    if is_open:
        assert act().license == license
        return
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.code == "papers_closed" and license.reference in refused.value.message


def test_what_was_sent_on_meanwhile_takes_no_file(frozen: World, everything_kept: Any) -> None:
    """The page was opened before; the row under its lock says what is so now."""
    stale = license_of(frozen)
    in_our_hands(frozen, License.objects.get(pk=stale.pk))

    with pytest.raises(Refused) as refused:
        upload_paper(stale, requirement=ARTICLES, name="a.jpg", content=papers.jpeg(), by=frozen.lena)

    assert refused.value.code == "papers_closed" and everything_kept() == {}


def test_a_paper_that_is_being_read_is_not_deleted_by_the_customer(frozen: World) -> None:
    license = license_of(frozen)
    paper = given(frozen, license)
    in_our_hands(frozen, license)
    paper.license.refresh_from_db()

    with pytest.raises(Refused) as refused:
        delete_paper(paper, by=frozen.lena)

    assert refused.value.code == "papers_closed"


@pytest.mark.parametrize("who", ["mia", "wei", "omar", "priya", "otto"])
def test_only_owner_and_requester_upload(who: str, frozen: World) -> None:
    license = license_of(frozen)

    with pytest.raises(Forbidden):
        upload_paper(
            license, requirement=ARTICLES, name="a.jpg", content=papers.jpeg(), by=getattr(frozen, who)
        )


# Apart --------------------------------------------------------------------------------------------------
def test_papers_of_filing_and_license_are_kept_apart(frozen: World) -> None:
    license = license_of(frozen)
    filing = license.filing
    digest = content_of(filing).digest
    in_pack = [each.requirement.key for each in content_of(filing).papers]

    paper = given(frozen, license)

    assert not any(each.requirement.key.startswith(PREFIX) for each in standings_of(filing))
    assert content_of(filing).digest == digest
    assert [each.requirement.key for each in content_of(filing).papers] == in_pack
    assert [each.requirement.key for each in standings_of(license)] == list(LICENSE_REQUIREMENTS)
    assert list(Paper.objects.of(license)) == [paper] and paper not in Paper.objects.of(filing)


def test_neither_takes_the_papers_of_the_other(frozen: World) -> None:
    license, filing = license_of(frozen), filing_of(frozen, license_number="91310000MA1FL0Y7XX")
    for matter, requirement in ((license, "business_licence"), (filing, ARTICLES)):
        with pytest.raises(Malformed) as refused:
            upload_paper(matter, requirement=requirement, name="a.jpg", content=b"x", by=frozen.lena)
        assert refused.value.code == "no_such_paper"
    with pytest.raises(Malformed):
        ask_for_paper(assigned(filing, frozen), ARTICLES, by=frozen.wei)
    paper = given(frozen, license)
    for change in ({"license": None}, {"requirement": "business_licence"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**change)


def test_a_second_license_of_a_filing_begins_with_no_paper(frozen: World) -> None:
    first = license_of(frozen)
    old = given(frozen, first)
    workflow.abandon_license(first, by=frozen.lena)
    second = workflow.open_license(first.filing, by=frozen.lena)
    assert "articles" in open_papers(second) and len(missing_consents(second)) == 3
    give_consent(second, agreed=missing_consents(second), by=frozen.lena)

    new = given(frozen, second)

    old.refresh_from_db()
    assert (old.state, old.version, new.state, new.version) == ("accepted", 1, "accepted", 1)


def test_files_are_counted_apart(frozen: World) -> None:
    license = license_of(frozen)
    Paper.objects.bulk_create(
        Paper(
            filing=license.filing,
            organization=license.organization,
            requirement="business_licence",
            version=number,
            state="replaced",
            kind="jpeg",
            sha256="0" * 64,
            size_bytes=1,
            uploaded_by=frozen.lena,
            uploaded_at=license.opened_at,
        )
        for number in range(2, 40)
    )
    assert given(frozen, license).state == "accepted"
    row = Paper.objects.of(license).values().get()
    Paper.objects.bulk_create(
        Paper(**{**row, "id": uuid.uuid4(), "version": number, "state": "replaced"})
        for number in range(2, 21)
    )
    with pytest.raises(Refused) as refused:
        under_way(frozen, license, ARTICLES)
    assert refused.value.code == "too_many_papers"


def test_a_specialist_sees_papers_of_what_was_sent_to_them(frozen: World) -> None:
    """The filing was sent long ago; its license was not."""
    license = license_of(frozen)
    paper = given(frozen, license)
    assert license.filing.submitted_at is not None
    assert not Paper.objects.visible_to(frozen.wei).filter(pk=paper.pk).exists()
    assert Paper.objects.visible_to(frozen.mia).filter(pk=paper.pk).exists()
    assert not Paper.objects.visible_to(frozen.omar).filter(pk=paper.pk).exists()

    in_our_hands(frozen, license)

    assert Paper.objects.visible_to(frozen.wei).filter(pk=paper.pk).exists()


def test_who_has_the_filing_in_hand_has_not_its_license(frozen: World) -> None:
    license = license_of(frozen)
    paper = given(frozen, license)
    license = workflow.hand_back_license(in_our_hands(frozen, license), by=frozen.wei)
    assigned(license.filing, frozen)
    paper = Paper.objects.get(pk=paper.pk)
    for act in (
        lambda: opened(paper, frozen, reason="review", by=frozen.wei),
        lambda: review_paper(paper, by=frozen.wei),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "not_your_case" and "L-1" in refused.value.message

    workflow.claim_license(license, by=frozen.wei)

    assert opened(Paper.objects.get(pk=paper.pk), frozen, reason="review", by=frozen.wei).paper == paper
    told = Event.objects.filter(type="paper.opened").get()
    assert told.payload["license"] == str(license.pk) and told.payload["reference"] == "L-1"


# What is ready ------------------------------------------------------------------------------------------
def test_a_license_is_sent_with_files_alone(frozen: World) -> None:
    license = license_of(frozen)
    for requirement in LICENSE_REQUIREMENTS:
        assert open_papers(license)
        given(frozen, license, requirement)

    assert open_papers(license) == () and license.papers_ready == []
    assert workflow.submit_license(license, by=frozen.lena).state == "CHECKING"


def test_a_paper_that_is_neither_uploaded_nor_ticked_holds_it_back(frozen: World) -> None:
    license = license_of(frozen)
    given(frozen, license)
    ticked = [key for key in PAPERS if key not in ("articles", "staff")]
    workflow.save_answers(license, {}, papers_ready=ticked, by=frozen.lena)

    with pytest.raises(Refused) as refused:
        workflow.submit_license(license, by=frozen.lena)

    said = refused.value.extra["fields"]["papers"][0]
    assert "IDs and social insurance" in said and "Articles" not in said


def test_a_tick_says_nothing_of_a_file(frozen: World) -> None:
    """A paper that is being read, or that our specialist wants anew, holds it back, ticked or not."""
    license = license_of(frozen)
    workflow.save_answers(license, {}, papers_ready=list(PAPERS), by=frozen.lena)
    license.refresh_from_db()
    assert open_papers(license) == ()
    under_way(frozen, license, ARTICLES)
    assert open_papers(license) == ("articles",)
    checking.check(Paper.objects.of(license).get())
    assert open_papers(license) == ()
    license = workflow.claim_license(workflow.submit_license(license, by=frozen.lena), by=frozen.wei)
    review_paper(Paper.objects.of(license).get(), replace="cut_off", by=frozen.wei)
    license = workflow.return_license(license, reason="章程缺页", by=frozen.wei)

    with pytest.raises(Refused) as refused:
        workflow.resubmit_license(license, by=frozen.lena)

    assert refused.value.code == "not_ready" and "articles" in open_papers(license)
    given(frozen, license)
    assert workflow.resubmit_license(license, by=frozen.lena).state == "CHECKING"


# Words --------------------------------------------------------------------------------------------------
def test_what_lies_in_storage_rows_and_events_says_nothing(frozen: World, everything_kept: Any) -> None:
    license = license_of(frozen)
    paper = given(frozen, license, STAFF, name="CANARY-NAME.jpg")

    assert b"CANARY-NAME" not in bytes(paper.sealed_name)
    assert not any(b"CANARY" in kept or b"JFIF" in kept for kept in everything_kept().values())
    told = Event.objects.filter(subject_id=paper.pk).order_by("sequence")
    assert [event.type for event in told] == ["paper.uploaded", "paper.accepted"]
    assert all("CANARY" not in str(event.payload) for event in told)
    assert {event.payload["license"] for event in told} == {str(license.pk)}


@pytest.mark.parametrize(("insured", "counted"), [("3", 3), ("1", 3), ("7", 7), ("4000", 50)])
def test_the_staff_on_a_paper_are_counted_once_a_year(insured: str, counted: int, frozen: World) -> None:
    license = license_of(frozen)
    workflow.save_answers(license, {"insured_staff": insured}, by=frozen.lena)
    license.refresh_from_db()
    given(frozen, license)
    assert PersonOfYear.objects.count() == 0, "articles are nobody's identity paper"

    given(frozen, license, STAFF)
    given(frozen, license, STAFF)

    assert PersonOfYear.objects.filter(year=2026).count() == counted


def test_a_paper_of_several_people_that_steps_over_a_limit_warns_once(frozen: World) -> None:
    license = license_of(frozen)
    PersonOfYear.objects.bulk_create(
        PersonOfYear(year=2026, index=f"{number:064x}", region="outside")
        for number in range(WARNED_AT[0] - 1)
    )

    given(frozen, license, STAFF)
    given(frozen, license, STAFF)

    warned = Event.objects.filter(type="papers.persons_near_limit")
    assert [event.payload["persons"] for event in warned] == [WARNED_AT[0] + 2]


def test_who_uploaded_it_hears_that_it_was_not_taken(frozen: World) -> None:
    license = license_of(frozen)
    uploaded(frozen, license, ARTICLES, papers.blurred(6))

    tell_news(frozen.customer.pk, describe)

    told = Notice.objects.filter(organization=frozen.customer, rule="paper.refused")
    assert {notice.person for notice in told} == {frozen.lena} and "blurred" in str(told[0].lines)
    reading = reading_of(told[0], "en")
    assert reading.subject == "L-1: a paper was not taken"
    assert reading.url.endswith(f"/licenses/{license.pk}/documents/")


def test_a_document_that_has_expired_is_taken_with_a_note(frozen: World) -> None:
    paper = given(frozen, license_of(frozen), "license_domain_certificate", expires_on=date(2020, 1, 1))

    assert (paper.state, paper.notes) == ("accepted", ["expired"])
