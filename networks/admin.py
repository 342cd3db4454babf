"""For looking. Requests, plans and builds change through their workflow only, and plans never."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from networks.models import (
    Acceleration,
    CloudResource,
    Connection,
    NetworkRequest,
    PlanVersion,
    Run,
    StepRecord,
)


class LookOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Connection)
class ConnectionAdmin(LookOnly):
    list_display = ("reference", "name", "organization", "status", "in_service_since", "ended_at")
    list_select_related = ("organization",)


@admin.register(Acceleration)
class AccelerationAdmin(LookOnly):
    list_display = ("reference", "domain", "organization", "plan", "state", "in_service_since", "ended_at")
    list_filter = ("state", "plan")
    list_select_related = ("organization",)


@admin.register(NetworkRequest)
class NetworkRequestAdmin(LookOnly):
    list_display = ("reference", "name", "organization", "action", "status", "submitted_at")
    list_filter = ("status", "action")
    list_select_related = ("organization",)


@admin.register(PlanVersion)
class PlanVersionAdmin(LookOnly):
    list_display = ("network_request", "version", "plan_hash", "price_total", "currency", "created_at")
    list_select_related = ("network_request",)


@admin.register(Run)
class RunAdmin(LookOnly):
    list_display = ("network_request", "status", "hold_code", "started_at", "finished_at")
    list_filter = ("status",)
    list_select_related = ("network_request",)


@admin.register(StepRecord)
class StepRecordAdmin(LookOnly):
    list_display = ("address", "run", "state", "resource_id", "error_code", "attempts", "not_before")
    list_filter = ("state", "kind")
    list_select_related = ("run",)


@admin.register(CloudResource)
class CloudResourceAdmin(LookOnly):
    list_display = ("cloud_id", "kind", "organization", "region", "state", "price", "currency", "paid_until")
    list_filter = ("state", "kind")
    list_select_related = ("organization",)
