"""The shapes of the programs' door to papers: strict on the way in, described on the way out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.documents.models import Paper
from icp.documents.rules.requirements import UPLOAD_BYTES
from icp.documents.rules.verdicts import NOTES, REFUSALS, REPLACE_REASONS
from icp.documents.standing import Standing
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.serializers import WordsShape
from portal.api.fields import instant
from portal.api.strict import StrictSerializer

Shape = serializers.Serializer[dict[str, object]]
STANDINGS = [
    (word, word)
    for word in ("missing", "checking", "not_scanned", "refused", "uploaded", "accepted", "replace")
]
PAPER_STATES = [(str(state), str(state)) for state in Paper.State]
FILE_KINDS = [(kind, kind) for kind in ("pdf", "jpeg", "png")]
REVIEWS = [(word, word) for word in ("accepted", "replace")]


class UploadSerializer(StrictSerializer):
    """One file for one paper of the list."""

    requirement = serializers.CharField(max_length=40, help_text=_("Key of the paper, as the list has it."))
    file = serializers.FileField(
        max_length=255, allow_empty_file=True, help_text=_("PDF, JPEG or PNG, at most 10 MB.")
    )
    expires_on = serializers.DateField(
        required=False, help_text=_("Until when the document is valid, if it expires.")
    )


class PaperShape(Shape):
    id = serializers.UUIDField()
    requirement = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(PAPER_STATES)
    kind = serializers.ChoiceField(FILE_KINDS)
    sha256 = serializers.CharField(help_text=_("Of the bytes that were uploaded."))
    bytes = serializers.IntegerField()
    pages = serializers.IntegerField(allow_null=True)
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(allow_null=True, help_text=_("Code of why it was not taken."))
    words = WordsShape(allow_null=True, help_text=_("The same in words, with what would do."))
    notes = WordsShape(many=True)
    review = serializers.ChoiceField(REVIEWS, allow_null=True)
    review_words = WordsShape(allow_null=True)
    uploaded_at = serializers.DateTimeField()
    deleted_at = serializers.DateTimeField(allow_null=True)


class CopyShape(Shape):
    least_bytes = serializers.IntegerField()
    most_bytes = serializers.IntegerField()


class RequirementShape(Shape):
    requirement = serializers.CharField()
    title = WordsShape()
    why = WordsShape()
    good = WordsShape(many=True)
    source = serializers.CharField()  # type: ignore[assignment]  # declared fields leave the class
    as_of = serializers.CharField()
    needed = serializers.BooleanField(help_text=_("False where it may only be asked for."))
    open = serializers.BooleanField(help_text=_("The filing cannot be sent without it."))
    state = serializers.ChoiceField(STANDINGS)
    kinds = serializers.ListField(child=serializers.ChoiceField(FILE_KINDS))
    most_bytes = serializers.IntegerField()
    most_pages = serializers.IntegerField()
    least_side_pixels = serializers.IntegerField()
    copy = CopyShape(help_text=_("Limits of the picture for the authority, which we make."))
    sensitive = serializers.BooleanField()
    in_force = PaperShape(allow_null=True)
    under_way = PaperShape(allow_null=True)
    refused = PaperShape(allow_null=True)


class DocumentsShape(Shape):
    consent_missing = serializers.ListField(
        child=serializers.CharField(), help_text=_("Purposes a person must agree to on the page first.")
    )
    papers = RequirementShape(many=True)


def spoken(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"en": words.en, "zh": words.zh}


def paper_of(paper: Paper | None) -> dict[str, Any] | None:
    if paper is None:
        return None
    refusal = REFUSALS.get(paper.reason)
    return {
        "id": str(paper.pk),
        "requirement": paper.requirement,
        "version": paper.version,
        "state": paper.state,
        "kind": paper.kind,
        "sha256": paper.sha256,
        "bytes": paper.size_bytes,
        "pages": paper.pages,
        "width": paper.width,
        "height": paper.height,
        "expires_on": paper.expires_on.isoformat() if paper.expires_on else None,
        "reason": paper.reason or None,
        "words": spoken(refusal.words.then(refusal.remedy)) if refusal else None,
        "notes": [spoken(NOTES[code]) for code in paper.notes if code in NOTES],
        "review": paper.review or None,
        "review_words": spoken(REPLACE_REASONS.get(paper.review_reason)),
        "uploaded_at": instant(paper.uploaded_at),
        "deleted_at": instant(paper.deleted_at) if paper.deleted_at else None,
    }


def requirement_of(standing: Standing) -> dict[str, Any]:
    one = standing.requirement
    return {
        "requirement": one.key,
        "title": spoken(one.label),
        "why": spoken(one.why),
        "good": [spoken(words) for words in one.good],
        "source": one.source,
        "as_of": one.as_of,
        "needed": one.needed and not standing.is_surplus,
        "open": standing.is_open,
        "state": standing.state,
        "kinds": list(one.kinds),
        "most_bytes": UPLOAD_BYTES,
        "most_pages": one.most_pages,
        "least_side_pixels": one.least_side,
        "copy": {"least_bytes": one.copy_least, "most_bytes": one.copy_most},
        "sensitive": one.sensitive,
        "in_force": paper_of(standing.in_force),
        "under_way": paper_of(standing.under_way),
        "refused": paper_of(standing.refused),
    }
