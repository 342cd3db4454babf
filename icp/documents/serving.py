"""The one answer that carries a paper: marked with who looks, never shown inside a page of ours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from icp.documents import watermark
from icp.documents.checking import purpose_of
from icp.documents.models import Opening, Paper, StoredFile
from icp.documents.workflow.opening import gone
from portal.refusals import Away
from portal.vault import files
from portal.vault.wrapping import Unreadable

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
}


def file_answer(opening: Opening, page: int) -> HttpResponse:
    """Page `page` (from 1) of what was opened. Raises Refused (`paper_gone`) or Away (`storage_away`)."""
    content = content_of(opening, page)
    # The name is ours: of the upload's own name nothing comes into a header.
    paper = opening.paper
    is_document = opening.purpose == Opening.Purpose.LODGE and paper.asked_for.copy_kind == "pdf"
    ending, kind = ("pdf", "application/pdf") if is_document else ("jpg", "image/jpeg")
    name = f"{paper.matter.reference}-{paper.requirement}-v{paper.version}-{opening.purpose}-{page}.{ending}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def content_of(opening: Opening, page: int) -> bytes:
    paper = opening.paper
    viewer, moment = str(opening.person), timezone.now().strftime("%Y-%m-%d %H:%M UTC")
    for_license = paper.license_id is not None
    if opening.purpose == Opening.Purpose.LODGE:
        copy = _read(paper, StoredFile.Part.COPY, 0)
        noted = watermark.noted_in_pdf if paper.asked_for.copy_kind == "pdf" else watermark.noted
        use = watermark.ONLY_FOR_LICENSE if for_license else watermark.ONLY_FOR
        return noted(copy, f"{use} · {viewer} · {moment} · {opening.pk}")
    view = _read(paper, StoredFile.Part.VIEW, page)
    return watermark.marked(view, viewer, moment, for_license=for_license)


def _read(paper: Paper, part: str, page: int) -> bytes:
    stored = paper.files.filter(part=part, page=page).first()
    if stored is None:
        raise gone()
    try:
        return files.read(paper.organization, purpose_of(stored), stored.name)
    except Unreadable as error:
        raise gone() from error
    except files.StorageAway as error:
        raise Away(
            "storage_away",
            _("The storage of papers does not answer."),
            _("Try the same link again in a minute."),
        ) from error
