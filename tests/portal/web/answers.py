"""What tests ask of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

_SAVEPOINT = re.compile(r"^(RELEASE )?SAVEPOINT|^ROLLBACK TO")


def words(answer: HttpResponse) -> str:
    """The page without its tags, one space between words."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


@contextmanager
def at_most(queries: int) -> Iterator[None]:
    """Fails, and prints them, when the block asks the database more often than this."""
    with CaptureQueriesContext(connection) as seen:
        yield
    asked = [query["sql"] for query in seen.captured_queries if not _SAVEPOINT.match(query["sql"])]
    assert len(asked) <= queries, f"{len(asked)} queries, at most {queries} wanted:\n" + "\n".join(asked)
