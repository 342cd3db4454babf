"""What a call says: the exact body, the token that makes a repeat safe, and what it takes turns on."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from django.conf import settings

from networks.fulfilment.models import StepRecord
from networks.fulfilment.operations import Operation
from networks.fulfilment.planning.document import params_from_json
from networks.fulfilment.planning.resource import resolve


def resolved_body(step: StepRecord) -> dict[str, Any]:
    """The exact request: references filled from what earlier steps recorded."""
    return resolve(params_from_json(step.params), known_values(step))


def known_values(step: StepRecord) -> dict[str, dict[str, Any]]:
    rows = StepRecord.objects.filter(run=step.run_id, address__in=step.needs or [])
    direct = {row.address: {"id": row.resource_id, **row.attributes} for row in rows}
    missing = _addresses(step.params) - set(direct)
    others = StepRecord.objects.filter(run=step.run_id, address__in=missing) if missing else []
    return direct | {row.address: {"id": row.resource_id, **row.attributes} for row in others}


def _addresses(value: Any) -> set[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            return {value["$ref"]}
        return set().union(*(_addresses(item) for item in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(_addresses(item) for item in value)) if value else set()
    return set()


def token_of(step: StepRecord) -> str:
    """The same step has the same token for ever; only a definite refusal moves the generation."""
    text = f"v1|{settings.PRODUCT_NAME}|{step.run.account}|{step.pk}|{step.generation}"
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:40]


def parent_of(step: StepRecord, operation: Operation) -> str:
    """What takes one change at a time: the CEN for everything of that product, else the step itself."""
    return f"cen.{step.run.connection_id}" if operation.product == "cbn" else f"step.{step.pk}"
