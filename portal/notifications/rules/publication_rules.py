"""Who is told what of the life of a number after its grant. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import CUSTOMER, Rule, Who
from portal.notifications.rules.words import Words

_FOOTER, _PSB, _WATCH = "icp:filing-footer", "icp:filing-psb", "icp:filing-watch"

PUBLICATION_RULES: dict[str, Rule] = {
    "publication.footer_found": Rule(
        KINDS["filing_after"],
        CUSTOMER,
        _FOOTER,
        Words("{reference}: the number is in the footer", "{reference}：备案号已悬挂"),
        Words(
            "We found the number of “{name}” on its website. We look again every week.",
            "我们已在“{name}”的网站上检查到备案号，此后每周检查一次。",
        ),
    ),
    "publication.footer_lost": Rule(
        KINDS["filing_footer"],
        (*CUSTOMER, Who.HANDLER),
        _FOOTER,
        Words("{reference}: the number is gone from the footer", "{reference}：页脚中已没有备案号"),
        Words(
            "Two looks in a row did not find the number of “{name}” as it must be. A missing number is fined "
            "with RMB 5,000 to 10,000.",
            "连续两次检查均未在“{name}”的网站上找到符合要求的备案号。未悬挂备案号可处5000元至1万元罚款。",
        ),
        lines=Words("What the last look saw:", "最近一次检查的结果："),
    ),
    "publication.watch_found": Rule(
        KINDS["filing_footer"],
        (*CUSTOMER, Who.HANDLER),
        _WATCH,
        Words("{reference}: the number may be lost", "{reference}：备案可能失效"),
        Words(
            "Something that the number of “{name}” stands on has changed. Its page says what would help.",
            "“{name}”的备案所依赖的条件发生了变化。页面上列有处理办法。",
        ),
        lines=Words("What was found:", "发现的问题："),
    ),
    "publication.review_due": Rule(
        KINDS["filing_after"],
        CUSTOMER,
        _WATCH,
        Words("{reference}: the yearly review is due", "{reference}：请进行年度核对"),
        Words(
            "Is what was filed for “{name}” still true? Seven questions; a change is filed at once.",
            "“{name}”的备案内容是否仍然属实？共七个问题，如有变更须及时办理变更备案。",
        ),
    ),
    "psb.file_reminder": Rule(
        KINDS["filing_after"],
        CUSTOMER,
        _PSB,
        Words("{reference}: file with the public security", "{reference}：请办理公安联网备案"),
        Words(
            "The filing of “{name}” with the public security is not said to be sent yet. It is due 30 days "
            "after the website opened.",
            "“{name}”的公安联网备案尚未标记为已提交，须在网站开通后30日内办理。",
        ),
        lines=Words("How long it still runs:", "剩余时间："),
    ),
    "psb.show_reminder": Rule(
        KINDS["filing_after"],
        CUSTOMER,
        _PSB,
        Words("{reference}: show the PSB number", "{reference}：请悬挂公安联网备案号"),
        Words(
            "The PSB number of “{name}” was not found in its footer yet. It is to be shown within 30 days.",
            "尚未在“{name}”的页脚检查到公安联网备案号，须在30日内悬挂。",
        ),
        lines=Words("How long it still runs:", "剩余时间："),
    ),
    "psb.returned": Rule(
        KINDS["filing_after"],
        CUSTOMER,
        _PSB,
        Words("{reference}: the PSB filing came back", "{reference}：公安联网备案被退回"),
        Words(
            "The public security asks for changes in the filing of “{name}”. They stand on its page.",
            "公安机关要求修改“{name}”的公安联网备案，具体要求见页面。",
        ),
    ),
    "psb.lost": Rule(
        KINDS["filing_footer"],
        CUSTOMER,
        _FOOTER,
        Words(
            "{reference}: the PSB number is gone from the footer", "{reference}：页脚中已没有公安联网备案号"
        ),
        Words(
            "Two looks in a row did not find the PSB number of “{name}” in its footer.",
            "连续两次检查均未在“{name}”的页脚找到公安联网备案号。",
        ),
    ),
}
