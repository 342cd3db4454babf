"""The engine's lengths of time, in seconds. One setting (ENGINE_TIME_SCALE) shortens them all in tests.

A lease outlives the longest possible call by 15 s, so a worker that still waits for an answer still owns
its step. After a kill a run is final within lease + 2 sweeps + what is left to settle (DECISIONS 16).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Timing:
    call_timeout: float = 30
    lease: float = 45
    sweep: float = 15
    # How long a list may lag behind a create before "not found" means "not there".
    settle: float = 20
    busy: float = 4
    parent_busy: float = 1
    auth: float = 60
    unknown: float = 3
    # A token is trusted for one hour; afterwards only looking up tells the truth (RELIABILITY B7).
    token_trust: float = 3600
    survey_lease: float = 180

    def scaled(self, factor: float) -> Timing:
        return Timing(**{name: value * factor for name, value in vars(self).items()})


TIMING = Timing().scaled(settings.ENGINE_TIME_SCALE)
MAX_ATTEMPTS = 20
