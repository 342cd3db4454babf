"""Every verb of a license's life as both doors know it: which function, and what must come with it.

Pages and API ask the same row, so what one allows or refuses the other does too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icp.licenses import workflow
from icp.licenses.models import License
from portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Verb:
    """`wants` names what comes along: "row_version", "reason", "number", "granted_on", "valid_until"."""

    name: str
    label: Promise
    act: Callable[..., object]
    wants: tuple[str, ...] = ()

    def say(self, license: License, given: Mapping[str, Any], by: User) -> object:
        return self.act(license, by=by, **{name: given[name] for name in self.wants if name in given})


_DAYS = ("granted_on", "valid_until")
_ALL = (
    Verb("submit", _("Send to our specialist"), workflow.submit_license, ("row_version",)),
    Verb("resubmit", _("Send again"), workflow.resubmit_license, ("row_version",)),
    Verb("withdraw", _("Withdraw and go on editing"), workflow.withdraw_license),
    Verb("abandon", _("Give up this license"), workflow.abandon_license),
    Verb("return", _("Return to the customer"), workflow.return_license, ("reason",)),
    Verb("lodge", _("Sent to the administration"), workflow.lodge_license),
    Verb("correct", _("The administration wants changes"), workflow.correct_license, ("reason",)),
    Verb("take_back", _("Taken back from the administration"), workflow.take_back_license),
    Verb("grant", _("Granted with this number"), workflow.grant_license, ("number", *_DAYS)),
    Verb("refuse", _("Refused by the administration"), workflow.refuse_license, ("reason",)),
    Verb("amend", _("Correct number and days"), workflow.amend_license, ("number", *_DAYS)),
    Verb("report", _("The annual report is sent"), workflow.report_license),
    Verb("ask_renewal", _("The renewal is asked for"), workflow.ask_renewal),
    Verb("renew", _("Renewed"), workflow.renew_license, ("valid_until",)),
    Verb("refuse_renewal", _("The renewal is refused"), workflow.refuse_renewal, ("reason",)),
    Verb("end", _("No longer in force"), workflow.end_license, ("reason",)),
)
VERBS: dict[str, Verb] = {verb.name: verb for verb in _ALL}
