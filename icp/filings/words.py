"""Words of the rules in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from icp.eligibility.rules.bilingual import Words


def said(words: Words) -> str:
    return words.said_in(get_language() or "en")
