"""Who may open a paper, with what words, how often, and what the link is good for."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db.models import F
from PIL import Image

from icp.documents import serving
from icp.documents.checking import purpose_of
from icp.documents.models import Opening
from icp.documents.rules.reasons import MOST_PER_HOUR
from icp.documents.workflow import link_of, open_paper, opening_behind
from icp.documents.workflow.opening import SALT
from portal.events.models import Event
from portal.refusals import Forbidden, Malformed, Refused
from portal.vault import files
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, assigned, filing_of, opened, uploaded
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def test_each_opening_is_one_row_and_one_event_without_its_words(world: World) -> None:
    paper = uploaded(world, assigned(filing_of(world), world))
    opened(paper, world)
    opened(paper, world, reason="other", note="客户李娜来电", by=world.wei)

    told = Event.objects.filter(organization=world.customer, type="paper.opened").order_by("sequence")
    assert [event.payload["reason"] for event in told] == ["own_check", "other"]
    assert [event.actor for event in told] == [world.lena, world.wei]
    assert Opening.objects.count() == 2
    assert all("李娜" not in str(event.payload) for event in told)
    assert "李娜".encode() not in bytes(Opening.objects.get(person=world.wei).sealed_note)


@pytest.mark.parametrize(
    ("who", "code"),
    [("mia", "role_may_not"), ("priya", "role_may_not"), ("otto", "role_may_not"), ("omar", "role_may_not")],
)
def test_other_roles_open_nothing(who: str, code: str, world: World) -> None:
    paper = uploaded(world, assigned(filing_of(world), world))
    with pytest.raises(Forbidden) as refused:
        opened(paper, world, reason="review", by=getattr(world, who))
    assert refused.value.code == code and Opening.objects.count() == 0


def test_a_specialist_without_the_case_is_told_whose_it_is(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    with pytest.raises(Forbidden) as refused:
        opened(paper, world, reason="review", by=world.wei)
    assert refused.value.code == "not_your_case" and paper.filing.reference in refused.value.message


def test_a_customer_does_not_get_the_picture_for_the_authority(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    with pytest.raises(Forbidden) as refused:
        opened(paper, world, purpose="lodge")
    assert refused.value.code == "not_for_customers"


@pytest.mark.parametrize(
    ("reason", "note", "code"),
    [
        ("", "", "reason_unknown"),
        ("curiosity", "", "reason_unknown"),
        ("own_check", "", "reason_unknown"),  # a customer's reason is none of the staff's
        ("other", "  ", "note_missing"),
        ("review", "x" * 301, "note_too_long"),
    ],
)
def test_a_reason_is_one_of_the_list(reason: str, note: str, code: str, world: World) -> None:
    paper = uploaded(world, assigned(filing_of(world), world))
    with pytest.raises(Malformed) as refused:
        opened(paper, world, reason=reason, note=note, by=world.wei)
    assert refused.value.code == code


def test_a_paper_that_was_not_taken_cannot_be_opened(world: World) -> None:
    paper = uploaded(world, filing_of(world), content=papers.blurred(6))
    with pytest.raises(Refused) as refused:
        opened(paper, world)
    assert refused.value.code == "paper_gone"


# The link ----------------------------------------------------------------------------------------------
def test_the_link_is_for_this_person_and_this_paper(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper, other = uploaded(world, filing), uploaded(world, filing, "business_licence")
    token = link_of(opened(paper, world))

    assert opening_behind(token, paper, world.lena).paper == paper
    for who, what in ((world.jonas, paper), (world.wei, paper), (world.lena, other)):
        with pytest.raises(Forbidden) as refused:
            opening_behind(token, what, who)
        assert refused.value.code == "link_not_yours"


@pytest.mark.parametrize("change", [lambda t: t + "x", lambda t: t[:-1], lambda t: "", lambda t: t.upper()])
def test_a_changed_link_opens_nothing(change: Any, world: World) -> None:
    paper = uploaded(world, filing_of(world))
    token = link_of(opened(paper, world))
    with pytest.raises(Forbidden):
        opening_behind(change(token), paper, world.lena)


def test_a_link_signed_for_something_else_opens_nothing(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    opening = opened(paper, world)
    forged = signing.dumps([str(opening.pk), str(world.lena.pk)], salt="another salt")
    with pytest.raises(Forbidden):
        opening_behind(forged, paper, world.lena)
    odd = signing.dumps([str(opening.pk), str(world.jonas.pk)], salt=SALT)
    with pytest.raises(Forbidden):
        opening_behind(odd, paper, world.jonas)


def test_after_five_minutes_it_is_over(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    opening = opened(paper, world)
    Opening.objects.update(at=F("at") - timedelta(seconds=290))
    opening_behind(link_of(opening), paper, world.lena)
    Opening.objects.update(at=F("at") - timedelta(seconds=15))
    with pytest.raises(Refused) as refused:
        opening_behind(link_of(opening), paper, world.lena)
    assert refused.value.code == "link_old"


def test_a_link_ends_with_the_role_the_case_and_the_paper(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    token = link_of(opened(paper, world, reason="review", by=world.wei))
    paper.filing.assigned_to = None
    with pytest.raises(Forbidden) as refused:
        opening_behind(token, paper, world.wei)
    assert refused.value.code == "not_your_case"

    mine = link_of(opened(paper, world, by=world.jonas))
    world.jonas.memberships.all().delete()
    jonas = type(world.jonas).objects.get(pk=world.jonas.pk)
    with pytest.raises(Forbidden):
        opening_behind(mine, paper, jonas)

    last = link_of(opened(paper, world))
    paper.purge_reason = "asked"
    with pytest.raises(Refused) as gone:
        opening_behind(last, paper, world.lena)
    assert gone.value.code == "paper_gone"


def test_one_person_opens_so_many_papers_in_an_hour(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    Opening.objects.bulk_create(
        Opening(
            paper=paper,
            organization=paper.organization,
            person=world.lena,
            purpose="look",
            reason="own_check",
        )
        for _ in range(MOST_PER_HOUR - 1)
    )
    opened(paper, world)
    with pytest.raises(Refused) as refused:
        opened(paper, world)
    assert (refused.value.code, refused.value.status) == ("too_many_openings", 429)
    opened(paper, world, by=world.jonas)
    Opening.objects.filter(person=world.lena).update(at=F("at") - timedelta(hours=1))
    opened(paper, world)


# What is shown -----------------------------------------------------------------------------------------
def test_everybody_is_shown_a_marked_picture(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    mine = serving.content_of(opened(paper, world), 1)
    theirs = serving.content_of(opened(paper, world, reason="review", by=world.wei), 1)
    stored = paper.files.get(part="view")
    plain = files.read(paper.organization, purpose_of(stored), stored.name)

    assert len({mine, theirs, plain}) == 3
    assert Image.open(io.BytesIO(mine)).size == Image.open(io.BytesIO(plain)).size


def test_the_picture_for_the_authority_keeps_its_limits_and_knows_who_took_it(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing, ID, papers.jpeg(papers.drawn(6000, 4500)))
    opening = opened(paper, world, reason="lodge", purpose="lodge", by=world.wei)

    picture = serving.content_of(opening, 1)

    assert len(picture) <= 4_194_304
    comment = Image.open(io.BytesIO(picture)).info["comment"].decode()
    assert "Wei Zhang" in comment and str(opening.pk) in comment and "仅供备案使用" in comment


def test_a_storage_that_is_away_is_a_sentence(world: World, vault_folder: Any) -> None:
    paper = uploaded(world, filing_of(world))
    opening = opened(paper, world)
    vault_folder.rename(vault_folder.with_name("elsewhere"))
    vault_folder.write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        serving.file_answer(opening, 1)
    assert refused.value.code in ("storage_away", "paper_gone")


def test_an_opening_needs_the_paper_of_the_same_filing(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    opening = open_paper(paper, reason="own_check", by=world.lena)
    assert opening.organization == paper.filing.organization == world.customer
