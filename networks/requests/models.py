"""What is asked, what would be built, and who said yes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from networks.requests.rules import lifecycle
from networks.requests.rules.checks import Check
from networks.requests.rules.checks import from_json as check_from_json
from portal.accounts.models import Organization, User
from portal.events.recording import record
from portal.refusals import Refused


class NetworkRequestQuerySet(models.QuerySet["NetworkRequest"]):
    def visible_to(self, user: User) -> NetworkRequestQuerySet:
        """Staff see what was sent to them; a draft is the customer's own."""
        own = Q(organization_id__in=user.organization_ids())
        return self.filter(own | Q(submitted_at__isnull=False)) if user.staff_roles() else self.filter(own)

    def open(self) -> NetworkRequestQuerySet:
        return self.exclude(status__in=lifecycle.FINAL)

    def awaiting_decision(self) -> NetworkRequestQuerySet:
        return self.filter(status="in_review")


class NetworkRequest(models.Model):
    class Action(models.TextChoices):
        CREATE = "create", _("Create")
        CHANGE = "change", _("Change")
        REMOVE = "remove", _("Remove")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="network_requests")
    connection = models.ForeignKey("networks.Connection", on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(max_length=20)
    action = models.CharField(max_length=10, choices=Action, default=Action.CREATE)
    status = models.CharField(max_length=12, default="draft")
    # While a draft: what was typed, finished or not. From submission on: the canonical spec.
    spec = models.JSONField(default=dict)
    row_version = models.PositiveIntegerField(default=1)
    requester = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Who wrote the draft last, and on which opened page: that page is never told of its own writing.
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edited_in = models.CharField(max_length=32, db_default="", blank=True)
    plan = models.ForeignKey(
        "networks.PlanVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Why it came back: [{"code", "path", "message"}], the message by language (rules/remarks.py).
    remarks = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # The survey is work that a worker claims, like a step.
    survey_due = models.DateTimeField(null=True, blank=True)
    survey_lease_until = models.DateTimeField(null=True, blank=True)
    survey_fence = models.PositiveIntegerField(default=0)
    survey_attempts = models.PositiveIntegerField(default=0)

    objects = NetworkRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="network_request_number_once"),
            models.UniqueConstraint(
                fields=["connection"],
                condition=~Q(status__in=["fulfilled", "unwound", "declined", "withdrawn"]),
                name="one_open_request_per_connection",
            ),
            models.CheckConstraint(
                condition=Q(status__in=lifecycle.STATES), name="network_request_status_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="network_request_by_org"),
            models.Index(fields=["-created_at", "-id"], name="network_request_newest"),
            models.Index(fields=["status", "submitted_at"], name="network_request_queue"),
            models.Index(
                fields=["survey_due"],
                condition=Q(survey_due__isnull=False),
                name="network_request_survey_due",
            ),
        ]

    def __str__(self) -> str:
        return f"NR-{self.number} {self.name}"

    @property
    def reference(self) -> str:
        return f"NR-{self.number}"

    def move(
        self, verb: str, *, by: User | None, detail: Mapping[str, Any] | None = None, **payload: Any
    ) -> None:
        """Change the status by `verb`, guarded by the old one, and record the event; call it last.

        Raises Refused: "not_in_this_state" when the table has no such move, "changed_meanwhile" when
        somebody else moved the row first.
        """
        target = lifecycle.target(self.status, verb)
        if target is None:
            words = lifecycle.refusal(self.reference, self.status, verb)
            raise Refused("not_in_this_state", *words.in_language(get_language() or "en"))
        moved = type(self).objects.filter(pk=self.pk, status=self.status)
        if not moved.update(status=target, row_version=models.F("row_version") + 1):
            raise Refused(
                "changed_meanwhile",
                gettext("%(reference)s was changed by somebody else a moment ago.")
                % {"reference": self.reference},
                gettext("Load the page again and decide on what it shows now."),
            )
        before, self.status = self.status, target
        self.row_version += 1
        record(
            f"network_request.{lifecycle.participle(verb)}",
            organization=self.organization,
            subject=self,
            actor=by,
            payload={
                "reference": self.reference,
                "from": before,
                "status": target,
                "version": self.row_version,
                "connection": str(self.connection_id),
                **payload,
            },
            detail=detail,
        )


class PlanVersion(models.Model):
    """One exact plan of a request. Its bytes never change (trigger); a new survey makes a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network_request = models.ForeignKey(NetworkRequest, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveIntegerField()
    definition_version = models.PositiveIntegerField()
    document = models.TextField()
    plan_hash = models.CharField(max_length=64)
    spec = models.JSONField()
    survey = models.JSONField()
    # Dry-run verdicts, as the approver saw them: [{"address", "passed", "code", "message"}].
    verdicts = models.JSONField(default=list)
    # What the rules said when it was planned: [{"code", "level", "path", "title", "detail"}], in en and zh.
    checks = models.JSONField(default=list)
    price_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["network_request", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["network_request", "version"], name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(plan_hash__regex="^[0-9a-f]{64}$"), name="plan_hash_is_64_hex"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_request} plan {self.version}"

    def read_checks(self) -> tuple[Check, ...]:
        return tuple(check_from_json(kept) for kept in self.checks)


class Approval(models.Model):
    class Decision(models.TextChoices):
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        RETURNED = "returned", _("Returned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="approvals")
    plan_hash = models.CharField(max_length=64)
    approver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    # One written reason for each check of the plan that needs a person: [{"code", "path", "reason"}].
    # A trigger refuses an approval that lacks one.
    decisions = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "plan_hash", "approver"],
                condition=Q(decision="approved"),
                name="one_approval_per_person_and_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.approver}"
