"""What pages and the API say of papers, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icp.documents.models import Certificate, Paper
from icp.documents.rules.requirements import UPLOAD_BYTES, Requirement
from icp.documents.rules.verdicts import NOTES, REFUSALS, REPLACE_REASONS
from icp.filings.words import said
from portal.lists import listed
from portal.web.pills import Pill

PILLS: Mapping[str, Pill] = MappingProxyType(
    {
        "missing": Pill("", "doc", gettext_lazy("Missing")),
        "checking": Pill("info", "pulse", gettext_lazy("Being checked")),
        "not_scanned": Pill("warn", "clock", gettext_lazy("Waiting for the scanner")),
        "refused": Pill("bad", "x", gettext_lazy("Not taken")),
        "uploaded": Pill("info", "check", gettext_lazy("Uploaded")),
        "accepted": Pill("ok", "check", gettext_lazy("Accepted")),
        "replace": Pill("warn", "undo", gettext_lazy("Replace it")),
    }
)
DELETED_BECAUSE: Mapping[str, object] = MappingProxyType(
    {
        "granted": gettext_lazy("90 days after the filing was granted"),
        "closed": gettext_lazy("30 days after the filing was closed"),
        "idle": gettext_lazy("the draft stood still for 90 days"),
        "replaced": gettext_lazy("30 days after another version took its place"),
        "asked": gettext_lazy("somebody of the organization asked for it"),
        "withdrawn": gettext_lazy("the consent was taken back"),
        "erased": gettext_lazy("the person asked for the erasure of their data"),
    }
)
# The same codes in the words of a license.
DELETED_OF_LICENSES: Mapping[str, object] = MappingProxyType(
    {
        "granted": gettext_lazy("90 days after the license was granted"),
        "closed": gettext_lazy("30 days after the license ended"),
    }
)
KIND_NAMES = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG"}


def because_of(certificate: Certificate) -> str:
    words = DELETED_BECAUSE.get(certificate.reason, certificate.reason)
    return str(DELETED_OF_LICENSES.get(certificate.reason, words) if certificate.license_id else words)


def kinds_of(requirement: Requirement) -> str:
    """`PDF, JPEG or PNG, up to 10 MB, 4 pages at most, at least 600 pixels on the short side`"""
    names = [KIND_NAMES[kind] for kind in requirement.kinds]
    parts = {
        "kinds": _("%(others)s or %(last)s") % {"others": listed(names[:-1]), "last": names[-1]},
        "size": f"{UPLOAD_BYTES // 1024 // 1024} MB",
        "pages": requirement.most_pages,
        "pixels": requirement.least_side,
    }
    if requirement.most_pages == 1:
        return _("%(kinds)s, up to %(size)s, at least %(pixels)s pixels on the short side") % parts
    return (
        _("%(kinds)s, up to %(size)s and %(pages)s pages, at least %(pixels)s pixels on the short side")
        % parts
    )


def refusal_of(paper: Paper) -> tuple[str, str]:
    """Why it was not taken, and what would do."""
    found = REFUSALS[paper.reason]
    return said(found.words), said(found.remedy)


def notes_of(paper: Paper) -> list[str]:
    return [said(NOTES[code]) for code in paper.notes if code in NOTES]


def replace_reason_of(paper: Paper) -> str:
    words = REPLACE_REASONS.get(paper.review_reason)
    return said(words) if words else ""
