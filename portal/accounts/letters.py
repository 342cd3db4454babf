"""Letters about people and organizations. Plain text, in both languages where the reader's is not known."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.models import Invitation


def send_invitation(invitation: Invitation, token: str, *, site: str) -> None:
    """`site` is where the request came in; a PUBLIC_URL that is set goes before it."""
    link = (settings.PUBLIC_URL or site).rstrip("/") + reverse("accounts:invitation", args=[token])
    context = {"invitation": invitation, "link": link, "product": settings.PRODUCT_NAME}
    EmailMessage(
        subject=f"{invitation.organization}: {settings.PRODUCT_NAME} {settings.PRODUCT_NAME_ZH}",
        body=render_to_string("account/email/invitation.txt", context),
        to=[invitation.email],
    ).send()
