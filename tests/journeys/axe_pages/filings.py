"""Filings in the states that look differently, for the customer and on the specialist's desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from icp.filings import workflow
from icp.packs.workflow import request_pack
from tests.icp.filings.cases import brought_to, draft
from tests.journeys.axe import Page
from tests.world import World


def _applicant() -> dict[str, str]:
    """Another applicant each time: one has one order under way at most."""
    return {"license_number": uuid.uuid4().hex[:18].upper()}


def _at(state: str, rest: str = "", page: str = "filings", **answers: str) -> Callable[[World], str]:
    def made(world: World) -> str:
        return f"{page}/{brought_to(state, world, **_applicant(), **answers).pk}/{rest}"

    return made


def _empty_task(task: str) -> Callable[[World], str]:
    def made(world: World) -> str:
        filing = workflow.open_filing(
            organization=world.customer,
            filing_type="first_filing",
            answers={"entity_type": "fie_wfoe"},
            by=world.lena,
        )
        return f"filings/{filing.pk}/tasks/{task}/"

    return made


def _pack(world: World) -> str:
    filing = draft(world)
    request_pack(filing, by=world.lena)
    return f"filings/{filing.pk}/pack/"


def _second_round(world: World) -> str:
    filing = brought_to("SPECIALIST_RETURNED", world, **_applicant())
    workflow.save_answers(filing, {"site_name": "北风机械公司中文官网"}, by=world.lena)
    workflow.resubmit_filing(filing, by=world.lena)
    return f"filings/{filing.pk}/timeline/"


PAGES: tuple[Page, ...] = (
    Page("filings", lambda world: "filings/", who="lena"),
    Page("filing-new", lambda world: "filings/new/", who="lena"),
    Page("filing-draft", _at("DRAFT"), who="lena"),
    Page("filing-company", _empty_task("company"), who="lena"),
    Page("filing-person", _at("DRAFT", "tasks/person/", site_person_is_same="no"), who="lena"),
    Page("filing-website-returned", _at("SPECIALIST_RETURNED", "tasks/website/"), who="lena"),
    Page("filing-check", _at("SPECIALIST_RETURNED", "check/"), who="lena"),
    Page("filing-returned", _at("SPECIALIST_RETURNED"), who="lena"),
    Page("filing-text-message", _at("SMS_PENDING"), who="lena"),
    Page("filing-face-check", _at("IDENTITY_CHECK"), who="lena"),
    Page("filing-granted", _at("APPROVED"), who="lena"),
    Page("filing-risk", _at("RISK"), who="lena"),
    Page("filing-give-up", _at("DRAFT", "do/abandon/"), who="lena"),
    Page("filing-rounds", _second_round, who="lena"),
    Page("filing-pack", _pack, who="lena"),
    Page("desk", lambda world: "desk/", who="wei"),
    Page("desk-filing", _at("SPECIALIST_REVIEW", page="desk"), who="wei"),
    Page("desk-authority", _at("CA_REVIEW", page="desk"), who="wei"),
    Page("desk-import", lambda world: "desk/import/", who="wei"),
    Page("desk-provinces", lambda world: "desk/provinces/", who="wei"),
)
