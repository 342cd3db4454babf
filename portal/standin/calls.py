"""The log of every call that reached the cloud: what a test asserts on, besides what exists."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class LoggedCall:
    """`code` is OK or the error's code; `performed` says whether the call took effect, `replayed` whether its
    token had been seen and the earlier answer was given."""

    n: int
    time: float
    action: str
    product: str
    region: str
    account: str
    client_token: str | None
    params: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    http_status: int = 0
    resource_id: str | None = None
    request_id: str = ""
    fault: str | None = None
    performed: bool = False
    replayed: bool = False

    def record(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class CallLog:
    calls: list[LoggedCall] = field(default_factory=list)
    last: int = 0

    def open(self, **known: Any) -> LoggedCall:
        self.last += 1
        call = LoggedCall(n=self.last, **known)
        self.calls.append(call)
        return call

    def drop_half(self) -> int:
        """Forget the older half; the number of the oldest call that is kept."""
        del self.calls[: len(self.calls) // 2]
        return self.calls[0].n

    def since(self, n: int) -> list[LoggedCall]:
        return [call for call in self.calls if call.n > n]
