"""What an operator or a test may change about the cloud while it runs.

Times are seconds of the cloud's clock before a resource settles; `pace` scales them all (0 = at once). A
kind may instead settle after being looked at N times: `{"settle": {"vpc": {"looks": 3}}}`. The defaults
keep a demo lively and are not the vendor's: OPERATIONS 1.2 gives minutes as upper bounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

USUAL_SECONDS = {
    "vpc": 1.0,
    "vpc.delete": 0.0,
    "vswitch": 1.0,
    "vswitch.delete": 0.0,
    "route_entry": 1.0,
    "route_entry.delete": 0.5,
    "cen": 1.0,
    "cen.delete": 1.0,
    "transit_router": 3.0,
    "transit_router.delete": 2.0,
    "vpc_attachment": 4.0,
    "vpc_attachment.delete": 3.0,
    "peer_attachment": 5.0,
    "peer_attachment.change": 2.0,
    "peer_attachment.delete": 3.0,
    "bandwidth_package": 2.0,
    "bandwidth_package.associate": 2.0,
    "bandwidth_package.unassociate": 2.0,
    "bandwidth_package.change": 2.0,
    "bandwidth_package.delete": 0.0,
    "association": 1.5,
    "association.delete": 1.0,
    "propagation": 1.5,
    "propagation.delete": 1.0,
}

Settle = float | dict[str, int]


@dataclass
class Settings:
    """`seed` is chosen at the start, the rest at any time.

    `throttle` maps "product.Action" or "*" to {"rate": calls, "per": seconds}, per account and region.
    """

    seed: int = 1
    pace: float = 1.0
    list_lag: float = 0.0
    describe_lag: float = 0.0
    blocking: bool = True
    balance: float = 100_000.0
    currency: str = "USD"
    token_seconds: float | None = None
    settle: dict[str, Settle] = field(default_factory=dict)
    throttle: dict[str, dict[str, float]] = field(default_factory=dict)
    quotas: dict[str, int] = field(default_factory=dict)

    def change(self, wanted: dict[str, Any]) -> None:
        """Raise ValueError, with a sentence, before anything is changed."""
        known = {each.name for each in fields(self)} - {"seed"}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"There is no setting {name!r}. Known: {', '.join(sorted(known))}.")
            check(name, value)
        for name, value in wanted.items():
            setattr(self, name, value)

    def settle_of(self, kind: str) -> Settle:
        """Seconds, already scaled, or {"looks": n}. Raise KeyError for a kind without a usual time."""
        own = self.settle.get(kind, USUAL_SECONDS[kind])
        return own if isinstance(own, dict) else own * self.pace


def check(name: str, value: Any) -> None:
    if name in ("pace", "list_lag", "describe_lag", "balance") and not (is_number(value) and value >= 0):
        raise ValueError(f"{name} is {value!r}; it must be a number, 0 or more.")
    if name == "blocking" and not isinstance(value, bool):
        raise ValueError(f"blocking is {value!r}; it must be true or false.")
    if name == "settle":
        for kind, settle in value.items():
            if kind not in USUAL_SECONDS:
                raise ValueError(f"Nothing settles as {kind!r}. Known: {', '.join(sorted(USUAL_SECONDS))}.")
            looks = isinstance(settle, dict) and set(settle) == {"looks"} and isinstance(settle["looks"], int)
            if not (looks or (is_number(settle) and settle >= 0)):
                raise ValueError(f'{kind} settles after {settle!r}; give seconds or {{"looks": n}}.')
    if name == "throttle":
        for action, limit in value.items():
            if set(limit) != {"rate", "per"} or not all(is_number(part) for part in limit.values()):
                raise ValueError(
                    f'The throttle of {action} is {limit!r}; it must be {{"rate": calls, "per": seconds}}.'
                )


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
