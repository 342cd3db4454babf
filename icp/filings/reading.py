"""What other rooms ask: has this domain a number in force here, and which numbers has an organization?"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from icp.eligibility.rules.domain_names import DomainName
from icp.filings.models import Filing
from icp.filings.rules.filing_number import subject_of
from portal.accounts.models import Organization

MOST_NUMBERS = 200


def number_in_force(
    organization: Organization, domain: DomainName | str, *, hold: bool = False
) -> Filing | None:
    """The organization's filing whose number this domain has now; None where it has none.

    `domain` is compared as it is registered (A-label of the registrable name). Answers are left unread.
    Inside a transaction, `hold` keeps the number from ending before that transaction does.
    """
    name = domain.registrable if isinstance(domain, DomainName) else domain
    rows = Filing.objects.holding_a_number().filter(organization=organization, domain=name)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows.defer("answers", "sealed_answers").order_by("-granted_at", "-id").first()


def has_number(organization: str, domain: str) -> Exists:
    """The same question inside another query: the arguments name the columns of the outer one."""
    rows = Filing.objects.holding_a_number().filter(organization=OuterRef(organization))
    return Exists(rows.filter(domain=OuterRef(domain)))


def subjects_in_force(organization: Organization) -> frozenset[str]:
    """The numbers of its companies (沪ICP备2026000001号), however many websites each has; the newest 200."""
    rows = Filing.objects.holding_a_number().filter(organization=organization).exclude(icp_number="")
    newest = rows.order_by("-created_at", "-id").values_list("icp_number", flat=True)[:MOST_NUMBERS]
    return frozenset(subject for number in newest if (subject := subject_of(number)))
