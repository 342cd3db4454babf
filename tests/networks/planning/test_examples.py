from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from networks.fulfilment import backoff, lifecycle
from networks.fulfilment.planning import bandwidth, document, identity, resource


@pytest.mark.parametrize("module", [backoff, bandwidth, document, identity, lifecycle, resource])
def test_the_examples_in_the_docstrings_are_true(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def test_a_body_with_an_unfinished_reference_is_not_sent() -> None:
    body = {"VpcId": resource.Ref("vpc.frankfurt"), "Tags": [resource.Ref("tr.x", "route_table_id")]}
    with pytest.raises(resource.UnresolvedRefError, match=r"tr\.x has no route_table_id yet"):
        resource.resolve(body, {"vpc.frankfurt": {"id": "vpc-1"}, "tr.x": {"id": "tr-1"}})


def test_a_frozen_body_cannot_be_changed() -> None:
    frozen = resource.freeze({"Tag": [{"Key": "a"}]})
    with pytest.raises(TypeError):
        frozen["Tag"][0]["Key"] = "b"
    with pytest.raises(TypeError):
        frozen["Tag"] = ()
