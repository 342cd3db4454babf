"""What the public security's form asks for, filled in from the filing: Chinese terms first, to copy.

Source: rule book section 10 (2026-11). What the filing does not know stays empty; document numbers are shown
by their last four characters only, since their holder types them on the official site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from icp.eligibility.rules.bilingual import Words
from icp.filings.models import Filing
from icp.filings.rules.fields.asking import FIELDS
from icp.publication.models import Publication

OFFICIAL_SITE = "https://beian.mps.gov.cn/"
# Keep attachments below this, as the official site asks.
ATTACHMENT_KILOBYTES = 400
_OPTIONS = {field.name: field.options for field in FIELDS}
PROVIDER = Words("Alibaba Cloud Computing Co., Ltd.", "阿里云计算有限公司")


@dataclass(frozen=True, slots=True)
class Row:
    label: Words
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    title: Words
    rows: tuple[Row, ...]


def pack_of(publication: Publication, interactive: str) -> tuple[Group, ...]:
    filing = publication.filing
    answers = filing.read_answers()
    return (
        Group(Words("Subject", "开办主体"), _subject(answers)),
        Group(Words("Website", "网站信息"), _website(publication, filing, answers, interactive)),
        Group(Words("Person responsible for safety", "网络安全负责人"), _person(answers)),
    )


def _subject(answers: Mapping[str, Any]) -> tuple[Row, ...]:
    if answers.get("company_name"):
        return (
            Row(Words("Name", "开办主体名称"), _text(answers, "company_name")),
            Row(Words("Unified social credit code", "统一社会信用代码"), _text(answers, "license_number")),
            Row(Words("Registered address", "注册地址"), _text(answers, "registered_address")),
            Row(Words("Real address", "常驻地址"), _text(answers, "mailing_address")),
        )
    return (
        Row(Words("Name", "姓名"), _text(answers, "subject_person_name")),
        Row(Words("Document", "证件类型"), _chosen(answers, "subject_person_id_type")),
        Row(Words("Document number", "证件号码"), _masked(_text(answers, "subject_person_id_number"))),
        Row(Words("Real address", "常驻地址"), _text(answers, "mailing_address")),
    )


def _website(
    publication: Publication, filing: Filing, answers: Mapping[str, Any], interactive: str
) -> tuple[Row, ...]:
    opened = publication.site_opened_on
    kinds = {"yes": "交互式 / interactive", "no": "非交互式 / not interactive", "": ""}
    return (
        Row(Words("Name of the website", "网站名称"), _text(answers, "site_name")),
        Row(Words("Domain", "域名"), filing.domain or publication.domain),
        Row(Words("ICP filing number", "ICP备案号"), filing.icp_number),
        Row(Words("Opened on", "网站开通日期"), opened.isoformat() if opened else ""),
        Row(Words("IP address", "网站IP"), _text(answers, "server_ip")),
        Row(Words("Access provider", "网络接入服务商"), f"{PROVIDER.zh} / {PROVIDER.en}"),
        Row(Words("Place of access", "接入地"), "中国内地 / mainland China"),
        Row(Words("Domain registrar", "域名注册服务商"), ""),
        Row(Words("What it offers", "服务类型"), _chosen(answers, "service_content")),
        Row(Words("Interactive", "是否提供互联网交互服务"), kinds[interactive]),
    )


def _person(answers: Mapping[str, Any]) -> tuple[Row, ...]:
    person = "subject_person" if answers.get("site_person_is_same") != "no" else "site_person"
    return (
        Row(Words("Name", "姓名"), _text(answers, f"{person}_name")),
        Row(Words("Document number", "证件号码"), _masked(_text(answers, f"{person}_id_number"))),
        Row(Words("Mobile", "手机号码"), _text(answers, f"{person}_mobile")),
        Row(Words("Email", "电子邮箱"), _text(answers, f"{person}_email")),
        Row(Words("Second phone number", "应急联系电话"), _text(answers, "emergency_phone")),
    )


def _text(answers: Mapping[str, Any], name: str) -> str:
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def _chosen(answers: Mapping[str, Any], name: str) -> str:
    """The option's words, Chinese first, where the answer is one of a list."""
    value = _text(answers, name)
    for option in _OPTIONS.get(name, ()):
        if option.key == value:
            return f"{option.label.zh} / {option.label.en}"
    return value


def _masked(number: str) -> str:
    return f"{'*' * max(len(number) - 4, 0)}{number[-4:]}"
