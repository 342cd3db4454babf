"""Front page, dashboard, a new organization, colors, demo mail, health."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail import EmailMessage
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Membership, Organization, User
from portal.web.mail import DatabaseBackend
from portal.web.models import KEPT, Mail
from portal.web.panels import PANELS
from portal.web.pills import PILLS, pill_for
from tests.portal.web.answers import at_most, words
from tests.world import World

ClientFor = Callable[[User], Client]


def test_the_front_page_asks_one_thing_and_needs_no_database(db: None) -> None:
    client = Client()
    with at_most(0):
        page = client.get("/en/").content.decode()

    assert 'action="/en/icp-check/"' in page and 'name="domain"' in page
    assert page.count("<h1") == 1


def test_a_first_visit_offers_two_choices(world: World, client_for: ClientFor) -> None:
    client = client_for(world.omar)
    with at_most(5 + 2 * len(PANELS)):
        answer = client.get(reverse("web:home"))

    assert "Welcome, Omar Haddad" in words(answer)
    assert "Check my website" in words(answer) and "Connect a network" in words(answer)


def test_a_person_without_an_organization_names_one_first(db: None, client_for: ClientFor) -> None:
    person = User.objects.create_user("new@example.com", name="Noor")
    client = client_for(person)
    assert client.get(reverse("web:home"))["Location"] == reverse("web:organization-new")

    answer = client.post(
        reverse("web:organization-new") + "?next=/en/help/", {"name": "Ny AB", "country": "SE", "name_zh": ""}
    )

    organization = Organization.objects.get(name="Ny AB")
    assert answer["Location"] == "/en/help/"
    assert set(organization.memberships.values_list("role", flat=True)) == {"owner", "requester"}
    assert organization.events.get().type == "organization.opened"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_site(db: None, client_for: ClientFor, elsewhere: str) -> None:
    client = client_for(User.objects.create_user("new@example.com"))

    for answer in (
        client.post(reverse("web:organization-new"), {"name": "A"}, query_params={"next": elsewhere}),
        client.post(reverse("web:theme"), {"theme": "dark", "next": elsewhere}),
    ):
        assert answer["Location"] in (reverse("web:home"), reverse("web:landing"))


def test_an_organization_needs_a_name_and_says_so_beside_the_field(db: None, client_for: ClientFor) -> None:
    client = client_for(User.objects.create_user("new@example.com"))

    answer = client.post(reverse("web:organization-new"), {"name": "", "country": "DE"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert '<a href="#id_name">' in page and 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert "<title>Error: " in page
    assert '<option value="DE" selected>' in page


@pytest.mark.parametrize(("chosen", "shown"), [("dark", ' data-theme="dark"'), ("", ""), ("puce", "")])
def test_colors_are_remembered_without_an_account(db: None, chosen: str, shown: str) -> None:
    client = Client()
    client.post(reverse("web:theme"), {"theme": chosen, "next": "/en/help/"})

    assert f'<html lang="en"{shown}>' in client.get("/en/help/").content.decode()


def test_looking_at_the_colors_address_changes_nothing(world: World, client_for: ClientFor) -> None:
    assert client_for(world.lena).get(reverse("web:theme")).status_code == 405


def test_mail_is_kept_for_the_demo_and_escaped(db: None, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "portal.web.mail.DatabaseBackend"
    EmailMessage(
        "Hello <b>",
        "See https://portal.example/x\n<script>alert(1)</script>",
        to=["a@example.com"],
        headers={"Message-ID": "<1@portal.example>"},
    ).send()
    letter = Mail.objects.get()

    page = Client().get(reverse("web:demo-letter", args=[letter.pk])).content.decode()

    assert 'href="https://portal.example/x"' in page and "<script>alert" not in page
    assert "&lt;1@portal.example&gt;" in page
    assert "Hello &lt;b&gt;" in Client().get(reverse("web:demo-mail")).content.decode()
    assert not hasattr(mail, "outbox") or not mail.outbox


def test_only_the_newest_letters_are_kept(db: None) -> None:
    Mail.objects.bulk_create(Mail(subject=str(number)) for number in range(KEPT + 20))

    DatabaseBackend().send_messages([EmailMessage("newest", "", to=["a@example.com"])])

    assert Mail.objects.count() == KEPT
    assert Mail.objects.first().subject == "newest"


def test_long_lists_come_in_pages_that_keep_the_query(db: None) -> None:
    Mail.objects.bulk_create(Mail(subject=f"Letter {number}") for number in range(45))

    page = Client().get(reverse("web:demo-mail") + "?page=2&view=all").content.decode()

    assert "21 to 40 of 45" in page
    assert 'rel="prev" href="?page=1&amp;view=all"' in page
    assert 'rel="next" href="?page=3&amp;view=all"' in page


def test_health_says_that_the_database_answers(db: None) -> None:
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["database"]) == (200, "ok")


def test_a_picture_that_was_never_drawn_is_noticed() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        Template("{% load portal %}{% icon 'dragon' %}").render(Context())


def test_every_state_of_a_request_and_a_run_has_a_word() -> None:
    assert len(PILLS) > 30
    with pytest.raises(KeyError, match="no pill"):
        pill_for("on_the_moon")


def test_a_viewer_sees_colleagues_and_cannot_change_them(world: World, client_for: ClientFor) -> None:
    client = client_for(world.mia)
    with at_most(9):
        answer = client.get(reverse("accounts:members"))

    assert "Jonas Brandt" in words(answer) and "Invite a colleague" not in words(answer)
    assert client.get(reverse("accounts:member", args=[world.jonas.pk])).status_code == 404


def test_a_list_of_a_hundred_people_costs_as_many_queries_as_one_of_three(
    world: World, client_for: ClientFor
) -> None:
    people = User.objects.bulk_create(User(email=f"p{number}@example.com") for number in range(100))
    Membership.objects.bulk_create(
        Membership(user=person, organization=world.customer, role="viewer") for person in people
    )
    client = client_for(world.lena)
    with at_most(9):
        answer = client.get(reverse("accounts:members"))

    assert "1 to 20 of 103" in words(answer)
