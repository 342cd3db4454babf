"""Reads the forms of a page as a browser would, and finds markup that should have been text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

CANARY = "x-canary"
NOT_TYPED = ("submit", "button", "image", "reset", "file")


@dataclass(frozen=True)
class Field:
    name: str
    kind: str  # the type of an input, or textarea, or select


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, name: str, value: str, button: tuple[str, str] | None) -> dict[str, str]:
        return {**self.values, **({button[0]: button[1]} if button else {}), name: value}


class Reader(HTMLParser):
    """`forms` of the page, and `canaries`: elements or attributes that a string smuggled in."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.canaries: list[str] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        # The list or the text area that is being read, and the form it belongs to.
        self._select = self._area = ""
        self._owner = Form("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == CANARY or CANARY in given:
            self.canaries.append(self.get_starttag_text() or tag)
        if tag == "form":
            self._open = self._begun(given)
        # A field may stand outside the form that it names.
        form = self._named(given["form"]) if "form" in given else self._open
        if form is not None and given.get("name"):
            self._field(tag, given, form)
        if tag == "option" and self._select:
            self._option(given, self._owner.values)

    def _begun(self, given: dict[str, str]) -> Form:
        form = self._named(given["id"]) if "id" in given else Form("", "")
        form.action, form.method = given.get("action") or self.address, given.get("method", "get").lower()
        self.forms.append(form)
        return form

    def _named(self, name: str) -> Form:
        return self._by_id.setdefault(name, Form("", ""))

    def _option(self, given: dict[str, str], values: dict[str, str]) -> None:
        if "selected" in given or self._select not in values:
            values[self._select] = given.get("value", "")

    def _field(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind = given["name"], given.get("type", "text") if tag == "input" else tag
        if kind == "submit" or (tag == "button" and given.get("type", "submit") == "submit"):
            form.buttons.append((name, given.get("value", "")))
        elif tag not in ("input", "select", "textarea") or kind in NOT_TYPED or name == "csrfmiddlewaretoken":
            return
        else:
            if name not in {known.name for known in form.fields}:
                form.fields.append(Field(name, kind))
            self._owner = form
            if tag == "select":
                self._select = name
            elif tag == "textarea":
                self._area = name
                form.values[name] = ""
            elif kind not in ("radio", "checkbox") or "checked" in given:
                form.values[name] = given.get("value", "on" if kind == "checkbox" else "")
            elif kind == "radio" and name not in form.values:
                form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._owner.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def read(html: str, address: str = "") -> Reader:
    reader = Reader(address)
    reader.feed(html)
    reader.close()
    return reader
