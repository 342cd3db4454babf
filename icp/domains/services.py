"""IANA's lists of RDAP services: the recorded ones, and newer ones that a worker has fetched since.

Some registries answer and are not in IANA's list; those come from whoisit's table. IANA's word goes first.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any, Final

from whoisit.overrides import iana_overrides

from icp.domains.models import ServiceList
from icp.domains.rules.bootstrap import (
    PACKAGED_DOCUMENTS,
    REGISTRIES,
    Bootstrap,
    MalformedBootstrap,
    Registry,
    checked,
    is_https,
)
from portal.calendar.clock import engine_now
from portal.egress.fetching import fetch
from portal.egress.refusals import NoAnswer

logger = logging.getLogger(__name__)
ADDRESS: Final = "https://data.iana.org/rdap/{registry}.json"
FETCH_SECONDS: Final = 20.0
_BESIDE_IANA: Final[Mapping[str, str]] = {
    ending: f"{urls[0].rstrip('/')}/"
    for ending, urls in iana_overrides.get("domain", {}).items()
    if urls and is_https(urls[0])
}
_read: dict[tuple[str, ...], Bootstrap] = {}


def current_bootstrap() -> Bootstrap:
    """The newest lists. One small query; the lists themselves are read when one of them has changed."""
    rows = ServiceList.objects.order_by("registry").values_list("registry", "fetched_at")
    edition = tuple(f"{registry} {fetched_at.isoformat()}" for registry, fetched_at in rows)
    if edition not in _read:
        _read.clear()
        _read[edition] = _parsed({row.registry: row.document for row in ServiceList.objects.all()})
    return _read[edition]


def _parsed(stored: Mapping[str, Any]) -> Bootstrap:
    listed = Bootstrap.parse({each: stored.get(each, PACKAGED_DOCUMENTS[each]) for each in REGISTRIES})
    return Bootstrap({**_BESIDE_IANA, **listed.names}, listed.networks)


def refresh(registry: Registry) -> str:
    """Fetch one list and keep it when it is whole. "" when it is; else why the one before goes on."""
    try:
        answer = fetch(
            ADDRESS.format(registry=registry), purpose="rdap-list", redirects=2, seconds=FETCH_SECONDS
        )
        if answer.status != 200 or answer.is_cut:
            return f"HTTP {answer.status}{', too long' if answer.is_cut else ''}"
        document = checked(registry, json.loads(answer.body))
    except NoAnswer as error:
        return error.code
    except (MalformedBootstrap, ValueError, RecursionError) as error:
        return str(error)[:200]
    told = {
        "document": document,
        "publication": str(document["publication"] or "")[:40],
        "fetched_at": engine_now(),
    }
    ServiceList.objects.update_or_create(registry=registry, defaults=told)
    return ""
