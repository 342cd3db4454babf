"""Who does what a finding asks for, how long it takes, and where to begin.

Durations stand here only where the rule book gives one: real-name data reaches the ministry three to five
working days after the verification (D04, D05; Huawei doc 0003, seen 2025-12).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Remedy:
    who: str | Promise
    takes: str | Promise = ""


_BY_GROUP: dict[str, str | Promise] = {
    "E": _("the applicant"),
    "D": _("the owner of the domain"),
    "S": _("whoever runs the server"),
    "C": _("the company behind the website"),
    "P": _("the responsible person"),
    "R": _("the applicant"),
    "N": _("whoever runs the server"),
    "T": _("the applicant"),
}
_SYNC = _("3 to 5 working days until the ministry sees the data")
_TAKES: dict[str, str | Promise] = {"D04": _SYNC, "D05": _SYNC}


def remedy_of(rule_id: str, *, asks: bool) -> Remedy:
    """`asks`: the rule only needs an answer, which is you, now."""
    if asks:
        return Remedy(_("you, now"))
    return Remedy(_BY_GROUP[rule_id[0]], _TAKES.get(rule_id, ""))
