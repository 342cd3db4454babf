"""Consent before the first paper: what is collected, why, who sees it, and for how long."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked, require_verb
from portal.accounts.models import User
from portal.refusals import Refused


@transaction.atomic
def start_docs(filing: Filing, *, agreed: bool = False, by: User) -> Filing:
    """Agree to the text in force, and begin to collect papers. Raises Refused "consent_missing"."""
    current = locked(filing)
    require_verb(current, "start_docs", by)
    if not agreed:
        raise Refused(
            "consent_missing",
            _("Papers of people are collected with their consent only, and none was given."),
            _("Read the text and confirm it; then papers can be uploaded."),
        )
    return perform(current, "start_docs", by=by)
