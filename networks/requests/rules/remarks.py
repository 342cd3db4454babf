"""Why a request came back: remarks that the survey or an architect tied to parts of the wish.

The portal's own sentences stand in every language. A person's words stand once, under the language they were
written in, and are shown exactly so. A remark written before that rule holds the same words twice; its
language is then read off the words.

>>> words_of(written("Too large.", path="vpcs.1.cidr", language="en"), reader="zh-hans")
Words(text='Too large.', language='en')
>>> words_of({"code": "architect", "path": "", "message": {"en": "网段过大", "zh": "网段过大"}}, reader="en")
Words(text='网段过大', language='zh')

While the customer edits, a remark follows its row: by its name, or in its place when only the name changed.

>>> before = {"vpcs": [{"key": "frankfurt"}, {"key": "shanghai"}]}
>>> remark = written("Too large.", path="vpcs.1.cidr", language="en")
>>> following([remark], before, {"vpcs": [{"key": "shanghai"}]})[0]["path"]
'vpcs.0.cidr'
>>> following([remark], before, {"vpcs": [{"key": "frankfurt"}, {"key": "sha"}]})[0]["path"]
'vpcs.1.cidr'
>>> following([remark], before, {"vpcs": [{"key": "frankfurt"}]})[0]["path"]
'vpcs'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

# What a row is known by when it moves.
_IDENTITY = {"vpcs": "key", "links": "areas"}
_HAN = re.compile(r"[\u3400-\u9fff]")


class Words(NamedTuple):
    text: str
    language: str


def written(reason: str, *, path: str, language: str) -> dict[str, Any]:
    """An architect's remark as it is kept."""
    return {"code": "architect", "path": path, "message": {_short(language): reason}}


def words_of(remark: Mapping[str, Any], *, reader: str) -> Words:
    """In the reader's language where the remark has it, else as it was written."""
    message = remark.get("message") or {}
    wanted = _short(reader)
    if remark.get("code") == "architect" and len(message) > 1:
        text = str(message.get(wanted, ""))
        return Words(text, "zh" if _HAN.search(text) else "en")
    language = wanted if wanted in message else next(iter(message), wanted)
    return Words(str(message.get(language, "")), language)


def following(
    remarks: Iterable[Mapping[str, Any]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The remarks with paths into the document as it is after an edit."""
    return [{**remark, "path": _path_after(str(remark.get("path", "")), before, after)} for remark in remarks]


def _path_after(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    part, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    if part not in _IDENTITY or not number.isdecimal():
        return path
    had, has = _identities(before, part), _identities(after, part)
    place = int(number)
    if place >= len(had):
        return path
    is_renamed = part == "vpcs" and place < len(has) and has[place] not in had
    if had[place] in has:
        place = place if has[place : place + 1] == [had[place]] else has.index(had[place])
    elif not is_renamed:
        return part
    return f"{part}.{place}.{field}"


def _identities(document: Mapping[str, Any], part: str) -> list[Any]:
    rows = document.get(part)
    return [
        row.get(_IDENTITY[part]) if isinstance(row, Mapping) else None
        for row in (rows if isinstance(rows, list) else [])
    ]


def _short(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"
