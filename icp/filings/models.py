"""A filing, what was sent in each round, what was said of it, and the clocks that run on it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from icp.filings.rules import lifecycle
from icp.filings.rules.fields.asking import PERSONAL
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.states import HOLDING, ON_THE_DESK, STATES, WAITING
from portal.accounts.models import Organization, User
from portal.accounts.roles import FILING_SPECIALIST
from portal.events.recording import record
from portal.refusals import Refused
from portal.vault.sealing import seal_json, unseal_json

ANSWERS = "filing.answers"
NOTES = "filing.notes"


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
    site_opened_at = models.DateTimeField(null=True, blank=True)
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
        self.answers = {name: value for name, value in answers.items() if name not in PERSONAL}
        self.sealed_answers = sealed(self.organization_id, answers)
        self.entity_type = _text(answers, "entity_type", 30)
        self.province = _text(answers, "province", 40)
        self.domain = _text(answers, "domain", 253)
        self.title = (
            self.domain or _text(answers, "app_name", 120) or _text(answers, "existing_number", 120)
        )[:120]

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
    about_people = {name: value for name, value in answers.items() if name in PERSONAL}
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


class FilingVersion(models.Model):
    """What was sent in one round, word for word. Never changed, but for the erasure of a person's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="versions")
    round = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    sealed_answers = models.BinaryField(default=bytes)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["filing", "round"]
        constraints = [models.UniqueConstraint(fields=["filing", "round"], name="filing_round_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} round {self.round}"

    def read_answers(self) -> dict[str, Any]:
        return {**self.answers, **opened(self.filing.organization_id, self.sealed_answers)}


class Remark(models.Model):
    """Why a round came back, beside one field: a code that is said in both languages, and a person's note."""

    class Source(models.TextChoices):
        SPECIALIST = "specialist", _("Our specialist")
        PROVIDER = "provider", _("The provider")
        AUTHORITY = "authority", _("The authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    # A field of the registry, "document:<requirement>", or nothing where it concerns the whole filing.
    field = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    # A note may name a person, so it is sealed like what people gave us.
    sealed_note = models.BinaryField(default=bytes)
    language = models.CharField(max_length=10, default="zh-hans")
    # What the customer answers instead of a change, sealed for the same reason.
    sealed_reply = models.BinaryField(default=bytes)
    source = models.CharField(max_length=12, choices=Source)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "written_at", "id"]
        indexes = [models.Index(fields=["filing", "round"], name="filing_remark_round")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.field} {self.code}"

    @property
    def note(self) -> str:
        return unsealed_text(self.filing.organization_id, self.sealed_note)

    @property
    def reply(self) -> str:
        return unsealed_text(self.filing.organization_id, self.sealed_reply)


def sealed_text(organization_id: uuid.UUID, text: str) -> bytes:
    return seal_json(organization_id, NOTES, {"text": text}) if text else b""


def unsealed_text(organization_id: uuid.UUID, kept: bytes | memoryview) -> str:
    return str(unseal_json(organization_id, NOTES, bytes(kept))["text"]) if kept else ""


class PersonMention(models.Model):
    """A blind index of what identifies a person in a filing: found again without being readable."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="mentions")
    field = models.CharField(max_length=60)
    index = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "field"], name="filing_mention_once")]
        indexes = [models.Index(fields=["index"], name="filing_mention_index")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.field}"


class Deadline(models.Model):
    """One clock of one filing. Rows, not messages, so a broker that loses everything loses no deadline."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The next moment at which something is said or done; null once nothing is left.
    next_at = models.DateTimeField(null=True)
    # The newest reminder that was said, in the clock's own unit.
    passed = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(ended_at__isnull=True), name="filing_one_running_clock"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="filing_deadline_next")
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.kind} {self.due_at:%Y-%m-%d}"


class Stage(models.Model):
    """How long a filing stood in one state: what our own expectations are made of. Names no person."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="stages")
    province = models.CharField(max_length=40)
    filing_type = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    verb = models.CharField(max_length=30)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    working_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ended_at", "id"]
        indexes = [
            models.Index(fields=["state", "province", "-ended_at"], name="filing_stage_province"),
            models.Index(fields=["state", "-ended_at"], name="filing_stage_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.working_days}"


class Desk(models.Model):
    """What a specialist takes: languages, provinces, and how many filings at once."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk")
    languages = models.JSONField(default=list)
    # Nothing means every province.
    provinces = models.JSONField(default=list, blank=True)
    most_filings = models.PositiveSmallIntegerField(default=20)

    def __str__(self) -> str:
        return f"{self.person}"
