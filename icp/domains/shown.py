"""The facts as a page shows them: label, what was found, what it means, who said so and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from icp.domains.reading import Facts
from icp.domains.rules.facts import Fact
from icp.domains.rules.filed import CHINA
from icp.domains.rules.meaning import PLAIN, Meaning, registrar_name
from icp.eligibility.fields import said
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.reference import STATEMENTS
from portal.lists import listed


@dataclass(frozen=True)
class Heard:
    """One meaning in the language of the page."""

    outcome: str
    reason: str
    remedy: str
    rule_id: str
    policy_id: str


@dataclass(frozen=True)
class Row:
    """`value` is empty where the fact is unknown; then `why` says so. `lines` are details below the value."""

    label: str
    value: str = ""
    why: str = ""
    lines: tuple[str, ...] = ()
    meanings: tuple[Heard, ...] = ()
    source: str = ""
    seen_at: datetime | None = None
    is_literal: bool = False
    is_open: bool = False
    risks: list[dict[str, Any]] = field(default_factory=list)


def rows(facts: Facts) -> list[Row]:
    meanings = facts.meanings()
    return [
        _name(facts),
        _ending(facts, meanings["ending"]),
        _row(facts, "registered", _("Registered"), _yes_or_no, _of_registered(facts)),
        _row(facts, "registrar", _("Registrar"), _registrar, meanings["registrar"]),
        _row(facts, "expires_on", _("Expires"), lambda value: _expiry(facts, value), meanings["expires_on"]),
        *_holds(facts),
        _points_to(facts, meanings["points_to"]),
        _row(facts, "filed", _("Has an ICP filing"), _yes_or_no, _of_filed(facts)),
        _row(facts, "filed_here", _("Filed through our account"), _filed_here, _of_filed_here(facts)),
        _row(facts, "subject_here", _("Your company's own filing"), _subject_here),
        _risks(facts),
    ]


def region_words(region: str | None) -> str:
    return {
        "mainland": _("Mainland China"),
        "hk_mo_tw": _("Hong Kong, Macao or Taiwan"),
        "overseas": _("Outside China"),
        "unknown": _("Not known"),
    }.get(region or "", _("Nowhere: it has no address"))


def heard(meaning: Meaning) -> Heard:
    return Heard(
        meaning.outcome, said(meaning.reason), said(meaning.remedy), meaning.rule_id, meaning.policy_id
    )


def _row(
    facts: Facts,
    name: str,
    label: str,
    show: Callable[[Any], str],
    meanings: list[Meaning] | tuple[Meaning, ...] = (),
) -> Row:
    fact = facts.facts[name]
    return Row(
        label=label,
        value=show(fact.value) if fact.is_known else "",
        meanings=tuple(map(heard, _unless_open(fact, meanings))),
        **_origin(fact),
    )


def _origin(fact: Fact) -> dict[str, Any]:
    return {
        "why": said(fact.reason),
        "source": fact.source,
        "seen_at": fact.seen_at,
        "is_open": fact.why == "looking",
    }


def _unless_open(fact: Fact, meanings: list[Meaning] | tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """While a source is still being asked, nothing is said about what its silence means."""
    return () if fact.why == "looking" else tuple(meanings)


def _name(facts: Facts) -> Row:
    domain = facts.domain
    lines = (domain.registrable,) if domain.is_internationalized else ()
    meaning: tuple[Heard, ...] = ()
    if domain.is_subdomain:
        words = STATEMENTS["names_file"].filled(given=domain.unicode, registrable=domain.registrable_unicode)
        meaning = (heard(Meaning("pass", words, Words("", ""), "D08")),)
    return Row(
        label=_("Name to file"),
        value=domain.registrable_unicode,
        lines=lines,
        meanings=meaning,
        source=_("Public suffix list"),
        seen_at=facts.looked_at,
        is_literal=True,
    )


def _ending(facts: Facts, meanings: list[Meaning]) -> Row:
    return Row(
        label=_("Ending"),
        value=f".{facts.domain.suffix}",
        meanings=tuple(map(heard, meanings)),
        source=_("Our rule sets"),
        seen_at=facts.looked_at,
        is_literal=True,
    )


def _holds(facts: Facts) -> Iterator[Row]:
    fact = facts.facts["holds"]
    if fact.is_known and fact.value:
        yield Row(
            label=_("Held back"),
            value=listed(fact.value),
            meanings=(heard(PLAIN["held"]),),
            **_origin(fact),
        )


def _points_to(facts: Facts, meanings: list[Meaning]) -> Row:
    fact = facts.facts["points_to"]
    targets = fact.value["targets"] if fact.is_known else ()
    return Row(
        label=_("Points to"),
        value=region_words(fact.value["region"]) if fact.is_known else "",
        lines=tuple(_target(target) for target in targets),
        meanings=tuple(map(heard, _unless_open(fact, meanings))),
        **_origin(fact),
    )


def _target(target: dict[str, Any]) -> str:
    where = {
        "name": _("by the name of its cloud region"),
        "register": _("block registered in %(country)s, which is no proof") % {"country": target["country"]},
    }.get(target["by"], _why_no_place(target["why"]))
    return f"{target['address']} · {region_words(target['region'])} · {where}"


def _why_no_place(why: str) -> str:
    return {
        "private_address": _("an address inside a network"),
        "too_many": _("too many addresses to look at"),
        "not_told": _("its register tells no country"),
    }.get(why, _("its register did not answer"))


def _risks(facts: Facts) -> Row:
    fact = facts.facts["risks"]
    found = fact.value or []
    return Row(
        label=_("Problems found by the provider"),
        value=(_count(len(found)) if found else _("None reported")) if fact.is_known else "",
        risks=[{**risk, "until": _until(risk)} for risk in found],
        meanings=(heard(PLAIN["at_risk"]),) if found else (),
        **_origin(fact),
    )


def _count(number: int) -> str:
    return ngettext("%(number)s problem", "%(number)s problems", number) % {"number": number}


def _until(risk: dict[str, Any]) -> str:
    """The deadline by China's clock; as the provider wrote it where that cannot be read."""
    if not risk["deadline_at"]:
        return str(risk["deadline"])
    moment = datetime.fromisoformat(risk["deadline_at"]).astimezone(CHINA)
    return _("until %(moment)s, China time") % {"moment": date_format(moment, "DATETIME_FORMAT")}


def _yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def _registrar(value: dict[str, Any]) -> str:
    name = said(registrar_name(value["id"], value["name"]))
    return _("%(name)s (IANA number %(number)s)") % {"name": name, "number": value["id"]}


def _expiry(facts: Facts, value: str) -> str:
    day = date_format(date.fromisoformat(value), "DATE_FORMAT")
    left = facts.days_left or 0
    days = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return f"{day} · {days}" if left > 0 else f"{day} · {_('expired')}"


def _filed_here(value: dict[str, Any] | None) -> str:
    return f"{value['number']} {value['name']}".strip() if value else _("No")


def _subject_here(value: dict[str, Any] | None) -> str:
    if value:
        return str(value["number"])
    return _("None through our account. Filings at other providers cannot be seen from here.")


def _of_registered(facts: Facts) -> list[Meaning]:
    fact = facts.facts["registered"]
    return [PLAIN["not_registered"]] if fact.is_known and not fact.value else []


def _of_filed(facts: Facts) -> list[Meaning]:
    fact = facts.facts["filed"]
    return [PLAIN["filed" if fact.value else "not_filed"]] if fact.is_known else []


def _of_filed_here(facts: Facts) -> list[Meaning]:
    value = facts.value("filed_here")
    if not value or value["is_ours"] is None:
        return []
    return [PLAIN["filed_ours" if value["is_ours"] else "filed_other"]]
