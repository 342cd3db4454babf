"""A member who asks for erasure: the account goes, what they did stays, and nobody reads who it was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.models import Membership, Organization, User
from portal.accounts.roles import ARCHITECT, OWNER, REQUESTER
from portal.accounts.workflow import accept_invitation, invite_member
from portal.api.keys import open_key
from portal.api.models import IdempotencyKey
from portal.calendar.clock import after
from portal.events.models import Event
from portal.events.verifying import verify
from portal.notifications.models import Notice
from tests.icp.documents.test_people import whole_database
from tests.world import World

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Canary Fourtyeight", "canary.48@nordwind.example"


@pytest.fixture
def canary(world: World, client_for: Callable[[User], Client]) -> User:
    """Invited by name, joined, signed in, with a key of the API and a notice."""
    person = User.objects.create_user(EMAIL, "a password of the canary", name=NAME)
    _invitation, token = invite_member(world.customer, email=EMAIL, role=OWNER, by=world.lena)
    accept_invitation(token, by=person)
    client_for(person).get("/en/home/")
    open_key(organization=world.customer, user=person, name="reads", scopes=["filings:read"], by=person)
    return person


def details(world: World) -> str:
    """What events of the customer tell beside their payload."""
    return " ".join(str(row.opened_detail()) for row in Event.objects.filter(organization=world.customer))


def erase(world: World, *more: str, organization: Organization | None = None) -> str:
    output = io.StringIO()
    owner = organization or world.customer
    given = (f"--organization={owner.pk}", f"--by={world.otto.email}", f"--email={EMAIL}")
    call_command("erase_person", *given, *more, stdout=output, stderr=output)
    return output.getvalue()


def test_first_it_is_only_listed(world: World, canary: User) -> None:
    assert f"account {canary.pk}" in erase(world) and "add --yes" in erase(world)
    canary.refresh_from_db()
    assert canary.name == NAME


def test_nothing_is_left_of_the_account_and_what_was_done_stands(world: World, canary: User) -> None:
    IdempotencyKey.objects.create(
        organization=world.customer,
        key="k",
        fingerprint="f",
        state="answered",
        status=200,
        body=f'{{"name": "{NAME}"}}',
        claimed_until=after(60),
        expires_at=after(60),
    )
    Authenticator.objects.create(user=canary, type=Authenticator.Type.TOTP, data={})
    assert NAME in whole_database() and EMAIL in whole_database() and EMAIL in details(world)

    assert "1 things erased" in erase(world, "--yes")

    left = whole_database()
    assert NAME not in left and EMAIL not in left and EMAIL not in details(world)
    assert not Authenticator.objects.filter(user=canary).exists()
    canary.refresh_from_db()
    assert not canary.is_active and not canary.has_usable_password() and str(canary) == "erased person"
    assert not canary.memberships.exists() and not canary.api_keys.exists()
    assert not EmailAddress.objects.filter(user=canary).exists()
    assert not Notice.objects.filter(person=canary).exists()
    assert str(canary.pk) not in {row.get_decoded().get("_auth_user_id") for row in Session.objects.all()}
    assert verify(world.customer.pk) is None
    world.lena.refresh_from_db()
    assert world.lena.name == "Lena Vogt" and world.lena.is_active


def test_the_export_holds_the_account(world: World, canary: User, tmp_path: Path) -> None:
    target = tmp_path / "export.zip"
    given = (f"--organization={world.customer.pk}", f"--by={world.otto.email}", f"--name={NAME}")
    call_command("export_person", *given, f"--to={target}", stdout=io.StringIO())

    with zipfile.ZipFile(target) as archive:
        (account,) = json.loads(archive.read("data.json"))
    assert account["email"] == EMAIL and account["roles"] == ["owner"]


@pytest.mark.parametrize("hindered", ["only owner", "another organization", "our own staff"])
def test_what_stands_in_the_way_is_said_and_nothing_is_erased(
    world: World, canary: User, hindered: str
) -> None:
    where = world.customer
    if hindered == "only owner":
        Membership.objects.filter(organization=world.customer, role=OWNER).delete()
        Membership.objects.create(user=canary, organization=world.customer, role=OWNER)
    elif hindered == "another organization":
        Membership.objects.create(user=canary, organization=world.stranger, role=REQUESTER)
    else:
        where = world.operator
        canary.memberships.all().delete()
        Membership.objects.create(user=canary, organization=where, role=ARCHITECT)

    with pytest.raises(CommandError, match="Nothing was erased"):
        erase(world, "--yes", organization=where)
    canary.refresh_from_db()
    assert canary.name == NAME and canary.is_active


def test_a_stranger_to_the_organization_is_not_found(world: World) -> None:
    User.objects.create_user(EMAIL, name=NAME)

    assert "Nothing is held" in erase(world, "--yes")
    assert User.objects.filter(email=EMAIL, is_active=True).exists()
