from __future__ import annotations

import pytest

from networks.fulfilment.planning.graph import levels, order
from networks.fulfilment.planning.plan import Plan
from networks.fulfilment.planning.resource import Ref, natural_identity, refs_in

from .world import (
    BEIJING,
    CHINA_CHINA,
    CHINA_EUROPE,
    FRANKFURT,
    OWN_SHANGHAI,
    OWNER,
    SECOND_SHANGHAI,
    SHANGHAI,
    ZONES,
    addresses,
    own_vpc,
    place,
    planned,
    step,
)

PLANS = {
    "two regions": lambda: planned(FRANKFURT, SHANGHAI),
    "three regions, two areas": lambda: planned(
        FRANKFURT, SHANGHAI, BEIJING, links=(CHINA_EUROPE, CHINA_CHINA)
    ),
    "one region": lambda: planned(SHANGHAI, SECOND_SHANGHAI, links=()),
    "existing network": lambda: planned(
        FRANKFURT, OWN_SHANGHAI, vpcs={"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-g")}
    ),
}
each_plan = pytest.mark.parametrize("plan", [make() for make in PLANS.values()], ids=list(PLANS))


def test_two_regions_are_joined_by_these_steps_in_this_order() -> None:
    assert addresses(planned(FRANKFURT, SHANGHAI)) == [
        "service.transit-router",
        "cen.main",
        "vpc.frankfurt",
        "vpc.shanghai",
        "vswitch.frankfurt.a",
        "vswitch.frankfurt.b",
        "vswitch.shanghai.a",
        "vswitch.shanghai.b",
        "tr.cn-shanghai",
        "tr.eu-central-1",
        "attachment.frankfurt",
        "attachment.shanghai",
        "association.attachment.frankfurt",
        "propagation.attachment.frankfurt",
        "association.attachment.shanghai",
        "propagation.attachment.shanghai",
        "package.China-Europe",
        "package-association.China-Europe",
        "peer.cn-shanghai.eu-central-1",
        "association.peer.cn-shanghai.eu-central-1.cn-shanghai",
        "propagation.peer.cn-shanghai.eu-central-1.cn-shanghai",
        "association.peer.cn-shanghai.eu-central-1.eu-central-1",
        "propagation.peer.cn-shanghai.eu-central-1.eu-central-1",
    ]


def test_networks_of_one_region_need_no_bandwidth_and_no_peer() -> None:
    plan = planned(SHANGHAI, SECOND_SHANGHAI, links=())
    assert not [step for step in plan.steps if step.kind in ("bandwidth_package", "peer_attachment")]
    assert plan.ceiling == "0"


def test_bandwidth_that_no_region_pair_uses_is_not_bought() -> None:
    plan = planned(SHANGHAI, SECOND_SHANGHAI, links=(CHINA_EUROPE,))
    assert not [step for step in plan.steps if step.is_paid]


@each_plan
def test_everything_free_is_finished_before_money_is_spent(plan: Plan) -> None:
    paid = [number for number, step in enumerate(plan.steps) if step.is_paid]
    for number in paid:
        before = {step.address for step in plan.steps[:number] if not step.is_paid}
        assert before <= reached_from(plan, plan.steps[number].address)


@each_plan
def test_nothing_irreversible_but_the_service_comes_before_the_pivot(plan: Plan) -> None:
    first_paid = next((n for n, step in enumerate(plan.steps) if step.is_paid), len(plan.steps))
    irreversible = {step.kind for step in plan.steps[:first_paid] if not step.reversible}
    assert irreversible <= {"transit_router_service"}


@each_plan
def test_steps_stand_in_an_order_that_can_be_run(plan: Plan) -> None:
    assert order(plan.steps) == plan.steps
    assert sum(len(layer) for layer in levels(plan.steps)) == len(plan.steps)


@each_plan
def test_every_reference_is_also_a_need(plan: Plan) -> None:
    for one in plan.steps:
        assert {ref.address for ref in refs_in(one.params)} <= set(one.needs)


@each_plan
def test_every_attachment_is_associated_and_propagated_on_its_own_side(plan: Plan) -> None:
    for attachment in [one for one in plan.steps if one.kind == "vpc_attachment"]:
        for kind in ("association", "propagation"):
            route = step(plan, f"{kind}.{attachment.address}")
            assert route.params["TransitRouterAttachmentId"] == Ref(attachment.address)
            assert route.params["TransitRouterRouteTableId"] == Ref(
                f"tr.{attachment.region}", "route_table_id"
            )


@each_plan
def test_every_peer_is_associated_and_propagated_on_both_sides(plan: Plan) -> None:
    for peer in [one for one in plan.steps if one.kind == "peer_attachment"]:
        _, one, other = peer.address.split(".")
        for region in (one, other):
            for kind in ("association", "propagation"):
                route = step(plan, f"{kind}.{peer.address}.{region}")
                assert route.params["TransitRouterRouteTableId"] == Ref(f"tr.{region}", "route_table_id")


@each_plan
def test_every_tagged_thing_is_told_from_every_other(plan: Plan) -> None:
    created = [one for one in plan.steps if one.action == "create"]
    identities = [(one.kind, repr(sorted(natural_identity(one).items(), key=str))) for one in created]
    assert len(set(identities)) == len(identities)
    for one in created:
        if "Tag" in one.params:
            assert dict(natural_identity(one)) == {
                "portal:request": OWNER.request,
                "portal:customer": OWNER.customer,
                "portal:step": f"0d5fb1a49c1e.{one.address}",
            }


@each_plan
def test_names_suit_every_product(plan: Plan) -> None:
    for one in plan.steps:
        for name, value in one.params.items():
            if name.endswith("Name") and one.action == "create":
                assert value.startswith("nr-41-") and set(value) <= set(
                    "abcdefghijklmnopqrstuvwxyz0123456789-"
                )


@each_plan
def test_every_step_has_a_sentence_in_both_languages(plan: Plan) -> None:
    assert all(one.summary_en.endswith(".") and one.summary_zh.endswith("。") for one in plan.steps)
    assert all(len(one.summary_en) <= 200 and len(one.summary_zh) <= 200 for one in plan.steps)


def test_a_package_is_paid_in_advance_with_every_choice_written_out() -> None:
    package = step(planned(FRANKFURT, SHANGHAI), "package.China-Europe")
    assert package.is_paid
    assert (package.price, package.currency) == ("2016.00", "USD")
    chosen = {
        name: package.params[name] for name in package.params if name not in ("Tag", "Name", "Description")
    }
    assert chosen == {
        "GeographicRegionAId": "China",
        "GeographicRegionBId": "Europe",
        "Bandwidth": 21,
        "BandwidthPackageChargeType": "PREPAY",
        "Period": 1,
        "PricingCycle": "Month",
        "AutoPay": True,
        "AutoRenew": False,
    }


def test_bandwidth_of_an_area_pair_is_shared_by_its_region_pairs() -> None:
    plan = planned(FRANKFURT, SHANGHAI, BEIJING, links=(CHINA_EUROPE, CHINA_CHINA))
    shares = {one.address: one.params["Bandwidth"] for one in plan.steps if one.kind == "peer_attachment"}
    assert shares == {
        "peer.cn-beijing.eu-central-1": 11,
        "peer.cn-shanghai.eu-central-1": 10,
        "peer.cn-beijing.cn-shanghai": 10,
    }


def test_ceiling_is_the_sum_of_what_is_paid_in_advance() -> None:
    plan = planned(FRANKFURT, SHANGHAI, BEIJING, links=(CHINA_EUROPE, CHINA_CHINA))
    assert (plan.ceiling, plan.currency) == ("2216.00", "USD")


def test_an_unknown_price_leaves_no_ceiling() -> None:
    plan = planned(FRANKFURT, SHANGHAI, prices=())
    assert plan.ceiling is None
    assert [line.amount for line in plan.price_lines if line.charge == "prepaid"] == [None]


def test_attachments_are_listed_as_billed_by_the_hour() -> None:
    hourly = [line.address for line in planned(FRANKFURT, SHANGHAI).price_lines if line.charge == "hourly"]
    assert hourly == ["attachment.frankfurt", "attachment.shanghai"]


def test_a_closed_router_service_is_opened_and_an_open_one_kept() -> None:
    assert step(planned(FRANKFURT, SHANGHAI), "service.transit-router").action == "keep"
    opened = step(planned(FRANKFURT, SHANGHAI, tr_service_open=False), "service.transit-router")
    assert opened.action == "create"


def test_a_new_network_gets_vswitches_in_two_zones_of_the_router() -> None:
    plan = planned(FRANKFURT, SHANGHAI)
    made = [step(plan, f"vswitch.frankfurt.{letter}").params for letter in "ab"]
    assert [(one["ZoneId"], one["CidrBlock"]) for one in made] == [
        ("eu-central-1a", "10.20.0.0/24"),
        ("eu-central-1b", "10.20.1.0/24"),
    ]


def test_a_small_network_is_halved() -> None:
    plan = planned({**FRANKFURT, "cidr": "10.20.0.0/28"}, SHANGHAI)
    made = [step(plan, f"vswitch.frankfurt.{letter}").params["CidrBlock"] for letter in "ab"]
    assert made == ["10.20.0.0/29", "10.20.0.8/29"]


def test_a_region_with_one_zone_gets_one_vswitch() -> None:
    plan = planned(FRANKFURT, SHANGHAI, zones={**ZONES, "eu-central-1": ("eu-central-1a",)})
    assert "vswitch.frankfurt.b" not in addresses(plan)
    mapped = step(plan, "attachment.frankfurt").params["ZoneMappings"]
    assert [dict(one) for one in mapped] == [
        {"ZoneId": "eu-central-1a", "VSwitchId": Ref("vswitch.frankfurt.a")}
    ]


def test_an_existing_network_is_kept_and_its_vswitches_are_used() -> None:
    plan = planned(
        FRANKFURT,
        OWN_SHANGHAI,
        vpcs={"vpc-own": own_vpc("cn-shanghai-l", "cn-shanghai-b", "cn-shanghai-g")},
    )
    assert step(plan, "vpc.shanghai").action == "keep"
    kept = [step(plan, f"vswitch.shanghai.{letter}") for letter in "ab"]
    assert [(one.action, one.params["VSwitchId"], one.params["ZoneId"]) for one in kept] == [
        ("keep", "vsw-2", "cn-shanghai-g"),
        ("keep", "vsw-0", "cn-shanghai-l"),
    ]


def test_only_bodies_without_open_references_are_checked_by_the_cloud() -> None:
    plan = planned(FRANKFURT, SHANGHAI)
    assert [one.address for one in plan.steps if one.dry_run] == ["vpc.frankfurt", "vpc.shanghai"]


def test_peers_wait_for_the_bandwidth_to_be_in_the_network() -> None:
    plan = planned(FRANKFURT, SHANGHAI)
    assert "package-association.China-Europe" in step(plan, "peer.cn-shanghai.eu-central-1").needs
    assert place(plan, "package.China-Europe") < place(plan, "package-association.China-Europe")


def reached_from(plan: Plan, address: str) -> set[str]:
    """Everything the step waits for, directly or not."""
    needs = {one.address: one.needs for one in plan.steps}
    reached: set[str] = set()
    waiting = list(needs[address])
    while waiting:
        following = waiting.pop()
        if following not in reached:
            reached.add(following)
            waiting.extend(needs[following])
    return reached
