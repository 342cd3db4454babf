"""A page and a program are refused with the same sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership, User
from tests.networks.web.world import approved, drafted, in_review, program_of
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]


def page_url(name: str, network_request: NetworkRequest) -> str:
    return reverse(f"networks:{name}", args=[network_request.pk])


def test_a_stranger_finds_nothing(world: World, client_for: ClientFor) -> None:
    draft = drafted(world)

    page = client_for(world.omar).post(page_url("request-check", draft))
    api = program_of(world.omar, world.stranger).post(f"{draft.pk}/submit/")

    assert page.status_code == api.status_code == 404


def test_the_wrong_role(world: World, client_for: ClientFor) -> None:
    draft = drafted(world)

    page = client_for(world.mia).post(page_url("request-check", draft))
    api = program_of(world.mia, world.customer).post(f"{draft.pk}/submit/")

    assert page.status_code == api.status_code == 403
    assert api.json()["detail"] in words(page)


def test_the_wrong_state(world: World, lena: Client) -> None:
    network_request = approved(world)

    page = lena.post(page_url("request-withdraw", network_request))
    api = program_of(world.lena, world.customer).post(f"{network_request.pk}/withdraw/")

    assert page.status_code == api.status_code == 409
    assert api.json()["detail"] in words(page)


def test_ones_own_request(world: World, client_for: ClientFor) -> None:
    sent = in_review(world)
    assert sent.plan
    Membership.objects.create(user=world.lena, organization=world.operator, role="architect")
    plan = {"plan_hash": sent.plan.plan_hash}

    page = client_for(world.lena).post(page_url("review", sent), {**plan, "do": "approve"})
    program = program_of(
        User.objects.get(pk=world.lena.pk), world.operator, "networks:read", "networks:approve"
    )
    api = program.post(f"{sent.pk}/approve/", plan)

    assert page.status_code == api.status_code == 409
    assert api.json()["detail"] in words(page).replace("&#x27;", "'")


def test_a_malformed_spec(world: World, lena: Client) -> None:
    draft = drafted(world, {"version": 1, "kind": "cen", "name": "Half", "vpcs": [], "links": "none"})

    page = lena.post(page_url("request-check", draft), {"row_version": str(draft.row_version)})
    api = program_of(world.lena, world.customer).post(f"{draft.pk}/submit/")

    assert page.status_code == api.status_code == 400
    assert api.json()["detail"] in words(page)


def test_what_was_sent_is_not_what_was_read(world: World, lena: Client) -> None:
    draft = drafted(world)

    page = lena.post(page_url("request-check", draft), {"row_version": str(draft.row_version + 1)})
    api = program_of(world.lena, world.customer).post(f"{draft.pk}/submit/", {"version": 7})

    assert page.status_code == api.status_code == 409
    assert api.json()["code"] == "changed_meanwhile" and api.json()["detail"] in words(page)
    assert NetworkRequest.objects.get(pk=draft.pk).status == "draft"
