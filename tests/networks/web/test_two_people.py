"""Two people of one organization write one draft: nothing is lost, and a person says which version stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI
from tests.networks.web.world import drafted, form_of, program_of
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
HIDDEN = re.compile(r'<input type="hidden" name="(row_version|page|theirs)" value="([^"]*)"')
LENAS = {**FRANKFURT_TO_SHANGHAI, "name": "Lena's name"}
JONAS = {**FRANKFURT_TO_SHANGHAI, "name": "Jonas' name"}


def edit_url(network_request: NetworkRequest) -> str:
    return reverse("networks:request-edit", args=[network_request.pk])


def check_url(network_request: NetworkRequest) -> str:
    return reverse("networks:request-check", args=[network_request.pk])


def hidden(answer: HttpResponse) -> dict[str, str]:
    """What the page knows of the version that it shows."""
    return dict(HIDDEN.findall(answer.content.decode()))


def name_of(network_request: NetworkRequest) -> str:
    return NetworkRequest.objects.get(pk=network_request.pk).name


@pytest.fixture
def draft(world: World) -> NetworkRequest:
    return drafted(world)


@pytest.fixture
def opened(draft: NetworkRequest, lena: Client) -> dict[str, str]:
    """Lena has the editor before her."""
    return hidden(lena.get(edit_url(draft)))


@pytest.fixture
def overtaken(draft: NetworkRequest, opened: dict[str, str], world: World) -> dict[str, str]:
    """Lena has the editor before her, and Jonas has written meanwhile."""
    workflow.edit_request(draft, document=JONAS, by=world.jonas)
    return opened


def test_a_page_may_write_again_and_again(
    draft: NetworkRequest, opened: dict[str, str], lena: Client
) -> None:
    for name in ("One", "Two", "Three"):
        answer = lena.post(edit_url(draft), form_of({**LENAS, "name": name}, **opened), headers=HTMX)
        assert answer.status_code == 200
        opened = hidden(answer)

    assert name_of(draft) == "Three" and int(opened["row_version"]) == draft.row_version + 3


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(
    draft: NetworkRequest, opened: dict[str, str], lena: Client
) -> None:
    for name in ("Saved, but the answer never came", "Typed on"):
        lena.post(edit_url(draft), form_of({**LENAS, "name": name}, **opened), headers=HTMX)

    assert name_of(draft) == "Typed on"


def test_a_version_in_between_is_never_overwritten_in_silence(
    draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    answer = lena.post(edit_url(draft), form_of(LENAS, **overtaken), headers=HTMX)

    page = words(answer)
    assert answer.status_code == 409 and name_of(draft) == "Jonas' name"
    assert "Jonas Brandt changed this draft at" in page and "Not saved" in page
    assert re.search("Name of the connection Saved version: Jonas.*? name Your version: Lena.*? name", page)
    assert page.count("Your version:") == 1  # Only what differs is listed.


def test_typing_on_says_the_conflict_only_once(
    draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    first = lena.post(edit_url(draft), form_of(LENAS, **overtaken), headers=HTMX)
    form = form_of({**LENAS, "name": "Typed on"}, **overtaken, theirs=hidden(first)["theirs"])
    second = lena.post(edit_url(draft), form, headers=HTMX)

    assert 'role="alert"' in first.content.decode() and 'role="alert"' not in second.content.decode()
    assert 'id="conflict-differences" hx-swap-oob' in second.content.decode()
    assert second.status_code == 409 and "Typed on" in words(second)


@pytest.mark.parametrize("do", ["update", "check", "save", "add"])
def test_without_scripts_everything_typed_is_in_the_fields(
    do: str, draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    answer = lena.post(edit_url(draft), form_of(LENAS, **overtaken, do=do))

    page = answer.content.decode()
    assert answer.status_code == 409 and name_of(draft) == "Jonas' name"
    assert 'value="Lena&#x27;s name"' in page and "data-focus" in page


def test_keeping_mine_saves_over_the_version_that_was_shown(
    draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    shown = hidden(lena.post(edit_url(draft), form_of(LENAS, **overtaken)))

    answer = lena.post(edit_url(draft), form_of(LENAS, **shown, do="mine"))

    assert answer.status_code == 302 and name_of(draft) == "Lena's name"


def test_keeping_mine_overwrites_nothing_that_was_not_shown(
    draft: NetworkRequest, overtaken: dict[str, str], world: World, lena: Client
) -> None:
    shown = hidden(lena.post(edit_url(draft), form_of(LENAS, **overtaken)))
    workflow.edit_request(draft, document={**JONAS, "name": "Once more"}, by=world.jonas)

    answer = lena.post(edit_url(draft), form_of(LENAS, **shown, do="mine"))

    assert answer.status_code == 409 and name_of(draft) == "Once more" and "Once more" in words(answer)


def test_taking_theirs_loads_what_is_saved(
    draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    page = lena.post(edit_url(draft), form_of(LENAS, **overtaken)).content.decode()

    assert f'href="{edit_url(draft)}">Take the saved version</a>' in page
    assert 'value="Jonas&#x27; name"' in lena.get(edit_url(draft)).content.decode()


def test_the_same_words_from_two_people_are_no_conflict(
    draft: NetworkRequest, overtaken: dict[str, str], lena: Client
) -> None:
    answer = lena.post(edit_url(draft), form_of(JONAS, **overtaken), headers=HTMX)

    assert (
        answer.status_code == 200
        and 'id="conflict" hx-swap-oob="innerHTML"></div>' in answer.content.decode()
    )


def test_ones_own_second_window_is_told_as_such(
    draft: NetworkRequest, opened: dict[str, str], lena: Client
) -> None:
    other = hidden(lena.get(edit_url(draft)))
    lena.post(edit_url(draft), form_of(JONAS, **other), headers=HTMX)

    answer = lena.post(edit_url(draft), form_of(LENAS, **opened), headers=HTMX)

    assert answer.status_code == 409 and "You changed this draft elsewhere at" in words(answer)


def test_a_move_since_then_is_told_with_who_made_it(
    draft: NetworkRequest, opened: dict[str, str], world: World, lena: Client
) -> None:
    workflow.submit_request(draft, by=world.jonas)
    NetworkRequest.objects.get(pk=draft.pk).move("survey_failed", by=None)

    answer = lena.post(edit_url(draft), form_of(LENAS, **opened))

    assert answer.status_code == 409 and "This draft was changed at" in words(answer)


@pytest.mark.parametrize("rubbish", ["", "x", "-1", "9" * 50, "１"])
def test_a_version_that_cannot_be_read_is_not_the_present_one(
    rubbish: str, draft: NetworkRequest, lena: Client
) -> None:
    form: dict[str, Any] = form_of(LENAS, row_version=rubbish, page="<script>")

    assert lena.post(edit_url(draft), form).status_code == 409
    assert lena.post(check_url(draft), {"row_version": rubbish}).status_code == 409


def test_what_is_sent_is_what_was_read(draft: NetworkRequest, world: World, lena: Client) -> None:
    read = hidden(lena.get(check_url(draft)))
    workflow.edit_request(draft, document=JONAS, by=world.jonas)

    answer = lena.post(check_url(draft), read)

    assert answer.status_code == 409 and "Nothing was sent." in words(answer)
    assert "Jonas&#x27; name" in words(answer)
    assert lena.post(check_url(draft), hidden(answer)).status_code == 302


def test_a_second_click_on_send_complains_never(draft: NetworkRequest, lena: Client) -> None:
    read = hidden(lena.get(check_url(draft)))

    answers = [lena.post(check_url(draft), read).status_code for _click in range(2)]

    assert answers == [302, 302] and NetworkRequest.objects.get(pk=draft.pk).status == "submitted"


def test_a_colleague_who_comes_second_is_told_that_it_is_sent(
    draft: NetworkRequest, world: World, client_for: ClientFor, lena: Client
) -> None:
    read = hidden(lena.get(check_url(draft)))
    lena.post(check_url(draft), read)

    answer = client_for(world.jonas).post(check_url(draft), read)

    page = words(answer)
    assert answer.status_code == 409 and "cannot be" in page and "Send for review" not in page


def test_a_program_sends_the_version_it_read(draft: NetworkRequest, world: World) -> None:
    program = program_of(world.lena, world.customer)
    workflow.edit_request(draft, document=JONAS, by=world.jonas)

    stale = program.post(f"{draft.pk}/submit/", {"version": draft.row_version})
    fresh = program.post(f"{draft.pk}/submit/", {"version": draft.row_version + 1})

    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    assert fresh.status_code == 200 and fresh.json()["status"] == "submitted"
