"""For looking: which letters could not be sent, and why. What they say stays with their readers."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.accounts.admin import ReadOnly
from portal.notifications.models import Notice
from portal.notifications.rules.kinds import Channel


@admin.register(Notice)
class LetterAdmin(ReadOnly):
    list_display = [
        "reference",
        "organization",
        "kind",
        "person",
        "status",
        "attempts",
        "last_error",
        "created_at",
    ]
    list_filter = ["status", "kind"]
    list_select_related = ["organization", "person"]
    exclude = ["name", "lines"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return super().get_queryset(request).filter(channel=Channel.MAIL)
