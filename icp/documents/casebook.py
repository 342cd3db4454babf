"""The facts of one filing on which its list of papers depends."""

from __future__ import annotations

from icp.documents.models import AskedPaper, Matter
from icp.documents.rules.case import PaperCase, case_from
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS
from icp.documents.rules.requirements import Requirement, required
from icp.filings.models import Filing
from icp.licenses.models import License


def case_of(filing: Filing) -> PaperCase:
    """Two queries: what a reviewer asked for, and how many websites hold a number."""
    asked = AskedPaper.objects.filter(filing=filing).values_list("requirement", flat=True)
    others = Filing.objects.holding_a_number().filter(
        organization_id=filing.organization_id, service=filing.service
    )
    return case_from(
        filing.read_answers(),
        filing_type=filing.filing_type,
        service=filing.service,
        sites=others.exclude(pk=filing.pk).count() + 1,
        # The public security filing is made with the number.
        psb=filing.holds_number,
        asked=frozenset(asked),
    )


def requirements_of(matter: Matter) -> tuple[Requirement, ...]:
    """A license asks every applicant for the same papers; what a filing asks for follows from its facts."""
    if isinstance(matter, License):
        return tuple(LICENSE_REQUIREMENTS.values())
    return required(case_of(matter))
