"""Makes one pack: read, typeset in a process of its own, seal into the vault, and let older files go."""

from __future__ import annotations

import hashlib
import io

from django.conf import settings
from django.template.loader import render_to_string
from pypdf import PdfReader

from icp.eligibility.summary import NotTypeset, typeset
from icp.packs.content import content_of
from icp.packs.models import Pack
from portal.calendar.clock import after, now
from portal.vault import files

PURPOSE = "filing.pack"
TYPESET_SECONDS = 45
RETRY_AFTER_SECONDS = (2, 5, 15, 30)


def make(pack: Pack, *, seconds: float = TYPESET_SECONDS) -> None:
    """One attempt. The attempts are counted when they begin, so one that kills its worker counts too."""
    if not pack.claim():
        return
    if pack.attempts > Pack.MOST_ATTEMPTS:
        _fail(pack, pack.error_code or "worker_died")
        return
    content = content_of(pack.filing)
    context = {
        "content": content,
        "filing": pack.filing,
        "pack": pack,
        "digest": content.digest,
        "made_on": now(pack.filing.organization),
        "product": settings.PRODUCT_NAME,
        "product_zh": settings.PRODUCT_NAME_ZH,
    }
    html = render_to_string("icp/packs/pack.html", context)
    pack.advance("typesetting")
    try:
        made = typeset(html, seconds=seconds)
        pack.advance("sealing")
        name = files.keep(pack.filing.organization, PURPOSE, made.pdf)
    except NotTypeset as error:
        _try_later(pack, error.code)
        return
    except files.StorageAway:
        _try_later(pack, "storage_away")
        return
    is_mine = pack.advance(
        "done",
        state=Pack.State.DONE,
        stored_name=name,
        digest=content.digest,
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        size_bytes=len(made.pdf),
        pages=len(PdfReader(io.BytesIO(made.pdf)).pages),
        peak_memory_kib=made.peak_memory_kib,
        error_code="",
    )
    if not is_mine:
        files.destroy(name)
        return
    forget_older(pack)


def forget_older(pack: Pack) -> None:
    """An older version is superseded: its row stays, its file goes."""
    for older in Pack.objects.with_a_file().filter(filing=pack.filing_id, version__lt=pack.version):
        destroy(older)


def destroy(pack: Pack) -> bool:
    """The file first, then the row says so; False while the storage is away."""
    try:
        files.destroy(pack.stored_name)
    except files.StorageAway:
        return False
    Pack.objects.filter(pk=pack.pk).update(state=Pack.State.DELETED, stored_name="")
    return True


def _try_later(pack: Pack, code: str) -> None:
    if code == "pdf_off" or pack.attempts >= Pack.MOST_ATTEMPTS:
        _fail(pack, code)
        return
    wait = RETRY_AFTER_SECONDS[min(pack.attempts, len(RETRY_AFTER_SECONDS)) - 1]
    pack.advance("queued", state=Pack.State.QUEUED, error_code=code, not_before=after(wait))


def _fail(pack: Pack, code: str) -> None:
    pack.advance("queued", state=Pack.State.FAILED, error_code=code)
