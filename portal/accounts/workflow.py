"""What can happen to an organization and the people in it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Invitation, Membership, Organization, User
from portal.accounts.permissions import require
from portal.accounts.roles import CUSTOMER_ROLES, OWNER, REQUESTER
from portal.calendar.clock import engine_now
from portal.events.recording import record
from portal.refusals import Forbidden, Refused

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def open_organization(user: User, name: str, *, name_zh: str = "", country: str = "") -> Organization:
    """A new customer. Its first person owns it and may ask for networks."""
    organization = Organization.objects.create(name=name, name_zh=name_zh, country=country)
    for role in (OWNER, REQUESTER):
        Membership.objects.create(user=user, organization=organization, role=role)
    _forget_memberships(user)
    record("organization.opened", organization=organization, subject=organization, actor=user)
    return organization


@transaction.atomic
def invite_member(organization: Organization, *, email: str, role: str, by: User) -> tuple[Invitation, str]:
    """The invitation and its token, which is told once, in the letter. An earlier open one is replaced."""
    require(by, "member.invite", organization)
    _refuse_unknown_roles({role})
    email = email.lower()
    if Membership.objects.filter(organization=organization, user__email=email).exists():
        raise Refused(
            "already_a_member",
            _("%(email)s already belongs to %(organization)s.")
            % {"email": email, "organization": organization},
            _("Change the role in the list of people."),
        )
    organization.invitations.filter(email=email, status=Invitation.Status.OPEN).update(
        status=Invitation.Status.WITHDRAWN
    )
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        token_digest=_digest(token),
        invited_by=by,
        expires_at=engine_now() + INVITATION_LASTS,
    )
    record(
        "member.invited",
        organization=organization,
        subject=invitation,
        actor=by,
        payload={"role": role},
        detail={"email": email},
    )
    return invitation, token


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Organization:
    """Join with the token of the letter; refused when it is used, withdrawn, expired or another person's."""
    found = Invitation.objects.select_for_update().filter(token_digest=_digest(token)).first()
    if found is None or not _is_open(found):
        raise Refused(
            "invitation_not_open",
            _("This invitation was used, withdrawn or has expired."),
            _("Ask the person who invited you for a new one."),
        )
    if by.email != found.email:
        raise Forbidden(
            "invitation_for_another_address",
            _("This invitation was sent to another address than %(email)s.") % {"email": by.email},
            _("Sign in with the address that received the letter."),
        )
    Membership.objects.get_or_create(user=by, organization=found.organization, role=found.role)
    _confirm_address(by)
    found.status = Invitation.Status.ACCEPTED
    found.save(update_fields=["status"])
    _forget_memberships(by)
    record(
        "member.joined", organization=found.organization, subject=by, actor=by, payload={"role": found.role}
    )
    return found.organization


def invited_address(token: str) -> str:
    """Whom the letter with this token was sent to; "" once it is used, withdrawn or expired."""
    found = Invitation.objects.filter(token_digest=_digest(token)).first()
    return found.email if found is not None and _is_open(found) else ""


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    require(by, "member.invite", invitation.organization)
    changed = Invitation.objects.filter(pk=invitation.pk, status=Invitation.Status.OPEN).update(
        status=Invitation.Status.WITHDRAWN
    )
    if changed:
        record("invitation.withdrawn", organization=invitation.organization, subject=invitation, actor=by)


@transaction.atomic
def change_roles(organization: Organization, person: User, *, roles: Collection[str], by: User) -> None:
    """Give `person` exactly these roles; none means they leave. The last owner stays an owner."""
    require(by, "member.invite", organization)
    _refuse_unknown_roles(roles)
    # Locked, so that two owners cannot remove each other at the same time.
    Organization.objects.select_for_update().get(pk=organization.pk)
    present = set(organization.memberships.filter(user=person).values_list("role", flat=True))
    wanted = set(roles)
    if not present or present == wanted:
        return
    if OWNER in present - wanted and not _has_another_owner(organization, person):
        raise Refused(
            "last_owner",
            _("%(person)s is the only owner of %(organization)s.")
            % {"person": person, "organization": organization},
            _("Make somebody else an owner first."),
        )
    organization.memberships.filter(user=person, role__in=present - wanted).delete()
    Membership.objects.bulk_create(
        Membership(user=person, organization=organization, role=role) for role in sorted(wanted - present)
    )
    _forget_memberships(person)
    record(
        "member.roles_changed" if wanted else "member.removed",
        organization=organization,
        subject=person,
        actor=by,
        payload={"before": sorted(present), "after": sorted(wanted)},
    )


def _is_open(invitation: Invitation) -> bool:
    return invitation.status == Invitation.Status.OPEN and invitation.expires_at >= engine_now()


def _confirm_address(user: User) -> None:
    """The letter with the token came to this address, so it need not be confirmed again."""
    is_first = not EmailAddress.objects.filter(user=user, primary=True).exists()
    address, _made = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": is_first}
    )
    if not address.verified and address.set_verified(commit=False):
        address.save(update_fields=["verified"])


def _has_another_owner(organization: Organization, person: User) -> bool:
    return organization.memberships.filter(role=OWNER).exclude(user=person).exists()


def _refuse_unknown_roles(roles: Collection[str]) -> None:
    if strange := set(roles) - set(CUSTOMER_ROLES):
        raise Refused(
            "role_is_not_a_customers",
            _("%(role)s is not a role of a customer.") % {"role": ", ".join(sorted(strange))},
            _("Choose owner, requester, viewer or biller."),
        )


def _forget_memberships(user: User) -> None:
    user.__dict__.pop("_membership_rows", None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
