"""A stored result as its page shows it: what was answered then, in the words of then, in today's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from icp.eligibility.chart import Chart, between, chart, number_range, working_days
from icp.eligibility.fields import said
from icp.eligibility.headline import (
    COMMERCIAL,
    NOT_YET,
    NOTHING,
    Headline,
    blockers,
    headline,
    need_is_open,
    words,
)
from icp.eligibility.models import EligibilityCheck
from icp.eligibility.pages import ASKED, Way
from icp.eligibility.remedies import Remedy, remedy_of
from icp.eligibility.rules.questions import PAGES
from icp.eligibility.rules.questions import Field as Question
from icp.eligibility.rules.reference import FACT_LABELS, STATEMENTS

NOTHING_TO_DO = STATEMENTS["nothing_to_do"].en


@dataclass(frozen=True)
class Fix:
    rule_ids: tuple[str, ...]
    reason: str
    do: SafeString
    remedy: Remedy
    page_url: str


@dataclass(frozen=True)
class Heard:
    """One rule that was applied."""

    rule_id: str
    outcome: str
    reason: str
    remedy: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Alternative:
    rule_id: str
    title: str
    reason: str
    remedy: str
    risks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    label: str
    value: str
    is_literal: bool
    change_url: str


@dataclass(frozen=True)
class Differs:
    """What the newer rules answer where they answer otherwise."""

    policy: str
    sentence: str
    added: tuple[Heard, ...]
    dropped: tuple[Heard, ...]


class Result:
    """Read by templates; each part is made when it is asked for."""

    def __init__(self, check: EligibilityCheck) -> None:
        self.check = check
        self.verdict: Mapping[str, Any] = check.verdict

    @cached_property
    def headline(self) -> Headline:
        return headline(self.verdict, self.check.domain)

    @cached_property
    def way(self) -> Way:
        return Way.from_answers(self.check.answers)

    @cached_property
    def link(self) -> str:
        return self.way.link()

    @property
    def last_question_url(self) -> str:
        return self._change(self.way.pages[-1].key)

    @property
    def needs_filing(self) -> bool:
        return self.headline.kind != NOTHING

    @property
    def is_commercial(self) -> bool:
        return bool(self.verdict["need"] == COMMERCIAL)

    @property
    def need_is_open(self) -> bool:
        return need_is_open(self.verdict)

    @property
    def blocker_count(self) -> int:
        return len(blockers(self.verdict))

    @property
    def passed_count(self) -> int:
        return len(self.verdict["passed"])

    @cached_property
    def fixes(self) -> list[Fix]:
        """What has to be done before applying, worst first, in the order of the rule book."""
        found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for finding in self.verdict["findings"]:
            if finding["outcome"] != "warn":
                # Two rules that wait for the same answer are one thing to do.
                found.setdefault((finding["reason"]["en"], finding["remedy"]["en"]), []).append(finding)
        return [self._fix(findings) for findings in found.values()]

    @cached_property
    def hints(self) -> list[Heard]:
        return [_heard(finding) for finding in self.verdict["findings"] if finding["outcome"] == "warn"]

    @cached_property
    def conditional(self) -> list[Heard]:
        """What would stand in the way, should a filing turn out to be needed."""
        return [_heard(finding) for finding in self.verdict["conditional"]]

    @cached_property
    def rules_applied(self) -> list[Heard]:
        parts = ("findings", "conditional", "grounds", "passed")
        return [_heard(finding) for part in parts for finding in self.verdict[part]]

    @cached_property
    def alternatives(self) -> list[Alternative]:
        return [
            Alternative(
                rule_id=advice["rule_id"],
                title=_title_of(advice["rule_id"]),
                reason=words(advice["reason"]),
                remedy="" if advice["remedy"]["en"] == NOTHING_TO_DO else words(advice["remedy"]),
                risks=tuple(words(risk) for risk in advice["risks"]),
            )
            for advice in self.verdict["advice"]
        ]

    @property
    def blacklist_warning(self) -> str:
        warning = self.verdict["blacklist_warning"]
        return words(warning) if warning else ""

    @cached_property
    def later(self) -> list[str]:
        return [words(question["label"]) for question in self.verdict["unanswered"]["later"]]

    @cached_property
    def chart(self) -> Chart | None:
        """None where nothing can be applied for yet: dates would be a promise."""
        if self.check.timeline is None or self.headline.kind == NOT_YET or self.need_is_open:
            return None
        return chart(self.check.timeline)

    @cached_property
    def expected_number(self) -> str:
        assert self.check.timeline is not None  # noqa: S101 - asked only beside a chart
        return between(*number_range(self.check.timeline))

    @property
    def expected_days(self) -> str:
        timeline = self.check.timeline
        if timeline is None:
            return ""
        steps = [step["working_days"] for step in timeline["steps"] if step["key"] != "commercial_licence"]
        return working_days(sum(least for least, _most in steps), sum(most for _least, most in steps))

    @property
    def expected_license(self) -> str:
        timeline = self.check.timeline
        if timeline is None or not self.is_commercial:
            return ""
        return between(date.fromisoformat(timeline["earliest"]), date.fromisoformat(timeline["latest"]))

    @cached_property
    def answers(self) -> list[Answer]:
        return [*self._asked_on_pages(), *self._told_by_program()]

    @cached_property
    def differs(self) -> Differs | None:
        stored = self.check.comparison
        if stored is None:
            return None
        return Differs(
            policy=stored["policy"],
            sentence=words(stored["sentence"]),
            added=tuple(_heard(finding) for finding in stored["added"]),
            dropped=tuple(_heard(finding) for finding in stored["dropped"]),
        )

    def _fix(self, findings: Sequence[Mapping[str, Any]]) -> Fix:
        finding = findings[0]
        page = next((page for page in PAGES for q in page.fields if q.fact in finding["asks"]), None)
        return Fix(
            rule_ids=tuple(each["rule_id"] for each in findings),
            reason=words(finding["reason"]),
            do=self._with_links(words(finding["remedy"])),
            remedy=remedy_of(finding["rule_id"], asks=bool(finding["asks"])),
            page_url=self._change(page.key) if page else "",
        )

    def _with_links(self, sentence: str) -> SafeString:
        """A remedy may name alternatives by their rule; on the page these are links."""
        offered = {advice["rule_id"] for advice in self.verdict["advice"]}
        parts = re.split(r"\b([A-Z][0-9]{2}n?)\b", sentence)
        return format_html_join("", "{}", ((_link(part) if part in offered else part,) for part in parts))

    def _asked_on_pages(self) -> Iterator[Answer]:
        for page in PAGES:
            for question in page.fields:
                if question.fact in self.check.answers:
                    told = self.check.answers[question.fact]
                    yield Answer(
                        said(question.label),
                        _shown(question, told),
                        _is_literal(question),
                        self._change(page.key),
                    )

    def _told_by_program(self) -> Iterator[Answer]:
        for fact, told in self.check.answers.items():
            if fact not in ASKED:
                yield Answer(said(FACT_LABELS[fact]), told, True, "")

    def _change(self, page: str) -> str:
        return f"{reverse('icp:check-question', args=[page])}?a={self.link}"


def _link(rule_id: str) -> SafeString:
    return format_html('<a href="#rule-{}">{}</a>', rule_id, rule_id)


def _heard(finding: Mapping[str, Any]) -> Heard:
    return Heard(
        rule_id=finding["rule_id"],
        outcome=finding["outcome"],
        reason=words(finding["reason"]),
        remedy=words(finding["remedy"]),
        source=finding["source"],
        confidence=finding["confidence"],
    )


def _shown(question: Question, told: str) -> str:
    if told == "unknown":
        return _("I am not sure")
    if told == "none" and question.kind == "text":
        return _("None")
    return next((said(choice.label) for choice in question.choices if choice.value == told), told)


def _is_literal(question: Question) -> bool:
    return question.kind == "text"


def _title_of(rule_id: str) -> str:
    return {
        "A01": _("Global Accelerator, Premium plan"),
        "A02": _("Anti-DDoS Premium with Mainland China Acceleration"),
        "A03": _("Hosting outside the mainland"),
    }.get(rule_id, rule_id)
