"""The address decides the language, and the switch keeps the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [("zh-CN,zh;q=0.9", "/zh-hans/"), ("zh-Hans", "/zh-hans/"), ("de,en;q=0.5", "/en/"), ("", "/en/")],
)
def test_the_bare_address_follows_the_browser(db: None, wish: str, leads_to: str) -> None:
    answer = Client().get("/", headers={"accept-language": wish})

    assert (answer.status_code, answer["Location"]) == (302, leads_to)


def test_the_bare_address_follows_the_person_before_the_browser(world: World, client_for: ClientFor) -> None:
    User.objects.filter(pk=world.lena.pk).update(language="zh-hans")

    answer = client_for(world.lena).get("/", headers={"accept-language": "en"})

    assert answer["Location"] == "/zh-hans/"


def test_the_address_decides_against_the_browser(db: None) -> None:
    page = Client().get("/zh-hans/help/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="zh-Hans"' in page


def test_the_switch_keeps_the_page_and_its_query(db: None) -> None:
    page = Client().get("/en/demo/mail/?page=2&q=a%26b").content.decode()

    assert 'href="/zh-hans/demo/mail/?page=2&amp;q=a%26b"' in page
    assert 'hreflang="zh-Hans">中文</a>' in page


@pytest.mark.parametrize("path", ["/zh-hans/", "/zh-hans/help/", "/zh-hans/signup/", "/zh-hans/nothing/"])
def test_chinese_pages_hold_no_english_sentences(db: None, path: str) -> None:
    text = words(Client().get(path))

    for sentence in ("Skip to", "Sign up", "Privacy", "Go to the front page", "Your website", "Language of"):
        assert sentence not in text


def test_a_person_changes_language_and_reads_on_in_it(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)

    answer = client.post(
        reverse("accounts:settings"), {"name": "Lena", "language": "zh-hans", "theme": "dark"}
    )

    assert answer["Location"] == "/zh-hans/settings/"
    page = client.get(answer["Location"]).content.decode()
    assert '<html lang="zh-Hans" data-theme="dark">' in page and "已保存" in page
