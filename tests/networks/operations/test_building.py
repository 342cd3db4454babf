from __future__ import annotations

import pytest

from networks.fulfilment.operations import OPERATIONS, create, dry_run, look, remove
from networks.fulfilment.operations.refund import refund, refund_quote
from networks.fulfilment.planning.drift import differences
from networks.fulfilment.planning.removal import unwind_plan
from networks.fulfilment.survey import survey
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from tests.processes import Standin

from .world import BEIJING, CHINA_CHINA, CHINA_EUROPE, FRANKFURT, SHANGHAI, Builder, planned, wish

THREE_REGIONS = wish(FRANKFURT, SHANGHAI, BEIJING, links=(CHINA_EUROPE, CHINA_CHINA))
ONE_REGION = wish(FRANKFURT, {**FRANKFURT, "key": "second", "cidr": "10.21.0.0/16"}, links=())
NO_TRACE = {"service", "order"}


def living(standin: Standin) -> set[str]:
    return {each["kind"] for each in standin.control("GET", "resources")["resources"]} - NO_TRACE


def test_a_whole_connection_is_built_and_undone_in_the_planned_order(
    cloud: Cloud, builder: Builder, standin: Standin
) -> None:
    before = survey(cloud, THREE_REGIONS)
    plan = planned(cloud, THREE_REGIONS)
    for step in plan.steps:
        builder.perform(step)
    assert differences(before, survey(cloud, THREE_REGIONS)) == ()
    unwind = unwind_plan(builder.made)
    for step in unwind.steps:
        builder.remove(step)
    assert [residue.kind for residue in unwind.residue] == ["bandwidth_package"] * 2
    assert living(standin) == {"bandwidth_package"}


def test_networks_of_one_region_leave_nothing_behind(
    cloud: Cloud, builder: Builder, standin: Standin
) -> None:
    for step in planned(cloud, ONE_REGION).steps:
        builder.perform(step)
    unwind = unwind_plan(builder.made)
    for step in unwind.steps:
        builder.remove(step)
    assert unwind.residue == ()
    assert living(standin) == set()


def test_traffic_can_flow_since_every_router_knows_both_sides(cloud: Cloud, builder: Builder) -> None:
    plan = planned(cloud, wish(FRANKFURT, SHANGHAI))
    for step in plan.steps:
        builder.perform(step)
    for router in ("tr.eu-central-1", "tr.cn-shanghai"):
        table = builder.known[router]["route_table_id"]
        for action in ("ListTransitRouterRouteTableAssociations", "ListTransitRouterRouteTablePropagations"):
            answer = cloud.call("cbn", action, "global", {"TransitRouterRouteTableId": table})
            assert answer["TotalCount"] == 2


def test_an_existing_network_is_found_kept_and_survives(
    cloud: Cloud, builder: Builder, standin: Standin
) -> None:
    own = Builder(cloud)
    for step in planned(
        cloud, wish(SHANGHAI, {**SHANGHAI, "key": "b", "cidr": "10.31.0.0/16"}, links=())
    ).steps[2:8]:
        own.perform(step)
    vpc_id = own.known["vpc.shanghai"]["id"]
    spec = wish(FRANKFURT, {**SHANGHAI, "mode": "existing", "vpc_id": vpc_id})
    plan = planned(cloud, spec)
    for step in plan.steps:
        builder.perform(step)
    assert builder.known["vpc.shanghai"]["id"] == vpc_id
    deleted = {step.address for step in unwind_plan(builder.made).steps}
    assert not deleted & {"vpc.shanghai", "vswitch.shanghai.a", "vswitch.shanghai.b"}


@pytest.mark.parametrize(
    "address", ["vpc.frankfurt", "cen.main", "tr.eu-central-1", "peer.cn-shanghai.eu-central-1"]
)
def test_a_thing_whose_answer_was_lost_is_found_once_and_fits(
    cloud: Cloud, builder: Builder, standin: Standin, address: str
) -> None:
    step = builder.perform_until(planned(cloud, wish(FRANKFURT, SHANGHAI)), address)
    assert builder.find(step) == ()
    operation = OPERATIONS[step.kind]
    standin.control("POST", "faults", {"fault": "lost_after", "action": operation.create_action})
    with pytest.raises(AlibabaError) as lost:
        create(cloud, operation, step.region, builder.body(step), "token")
    assert lost.value.outcome == "unknown"
    (found,) = builder.find(step)
    assert found.differences == ()
    assert create(cloud, operation, step.region, builder.body(step), "token").resource_id == found.resource_id


def test_things_of_another_request_are_never_found(cloud: Cloud, builder: Builder) -> None:
    plan = planned(cloud, wish(FRANKFURT, SHANGHAI))
    step = builder.perform_until(plan, "vpc.frankfurt")
    foreign = Builder(cloud, owner=type(builder.owner)("ffffffff-0000", "c", "NR-41"))
    foreign.known = builder.known
    others = planned(cloud, wish(FRANKFURT, SHANGHAI), foreign.owner)
    builder.create(step)
    assert foreign.find(next(other for other in others.steps if other.address == step.address)) == ()


def test_a_found_thing_with_another_body_says_what_differs(cloud: Cloud, builder: Builder) -> None:
    step = builder.perform_until(planned(cloud, wish(FRANKFURT, SHANGHAI)), "vpc.frankfurt")
    body = {**builder.body(step), "CidrBlock": "10.99.0.0/16"}
    create(cloud, OPERATIONS["vpc"], step.region, body, "token")
    (found,) = builder.find(step)
    assert found.differences == ("CidrBlock",)


def test_a_natural_pair_is_found_without_having_been_tagged(cloud: Cloud, builder: Builder) -> None:
    plan = planned(cloud, ONE_REGION)
    step = builder.perform_until(plan, "association.attachment.frankfurt")
    assert builder.find(step) == ()
    builder.create(step)
    (found,) = builder.find(step)
    assert found.resource_id == ":".join(
        [builder.known["attachment.frankfurt"]["id"], builder.known["tr.eu-central-1"]["route_table_id"]]
    )


def test_the_service_is_found_only_once_it_is_open(cloud: Cloud, builder: Builder) -> None:
    step = planned(cloud, wish(FRANKFURT, SHANGHAI)).steps[0]
    assert (step.address, step.action, builder.find(step)) == ("service.transit-router", "create", ())
    builder.perform(step)
    assert len(builder.find(step)) == 1
    assert planned(cloud, wish(FRANKFURT, SHANGHAI)).steps[0].action == "keep"


def test_a_router_has_settled_when_its_route_table_has(cloud: Cloud, builder: Builder) -> None:
    step = builder.perform_until(planned(cloud, wish(FRANKFURT, SHANGHAI)), "tr.eu-central-1")
    seen = builder.perform(step)
    assert str(seen.attributes["route_table_id"]).startswith("vtb-")


def test_a_thing_that_never_was_is_absent(cloud: Cloud) -> None:
    for kind, resource_id in [
        ("vpc", "vpc-none"),
        ("vswitch", "vsw-none"),
        ("cen", "cen-none"),
        ("transit_router", "tr-none"),
        ("vpc_attachment", "tr-attach-none"),
        ("peer_attachment", "tr-attach-none"),
        ("bandwidth_package", "cenbwp-none"),
        ("package_association", "cen-none:cenbwp-none"),
        ("association", "tr-attach-none:vtb-none"),
        ("propagation", "tr-attach-none:vtb-none"),
    ]:
        seen = look(cloud, OPERATIONS[kind], "eu-central-1", resource_id, {})
        assert seen.status == "absent", kind


def test_removing_what_is_gone_says_gone_or_passes(cloud: Cloud) -> None:
    for kind, resource_id in [("vpc", "vpc-none"), ("cen", "cen-none"), ("transit_router", "tr-none")]:
        with pytest.raises(AlibabaError) as raised:
            remove(cloud, OPERATIONS[kind], "eu-central-1", resource_id, {})
        assert raised.value.outcome == "gone", kind


def test_a_full_network_cannot_be_removed_yet(cloud: Cloud, builder: Builder) -> None:
    plan = planned(cloud, ONE_REGION)
    builder.perform_until(plan, "tr.eu-central-1")
    with pytest.raises(AlibabaError) as raised:
        remove(cloud, OPERATIONS["vpc"], "eu-central-1", builder.known["vpc.frankfurt"]["id"], {})
    assert raised.value.outcome == "blocked"


def test_prepaid_bandwidth_is_blocked_without_asking_and_refunded_only_on_purpose(
    cloud: Cloud, builder: Builder, standin: Standin
) -> None:
    plan = planned(cloud, wish(FRANKFURT, SHANGHAI))
    step = builder.perform_until(plan, "package.China-Europe")
    package_id = str(builder.perform(step).attributes["id"])
    standin.control("DELETE", "calls")
    operation = OPERATIONS["bandwidth_package"]
    assert not operation.removable
    with pytest.raises(AlibabaError) as raised:
        remove(cloud, operation, step.region, package_id, {})
    assert raised.value.outcome == "blocked"
    assert standin.control("GET", "calls")["calls"] == []
    assert float(refund_quote(cloud, package_id).amount) > 0
    refund(cloud, package_id, "refund-1")
    assert look(cloud, operation, step.region, package_id, {}).status == "absent"


def test_the_order_behind_a_package_is_known(cloud: Cloud, builder: Builder) -> None:
    step = builder.perform_until(planned(cloud, wish(FRANKFURT, SHANGHAI)), "package.China-Europe")
    created = builder.create(step)
    assert created.order_id and created.request_id
    seen = builder.settle(step, created.resource_id)
    assert seen.attributes["paid_until"]


def test_every_step_marked_for_it_passes_a_dry_run(cloud: Cloud, standin: Standin) -> None:
    plan = planned(cloud, wish(FRANKFURT, SHANGHAI))
    checked = [step for step in plan.steps if step.dry_run]
    assert checked
    for step in checked:
        assert dry_run(cloud, OPERATIONS[step.kind], step.region, step.params).passed
    assert living(standin) == set()


def test_a_thing_that_fails_later_is_not_taken_for_built(
    cloud: Cloud, builder: Builder, standin: Standin
) -> None:
    step = builder.perform_until(planned(cloud, wish(FRANKFURT, SHANGHAI)), "vpc.frankfurt")
    standin.control("POST", "faults", {"fault": "status_stuck", "action": "CreateVpc"})
    created = builder.create(step)
    seen = look(cloud, OPERATIONS["vpc"], step.region, created.resource_id, {})
    assert (seen.status, seen.attributes["id"]) == ("pending", created.resource_id)
