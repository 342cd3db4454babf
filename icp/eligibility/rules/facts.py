"""What is known about a site and its applicant: the input columns of the published cases, typed.

>>> facts = Facts.parse({"domain": "Shop.Example.com", "ports": "443;80", "age": "unknown"})
>>> facts.domain.registrable, facts.ports, facts.age, facts.province
('example.com', (80, 443), <Missing.UNKNOWN: 'unknown'>, <Missing.NA: 'na'>)
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.domain_names import DomainName, UnfilableName
from icp.eligibility.rules.fact_kinds import (
    Kind,
    Missing,
    Name,
    OneOf,
    Percentage,
    Ports,
    Text,
    Unfit,
    WholeNumber,
    YesNo,
)

NA, UNKNOWN = Missing.NA, Missing.UNKNOWN
Claim = bool | Missing
Key = str | Missing
Count = int | Missing

_YES_NO = YesNo()
_DAYS = WholeNumber(-36_500, 36_500)
_PROVINCE = OneOf(tuple(reference.PROVINCES), reference.PROVINCE_SPELLINGS)


@dataclass(frozen=True, slots=True)
class Facts:
    """Each fact is a value, `NA` (does not apply or was not asked) or `UNKNOWN` (asked, and not known).

    `domain` and `registrar_iana_id` are `None` when there is none. Shares are per cent, capital is RMB,
    `*_days_left` are calendar days and `real_name_days` are working days since the verification.
    """

    entity_type: Key = NA
    cn_business_licence: Claim = NA
    passport: Claim = NA
    can_be_present: Claim = NA
    uses_proxy: Claim = NA
    serves_web_content: Claim = NA
    server_location: Key = NA
    server_public_ip: Claim = NA
    cdn_location: Key = NA
    network_product: Key = NA
    ports: tuple[int, ...] | Missing = NA
    domain: DomainName | UnfilableName | Missing | None = NA
    registrar_iana_id: int | Missing | None = NA
    for_profit: Claim = NA
    service_type: Key = NA
    profit_model: Key = NA
    subject_filed: Key = NA
    domain_filed: Key = NA
    dns_live: Claim = NA
    real_name: Key = NA
    real_name_days: Count = NA
    holder_match: Key = NA
    domain_days_left: Count = NA
    instance_billing: Key = NA
    instance_months: Count = NA
    service_no_free: Claim = NA
    site_name: Key = NA
    content_category: Key = NA
    preapproval_doc: Claim = NA
    province: Key = NA
    licence_province: Key = NA
    id_province: Key = NA
    residence_permit: Claim = NA
    age: Count = NA
    phone_country: Key = NA
    phone_other_subject: Claim = NA
    person_is_legal_rep: Claim = NA
    authorisation_letter: Claim = NA
    legal_rep_nationality: Key = NA
    face_check_possible: Claim = NA
    id_days_left: Count = NA
    business_status: Key = NA
    subject_is_licence_holder: Claim = NA
    account_other_subject: Claim = NA
    order_in_progress: Claim = NA
    registered_capital_rmb: Count = NA
    foreign_share_pct: Decimal | Missing = NA
    pilot_region: Claim = NA

    @classmethod
    def parse(cls, given: Mapping[str, object]) -> Facts:
        """Read facts from text (or JSON's own yes, no and numbers); what is absent was not asked.

        Raises `MalformedFacts` with every problem found, not only the first.
        """
        problems: list[FactProblem] = []
        values: dict[str, Any] = {}
        for name, value in given.items():
            try:
                values[name] = _read(name, value)
            except Unfit as unfit:
                problems.append(FactProblem(str(name), _shown(value), unfit.words))
        if problems:
            raise MalformedFacts(tuple(problems))
        return cls(**values)

    def as_texts(self) -> dict[str, str]:
        """Every fact as text, letter for letter the words of the data; `Facts.parse` reads it back."""
        return {name: _written(KINDS[name], getattr(self, name)) for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One fact that could not be read: its name, what was given, and a sentence with what would do."""

    field: str
    given: str
    words: Words

    @property
    def sentence(self) -> Words:
        """The problem, with the field and what was given."""
        return Words(
            f"{self.field} is “{self.given}”: {self.words.en}",
            f"{self.field}为“{self.given}”：{self.words.zh}",
        )


class MalformedFacts(ValueError):
    """At least one fact cannot be read; `problems` has one entry per field."""

    def __init__(self, problems: tuple[FactProblem, ...]) -> None:
        self.problems = problems
        super().__init__(self.words.en)

    @property
    def words(self) -> Words:
        """All problems in one paragraph."""
        said = Words("", "")
        for problem in self.problems:
            said = said.then(problem.sentence)
        return said


KINDS: dict[str, Kind] = {
    "entity_type": OneOf(
        (
            "cn_company",
            "fie_wfoe",
            "fie_jv",
            "sole_trader",
            "rep_office",
            "gov",
            "public_institution",
            "social_org",
            "cn_individual",
            "foreign_individual",
            "hk_mo_tw_individual",
            "foreign_company_no_presence",
            "hk_mo_tw_company_no_presence",
        )
    ),
    "cn_business_licence": _YES_NO,
    "passport": _YES_NO,
    "can_be_present": _YES_NO,
    "uses_proxy": _YES_NO,
    "serves_web_content": _YES_NO,
    "server_location": OneOf(("mainland", "hk_mo_tw", "overseas", "none")),
    "server_public_ip": _YES_NO,
    "cdn_location": OneOf(("none", "mainland", "global_incl_mainland", "hk_mo_tw", "overseas")),
    "network_product": OneOf(("none", "ga_premium_hk", "ga_crossborder", "antiddos_mca")),
    "ports": Ports(),
    "domain": Name(),
    "registrar_iana_id": WholeNumber(1, 999_999_999, may_be_none=True),
    "for_profit": _YES_NO,
    "service_type": OneOf(("website", "app", "mini_program")),
    "profit_model": OneOf(("none", "own_goods", "paid_info", "advertising", "platform")),
    "subject_filed": OneOf(("none", "alibaba", "elsewhere")),
    "domain_filed": OneOf(("none", "alibaba", "elsewhere", "other_subject")),
    "dns_live": _YES_NO,
    "real_name": OneOf(("yes", "no", "pending")),
    "real_name_days": WholeNumber(0, 36_500),
    "holder_match": OneOf(("same", "legal_rep", "shareholder", "other")),
    "domain_days_left": _DAYS,
    "instance_billing": OneOf(("subscription", "payg")),
    "instance_months": WholeNumber(0, 1_200),
    "service_no_free": _YES_NO,
    "site_name": Text(200),
    "content_category": OneOf(("general", *reference.CONTENT_CATEGORIES)),
    "preapproval_doc": _YES_NO,
    "province": _PROVINCE,
    "licence_province": _PROVINCE,
    "id_province": _PROVINCE,
    "residence_permit": _YES_NO,
    "age": WholeNumber(0, 150),
    "phone_country": OneOf(("cn", "foreign", "none")),
    "phone_other_subject": _YES_NO,
    "person_is_legal_rep": _YES_NO,
    "authorisation_letter": _YES_NO,
    "legal_rep_nationality": OneOf(("cn", "foreign", "hk_mo_tw")),
    "face_check_possible": _YES_NO,
    "id_days_left": _DAYS,
    "business_status": OneOf(("normal", "abnormal", "revoked", "cancelled")),
    "subject_is_licence_holder": _YES_NO,
    "account_other_subject": _YES_NO,
    "order_in_progress": _YES_NO,
    "registered_capital_rmb": WholeNumber(0, 10**15),
    "foreign_share_pct": Percentage(),
    "pilot_region": _YES_NO,
}

COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Facts))


def _read(name: str, value: object) -> object:
    if name not in KINDS:
        raise Unfit(_no_such_fact(str(name)))
    if value is None:
        return NA
    if isinstance(value, Missing):
        return value
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if not isinstance(value, str | int | float | Decimal):
        raise Unfit(Words("It is no text and no number. Give one value.", "不是文本或数字。请填写单个值。"))
    text = str(value).strip()
    if not text.isprintable() and any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise Unfit(
            Words(
                "It holds an invisible control character. Type it again.",
                "含有不可见的控制字符，请重新输入。",
            )
        )
    if text in ("", "unknown"):
        return UNKNOWN
    return NA if text == "na" else KINDS[name].read(text)


def _no_such_fact(name: str) -> Words:
    near = difflib.get_close_matches(name, COLUMNS, n=1)
    if near:
        return Words(f"There is no such fact. Did you mean {near[0]}?", f"没有该字段。您是指{near[0]}吗？")
    return Words("There is no such fact. Leave it out.", "没有该字段，请删除。")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _written(kind: Kind, value: object) -> str:
    return value.value if isinstance(value, Missing) else kind.write(value)
