"""Gathers the models of this app's rooms, so that Django finds them."""

from networks.accelerations.models import Acceleration, Break
from networks.addressing.models import AddressBlock
from networks.connections.models import Connection
from networks.fulfilment.models import CallLog, CloudResource, ParentLease, Run, StepRecord
from networks.requests.models import Approval, NetworkRequest, PlanVersion

__all__ = [
    "Acceleration",
    "AddressBlock",
    "Approval",
    "Break",
    "CallLog",
    "CloudResource",
    "Connection",
    "NetworkRequest",
    "ParentLease",
    "PlanVersion",
    "Run",
    "StepRecord",
]
