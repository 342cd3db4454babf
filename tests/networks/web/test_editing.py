"""Drawing a network: what is typed is kept, what is wrong is said beside its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from networks.requests.models import NetworkRequest
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI
from tests.networks.web.world import drafted, form_of, in_review
from tests.portal.web.answers import words
from tests.world import World

OVERLAPPING = {
    **FRANKFURT_TO_SHANGHAI,
    "vpcs": [
        FRANKFURT_TO_SHANGHAI["vpcs"][0],
        {**FRANKFURT_TO_SHANGHAI["vpcs"][1], "cidr": "10.20.128.0/17"},
    ],
}
RUBBISH = ("", "x" * 10_000, "🛰️", "=1+1", "<script>alert(1)</script>", "10.20.0.1/16", "1900-01-01", "a\x00b")
FIELDS = ("name", "vpcs-0-key", "vpcs-0-region", "vpcs-0-cidr", "vpcs-0-vpc_id", "mbps_China_Europe")


def edit_url(network_request: NetworkRequest) -> str:
    return reverse("networks:request-edit", args=[network_request.pk])


def spec_of(network_request: NetworkRequest) -> dict[str, Any]:
    return NetworkRequest.objects.get(pk=network_request.pk).spec


def test_a_draft_begins_with_two_empty_networks(world: World, lena: Client) -> None:
    answer = lena.post(reverse("networks:request-new"), {"kind": "cen"})

    draft = NetworkRequest.objects.get(organization=world.customer)
    assert answer["Location"] == edit_url(draft)
    page = lena.get(answer["Location"])
    assert "5 fields to fill in" not in words(page) and page.content.count(b'class="net five"') == 2


def test_looking_at_the_new_page_begins_nothing(world: World, lena: Client) -> None:
    assert lena.get(reverse("networks:request-new")).status_code == 200
    assert not NetworkRequest.objects.filter(organization=world.customer).exists()


def test_every_change_is_saved_and_answered_with_price_checks_and_picture(world: World, lena: Client) -> None:
    draft = drafted(world, {"name": ""})

    answer = lena.post(
        edit_url(draft), form_of(FRANKFURT_TO_SHANGHAI, do="update"), headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert spec_of(draft) == FRANKFURT_TO_SHANGHAI
    assert 'id="side"' in page and 'id="picture" hx-swap-oob' in page and 'id="bar" hx-swap-oob' in page
    assert "1,520.00" in page and "Estimate" in page and "Draft saved at" in page
    assert "The price is USD 1,520.00." in page


def test_what_did_not_change_is_not_written_again(world: World, lena: Client) -> None:
    draft = drafted(world)

    lena.post(edit_url(draft), form_of(FRANKFURT_TO_SHANGHAI, do="update"))

    assert NetworkRequest.objects.get(pk=draft.pk).row_version == draft.row_version


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("typed", RUBBISH)
def test_rubbish_in_one_field_loses_nothing_of_the_rest(
    field: str, typed: str, world: World, lena: Client
) -> None:
    draft = drafted(world)
    form = form_of(FRANKFURT_TO_SHANGHAI, do="check") | {field: typed}

    answer = lena.post(edit_url(draft), form)

    assert answer.status_code in (302, 422)
    kept = spec_of(draft)
    assert kept["vpcs"][1] == FRANKFURT_TO_SHANGHAI["vpcs"][1]
    assert kept["statement"] == FRANKFURT_TO_SHANGHAI["statement"]
    assert typed.replace("\x00", "") in str(kept).replace("\\", "") or not typed
    page = lena.get(edit_url(draft)).content.decode()
    assert "<script>alert" not in page and "ERP between our offices" in page
    assert "10.30.0.0/16" in page


def test_an_overlap_is_said_drawn_and_mended_by_one_button(world: World, lena: Client) -> None:
    draft = drafted(world, OVERLAPPING)

    page = lena.get(edit_url(draft)).content.decode()

    assert "10.20.128.0/17 (shanghai) is inside 10.20.0.0/16" in page
    assert page.count('class="node bad"') == 4 and page.count('class="clash"') == 2  # wide and tall
    assert 'aria-invalid="true"' in page and "IP ranges overlap" in page and 'href="#vpcs-1-cidr"' in page
    lena.post(edit_url(draft), form_of(OVERLAPPING, do="use-vpcs.1.cidr"))
    assert spec_of(draft)["vpcs"][1]["cidr"] == "10.2.0.0/17"
    assert 'class="clash"' not in lena.get(edit_url(draft)).content.decode()


def test_host_bits_are_mended_by_one_button(world: World, lena: Client) -> None:
    wrong = {**FRANKFURT_TO_SHANGHAI, "vpcs": [{**FRANKFURT_TO_SHANGHAI["vpcs"][0], "cidr": "10.20.0.1/16"}]}
    draft = drafted(world, wrong)

    lena.post(edit_url(draft), form_of(wrong, do="use-vpcs.0.cidr"))

    assert spec_of(draft)["vpcs"][0]["cidr"] == "10.20.0.0/16"


def test_rows_come_and_go_without_scripts(world: World, lena: Client) -> None:
    draft = drafted(world)

    added = lena.post(edit_url(draft), form_of(FRANKFURT_TO_SHANGHAI, do="add"))
    assert added["Location"].endswith("#vpcs-2-key") and len(spec_of(draft)["vpcs"]) == 3
    lena.post(edit_url(draft), form_of(spec_of(draft), do="remove-0"))

    assert [row["key"] for row in spec_of(draft)["vpcs"]] == ["shanghai", ""]


@pytest.mark.parametrize("do", ["remove-99", "remove-x", "use-vpcs.9.cidr", "use-", "dance", ""])
def test_a_button_nobody_offered_changes_nothing(do: str, world: World, lena: Client) -> None:
    draft = drafted(world)

    assert lena.post(edit_url(draft), form_of(FRANKFURT_TO_SHANGHAI, do=do)).status_code == 302
    assert spec_of(draft) == FRANKFURT_TO_SHANGHAI


def test_an_empty_name_takes_the_citys(world: World, lena: Client) -> None:
    draft = drafted(world)
    form = form_of(FRANKFURT_TO_SHANGHAI) | {
        "vpcs-0-key": "",
        "vpcs-1-key": "",
        "vpcs-1-region": "eu-central-1",
    }

    lena.post(edit_url(draft), form)

    assert [row["key"] for row in spec_of(draft)["vpcs"]] == ["frankfurt", "frankfurt-2"]


def test_going_on_names_everything_that_is_missing(world: World, lena: Client) -> None:
    draft = drafted(world, {"name": ""})

    answer = lena.post(edit_url(draft), {"name": "", "vpcs-0-region": "cn-shanghai", "do": "check"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error:" in page and 'href="#name"' in page and 'href="#vpcs-0-cidr"' in page


def test_a_program_may_write_any_draft_and_the_page_still_opens(world: World, lena: Client) -> None:
    strange = {
        "name": 7,
        "vpcs": [3, {"cidr": ["x"], "vpc_id": 4}, None],
        "links": [{"areas": "x"}],
        "statement": "no",
    }
    draft = drafted(world, strange)

    for page in ("edit", "check", "detail", "cost"):
        assert lena.get(reverse(f"networks:request-{page}", args=[draft.pk])).status_code == 200


def test_a_request_under_review_is_not_edited(world: World, lena: Client) -> None:
    sent = in_review(world)

    assert lena.get(edit_url(sent)).status_code == 302
    answer = lena.post(edit_url(sent), form_of(OVERLAPPING))
    assert answer.status_code == 409 and "10.20.128.0/17" in answer.content.decode()
    assert spec_of(sent) == FRANKFURT_TO_SHANGHAI


def test_checked_answers_are_sent(world: World, lena: Client) -> None:
    draft = drafted(world)
    url = reverse("networks:request-check", args=[draft.pk])

    assert f"{edit_url(draft)}#vpcs-1-key" in lena.get(url).content.decode()
    answer = lena.post(url, {"row_version": str(draft.row_version)})

    assert answer["Location"] == reverse("networks:request-detail", args=[draft.pk])
    assert NetworkRequest.objects.get(pk=draft.pk).status == "submitted"
    assert "We are looking at the cloud" in words(lena.get(answer["Location"]))


def test_a_viewer_reads_and_changes_nothing(world: World, client_for: Any) -> None:
    draft = drafted(world)
    mia = client_for(world.mia)

    answer = mia.post(edit_url(draft), form_of(OVERLAPPING))

    assert answer.status_code == 403 and "does not allow this" in words(answer)
    assert spec_of(draft) == FRANKFURT_TO_SHANGHAI
