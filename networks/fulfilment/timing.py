"""The engine's lengths of time, in seconds. Two settings shorten them in tests: one for the limits and one
for the waits.

A lease outlives the longest possible call by 15 s, so a worker that still waits for
an answer still owns its step. After a kill a run is final within lease + 2 sweeps + what is left to settle
(DECISIONS 16).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    call_timeout: float = 30
    lease: float = 45
    sweep: float = 15
    # How long a list may lag behind a create before "not found" means "not there".
    settle: float = 20
    # A token is trusted for one hour; afterwards only looking up tells the truth (RELIABILITY B7).
    token_trust: float = 3600
    survey_lease: float = 180


@dataclass(frozen=True)
class Waits:
    busy: float = 4
    parent_busy: float = 1
    auth: float = 60
    unknown: float = 3
    # Before the second survey, doubled before each further one.
    survey: float = 2


def _limits(factor: float) -> Limits:
    return Limits(**{name: value * factor for name, value in vars(Limits()).items()})


def _waits(factor: float) -> Waits:
    return Waits(**{name: value * factor for name, value in vars(Waits()).items()})


TIMING = _limits(settings.ENGINE_TIME_SCALE)
WAITS = _waits(settings.ENGINE_POLL_SCALE)
MAX_ATTEMPTS = 20
