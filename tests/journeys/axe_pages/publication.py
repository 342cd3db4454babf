"""What follows a number: its footer, the list of the public security, findings, the yearly review."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from icp.publication.models import FooterCheck, Publication, WatchFinding, YearlyReview
from icp.publication.psb import approve_psb, return_psb, save_tasks, submit_psb
from portal.calendar.clock import now
from tests.icp.filings.cases import brought_to, draft
from tests.journeys.axe import Page
from tests.world import World


def _publication(world: World) -> Publication:
    filing = brought_to("APPROVED", world, license_number=uuid.uuid4().hex[:18].upper())
    return Publication.objects.select_related("psb", "organization").get(filing=filing)


def _seen(code: str, **more: str) -> Callable[[World], str]:
    def made(world: World) -> str:
        publication = _publication(world)
        at = now(publication.organization)
        for kept in ("not_found", code):
            FooterCheck.objects.create(
                publication=publication,
                code=kept,
                line="© 2026 北风机械 沪ICP备2026019482号-1",
                link="https://beian.miit.gov.cn/",
                url="https://nordwind-maschinen.cn/",
                checked_at=at,
                **more,
            )
        Publication.objects.filter(pk=publication.pk).update(check_due_at=None)
        return f"filings/{publication.filing_id}/footer/"

    return made


def _psb(state: str, page: str = "psb") -> Callable[[World], str]:
    def made(world: World) -> str:
        publication = _publication(world)
        psb = save_tasks(publication.psb, tasks={"interactive": "yes", "has_account": True}, by=world.lena)
        if state != "PSB_TODO":
            submit_psb(psb, by=world.lena)
        if state == "PSB_RETURNED":
            return_psb(psb, reason="请补充域名证书", by=world.lena)
        if state == "PSB_APPROVED":
            approve_psb(psb, number="沪公网安备31011502000001号", by=world.lena)
        return f"filings/{publication.filing_id}/{page}/"

    return made


def _watched(world: World) -> str:
    publication = _publication(world)
    at = now(publication.organization)
    for code, cleared_at in (("left_mainland", None), ("expires_45", None), ("registrar_changed", at)):
        WatchFinding.objects.create(
            publication=publication, code=code, found_at=at, cleared_at=cleared_at, deadline_at=at
        )
    YearlyReview.objects.create(publication=publication, due_at=at)
    return f"filings/{publication.filing_id}/watch/"


PAGES: tuple[Page, ...] = (
    Page("after the number: not yet", lambda world: f"filings/{draft(world).pk}/footer/", who="lena"),
    Page(
        "footer, not looked at", lambda world: f"filings/{_publication(world).filing_id}/footer/", who="lena"
    ),
    Page(
        "footer, found", _seen("found", psb_code="found", psb_line="沪公网安备31011502000001号"), who="lena"
    ),
    Page("footer, wrong link", _seen("wrong_link"), who="lena"),
    Page("psb, to do", _psb("PSB_TODO"), who="lena"),
    Page("psb, returned", _psb("PSB_RETURNED"), who="lena"),
    Page("psb, approved", _psb("PSB_APPROVED"), who="lena"),
    Page("psb, pack", _psb("PSB_TODO", "psb/pack"), who="lena"),
    Page("watch, findings and review", _watched, who="lena"),
    Page("granted filing", lambda world: f"filings/{_publication(world).filing_id}/", who="lena"),
)
