"""When to look whether a thing has settled: shortly before its usual time, then in small growing steps.

Looking first at the usual time itself makes a build up to 1.22 of its critical path when the real times
differ from the usual ones by up to a quarter (300 drawn seeds); at nine tenths of it, up to 1.146, for half
a look more per step.

At most 60 s between two looks and at most 6 looks per step on average (DECISIONS 17); vendor's advice is
every 5-10 s with jitter (OPERATIONS 9). Jitter is 20 % either way, so that many runs do not ask at the same
moment.

>>> from random import Random
>>> first_look(40)
36.0
>>> 1.6 <= next_look(40, 1, Random(1)) <= 2.4
True
"""

from __future__ import annotations

from random import Random
from typing import Final

LONGEST: Final = 60.0  # seconds between two looks
SHORTEST: Final = 1.0
FIRST_STEP: Final = 0.05  # of the usual seconds; things settle within a quarter of them, mostly
GROWTH: Final = 1.35
FIRST: Final = 0.9  # of the usual seconds
JITTER: Final = 0.2


def first_look(usual_seconds: float) -> float:
    """Seconds from the call to the first look."""
    return max(SHORTEST, usual_seconds * FIRST)


def next_look(usual_seconds: float, looks: int, random: Random) -> float:
    """Seconds to the next look, after `looks` of them found it still changing (1 or more)."""
    step = max(SHORTEST, usual_seconds * FIRST_STEP) * GROWTH ** (max(1, looks) - 1)
    return min(LONGEST, step * random.uniform(1 - JITTER, 1 + JITTER))
