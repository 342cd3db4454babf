"""A filing: one order from draft to number, and what becomes of the number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext

from icp.filings.rules import lifecycle
from icp.filings.rules.fields.asking import SEALED
from icp.filings.rules.filing_types import DOMAIN, FILING_TYPES
from icp.filings.rules.states import HOLDING, ON_THE_DESK, STATES, WAITING
from portal.accounts.models import Organization, User
from portal.accounts.roles import FILING_SPECIALIST
from portal.events.recording import record
from portal.refusals import Refused
from portal.vault.sealing import seal_json, unseal_json

ANSWERS = "filing.answers"


class FilingQuerySet(models.QuerySet["Filing"]):
    def visible_to(self, user: User) -> FilingQuerySet:
        """A customer sees the filings of their organizations; specialists see what was ever sent to them."""
        own = Q(organization_id__in=user.organization_ids())
        if FILING_SPECIALIST in user.staff_roles():
            return self.filter(own | Q(submitted_at__isnull=False))
        return self.filter(own)

    def on_the_desk(self) -> FilingQuerySet:
        return self.filter(state__in=ON_THE_DESK)

    def holding_a_number(self) -> FilingQuerySet:
        return self.filter(state__in=HOLDING)


class Filing(models.Model):
    """One order from draft to number, and what becomes of the number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveIntegerField()
    filing_type = models.CharField(max_length=20)
    service = models.CharField(max_length=10, default="website")
    state = models.CharField(max_length=20, default="DRAFT")
    state_since = models.DateTimeField()
    # What was typed, finished or not: what is about people is sealed, the rest is not.
    answers = models.JSONField(default=dict)
    sealed_answers = models.BinaryField(default=bytes)
    # Copies of answers, for lists and look-ups.
    entity_type = models.CharField(max_length=30, blank=True)
    province = models.CharField(max_length=40, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    title = models.CharField(max_length=120, blank=True)
    row_version = models.PositiveIntegerField(default=1)
    # On which opened page it was written last: that page is never told of its own writing.
    edited_in = models.CharField(max_length=32, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # What the rules answered when it was opened: [{"policy", "edition", "need", "outcome", "rule"}].
    verdicts = models.JSONField(default=list)
    eligibility_check = models.ForeignKey(
        "icp.EligibilityCheck", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The filing that this one changes, ends or adds to, where it is one of ours.
    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    round = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_filings"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    # When somebody must have moved it, by the clock of its present state: the order of the desk.
    due_at = models.DateTimeField(null=True, blank=True)
    face_checked_at = models.DateTimeField(null=True, blank=True)
    # While the text message runs: who has entered their code, and how often a code was wrong.
    codes_entered = models.JSONField(default=list)
    wrong_codes = models.JSONField(default=dict)
    # The grant.
    icp_number = models.CharField(max_length=40, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    unlocked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="filing_number_once"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="filing_state_is_known"),
            models.CheckConstraint(
                condition=Q(filing_type__in=list(FILING_TYPES)), name="filing_type_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=list(HOLDING)) | ~Q(icp_number=""), name="filing_granted_has_a_number"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at", "-id"], name="filing_by_org"),
            models.Index(fields=["-created_at", "-id"], name="filing_newest"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=list(ON_THE_DESK)), name="filing_desk"
            ),
            models.Index(
                fields=["assigned_to", "due_at"],
                condition=Q(state__in=list(ON_THE_DESK)),
                name="filing_desk_of_one",
            ),
            models.Index(
                fields=["organization", "domain"],
                condition=Q(state__in=list(HOLDING)),
                name="filing_holding_domain",
            ),
            models.Index(
                fields=["organization", "due_at", "id"],
                condition=Q(state__in=list(WAITING)),
                name="filing_waiting",
            ),
            models.Index(fields=["domain"], name="filing_domain"),
            models.Index(fields=["icp_number"], condition=~Q(icp_number=""), name="filing_icp_number"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"F-{self.number}"

    @property
    def holds_number(self) -> bool:
        return STATES[self.state].holds_number

    @property
    def is_editable(self) -> bool:
        return STATES[self.state].customer_may_edit

    def read_answers(self) -> dict[str, Any]:
        """Everything that was answered. Raises portal.vault's Unreadable when the key is gone."""
        return {**self.answers, **opened(self.organization_id, self.sealed_answers)}

    def write_answers(self, answers: Mapping[str, Any]) -> None:
        """Put answers into their columns; the caller saves `ANSWER_COLUMNS`."""
        self.answers = {name: value for name, value in answers.items() if name not in SEALED}
        self.sealed_answers = sealed(self.organization_id, answers)
        self.entity_type = _text(answers, "entity_type", 30)
        self.province = _text(answers, "province", 40)
        self.domain = _text(answers, "domain", 253) or self._domain_it_is_about()
        self.title = (
            self.domain or _text(answers, "app_name", 120) or _text(answers, "existing_number", 120)
        )[:120]

    def _domain_it_is_about(self) -> str:
        """Of a change or an end, which ask no domain: that of the filing it is about."""
        if self.about is None or DOMAIN in FILING_TYPES[self.filing_type].tasks:
            return ""
        return self.about.domain

    def move(
        self,
        verb: str,
        *,
        by: User | None,
        fields: Mapping[str, Any] | None = None,
        detail: Mapping[str, Any] | None = None,
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
            raise changed_meanwhile(self)
        before = self.state
        for name, value in values.items():
            setattr(self, name, value)
        self.row_version += 1
        record(
            f"filing.{lifecycle.participle(verb)}",
            organization=self.organization,
            subject=self,
            actor=by,
            payload={
                "reference": self.reference,
                "from": before,
                "state": target,
                "version": self.row_version,
                "round": self.round,
                **payload,
            },
            detail=detail,
        )


ANSWER_COLUMNS = ("answers", "sealed_answers", "entity_type", "province", "domain", "title")


def _text(answers: Mapping[str, Any], name: str, most: int) -> str:
    value = answers.get(name)
    return value[:most] if isinstance(value, str) else ""


def sealed(organization_id: uuid.UUID, answers: Mapping[str, Any]) -> bytes:
    about_people = {name: value for name, value in answers.items() if name in SEALED}
    return seal_json(organization_id, ANSWERS, about_people) if about_people else b""


def opened(organization_id: uuid.UUID, kept: bytes | memoryview) -> dict[str, Any]:
    return dict(unseal_json(organization_id, ANSWERS, bytes(kept))) if kept else {}


def not_in_this_state(filing: Filing, verb: str) -> Refused:
    words = lifecycle.refusal(filing.reference, filing.state, verb)
    return Refused("not_in_this_state", *words.said_in(get_language() or "en"))


def changed_meanwhile(filing: Filing) -> Refused:
    return Refused(
        "changed_meanwhile",
        gettext("%(reference)s was changed by somebody else a moment ago.") % {"reference": filing.reference},
        gettext("Load the page again and decide on what it shows now."),
    )
