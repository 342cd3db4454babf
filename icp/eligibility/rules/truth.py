"""Yes, no, or not known: three-valued logic, so that a missing answer is carried and never guessed.

>>> both(False, None), both(True, None), either(True, None), either(False, None)
(False, None, True, None)
"""

from __future__ import annotations

from icp.eligibility.rules.fact_kinds import Missing

Truth = bool | None


def is_any(value: object, *expected: object) -> Truth:
    """Whether the fact is one of these.

    `None` when it was asked and is unknown. What was not asked is not so.
    """
    if value is Missing.UNKNOWN:
        return None
    return value in expected


def both(*claims: Truth) -> Truth:
    if False in claims:
        return False
    return None if None in claims else True


def either(*claims: Truth) -> Truth:
    if True in claims:
        return True
    return None if None in claims else False
