"""Consent before the first paper: given in the room of papers, and with it the filing collects them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from icp.documents.workflow import give_consent
from icp.filings.models import Filing
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked, require_verb
from portal.accounts.models import User


@transaction.atomic
def start_docs(filing: Filing, *, agreed: Collection[str] = (), by: User) -> Filing:
    """Agree to every text in force, each by its purpose. Raises Malformed "consent_incomplete"."""
    current = locked(filing)
    require_verb(current, "start_docs", by)
    give_consent(current, agreed=agreed, by=by)
    return perform(current, "start_docs", by=by)
