"""Every state, every verb, every role; and what each verb needs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from icp.filings import workflow as filings
from icp.licenses import rules, workflow
from icp.licenses.models import License
from icp.licenses.rules import lifecycle, lifecycle_words
from icp.licenses.rules.papers import PAPERS
from icp.licenses.verbs import VERBS
from portal.accounts.models import User
from portal.events.models import Event
from portal.refusals import Forbidden, Malformed, Refused
from tests.icp.filings.cases import brought_to as filing_brought_to
from tests.icp.filings.straight import opened as filing_opened
from tests.icp.filings.straight import to_its_end
from tests.icp.licenses.cases import BEGAN, NUMBER, WHOLE, answered, at_day, brought_to, opened
from tests.world import World

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {"reason": "因故", "number": "沪B2-20260102"}
Who = Callable[[World], User]
PEOPLE: dict[str, Who] = {
    "owner": lambda world: world.lena,
    "requester": lambda world: world.jonas,
    "viewer": lambda world: world.mia,
    "stranger": lambda world: world.omar,
    "architect": lambda world: world.priya,
    "filing_specialist": lambda world: world.wei,
    "operator": lambda world: world.otto,
}


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_each_state_allows_its_verbs_to_its_roles_alone(state: str, frozen: World) -> None:
    license = brought_to(state, frozen)
    assert license.state == state
    if state in lifecycle.IN_FORCE:
        at_day(frozen, BEGAN.replace(year=2027, month=2))
    for verb, row in VERBS.items():
        move = lifecycle.move_for(state, verb)
        for role, who in PEOPLE.items():
            case = f"{verb} by {role} in {state}"
            may = move is not None and role in move.roles
            mark = transaction.savepoint()
            try:
                row.say(License.objects.get(pk=license.pk), GIVEN, who(frozen))
            except Forbidden as refused:
                assert not may and refused.code == "role_may_not", case
            except Refused as refused:
                assert move is None and refused.code == "not_in_this_state", f"{case}: {refused.code}"
                assert role in lifecycle.roles_of(verb), case
            else:
                assert may and move is not None, case
                after = License.objects.get(pk=license.pk)
                newest = Event.objects.filter(subject_id=license.pk).order_by("-sequence")[0]
                assert (after.state, newest.type) == (move.target, move.event), case
                assert newest.payload["from"] == state and newest.payload["state"] == move.target, case
                assert (after.next_at is None) == (not after.is_in_force and after.state != "IN_REVIEW"), case
            transaction.savepoint_rollback(mark)


def test_every_verb_of_people_has_a_door_and_words() -> None:
    of_clock = {move.verb for move in lifecycle.MOVES if move.roles == lifecycle.CLOCK}

    assert set(VERBS) == set(lifecycle.VERBS) - of_clock
    assert set(lifecycle_words.PARTICIPLES) == set(lifecycle.VERBS)
    assert set(lifecycle_words.STATE_CLAUSES) == set(lifecycle_words.STATE_REMEDIES) == set(lifecycle.STATES)
    assert set(lifecycle_words.VERB_CLAUSES) == {*lifecycle.VERBS, "edit"}
    assert set(lifecycle.FINAL) == {"REFUSED", "EXPIRED", "ENDED", "ABANDONED"}
    assert all(move.roles == lifecycle.roles_of(move.verb) for move in lifecycle.MOVES)
    assert len({move.event for move in lifecycle.MOVES}) == len(lifecycle.VERBS)


@pytest.mark.parametrize("name", [each.name for each in pkgutil.iter_modules(rules.__path__)])
def test_the_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"icp.licenses.rules.{name}")).failed == 0


def test_first_the_filing_then_the_license(frozen: World) -> None:
    filing = filing_brought_to("CA_REVIEW", frozen)
    with pytest.raises(Refused) as refused:
        workflow.open_license(filing, by=frozen.lena)
    assert refused.value.code == "filing_without_number"
    assert "First the filing, then the license" in refused.value.remedy
    filings.grant_filing(filing, number="沪ICP备2026019482号-1", by=frozen.wei)

    license = workflow.open_license(filing, by=frozen.lena)

    assert (license.reference, license.state) == ("L-1", "PREPARING")
    assert license.answers == {"is_company": "yes"}


@pytest.mark.parametrize("verb", ["submit", "lodge"])
def test_a_filing_that_lost_its_number_sends_nothing_on(verb: str, frozen: World) -> None:
    license = brought_to({"submit": "PREPARING", "lodge": "CHECKING"}[verb], frozen)
    filings.lapse_filing(license.filing, reason="域名到期", by=frozen.wei)

    with pytest.raises(Refused) as refused:
        VERBS[verb].say(license, {}, {"submit": frozen.lena, "lodge": frozen.wei}[verb])

    assert refused.value.code == "filing_without_number"


@pytest.mark.parametrize("who", ["viewer", "stranger", "filing_specialist", "operator"])
def test_who_may_not_draft_begins_and_edits_none(who: str, frozen: World) -> None:
    license, person = opened(frozen), PEOPLE[who](frozen)
    with pytest.raises(Forbidden):
        workflow.save_answers(license, {"kind": "B25"}, by=person)
    workflow.abandon_license(license, by=frozen.lena)
    with pytest.raises(Forbidden):
        workflow.open_license(license.filing, by=person)


def test_one_is_open_for_each_filing_and_the_next_knows_its_answers(frozen: World) -> None:
    license = answered(frozen)
    with pytest.raises(Refused) as refused:
        workflow.open_license(license.filing, by=frozen.jonas)
    assert refused.value.code == "license_open" and "L-1" in refused.value.message
    with pytest.raises(IntegrityError), transaction.atomic():
        License.objects.filter(pk=license.pk).update(id="2f1f4f4e-0000-4000-8000-000000000000")
        license.number = 9
        license.save(force_insert=True)
    workflow.abandon_license(license, by=frozen.lena)

    again = workflow.open_license(license.filing, by=frozen.jonas)

    license.refresh_from_db()
    assert again.reference == "L-2" and again.answers == license.answers and again.papers_ready == []


def test_what_is_open_keeps_it_from_being_sent(frozen: World) -> None:
    license = opened(frozen)
    ready = [key for key in PAPERS if key != "articles"]
    some = {**WHOLE, "kind": "", "server": "elsewhere"}
    license = workflow.save_answers(license, some, papers_ready=ready, by=frozen.lena)

    with pytest.raises(Refused) as refused:
        workflow.submit_license(license, by=frozen.lena)

    fields = refused.value.extra["fields"]
    assert refused.value.code == "not_ready" and set(fields) == {"kind", "server", "papers"}
    assert fields["papers"] == ["Not ready yet: Articles of association."]
    license.refresh_from_db()
    assert license.state == "PREPARING"


def test_a_missed_usual_number_is_sent_all_the_same(frozen: World) -> None:
    license = answered(frozen, registered_capital_rmb="500000", insured_staff="1", has_office="no")

    assert workflow.submit_license(license, by=frozen.lena).state == "CHECKING"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("registered_capital_rmb", "many"),
        ("registered_capital_rmb", "-1"),
        ("registered_capital_rmb", "1.5"),
        ("registered_capital_rmb", "9" * 15),
        ("insured_staff", "３人"),
        ("foreign_share_pct", "100.01"),
        ("foreign_share_pct", "-1"),
        ("foreign_share_pct", "1e1"),
        ("kind", "B99"),
        ("server", ["mainland"]),
    ],
)
def test_an_answer_that_cannot_be_is_said_and_nothing_is_kept(name: str, value: Any, frozen: World) -> None:
    license = opened(frozen)

    with pytest.raises(Malformed) as refused:
        workflow.save_answers(license, {"has_office": "yes", name: value}, by=frozen.lena)

    assert refused.value.code == "answers_unreadable" and set(refused.value.extra["fields"]) == {name}
    license.refresh_from_db()
    assert "has_office" not in license.answers


def test_names_that_are_not_asked_are_refused(frozen: World) -> None:
    license = opened(frozen)
    with pytest.raises(Malformed) as question:
        workflow.save_answers(license, {"surname": "x"}, by=frozen.lena)
    with pytest.raises(Malformed) as paper:
        workflow.save_answers(license, {}, papers_ready=["passport"], by=frozen.lena)

    assert (question.value.code, paper.value.code) == ("unknown_question", "unknown_paper")


def test_who_read_an_older_version_overwrites_nothing(frozen: World) -> None:
    license = opened(frozen)
    seen = license.row_version
    workflow.save_answers(license, {"kind": "B21"}, row_version=seen, by=frozen.jonas)

    for act in (
        lambda: workflow.save_answers(license, {"kind": "B25"}, row_version=seen, by=frozen.lena),
        lambda: workflow.submit_license(license, row_version=seen, by=frozen.lena),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "changed_meanwhile"
    license.refresh_from_db()
    assert license.answers["kind"] == "B21"


def test_what_was_sent_is_not_edited(frozen: World) -> None:
    license = brought_to("CHECKING", frozen)

    with pytest.raises(Refused) as refused:
        workflow.save_answers(license, {"kind": "B21"}, by=frozen.lena)

    assert refused.value.message == "L-1 is with our specialist, so it cannot be changed."


@pytest.mark.parametrize(
    ("state", "verb"), [("CHECKING", "return"), ("IN_REVIEW", "refuse"), ("GRANTED", "end")]
)
def test_a_reason_is_needed_and_stays_out_of_events(state: str, verb: str, frozen: World) -> None:
    license = brought_to(state, frozen)
    with pytest.raises(Malformed) as refused:
        VERBS[verb].say(license, {"reason": "  "}, frozen.wei)
    assert refused.value.code == "reason_missing"

    VERBS[verb].say(license, {"reason": "李娜的身份证已过期"}, frozen.wei)

    license.refresh_from_db()
    assert license.reason == "李娜的身份证已过期" and "李娜" not in bytes(license.sealed_reason).decode(
        "latin1"
    )
    told = Event.objects.filter(subject_id=license.pk)
    assert not any("李娜" in str(row.payload) for row in told)


def test_a_stale_row_loses_the_race(frozen: World) -> None:
    license = brought_to("PREPARING", frozen)
    License.objects.filter(pk=license.pk).update(state="ABANDONED")

    with pytest.raises(Refused) as refused:
        license.move("submit", by=frozen.lena)

    assert refused.value.code == "changed_meanwhile"
    assert not Event.objects.filter(subject_id=license.pk, type="license.submitted").exists()


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("B25", "沪b2－20260101", "沪B2-20260101"),
        ("B25", "合字B2-20210026", "合字B2-20210026"),
        ("B25", "京ICP证150476号", "京ICP证150476号"),
        ("B21", "浙B2-20080101-5", "浙B2-20080101-5"),
    ],
)
def test_a_number_is_kept_in_its_usual_form(kind: str, number: str, kept: str, frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen, kind=kind)

    read = workflow.grant_license(license, number=number, by=frozen.wei)

    license.refresh_from_db()
    assert (license.license_number, license.state) == (kept, "GRANTED")
    assert len(read.warnings) == (0 if kept[0] in "沪合" else 1), "a number of another province is a warning"


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("B25", "", "empty"),
        ("B25", "沪ICP备2026019482号-1", "other_kind"),
        ("B25", "沪公网安备31011502000001号", "other_kind"),
        ("B21", "京ICP证150476号", "other_kind"),
    ],
)
def test_another_number_is_refused(kind: str, number: str, code: str, frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen, kind=kind)

    with pytest.raises(Malformed) as refused:
        workflow.grant_license(license, number=number, by=frozen.wei)

    assert refused.value.code == code and "number" in refused.value.extra["fields"]
    license.refresh_from_db()
    assert license.state == "IN_REVIEW"


def test_several_provinces_have_no_province_to_warn_of(frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen, scope="nationwide", registered_capital_rmb="10000000")

    assert workflow.grant_license(license, number="浙B2-20080101", by=frozen.wei).warnings == ()


def test_a_license_in_force_has_a_number_whatever_wrote_it(frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen)

    with pytest.raises(IntegrityError), transaction.atomic():
        License.objects.filter(pk=license.pk).update(state="GRANTED")


def test_customers_see_their_own_and_specialists_what_was_sent(frozen: World) -> None:
    license = brought_to("PREPARING", frozen)

    def seen(by: User) -> bool:
        return License.objects.visible_to(by).filter(pk=license.pk).exists()

    assert [seen(who(frozen)) for who in PEOPLE.values()] == [True, True, True, False, False, False, False]
    workflow.submit_license(license, by=frozen.lena)
    assert [seen(who(frozen)) for who in PEOPLE.values()] == [True, True, True, False, False, True, False]


def test_amending_mends_number_and_days(frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    until = BEGAN.replace(year=2030)

    workflow.amend_license(license, number="沪B2-20260109", valid_until=until, by=frozen.wei)

    license.refresh_from_db()
    assert (license.license_number, license.granted_on, license.valid_until) == (
        "沪B2-20260109",
        BEGAN,
        until,
    )
    assert NUMBER not in license.license_number


def test_a_license_goes_on_when_its_filing_is_changed(world: World) -> None:
    license = brought_to("CHECKING", world)
    earlier = license.filing

    change = to_its_end(world, filing_opened(world, "change", about=earlier), earlier.icp_number)

    license.refresh_from_db()
    assert license.filing == change and change.holds_number
    assert workflow.lodge_license(license, by=world.wei).state == "IN_REVIEW"
    with pytest.raises(Refused) as caught:
        workflow.open_license(change, by=world.lena)
    assert caught.value.code == "license_open"
