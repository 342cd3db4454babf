"""An architect's words: shown exactly as written, in their language, beside the field they are about."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from networks.requests import workflow
from networks.requests.models import NetworkRequest
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI
from tests.networks.web.world import form_of, in_review, program_of
from tests.portal.web.answers import words
from tests.world import World

WORDS = "网段过大，/20 足够。"


@pytest.fixture
def returned(world: World, priya: Client) -> NetworkRequest:
    """Sent back by an architect who works in Chinese."""
    sent = in_review(world)
    decision = {"do": "return", "reason": WORDS, "path": "vpcs.1.cidr"}
    with translation.override("zh-hans"):
        priya.post(f"/zh-hans/queue/{sent.pk}/", decision)
    return NetworkRequest.objects.get(pk=sent.pk)


def editor(network_request: NetworkRequest, reader: Client) -> str:
    return reader.get(reverse("networks:request-edit", args=[network_request.pk])).content.decode()


def notes_of(page: str, row: int) -> str:
    found = re.search(f'id="vpcs-{row}-notes".*?</div>', page, re.DOTALL)
    assert found
    return found[0]


def test_words_are_kept_once_in_the_language_they_were_written_in(returned: NetworkRequest) -> None:
    assert returned.remarks == [{"code": "architect", "path": "vpcs.1.cidr", "message": {"zh": WORDS}}]


def test_they_stand_beside_their_field_and_lead_to_it_from_the_top(
    returned: NetworkRequest, lena: Client
) -> None:
    page = editor(returned, lena)

    assert f'<span lang="zh-Hans">{WORDS}</span>' in notes_of(page, 1) and WORDS not in notes_of(page, 0)
    assert '<a href="#vpcs-1-cidr">There is a problem with “Network shanghai”</a>' in page


def test_request_page_and_program_show_the_same_words(
    returned: NetworkRequest, world: World, lena: Client
) -> None:
    page = lena.get(reverse("networks:request-detail", args=[returned.pk])).content.decode()
    program = program_of(world.lena, world.customer)
    read = program.client.get(
        f"/api/v1/network-requests/{returned.pk}/", headers={"Authorization": f"Bearer {program.token}"}
    )

    assert f'<span lang="zh-Hans">{WORDS}</span>' in page
    assert read.json()["remarks"] == returned.remarks


def test_a_remark_follows_its_network_while_rows_come_and_go(returned: NetworkRequest, lena: Client) -> None:
    form = form_of(FRANKFURT_TO_SHANGHAI, do="remove-0")

    lena.post(reverse("networks:request-edit", args=[returned.pk]), form)

    returned.refresh_from_db()
    assert returned.remarks[0]["path"] == "vpcs.0.cidr" and WORDS in notes_of(editor(returned, lena), 0)


def test_a_remark_whose_network_is_gone_stays_at_the_top(returned: NetworkRequest, lena: Client) -> None:
    lena.post(
        reverse("networks:request-edit", args=[returned.pk]), form_of(FRANKFURT_TO_SHANGHAI, do="remove-1")
    )

    page = editor(returned, lena)
    assert '<a href="#networks">There is a problem with “Networks to join”</a>' in page and WORDS in page


def test_a_remark_from_before_is_shown_in_the_language_of_its_words(world: World, lena: Client) -> None:
    sent = in_review(world)
    workflow.return_request(sent, reason="x", path="name", by=world.priya)
    old = {"code": "architect", "path": "name", "message": {"en": WORDS, "zh": WORDS}}
    NetworkRequest.objects.filter(pk=sent.pk).update(remarks=[old])

    assert f'<span lang="zh-Hans">{WORDS}</span>' in editor(sent, lena)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("vpc.shanghai", "vpcs-1-cidr"),
        ("vpcs.0.vpc_id", "vpcs-0-vpc_id"),
        ("links.0.bandwidth_mbps", "mbps_China_Europe"),
        ("statement.own_use", "statement-purpose"),
        ("name", "name"),
    ],
)
def test_what_the_survey_found_leads_to_its_field(path: str, target: str, world: World, lena: Client) -> None:
    sent = in_review(world)
    found = {"code": "dry_run_refused", "path": path, "message": {"en": "No.", "zh": "不行。"}}
    NetworkRequest.objects.filter(pk=sent.pk).update(remarks=[found], status="returned")

    page = editor(sent, lena)

    assert f'<a href="#{target}">There is a problem with' in page and f'id="{target}"' in page


@pytest.mark.parametrize("path", ["", "vpcs.99.cidr", "vpcs", "links.7.x", "nonsense.1.2", "....", "vpcs.x"])
def test_a_remark_about_nothing_in_particular_is_shown_all_the_same(
    path: str, world: World, lena: Client
) -> None:
    sent = in_review(world)
    workflow.return_request(sent, reason="Look again.", path=path, by=world.priya)

    assert "Look again." in words(lena.get(reverse("networks:request-edit", args=[sent.pk])))
