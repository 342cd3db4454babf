from __future__ import annotations

from typing import Any

import pytest

from portal.standin.errors import CloudError
from portal.standin.shape import Spec, read_parameters, strays

DECLARED = {"Vpcs": {"Vpc": [{"VpcId": "str", "OwnerId": "int", "IsDefault": "bool"}]}, "Total": "float"}


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ({"Vpcs": {"Vpc": [{"VpcId": "vpc-1", "OwnerId": 1, "IsDefault": False}]}, "Total": 2}, []),
        ({}, []),
        ({"Vpc": []}, [".Vpc"]),
        ({"Vpcs": {"Vpc": [{"VpcId": 1}]}}, [".Vpcs.Vpc[].VpcId is not str"]),
        ({"Vpcs": {"Vpc": [{"OwnerId": True}]}}, [".Vpcs.Vpc[].OwnerId is not int"]),
        ({"Vpcs": {"Vpc": [{"IsDefault": 1}]}}, [".Vpcs.Vpc[].IsDefault is not bool"]),
        ({"Vpcs": {"Vpc": {}}}, [".Vpcs.Vpc"]),
        ({"Vpcs": []}, [".Vpcs"]),
    ],
)
def test_an_answer_is_compared_with_what_is_declared(answer: dict[str, Any], wrong: list[str]) -> None:
    assert strays(answer, DECLARED) == wrong


@pytest.mark.parametrize(("text", "value"), [("1.5", 1.5), ("-2", -2.0)])
def test_a_number_may_have_a_fraction(text: str, value: float) -> None:
    assert read_parameters((Spec("Threshold", "number"),), {"Threshold": text}, "cms X") == {
        "Threshold": value
    }


def test_a_word_is_no_number() -> None:
    with pytest.raises(CloudError, match="'many' is not a number"):
        read_parameters((Spec("Threshold", "number"),), {"Threshold": "many"}, "cms X")


def test_list_items_keep_the_order_of_their_numbers() -> None:
    spec = Spec("Ids", "list", item=Spec("", "text"))
    wire = {f"Ids.{number}": f"id-{number}" for number in (10, 2, 1)}
    assert read_parameters((spec,), wire, "vpc X") == {"Ids": ["id-1", "id-2", "id-10"]}
