"""The question pages: one at a time, nothing lost, and an answer that rules a filing out is no error."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from icp.eligibility.models import EligibilityCheck
from icp.eligibility.rules.questions import PAGES
from icp.eligibility.visitors import CHECKS_FROM_ONE_ADDRESS
from portal.accounts.models import User
from portal.api.throttling import take
from portal.events.models import Event
from tests.icp.questions import ABROAD, ANSWERS, NO_ENTITY, token_in, walk
from tests.world import World

pytestmark = pytest.mark.django_db
RUBBISH = (
    "x" * 10_000,
    "😀.com",
    "=1+1",
    "<script>alert(1)</script>",
    "1900-01-01",
    "a b.com",
    "\x00",
    "’; --",
)


def test_a_visitor_walks_from_the_start_to_a_result(client: Client, world: World) -> None:
    first = client.get("/en/icp-check/")
    begin = re.search(r'href="(/en/icp-check/hosting/\?a=[^"]+)"', first.content.decode())
    assert begin is not None

    result = client.get(walk(client, start=begin.group(1)))

    assert result.status_code == 200
    assert "You need an ICP Filing, and you can apply after one fix" in result.content.decode()


def test_eight_pages_are_the_most_anybody_sees(client: Client, world: World) -> None:
    page = client.get("/en/icp-check/hosting/").content.decode()

    assert "Question 1 of about 7" in page
    assert len(PAGES) == 9  # licence and person exclude each other


def test_who_hosts_abroad_is_asked_three_questions_only(client: Client, world: World) -> None:
    address = walk(client, ABROAD)

    check = EligibilityCheck.objects.get(token=token_in(address))
    assert (check.need, check.outcome) == ("none", "warn")
    assert "entity_type" not in check.answers


def test_a_single_question_is_the_heading_and_the_legend(client: Client, world: World) -> None:
    page = client.get("/en/icp-check/applicant/").content.decode()

    assert re.search(r"<legend><h1>Who will hold the filing\?</h1></legend>", page)
    assert page.count("<h1") == 1
    assert 'value="unknown"' in page and "I am not sure" in page


def test_a_pasted_address_is_cleaned_and_not_refused(client: Client, world: World) -> None:
    address = walk(client, {**ANSWERS, "domain": "https://WWW.Nordwind-Robotics.com:8443/shop?x=1"})

    check = EligibilityCheck.objects.get(token=token_in(address))
    assert check.answers["domain"] == "www.nordwind-robotics.com"


@pytest.mark.parametrize("domain", ["203.0.113.5", "com.cn", "best-casino.com"])
def test_a_domain_that_cannot_be_filed_is_a_result_and_no_error(
    domain: str, client: Client, world: World
) -> None:
    check = EligibilityCheck.objects.get(token=token_in(walk(client, {**ANSWERS, "domain": domain})))

    assert check.outcome == "fail"


def test_an_applicant_who_may_not_file_gets_a_result_and_no_error(client: Client, world: World) -> None:
    page = client.get(walk(client, NO_ENTITY)).content.decode()

    assert "You need an ICP Filing, but you cannot apply yet" in page


@pytest.mark.parametrize("domain", ["a b.com", "example..com", "-example.com", "x" * 10_000, "😀😀😀 .com"])
def test_a_malformed_domain_is_explained_beside_the_field_and_kept(
    domain: str, client: Client, world: World
) -> None:
    answer = client.post("/en/icp-check/domain/", {"domain": domain, "registrar_iana_id": "420"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{domain}"' in page
    assert 'id="id_domain_error"' in page and "There is a problem" in page
    assert re.search(r'value="420"[^>]*checked', page), "the other answer of the page is kept"


@pytest.mark.parametrize("page", [page.key for page in PAGES])
@pytest.mark.parametrize("text", ["", *RUBBISH])
def test_rubbish_in_any_field_never_breaks_a_page(page: str, text: str, client: Client, world: World) -> None:
    fields = next(each.fields for each in PAGES if each.key == page)

    answer = client.post(f"/en/icp-check/{page}/", {field.fact: text for field in fields})

    assert answer.status_code in (302, 422)
    assert "<script>alert(1)" not in answer.content.decode()


def test_an_unanswered_choice_says_what_to_do(client: Client, world: World) -> None:
    answer = client.post("/en/icp-check/applicant/", {})

    assert answer.status_code == 422
    assert answer.content.decode().count("Choose one of the answers.") == 2  # in the summary and beside it


def test_the_link_resumes_where_another_browser_stopped(client: Client, world: World) -> None:
    second = client.post("/en/icp-check/hosting/", ANSWERS)["Location"]
    third = client.post(second, ANSWERS)["Location"]

    page = Client().get(third)

    assert page.status_code == 200
    elsewhere = walk(Client(), start=third)
    check = EligibilityCheck.objects.get(token=token_in(elsewhere))
    assert check.answers["server_location"] == "mainland"


def test_an_expired_session_goes_on_from_the_link(client: Client, world: World) -> None:
    third = client.post(client.post("/en/icp-check/hosting/", ANSWERS)["Location"], ANSWERS)["Location"]
    client.session.flush()
    client.cookies.clear()

    assert walk(client, start=third)


@pytest.mark.parametrize("link", ["", "x", "eyJyIjoieCJ9:1abc:forged", "a" * 9_000])
def test_a_link_not_made_by_us_starts_from_nothing(link: str, client: Client, world: World) -> None:
    answer = client.get("/en/icp-check/hosting/", {"a": link})

    assert answer.status_code == 200
    assert "checked" not in answer.content.decode()


def test_going_back_shows_the_answer_and_keeps_the_later_ones(client: Client, world: World) -> None:
    second = client.post("/en/icp-check/hosting/", ANSWERS)["Location"]
    third = client.post(second, ANSWERS)["Location"]
    fourth = client.post(third, ANSWERS)["Location"]

    back = client.get(second).content.decode()
    onwards = client.post(second, {**ANSWERS, "cdn_location": "mainland"})["Location"]

    assert re.search(r'value="none"[^>]*checked', back)
    assert onwards.split("?")[0] == fourth.split("?")[0]


def test_a_page_that_no_longer_matters_leads_on(client: Client, world: World) -> None:
    second = client.post("/en/icp-check/hosting/", ABROAD)["Location"]
    client.post(second, ABROAD)

    answer = client.get("/en/icp-check/applicant/")

    assert answer.status_code == 302
    assert "/icp-check/content/" in answer["Location"]


def test_the_last_page_sent_twice_is_one_result(client: Client, world: World) -> None:
    address = "/en/icp-check/hosting/"
    while "/r/" not in address:
        last, address = address, client.post(address, ANSWERS)["Location"]

    again = client.post(last, ANSWERS)["Location"]

    assert again == address
    assert EligibilityCheck.objects.count() == 1


def test_the_domain_of_the_front_page_waits_in_its_field(client: Client, world: World) -> None:
    first = client.get("/en/icp-check/", {"domain": "https://shop.example.com/path"})
    assert first.status_code == 302

    page = client.get("/en/icp-check/domain/").content.decode()

    assert 'value="https://shop.example.com/path"' in page


def test_the_start_offers_to_go_on(client: Client, world: World) -> None:
    client.post("/en/icp-check/hosting/", ANSWERS)

    page = client.get("/en/icp-check/").content.decode()

    assert "Go on where you stopped" in page and "/en/icp-check/delivery/?a=" in page


def test_a_question_nobody_wrote_is_not_found(client: Client, world: World) -> None:
    assert client.get("/en/icp-check/nothing/").status_code == 404


def test_pages_speak_chinese(client: Client, world: World) -> None:
    page = client.get("/zh-hans/icp-check/hosting/").content.decode()

    assert "您的网站部署在哪里？" in page and "第 1 题，共约 7 题" in page and "Continue" not in page


def test_a_flood_from_one_address_is_told_to_wait_and_keeps_its_answers(client: Client, world: World) -> None:
    address = "/en/icp-check/hosting/"
    while "/proxy/" not in address:
        address = client.post(address, ANSWERS)["Location"]
    _use_up("check:127.0.0.1")

    answer = client.post(address, ANSWERS)

    assert answer.status_code == 429
    assert "We kept your answers" in answer.content.decode()
    assert not EligibilityCheck.objects.exists()
    assert client.get(address).status_code == 200


def _use_up(name: str) -> None:
    while take(name, CHECKS_FROM_ONE_ADDRESS) is None:
        pass


def test_a_customers_result_belongs_to_them_at_once(
    client_for: Callable[[User], Client], world: World
) -> None:
    address = walk(client_for(world.lena))

    check = EligibilityCheck.objects.get(token=token_in(address))
    assert (check.organization, check.created_by) == (world.customer, world.lena)
    event = Event.objects.get(type="eligibility.checked", subject_id=check.pk)
    assert (event.organization, event.audience) == (world.customer, "customer")


def test_an_anonymous_result_is_news_for_staff_only(client: Client, world: World) -> None:
    check = EligibilityCheck.objects.get(token=token_in(walk(client)))

    event = Event.objects.get(type="eligibility.checked", subject_id=check.pk)
    assert (event.organization, event.audience, check.organization) == (world.operator, "staff", None)
    assert "nordwind" not in str(event.payload)


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_a_question_costs_a_bounded_number_of_queries(
    page: str, client: Client, world: World, django_assert_max_num_queries: Callable
) -> None:
    client.post("/en/icp-check/hosting/", ANSWERS)

    with django_assert_max_num_queries(2):
        client.get(f"/en/icp-check/{page}/")
