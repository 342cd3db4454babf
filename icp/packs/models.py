"""The making of a filing's application pack. The row drives it; messages are hints."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from icp.filings.models import Filing
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp, after


class PackQuerySet(models.QuerySet["Pack"]):
    def due(self) -> PackQuerySet:
        return self.filter(state__in=["queued", "working"], not_before__lte=ClockTimestamp())

    def with_a_file(self) -> PackQuerySet:
        return self.exclude(stored_name="")


class Pack(models.Model):
    """One version: what the filing said when it was made. The file lies in the vault, sealed."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        WORKING = "working", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")
        DELETED = "deleted", _("Deleted")

    STEPS = ("queued", "reading", "typesetting", "sealing", "done")
    LEASE = timedelta(seconds=90)
    MOST_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="packs")
    version = models.PositiveSmallIntegerField()
    # Of what the filing said: the same content is the same pack.
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=12, default="queued")
    stored_name = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    peak_memory_kib = models.PositiveIntegerField(null=True)
    error_code = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    not_before = models.DateTimeField(db_default=ClockTimestamp())
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["filing", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "version"], name="pack_version_once"),
            models.UniqueConstraint(
                fields=["filing"], condition=Q(state__in=["queued", "working"]), name="pack_one_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(stored_name=""), name="pack_done_has_a_file"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state__in=["queued", "working"]), name="pack_due"
            ),
            models.Index(fields=["filing"], condition=~Q(stored_name=""), name="pack_to_delete_one_day"),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} pack {self.version} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state not in (self.State.QUEUED, self.State.WORKING)

    @property
    def steps_done(self) -> int:
        return self.STEPS.index(self.step)

    def claim(self) -> bool:
        """Take the work for one lease; False when it is finished, not due, or somebody else has it."""
        taken = (
            Pack.objects.due()
            .filter(pk=self.pk)
            .update(
                state=self.State.WORKING,
                step="reading",
                attempts=models.F("attempts") + 1,
                not_before=after(self.LEASE.total_seconds()),
            )
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def advance(self, step: str, **done: object) -> bool:
        """Say how far this attempt is; False when another attempt has taken over."""
        mine = Pack.objects.filter(pk=self.pk, state=self.State.WORKING, attempts=self.attempts)
        return bool(mine.update(step=step, **done))
