from __future__ import annotations

import pytest

from networks.fulfilment.planning.survey_facts import digest, from_json, to_json
from networks.fulfilment.survey import survey
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from tests.processes import Standin

from .world import FRANKFURT, SHANGHAI, Builder, planned, wish

SPEC = wish(FRANKFURT, SHANGHAI)
MUTATING = ("Create", "Delete", "Open", "Associate", "Enable", "Refund")


def test_a_survey_tells_everything_the_planner_asks(cloud: Cloud) -> None:
    found = survey(cloud, SPEC)
    assert found.account
    assert not found.tr_service_open
    assert {region: len(zones) >= 2 for region, zones in found.zones.items()} == {
        "eu-central-1": True,
        "cn-shanghai": True,
    }
    (price,) = found.prices
    assert price.areas == ("China", "Europe") and float(price.amount or 0) > 0 and price.currency == "USD"
    assert {(quota.kind, quota.region) for quota in found.quotas} == {
        ("vpc", "cn-shanghai"),
        ("vpc", "eu-central-1"),
    }


def test_a_survey_changes_nothing_and_repeats_itself(cloud: Cloud, standin: Standin) -> None:
    assert digest(survey(cloud, SPEC)) == digest(survey(cloud, SPEC))
    actions = {call["action"] for call in standin.control("GET", "calls")["calls"]}
    assert not [action for action in actions if action.startswith(MUTATING)]


def test_a_survey_is_kept_as_json(cloud: Cloud) -> None:
    found = survey(cloud, SPEC)
    assert from_json(to_json(found)) == found


def test_an_existing_network_is_described_with_its_vswitches(cloud: Cloud, builder: Builder) -> None:
    builder.perform_until(planned(cloud, SPEC), "tr.cn-shanghai")
    vpc_id = builder.known["vpc.shanghai"]["id"]
    found = survey(cloud, wish(FRANKFURT, {**SHANGHAI, "mode": "existing", "vpc_id": vpc_id}))
    known = found.vpcs[vpc_id]
    assert (known.region, known.cidr) == ("cn-shanghai", "10.30.0.0/16")
    assert {each.id for each in known.vswitches} == {
        builder.known[f"vswitch.shanghai.{letter}"]["id"] for letter in "ab"
    }


def test_a_network_that_is_not_there_is_left_out(cloud: Cloud) -> None:
    spec = wish(FRANKFURT, {**SHANGHAI, "mode": "existing", "vpc_id": "vpc-none"})
    assert survey(cloud, spec).vpcs == {}


@pytest.mark.parametrize("action", ["GetSubscriptionPrice", "ListProductQuotas", "GetCallerIdentity"])
def test_a_refused_extra_question_leaves_the_fact_unknown(
    cloud: Cloud, standin: Standin, action: str
) -> None:
    standin.control(
        "POST", "faults", {"fault": "refuse", "action": action, "times": -1, "code": "NoPermission"}
    )
    found = survey(cloud, SPEC)
    unknown = {
        "GetSubscriptionPrice": found.prices[0].amount,
        "ListProductQuotas": next(iter(found.quotas), None),
        "GetCallerIdentity": found.account,
    }
    assert unknown[action] is None


@pytest.mark.parametrize(
    "action", ["GetSubscriptionPrice", "CheckTransitRouterService", "ListTransitRouterAvailableResource"]
)
def test_passing_trouble_is_raised_since_the_answer_will_come(
    cloud: Cloud, standin: Standin, action: str
) -> None:
    standin.control("POST", "faults", {"fault": "throttle", "action": action})
    with pytest.raises(AlibabaError) as raised:
        survey(cloud, SPEC)
    assert raised.value.outcome == "not_now"


def test_a_price_list_without_our_question_is_an_unknown_price(cloud: Cloud, standin: Standin) -> None:
    standin.control(
        "POST", "faults", {"fault": "refuse", "action": "GetSubscriptionPrice", "code": "NotApplicable"}
    )
    assert planned(cloud, SPEC).ceiling is None
