"""Is the domain filed, is its holder, is the filing at risk: what the provider's look-ups tell together.

The first look-up says whether a domain is filed at all; the second lists what was granted through one cloud
account. Filings at other providers cannot be seen (rule book section 13, 2026-11), so "nothing here" is not
"nothing anywhere". The list holds other companies too; of those, only the number is told, which is public.

>>> position(filed=True, filed_here={"number": "沪ICP备2026000001号-1", "is_ours": True}, subject_here=None)
Position(subject='unknown', domain='alibaba')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final, Literal, Protocol

from icp.domains.rules.facts import Finding
from icp.domains.rules.plain_text import plain

CHINA: Final = timezone(timedelta(hours=8))
MOST_RISKS, MOST_SUGGESTIONS = 20, 10

# The words of the eligibility facts.
SubjectFiled = Literal["none", "alibaba", "elsewhere", "unknown"]
DomainFiled = Literal["none", "alibaba", "elsewhere", "other_subject", "unknown"]


class Service(Protocol):
    """A website or app that was granted; the vendor's answer as portal.alibaba.filings reads it."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def domains(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...


class Risk(Protocol):
    @property
    def deadline(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def suggestions(self) -> tuple[str, ...]: ...


class Subject(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def services(self) -> Sequence[Service]: ...
    @property
    def risks(self) -> Sequence[Risk]: ...


@dataclass(frozen=True, slots=True)
class Position:
    """The two facts that decide the type of a filing."""

    subject: SubjectFiled
    domain: DomainFiled


@dataclass(frozen=True, slots=True)
class Us:
    """The company that asks: its Chinese legal name, or "", and the numbers that were granted to it.

    >>> Us("", frozenset({"沪ICP备2026000001号"})).is_("北风（上海）有限公司", "沪ICP备 2026000001号")
    True
    """

    name: str
    numbers: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.numbers)

    def is_(self, name: str, number: str) -> bool | None:
        """None where only our numbers are known: another number may still be ours."""
        if _bare(number) in {_bare(own) for own in self.numbers} or same_company(name, self.name):
            return True
        return False if self.name else None


def findings_of(subjects: Iterable[Subject], registrable: str, us: Us) -> tuple[Finding, ...]:
    """What the list of granted filings says of this domain (A-label) and of the company that asks.

    Where the domain is listed under a company of ours, the company and its risks are of that one.
    """
    listed = tuple(subjects)
    holder, service = _holder(listed, registrable)
    own = [subject for subject in listed if us.is_(subject.name, subject.number)]
    ours = holder if holder in own else next(iter(own), None)
    return (
        Finding("filed_here", _filed_here(holder, service, us)),
        Finding("subject_here", {"number": ours.number} if ours else None)
        if us.is_known
        else Finding("subject_here", why="no_organization_name"),
        # Another company's risks are not ours to read.
        Finding("risks", [_risk(risk) for risk in (ours.risks if ours else ())[:MOST_RISKS]]),
    )


def position(*, filed: Any, filed_here: Any, subject_here: Any) -> Position:
    """The arguments are the values of the facts; None is both "unknown" and "not in the list"."""
    subject: SubjectFiled = "alibaba" if subject_here else "unknown"
    if filed_here:
        is_ours = filed_here.get("is_ours")
        domain: DomainFiled = "alibaba" if is_ours else "unknown" if is_ours is None else "other_subject"
        return Position(subject, domain)
    if filed is True:
        # At another provider, or in another account; under whose name cannot be seen.
        return Position(subject, "unknown")
    return Position(subject, "none" if filed is False else "unknown")


def same_company(one: str, other: str) -> bool:
    """Whether two Chinese legal names are the same, whichever width their brackets and spaces have.

    >>> same_company("北风（上海）有限公司", "北风(上海) 有限公司")
    True
    """
    return bool(_bare(one)) and _bare(one) == _bare(other)


def deadline_of(text: str) -> datetime | None:
    """The moment in 2026年04月28日0点, by China's clock; None for any other form.

    >>> deadline_of("2026年04月28日0点").isoformat()
    '2026-04-28T00:00:00+08:00'
    """
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:(\d{1,2})[点时])?", text, re.ASCII)
    if found is None:
        return None
    year, month, day, hour = (int(part or 0) for part in found.groups())
    try:
        midnight = datetime(year, month, day, tzinfo=CHINA)
        return midnight + timedelta(hours=hour) if hour <= 24 else None
    except (ValueError, OverflowError):
        return None


def _holder(subjects: tuple[Subject, ...], registrable: str) -> tuple[Subject | None, Service | None]:
    for subject in subjects:
        for service in subject.services:
            if any(_is_below(name, registrable) for name in service.domains):
                return subject, service
    return None, None


def _is_below(name: str, registrable: str) -> bool:
    return name == registrable or name.endswith(f".{registrable}")


def _filed_here(holder: Subject | None, service: Service | None, us: Us) -> Mapping[str, Any] | None:
    if holder is None or service is None:
        return None
    is_ours = us.is_(holder.name, holder.number)
    return {
        "number": service.number or holder.number,
        "kind": service.kind,
        "is_ours": is_ours,
        # What a company calls its site is told to that company only.
        "name": service.name if is_ours else "",
    }


def _risk(risk: Risk) -> dict[str, Any]:
    deadline = deadline_of(risk.deadline)
    suggestions = (plain(text) for text in risk.suggestions[:MOST_SUGGESTIONS])
    return {
        "source": plain(risk.source),
        "deadline": plain(risk.deadline)[:60],
        "deadline_at": deadline.isoformat() if deadline else None,
        "suggestions": [text for text in suggestions if text],
    }


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()
