"""Who may do what: a table of verb and roles, asked inside workflow functions by both doors. Pure."""

from __future__ import annotations

OWNER, REQUESTER, VIEWER, BILLER = "owner", "requester", "viewer", "biller"
ARCHITECT, FILING_SPECIALIST, OPERATOR = "architect", "filing_specialist", "operator"
CUSTOMER_ROLES = (OWNER, REQUESTER, VIEWER, BILLER)
STAFF_ROLES = (ARCHITECT, FILING_SPECIALIST, OPERATOR)

# A customer verb is done by a member of the organization that owns the thing,
# a staff verb by a member of the operator's organization.
PERMISSIONS: dict[str, frozenset[str]] = {
    "organization.edit": frozenset({OWNER}),
    "member.invite": frozenset({OWNER}),
    "api_key.manage": frozenset({OWNER}),
    "event.read": frozenset({OWNER, REQUESTER, VIEWER, BILLER, ARCHITECT, FILING_SPECIALIST, OPERATOR}),
    "eligibility.check": frozenset({OWNER, REQUESTER, VIEWER, BILLER}),
    # Verbs of a filing's own life stand in icp/filings/rules/lifecycle.py, state by state.
    "filing.read": frozenset({OWNER, REQUESTER, VIEWER, FILING_SPECIALIST}),
    "filing.draft": frozenset({OWNER, REQUESTER}),
    "filing.edit": frozenset({OWNER, REQUESTER}),
    "pack.open": frozenset({OWNER, REQUESTER, FILING_SPECIALIST}),
    "filing.work": frozenset({FILING_SPECIALIST}),
    # What follows the number: footer, public security, yearly review.
    "publication.work": frozenset({OWNER, REQUESTER, FILING_SPECIALIST}),
    # Verbs of a license's own life stand in icp/licenses/rules/lifecycle.py, state by state.
    "license.draft": frozenset({OWNER, REQUESTER}),
    "license.edit": frozenset({OWNER, REQUESTER}),
    "license.work": frozenset({FILING_SPECIALIST}),
    "domain.look_up": frozenset({OWNER, REQUESTER, VIEWER, BILLER, ARCHITECT, FILING_SPECIALIST, OPERATOR}),
    "paper.upload": frozenset({OWNER, REQUESTER}),
    "paper.open": frozenset({OWNER, REQUESTER, FILING_SPECIALIST}),
    "paper.review": frozenset({FILING_SPECIALIST}),
    "paper.hold": frozenset({OPERATOR}),
    "person.erase": frozenset({OPERATOR}),
    "network_request.read": frozenset({OWNER, REQUESTER, VIEWER, BILLER, ARCHITECT, OPERATOR}),
    "network_request.draft": frozenset({OWNER, REQUESTER}),
    "network_request.submit": frozenset({OWNER, REQUESTER}),
    "network_request.withdraw": frozenset({OWNER, REQUESTER}),
    "network_request.approve": frozenset({ARCHITECT}),
    "network_request.decline": frozenset({ARCHITECT}),
    "network_request.return": frozenset({ARCHITECT}),
    "acceleration.draft": frozenset({OWNER, REQUESTER}),
    "acceleration.submit": frozenset({OWNER, REQUESTER}),
    "acceleration.withdraw": frozenset({OWNER, REQUESTER}),
    "acceleration.approve": frozenset({ARCHITECT}),
    "acceleration.decline": frozenset({ARCHITECT}),
    "acceleration.put_in_service": frozenset({ARCHITECT}),
    "acceleration.end": frozenset({ARCHITECT}),
    "run.pause": frozenset({OWNER, REQUESTER, ARCHITECT, OPERATOR}),
    "run.resume": frozenset({OWNER, REQUESTER, ARCHITECT, OPERATOR}),
    "run.retry": frozenset({OWNER, REQUESTER, ARCHITECT, OPERATOR}),
    "run.unwind": frozenset({OWNER, REQUESTER, ARCHITECT, OPERATOR}),
}


def permits(verb: str, roles: frozenset[str]) -> bool:
    """Whether one of `roles` may do `verb`. Raises KeyError for a verb that nobody put into the table."""
    return bool(PERMISSIONS[verb] & roles)
