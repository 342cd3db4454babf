"""Gathers the models of this app's rooms, so that Django finds them."""

from networks.addressing.models import AddressBlock
from networks.connections.models import Connection
from networks.fulfilment.models import CallLog, CloudResource, ParentLease, Run, StepRecord
from networks.requests.models import Approval, NetworkRequest, PlanVersion

__all__ = [
    "AddressBlock",
    "Approval",
    "CallLog",
    "CloudResource",
    "Connection",
    "NetworkRequest",
    "ParentLease",
    "PlanVersion",
    "Run",
    "StepRecord",
]
