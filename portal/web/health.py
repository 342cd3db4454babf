"""Whether the portal can do its work: the database answers, and due work is not piling up."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse

from networks.fulfilment.due import oldest_due_seconds
from portal.notifications.models import Notice

# Each names the age in seconds of the oldest row that was due and is not taken, or None when none waits.
OLDEST_DUE: tuple[Callable[[], float | None], ...] = (oldest_due_seconds,)
TOO_OLD_SECONDS = 120
MOST_COUNTED = 1000


def healthz(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ages = [age for gauge in OLDEST_DUE if (age := gauge()) is not None]
        # For people to look at: no restart of ours mends a mailbox that refuses, so the state stays "ok".
        given_up = Notice.objects.dead()[:MOST_COUNTED].count()
    except OperationalError:
        return JsonResponse({"database": "away"}, status=503)
    oldest = max(ages, default=None)
    is_late = oldest is not None and oldest > TOO_OLD_SECONDS
    state = {
        "database": "ok",
        "oldest_due_seconds": oldest,
        "work": "late" if is_late else "ok",
        "letters_given_up": given_up,
    }
    return JsonResponse(state, status=503 if is_late else 200)
