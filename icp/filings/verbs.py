"""Every verb of a filing's life as both doors know it: which function, and what must come with it.

Pages and API ask the same row, so what one allows or refuses the other does too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.rules import lifecycle
from icp.filings.workflow import Said
from icp.filings.workflow.consenting import start_docs
from portal.accounts.models import User

Act = Callable[..., Filing]


@dataclass(frozen=True, slots=True)
class Verb:
    """`wants` names what the body holds: a name of `shapes.PARTS`, and nothing else."""

    name: str
    label: Promise
    act: Act
    wants: tuple[str, ...] = ()

    def say(self, filing: Filing, given: Mapping[str, Any], by: User) -> Filing:
        return self.act(filing, by=by, **{name: given[name] for name in self.wants if name in given})


def _returned(verb: str) -> Act:
    def act(filing: Filing, *, remarks: list[Mapping[str, str]], by: User) -> Filing:
        said = [Said(row.get("field", ""), row.get("code", ""), row.get("note", "")) for row in remarks]
        return workflow.return_filing(filing, verb, said, by=by)

    return act


def _risk(filing: Filing, *, source: str, ends_at: datetime, by: User) -> Filing:
    return workflow.report_risk(filing, source=source, ends_at=ends_at, by=by)


_ALL = (
    Verb("start_docs", _("Begin collecting papers"), start_docs, ("agreed",)),
    Verb("submit", _("Send to our specialist"), workflow.submit_filing, ("row_version",)),
    Verb("resubmit", _("Send again"), workflow.resubmit_filing, ("replies", "row_version")),
    Verb("withdraw", _("Withdraw and go on editing"), workflow.withdraw_filing),
    Verb("abandon", _("Give up this filing"), workflow.abandon_filing),
    Verb("return", _("Return to the customer"), _returned("return"), ("remarks",)),
    Verb("lodge", _("Entered at the provider"), workflow.lodge_filing),
    Verb("relodge", _("Entered at the provider again"), workflow.relodge_filing),
    Verb("face_check_passed", _("Face check passed"), partial(workflow.check_face, passed=True)),
    Verb("face_check_failed", _("Face check failed"), partial(workflow.check_face, passed=False)),
    Verb("need_correction", _("The provider wants corrections"), _returned("need_correction"), ("remarks",)),
    Verb("reject", _("Rejected"), _returned("reject"), ("remarks",)),
    Verb("pass", _("The provider passed it"), workflow.pass_filing),
    Verb("sent_to_ca", _("Sent to the authority"), workflow.send_to_authority),
    Verb(
        "sent_without_sms",
        _("Sent to the authority without a text message"),
        workflow.send_without_text_message,
    ),
    Verb("code_entered", _("The code is entered"), workflow.enter_code, ("person",)),
    Verb("sms_verified", _("All codes are verified"), workflow.verify_text_message),
    Verb("wrong_code", _("The code was wrong"), workflow.count_wrong_code, ("person",)),
    Verb("six_wrong_entries", _("Returned for wrong codes"), workflow.return_for_wrong_codes),
    Verb("approve", _("Granted with this number"), workflow.grant_filing, ("number",)),
    Verb("approve_cancellation", _("The authority confirmed the end"), workflow.confirm_cancellation),
    Verb("approve_access_end", _("The provider confirmed the end"), workflow.confirm_cancellation),
    Verb("unlock", _("The provider unlocked the domain"), workflow.unlock_filing),
    Verb("risk_reported", _("A check found a problem"), _risk, ("source", "ends_at")),
    Verb("fixed", _("The problem is mended"), workflow.fix_risk, ("evidence",)),
    Verb("deadline_passed", _("The provider ended its service"), workflow.end_access),
    Verb("no_other_provider", _("No provider is left"), workflow.mark_shell),
    Verb("cancel_access", _("Its access ended elsewhere"), workflow.cancel_access, ("reason",)),
    Verb("cancel", _("It was cancelled elsewhere"), workflow.cancel_filing, ("reason",)),
    Verb("lapse", _("The number is no longer in force"), workflow.lapse_filing, ("reason",)),
)
VERBS: dict[str, Verb] = {verb.name: verb for verb in _ALL}
# Our clock's own verbs have no door; nobody says them.
CLOCK_VERBS: frozenset[str] = frozenset(
    verb for verb in lifecycle.VERBS if lifecycle.roles_of(verb) == lifecycle.CLOCK
)
