"""What base.html needs on every page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from portal.accounts.models import User
from portal.accounts.zones import spoken
from portal.notifications.models import Notice
from portal.web.navigation import CUSTOMER, PUBLIC, STAFF, links

THEMES = ("light", "dark")
BELL_SHOWS = 9


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    person: User | None = user if user is not None and user.is_authenticated else None
    is_staff = bool(person and person.staff_roles())
    entries = STAFF if is_staff else CUSTOMER if person else PUBLIC
    theme = person.theme if person else request.COOKIES.get("theme", "")
    return {
        **without_person(request),
        "nav_links": links(entries, f"/{_language()}/", request.path),
        "theme": theme if theme in THEMES else "",
        "person": person,
        "person_is_staff": is_staff,
        # Counted when the bell is drawn: a fragment has no bell.
        "bell": partial(_bell, person) if person else None,
    }


def _bell(person: User) -> dict[str, Any]:
    """How much is unread, counted no further than to "9+"."""
    # Ordered as the inbox's index is: that keeps the planner from reading the whole table for ten rows.
    unread = Notice.objects.visible_to(person).unread()[: BELL_SHOWS + 1].count()
    return {"count": unread, "shown": f"{BELL_SHOWS}+" if unread > BELL_SHOWS else str(unread)}


def without_person(request: HttpRequest | None) -> dict[str, Any]:
    """The part that asks no database: enough for the pages that say that something is broken."""
    language = _language()
    return {
        "product": settings.PRODUCT_NAME,
        "product_zh": settings.PRODUCT_NAME_ZH,
        "html_lang": "zh-Hans" if language == "zh-hans" else language,
        "prefix": f"/{language}/",
        "other_language": _other_language(request, language),
        "nav_links": links(PUBLIC, f"/{language}/", ""),
        "cloud_is_simulated": settings.CLOUD_IS_SIMULATED,
        "is_demo": settings.DEMO,
        "second_factor_is_relaxed": not settings.STAFF_SECOND_FACTOR,
        "theme": "",
        "time_zone": spoken(timezone.get_current_timezone_name()),
        "person": None,
        "person_is_staff": False,
    }


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _other_language(request: HttpRequest | None, language: str) -> dict[str, str]:
    """The same page, with its query, in the other language; its front page where the page has none."""
    other = "en" if language == "zh-hans" else "zh-hans"
    url = f"/{other}/"
    if request is not None and request.path.startswith(f"/{language}/"):
        rest = request.get_full_path().removeprefix(f"/{language}/")
        url = f"/{other}/{rest}"
    return {"code": other, "lang": "zh-Hans" if other == "zh-hans" else other, "url": url}
