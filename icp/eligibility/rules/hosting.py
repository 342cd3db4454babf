"""Where the site is served from: does it need a filing, and does the server qualify for one?

A filing is needed as soon as web content is served from a public address in mainland China, or a domain
points to an address or a CDN there; where the data comes from does not matter. Source: the guide, "When is
an ICP-License needed?" and "Serving Content from outside China" (N01, N02, N05-N09); newer sources of
2023-2026 for apps and filed domains (N10, N11, N13) and for the server itself (S01-S03).
"""

from __future__ import annotations

from collections.abc import Callable

from icp.eligibility.rules import reference
from icp.eligibility.rules.case import Case, Check, unknown_of, unless
from icp.eligibility.rules.facts import NA, UNKNOWN, Facts
from icp.eligibility.rules.findings import Answer, Ask, Note, ask
from icp.eligibility.rules.truth import Truth, both, either, is_any

MAINLAND_CDN = ("mainland", "global_incl_mainland")


def has_mainland_address(facts: Facts) -> Truth:
    return both(is_any(facts.server_location, "mainland"), is_any(facts.server_public_ip, True))


def has_mainland_cdn(facts: Facts) -> Truth:
    return is_any(facts.cdn_location, *MAINLAND_CDN)


def serves_from_mainland(facts: Facts) -> Truth:
    return both(has_mainland_address(facts), is_any(facts.serves_web_content, True))


def domain_points_to_mainland(facts: Facts) -> Truth:
    is_used = None if facts.domain is UNKNOWN else facts.domain not in (None, NA)
    return both(is_used, either(has_mainland_address(facts), has_mainland_cdn(facts)))


def is_accelerated_in_mainland(facts: Facts) -> Truth:
    return is_any(facts.network_product, "ga_crossborder")


def is_mainland_app(facts: Facts) -> Truth:
    """An app with its back end outside the mainland stays open: mainland app stores may list it."""
    is_app = is_any(facts.service_type, "app")
    backend = is_any(facts.server_location, "mainland")
    return both(is_app, True if backend is True else None)


# What makes a filing needed, with the facts that can leave it open.
GROUNDS: dict[str, tuple[Callable[[Facts], Truth], tuple[str, ...]]] = {
    "N01": (serves_from_mainland, ("server_location", "server_public_ip", "serves_web_content")),
    "N02": (domain_points_to_mainland, ("domain", "server_location", "server_public_ip", "cdn_location")),
    "N07": (is_accelerated_in_mainland, ("network_product",)),
    "N10": (is_mainland_app, ("service_type", "server_location")),
}


def ground(rule_id: str, facts: Facts) -> Answer:
    """Pass: this rule makes a filing needed. A question: it cannot be said yet. `None`: it does not."""
    claim, inputs = GROUNDS[rule_id]
    met = claim(facts)
    if met is not None:
        return "pass" if met else None
    open_facts = unknown_of(facts, *inputs)
    return Ask(open_facts) if open_facts else Note("needs-human", reference.STATEMENTS["store_listing"])


def is_mini_program(case: Case) -> Answer:
    if case.facts.service_type is UNKNOWN:
        return ask("service_type")
    return "needs-human" if case.facts.service_type == "mini_program" else None


def why_no_filing(facts: Facts) -> tuple[str, Answer]:
    """The rule that explains why none is needed, once N01, N02, N07 and N10 are all known not to apply."""
    if UNKNOWN in (facts.server_location, facts.cdn_location):
        # No filing either way; but which rule says so, and what it advises, depends on the place.
        return "N09", Ask(unknown_of(facts, "server_location", "cdn_location"))
    if facts.cdn_location in MAINLAND_CDN:
        return "N02", Note("needs-human", reference.STATEMENTS["cdn_without_name"])
    if facts.server_location != "mainland":
        if facts.network_product == "ga_premium_hk":
            return "N06", "pass"
        return ("N08", "pass") if facts.network_product == "antiddos_mca" else ("N05", "warn")
    if facts.server_public_ip is True:
        return "N09", Note("pass", reference.STATEMENTS["need_by_address_only"])
    if facts.domain is UNKNOWN:
        return "N09", ask("domain")
    if facts.domain not in (None, NA) or facts.network_product not in ("none", NA):
        return "N09", Note("needs-human", reference.STATEMENTS["name_without_public_address"])
    return "N09", "pass"


def filed_domain_left_the_mainland(case: Case) -> Answer:
    """N13, asked only when no filing is needed: nothing of a filed domain is left in the mainland."""
    facts = case.facts
    if facts.server_location == "mainland" or facts.domain in (None, NA) or facts.domain_filed is NA:
        return None
    if facts.domain_filed is UNKNOWN:
        return ask("domain_filed")
    return "warn" if facts.domain_filed in ("alibaba", "elsewhere") else "pass"


def has_mainland_instance(case: Case) -> Answer:
    """S01: a mainland CDN alone gives nothing the provider could verify."""
    uses_cdn, has_server = has_mainland_cdn(case.facts), is_any(case.facts.server_location, "mainland")
    if uses_cdn is False or has_server is True:
        return "pass" if has_server is True else None
    if None in (uses_cdn, has_server):
        return Ask(unknown_of(case.facts, "server_location", "cdn_location"))
    return "warn"


def instance_qualifies(case: Case) -> Answer:
    """S02: a subscription of three months or more, renewals counted, with a public address."""
    facts = case.facts
    if facts.server_location != "mainland":
        return ask("server_location") if facts.server_location is UNKNOWN else None
    if facts.server_public_ip is False or facts.instance_billing == "payg":
        return "fail"
    if (
        isinstance(facts.instance_months, int)
        and facts.instance_months < case.policy.limits.instance_months_least
    ):
        return "fail"
    looked_at = ("server_public_ip", "instance_billing", "instance_months")
    if unknown := unknown_of(facts, *looked_at):
        return Ask(unknown)
    return None if any(getattr(facts, name) is NA for name in looked_at) else "pass"


SERVER_CHECKS: dict[str, Check] = {
    "S01": has_mainland_instance,
    "S02": instance_qualifies,
    "S03": unless("service_no_free", True, "fail"),
}
