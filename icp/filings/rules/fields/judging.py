"""What can be said about the answers of a filing as a whole: what is missing, what is wrong, who must look.

Each value is judged by its kind; then values are held against each other (one holder for license, domain and
filing; two people with two phones) and against the eligibility rules of the policy in force, which know the
provinces. A finding of `Level.WRONG` blocks sending; the others are told, and the specialist reads them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.policy import Policy
from icp.filings.rules.fields import values
from icp.filings.rules.fields.asking import fields_for, is_needed
from icp.filings.rules.fields.by_the_rules import by_the_rules
from icp.filings.rules.fields.field import INDIVIDUALS, ORGANIZATIONS, Field
from icp.filings.rules.fields.problem import Answers, Circumstances, Problem, day_of
from icp.filings.rules.fields.values import Level


def judge(
    filing_type: str,
    service: str,
    answers: Answers,
    *,
    policy: Policy,
    on: date,
    known: Circumstances | None = None,
) -> tuple[Problem, ...]:
    """Everything there is to say, in the order of the tasks; `on` is the day in China.

    Raises `KeyError` for an unknown filing type.
    """
    asked = fields_for(filing_type, service, answers)
    names = {field.name for field in asked}
    problems = [problem for field in asked for problem in _of_field(field, service, answers, on)]
    problems += [problem for problem in _together(answers, on) if problem.field in names]
    wrong = {problem.field for problem in problems if problem.level is Level.WRONG}
    if "domain" in names or "company_name" in names:
        problems += [
            problem
            for problem in by_the_rules(answers, service, policy, on, known or Circumstances())
            if problem.field in names and problem.field not in wrong
        ]
    order = {field.name: place for place, field in enumerate(asked)}
    return tuple(sorted(problems, key=lambda problem: (order[problem.field], problem.level)))


def _of_field(field: Field, service: str, answers: Answers, on: date) -> Iterator[Problem]:
    given = answers.get(field.name)
    if given in (None, "", []):
        if is_needed(field, service, answers):
            yield Problem(field.name, Level.WRONG, "missing", _missing(field))
        return
    reading = values.read(field.kind, given)
    keys = {option.key for option in field.options}
    chosen = reading.value if isinstance(reading.value, list) else [reading.value]
    if keys and not keys.issuperset(chosen):
        yield Problem(
            field.name,
            Level.WRONG,
            "no_such_choice",
            Words(
                f"“{given}” is not among the choices. Choose one of them.",
                f"“{given}”不在选项内，请重新选择。",
            ),
        )
    if isinstance(given, str) and len(given) > field.most:
        yield Problem(
            field.name,
            Level.WRONG,
            "too_long",
            Words(
                f"It has {len(given)} characters; {field.most} are allowed. Shorten it.",
                f"共{len(given)}个字符，最多{field.most}个，请缩短。",
            ),
        )
    for found in reading.findings:
        yield Problem(field.name, found.level, found.code, found.words)


def _missing(field: Field) -> Words:
    en, zh = field.label.en.rstrip("?"), field.label.zh.rstrip("？")
    if field.options:
        return Words(f"Choose an answer: {en}.", f"请选择：{zh}。")
    if field.kind == "confirm":
        return Words(f"Confirm this: {en}.", f"请确认：{zh}。")
    return Words(f"Fill in: {en}.", f"请填写：{zh}。")


def _together(answers: Answers, on: date) -> Iterator[Problem]:
    yield from _documents(answers)
    yield from _expiries(answers, on)
    mobile, second = answers.get("subject_person_mobile"), answers.get("emergency_phone")
    if mobile and mobile == second:
        yield _wrong(
            "emergency_phone",
            "same_phone",
            "This is the mobile above. Give another number.",
            "与上述手机号相同，请填写其他号码。",
        )
    for name in ("mobile", "email"):
        first, other = answers.get(f"subject_person_{name}"), answers.get(f"site_person_{name}")
        if answers.get("site_person_is_same") == "no" and first and first == other:
            yield _wrong(
                f"site_person_{name}",
                "shared_contact",
                "Two people need two phones and two email addresses.",
                "两位负责人须使用不同的手机号和邮箱。",
            )
    yield from _one_holder(answers)


def _documents(answers: Answers) -> Iterator[Problem]:
    for person in ("subject", "site"):
        number = answers.get(f"{person}_person_id_number")
        if number and answers.get(f"{person}_person_id_type") == "resident_id":
            found = values.resident_id(str(number))
            if found:
                yield Problem(f"{person}_person_id_number", found.level, found.code, found.words)


def _expiries(answers: Answers, on: date) -> Iterator[Problem]:
    for person in ("subject", "site"):
        until = day_of(answers.get(f"{person}_person_id_expires"))
        if until and (until - on).days <= 0:
            yield _wrong(
                f"{person}_person_id_expires",
                "document_expired",
                f"The document ended on {until.isoformat()}. Renew it first.",
                f"证件已于{until.isoformat()}到期，请先换证。",
            )
        elif until and (until - on).days <= 90:
            yield Problem(
                f"{person}_person_id_expires",
                Level.HINT,
                "document_expires_soon",
                Words(
                    "It ends within 90 days. Many reviewers want more; renew it if you can.",
                    "证件有效期不足90天，建议先换证。",
                ),
            )


def _one_holder(answers: Answers) -> Iterator[Problem]:
    """The triangle: domain holder, license holder and applicant must be one. Both sources are named."""
    holder = answers.get("domain_holder")
    if answers.get("entity_type") in ORGANIZATIONS:
        applicant, source = answers.get("company_name"), ("license", "营业执照", "company_name")
    elif answers.get("entity_type") in INDIVIDUALS:
        applicant, source = answers.get("subject_person_name"), ("document", "证件", "subject_person_name")
    else:
        return
    if not holder or not applicant or same_name(holder, applicant):
        return
    english, chinese, name = source
    # A person's name is not repeated: this sentence is shown where their data is masked.
    shown = applicant if name == "company_name" else ""
    yield Problem(
        "domain_holder",
        Level.LOOK,
        "holder_mismatch",
        Words(
            f"The registrar names “{holder}”, the {english} names "
            f"{f'“{shown}”' if shown else 'another one'}. License, domain and filing must name one holder. "
            "Change the holder at the registrar, or correct the name.",
            f"注册商登记为“{holder}”，{chinese}为{f'“{shown}”' if shown else '其他名称'}。"
            "证件、域名与备案须为同一主体，请在注册商处变更持有者，或更正名称。",
        ),
        (name,),
    )


def same_name(one: str, other: str) -> bool:
    """
    >>> same_name("北风机械（上海）有限公司", "北风机械(上海)有限公司 ")
    True
    """

    def plain(text: str) -> str:
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()

    return plain(one) == plain(other)


def _wrong(name: str, code: str, en: str, zh: str) -> Problem:
    return Problem(name, Level.WRONG, code, Words(en, zh))
