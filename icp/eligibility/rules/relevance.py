"""Which facts matter for a case at all: what is not asked now but will be checked later, in the filing.

A fact that cannot apply (a passport for a company, a pre-approval for general content) is left out of the
list.
"""

from __future__ import annotations

from collections.abc import Callable

from icp.eligibility.rules.case import BUSINESS, INDIVIDUAL, Case
from icp.eligibility.rules.facts import COLUMNS, NA

_ORGANIZATION_ONLY = (
    "licence_province",
    "person_is_legal_rep",
    "legal_rep_nationality",
    "business_status",
    "subject_is_licence_holder",
)
_DOMAIN_ONLY = (
    "registrar_iana_id",
    "dns_live",
    "real_name",
    "real_name_days",
    "holder_match",
    "domain_days_left",
)
_LICENSE_ONLY = ("profit_model", "registered_capital_rmb", "foreign_share_pct", "pilot_region")
_NO_LICENCE_HELD = ("gov", "public_institution", "social_org", "rep_office")


def _is_business(case: Case) -> bool:
    return case.kind != INDIVIDUAL


def _takes_payments(case: Case) -> bool:
    return case.facts.for_profit is True and case.kind != INDIVIDUAL


def _has_domain(case: Case) -> bool:
    return case.facts.domain not in (None, NA)


def _is_foreign_individual(case: Case) -> bool:
    return case.facts.entity_type == "foreign_individual"


def _has_subscription(case: Case) -> bool:
    return case.facts.server_location == "mainland" and case.facts.instance_billing != "payg"


APPLIES: dict[str, Callable[[Case], bool]] = {
    **dict.fromkeys(_ORGANIZATION_ONLY, _is_business),
    **dict.fromkeys(_DOMAIN_ONLY, _has_domain),
    **dict.fromkeys(_LICENSE_ONLY, _takes_payments),
    "cn_business_licence": lambda case: (
        case.kind == BUSINESS and case.facts.entity_type not in _NO_LICENCE_HELD
    ),
    "passport": _is_foreign_individual,
    "can_be_present": _is_foreign_individual,
    "uses_proxy": lambda case: False,
    "ports": lambda case: case.facts.serves_web_content is not False,
    "instance_billing": lambda case: case.facts.server_location == "mainland",
    "instance_months": _has_subscription,
    "preapproval_doc": lambda case: case.facts.content_category in case.policy.preapproval_required,
    "authorisation_letter": lambda case: case.kind != INDIVIDUAL and case.facts.person_is_legal_rep is False,
    "id_province": lambda case: case.facts.entity_type == "cn_individual",
    "residence_permit": lambda case: case.kind == INDIVIDUAL,
}


def checked_later(case: Case) -> tuple[str, ...]:
    """Facts that were not asked and that the filing will need, in the order of the columns."""
    return tuple(
        name
        for name in COLUMNS
        if getattr(case.facts, name) is NA and (name not in APPLIES or APPLIES[name](case))
    )
