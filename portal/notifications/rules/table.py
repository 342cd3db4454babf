"""Who is told what: one row for each type of event that somebody hears about. Pure.

A type may have a row of its own for one kind of action: ``network_request.fulfilled:remove`` goes before
``network_request.fulfilled``. Rows are reworded, never renamed or removed: notices of years ago name them and
are still read. The person who did it is never told. Subjects of mail hold the reference and
nothing else that anybody typed, since a subject is read on locked screens and kept in logs.

>>> rule_for("network_request.fulfilled", "remove").subject.en
'{reference}: your network is removed'
>>> rule_for("network_request.opened") is None
True
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.roles import ARCHITECT, OPERATOR, OWNER, REQUESTER
from portal.notifications.rules.kinds import KINDS, Kind
from portal.notifications.rules.words import Words


class Who(StrEnum):
    SENDER = "sender"  # the one person who sent the request
    OWNERS = "owners"  # every owner of the organization it belongs to
    ARCHITECTS = "architects"
    OPERATORS = "operators"


# A role that may hear as one of these; what of the table concerns a person follows from their roles.
HEARD_AS: dict[Who, frozenset[str]] = {
    Who.SENDER: frozenset({OWNER, REQUESTER}),
    Who.OWNERS: frozenset({OWNER}),
    Who.ARCHITECTS: frozenset({ARCHITECT}),
    Who.OPERATORS: frozenset({OPERATOR}),
}
CUSTOMER = (Who.SENDER, Who.OWNERS)


@dataclass(frozen=True, slots=True)
class Rule:
    kind: Kind
    who: tuple[Who, ...]
    route: str  # the page that it leads to, with the record's id
    subject: Words
    body: Words
    lines: Words | None = None  # said before what the record adds: remarks, a reason, what stays


_WHAT_STOPPED = Words("Where it stopped:", "停止之处：")
_NOTHING_BY_ITSELF = Words(
    "Nothing goes on by itself. What exists stays and may cost money. Try again or undo on its page.",
    "系统不会自动继续。已有资源将保留并可能产生费用。请在该申请的页面上选择重试或撤销。",
)

RULES: dict[str, Rule] = {
    "network_request.survey_passed": Rule(
        KINDS["review"],
        (Who.ARCHITECTS,),
        "networks:review",
        Words("{reference} waits for review", "{reference} 等待审核"),
        Words(
            "{organization} sent “{name}”. The cloud was looked at and a plan is made: read it and decide.",
            "{organization} 提交了“{name}”。系统已查看云平台并生成计划，请您查阅并作出决定。",
        ),
    ),
    "network_request.replanned": Rule(
        KINDS["review"],
        (Who.ARCHITECTS,),
        "networks:review",
        Words("{reference} is back in review", "{reference} 重新进入审核"),
        Words(
            "The cloud changed after the plan of “{name}” by {organization} was approved, so nothing more is "
            "built. A new plan is being made for you to decide on.",
            "{organization} 的“{name}”在计划获批后，云平台发生了变化，因此已暂停开通。"
            "系统正在生成新的计划，请您作出决定。",
        ),
    ),
    "network_request.approval_given": Rule(
        KINDS["review"],
        (Who.ARCHITECTS,),
        "networks:review",
        Words("{reference} needs another approval", "{reference} 还需要另一位架构师批准"),
        Words(
            "An architect approved the plan of “{name}” by {organization}. Work begins once a second "
            "person has approved it too.",
            "一位架构师已批准 {organization} 的“{name}”的计划。须由另一位架构师批准后才会开始。",
        ),
    ),
    "network_request.survey_failed": Rule(
        KINDS["returned"],
        CUSTOMER,
        "networks:request-detail",
        Words("{reference} came back to you", "{reference} 已退回给您"),
        Words(
            "We looked at the cloud and found that “{name}” cannot go ahead as it is. "
            "Change it and send it again.",
            "我们查看了云平台，发现“{name}”无法按现有内容进行。请修改后重新提交。",
        ),
        lines=Words("What we found:", "检查结果："),
    ),
    "network_request.returned": Rule(
        KINDS["returned"],
        CUSTOMER,
        "networks:request-detail",
        Words("{reference} came back to you", "{reference} 已退回给您"),
        Words(
            "An architect read “{name}” and asks for changes. Make them and send it again.",
            "架构师已审阅“{name}”，并请您修改。请修改后重新提交。",
        ),
        lines=Words("What is asked:", "修改要求："),
    ),
    "network_request.declined": Rule(
        KINDS["declined"],
        CUSTOMER,
        "networks:request-detail",
        Words("{reference} was declined", "{reference} 未获批准"),
        Words(
            "“{name}” will not be built, and nothing was charged for it. You may open a new request.",
            "“{name}”将不会开通，也没有产生费用。您可以另行提交新的申请。",
        ),
        lines=Words("The reason given:", "所述原因："),
    ),
    "network_request.declined:remove": Rule(
        KINDS["declined"],
        CUSTOMER,
        "networks:request-detail",
        Words("{reference} was declined", "{reference} 未获批准"),
        Words(
            "“{name}” is not removed and stays in service. You may open a new request.",
            "“{name}”不会被删除，将继续使用。您可以另行提交新的申请。",
        ),
        lines=Words("The reason given:", "所述原因："),
    ),
    "network_request.fulfilled": Rule(
        KINDS["built"],
        CUSTOMER,
        "networks:request-resources",
        Words("{reference}: your network is built", "{reference}：您的网络已开通"),
        Words(
            "“{name}” is in service. Its page lists every resource that was made for you.",
            "“{name}”已投入使用。其页面列有为您创建的全部资源。",
        ),
    ),
    "network_request.fulfilled:remove": Rule(
        KINDS["built"],
        CUSTOMER,
        "networks:request-resources",
        Words("{reference}: your network is removed", "{reference}：您的网络已删除"),
        Words(
            "“{name}” is out of service. Its page lists what was removed, and what was paid in advance and "
            "stays until it ends.",
            "“{name}”已停止使用。其页面列有已删除的资源，以及已预付、保留至到期的资源。",
        ),
    ),
    "network_request.failed": Rule(
        KINDS["stopped"],
        (Who.SENDER, Who.ARCHITECTS, Who.OPERATORS),
        "networks:request-detail",
        Words("{reference} has stopped and needs a person", "{reference} 已停止，需要人工处理"),
        Words(
            f"The work on “{{name}}” by {{organization}} has stopped. {_NOTHING_BY_ITSELF.en}",
            f"{{organization}} 的“{{name}}”的处理已停止。{_NOTHING_BY_ITSELF.zh}",
        ),
        lines=_WHAT_STOPPED,
    ),
    "run.undo_held": Rule(
        KINDS["stopped"],
        (Who.SENDER, Who.ARCHITECTS, Who.OPERATORS),
        "networks:request-detail",
        Words(
            "{reference}: the undo has stopped and needs a person", "{reference}：撤销已停止，需要人工处理"
        ),
        Words(
            "Undoing “{name}” by {organization} has stopped. What is still there may cost money. "
            "Have it tried again on its page.",
            "{organization} 的“{name}”的撤销已停止。尚存的资源可能产生费用。请在该申请的页面上选择重试。",
        ),
        lines=_WHAT_STOPPED,
    ),
    "run.unwound": Rule(
        KINDS["undone"],
        CUSTOMER,
        "networks:request-resources",
        Words("{reference} is undone", "{reference} 已撤销"),
        Words(
            "Everything that was made for “{name}” is removed. Its page lists what there was.",
            "为“{name}”创建的全部资源均已删除。其页面列有原有资源。",
        ),
    ),
    "run.unwound_with_residue": Rule(
        KINDS["undone"],
        (*CUSTOMER, Who.ARCHITECTS),
        "networks:request-resources",
        Words("{reference} is undone; paid items remain", "{reference} 已撤销，仍有已付费资源"),
        Words(
            "What could be removed of “{name}” by {organization} is removed. What was paid in advance cannot "
            "be given back before its end.",
            "{organization} 的“{name}”中可删除的资源均已删除。已预付的资源在到期前无法退回。",
        ),
        lines=Words("What stays:", "保留的资源："),
    ),
}


def rule_for(event_type: str, action: str = "") -> Rule | None:
    """The row for this type of event and this action, or None where nobody is told."""
    return RULES.get(f"{event_type}:{action}") or RULES.get(event_type)


TOLD_TYPES: frozenset[str] = frozenset(name.partition(":")[0] for name in RULES)


def kinds_for(roles: Collection[str]) -> tuple[Kind, ...]:
    """The kinds that somebody with these roles may hear of, in the order of the table of kinds."""
    held = frozenset(roles)
    heard = {rule.kind.code for rule in RULES.values() if any(held & HEARD_AS[who] for who in rule.who)}
    return tuple(kind for code, kind in KINDS.items() if code in heard)
