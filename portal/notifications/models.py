"""What was told to whom, what nobody wants to hear, and how far the events are read."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization, User
from portal.calendar.clock import ClockTimestamp
from portal.notifications.rules.kinds import KINDS, Channel, Kind


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        """Their own, as long as they may see what it is about: who leaves an organization hears no more."""
        own = self.filter(person=user)
        return own if user.staff_roles() else own.filter(organization_id__in=user.organization_ids())

    def in_inbox(self) -> NoticeQuerySet:
        return self.filter(channel=Channel.INBOX)

    def unread(self) -> NoticeQuerySet:
        return self.in_inbox().filter(status=Notice.Status.UNREAD)

    def due(self) -> NoticeQuerySet:
        return self.filter(status=Notice.Status.DUE, not_before__lte=ClockTimestamp())

    def dead(self) -> NoticeQuerySet:
        return self.filter(status=Notice.Status.DEAD)


class Notice(models.Model):
    """One thing told to one person by one channel; the constraint lets nothing be told twice.

    `key` names what is told: `event:<id>`. In the inbox a notice is unread, then read; a letter is due until
    it is sent, given up (dead), or dropped because its reader may no longer know.
    """

    class Status(models.TextChoices):
        # The inbox lists "unread" before "read" by falling order of these words.
        UNREAD = "unread", _("Unread")
        READ = "read", _("Read")
        DUE = "due", _("To be sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    channel = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Channel])
    status = models.CharField(max_length=10, choices=Status)
    # The row of the table that says it: `rule_for(*rule.partition(":"))`.
    rule = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField()
    reference = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    # [{"en": ..., "zh": ...}], as they were when it was told.
    lines = models.JSONField(default=list)
    created_at = models.DateTimeField()
    # Letters only. `not_before` is also the lease: a claim moves it past the longest sending.
    not_before = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "person", "channel"], name="notice_told_once"),
            models.CheckConstraint(
                condition=Q(channel="inbox", status__in=["unread", "read"])
                | Q(channel="mail", status__in=["due", "sent", "dead", "dropped"]),
                name="notice_status_fits_channel",
            ),
            models.CheckConstraint(
                condition=~Q(status="due") | Q(not_before__isnull=False), name="due_letters_have_a_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-status", "-created_at", "-id"],
                condition=Q(channel="inbox"),
                name="notice_inbox",
            ),
            models.Index(fields=["not_before"], condition=Q(status="due"), name="notice_due"),
            models.Index(fields=["-created_at", "-id"], condition=Q(status="dead"), name="notice_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.rule}"

    @property
    def is_unread(self) -> bool:
        return self.status == self.Status.UNREAD

    @property
    def known_kind(self) -> Kind:
        return KINDS[self.kind]


class OptOut(models.Model):
    """One kind of news that one person does not want by one channel."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="opt_out_once")]

    def __str__(self) -> str:
        return f"{self.person} without {self.kind} by {self.channel}"


class Bookmark(models.Model):
    """How far the events of one organization are told. Locked while somebody reads on."""

    organization = models.OneToOneField(
        Organization, primary_key=True, on_delete=models.CASCADE, related_name="bookmark"
    )
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.organization_id} told to {self.sequence}"
