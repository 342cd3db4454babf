"""For looking. Rules are published here as a new edition; what is published or asked is never edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from icp.domains.models import DomainLookup, ServiceList
from icp.eligibility import policies
from icp.eligibility.models import EligibilityCheck, RulePolicy, Summary
from icp.eligibility.rules.document import MalformedPolicy
from icp.eligibility.rules.policy import Policy
from portal.accounts.models import User


class LookOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewEdition(forms.ModelForm):
    class Meta:
        model = RulePolicy
        fields = ("document", "is_default")
        help_texts = {
            "document": _("A whole document. Copy one that is published, change it, and put it here."),
        }

    def clean_document(self) -> dict[str, Any]:
        document: dict[str, Any] = self.cleaned_data["document"]
        try:
            Policy.parse(document)
        except MalformedPolicy as error:
            raise ValidationError(str(error)) from error
        return document


@admin.register(RulePolicy)
class RulePolicyAdmin(LookOnly):
    form = NewEdition
    list_display = ("key", "edition", "is_default", "published_at", "published_by")
    list_filter = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def save_model(self, request: HttpRequest, obj: RulePolicy, form: Any, change: bool) -> None:
        published = policies.publish(obj.document, is_default=obj.is_default, by=_person(request))
        # The admin goes on with the row it was given: its log entry and its message name this one.
        for field in RulePolicy._meta.concrete_fields:
            setattr(obj, field.attname, getattr(published, field.attname))
        obj._state.adding = False


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@admin.register(EligibilityCheck)
class EligibilityCheckAdmin(LookOnly):
    list_display = ("reference", "organization", "need", "outcome", "rule_policy", "asked_on")
    list_filter = ("outcome", "need", "rule_policy")
    list_select_related = ("organization", "rule_policy")
    # Whoever has the token reads the result as its owner does; staff read it here.
    exclude = ("token", "submission")


@admin.register(Summary)
class SummaryAdmin(LookOnly):
    list_display = ("check_result", "state", "step", "attempts", "error_code", "created_at")
    list_filter = ("state",)
    list_select_related = ("check_result",)


@admin.register(DomainLookup)
class DomainLookupAdmin(LookOnly):
    list_display = ("host", "organization", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("organization",)


@admin.register(ServiceList)
class ServiceListAdmin(LookOnly):
    list_display = ("registry", "publication", "fetched_at")
    exclude = ("document",)
