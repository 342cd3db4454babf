"""The stage itself: what every other test relies on."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page
from pytest_socket import SocketConnectBlockedError

from portal.accounts.models import Organization, User
from tests.processes import Standin, Worker
from tests.world import PASSWORD, World


def test_rows_of_one_test_are_not_seen_by_the_next(world: World) -> None:
    assert Organization.objects.count() == 3


def test_tests_connect_as_the_application_and_not_as_the_owner(database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("portal_app", False)


def test_everybody_of_the_cast_can_log_in_with_the_password(world: World) -> None:
    assert all(person.check_password(PASSWORD) for person in (world.lena, world.wei, world.omar))


def test_a_logged_in_client_is_who_it_says(world: World, client_for: Callable[[User], Client]) -> None:
    assert client_for(world.priya).session["_auth_user_id"] == str(world.priya.pk)


@pytest.mark.committed
def test_committed_rows_live_in_a_database_of_their_own(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].endswith("_committed")


def test_no_address_outside_this_machine_is_reached() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 443))


def test_the_standin_is_empty_when_a_test_begins(standin: Standin) -> None:
    assert standin.control("GET", "calls")["calls"] == []


@pytest.mark.committed
def test_a_worker_can_be_killed_and_started_again(worker: Worker, wait_for: Callable[..., Any]) -> None:
    worker.kill9()
    worker.start()
    assert "ready." in worker.log()


@pytest.mark.committed
def test_the_live_server_answers(live_server_url: str) -> None:
    with urllib.request.urlopen(f"{live_server_url}/healthz", timeout=10) as answer:
        assert answer.status == 200


@pytest.mark.browser
@pytest.mark.committed
def test_the_browser_opens_the_portal(live_server_url: str, page: Page) -> None:
    page.goto(live_server_url)
    assert page.url.startswith(live_server_url)
