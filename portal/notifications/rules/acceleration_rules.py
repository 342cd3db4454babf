"""Who is told what of accelerations, above all when a domain loses the number that one rests on. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import CUSTOMER, Rule, Who
from portal.notifications.rules.words import Words

_PAGE = "networks:acceleration"

ACCELERATION_RULES: dict[str, Rule] = {
    "acceleration.filing_lost": Rule(
        KINDS["number_lost"],
        (Who.OWNERS, Who.ARCHITECTS),
        _PAGE,
        Words("{reference} rests on a number that has ended", "{reference} 所依据的备案号已失效"),
        Words(
            "“{name}” of {organization} has no filing number in force any more, and its acceleration has its "
            "access points in mainland China.",
            "{organization} 的“{name}”已没有有效的备案号，而其加速的接入点位于中国内地。",
        ),
        lines=Words("What follows:", "影响："),
    ),
    "acceleration.submitted": Rule(
        KINDS["review"],
        (Who.ARCHITECTS,),
        _PAGE,
        Words("{reference} waits for an architect", "{reference} 等待架构师审核"),
        Words(
            "{organization} ordered an acceleration of “{name}”. Read it and decide; it is set up by hand.",
            "{organization} 订购了“{name}”的加速。请查阅并作出决定；该服务须手工配置。",
        ),
    ),
    "acceleration.declined": Rule(
        KINDS["declined"],
        CUSTOMER,
        _PAGE,
        Words("{reference} was declined", "{reference} 未获批准"),
        Words(
            "“{name}” will not be accelerated by this order. You may open a new one.",
            "该订单不会为“{name}”开通加速。您可以另行下单。",
        ),
        lines=Words("The reason given:", "所述原因："),
    ),
    "acceleration.put_in_service": Rule(
        KINDS["built"],
        CUSTOMER,
        _PAGE,
        Words("{reference} is in service", "{reference} 已投入使用"),
        Words(
            "An architect has set up the acceleration of “{name}”.",
            "架构师已为“{name}”配置好加速。",
        ),
    ),
}
