"""Where people are mentioned, found again without being readable."""

from __future__ import annotations

from django.db import models

from icp.filings.models.filing import Filing


class PersonMention(models.Model):
    """A blind index of what identifies a person in a filing: found again without being readable."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="mentions")
    field = models.CharField(max_length=60)
    index = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "field"], name="filing_mention_once")]
        indexes = [models.Index(fields=["index"], name="filing_mention_index")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.field}"
