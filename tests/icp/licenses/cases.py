"""Licenses to test with: whole answers, and the way to any state through the workflow's own functions."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from icp.filings.rules.deadlines import BEIJING
from icp.licenses import workflow
from icp.licenses.clockwork import ring_due
from icp.licenses.models import License
from icp.licenses.rules.papers import PAPERS
from tests.icp.filings.cases import brought_to as filing_brought_to
from tests.world import World

NUMBER = "沪B2-20260101"
WHOLE: dict[str, Any] = {
    "kind": "B25",
    "scope": "province",
    "is_company": "yes",
    "registered_capital_rmb": "1000000",
    "foreign_share_pct": "0",
    "excluded_content": "no",
    "scope_lists_telecom": "yes",
    "insured_staff": "3",
    "has_office": "yes",
    "server": "own_province",
    "has_security_system": "yes",
}
BEGAN = date(2026, 12, 1)


def at_day(world: World, day: date, hour: int = 12) -> World:
    """Nordwind's own clock stands still at that hour in China."""
    world.customer.is_test = True
    world.customer.frozen_at = datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)
    world.customer.save()
    return world


def opened(world: World) -> License:
    """Each of another company: one has one order under way at most."""
    filing = filing_brought_to("APPROVED", world, license_number=uuid.uuid4().hex[:18].upper())
    return workflow.open_license(filing, by=world.lena)


def answered(world: World, **answers: Any) -> License:
    given = {**WHOLE, **answers}
    return workflow.save_answers(opened(world), given, papers_ready=list(PAPERS), by=world.lena)


def brought_to(state: str, world: World, **answers: Any) -> License:
    """A license in this state, by the shortest way. Raises KeyError for a state that no way leads to."""
    wei, lena = world.wei, world.lena
    license = answered(world, **answers)
    if state == "PREPARING":
        return license
    if state == "ABANDONED":
        return workflow.abandon_license(license, by=lena)
    license = workflow.submit_license(license, by=lena)
    if state == "CHECKING":
        return license
    if state == "RETURNED":
        return workflow.return_license(license, reason="请补充章程", by=wei)
    license = workflow.lodge_license(license, by=wei)
    if state == "IN_REVIEW":
        return license
    if state == "REFUSED":
        return workflow.refuse_license(license, reason="注册资本不足", by=wei)
    workflow.grant_license(license, number=NUMBER, by=wei)
    license.refresh_from_db()
    if state == "GRANTED":
        return license
    if state == "ENDED":
        return workflow.end_license(license, reason="公司注销", by=wei)
    if state == "EXPIRED":
        if license.valid_until is None:
            raise KeyError(state)
        before = world.customer.frozen_at
        at_day(world, license.valid_until.replace(year=license.valid_until.year + 1))
        ring_due()
        license.refresh_from_db()
        world.customer.frozen_at = before
        world.customer.save()
        return license
    if state == "RENEWING":
        return workflow.ask_renewal(license, by=wei)
    raise KeyError(state)
