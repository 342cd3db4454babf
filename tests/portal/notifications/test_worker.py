"""The clock and a real worker: told and sent without anybody's wake-up, also after the broker forgot all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from django.conf import settings

from icp.domains.workflow import look_up
from networks.requests import workflow
from portal.celery import app
from portal.embedded.children import Children, Guard
from portal.embedded.programs import OUTSIDE
from portal.notifications.models import Notice
from portal.web.models import Mail
from tests.networks.web.world import in_review
from tests.portal.notifications.news import tell_everything
from tests.processes import Worker
from tests.settings import FOLDER, WORKER
from tests.world import World

pytestmark = [pytest.mark.committed, pytest.mark.processes]


def test_the_clock_knows_the_sweep_and_messages_stand_apart_from_builds() -> None:
    app.loader.import_default_modules()
    task = settings.CELERY_BEAT_SCHEDULE["sweep-notices"]["task"]

    assert task in app.tasks
    assert app.amqp.router.route({}, task)["queue"].name == "outbox"


@pytest.fixture
def outside_worker(guard: Guard, process_environment: dict[str, str], worker: Worker) -> Iterator[Worker]:
    with Children(FOLDER / f"worker-outside-{WORKER}.log", guard) as children:
        beside = Worker(children, process_environment)
        beside.start(options=["--hostname", "outside@%h", "--pool", "threads", "-Q", OUTSIDE])
        yield beside
        beside.stop()


def test_letters_come_without_a_wake_up_and_after_the_broker_forgot_all(
    worker: Worker, outside_worker: Worker, world: World, wait_for: Callable[..., Any]
) -> None:
    # What earlier tests left to be told stands before Lena's letter.
    tell_everything()
    Notice.objects.due().delete()
    # None of these gets an answer, so each is waited for four seconds; letters do not wait behind them.
    for number in range(60):
        look_up(world.customer, f"nobody-answers-{number}.com", world.lena)
    sent = in_review(world)
    redis.Redis(
        unix_socket_path=app.conf.broker_url.removeprefix("redis+socket://").partition("?")[0]
    ).flushall()
    workflow.return_request(sent, reason="Name the offices", by=world.priya)

    def has_come() -> bool:
        return Mail.objects.filter(recipients=world.lena.email).exists()

    wait_for(has_come, 60, lambda: f"a letter to Lena; the worker's log:\n{worker.log()}")
    letter = Mail.objects.get(recipients=world.lena.email)
    assert letter.subject == "NR-1 came back to you" and "- Name the offices" in letter.text
    rows = Notice.objects.filter(person=world.lena)
    assert {row.channel for row in rows} == {"inbox", "mail"}
