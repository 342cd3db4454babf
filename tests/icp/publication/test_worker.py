"""A real worker looks at a real site: asked, found; killed, and found all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import F

from icp.publication.asking import ask_for_check
from icp.publication.models import FooterCheck, Publication
from portal.embedded.children import Children, Guard
from tests.aside import put_aside
from tests.icp.publication.conftest import DOMAIN, Granted, page
from tests.portal.egress.conftest import Site
from tests.processes import Standin, Worker
from tests.settings import FOLDER, WORKER
from tests.world import World

pytestmark = [pytest.mark.committed, pytest.mark.processes]


@pytest.fixture
def looking_worker(
    site: Site, guard: Guard, process_environment: dict[str, str], standin: Standin, committed_db: None
) -> Iterator[Worker]:
    """A worker for which the filed domain is the site of this test."""
    hosts = " ".join(f"{name}=127.0.0.1:{site.port}" for name in (DOMAIN, f"www.{DOMAIN}"))
    with Children(FOLDER / f"worker-looking-{WORKER}.log", guard) as children:
        worker = Worker(children, {**process_environment, "EGRESS_HOSTS": hosts}, also_outside=True)
        put_aside()
        worker.start(beat=True)
        yield worker
        worker.stop()


def looks(publication: Publication) -> list[FooterCheck]:
    return list(FooterCheck.objects.filter(publication=publication))


def test_a_click_and_the_line_is_there(
    looking_worker: Worker,
    site: Site,
    granted: Granted,
    world: World,
    wait_for: Callable[..., Any],
    say: Callable[[str], None],
) -> None:
    site.answers(page(link="/"))
    publication = granted()
    wait_for(lambda: looks(publication), 30, lambda: f"the first look; {looking_worker.log()}")
    site.answers(page())

    ask_for_check(publication, by=world.lena)

    found = wait_for(lambda: [row for row in looks(publication) if row.asked_by_id], 20, "the look asked for")
    publication.refresh_from_db()
    assert found[0].code == "found" and publication.state == "LIVE"


def test_a_killed_worker_costs_a_lease_and_nothing_else(
    looking_worker: Worker, site: Site, granted: Granted, wait_for: Callable[..., Any]
) -> None:
    arrived, gone = threading.Event(), threading.Event()

    def hold(connection: Any) -> None:
        arrived.set()
        gone.wait(20)

    site.answers(hold)
    publication = granted()
    ask = Publication.objects.filter(pk=publication.pk)
    ask.update(check_due_at=F("created_at"))
    wait_for(arrived.is_set, 30, "the worker is at the site")
    looking_worker.kill9()
    gone.set()
    assert looks(publication) == []
    site.answers(page())
    # As if the lease had run out: 90 s are not waited for.
    ask.update(check_lease_until=F("created_at"))

    looking_worker.start(beat=True)

    wait_for(lambda: looks(publication), 30, "another worker looks")
    assert [row.code for row in looks(publication)] == ["found"]
    publication.refresh_from_db()
    assert publication.check_attempt == 2 and publication.attempts_open == 0
