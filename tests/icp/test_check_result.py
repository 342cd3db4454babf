"""The result page: whoever holds its address reads it, and it never promises more than the rules say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from icp.eligibility import policies
from icp.eligibility.models import EligibilityCheck
from icp.eligibility.pages import PENDING_KEY
from icp.eligibility.rules.reference import PACKAGED_DOCUMENTS
from portal.accounts.models import Membership, User
from portal.events.models import Event
from tests.icp.questions import (
    ABROAD,
    ANSWERS,
    FILED_AT_HOME,
    NO_ENTITY,
    NOT_SURE,
    SHOP,
    address_of,
    result_of,
    walk,
)
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("answers", "seal", "title"),
    [
        (ABROAD, "免", "No filing needed"),
        (FILED_AT_HOME, "备", "You need an ICP Filing, and you can apply now"),
        (ANSWERS, "备", "You need an ICP Filing, and you can apply after one fix"),
        (SHOP, "证", "You need an ICP Filing and a commercial license, and you can apply now"),
        (NO_ENTITY, "禁", "You need an ICP Filing, but you cannot apply yet"),
        (NOT_SURE, "备", "You need an ICP Filing, and a specialist has to look first"),
        ({**ABROAD, "server_location": "unknown"}, "询", "We cannot say yet whether you need a filing"),
    ],
)
def test_each_verdict_has_its_sentence_and_its_seal(
    answers: dict[str, str], seal: str, title: str, client: Client, world: World
) -> None:
    page = client.get(address_of(result_of(answers))).content.decode()

    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", page) == [title]
    assert re.search(rf'<span class="seal( wait)?"[^>]*>{seal}</span>', page)
    assert ("seal wait" in page) == (title.endswith(("cannot apply yet", "look first")) or seal == "询")


def test_a_stranger_with_the_address_reads_the_result(client_for: Any, world: World) -> None:
    check = result_of(organization=world.customer, by=world.lena)

    page = client_for(world.omar).get(address_of(check))

    assert page.status_code == 200
    assert "Nordwind GmbH" not in page.content.decode()
    assert "This result was shared with you" in page.content.decode()


def test_without_the_address_a_result_answers_like_one_that_never_was(client: Client, world: World) -> None:
    check = result_of()

    for page in ("", "save/", "again/", "summary/", "summary.pdf"):
        by_id = client.get(f"/en/icp-check/r/{check.pk}/{page}")
        nobodys = client.get(f"/en/icp-check/r/{'A' * 22}/{page}")
        assert (by_id.status_code, nobodys.status_code) == (404, 404)
        assert by_id.content == nobodys.content


def test_a_token_has_128_bits_of_chance(world: World) -> None:
    tokens = {result_of().token for _ in range(20)}

    assert len(tokens) == 20 and all(len(token) == 22 for token in tokens)


def test_the_address_stays_with_those_who_hold_it(client: Client, world: World) -> None:
    answer = client.get(address_of(result_of()))

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_a_page_without_referrer_offers_no_form_that_would_fail(client: Client, world: World) -> None:
    assert "<form" not in client.get(address_of(result_of())).content.decode()


def test_signed_in_the_forms_of_the_page_work(client_for: Any, world: World) -> None:
    answer = client_for(world.lena).get(address_of(result_of()))

    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "<form" in answer.content.decode()


def test_it_says_why_what_to_do_who_and_where_it_is_written(client: Client, world: World) -> None:
    page = client.get(address_of(result_of())).content.decode()

    assert "The domain must be at a registrar in mainland China." in page
    assert "Transfer the domain to an approved mainland registrar" in page
    assert "Who: the owner of the domain" in page
    assert 'href="#rule-D02"' in page and '<details id="rule-D02"' in page
    assert "seed S18" in page


def test_it_never_promises_and_never_says_compliant(client: Client, world: World) -> None:
    for answers in (ABROAD, FILED_AT_HOME, ANSWERS, SHOP, NO_ENTITY, NOT_SURE):
        page = client.get(address_of(result_of(answers))).content.decode()
        assert "ompliant" not in page and "guarantee" not in page
        assert "guidance, not legal advice" in page


def test_dates_are_ranges_in_china_working_days_and_provisional_years_are_marked(
    client: Client, world: World
) -> None:
    page = client.get(address_of(result_of(FILED_AT_HOME, on=date(2026, 12, 21)))).content.decode()

    assert re.search(r"<dd>\d+ Jan – \d+ (Jan|Feb)", page)
    assert "the holidays of 2027 are not announced yet" in page
    assert "style=" not in page


def test_who_cannot_apply_is_given_no_date(client: Client, world: World) -> None:
    page = client.get(address_of(result_of(NO_ENTITY))).content.decode()

    assert "gantt" not in page and "once you can apply" in page


def test_alternatives_carry_their_risks_and_the_blacklist_warning(client: Client, world: World) -> None:
    page = client.get(address_of(result_of(NO_ENTITY))).content.decode()

    assert "Global Accelerator, Premium plan" in page and "It is a temporary solution" in page
    assert "blacklisted" in page and "Why we do not offer “ICP proxy” providers" in page


def test_newer_rules_that_answer_otherwise_are_shown_with_equal_rank(client: Client, world: World) -> None:
    check = result_of({**FILED_AT_HOME, "domain": "nordwind.top"})

    page = client.get(address_of(check)).content.decode()

    assert check.outcome == "fail" and check.comparison is not None
    assert "Newer rules answer otherwise" in page
    assert "cn-2026-11" in page and check.comparison["sentence"]["en"] in page


def test_rules_that_agree_are_not_mentioned(client: Client, world: World) -> None:
    check = result_of({**FILED_AT_HOME, "domain": "nordwind.cn"})

    assert check.comparison is None
    assert "Newer rules answer otherwise" not in client.get(address_of(check)).content.decode()


def test_an_answer_can_be_changed_from_the_result(client: Client, world: World) -> None:
    page = client.get(address_of(result_of())).content.decode()
    change = re.search(r'href="(/en/icp-check/domain/\?a=[^"]+)"', page)
    assert change is not None

    form = Client().get(change.group(1)).content.decode()
    renewed = Client().post(change.group(1), {**FILED_AT_HOME})["Location"]

    assert 'value="www.nordwind-robotics.com"' in form
    assert "/r/" in renewed, "all other answers are kept"
    assert "you can apply now" in client.get(renewed).content.decode()


def test_the_way_back_leads_to_the_answers(client: Client, world: World) -> None:
    page = client.get(address_of(result_of())).content.decode()
    back = re.search(r'href="([^"]+)">Back to your answers', page)
    assert back is not None

    last = Client().get(back.group(1)).content.decode()

    assert "Question 8 of 8" in last and "checked" in last


def test_what_was_not_asked_is_listed_for_later(client: Client, world: World) -> None:
    page = client.get(address_of(result_of())).content.decode()

    assert "Checked later, in the filing: 26 more questions" in page
    assert "Real-name verification" in page


def test_an_unknown_answer_leads_to_its_question(client: Client, world: World) -> None:
    page = client.get(address_of(result_of(NOT_SURE))).content.decode()

    assert "Answer the question" in page and "/en/icp-check/licence/?a=" in page


def test_the_print_view_opens_every_detail(client: Client, world: World) -> None:
    page = client.get(address_of(result_of()), {"print": "1"}).content.decode()

    assert re.findall(r"<details(?![^>]* open)(?![^>]*menu)[^>]*>", page) == []


def test_the_result_speaks_chinese(client: Client, world: World) -> None:
    page = client.get(address_of(result_of(), language="zh-hans")).content.decode()

    assert "您需要办理 ICP 备案，解决 1 个问题后即可申请" in page
    assert "域名须在中国内地的注册商处注册。" in page
    assert "Fix this first" not in page and "Your answers" not in page


def test_what_was_typed_is_text_and_never_markup(client: Client, world: World) -> None:
    check = result_of({**ANSWERS, "site_name": "<script>alert(1)</script>"})

    page = client.get(address_of(check)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert(1)" not in page


# An older edition ------------------------------------------------------------------------------------
def _new_edition(world: World) -> None:
    document = {**PACKAGED_DOCUMENTS["seed-1"]}
    registrars = document["registrars"]
    document["registrars"] = {**registrars, "status": {**registrars["status"], "83": "approved"}}
    policies.publish(document, by=world.otto)


def test_an_old_result_says_that_the_rules_changed(client: Client, world: World) -> None:
    check = result_of()
    _new_edition(world)

    page = client.get(address_of(check)).content.decode()

    assert "The rules have changed since this result" in page
    assert "you can apply after one fix" in page, "the result itself stands"


def test_it_tells_what_changed_and_asks_again_on_demand(client: Client, world: World) -> None:
    check = result_of()
    _new_edition(world)

    before = client.get(address_of(check, "again/")).content.decode()
    renewed = client.post(address_of(check, "again/"))["Location"]

    assert "D02" in before and "you can apply now" in before
    assert "you can apply now" in client.get(renewed).content.decode()
    assert client.post(address_of(check, "again/"))["Location"] == renewed


# Saving ----------------------------------------------------------------------------------------------
def test_a_visitor_takes_the_result_along_to_a_new_account(client: Client, world: World) -> None:
    check = result_of()

    answer = client.post(address_of(check, "save/"), {"door": "signup"})

    assert answer["Location"] == f"/en/signup/?next=%2Fen%2Ficp-check%2Fr%2F{check.token}%2Fsave%2F"
    assert client.session[PENDING_KEY] == check.token


def test_a_customer_saves_a_shared_result_once(client_for: Any, world: World) -> None:
    check = result_of()
    lena = client_for(world.lena)

    for _twice in range(2):
        lena.post(address_of(check, "save/"), {"organization": str(world.customer.pk)})

    check.refresh_from_db()
    assert check.organization == world.customer
    assert Event.objects.filter(type="eligibility.claimed", subject_id=check.pk).count() == 1
    assert "Saved to your account" in lena.get(address_of(check)).content.decode()


def test_a_result_saved_by_one_customer_cannot_be_taken_by_another(client_for: Any, world: World) -> None:
    check = result_of(organization=world.customer, by=world.lena)

    answer = client_for(world.omar).post(address_of(check, "save/"), {"organization": str(world.stranger.pk)})

    check.refresh_from_db()
    assert (answer.status_code, check.organization) == (409, world.customer)
    assert "already saved to another account" in answer.content.decode()


def test_nobody_saves_into_an_organization_of_others(client_for: Any, world: World) -> None:
    check = result_of()

    answer = client_for(world.omar).post(address_of(check, "save/"), {"organization": str(world.customer.pk)})

    check.refresh_from_db()
    assert (answer.status_code, check.organization) == (422, None)


def test_a_result_that_is_theirs_already_needs_no_saving(client_for: Any, world: World) -> None:
    check = result_of(organization=world.customer, by=world.lena)

    assert client_for(world.jonas).get(address_of(check, "save/"))["Location"] == address_of(check)


def test_a_saved_result_is_found_on_the_dashboard(client_for: Any, world: World) -> None:
    check = result_of(organization=world.customer, by=world.lena)

    of_ours = client_for(world.mia).get("/en/home/").content.decode()
    of_others = client_for(world.omar).get("/en/home/").content.decode()

    assert f'href="{address_of(check)}"' in of_ours and check.domain in of_ours
    assert check.reference not in of_others


def test_who_has_two_organizations_chooses(client_for: Any, world: World) -> None:
    Membership.objects.create(user=world.lena, organization=world.stranger, role="viewer")
    check = result_of()

    page = client_for(world.lena).get(address_of(check, "save/")).content.decode()

    assert "<select" in page and "Meridian Ltd" in page and "Nordwind GmbH" in page


def test_staff_are_told_who_can_save_it(client_for: Any, world: World) -> None:
    page = client_for(world.priya).get(address_of(result_of(), "save/")).content.decode()

    assert "Send the customer the address of the result" in page


def test_a_person_without_an_organization_opens_one_first(client_for: Any, world: World) -> None:
    newcomer = User.objects.create_user("new.comer@example.com", None, name="New Comer")
    check = result_of()

    answer = client_for(newcomer).get(address_of(check, "save/"))

    assert answer["Location"].startswith("/en/org/new/?next=%2Fen%2Ficp-check%2Fr%2F")


def test_the_result_page_costs_a_bounded_number_of_queries(
    client: Client, world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    check = result_of({**FILED_AT_HOME, "domain": "nordwind.top"})

    with django_assert_max_num_queries(2):
        client.get(address_of(check))


def test_only_the_organization_of_a_result_ever_changes(world: World, client: Client) -> None:
    check = EligibilityCheck.objects.with_policy().get(pk=result_of().pk)
    kept = {name: getattr(check, name) for name in ("answers", "verdict", "timeline", "asked_on")}

    walk(client)

    again = EligibilityCheck.objects.get(pk=check.pk)
    assert {name: getattr(again, name) for name in kept} == kept
