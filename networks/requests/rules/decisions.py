"""Which checks of a plan an architect decides, and whether each has its written reason.

Some questions no rule can answer: whether a region is sold, whether a use is allowed. Such a check does not
stop the request; whoever approves the plan says in writing why it may be built. A reason is given under the
code of the check, with its place where the code alone would fit several: ``regions_on_sale@vpcs.0.region``.

>>> words = Bilingual("Region to be confirmed", "地域待确认")
>>> checks = [Check("regions_on_sale", Level.NEEDS_HUMAN, words, words, "vpcs.0.region")]
>>> answer(checks, {}).missing == tuple(checks)
True
>>> answer(checks, {"regions_on_sale": " Sold, says Alibaba Cloud. "}).decisions
(Decision(code='regions_on_sale', path='vpcs.0.region', reason='Sold, says Alibaba Cloud.'),)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from networks.requests.rules.checks import Check, Level

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Decision:
    """One check, decided, with the reason."""

    code: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the given reasons decide, which checks still lack one, and which keys fit no check."""

    decisions: tuple[Decision, ...]
    missing: tuple[Check, ...]
    unknown: tuple[str, ...]


def key_of(check: Check) -> str:
    return f"{check.code}@{check.path}" if check.path else check.code


def to_decide(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(check for check in checks if check.level is Level.NEEDS_HUMAN)


def answer(checks: Iterable[Check], given: Mapping[str, str]) -> Answer:
    """Match the reasons to the checks. A blank reason is none; a bare code counts where it fits one check."""
    asked = to_decide(checks)
    codes = [check.code for check in asked]
    decisions, missing, used = [], [], set()
    for check in asked:
        keys = [key_of(check)] + [check.code] * (codes.count(check.code) == 1)
        used.update(keys)
        reason = next((given[key].strip() for key in keys if given.get(key, "").strip()), "")
        if reason:
            decisions.append(Decision(check.code, check.path, reason))
        else:
            missing.append(check)
    return Answer(tuple(decisions), tuple(missing), tuple(key for key in given if key not in used))
