"""The rail beside a filing: what happened, what is going on, and when the rest is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from icp.filings.models import Filing, Stage
from icp.filings.rules import deadlines
from icp.filings.rules.expectations import WAY, Seen, Step, expected, seen
from icp.filings.rules.states import STATES
from icp.filings.words import said
from portal.calendar.clock import now

# The newest cases speak; older ones tell of other years.
MOST_CASES = 200


@dataclass(frozen=True)
class Stop:
    """One stop of the rail: done on a day, running since one, or expected between two."""

    code: str  # a state of the filing
    label: str
    state: str  # "done", "run", "next" or "fail"
    at: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    seen: Seen | None = None
    working_days: tuple[int, int] | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Timeline:
    stops: tuple[Stop, ...]
    live_earliest: date | None
    live_latest: date | None
    provisional: bool


def timeline_of(filing: Filing) -> Timeline:
    """Two questions to the database: what the filing went through, and what others took."""
    today = deadlines.day_in_china(now(filing.organization))
    passed = {stage.state: stage for stage in filing.stages.order_by("ended_at")[:100]}
    steps = expected(
        filing.state,
        deadlines.day_in_china(filing.state_since),
        today,
        filing.province,
        known_for(filing.province),
    )
    left = {step.state: step for step in steps}
    stops = [_stop(filing, state, passed.get(state), left.get(state)) for state in WAY]
    stops.append(_granted(filing, steps))
    return Timeline(
        tuple(stops),
        steps[-1].earliest if steps else None,
        steps[-1].latest if steps else None,
        any(step.provisional for step in steps),
    )


def known_for(province: str) -> Mapping[str, Seen]:
    """What our own cases say of each state: of this province where five are known, else of all."""
    own = _cases(province) if province else {}
    everywhere = _cases("")
    found = {state: seen(own.get(state, [])) or seen(everywhere.get(state, [])) for state in WAY}
    return {state: known for state, known in found.items() if known is not None}


def _cases(province: str) -> dict[str, list[int]]:
    rows = Stage.objects.filter(state__in=WAY).order_by("-ended_at", "-id")
    if province:
        rows = rows.filter(province=province)
    found: dict[str, list[int]] = {}
    for state, days in rows.values_list("state", "working_days")[: MOST_CASES * len(WAY)]:
        found.setdefault(state, []).append(days)
    return found


def _stop(filing: Filing, state: str, stage: Stage | None, step: Step | None) -> Stop:
    label = said(STATES[state].label)
    if filing.state == state:
        earliest, latest = (step.earliest, step.latest) if step else (None, None)
        return Stop(state, label, "run", filing.state_since, earliest, latest, *_facts(step))
    if step is not None:
        return Stop(state, label, "next", None, step.earliest, step.latest, *_facts(step))
    if stage is not None:
        return Stop(state, label, "done", stage.ended_at)
    return Stop(state, label, "next")


def _facts(step: Step | None) -> tuple[Seen | None, tuple[int, int] | None, bool]:
    return (step.seen, step.working_days, step.provisional) if step else (None, None, False)


def _granted(filing: Filing, steps: tuple[Step, ...]) -> Stop:
    if filing.granted_at:
        return Stop("APPROVED", _("Number issued"), "done", filing.granted_at)
    if filing.ended_at:
        return Stop(filing.state, said(STATES[filing.state].label), "fail", filing.ended_at)
    if not steps:
        return Stop("APPROVED", _("Number issued"), "next")
    return Stop("APPROVED", _("Number issued"), "next", None, steps[-1].earliest, steps[-1].latest)
