"""Reads an uploaded file to its end and makes it anew, in a process of its own.

`python -m icp.documents.examining` reads one line of JSON (what the paper must be like) and the file on
standard input, and writes one line of JSON and the new files on standard output: the paper made anew, the
picture for filing, and one picture per page to look at. Nothing of the upload's own bytes is passed on, so
metadata, programs and what hangs on behind are gone. There is no network and no file to write; memory and
processor time are limited, so a file that cannot be read costs one attempt and not the worker.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image

from icp.documents import pages_of_pdf, pictures
from icp.documents.refused import RefusedFile
from icp.documents.rules.requirements import UPLOAD_PIXELS

PROCESSOR_SECONDS = 12
MEMORY_BYTES = 1536 * 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """The part of a requirement that the reading needs."""

    kind: str
    most_pages: int
    least_side: int
    copy_least: int
    copy_most: int
    # One picture for filing, or a document of all pages.
    copy_kind: str = "jpeg"
    # Words below the picture for filing, and the file of the font to write them with.
    mark: str = ""
    font: str = ""


@dataclass(frozen=True)
class Examined:
    pages: int
    width: int
    height: int
    original: bytes
    original_kind: str
    copy: bytes
    # The copy has fewer pixels than the paper, to keep its bytes within the limit.
    copy_is_reduced: bool
    views: tuple[bytes, ...]


def examine(content: bytes, wanted: Wanted) -> Examined:
    """Raises RefusedFile with a code of `rules.verdicts`."""
    if wanted.kind == "pdf":
        sheets = pages_of_pdf.read(content, wanted.most_pages)
    else:
        sheets = [pictures.read(content, wanted.kind)]
    pictures.require_size(sheets, wanted.least_side)
    pictures.require_visible(sheets)
    pages, (width, height) = len(sheets), sheets[0].size
    original = pictures.as_pdf(sheets) if wanted.kind == "pdf" else pictures.as_jpeg(sheets[0], 92)
    views = tuple(pictures.to_look_at(sheet) for sheet in sheets)
    copy, is_reduced = _copy(sheets, wanted)
    return Examined(
        pages=pages,
        width=width,
        height=height,
        original=original,
        original_kind="pdf" if wanted.kind == "pdf" else "jpeg",
        copy=copy,
        copy_is_reduced=is_reduced,
        views=views,
    )


def _copy(sheets: list[Image.Image], wanted: Wanted) -> tuple[bytes, bool]:
    """For the authority. A document takes the sheets, one by one, so that they are not held twice."""
    if wanted.copy_kind == "pdf":
        return pictures.document_for_authority(
            sheets, most=wanted.copy_most, mark=wanted.mark, font=wanted.font
        )
    return pictures.copy_for_filing(
        sheets,
        least=wanted.copy_least,
        most=wanted.copy_most,
        least_side=wanted.least_side,
        mark=wanted.mark,
        font=wanted.font,
    )


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system"):
        raise PermissionError(f"Reading a paper needs no {event}.")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("Reading a paper writes no file.")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # Whatever a library thinks of: a pipe may be written, a file may not.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = UPLOAD_PIXELS
    # Its own alarm goes off at our bound; we look at the size ourselves.
    warnings.simplefilter("ignore")
    sys.addaudithook(_refuse_the_world)


def main() -> None:
    _limit()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        found = examine(content, Wanted(**json.loads(head)))
    except RefusedFile as refused:
        sys.stdout.buffer.write(json.dumps({"refused": refused.code}).encode() + b"\n")
        return
    parts = (found.original, found.copy, *found.views)
    facts = {name: value for name, value in asdict(found).items() if not isinstance(value, bytes | tuple)}
    told = {**facts, "parts": [len(part) for part in parts]}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    main()
