"""Whatever is done to a recorded event behind the portal's back is found, and named by its row."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.accounts.models import Organization
from portal.events.models import Event
from portal.events.recording import record
from portal.events.verifying import verify
from tests.portal.events.owner import intruder
from tests.world import World

pytestmark = pytest.mark.committed

ROW = "events_event WHERE organization_id = %(organization)s AND sequence"


def change(assignment: str, sequence: int = 3) -> str:
    return (
        f"UPDATE events_event SET {assignment} "
        f"WHERE organization_id = %(organization)s AND sequence = {sequence}"
    )


COPY_OF_THE_LAST = (
    f"CREATE TEMP TABLE copied AS SELECT * FROM {ROW} = 5",
    "INSERT INTO events_event SELECT * FROM copied",
)
TAMPERINGS = {
    "type": [change("type = 'test.other'")],
    "payload": [change("""payload = '{"number": 99}'""")],
    "actor": [change("actor_id = NULL")],
    "actor label": [change("actor_label = 'system'")],
    "subject": [change("subject_id = gen_random_uuid()")],
    "time": [change("occurred_at = occurred_at + interval '1 microsecond'")],
    "audience": [change("audience = 'staff', feed_position = NULL")],
    "its own hash": [change("hash = repeat('a', 64)")],
    "previous hash": [change("previous_hash = repeat('a', 64)")],
    "digest of the detail": [change("detail_digest = repeat('a', 64)")],
    "detail": [change("detail = 'sealed by nobody'::bytea")],
    "feed position": [change("feed_position = 40", 5)],
    "first row removed": [f"DELETE FROM {ROW} = 1"],
    "middle row removed": [f"DELETE FROM {ROW} = 3"],
    "last row removed": [f"DELETE FROM {ROW} = 5"],
    "two last rows removed": [f"DELETE FROM {ROW} >= 4"],
    "middle row removed and the gap closed": [
        f"DELETE FROM {ROW} = 3",
        change("sequence = 3, feed_position = 2", 4),
        change("sequence = 4, feed_position = 3", 5),
    ],
    "row put after the last": [
        COPY_OF_THE_LAST[0],
        "UPDATE copied SET id = gen_random_uuid(), sequence = 6, feed_position = 5",
        COPY_OF_THE_LAST[1],
    ],
    "row put in between": [
        COPY_OF_THE_LAST[0],
        "UPDATE copied SET id = gen_random_uuid(), feed_position = 4",
        change("sequence = 6, feed_position = 5", 5),
        COPY_OF_THE_LAST[1],
    ],
    "two rows exchanged": [
        change("sequence = 1003, feed_position = 1003"),
        change("sequence = 3, feed_position = 2", 4),
        change("sequence = 4, feed_position = 3", 1003),
    ],
    "head put back": ["UPDATE events_head SET sequence = 4 WHERE organization_id = %(organization)s"],
    "head removed": ["DELETE FROM events_head WHERE organization_id = %(organization)s"],
    "everything cut off": ["TRUNCATE events_event"],
}


@pytest.fixture
def nordwind(world: World) -> Organization:
    """Five events: the second is for staff only, the third has a personal part."""
    for number in range(1, 6):
        with transaction.atomic():
            record(
                "test.happened",
                organization=world.customer,
                subject=world.customer,
                actor=world.lena,
                payload={"number": number},
                detail={"name": "Lena Vogt"} if number == 3 else None,
                audience=Event.Audience.STAFF if number == 2 else Event.Audience.CUSTOMER,
            )
    return world.customer


def test_an_untouched_chain_is_whole(nordwind: Organization) -> None:
    said = StringIO()
    call_command("verify_events", organization=nordwind.pk, stdout=said)
    assert "1 chains are whole" in said.getvalue()


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found(nordwind: Organization, statements: list[str]) -> None:
    with intruder() as owner, owner.transaction():
        for statement in statements:
            owner.execute(statement, {"organization": nordwind.pk} if "%(" in statement else None)
    with pytest.raises(CommandError, match="1 of 1 chains are broken"):
        call_command("verify_events", organization=nordwind.pk, stderr=StringIO())


def test_the_first_broken_row_is_named(nordwind: Organization) -> None:
    with intruder() as owner:
        owner.execute(change("actor_label = 'system'", 4), {"organization": nordwind.pk})
        owner.execute(change("actor_label = 'system'", 2), {"organization": nordwind.pk})
    found = verify(nordwind.pk)
    assert found is not None and found.sequence == 2


def test_a_broken_chain_of_one_organization_leaves_the_others_whole(
    nordwind: Organization, world: World
) -> None:
    with transaction.atomic():
        record("test.happened", organization=world.stranger, subject=world.stranger, actor=None)
    with intruder() as owner:
        owner.execute(f"DELETE FROM {ROW} = 3", {"organization": nordwind.pk})
    assert verify(nordwind.pk) is not None
    assert verify(world.stranger.pk) is None


def test_the_personal_part_can_be_erased_and_the_chain_stays_whole(nordwind: Organization) -> None:
    event = Event.objects.get(organization=nordwind, sequence=3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_event_detail(%s)", [event.pk])
    event.refresh_from_db()
    assert event.detail is None
    assert verify(nordwind.pk) is None
