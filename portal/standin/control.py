"""The stand-in's own door, `/_standin/`: what happened, what exists, what goes wrong next, what time it is.

    GET    /_standin/             what can be asked here, and which operations are played
    POST   /_standin/reset        forget everything; {"seed": n} gives other ids from here on
    GET    /_standin/calls        the call log (?since=n); DELETE empties it
    GET    /_standin/faults       the script; POST adds one fault or a list of them; DELETE empties it
    GET    /_standin/resources    everything that exists (?account=, ?kind=), and what a step made twice
    GET    /_standin/filings      what was granted to an account (?account=); POST replaces it
    GET    /_standin/websites     the page under each name; POST replaces them all
    GET    /_standin/settings     POST changes some
    GET    /_standin/clock        POST {"advance": seconds} or {"freeze": true} or {"unfreeze": true}

It needs no signature: the server listens on the loopback interface only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl

from portal.standin import filings, lifecycle, websites
from portal.standin.accounts import account_of
from portal.standin.actions import PLAYED
from portal.standin.clock import iso
from portal.standin.cloud import Cloud
from portal.standin.store import Resource

Document = dict[str, Any]
NOT_EXISTING = ("order", "temporary_key", "grant", "service", *filings.KINDS, websites.KIND)


class Control:
    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.doors: dict[tuple[str, str], Callable[[Any], Document]] = {
            ("GET", ""): self.index,
            ("POST", "reset"): self.reset,
            ("GET", "calls"): self.calls,
            ("DELETE", "calls"): self.forget_calls,
            ("GET", "faults"): self.faults,
            ("POST", "faults"): self.add_faults,
            ("DELETE", "faults"): self.forget_faults,
            ("GET", "resources"): self.resources,
            ("GET", "filings"): self.filings,
            ("POST", "filings"): self.replace_filings,
            ("GET", "websites"): self.websites,
            ("POST", "websites"): self.replace_websites,
            ("GET", "settings"): self.settings,
            ("POST", "settings"): self.change_settings,
            ("GET", "clock"): self.clock,
            ("POST", "clock"): self.move_clock,
        }

    def answer(self, method: str, path: str, query: str, body: bytes) -> tuple[int, Document]:
        door = self.doors.get((method, path.removeprefix("/_standin/").strip("/")))
        if door is None:
            return 404, {"error": f"There is no {method} {path} here. GET /_standin/ lists what there is."}
        try:
            given = json.loads(body) if body else dict(parse_qsl(query))
            with self.cloud.lock:
                return 200, door(given)
        except (ValueError, TypeError, AttributeError) as error:
            return 400, {"error": str(error)}

    def index(self, given: Any) -> Document:
        return {
            "doors": [f"{method} /_standin/{name}" for method, name in self.doors],
            "played": sorted(f"{product}.{action}" for product, action in PLAYED),
            "known": len(self.cloud.catalog),
        }

    def reset(self, given: Any) -> Document:
        self.cloud.forget(given.get("seed"))
        return {"reset": True}

    def calls(self, given: Any) -> Document:
        return {"calls": [call.record() for call in self.cloud.log.since(int(given.get("since", 0)))]}

    def forget_calls(self, given: Any) -> Document:
        self.cloud.log.calls.clear()
        self.cloud.journal.clear("call")
        return {"calls": []}

    def faults(self, given: Any) -> Document:
        return {"faults": [fault.record() for fault in self.cloud.script.faults]}

    def add_faults(self, given: Any) -> Document:
        for wanted in given if isinstance(given, list) else [given]:
            self.cloud.script_fault(wanted)
        self.cloud.save()
        return self.faults(given)

    def forget_faults(self, given: Any) -> Document:
        self.cloud.script.faults.clear()
        self.cloud.save()
        return self.faults(given)

    def resources(self, given: Any) -> Document:
        self.settle()
        existing = [
            each
            for each in self.cloud.store.resources.values()
            if each.kind not in NOT_EXISTING or given.get("kind") == each.kind
            if given.get("account") in (None, each.account) and given.get("kind") in (None, each.kind)
        ]
        return {"resources": [shown(each) for each in existing], **steps(existing)}

    def filings(self, given: Any) -> Document:
        return filings.shown(self.cloud.store, given.get("account") or account_of(self.first_key))

    def replace_filings(self, given: Any) -> Document:
        document = filings.replace(self.cloud.store, given, self.first_key, self.cloud.clock.now())
        self.cloud.save()
        return document

    def websites(self, given: Any) -> Document:
        return dict(websites.shown(self.cloud.store, account_of(self.first_key)))

    def replace_websites(self, given: Any) -> Document:
        now = self.cloud.clock.now()
        document = websites.replace(self.cloud.store, given, account_of(self.first_key), now)
        self.cloud.save()
        return dict(document)

    @property
    def first_key(self) -> str:
        return next(iter(self.cloud.gate.keys))

    def settings(self, given: Any) -> Document:
        return asdict(self.cloud.settings)

    def change_settings(self, given: Any) -> Document:
        self.settle()
        self.cloud.change_settings(given)
        self.cloud.save()
        return self.settings(given)

    def clock(self, given: Any) -> Document:
        now = self.cloud.clock.now()
        return {"now": now, "iso": iso(now), "frozen": self.cloud.clock.frozen_at is not None}

    def move_clock(self, given: Any) -> Document:
        unknown = set(given) - {"advance", "freeze", "unfreeze"}
        if unknown or not given:
            raise ValueError(
                'The clock understands {"advance": seconds}, {"freeze": true} and {"unfreeze": true}.'
            )
        if given.get("freeze"):
            self.cloud.clock.freeze()
        if given.get("unfreeze"):
            self.cloud.clock.unfreeze()
        self.cloud.clock.advance(float(given.get("advance", 0)))
        self.settle()
        self.cloud.save()
        return self.clock(given)

    def settle(self) -> None:
        lifecycle.settle_due(self.cloud.store, self.cloud.settings, self.cloud.clock.now())


def shown(resource: Resource) -> Document:
    return {
        "id": resource.id,
        "kind": resource.kind,
        "product": resource.product,
        "account": resource.account,
        "region": resource.region,
        "status": resource.status,
        "settling": resource.move is not None,
        "created_at": iso(resource.created_at),
        "created_by": resource.created_by,
        "client_token": resource.client_token,
        "tags": resource.tags,
        "body": resource.body,
    }


def steps(existing: list[Resource]) -> Document:
    """How many live resources each step made, by the portal's tags, and those that made more than one."""
    made: dict[tuple[str, str, str], list[str]] = {}
    for each in existing:
        if "portal:step" in each.tags:
            key = (each.account, each.tags.get("portal:request", ""), each.tags["portal:step"])
            made.setdefault(key, []).append(each.id)
    rows = [
        {"account": account, "request": request, "step": step, "count": len(ids), "ids": ids}
        for (account, request, step), ids in made.items()
    ]
    return {"steps": rows, "duplicates": sum(len(ids) - 1 for ids in made.values())}
