"""How a filing begins: with a check, whose noes stay noes, or with an earlier one; nothing is asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from icp.eligibility.models import EligibilityCheck
from icp.filings import workflow
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.api.keys import open_key
from portal.refusals import Refused
from tests.icp.filings.cases import WHOLE, brought_to
from tests.icp.questions import ANSWERS, FILED_AT_HOME, NO_ENTITY, result_of
from tests.portal.api.conftest import Program
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]


def opened(world: World, check: EligibilityCheck, **more: Any) -> Filing:
    return workflow.open_filing(
        organization=world.customer, filing_type="first_filing", check=check, by=world.lena, **more
    )


def test_what_the_check_knows_is_filled_in(world: World) -> None:
    check = result_of({**FILED_AT_HOME, "province": "Shanghai", "real_name": "yes"})

    filing = opened(world, check)

    answers = filing.read_answers()
    assert answers["entity_type"] == "fie_wfoe" and answers["domain"] == "nordwind-robotics.com"
    assert answers["province"] == "Shanghai" and filing.eligibility_check == check
    assert "cn_business_licence" not in answers and "ports" not in answers, "only what a filing asks"


def test_what_nobody_knew_is_not_filled_in(world: World) -> None:
    check = result_of({**FILED_AT_HOME, "real_name": "unknown"})

    assert "real_name" not in opened(world, check).read_answers()


def test_what_is_typed_now_stands_before_what_the_check_knew(world: World) -> None:
    filing = opened(world, result_of(FILED_AT_HOME), answers={"domain": "nordwind-maschinen.cn"})

    assert filing.read_answers()["domain"] == "nordwind-maschinen.cn"


def test_an_applicant_who_cannot_file_is_told_so_before_the_first_field(world: World) -> None:
    check = result_of(NO_ENTITY)
    assert check.outcome == "fail" and check.verdict["decisive_rule"].startswith("E")

    with pytest.raises(Refused, match="found that this applicant cannot file") as caught:
        opened(world, check)

    assert caught.value.code == "check_says_no" and check.reference in caught.value.message
    assert not Filing.objects.filter(organization=world.customer).exists()


def test_what_can_be_mended_keeps_nobody_from_beginning(world: World) -> None:
    check = result_of(ANSWERS)
    assert check.outcome == "fail" and check.verdict["decisive_rule"].startswith("D")

    assert opened(world, check).state == "DRAFT"


@pytest.mark.parametrize(("owner", "domain"), [("nobody", "nordwind-robotics.com"), ("stranger", "")])
def test_the_page_takes_a_check_of_ones_own_or_of_nobody(
    owner: str, domain: str, client_for: ClientFor, world: World
) -> None:
    check = result_of(FILED_AT_HOME)
    if owner == "stranger":
        EligibilityCheck.objects.filter(pk=check.pk).update(organization=world.stranger)
    form = {
        "organization": str(world.customer.pk),
        "filing_type": "first_filing",
        "service": "website",
        "check": check.token,
        "domain": "",
    }

    answer = client_for(world.lena).post("/en/filings/new/", form)

    assert answer.status_code == 302, answer.content.decode()
    filing = Filing.objects.get(organization=world.customer)
    assert filing.read_answers().get("domain", "") == domain
    assert filing.eligibility_check == (check if domain else None)


def test_the_page_says_in_its_place_what_the_check_ruled_out(client_for: ClientFor, world: World) -> None:
    form = {
        "organization": str(world.customer.pk),
        "filing_type": "first_filing",
        "service": "website",
        "check": result_of(NO_ENTITY).token,
        "domain": "nordwind-maschinen.cn",
    }

    answer = client_for(world.lena).post("/en/filings/new/", form)

    shown = answer.content.decode()
    assert answer.status_code == 422 and "cannot file" in shown and "Read its remedies" in shown
    assert "nordwind-maschinen.cn" in shown, "nothing that was typed is lost"


@pytest.mark.parametrize(("owner", "code"), [("own", ""), ("nobody", ""), ("stranger", "unknown_check")])
def test_a_program_names_a_check_by_its_token(owner: str, code: str, world: World) -> None:
    check = result_of(FILED_AT_HOME)
    organization = {"own": world.customer, "stranger": world.stranger}.get(owner)
    EligibilityCheck.objects.filter(pk=check.pk).update(organization=organization)
    _key, token = open_key(
        organization=world.customer, user=world.lena, name="t", scopes=("filings:write",), by=None
    )
    lena = Program(str(token), _key, Client(raise_request_exception=False))

    answer = lena.post("/api/v1/filings/", {"filing_type": "first_filing", "check_token": check.token})

    assert answer.json().get("code", "") == code
    assert answer.status_code == (400 if code else 201)
    assert Filing.objects.filter(eligibility_check=check).exists() is not bool(code)


# Beginning with an earlier filing -----------------------------------------------------------------------
def test_a_copy_takes_what_is_asked_again_and_nothing_that_is_declared_anew(world: World) -> None:
    earlier = brought_to("APPROVED", world)

    copy = workflow.open_filing(
        organization=world.customer, filing_type="add_website", copy_of=earlier, by=world.lena
    )

    answers = copy.read_answers()
    assert answers["company_name"] == WHOLE["company_name"]
    assert answers["subject_person_id_number"] == WHOLE["subject_person_id_number"]
    assert not {"declares_truth", "declares_no_preapproval"} & set(answers) and copy.about is None


def test_a_change_begins_with_the_number_and_the_domain_it_is_about(world: World) -> None:
    earlier = brought_to("APPROVED", world)

    change = workflow.open_filing(
        organization=world.customer, filing_type="change", about=earlier, by=world.lena
    )

    assert change.read_answers()["existing_number"] == earlier.icp_number
    assert change.domain == earlier.domain and change.title == earlier.domain


def test_an_order_is_about_a_filing_of_the_same_organization(world: World) -> None:
    earlier = brought_to("APPROVED", world)
    Filing.objects.filter(pk=earlier.pk).update(organization=world.stranger)
    earlier.refresh_from_db()

    with pytest.raises(Refused, match="is of another organization") as caught:
        workflow.open_filing(organization=world.customer, filing_type="change", about=earlier, by=world.lena)
    assert caught.value.code == "unknown_filing"


def test_the_page_of_a_granted_filing_leads_to_a_change_of_it(client_for: ClientFor, world: World) -> None:
    earlier = brought_to("APPROVED", world)
    Filing.objects.filter(pk=earlier.pk).update(service="app")
    lena = client_for(world.lena)
    address = f"/en/filings/new/?type=change&amp;about={earlier.pk}"
    assert address in lena.get(f"/en/filings/{earlier.pk}/").content.decode()
    assert address not in client_for(world.mia).get(f"/en/filings/{earlier.pk}/").content.decode()

    shown = lena.get(address.replace("&amp;", "&")).content.decode()

    assert f'<option value="{earlier.pk}" selected>' in shown
    assert re.search(r'value="app"[^>]*checked', shown) and re.search(r'value="change"[^>]*checked', shown)


@pytest.mark.parametrize("given", ["x", "1", "0" * 32, "'; --"])
def test_an_address_that_names_no_filing_begins_with_nothing(
    given: str, client_for: ClientFor, world: World
) -> None:
    assert client_for(world.lena).get("/en/filings/new/", {"about": given}).status_code == 200


def test_a_strangers_filing_in_the_address_tells_nothing(client_for: ClientFor, world: World) -> None:
    theirs = brought_to("APPROVED", world)
    Filing.objects.filter(pk=theirs.pk).update(service="app", organization=world.stranger)

    shown = client_for(world.lena).get("/en/filings/new/", {"about": str(theirs.pk)}).content.decode()

    assert re.search(r'value="website"[^>]*checked', shown) and not re.search(
        r'value="app"[^>]*checked', shown
    )
    assert str(world.stranger.pk) not in shown
