"""Has the customer signed for crossing the border?

A network that joins mainland China with the outside is leased for the customer's own use between its own
offices. The customer states so: own use, which purpose, no resale, no users from the public. The statement
is recorded with the request and looked at again before the paid step.
"""

from __future__ import annotations

from networks.catalog.bilingual import Bilingual
from networks.requests.rules.checks import Check, Level, found_or_passed
from networks.requests.rules.spec import Spec, Statement, crosses_border

_TITLE = Bilingual("Statement for crossing the border is missing", "缺少跨境使用声明")


def statement_is_signed(spec: Spec) -> tuple[Check, ...]:
    """Nothing to say for a connection that stays on one side of the border."""
    if not crosses_border(spec):
        return ()
    if spec.statement is None:
        found = [
            _missing(
                "statement",
                "Your networks lie inside and outside mainland China. Sign the statement on their use.",
                "您的网络位于中国内地内外两侧，请签署使用声明。",
            )
        ]
    else:
        found = _gaps(spec.statement)
    return found_or_passed(
        found, "statement_signed", "Statement for crossing the border is signed", "已签署跨境使用声明"
    )


def _gaps(statement: Statement) -> list[Check]:
    gaps = (
        (
            statement.own_use,
            "own_use",
            "The network has to be for your organization's own use. Confirm it to go on.",
            "该网络须供贵组织自用。请确认后继续。",
        ),
        (
            bool(statement.purpose),
            "purpose",
            "Say in a sentence what the network is for, such as ERP between our offices.",
            "请用一句话说明用途，例如“各办公室之间的 ERP 系统”。",
        ),
        (
            statement.no_resale,
            "no_resale",
            "The network may not be sold on to others. Confirm it to go on.",
            "该网络不得转售。请确认后继续。",
        ),
        (
            statement.no_public_users,
            "no_public_users",
            "The network may not serve users from the public. Confirm it to go on.",
            "该网络不得供公众用户使用。请确认后继续。",
        ),
        (
            bool(statement.signed_by),
            "signed_by",
            "Write the name of the person who signs.",
            "请填写签署人姓名。",
        ),
    )
    return [_missing(f"statement.{field}", en, zh) for is_given, field, en, zh in gaps if not is_given]


def _missing(path: str, en: str, zh: str) -> Check:
    return Check("statement_signed", Level.BLOCK, _TITLE, Bilingual(en, zh), path)
