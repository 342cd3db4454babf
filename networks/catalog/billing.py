"""How a bandwidth subscription is billed, to the second.

Source: the cross-border guide, "Quick Facts Bandwidth Scaling". A monthly period is always exactly 30 days
whatever the calendar says, a yearly one 12 times 30 days. Billing is by the second: a change made in the
middle is charged or refunded for the seconds that are left of the period.

Rounding is ours, since the guide does not say: one line of a bill is rounded once, at the end, to cents,
half a cent away from zero. The order of the arithmetic cannot change the result, because only whole seconds
and an exact decimal amount enter.

>>> PERIOD_SECONDS["monthly"], PERIOD_SECONDS["yearly"]
(2592000, 31104000)
>>> prorate(Decimal("1520.00"), seconds_left=1296000, period_seconds=2592000)
Decimal('760.00')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from types import MappingProxyType

DAYS_PER_MONTHLY_PERIOD = 30
MONTHS_PER_YEARLY_PERIOD = 12
SECONDS_PER_DAY = 86_400
CENT = Decimal("0.01")

PERIOD_DAYS: Mapping[str, int] = MappingProxyType(
    {"monthly": DAYS_PER_MONTHLY_PERIOD, "yearly": MONTHS_PER_YEARLY_PERIOD * DAYS_PER_MONTHLY_PERIOD}
)
PERIOD_SECONDS: Mapping[str, int] = MappingProxyType(
    {name: days * SECONDS_PER_DAY for name, days in PERIOD_DAYS.items()}
)

# Wide enough that the one division below is exact to far beyond a cent for any amount a bill can hold.
_PRECISION = 60


def to_cents(amount: Decimal) -> Decimal:
    """Rounded to cents, half a cent away from zero, for charges and refunds alike."""
    with localcontext() as context:
        context.prec = _PRECISION
        return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def prorate(amount: Decimal, seconds_left: int, period_seconds: int) -> Decimal:
    """The part of a period's amount that belongs to the seconds left.

    Raises ``ValueError`` when the seconds left are negative or more than the period has.
    """
    if not period_seconds > 0:
        raise ValueError(f"A billing period has at least one second, not {period_seconds}.")
    if not 0 <= seconds_left <= period_seconds:
        raise ValueError(f"{seconds_left} seconds cannot be left of a period of {period_seconds} seconds.")
    with localcontext() as context:
        context.prec = _PRECISION
        return to_cents(amount * seconds_left / period_seconds)
