from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from portal.api import urls
from portal.api.description.document import description
from portal.api.description.generator import Generator
from portal.api.description.samples import resolved
from portal.api.endpoints import Contract
from portal.api.scopes import ANY_KEY, SCOPES
from portal.api.v1.nothing import nothing_here


def callbacks(patterns: list[Any]) -> list[Any]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += callbacks(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.append(pattern.callback)
    return found


OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in description("en")["paths"].items()
    for method, operation in operations.items()
]


def named(case: Any) -> str:
    return f"{case[0]} {case[1]}"


def test_every_address_below_v1_keeps_the_contract():
    views = [callback for callback in callbacks(urls.urlpatterns) if callback is not nothing_here]
    assert views
    for callback in views:
        assert issubclass(callback.cls, Contract), callback


def test_every_view_names_a_scope_for_each_of_its_methods():
    for path, method, view in Generator().contracts():
        scope = view.scope_of(view.request)
        assert scope in {*SCOPES, ANY_KEY}, f"{method} {path} names {scope!r}"


def test_the_description_names_the_very_query_parameters_that_are_read():
    document = description("en")
    for path, method, view in Generator().contracts():
        given = document["paths"][path][method.lower()].get("parameters", [])
        described = {one["name"] for one in given if one.get("in") == "query"}
        assert described == set(view.known_parameters()), f"{method} {path}"


@pytest.mark.parametrize("case", OPERATIONS, ids=named)
def test_every_operation_tells_its_name_its_problems_and_an_example(case):
    method, _path, operation = case
    assert re.fullmatch(r"[a-z][a-z0-9_]*", operation["operationId"])
    assert operation["summary"]
    assert operation["security"] == [{"ApiKey": []}]
    assert {"400", "401", "403", "429", "500", "503"} <= set(operation["responses"])
    for status, response in operation["responses"].items():
        if status >= "400":
            assert response == {"$ref": f"#/components/responses/Problem{status}"}
        for content in response.get("content", {}).values():
            assert "example" in content or "examples" in content
    names = [one.get("$ref", "") for one in operation.get("parameters", [])]
    assert ("#/components/parameters/IdempotencyKey" in names) == (method == "POST")


def test_operation_names_are_unique():
    names = [operation["operationId"] for _method, _path, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_the_description_is_served_as_json_and_as_yaml():
    answer = Client().get("/api/schema/")
    assert answer["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert json.loads(answer.content)["openapi"].startswith("3.1")
    for yaml in (
        Client().get("/api/schema/?format=yaml"),
        Client().get("/api/schema/", headers={"Accept": "application/yaml"}),
    ):
        assert yaml["Content-Type"] == "application/yaml"
        assert yaml.content.startswith(b"openapi: 3.1")


def test_the_address_in_a_problem_leads_to_the_page_in_ones_language():
    answer = Client().get("/api/docs/", headers={"Accept-Language": "zh-hans"})
    assert answer["Location"] == "/zh-hans/api/docs/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_docs_page_shows_every_operation_without_scripts(client, world, language):
    page = client.get(f"/{language}/api/docs/").content.decode()
    for method, path, operation in OPERATIONS:
        assert f'id="{operation["operationId"]}"' in page
        assert f"<b>{method}</b> {path}" in page
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "<script>" not in page


def test_problems_link_to_an_anchor_that_is_on_the_page(client, world):
    fragment = client.get("/api/v1/whoami/").json()["type"].partition("#")[2]
    assert f'id="{fragment}"' in client.get("/en/api/docs/").content.decode()


@pytest.mark.parametrize("case", OPERATIONS, ids=named)
def test_bodies_are_described_as_closed(case):
    content = case[2].get("requestBody", {}).get("content", {})
    document = description("en")
    for one in content.values():
        assert resolved(one["schema"], document).get("additionalProperties") is False
