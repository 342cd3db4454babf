"""What a file claims to be and what it begins like. Pure: the first look, before any library is let near it.

The full reading happens in a process of its own (`icp.documents.examining`). Source of the signatures: ISO
32000-1 section 7.5.2, ITU-T T.81 annex B, PNG specification section 5.2, APPNOTE.TXT section 4.3.16.
"""

from __future__ import annotations

ENDINGS = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png"}
_BEGINNINGS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_ARCHIVE_END = b"PK\x05\x06"
# Where a viewer still looks for the header of a PDF (Adobe's implementation note 13).
_PDF_WITHIN = 1024


def kind_by_ending(name: str) -> str:
    """`pdf`, `jpeg` or `png`, or nothing.

    >>> kind_by_ending("Licence.JPG"), kind_by_ending("id.pdf.exe"), kind_by_ending("id.pdf\\0.png")
    ('jpeg', '', '')
    """
    stem, _, ending = name.rpartition(".")
    if not stem or any(ord(letter) < 32 for letter in name):
        return ""
    return ENDINGS.get(ending.strip().lower(), "")


def kind_by_beginning(content: bytes) -> str:
    """
    >>> kind_by_beginning(b"%PDF-1.7 ..."), kind_by_beginning(b"GIF89a")
    ('pdf', '')
    """
    return next((kind for kind, start in _BEGINNINGS.items() if content.startswith(start)), "")


def is_two_in_one(content: bytes, kind: str) -> bool:
    """A file that another program would open as something else: a picture with a PDF in its head, anything
    with an archive at its end."""
    if kind != "pdf" and b"%PDF-" in content[:_PDF_WITHIN]:
        return True
    at = content.rfind(_ARCHIVE_END, max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        return False
    comment = int.from_bytes(content[at + 20 : at + 22], "little")
    return at + 22 + comment == len(content)


def plain_name(name: str) -> str:
    """The name as it may be shown to the person who gave it: no folders, no control characters.

    >>> plain_name("../../etc/passwd\\r\\n.pdf"), plain_name("C:\\\\scan\\\\护照.pdf")
    ('passwd.pdf', '护照.pdf')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:120]
