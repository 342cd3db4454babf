"""A policy: one edition of the rules, a frozen value read from one JSON document.

Two come with the product: `seed-1`, the default and the authority, and `cn-2026-11`. A third is made by
data alone: copy a packaged document, change endings, registrars, word lists, rules or durations, and parse
it.

>>> POLICIES["seed-1"].tlds.outcome("top"), POLICIES["cn-2026-11"].tlds.outcome("top")
('fail', 'pass')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.document import Page
from icp.eligibility.rules.facts import COLUMNS, KINDS
from icp.eligibility.rules.policy_parts import (
    DomainWords,
    Judgement,
    Limits,
    Links,
    Province,
    SiteNames,
    Step,
)
from icp.eligibility.rules.rule_book import Rule

DEFAULT_POLICY_ID = "seed-1"
NEWER_POLICY_ID = "cn-2026-11"


@dataclass(frozen=True)
class Policy:
    policy_id: str
    title: Words
    as_of: date | None
    begins: date | None
    rules: Mapping[str, Rule]
    required_facts: frozenset[str]
    applicants: Mapping[str, str]
    tlds: Judgement
    registrars: Judgement
    domain_words: DomainWords
    site_names: SiteNames
    finance_words: tuple[str, ...]
    preapproval_required: frozenset[str]
    preapproval_abolished: frozenset[str]
    provinces: Mapping[str, Province]
    limits: Limits
    durations: tuple[Step, ...]
    links: Links

    @classmethod
    def parse(cls, document: object) -> Policy:
        """The policy in a JSON document; `MalformedPolicy` names the place that is wrong."""
        page = Page.whole(document)
        rules, provinces = page.page("rules"), page.page("provinces")
        _check_keys(rules, reference.RULE_IDS, "rule")
        _check_keys(provinces, tuple(reference.PROVINCES), "province")
        return cls(
            policy_id=page.text("id"),
            title=page.words("title"),
            as_of=page.day("as_of"),
            begins=page.day("begins"),
            rules=MappingProxyType({rule_id: Rule.parse(rule_id, rules.page(rule_id)) for rule_id in rules}),
            required_facts=_fact_names(page, "required_facts"),
            applicants=_applicants(page.page("applicants")),
            tlds=Judgement.parse(page.page("tlds")),
            registrars=Judgement.parse(page.page("registrars")),
            domain_words=DomainWords.parse(page.page("domain_words")),
            site_names=SiteNames.parse(page.page("site_name")),
            finance_words=tuple(word.casefold() for word in page.texts("finance_words")),
            preapproval_required=frozenset(page.page("preapproval").texts("required")),
            preapproval_abolished=frozenset(page.page("preapproval").texts("abolished_but_asked")),
            provinces=MappingProxyType({name: Province.parse(provinces.page(name)) for name in provinces}),
            limits=Limits.parse(page.page("limits")),
            durations=tuple(Step.parse(step) for step in page.pages("durations")),
            links=Links.parse(page.page("links")),
        )

    def rule(self, rule_id: str, on: date) -> Rule | None:
        """The rule, if this policy has it and it is active on that day."""
        rule = self.rules[rule_id]
        return rule if rule.is_active(on) else None


def _check_keys(page: Page, known: tuple[str, ...], what: str) -> None:
    for key in page:
        if key not in known:
            raise page.wrong(
                key, f"there is no {what} {key} in this product. Take it out, or correct its spelling."
            )
    missing = [key for key in known if key not in page.content]
    if missing:
        raise page.wrong(missing[0], f"the {what} is missing. Copy it from a packaged policy document.")


def _fact_names(page: Page, key: str) -> frozenset[str]:
    names = page.texts(key)
    strange = [name for name in names if name not in COLUMNS]
    if strange:
        raise page.wrong(key, f"there is no fact {strange[0]}. Use names of the facts only.")
    return frozenset(names)


def _applicants(page: Page) -> Mapping[str, str]:
    for kind in page:
        try:
            KINDS["entity_type"].read(kind)
        except ValueError as error:
            raise page.wrong(
                kind, f"there is no kind of applicant {kind}. Use those of the facts."
            ) from error
    entity_rules = tuple(rule_id for rule_id in reference.RULE_IDS if rule_id.startswith("E"))
    return MappingProxyType({kind: page.one_of(kind, entity_rules) for kind in page})


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {policy_id: Policy.parse(document) for policy_id, document in reference.PACKAGED_DOCUMENTS.items()}
)
