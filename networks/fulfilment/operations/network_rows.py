"""The rows of the product vpc. Calls, waits, codes: OPERATIONS 2; times as in `table`."""

from __future__ import annotations

from typing import Final

from networks.fulfilment.operations.operation import Listing, Operation

NETWORK_ROWS: Final = (
    Operation(
        kind="vpc",
        product="vpc",
        create_action="CreateVpc",
        id_field="VpcId",
        listing=Listing("DescribeVpcs", ("Vpcs", "Vpc"), "page"),
        look_by={"RegionId": "@region", "VpcId": "@id"},
        find_by={"RegionId": "@region"},
        status_field="Status",
        settled=frozenset({"Available"}),
        pending=frozenset({"Pending"}),
        delete_action="DeleteVpc",
        identity="token",
        tag_in="Tag",
        description_field="Description",
        same=("CidrBlock",),
        usual_seconds=3,
        usual_removal_seconds=3,
        deadline_seconds=600,
        busy_codes=("TaskConflict",),
        gone_codes=("InvalidVpcId.NotFound", "InvalidVpcID.NotFound"),
        dry_runs=True,
        source="OPERATIONS 2",
    ),
    Operation(
        kind="vswitch",
        product="vpc",
        create_action="CreateVSwitch",
        id_field="VSwitchId",
        listing=Listing("DescribeVSwitches", ("VSwitches", "VSwitch"), "page"),
        look_by={"RegionId": "@region", "VSwitchId": "@id"},
        find_by={"RegionId": "@region", "VpcId": "@params.VpcId"},
        status_field="Status",
        settled=frozenset({"Available"}),
        pending=frozenset({"Pending"}),
        delete_action="DeleteVSwitch",
        identity="token",
        tag_in="Tag",
        description_field="Description",
        same=("CidrBlock", "ZoneId"),
        usual_seconds=3,
        usual_removal_seconds=3,
        deadline_seconds=300,
        busy_codes=(
            "TaskConflict",
            "IncorrectStatus.cbnStatus",
            "CreateVSwitch.IncorrectStatus.cbnStatus",
            "DeleteVSwitch.IncorrectStatus.cbnStatus",
            "InvalidStatus.RouteEntry",
            "IncorrectVSwitchStatus",
            "OperationFailed.DistibuteLock",
            "OperationFailed.NotifyCenCreate",
        ),
        gone_codes=("InvalidVSwitchId.NotFound",),
        source="OPERATIONS 2",
    ),
)
