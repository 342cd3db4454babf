"""Keys of programs, the answers already given to them, and how fast they may ask."""

from __future__ import annotations

import ipaddress
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization, User

LONGEST_LIFE = timedelta(days=365)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, user: User) -> ApiKeyQuerySet:
        return self.filter(organization_id__in=user.organization_ids())


class ApiKey(models.Model):
    """A program that acts for one person inside one organization."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="api_keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("Name"), max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    pepper_id = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    # Addresses in CIDR form the key works from; empty means from anywhere.
    allowed_networks = models.JSONField(default=list, blank=True)
    requests_per_minute = models.PositiveIntegerField(default=600)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    # Read along with the key by finding.py.
    roles: list[str]
    asked_at: datetime
    is_within_allowance: bool

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    expires_at__lte=models.F("created_at") + LONGEST_LIFE + timedelta(hours=1)
                ),
                name="api_key_lives_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(requests_per_minute__gt=0), name="api_key_rate_is_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def works_at(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    def works_from(self, address: str) -> bool:
        if not self.allowed_networks:
            return True
        try:
            source = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(source in ipaddress.ip_network(network) for network in self.allowed_networks)

    @property
    def is_live(self) -> bool:
        return self.works_at(timezone.now())


class IdempotencyKey(models.Model):
    """One POST of an organization's program: under way, or answered."""

    class State(models.TextChoices):
        IN_FLIGHT = "in_flight", "in flight"
        ANSWERED = "answered", "answered"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # Who asked, which verb, which address, which body.
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.IN_FLIGHT)
    # Whoever claimed the row last; a claim that was taken over can no longer commit its effect.
    claim = models.UUIDField(default=uuid.uuid4)
    claimed_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="idempotency_key_once"),
            models.CheckConstraint(
                condition=models.Q(state="in_flight") | models.Q(status__isnull=False),
                name="answered_means_with_a_status",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Bucket(models.Model):
    """How far ahead of its allowance a caller has asked. Written by one statement (throttling.py)."""

    name = models.CharField(primary_key=True, max_length=80)
    # The instant at which the allowance is whole again (GCRA's theoretical arrival time).
    full_at = models.DateTimeField()

    class Meta:
        db_table = "portal_api_bucket"

    def __str__(self) -> str:
        return self.name
