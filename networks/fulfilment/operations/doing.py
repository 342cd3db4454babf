"""Doing: create, check, remove. One call each; the engine decides what an error means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from networks.fulfilment.operations.operation import Operation
from networks.fulfilment.planning.identity import delete_body, identify
from portal.alibaba.clients import Cloud, DryRunVerdict
from portal.alibaba.errors import AlibabaError


@dataclass(frozen=True, slots=True)
class Created:
    resource_id: str
    request_id: str
    order_id: str | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Removed:
    request_id: str


def create(
    cloud: Cloud, operation: Operation, region: str, params: Mapping[str, Any], client_token: str | None
) -> Created:
    """`params` without open references. An answer without an id is `unknown`: it may have happened."""
    token = client_token if operation.takes_token else None
    answer = cloud.call(operation.product, operation.create_action, region, params, token)
    request_id = str(answer.get("RequestId") or "")
    resource_id = (
        identify(operation.kind, params) if operation.id_field is None else answer.get(operation.id_field)
    )
    if not resource_id:
        raise AlibabaError(
            "AnswerWithoutId",
            f"{operation.create_action} answered without {operation.id_field}.",
            outcome="unknown",
            request_id=request_id,
        )
    order_id = answer.get(operation.order_field) if operation.order_field else None
    return Created(str(resource_id), request_id, str(order_id) if order_id else None, answer)


def remove(
    cloud: Cloud, operation: Operation, region: str, resource_id: str, params: Mapping[str, Any]
) -> Removed:
    """Ask for its deletion. A kind without a delete call raises class `blocked` and nothing is sent."""
    if operation.delete_action is None:
        raise AlibabaError(
            "NotRemovable",
            f"No call takes away {operation.kind} {resource_id}. It stays until its term ends.",
            outcome="blocked",
        )
    body = delete_body(operation.kind, resource_id, region)
    answer = cloud.call(operation.product, operation.delete_action, region, body)
    return Removed(str(answer.get("RequestId") or ""))


def dry_run(cloud: Cloud, operation: Operation, region: str, params: Mapping[str, Any]) -> DryRunVerdict:
    """Would the cloud accept it? Only for kinds with `dry_runs`, and bodies without open references."""
    return cloud.dry_run(operation.product, operation.create_action, region, params)
