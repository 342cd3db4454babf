"""Puts the people of the demo into the database. Running it again changes nothing."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from icp.filings.models import Desk
from portal.accounts import roles
from portal.accounts.models import Membership, Organization, User
from portal.demo.people import DEMO_ORGANIZATIONS, DEMO_PASSWORD, DEMO_PEOPLE, DemoOrganization, DemoPerson


@transaction.atomic
def seed() -> int:
    """How many people were added. Refused outside a demo, since everybody knows the password."""
    if not settings.DEMO:
        raise ImproperlyConfigured(
            "The demo people have a public password, so they are made in a demo only. "
            "Unset DATABASE_URL, or set PORTAL_DEMO=1 with a cloud on a loopback address."
        )
    organizations = {given.name: _organization(given) for given in DEMO_ORGANIZATIONS}
    return sum(_add(person, organizations[person.organization]) for person in DEMO_PEOPLE)


def _organization(given: DemoOrganization) -> Organization:
    fields = {"name": given.name, "name_zh": given.name_zh, "country": given.country}
    if given.is_operator:
        return Organization.objects.get_or_create(is_operator=True, defaults=fields)[0]
    present = Organization.objects.filter(name=given.name, is_operator=False).order_by("created_at").first()
    return present or Organization.objects.create(**fields)


def _add(person: DemoPerson, organization: Organization) -> bool:
    if User.objects.filter(email=person.email).exists():
        return False
    is_operator = roles.OPERATOR in person.roles
    user = User.objects.create_user(
        person.email,
        DEMO_PASSWORD,
        name=person.name,
        language=person.language,
        is_staff=is_operator,
        is_superuser=is_operator,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Membership.objects.bulk_create(
        Membership(user=user, organization=organization, role=role) for role in person.roles
    )
    if roles.FILING_SPECIALIST in person.roles:
        Desk.objects.create(person=user, languages=["zh-hans", "en"])
    return True
