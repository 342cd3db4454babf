"""The people of the demo exist in a demo, once."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Organization, User
from portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from portal.demo.seeding import seed


def test_everybody_of_the_demo_can_sign_in(db: None) -> None:
    assert seed() == len(DEMO_PEOPLE) == 6

    for person in DEMO_PEOPLE:
        answer = Client().post(reverse("account_login"), {"login": person.email, "password": DEMO_PASSWORD})
        assert answer.status_code == 302, person.email


def test_seeding_again_adds_nobody_and_changes_nothing(db: None) -> None:
    seed()
    User.objects.filter(email=DEMO_PEOPLE[0].email).update(name="Renamed by a visitor")

    assert seed() == 0
    assert User.objects.filter(name="Renamed by a visitor").exists()
    assert Organization.objects.filter(is_operator=True).count() == 1


def test_a_portal_that_is_no_demo_refuses_people_with_a_public_password(
    db: None, settings: LazySettings
) -> None:
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="public password"):
        seed()
    assert not User.objects.exists()
