"""Which license a site needs beside the filing, and whether this company can get it.

A site that needs a filing and on which payments are made needs the commercial license (经营许可证) on top.
Other ports do not change that. Source: the guide, "When is an ICP-License needed?" (N03, N04); agents'
pages and the 2024-04-08 notice on pilot areas for the rest (N03n, C05, C06).
"""

from __future__ import annotations

from decimal import Decimal

from icp.eligibility.rules.case import Case, Check, number_of
from icp.eligibility.rules.facts import NA, UNKNOWN
from icp.eligibility.rules.findings import Answer, ask

FILING, COMMERCIAL = "filing", "filing+commercial_licence"
USUAL_PORTS = {80, 443}


def takes_payments(case: Case) -> Answer:
    """N03; pass means that the commercial license is needed."""
    if case.facts.for_profit is UNKNOWN:
        return ask("for_profit")
    return "pass" if case.facts.for_profit is True else None


def sells_own_goods_only(case: Case) -> Answer:
    if case.facts.for_profit is not True or case.facts.profit_model is NA:
        return None
    if case.facts.profit_model is UNKNOWN:
        return ask("profit_model")
    return "needs-human" if case.facts.profit_model == "own_goods" else "pass"


def uses_usual_ports(case: Case) -> Answer:
    ports = case.facts.ports
    if case.facts.serves_web_content is False or ports is NA or ports == ():
        return None
    if not isinstance(ports, tuple):
        return ask("ports")
    return "pass" if USUAL_PORTS.intersection(ports) else "warn"


def capital_is_enough(case: Case) -> Answer:
    if case.need != COMMERCIAL:
        return None
    if case.facts.registered_capital_rmb is UNKNOWN:
        return ask("registered_capital_rmb")
    capital = number_of(case.facts.registered_capital_rmb)
    if capital is None:
        return None
    return "fail" if capital < case.policy.limits.capital_rmb_least else "pass"


def foreign_share_is_allowed(case: Case) -> Answer:
    share = case.facts.foreign_share_pct
    if case.need != COMMERCIAL or share is NA:
        return None
    if not isinstance(share, Decimal):
        return ask("foreign_share_pct")
    if share == 0:
        return "pass"
    if share <= case.policy.limits.foreign_share_pct_most or case.facts.pilot_region is True:
        return "needs-human"
    return "fail" if case.facts.pilot_region is False else ask("pilot_region")


CHECKS: dict[str, Check] = {
    "N03n": sells_own_goods_only,
    "C05": capital_is_enough,
    "C06": foreign_share_is_allowed,
}
