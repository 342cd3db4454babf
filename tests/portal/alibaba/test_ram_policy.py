from __future__ import annotations

from typing import get_args

import pytest

from networks.fulfilment.operations.permissions import calls_of
from networks.fulfilment.operations.table import OPERATIONS
from portal.alibaba.calls import PRODUCTS
from portal.alibaba.ram_policy import Role, policy_document, ram_action

ROLES: tuple[Role, ...] = get_args(Role)
BEFORE_ANY_ROLE = ("sts", "AssumeRole")  # made with the base key, to become a role


def allowed(role: Role) -> set[str]:
    statement = policy_document(calls_of(role))["Statement"][0]
    assert (statement["Effect"], statement["Resource"]) == ("Allow", "*")
    return set(statement["Action"])


def test_the_roles_together_may_do_exactly_what_the_portal_calls() -> None:
    called = {(product, action) for product, row in PRODUCTS.items() for action in row.calls}
    granted = {call for role in ROLES for call in calls_of(role)}
    assert granted == called - {BEFORE_ANY_ROLE}


def test_the_reader_changes_nothing() -> None:
    verbs = ("Describe", "List", "Get", "Check", "Query")
    assert all(action.split(":")[1].startswith(verbs) for action in allowed("reader"))


def test_the_builder_deletes_nothing_and_the_remover_creates_nothing() -> None:
    creates = {ram_action(row.product, row.create_action) for row in OPERATIONS.values()}
    deletes = {ram_action(row.product, row.delete_action) for row in OPERATIONS.values() if row.delete_action}
    assert creates <= allowed("builder") and not creates & allowed("remover")
    assert deletes <= allowed("remover") and not deletes & allowed("builder")


@pytest.mark.parametrize("role", ROLES)
def test_no_role_touches_ram_itself(role: Role) -> None:
    statements = policy_document(calls_of(role))["Statement"]
    assert {"Effect": "Deny", "Action": ["ram:*"], "Resource": "*"} in statements
    assert not any(action.startswith("ram:") or "*" in action for action in allowed(role))
