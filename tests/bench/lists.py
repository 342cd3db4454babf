"""How much the lists of filings read as they grow: `python -m tests.bench.lists [rows]`.

Buffers, not seconds: each page is asked with 1,000 filings and with `rows` (1,000,000), every SELECT of it is
explained with what it read, and the ratio may be 2 at most. The median time of a page stands beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Mapping
from typing import Any

import django
import psycopg
from django.db import connection

from tests import services
from tests.bench.figures import Figure, at_most, tell, told
from tests.settings import WORKER

FEW, MANY = 1_000, 1_000_000
MOST_GROWTH = 2.0
CUSTOMER_SHARE = 3  # one filing in so many belongs to the customer who looks
STATES = (
    "DRAFT",
    "SPECIALIST_REVIEW",
    "SPECIALIST_RETURNED",
    "SMS_PENDING",
    "CA_REVIEW",
    "ABANDONED",
    "EXPIRED",
)
# What differs between the copies; every other column is that of the original.
_DIFFERS = {
    "id": "gen_random_uuid()",
    "number": "10 + n",
    "organization_id": "CASE WHEN n %% %(share)s = 0 THEN %(mine)s::uuid ELSE %(other)s::uuid END",
    "state": "(%(states)s::text[])[1 + n %% array_length(%(states)s::text[], 1)]",
    "assigned_to_id": "CASE WHEN n %% 11 = 0 THEN %(wei)s::uuid END",
    "submitted_at": "now() - n * interval '1 second'",
    "due_at": "now() + n * interval '1 second'",
    "created_at": "now() - n * interval '1 second'",
}
_COPIES = """
INSERT INTO {table} ({columns}) SELECT {values}
FROM {table} AS row, generate_series(%(first)s::int, %(last)s::int) AS n WHERE row.id = %(id)s
"""


def bench_lists(rows: int = MANY) -> dict[str, dict[str, float]]:
    """Buffers and median milliseconds per page, with few and with many filings."""
    from tests.world import make_world

    world = make_world()
    original = _original(world)
    found: dict[str, dict[str, float]] = {}
    have = 0
    for size, name in ((FEW, "few"), (rows, "many")):
        _copy(original, world, have + 1, size)
        have = size
        for page, figures in _walk(world).items():
            found.setdefault(page, {}).update({f"{name}_{key}": value for key, value in figures.items()})
    return found


def _original(world: Any) -> Any:
    from icp.filings.workflow import open_filing

    return open_filing(organization=world.customer, filing_type="first_filing", by=world.lena)


def _copy(original: Any, world: Any, first: int, last: int) -> None:
    from icp.filings.models import Filing

    columns = [field.column for field in Filing._meta.concrete_fields]
    # Copies of a row that is right: references are not looked up a million times over.
    with psycopg.connect(services.url(WORKER, "portal"), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(
            _COPIES.format(
                table=Filing._meta.db_table,
                columns=", ".join(columns),
                values=", ".join(_DIFFERS.get(name, f"row.{name}") for name in columns),
            ),
            {
                "first": first,
                "last": last,
                "share": CUSTOMER_SHARE,
                "mine": str(world.customer.pk),
                "other": str(world.stranger.pk),
                "wei": str(world.wei.pk),
                "states": list(STATES),
                "id": str(original.pk),
            },
        )
        # Like a database that has been running for a while: statistics and visibility are up to date.
        owner.execute(f"VACUUM ANALYZE {Filing._meta.db_table}")


def _walk(world: Any) -> dict[str, dict[str, float]]:
    from django.conf import settings
    from django.test import Client

    found = {}
    for who, pages in (
        ("lena", ("filings/", "filings/?show=needs-you", "filings/?show=ended", "home/")),
        ("wei", ("desk/", "desk/?show=mine", "desk/?show=free", "desk/?show=sms", "filings/", "home/")),
    ):
        client = Client(SERVER_NAME="localhost")
        client.force_login(getattr(world, who), settings.AUTHENTICATION_BACKENDS[0])
        for page in pages:
            found[f"{who} {page}"] = _page(client, f"/en/{page}")
            following = _next_page(client, f"/en/{page}")
            if following:
                found[f"{who} {page} page 2"] = _page(client, following)
    return found


def _next_page(client: Any, address: str) -> str:
    context = client.get(address).context
    page = context.get("page") if context else None
    return page.next_url if page else ""


def _page(client: Any, address: str) -> dict[str, float]:
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(5):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    reads = sum(
        _buffers(query["sql"])
        for query in asked
        if "icp_filing" in query["sql"] and query["sql"].startswith("SELECT")
    )
    return {"buffers": reads, "ms": round(statistics.median(times), 1)}


def _buffers(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        (plan,) = cursor.fetchone()
    document = plan if isinstance(plan, list) else json.loads(plan)
    top: Mapping[str, Any] = document[0]["Plan"]
    return int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    services.start()
    try:
        services.fresh_database(WORKER)
        django.setup()
        found = bench_lists(rows)
    finally:
        services.stop()
    figures: list[Figure] = []
    for page, read in found.items():
        growth = read["many_buffers"] / max(read["few_buffers"], 1)
        figures.append(at_most(f"{page}: growth of buffers read", round(growth, 2), MOST_GROWTH))
        figures.append(told(f"{page}: median", read["many_ms"], "ms"))
    return tell("lists", figures, rows=rows, pages=found)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main())
