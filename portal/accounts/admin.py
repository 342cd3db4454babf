"""For looking. People are switched off and organizations edited here; roles change through the workflow."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.accounts.models import Invitation, Membership, Organization, User


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ["email", "name", "language", "is_active", "created_at"]
    search_fields = ["email", "name"]
    list_filter = ["is_active", "language"]
    exclude = ["password", "user_permissions", "groups"]


@admin.register(Organization)
class OrganizationAdmin(ReadOnly):
    list_display = ["name", "name_zh", "country", "is_operator", "is_test", "created_at"]
    search_fields = ["name", "name_zh"]
    list_filter = ["is_operator", "is_test"]


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["user", "organization", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "organization"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ["email", "organization", "role", "status", "expires_at"]
    list_filter = ["status"]
    list_select_related = ["organization"]
    exclude = ["token_digest"]
