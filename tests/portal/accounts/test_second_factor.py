"""Staff work with a second factor; customers may."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from portal.accounts.middleware import IDLE_SECONDS
from portal.accounts.models import User
from tests.world import PASSWORD, World

ClientFor = Callable[[User], Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def not_a_demo(settings: LazySettings) -> None:
    settings.STAFF_SECOND_FACTOR = True


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("who", ["priya", "wei", "otto"])
def test_staff_without_a_second_factor_are_led_to_set_it_up(
    world: World, client_for: ClientFor, who: str
) -> None:
    client = client_for(getattr(world, who))

    for page in ("web:home", "accounts:settings", "web:help"):
        assert client.get(reverse(page))["Location"] == reverse("mfa_activate_totp")
    assert client.post(reverse("account_logout")).status_code == 302


def test_staff_with_one_go_to_work(world: World, client_for: ClientFor) -> None:
    TOTP.activate(world.priya, SECRET)

    assert client_for(world.priya).get(reverse("web:home")).status_code == 200


def test_customers_may_do_without(world: World, client_for: ClientFor) -> None:
    assert client_for(world.lena).get(reverse("web:home")).status_code == 200


def test_the_password_alone_does_not_sign_in_and_a_code_works_once(world: World) -> None:
    TOTP.activate(world.lena, SECRET)
    first, second = Client(), Client()
    for client in (first, second):
        answer = client.post(reverse("account_login"), {"login": world.lena.email, "password": PASSWORD})
        assert answer["Location"] == reverse("mfa_authenticate")
        assert "login" in client.get(reverse("web:home"))["Location"]
    code = _code()

    assert first.post(reverse("mfa_authenticate"), {"code": code})["Location"] == reverse("web:home")
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200, "seen over a shoulder"


def test_staff_are_signed_out_after_half_an_hour_without_a_click(world: World, client_for: ClientFor) -> None:
    TOTP.activate(world.priya, SECRET)
    client = client_for(world.priya)
    client.get(reverse("web:home"))
    session = client.session
    session["seen_at"] = time.time() - IDLE_SECONDS - 1
    session.save()

    assert client.get(reverse("web:home"))["Location"] == "/en/login/"
    assert "login" in client.get(reverse("web:home"))["Location"]
