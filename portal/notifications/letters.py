"""A notice as a letter: plain text in its reader's language, with links that only lead behind the log-in."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from portal.notifications.models import Notice
from portal.notifications.reading import reading_of


def letter_of(notice: Notice) -> EmailMessage:
    person = notice.person
    with override(person.language):
        told = reading_of(notice, person.language)
        context = {
            "notice": notice,
            "told": told,
            "link": settings.SITE_URL + told.url,
            "choices_link": settings.SITE_URL + reverse("notifications:choices"),
            "product": settings.PRODUCT_NAME_ZH if person.language == "zh-hans" else settings.PRODUCT_NAME,
        }
        body = render_to_string("notifications/letter.txt", context).strip() + "\n"
    return EmailMessage(
        subject=told.subject,
        body=body,
        to=[person.email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
    )


def message_id(notice: Notice) -> str:
    """The same at every try, so that a reader's program knows a repeat as the letter it has."""
    return f"<{notice.pk}@{urlsplit(settings.SITE_URL).hostname}>"
