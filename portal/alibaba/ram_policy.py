"""The RAM policy of a cloud role: exactly the calls it makes, and never RAM itself.

Three roles (RELIABILITY T16): `reader` looks, `builder` looks and creates, `remover` looks and deletes. The
lists come from the table of operations, so a call that is added there is in the policy the same day. Some
products authorise per service only; separate customers by account or resource group, not by policy alone
(T17).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

Role = Literal["reader", "builder", "remover"]
Calls = tuple[tuple[str, str], ...]

# How RAM spells a product, where that differs from the endpoint's name.
RAM_CODE: Final[Mapping[str, str]] = {"cbn": "cen", "bssopenapi": "bssapi"}


def ram_action(product: str, action: str) -> str:
    """
    >>> ram_action("cbn", "CreateCen")
    'cen:CreateCen'
    """
    return f"{RAM_CODE.get(product, product)}:{action}"


def policy_document(calls: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The policy as the console takes it. An explicit deny wins over whatever else the role is given."""
    return {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": sorted({ram_action(product, action) for product, action in calls}),
                "Resource": "*",
            },
            {"Effect": "Deny", "Action": ["ram:*"], "Resource": "*"},
        ],
    }
