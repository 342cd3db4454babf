"""Scripted trouble: which fault the next matching call meets.

A fault matches by product, action, account, region and parameter values, each optional. It lets `after`
matching calls through, then strikes `times` calls (-1: every call). The first fault in the list that
strikes is used, so a script for one action reads from top to bottom. Kinds:

- ok: nothing (a line in a script)
- lost_before / lost_after: the connection closes unanswered, before or after the call took effect
- http_500: 500 InternalError; `performed: true` lets the call take effect first
- throttle: Throttling.User, come back after `seconds` (1) by x-acs-retry-after
- slow: the answer comes `seconds` later; `late: true` lets the call take effect only then
- status_stuck: what the call sets moving does not settle for `seconds` (without: ever)
- status_fail_later: it settles in `status` ("Failed") instead
- list_lag: what the call creates stays out of lists for `seconds`
- quota, auth_expired, busy, refuse: refused with the usual code of that trouble, or with `code` and `message`
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from portal.standin.errors import CloudError

KINDS = (
    "ok", "lost_before", "lost_after", "http_500", "throttle", "slow", "status_stuck", "status_fail_later",
    "list_lag", "quota", "auth_expired", "busy", "refuse",
)  # fmt: skip
NEEDS_SECONDS = ("slow", "list_lag")
BUSY_CODES = {"vpc": "TaskConflict", "cbn": "Operation.Blocking"}


@dataclass
class Fault:
    fault: str
    product: str | None = None
    action: str | None = None
    account: str | None = None
    region: str | None = None
    match: dict[str, Any] = field(default_factory=dict)
    times: int = 1
    after: int = 0
    seconds: float | None = None
    code: str | None = None
    message: str | None = None
    status: str | None = None
    performed: bool = False
    late: bool = False
    struck: int = 0

    def record(self) -> dict[str, Any]:
        return asdict(self)


def read_fault(wanted: dict[str, Any]) -> Fault:
    """Raise ValueError with a sentence when the script cannot be meant."""
    try:
        fault = Fault(**wanted)
    except TypeError as error:
        raise ValueError(f"A fault cannot be read from {sorted(wanted)}: {error}.") from None
    if fault.fault not in KINDS:
        raise ValueError(f"There is no fault {fault.fault!r}. Known: {', '.join(KINDS)}.")
    if fault.fault == "refuse" and not fault.code:
        raise ValueError("The fault 'refuse' needs the code to refuse with.")
    if fault.fault in NEEDS_SECONDS and fault.seconds is None:
        raise ValueError(f"The fault {fault.fault!r} needs seconds.")
    return fault


@dataclass(frozen=True)
class Asked:
    """What a fault may match on."""

    product: str
    action: str
    account: str
    region: str
    wire: dict[str, str]


class Script:
    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def strike(self, asked: Asked) -> Fault | None:
        """The fault this call meets, already counted; None when it meets none."""
        for fault in self.faults:
            if not matches(fault, asked) or fault.times == 0:
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= fault.times > 0
            fault.struck += 1
            return fault
        return None


def matches(fault: Fault, asked: Asked) -> bool:
    named = (fault.product, fault.action, fault.account, fault.region)
    given = (asked.product, asked.action, asked.account, asked.region)
    return all(name in (None, value) for name, value in zip(named, given, strict=True)) and all(
        asked.wire.get(name) == str(value) for name, value in fault.match.items()
    )


def refusal(fault: Fault, product: str) -> CloudError | None:
    """The error a refusing fault answers with; None for faults of another nature."""
    if fault.fault == "throttle":
        wait = 1.0 if fault.seconds is None else fault.seconds
        return CloudError(
            fault.code or "Throttling.User",
            fault.message or "Request was denied due to user flow control.",
            retry_after_ms=int(wait * 1000),
        )
    codes = {
        "quota": ("QuotaExceeded", "The quota of this resource is used up."),
        "auth_expired": ("InvalidSecurityToken.Expired", "The security token has expired."),
        "busy": (BUSY_CODES.get(product, "OperationConflict"), "Another operation is in progress."),
        "refuse": (fault.code or "", "The stand-in was told to refuse this call."),
    }
    if fault.fault not in codes:
        return None
    code, message = codes[fault.fault]
    return CloudError(fault.code or code, fault.message or message)


def server_error(fault: Fault) -> CloudError:
    return CloudError(
        fault.code or "InternalError",
        fault.message or "The request processing has failed due to some unknown error.",
        status=500,
    )
