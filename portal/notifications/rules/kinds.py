"""The kinds of news that a person may choose about, one by one. Pure.

An alarm says that something has stopped and that only a person can set it going again: it always comes,
on the page and by mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.notifications.rules.words import Words


class Channel(StrEnum):
    INBOX = "inbox"
    MAIL = "mail"


class Urgency(StrEnum):
    NEWS = "news"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    label: Words
    urgency: Urgency = Urgency.NEWS

    @property
    def is_alarm(self) -> bool:
        return self.urgency is Urgency.ALARM


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "stopped", Words("Work has stopped and needs a person", "工作已停止，需要人工处理"), Urgency.ALARM
        ),
        Kind(
            "number_lost",
            Words("A network loses the filing number it rests on", "网络所依据的备案号失效"),
            Urgency.ALARM,
        ),
        Kind("review", Words("A request waits for your review", "有申请等待您审核")),
        Kind("returned", Words("A request comes back for changes", "申请被退回修改")),
        Kind("declined", Words("A request is declined", "申请未获批准")),
        Kind("built", Words("A network is built or removed", "网络已开通或已删除")),
        Kind("undone", Words("A request is undone", "申请已撤销")),
        Kind(
            "filing_clock",
            Words("A filing waits for a text message code", "备案等待短信核验"),
            Urgency.ALARM,
        ),
        Kind(
            "filing_risk",
            Words("A filing is in danger or has ended", "备案存在风险或已终止"),
            Urgency.ALARM,
        ),
        Kind("filing_returned", Words("A filing comes back for changes", "备案被退回修改")),
        Kind("filing_steps", Words("A filing goes on", "备案进展")),
        Kind("filing_granted", Words("A number is issued", "备案号已下发")),
        Kind(
            "filing_footer",
            Words("A number is missing, or in danger of being lost", "备案号未悬挂或可能失效"),
            Urgency.ALARM,
        ),
        Kind(
            "filing_after",
            Words(
                "What follows a number: public security, yearly review",
                "取得备案号之后：公安联网备案、年度核对",
            ),
        ),
        Kind("license", Words("A commercial license goes on", "经营性许可证进展")),
        Kind(
            "license_due",
            Words("An annual report or a renewal of a license is due", "许可证年报或续期即将到期"),
        ),
        Kind(
            "license_ended",
            Words("A license has ended or is not renewed", "许可证已失效或未获续期"),
            Urgency.ALARM,
        ),
        Kind("filing_desk", Words("A filing waits to be read", "有备案等待审核")),
    )
}
