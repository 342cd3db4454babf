"""The summary as a PDF: two languages, searchable, nothing fetched, and a row that survives its worker."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from pypdf import PdfReader

from icp.eligibility import summary as summaries
from icp.eligibility.models import EligibilityCheck, Summary
from icp.eligibility.paper import context_of
from icp.eligibility.summary import NotTypeset, make, typeset
from icp.eligibility.tasks import render_summary, sweep
from icp.eligibility.workflow import request_summary
from portal.calendar.clock import engine_now
from portal.celery import app
from tests.icp.questions import ANSWERS, FILED_AT_HOME, NO_ENTITY, address_of, result_of
from tests.world import World


def _paper(check: EligibilityCheck) -> bytes:
    return typeset(render_to_string("icp/summary.html", context_of(check))).pdf


def _text(pdf: bytes) -> str:
    """What a reader can search: by the tool of the system, which knows nothing of our typesetter."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.django_db
def test_it_says_everything_in_chinese_and_english(world: World) -> None:
    check = result_of()

    text = _text(_paper(check))

    assert "备案核查摘要" in text and "ICP check summary" in text
    assert "域名须在中国内地的注册商处注册" in text
    assert "The domain must be at a registrar in mainland" in text
    assert "您需要办理 ICP 备案" in text and "You need an ICP Filing" in text
    assert "www.nordwind-robotics.com" in text
    assert f"seed-1 · 1 · {check.rule_policy.digest[:12]} · 2026-11-23 · {check.fingerprint}" in text
    assert check.token not in text, "paper gives no access"
    assert "1 / " in text or "1/" in text


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [ANSWERS, FILED_AT_HOME, NO_ENTITY], ids=["fix", "apply", "not yet"])
def test_chinese_is_searchable_by_another_reader(answers: dict[str, str], world: World) -> None:
    reader = PdfReader(io.BytesIO(_paper(result_of(answers))))

    text = "".join(page.extract_text() for page in reader.pages)

    assert "备案" in text and "规则" in text
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("Noto-Sans-CJK-SC" in font for font in fonts), fonts


@pytest.mark.django_db
def test_what_was_typed_is_set_as_text(world: World) -> None:
    evil = '<img src="http://127.0.0.1:9/x"><style>@import url(file:///etc/passwd)</style>'
    check = result_of({**ANSWERS, "site_name": evil})

    html = render_to_string("icp/summary.html", context_of(check))

    assert "&lt;img src=" in html
    paper = typeset(html)
    assert "<img" in _text(paper.pdf) and not paper.refused


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("http://127.0.0.1:9/a.css");</style>',
        '<p style="background:url(file:///etc/hostname)">x</p>',
        '<img src="file:///etc/hostname">',
        '<svg width="9" height="9"><image href="file:///etc/hostname" width="9" height="9"/></svg>',
        '<svg width="9" height="9"><use href="http://127.0.0.1:9/a.svg#b"/></svg>',
        '<style>@font-face{font-family:x;src:url("file:///etc/hostname")} p{font-family:x}</style><p>x</p>',
        '<object data="file:///etc/passwd"></object>',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
    ],
)
def test_the_typesetter_fetches_nothing_even_from_markup_of_its_own(markup: str) -> None:
    paper = typeset(f'<html lang="zh-Hans"><body>{markup}<p>备案</p></body></html>')

    # A foreign <use> is not even asked for; everything else is, and gets nothing.
    assert paper.refused or "<use" in markup
    assert all(address in markup for address in paper.refused)
    assert not PdfReader(io.BytesIO(paper.pdf)).attachments
    assert "root:" not in _text(paper.pdf)


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(NotTypeset, match="too_slow"):
        typeset("<p>x</p>", seconds=0.05)


@pytest.mark.django_db
def test_without_chinese_fonts_nothing_is_typeset_and_the_page_says_so(
    client: Client, world: World, without_fonts: None
) -> None:
    check = result_of()

    page = client.get(address_of(check, "summary/")).content.decode()
    refused = client.post(address_of(check, "summary/"))

    assert "PDF is off on this installation" in page and "?print=1" in page
    assert refused.status_code == 409
    with pytest.raises(NotTypeset, match="pdf_off"):
        typeset("<p>x</p>")


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PATH", "")
    summaries.pdf_is_off.cache_clear()
    yield
    summaries.pdf_is_off.cache_clear()


# The row ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_asking_twice_is_one_job(client: Client, world: World) -> None:
    check = result_of()

    for _twice in range(2):
        assert client.post(address_of(check, "summary/"))["Location"] == address_of(check, "summary/")

    assert Summary.objects.get(check_result=check).state == "queued"


@pytest.mark.django_db
def test_progress_is_told_and_polled_until_it_is_done(client: Client, world: World) -> None:
    check = result_of()
    job = request_summary(check)
    htmx = {"HX-Request": "true"}

    waiting = client.get(address_of(check, "summary/"), headers=htmx)
    make(job)
    done = client.get(address_of(check, "summary/"), headers=htmx)

    assert waiting.status_code == 200 and 'data-poll="2"' in waiting.content.decode()
    assert done.status_code == 286 and "Your PDF is ready" in done.content.decode()
    assert "data-poll" not in done.content.decode()


@pytest.mark.django_db
def test_the_file_is_an_attachment_and_nothing_else(client: Client, world: World) -> None:
    check = result_of()
    make(request_summary(check))

    answer = client.get(address_of(check, "summary.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="icp-check-{check.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    assert 0 < (Summary.objects.get(check_result=check).peak_memory_kib or 0) < 400_000


@pytest.mark.django_db
def test_before_it_is_made_the_file_leads_to_its_page(client: Client, world: World) -> None:
    check = result_of()

    assert client.get(address_of(check, "summary.pdf"))["Location"] == address_of(check, "summary/")


@pytest.mark.django_db
def test_a_file_lost_from_storage_can_be_made_again(client: Client, world: World) -> None:
    check = result_of()
    make(request_summary(check))
    default_storage.delete(Summary.objects.get(check_result=check).file_name)

    led = client.get(address_of(check, "summary.pdf"), follow=True).content.decode()
    client.post(address_of(check, "summary/"))

    assert "no longer in storage" in led
    assert Summary.objects.get(check_result=check).state == "queued"


@pytest.mark.django_db
def test_two_workers_make_one_file(world: World) -> None:
    job = request_summary(result_of())
    other = Summary.objects.get(pk=job.pk)

    assert job.claim()
    assert not other.claim()


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_writes_nothing(world: World) -> None:
    slow = request_summary(result_of())
    assert slow.claim()
    _lease_ends(slow)
    quick = Summary.objects.get(pk=slow.pk)
    make(quick)
    done = Summary.objects.get(pk=slow.pk)

    assert not slow.advance("done", state=Summary.State.FAILED)
    assert Summary.objects.get(pk=slow.pk).file_name == done.file_name


def _lease_ends(job: Summary) -> None:
    Summary.objects.filter(pk=job.pk).update(not_before=engine_now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_attempts_that_kill_their_worker_count_and_end_in_a_sentence(client: Client, world: World) -> None:
    check = result_of()
    job = request_summary(check)
    for _attempt in range(Summary.MOST_ATTEMPTS):
        assert job.claim()
        _lease_ends(job)

    make(job)

    job.refresh_from_db()
    page = client.get(address_of(check, "summary/")).content.decode()
    assert (job.state, job.error_code) == ("failed", "worker_died")
    assert "We tried five times" in page and "Try again" in page


@pytest.mark.django_db
def test_a_failed_attempt_waits_before_the_next(world: World) -> None:
    job = request_summary(result_of())

    make(job, seconds=0.01)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code) == ("queued", 1, "too_slow")
    assert job.not_before > engine_now()


@pytest.mark.django_db
def test_a_message_about_nothing_or_about_a_finished_job_is_harmless(world: World) -> None:
    job = request_summary(result_of())
    make(job)
    done = Summary.objects.get(pk=job.pk)

    render_summary(str(job.pk))
    render_summary("00000000-0000-0000-0000-000000000000")

    assert Summary.objects.get(pk=job.pk).attempts == done.attempts


@pytest.mark.django_db
def test_the_sweep_finds_what_is_due(world: World) -> None:
    due, leased = request_summary(result_of()), request_summary(result_of())
    assert leased.claim()

    assert sweep() == 1
    _lease_ends(leased)
    assert sweep() == 2
    assert due.state == "queued"


def test_the_tasks_have_the_names_that_are_woken() -> None:
    assert {"icp.eligibility.render_summary", "icp.eligibility.sweep"} <= set(app.tasks)


# A real worker ---------------------------------------------------------------------------------------
@pytest.mark.committed
def test_a_worker_makes_it(worker: Any, world: World, wait_for: Callable[..., Any]) -> None:
    job = request_summary(result_of())

    done = wait_for(lambda: Summary.objects.filter(pk=job.pk, state="done").first(), 60, "the PDF is made")

    with default_storage.open(done.file_name) as file:
        assert "备案核查摘要" in _text(file.read())


@pytest.mark.committed
def test_a_lost_message_and_a_killed_worker_cost_time_only(
    worker: Any, world: World, wait_for: Callable[..., Any]
) -> None:
    worker.kill9()
    job = request_summary(result_of())
    # As a worker that died in the middle of its attempt leaves it, its lease at an end.
    assert job.claim()
    _lease_ends(job)

    worker.start()
    sweep()

    done = wait_for(lambda: Summary.objects.filter(pk=job.pk, state="done").first(), 60, "the PDF is made")
    assert done.attempts == 2
