"""No string that a program sends breaks the API: in each text of a body, each parameter and each address."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from portal.api.description.document import description
from portal.api.description.samples import resolved, sample
from tests.corpus.strings import STRINGS
from tests.portal.api.test_contract import SPEC

SEED = int(os.environ.get("CORPUS_SEED", random.randrange(10**6)))
AT_ONCE = 3
DOCUMENT = description("en")
ID = "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"
Operation = tuple[str, str, dict[str, Any]]


def operations() -> Iterator[Operation]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "patch", "put", "delete"):
                yield method.upper(), path, operation


def body_of(operation: dict[str, Any], path: str) -> Any:
    if "requestBody" not in operation:
        return None
    if "application/json" not in operation["requestBody"]["content"]:
        return None
    content = operation["requestBody"]["content"]["application/json"]
    body = content.get("example") or sample(content["schema"], DOCUMENT)
    return {**body, "spec": SPEC} if path.startswith("/api/v1/network-requests/") and "spec" in body else body


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a body that is not itself a list or an object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def with_text(body: Any, path: tuple[Any, ...], text: str) -> bytes:
    changed = copy.deepcopy(body)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = text
    return json.dumps(changed).encode()


def answers(program: Any, operation: Operation, texts: Any) -> Iterator[tuple[str, Any]]:
    """Every place of the operation where a text can stand, with each of `texts()` in it."""
    method, path, described = operation
    address, body = path.replace("{id}", ID), body_of(described, path)
    headers = {} if method == "GET" else {"Idempotency-Key": "0"}
    for place in leaves(body) if isinstance(body, dict) else ():
        for text in texts():
            sent = with_text(body, place, text)
            yield f"{text[:40]!r} at {place} of {method} {path}", program.post(address, sent, **headers)
    yield from sent_as_a_form(program, operation, texts)
    for parameter in (resolved(one, DOCUMENT) for one in described.get("parameters", ())):
        if parameter["in"] == "path":
            continue
        for text in texts():
            what = f"{text[:40]!r} as {parameter['name']} of {method} {path}"
            yield what, asked_with(program, method, address, parameter, text)
    for text in texts():
        if "{id}" in path:
            strange = path.replace("{id}", quoted(text))
            yield f"{text[:40]!r} in the address {path}", program.ask(method, strange, **headers)


def sent_as_a_form(program: Any, operation: Operation, texts: Any) -> Iterator[tuple[str, Any]]:
    """The same for an operation that takes a form with a file: each text of it, and the name of the file."""
    method, path, described = operation
    content = described.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if content is None:
        return
    address, fields = path.replace("{id}", ID), sample(content["schema"], DOCUMENT)
    for place in fields:
        for text in texts():
            typed = text.encode("utf-8", "surrogatepass").decode(errors="replace")
            given = {name: str(value) for name, value in fields.items() if name != "file"}
            name = typed if place == "file" else "a.jpg"
            if place != "file":
                given[place] = typed
            parts = [
                f'--b\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
                for field, value in given.items()
            ]
            head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
            body = ("".join(parts) + head).encode() + b"\xff\xd8\xff\r\n--b--\r\n"
            headers = {"Authorization": f"Bearer {program.token}", "Idempotency-Key": "0"}
            yield (
                f"{text[:40]!r} at {place} of {method} {path}",
                program.client.generic(
                    method, address, body, "multipart/form-data; boundary=b", headers=headers
                ),
            )


def asked_with(program: Any, method: str, address: str, parameter: dict[str, Any], text: str) -> Any:
    if parameter["in"] == "query":
        return program.ask(method, f"{address}?{parameter['name']}={quoted(text)}")
    # A header holds Latin-1 only; what cannot be sent is sent as a client would write it.
    return program.ask(
        method, address, **{parameter["name"]: text.encode("ascii", "backslashreplace").decode()}
    )


def quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture
def lena(world, program) -> Any:
    return program(world.lena, world.customer, requests_per_minute=1_000_000)


@pytest.mark.parametrize("operation", operations(), ids=lambda one: f"{one[0]} {one[1]}")
def test_an_operation_withstands_every_kind_of_text(operation: Operation, lena: Any) -> None:
    dice = random.Random(f"{SEED} {operation[:2]}")

    found = [
        f"{what}: {answer.status_code}"
        for what, answer in answers(lena, operation, lambda: dice.sample(STRINGS, AT_ONCE))
        if answer.status_code >= 500 or "x-canary" in answer.headers.get("Location", "")
    ]

    assert not found, f"CORPUS_SEED={SEED}\n" + "\n".join(found)


def test_a_spec_withstands_every_string_in_every_text(lena: Any) -> None:
    """The largest body there is, judged by the most rules: all strings, each in another of its texts."""
    body = {"kind": "cen", "spec": SPEC}
    places = [place for place in leaves(body) if place != ("kind",)]

    found = []
    for number, text in enumerate(STRINGS):
        place = places[number % len(places)]
        answer = lena.post("/api/v1/network-requests/", with_text(body, place, text))
        if answer.status_code not in (201, 400, 422):
            found.append(f"{text[:40]!r} at {place}: {answer.status_code}")

    assert not found, "\n".join(found[:20])
