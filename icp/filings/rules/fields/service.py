"""Questions about domain and server, about a filing that exists already, and what is declared.

What every filing needs: rule book section 3, as of 2026-11-23.
"""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.field import Field, Option, says
from icp.filings.rules.fields.sites import SITES
from icp.filings.rules.filing_types import CHANGES, DECLARATIONS, DOMAIN, ENDING, EXISTING, SERVER

CHANGED = (
    Option("company_name", Words("Name of the company", "单位名称")),
    Option("address", Words("Address", "地址")),
    Option("person", Words("Person in charge, or a phone number", "负责人或联系方式")),
    Option("site", Words("Name or content of the website", "网站名称或内容")),
    Option("server", Words("Server", "接入信息（IP）")),
)

_DOMAIN = (
    Field(
        "domain",
        DOMAIN,
        "domain",
        Words("Domain", "域名"),
        "域名",
        Words(
            "The registrable name, as in example.cn. Its subdomains are covered.",
            "请填写一级域名，其子域名随之可用。",
        ),
        most=253,
    ),
    Field(
        "domain_holder",
        DOMAIN,
        "text",
        Words("Holder of the domain, as the registrar has it", "域名持有者（注册商登记名称）"),
        "域名所有者",
        Words(
            "It must be the applicant: license, domain and filing name one holder.",
            "须与备案主体一致：证件、域名与备案三者为同一主体。",
        ),
    ),
    Field(
        "domain_expires",
        DOMAIN,
        "date",
        Words("Domain paid until", "域名到期日"),
        "域名到期日期",
        Words("Most provinces ask for more than 3 months.", "多数省份要求剩余有效期大于3个月。"),
    ),
    Field(
        "real_name",
        DOMAIN,
        "choice",
        Words("Is the domain real-name verified?", "域名是否已完成实名认证？"),
        "域名实名认证状态",
        options=(
            Option("yes", Words("Yes", "已完成")),
            Option("pending", Words("Applied for", "审核中")),
            Option("no", Words("No", "未完成")),
        ),
    ),
)
_SERVER = (
    Field(
        "server_ip",
        SERVER,
        "public_ip",
        Words("Public IP of the server in mainland China", "境内服务器公网IP"),
        "网站IP地址",
        most=45,
    ),
    Field(
        "service_number",
        SERVER,
        "text",
        Words("Service identification number", "备案服务号"),
        "备案服务号",
        Words(
            "From the console of the server that serves the website. Ours can make one.",
            "由服务器所在账号生成，也可由专员协助获取。",
        ),
        needed=False,
        most=80,
    ),
)
_EXISTING = (
    Field(
        "existing_number",
        EXISTING,
        "icp_number",
        Words("Number of the existing filing", "已有备案号"),
        "主体备案号",
        most=60,
    ),
)
_CHANGES = (
    Field(
        "changed", CHANGES, "choices", Words("What changed?", "变更了哪些信息？"), "变更内容", options=CHANGED
    ),
)
_ENDING = (
    Field("ending_reason", ENDING, "text", Words("Why does it end?", "注销原因"), "注销原因", most=500),
    Field(
        "ending_confirmed",
        ENDING,
        "confirm",
        Words("I know that this cannot be undone", "我已知晓此操作不可恢复"),
        "注销确认",
    ),
)
_DECLARATIONS = (
    Field(
        "declares_truth",
        DECLARATIONS,
        "confirm",
        Words(
            "What is written here is true, and I may file it for the applicant",
            "以上信息真实有效，我有权代表主体办理备案",
        ),
        "信息真实性承诺",
    ),
    Field(
        "declares_no_preapproval",
        DECLARATIONS,
        "confirm",
        Words("The website shows nothing that needs an approval first", "网站不涉及前置审批内容"),
        "不涉及前置审批承诺",
        when=says("content_category", "general"),
        follows="content_category",
    ),
)
SERVICE: tuple[Field, ...] = (
    *SITES,
    *_DOMAIN,
    *_SERVER,
    *_EXISTING,
    *_CHANGES,
    *_ENDING,
    *_DECLARATIONS,
)
