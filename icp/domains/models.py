"""Rows of the look-up room: one look-up, one row per source it asks, and IANA's lists of services."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import idna
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from icp.domains.rules.facts import SOURCES
from portal.accounts.models import Organization, User
from portal.calendar.clock import ClockTimestamp, after

LONGEST_NAME = 253


class DomainLookupQuerySet(models.QuerySet["DomainLookup"]):
    def visible_to(self, user: User) -> DomainLookupQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids())

    def due(self) -> DomainLookupQuerySet:
        return self.filter(state=DomainLookup.State.LOOKING, not_before__lte=ClockTimestamp())


class DomainLookup(models.Model):
    """What was asked about one domain. The row drives the work; messages are hints."""

    class State(models.TextChoices):
        LOOKING = "looking", _("Still looking")
        DONE = "done", _("Done")

    # Longer than the slowest source may take, so that a second worker never asks beside the first.
    LEASE = timedelta(seconds=20)
    MOST_ATTEMPTS = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="domain_lookups")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Both as registered (A-labels): the name that was typed, and the name that would be filed.
    host = models.CharField(_("Domain name"), max_length=LONGEST_NAME)
    name = models.CharField(_("Registrable name"), max_length=LONGEST_NAME)
    name_unicode = models.CharField(_("Registrable name, as it is read"), max_length=LONGEST_NAME)
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=ClockTimestamp())
    created_at = models.DateTimeField(db_default=ClockTimestamp())
    finished_at = models.DateTimeField(null=True)

    objects = DomainLookupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Domain look-up")
        verbose_name_plural = _("Domain look-ups")
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="lookup_by_organization"),
            models.Index(fields=["organization", "name", "-created_at"], name="lookup_by_name"),
            models.Index(fields=["-created_at", "-id"], name="lookup_newest"),
            models.Index(fields=["not_before"], condition=models.Q(state="looking"), name="lookup_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="looking") | models.Q(finished_at__isnull=False),
                name="lookup_done_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.host_unicode

    @property
    def host_unicode(self) -> str:
        """The name as it is read; what was typed below a Chinese name is kept as registered only."""
        return self.name_unicode if self.host == self.name else idna.decode(self.host)

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.DONE

    def claim(self) -> bool:
        """Take the work for one lease; False when it is finished, not due, or somebody else has it."""
        taken = (
            DomainLookup.objects.due()
            .filter(pk=self.pk)
            .update(attempts=models.F("attempts") + 1, not_before=after(self.LEASE.total_seconds()))
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def finish(self) -> bool:
        """False when another attempt has taken over, or finished it."""
        mine = DomainLookup.objects.filter(pk=self.pk, state=self.State.LOOKING, attempts=self.attempts)
        return bool(mine.update(state=self.State.DONE, finished_at=ClockTimestamp()))


class SourceAnswerQuerySet(models.QuerySet["SourceAnswer"]):
    def waiting(self) -> SourceAnswerQuerySet:
        return self.filter(state=SourceAnswer.State.WAITING)

    def known(self) -> SourceAnswerQuerySet:
        return self.filter(state=SourceAnswer.State.KNOWN)


class SourceAnswer(models.Model):
    """What one source said, or why it said nothing. One slow source never holds up another's row."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Still looking")
        KNOWN = "known", _("Answered")
        UNKNOWN = "unknown", _("No answer")

    MOST_RAW_CHARACTERS = 64 * 1024

    lookup = models.ForeignKey(DomainLookup, on_delete=models.CASCADE, related_name="answers")
    source = models.CharField(max_length=20, choices=[(source, source) for source in SOURCES])
    # What was asked about; two look-ups with one key may share an answer for a day.
    key = models.CharField(max_length=LONGEST_NAME + 220)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # Each {"name", "value", "why", "detail"}.
    findings = models.JSONField(default=list)
    service = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    # The answer of a registry as it came, without the persons in it; empty where it was too long.
    raw = models.TextField(blank=True)
    raw_sha256 = models.CharField(max_length=64, blank=True)

    objects = SourceAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lookup", "source"], name="lookup_asks_a_source_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(seen_at__isnull=False),
                name="source_answer_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["source", "key", "-seen_at"], condition=models.Q(state="known"), name="known_answer"
            ),
            models.Index(fields=["seen_at"], condition=~models.Q(raw=""), name="raw_answer_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def settle(self, state: str, **told: Any) -> bool:
        """Write the answer; False when it has one already."""
        waiting = SourceAnswer.objects.waiting().filter(pk=self.pk)
        return bool(waiting.update(state=state, seen_at=ClockTimestamp(), **told))


class ServiceList(models.Model):
    """One of IANA's lists of RDAP services, newer than the recorded one (rules/bootstrap.py)."""

    registry = models.CharField(primary_key=True, max_length=10)
    document = models.JSONField()
    publication = models.CharField(max_length=40, blank=True)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.registry} {self.publication}"
