"""Filing types: what each is for, which tasks it asks, and when it cannot be started.

Keys and labels are those of the published table, 2026-11-23 (documents.json); rule book section 3.
The commercial license is a track of its own (`icp.filings.rules.commercial`) and no filing type.
"""

from __future__ import annotations

from dataclasses import dataclass

from icp.eligibility.rules.bilingual import Words

COMPANY, PERSON, WEBSITE, APP = "company", "person", "website", "app"
DOMAIN, SERVER, EXISTING, CHANGES, ENDING, DECLARATIONS = (
    "domain",
    "server",
    "existing",
    "changes",
    "ending",
    "declarations",
)


@dataclass(frozen=True, slots=True)
class FilingType:
    key: str
    label: Words
    use_when: Words
    tasks: tuple[str, ...]
    services: tuple[str, ...] = ("website",)
    # About a filing that exists: here, or only at the authority by its number.
    needs_number: bool = False
    sends_text_message: bool = True
    ends: bool = False

    def tasks_for(self, service: str) -> tuple[str, ...]:
        return tuple(APP if task == WEBSITE and service == "app" else task for task in self.tasks)


_WHOLE = (COMPANY, PERSON, WEBSITE, DOMAIN, SERVER, DECLARATIONS)
_BOTH = ("website", "app")

_ALL = (
    FilingType(
        "first_filing",
        Words("First filing", "首次备案"),
        Words("Neither the applicant nor the domain is filed anywhere.", "主体和域名均未备案。"),
        _WHOLE,
        ("website",),
    ),
    FilingType(
        "add_website",
        Words("Add a website", "新增网站（新增互联网信息服务）"),
        Words("The applicant is filed, here or elsewhere; the domain is not.", "主体已备案，域名未备案。"),
        (EXISTING, *_WHOLE),
        needs_number=True,
    ),
    FilingType(
        "add_access",
        Words("Add this provider", "新增接入"),
        Words(
            "Applicant and domain are filed at another provider. The number stays the same.",
            "主体和域名已在其他接入商备案，备案号不变。",
        ),
        (EXISTING, *_WHOLE),
        needs_number=True,
    ),
    FilingType(
        "change",
        Words("Change a filing", "变更备案"),
        Words(
            "Name, address, person, phone or server changed. Province, document number and domain cannot.",
            "名称、地址、负责人、电话或IP发生变化；省份、证件号码和域名不能变更。",
        ),
        (EXISTING, CHANGES, COMPANY, PERSON, WEBSITE, SERVER, DECLARATIONS),
        _BOTH,
        needs_number=True,
    ),
    FilingType(
        "migrate",
        Words("Move a website to another organization", "迁移备案"),
        Words(
            "The domain goes to another organization. Not to individuals, and not for apps.",
            "域名转移至其他单位名下；不适用于个人和APP。",
        ),
        (EXISTING, *_WHOLE),
        needs_number=True,
    ),
    FilingType(
        "claim",
        Words("Claim an existing filing", "认领备案"),
        Words(
            "It was filed earlier, or elsewhere, and is to be kept in this account.",
            "已有备案，需归入本账号管理。",
        ),
        (EXISTING, COMPANY, PERSON, DOMAIN, DECLARATIONS),
        _BOTH,
        needs_number=True,
    ),
    FilingType(
        "cancel_website",
        Words("Cancel a website", "注销网站"),
        Words("One website or app ends. This cannot be undone.", "注销单个网站或APP，不可恢复。"),
        (EXISTING, ENDING, DECLARATIONS),
        _BOTH,
        needs_number=True,
        ends=True,
    ),
    FilingType(
        "cancel_subject",
        Words("Cancel the whole filing", "注销主体"),
        Words(
            "The applicant and everything filed under it ends. This cannot be undone.",
            "注销主体及其名下全部备案，不可恢复。",
        ),
        (EXISTING, ENDING, DECLARATIONS),
        needs_number=True,
        ends=True,
    ),
    FilingType(
        "cancel_access",
        Words("Leave this provider", "取消接入"),
        Words(
            "The filing leaves this provider. Without another one, the applicant becomes an empty shell.",
            "取消在本接入商的接入；如无其他接入商，将成为空壳主体。",
        ),
        (EXISTING, ENDING, DECLARATIONS),
        _BOTH,
        needs_number=True,
        sends_text_message=False,
        ends=True,
    ),
    FilingType(
        "app_filing",
        Words("App filing", "APP备案"),
        Words("An app is distributed in mainland China.", "在中国内地分发的APP。"),
        _WHOLE,
        ("app",),
    ),
)
FILING_TYPES: dict[str, FilingType] = {row.key: row for row in _ALL}

TASK_LABELS: dict[str, Words] = {
    COMPANY: Words("Applicant", "主体信息"),
    PERSON: Words("Person in charge", "负责人信息"),
    WEBSITE: Words("Website", "网站信息"),
    APP: Words("App", "APP信息"),
    DOMAIN: Words("Domain", "域名信息"),
    SERVER: Words("Server", "接入信息"),
    EXISTING: Words("Existing filing", "已有备案"),
    CHANGES: Words("What changes", "变更内容"),
    ENDING: Words("What ends, and why", "注销原因"),
    DECLARATIONS: Words("Declarations", "承诺与声明"),
}
