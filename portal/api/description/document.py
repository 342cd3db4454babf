"""The description, made once per language and process."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiYamlRenderer

from portal.api.description.generator import Generator

JSON_TYPE = "application/vnd.oai.openapi+json;version=3.1"
YAML_TYPE = "application/yaml"


@lru_cache(maxsize=len(settings.LANGUAGES))
def description(language: str) -> dict[str, Any]:
    """The whole OpenAPI document in `language` ("en" or "zh-hans")."""
    with translation.override(language):
        made: dict[str, Any] = json.loads(json.dumps(Generator().get_schema(), default=str))
    return made


@lru_cache(maxsize=2 * len(settings.LANGUAGES))
def _written(language: str, as_yaml: bool) -> bytes:
    document = description(language)
    if as_yaml:
        rendered: bytes = OpenApiYamlRenderer().render(document, renderer_context={})
        return rendered
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The document for programs: JSON, or YAML for `?format=yaml` and for who accepts YAML only."""
    accepted = request.headers.get("Accept", "")
    as_yaml = request.GET.get("format") == "yaml" or ("yaml" in accepted and "json" not in accepted)
    language = translation.get_language_from_request(request)
    content_type = YAML_TYPE if as_yaml else JSON_TYPE
    return HttpResponse(_written(language, as_yaml), content_type=content_type)


@require_safe
def docs_redirect(request: HttpRequest) -> HttpResponse:
    """Problems point here without a language; the fragment with the code survives a redirect."""
    return redirect(f"/{translation.get_language_from_request(request)}/api/docs/")
