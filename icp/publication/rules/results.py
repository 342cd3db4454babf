"""What a check of the footer found, said in both languages, and what would mend it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words
from icp.publication.rules.footer import SHOWN, Code

_COPY = Words("Copy the snippet into the footer of the home page.", "请将代码复制到首页页脚。")
_AGAIN = Words(
    "Open the page in a browser. When it answers there, check again.",
    "请在浏览器中打开该页面，确认可以访问后再检查。",
)


@dataclass(frozen=True, slots=True)
class Result:
    """tone: ok, warn or bad. has_read: whether a page was read at all."""

    title: Words
    remedy: Words
    tone: str = "bad"
    has_read: bool = True


RESULTS: Mapping[str, Result] = MappingProxyType(
    {
        "found": Result(
            Words("The number is there and links to the authority.", "备案号已悬挂并链接到主管部门。"),
            Words("", ""),
            "ok",
        ),
        "old_link": Result(
            Words(
                "The number is there, with a link to an earlier address of the authority.",
                "备案号已悬挂，但链接到主管部门的旧网址。",
            ),
            Words("Change the link to the one in the snippet.", "请将链接改为代码中的网址。"),
            "warn",
        ),
        "no_link": Result(
            Words("The number is there and links to nothing.", "备案号已悬挂，但没有链接。"), _COPY
        ),
        "wrong_link": Result(
            Words("The number is there and links somewhere else.", "备案号已悬挂，但链接到其他网址。"), _COPY
        ),
        "wrong_number": Result(
            Words("A number like yours is there, with a slip.", "页面上的备案号与您的相近，但有误。"), _COPY
        ),
        "other_number": Result(Words("Another number is there.", "页面上悬挂的是其他备案号。"), _COPY),
        "not_found": Result(Words("No number is on the page.", "页面上没有备案号。"), _COPY),
        "needs_javascript": Result(
            Words(
                "The page cannot be seen without JavaScript, and the check runs none.",
                "该页面须运行 JavaScript 才能显示，而检查不运行脚本。",
            ),
            Words(
                "Put the number into the HTML that the server sends; the authority's own check may not run "
                "scripts either.",
                "请将备案号写入服务器直接返回的 HTML。主管部门的核查也可能不运行脚本。",
            ),
            "warn",
        ),
        "in_frame": Result(
            Words(
                "The page is made of frames, and only the page itself is read.",
                "该页面由框架组成，检查只读取页面本身。",
            ),
            Words("Put the number into the outer page.", "请将备案号放入外层页面。"),
            "warn",
        ),
        "sends_on": Result(
            Words("The page sends its visitors on by itself.", "该页面会自动跳转到其他页面。"),
            Words(
                "Use an HTTP redirect, or put the number on this page too.",
                "请改用 HTTP 重定向，或在此页面也悬挂备案号。",
            ),
            "warn",
        ),
        "leads_elsewhere": Result(
            Words(
                "The domain redirects to another domain, so its own page is never seen.",
                "该域名重定向到其他域名，无法看到其自身页面。",
            ),
            Words(
                "Serve a page on the filed domain itself and put the number there.",
                "请在已备案域名上提供页面并悬挂备案号。",
            ),
        ),
        "not_a_page": Result(
            Words("What answered is no web page.", "返回的内容不是网页。"), _AGAIN, "warn", has_read=False
        ),
        "page_refused": Result(
            Words("The website answered with an error.", "网站返回错误。"), _AGAIN, "warn", has_read=False
        ),
        "unreachable": Result(
            Words("The website did not answer.", "网站未应答。"), _AGAIN, "warn", has_read=False
        ),
        "no_address": Result(
            Words("The domain has no address in the DNS.", "域名没有 DNS 解析记录。"),
            Words("Set an A or AAAA record that leads to the website.", "请设置指向网站的 A 或 AAAA 记录。"),
            "warn",
            has_read=False,
        ),
        "not_public": Result(
            Words(
                "The domain leads to an address that is not on the public internet.",
                "域名指向的地址不在公共互联网上。",
            ),
            Words(
                "Set its records to the public address of the website.", "请将解析记录设置为网站的公网地址。"
            ),
            "warn",
            has_read=False,
        ),
        "not_secure": Result(
            Words(
                "The certificate of the website does not fit, has expired or is not trusted.",
                "网站证书与域名不符、已过期或不受信任。",
            ),
            Words("Renew the certificate, then check again.", "请更新证书后再检查。"),
            "warn",
            has_read=False,
        ),
        "check_stopped": Result(
            Words("The check did not come to an end.", "检查未能完成。"),
            Words("Check again. If it stops again, write to us.", "请再次检查。如仍未完成，请联系我们。"),
            "warn",
            has_read=False,
        ),
    }
)
# What the portal's egress says, in the words of this room.
FROM_EGRESS: Mapping[str, str] = MappingProxyType(
    {
        "name_not_found": "no_address",
        "address_not_public": "not_public",
        "not_a_public_name": "not_public",
        "not_secure": "not_secure",
    }
)


def is_shown(code: str) -> bool:
    """Whether the number stands where it must; a link to an earlier address is accepted with a warning."""
    return code in {str(each) for each in SHOWN}


def is_missed(code: str) -> bool:
    """Whether a page was read and the number was not there as it must be."""
    return RESULTS[code].has_read and not is_shown(code)


assert set(map(str, Code)) <= set(RESULTS)  # noqa: S101 - a code without words stops the start
