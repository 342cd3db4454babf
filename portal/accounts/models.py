"""People, the organizations they work for, and in which role."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.accounts import roles


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        CHINESE = "zh-hans", "简体中文"

    class Theme(models.TextChoices):
        SYSTEM = "", _("As my system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("Email"), max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=Language, default=Language.ENGLISH)
    theme = models.CharField(_("Theme"), max_length=5, choices=Theme, default="", blank=True)
    # A name of the IANA's list; none goes by the language (`portal.accounts.zones`).
    time_zone = models.CharField(_("Time zone"), max_length=40, default="", blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        words = (self.name or self.email).split()
        return "".join(word[0] for word in words[:2]).upper()

    def roles_in(self, organization_id: uuid.UUID) -> frozenset[str]:
        return frozenset(role for owner, role in self._memberships() if owner == organization_id)

    def staff_roles(self) -> frozenset[str]:
        return frozenset(role for _owner, role in self._memberships() if role in roles.STAFF_ROLES)

    def organization_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(owner for owner, _role in self._memberships())

    def _memberships(self) -> list[tuple[uuid.UUID, str]]:
        # Asked several times in one request; a membership that changes is seen by the next request.
        if not hasattr(self, "_membership_rows"):
            self._membership_rows = list(self.memberships.values_list("organization_id", "role"))
        return self._membership_rows


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, user: User) -> OrganizationQuerySet:
        if user.staff_roles():
            return self
        return self.filter(pk__in=user.organization_ids())


class Organization(models.Model):
    class StorageRegion(models.TextChoices):
        OUTSIDE = "outside", _("Outside mainland China")
        MAINLAND = "mainland", _("In mainland China")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Legal name"), max_length=200)
    name_zh = models.CharField(_("Legal name in Chinese"), max_length=200, blank=True)
    country = models.CharField(_("Country"), max_length=2, blank=True)
    # Where uploaded papers are kept. Another region holds for what is uploaded from then on.
    storage_region = models.CharField(
        _("Papers are kept"), max_length=10, choices=StorageRegion, default=StorageRegion.OUTSIDE
    )
    is_operator = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    # Business time of a test organization; engine time is never frozen.
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_operator"], condition=models.Q(is_operator=True), name="one_operator_organization"
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_at__isnull=True) | models.Q(is_test=True),
                name="only_test_organizations_freeze_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = roles.OWNER, _("Owner")
        REQUESTER = roles.REQUESTER, _("Requester")
        VIEWER = roles.VIEWER, _("Viewer")
        BILLER = roles.BILLER, _("Biller")
        ARCHITECT = roles.ARCHITECT, _("Solution architect")
        FILING_SPECIALIST = roles.FILING_SPECIALIST, _("Filing specialist")
        OPERATOR = roles.OPERATOR, _("Operator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organization", "role"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Counter(models.Model):
    """The next number of NR-41, F-12 or C-7 within one organization; the row is locked to take one."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    series = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "series"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.last}"

    @classmethod
    def take(cls, organization: Organization, series: str) -> int:
        """The next number; call inside the transaction that writes the row that bears it."""
        cls.objects.get_or_create(organization=organization, series=series)
        counter = cls.objects.select_for_update().get(organization=organization, series=series)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last


class Invitation(models.Model):
    """A letter that lets the person who reads the mailbox join in a role, once and for two weeks."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("Email"), max_length=254)
    role = models.CharField(_("Role"), max_length=20, choices=Membership.Role)
    # Only the digest is kept: reading the table lets nobody join.
    token_digest = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(status="open"),
                name="one_open_invitation_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"
