"""Visits pages with axe in a real Chromium: both languages, light and dark, three widths.

A room registers its pages in a module of tests/journeys/axe_pages. A variant fails on any finding of axe,
on content wider than the window, and on anything the browser's policy had to refuse.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import random
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page as Tab

from tests.journeys import axe_pages
from tests.world import World

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
LANGUAGES, COLORS, WIDTHS = ("en", "zh-hans"), ("light", "dark"), (1280, 390, 320)


@dataclass(frozen=True)
class Page:
    """`address` is below the language prefix, `who` a field of the world, `press` is clicked first.

    What is pressed leads to a page, unless it `stays`.
    """

    name: str
    address: Callable[[World], str]
    who: str = ""
    press: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Variant:
    language: str
    colors: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.colors} {self.width}"


ALL_VARIANTS = tuple(Variant(*combination) for combination in itertools.product(LANGUAGES, COLORS, WIDTHS))


def registered_pages() -> Iterator[Page]:
    for module in pkgutil.iter_modules(axe_pages.__path__):
        yield from importlib.import_module(f"{axe_pages.__name__}.{module.name}").PAGES


def one_of_each_width(page: Page, seed: int) -> list[Variant]:
    """Three of the twelve variants; language and colors are drawn by the seed."""
    dice = random.Random(f"{seed} {page.name}")
    return [dice.choice([v for v in ALL_VARIANTS if v.width == width]) for width in WIDTHS]


def findings(tab: Tab, site: str, page: Page, world: World, variant: Variant) -> list[str]:
    """What is wrong with one page in one variant, in sentences; empty when nothing is."""
    refusals: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            refusals.append(f"the browser refused: {message.text}")

    tab.on("console", listen)
    tab.set_viewport_size({"width": variant.width, "height": 900})
    tab.emulate_media(color_scheme="dark" if variant.colors == "dark" else "light", reduced_motion="reduce")
    tab.goto(f"{site}/{variant.language}/{page.address(world)}")
    if page.press:
        with nullcontext() if page.stays else tab.expect_navigation():
            tab.locator(page.press).first.click()
    found = [*examine(tab), *too_wide(tab), *refusals]
    tab.remove_listener("console", listen)
    return [f"{page.name} ({variant}): {sentence}" for sentence in found]


def examine(tab: Tab) -> list[str]:
    result = Axe().run(tab, options={"runOnly": {"type": "tag", "values": list(TAGS)}})
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}: {node['html'][:200]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def too_wide(tab: Tab) -> list[str]:
    extra = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page is {extra} px wider than the window"] if extra > 0 else []
