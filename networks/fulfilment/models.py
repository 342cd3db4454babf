"""What the engine remembers: runs, their steps, every call, and the ledger of what exists in the cloud."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization, User

RUN_FINAL = ("succeeded", "unwound", "unwound_with_residue", "stopped")
RUN_LIVE = ("running", "paused", "held", "unwinding")


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: User) -> RunQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids())

    def live(self) -> RunQuerySet:
        return self.filter(status__in=RUN_LIVE)


class Run(models.Model):
    """One performance of one approved plan, forward or (once unwinding) backward."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    network_request = models.ForeignKey(
        "networks.NetworkRequest", on_delete=models.PROTECT, related_name="runs"
    )
    connection = models.ForeignKey("networks.Connection", on_delete=models.PROTECT, related_name="runs")
    plan = models.ForeignKey("networks.PlanVersion", on_delete=models.PROTECT, related_name="runs")
    plan_hash = models.CharField(max_length=64)
    account = models.CharField(max_length=64)
    status = models.CharField(max_length=24, default="running")
    # Why it is held: a code, a sentence for people, and the step.
    hold_code = models.CharField(max_length=80, blank=True)
    hold_message = models.TextField(blank=True)
    # The plan's survey was compared with the world before the first call, and before the paid one.
    start_checked = models.BooleanField(default=False)
    pivot_checked = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status__in=RUN_LIVE), name="one_live_run_per_plan"
            ),
            models.CheckConstraint(condition=Q(status__in=RUN_LIVE + RUN_FINAL), name="run_status_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=RUN_FINAL, finished_at__isnull=False)
                | Q(status__in=RUN_LIVE, finished_at__isnull=True),
                name="final_runs_have_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"run of {self.network_request_id} ({self.status})"


class StepRecord(models.Model):
    """One step of a run. Every condition of the claim is a column of this row (RELIABILITY B4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField()
    address = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    action = models.CharField(max_length=10)
    region = models.CharField(max_length=40)
    # Frozen at approval; values that other steps will have stand as references.
    params = models.JSONField()
    needs = models.JSONField(default=list)
    summary_en = models.CharField(max_length=200)
    summary_zh = models.CharField(max_length=200)
    reversible = models.BooleanField()
    is_paid = models.BooleanField()
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)

    state = models.CharField(max_length=16, default="pending")
    active = models.BooleanField(default=True)
    ready = models.BooleanField(default=False)
    needs_left = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    deadline_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    generation = models.PositiveIntegerField(default=1)
    looks = models.PositiveIntegerField(default=0)
    absent_reads = models.PositiveIntegerField(default=0)
    # The exact request, with every reference resolved; set before the first byte leaves.
    body = models.JSONField(null=True)
    client_token = models.CharField(max_length=64, blank=True)
    intent_at = models.DateTimeField(null=True)
    last_call_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undo_started_at = models.DateTimeField(null=True)
    resource_id = models.CharField(max_length=120, blank=True)
    request_id = models.CharField(max_length=80, blank=True)
    order_id = models.CharField(max_length=80, blank=True)
    # Values that later steps may refer to: {"id": ..., "route_table_id": ...}.
    attributes = models.JSONField(default=dict)
    last_answer = models.CharField(max_length=200, blank=True)
    error_outcome = models.CharField(max_length=20, blank=True)
    error_code = models.CharField(max_length=120, blank=True)
    error_message = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="step_seq_once"),
            models.UniqueConstraint(fields=["run", "address"], name="step_address_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(finished_at__isnull=False), name="done_steps_have_a_result"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["intended", "waiting"]) | Q(body__isnull=False),
                name="intent_before_call",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(
                    ready=True,
                    active=True,
                    state__in=[
                        "pending",
                        "intended",
                        "backing_off",
                        "unknown",
                        "waiting",
                        "undo_pending",
                        "undo_intended",
                        "undo_waiting",
                    ],
                ),
                name="step_due",
            ),
        ]

    # Set by the claim: the database's time when this worker took the step.
    claimed_at: datetime

    def __str__(self) -> str:
        return f"{self.address} ({self.state})"

    @property
    def step_key(self) -> str:
        """What tells this step's resource from every other, in a tag or a name."""
        return f"{self.run.network_request_id.hex[:12]}.{self.address}"


class CallLog(models.Model):
    """One call to the cloud, written before it leaves and completed after."""

    step = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="calls")
    fence = models.PositiveIntegerField()
    generation = models.PositiveIntegerField()
    action = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    http_status = models.PositiveIntegerField(null=True)
    request_id = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["step", "started_at"]

    def __str__(self) -> str:
        return f"{self.action} {self.outcome or 'no answer yet'}"


class CloudResourceQuerySet(models.QuerySet["CloudResource"]):
    def visible_to(self, user: User) -> CloudResourceQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids())

    def present(self) -> CloudResourceQuerySet:
        return self.exclude(state="released")


class CloudResource(models.Model):
    """The ledger: one row per thing in the cloud, from the moment its id is known until it is gone."""

    class State(models.TextChoices):
        IN_USE = "in_use", _("In use")
        RELEASED = "released", _("Released")
        RESIDUE = "residue", _("Cannot be released yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey("networks.Connection", on_delete=models.PROTECT, related_name="resources")
    network_request = models.ForeignKey(
        "networks.NetworkRequest", on_delete=models.PROTECT, related_name="resources"
    )
    step = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    address = models.CharField(max_length=120)
    region = models.CharField(max_length=40)
    cloud_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.IN_USE)
    created_by_us = models.BooleanField(default=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    paid_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = CloudResourceQuerySet.as_manager()

    class Meta:
        ordering = ["connection", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "cloud_id"], name="cloud_resource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cloud_id}"


class ParentLease(models.Model):
    """One mutating call per CEN (or zone, or accelerator) at a time; look-ups run freely."""

    parent = models.CharField(max_length=120, primary_key=True)
    step = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.parent
