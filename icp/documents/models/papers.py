"""Papers, version by version, and where their files lie.

A row never holds a file, a name of a file in clear, or anything a person wrote in clear.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from icp.documents.models.matters import Matter, filing_of, license_of
from icp.documents.rules.license_papers import ALL_REQUIREMENTS, PREFIX
from icp.documents.rules.requirements import Requirement
from icp.filings.models import Filing
from icp.licenses.models import License
from portal.accounts.models import Organization, User
from portal.calendar.clock import ClockTimestamp, after


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> PaperQuerySet:
        """What belongs to a license is seen by who sees the license, whoever sees its filing."""
        of_filings = Q(license=None, filing__in=Filing.objects.visible_to(user))
        return self.filter(of_filings | Q(license__in=License.objects.visible_to(user)))

    def of(self, matter: Matter) -> PaperQuerySet:
        """Papers of a filing are not those of its license, nor the other way round."""
        return self.filter(filing=filing_of(matter), license=license_of(matter))

    def in_force(self) -> PaperQuerySet:
        return self.filter(state=Paper.State.ACCEPTED)

    def kept(self) -> PaperQuerySet:
        """Of which files may lie somewhere."""
        return self.filter(state__in=Paper.KEPT)

    def due(self) -> PaperQuerySet:
        """Work of a worker: to be read, or read anew because a worker died or the scanner was away."""
        return self.filter(state__in=Paper.UNDER_WAY, not_before__lte=ClockTimestamp())


class Paper(models.Model):
    """One version of one paper of a filing, or of a license that follows it."""

    class State(models.TextChoices):
        # Noted, but its file has not been written yet.
        ARRIVING = "arriving", _("Arriving")
        CHECKING = "checking", _("Being checked")
        NOT_SCANNED = "not_scanned", _("Not scanned yet")
        ACCEPTED = "accepted", _("Uploaded")
        REFUSED = "refused", _("Not taken")
        REPLACED = "replaced", _("Replaced")
        DELETED = "deleted", _("Deleted")

    class Review(models.TextChoices):
        OPEN = "", _("Not looked at yet")
        ACCEPTED = "accepted", _("Accepted")
        REPLACE = "replace", _("Replace it")

    UNDER_WAY = (State.ARRIVING, State.CHECKING, State.NOT_SCANNED)
    KEPT = (*UNDER_WAY, State.ACCEPTED, State.REPLACED)
    LEASE = timedelta(seconds=120)
    MOST_ATTEMPTS = 4

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="papers")
    license = models.ForeignKey(License, on_delete=models.PROTECT, null=True, related_name="papers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    requirement = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.ARRIVING)
    kind = models.CharField(max_length=4)
    # Of the bytes that were uploaded, before anything was made anew.
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    sealed_name = models.BinaryField(default=bytes)
    pages = models.PositiveSmallIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    expires_on = models.DateField(null=True)
    # Codes of `rules.verdicts`: why it was not taken, and what is to be said about it.
    reason = models.CharField(max_length=30, blank=True)
    notes = models.JSONField(default=list)
    # Blind indexes of the person whose paper it is, as the filing named them at that time.
    persons = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    # The specialist's word.
    review = models.CharField(max_length=10, choices=Review, default="", blank=True)
    review_reason = models.CharField(max_length=30, blank=True)
    sealed_note = models.BinaryField(default=bytes)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    # Somebody asked for its deletion; the sweep does it, unless a hold stands in the way.
    purge_reason = models.CharField(max_length=12, blank=True)
    deleted_at = models.DateTimeField(null=True)
    # The work of the worker.
    attempts = models.PositiveIntegerField(default=0)
    # Attempts that ended because scanner or storage were away, which is not the paper's fault.
    waits = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(db_default=ClockTimestamp())
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "license", "requirement", "version"],
                nulls_distinct=False,
                name="paper_version_once",
            ),
            models.UniqueConstraint(
                fields=["filing", "license", "requirement"],
                condition=Q(state="accepted"),
                nulls_distinct=False,
                name="paper_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["filing", "license", "requirement"],
                condition=Q(state__in=["arriving", "checking", "not_scanned"]),
                nulls_distinct=False,
                name="paper_under_way_once",
            ),
            models.CheckConstraint(
                condition=(Q(license__isnull=True) & ~Q(requirement__startswith=PREFIX))
                | Q(license__isnull=False, requirement__startswith=PREFIX),
                name="paper_of_a_license_is_named_so",
            ),
        ]
        indexes = [
            models.Index(fields=["filing", "requirement", "-version"], name="paper_by_filing"),
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=["arriving", "checking", "not_scanned"]),
                name="paper_due",
            ),
            models.Index(fields=["filing"], condition=~Q(state="deleted"), name="paper_to_delete_one_day"),
            models.Index(fields=["organization", "-uploaded_at"], name="paper_by_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.version} {self.state}"

    @property
    def asked_for(self) -> Requirement:
        return ALL_REQUIREMENTS[self.requirement]

    @property
    def matter(self) -> Matter:
        return self.license or self.filing

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def can_be_opened(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.REPLACED) and not self.purge_reason

    @property
    def is_tried_out(self) -> bool:
        return self.attempts - self.waits > self.MOST_ATTEMPTS

    def claim(self) -> bool:
        """Take the reading for one lease; False when it is done, not due, or somebody else has it."""
        taken = (
            Paper.objects.due()
            .filter(pk=self.pk, state__in=[self.State.CHECKING, self.State.NOT_SCANNED])
            .update(attempts=models.F("attempts") + 1, not_before=after(self.LEASE.total_seconds()))
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def mine(self) -> PaperQuerySet:
        """The row, as long as this attempt has it."""
        return Paper.objects.filter(
            pk=self.pk, attempts=self.attempts, state__in=[self.State.CHECKING, self.State.NOT_SCANNED]
        )


class StoredFile(models.Model):
    """A file in the vault. The row is written before the file and removed after it, so none is forgotten."""

    class Part(models.TextChoices):
        UPLOAD = "upload", "as it was uploaded, until it is read"
        ORIGINAL = "original", "the paper, made anew"
        COPY = "copy", "the picture for filing"
        VIEW = "view", "one page to look at"

    name = models.CharField(primary_key=True, max_length=60)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=8, choices=Part)
    page = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=4)
    size_bytes = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=ClockTimestamp())

    class Meta:
        indexes = [models.Index(fields=["paper", "part", "page"], name="stored_file_by_paper")]

    def __str__(self) -> str:
        return f"{self.part} {self.page} of {self.paper_id}"
