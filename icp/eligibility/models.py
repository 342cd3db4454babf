"""Rows of the eligibility room: editions of the rules, results, and the summary of a result as a PDF."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization, User
from portal.calendar.clock import ClockTimestamp, after


class RulePolicyQuerySet(models.QuerySet["RulePolicy"]):
    def current(self) -> RulePolicyQuerySet:
        """The newest edition of every policy."""
        return self.order_by("key", "-edition").distinct("key")


class RulePolicy(models.Model):
    """One edition of the rules. Published once, never edited: the database refuses it (migration 0002)."""

    key = models.SlugField(_("Policy"), max_length=40)
    edition = models.PositiveIntegerField(_("Edition"))
    document = models.JSONField(_("Document"))
    digest = models.CharField(_("Digest"), max_length=64, editable=False)
    # The newest row that says so names the default; an older row keeps saying what was true in its time.
    is_default = models.BooleanField(_("Default from now on"), default=False)
    published_at = models.DateTimeField(_("Published"), auto_now_add=True)
    # Empty where the edition came with the product.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = RulePolicyQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-edition"]
        verbose_name = _("Rule policy")
        verbose_name_plural = _("Rule policies")
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="rule_policy_edition_once")]

    def __str__(self) -> str:
        return f"{self.key} #{self.edition}"


class EligibilityCheckQuerySet(models.QuerySet["EligibilityCheck"]):
    def visible_to(self, user: User) -> EligibilityCheckQuerySet:
        if user.staff_roles():
            return self
        return self.filter(organization_id__in=user.organization_ids())

    def with_policy(self) -> EligibilityCheckQuerySet:
        return self.select_related("rule_policy")


def new_token() -> str:
    """128 bits: whoever holds the address of a result may read it, and nobody guesses it."""
    return secrets.token_urlsafe(16)


class EligibilityCheck(models.Model):
    """What was asked, and what the rules answered on that day. Only its organization changes, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="eligibility_checks"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The facts as the columns of the published cases; what was not asked is absent.
    answers = models.JSONField()
    rule_policy = models.ForeignKey(RulePolicy, on_delete=models.PROTECT, related_name="+")
    verdict = models.JSONField()
    # Dates as they were expected on that day; null where nothing is to be applied for.
    timeline = models.JSONField(null=True)
    # What a newer policy answers where it answers otherwise; null where it agrees.
    comparison = models.JSONField(null=True)
    need = models.CharField(max_length=30)
    outcome = models.CharField(max_length=12)
    asked_on = models.DateField()
    # One form sent twice is one result.
    submission = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EligibilityCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"], name="check_by_organization")]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=~models.Q(submission=""), name="check_submission_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def fingerprint(self) -> str:
        """Names the result on paper without giving its address away."""
        return hashlib.sha256(self.token.encode()).hexdigest()[:16]

    @property
    def reference(self) -> str:
        return f"E-{self.fingerprint[:6].upper()}"

    @property
    def domain(self) -> str:
        given = self.answers.get("domain", "")
        return "" if given in ("", "none", "unknown") else str(given)


class SummaryQuerySet(models.QuerySet["Summary"]):
    def due(self) -> SummaryQuerySet:
        unfinished = [Summary.State.QUEUED, Summary.State.WORKING]
        return self.filter(state__in=unfinished, not_before__lte=ClockTimestamp())


class Summary(models.Model):
    """The making of one result's PDF. The row drives it; messages are hints."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        WORKING = "working", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    STEPS = ("queued", "reading", "typesetting", "storing", "done")
    LEASE = timedelta(seconds=90)
    MOST_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_result = models.OneToOneField(EligibilityCheck, on_delete=models.CASCADE, related_name="summary")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=12, default="queued")
    languages = models.CharField(max_length=20, default="zh-Hans,en")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    peak_memory_kib = models.PositiveIntegerField(null=True)
    error_code = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=ClockTimestamp())
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "summaries"
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(state__in=["queued", "working"]), name="summary_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file_name=""), name="summary_done_has_a_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_result_id} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def steps_done(self) -> int:
        return self.STEPS.index(self.step)

    def claim(self) -> bool:
        """Take the work for one lease; False when it is finished, not due, or somebody else has it."""
        taken = (
            Summary.objects.due()
            .filter(pk=self.pk)
            .update(
                state=self.State.WORKING,
                step="reading",
                attempts=models.F("attempts") + 1,
                not_before=after(self.LEASE.total_seconds()),
            )
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def advance(self, step: str, **done: object) -> bool:
        """Say how far this attempt is; False when another attempt has taken over."""
        mine = Summary.objects.filter(pk=self.pk, state=self.State.WORKING, attempts=self.attempts)
        return bool(mine.update(step=step, **done))
