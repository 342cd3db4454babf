"""What programs see of a network request: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from networks.requests.models import Approval, NetworkRequest, PlanVersion
from networks.requests.rules import lifecycle
from networks.requests.rules.checks import Level
from networks.requests.rules.decisions import LONGEST_REASON
from portal.api.fields import instant
from portal.api.strict import StrictSerializer

LISTED = (
    "id",
    "number",
    "name",
    "kind",
    "action",
    "status",
    "row_version",
    "organization_id",
    "connection_id",
    "submitted_at",
    "created_at",
)
SHOWN = (*LISTED, "spec", "remarks", "plan__plan_hash")


LEVEL_CHOICES = [(level.value, level.value) for level in Level]
STATUS_CHOICES = [(state, state) for state in lifecycle.STATES]


class RequestSummaryShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as NR-41."))
    name = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(help_text=_("Kind of network: `cen`."))
    action = serializers.ChoiceField(NetworkRequest.Action.choices)
    status = serializers.ChoiceField(STATUS_CHOICES)
    version = serializers.IntegerField(help_text=_("Grows with every change."))
    organization = serializers.UUIDField()
    connection = serializers.UUIDField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class RemarkShape(serializers.Serializer[dict[str, object]]):
    code = serializers.CharField()
    path = serializers.CharField(allow_blank=True, help_text=_("Where in the spec; empty: all of it."))
    message = serializers.DictField(
        child=serializers.CharField(),
        help_text=_("By language: en, zh. A person's words stand only in the one they were written in."),
    )


class RequestShape(RequestSummaryShape):
    spec = serializers.DictField(help_text=_("The wish, as described in docs/api.md."))
    remarks = serializers.ListField(child=RemarkShape(), help_text=_("Why it came back, if it did."))
    plan_hash = serializers.CharField(allow_null=True, help_text=_("What an approval names."))
    allowed = serializers.ListField(child=serializers.CharField(), help_text=_("Verbs that fit the status."))


class PolicyCheckShape(serializers.Serializer[dict[str, object]]):
    code = serializers.CharField()
    level = serializers.ChoiceField(LEVEL_CHOICES, help_text=_("`needs_human` asks for a written reason."))
    path = serializers.CharField(allow_blank=True, help_text=_("Where in the spec."))
    title = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    detail = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))


class DecisionShape(serializers.Serializer[dict[str, object]]):
    code = serializers.CharField()
    path = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class ApprovalShape(serializers.Serializer[dict[str, object]]):
    decided_at = serializers.DateTimeField()
    decisions = serializers.ListField(child=DecisionShape(), help_text=_("The written reasons."))


class PlanShape(serializers.Serializer[dict[str, object]]):
    version = serializers.IntegerField()
    plan_hash = serializers.CharField()
    document = serializers.DictField(help_text=_("The exact plan; its canonical JSON has this hash."))
    verdicts = serializers.ListField(
        child=serializers.DictField(), help_text=_("What the cloud's dry runs said.")
    )
    checks = serializers.ListField(child=PolicyCheckShape(), help_text=_("What the rules said to it."))
    approvals = serializers.ListField(child=ApprovalShape(), help_text=_("The approvals given so far."))
    price_total = serializers.CharField(allow_null=True, help_text=_("Paid in advance, as a decimal."))
    currency = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class DraftSerializer(StrictSerializer):
    kind = serializers.ChoiceField([("cen", "cen")], default="cen")
    spec = serializers.DictField(help_text=_("May be unfinished; it is judged when it is submitted."))


class EditSerializer(StrictSerializer):
    spec = serializers.DictField()
    version = serializers.IntegerField(required=False, min_value=1, help_text=_("The version you read."))


class SubmitSerializer(StrictSerializer):
    version = serializers.IntegerField(required=False, min_value=1, help_text=_("The version you read."))


class ApproveSerializer(StrictSerializer):
    plan_hash = serializers.RegexField(r"^[0-9a-f]{64}$", help_text=_("The hash of the plan you read."))
    decisions = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_REASON),
        required=False,
        help_text=_("A written reason for each check of level `needs_human`, by `code` or `code@path`."),
    )


class ReasonSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000)


class ReturnSerializer(ReasonSerializer):
    path = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)


class NothingSerializer(StrictSerializer):
    """A verb that needs no words."""


def summary(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "reference": f"NR-{row['number']}",
        "name": row["name"],
        "kind": row["kind"],
        "action": row["action"],
        "status": row["status"],
        "version": row["row_version"],
        "organization": str(row["organization_id"]),
        "connection": str(row["connection_id"]),
        "submitted_at": instant(row["submitted_at"]) if row["submitted_at"] else None,
        "created_at": instant(row["created_at"]),
    }


def whole(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **summary(row),
        "spec": row["spec"],
        "remarks": row["remarks"],
        "plan_hash": row["plan__plan_hash"],
        "allowed": list(lifecycle.allowed_verbs(row["status"])),
    }


def planned(plan: PlanVersion) -> dict[str, Any]:
    return {
        "version": plan.version,
        "plan_hash": plan.plan_hash,
        "document": json.loads(plan.document),
        "verdicts": plan.verdicts,
        "checks": plan.checks,
        "approvals": [
            {"decided_at": instant(given.decided_at), "decisions": given.decisions}
            for given in plan.approvals.filter(decision=Approval.Decision.APPROVED)
        ],
        "price_total": str(plan.price_total) if plan.price_total is not None else None,
        "currency": plan.currency,
        "created_at": instant(plan.created_at),
    }
