"""A commercial license from the first answer to its end. Its days are business time of the organization."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext

from icp.filings.models import Filing, sealed_text, unsealed_text
from icp.filings.rules.deadlines import SPECIALIST_DAYS, day_in_china, end_of_day, span_of
from icp.licenses.rules import clock, lifecycle
from icp.licenses.rules.lifecycle import EDITABLE, FINAL, IN_FORCE, STATES
from portal.accounts.models import Organization, User
from portal.accounts.roles import FILING_SPECIALIST
from portal.calendar.clock import ClockTimestamp
from portal.events.recording import record
from portal.refusals import Refused

# What no list shows.
HEAVY = ("answers", "papers_ready", "sealed_reason", "filing__answers", "filing__sealed_answers")


class LicenseQuerySet(models.QuerySet["License"]):
    def visible_to(self, user: User) -> LicenseQuerySet:
        """A customer sees those of their organizations; specialists see what was ever sent to them."""
        own = Q(organization_id__in=user.organization_ids())
        if FILING_SPECIALIST in user.staff_roles():
            return self.filter(own | Q(submitted_at__isnull=False))
        return self.filter(own)

    def on_the_desk(self) -> LicenseQuerySet:
        return self.filter(desk_at__isnull=False)

    def due(self) -> LicenseQuerySet:
        """Whose next moment has come, by the time of its own organization."""
        at = Coalesce(F("organization__frozen_at"), ClockTimestamp())
        return self.filter(next_at__isnull=False, next_at__lte=at)


class License(models.Model):
    """One asking for a license (L-3), and the license that came of it. No answer is about a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="licenses")
    number = models.PositiveIntegerField()
    # First the filing, then the license: its company and its website.
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="licenses")
    state = models.CharField(max_length=20, default="PREPARING")
    state_since = models.DateTimeField()
    answers = models.JSONField(default=dict)
    # Papers that are handed in otherwise; files are in the room of papers.
    papers_ready = models.JSONField(default=list)
    row_version = models.PositiveIntegerField(default=1)
    # How often it was sent to our specialist.
    round = models.PositiveSmallIntegerField(default=0)
    # The specialist who has it in hand, and when one of them should have acted: the order of the desk.
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_licenses"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    desk_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    lodged_at = models.DateTimeField(null=True, blank=True)
    # When somebody worked on it last: a draft that stands still loses its papers.
    changed_at = models.DateTimeField(db_default=ClockTimestamp())
    # What was written when it came back or ended. It may name people, so it is sealed.
    sealed_reason = models.BinaryField(default=bytes)
    license_number = models.CharField(max_length=40, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    # When it was said that it is granted. A mistyped day deletes no paper.
    granted_at = models.DateTimeField(null=True, blank=True)
    # The last day on which it is valid, in China.
    valid_until = models.DateField(null=True, blank=True)
    # The newest year whose annual report is in.
    reported_year = models.PositiveSmallIntegerField(default=0)
    renewal_lodged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When its present clock runs out, and the clock's hands: what is said up to, the moment that comes next.
    due_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="license_number_once"),
            models.UniqueConstraint(
                fields=["filing"], condition=~Q(state__in=list(FINAL)), name="license_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="license_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=list(IN_FORCE))
                | (~Q(license_number="") & Q(granted_on__isnull=False) & Q(valid_until__isnull=False)),
                name="license_in_force_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="license_by_org"),
            models.Index(fields=["-created_at", "-id"], name="license_newest"),
            models.Index(fields=["desk_at", "id"], condition=Q(desk_at__isnull=False), name="license_desk"),
            models.Index(
                fields=["assigned_to", "desk_at", "id"],
                condition=Q(desk_at__isnull=False),
                name="license_desk_of_one",
            ),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="license_next"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"

    @property
    def reference(self) -> str:
        return f"L-{self.number}"

    @property
    def title(self) -> str:
        return self.filing.title

    @property
    def pill(self) -> str:
        """Its word in the table of pills, where other rooms have states of the same name."""
        return f"license.{self.state}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def reason(self) -> str:
        return unsealed_text(self.organization_id, self.sealed_reason)

    def seal_reason(self, text: str) -> bytes:
        return sealed_text(self.organization_id, text)

    def moments(self) -> tuple[clock.Moment, ...]:
        """What falls due in its present state, in order."""
        if self.state == "IN_REVIEW" and self.lodged_at is not None:
            return clock.moments_in_review(day_in_china(self.lodged_at))
        if self.is_in_force and self.granted_on is not None and self.valid_until is not None:
            return clock.moments_in_force(
                self.granted_on, self.valid_until, self.reported_year, renewing=self.state == "RENEWING"
            )
        return ()

    def desk_by(self) -> datetime | None:
        """When a specialist should have acted, as it stands now; None when it is not their turn."""
        if self.state == "CHECKING":
            return end_of_day(span_of(day_in_china(self.state_since), SPECIALIST_DAYS).latest)
        if self.state in ("IN_REVIEW", "RENEWING"):
            return self.due_at
        if self.state == "GRANTED" and self.valid_until is not None and self.rung_at is not None:
            is_due = self.rung_at >= clock.renewal_opens_at(self.valid_until)
            return end_of_day(clock.renewal_is_due_on(self.valid_until)) if is_due else None
        return None

    def move(
        self,
        verb: str,
        *,
        by: User | None,
        fields: Mapping[str, Any] | None = None,
        **payload: Any,
    ) -> None:
        """Change the state by `verb`, guarded by the old one, and record the event; call it last.

        Raises Refused "not_in_this_state" or "changed_meanwhile".
        """
        move = lifecycle.move_for(self.state, verb)
        if move is None:
            raise not_in_this_state(self, verb)
        values = {"state": move.target, **(fields or {})}
        moved = type(self).objects.filter(pk=self.pk, state=self.state)
        if not moved.update(row_version=F("row_version") + 1, **values):
            raise changed_meanwhile(self)
        before = self.state
        for name, value in values.items():
            setattr(self, name, value)
        self.row_version += 1
        tell(self, move.event, by=by, **{"from": before, "round": self.round, **payload})


def tell(license: License, type: str, *, by: User | None, **payload: Any) -> None:
    record(
        type,
        organization=license.organization,
        subject=license,
        actor=by,
        payload={"reference": license.reference, "state": license.state, **payload},
    )


def not_in_this_state(license: License, verb: str) -> Refused:
    words = lifecycle.refusal(license.reference, license.state, verb)
    return Refused("not_in_this_state", *words.said_in(get_language() or "en"))


def changed_meanwhile(license: License) -> Refused:
    return Refused(
        "changed_meanwhile",
        gettext("%(reference)s was changed by somebody else a moment ago.")
        % {"reference": license.reference},
        gettext("Load the page again and decide on what it shows now."),
    )
