from __future__ import annotations

from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc
from alibabacloud_vpc20160428.client import Client

from .network import FRANKFURT, SHANGHAI
from .wire import call
from .world import Cloud, refused

TAGS = [vpc.CreateVpcRequestTag(key="portal:step", value="vpc.eu-central-1")]


def create_vpc(client: Client, region: str = FRANKFURT) -> str:
    answer = client.create_vpc(vpc.CreateVpcRequest(region_id=region, cidr_block="10.20.0.0/16", tag=TAGS))
    vpc_id: str = answer.body.vpc_id
    return vpc_id


def listed(cloud: Cloud, region: str = FRANKFURT) -> list[str]:
    asked = vpc.DescribeVpcsRequest(region_id=region, page_size=50)
    return [each.vpc_id for each in cloud.vpc(region).describe_vpcs(asked).body.vpcs.vpc]


def test_a_list_shows_a_new_vpc_only_after_its_lag(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(list_lag=20)
    vpc_id = create_vpc(cloud.vpc())
    assert listed(cloud) == []
    cloud.advance(20)
    assert listed(cloud) == [vpc_id]


def test_describe_by_id_may_lag_too(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(describe_lag=5)
    asked = vpc.DescribeVpcAttributeRequest(region_id=FRANKFURT, vpc_id=create_vpc(cloud.vpc()))
    assert refused(cloud.vpc().describe_vpc_attribute, asked).code == "InvalidVpcId.NotFound"
    cloud.advance(5)
    assert cloud.vpc().describe_vpc_attribute(asked).body.status == "Available"


def test_a_list_holds_one_region_of_one_account(cloud: Cloud) -> None:
    here, there = create_vpc(cloud.vpc()), create_vpc(cloud.vpc(SHANGHAI), SHANGHAI)
    assert (listed(cloud), listed(cloud, SHANGHAI)) == ([here], [there])


def test_numbered_pages_hold_everything_once(cloud: Cloud) -> None:
    made = [create_vpc(cloud.vpc()) for _ in range(7)]
    pages = [
        cloud.vpc()
        .describe_vpcs(vpc.DescribeVpcsRequest(region_id=FRANKFURT, page_number=number, page_size=3))
        .body
        for number in (1, 2, 3, 4)
    ]
    assert [len(page.vpcs.vpc) for page in pages] == [3, 3, 1, 0]
    assert [each.vpc_id for page in pages for each in page.vpcs.vpc] == made
    assert {page.total_count for page in pages} == {7}


def test_a_page_of_fifty_one_is_refused(cloud: Cloud) -> None:
    assert call(cloud, "vpc", "DescribeVpcs", RegionId=FRANKFURT, PageSize="51")["Code"] == "InvalidParameter"


def test_pages_by_token_hold_everything_once(cloud: Cloud) -> None:
    made = {create_vpc(cloud.vpc()) for _ in range(5)}
    seen, token = [], None
    for expected in (2, 2, 1):
        asked = vpc.ListTagResourcesRequest(
            region_id=FRANKFURT, resource_type="VPC", max_results=2, next_token=token
        )
        body = cloud.vpc().list_tag_resources(asked).body
        token = body.next_token
        assert len(body.tag_resources.tag_resource) == expected
        seen += [each.resource_id for each in body.tag_resources.tag_resource]
    assert (set(seen), len(seen), token) == (made, 5, None)


def test_a_made_up_page_token_is_refused(cloud: Cloud) -> None:
    asked = cbn.ListTransitRouterVpcAttachmentsRequest(next_token="page two")
    assert refused(cloud.cbn().list_transit_router_vpc_attachments, asked).code == "InvalidParameter"


def test_a_list_is_filtered_by_tag(cloud: Cloud) -> None:
    vpc_id = create_vpc(cloud.vpc())
    cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT))
    tag = vpc.DescribeVpcsRequestTag(key="portal:step", value="vpc.eu-central-1")
    found = cloud.vpc().describe_vpcs(vpc.DescribeVpcsRequest(region_id=FRANKFURT, tag=[tag])).body.vpcs.vpc
    assert [each.vpc_id for each in found] == [vpc_id]
    assert found[0].tags.tag[0].value == "vpc.eu-central-1"


def test_what_a_step_made_twice_is_counted(cloud: Cloud) -> None:
    create_vpc(cloud.vpc())
    assert cloud.ask("GET", "resources")["duplicates"] == 0
    second = create_vpc(cloud.vpc())
    answer = cloud.ask("GET", "resources")
    assert answer["duplicates"] == 1
    assert answer["steps"][0]["step"] == "vpc.eu-central-1"
    assert second in answer["steps"][0]["ids"]


def test_tags_may_be_put_on_later_and_taken_off(cloud: Cloud) -> None:
    cen_id = cloud.cbn().create_cen(cbn.CreateCenRequest(name="causeway")).body.cen_id
    tag = cbn.TagResourcesRequestTag(key="portal:request", value="NR-41")
    cloud.cbn().tag_resources(cbn.TagResourcesRequest(resource_type="Cen", resource_id=[cen_id], tag=[tag]))
    asked = cbn.ListTagResourcesRequest(resource_type="Cen", resource_id=[cen_id])
    (pair,) = cloud.cbn().list_tag_resources(asked).body.tag_resources.tag_resource
    assert (pair.tag_key, pair.tag_value) == ("portal:request", "NR-41")
    gone = cbn.UntagResourcesRequest(resource_type="Cen", resource_id=[cen_id], tag_key=["portal:request"])
    cloud.cbn().untag_resources(gone)
    assert cloud.cbn().list_tag_resources(asked).body.tag_resources.tag_resource == []


def test_a_throttled_action_says_when_to_come_back(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(throttle={"vpc.DescribeVpcs": {"rate": 2, "per": 60}})
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    listed(cloud), listed(cloud)
    error = refused(cloud.vpc().describe_vpcs, asked)
    assert type(error).__name__ == "ThrottlingException"
    assert (error.code, error.retry_after) == ("Throttling.User", 60_001)
    cloud.advance(60.001)
    assert cloud.vpc().describe_vpcs(asked).body.total_count == 0


def test_each_region_has_a_rate_of_its_own(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(throttle={"*": {"rate": 1, "per": 60}})
    assert (listed(cloud), listed(cloud, SHANGHAI)) == ([], [])
