"""The parts of the description that belong to every operation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.api.problems import MEDIA_TYPE, TITLES

_SECONDS = {"schema": {"type": "integer", "minimum": 1}}


def problem() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {
        "type": "object",
        "required": ["path", "code", "message"],
        "additionalProperties": False,
        "properties": {"path": text, "code": text, "message": text},
    }
    return {
        "type": "object",
        "description": _("Every answer that is not a success (RFC 9457)."),
        "required": ["type", "title", "status", "detail", "code", "request_id"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {**text, "description": _("What kind of problem, the same for each of its kind.")},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {**text, "description": _("What was given and why it cannot be.")},
            "code": {**text, "description": _("Stable; decide by this one.")},
            "remedy": {**text, "description": _("What would do.")},
            "errors": {"type": "array", "items": fault, "description": _("One entry per field.")},
            "request_id": {**text, "description": _("Name it when you ask us.")},
        },
    }


def problem_responses() -> dict[str, Any]:
    return {f"Problem{status}": _response(status, str(title)) for status, title in TITLES.items()}


def idempotency_key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": _(
            "A new UUID for each new request, the same one when repeating it. Kept for 24 hours."
        ),
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
        "example": "6f2b7c9e-0d41-4a51-9a56-2f1f6d1f3a10",
    }


def _response(status: int, title: str) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in (429, 503):
        response["headers"] = {"Retry-After": {**_SECONDS, "required": True}}
    if status == 401:
        response["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}}
    return response
