"""Commercial licenses: the list, the start, and the page in its states."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from icp.documents.models import Paper
from icp.documents.retention import purge_due
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS
from icp.documents.workflow import delete_paper, give_consent, missing_consents, review_paper
from icp.filings.models import Filing
from icp.licenses.models import License
from icp.licenses.rules.papers import PAPERS
from icp.licenses.workflow import claim_license, open_license, save_answers, submit_license
from icp.licenses.workflow.deciding import grant_license, lodge_license, return_license
from tests.icp.documents import papers
from tests.icp.documents.cases import uploaded
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


def _papers(world: World, state: str = "") -> License:
    """One paper accepted, one wanted anew, one refused beside the version in force, one ticked."""
    license = open_license(_granted_filing(world), by=world.lena)
    save_answers(license, WHOLE, papers_ready=["security_plan"], by=world.lena)
    give_consent(license, agreed=missing_consents(license), by=world.lena)
    for key in list(LICENSE_REQUIREMENTS)[:4]:
        uploaded(world, license, key, papers.pdf(2), name="a.pdf")
    uploaded(world, license, "license_articles", papers.blurred(6), name="a.jpg")
    if not state:
        return license
    save_answers(license, {}, papers_ready=list(PAPERS), by=world.lena)
    license = claim_license(submit_license(license, by=world.lena), by=world.wei)
    first, second = Paper.objects.of(license).in_force().order_by("requirement")[:2]
    review_paper(first, by=world.wei)
    review_paper(second, replace="cut_off", note="右上角", by=world.wei)
    return license


def _documents(rest: str = "", state: str = "") -> Callable[[World], str]:
    return lambda world: f"licenses/{_papers(world, state).pk}/documents/{rest}"


def _of_paper(page: str) -> Callable[[World], str]:
    def made(world: World) -> str:
        license = _papers(world, "CHECKING")
        paper = Paper.objects.of(license).in_force().order_by("requirement")[0]
        return f"licenses/{license.pk}/documents/papers/{paper.pk}/{page}/"

    return made


def _deleted(world: World) -> str:
    license = _papers(world)
    delete_paper(Paper.objects.of(license).in_force()[0], by=world.lena)
    purge_due(at_most=1000)
    return f"licenses/{license.pk}/documents/certificates/{license.certificates.get().pk}/"


def _no_consent(world: World) -> str:
    return f"licenses/{open_license(_granted_filing(world), by=world.lena).pk}/documents/consent/"


PAGES: tuple[Page, ...] = (
    Page("licenses", _list, who="lena"),
    Page("license, from which filing", _new, who="lena"),
    Page("license, being prepared", _page(""), who="lena"),
    Page("license, returned", _page("RETURNED"), who="lena"),
    Page("license, in review, for the specialist", _page("IN_REVIEW"), who="wei"),
    Page("desk of licenses", _desk, who="wei"),
    Page("license, to read, in the hands of the specialist", _in_hand, who="wei"),
    Page("license, with papers", lambda world: f"licenses/{_papers(world).pk}/", who="lena"),
    Page("papers of a license", _documents(), who="lena"),
    Page("papers of a license, specialist", _documents(state="CHECKING"), who="wei"),
    Page("paper of a license, upload", _documents("license_staff/"), who="lena"),
    Page(
        "paper of a license, upload, errors",
        _documents("license_business_plan/"),
        who="lena",
        press="form[enctype] button.btn",
    ),
    Page("paper of a license, open", _of_paper("open"), who="wei", press="main button.btn"),
    Page("paper of a license, judge", _of_paper("review"), who="wei"),
    Page("consent for a license, errors", _no_consent, who="lena", press="main button.btn"),
    Page("certificate of deletion, of a license", _deleted, who="lena"),
    Page("license, in force", _page("GRANTED"), who="lena"),
    Page("license, in force, for the specialist", _page("GRANTED"), who="wei"),
)
