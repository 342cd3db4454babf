"""Who is told what of network requests and their builds. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import CUSTOMER, Rule, Who
from portal.notifications.rules.words import Words

_WHAT_STOPPED = Words("Where it stopped:", "停止之处：")
_NOTHING_BY_ITSELF = Words(
    "Nothing goes on by itself. What exists stays and may cost money. Try again or undo on its page.",
    "系统不会自动继续。已有资源将保留并可能产生费用。请在该申请的页面上选择重试或撤销。",
)

NETWORK_RULES: dict[str, Rule] = {
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
