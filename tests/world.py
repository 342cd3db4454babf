"""The cast and the organizations they work for; e-mail addresses differ in each world.

Committed tests share one database, so nobody may rely on being the only Lena in it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher

from portal.accounts import roles
from portal.accounts.models import Membership, Organization, User

PASSWORD = "Nordwind-2026!"


class QuickArgon2(Argon2PasswordHasher):
    """Any Argon2 hasher verifies what this one wrote; only writing it is cheap."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@dataclass(frozen=True)
class World:
    customer: Organization  # Nordwind GmbH
    stranger: Organization  # Meridian Ltd
    operator: Organization
    lena: User  # owner and requester at Nordwind
    jonas: User  # requester at Nordwind
    mia: User  # viewer at Nordwind
    omar: User  # owner of Meridian
    priya: User  # solution architect
    wei: User  # filing specialist
    otto: User  # operator


def make_world() -> World:
    mark = uuid.uuid4().hex[:8]
    customer = Organization.objects.create(name="Nordwind GmbH", name_zh="北风有限公司", country="DE")
    stranger = Organization.objects.create(name="Meridian Ltd", country="GB")
    operator, _made = Organization.objects.get_or_create(
        is_operator=True, defaults={"name": "Causeway Operations", "country": "DE"}
    )

    def person(name: str, organization: Organization, *held: str) -> User:
        first = name.split()[0].lower()
        user = User(email=f"{first}.{mark}@example.com", name=name)
        user.password = QuickArgon2().encode(PASSWORD, QuickArgon2().salt())
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Membership.objects.bulk_create(
            Membership(user=user, organization=organization, role=role) for role in held
        )
        return user

    return World(
        customer=customer,
        stranger=stranger,
        operator=operator,
        lena=person("Lena Vogt", customer, roles.OWNER, roles.REQUESTER),
        jonas=person("Jonas Brandt", customer, roles.REQUESTER),
        mia=person("Mia Sommer", customer, roles.VIEWER),
        omar=person("Omar Haddad", stranger, roles.OWNER, roles.REQUESTER),
        priya=person("Priya Raman", operator, roles.ARCHITECT),
        wei=person("Wei Zhang", operator, roles.FILING_SPECIALIST),
        otto=person("Otto Keller", operator, roles.OPERATOR),
    )
