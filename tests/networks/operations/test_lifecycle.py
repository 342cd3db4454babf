from __future__ import annotations

from networks.fulfilment import lifecycle
from networks.requests.rules import lifecycle as requests


def reached(start: str, moves: tuple[lifecycle.Move, ...]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        following = {move.target for move in moves if move.state == state} - seen
        seen |= following
        waiting.extend(following)
    return seen


def test_every_state_of_a_run_can_be_reached_and_has_words() -> None:
    assert reached("running", lifecycle.RUN_MOVES) == set(lifecycle.RUN_STATES)
    assert all(words.en and words.zh for words in lifecycle.RUN_WORDS.values())


def test_every_state_of_a_step_can_be_reached_and_has_words() -> None:
    assert reached("pending", lifecycle.STEP_MOVES) == set(lifecycle.STEP_STATES)
    assert all(words.en and words.zh for words in lifecycle.STEP_WORDS.values())


def test_a_final_run_has_no_way_on() -> None:
    ends = {state for state in lifecycle.RUN_STATES if not any(m.state == state for m in lifecycle.RUN_MOVES)}
    assert ends == set(lifecycle.RUN_FINAL)


def test_a_step_ends_done_undone_or_as_residue_and_only_done_can_be_undone() -> None:
    ends = {state for state in lifecycle.STEP_STATES if not lifecycle.next_step_states(state)}
    assert ends == {"undone", "residue"}
    assert lifecycle.next_step_states("done") == ("undo_pending",)


def test_from_every_state_of_a_step_an_end_can_be_reached() -> None:
    for state in lifecycle.STEP_STATES:
        assert reached(state, lifecycle.STEP_MOVES) & set(lifecycle.STEP_FINAL), state


def test_a_verb_leads_to_one_place() -> None:
    for moves in (lifecycle.RUN_MOVES, lifecycle.STEP_MOVES):
        assert len({(move.state, move.verb) for move in moves}) == len(moves)


def test_no_answer_never_leads_straight_to_a_refusal_or_an_undo() -> None:
    assert set(lifecycle.next_step_states("unknown")) == {"intended", "waiting", "needs_human"}


def test_the_request_follows_every_state_of_the_run() -> None:
    assert set(lifecycle.REQUEST_STATUS) == set(lifecycle.RUN_STATES)
    assert set(lifecycle.REQUEST_STATUS.values()) <= set(requests.STATES)


def test_the_request_can_make_each_move_that_the_run_makes() -> None:
    for move in lifecycle.RUN_MOVES:
        before, after = lifecycle.REQUEST_STATUS[move.state], lifecycle.REQUEST_STATUS[move.target]
        if move.verb in ("await_approval", "rebase"):
            continue
        if before != after:
            assert requests.target(before, lifecycle.REQUEST_VERB[move.verb]) == after, move


def test_a_run_held_for_a_new_approval_has_its_request_in_review() -> None:
    assert requests.target("building", lifecycle.REQUEST_VERB[lifecycle.IN_REVIEW_WHILE_HELD]) == "in_review"
    assert requests.target("approved", lifecycle.REQUEST_VERB["rebase"]) == "building"
