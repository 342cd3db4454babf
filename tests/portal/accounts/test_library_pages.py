"""Pages of the log-in library that we did not write stand in our shell, fields and buttons included."""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from portal.accounts.forms import InvitationForm
from portal.accounts.models import User
from tests.world import World

ClientFor = Callable[[User], Client]


def test_a_page_we_did_not_write_looks_like_ours(world: World) -> None:
    request = RequestFactory().get("/en/external/signup/")
    request.user = world.lena

    page = render_to_string("socialaccount/signup.html", {"form": InvitationForm({}), "account": {}}, request)

    assert '<link rel="stylesheet" href="/static/portal/portal.css">' in page
    assert 'class="btn' in page and 'class="input"' in page and 'id="id_email_error"' in page


def test_recovery_codes_are_shown_in_our_shell(world: World, client_for: ClientFor) -> None:
    page = client_for(world.lena).get(reverse("mfa_index")).content.decode()

    assert "Set up an authenticator app" in page and "Sign-in security" in page
