"""The parts of a policy document: judged lists, word lists, provinces, limits, durations and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.document import Page
from icp.eligibility.rules.findings import OUTCOMES, Outcome

NEEDS = ("filing", "filing+commercial_licence")


@dataclass(frozen=True)
class Judgement:
    """A list of names with a status each, and what a status means: the endings, and the registrars."""

    status: Mapping[str, str]
    others: str
    outcomes: Mapping[str, Outcome]

    @classmethod
    def parse(cls, page: Page) -> Judgement:
        status, outcomes = page.page("status"), page.page("outcome_by_status")
        statuses = tuple(outcomes)
        return cls(
            status=MappingProxyType({name.lower(): status.one_of(name, statuses) for name in status}),
            others=page.one_of("others", statuses),
            outcomes=MappingProxyType({name: outcomes.one_of(name, OUTCOMES) for name in outcomes}),
        )

    def outcome(self, name: str) -> Outcome:
        return self.outcomes[self.status.get(name, self.others)]


@dataclass(frozen=True)
class DomainWords:
    """Sensitive words in a label, matched as `name_rules.json` says.

    The label is split at hyphens. A word of five letters or more matches at the start or end of a
    part, a shorter one only a whole part; a Chinese word matches anywhere. Parts in `exceptions`
    are left alone.
    """

    block: re.Pattern[str]
    review: re.Pattern[str]
    exceptions: frozenset[str]

    @classmethod
    def parse(cls, page: Page) -> DomainWords:
        return cls(
            block=_any_of(page.texts("block")),
            review=_any_of(page.texts("review")),
            exceptions=frozenset(word.casefold() for word in page.texts("exceptions")),
        )

    def blocked(self, label: str) -> str | None:
        """The first blocked word in the label, if any."""
        return self._found(self.block, label)

    def reviewed(self, label: str) -> str | None:
        return self._found(self.review, label)

    def _found(self, words: re.Pattern[str], label: str) -> str | None:
        found = words.search("-".join(part for part in label.split("-") if part not in self.exceptions))
        return found[0] if found else None


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all words; one that never matches for none."""
    return re.compile("|".join(_expression(word.casefold()) for word in words) or "(?!)")


def _expression(word: str) -> str:
    said = re.escape(word)
    if not word.isascii():
        return said
    starts, ends = "(?<![^-])", "(?![^-])"
    return f"{starts}{said}{ends}" if len(word) < 5 else f"{starts}{said}|{said}{ends}"


@dataclass(frozen=True)
class SiteNames:
    min_han: int
    max_len: int
    allowed: re.Pattern[str]
    national_prefixes: tuple[str, ...]
    sensitive: tuple[str, ...]
    individual_forbidden: tuple[str, ...]
    individual_warned: tuple[str, ...]

    @classmethod
    def parse(cls, page: Page) -> SiteNames:
        try:
            allowed = re.compile(page.text("allow_regex"))
        except re.error as error:
            raise page.wrong("allow_regex", f"it is no regular expression ({error}). Correct it.") from error
        warned = page.texts("individual_warned")
        return cls(
            min_han=page.number("min_han"),
            max_len=page.number("max_len"),
            allowed=allowed,
            national_prefixes=page.texts("national_prefixes"),
            sensitive=page.texts("sensitive"),
            individual_forbidden=tuple(
                word for word in page.texts("individual_forbidden") if word not in warned
            ),
            individual_warned=warned,
        )


@dataclass(frozen=True)
class Province:
    subject_person: str
    individual_cross_province: str
    foreign_individual: str
    foreign_legal_rep: str
    refused_endings: frozenset[str]

    @classmethod
    def parse(cls, page: Page) -> Province:
        return cls(
            subject_person=page.one_of("subject_person", ("legal_representative", "letter_allowed", "free")),
            individual_cross_province=page.one_of(
                "individual_cross_province", ("free", "permit", "refused", "unknown")
            ),
            foreign_individual=page.one_of("foreign_individual", ("ask", "residence_permit", "refused")),
            foreign_legal_rep=page.one_of(
                "foreign_legal_rep", ("passport_or_ask", "must_authorise_mainland_resident")
            ),
            refused_endings=frozenset(page.texts("refused_endings")),
        )


@dataclass(frozen=True)
class Limits:
    """Numbers that rules compare with; the unit is in the name."""

    real_name_working_days: int
    domain_days_refused_below: int
    domain_days_warned_to: int
    instance_months_least: int
    capital_rmb_least: int
    foreign_share_pct_most: int
    age_refused_below: int
    age_adult: int
    id_days_warned_to: int

    @classmethod
    def parse(cls, page: Page) -> Limits:
        return cls(**{name: page.number(name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Step:
    """One stretch of the way to the number:

    least and most working days, for which needs, from which source.
    """

    key: str
    label: Words
    needs: tuple[str, ...]
    working_days: tuple[int, int]
    in_province: Mapping[str, tuple[int, int]]
    basis: str

    @classmethod
    def parse(cls, page: Page) -> Step:
        provinces = page.page("in_province") if "in_province" in page.content else Page({})
        needs = page.texts("for")
        if not set(needs) <= set(NEEDS):
            raise page.wrong("for", f"use only {' and '.join(NEEDS)}.")
        return cls(
            key=page.text("key"),
            label=page.words("label"),
            needs=needs,
            working_days=_least_and_most(page, "working_days"),
            in_province=MappingProxyType({name: _least_and_most(provinces, name) for name in provinces}),
            basis=page.text("basis"),
        )


def _least_and_most(page: Page, key: str) -> tuple[int, int]:
    value = page.content.get(key)
    match value:
        case [int(least), int(most)] if 0 <= least <= most <= 1000:
            return least, most
    raise page.wrong(key, "it is no pair of working days, least and most. Write it as [1, 20].")


@dataclass(frozen=True)
class Links:
    footer: str
    footer_hosts: tuple[str, ...]
    footer_hosts_warn: tuple[str, ...]

    @classmethod
    def parse(cls, page: Page) -> Links:
        return cls(page.text("footer"), page.texts("footer_hosts"), page.texts("footer_hosts_warn"))
