"""The only doors from the engine to the cloud: a table, and six plain functions over it."""

from networks.fulfilment.operations.doing import Created, Removed, create, dry_run, remove
from networks.fulfilment.operations.looking import Found, Seen, find, look
from networks.fulfilment.operations.operation import Operation
from networks.fulfilment.operations.table import OPERATIONS

__all__ = [
    "OPERATIONS",
    "Created",
    "Found",
    "Operation",
    "Removed",
    "Seen",
    "create",
    "dry_run",
    "find",
    "look",
    "remove",
]
