"""A worker of a test finds its own work alone.

Committed rows and messages stay for the whole run, so each worker would first do what earlier tests left due:
steps of other builds, looks at registries that nobody plays any more, packs and papers of other filings, and
letters by the hundred.
"""

from __future__ import annotations

from datetime import UTC, datetime

from icp.documents.models import Paper
from icp.domains.models import DomainLookup
from icp.eligibility.models import Summary
from icp.packs.models import Pack
from icp.publication.models import Publication
from networks.fulfilment.models import StepRecord
from networks.requests.models import NetworkRequest
from portal.celery import app
from portal.events.models import Head
from portal.notifications.models import Bookmark, Notice

NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def put_aside() -> None:
    """What is due is never due again; what waits in the broker of this process is gone."""
    StepRecord.objects.filter(active=True).update(active=False)
    NetworkRequest.objects.filter(survey_due__isnull=False).update(survey_due=None)
    for waiting in (DomainLookup, Pack, Paper, Summary):
        waiting.objects.due().update(not_before=NEVER)
    Publication.objects.update(check_due_at=None, watch_due_at=None)
    Notice.objects.due().update(status=Notice.Status.DROPPED)
    told = [
        Bookmark(organization_id=head.organization_id, sequence=head.sequence) for head in Head.objects.all()
    ]
    Bookmark.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["organization"], update_fields=["sequence"]
    )
    with app.connection_for_write() as connection:
        for queue in app.amqp.queues.values():
            queue(connection.default_channel).purge()
