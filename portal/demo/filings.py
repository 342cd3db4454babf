"""Four filings of the demo, each made by the workflow's own functions: a draft that lacks two papers and the
declarations, one that waits on the desk, one whose text message has to be answered within 24 hours, and one
whose number is in force, with the 30 days of the public security running.

Companies, people and numbers are invented. The website with the number stands in the stand-in cloud, so the
worker that looks at its footer finds it without any network.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from stdnum.cn import uscc

from icp.documents.checking import check
from icp.documents.models import Paper
from icp.documents.standing import open_requirements
from icp.documents.workflow import give_consent, missing_consents, upload_paper
from icp.filings import workflow
from icp.filings.models import Filing
from icp.publication.rules.snippets import icp_snippet
from portal.accounts.models import Organization, User
from portal.demo.people import MERIDIAN, NORDWIND, WEBSITE

NUMBER = "沪ICP备2026000001号-1"
READ_SECONDS = 120
DECLARED = {"declares_truth": "yes", "declares_no_preapproval": "yes"}


def seed_filings() -> int:
    """How many were begun. Run again it goes on with each filing from the state it is in."""
    lena, omar, wei = (User.objects.get(email__startswith=f"{name}@") for name in ("lena", "omar", "wei"))
    before = Filing.objects.count()
    draft = _answers(1, "北风机械（上海）有限公司", "北风机械官网", "nordwind-maschinen.cn", "李娜")
    _opened(NORDWIND, draft, lena)
    waiting = _answers(2, "子午线贸易（上海）有限公司", "子午线贸易官网", "meridian-trade.cn", "王芳")
    _brought("SPECIALIST_REVIEW", _opened(MERIDIAN, {**waiting, **DECLARED}, omar), omar, wei)
    asked = _answers(3, "北风服务（上海）有限公司", "北风服务官网", "nordwind-service.cn", "赵敏")
    _brought("SMS_PENDING", _opened(NORDWIND, {**asked, **DECLARED}, lena), lena, wei)
    granted = _answers(4, "北风配件（上海）有限公司", "北风配件官网", WEBSITE, "陈洁")
    # Its footer is looked at, so without a website of our own on this machine it is not made.
    if WEBSITE in settings.EGRESS_HOSTS:
        _play_the_website(granted)
        _brought("APPROVED", _opened(NORDWIND, {**granted, **DECLARED}, lena), lena, wei)
    return Filing.objects.count() - before


def _answers(number: int, company: str, site: str, domain: str, person: str) -> dict[str, Any]:
    register = f"91310000MADEM{number:04d}"
    mailbox = f"contact@{domain}"
    return {
        "entity_type": "fie_wfoe",
        "province": "Shanghai",
        "company_name": company,
        "license_number": register + uscc.calc_check_digit(register),
        "registered_address": "上海市静安区示例路1号",
        "mailing_address": "上海市静安区示例路1号201室",
        "subject_is_legal_rep": "yes",
        "subject_person_name": person,
        "subject_person_id_type": "resident_id",
        "subject_person_id_number": "11010519491231002X",
        "subject_person_id_expires": "2036-05-01",
        "subject_person_mobile": "+8613800138000",
        "subject_person_email": mailbox,
        "emergency_phone": "+862155550100",
        "site_person_is_same": "yes",
        "site_name": site,
        "service_content": "company_site",
        "content_category": "general",
        "site_languages": ["zh-hans"],
        "domain": domain,
        "domain_holder": company,
        "domain_expires": "2030-01-01",
        "real_name": "yes",
        "server_ip": "47.100.10.20",
        "service_number": "AB12-3456",
    }


def _opened(organization: str, answers: dict[str, Any], by: User) -> Filing:
    owner = Organization.objects.get(name=organization, is_operator=False)
    there = Filing.objects.filter(organization=owner, domain=answers["domain"]).first()
    return there or workflow.open_filing(
        organization=owner, filing_type="first_filing", answers=answers, by=by
    )


def _brought(target: str, filing: Filing, customer: User, specialist: User) -> None:
    """On by one step after the other. Where somebody has led it another way meanwhile, it stays there."""
    steps: dict[str, Callable[[Filing], Filing]] = {
        "DRAFT": lambda one: _sent(one, customer),
        "DOCS": lambda one: _sent(one, customer),
        "SPECIALIST_REVIEW": lambda one: workflow.lodge_filing(one, by=specialist),
        "IDENTITY_CHECK": lambda one: workflow.check_face(one, passed=True, by=customer),
        "PRELIM_REVIEW": lambda one: workflow.pass_filing(one, by=specialist),
        "AWAIT_SUBMIT": lambda one: workflow.send_to_authority(one, by=specialist),
        "SMS_PENDING": lambda one: workflow.verify_text_message(one, by=specialist),
        "CA_REVIEW": lambda one: workflow.grant_filing(one, number=NUMBER, by=specialist),
    }
    way = list(steps)
    if target in way:
        steps = {state: steps[state] for state in way[: way.index(target)]}
    while filing.state in steps:
        filing = steps[filing.state](filing)


def _sent(filing: Filing, by: User) -> Filing:
    give_consent(filing, agreed=missing_consents(filing), by=by)
    for requirement in open_requirements(filing):
        content = _sample(requirement, filing.reference)
        paper = upload_paper(filing, requirement=requirement, name="sample.jpg", content=content, by=by)
        check(Paper.objects.select_related("filing", "organization").get(pk=paper.pk))
        _wait_until_read(paper)
    return workflow.submit_filing(filing, by=by)


def _wait_until_read(paper: Paper) -> None:
    """The worker may have it in hand, and `check` leaves it alone then."""
    end = time.monotonic() + READ_SECONDS
    while paper.is_under_way and time.monotonic() < end:
        time.sleep(0.1)
        paper.refresh_from_db(fields=["state"])


def _play_the_website(answers: dict[str, Any]) -> None:
    """In the stand-in: the page with its number, and the provider's list that names it."""
    company, name, person = (answers[key] for key in ("company_name", "site_name", "subject_person_name"))
    footer = icp_snippet(NUMBER, answers["province"]).html
    page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{name}</title><h1>{name}</h1>'
    _tell_standin("websites", {WEBSITE: f"{page}<footer>{company} {footer}</footer></html>"})
    website = {"name": name, "number": NUMBER, "person": person, "domains": [WEBSITE]}
    subject = {"number": NUMBER.rpartition("-")[0], "name": company, "nature": "企业", "person": person}
    _tell_standin("filings", {"subjects": [{**subject, "websites": [website]}]})


def _tell_standin(door: str, document: dict[str, Any]) -> None:
    host, port = settings.EGRESS_HOSTS[WEBSITE]
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("POST", f"/_standin/{door}", json.dumps(document).encode())
        answer = connection.getresponse()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"The stand-in refused {door}: {answer.read().decode()}")
    finally:
        connection.close()


def _sample(requirement: str, reference: str) -> bytes:
    """A page that says that it is none, sharp enough to be read."""
    page = Image.effect_noise((1600, 1130), 9).point(lambda value: 222 + value // 9).convert("RGB")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(44)
    pen.rectangle((30, 30, 1570, 1100), outline=(40, 40, 40), width=4)
    for row in range(14):
        pen.text(
            (90, 80 + row * 70), f"SAMPLE {requirement} {reference} NO DOCUMENT", fill=(30, 30, 40), font=font
        )
    written = io.BytesIO()
    page.save(written, "JPEG", quality=88)
    return written.getvalue()
