"""Every registered page, in one variant of each width here and in all of them in the soak."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from portal.accounts.models import User
from tests.journeys.axe import (
    ALL_VARIANTS,
    Page,
    Variant,
    examine,
    findings,
    one_of_each_width,
    registered_pages,
    too_wide,
)
from tests.world import World

ClientFor = Callable[[User], Client]
SEED = int(os.environ.get("AXE_SEED", random.randrange(10**6)))
PAGES = list(registered_pages())
pytestmark = [pytest.mark.browser, pytest.mark.committed]


@pytest.fixture
def visit(
    browser: Browser, world: World, client_for: ClientFor, live_server_url: str
) -> Callable[[Page, list[Variant]], list[str]]:
    def walk(page: Page, variants: list[Variant]) -> list[str]:
        context = browser.new_context()
        if page.who:
            sign_in(context, client_for(getattr(world, page.who)), live_server_url)
        tab = context.new_page()
        found = [
            line for variant in variants for line in findings(tab, live_server_url, page, world, variant)
        ]
        context.close()
        return found

    return walk


def sign_in(context: BrowserContext, client: Client, site: str) -> None:
    cookies = [{"name": name, "value": cookie.value, "url": site} for name, cookie in client.cookies.items()]
    context.add_cookies(cookies)  # type: ignore[arg-type]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_accessible(page: Page, visit: Callable[[Page, list[Variant]], list[str]]) -> None:
    found = visit(page, one_of_each_width(page, SEED))

    assert not found, f"AXE_SEED={SEED}\n" + "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_accessible_in_every_variant(
    page: Page, visit: Callable[[Page, list[Variant]], list[str]]
) -> None:
    assert not (found := visit(page, list(ALL_VARIANTS))), "\n".join(found)


def test_planted_faults_are_found(browser: Browser) -> None:
    tab = browser.new_context(viewport={"width": 320, "height": 600}).new_page()
    tab.set_content(
        '<html><body><img src="data:,"><input name="unlabeled"><p style="color:#999;background:#fff">pale</p>'
        '<div style="width:900px">wide</div></body></html>'
    )

    found = " ".join(examine(tab))

    for rule in (
        "image-alt",
        "label",
        "color-contrast",
        "html-has-lang",
        "document-title",
        "landmark-one-main",
    ):
        assert rule in found, rule
    assert too_wide(tab)


def test_each_width_is_looked_at_and_the_seed_decides_the_rest() -> None:
    page = PAGES[0]

    chosen = one_of_each_width(page, 1)

    assert {variant.width for variant in chosen} == {1280, 390, 320} and len(set(chosen)) == 3
    assert chosen == one_of_each_width(page, 1)
    assert any(one_of_each_width(page, seed) != chosen for seed in range(2, 9))
