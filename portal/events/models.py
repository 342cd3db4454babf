"""One table is the record, the timeline and the outbox.

`sequence` counts every row of an organization and carries the hash chain. `feed_position` is gap-free
over the rows whose audience is the customer, so a reader of the feed sees whether one is missing.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from portal.accounts.models import Organization, User
from portal.events import chain
from portal.events.sealing import unseal


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> EventQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids(), feed_position__isnull=False)

    def about(self, subject_type: str, subject_id: uuid.UUID) -> EventQuerySet:
        return self.filter(subject_type=subject_type, subject_id=subject_id)


class Event(models.Model):
    class Audience(models.TextChoices):
        CUSTOMER = "customer", "customer"
        STAFF = "staff", "staff"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="events")
    sequence = models.BigIntegerField()
    feed_position = models.BigIntegerField(null=True)
    type = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=60)
    audience = models.CharField(max_length=10, choices=Audience)
    # Ids, codes, statuses, versions. Personal data belongs in detail, which can be erased.
    payload = models.JSONField(default=dict)
    detail = models.BinaryField(null=True)
    detail_digest = models.CharField(max_length=64, blank=True)
    occurred_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "sequence"], name="event_sequence_once"),
            models.UniqueConstraint(fields=["organization", "feed_position"], name="event_feed_once"),
            models.CheckConstraint(
                condition=models.Q(audience="customer", feed_position__isnull=False)
                | models.Q(audience="staff", feed_position__isnull=True),
                name="event_feed_is_for_customers",
            ),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id", "sequence"], name="event_by_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.type}"

    def fields_under_hash(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "organization": str(self.organization_id),
            "sequence": self.sequence,
            "feed_position": self.feed_position,
            "type": self.type,
            "subject": [self.subject_type, str(self.subject_id)],
            "actor": [str(self.actor_id or ""), self.actor_label],
            "audience": self.audience,
            "payload": self.payload,
            "detail_digest": self.detail_digest,
            "occurred_at": self.occurred_at.isoformat(timespec="microseconds"),
        }

    def computed_hash(self) -> str:
        return chain.link(self.previous_hash, self.fields_under_hash())

    def opened_detail(self) -> dict[str, Any] | None:
        """The personal part, or None where there is none or it was erased."""
        return unseal(self.detail)["detail"] if self.detail else None


class Head(models.Model):
    """The end of one organization's chain. Locked last in a transaction, for as short as can be."""

    organization = models.OneToOneField(
        Organization, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    sequence = models.BigIntegerField(default=0)
    feed_position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.GENESIS)

    def __str__(self) -> str:
        return f"{self.organization_id} at {self.sequence}"
