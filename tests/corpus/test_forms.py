"""No string that is typed into a form breaks the portal, or comes out of it as markup.

Here every field takes one of the strings, drawn by a seed, and one field of each kind takes them all. The
soak puts every string into every field.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.corpus.forms import Field, Form, read
from tests.corpus.strings import STRINGS
from tests.corpus.walking import forms_of, send, troubles
from tests.journeys.axe import Page, registered_pages
from tests.world import World

ClientFor = Callable[[User], Client]
SEED = int(os.environ.get("CORPUS_SEED", random.randrange(10**6)))
AT_ONCE = 1
ON_EVERY_PAGE = "/en/theme/"
PAGES = list(registered_pages())
# One field for each way in which a value is read.
KINDS = {
    "a name": ("settings", "name"),
    "an address range": ("editor, overlap", "vpcs-0-cidr"),
    "a number": ("editor, overlap", "mbps_China_Europe"),
    "a domain": ("front page", "domain"),
    "an email": ("people", "email"),
    "a remark": ("review", "reason"),
    "a choice": ("check, one question", "entity_type"),
    "a way back": ("front page", "next"),
}


def visitor(page: Page, world: World, client_for: ClientFor) -> Client:
    client = client_for(getattr(world, page.who)) if page.who else Client()
    client.raise_request_exception = False
    return client


def everything_typed(
    page: Page, world: World, client_for: ClientFor, chosen: Callable[[Form, Field], list[str]]
) -> Iterator[str]:
    """Every field of every form of the page with each of the chosen strings; yields what went wrong."""
    client = visitor(page, world, client_for)
    for form in forms_of(client, f"/en/{page.address(world)}"):
        if form.action == ON_EVERY_PAGE and page.name != "front page":
            continue
        for field in form.fields:
            for text in chosen(form, field):
                if page.who and "_auth_user_id" not in client.session:
                    client = visitor(page, world, client_for)  # The form before logged us out.
                answer = send(client, form, field, text)
                what = f"{text[:60]!r} in {field.name} of {form.action}"
                yield from troubles(client, answer, what)


@pytest.mark.early
def test_every_form_withstands_what_is_typed_into_it(world: World, client_for: ClientFor) -> None:
    dice = random.Random(SEED)
    typed: set[tuple[str, str]] = set()

    def chosen(form: Form, field: Field) -> list[str]:
        typed.add((form.action, field.name))
        return dice.sample(STRINGS, AT_ONCE)

    found = [line for page in PAGES for line in everything_typed(page, world, client_for, chosen)]

    assert not found, f"CORPUS_SEED={SEED}\n" + "\n".join(found)
    assert len({name for _action, name in typed}) >= 25, typed


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_of_each_kind_withstands_every_string(kind: str, world: World, client_for: ClientFor) -> None:
    name, wanted = KINDS[kind]
    page = next(page for page in PAGES if page.name == name)
    seen: set[str] = set()

    def chosen(form: Form, field: Field) -> list[str]:
        if field.name != wanted or field.name in seen:
            return []
        seen.add(field.name)
        return list(STRINGS)

    found = list(everything_typed(page, world, client_for, chosen))

    assert seen, f"{name} has no field {wanted}"
    assert not found, "\n".join(found[:20])


# A page that is pressed first, or emptied, shows the form of another page.
EACH_FORM = [page for page in PAGES if not page.press and page.name != "editor, empty"]


@pytest.mark.soak
@pytest.mark.parametrize("screen", EACH_FORM, ids=lambda screen: screen.name)
def test_a_page_withstands_every_string(screen: Page, world: World, client_for: ClientFor) -> None:
    found = list(everything_typed(screen, world, client_for, lambda *_: list(STRINGS)))

    assert not found, "\n".join(found[:20])


def test_a_planted_fault_is_seen() -> None:
    planted = read(
        '<p>a<x-canary></p><input value="" x-canary="1"><form><select name="s"><option value="1" selected>'
    )

    assert len(planted.canaries) == 2
    assert planted.forms[0].values == {"s": "1"}


def test_there_are_as_many_strings_as_promised() -> None:
    assert len(STRINGS) >= 515
