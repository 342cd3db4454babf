"""What the portal holds about a member of an organization: the account, until nobody can be read from it.

Erasing takes the memberships, keys, letters and ways to sign in. The row stays without a name, since events,
openings and approvals point at who did them; whoever reads them sees "erased person".
"""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Invitation, Membership, User
from portal.accounts.roles import OWNER
from portal.events.erasing import erase_details
from portal.events.recording import record
from portal.vault.people import Erased, Exported, Held, Person
from portal.vault.sealing import evened


class AccountHolder:
    name = "accounts"

    def find(self, person: Person) -> list[Held]:
        members = User.objects.filter(memberships__organization=person.organization).distinct()
        wanted = {kind: evened(value) for kind, value in person.values.items()}
        rows = [user for user in members.order_by("created_at") if _is_meant(user, wanted)]
        return [Held(self.name, user.pk, f"account {user.pk}") for user in rows]

    def hindrance(self, held: Held) -> str:
        user = User.objects.get(pk=held.key)
        if user.staff_roles():
            return _("It is an account of our own staff. Take its roles away first.")
        if user.memberships.values("organization").distinct().count() > 1:
            return _("The person belongs to another organization too. They leave this one under People.")
        owned = user.memberships.filter(role=OWNER).values_list("organization", flat=True)
        others = Membership.objects.filter(organization__in=owned, role=OWNER).exclude(user=user)
        return (
            ""
            if not owned or others.exists()
            else _("It is the only owner. Make somebody else an owner first.")
        )

    def export(self, held: Held, person: Person) -> Exported:
        user = User.objects.get(pk=held.key)
        document = {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "time_zone": user.time_zone,
            "roles": sorted(user.roles_in(person.organization.pk)),
            "joined": user.created_at.isoformat(),
            "second_factors": Authenticator.objects.filter(user=user).count(),
        }
        return Exported(document)

    @transaction.atomic
    def erase(self, held: Held, person: Person, *, by: User) -> Erased:
        user = User.objects.select_for_update().get(pk=held.key)
        email = user.email
        user.memberships.all().delete()
        user.api_keys.all().delete()
        user.notices.all().delete()
        invited = Invitation.objects.filter(email=email)
        erase_details([user.pk, *invited.values_list("pk", flat=True)])
        invited.delete()
        for rows in (EmailAddress, Authenticator):
            rows.objects.filter(user=user).delete()
        _end_sessions(user)
        user.email, user.name, user.is_active = f"erased-{user.pk}@invalid", _("erased person"), False
        user.time_zone = ""
        user.set_unusable_password()
        user.save()
        record(
            "member.erased",
            organization=person.organization,
            subject=user,
            actor=by,
            payload={"user": str(user.pk)},
        )
        return Erased()


HOLDER = AccountHolder()


def _is_meant(user: User, wanted: Mapping[str, str]) -> bool:
    """Spelled as blind indexes even it out; accounts are not sealed, so none has to be made for each."""
    has = {"email": evened(user.email), "name": evened(user.name)}
    return any(value and wanted.get(kind) == value for kind, value in has.items())


def _end_sessions(user: User) -> None:
    """Those that have expired as well: they hold the address until they are cleared away."""
    ours = [
        row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=ours).delete()
