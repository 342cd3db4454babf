"""Approving spends money, so the page asks who is there when the last proof is old."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from networks.fulfilment.models import Run
from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from tests.networks.engine.driving import LONDON_TO_SHANGHAI
from tests.networks.web.test_deciding import FIELD, REASON
from tests.networks.web.test_review import approval_of, url_of
from tests.networks.web.world import confirmed, in_review, planned, program_of
from tests.portal.web.answers import words
from tests.world import PASSWORD, World

ClientFor = Callable[[User], Client]


@pytest.fixture
def sent(world: World) -> NetworkRequest:
    return in_review(world, LONDON_TO_SHANGHAI)


@pytest.fixture
def stale(world: World, client_for: ClientFor) -> Client:
    """Priya's browser, where she proved nothing lately."""
    return client_for(world.priya)


def is_built(network_request: NetworkRequest) -> bool:
    return Run.objects.filter(network_request=network_request).exists()


def test_an_approval_without_a_fresh_proof_leads_to_the_question(sent: NetworkRequest, stale: Client) -> None:
    answer = stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    assert answer["Location"].startswith(reverse("account_reauthenticate")) and not is_built(sent)


def test_the_proof_leads_back_and_approves_nothing_by_itself(sent: NetworkRequest, stale: Client) -> None:
    asked = stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON, "reason": "Half a remark"})

    back = stale.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert back.redirect_chain[-1][0] == url_of(sent) and not is_built(sent)
    assert "Nothing was approved yet" in words(back)
    assert REASON in back.content.decode() and "Half a remark" in back.content.decode()
    stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})
    assert is_built(sent)
    assert "Nothing was approved yet" not in words(stale.get(url_of(sent)))


def test_a_wrong_password_proves_nothing(sent: NetworkRequest, stale: Client) -> None:
    stale.post(reverse("account_reauthenticate"), {"password": "not this one"})

    stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    assert not is_built(sent)


def test_a_proof_is_good_for_five_minutes(sent: NetworkRequest, stale: Client) -> None:
    confirmed(stale)
    session = stale.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = time.time() - 301
    session.save()

    stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    assert not is_built(sent)


def test_a_plan_that_changed_meanwhile_is_read_anew(sent: NetworkRequest, stale: Client) -> None:
    asked = stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})
    planned(sent, amount="1600.00")

    stale.post(asked["Location"], {"password": PASSWORD})
    back = stale.get(url_of(sent))

    assert "The plan changed, read it again" in words(back) and REASON in back.content.decode()


def test_what_was_typed_for_one_request_is_not_shown_at_another(
    sent: NetworkRequest, world: World, stale: Client
) -> None:
    stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    assert REASON not in stale.get(url_of(in_review(world, LONDON_TO_SHANGHAI))).content.decode()


def test_who_has_a_second_factor_proves_with_it(sent: NetworkRequest, world: World, stale: Client) -> None:
    TOTP.activate(world.priya, generate_totp_secret())
    code = RecoveryCodes.activate(world.priya).get_unused_codes()[0]
    confirmed(stale)

    asked = stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})
    assert asked["Location"].startswith(reverse("mfa_reauthenticate")) and not is_built(sent)
    stale.post(asked["Location"], {"code": code})
    stale.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    assert is_built(sent)


def test_returning_needs_no_proof(sent: NetworkRequest, stale: Client) -> None:
    answer = stale.post(url_of(sent), {"do": "return", "reason": "Too large."})

    assert answer["Location"] == reverse("networks:queue")


def test_a_key_that_may_approve_is_its_own_proof(sent: NetworkRequest, world: World) -> None:
    program = program_of(world.priya, world.operator, "networks:read", "networks:approve")
    plan_hash = approval_of(sent)["plan_hash"]

    answer = program.post(
        f"{sent.pk}/approve/", {"plan_hash": plan_hash, "decisions": {"regions_on_sale": REASON}}
    )

    assert answer.status_code == 200 and is_built(sent)
