from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from .world import Cloud, refused

WANTED = {"region_id": "eu-central-1", "cidr_block": "10.20.0.0/16", "client_token": "run-1/vpc"}


def test_same_token_gives_the_same_vpc(cloud: Cloud) -> None:
    first = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body
    second = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body
    assert second.vpc_id == first.vpc_id
    assert len(cloud.living("vpc")) == 1
    assert [call["replayed"] for call in cloud.calls("CreateVpc")] == [False, True]


def test_same_token_with_another_body_is_a_mismatch(cloud: Cloud) -> None:
    cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED))
    other = vpc.CreateVpcRequest(**{**WANTED, "cidr_block": "10.21.0.0/16"})
    assert refused(cloud.vpc().create_vpc, other).code == "IdempotentParameterMismatch"
    assert len(cloud.living("vpc")) == 1


def test_eight_threads_with_one_token_make_one_vpc(cloud: Cloud) -> None:
    client = cloud.vpc()
    with ThreadPoolExecutor(8) as pool:
        made = set(
            pool.map(lambda _: client.create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id, range(40))
        )
    assert len(made) == 1
    assert len(cloud.living("vpc")) == 1
    assert {call["code"] for call in cloud.calls()} == {"OK"}


def test_a_token_counts_for_one_action_of_one_account(cloud: Cloud) -> None:
    made = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id
    assert cloud.cbn().create_cen(cbn.CreateCenRequest(client_token="run-1/vpc")).body.cen_id
    customer = cloud.as_role("1234567890123456")
    assert customer.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id != made


@pytest.mark.parametrize("token", ["x" * 65, "通途"])
def test_a_token_has_at_most_64_ascii_characters(cloud: Cloud, token: str) -> None:
    wanted = vpc.CreateVpcRequest(**{**WANTED, "client_token": token})
    assert refused(cloud.vpc().create_vpc, wanted).code == "InvalidParameter"


def test_a_token_may_be_forgotten(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(token_seconds=3600)
    first = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id
    cloud.advance(3601)
    assert cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id != first


def test_a_replayed_delete_is_answered_as_the_first_was(cloud: Cloud) -> None:
    vpc_id = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**WANTED)).body.vpc_id
    wanted = vpc.DeleteVpcRequest(region_id="eu-central-1", vpc_id=vpc_id, client_token="run-1/vpc/undo")
    cloud.vpc().delete_vpc(wanted)
    assert cloud.living("vpc") == []
    assert cloud.vpc().delete_vpc(wanted).status_code == 200
