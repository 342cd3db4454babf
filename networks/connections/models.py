"""The lasting thing: a network that a customer asked for, changes and one day removes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.expressions import Func, Value
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization, User


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, user: User) -> ConnectionQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids())

    def in_service(self) -> ConnectionQuerySet:
        return self.filter(in_service_since__isnull=False, ended_at__isnull=True)


class Connection(models.Model):
    """Address blocks, cloud resources and (later) schedules and usage hang here, not on a request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Small and unique over all organizations: part of the span that keeps blocks apart.
    serial = models.BigIntegerField(
        unique=True,
        editable=False,
        db_default=Func(Value("networks_connection_serial"), function="nextval"),
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="connections")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(max_length=20)
    # The spec in force: what is built, not what is asked for. Empty until the first build is done.
    spec = models.JSONField(null=True, blank=True)
    account = models.CharField(max_length=64, blank=True)
    in_service_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="connection_number_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="connection_by_org"),
            models.Index(fields=["-created_at", "-id"], name="connection_newest"),
        ]

    def __str__(self) -> str:
        return f"C-{self.number} {self.name}"

    @property
    def reference(self) -> str:
        return f"C-{self.number}"

    @property
    def status(self) -> str:
        if self.ended_at:
            return "ended"
        return "in_service" if self.in_service_since else "planned"
