"""Takes back what events told beside their payload. The chain still verifies: it was hashed over a digest."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

from portal.events.models import Event


def erase_details(subjects: Iterable[uuid.UUID]) -> int:
    """Erase the details of every event about one of these records; how many there were."""
    told = list(
        Event.objects.filter(subject_id__in=list(subjects), detail__isnull=False).values_list("pk", flat=True)
    )
    with connection.cursor() as cursor:
        for pk in told:
            cursor.execute("SELECT erase_event_detail(%s)", [pk])
    return len(told)
