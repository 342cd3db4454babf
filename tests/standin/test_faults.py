from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import Any

import pytest
from alibabacloud_vpc20160428 import models as vpc
from darabonba.exceptions import UnretryableException
from Tea.exceptions import TeaException

from .network import FRANKFURT
from .world import Cloud, refused, until

WANTED = {"region_id": FRANKFURT, "cidr_block": "10.20.0.0/16", "client_token": "run-1/vpc"}


def create(cloud: Cloud, **more: Any) -> str:
    vpc_id: str = cloud.vpc(**more).create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id
    return vpc_id


def status(cloud: Cloud, vpc_id: str) -> str:
    asked = vpc.DescribeVpcAttributeRequest(region_id=FRANKFURT, vpc_id=vpc_id)
    seen: str = cloud.vpc().describe_vpc_attribute(asked).body.status
    return seen


def test_lost_before_leaves_nothing(cloud: Cloud) -> None:
    cloud.fault("lost_before", action="CreateVpc")
    assert isinstance(refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(**WANTED)), UnretryableException)
    assert cloud.living("vpc") == []
    assert create(cloud)


def test_lost_after_leaves_a_vpc_that_the_same_token_finds(cloud: Cloud) -> None:
    cloud.fault("lost_after", action="CreateVpc")
    assert isinstance(refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(**WANTED)), UnretryableException)
    (made,) = cloud.living("vpc")
    assert create(cloud) == made["id"]
    assert [call["fault"] for call in cloud.calls("CreateVpc")] == ["lost_after", None]


@pytest.mark.parametrize(("performed", "left"), [(False, 0), (True, 1)])
def test_a_server_error_may_or_may_not_have_acted(cloud: Cloud, performed: bool, left: int) -> None:
    cloud.fault("http_500", action="CreateVpc", performed=performed)
    error = refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(**WANTED))
    assert (type(error).__name__, error.code) == ("ServerException", "InternalError")
    assert len(cloud.living("vpc")) == left


def test_throttle_carries_the_time_to_wait(cloud: Cloud) -> None:
    cloud.fault("throttle", action="CreateVpc", seconds=2.5)
    error = refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(**WANTED))
    assert (type(error).__name__, error.retry_after) == ("ThrottlingException", 2500)


@pytest.mark.parametrize("late", [False, True])
def test_a_slow_answer_outlasts_an_impatient_client(cloud: Cloud, late: bool) -> None:
    cloud.fault("slow", action="CreateVpc", seconds=0.5, late=late)
    impatient = cloud.vpc(read_timeout=100)
    assert isinstance(refused(impatient.create_vpc, vpc.CreateVpcRequest(**WANTED)), UnretryableException)
    assert len(cloud.living("vpc")) == (0 if late else 1)
    until(lambda: len(cloud.living("vpc")), lambda made: made == 1)


def test_a_late_call_does_not_reach_past_a_reset(cloud: Cloud) -> None:
    cloud.fault("slow", action="CreateVpc", seconds=0.3, late=True)
    refused(cloud.vpc(read_timeout=50).create_vpc, vpc.CreateVpcRequest(**WANTED))
    cloud.ask("POST", "reset")
    patient = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    cloud.fault("slow", action="DescribeVpcs", seconds=0.5)
    cloud.vpc().describe_vpcs(patient)
    assert cloud.living("vpc") == []


def test_a_slow_answer_reaches_a_patient_client(cloud: Cloud) -> None:
    cloud.fault("slow", action="CreateVpc", seconds=0.3)
    begun = monotonic()
    assert create(cloud)
    assert monotonic() - begun >= 0.3


def test_a_stuck_status_does_not_settle(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.fault("status_stuck", action="CreateVpc")
    vpc_id = create(cloud)
    cloud.advance(86_400)
    assert status(cloud, vpc_id) == "Pending"


def test_a_stuck_status_may_come_loose(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.fault("status_stuck", action="CreateVpc", seconds=60)
    vpc_id = create(cloud)
    assert status(cloud, vpc_id) == "Pending"
    cloud.advance(60)
    assert status(cloud, vpc_id) == "Available"


def test_a_status_may_fail_later(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(pace=1)
    cloud.fault("status_fail_later", action="CreateVpc")
    vpc_id = create(cloud)
    assert status(cloud, vpc_id) == "Pending"
    cloud.advance(1)
    assert status(cloud, vpc_id) == "Failed"


def test_one_vpc_may_stay_out_of_lists(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.fault("list_lag", action="CreateVpc", seconds=45)
    vpc_id = create(cloud)
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    assert cloud.vpc().describe_vpcs(asked).body.total_count == 0
    assert status(cloud, vpc_id) == "Available"
    cloud.advance(45)
    assert cloud.vpc().describe_vpcs(asked).body.total_count == 1


@pytest.mark.parametrize(
    ("fault", "given", "code"),
    [
        ("quota", {}, "QuotaExceeded"),
        ("quota", {"code": "QuotaExceeded.Vpc"}, "QuotaExceeded.Vpc"),
        ("auth_expired", {}, "InvalidSecurityToken.Expired"),
        ("busy", {}, "TaskConflict"),
        ("refuse", {"code": "Forbidden.RAM", "message": "Not yours."}, "Forbidden.RAM"),
    ],
)
def test_a_refusal_leaves_nothing_and_no_memory_of_the_token(
    cloud: Cloud, fault: str, given: dict[str, str], code: str
) -> None:
    cloud.fault(fault, action="CreateVpc", **given)
    assert refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(**WANTED)).code == code
    assert cloud.living("vpc") == []
    assert create(cloud)


def test_a_script_is_read_from_top_to_bottom(cloud: Cloud) -> None:
    cloud.ask("POST", "faults", [{"fault": "busy", "times": 2}, {"fault": "ok"}, {"fault": "throttle"}])
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    for _ in range(4):
        with suppress(TeaException):
            cloud.vpc().describe_vpcs(asked)
    assert [call["code"] for call in cloud.calls()] == [
        "TaskConflict",
        "TaskConflict",
        "OK",
        "Throttling.User",
    ]


def test_a_fault_lets_the_first_calls_through(cloud: Cloud) -> None:
    cloud.fault("busy", action="DescribeVpcs", after=2, times=-1)
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    cloud.vpc().describe_vpcs(asked)
    cloud.vpc().describe_vpcs(asked)
    for _ in range(3):
        assert refused(cloud.vpc().describe_vpcs, asked).code == "TaskConflict"


def test_a_fault_strikes_only_what_it_matches(cloud: Cloud) -> None:
    cloud.fault("busy", product="vpc", region="cn-shanghai", match={"VpcName": "b"})
    assert create(cloud)
    in_shanghai = vpc.CreateVpcRequest(region_id="cn-shanghai", vpc_name="a")
    assert cloud.vpc("cn-shanghai").create_vpc(in_shanghai).body.vpc_id
    in_shanghai.vpc_name = "b"
    assert refused(cloud.vpc("cn-shanghai").create_vpc, in_shanghai).code == "TaskConflict"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ({"fault": "earthquake"}, "There is no fault 'earthquake'"),
        ({"fault": "refuse"}, "needs the code"),
        ({"fault": "slow"}, "needs seconds"),
        ({"fault": "busy", "actoin": "CreateVpc"}, "cannot be read"),
    ],
)
def test_a_script_that_cannot_be_meant_is_refused(
    cloud: Cloud, script: dict[str, str], sentence: str
) -> None:
    assert sentence in cloud.ask("POST", "faults", script)["error"]
    assert cloud.ask("GET", "faults")["faults"] == []
