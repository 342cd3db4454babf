"""Mail kept in the database where no mail server is configured, so that a demo can be walked through."""

from __future__ import annotations

from django.db import models

KEPT = 500


class MailQuerySet(models.QuerySet["Mail"]):
    def drop_old(self) -> int:
        """Keep the newest 500; a demo that runs for a month may not fill the disk."""
        kept = self.order_by("-pk").values_list("pk", flat=True)[:KEPT]
        return self.exclude(pk__in=list(kept)).delete()[0]


class Mail(models.Model):
    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    subject = models.CharField(max_length=400)
    text = models.TextField()
    # Two letters with the same id are one letter that was sent again.
    message_id = models.CharField(max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
