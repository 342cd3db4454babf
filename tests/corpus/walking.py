"""Puts one string into one field of a form and sends it, as a browser or a program would."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus

from django.test import Client

from tests.corpus.forms import CANARY, Field, Form, read

FORM = "application/x-www-form-urlencoded"


def encoded(values: dict[str, str]) -> bytes:
    """The bytes of a form, lone surrogates included: a program may send what no browser would."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in values.items()).encode()


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def forms_of(client: Client, address: str) -> list[Form]:
    """Every form of the page that has something to fill in. The ways out (log-out, language) have nothing."""
    response = client.get(address, follow=True)
    at = response.request["PATH_INFO"]
    return [form for form in read(response.content.decode(), at).forms if form.fields]


def send(client: Client, form: Form, field: Field, text: str) -> Any:
    values = form.filled(field.name, text, form.buttons[0] if form.buttons else None)
    if form.method == "get":
        return client.get(form.action.split("?")[0], QUERY_STRING=encoded(values).decode())
    return client.post(form.action, encoded(values), content_type=FORM)


def troubles(client: Client, response: Any, what: str) -> list[str]:
    """What is wrong with the answer, and with the page it leads to, in sentences."""
    found, steps = trouble_of(response, what), 0
    while response.status_code in (301, 302, 303) and steps < 3 and response["Location"].startswith("/"):
        response, steps = client.get(response["Location"]), steps + 1
        found += trouble_of(response, f"{what}, then {response.request['PATH_INFO']}")
    return found


def trouble_of(response: Any, what: str) -> list[str]:
    if response.status_code >= 500:
        return [f"{what}: {response.status_code}"]
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    html = response.content.decode()
    if CANARY not in html:
        return []
    found = [f"{what}: markup came through: {text}" for text in read(html).canaries]
    return found + ([f"{what}: <{CANARY} stands unescaped"] if f"<{CANARY}" in html else [])
