"""The life of a network request, and who may approve one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.requests.rules import approvals, lifecycle
from networks.requests.rules.approvals import Approval, ApprovalRule, Candidate, PlanFacts
from networks.requests.rules.lifecycle_words import (
    PARTICIPLES,
    STATE_CLAUSES,
    STATE_REMEDIES,
    VERB_CLAUSES,
)
from portal.web.pills import PILLS

TABLE = """
draft      submit        submitted
draft      withdraw      withdrawn
submitted  survey_passed in_review
submitted  survey_failed returned
submitted  withdraw      withdrawn
in_review  approve       approved
in_review  return        returned
in_review  decline       declined
in_review  withdraw      withdrawn
in_review  unwind        unwinding
returned   revise        draft
returned   withdraw      withdrawn
returned   unwind        unwinding
approved   build         building
approved   replan        in_review
approved   unwind        unwinding
building   fulfil        fulfilled
building   fail          failed
building   replan        in_review
building   unwind        unwinding
failed     retry         building
failed     unwind        unwinding
unwinding  finish_unwind unwound
"""
MOVES = {tuple(row.split()[:2]): row.split()[2] for row in TABLE.strip().splitlines()}
PAIRS = [(state, verb) for state in lifecycle.STATES for verb in lifecycle.VERBS]


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_a_verb_leads_where_the_table_says_or_nowhere(state: str, verb: str) -> None:
    assert lifecycle.target(state, verb) == MOVES.get((state, verb))


def test_twelve_states_four_of_them_final() -> None:
    assert len(lifecycle.STATES) == 12
    assert set(lifecycle.FINAL) == {"fulfilled", "unwound", "declined", "withdrawn"}
    assert all(lifecycle.is_final(state) == (state in lifecycle.FINAL) for state in lifecycle.STATES)


def test_a_final_state_has_no_way_out() -> None:
    assert all(lifecycle.allowed_verbs(state) == () for state in lifecycle.FINAL)
    assert all(lifecycle.next_states(state) == () for state in lifecycle.FINAL)


def test_every_state_is_reached_from_a_draft_and_every_open_one_can_end() -> None:
    assert _reachable("draft") == set(lifecycle.STATES)
    for state in set(lifecycle.STATES) - set(lifecycle.FINAL):
        assert _reachable(state) & set(lifecycle.FINAL)


def test_what_is_built_can_be_undone_from_every_open_state_that_a_replan_reaches() -> None:
    for state in _reachable("in_review") - set(lifecycle.FINAL) - {"draft", "submitted", "unwinding"}:
        assert "unwind" in lifecycle.allowed_verbs(state, is_built=True), state


def test_nobody_ends_a_request_by_word_while_it_holds_resources() -> None:
    for state in lifecycle.STATES:
        assert not {"decline", "withdraw"} & set(lifecycle.allowed_verbs(state, is_built=True))


def test_nothing_built_is_nothing_to_undo_in_review() -> None:
    assert lifecycle.allowed_verbs("in_review") == ("approve", "return", "decline", "withdraw")


@pytest.mark.parametrize(
    ("role", "state", "verb", "expected"),
    [
        ("requester", "draft", "submit", True),
        ("owner", "in_review", "withdraw", True),
        ("viewer", "draft", "submit", False),
        ("biller", "failed", "unwind", False),
        ("requester", "in_review", "approve", False),
        ("owner", "in_review", "approve", False),
        ("operator", "in_review", "approve", False),
        ("architect", "in_review", "approve", True),
        ("architect", "draft", "submit", False),
        ("operator", "failed", "retry", True),
        ("requester", "building", "unwind", True),
        ("architect", "building", "fulfil", False),
        ("engine", "building", "fulfil", True),
        ("engine", "in_review", "approve", False),
        ("architect", "draft", "approve", False),
    ],
)
def test_each_verb_belongs_to_its_roles(role: str, state: str, verb: str, expected: bool) -> None:
    assert lifecycle.may(role, state, verb) is expected


def test_a_refusal_says_how_it_stands_and_what_would_do() -> None:
    refused = lifecycle.refusal("NR-41", "approved", "withdraw")
    assert refused.in_language("en") == (
        "NR-41 is already approved, so it cannot be withdrawn.",
        "The build begins on its own. To stop it, choose Undo.",
    )
    assert refused.in_language("zh-hans")[0] == "NR-41 已获批准，不能撤回。"


def test_every_state_and_verb_has_its_words() -> None:
    assert set(STATE_CLAUSES) == set(STATE_REMEDIES) == set(lifecycle.STATES)
    assert set(VERB_CLAUSES) == set(PARTICIPLES) == set(lifecycle.VERBS)
    assert len(set(PARTICIPLES.values())) == len(PARTICIPLES)


def test_every_state_that_a_connection_or_request_can_show_has_its_pill() -> None:
    assert set(lifecycle.STATES) | {"planned", "in_service", "ended"} <= set(PILLS)


def test_unknown_words_are_an_error_and_not_a_refusal() -> None:
    with pytest.raises(KeyError, match="no state 'aproved'"):
        lifecycle.target("aproved", "build")
    with pytest.raises(KeyError, match="no verb 'skip'"):
        lifecycle.target("building", "skip")


@given(st.lists(st.sampled_from(lifecycle.VERBS), max_size=60))
def test_no_walk_builds_without_an_approval_after_the_last_review(verbs: list[str]) -> None:
    state, approved = "draft", False
    for verb in verbs:
        reached = lifecycle.target(state, verb)
        if reached is None:
            continue
        approved = verb == "approve" or (approved and reached != "in_review")
        state = reached
        assert approved or state not in {"approved", "building", "fulfilled", "failed"}


PLAN, OTHER_PLAN = "a" * 64, "b" * 64
PRIYA = Candidate("priya", frozenset({"operator"}))


def test_one_approval_is_enough_by_default() -> None:
    assert approvals.required_approvals(PlanFacts(Decimal("99999.00"), "USD")) == 1


def test_two_for_prepaid_money_is_one_more_row() -> None:
    rules = (ApprovalRule(1), ApprovalRule(2, prepaid_from=Decimal("0.01")))
    assert approvals.required_approvals(PlanFacts(Decimal("0.00"), "USD"), rules) == 1
    assert approvals.required_approvals(PlanFacts(Decimal("0.01"), "USD"), rules) == 2


def test_no_rules_still_ask_for_one_approval() -> None:
    assert approvals.required_approvals(PlanFacts(Decimal(0), "USD"), ()) == 1


def test_an_approval_of_another_plan_does_not_count() -> None:
    assert approvals.missing(1, [Approval("priya", OTHER_PLAN)], PLAN) == 1
    assert approvals.missing(1, [Approval("priya", PLAN)], PLAN) == 0


def test_one_person_counts_once() -> None:
    assert approvals.missing(2, [Approval("priya", PLAN), Approval("priya", PLAN)], PLAN) == 1
    assert approvals.missing(2, [Approval("priya", PLAN), Approval("ada", PLAN)], PLAN) == 0
    assert approvals.missing(1, [Approval("priya", PLAN), Approval("ada", PLAN)], PLAN) == 0


def test_an_architect_may_approve() -> None:
    assert approvals.refusal(PRIYA, requester="lena", customer="nordwind", plan_hash=PLAN) is None


def test_requester_cannot_approve_own_request() -> None:
    refused = approvals.refusal(PRIYA, requester="priya", customer="nordwind", plan_hash=PLAN)
    assert refused is not None
    assert refused.code == "own_request"


def test_a_member_of_the_customer_cannot_approve_even_as_architect() -> None:
    both = Candidate("priya", frozenset({"operator", "nordwind"}))
    refused = approvals.refusal(both, requester="lena", customer="nordwind", plan_hash=PLAN)
    assert refused is not None
    assert refused.code == "member_of_customer"


def test_nobody_approves_one_plan_twice_but_a_new_plan_again() -> None:
    given_before = [Approval("priya", PLAN)]
    refused = approvals.refusal(
        PRIYA, requester="lena", customer="nordwind", plan_hash=PLAN, approvals=given_before
    )
    assert refused is not None
    assert refused.code == "approved_before"
    again = approvals.refusal(
        PRIYA, requester="lena", customer="nordwind", plan_hash=OTHER_PLAN, approvals=given_before
    )
    assert again is None


def _reachable(state: str) -> set[str]:
    found, edge = {state}, {state}
    while edge:
        edge = {after for each in edge for after in lifecycle.next_states(each)} - found
        found |= edge
    return found
