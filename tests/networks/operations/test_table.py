from __future__ import annotations

import pytest

from networks.fulfilment.operations import OPERATIONS, Operation
from networks.fulfilment.operations.documentation import operations_table_markdown
from networks.fulfilment.planning.drafting import CAN_DRY_RUN, IRREVERSIBLE
from networks.fulfilment.planning.wording import KIND_NAMES
from portal.alibaba.calls import PRODUCTS
from portal.alibaba.errors import classify

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


@each_operation
def test_every_call_of_a_row_is_in_the_table_of_calls(operation: Operation) -> None:
    calls = PRODUCTS[operation.product].calls
    assert operation.listing.action in calls
    assert calls[operation.create_action].takes_token is operation.takes_token
    assert operation.delete_action is None or operation.delete_action in calls


@each_operation
def test_a_row_and_the_table_of_answers_agree(operation: Operation) -> None:
    for code in operation.busy_codes:
        for action in filter(None, (operation.create_action, operation.delete_action)):
            if code != "InstanceStatus.NotSupport" or action == operation.create_action:
                assert classify(code, 400, operation.product, action) == "busy", (action, code)
    for code in operation.gone_codes:
        assert classify(code, 400, operation.product, operation.listing.action) == "gone"
        if operation.delete_action:
            assert classify(code, 400, operation.product, operation.delete_action) == "gone"


@each_operation
def test_a_repeat_is_always_safe_by_token_or_by_nature(operation: Operation) -> None:
    assert operation.identity == "natural" or operation.takes_token
    assert operation.identity != "token" or operation.tag_in or not operation.in_ledger


@each_operation
def test_times_are_in_order(operation: Operation) -> None:
    assert 0 < operation.usual_seconds < operation.deadline_seconds
    assert 0 < operation.usual_removal_seconds < operation.deadline_seconds


@each_operation
def test_statuses_mean_one_thing(operation: Operation) -> None:
    assert operation.settled
    assert not operation.settled & operation.pending
    assert not operation.settled & operation.failed


def test_the_planner_knows_the_same_kinds_as_the_table() -> None:
    assert {kind for kind, row in OPERATIONS.items() if row.dry_runs} == CAN_DRY_RUN
    assert {kind for kind, row in OPERATIONS.items() if not row.reversible} == IRREVERSIBLE
    assert set(KIND_NAMES) == set(OPERATIONS)


def test_only_prepaid_things_cannot_be_taken_away() -> None:
    stays = {kind for kind, row in OPERATIONS.items() if not row.removable and row.in_ledger}
    assert stays == {kind for kind, row in OPERATIONS.items() if row.billed == "prepaid"}


def test_the_documentation_has_a_line_for_every_kind() -> None:
    lines = operations_table_markdown().splitlines()
    assert len(lines) == len(OPERATIONS) + 2
    assert len({line.count("|") for line in lines}) == 1
    assert all(f"| `{kind}` |" in operations_table_markdown() for kind in OPERATIONS)
