"""What becomes of a number: its place in the footer, the filing with the public security, what is watched.

Due times of people are business time of the organization; leases are the database's clock. Events tell of
the filing, so its timeline and its notices know them.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from icp.domains.models import DomainLookup
from icp.filings.models import Filing, sealed_text, unsealed_text
from icp.filings.rules.states import HOLDING
from icp.publication.moving import Moving
from icp.publication.rules import schedule
from icp.publication.rules.lifecycle import FOOTER_STATES, PSB_STATES
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp

PSB_WAITS_FOR_CUSTOMER = ["PSB_TODO", "PSB_RETURNED", "PSB_APPROVED"]


def business_now(path: str) -> Coalesce:
    """The clock of the organization behind a row, for a filter."""
    return Coalesce(F(f"{path}__frozen_at"), ClockTimestamp())


class PublicationQuerySet(models.QuerySet["Publication"]):
    def in_force(self) -> PublicationQuerySet:
        return self.filter(filing__state__in=HOLDING)

    def due_for_check(self) -> PublicationQuerySet:
        free = Q(check_lease_until__isnull=True) | Q(check_lease_until__lt=ClockTimestamp())
        return self.in_force().filter(free, check_due_at__lte=business_now("organization"))

    def due_for_watch(self) -> PublicationQuerySet:
        return self.in_force().filter(watch_due_at__lte=business_now("organization"))

    def due_for_review(self) -> PublicationQuerySet:
        return self.in_force().filter(review_due_at__lte=business_now("organization"))


class Publication(Moving):
    """One for each granted filing. Without a domain (an app) nothing is looked at."""

    LEASE: ClassVar[timedelta] = timedelta(seconds=90)
    MOST_ATTEMPTS: ClassVar[int] = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="publication")
    # As registered (A-labels).
    domain = models.CharField(max_length=253, blank=True)
    site_opened_on = models.DateField(null=True, blank=True)
    # The footer: when it is looked at next, and who has the look in hand.
    check_due_at = models.DateTimeField(null=True, blank=True)
    check_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    check_lease_until = models.DateTimeField(null=True, blank=True)
    # Counted when a look begins, so that one that ends its worker counts too.
    check_attempt = models.PositiveIntegerField(default=0)
    attempts_open = models.PositiveSmallIntegerField(default=0)
    # Looks in a row that read a page and missed the number, while it was known to be there.
    misses = models.PositiveSmallIntegerField(default=0)
    psb_misses = models.PositiveSmallIntegerField(default=0)
    last_found_at = models.DateTimeField(null=True, blank=True)
    # The domain: looked up each week, compared with what was known at first.
    watch_due_at = models.DateTimeField(null=True, blank=True)
    lookup = models.ForeignKey(
        DomainLookup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    watched_at = models.DateTimeField(null=True, blank=True)
    registrar_before = models.CharField(max_length=20, blank=True)
    was_listed = models.BooleanField(default=False)
    review_due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FOOTER_STATES), name="publication_state_is_known"),
            models.CheckConstraint(
                condition=~Q(domain="") | Q(check_due_at__isnull=True), name="publication_checks_a_domain"
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_due_at"], condition=Q(check_due_at__isnull=False), name="publication_check_due"
            ),
            models.Index(
                fields=["watch_due_at"], condition=Q(watch_due_at__isnull=False), name="publication_watch_due"
            ),
            models.Index(
                fields=["review_due_at"],
                condition=Q(review_due_at__isnull=False),
                name="publication_review_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.state}"

    def about(self) -> Filing:
        return self.filing

    @property
    def open_findings(self) -> int:
        return self.findings.filter(cleared_at=None).count()


class FooterCheck(models.Model):
    """One look at the home page. Rows are kept up to a bound; the newest speaks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=20)
    # The line as it was read, cut and made harmless (rules/footer.py).
    line = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=200, blank=True)
    psb_code = models.CharField(max_length=20, blank=True)
    psb_line = models.CharField(max_length=200, blank=True)
    psb_link = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=ClockTimestamp())

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["publication", "-created_at"], name="footer_check_newest")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.code}"


class PsbFilingQuerySet(models.QuerySet["PsbFiling"]):
    def due(self) -> PsbFilingQuerySet:
        return self.filter(publication__filing__state__in=HOLDING, next_at__lte=business_now("organization"))


class PsbFiling(Moving):
    """The filing with the public security. Its 30 days run twice: until it is sent, until it is shown."""

    class Interactive(models.TextChoices):
        YES = "yes", "yes"
        NO = "no", "no"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="psb")
    interactive = models.CharField(max_length=3, choices=Interactive, blank=True)
    has_account = models.BooleanField(default=False)
    has_attachments = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # What the public security wrote may name people, so it is sealed like their notes in a filing.
    sealed_reason = models.BinaryField(default=bytes)
    psb_number = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    # The 30 days that run now: from which day, the newest reminder said, the moment of the next.
    began_on = models.DateField(null=True, blank=True)
    passed = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    objects = PsbFilingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PSB_STATES), name="psb_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("PSB_APPROVED", "COMPLETE")) | ~Q(psb_number=""),
                name="psb_approved_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="psb_next"),
            models.Index(
                fields=["organization", "began_on"],
                condition=Q(state__in=PSB_WAITS_FOR_CUSTOMER),
                name="psb_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.state}"

    def about(self) -> Filing:
        return self.publication.filing

    @property
    def last_day(self) -> date | None:
        """The last of the 30 days that run now."""
        return self.began_on + schedule.PSB_DAYS * schedule.DAY if self.began_on else None

    @property
    def reason(self) -> str:
        return unsealed_text(self.organization_id, self.sealed_reason)

    def seal_reason(self, text: str) -> bytes:
        return sealed_text(self.organization_id, text)


class WatchFinding(models.Model):
    """Something that may cost the number: found once, open until the facts no longer say so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=30)
    # Where the provider names a problem: its own word for where it was found.
    source = models.CharField(max_length=200, blank=True)
    deadline_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "code", "source"],
                condition=Q(cleared_at__isnull=True),
                name="watch_finding_open_once",
            ),
        ]
        indexes = [models.Index(fields=["publication", "-found_at"], name="watch_finding_newest")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.code}"


class YearlyReview(models.Model):
    """One asking a year: is what was filed still true?"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="reviews")
    due_at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "due_at"], name="yearly_review_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.due_at:%Y}"
