"""Filings to test with: whole answers, and the way to any state through the workflow's own functions."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from icp.documents.models import Paper
from icp.documents.standing import open_requirements
from icp.documents.workflow.consenting import purposes_of
from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.workflow import Said
from icp.filings.workflow.consenting import start_docs
from icp.filings.workflow.granting import WITH_A_NEW_NUMBER
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked
from portal.calendar.clock import now
from tests.world import World

SUBJECT = "沪ICP备2026019482号"
NUMBER = f"{SUBJECT}-1"
COMPANY: dict[str, Any] = {
    "entity_type": "fie_wfoe",
    "province": "Shanghai",
    "company_name": "北风机械（上海）有限公司",
    "license_number": "91310000775785552L",
    "registered_address": "上海市静安区南京西路1号",
    "mailing_address": "上海市静安区南京西路1号201室",
}
PERSON: dict[str, Any] = {
    "subject_is_legal_rep": "yes",
    "subject_person_name": "李娜",
    "subject_person_id_type": "resident_id",
    "subject_person_id_number": "11010519491231002X",
    "subject_person_id_expires": "2036-05-01",
    "subject_person_mobile": "+8613800138000",
    "subject_person_email": "li.na@example.com",
    "emergency_phone": "+862155550100",
    "site_person_is_same": "yes",
}
WEBSITE: dict[str, Any] = {
    "site_name": "北风机械公司官网",
    "service_content": "company_site",
    "content_category": "general",
    "site_languages": ["zh-hans"],
}
DOMAIN: dict[str, Any] = {
    "domain": "nordwind-maschinen.cn",
    "domain_holder": "北风机械（上海）有限公司",
    "domain_expires": "2030-01-01",
    "real_name": "yes",
}
SERVER: dict[str, Any] = {"server_ip": "47.100.10.20", "service_number": "AB12-3456"}
DECLARED: dict[str, Any] = {"declares_truth": "yes", "declares_no_preapproval": "yes"}
WHOLE: dict[str, Any] = {**COMPANY, **PERSON, **WEBSITE, **DOMAIN, **SERVER, **DECLARED}
ENDING: dict[str, Any] = {
    "existing_number": NUMBER,
    "ending_reason": "网站不再运营",
    "ending_confirmed": "yes",
    "declares_truth": "yes",
}


def draft(world: World, filing_type: str = "first_filing", **answers: Any) -> Filing:
    given = ENDING if filing_type.startswith("cancel_") else WHOLE
    return workflow.open_filing(
        organization=world.customer, filing_type=filing_type, answers={**given, **answers}, by=world.lena
    )


def free_number(filing: Filing) -> str:
    """NUMBER, or the next one of the same applicant; orders that go on with a number keep theirs."""
    if filing.filing_type not in WITH_A_NEW_NUMBER:
        return NUMBER
    held = Filing.objects.holding_a_number().filter(organization=filing.organization)
    taken = set(held.values_list("icp_number", flat=True))
    return next(number for serial in count(1) if (number := f"{SUBJECT}-{serial}") not in taken)


RETURNED = [Said("site_name", "site_name_invalid", "请使用公司名称")]


def submitted(world: World, filing_type: str = "first_filing", **answers: Any) -> Filing:
    filing = draft(world, filing_type, **answers)
    give_papers(world, filing)
    return workflow.submit_filing(filing, by=world.lena)


def give_papers(world: World, filing: Filing) -> None:
    """Every paper that is asked for, as a worker leaves it once it has read it."""
    for requirement in open_requirements(filing):
        Paper.objects.create(
            filing=filing,
            organization=filing.organization,
            requirement=requirement,
            version=1,
            state=Paper.State.ACCEPTED,
            kind="jpeg",
            sha256="0" * 64,
            size_bytes=100_000,
            uploaded_by=world.lena,
            uploaded_at=now(filing.organization),
        )


def brought_to(state: str, world: World, filing_type: str = "first_filing", **answers: Any) -> Filing:
    """A filing in this state, by the shortest way. Raises KeyError for a state that no way leads to."""
    wei, lena = world.wei, world.lena
    if state == "DRAFT":
        filing = draft(world, filing_type, **answers)
        give_papers(world, filing)
        return filing
    if state == "DOCS":
        filing = draft(world, filing_type, **answers)
        give_papers(world, filing)
        return start_docs(filing, agreed=purposes_of(filing), by=lena)
    if state == "ABANDONED":
        return workflow.abandon_filing(draft(world, filing_type, **answers), by=lena)
    if state == "EXPIRED":
        filing = draft(world, filing_type, **answers)
        return perform(locked(filing), "idle_45_days", by=None)
    filing = submitted(world, filing_type, **answers)
    ways = {
        "SPECIALIST_REVIEW": lambda f: f,
        "SPECIALIST_RETURNED": lambda f: workflow.return_filing(f, "return", RETURNED, by=wei),
        "IDENTITY_CHECK": lambda f: workflow.lodge_filing(f, by=wei),
        "PRELIM_REVIEW": lambda f: workflow.check_face(_way(f, "IDENTITY_CHECK"), passed=True, by=lena),
        "PRELIM_CORRECTION": lambda f: workflow.return_filing(
            _way(f, "PRELIM_REVIEW"), "need_correction", RETURNED, by=wei
        ),
        "PRELIM_REJECTED": lambda f: workflow.return_filing(
            _way(f, "PRELIM_REVIEW"), "reject", RETURNED, by=wei
        ),
        "AWAIT_SUBMIT": lambda f: workflow.pass_filing(_way(f, "PRELIM_REVIEW"), by=wei),
        "SMS_PENDING": lambda f: workflow.send_to_authority(_way(f, "AWAIT_SUBMIT"), by=wei),
        "SMS_RETURNED": lambda f: workflow.return_for_wrong_codes(_way(f, "SMS_PENDING"), by=lena),
        "CA_REVIEW": lambda f: (
            workflow.send_to_authority(_way(f, "AWAIT_SUBMIT"), by=wei)
            if filing_type == "cancel_access"
            else workflow.verify_text_message(_way(f, "SMS_PENDING"), by=wei)
        ),
        "CA_REJECTED": lambda f: workflow.return_filing(_way(f, "CA_REVIEW"), "reject", RETURNED, by=wei),
        "APPROVED": lambda f: workflow.grant_filing(_way(f, "CA_REVIEW"), number=free_number(f), by=wei),
        "RISK": lambda f: workflow.report_risk(
            _way(f, "APPROVED"), source="域名未解析至境内", ends_at=in_days(f, 30), by=wei
        ),
        "ACCESS_CANCELLED": lambda f: workflow.cancel_access(
            _way(f, "APPROVED"), reason="接入商取消接入", by=wei
        ),
        "SHELL": lambda f: workflow.mark_shell(_way(f, "ACCESS_CANCELLED"), by=wei),
        "CANCELLED": lambda f: workflow.cancel_filing(_way(f, "APPROVED"), reason="管局注销", by=wei),
        "LAPSED": lambda f: workflow.lapse_filing(_way(f, "APPROVED"), reason="域名到期", by=wei),
    }

    def _way(row: Filing, on: str) -> Filing:
        moved: Filing = ways[on](row)
        return moved

    return _way(filing, state)


def in_days(filing: Filing, days: int) -> Any:
    return now(filing.organization) + timedelta(days=days)
