"""OpenAPI 3.1 from the code, with what every operation has in common added in one place.

REST framework's views tell their parameters and shapes; the scope, the key, the Idempotency-Key header and
the problem answers are the door's (endpoints.py), so they are not repeated on views and cannot be forgotten.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from portal.api.description import shapes
from portal.api.description.samples import sample
from portal.api.endpoints import Contract, Endpoint, Resource
from portal.api.paging import PARAMETERS

SECURITY = "ApiKey"
# What a view without a description would inherit.
_DOORS_OWN_WORDS = {inspect.getdoc(one) for one in (Contract, Endpoint, Resource)}


class Generator(SchemaGenerator):
    def get_schema(self, request: HttpRequest | None = None, public: bool = True) -> dict[str, Any]:
        schema: dict[str, Any] = super().get_schema(request=None, public=True)
        schema["info"]["description"] = _("Programs do what people do on the pages, under the same rules.")
        schema["servers"] = [{"url": "/"}]
        _open_alternatives(schema)
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = shapes.problem()
        components["responses"] = shapes.problem_responses()
        components["parameters"] = {"IdempotencyKey": shapes.idempotency_key()}
        for path, method, view in self.contracts():
            operation = schema["paths"].get(path, {}).get(method.lower())
            if operation is not None:
                _add_door(operation, method, path, view)
                _add_samples(operation, schema)
        return schema

    def contracts(self) -> Iterator[tuple[str, str, Contract]]:
        """Path, method and view of everything below /api/v1/."""
        self._initialise_endpoints()
        for path, _regex, method, view in self._get_paths_and_endpoints():
            if isinstance(view, Contract):
                inner = HttpRequest()
                inner.method = method
                view.request = Request(inner)
                yield path, method, view


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "portal.api.authentication.ApiKeyAuthentication"
    name = SECURITY

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "causeway_<prefix>_<secret>"}


class StrictShape(OpenApiSerializerExtension):
    target_class = "portal.api.strict.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}


def _add_door(operation: dict[str, Any], method: str, path: str, view: Contract) -> None:
    operation["security"] = [{SECURITY: []}]
    if scope := view.scope_of(view.request):
        operation["x-scope"] = scope
    if operation.get("description") in _DOORS_OWN_WORDS:
        del operation["description"]
    named = {parameter["name"] for parameter in operation.get("parameters", [])}
    missing = [one for one in PARAMETERS if one["name"] in view.known_parameters() - named]
    if missing:
        operation.setdefault("parameters", []).extend(missing)
    statuses = [400, 401, 403, 406, 409, 429, 500, 503]
    if "{" in path or any(p["in"] == "query" for p in operation.get("parameters", [])):
        statuses.append(404)
    if method != "GET":
        statuses.append(404)
    if "requestBody" in operation:
        statuses += [413, 415]
    if method == "POST":
        statuses += [413, 422]
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})
    responses = operation["responses"]
    for status in sorted(set(statuses)):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _open_alternatives(node: Any) -> None:
    """Anything or null is anything: drf-spectacular says so in a way that null does not fit (two ways)."""
    if isinstance(node, dict):
        if {} in node.get("oneOf", ()):
            del node["oneOf"]
        for inner in node.values():
            _open_alternatives(inner)
    elif isinstance(node, list):
        for inner in node:
            _open_alternatives(inner)


def _add_samples(operation: dict[str, Any], schema: dict[str, Any]) -> None:
    holders = [operation.get("requestBody", {}), *operation["responses"].values()]
    for holder in holders:
        for content in holder.get("content", {}).values():
            if "schema" in content and "example" not in content and "examples" not in content:
                content["example"] = sample(content["schema"], schema)
