"""An order to accelerate a domain, and what became of it when the domain lost its number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext

from networks.accelerations.rules import lifecycle
from networks.accelerations.rules.consequences import CONSEQUENCES
from networks.accelerations.rules.plans import FEWEST_MBPS, MAINLAND_PLANS, MOST_MBPS, PLANS, Plan
from networks.catalog.bilingual import Bilingual
from portal.accounts.models import Organization, User
from portal.events.recording import record
from portal.refusals import Refused


class AccelerationQuerySet(models.QuerySet["Acceleration"]):
    def visible_to(self, user: User) -> AccelerationQuerySet:
        """Staff see what was sent to them; a draft is the customer's own."""
        own = Q(organization_id__in=user.organization_ids())
        return self.filter(own | Q(submitted_at__isnull=False)) if user.staff_roles() else self.filter(own)

    def open(self) -> AccelerationQuerySet:
        return self.filter(state__in=lifecycle.OPEN)

    def resting_on_a_number(self) -> AccelerationQuerySet:
        """What breaks when the number of its domain ends."""
        return self.filter(state__in=lifecycle.RELIED_ON, plan__in=MAINLAND_PLANS)


class Acceleration(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="accelerations")
    number = models.PositiveIntegerField()
    # The registrable name, as it is registered (A-label) and as it is read (U-label).
    domain = models.CharField(max_length=253)
    domain_unicode = models.CharField(max_length=253)
    plan = models.CharField(max_length=10)
    # Where the servers stand: codes of networks.catalog.areas.
    areas = models.JSONField(default=list)
    bandwidth_mbps = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="draft")
    row_version = models.PositiveIntegerField(default=1)
    # Whose number was in force when it was last asked for; none for a plan that needs none.
    filing = models.ForeignKey(
        "icp.Filing", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The acceleration that lost its number, and that this one was drafted to take the place of.
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reroutes"
    )
    # Nobody, where the portal itself drafted a reroute.
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Why an architect declined it; the customer reads exactly these words.
    reason = models.TextField(blank=True)
    in_service_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AccelerationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="acceleration_number_once"),
            models.UniqueConstraint(
                fields=["organization", "domain", "plan"],
                condition=Q(state__in=lifecycle.OPEN),
                name="one_open_acceleration_per_plan",
            ),
            models.CheckConstraint(
                condition=Q(state__in=lifecycle.STATES), name="acceleration_state_is_known"
            ),
            models.CheckConstraint(condition=Q(plan__in=list(PLANS)), name="acceleration_plan_is_known"),
            models.CheckConstraint(
                condition=Q(bandwidth_mbps__range=(FEWEST_MBPS, MOST_MBPS)), name="acceleration_bandwidth"
            ),
            models.CheckConstraint(
                condition=~Q(plan__in=MAINLAND_PLANS)
                | ~Q(state__in=("submitted", *lifecycle.RELIED_ON))
                | Q(filing__isnull=False),
                name="mainland_plan_rests_on_a_filing",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="acceleration_by_org"),
            models.Index(fields=["-created_at", "-id"], name="acceleration_newest"),
            models.Index(fields=["organization", "domain"], name="acceleration_domain"),
            models.Index(
                fields=["organization", "domain", "id"],
                condition=Q(state__in=lifecycle.RELIED_ON, plan__in=MAINLAND_PLANS),
                name="acceleration_resting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.domain_unicode}"

    @property
    def reference(self) -> str:
        return f"GA-{self.number}"

    @property
    def terms(self) -> Plan:
        return PLANS[self.plan]

    @property
    def cross_border(self) -> bool:
        return self.terms.cross_border

    @property
    def shown_as(self) -> str:
        """Its pill: a sent order waits for an architect, where a sent network request is planned first."""
        return "in_review" if self.state == "submitted" else self.state

    def move(
        self,
        verb: str,
        *,
        by: User | None,
        fields: Mapping[str, Any] | None = None,
        **payload: Any,
    ) -> None:
        """Change the state by `verb`, guarded by the old one, and record the event; call it last.

        `fields` are written in the same UPDATE. Raises Refused: "not_in_this_state" when the table has no
        such move, "changed_meanwhile" when somebody else moved the row first.
        """
        target = lifecycle.target(self.state, verb)
        if target is None:
            raise not_in_this_state(self, verb)
        values = {"state": target, **(fields or {})}
        moved = type(self).objects.filter(pk=self.pk, state=self.state)
        if not moved.update(row_version=models.F("row_version") + 1, **values):
            raise Refused(
                "changed_meanwhile",
                gettext("%(reference)s was changed by somebody else a moment ago.")
                % {"reference": self.reference},
                gettext("Load the page again and decide on what it shows now."),
            )
        before = self.state
        for name, value in values.items():
            setattr(self, name, value)
        self.row_version += 1
        record(
            f"acceleration.{lifecycle.PARTICIPLES[verb]}",
            organization=self.organization,
            subject=self,
            actor=by,
            payload={
                "reference": self.reference,
                "from": before,
                "state": target,
                "version": self.row_version,
                "plan": self.plan,
                "filing": str(self.filing_id) if self.filing_id else None,
                **payload,
            },
        )


def not_in_this_state(acceleration: Acceleration, verb: str) -> Refused:
    words = lifecycle.refusal(acceleration.reference, acceleration.state, verb)
    return Refused("not_in_this_state", *words.in_language(get_language() or "en"))


class Break(models.Model):
    """An acceleration whose domain lost its number: what happens, and what was drafted instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    acceleration = models.ForeignKey(Acceleration, on_delete=models.PROTECT, related_name="breaks")
    # The filing whose number it rested on.
    filing = models.ForeignKey("icp.Filing", on_delete=models.PROTECT, related_name="+")
    # The state it was in: what happens follows from it.
    state = models.CharField(max_length=12)
    reroute = models.ForeignKey(
        Acceleration, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField()
    # The domain has a number again, or the acceleration has ended.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["acceleration"],
                condition=Q(closed_at__isnull=True),
                name="one_open_break_per_acceleration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acceleration_id} since {self.found_at}"

    @property
    def consequence(self) -> Bilingual:
        return CONSEQUENCES[self.state]
