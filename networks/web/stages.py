"""The steps of a build as some nine stages that a person understands, forwards or on the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.fulfilment.lifecycle import STEP_FINAL
from networks.fulfilment.models import StepRecord
from networks.fulfilment.operations import OPERATIONS
from networks.web.words import language, place
from portal.lists import listed

GROUPS = {
    "transit_router_service": "prepare",
    "cen": "prepare",
    "vpc": "network",
    "vswitch": "network",
    "transit_router": "router",
    "vpc_attachment": "attach",
    "bandwidth_package": "bandwidth",
    "package_association": "bandwidth",
    "peer_attachment": "peer",
    "association": "routes",
    "propagation": "routes",
}
ORDER = ("prepare", "network", "router", "attach", "bandwidth", "peer", "routes")
BUILD: dict[str, str | Promise] = {
    "prepare": gettext_lazy("Prepare the enterprise network"),
    "network": gettext_lazy("Make the network %(what)s ready"),
    "router": gettext_lazy("Set up the routers in %(what)s"),
    "attach": gettext_lazy("Attach %(what)s"),
    "bandwidth": gettext_lazy("Buy the bandwidth plan"),
    "peer": gettext_lazy("Join the regions"),
    "routes": gettext_lazy("Set the routes"),
}
UNDO: dict[str, str | Promise] = {
    "prepare": gettext_lazy("Remove the enterprise network"),
    "network": gettext_lazy("Remove the network %(what)s"),
    "router": gettext_lazy("Remove the routers in %(what)s"),
    "attach": gettext_lazy("Detach %(what)s"),
    "bandwidth": gettext_lazy("Take the bandwidth plan out of use"),
    "peer": gettext_lazy("Separate the regions"),
    "routes": gettext_lazy("Remove the routes"),
}
STOPPED = ("refused", "needs_human")
MOVING = ("intended", "waiting", "backing_off", "unknown", "undo_intended", "undo_waiting")
# With more stages than this, networks are told together instead of one by one.
MOST = 9


@dataclass(frozen=True)
class Stage:
    """`state` is done, run, fail or next, as the rail draws it."""

    key: str
    title: str
    state: str
    calls: tuple[str, ...]
    things: tuple[str, ...]
    steps: tuple[StepRecord, ...]
    seconds: float | None
    usual_seconds: int
    answer: str
    answered_at: datetime | None
    failed: StepRecord | None
    charged: str

    @property
    def summaries(self) -> list[tuple[str, StepRecord]]:
        return [(summary_of(step), step) for step in self.steps]


def stages(steps: Sequence[StepRecord], *, is_live: bool, is_undo: bool) -> tuple[Stage, ...]:
    """`is_live` says that somebody is working: then one stage is always under way."""
    grouped = _grouped(steps)
    keys = list(grouped)
    if is_undo:
        keys.reverse()
    states = {key: _state(grouped[key]) for key in keys}
    if is_live and "run" not in states.values() and "fail" not in states.values():
        waiting = next((key for key in keys if states[key] == "next"), None)
        if waiting is not None:
            states[waiting] = "run"
    words = UNDO if is_undo else BUILD
    return tuple(_stage(key, grouped[key], states[key], words, is_undo) for key in keys)


def seconds_left(steps: Iterable[StepRecord]) -> int:
    """The longest way through what is not done yet, by the usual time of each call."""
    open_steps = {step.address: step for step in steps if step.state not in STEP_FINAL}
    longest: dict[str, int] = {}

    def way(address: str) -> int:
        if address not in longest:
            step = open_steps[address]
            before = [way(need) for need in step.needs if need in open_steps]
            longest[address] = OPERATIONS[step.kind].usual_seconds + max(before, default=0)
        return longest[address]

    return max((way(address) for address in open_steps), default=0)


def _grouped(steps: Sequence[StepRecord]) -> dict[tuple[str, str], list[StepRecord]]:
    """Steps by stage, in the order of ORDER; networks one by one while that keeps the list short."""
    single: dict[tuple[str, str], list[StepRecord]] = {}
    joint: dict[tuple[str, str], list[StepRecord]] = {}
    for step in steps:
        group = GROUPS.get(step.kind, "prepare")
        what = step.address.split(".")[1] if group in ("network", "attach") else ""
        single.setdefault((group, what), []).append(step)
        joint.setdefault((group, ""), []).append(step)
    chosen = single if len(single) <= MOST else joint
    return dict(sorted(chosen.items(), key=lambda item: ORDER.index(item[0][0])))


def _state(steps: Sequence[StepRecord]) -> str:
    states = [step.state for step in steps]
    if any(state in STOPPED for state in states):
        return "fail"
    if all(state in STEP_FINAL for state in states):
        return "done"
    if any(state in MOVING or state in STEP_FINAL for state in states):
        return "run"
    return "next"


def _stage(
    key: tuple[str, str],
    steps: list[StepRecord],
    state: str,
    words: dict[str, str | Promise],
    is_undo: bool,
) -> Stage:
    asked = [(step.last_call_at, step.seq, step.last_answer) for step in steps if step.last_call_at]
    answered_at, _seq, answer = max(asked, default=(None, 0, ""))
    return Stage(
        key="-".join(part for part in key if part),
        title=str(words[key[0]]) % {"what": _what(key, steps)},
        state=state,
        calls=tuple(dict.fromkeys(call for step in steps if (call := call_of(step, is_undo)))),
        things=tuple(step.resource_id for step in steps if _has_own_id(step))[:3],
        steps=tuple(steps),
        seconds=_seconds(steps) if state == "done" and not is_undo else None,
        usual_seconds=sum({step.kind: _usual(step, is_undo) for step in steps}.values()),
        answer=answer,
        answered_at=answered_at,
        failed=next((step for step in steps if step.state in STOPPED), None),
        charged=_charged(steps) if state == "done" and not is_undo else "",
    )


def summary_of(step: StepRecord) -> str:
    return step.summary_zh if language().startswith("zh") else step.summary_en


def _has_own_id(step: StepRecord) -> bool:
    """An association has none: it is known by the pair that it joins."""
    return bool(step.resource_id) and OPERATIONS[step.kind].id_field is not None


def call_of(step: StepRecord, is_undo: bool = False) -> str:
    operation = OPERATIONS[step.kind]
    if step.action == "keep":
        return ""
    if is_undo or step.action == "delete":
        return operation.delete_action or ""
    return operation.create_action


def _what(key: tuple[str, str], steps: list[StepRecord]) -> str:
    if key[1]:
        return key[1]
    if key[0] == "router":
        return listed(dict.fromkeys(place(step.region) for step in steps))
    names = list(dict.fromkeys(step.address.split(".")[1] for step in steps))
    return listed(names[:3]) + (" " + _("and %(n)d more") % {"n": len(names) - 3} if len(names) > 3 else "")


def _usual(step: StepRecord, is_undo: bool) -> int:
    operation = OPERATIONS[step.kind]
    return operation.usual_removal_seconds if is_undo or step.action == "delete" else operation.usual_seconds


def _seconds(steps: list[StepRecord]) -> float | None:
    begun = [step.started_at for step in steps if step.started_at]
    ended = [step.finished_at for step in steps if step.finished_at]
    return (max(ended) - min(begun)).total_seconds() if begun and ended else None


def _charged(steps: list[StepRecord]) -> str:
    paid = [step for step in steps if step.is_paid and step.price is not None]
    return f"{paid[0].currency} {sum(step.price or 0 for step in paid):,.2f}" if paid else ""
