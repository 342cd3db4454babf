"""The application pack: both languages side by side, searchable, numbered, sealed, and made by a worker."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from pypdf import PdfReader

from icp.filings import workflow as filings
from icp.filings.models import Filing
from icp.filings.rules.fields.asking import fields_for
from icp.packs import retention, workflow
from icp.packs.making import make
from icp.packs.models import Pack
from portal.accounts.models import Organization, User
from portal.calendar.clock import now
from portal.events.models import Event
from portal.refusals import Refused
from portal.vault import files
from tests.icp.filings.cases import draft, give_papers, submitted
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]


def made(filing: Filing, by: User) -> Pack:
    pack = workflow.request_pack(filing, by=by)
    make(pack)
    pack.refresh_from_db()
    assert pack.state == Pack.State.DONE, pack.error_code
    return pack


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_field_stands_in_both_languages_and_can_be_searched(world: World) -> None:
    filing = draft(world)
    give_papers(world, filing)
    pack = made(filing, world.lena)

    pages = text_of(workflow.open_pack(pack, by=world.lena))
    text = re.sub(r"\s", "", "".join(pages))

    for field in fields_for(filing.filing_type, filing.service, filing.read_answers()):
        assert re.sub(r"\s", "", field.console) in text, field.name
        assert re.sub(r"\s", "", field.label.en) in text, field.name
    assert "北风机械（上海）有限公司" in text and "11010519491231002X" in text
    assert "网站备案信息真实性核验单" in text and "文件索引" in text and "资料清单" in text
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in re.sub(r"\s", "", page)
        assert pack.digest in re.sub(r"\s", "", page) and f"v{pack.version}" in page
    assert pack.pages == len(pages) >= 4


def test_the_same_content_is_one_pack_and_a_change_makes_a_new_version(world: World) -> None:
    filing = draft(world)
    first = made(filing, world.lena)
    assert workflow.request_pack(filing, by=world.jonas) == first

    filings.save_answers(filing, {"site_name": "北风机械公司新官网"}, by=world.lena)
    filing.refresh_from_db()
    second = made(filing, world.lena)

    first.refresh_from_db()
    assert (second.version, second.digest != first.digest) == (2, True)
    assert first.state == Pack.State.DELETED and not first.stored_name


def test_what_lies_in_storage_is_sealed_and_every_opening_is_recorded(
    client_for: ClientFor, world: World
) -> None:
    filing = draft(world)
    pack = made(filing, world.lena)
    assert not storages["papers"].open(pack.stored_name).read().startswith(b"%PDF")

    answer = client_for(world.lena).get(f"/en/filings/{filing.pk}/pack.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment;") and answer["Cache-Control"].startswith(
        "no-store"
    )
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    opened = Event.objects.filter(subject_id=filing.pk, type="pack.opened")
    assert [row.actor for row in opened] == [world.lena]


@pytest.mark.parametrize("person", ["mia", "omar", "priya", "otto"])
def test_nobody_else_opens_it(person: str, client_for: ClientFor, world: World) -> None:
    filing = submitted(world)
    made(filing, world.lena)

    answer = client_for(getattr(world, person)).get(f"/en/filings/{filing.pk}/pack.pdf")

    assert answer.status_code in (403, 404) and b"%PDF" not in answer.content


def test_a_specialist_opens_the_pack_of_a_filing_in_hand_only(world: World) -> None:
    filing = submitted(world)
    pack = made(filing, world.lena)
    with pytest.raises(Refused) as refused:
        workflow.open_pack(pack, by=world.wei)
    assert refused.value.code == "not_your_case"

    filings.claim_filing(filing, by=world.wei)
    pack.filing.refresh_from_db()

    assert workflow.open_pack(pack, by=world.wei).startswith(b"%PDF")


def test_a_worker_that_dies_costs_an_attempt_and_five_end_it(world: World) -> None:
    pack = workflow.request_pack(draft(world), by=world.lena)
    for _attempt in range(Pack.MOST_ATTEMPTS):
        assert pack.claim()
        Pack.objects.filter(pk=pack.pk).update(not_before=now() - timedelta(seconds=1))

    make(pack)

    pack.refresh_from_db()
    assert (pack.state, pack.error_code) == (Pack.State.FAILED, "worker_died")


def test_markup_in_an_answer_is_text_on_paper(world: World) -> None:
    filing = draft(world, site_remark='<img src="file:///etc/passwd"><script>x</script>')
    pack = made(filing, world.lena)

    text = re.sub(r"\s", "", "".join(text_of(workflow.open_pack(pack, by=world.lena))))

    assert '<imgsrc="file:///etc/passwd">' in text and "root:" not in text


def test_a_pack_is_deleted_with_the_papers_of_its_filing(world: World) -> None:
    start = now(world.customer)
    Organization.objects.filter(pk=world.customer.pk).update(is_test=True, frozen_at=start)
    world.customer.refresh_from_db()
    filing = draft(world)
    pack = made(filing, world.lena)
    name = pack.stored_name
    assert retention.purge_due() == 0 and files.exists(name)

    Organization.objects.filter(pk=world.customer.pk).update(frozen_at=start + timedelta(days=91))

    assert retention.purge_due() == 1
    pack.refresh_from_db()
    assert pack.state == Pack.State.DELETED and not files.exists(name)


def test_the_page_says_how_far_it_is(client_for: ClientFor, world: World) -> None:
    filing = draft(world)
    browser, address = client_for(world.lena), f"/zh-hans/filings/{filing.pk}/pack/"
    assert "尚未生成" in browser.get(address).content.decode()

    browser.post(address)
    waiting: Any = browser.get(address, headers={"HX-Request": "true"})
    assert waiting.status_code == 200 and "data-poll" in waiting.content.decode()
    make(Pack.objects.get(filing=filing))
    ready = browser.get(address, headers={"HX-Request": "true"})

    assert ready.status_code == 286 and "pack.pdf" in ready.content.decode()
