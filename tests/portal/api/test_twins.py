"""Twenty of the same POST at once against a real web server: one effect."""

from __future__ import annotations

import json
import sys
import threading
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from portal.embedded.children import Children, Guard
from portal.embedded.fingerprint import ROOT
from portal.events.models import Event
from tests.settings import FOLDER, WORKER
from tests.waiting import wait_for

pytestmark = pytest.mark.committed


@pytest.fixture(scope="module")
def bell_server(guard: Guard, process_environment: dict[str, str]) -> Iterator[str]:
    """gunicorn with the product's addresses and the bell."""
    command = [sys.executable, "-m", "gunicorn", "tests.portal.api.bell_wsgi:application"]
    options = ["--bind", "127.0.0.1:0", "--workers", "2", "--threads", "12", "--worker-class", "gthread"]
    with Children(FOLDER / f"bell-{WORKER}.log", guard) as children:
        child = children.start(
            "the bell server", [*command, *options], environment=process_environment, folder=ROOT
        )

        def listening() -> str:
            children.check(child)
            log = children.log.read_text(errors="replace")
            return next((word for word in log.split() if word.startswith("http://127.0.0.1:")), "")

        yield wait_for(listening, 40, "the bell server listens")


def test_twenty_twins_have_one_effect(bell_server, world, program):
    lena = program(world.lena, world.customer)
    key, answers, ready = str(uuid.uuid4()), [], threading.Barrier(20)

    def ring() -> None:
        ready.wait()
        answers.append(post(f"{bell_server}/api/v1/bell/", lena.token, key))

    threads = [threading.Thread(target=ring) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.filter(type="bell.rung", subject_id=lena.key.pk).count() == 1
    found = Counter((status, document.get("code", "")) for status, document in answers)
    assert set(found) <= {(201, ""), (409, "idempotency_in_flight")}
    assert found[201, ""] >= 1
    assert post(f"{bell_server}/api/v1/bell/", lena.token, key)[0] == 201
    assert len({json.dumps(document) for status, document in answers if status == 201}) == 1


def test_twenty_different_requests_have_twenty_effects(bell_server, world, program):
    lena = program(world.lena, world.customer)
    threads = [
        threading.Thread(target=post, args=(f"{bell_server}/api/v1/bell/", lena.token, str(uuid.uuid4())))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rung = Event.objects.filter(type="bell.rung", subject_id=lena.key.pk)
    positions = sorted(rung.values_list("feed_position", flat=True))
    assert positions == list(range(positions[0], positions[0] + 20))


def post(url: str, token: str, key: str) -> tuple[int, dict[str, Any]]:
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": key,
        "Content-Type": "application/json",
    }
    request = urllib.request.Request(url, data=b'{"how":"slow"}', headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
