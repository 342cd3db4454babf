"""The questions of the public check: at most eight pages for anybody, and only those that still matter.

A page that is not needed is skipped and its facts stay `na`; "I am not sure" is `unknown` and needs a
person. Under the default rules the answers decide everything; what only newer rules ask is checked later,
in the filing. Source: DESIGN section 3 and DECISIONS on the wizard, 2026-11.

>>> [page.key for page in pages_for({})][:3]
['hosting', 'delivery', 'content']
>>> facts_from({"server_location": "mainland", "domain": "https://Shop.Example.com/"}).domain.registrable
'example.com'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from icp.eligibility.rules import reference
from icp.eligibility.rules.applicants import HOLD_OTHER_CERTIFICATES, KINDS
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.case import BUSINESS
from icp.eligibility.rules.facts import NA, UNKNOWN, Facts
from icp.eligibility.rules.findings import Ask
from icp.eligibility.rules.hosting import GROUNDS, ground, why_no_filing

MOST_PAGES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Words
    hint: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One question for one fact. A text field says "I am not sure" by staying empty, a radio by a choice."""

    fact: str
    label: Words
    kind: Literal["radio", "text"]
    hint: Words
    choices: tuple[Choice, ...]
    allows_unknown: bool
    why_we_ask: Words


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    title: Words
    hint: Words
    fields: tuple[Field, ...]

    def visible_when(self, facts: Facts) -> bool:
        """Whether the answers of the pages before make this one matter."""
        return _VISIBLE.get(self.key, _always)(facts)


def facts_from(answers: Mapping[str, str]) -> Facts:
    """The facts in the answers so far, by fact name; `MalformedFacts` says what cannot be read.

    An answer to a page that no longer matters is dropped, so that going back and changing an answer leaves
    nothing behind. A page that was shown and has no answer yet stays `na`.
    """
    return _followed(answers)[1]


def pages_for(answers: Mapping[str, str]) -> tuple[Page, ...]:
    """The pages that matter with these answers, in order.

    Those after the first open one may still fall away.
    """
    return _followed(answers)[0]


def next_page(answers: Mapping[str, str]) -> Page | None:
    """The first page with a question not answered yet; `None` when all are."""
    return next(
        (page for page in pages_for(answers) if any(f.fact not in answers for f in page.fields)), None
    )


def _followed(answers: Mapping[str, str]) -> tuple[tuple[Page, ...], Facts]:
    shown: list[Page] = []
    kept: dict[str, object] = {}
    facts = Facts()
    for page in PAGES:
        if not page.visible_when(facts):
            continue
        shown.append(page)
        kept |= {field.fact: answers[field.fact] for field in page.fields if field.fact in answers}
        facts = Facts.parse(kept)
    return tuple(shown), facts


def _always(facts: Facts) -> bool:
    return True


def _a_filing_may_be_needed(facts: Facts) -> bool:
    """False as soon as the hosting answers alone settle that none is."""
    asked = _with_the_rest_open(facts)
    return any(ground(rule_id, asked) is not None for rule_id in GROUNDS)


def _domain_matters(facts: Facts) -> bool:
    """Also where no filing is needed, if a domain name would raise the question how visitors get there."""
    if _a_filing_may_be_needed(facts):
        return True
    _, answer = why_no_filing(_with_the_rest_open(facts))
    return isinstance(answer, Ask) and "domain" in answer.facts


def _with_the_rest_open(facts: Facts) -> Facts:
    """The hosting facts alone; what has not been asked yet may still be anything."""
    known = {name: getattr(facts, name) for _, inputs in GROUNDS.values() for name in inputs}
    not_yet = {name: UNKNOWN for name, value in known.items() if value is NA and name != "service_type"}
    return Facts(**(known | not_yet))


def _needs_a_licence(facts: Facts) -> bool:
    is_business = KINDS.get(str(facts.entity_type)) == BUSINESS
    return _a_filing_may_be_needed(facts) and is_business and not _holds_other_papers(facts)


def _holds_other_papers(facts: Facts) -> bool:
    return facts.entity_type in (*HOLD_OTHER_CERTIFICATES, "rep_office")


def _is_foreign_individual(facts: Facts) -> bool:
    return _a_filing_may_be_needed(facts) and facts.entity_type == "foreign_individual"


_VISIBLE: dict[str, Callable[[Facts], bool]] = {
    "applicant": _a_filing_may_be_needed,
    "licence": _needs_a_licence,
    "person": _is_foreign_individual,
    "domain": _domain_matters,
    "payments": _a_filing_may_be_needed,
    "proxy": _a_filing_may_be_needed,
}


def _page(document: Mapping[str, Any]) -> Page:
    why = Words(*document["why"])
    return Page(
        key=document["key"],
        title=Words(*document["title"]),
        hint=Words(*document["hint"]),
        fields=tuple(_field(field, why) for field in document["fields"]),
    )


def _field(document: Mapping[str, Any], why: Words) -> Field:
    choices = tuple(
        Choice(value, Words(en, zh), Words(hint_en, hint_zh))
        for value, en, zh, hint_en, hint_zh in document["choices"]
    )
    return Field(
        fact=document["fact"],
        label=reference.FACT_QUESTIONS[document["fact"]],
        kind=document["kind"],
        hint=_hint(document),
        choices=(*choices, _not_sure(document)) if document["kind"] == "radio" else choices,
        allows_unknown=True,
        why_we_ask=why,
    )


def _hint(document: Mapping[str, Any]) -> Words:
    hint = Words(*document.get("hint", ("", "")))
    return hint.then(reference.NOT_SURE_IN_TEXT) if document["kind"] == "text" else hint


def _not_sure(document: Mapping[str, Any]) -> Choice:
    label = Words(*document["not_sure"]) if "not_sure" in document else reference.NOT_SURE
    return Choice("unknown", label, Words("", ""))


PAGES: tuple[Page, ...] = tuple(_page(document) for document in reference.QUESTION_PAGES)
