"""Signing up, signing in, and what slows down guessing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.portal.web.answers import words
from tests.world import PASSWORD, World

ClientFor = Callable[[User], Client]
NEW = {
    "name": "Noor Aziz",
    "email": "noor@example.com",
    "password1": "a-long-pass-phrase",
    "language": "zh-hans",
}


def test_a_new_person_signs_up_names_an_organization_and_goes_on(db: None, mailoutbox: list) -> None:
    client = Client()

    client.post(reverse("account_signup"), NEW, query_params={"next": "/en/help/"})
    link = re.search(r"https?://[^/\s]+(/\S+)", mailoutbox[-1].body)
    assert link
    confirmed = client.post(link[1])
    assert confirmed["Location"] == "/en/org/new/?next=%2Fen%2Fhelp%2F"
    named = client.post(confirmed["Location"], {"name": "Aziz AB", "name_zh": "", "country": ""})

    assert named["Location"] == "/en/help/"
    person = User.objects.get(email="noor@example.com")
    assert (person.name, person.language, person.password.split("$")[0]) == ("Noor Aziz", "zh-hans", "argon2")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password1": "short"}, "password1"),
        ({"password1": "password1234"}, "password1"),
        ({"email": "noor"}, "email"),
        ({"name": ""}, "name"),
        ({"language": "fr"}, "language"),
    ],
)
def test_sign_up_says_beside_the_field_what_is_wrong(db: None, change: dict[str, str], field: str) -> None:
    answer = Client().post(reverse("account_signup"), NEW | change)

    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_an_address_in_capitals_is_the_same_person(world: World) -> None:
    answer = Client().post(
        reverse("account_login"), {"login": world.lena.email.upper(), "password": PASSWORD}
    )

    assert (answer.status_code, answer["Location"]) == (302, reverse("web:home"))


def test_an_unknown_person_and_a_wrong_password_read_alike(world: World) -> None:
    answers = [
        Client().post(reverse("account_login"), {"login": email, "password": "not this one"})
        for email in (world.lena.email, "nobody@example.com")
    ]

    told = [words(answer).replace(world.lena.email, "") for answer in answers]
    assert "The email or the password does not match" in told[0]
    assert told[0] == told[1].replace("nobody@example.com", "")


def test_a_reset_answers_alike_whether_or_not_there_is_an_account(world: World) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (world.lena.email, "nobody@example.com")
    ]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }


def test_guessing_a_password_is_stopped_even_with_the_right_one_at_last(world: World) -> None:
    client = Client()
    for _try in range(30):
        client.post(reverse("account_login"), {"login": world.lena.email, "password": "wrong"})

    answer = client.post(reverse("account_login"), {"login": world.lena.email, "password": PASSWORD})

    assert answer.status_code != 302, "after thirty wrong tries even the right password waits"


def test_a_session_gets_a_new_id_at_log_in(world: World) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.session["kept"] = True
    before = client.session.session_key
    client.post(reverse("account_login"), {"login": world.lena.email, "password": PASSWORD})

    assert client.session.session_key != before


def test_other_devices_are_signed_out_by_a_new_password(world: World, client_for: ClientFor) -> None:
    here, elsewhere = client_for(world.lena), client_for(world.lena)
    here.post(reverse("account_login"), {"login": world.lena.email, "password": PASSWORD})
    user = User.objects.get(pk=world.lena.pk)
    user.set_password("another-long-pass-phrase")
    user.save(update_fields=["password"])

    assert "login" in elsewhere.get(reverse("web:home"))["Location"]


def test_signing_out_needs_a_click(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)
    client.get(reverse("account_logout"))
    assert client.get(reverse("web:home")).status_code == 200

    client.post(reverse("account_logout"))
    assert "login" in client.get(reverse("web:home"))["Location"]
