from __future__ import annotations

from typing import Any

import pytest

from networks.fulfilment.operations import OPERATIONS, find, look
from networks.fulfilment.operations.looking import PAGE_SIZE, filled
from networks.fulfilment.planning.identity import ID_FIELDS
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from tests.portal.alibaba.server import answering
from tests.processes import Standin

KEY = "0d5fb1a49c1e.vpc.frankfurt"


def vpc(cloud: Cloud, region: str, number: int, *tags: tuple[str, str]) -> str:
    body: dict[str, Any] = {
        "RegionId": region,
        "CidrBlock": "10.0.0.0/16",
        "Tag": [{"Key": key, "Value": value} for key, value in tags],
    }
    return str(cloud.call("vpc", "CreateVpc", region, body, f"{region}-{number}")["VpcId"])


def found(cloud: Cloud, region: str) -> list[str]:
    body = {"RegionId": region, "CidrBlock": "10.0.0.0/16"}
    return [each.resource_id for each in find(cloud, OPERATIONS["vpc"], region, body, KEY)]


def test_a_thing_on_the_third_page_is_found(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "settings", {"quotas": {"vpc_quota_instances_num": 999}})
    # Lists show the newest first or the oldest first; one on either end is on the last page of the other.
    first = vpc(cloud, "eu-central-1", 0, ("portal:step", KEY))
    for number in range(1, 2 * PAGE_SIZE + 2):
        vpc(cloud, "eu-central-1", number)
    last = vpc(cloud, "eu-central-1", 999, ("portal:step", KEY))
    assert set(found(cloud, "eu-central-1")) == {first, last}


def test_each_region_is_asked_for_itself(cloud: Cloud) -> None:
    here = vpc(cloud, "eu-central-1", 0, ("portal:step", KEY))
    there = vpc(cloud, "cn-shanghai", 0, ("portal:step", KEY))
    assert (found(cloud, "eu-central-1"), found(cloud, "cn-shanghai")) == ([here], [there])


def test_only_the_steps_own_key_counts(cloud: Cloud) -> None:
    vpc(cloud, "eu-central-1", 0)
    vpc(cloud, "eu-central-1", 1, ("portal:step", f"{KEY}2"))
    vpc(cloud, "eu-central-1", 2, ("Name", KEY))
    assert found(cloud, "eu-central-1") == []


def test_where_a_list_shows_no_tags_the_description_tells() -> None:
    items = [
        {"VpcId": "vpc-1", "Status": "Available", "Description": f"portal {KEY}"},
        {"VpcId": "vpc-2", "Status": "Available", "Description": "ours"},
    ]
    with answering({"RequestId": "r", "TotalCount": 2, "Vpcs": {"Vpc": items}}) as server:
        body = {"RegionId": "eu-central-1", "Description": f"portal {KEY}"}
        there = find(server.cloud(), OPERATIONS["vpc"], "eu-central-1", body, KEY)
    assert [each.resource_id for each in there] == ["vpc-1"]


def test_a_filter_that_the_cloud_ignored_does_not_show_another_thing() -> None:
    item = {"VpcId": "vpc-other", "Status": "Available"}
    with answering({"RequestId": "r", "TotalCount": 1, "Vpcs": {"Vpc": [item]}}) as server:
        assert look(server.cloud(), OPERATIONS["vpc"], "eu-central-1", "vpc-own", {}).status == "absent"


@pytest.mark.parametrize(
    ("raw", "status"),
    [("Available", "settled"), ("Pending", "pending"), ("Melting", "pending"), ("", "pending")],
)
def test_a_status_nobody_knows_means_wait(raw: str, status: str) -> None:
    item = {"VpcId": "vpc-1", "Status": raw}
    with answering({"RequestId": "r", "TotalCount": 1, "Vpcs": {"Vpc": [item]}}) as server:
        seen = look(server.cloud(), OPERATIONS["vpc"], "eu-central-1", "vpc-1", {})
    assert (seen.status, seen.raw_status) == (status, raw)


def test_a_list_without_an_end_is_given_up() -> None:
    item = {"TransitRouterAttachmentId": "tr-attach-1", "Status": "Attached"}
    endless = {"RequestId": "r", "NextToken": "again", "TransitRouterAttachments": [item]}
    with answering(endless) as server, pytest.raises(AlibabaError) as raised:
        body = {"CenId": "c", "TransitRouterId": "t"}
        find(server.cloud(), OPERATIONS["vpc_attachment"], "eu-central-1", body, KEY)
    assert raised.value.code == "TooManyPages"


def test_trouble_while_looking_is_no_absence(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "throttle", "action": "DescribeVpcs"})
    with pytest.raises(AlibabaError) as raised:
        look(cloud, OPERATIONS["vpc"], "eu-central-1", "vpc-1", {})
    assert raised.value.outcome == "not_now"


def test_a_template_is_filled_to_its_depth() -> None:
    template = {"Filter": [{"Key": "CenId", "Value": ["@id"]}], "Zone": "@params.Zone", "RegionId": "@region"}
    assert filled(template, {"id": "cen-1", "region": "global"}, {"Zone": "a"}) == {
        "Filter": [{"Key": "CenId", "Value": ["cen-1"]}],
        "Zone": "a",
        "RegionId": "global",
    }


def test_every_kind_has_an_identity() -> None:
    assert set(ID_FIELDS) == set(OPERATIONS)
