"""Keeps the blind indexes by which a person is found in filings: for duplicates, export and erasure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from icp.filings.models import Filing, PersonMention
from portal.vault.sealing import blind_indexes

# What tells people apart, and under which common purpose: a subject here is a website person there.
PURPOSES = {
    f"{person}_person_{name}": f"person.{name}"
    for person in ("subject", "site")
    for name in ("name", "id_number", "mobile", "email")
} | {"emergency_phone": "person.mobile"}


def keep_mentions(filing: Filing, answers: Mapping[str, Any]) -> None:
    """Make the rows equal to what is answered now."""
    fields = [field for field in PURPOSES if answers.get(field)]
    indexes = blind_indexes((PURPOSES[field], str(answers[field])) for field in fields)
    wanted = dict(zip(fields, indexes, strict=True))
    present = dict(filing.mentions.values_list("field", "index"))
    gone = [field for field, index in present.items() if wanted.get(field) != index]
    if gone:
        filing.mentions.filter(field__in=gone).delete()
    PersonMention.objects.bulk_create(
        [
            PersonMention(filing=filing, field=field, index=index)
            for field, index in wanted.items()
            if present.get(field) != index
        ],
        ignore_conflicts=True,
    )
