from __future__ import annotations

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
