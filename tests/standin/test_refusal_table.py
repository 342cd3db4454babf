"""Every other refusal, call by call, on one network that none of them changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_cbn20170912 import models as cbn

from .network import FRANKFURT, SHANGHAI, Network
from .wire import call
from .world import Cloud

TOKYO = "ap-northeast-1"


@dataclass(frozen=True)
class Standing:
    """A whole network, and beside it a router, a VPC and a package that wait for use."""

    cloud: Cloud
    names: dict[str, str]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with Cloud(tmp_path_factory.mktemp("standing"), "--pace", "0") as cloud:
        yield Standing(cloud, built(cloud))


def built(cloud: Cloud) -> dict[str, str]:
    """Names for the ids the table speaks of."""
    network = Network(cloud)
    network.build()
    network.add_router("us-east-1")
    spare = Network(cloud)
    spare.add_vpc(TOKYO, "10.40", zones=(f"{TOKYO}a", f"{TOKYO}b"))
    spare.buy_package(10)
    other = Network(cloud)
    other.add_cen()
    other.add_router(TOKYO)
    return {
        "cen": network.cen_id,
        "other_cen": other.cen_id,
        "bound": network.package_id,
        "spare": spare.package_id,
        "vpc": network.vpcs[FRANKFURT],
        "tokyo_vpc": spare.vpcs[TOKYO],
        "tokyo_a": spare.vswitches[TOKYO][0],
        "tokyo_b": spare.vswitches[TOKYO][1],
        "frankfurt": network.routers[FRANKFURT],
        "shanghai": network.routers[SHANGHAI],
        "virginia": network.routers["us-east-1"],
        "tokyo": other.routers[TOKYO],
        "attachment": network.attachments[FRANKFURT],
        "peer": network.peer_id,
        "table": network.tables[FRANKFURT],
        "shanghai_table": network.tables[SHANGHAI],
        "virginia_table": network.tables["us-east-1"],
        "vpc_table": next(t["id"] for t in cloud.living("route_table") if t["region"] == FRANKFURT),
    }


CASES = json.loads(Path(__file__).with_name("refusals.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['call']}: {case['what']}" for case in CASES])
def test_it_is_refused(standing: Standing, case: dict[str, Any]) -> None:
    product, action = case["call"].split(".")
    before = len(standing.cloud.ask("GET", "resources")["resources"])
    given = {name: value.format(**standing.names) for name, value in case["given"].items()}
    assert call(standing.cloud, product, action, **given).get("Code") == case["code"]
    assert len(standing.cloud.ask("GET", "resources")["resources"]) == before


def test_a_resource_has_twenty_tags_at_most(standing: Standing) -> None:
    tags = {f"Tag.{n}.{part}": str(n) for n in range(1, 22) for part in ("Key", "Value")}
    given = {"ResourceType": "Cen", "ResourceId.1": standing.names["cen"], **tags}
    assert call(standing.cloud, "cbn", "TagResources", **given)["Code"] == "NumberExceed.Tags"


def test_nothing_of_the_table_hurt_the_network(standing: Standing) -> None:
    (cen,) = [
        each
        for each in standing.cloud.cbn().describe_cens(cbn.DescribeCensRequest()).body.cens.cen
        if each.cen_id == standing.names["cen"]
    ]
    assert cen.cen_bandwidth_package_ids.cen_bandwidth_package_id == [standing.names["bound"]]
