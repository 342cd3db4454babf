"""Reads a PDF: refuses what can act, then turns its pages into pictures.

Two readers look at it, and both must find the same pages: pypdf walks through every object, PDFium draws.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from icp.documents.refused import RefusedFile

# 190 dpi on A4: more than a filing system shows, less than would take long.
LONG_SIDE = 2200
MOST_SCALE = 300 / 72
MOST_OBJECTS = 100_000

# What a dictionary holds, and what that makes of the file (ISO 32000-1, sections 12.6 and 7.11).
BY_KEY = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/AF": "attachment",
    "/Collection": "attachment",
    "/XFA": "form",
    "/AA": "action",
    "/RichMedia": "moving_parts",
}
BY_VALUE = {
    ("/S", "/JavaScript"): "script",
    **{
        ("/S", action): "action"
        for action in ("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/ResetForm", "/Hide")
    },
    **{("/S", action): "moving_parts" for action in ("/Rendition", "/Movie", "/Sound", "/GoTo3DView")},
    ("/Type", "/EmbeddedFile"): "attachment",
    ("/Subtype", "/FileAttachment"): "attachment",
    ("/Subtype", "/Widget"): "form",
    **{("/Subtype", part): "moving_parts" for part in ("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")},
}
# The most telling is told.
ORDER = ("script", "action", "attachment", "moving_parts", "form")


def read(content: bytes, most_pages: int) -> list[Image.Image]:
    """Its pages as pictures. Raises RefusedFile."""
    count = _looked_through(content, most_pages)
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) != count:
                raise RefusedFile("damaged")
            return [_drawn(page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise RefusedFile("damaged") from error


def _looked_through(content: bytes, most_pages: int) -> int:
    """How many pages it has, once nothing in it can act."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise RefusedFile("locked")
        found = {code for held in _dictionaries(reader) for code in _acts(held)}
        if found:
            raise RefusedFile(next(code for code in ORDER if code in found))
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise RefusedFile("damaged") from error
    if count > most_pages:
        raise RefusedFile("too_many_pages")
    if count == 0:
        raise RefusedFile("damaged")
    return count


def _acts(held: DictionaryObject) -> Iterator[str]:
    for key, value in held.items():
        if key in BY_KEY:
            yield BY_KEY[key]
        elif isinstance(value, NameObject) and (key, str(value)) in BY_VALUE:
            yield BY_VALUE[key, str(value)]
        elif key == "/OpenAction" and _starts_something(value):
            yield "action"
        elif key == "/AcroForm" and _has_fields(value):
            yield "form"


def _starts_something(value: Any) -> bool:
    """Opening at a page is no action; an array or a GoTo says only where."""
    action = value.get_object() if isinstance(value, IndirectObject) else value
    return isinstance(action, DictionaryObject) and action.get("/S") != "/GoTo"


def _has_fields(value: Any) -> bool:
    form = value.get_object() if isinstance(value, IndirectObject) else value
    if not isinstance(form, DictionaryObject):
        return False
    fields = form.get("/Fields")
    fields = fields.get_object() if isinstance(fields, IndirectObject) else fields
    return bool(fields)


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file: what the trailer leads to, and what nothing leads to."""
    waiting: list[Any] = [reader.trailer]
    for generation, numbers in reader.xref.items():
        waiting += [IndirectObject(number, generation, reader) for number in numbers if number]
    waiting += [IndirectObject(number, 0, reader) for number in reader.xref_objStm]
    seen: set[tuple[int, int]] = set()
    looked_at = 0
    while waiting:
        held = waiting.pop()
        looked_at += 1
        if looked_at > MOST_OBJECTS:
            raise RefusedFile("too_heavy")
        if isinstance(held, IndirectObject):
            if (held.idnum, held.generation) in seen:
                continue
            seen.add((held.idnum, held.generation))
            held = held.get_object()
        if isinstance(held, DictionaryObject):
            yield held
            waiting.extend(dict.values(held))
        elif isinstance(held, ArrayObject):
            waiting.extend(list.__iter__(held))


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    if width < 1 or height < 1:
        raise RefusedFile("damaged")
    scale = min(LONG_SIDE / max(width, height), MOST_SCALE)
    if min(width, height) * scale < 1:
        raise RefusedFile("too_few_pixels")
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
