"""JSON as RFC 8259 means it, and no more of it than we want to hold."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser

from portal.api.refusals import TooLarge
from portal.refusals import Malformed

LARGEST_BODY = 1024 * 1024
DEEPEST = 20
# A string that is never closed is eaten to the end, so that the scan stays linear.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_BRACKET = re.compile(r"[\[{\]}]")


class StrictJSONParser(BaseParser):
    """JSON and nothing else; what two readers could understand differently is refused."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return read(stream.read(LARGEST_BODY + 1))


def read(raw: bytes) -> Any:
    """The document in `raw`. Raises TooLarge (`body_too_large`) or Malformed (`malformed_json`)."""
    if len(raw) > LARGEST_BODY:
        raise TooLarge("body_too_large", _("The body is larger than 1 MiB."), _("Send less at once."))
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        _refuse(_("The body is not UTF-8 at byte %(at)d.") % {"at": error.start}, error)
    if _depth(text) > DEEPEST:
        _refuse(_("The body is nested deeper than %(depth)d levels.") % {"depth": DEEPEST})
    try:
        document = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        _refuse(
            _("The body is not JSON: it breaks off at line %(line)d, column %(column)d.")
            % {"line": error.lineno, "column": error.colno},
            error,
        )
    if "\\u" in text:
        _refuse_unwritable(document)
    return document


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.finditer(_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        twice = Counter(name for name, _value in pairs).most_common(1)[0][0]
        _refuse(_("The key %(name)s is given twice in one object.") % {"name": json.dumps(twice)})
    return document


def _constant(word: str) -> NoReturn:
    _refuse(_("%(word)s is not a JSON value.") % {"word": word})


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        _refuse(_("%(number)s is too large a number.") % {"number": text[:40]})
    return number


def _integer(text: str) -> int:
    if len(text) > 40:
        _refuse(_("%(number)s is too large a number.") % {"number": text[:40] + "…"})
    return int(text)


def _refuse_unwritable(value: Any) -> None:
    """Escapes can spell what no UTF-8 text and no PostgreSQL column can hold."""
    if isinstance(value, str):
        if "\x00" in value:
            _refuse(_("The body holds the character U+0000, which cannot be kept."))
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            _refuse(_("The body holds half of a surrogate pair, which is not a character."))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _refuse_unwritable(name)
            _refuse_unwritable(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_unwritable(inner)


def _refuse(sentence: str, cause: Exception | None = None) -> NoReturn:
    raise Malformed("malformed_json", sentence, _("Send one JSON document in UTF-8.")) from cause
