"""The pages of a look-up: one field, a table that fills by itself, and unknown shown as unknown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icp.domains.looking import look
from icp.domains.models import DomainLookup
from icp.domains.workflow import look_up
from portal.accounts.models import Membership, User
from tests.icp.domains.outside import FRANKFURT, MAINLAND, Outside, Reply, domain
from tests.icp.questions import address_of, result_of
from tests.processes import Standin
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
NAME = "nordwind.com"
PAGE = "/en/domains/"


def address(lookup: DomainLookup, language: str = "en") -> str:
    return f"/{language}/domains/{lookup.pk}/"


def looked(world: World, name: str = NAME) -> DomainLookup:
    lookup = look_up(world.customer, name, world.lena)
    look(lookup)
    return DomainLookup.objects.get(pk=lookup.pk)


def shown(client: Client, lookup: DomainLookup, language: str = "en") -> str:
    return client.get(address(lookup, language)).content.decode()


@pytest.mark.parametrize("typed", ["nordwind.com", " HTTPS://Nordwind.com:443/a/b?c#d ", "nordwind.com."])
def test_what_is_pasted_is_cleaned(typed: str, world: World, client_for: ClientFor) -> None:
    answer = client_for(world.lena).post(PAGE, {"domain": typed})
    lookup = DomainLookup.objects.get()
    assert answer["Location"] == address(lookup)
    assert (lookup.host, lookup.organization, lookup.created_by) == (NAME, world.customer, world.lena)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter the domain name"),
        ("10.0.0.1", "is an IP address"),
        ("com", "only an ending"),
        ("a b.com", "character that domain names cannot have"),
        ("nul\x00.com", "Null characters"),
    ],
)
def test_a_name_that_is_none_gets_a_sentence_and_stays_in_the_field(
    typed: str, said: str, world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.lena).post(PAGE, {"domain": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert f'value="{typed}"' in page or "\x00" in typed or not typed
    assert not DomainLookup.objects.exists()


def test_a_domain_in_the_address_is_typed_already(world: World, client_for: ClientFor) -> None:
    page = client_for(world.lena).get(f"{PAGE}?domain=nordwind.com").content.decode()
    assert 'value="nordwind.com"' in page


def test_every_fact_is_shown_with_source_and_time(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    outside.registry_says(NAME, domain(NAME))
    outside.points(NAME, MAINLAND)
    standin.control("POST", "filings", {"domains": {NAME: False}})
    page = shown(client_for(world.lena), looked(world))
    for told in (
        "Alibaba Cloud Computing (Beijing) Co., Ltd. (IANA number 420)",
        "18 September 2028",
        "Mainland China",
        "rdap.verisign.com",
        "Alibaba Cloud CheckCdnDomainICP",
        "The domain has no filing.",
        "Switch off resolution until the filing is approved",
        "The type of filing is open",
        "First filing, Add a website or service",
        "Has your company filed a website or an app before, at any provider?",
    ):
        assert told in page, told
    assert "data-poll" not in page


def test_unknown_is_shown_as_unknown_with_its_reason(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    outside.registry_says(NAME, Reply(429))
    page = shown(client_for(world.lena), looked(world))
    assert page.count(">Unknown<") == 4
    assert "asks us to wait before the next question" in page
    assert "does not belong to the cloud account" in page
    assert "Passed" not in page.split("Registrar")[2].split("</tr>")[0]


def test_a_registrar_that_may_not_be_used_is_said_by_both_rule_sets(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    outside.registry_says(NAME, domain(NAME, iana_id="3775"))
    page = shown(client_for(world.lena), looked(world))
    assert "The domain must be at a registrar in mainland China." in page
    assert "The registrar must be on the MIIT list" in page
    assert "Dominet (HK) Limited" in page


def test_a_risk_is_text_and_never_markup(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    html = "<p>请<b>更新</b></p><img src=x onerror=alert(1)>&lt;script&gt;alert(2)&lt;/script&gt;"
    standin.control(
        "POST",
        "filings",
        {
            "subjects": [
                {
                    "number": "沪ICP备2026000001号",
                    "name": "北风有限公司",
                    "websites": [{"name": "网", "number": "沪ICP备2026000001号-1", "domains": [NAME]}],
                    "risks": [{"deadline": "2026年12月28日0点", "source": "核查", "suggestions": [html]}],
                }
            ]
        },
    )
    page = shown(client_for(world.lena), looked(world))
    assert "until 28 December 2026, 00:00, China time" in page
    assert "请更新" in page and "<img src=x" not in page and "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page


def test_the_table_fills_by_itself_until_all_have_answered(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    lookup = look_up(world.customer, NAME, world.lena)
    client, htmx = client_for(world.lena), {"HX-Request": "true"}

    waiting = client.get(address(lookup), headers=htmx)
    look(lookup)
    done = client.get(address(lookup), headers=htmx)

    assert waiting.status_code == 200 and 'data-poll="1"' in waiting.content.decode()
    assert "We are still looking." in waiting.content.decode()
    assert done.status_code == 286 and "data-poll" not in done.content.decode()
    assert "All sources have answered" in done.content.decode()


def test_while_looking_nothing_is_said_about_what_silence_means(world: World, client_for: ClientFor) -> None:
    page = shown(client_for(world.lena), look_up(world.customer, NAME, world.lena))
    assert "Still looking" in page and "Needs a person" not in page
    assert "then a type of filing is proposed" in page and "The type of filing is open" not in page


def test_the_check_and_the_look_up_lead_to_each_other(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)
    page = shown(client, look_up(world.customer, NAME, world.lena))
    result = client.get(address_of(result_of(organization=world.customer, by=world.lena))).content.decode()
    assert f"/en/icp-check/?domain={NAME}" in page
    assert "/en/domains/?domain=www.nordwind-robotics.com" in result


def test_a_filing_starts_with_these_facts(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    lookup, client = looked(world, f"www.{NAME}"), client_for(world.lena)
    address = f"/en/filings/new/?domain={NAME}&lookup={lookup.pk}"
    assert address.replace("&", "&amp;") in shown(client, lookup)
    assert client.get(address).status_code == 200


def test_it_speaks_chinese(world: World, client_for: ClientFor, outside: Outside, standin: Standin) -> None:
    outside.points(NAME, FRANKFURT)
    page = shown(client_for(world.lena), looked(world, "www.例子.com"), "zh-hans")
    assert "该域名尚未注册" in page and "例子.com" in page and "中国境外" not in page
    assert "Nobody has registered" not in page


def test_look_again_asks_anew(
    world: World, client_for: ClientFor, outside: Outside, standin: Standin
) -> None:
    first = looked(world)
    answer = client_for(world.mia).post(f"{address(first)}again/")
    second = DomainLookup.objects.exclude(pk=first.pk).get()
    assert answer["Location"] == address(second) and not second.is_finished


def test_who_asks_too_often_is_told_when_to_come_back(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)
    answers = [client.post(PAGE, {"domain": f"nordwind{n}.com"}).status_code for n in range(22)]
    assert answers[:20] == [302] * 20 and answers[-1] == 429
    assert DomainLookup.objects.count() < 22


def test_with_two_organizations_one_is_chosen(world: World, client_for: ClientFor) -> None:
    Membership.objects.create(user=world.lena, organization=world.stranger, role="viewer")
    client = client_for(world.lena)
    assert client.post(PAGE, {"domain": NAME}).status_code == 422
    client.post(PAGE, {"domain": NAME, "organization": str(world.stranger.pk)})
    assert DomainLookup.objects.get().organization == world.stranger


def test_another_organization_cannot_be_chosen(world: World, client_for: ClientFor) -> None:
    client_for(world.lena).post(PAGE, {"domain": NAME, "organization": str(world.stranger.pk)})
    assert DomainLookup.objects.get().organization == world.customer


def test_staff_look_up_for_themselves_and_see_everybodys(world: World, client_for: ClientFor) -> None:
    ours = look_up(world.customer, NAME, world.lena)
    wei = client_for(world.wei)
    assert "Nordwind GmbH" in shown(wei, ours)
    wei.post(PAGE, {"domain": "other.com"})
    assert DomainLookup.objects.get(host="other.com").organization == world.operator
    assert wei.get(PAGE).content.decode().count("/en/domains/") >= 2


def test_a_stranger_sees_none_of_it(world: World, client_for: ClientFor) -> None:
    ours = look_up(world.customer, NAME, world.lena)
    omar = client_for(world.omar)
    assert omar.get(address(ours)).status_code == 404
    assert omar.post(f"{address(ours)}again/").status_code == 404
    assert NAME not in omar.get(PAGE).content.decode()
    assert omar.get(f"/en/domains/{uuid.uuid4()}/").status_code == 404


def test_queries_do_not_grow_with_the_rows(world: World, client_for: ClientFor, say: Any) -> None:
    client = client_for(world.lena)
    counts = []
    for number in (1, 30):
        DomainLookup.objects.bulk_create(
            DomainLookup(
                organization=world.customer, host=f"n{n}.com", name=f"n{n}.com", name_unicode=f"n{n}.com"
            )
            for n in range(number)
        )
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    lookup = look_up(world.customer, NAME, world.lena)
    with CaptureQueriesContext(connection) as one:
        client.get(address(lookup))
    assert counts[0] == counts[1] <= 12 and len(one) <= 14
    say(f"{counts[1]} queries for the list, {len(one)} for one look-up")
