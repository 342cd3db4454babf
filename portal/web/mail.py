"""The mail backend of an installation without a mail server."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.web.models import Mail


class DatabaseBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        letters = [
            Mail(
                sender=message.from_email[:320],
                recipients=", ".join(message.recipients()),
                subject=str(message.subject)[:400],
                text=str(message.body),
                message_id=str(message.extra_headers.get("Message-ID", ""))[:200],
            )
            for message in email_messages
        ]
        Mail.objects.bulk_create(letters)
        Mail.objects.all().drop_old()
        return len(letters)
