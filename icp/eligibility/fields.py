"""One reader of facts for both doors: the question pages and the programs get the same sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.facts import NA, Facts, MalformedFacts


def said(words: Words) -> str:
    """The sentence in the language of this page."""
    return words.said_in(get_language() or "en")


def read_facts(given: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """The facts as the published cases write them, or a sentence for each that cannot be read.

    A fact given as `na` was not asked and is absent.
    """
    try:
        facts = Facts.parse(given)
    except MalformedFacts as error:
        return {}, {problem.field: said(problem.words) for problem in error.problems}
    return told(facts), {}


def told(facts: Facts) -> dict[str, str]:
    return {name: text for name, text in facts.as_texts().items() if getattr(facts, name) is not NA}
