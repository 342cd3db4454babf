from __future__ import annotations

from networks.fulfilment.planning.graph import order
from networks.fulfilment.planning.identity import ID_FIELDS
from networks.fulfilment.planning.plan import Plan
from networks.fulfilment.planning.removal import Made, plan_removal, unwind_plan

from .world import FRANKFURT, OWN_SHANGHAI, SHANGHAI, own_vpc, planned


def built(plan: Plan, count: int | None = None) -> list[Made]:
    """The first steps of a plan, as a run recorded them."""
    return [
        Made(
            step,
            {"id": ":".join(f"{field}-of-{step.address}" for field in ID_FIELDS[step.kind]) or "service"},
            created_by_us=step.action == "create",
            paid_until="2026-12-23" if step.is_paid else None,
        )
        for step in plan.steps[:count]
    ]


def test_what_was_built_last_goes_first() -> None:
    plan = planned(FRANKFURT, SHANGHAI)
    deleted = [step.address for step in unwind_plan(built(plan)).steps]
    expected = [
        step.address
        for step in reversed(plan.steps)
        if step.kind not in ("bandwidth_package", "transit_router_service")
    ]
    assert deleted == expected


def test_a_thing_is_deleted_after_everything_that_stands_on_it() -> None:
    plan = planned(FRANKFURT, SHANGHAI)
    steps = unwind_plan(built(plan)).steps
    assert order(steps) == steps
    needs = {step.address: set(step.needs) for step in steps}
    for step in plan.steps:
        for below in step.needs:
            if step.address in needs and below in needs:
                assert step.address in needs[below]


def test_deletes_name_the_thing_in_the_clouds_words() -> None:
    bodies = {
        step.address: dict(step.params) for step in unwind_plan(built(planned(FRANKFURT, SHANGHAI))).steps
    }
    assert bodies["vpc.frankfurt"] == {"RegionId": "eu-central-1", "VpcId": "VpcId-of-vpc.frankfurt"}
    assert bodies["package-association.China-Europe"] == {
        "CenId": "CenId-of-package-association.China-Europe",
        "CenBandwidthPackageId": "CenBandwidthPackageId-of-package-association.China-Europe",
    }


def test_what_was_there_before_us_is_not_deleted() -> None:
    vpcs = {"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-g")}
    deleted = {step.address for step in unwind_plan(built(planned(FRANKFURT, OWN_SHANGHAI, vpcs=vpcs))).steps}
    assert not deleted & {"vpc.shanghai", "vswitch.shanghai.a", "vswitch.shanghai.b"}
    assert "attachment.shanghai" in deleted


def test_a_run_that_stopped_early_is_undone_as_far_as_it_came() -> None:
    deleted = [step.address for step in unwind_plan(built(planned(FRANKFURT, SHANGHAI), 4)).steps]
    assert deleted == ["vpc.shanghai", "vpc.frankfurt", "cen.main"]


def test_paid_bandwidth_remains_with_its_price_and_end() -> None:
    (residue,) = unwind_plan(built(planned(FRANKFURT, SHANGHAI))).residue
    assert (residue.kind, residue.price, residue.currency, residue.paid_until) == (
        "bandwidth_package",
        "2016.00",
        "USD",
        "2026-12-23",
    )
    assert "2026-12-23" in residue.en and "2026-12-23" in residue.zh


def test_removing_a_connection_is_a_plan_of_its_own_that_spends_nothing() -> None:
    plan = plan_removal(built(planned(FRANKFURT, SHANGHAI)), account="1234567890123456")
    assert {step.action for step in plan.steps} == {"delete", "keep"}
    assert [step.address for step in plan.steps if step.action == "keep"] == ["package.China-Europe"]
    assert not any(step.is_paid or step.price for step in plan.steps)
    assert plan.ceiling == "0"
    assert order(plan.steps) == plan.steps
