from __future__ import annotations

from .network import Network
from .world import Cloud


def test_a_network_across_the_border_is_built_and_taken_down(cloud: Cloud) -> None:
    network = Network(cloud)
    network.build()
    kinds = sorted({each["kind"] for each in cloud.ask("GET", "resources")["resources"]})
    assert kinds == [
        "association", "bandwidth_package", "cen", "peer_attachment", "propagation", "route_table",
        "tr_route_table", "transit_router", "vpc", "vpc_attachment", "vswitch",
    ]  # fmt: skip
    assert len(cloud.living("association")) == 4
    network.take_down()
    assert cloud.ask("GET", "resources")["resources"] == []
    assert {call["code"] for call in cloud.calls()} == {"OK"}
