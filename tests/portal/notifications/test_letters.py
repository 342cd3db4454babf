"""How letters leave: claimed, sent with no transaction open, marked; tried again, given up, dropped."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from portal.accounts.workflow import change_roles
from portal.notifications.letters import letter_of
from portal.notifications.models import Notice
from portal.notifications.rules.retries import MOST_ATTEMPTS, RETRY_AFTER_SECONDS
from portal.notifications.sending import Outcome, send_next
from portal.notifications.tasks import send
from portal.web.mail import DatabaseBackend
from portal.web.models import Mail
from tests.networks.web.world import in_review
from tests.portal.notifications.news import tell_everything
from tests.world import World

HERE = "tests.portal.notifications.test_letters"


class Refusing(DatabaseBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({"lena@example.com": (550, b"lena@example.com is unknown")})


class Away(DatabaseBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise TimeoutError("the server does not answer")


class Watching(DatabaseBackend):
    seen: list[bool] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.seen.append(connection.in_atomic_block)
        return super().send_messages(email_messages)


class Deadly(DatabaseBackend):
    """The letter is with the mail server; the worker never learns of it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        super().send_messages(email_messages)
        os.kill(os.getpid(), signal.SIGKILL)
        return 1


@pytest.fixture
def letter(world: World) -> Notice:
    """One letter to Priya, the only one that is due: earlier worlds have news of their own."""
    sent = in_review(world)
    tell_everything()
    letter = Notice.objects.get(person=world.priya, channel="mail", record_id=sent.pk)
    Notice.objects.due().exclude(pk=letter.pk).update(status="dropped")
    return letter


def due_again(letter: Notice) -> None:
    Notice.objects.filter(pk=letter.pk).update(not_before=timezone.now() - timedelta(seconds=1))


def test_a_letter_is_sent_and_marked(letter: Notice) -> None:
    assert send_next() is Outcome.DONE
    assert send_next() is Outcome.IDLE

    letter.refresh_from_db()
    (sent,) = mail.outbox
    assert (letter.status, letter.attempts, sent.to) == ("sent", 1, [letter.person.email])
    assert sent.subject == f"{letter.reference} waits for review"
    assert sent.extra_headers["Message-ID"] == f"<{letter.pk}@127.0.0.1>"


def test_a_letter_speaks_its_readers_language_and_leads_to_a_page_in_it(world: World, letter: Notice) -> None:
    User.objects.filter(pk=world.priya.pk).update(language="zh-hans")
    send_next()

    (sent,) = mail.outbox
    assert sent.subject == f"{letter.reference} 等待审核"
    assert f"http://127.0.0.1:8000/zh-hans/queue/{letter.record_id}/" in sent.body
    assert "Nordwind GmbH 提交了“Frankfurt to Shanghai”" in sent.body
    assert "/zh-hans/settings/notifications/" in sent.body


def test_links_begin_with_the_public_address(letter: Notice, settings: LazySettings) -> None:
    settings.SITE_URL = "https://portal.example.com"

    written = letter_of(letter)

    assert f"\nhttps://portal.example.com/en/queue/{letter.record_id}/" in written.body
    assert written.extra_headers["Message-ID"].endswith("@portal.example.com>")


def test_the_link_of_a_letter_leads_behind_the_log_in(letter: Notice) -> None:
    answer = Client().get(f"/en/queue/{letter.record_id}/")

    assert answer.status_code == 302 and "login" in answer["Location"]


def test_a_refused_letter_waits_as_tabled_and_is_given_up(letter: Notice, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    waits = []
    for _try in range(MOST_ATTEMPTS):
        due_again(letter)
        before = timezone.now()
        assert send_next() is Outcome.REFUSED
        letter.refresh_from_db()
        assert letter.not_before
        waits.append(round((letter.not_before - before).total_seconds()))

    assert waits[:-1] == list(RETRY_AFTER_SECONDS)
    assert letter.status == "dead" and letter.last_error == "SMTPRecipientsRefused"
    due_again(letter)
    assert send_next() is Outcome.IDLE
    assert Client().get("/healthz").json()["letters_given_up"] >= 1


def test_a_server_that_is_away_is_told_from_a_letter_that_is_refused(
    letter: Notice, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Away"

    assert send_next() is Outcome.AWAY
    letter.refresh_from_db()
    assert (letter.status, letter.last_error) == ("due", "TimeoutError")


@pytest.mark.parametrize(("backend", "tries"), [("Refusing", 2), ("Away", 1)])
def test_one_refused_reader_holds_nobody_up_and_a_server_that_is_away_is_left_alone(
    backend: str, tries: int, world: World, letter: Notice, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.{backend}"
    workflow.return_request(NetworkRequest.objects.get(pk=letter.record_id), reason="Smaller", by=world.priya)
    tell_everything()

    send()

    assert (
        sum(Notice.objects.filter(channel="mail", status="due").values_list("attempts", flat=True)) == tries
    )


def test_a_letter_that_ends_its_worker_each_time_is_given_up(letter: Notice) -> None:
    Notice.objects.filter(pk=letter.pk).update(attempts=MOST_ATTEMPTS)

    send_next()

    letter.refresh_from_db()
    assert letter.status == "dead" and mail.outbox == []


def test_who_left_between_telling_and_sending_gets_no_letter(world: World) -> None:
    sent = in_review(world)
    workflow.return_request(sent, reason="Smaller", by=world.priya)
    change_roles(world.customer, world.jonas, roles=("owner",), by=world.lena)
    tell_everything()
    Notice.objects.exclude(person=world.jonas).delete()
    change_roles(world.customer, world.jonas, roles=(), by=world.lena)

    assert send_next() is Outcome.DONE
    assert Notice.objects.get(person=world.jonas, channel="mail").status == "dropped"
    assert mail.outbox == []


def test_an_overtaken_worker_marks_nothing(letter: Notice, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Overtaken"

    send_next()

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("due", 2)


class Overtaken(DatabaseBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Notice.objects.filter(status="due").update(attempts=2)
        return 1


@pytest.mark.committed
def test_no_transaction_is_open_while_a_letter_is_on_its_way(letter: Notice, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Watching"
    Watching.seen.clear()

    send_next()

    assert Watching.seen == [False]


@pytest.mark.committed
@pytest.mark.processes
def test_a_worker_killed_between_sending_and_marking_repeats_one_letter_under_the_same_id(
    letter: Notice, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Deadly"
    assert os.WTERMSIG(_in_a_child(send_next)) == signal.SIGKILL
    settings.EMAIL_BACKEND = "portal.web.mail.DatabaseBackend"
    assert send_next() is Outcome.IDLE, "the lease still holds"

    due_again(letter)
    send_next()
    due_again(letter)
    send_next()

    letter.refresh_from_db()
    ids = Mail.objects.filter(recipients=letter.person.email).values_list("message_id", flat=True)
    assert list(ids) == [f"<{letter.pk}@127.0.0.1>"] * 2
    assert (letter.status, letter.attempts) == ("sent", 2)


def _in_a_child(work: object) -> int:
    for each in connections.all(initialized_only=True):
        each.close()
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    try:
        work()  # type: ignore[operator]
    finally:
        os._exit(1)
