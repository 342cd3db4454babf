"""How a resource gets from Pending to Available: at once, after N seconds, or after N looks.

The rule is read at the moment of looking, so a change of pace reaches what is already on the way. A
resource that settles by looks shows its transient status N times; the next look finds it settled.
"""

from __future__ import annotations

from typing import Any

from portal.standin.settings import Settings
from portal.standin.store import Move, Resource, Store


def start(
    store: Store,
    resource: Resource,
    settles_as: str,
    *,
    to: str | None,
    now: float,
    status: str | None = None,
    then: dict[str, Any] | None = None,
) -> None:
    """Send the resource on its way to `to` (None: gone), showing `status` until then."""
    resource.move = Move(settles_as=settles_as, to=to, since=now, then=then or {})
    resource.status = status or resource.status
    store.touch(resource)


def settle_due(store: Store, settings: Settings, now: float) -> None:
    """Let everything arrive whose seconds have passed."""
    for key in list(store.moving):
        resource = store.resources.get(key)
        if resource and resource.move and not is_stuck(resource.move, now):
            rule = settings.settle_of(resource.move.settles_as)
            if not isinstance(rule, dict) and resource.move.since + rule <= now:
                arrive(store, resource)


def look(store: Store, settings: Settings, resource: Resource, now: float) -> bool:
    """Count a look. False when the looking found it gone."""
    move = resource.move
    if move and not is_stuck(move, now):
        rule = settings.settle_of(move.settles_as)
        if isinstance(rule, dict):
            if move.looks >= rule["looks"]:
                arrive(store, resource)
            else:
                move.looks += 1
                store.touch(resource)
    return resource.id in store.resources


def arrive(store: Store, resource: Resource) -> None:
    move, resource.move = resource.move, None
    if move is None:
        return
    if move.to is None:
        store.remove(resource)
        return
    resource.status = move.to
    resource.body.update(move.then)
    store.touch(resource)


def is_stuck(move: Move, now: float) -> bool:
    return move.stuck_until is not None and now < move.stuck_until
