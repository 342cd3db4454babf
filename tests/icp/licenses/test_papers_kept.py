"""How long papers of a license are kept, by the clock of their organization, and what is left as proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from icp.documents import retention
from icp.documents.models import Certificate, Paper
from icp.documents.workflow import (
    give_consent,
    lift_hold,
    missing_consents,
    place_hold,
)
from icp.filings import workflow as filings
from icp.filings.models import Filing
from icp.licenses import workflow
from icp.licenses.models import License
from tests.icp.documents.cases import ID, uploaded
from tests.icp.licenses.cases import BEGAN, NUMBER, at_day
from tests.icp.licenses.paper_cases import STAFF, given, in_our_hands, license_of
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


def days_on(world: World, days: float) -> None:
    assert world.customer.frozen_at is not None
    world.customer.frozen_at += timedelta(days=days)
    world.customer.save()


def bought(world: World, state: str) -> tuple[License, Paper]:
    """A license in this state with one paper. Those of its filing have long been deleted."""
    license = license_of(world)
    Paper.objects.of(license.filing).update(state="deleted")
    paper = given(world, license, STAFF)
    if state == "PREPARING":
        return license, paper
    if state == "ABANDONED":
        return workflow.abandon_license(license, by=world.lena), paper
    license = in_our_hands(world, license)
    if state == "CHECKING":
        return license, paper
    if state == "RETURNED":
        return workflow.return_license(license, reason="x", by=world.wei), paper
    license = workflow.lodge_license(license, by=world.wei)
    if state == "REFUSED":
        return workflow.refuse_license(license, reason="x", by=world.wei), paper
    if state in ("GRANTED", "ENDED"):
        # The day was mistyped by a year: no paper is lost by it.
        day = BEGAN.replace(year=2025)
        workflow.grant_license(license, number=NUMBER, granted_on=day, by=world.wei)
        license.refresh_from_db()
    if state == "ENDED":
        license = workflow.end_license(license, reason="x", by=world.wei)
    return license, paper


@pytest.mark.parametrize(
    ("state", "days", "reason"),
    [
        ("GRANTED", 90, "granted"),
        ("ABANDONED", 30, "closed"),
        ("REFUSED", 30, "closed"),
        ("ENDED", 30, "closed"),
        ("PREPARING", 90, "idle"),
        ("RETURNED", 90, "idle"),
    ],
)
def test_the_day_comes_and_not_before(
    state: str, days: int, reason: str, frozen: World, everything_kept: Any
) -> None:
    license, paper = bought(frozen, state)
    days_on(frozen, days - 0.01)
    assert retention.purge_due() == 0 and len(everything_kept()) == 3
    days_on(frozen, 0.01)

    assert retention.purge_due() == 1

    paper.refresh_from_db()
    assert (paper.state, bytes(paper.sealed_name), everything_kept()) == ("deleted", b"", {})
    certificate = Certificate.objects.get(license=license)
    assert (certificate.filing, certificate.what, certificate.reason) == (license.filing, STAFF, reason)
    assert (certificate.sha256, certificate.files, certificate.by) == (paper.sha256, 3, None)


@pytest.mark.parametrize("state", ["CHECKING", "IN_REVIEW"])
def test_what_somebody_works_on_is_kept_whatever_becomes_of_the_filing(state: str, frozen: World) -> None:
    license, paper = bought(frozen, state)
    filings.lapse_filing(license.filing, reason="域名到期", by=frozen.wei)
    days_on(frozen, 400)

    assert retention.purge_due() == 0 and license.filing.granted_at is not None
    assert Paper.objects.get(pk=paper.pk).state == "accepted"


def test_a_license_does_not_keep_the_papers_of_its_filing(frozen: World) -> None:
    license = license_of(frozen)
    filing = license.filing
    Filing.objects.filter(pk=filing.pk).update(state="DRAFT")
    filing.refresh_from_db()
    give_consent(filing, agreed=missing_consents(filing), by=frozen.lena)
    theirs = uploaded(frozen, filing, ID)
    Filing.objects.filter(pk=filing.pk).update(state="APPROVED")
    ours = given(frozen, license)
    days_on(frozen, 90)
    workflow.save_answers(license, {"insured_staff": "4"}, by=frozen.lena)

    assert retention.purge_due() >= 1

    theirs.refresh_from_db()
    ours.refresh_from_db()
    assert (theirs.state, ours.state) == ("deleted", "accepted"), "work on a draft begins its time anew"


def test_a_hold_on_the_filing_stops_it_here_too(frozen: World) -> None:
    license, paper = bought(frozen, "ABANDONED")
    place_hold(license.filing, reference="Az. 3 O 112/26", by=frozen.otto)
    days_on(frozen, 400)
    assert retention.purge_due() == 0

    lift_hold(license.filing, by=frozen.otto)

    assert retention.purge_due() == 1 and Paper.objects.get(pk=paper.pk).state == "deleted"
