"""The clocks that run on filings, how long each state took, and who takes what from the desk."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from icp.filings.models.filing import Filing
from portal.accounts.models import User


class Deadline(models.Model):
    """One clock of one filing. Rows, not messages, so a broker that loses everything loses no deadline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The next moment at which something is said or done; null once nothing is left.
    next_at = models.DateTimeField(null=True)
    # The newest reminder that was said, in the clock's own unit.
    passed = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(ended_at__isnull=True), name="filing_one_running_clock"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="filing_deadline_next")
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.kind} {self.due_at:%Y-%m-%d}"


class Stage(models.Model):
    """How long a filing stood in one state: what our own expectations are made of. Names no person."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="stages")
    province = models.CharField(max_length=40)
    filing_type = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    verb = models.CharField(max_length=30)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    working_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ended_at", "id"]
        indexes = [
            models.Index(fields=["state", "province", "-ended_at"], name="filing_stage_province"),
            models.Index(fields=["state", "-ended_at"], name="filing_stage_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.working_days}"


class Desk(models.Model):
    """What a specialist takes: languages, provinces, and how many filings at once."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk")
    languages = models.JSONField(default=list)
    # Nothing means every province.
    provinces = models.JSONField(default=list, blank=True)
    most_filings = models.PositiveSmallIntegerField(default=20)

    def __str__(self) -> str:
        return f"{self.person}"
