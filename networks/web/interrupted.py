"""What an architect had typed when the page asked who they are: shown again, and never sent by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from networks.requests.models import NetworkRequest
from portal.accounts.sessions import PersonRequest

KEY = "interrupted_review"


@dataclass(frozen=True)
class Interrupted:
    """`reasons` go by the key of their check; `plan_hash` is the plan that was read."""

    plan_hash: str = ""
    reason: str = ""
    path: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def keep(request: PersonRequest, network_request: NetworkRequest, typed: Interrupted) -> None:
    request.session[KEY] = {"of": str(network_request.pk), **asdict(typed)}


def kept(request: PersonRequest, network_request: NetworkRequest) -> Interrupted:
    """What was typed for this request; nothing for others."""
    found = dict(request.session.get(KEY) or {})
    if found.pop("of", "") != str(network_request.pk):
        return Interrupted()
    return Interrupted(**found)


def forget(request: PersonRequest) -> None:
    request.session.pop(KEY, None)
