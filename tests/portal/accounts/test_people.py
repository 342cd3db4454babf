"""Inviting, joining, changing roles, leaving."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from portal.accounts import roles
from portal.accounts.models import Invitation, Membership, Organization, User
from portal.accounts.workflow import (
    accept_invitation,
    change_roles,
    invite_member,
    open_organization,
    withdraw_invitation,
)
from portal.calendar.clock import engine_now
from portal.events.models import Event
from portal.refusals import Forbidden, Refused
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]


def _roles(person: User, organization: Organization) -> set[str]:
    return set(organization.memberships.filter(user=person).values_list("role", flat=True))


def test_an_owner_invites_and_the_colleague_joins_by_the_letter(
    world: World, client_for: ClientFor, mailoutbox: list
) -> None:
    client_for(world.lena).post(reverse("accounts:members"), {"email": "Noor@Example.com", "role": "viewer"})
    letter = mailoutbox[-1]
    link = re.search(r"https?://\S+(/en/invitations/\S+)", letter.body)
    noor = User.objects.create_user("noor@example.com", name="Noor")
    assert link and letter.to == ["noor@example.com"] and "邀请您加入" in letter.body

    colleague = client_for(noor)
    assert "Join the organization" in words(colleague.get(link[1]))
    assert not _roles(noor, world.customer), "looking at the link changes nothing"
    colleague.post(link[1])

    assert _roles(noor, world.customer) == {"viewer"}
    assert "Noor" in words(client_for(world.lena).get(reverse("accounts:members")))


@pytest.mark.parametrize("who", ["jonas", "mia", "omar", "priya", "otto"])
def test_only_an_owner_of_the_organization_invites(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        invite_member(world.customer, email="x@example.com", role="viewer", by=getattr(world, who))


@pytest.mark.parametrize("who", ["jonas", "mia", "omar", "priya", "otto"])
def test_only_an_owner_changes_roles_and_withdraws_invitations(world: World, who: str) -> None:
    invitation, _token = invite_member(world.customer, email="x@example.com", role="viewer", by=world.lena)
    with pytest.raises(Forbidden):
        change_roles(world.customer, world.mia, roles={"owner"}, by=getattr(world, who))
    with pytest.raises(Forbidden):
        withdraw_invitation(invitation, by=getattr(world, who))


def test_an_invitation_works_once(world: World) -> None:
    _invitation, token = invite_member(world.customer, email="a@example.com", role="viewer", by=world.lena)
    person = User.objects.create_user("a@example.com")
    accept_invitation(token, by=person)
    change_roles(world.customer, person, roles=(), by=world.lena)

    with pytest.raises(Refused, match="used, withdrawn or has expired"):
        accept_invitation(token, by=person)
    assert not _roles(person, world.customer), "a removed colleague does not come back with the old letter"


def test_an_invitation_is_for_its_address_alone(world: World) -> None:
    _invitation, token = invite_member(world.customer, email="a@example.com", role="owner", by=world.lena)

    with pytest.raises(Forbidden, match="another address"):
        accept_invitation(token, by=world.omar)
    assert not _roles(world.omar, world.customer)


@pytest.mark.parametrize("how", ["withdrawn", "replaced", "expired", "made up"])
def test_a_letter_that_is_no_longer_good_lets_nobody_in(world: World, how: str) -> None:
    invitation, token = invite_member(world.customer, email="a@example.com", role="viewer", by=world.lena)
    person = User.objects.create_user("a@example.com")
    if how == "withdrawn":
        withdraw_invitation(invitation, by=world.lena)
    elif how == "replaced":
        invite_member(world.customer, email="a@example.com", role="viewer", by=world.lena)
    elif how == "expired":
        Invitation.objects.update(expires_at=engine_now() - timedelta(seconds=1))
    else:
        token = "made-up"

    with pytest.raises(Refused):
        accept_invitation(token, by=person)


def test_the_table_of_invitations_holds_no_token(world: World) -> None:
    invitation, token = invite_member(world.customer, email="a@example.com", role="viewer", by=world.lena)

    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_nobody_is_invited_twice_nor_into_a_staff_role(world: World) -> None:
    with pytest.raises(Refused, match="already belongs"):
        invite_member(world.customer, email=world.jonas.email.upper(), role="viewer", by=world.lena)
    with pytest.raises(Refused, match="not a role of a customer"):
        invite_member(world.customer, email="b@example.com", role=roles.ARCHITECT, by=world.lena)


def test_the_last_owner_stays(world: World, client_for: ClientFor) -> None:
    with pytest.raises(Refused, match="only owner"):
        change_roles(world.customer, world.lena, roles={"viewer"}, by=world.lena)

    answer = client_for(world.lena).post(reverse("accounts:member", args=[world.lena.pk]), {"remove": "1"})
    assert answer.status_code == 409 and "Make somebody else an owner first." in words(answer)

    change_roles(world.customer, world.jonas, roles={"owner"}, by=world.lena)
    change_roles(world.customer, world.lena, roles=(), by=world.jonas)
    assert not _roles(world.lena, world.customer)


def test_a_customer_cannot_give_a_colleague_a_staff_role(world: World, client_for: ClientFor) -> None:
    with pytest.raises(Refused):
        change_roles(world.customer, world.jonas, roles={roles.OPERATOR}, by=world.lena)

    answer = client_for(world.lena).post(
        reverse("accounts:member", args=[world.jonas.pk]), {"roles": [roles.ARCHITECT]}
    )
    assert answer.status_code == 422
    assert _roles(world.jonas, world.customer) == {"requester"}


def test_what_happened_to_people_is_on_record_without_their_address(world: World) -> None:
    invite_member(world.customer, email="a@example.com", role="viewer", by=world.lena)
    change_roles(world.customer, world.jonas, roles={"viewer"}, by=world.lena)

    events = Event.objects.filter(organization=world.customer)
    assert [event.type for event in events] == ["member.invited", "member.roles_changed"]
    assert events[1].payload == {"before": ["requester"], "after": ["viewer"]}
    assert "a@example.com" not in str(list(events.values("payload", "subject_type", "actor_label")))
    assert events[0].opened_detail() == {"email": "a@example.com"}


@pytest.mark.committed
def test_two_owners_who_remove_each_other_at_once_leave_one(committed_db: None) -> None:
    ada, ben = (User.objects.create_user(f"{name}.{engine_now().timestamp()}@example.com") for name in "ab")
    organization = open_organization(ada, "Two Owners")
    Membership.objects.create(user=ben, organization=organization, role=roles.OWNER)
    together, refusals = threading.Barrier(2), []

    def remove(other: User, by: User) -> None:
        together.wait()
        try:
            change_roles(organization, other, roles=(), by=User.objects.get(pk=by.pk))
        except Refused as refusal:
            refusals.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((ada, ben), (ben, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert organization.memberships.filter(role=roles.OWNER).count() == 1
    assert refusals in (["last_owner"], ["role_may_not"])
