"""What happens to a call, in order.

Admit the caller, find the operation, log, meet a scripted fault, count against the throttle, read the
parameters, recall the token, act, check the answer against the metadata, write the journal, answer. The
journal is written before the answer leaves (or is lost), so a killed stand-in has done exactly what it
told.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from portal.standin import faults, lifecycle, tokens
from portal.standin.accounts import Gate
from portal.standin.actions import PLAYED
from portal.standin.call import Answer, Call
from portal.standin.calls import CallLog, LoggedCall
from portal.standin.catalog import Operation, read_catalog
from portal.standin.clock import Clock
from portal.standin.errors import CloudError
from portal.standin.faults import Asked, Fault, Script, read_fault
from portal.standin.journal import Journal
from portal.standin.settings import Settings
from portal.standin.shape import read_parameters, strays
from portal.standin.signature import Signed
from portal.standin.store import Store

MOST_CALLS = 50_000


@dataclass(frozen=True)
class Reply:
    """`lost` closes the connection instead of answering; `delay` is slept before."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    delay: float = 0.0


@dataclass
class Arrived:
    """A call that was let in and found its operation."""

    operation: Operation
    key_id: str
    asked: Asked
    entry: LoggedCall
    fault: Fault | None
    store: Store


class Cloud:
    def __init__(self, *, keys: dict[str, str], settings: Settings, state: str | None = None) -> None:
        self.lock = Lock()
        self.catalog = read_catalog()
        self.gate = Gate(keys)
        self.journal = Journal(state)
        self.first_settings = replace(settings)
        self.settings = settings
        self.clock = Clock()
        self.recent: dict[tuple[str, str, str], deque[float]] = {}
        self.recall()

    def recall(self) -> None:
        """Take up what the journal holds."""
        meta = self.journal.read("meta")
        self.changed_settings: dict[str, Any] = meta.get("settings", {})
        self.settings.change(self.changed_settings)
        self.clock = Clock(**meta.get("clock", {}))
        self.store = Store(self.journal, self.settings.seed)
        self.script = Script([Fault(**each) for each in meta.get("faults", [])])
        calls = [LoggedCall(**each) for each in self.journal.read("call").values()]
        self.log = CallLog(calls, calls[-1].n if calls else 0)

    def forget(self, seed: int | None = None) -> None:
        """Begin again as on the first day: nothing exists, nothing is scripted, the settings of the start.

        Another seed gives other ids, for a caller whose own records outlive the cloud's.
        """
        self.journal.clear()
        self.settings = replace(self.first_settings)
        if seed is not None:
            self.settings.seed = seed
        self.recent.clear()
        self.recall()

    def answer(self, request: Signed, wire: dict[str, str]) -> Reply:
        with self.lock:
            request_id = self.new_request_id()
            try:
                arrived = self.arrive(request, wire)
            except CloudError as error:
                return error_reply(error, request_id)
        fault = arrived.fault
        if fault and fault.fault == "slow" and fault.late:
            time.sleep(fault.seconds or 0)
        with self.lock:
            if arrived.store is not self.store:
                return Reply(
                    0, {}, lost=True
                )  # a reset came in between: the call belongs to a world that is gone
            reply = self.perform(arrived, request_id)
        if fault and fault.fault == "slow" and not fault.late:
            reply = replace(reply, delay=fault.seconds or 0)
        return replace(reply, lost=bool(fault and fault.fault in ("lost_before", "lost_after")))

    def arrive(self, request: Signed, wire: dict[str, str]) -> Arrived:
        caller = self.gate.admit(request, self.store, cloud_now=self.clock.now(), machine_now=time.time())
        action, version = request.headers.get("x-acs-action", ""), request.headers.get("x-acs-version", "")
        operation = self.catalog.get((version, action))
        if operation is None:
            raise CloudError(
                "InvalidAction.NotFound", f"There is no operation {action} of version {version}.", status=404
            )
        asked = Asked(operation.product, action, caller.account, wire.get("RegionId", ""), wire)
        fault = self.script.strike(asked)
        entry = self.log.open(
            time=self.clock.now(),
            action=action,
            product=asked.product,
            region=asked.region,
            account=asked.account,
            client_token=wire.get("ClientToken"),
            fault=fault.fault if fault else None,
        )
        return Arrived(operation, caller.key_id, asked, entry, fault, self.store)

    def perform(self, arrived: Arrived, request_id: str) -> Reply:
        entry, fault = arrived.entry, arrived.fault
        entry.request_id = request_id
        try:
            answer = self.act(arrived, request_id)
            if fault and fault.fault == "http_500":
                raise faults.server_error(fault)
            reply = Reply(200, {**answer, "RequestId": request_id})
            entry.code = (
                "OK" if answer.get("Success", True) else str(answer.get("Code", answer.get("ErrorCode")))
            )
        except CloudError as error:
            reply, entry.code = error_reply(error, request_id), error.code
        entry.http_status = reply.status
        self.save(entry)
        return reply

    def act(self, arrived: Arrived, request_id: str) -> Answer:
        operation, fault = arrived.operation, arrived.fault
        name = f"{operation.product} {operation.action}"
        now = self.clock.now()
        if fault:
            meet(fault, operation.product)
        self.count(arrived.asked, now)
        lifecycle.settle_due(self.store, self.settings, now)
        params = read_parameters(operation.parameters, arrived.asked.wire, name)
        arrived.entry.params = params
        behavior = PLAYED.get((operation.product, operation.action))
        if behavior is None:
            raise CloudError("NotPlayed", f"The stand-in does not play this operation: {name}.")
        call = Call(
            operation,
            arrived.asked.account,
            arrived.key_id,
            params,
            self.store,
            self.settings,
            now,
            request_id,
        )
        earlier = tokens.recall(call)
        if earlier is not None:
            arrived.entry.replayed, arrived.entry.resource_id = True, earlier["resource_id"]
            return dict(earlier["answer"])
        answer = behavior(call)
        if call.wants_dry_run and operation.takes_dry_run and (call.created or call.moved):
            raise CloudError("StandInMistake", f"{name} acted on a dry run.", status=500)
        if wrong := strays(answer, operation.response):
            raise CloudError(
                "StandInMistake", f"{name} answered what the metadata lacks: {wrong}.", status=500
            )
        arrived.entry.performed = answer.get("Success", True) and not call.wants_dry_run
        arrived.entry.resource_id = call.resource_id
        tokens.remember(call, answer)
        if fault:
            spoil(fault, call)
        return answer

    def count(self, asked: Asked, now: float) -> None:
        limit = self.settings.throttle.get(f"{asked.product}.{asked.action}", self.settings.throttle.get("*"))
        if limit is None:
            return
        seen = self.recent.setdefault(
            (asked.account, asked.region, f"{asked.product}.{asked.action}"), deque()
        )
        while seen and seen[0] <= now - limit["per"]:
            seen.popleft()
        if len(seen) >= limit["rate"]:
            wait_ms = int((seen[0] + limit["per"] - now) * 1000) + 1 if seen else int(limit["per"] * 1000)
            raise CloudError(
                "Throttling.User",
                "Request was denied due to user flow control.",
                retry_after_ms=max(wait_ms, 1),
            )
        seen.append(now)

    def new_request_id(self) -> str:
        digest = self.store.digest().upper()
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))

    def save(self, entry: LoggedCall | None = None) -> None:
        records = self.store.records()
        if entry:
            records.append(("call", f"{entry.n:09}", entry.record()))
        if self.script.faults or entry is None:
            records.append(("meta", "faults", [fault.record() for fault in self.script.faults]))
        if entry is None:
            records.append(("meta", "settings", self.changed_settings))
            records.append(("meta", "clock", vars(self.clock)))
        self.journal.write(records)
        if len(self.log.calls) > MOST_CALLS:
            self.journal.forget_before("call", f"{self.log.drop_half():09}")

    def change_settings(self, wanted: dict[str, Any]) -> None:
        """From now on, and after a restart; what was not changed follows the command line of the day."""
        self.settings.change(wanted)
        self.changed_settings = {**self.changed_settings, **wanted}

    def script_fault(self, wanted: dict[str, Any]) -> Fault:
        fault = read_fault(wanted)
        self.script.faults.append(fault)
        return fault


def meet(fault: Fault, product: str) -> None:
    """Faults that keep the call from taking effect."""
    refused = faults.refusal(fault, product)
    if refused:
        raise refused
    if fault.fault == "lost_before":
        raise CloudError("Lost", "The connection was cut before the call took effect.", status=0)
    if fault.fault == "http_500" and not fault.performed:
        raise faults.server_error(fault)


def spoil(fault: Fault, call: Call) -> None:
    """Faults that let the call take effect and spoil what follows."""
    for resource in call.moved:
        if resource.move and fault.fault == "status_stuck":
            resource.move.stuck_until = (
                call.now + fault.seconds if fault.seconds is not None else float("inf")
            )
        if resource.move and fault.fault == "status_fail_later":
            resource.move.to, resource.move.then = fault.status or "Failed", {}
    for resource in call.created:
        if fault.fault == "list_lag":
            resource.list_lag = fault.seconds
    for resource in (*call.moved, *call.created):
        call.store.touch(resource)


def error_reply(error: CloudError, request_id: str) -> Reply:
    headers = {} if error.retry_after_ms is None else {"x-acs-retry-after": str(error.retry_after_ms)}
    body = {
        "RequestId": request_id,
        "HostId": "standin.aliyuncs.com",
        "Code": error.code,
        "Message": error.message,
        "Recommend": "",
    }
    return Reply(error.status, body, headers)
