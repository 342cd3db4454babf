"""What the clock sends, a worker knows: a task of a room that nobody named would be lost in silence."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from icp.domains.workflow import LOOK
from icp.publication.asking import CHECK
from portal.celery import app

ROOT = Path(settings.BASE_DIR)


def test_every_task_of_the_clock_is_one_that_workers_know() -> None:
    app.loader.import_default_modules()

    sent = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert sent <= set(app.tasks)


def test_every_room_with_tasks_is_known_to_workers() -> None:
    app.loader.import_default_modules()
    written = {
        name
        for room in ("portal", "icp", "networks")
        for path in (ROOT / room).rglob("tasks.py")
        for name in re.findall(r'@shared_task\(name="([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert written and written <= set(app.tasks)


def test_no_letter_and_no_document_waits_for_a_source_outside() -> None:
    app.loader.import_default_modules()

    def queue(task: str) -> str:
        return str(app.amqp.router.route({}, task)["queue"].name)

    assert LOOK in app.tasks and CHECK in app.tasks
    assert {queue(LOOK), queue(CHECK)} == {"outside"}
    rest = {queue(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert rest == {"provisioning", "outbox", "files", "outside"}
    assert {queue(name) for name in app.tasks if name.endswith(".sweep")} == {
        "provisioning",
        "outbox",
        "files",
    }
