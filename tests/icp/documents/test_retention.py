"""When papers are deleted, by the clock of their organization; what stops it, and what is left as proof."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from icp.documents import retention
from icp.documents.models import Certificate, Paper
from icp.documents.rules.retention import Kept, due
from icp.documents.workflow import delete_paper, lift_hold, open_paper, place_hold, withdraw_consent
from icp.filings.models import Filing
from portal.accounts.models import Organization
from portal.events.models import Event
from portal.refusals import Forbidden, Refused
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, opened, uploaded
from tests.world import World

DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
later = timedelta


# The rule ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kept", "days", "reason"),
    [
        (Kept(touched_at=DAY, granted_at=DAY), 90, "granted"),
        (Kept(touched_at=DAY, ended_at=DAY), 30, "closed"),
        (Kept(touched_at=DAY, is_draft=True), 90, "idle"),
        (Kept(touched_at=DAY, replaced_at=DAY), 30, "replaced"),
        (Kept(touched_at=DAY, granted_at=DAY, ended_at=DAY + later(days=80)), 90, "granted"),
        (Kept(touched_at=DAY, granted_at=DAY, ended_at=DAY + later(days=20)), 50, "closed"),
        (Kept(touched_at=DAY, is_draft=True, replaced_at=DAY), 30, "replaced"),
    ],
)
def test_the_earliest_date_counts(kept: Kept, days: int, reason: str) -> None:
    found = due(kept)
    assert found is not None and (found.at, found.reason) == (DAY + later(days=days), reason)


def test_a_filing_under_way_keeps_its_papers() -> None:
    assert due(Kept(touched_at=DAY)) is None


# The sweep, in frozen time -------------------------------------------------------------------------------
@pytest.fixture
def frozen(world: World) -> Organization:
    Organization.objects.filter(pk=world.customer.pk).update(is_test=True, frozen_at=DAY)
    world.customer.refresh_from_db()
    return world.customer


def advance(organization: Organization, **span: float) -> None:
    moved = organization.frozen_at + timedelta(**span)
    Organization.objects.filter(pk=organization.pk).update(frozen_at=moved)
    organization.refresh_from_db()


def changed(filing: Filing, **fields: Any) -> Filing:
    Filing.objects.filter(pk=filing.pk).update(**fields)
    filing.refresh_from_db()
    return filing


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.mark.parametrize(
    ("fields", "days", "reason"),
    [
        ({"state": "APPROVED", "icp_number": "沪ICP备2026019482号-1", "granted_at": DAY}, 90, "granted"),
        ({"state": "ABANDONED", "ended_at": DAY}, 30, "closed"),
        ({"state": "DRAFT"}, 90, "idle"),
        ({"state": "DOCS"}, 90, "idle"),
    ],
)
def test_the_day_comes_and_not_before(
    fields: dict[str, Any],
    days: int,
    reason: str,
    world: World,
    frozen: Organization,
    everything_kept: Any,
) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing, name="Lena Vogt.jpg", content=papers.jpeg())
    changed(filing, **fields)
    total = sum(paper.files.values_list("size_bytes", flat=True))

    advance(frozen, days=days, seconds=-1)
    assert retention.purge_due() == 0 and len(everything_kept()) == 3
    advance(frozen, seconds=1)
    assert retention.purge_due() == 1

    paper.refresh_from_db()
    assert (paper.state, paper.deleted_at, everything_kept()) == ("deleted", frozen.frozen_at, {})
    assert (bytes(paper.sealed_name), paper.persons, paper.expires_on) == (b"", [], None)
    certificate = Certificate.objects.get(filing=filing)
    assert (certificate.what, certificate.version, certificate.reason) == (ID, 1, reason)
    assert (certificate.sha256, certificate.files, certificate.size_bytes) == (paper.sha256, 3, total)
    assert certificate.by is None and certificate.at == frozen.frozen_at
    assert retention.purge_due() == 0 and Certificate.objects.count() == 1
    event = Event.objects.get(type="paper.deleted", organization=frozen)
    assert event.payload["reason"] == reason


@pytest.mark.parametrize("state", ["SPECIALIST_REVIEW", "CA_REVIEW", "PRELIM_CORRECTION"])
def test_a_filing_that_somebody_works_on_keeps_its_papers(
    state: str, world: World, frozen: Organization
) -> None:
    filing = filing_of(world)
    uploaded(world, filing)
    changed(filing, state=state)
    advance(frozen, days=400)
    assert retention.purge_due() == 0


def test_work_on_a_draft_begins_the_ninety_days_anew(world: World, frozen: Organization) -> None:
    filing = filing_of(world)
    uploaded(world, filing)
    advance(frozen, days=60)
    changed(filing, changed_at=frozen.frozen_at)
    advance(frozen, days=60)
    assert retention.purge_due() == 0
    advance(frozen, days=30)
    assert retention.purge_due() == 1


def test_another_upload_does_too(world: World, frozen: Organization) -> None:
    filing = filing_of(world)
    uploaded(world, filing, LICENSE)
    advance(frozen, days=60)
    fresh = uploaded(world, filing)
    advance(frozen, days=30)
    assert retention.purge_due() == 1, "the license is 90 days old"
    assert Paper.objects.get(pk=fresh.pk).state == "accepted"


def test_a_replaced_version_goes_after_thirty_days(world: World, frozen: Organization) -> None:
    filing = changed(filing_of(world), changed_at=DAY + later(days=300))
    first, second = uploaded(world, filing), uploaded(world, filing)
    advance(frozen, days=29)
    assert retention.purge_due() == 0
    advance(frozen, days=1)
    assert retention.purge_due() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("deleted", "accepted")


def test_a_refused_upload_is_forgotten_with_its_name(world: World, frozen: Organization) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing, content=papers.blurred(6))
    changed(filing, state="ABANDONED", ended_at=DAY)
    advance(frozen, days=30)
    assert retention.purge_due() == 1
    paper.refresh_from_db()
    assert paper.state == "deleted" and bytes(paper.sealed_name) == b""


def test_other_organizations_keep_their_time(world: World) -> None:
    """The clock of a test organization moves alone."""
    uploaded(world, filing_of(world))
    Organization.objects.filter(pk=world.stranger.pk).update(is_test=True, frozen_at=DAY + later(days=4000))
    assert retention.purge_due() == 0


# Asked for ---------------------------------------------------------------------------------------------
def test_the_customers_wish_is_carried_out_at_once(world: World, everything_kept: Any) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)
    open_paper(paper, reason="own_check", note="Reisepass Lena", by=world.lena)

    delete_paper(paper, by=world.lena)

    paper.refresh_from_db()
    assert not paper.can_be_opened
    assert retention.purge_due() == 1 and everything_kept() == {}
    assert Certificate.objects.get().reason == "asked"
    assert bytes(paper.openings.get().sealed_note) == b"", "words may name the person"


def test_a_viewer_deletes_nothing(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    for who in (world.mia, world.wei):
        with pytest.raises(Forbidden):
            delete_paper(paper, by=who)


def test_papers_of_a_filing_that_is_read_cannot_be_deleted(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    paper.filing.state = "CA_REVIEW"
    with pytest.raises(Refused) as refused:
        delete_paper(paper, by=world.lena)
    assert refused.value.code == "papers_closed"


def test_a_consent_taken_back_deletes_every_paper_with_a_certificate_each(world: World) -> None:
    filing = filing_of(world)
    uploaded(world, filing)
    uploaded(world, filing, LICENSE)
    withdraw_consent(filing, by=world.lena)
    assert retention.purge_due() == 2
    assert [each.reason for each in Certificate.objects.all()] == ["withdrawn", "withdrawn"]


# The hold ----------------------------------------------------------------------------------------------
def test_a_hold_stops_every_deletion_until_it_is_lifted(
    world: World, frozen: Organization, everything_kept: Any
) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)
    changed(filing, state="ABANDONED", ended_at=DAY)
    place_hold(filing, reference="Az. 3 O 112/26", by=world.otto)
    advance(frozen, days=400)

    assert retention.purge_due() == 0 and len(everything_kept()) == 3
    withdraw_consent(filing, by=world.lena)
    assert retention.purge_due() == 0, "not even then"
    assert lift_hold(filing, by=world.otto) and not lift_hold(filing, by=world.otto)
    assert retention.purge_due() == 1
    paper.refresh_from_db()
    assert paper.state == "deleted"


def test_the_operator_alone_places_and_lifts_it(world: World) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    for who in (world.lena, world.wei, world.priya):
        with pytest.raises(Forbidden):
            place_hold(filing, reference="x", by=who)
    place_hold(filing, reference="x", by=world.otto)
    with pytest.raises(Refused):
        place_hold(filing, reference="y", by=world.otto)
    with pytest.raises(Refused) as refused:
        delete_paper(paper, by=world.lena)
    assert refused.value.code == "on_hold"
    with pytest.raises(Forbidden):
        lift_hold(filing, by=world.lena)


# Bad luck ----------------------------------------------------------------------------------------------
def test_a_storage_that_is_away_is_asked_again(world: World, vault_folder: Any) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing)
    delete_paper(paper, by=world.lena)
    elsewhere = vault_folder.with_name("elsewhere")
    vault_folder.rename(elsewhere)
    vault_folder.write_text("a file where the folder should be")

    assert retention.purge_due() == 0
    assert Certificate.objects.count() == 0 and paper.files.count() == 3
    assert retention.purge_due() == 0, "one worker has it for two minutes"

    vault_folder.unlink()
    elsewhere.rename(vault_folder)
    Paper.objects.update(not_before=F("not_before") - timedelta(hours=1))
    assert retention.purge_due() == 1 and Certificate.objects.count() == 1


def test_a_deletion_that_was_interrupted_ends_the_same(world: World, everything_kept: Any) -> None:
    """The files are gone and the worker died before it could say so."""
    paper = uploaded(world, filing_of(world))
    delete_paper(paper, by=world.lena)
    list(retention._destroyed(paper.files.all()))
    assert everything_kept() == {} and paper.files.count() == 3

    assert retention.purge_due() == 1
    assert Certificate.objects.get().files == 3


def test_two_workers_write_one_certificate(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    delete_paper(paper, by=world.lena)
    assert retention.purge(paper.pk) is True
    assert retention.purge(paper.pk) is False
    assert retention.destroy(paper, "asked", by=None) is False
    assert Certificate.objects.count() == 1


def test_a_batch_is_bounded(world: World) -> None:
    filing = filing_of(world)
    for key in (ID, LICENSE):
        delete_paper(uploaded(world, filing, key), by=world.lena)
    assert retention.purge_due(at_most=1) == 1
    assert retention.purge_due(at_most=1) == 1


def test_a_deleted_paper_cannot_be_opened(world: World) -> None:
    paper = uploaded(world, filing_of(world))
    delete_paper(paper, by=world.lena)
    retention.purge_due()
    paper.refresh_from_db()
    with pytest.raises(Refused) as refused:
        opened(paper, world)
    assert refused.value.code == "paper_gone"
