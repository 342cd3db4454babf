"""Commercial licenses: the list, the start, and the page in its states."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from icp.filings.models import Filing
from icp.licenses.models import License
from icp.licenses.rules.papers import PAPERS
from icp.licenses.workflow import claim_license, open_license, save_answers, submit_license
from icp.licenses.workflow.deciding import grant_license, lodge_license, return_license
from tests.icp.filings.cases import brought_to
from tests.icp.licenses.cases import NUMBER, WHOLE
from tests.journeys.axe import Page
from tests.world import World


def _granted_filing(world: World) -> Filing:
    return brought_to("APPROVED", world, license_number=uuid.uuid4().hex[:18].upper())


def _license(world: World, state: str) -> License:
    license = open_license(_granted_filing(world), by=world.lena)
    answers = {**WHOLE, "insured_staff": "1", "foreign_share_pct": "40", "pilot_area": "none"}
    save_answers(license, answers, papers_ready=list(PAPERS)[: None if state else 4], by=world.lena)
    if not state:
        return license
    license = submit_license(license, by=world.lena)
    if state == "CHECKING":
        return license
    if state == "RETURNED":
        return return_license(license, reason="请补充章程", by=world.wei)
    license = lodge_license(license, by=world.wei)
    if state == "GRANTED":
        grant_license(license, number=NUMBER, by=world.wei)
    return license


def _page(state: str) -> Callable[[World], str]:
    return lambda world: f"licenses/{_license(world, state).pk}/"


def _list(world: World) -> str:
    _license(world, "GRANTED")
    return "licenses/"


def _new(world: World) -> str:
    return f"licenses/new/?filing={_granted_filing(world).pk}"


def _desk(world: World) -> str:
    """One in hand, one in nobody's hands."""
    claim_license(_license(world, "IN_REVIEW"), by=world.wei)
    _license(world, "CHECKING")
    return "desk/licenses/"


def _in_hand(world: World) -> str:
    return f"licenses/{claim_license(_license(world, 'CHECKING'), by=world.wei).pk}/"


PAGES: tuple[Page, ...] = (
    Page("licenses", _list, who="lena"),
    Page("license, from which filing", _new, who="lena"),
    Page("license, being prepared", _page(""), who="lena"),
    Page("license, returned", _page("RETURNED"), who="lena"),
    Page("license, in review, for the specialist", _page("IN_REVIEW"), who="wei"),
    Page("desk of licenses", _desk, who="wei"),
    Page("license, to read, in the hands of the specialist", _in_hand, who="wei"),
    Page("license, in force", _page("GRANTED"), who="lena"),
    Page("license, in force, for the specialist", _page("GRANTED"), who="wei"),
)
