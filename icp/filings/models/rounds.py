"""What was sent in each round, and why it came back."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from icp.filings.models.filing import Filing, opened
from portal.accounts.models import User
from portal.vault.sealing import seal_json, unseal_json

NOTES = "filing.notes"


class FilingVersion(models.Model):
    """What was sent in one round, word for word. Never changed, but for the erasure of a person's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="versions")
    round = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    sealed_answers = models.BinaryField(default=bytes)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["filing", "round"]
        constraints = [models.UniqueConstraint(fields=["filing", "round"], name="filing_round_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} round {self.round}"

    def read_answers(self) -> dict[str, Any]:
        return {**self.answers, **opened(self.filing.organization_id, self.sealed_answers)}


class Remark(models.Model):
    """Why a round came back, beside one field: a code that is said in both languages, and a person's note."""

    class Source(models.TextChoices):
        SPECIALIST = "specialist", _("Our specialist")
        PROVIDER = "provider", _("The provider")
        AUTHORITY = "authority", _("The authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    # A field of the registry, "document:<requirement>", or nothing where it concerns the whole filing.
    field = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    # A note may name a person, so it is sealed like what people gave us.
    sealed_note = models.BinaryField(default=bytes)
    language = models.CharField(max_length=10, default="zh-hans")
    # What the customer answers instead of a change, sealed for the same reason.
    sealed_reply = models.BinaryField(default=bytes)
    source = models.CharField(max_length=12, choices=Source)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "written_at", "id"]
        indexes = [models.Index(fields=["filing", "round"], name="filing_remark_round")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.field} {self.code}"

    @property
    def note(self) -> str:
        return unsealed_text(self.filing.organization_id, self.sealed_note)

    @property
    def reply(self) -> str:
        return unsealed_text(self.filing.organization_id, self.sealed_reply)


def sealed_text(organization_id: uuid.UUID, text: str) -> bytes:
    return seal_json(organization_id, NOTES, {"text": text}) if text else b""


def unsealed_text(organization_id: uuid.UUID, kept: bytes | memoryview) -> str:
    return str(unseal_json(organization_id, NOTES, bytes(kept))["text"]) if kept else ""
