from __future__ import annotations

from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT, Network
from .world import Cloud, refused


def create_vpc(cloud: Cloud) -> str:
    answer = cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT, cidr_block="10.20.0.0/16"))
    vpc_id: str = answer.body.vpc_id
    return vpc_id


def status(cloud: Cloud, vpc_id: str) -> str:
    asked = vpc.DescribeVpcAttributeRequest(region_id=FRANKFURT, vpc_id=vpc_id)
    seen: str = cloud.vpc().describe_vpc_attribute(asked).body.status
    return seen


def test_at_pace_zero_a_vpc_is_available_at_the_first_look(cloud: Cloud) -> None:
    assert status(cloud, create_vpc(cloud)) == "Available"


def test_a_vpc_is_pending_until_its_seconds_have_passed(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(pace=1, settle={"vpc": 30})
    vpc_id = create_vpc(cloud)
    cloud.advance(29.9)
    assert status(cloud, vpc_id) == "Pending"
    cloud.advance(0.1)
    assert status(cloud, vpc_id) == "Available"


def test_pace_scales_the_seconds(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(pace=10, settle={"vpc": 30})
    vpc_id = create_vpc(cloud)
    cloud.advance(299)
    assert status(cloud, vpc_id) == "Pending"
    cloud.settings(pace=1)
    assert status(cloud, vpc_id) == "Available"


def test_a_vpc_is_pending_for_three_looks(cloud: Cloud) -> None:
    cloud.settings(settle={"vpc": {"looks": 3}})
    vpc_id = create_vpc(cloud)
    seen = [status(cloud, vpc_id) for _ in range(4)]
    assert seen == ["Pending", "Pending", "Pending", "Available"]


def test_a_deleted_router_is_listed_as_deleting_and_then_gone(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.add_router(FRANKFURT)
    cloud.settings(settle={"transit_router.delete": {"looks": 1}})
    cloud.cbn().delete_transit_router(
        cbn.DeleteTransitRouterRequest(transit_router_id=network.routers[FRANKFURT])
    )
    asked = cbn.ListTransitRoutersRequest(cen_id=network.cen_id)
    first = cloud.cbn().list_transit_routers(asked).body.transit_routers
    second = cloud.cbn().list_transit_routers(asked).body.transit_routers
    assert [router.status for router in first] == ["Deleting"]
    assert second == []
    assert cloud.living("tr_route_table") == []


def test_every_usual_time_belongs_to_something_that_moves(cloud: Cloud) -> None:
    settled = cloud.ask("POST", "settings", {"settle": {"moon": 1}})
    assert "Nothing settles as 'moon'" in settled["error"]


def test_a_vswitch_is_refused_while_its_vpc_is_pending(cloud: Cloud) -> None:
    cloud.freeze()
    cloud.settings(pace=1)
    vpc_id = create_vpc(cloud)
    wanted = vpc.CreateVSwitchRequest(vpc_id=vpc_id, zone_id="eu-central-1a", cidr_block="10.20.0.0/24")
    assert refused(cloud.vpc().create_vswitch, wanted).code == "IncorrectVpcStatus"


def test_another_operation_of_the_same_cen_is_blocked_until_the_first_settles(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    cloud.freeze()
    cloud.settings(pace=1)
    frankfurt = cbn.CreateTransitRouterRequest(cen_id=network.cen_id, region_id=FRANKFURT)
    shanghai = cbn.CreateTransitRouterRequest(
        cen_id=network.cen_id, region_id="cn-shanghai", client_token="run-1/router-shanghai"
    )
    cloud.cbn().create_transit_router(frankfurt)
    assert refused(cloud.cbn().create_transit_router, shanghai).code == "Operation.Blocking"
    cloud.advance(3)
    assert cloud.cbn().create_transit_router(shanghai).body.transit_router_id


def test_operations_of_different_cens_do_not_block_each_other(cloud: Cloud) -> None:
    first, second = Network(cloud), Network(cloud)
    first.add_cen()
    second.add_cen()
    cloud.freeze()
    cloud.settings(pace=1)
    for network in (first, second):
        wanted = cbn.CreateTransitRouterRequest(cen_id=network.cen_id, region_id=FRANKFURT)
        assert cloud.cbn().create_transit_router(wanted).body.transit_router_id


def test_without_blocking_a_router_that_is_not_ready_says_so(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.add_vpc(FRANKFURT, "10.20")
    cloud.freeze()
    cloud.settings(pace=1, blocking=False)
    wanted = cbn.CreateTransitRouterRequest(cen_id=network.cen_id, region_id=FRANKFURT)
    network.routers[FRANKFURT] = cloud.cbn().create_transit_router(wanted).body.transit_router_id
    error = refused(cloud.cbn().create_transit_router_vpc_attachment, network.attachment_request(FRANKFURT))
    assert error.code == "IncorrectStatus.TransitRouterInstance"
