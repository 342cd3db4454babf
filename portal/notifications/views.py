"""The inbox, and what a person wants in it. Looking changes nothing; a button marks as read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.request import Request

from portal.accounts.sessions import PersonRequest
from portal.api.paging import page_of
from portal.notifications.forms import ChoicesForm
from portal.notifications.models import Notice
from portal.notifications.reading import Reading, reading_of
from portal.notifications.workflow import choose, mark_read
from portal.refusals import Malformed

ROWS_PER_PAGE = "25"
ORDER = ("-status", "-created_at", "-id")


@dataclass(frozen=True)
class Entry:
    notice: Notice
    told: Reading


@dataclass(frozen=True)
class Group:
    """What one page of the inbox holds about one record."""

    first: Notice
    entries: list[Entry] = field(default_factory=list)

    @property
    def unread_ids(self) -> list[uuid.UUID]:
        return [entry.notice.pk for entry in self.entries if entry.notice.is_unread]


@login_required
@require_safe
def inbox(request: PersonRequest) -> HttpResponse:
    given = request.GET.copy()
    given["page_size"] = ROWS_PER_PAGE
    request.GET = given  # type: ignore[assignment]  # page_of reads its size there
    rows = Notice.objects.visible_to(request.user).in_inbox().select_related("organization")
    page = page_of(rows, Request(request), ORDER)
    unread = [notice.created_at for notice in page.rows if notice.is_unread]
    context = {
        "groups": grouped(page.rows),
        "newest": max(unread, default=None),
        "page": {"next_url": page.next or "", "previous_url": page.previous or ""},
    }
    return render(request, "notifications/inbox.html", context)


def grouped(notices: Iterable[Notice]) -> list[Group]:
    """By record, in the order in which each first appears: the list comes unread first, then newest first."""
    groups: dict[uuid.UUID, Group] = {}
    for notice in notices:
        group = groups.setdefault(notice.record_id, Group(notice))
        group.entries.append(Entry(notice, reading_of(notice, get_language() or "en")))
    return list(groups.values())


@login_required
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """Mark the notices named, or everything until the newest one shown, so that none is missed unseen."""
    if "until" in request.POST:
        mark_read(until=_moment(request.POST["until"]), by=request.user)
    else:
        mark_read(notices=_ids(request.POST.getlist("notice")), by=request.user)
    return redirect("notifications:inbox")


def _ids(given: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text) for text in given[: int(ROWS_PER_PAGE)]]
    except ValueError as error:
        raise _unreadable() from error


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _unreadable()
    return moment


def _unreadable() -> Malformed:
    return Malformed(
        "bad_notice",
        _("What should be marked as read could not be understood."),
        _("Load your notifications again and use the button there."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: PersonRequest) -> HttpResponse:
    form = ChoicesForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        choose(off=form.off(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("notifications:choices")
    return render(request, "notifications/choices.html", {"form": form, "rows": form.rows()})
