from __future__ import annotations

import re

import pytest
from django.test import Client

from portal.api.models import ApiKey

PAGE = "/en/settings/api-keys/"
WISH = {"name": "CRM", "scopes": ["events:read", "networks:read"], "days": "30", "allowed_networks": ""}


def test_an_owner_opens_a_key_that_works_and_is_never_shown_again(world, client_for):
    lena = client_for(world.lena)
    answer = lena.post(PAGE, WISH)
    token = re.search(r"causeway_[0-9a-z]{8}_[0-9a-f]{64}", answer.content.decode())[0]
    assert "no-store" in answer["Cache-Control"]
    told = Client().get("/api/v1/whoami/", headers={"Authorization": f"Bearer {token}"}).json()
    assert told["key"]["scopes"] == WISH["scopes"]
    listed = lena.get(PAGE).content.decode()
    assert token not in listed
    assert f"causeway_{ApiKey.objects.get(name='CRM').prefix}_…" in listed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["networks:approve"]}, "Select a valid choice"),
        ({"days": "366"}, "365"),
        ({"name": ""}, "This field is required"),
        ({"allowed_networks": "203.0.113.0/24 nowhere"}, "nowhere is not an address or network"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(world, client_for, change, sentence):
    answer = client_for(world.lena).post(PAGE, WISH | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ApiKey.objects.filter(name="CRM").exists()


def test_a_colleague_sees_the_keys_and_cannot_open_one(world, client_for, program):
    program(world.lena, world.customer)
    jonas = client_for(world.jonas)
    assert "Open a key" not in jonas.get(PAGE).content.decode()
    assert jonas.post(PAGE, WISH).status_code == 403
    assert not ApiKey.objects.filter(name="CRM").exists()


def test_revoking_takes_one_press(world, client_for, program):
    lena = program(world.lena, world.customer)
    address = f"{PAGE}{lena.key.pk}/revoke/"
    assert client_for(world.lena).post(address).status_code == 302
    assert lena.get("/api/v1/whoami/").json()["code"] == "key_revoked"


def test_looking_at_the_address_of_revoking_changes_nothing(world, client_for, program):
    lena = program(world.lena, world.customer)
    assert client_for(world.lena).get(f"{PAGE}{lena.key.pk}/revoke/").status_code == 405
    assert lena.get("/api/v1/whoami/").status_code == 200


def test_a_stranger_finds_no_key_to_revoke(world, client_for, program):
    lena = program(world.lena, world.customer)
    assert client_for(world.omar).post(f"{PAGE}{lena.key.pk}/revoke/").status_code == 404
    assert lena.key.prefix not in client_for(world.omar).get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_is_there_in_both_languages(world, client_for, language):
    page = client_for(world.lena).get(f"/{language}/settings/api-keys/").content.decode()
    assert page.count("<h1") == 1
    assert ("API keys" in page) == (language == "en")


def test_visitors_are_asked_to_sign_in(world, client):
    assert "/login/" in client.get(PAGE)["Location"]
