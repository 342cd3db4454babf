"""A verdict in one sentence: needs nothing, filing, commercial license, cannot apply yet, needs a person.

Never a promise: the administration decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from icp.eligibility.fields import said
from icp.eligibility.rules.bilingual import Words

COMMERCIAL = "filing+commercial_licence"
NOTHING, APPLY, FIX, NOT_YET, PERSON = "nothing", "apply", "fix", "not_yet", "person"


@dataclass(frozen=True)
class Headline:
    kind: str
    seal: str
    is_dashed: bool
    title: str
    lede: SafeString
    pill: str
    tone: str
    icon: str


def words(stored: Mapping[str, str]) -> str:
    """A sentence of the rules as it was stored, in the language of this page."""
    return said(Words(stored["en"], stored["zh"]))


def kind_of(verdict: Mapping[str, Any]) -> str:
    if verdict["need"] == "none" or verdict["filing_type"] == "none":
        return NOTHING
    if verdict["outcome"] == "needs-human":
        return PERSON
    if verdict["outcome"] == "fail":
        return NOT_YET if any(is_about_applicant(finding) for finding in blockers(verdict)) else FIX
    return APPLY


def blockers(verdict: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [finding for finding in verdict["findings"] if finding["outcome"] == "fail"]


def is_about_applicant(finding: Mapping[str, Any]) -> bool:
    return str(finding["rule_id"]).startswith("E")


def headline(verdict: Mapping[str, Any], domain: str) -> Headline:
    kind = kind_of(verdict)
    tone, icon = _LOOK[kind]
    return Headline(
        kind=kind,
        seal=_seal(verdict, kind),
        is_dashed=kind in (NOT_YET, PERSON),
        title=_title(verdict, kind),
        lede=_lede(verdict, kind, domain),
        pill=_pill(verdict, kind),
        tone=tone,
        icon=icon,
    )


_LOOK = {
    NOTHING: ("ok", "check"),
    APPLY: ("ok", "check"),
    FIX: ("warn", "warn"),
    NOT_YET: ("bad", "x"),
    PERSON: ("info", "people"),
}


def need_is_open(verdict: Mapping[str, Any]) -> bool:
    """Whether no rule has said yet that a filing is needed."""
    return verdict["need"] != "none" and not verdict["grounds"]


def _seal(verdict: Mapping[str, Any], kind: str) -> str:
    if kind == NOTHING:
        return "免"
    if kind == NOT_YET:
        return "禁"
    if need_is_open(verdict):
        return "询"
    return "证" if verdict["need"] == COMMERCIAL else "备"


def _title(verdict: Mapping[str, Any], kind: str) -> str:
    if kind == NOTHING:
        return _("No new filing needed") if verdict["filing_type"] == "none" else _("No filing needed")
    if need_is_open(verdict):
        return _("We cannot say yet whether you need a filing")
    count = len(blockers(verdict))
    if verdict["need"] == COMMERCIAL:
        return _commercial_title(kind, count)
    if kind == APPLY:
        return _("You need an ICP Filing, and you can apply now")
    if kind == NOT_YET:
        return _("You need an ICP Filing, but you cannot apply yet")
    if kind == PERSON:
        return _("You need an ICP Filing, and a specialist has to look first")
    return ngettext(
        "You need an ICP Filing, and you can apply after one fix",
        "You need an ICP Filing, and you can apply after %(count)s fixes",
        count,
    ) % {"count": count}


def _commercial_title(kind: str, count: int) -> str:
    if kind == APPLY:
        return _("You need an ICP Filing and a commercial license, and you can apply now")
    if kind == NOT_YET:
        return _("You need an ICP Filing and a commercial license, but you cannot apply yet")
    if kind == PERSON:
        return _("You need an ICP Filing and a commercial license, and a specialist has to look first")
    return ngettext(
        "You need an ICP Filing and a commercial license, and you can apply after one fix",
        "You need an ICP Filing and a commercial license, and you can apply after %(count)s fixes",
        count,
    ) % {"count": count}


def _lede(verdict: Mapping[str, Any], kind: str, domain: str) -> SafeString:
    if kind not in (APPLY, FIX):
        return format_html("{}", words(_decisive(verdict)["reason"]))
    site = format_html("<strong>{}</strong>", domain) if domain else _("your site")
    if kind == APPLY:
        sentence = _(
            "Nothing in your answers stands in the way of {site}. The administration decides on every filing."
        )
        return format_html(sentence, site=site)
    count = len(blockers(verdict))
    sentence = ngettext(
        "One thing stands in the way of {site} today. It comes first below.",
        "{count} things stand in the way of {site} today. They come below, in the order to fix them.",
        count,
    )
    return format_html(sentence, site=site, count=count)


def _pill(verdict: Mapping[str, Any], kind: str) -> str:
    if kind == FIX:
        count = len(blockers(verdict))
        return ngettext("Can apply after one fix", "Can apply after %(count)s fixes", count) % {
            "count": count
        }
    return {
        NOTHING: _("No filing needed"),
        APPLY: _("Can apply now"),
        NOT_YET: _("Cannot apply yet"),
        PERSON: _("Needs a specialist"),
    }[kind]


def _decisive(verdict: Mapping[str, Any]) -> Mapping[str, Any]:
    heard = [*verdict["findings"], *verdict["passed"], *verdict["grounds"]]
    return next(finding for finding in heard if finding["rule_id"] == verdict["decisive_rule"])
