"""Every state, every verb, every role: what the table allows works, everything else is refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from icp.documents.workflow.consenting import purposes_of
from icp.filings.models import Filing
from icp.filings.rules import lifecycle
from icp.filings.rules.states import STATES
from icp.filings.verbs import CLOCK_VERBS, VERBS
from portal.accounts.models import User
from portal.refusals import Forbidden, Refused
from tests.icp.filings.cases import NUMBER, brought_to, in_days
from tests.world import World

pytestmark = pytest.mark.django_db
PEOPLE = ("lena", "jonas", "mia", "omar", "priya", "wei", "otto")
ROLES = {
    "lena": {"owner", "requester"},
    "jonas": {"requester"},
    "mia": {"viewer"},
    "wei": {"filing_specialist"},
}
# Verbs that fit only orders of another type; they are walked with that type.
TYPE_OF = {
    "sent_without_sms": "cancel_access",
    "approve_access_end": "cancel_access",
    "approve_cancellation": "cancel_website",
}


def given_for(verb: str, filing: Filing) -> dict[str, Any]:
    """What has to come with the verb."""
    parts: dict[str, Any] = {
        "agreed": purposes_of(filing),
        "remarks": [{"field": "site_name", "code": "site_name_invalid", "note": "请使用公司名称"}],
        "replies": {str(remark.pk): "名称与商标一致" for remark in filing.remarks.all()},
        "person": "subject",
        "number": NUMBER,
        "source": "域名未解析至境内",
        "ends_at": in_days(filing, 20),
        "evidence": "已恢复解析",
        "reason": "管局通知",
    }
    if filing.filing_type.startswith("cancel_"):
        parts["remarks"] = [{"field": "ending_reason", "code": "other", "note": "请补充"}]
    return {name: parts[name] for name in VERBS[verb].wants if name in parts}


def attempt(verb: str, filing: Filing, by: User) -> str | Refused:
    """The state it comes to, or the refusal; whatever happened is taken back."""
    try:
        with transaction.atomic():
            fresh = Filing.objects.select_related("organization").get(pk=filing.pk)
            moved = VERBS[verb].say(fresh, given_for(verb, fresh), by)
            state = moved.state
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal
    return state


@pytest.mark.parametrize("state", STATES)
def test_every_verb_by_every_person_in_every_state(state: str, world: World, say: Any) -> None:
    filing = brought_to(state, world)
    assert filing.state == state
    tried = allowed = 0
    for verb in VERBS:
        if verb in TYPE_OF:
            continue
        for person in PEOPLE:
            answer, tried = attempt(verb, filing, getattr(world, person)), tried + 1
            may = any(lifecycle.may(role, state, verb) for role in ROLES.get(person, ()))
            if may and not (verb == "relodge" and filing.face_checked_at is None):
                allowed += 1
                assert isinstance(answer, str), (state, verb, person, answer.code, answer.message)
                assert answer in (lifecycle.target(state, verb), _after_all_codes(verb)), (
                    state,
                    verb,
                    answer,
                )
            else:
                assert isinstance(answer, Refused), (state, verb, person, answer)
                assert answer.message and answer.remedy and filing.reference in answer.message
                assert isinstance(answer, Forbidden) is not _has_a_role_for(person, verb)
    say(f"{state}: {tried} tried, {allowed} allowed")


def _after_all_codes(verb: str) -> str:
    """One person is asked for a code here, so the first one entered is the last."""
    return "CA_REVIEW" if verb == "code_entered" else ""


def _has_a_role_for(person: str, verb: str) -> bool:
    return bool(ROLES.get(person, set()) & lifecycle.roles_of(verb))


@pytest.mark.parametrize("verb", TYPE_OF)
def test_orders_that_end_a_filing_go_their_own_way(verb: str, world: World) -> None:
    state = next(move.state for move in lifecycle.MOVES if move.verb == verb)
    filing = brought_to(state, world, TYPE_OF[verb])

    for person in PEOPLE:
        answer = attempt(verb, filing, getattr(world, person))
        assert (answer == lifecycle.target(state, verb)) is (person == "wei"), (person, answer)


@pytest.mark.parametrize("verb", TYPE_OF)
def test_an_order_that_ends_nothing_cannot_go_that_way(verb: str, world: World) -> None:
    state = next(move.state for move in lifecycle.MOVES if move.verb == verb)
    filing = brought_to(state, world)

    answer = attempt(verb, filing, world.wei)

    assert isinstance(answer, Refused) and answer.code in ("text_message_needed", "cancels_nothing")


def test_no_number_is_granted_to_an_order_that_ends_one(world: World) -> None:
    filing = brought_to("CA_REVIEW", world, "cancel_access")

    answer = attempt("approve", filing, world.wei)

    assert isinstance(answer, Refused) and answer.code == "ends_no_number"


def test_every_verb_of_the_table_has_a_door_or_is_the_clocks() -> None:
    assert set(VERBS) | CLOCK_VERBS == set(lifecycle.VERBS)
    assert not set(VERBS) & CLOCK_VERBS


def test_a_state_that_is_final_has_no_way_out_and_every_other_one_has(world: World) -> None:
    assert set(lifecycle.FINAL) == {"CANCELLED", "LAPSED", "ABANDONED", "EXPIRED"}
    reached = {move.target for move in lifecycle.MOVES} | {"DRAFT"}
    assert reached == set(STATES)
