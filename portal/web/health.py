"""Whether the portal can do its work: the database answers, and due work is not piling up."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse

from networks.fulfilment.due import oldest_due_seconds

# Each names the age in seconds of the oldest row that was due and is not taken, or None when none waits.
OLDEST_DUE: tuple[Callable[[], float | None], ...] = (oldest_due_seconds,)
TOO_OLD_SECONDS = 120


def healthz(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ages = [age for gauge in OLDEST_DUE if (age := gauge()) is not None]
    except OperationalError:
        return JsonResponse({"database": "away"}, status=503)
    oldest = max(ages, default=None)
    is_late = oldest is not None and oldest > TOO_OLD_SECONDS
    state = {"database": "ok", "oldest_due_seconds": oldest, "work": "late" if is_late else "ok"}
    return JsonResponse(state, status=503 if is_late else 200)
