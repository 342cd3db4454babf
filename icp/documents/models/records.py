"""What is written down about papers: who agreed, who looked, what was deleted, what may not be."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from icp.documents.models.papers import Paper
from icp.filings.models import Filing
from icp.licenses.models import License
from portal.accounts.models import Organization, User
from portal.calendar.clock import ClockTimestamp


class Consent(models.Model):
    """A person agreed to one text for one purpose. Never edited; taken back by a date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="consents")
    license = models.ForeignKey(License, on_delete=models.PROTECT, null=True, related_name="consents")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    text_version = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "license", "purpose", "text_version"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.text_version}"


class Opening(models.Model):
    """Somebody was shown a paper, and said why. Written before anything is shown."""

    class Purpose(models.TextChoices):
        LOOK = "look", _("Look at it")
        LODGE = "lodge", _("The picture for the authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="openings")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    reason = models.CharField(max_length=20)
    sealed_note = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_default=ClockTimestamp())

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["paper", "-at"], name="opening_by_paper"),
            models.Index(fields=["person", "-at"], name="opening_by_person"),
            models.Index(fields=["organization", "-at"], name="opening_by_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.reason}"


class Certificate(models.Model):
    """What was deleted, when, why and by whom: a hash instead of a name, so it may be kept for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, null=True, related_name="certificates")
    license = models.ForeignKey(License, on_delete=models.PROTECT, null=True, related_name="certificates")
    # "paper", or "person" where somebody's data were erased wherever they stood.
    subject = models.CharField(max_length=10)
    what = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=12)
    # Nobody: the rule of retention.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["filing", "-at"], name="certificate_by_filing"),
            models.Index(fields=["organization", "-at"], name="certificate_by_org"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.reason}"


class Hold(models.Model):
    """A legal hold: while it stands, nothing of the filing is deleted, nor of a license that follows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="holds")
    reference = models.CharField(_("Reference of the case"), max_length=60)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing"], condition=Q(lifted_at__isnull=True), name="hold_once")
        ]

    def __str__(self) -> str:
        return self.reference


class AskedPaper(models.Model):
    """A paper that a reviewer asked for, beyond what the rules ask."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="asked_papers")
    requirement = models.CharField(max_length=40)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "requirement"], name="paper_asked_once")]

    def __str__(self) -> str:
        return self.requirement


class PersonOfYear(models.Model):
    """One person whose identity paper was taken in one calendar year, by a blind index: to be counted."""

    year = models.PositiveSmallIntegerField()
    index = models.CharField(max_length=64)
    region = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "index"], name="person_of_year_once")
        ]

    def __str__(self) -> str:
        return str(self.year)
