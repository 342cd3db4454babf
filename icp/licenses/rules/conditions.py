"""Does the company meet the usual conditions of a commercial license? Pure.

Usual is what licensing pages agree on, and they differ (rule book section 11, 2026-11-23, confidence medium),
so a number below a usual one is looked at by a person and never refused by us. Not possible is only: no
company of the mainland, a server outside it, and foreign owners above half for B25 outside a pilot area, or
there with content that the pilot leaves out (C06, confidence high). What is not answered is open, never met
or missed.

>>> judge({"kind": "B25", "scope": "province", "registered_capital_rmb": 500000})[1].standing
<Standing.LOOK: 'look'>
>>> judge({"kind": "B21", "foreign_share_pct": "100"})[3].standing
<Standing.MET: 'met'>
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from icp.eligibility.rules.bilingual import Words
from icp.licenses.rules import sayings
from icp.licenses.rules.pilots import PILOT_AREAS
from icp.licenses.rules.questions import NO_PILOT, asked, share

AS_OF = date(2026, 11, 23)
LEAST_CAPITAL: Mapping[str, int] = MappingProxyType({"province": 1_000_000, "nationwide": 10_000_000})
LEAST_STAFF = 3
MOST_FOREIGN = 50
Answers = Mapping[str, Any]


class Standing(StrEnum):
    MET = "met"
    LOOK = "look"  # a usual condition is missed, or a person must say: it can be sent
    NOT_MET = "not_met"  # it cannot be: it is not sent like this
    OPEN = "open"  # not answered yet


@dataclass(frozen=True, slots=True)
class Condition:
    """`answers` are the questions that it rests on. `source` says where it is written, `as_of` when read."""

    key: str
    label: Words
    usual: Words
    answers: tuple[str, ...]
    source: Words
    judge: Callable[[Answers], tuple[Standing, Words]]
    as_of: date = AS_OF


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition under these answers. `remedy` says what would do; empty where it is met or open."""

    condition: Condition
    standing: Standing
    remedy: Words


_MET = (Standing.MET, Words("", ""))
_OPEN = (Standing.OPEN, Words("", ""))


def _is_company(answers: Answers) -> tuple[Standing, Words]:
    return _yes(answers, "is_company", Standing.NOT_MET, sayings.COMPANY)


def _capital(answers: Answers) -> tuple[Standing, Words]:
    capital, least = answers.get("registered_capital_rmb"), LEAST_CAPITAL.get(answers.get("scope", ""))
    if capital is None or least is None:
        return _OPEN
    if capital >= least:
        return _MET
    return Standing.LOOK, sayings.CAPITAL.filled(given=f"{capital:,}", least=f"{least:,}")


def _lists_telecom(answers: Answers) -> tuple[Standing, Words]:
    return _yes(answers, "scope_lists_telecom", Standing.LOOK, sayings.LISTS_TELECOM)


def _foreign(answers: Answers) -> tuple[Standing, Words]:
    held, kind, area = share(answers), answers.get("kind"), answers.get("pilot_area")
    if held is None or (held and not kind):
        return _OPEN
    # E-commerce (B21) is open to foreign owners up to all of it.
    if not held or kind == "B21":
        return _MET
    if held <= MOST_FOREIGN:
        return Standing.LOOK, sayings.FOREIGN_HALF
    if area is None:
        return _OPEN
    if area == NO_PILOT:
        return Standing.NOT_MET, sayings.FOREIGN_MOST
    if answers.get("excluded_content") == "yes":
        return Standing.NOT_MET, sayings.FOREIGN_CONTENT
    return Standing.LOOK, sayings.FOREIGN_PILOT.filled(area=PILOT_AREAS[area])


def _content(answers: Answers) -> tuple[Standing, Words]:
    given = answers.get("excluded_content")
    if given is None:
        return _OPEN
    return (Standing.LOOK, sayings.CONTENT) if given == "yes" else _MET


def _staff(answers: Answers) -> tuple[Standing, Words]:
    staff = answers.get("insured_staff")
    if staff is None:
        return _OPEN
    return _MET if staff >= LEAST_STAFF else (Standing.LOOK, sayings.STAFF.filled(given=str(staff)))


def _office(answers: Answers) -> tuple[Standing, Words]:
    return _yes(answers, "has_office", Standing.LOOK, sayings.OFFICE)


def _server(answers: Answers) -> tuple[Standing, Words]:
    match answers.get("server"):
        case None:
            return _OPEN
        case "own_province":
            return _MET
        case "mainland":
            return Standing.LOOK, sayings.SERVER_PROVINCE
    return Standing.NOT_MET, sayings.SERVER


def _security(answers: Answers) -> tuple[Standing, Words]:
    return _yes(answers, "has_security_system", Standing.LOOK, sayings.SECURITY)


def _yes(answers: Answers, name: str, otherwise: Standing, remedy: Words) -> tuple[Standing, Words]:
    given = answers.get(name)
    if given is None:
        return _OPEN
    return _MET if given == "yes" else (otherwise, remedy)


def _condition(key: str, answers: tuple[str, ...], judge: Any, source: Words = sayings.PAGES) -> Condition:
    label, usual = sayings.CONDITIONS[key]
    return Condition(key, label, usual, answers, source, judge)


CONDITIONS: tuple[Condition, ...] = (
    _condition("company", ("is_company",), _is_company),
    _condition("capital", ("registered_capital_rmb", "scope"), _capital, sayings.C05),
    _condition("business_scope", ("scope_lists_telecom",), _lists_telecom),
    _condition("foreign", ("foreign_share_pct", "kind", "pilot_area"), _foreign, sayings.C06),
    _condition("content", ("excluded_content",), _content),
    _condition("staff", ("insured_staff",), _staff),
    _condition("office", ("has_office",), _office),
    _condition("server", ("server",), _server),
    _condition("security", ("has_security_system",), _security),
)


def judge(answers: Answers) -> tuple[Finding, ...]:
    """Every condition, in the order of the table."""
    return tuple(Finding(each, *each.judge(answers)) for each in CONDITIONS)


def unanswered(answers: Answers) -> tuple[str, ...]:
    """The questions that are still open, in their order."""
    return tuple(each.name for each in asked(answers) if answers.get(each.name) is None)


def hindrances(answers: Answers) -> tuple[Finding, ...]:
    """What keeps it from being sent as it is, beside what is unanswered."""
    return tuple(each for each in judge(answers) if each.standing is Standing.NOT_MET)
