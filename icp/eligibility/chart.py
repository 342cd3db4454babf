"""The stored timeline as a chart of ranges: fastest, slowest, holidays; positions in per cent, for SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from icp.eligibility.headline import words

MOST_LABELS = 7
FILING_ENDS_BEFORE = "commercial_licence"


@dataclass(frozen=True)
class Span:
    x: str
    width: str
    label: str = ""


@dataclass(frozen=True)
class Lane:
    label: str
    note: str
    fastest: Span | None
    slowest: Span
    ends: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Chart:
    lanes: tuple[Lane, ...]
    weeks: tuple[Span, ...]
    holidays: tuple[Span, ...]
    holiday_words: str
    provisional_years: str


def short(day: date) -> str:
    """14 Dec, 12 月 14 日; no year, since the page names it once."""
    return date_format(day, "n 月 j 日" if get_language() == "zh-hans" else "j M")


def between(first: date, last: date) -> str:
    return (
        short(first)
        if first == last
        else _("%(first)s – %(last)s") % {"first": short(first), "last": short(last)}
    )


def working_days(least: int, most: int) -> str:
    if least == most:
        return ngettext("%(count)s working day", "%(count)s working days", most) % {"count": most}
    return _("%(least)s to %(most)s working days") % {"least": least, "most": most}


def number_range(timeline: Mapping[str, Any]) -> tuple[date, date]:
    """When the filing number may be expected; a commercial license comes after it."""
    steps = [step for step in timeline["steps"] if step["key"] != FILING_ENDS_BEFORE] or timeline["steps"]
    return date.fromisoformat(steps[-1]["earliest_end"]), date.fromisoformat(steps[-1]["latest_end"])


def chart(timeline: Mapping[str, Any]) -> Chart:
    start = date.fromisoformat(timeline["start"])
    scale = _Scale.of(start, date.fromisoformat(timeline["latest"]))
    return Chart(
        lanes=tuple(_lanes(timeline, start, scale)),
        weeks=scale.weeks(),
        holidays=tuple(_holiday(span, scale) for span in timeline["holidays"]),
        holiday_words=_("; ").join(_named(span) for span in timeline["holidays"]),
        provisional_years=", ".join(str(year) for year in timeline["provisional_years"]),
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    days: int

    @classmethod
    def of(cls, start: date, latest: date) -> _Scale:
        first = start - timedelta(days=start.weekday())
        weeks = (latest - first).days // 7 + 1
        return cls(first, weeks * 7)

    def span(self, begin: date, end: date, label: str = "") -> Span:
        """From the morning of `begin` to the morning of `end`."""
        at, until = (begin - self.first).days, (end - self.first).days
        return Span(_per_cent(at / self.days), _per_cent(max(until - at, 0) / self.days), label)

    def weeks(self) -> tuple[Span, ...]:
        every = -(-(self.days // 7) // MOST_LABELS)
        mondays = range(0, self.days, 7 * every)
        days = (self.first + timedelta(days=offset) for offset in mondays)
        return tuple(self.span(day, day + timedelta(days=7 * every), short(day)) for day in days)


def _lanes(timeline: Mapping[str, Any], start: date, scale: _Scale) -> list[Lane]:
    lanes, begin = [], start
    for step in timeline["steps"]:
        soon, late = date.fromisoformat(step["earliest_end"]), date.fromisoformat(step["latest_end"])
        lanes.append(
            Lane(
                label=words(step["label"]),
                note=working_days(*step["working_days"]),
                fastest=scale.span(begin, soon),
                slowest=scale.span(begin, late),
            )
        )
        begin = soon
    soon, late = number_range(timeline)
    ends = (scale.span(soon, soon), scale.span(late, late))
    number = Lane(_("Filing number issued"), between(soon, late), None, scale.span(soon, late), ends)
    return [*lanes, number]


def _holiday(span: Mapping[str, Any], scale: _Scale) -> Span:
    first, last = date.fromisoformat(span["first"]), date.fromisoformat(span["last"])
    return scale.span(first, last + timedelta(days=1))


def _named(span: Mapping[str, Any]) -> str:
    dates = between(date.fromisoformat(span["first"]), date.fromisoformat(span["last"]))
    return _("%(holiday)s, %(dates)s") % {"holiday": words(span["name"]), "dates": dates}


def _per_cent(share: float) -> str:
    return f"{share * 100:.2f}%"
