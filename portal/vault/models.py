"""Keys, each sealed by a master key that never comes near the database."""

from __future__ import annotations

import uuid

from django.db import models

from portal.accounts.models import Organization


class DataKey(models.Model):
    """The key that seals everything of one organization. Destroyed, it takes all of that with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="data_key")
    # Empty once it is destroyed; the row stays, so that no second key takes its place unnoticed.
    wrapped = models.BinaryField(blank=True)
    wrapping_key_id = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["wrapping_key_id", "id"], name="data_key_by_wrapping_key")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True) ^ models.Q(wrapped=b"", wrapping_key_id=""),
                name="data_key_wrapped_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.wrapping_key_id or 'destroyed'}"


class IndexKey(models.Model):
    """The one key of all blind indexes. Only its wrapping is ever renewed, so an index stays findable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)
    wrapped = models.BinaryField()
    wrapping_key_id = models.CharField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(is_the_one=True), name="index_key_is_the_one")
        ]

    def __str__(self) -> str:
        return self.wrapping_key_id
