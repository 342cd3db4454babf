"""Signing up: nobody learns who has an account, and nobody who is new gets stuck."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import process_time

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.workflow import invite_member
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]
NEW = {"name": "Noor Aziz", "password1": "a-long-pass-phrase", "language": "en"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def sign_up(client: Client, email: str, following: str = "/en/help/") -> HttpResponse:
    return client.post(reverse("account_signup"), {**NEW, "email": email}, query_params={"next": following})


def link_in(letter: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found, letter
    return found[1]


def test_known_and_new_addresses_get_the_same_answer(world: World) -> None:
    told = []
    for email in (world.lena.email, "noor@example.com"):
        client = Client()
        answer = sign_up(client, email)
        page = client.get(answer["Location"])
        body = TOKEN.sub("", page.content.decode()).replace(email, "ADDRESS")
        cookies = sorted(client.cookies)
        told.append((answer.status_code, answer["Location"], page.status_code, cookies, body))

    assert told[0] == told[1] and "Look into your mailbox" in told[0][-1]


def test_the_letter_says_what_the_page_does_not(world: World, mailoutbox: list) -> None:
    sign_up(Client(), world.lena.email)
    sign_up(Client(), "noor@example.com")

    known, new = (str(letter.body) for letter in mailoutbox)
    assert "There is one already" in known and "该地址已有账户" in known and "/password/reset/" in known
    assert "confirm that this address is yours" in new and "确认该邮箱地址属于您" in new


def test_nothing_is_changed_by_signing_up_as_somebody_else(world: World) -> None:
    sign_up(Client(), world.lena.email.upper())

    world.lena.refresh_from_db()
    assert world.lena.name == "Lena Vogt" and not world.lena.check_password(NEW["password1"])


@pytest.mark.parametrize("known", [True, False])
def test_a_password_is_hashed_in_both_cases(world: World, known: bool) -> None:
    """Argon2 takes many times what the rest takes, so skipping it would be seen from afar."""
    email = world.lena.email if known else "noor@example.com"
    sign_up(Client(), "warm@example.com")

    began = process_time()
    sign_up(Client(), email)
    took = process_time() - began

    began = process_time()
    User().set_password(NEW["password1"])
    assert took > (process_time() - began) * 0.5


def test_a_new_person_confirms_and_goes_on_where_they_were(world: World, mailoutbox: list) -> None:
    client = Client()
    sign_up(client, "noor@example.com", "/en/help/")
    assert client.get(reverse("web:home")).status_code == 302, "not signed in before the confirmation"

    link = link_in(mailoutbox[-1].body)
    assert "Confirm your address" in words(client.get(link))
    assert not EmailAddress.objects.get(email="noor@example.com").verified, "looking changes nothing"
    confirmed = client.post(link)

    assert confirmed["Location"] == "/en/org/new/?next=%2Fen%2Fhelp%2F"
    assert client.get(confirmed["Location"]).status_code == 200


def test_the_link_opened_elsewhere_confirms_and_signs_nobody_in(world: World, mailoutbox: list) -> None:
    sign_up(Client(), "noor@example.com")
    elsewhere = Client()

    elsewhere.post(link_in(mailoutbox[-1].body))

    assert EmailAddress.objects.get(email="noor@example.com").verified
    assert "login" in elsewhere.get(reverse("web:home"))["Location"]


def test_an_invitation_proves_the_address(world: World, mailoutbox: list) -> None:
    _invitation, token = invite_member(world.customer, email="noor@example.com", role="viewer", by=world.lena)
    client, address = Client(), reverse("accounts:invitation", args=[token])
    assert "login" in client.get(address)["Location"]

    signed_up = sign_up(client, "noor@example.com", address)
    client.post(address)

    assert signed_up["Location"] == address and not mailoutbox
    noor = User.objects.get(email="noor@example.com")
    assert world.customer.memberships.filter(user=noor).exists()
    assert EmailAddress.objects.get(user=noor).verified


def test_an_invitation_proves_no_other_address(world: World) -> None:
    _invitation, token = invite_member(world.customer, email="noor@example.com", role="viewer", by=world.lena)
    client, address = Client(), reverse("accounts:invitation", args=[token])
    client.get(address)

    answer = sign_up(client, "mallory@example.com", address)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not EmailAddress.objects.get(email="mallory@example.com").verified


def test_accepting_confirms_the_address_of_an_older_account(world: World, client_for: ClientFor) -> None:
    noor = User.objects.create_user("noor@example.com", name="Noor")
    _invitation, token = invite_member(world.customer, email=noor.email, role="viewer", by=world.lena)

    client_for(noor).post(reverse("accounts:invitation", args=[token]))

    assert EmailAddress.objects.get(user=noor, primary=True).verified


def test_the_demo_shows_where_its_letters_are(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    page = Client()
    sign_up(page, "noor@example.com")

    settings.DEMO = True
    assert reverse("web:demo-mail") in page.get(reverse("account_email_verification_sent")).content.decode()
    settings.DEMO = False
    assert "demo/mail" not in page.get(reverse("account_email_verification_sent")).content.decode()
