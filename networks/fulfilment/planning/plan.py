"""The ordered work, its price, and why there may be none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from networks.fulfilment.planning.resource import Step
from networks.requests.rules.shape import Problem

# Grows whenever the same spec and survey would give other steps; old plans run as they were made.
DEFINITION_VERSION: Final = 1

Charge = Literal["prepaid", "hourly"]


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What one step costs. `amount` is a decimal in text, None when the cloud was not able to say.

    A `prepaid` line is paid once for its period and is part of the ceiling. An `hourly` line runs as long
    as the thing exists and is not.
    """

    address: str
    charge: Charge
    amount: str | None
    currency: str | None
    summary_en: str
    summary_zh: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`ceiling` is the most that may be paid in advance, None while a price is unknown ("ask")."""

    definition_version: int
    account: str
    kind: str
    steps: tuple[Step, ...]
    price_lines: tuple[PriceLine, ...]
    ceiling: str | None
    currency: str | None
    on_failure: Literal["hold"] = "hold"


class CannotPlanError(ValueError):
    """The cloud as it is does not allow the wish. `problems` is never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message.en for problem in problems))
        self.problems = tuple(problems)
