"""Makes the bilingual PDF of one result: Chinese official terms left, English right."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from icp.eligibility.models import Summary
from icp.eligibility.paper import context_of
from portal.calendar.clock import after

TYPESET_SECONDS = 45
RETRY_AFTER_SECONDS = (2, 5, 15, 30)


class NotTypeset(RuntimeError):
    """The page could not be turned into a PDF; `code` is for the row, the text for the log."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(f"{code}: {said[-500:]}")
        self.code = code


@dataclass(frozen=True)
class Paper:
    pdf: bytes
    peak_memory_kib: int
    # Addresses the page asked for and was not given; a page of ours asks for none.
    refused: tuple[str, ...]


@lru_cache(maxsize=1)
def pdf_is_off() -> bool:
    """Whether Chinese fonts are missing. Without them the typesetter crashes, so it is never asked."""
    lister = shutil.which("fc-list")
    if lister is None:
        return True
    # A fixed command; nothing of a visitor is in it.
    listed = subprocess.run([lister, ":lang=zh"], capture_output=True, timeout=20, check=False)  # noqa: S603
    return not listed.stdout.strip()


def make(summary: Summary, *, seconds: float = TYPESET_SECONDS) -> None:
    """One attempt. The attempts are counted when they begin, so one that kills its worker counts too."""
    if not summary.claim():
        return
    if summary.attempts > Summary.MOST_ATTEMPTS:
        _fail(summary, summary.error_code or "worker_died")
        return
    try:
        paper = _set(summary, seconds)
    except NotTypeset as error:
        _try_later(summary, error.code)
        return
    _store(summary, paper)


def typeset(html: str, *, seconds: float = TYPESET_SECONDS) -> Paper:
    """The PDF of a page, made in a process of its own with its own limits (typesetting.py)."""
    if pdf_is_off():
        raise NotTypeset("pdf_off", "no font for lang=zh")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "icp.eligibility.typesetting"],
            input=html.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=settings.BASE_DIR,
        )
    except subprocess.TimeoutExpired as error:
        raise NotTypeset("too_slow", f"no PDF after {seconds} s") from error
    said = done.stderr.decode(errors="replace")
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NotTypeset("not_typeset", f"exit {done.returncode}, {said}")
    peak = re.search(r"^peak (\d+)$", said, re.MULTILINE)
    refused = tuple(re.findall(r"^refused '(.*)'$", said, re.MULTILINE))
    return Paper(done.stdout, int(peak.group(1)) if peak else 0, refused)


def _set(summary: Summary, seconds: float) -> Paper:
    html = render_to_string("icp/summary.html", context_of(summary.check_result))
    summary.advance("typesetting")
    return typeset(html, seconds=seconds)


def _store(summary: Summary, paper: Paper) -> None:
    summary.advance("storing")
    name = default_storage.save(f"eligibility/{summary.pk}-{summary.attempts}.pdf", ContentFile(paper.pdf))
    is_mine = summary.advance(
        "done",
        state=Summary.State.DONE,
        file_name=name,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
        peak_memory_kib=paper.peak_memory_kib,
        error_code="",
    )
    if not is_mine:
        default_storage.delete(name)


def _try_later(summary: Summary, code: str) -> None:
    if code == "pdf_off" or summary.attempts >= Summary.MOST_ATTEMPTS:
        _fail(summary, code)
        return
    wait = RETRY_AFTER_SECONDS[min(summary.attempts, len(RETRY_AFTER_SECONDS)) - 1]
    summary.advance("queued", state=Summary.State.QUEUED, error_code=code, not_before=after(wait))


def _fail(summary: Summary, code: str) -> None:
    summary.advance("queued", state=Summary.State.FAILED, error_code=code)


def lose(summary: Summary) -> None:
    """Its file is gone from storage: say so, so that it can be asked for again."""
    done = Summary.objects.filter(pk=summary.pk, state=Summary.State.DONE, file_name=summary.file_name)
    done.update(state=Summary.State.FAILED, step="queued", file_name="", error_code="file_lost")
