from __future__ import annotations

import json
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from rest_framework.request import Request

from portal.accounts.models import Membership
from portal.accounts.permissions import may
from portal.api import secrets
from portal.api.authentication import ApiKeyAuthentication
from portal.api.keys import LIVE_KEYS_AT_MOST, open_key, revoke_key
from portal.api.models import ApiKey
from portal.events.models import Event
from portal.refusals import Forbidden, Malformed, Refused

WHOAMI = "/api/v1/whoami/"


def test_a_key_tells_who_it_acts_for(world, program):
    answer = program(world.lena, world.customer).get(WHOAMI).json()
    assert answer["user_name"] == "Lena Vogt"
    assert answer["organization_id"] == str(world.customer.pk)
    assert answer["roles"] == ["owner", "requester"]


def test_a_copy_of_the_database_cannot_authenticate(world, program):
    lena = program(world.lena, world.customer)
    secret = lena.token.rsplit("_", 1)[1]
    row = ApiKey.objects.filter(pk=lena.key.pk).values().get()
    assert secret not in json.dumps(row, default=str)
    lena.token = f"causeway_{row['prefix']}_{row['digest']}"
    assert lena.get(WHOAMI).status_code == 401


def test_a_key_made_under_an_earlier_secret_key_works_while_it_is_a_fallback(world, program, settings):
    lena = program(world.lena, world.customer)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "a later key of the tests, as good for nothing"
    assert lena.get(WHOAMI).json()["code"] == "key_unknown"
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert lena.get(WHOAMI).status_code == 200


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "key_missing"),
        ("", "key_missing"),
        ("Bearer", "key_unknown"),
        ("Bearer causeway_aaaaaaaa_" + "0" * 64, "key_unknown"),
        ("Basic bGVuYTpzZWNyZXQ=", "key_unknown"),
        ("Bearer causeway_ÄÖ_\u0000", "key_unknown"),
    ],
)
def test_who_shows_no_key_of_ours_is_told_so(world, client, header, code):
    headers = {} if header is None else {"Authorization": header}
    answer = client.get(WHOAMI, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_knowing_a_prefix_does_not_use_up_the_allowance_of_its_key(world, program, client):
    lena = program(world.lena, world.customer, requests_per_minute=1)
    wrong = {"Authorization": f"Bearer {lena.token[:-64]}{'0' * 64}"}
    for _ in range(25):
        assert client.get(WHOAMI, headers=wrong).status_code == 401
    assert lena.get(WHOAMI).status_code == 200


def test_a_wrong_secret_reads_like_an_unknown_prefix(world, program):
    lena = program(world.lena, world.customer)
    lena.token = lena.token[:-64] + "0" * 64
    wrong = lena.get(WHOAMI).json()
    lena.token = "causeway_zzzzzzzz_" + "0" * 64
    unknown = lena.get(WHOAMI).json()
    del wrong["request_id"], unknown["request_id"]
    assert wrong == unknown


def test_a_key_in_the_address_is_not_looked_at(world, program, client):
    token = program(world.lena, world.customer).token
    assert client.get(f"{WHOAMI}?api_key={token}&access_token={token}").status_code == 401


def test_a_revoked_key_stops_with_the_next_request(world, program):
    lena = program(world.lena, world.customer)
    assert lena.get(WHOAMI).status_code == 200
    revoke_key(lena.key, by=world.lena)
    assert lena.get(WHOAMI).json()["code"] == "key_revoked"


def test_an_expired_key_says_when(world, program):
    lena = program(world.lena, world.customer)
    yesterday = timezone.now() - timedelta(days=1)
    ApiKey.objects.filter(pk=lena.key.pk).update(expires_at=yesterday)
    answer = lena.get(WHOAMI).json()
    assert answer["code"] == "key_expired"
    assert f"{yesterday:%Y-%m-%d}" in answer["detail"]


def test_a_key_dies_with_the_membership_of_its_person(world, program):
    jonas = program(world.jonas, world.customer)
    Membership.objects.filter(user=world.jonas, organization=world.customer).delete()
    assert jonas.get(WHOAMI).json()["code"] == "key_without_member"


def test_a_key_dies_with_the_account_of_its_person(world, program):
    jonas = program(world.jonas, world.customer)
    world.jonas.is_active = False
    world.jonas.save(update_fields=["is_active"])
    assert jonas.get(WHOAMI).json()["code"] == "key_without_member"


def test_a_key_sees_one_organization_though_its_person_belongs_to_two(world, program):
    Membership.objects.create(user=world.lena, organization=world.stranger, role="owner")
    lena = program(world.lena, world.customer)
    seen = [row["id"] for row in lena.get("/api/v1/organizations/").json()["results"]]
    assert seen == [str(world.customer.pk)]
    assert lena.get(f"/api/v1/organizations/{world.stranger.pk}/").status_code == 404


def test_a_customer_key_of_a_staff_member_has_no_staff_eyes(world, program):
    Membership.objects.create(user=world.priya, organization=world.customer, role="viewer")
    priya = program(world.priya, world.customer)
    seen = [row["id"] for row in priya.get("/api/v1/organizations/").json()["results"]]
    assert seen == [str(world.customer.pk)]


def test_behind_a_key_its_person_has_the_roles_of_one_organization(world, program, rf):
    Membership.objects.create(user=world.priya, organization=world.customer, role="viewer")
    token = program(world.priya, world.customer).token
    request = Request(rf.get(WHOAMI, headers={"Authorization": f"Bearer {token}"}))
    person, _key = ApiKeyAuthentication().authenticate(request)
    assert person.organization_ids() == {world.customer.pk}
    assert person.staff_roles() == frozenset()
    assert not may(person, "network_request.approve", world.customer)


def test_a_staff_key_sees_every_customer(world, program):
    priya = program(world.priya, world.operator, ("organizations:read",))
    for organization in (world.customer, world.stranger):
        assert priya.get(f"/api/v1/organizations/{organization.pk}/").status_code == 200


@pytest.mark.parametrize(("network", "status"), [("127.0.0.0/8", 200), ("203.0.113.0/24", 403)])
def test_a_key_works_from_its_networks_only(world, program, network, status):
    lena = program(world.lena, world.customer, allowed_networks=[network])
    assert lena.get(WHOAMI).status_code == status


def test_use_is_remembered_once_a_minute(world, program):
    lena = program(world.lena, world.customer)
    lena.get(WHOAMI)
    first = ApiKey.objects.get(pk=lena.key.pk).last_used_at
    lena.get(WHOAMI)
    assert ApiKey.objects.get(pk=lena.key.pk).last_used_at == first
    long_ago = first - timedelta(minutes=2)
    ApiKey.objects.filter(pk=lena.key.pk).update(last_used_at=long_ago)
    lena.get(WHOAMI)
    assert ApiKey.objects.get(pk=lena.key.pk).last_used_at > long_ago


def test_the_door_costs_one_statement(world, program, django_assert_num_queries):
    lena = program(world.lena, world.customer)
    lena.get(WHOAMI)
    with django_assert_num_queries(1):
        lena.get(WHOAMI)


@pytest.mark.committed
def test_a_connection_that_died_since_the_last_request_is_replaced(world, program):
    lena = program(world.lena, world.customer)
    assert lena.get(WHOAMI).status_code == 200
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert lena.get(WHOAMI).status_code == 200


@pytest.mark.committed
def test_a_key_is_found_though_the_server_forgot_the_prepared_statement(world, program):
    """As behind a pooler that hands out another server, or after a migration."""
    lena = program(world.lena, world.customer)
    assert lena.get(WHOAMI).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (1,)
        cursor.execute("DEALLOCATE ALL")
    assert lena.get(WHOAMI).status_code == 200


@pytest.mark.committed
def test_a_revoked_key_is_refused_at_once(world, program):
    lena = program(world.lena, world.customer)
    assert lena.get(WHOAMI).status_code == 200
    revoke_key(lena.key, by=world.lena)
    assert lena.get(WHOAMI).status_code == 401


def test_two_keys_live_side_by_side_for_rotation(world, program):
    old, new = program(world.lena, world.customer), program(world.lena, world.customer)
    revoke_key(old.key, by=world.lena)
    assert [old.get(WHOAMI).status_code, new.get(WHOAMI).status_code] == [401, 200]


def test_opening_and_revoking_leave_events_without_the_secret(world, program):
    lena = program(world.lena, world.customer)
    revoke_key(lena.key, by=world.lena)
    events = Event.objects.about("apikey", lena.key.pk)
    assert [event.type for event in events] == ["api_key.opened", "api_key.revoked"]
    assert lena.token.rsplit("_", 1)[1] not in str([event.payload for event in events])


def test_only_an_owner_opens_a_key(world):
    with pytest.raises(Forbidden):
        open_key(organization=world.customer, user=world.mia, name="x", scopes=["events:read"], by=world.mia)


def test_an_owner_cannot_open_a_key_that_acts_for_a_colleague(world):
    with pytest.raises(Forbidden, match="acts for the person who opens it"):
        open_key(
            organization=world.customer, user=world.jonas, name="x", scopes=["events:read"], by=world.lena
        )


def test_a_stranger_revokes_nothing(world, program):
    lena = program(world.lena, world.customer)
    with pytest.raises(Forbidden):
        revoke_key(lena.key, by=world.omar)
    assert lena.get(WHOAMI).status_code == 200


@pytest.mark.parametrize("days", [0, 366])
def test_a_key_lives_a_year_at_most(world, days):
    with pytest.raises(Malformed, match="between 1 and 365"):
        open_key(
            organization=world.customer, user=world.lena, name="x", scopes=["events:read"], by=None, days=days
        )


def test_there_is_a_limit_to_live_keys(world, program):
    for _ in range(LIVE_KEYS_AT_MOST):
        program(world.lena, world.customer)
    with pytest.raises(Refused, match="live keys"):
        program(world.lena, world.customer)


def test_the_command_prints_a_working_key(world, client, capsys):
    call_command(
        "create_api_key",
        email=world.lena.email,
        organization=str(world.customer.pk),
        name="CRM",
        scopes="events:read",
    )
    token = capsys.readouterr().out.strip()
    answer = client.get(WHOAMI, headers={"Authorization": f"Bearer {token}"}).json()
    assert answer["key"]["scopes"] == ["events:read"]


def test_the_command_refuses_an_unknown_scope_and_names_the_known(world):
    with pytest.raises(CommandError, match="events:read"):
        call_command(
            "create_api_key",
            email=world.lena.email,
            organization=str(world.customer.pk),
            name="CRM",
            scopes="everything",
        )


def test_a_token_reads_back_as_itself_and_hides_its_secret():
    token = secrets.draw()
    assert secrets.parse(str(token)) == token
    assert token.secret not in repr(token)
