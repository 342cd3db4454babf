"""The world, the cast, and the processes around them.

A test that asks for `world` runs in a transaction that is rolled back. One marked `committed` works on a
second database where everything stays: use it where another process (worker, web server) must see the
rows. Both connect as the application's role, like production, so nothing is ever truncated.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from portal.accounts.models import User
from portal.alibaba.configured import cloud_from_settings
from portal.embedded.children import Children, Guard
from portal.embedded.postgres import APPLICATION
from tests import services
from tests.aside import put_aside
from tests.browser import browser_launch_arguments, missing_for_the_browser
from tests.processes import Standin, WebServer, Worker
from tests.settings import FOLDER, WORKER
from tests.waiting import wait_for as wait_for_condition
from tests.world import World, make_world

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop lives in the tests' thread.


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "committed: rows are committed; other processes see them")
    config.addinivalue_line("markers", "processes: starts processes of its own, and takes its time")
    config.addinivalue_line("markers", "browser: needs Chromium")
    config.addinivalue_line("markers", "early: takes minutes, so it is begun before all others")
    config.addinivalue_line("markers", "soak: long; part of `make soak`, not of `make test`")
    config.addinivalue_line("markers", "bench: measures; part of `make bench`, not of `make test`")
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        services.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    services.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = getattr(item, "fixturenames", [])
        if "transactional_db" in names or (marker and (marker.kwargs.get("transaction") or marker.args)):
            raise pytest.UsageError(
                f"{item.nodeid} wants its tables emptied, which events refuse. Mark it `committed` instead."
            )
        if item.get_closest_marker("committed") and "committed_db" not in names:
            names.insert(0, "committed_db")
    # A test of minutes that is begun last leaves every other core idle.
    items.sort(key=lambda item: item.get_closest_marker("early") is None)


# The databases -------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def running_services() -> None:
    services.start()


@pytest.fixture(scope="session")
def django_db_setup(running_services: None) -> None:
    services.fresh_database(WORKER)


@pytest.fixture(scope="session")
def committed_database(running_services: None) -> str:
    name = f"{WORKER}_committed"
    services.fresh_database(name)
    return name


@pytest.fixture
def committed_db(committed_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written stays. Make your own organizations; never count rows of everybody."""
    default = connections["default"]
    usual = default.settings_dict["NAME"]
    default.close()
    default.settings_dict["NAME"] = committed_database
    with django_db_blocker.unblock():
        yield
        connections.close_all()
    default.settings_dict["NAME"] = usual


@pytest.fixture
def database(request: pytest.FixtureRequest) -> None:
    """The rolled-back database, or the committed one where the test is marked so."""
    request.getfixturevalue("committed_db" if request.node.get_closest_marker("committed") else "db")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request leaves its language behind in the thread that served it."""
    with translation.override("en"):
        yield


# People --------------------------------------------------------------------------------------------
@pytest.fixture
def world(database: None) -> World:
    return make_world()


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """A browser without pages: Django's client, logged in."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user.pk), settings.AUTHENTICATION_BACKENDS[0])
        return client

    return logged_in


@pytest.fixture
def wait_for() -> Callable[..., Any]:
    """`wait_for(condition, seconds, "what is hoped for")`; see tests/waiting.py."""
    return wait_for_condition


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """`say("40 runs, 0 duplicates")`: a figure for the end of the report, also when all is well."""
    return lambda figure: record_property("figure", figure)


# Processes -----------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    guard.close()


@pytest.fixture(scope="session")
def standin_process(guard: Guard) -> Iterator[Standin]:
    with Children(FOLDER / f"standin-{WORKER}.log", guard) as children:
        yield Standin(children)


@pytest.fixture
def standin(standin_process: Standin, settings: Any) -> Iterator[Standin]:
    """The cloud that the portal of this test speaks to, empty and without faults."""
    standin_process.reset()
    settings.ALIBABA_CLOUD_ENDPOINT = standin_process.address
    cloud_from_settings.cache_clear()
    yield standin_process
    cloud_from_settings.cache_clear()


@pytest.fixture(scope="session")
def process_environment(committed_database: str, standin_process: Standin) -> dict[str, str]:
    """What a process of the portal is told, so that it shares this worker's committed rows and cloud."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": services.url(committed_database, APPLICATION),
        "ALIBABA_CLOUD_ENDPOINT": standin_process.address,
    }


@pytest.fixture(scope="session")
def worker_process(guard: Guard, process_environment: dict[str, str]) -> Iterator[Worker]:
    with Children(FOLDER / f"worker-{WORKER}.log", guard) as children:
        yield Worker(children, process_environment)


@pytest.fixture
def worker(worker_process: Worker, committed_db: None, standin: Standin) -> Iterator[Worker]:
    """A running worker; `restart()`, `stop()`, `kill9()`, `log()`. Ready before the test begins.

    What earlier tests left is not this one's work, and it ends with the test: those that step the
    engine by hand must be alone.
    """
    put_aside()
    worker_process.start(beat=True)
    yield worker_process
    worker_process.stop()


@pytest.fixture(scope="session")
def web_server(guard: Guard, process_environment: dict[str, str]) -> Iterator[WebServer]:
    with Children(FOLDER / f"web-{WORKER}.log", guard) as children:
        yield WebServer(children, process_environment)


@pytest.fixture
def live_server_url(web_server: WebServer, committed_db: None, standin: Standin) -> str:
    return web_server.url


# The browser ---------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if missing := missing_for_the_browser():
        pytest.fail(missing, pytrace=False)
    return {**browser_type_launch_args, **browser_launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for status in ("passed", "failed") for report in terminalreporter.getreports(status)]
    for report in reports:
        for name, figure in report.user_properties:
            if name == "figure" and report.when == "call":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {figure}")


# What the processes said, when a test fails ----------------------------------------------------------
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call" and report.failed:
        for fixture in ("worker_process", "web_server", "standin_process"):
            if fixture in getattr(item, "funcargs", {}) or fixture in getattr(item, "fixturenames", ()):
                log = FOLDER / f"{fixture.split('_')[0]}-{WORKER}.log"
                if log.exists():
                    report.sections.append((log.name, log.read_text(errors="replace")[-6000:]))
    return report
