"""Who is told what, once, and who is not."""

from __future__ import annotations

from threading import Event as Signal
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from networks.fulfilment import runs
from networks.fulfilment.models import Run
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership, Organization, User
from portal.accounts.workflow import change_roles
from portal.events.models import Event
from portal.events.recording import record
from portal.notifications import walking
from portal.notifications.models import Bookmark, Notice, OptOut
from portal.notifications.rules.kinds import Channel
from portal.notifications.sources import describe
from portal.notifications.tasks import sweep
from portal.notifications.walking import organizations_with_news, tell_news
from portal.notifications.workflow import choose
from tests.networks.web.world import approved, drafted, in_review
from tests.portal.notifications.news import names, tell_everything, told
from tests.world import World


def everybody(world: World) -> list[User]:
    return [world.lena, world.jonas, world.mia, world.omar, world.priya, world.wei, world.otto]


def held(world: World) -> Run:
    """A build that stopped at its first step."""
    run = approved(world).runs.get()
    with transaction.atomic():
        run = runs.locked(run.pk)
        runs.hold(run, run.steps.order_by("seq")[0], "QuotaExceeded.Vpc", "no more")
    return run


def test_architects_are_told_that_a_request_waits(world: World) -> None:
    in_review(world)
    tell_everything()

    assert told(*everybody(world)) == {
        ("Priya", "network_request.survey_passed", "inbox"),
        ("Priya", "network_request.survey_passed", "mail"),
    }


def test_who_sent_it_and_the_owners_are_told_what_is_asked(world: World) -> None:
    sent = in_review(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(requester=world.jonas)
    workflow.return_request(sent, reason="Name the\r\n offices.", by=world.priya)
    tell_everything()

    assert names(*everybody(world), rule="network_request.returned") == {"Jonas", "Lena"}
    assert Notice.objects.filter(rule="network_request.returned")[0].lines == [
        {"en": "Name the offices.", "zh": "Name the offices."}
    ]


def test_who_did_it_is_not_told(world: World) -> None:
    Membership.objects.create(user=world.priya, organization=world.customer, role="owner")
    sent = in_review(world)
    workflow.decline_request(sent, reason="No capacity", by=world.priya)
    tell_everything()

    assert names(*everybody(world), rule="network_request.declined") == {"Lena"}
    assert Notice.objects.filter(rule="network_request.declined")[0].lines[0]["en"] == "No capacity"


def test_who_left_the_organization_hears_no_more(world: World) -> None:
    sent = in_review(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(requester=world.jonas)
    change_roles(world.customer, world.jonas, roles=(), by=world.lena)
    User.objects.filter(pk=world.lena.pk).update(is_active=False)
    workflow.return_request(sent, reason="Smaller", by=world.priya)
    tell_everything()

    assert names(*everybody(world), rule="network_request.returned") == set()


def test_a_stopped_build_calls_the_sender_the_architects_and_the_operators(world: World) -> None:
    held(world)
    choose(off={("stopped", channel) for channel in Channel}, by=world.lena)
    assert not OptOut.objects.filter(person=world.lena).exists()
    OptOut.objects.create(person=world.lena, kind="stopped", channel="mail")
    tell_everything()

    rows = told(*everybody(world), rule="network_request.failed")
    assert rows == {
        (name, "network_request.failed", channel)
        for name in ("Lena", "Priya", "Otto")
        for channel in ("inbox", "mail")
    }
    assert "(QuotaExceeded.Vpc)" in Notice.objects.filter(rule="network_request.failed")[0].lines[0]["en"]


def test_a_stopped_undo_calls_a_person_too(world: World) -> None:
    run = held(world)
    run.steps.filter(address="cen.main").update(
        state="done", resource_id="cen-1", intent_at="2026-11-01T00:00Z", finished_at="2026-11-01T00:00Z"
    )
    with transaction.atomic():
        run = runs.locked(run.pk)
        runs.unwind(run, by=world.lena)
        runs.hold(run, run.steps.get(address="cen.main"), "DependencyViolation", "in use")
    tell_everything()

    assert names(*everybody(world), rule="run.undo_held") == {"Lena", "Priya", "Otto"}
    assert run.status == "unwinding"


def test_a_removal_is_told_as_a_removal(world: World) -> None:
    sent = drafted(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(action="remove", status="building")
    sent.refresh_from_db()
    with transaction.atomic():
        sent.move("fulfil", by=None)
    tell_everything()

    assert names(*everybody(world), rule="network_request.fulfilled:remove") == {"Lena"}
    assert names(*everybody(world), rule="network_request.fulfilled") == set()


def test_what_is_not_wanted_is_not_told(world: World) -> None:
    choose(off={("review", Channel.MAIL)}, by=world.priya)
    in_review(world)
    tell_everything()

    assert told(world.priya) == {("Priya", "network_request.survey_passed", "inbox")}


def test_an_event_read_twice_is_told_once(world: World) -> None:
    in_review(world)
    tell_everything()
    Bookmark.objects.update(sequence=0)
    tell_everything()

    assert Notice.objects.filter(person=world.priya).count() == 2


def test_the_bookmark_moves_with_the_telling_and_stays_at_the_head(world: World) -> None:
    in_review(world)
    tell_everything()

    assert world.customer.pk not in organizations_with_news()
    bookmark = Bookmark.objects.get(organization=world.customer)
    assert bookmark.sequence == Event.objects.filter(organization=world.customer).count()
    assert tell_news(world.customer.pk, describe) == 0


def test_an_event_whose_record_is_unknown_holds_nobody_up(world: World) -> None:
    with transaction.atomic():
        record("run.unwound", organization=world.customer, subject=world.lena, actor=None)
    in_review(world)
    tell_everything()

    assert names(world.priya, rule="network_request.survey_passed") == {"Priya"}


def test_a_long_past_is_told_in_parts(world: World) -> None:
    sent = in_review(world)
    for _each in range(201):
        with transaction.atomic():
            record("run.paused", organization=world.customer, subject=sent, actor=None)

    assert tell_news(world.customer.pk, describe) == 200
    assert world.customer.pk in organizations_with_news()


def test_one_organizations_trouble_keeps_no_other_from_hearing(world: World) -> None:
    with transaction.atomic():
        record(
            "run.unwound",
            organization=world.stranger,
            subject=Run(pk=uuid4()),
            actor=None,
            payload={"network_request": "no id"},
        )
    in_review(world)
    sweep()

    assert names(world.priya, rule="network_request.survey_passed") == {"Priya"}
    assert world.stranger.pk in organizations_with_news(), "nothing is skipped"


def test_those_who_are_stuck_hide_nobody_behind_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "ORGANIZATIONS_AT_ONCE", 2)
    for number in range(3):
        stuck = Organization.objects.create(pk=UUID(int=number), name=f"Stuck {number}")
        with transaction.atomic():
            record(
                "run.unwound",
                organization=stuck,
                subject=Run(pk=uuid4()),
                actor=None,
                payload={"network_request": "no id"},
            )
    in_review(world)
    sweep()

    assert names(world.priya, rule="network_request.survey_passed") == {"Priya"}


@pytest.mark.committed
def test_two_readers_of_one_organization_do_not_wait_for_each_other(world: World) -> None:
    in_review(world)
    Bookmark.objects.create(organization=world.customer)
    locked, done = Signal(), Signal()

    def hold() -> None:
        with transaction.atomic():
            Bookmark.objects.select_for_update().get(organization=world.customer)
            locked.set()
            done.wait(20)
        connection.close()

    other = Thread(target=hold)
    other.start()
    assert locked.wait(20)
    assert tell_news(world.customer.pk, describe) == 0
    done.set()
    other.join()
    assert tell_news(world.customer.pk, describe) > 0


def test_the_database_refuses_to_tell_twice_and_states_of_another_channel(world: World) -> None:
    in_review(world)
    tell_everything()
    row = Notice.objects.get(person=world.priya, channel="inbox")
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'notifications_notice'::regclass")
        present = {name for (name,) in cursor.fetchall()}

    assert {"notice_told_once", "notice_status_fits_channel", "due_letters_have_a_time"} <= present
    assert row.status == "unread"
