"""The stand-in's own door, /_standin/."""

from __future__ import annotations

import pytest
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT
from .world import Cloud


def test_the_index_says_what_is_played(cloud: Cloud) -> None:
    index = cloud.ask("GET", "")
    assert "vpc.CreateVpc" in index["played"]
    assert "GET /_standin/calls" in index["doors"]
    assert index["known"] > 700


def test_a_call_is_logged_with_what_it_asked_and_made(cloud: Cloud) -> None:
    wanted = vpc.CreateVpcRequest(region_id=FRANKFURT, cidr_block="10.20.0.0/16", client_token="run-1/vpc")
    vpc_id = cloud.vpc().create_vpc(wanted).body.vpc_id
    (seen,) = cloud.calls()
    told = ("action", "product", "region", "client_token", "code", "http_status", "resource_id", "performed")
    assert [seen[name] for name in told] == [
        "CreateVpc",
        "vpc",
        FRANKFURT,
        "run-1/vpc",
        "OK",
        200,
        vpc_id,
        True,
    ]
    assert seen["params"]["CidrBlock"] == "10.20.0.0/16"


def test_the_log_can_be_read_from_a_call_on_and_emptied(cloud: Cloud) -> None:
    for _ in range(3):
        cloud.vpc().describe_vpcs(vpc.DescribeVpcsRequest(region_id=FRANKFURT))
    assert [call["n"] for call in cloud.ask("GET", "calls?since=1")["calls"]] == [2, 3]
    cloud.ask("DELETE", "calls")
    assert cloud.calls() == []


def test_what_exists_is_shown_with_its_origin(cloud: Cloud) -> None:
    tag = vpc.CreateVpcRequestTag(key="portal:request", value="NR-41")
    cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT, client_token="run-1/vpc", tag=[tag]))
    (seen,) = cloud.living("vpc")
    assert (seen["created_by"], seen["client_token"], seen["region"]) == ("CreateVpc", "run-1/vpc", FRANKFURT)
    assert seen["tags"] == {"portal:request": "NR-41"}
    assert cloud.ask("GET", "resources?account=1000000000000000")["resources"] == []


def test_the_clock_stands_when_frozen_and_goes_on_when_let(cloud: Cloud) -> None:
    cloud.freeze()
    first = cloud.ask("GET", "clock")
    assert cloud.ask("GET", "clock") == first
    cloud.advance(3600)
    assert cloud.ask("GET", "clock")["now"] == pytest.approx(first["now"] + 3600)
    assert cloud.ask("POST", "clock", {"unfreeze": True})["frozen"] is False
    assert cloud.ask("GET", "clock")["now"] < first["now"] + 3660


@pytest.mark.parametrize(
    ("door", "given", "sentence"),
    [
        ("settings", {"pase": 0}, "There is no setting 'pase'"),
        ("settings", {"pace": -1}, "pace is -1"),
        ("settings", {"seed": 2}, "There is no setting 'seed'"),
        ("settings", {"blocking": "no"}, "blocking is 'no'"),
        ("settings", {"settle": {"vpc": "soon"}}, "vpc settles after 'soon'"),
        ("settings", {"throttle": {"*": {"rate": 1}}}, "The throttle of *"),
        ("clock", {"rewind": 1}, "The clock understands"),
        ("clock", {}, "The clock understands"),
        ("moon", {}, "There is no POST /_standin/moon"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    cloud: Cloud, door: str, given: dict[str, object], sentence: str
) -> None:
    assert sentence in cloud.ask("POST", door, given)["error"]
