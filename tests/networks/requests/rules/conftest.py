"""The wish of the cast: Lena joins Frankfurt with Shanghai."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

WISH: dict[str, Any] = {
    "version": 1,
    "kind": "cen",
    "name": "Frankfurt to Shanghai",
    "vpcs": [
        {"key": "frankfurt", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16", "vpc_id": None},
        {
            "key": "shanghai",
            "region": "cn-shanghai",
            "mode": "existing",
            "cidr": "10.30.0.0/16",
            "vpc_id": "vpc-uf6abc",
        },
    ],
    "links": [{"areas": ["China", "Europe"], "bandwidth_mbps": 20}],
    "statement": {
        "own_use": True,
        "purpose": "ERP between our offices",
        "no_resale": True,
        "no_public_users": True,
        "signed_by": "Lena Vogt",
    },
}


@pytest.fixture
def wish() -> dict[str, Any]:
    """A document that meets every prerequisite, to be changed at will."""
    return deepcopy(WISH)
