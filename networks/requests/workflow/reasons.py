"""The written reasons of an approval: one per check that needs a person, or a refusal that names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from networks.requests.rules.checks import Check
from networks.requests.rules.decisions import LONGEST_REASON, Decision, answer, key_of
from portal.refusals import Malformed


def decided_checks(checks: Iterable[Check], given: Mapping[str, str]) -> tuple[Decision, ...]:
    """A decision for each check that needs one."""
    found = answer(checks, given)
    if found.unknown:
        raise _unknown(found.unknown)
    if found.missing:
        raise _missing(found.missing)
    if too_long := [one for one in found.decisions if len(one.reason) > LONGEST_REASON]:
        raise _too_long(too_long)
    return found.decisions


def told(checks: Iterable[Check], decided: Iterable[Decision]) -> list[dict[str, Any]]:
    """The decisions with the titles of their checks, as the history shows them."""
    titles = {(check.code, check.path): check.title for check in checks}
    return [
        {
            "code": one.code,
            "path": one.path,
            "title": {"en": titles[one.code, one.path].en, "zh": titles[one.code, one.path].zh},
            "reason": one.reason,
        }
        for one in decided
    ]


def _missing(checks: tuple[Check, ...]) -> Malformed:
    language = get_language() or "en"
    named = pgettext("between two names in a list", ", ").join(
        check.title.in_language(language) for check in checks
    )
    return Malformed(
        "decision_missing",
        ngettext(
            "One check needs your written reason: %(checks)s.",
            "%(n)s checks need your written reasons: %(checks)s.",
            len(checks),
        )
        % {"n": len(checks), "checks": named},
        _("Say in a sentence why each may be built, or return the request. Nothing you typed is lost."),
        extra={
            "errors": [
                {
                    "code": "decision_missing",
                    "path": f"decisions.{key_of(check)}",
                    "message": _("Give a reason for “%(check)s”.")
                    % {"check": check.title.in_language(language)},
                }
                for check in checks
            ]
        },
    )


def _unknown(keys: tuple[str, ...]) -> Malformed:
    return Malformed(
        "decision_unknown",
        _("No check of this plan waits for a decision under %(keys)s.") % {"keys": ", ".join(keys)[:200]},
        _("Read the plan again. It names the checks that need a reason."),
        extra={
            "errors": [
                {
                    "code": "decision_unknown",
                    "path": f"decisions.{key}",
                    "message": _("No check waits for a decision under this key."),
                }
                for key in keys[:20]
            ]
        },
    )


def _too_long(decisions: Iterable[Decision]) -> Malformed:
    return Malformed(
        "decision_too_long",
        _("A reason has at most %(most)s characters.") % {"most": LONGEST_REASON},
        _("Say it shorter."),
        extra={
            "errors": [
                {
                    "code": "decision_too_long",
                    "path": f"decisions.{one.code}@{one.path}" if one.path else f"decisions.{one.code}",
                    "message": _("This reason has %(given)s characters.") % {"given": len(one.reason)},
                }
                for one in decisions
            ]
        },
    )
