"""How much of a bare view's speed the API keeps: `python -m tests.bench.api [rows]`.

Both run on the same gunicorn over the same rows, side by side in one run: rounds alternate, one connection
each, so that what else the machine does falls on both. The ratio is that of the median times; that of the
quickest tenth stands beside it, for a machine that is busy with other things.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import django
from django.db import connection, transaction

from portal.embedded.children import Children, Guard
from portal.embedded.fingerprint import ROOT
from portal.embedded.postgres import APPLICATION
from tests import services
from tests.bench.figures import at_least, tell
from tests.settings import WORKER
from tests.waiting import wait_for

ROUNDS, REQUESTS = 12, 60
AT_LEAST = 0.5
_COPIES = """
INSERT INTO {table} SELECT (jsonb_populate_record(row, jsonb_build_object(
    'id', gen_random_uuid(), {changes}))).*
FROM {table} AS row, generate_series(%(first)s, %(last)s) AS n WHERE row.id = %(id)s
"""


def bench_api_list(rows: int = 100_000) -> dict[str, Any]:
    """Median milliseconds of API and bare view, and their ratio, for lists of 50 out of `rows` and a detail.

    Needs the throw-away services of the tests (`tests.services.start`) and a fresh database of the worker.
    """
    target = _seed(rows)
    with ExitStack() as stack:
        guard = Guard()
        stack.callback(guard.close)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="causeway-bench-")))
        servers = {
            name: _serve(stack, guard, folder / f"{name}.log", name, module)
            for name, module in (("api", "portal.wsgi"), ("bare", "tests.bench.bare_wsgi"))
        }
        return {name: _compare(servers, *paths, target) for name, paths in _cases(target, rows).items()}


def _cases(target: Mapping[str, str], rows: int) -> dict[str, tuple[str, str]]:
    own, middle = f"organization={target['organization']}", rows // 2
    detail = f"network-requests/{target['network_request']}/"
    return {
        "events_list_first": ("/api/v1/events/", f"/events/?{own}&after=0"),
        "events_list_middle": (f"/api/v1/events/?after={middle}", f"/events/?{own}&after={middle}"),
        "network_requests_list": ("/api/v1/network-requests/", f"/network-requests/?{own}"),
        "network_requests_detail": (f"/api/v1/{detail}", f"/{detail}?{own}"),
    }


def _compare(servers: Mapping[str, str], api: str, bare: str, target: Mapping[str, str]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {target['token']}"}
    times: dict[str, list[float]] = {"api": [], "bare": []}
    for number in range(ROUNDS + 1):
        for name, path in (("api", api), ("bare", bare)):
            found = _measure(servers[name], path, headers)
            if number:  # the first round warms up
                times[name] += found
    medians = {name: statistics.median(values) for name, values in times.items()}
    quick = {name: statistics.quantiles(values, n=10)[0] for name, values in times.items()}
    return {
        "api_ms": round(medians["api"] * 1000, 2),
        "bare_ms": round(medians["bare"] * 1000, 2),
        "ratio": round(medians["bare"] / medians["api"], 2),
        "ratio_of_quickest_tenth": round(quick["bare"] / quick["api"], 2),
        "api_p95_ms": round(statistics.quantiles(times["api"], n=20)[-1] * 1000, 2),
    }


def _measure(server: str, path: str, headers: Mapping[str, str]) -> list[float]:
    times = []
    caller = HTTPConnection(urlsplit(server).netloc, timeout=30)
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        caller.request("GET", path, headers=dict(headers))
        answer = caller.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
    caller.close()
    return times


def _serve(stack: ExitStack, guard: Guard, log: Path, name: str, module: str) -> str:
    children = stack.enter_context(Children(log, guard))
    child = children.start(
        name,
        [
            *(sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", "127.0.0.1:0"),
            *("--workers", "1", "--threads", "8", "--worker-class", "gthread", "--no-control-socket"),
            "--preload",
        ],
        environment={
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": services.url(WORKER, APPLICATION),
        },
        folder=ROOT,
    )

    def listening() -> str:
        children.check(child)
        words = log.read_text(errors="replace").split() if log.exists() else []
        return next((word for word in words if word.startswith("http://127.0.0.1:")), "")

    url = wait_for(listening, 40, f"{name} listens")
    wait_for(lambda: "Booting worker" in log.read_text(errors="replace"), 40, f"{name} has a worker")
    return url


def _seed(rows: int) -> dict[str, str]:
    """One customer with `rows` events and `rows` network requests, all copies of one real row each."""
    from networks.connections.models import Connection
    from networks.requests.models import NetworkRequest
    from portal.api.keys import open_key
    from portal.events.models import Event
    from tests.world import make_world

    world = make_world()
    with transaction.atomic():
        key, token = open_key(
            organization=world.customer,
            user=world.lena,
            name="bench",
            scopes=["events:read", "networks:read"],
            requests_per_minute=10_000_000,
            by=None,
        )
    event = Event.objects.get(organization=world.customer)
    asked = NetworkRequest.objects.create(
        organization=world.customer,
        connection=Connection.objects.create(organization=world.customer, number=1, kind="cen", name="One"),
        number=1,
        name="Frankfurt to Shanghai",
        kind="cen",
        status="fulfilled",
        requester=world.lena,
    )
    _copy("events_event", event.pk, "'sequence', n, 'feed_position', n", rows)
    later = "'number', n, 'created_at', row.created_at - n * interval '1 minute'"
    _copy("networks_networkrequest", asked.pk, later, rows)
    return {
        "organization": str(world.customer.pk),
        "network_request": str(asked.pk),
        "token": str(token),
        "key": str(key.pk),
    }


def _copy(table: str, pk: Any, changes: str, rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(_COPIES.format(table=table, changes=changes), {"first": 2, "last": rows, "id": pk})
        cursor.execute(f"ANALYZE {table}")


def main() -> int:
    services.start()
    try:
        services.fresh_database(WORKER)
        django.setup()
        rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
        measured = bench_api_list(rows)
    finally:
        services.stop()
    kept = [
        at_least(f"{name.replace('_', ' ')}, of the bare view's throughput", found["ratio"], AT_LEAST)
        for name, found in measured.items()
    ]
    return tell("api", kept, rows=rows, measured=measured)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main())
