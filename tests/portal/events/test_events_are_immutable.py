"""Two locks on one door: the application has no right to change an event, and the table refuses anybody."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.events.models import Event
from portal.events.recording import record
from tests.portal.events.owner import owner
from tests.world import World

CHANGES = {
    "update": "UPDATE events_event SET type = 'test.other'",
    "erase by update": "UPDATE events_event SET detail = NULL",
    "delete": "DELETE FROM events_event",
    "truncate": "TRUNCATE events_event",
}
CHANGED = pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES.keys())


@pytest.fixture
def event(world: World) -> Event:
    with transaction.atomic():
        return record(
            "test.happened",
            organization=world.customer,
            subject=world.customer,
            actor=world.lena,
            detail={"name": "Lena Vogt"},
        )


@CHANGED
def test_the_application_has_no_right_to_change_events(event: Event, statement: str) -> None:
    denied = pytest.raises(ProgrammingError, match="permission denied for table events_event")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL portal.erasing = 'yes'")
        cursor.execute(statement)


@CHANGED
@pytest.mark.committed
def test_the_table_refuses_even_its_owner(event: Event, statement: str) -> None:
    with owner() as connected, pytest.raises(psycopg.errors.InsufficientPrivilege, match="events are never"):
        connected.execute(statement)


@pytest.mark.committed
def test_only_the_detail_can_be_erased_by_the_one_function(event: Event) -> None:
    with owner() as connected, connected.transaction():
        connected.execute("SET LOCAL portal.erasing = 'yes'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="events are never"):
            connected.execute("UPDATE events_event SET detail = NULL, type = 'test.other'")
        raise psycopg.Rollback


@pytest.mark.committed
def test_nobody_but_the_application_may_erase_a_detail(event: Event) -> None:
    with owner() as connected, connected.transaction():
        connected.execute("CREATE ROLE somebody")
        connected.execute("SET LOCAL ROLE somebody")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            connected.execute("SELECT erase_event_detail(%s)", [event.pk])
        raise psycopg.Rollback
