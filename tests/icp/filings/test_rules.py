"""The tables and readers of the filings room: each fact once, and no number called wrong in haste."""

from __future__ import annotations

import doctest
import importlib
import itertools
import pkgutil
from datetime import date
from typing import Any

import pytest

from icp.documents.rules.case import case_from
from icp.documents.rules.requirements import required
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.reference import PROVINCES
from icp.filings import rules
from icp.filings.rules import fields as fields_of_filings
from icp.filings.rules import lifecycle, status_list
from icp.filings.rules.fields.asking import FIELDS, MOST_BUSINESS, field, fields_for, tasks_of
from icp.filings.rules.fields.field import ORGANIZATIONS
from icp.filings.rules.fields.judging import judge
from icp.filings.rules.fields.values import KINDS, Level, read
from icp.filings.rules.filing_types import FILING_TYPES, TASK_LABELS
from icp.filings.rules.reasons import REASONS
from icp.filings.rules.states import STATES
from tests.icp.filings.cases import ENDING, NUMBER, WHOLE

MOST_FIELDS, MOST_UPLOADS = 35, 8
ON = date(2026, 11, 27)
MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (rules, fields_of_filings)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_a_business_first_filing_asks_at_most_35_fields_and_8_uploads_everywhere(say: Any) -> None:
    entities = sorted(ORGANIZATIONS)
    choices = itertools.product(entities, PROVINCES, ("yes", "no"), ("yes", "no"))
    most_fields = most_uploads = 0
    for entity, province, is_legal_rep, is_same in choices:
        answers = {
            **MOST_BUSINESS,
            "entity_type": entity,
            "province": province,
            "subject_is_legal_rep": is_legal_rep,
            "site_person_is_same": is_same,
        }
        asked = [each.name for each in fields_for("first_filing", "website", answers)]
        assert len(asked) == len(set(asked)), "each fact is asked once"
        papers = required(case_from(answers, filing_type="first_filing", service="website"))
        most_fields = max(most_fields, len(asked))
        most_uploads = max(most_uploads, sum(paper.needed for paper in papers))
    cases = len(entities) * len(PROVINCES) * 4
    say(f"{most_fields} fields and {most_uploads} uploads at most, over {cases} cases")
    assert most_fields <= MOST_FIELDS and most_uploads <= MOST_UPLOADS


@pytest.mark.parametrize("key", FILING_TYPES)
def test_every_type_asks_each_fact_once_in_tasks_that_have_a_name(key: str) -> None:
    for service in FILING_TYPES[key].services:
        tasks = tasks_of(key, service, {**MOST_BUSINESS, "app_platforms": ["android", "ios", "harmony"]})
        names = [each.name for fields in tasks.values() for each in fields]
        assert names and len(names) == len(set(names))
        assert set(tasks) <= set(TASK_LABELS)


def test_every_field_has_words_in_both_languages_and_a_reader() -> None:
    for each in FIELDS:
        assert each.label.en and each.label.zh and each.console and each.kind in KINDS, each.name
        assert all(option.label.en and option.label.zh for option in each.options)


def test_every_reason_names_fields_that_exist() -> None:
    for reason in REASONS.values():
        for name in reason.fields:
            assert name.startswith("document:") or field(name)


def test_whole_answers_have_no_problem_that_blocks() -> None:
    for key, given in (("first_filing", WHOLE), ("cancel_website", ENDING)):
        found = judge(key, "website", given, policy=POLICIES["seed-1"], on=ON)
        assert [(each.field, each.code) for each in found if each.level is Level.WRONG] == []


@pytest.mark.parametrize(
    ("kind", "given", "level"),
    [
        ("uscc", "91310000775785552L", None),
        ("uscc", "9131 0000 7757 8555 2L", None),
        ("uscc", "91310000775785552X", Level.LOOK),
        ("uscc", "Y1110000000000001X", Level.LOOK),
        ("uscc", "12345", Level.WRONG),
        ("mobile", "+86 138 0013 8000", None),
        ("mobile", "１３８００１３８０００", None),
        ("mobile", "170 0013 8000", Level.HINT),
        ("mobile", "+49 151 23456789", Level.WRONG),
        ("mobile", "021 5555 0100", Level.WRONG),
        ("mobile", "call me", Level.WRONG),
        ("phone", "+49 30 901820", None),
        ("email", "li.na@example.com", None),
        ("email", "li.na@example", Level.WRONG),
        ("date", "2027-02-29", Level.WRONG),
        ("date", "2028-02-29", None),
        ("domain", "https://WWW.Nordwind.com.cn/shop", None),
        ("domain", "com.cn", Level.WRONG),
        ("domain", "北风.中国", None),
        ("public_ip", "47.100.10.20", None),
        ("public_ip", "10.0.0.8", Level.WRONG),
        ("public_ip", "100.100.100.200", Level.WRONG),
        ("public_ip", "2400:3200::1", None),
        ("han", "Nordwind", Level.WRONG),
        ("package", "com.example.app", None),
        ("package", "com", Level.WRONG),
        ("md5", "A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90", None),
        ("md5", "abc", Level.WRONG),
        ("sha1", "f" * 40, None),
    ],
)
def test_a_value_is_read(kind: str, given: str, level: Level | None) -> None:
    findings = read(kind, given).findings
    assert [found.level for found in findings] == ([level] if level else [])
    assert all(found.words.en and found.words.zh for found in findings)


@pytest.mark.parametrize(
    ("answers", "field_name", "code", "level"),
    [
        ({"domain_holder": "Nordwind GmbH"}, "domain_holder", "holder_mismatch", Level.LOOK),
        ({"domain_holder": "北风机械(上海)有限公司"}, "domain_holder", None, None),
        ({"emergency_phone": "+8613800138000"}, "emergency_phone", "same_phone", Level.WRONG),
        (
            {"subject_person_id_expires": "2026-11-26"},
            "subject_person_id_expires",
            "document_expired",
            Level.WRONG,
        ),
        (
            {"subject_person_id_expires": "2027-01-10"},
            "subject_person_id_expires",
            "document_expires_soon",
            Level.HINT,
        ),
        (
            {"subject_person_id_number": "11010519491231002"},
            "subject_person_id_number",
            "resident_id_shape",
            Level.WRONG,
        ),
        (
            {"subject_person_id_number": "110105194912310021"},
            "subject_person_id_number",
            "resident_id_unknown",
            Level.LOOK,
        ),
        (
            {"subject_person_id_number": "810000199408230021"},
            "subject_person_id_number",
            "resident_id_permit",
            Level.LOOK,
        ),
        ({"site_name": "12345"}, "site_name", "C02", Level.WRONG),
        ({"domain_expires": "2026-12-05"}, "domain_expires", "D06", Level.WRONG),
        ({"real_name": "no"}, "real_name", "D04", Level.WRONG),
        (
            {"province": "Hebei", "subject_person_id_type": "passport"},
            "subject_person_id_type",
            "P05",
            Level.LOOK,
        ),
        ({"entity_type": "no_such"}, "entity_type", "no_such_choice", Level.WRONG),
        ({"company_name": "北" * 500}, "company_name", "too_long", Level.WRONG),
    ],
)
def test_answers_are_judged_together(
    answers: dict[str, Any], field_name: str, code: str | None, level: Level | None
) -> None:
    found = judge("first_filing", "website", {**WHOLE, **answers}, policy=POLICIES["cn-2026-11"], on=ON)
    beside = {each.code: each.level for each in found if each.field == field_name}
    assert (beside.get(code) is level) if code else "holder_mismatch" not in beside, beside


def test_a_mismatch_of_the_triangle_names_both_sources() -> None:
    (found,) = [
        each
        for each in judge(
            "first_filing",
            "website",
            {**WHOLE, "domain_holder": "Nordwind GmbH"},
            policy=POLICIES["seed-1"],
            on=ON,
        )
        if each.code == "holder_mismatch"
    ]
    for text in (found.words.en, found.words.zh):
        assert "Nordwind GmbH" in text and "北风机械（上海）有限公司" in text
    assert found.others == ("company_name",)


def test_a_persons_name_is_not_repeated_where_others_read_it() -> None:
    answers = {
        **WHOLE,
        "entity_type": "cn_individual",
        "domain_holder": "王芳",
        "subject_person_name": "李娜",
    }
    found = judge("first_filing", "website", answers, policy=POLICIES["seed-1"], on=ON)
    words = next(each.words for each in found if each.code == "holder_mismatch")
    assert "李娜" not in words.en + words.zh


def test_a_status_list_takes_one_step_at_a_time() -> None:
    for (present, shown), verb in status_list.STEPS.items():
        assert lifecycle.target(present, verb) == shown
    assert set(status_list.STATES.values()) <= set(STATES)
    rows = status_list.read_list(f"1,nordwind.cn,管局审核通过,{NUMBER}\n\n无域名 管局审核中\n" + "x\n" * 500)
    assert (rows[0].domain, rows[0].state, rows[0].number) == ("nordwind.cn", "APPROVED", NUMBER)
    assert (rows[1].domain, rows[1].state) == ("", "CA_REVIEW") and len(rows) == status_list.MOST_ROWS
