"""Every verb of an acceleration as both doors know it: which function, and how its button reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.accelerations import workflow
from networks.accelerations.models import Acceleration

Act = Callable[..., Acceleration]


@dataclass(frozen=True, slots=True)
class Verb:
    """`needs_proof`: the page first asks the person to show that it is them, since money follows."""

    name: str
    label: Promise
    act: Act
    tone: str = ""
    needs_proof: bool = False
    needs_reason: bool = False

    @property
    def permission(self) -> str:
        return f"acceleration.{self.name}"


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("submit", pgettext_lazy("an order", "Send"), workflow.submit_acceleration),
        Verb("approve", _("Approve"), workflow.approve_acceleration, needs_proof=True),
        Verb("put_in_service", _("It is set up: put in service"), workflow.put_in_service, needs_proof=True),
        Verb("withdraw", _("Withdraw"), workflow.withdraw_acceleration, "danger"),
        Verb("end", _("It is switched off: end"), workflow.end_acceleration, "danger"),
        Verb("decline", _("Decline for good"), workflow.decline_acceleration, "danger", needs_reason=True),
    )
}
