"""A result as a paper in two languages: the same sections told twice and laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from icp.eligibility.chart import between, working_days
from icp.eligibility.headline import words
from icp.eligibility.models import EligibilityCheck
from icp.eligibility.result import Heard, Result

CHINESE, ENGLISH = "zh-hans", "en"


@dataclass(frozen=True)
class Row:
    text: str
    note: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    rows: tuple[Row, ...]


def context_of(check: EligibilityCheck) -> dict[str, Any]:
    """What the template of the paper needs: every section as pairs of a Chinese and an English row."""
    told = [_told(check, language) for language in (CHINESE, ENGLISH)]
    return {
        "check": check,
        "seal": Result(check).headline.seal,
        "product": settings.PRODUCT_NAME,
        "product_zh": settings.PRODUCT_NAME_ZH,
        "edition": check.rule_policy,
        "sections": [
            {"headings": (zh.heading, en.heading), "rows": tuple(zip(zh.rows, en.rows, strict=True))}
            for zh, en in zip(*told, strict=True)
        ],
    }


def _told(check: EligibilityCheck, language: str) -> list[Section]:
    with translation.override(language):
        return [section for section in _sections(check, Result(check)) if section.rows]


def _sections(check: EligibilityCheck, result: Result) -> Iterator[Section]:
    yield Section(_("Result"), (Row(result.headline.title, strip_tags(result.headline.lede)),))
    yield Section(_("About this result"), tuple(_about(check)))
    fixes = (Row(fix.reason, strip_tags(fix.do), " ".join(fix.rule_ids)) for fix in result.fixes)
    yield Section(_("Fix first, in this order"), tuple(fixes))
    yield Section(_("If a filing turns out to be needed"), _rules(result.conditional))
    yield Section(_("Keep in mind"), _rules(result.hints))
    yield Section(_("What newer rules answer"), tuple(_newer(result)))
    yield Section(_("Expected dates"), tuple(_dates(check)) if result.chart else ())
    yield Section(_("Ways without a filing"), tuple(_alternatives(result)))
    yield Section(_("Your answers"), tuple(Row(answer.value, answer.label) for answer in result.answers))
    yield Section(
        _("Checked later, in the filing"), (Row(_(", ").join(result.later)),) if result.later else ()
    )
    yield Section(_("The rules we applied"), _rules(result.rules_applied))


def _about(check: EligibilityCheck) -> Iterator[Row]:
    if check.domain:
        yield Row(check.domain, _("Domain"))
    yield Row(date_format(check.asked_on, "DATE_FORMAT"), _("Asked on"))
    edition = check.rule_policy
    yield Row(
        _("%(policy)s, edition %(edition)s") % {"policy": edition.key, "edition": edition.edition},
        _("Rule set"),
    )
    yield Row(
        _("This is guidance, not legal advice. The communications administration decides on every filing.")
    )


def _rules(rules: list[Heard]) -> tuple[Row, ...]:
    return tuple(Row(rule.reason, rule.remedy, rule.rule_id) for rule in rules)


def _newer(result: Result) -> Iterator[Row]:
    if result.differs:
        yield Row(result.differs.sentence)
        yield from _rules(list(result.differs.added))


def _dates(check: EligibilityCheck) -> Iterator[Row]:
    timeline: Mapping[str, Any] = check.timeline or {}
    for step in timeline["steps"]:
        ends = between(date.fromisoformat(step["earliest_end"]), date.fromisoformat(step["latest_end"]))
        yield Row(
            words(step["label"]),
            _("%(days)s, done %(ends)s") % {"days": working_days(*step["working_days"]), "ends": ends},
        )
    if timeline["provisional_years"]:
        years = ", ".join(str(year) for year in timeline["provisional_years"])
        yield Row(
            _(
                "Provisional: China has not announced the holidays of %(years)s yet. "
                "Dates after New Year can move."
            )
            % {"years": years}
        )


def _alternatives(result: Result) -> Iterator[Row]:
    for way in result.alternatives:
        yield Row(way.title, " ".join((way.reason, *way.risks)), way.rule_id)
    if result.blacklist_warning:
        yield Row(result.blacklist_warning)
