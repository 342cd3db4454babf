"""Uploads that mean harm, made here: name, bytes, and the code with which each is refused.

An empty code: the file is taken, made anew, and nothing of what was hidden in it may be left.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from tests.icp.documents import papers

# Hidden in files that are taken; must be found nowhere afterwards.
SECRET = b"HIDDEN-CANARY-48151623"


@dataclass(frozen=True)
class Hostile:
    label: str
    name: str
    content: bytes
    code: str
    # Whether it is refused at once, or by the worker.
    at_once: bool = False


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png_header(width: int, height: int, depth: int = 8, color: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    )


def png_bomb(width: int, height: int) -> bytes:
    """Gray without end, a few kilobytes long."""
    packed = zlib.compressobj(9)
    row = b"\0" + b"\x80" * width
    body = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    return _png_header(width, height, color=0) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("run.sh", b"#!/bin/sh\n" + SECRET)
    return written.getvalue()


def _pdf(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(papers.pdf())))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _action(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _open_action(action: DictionaryObject) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def _javascript(writer: PdfWriter) -> None:
    """In the tree of names, where viewers run it on opening."""
    script = _action(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert('hello');"))
    named = _action(Names=ArrayObject([TextStringObject("a"), writer._add_object(script)]))
    writer._root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): named})


def _annotation(**entries: object) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        held = _action(Type=NameObject("/Annot"), **entries)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(held)])

    return change


def _form(writer: PdfWriter) -> None:
    field = writer._add_object(_action(FT=NameObject("/Tx"), T=TextStringObject("name")))
    writer._root_object[NameObject("/AcroForm")] = _action(Fields=ArrayObject([field]))


def _xfa(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"<xdp:xdp/>")
    form = _action(Fields=ArrayObject(), XFA=writer._add_object(stream))
    writer._root_object[NameObject("/AcroForm")] = form


def _page_action(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = _action(
        O=_action(S=NameObject("/URI"), URI=TextStringObject("http://127.0.0.1/"))
    )


def _unreachable_script(writer: PdfWriter) -> None:
    writer._add_object(_action(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)")))


def _script_of_no_kind(writer: PdfWriter) -> None:
    """No action says that it is JavaScript; some viewers run what stands under JS all the same."""
    writer._root_object[NameObject("/Extension")] = _action(JS=TextStringObject("app.alert(1)"))


def _encrypted() -> bytes:
    return _pdf(lambda writer: writer.encrypt("secret", algorithm="AES-256"))


def _escaped_name() -> bytes:
    """/J#53 is /JS to a reader and nothing to somebody who looks for letters."""
    plain = _pdf(_open_action(_action(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))))
    return plain.replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS ", b"/J#53 ")


def _huge_page() -> bytes:
    """A page of 200 inches, filled a hundred thousand times."""

    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"0.5 g 0 0 14400 14400 re f\n" * 400_000)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))

    return _pdf(change)


def _loop() -> bytes:
    """The tree of pages has itself as a child."""

    def change(writer: PdfWriter) -> None:
        tree = writer._root_object["/Pages"]
        tree[NameObject("/Kids")].append(writer._root_object.raw_get("/Pages"))

    return _pdf(change)


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[Base.Make] = "Canary " + SECRET.decode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 6.0, 40.0)})
    return papers.jpeg(exif=exif)


def _png_with_text() -> bytes:
    told = PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", f"<script>{SECRET.decode()}</script>")
    return papers.png(pnginfo=told)


def _png_text_bomb() -> bytes:
    text = b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9)
    whole = papers.png()
    return whole[:33] + _chunk(b"zTXt", text) + whole[33:]


def _animated() -> bytes:
    return papers.png(save_all=True, append_images=[papers.drawn(seed=8)], duration=100)


def _lying_header() -> bytes:
    """Says 1400 x 1000 and holds ten times as much."""
    packed = zlib.compress(b"\0" * 40_000_000, 9)
    return _png_header(1400, 1000) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


HTML = b"<!doctype html><script>document.title='" + SECRET + b"'</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def hostile() -> list[Hostile]:
    jpeg, png, pdf = papers.jpeg(), papers.png(), papers.pdf()
    launch = _action(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))
    submit = _action(S=NameObject("/SubmitForm"), F=TextStringObject("http://127.0.0.1/"))
    elsewhere = _action(S=NameObject("/GoToR"), F=TextStringObject("\\\\127.0.0.1\\share"))
    uri = _action(S=NameObject("/URI"), URI=TextStringObject("http://127.0.0.1/"))
    run = NameObject("/Link")
    return [
        # Names.
        Hostile("a program called PDF", "id.pdf.exe", pdf, "other_kind", True),
        Hostile("no ending", "passport", jpeg, "other_kind", True),
        Hostile("only an ending", ".png", png, "other_kind", True),
        Hostile("null byte in the name", "id.php\0.jpg", jpeg, "", False),
        Hostile("a page by its name", "id.html", HTML, "other_kind", True),
        Hostile("SVG by its name", "id.svg", SVG, "other_kind", True),
        Hostile("path to the system", "../../../../etc/cron.d/job.jpg", jpeg, ""),
        Hostile("path of Windows", "..\\..\\windows\\id.png", png, ""),
        Hostile("line feeds in the name", "a\r\nSet-Cookie: x=1\r\n.jpg", jpeg, ""),
        # What it says and what it is.
        Hostile("empty", "id.jpg", b"", "empty", True),
        Hostile("HTML called PDF", "id.pdf", HTML, "not_what_it_says", True),
        Hostile("HTML called JPEG", "id.jpg", HTML, "not_what_it_says", True),
        Hostile("SVG called JPEG", "id.jpg", SVG, "not_what_it_says", True),
        Hostile("SVG called PNG", "id.png", SVG, "not_what_it_says", True),
        Hostile("a script called PDF", "id.pdf", b"#!/bin/sh\nid\n", "not_what_it_says", True),
        Hostile("an archive called PDF", "id.pdf", _zip(), "not_what_it_says", True),
        Hostile("GIF called PNG", "id.png", b"GIF89a" + jpeg, "not_what_it_says", True),
        Hostile("JPEG called PNG", "id.png", jpeg, "not_what_it_says", True),
        Hostile("PNG called PDF", "id.pdf", png, "not_what_it_says", True),
        Hostile("HTML before a PDF", "id.pdf", HTML + pdf, "not_what_it_says", True),
        # Two in one.
        Hostile(
            "JPEG and PDF", "id.jpg", jpeg[:2] + b"\xff\xfe\x00\x0b%PDF-1.7 " + jpeg[2:], "two_in_one", True
        ),
        Hostile("JPEG and archive", "id.jpg", jpeg + _zip(), "two_in_one", True),
        Hostile("PNG and archive", "id.png", png + _zip(), "two_in_one", True),
        Hostile("PDF and archive", "id.pdf", pdf + _zip(), "two_in_one", True),
        Hostile("JPEG and HTML", "id.jpg", jpeg + HTML, ""),
        Hostile("PNG and HTML", "id.png", png + HTML, ""),
        # Metadata.
        Hostile("EXIF with a place", "id.jpg", _with_exif(), ""),
        Hostile("PNG with text and XMP", "id.png", _png_with_text(), ""),
        # Bombs and the like.
        Hostile("PNG of 20,000 x 20,000", "id.png", png_bomb(20_000, 20_000), "too_many_pixels"),
        Hostile("PNG of 7,000 x 6,000", "id.png", png_bomb(7_000, 6_000), "too_many_pixels"),
        Hostile(
            "PNG as wide as can be",
            "id.png",
            _png_header(2**31 - 1, 1) + _chunk(b"IEND", b""),
            "too_many_pixels",
        ),
        Hostile("PNG of no width", "id.png", _png_header(0, 10) + _chunk(b"IEND", b""), "damaged"),
        Hostile("PNG with a text bomb", "id.png", _png_text_bomb(), "damaged"),
        Hostile("PNG that lies about its size", "id.png", _lying_header(), "blank"),
        Hostile("PNG that moves", "id.png", _animated(), "moving"),
        Hostile("above 10 MB", "id.jpg", jpeg + b"\0" * (10 * 1024 * 1024), "too_large", True),
        Hostile("a page that takes for ever", "id.pdf", _huge_page(), "too_heavy"),
        Hostile("a PDF in a loop", "id.pdf", _loop(), "damaged"),
        # Damaged.
        Hostile("JPEG cut off", "id.jpg", jpeg[: len(jpeg) // 2], "damaged"),
        Hostile("PNG cut off", "id.png", png[: len(png) // 2], "damaged"),
        Hostile("PDF cut off", "id.pdf", pdf[: len(pdf) // 2], "damaged"),
        Hostile("only the beginning of a PDF", "id.pdf", b"%PDF-1.7\n", "damaged"),
        Hostile("only the beginning of a JPEG", "id.jpg", b"\xff\xd8\xff\xe0", "damaged"),
        # PDF that acts.
        Hostile("PDF with JavaScript", "id.pdf", _pdf(_javascript), "script"),
        Hostile("PDF with a hidden name of JavaScript", "id.pdf", _escaped_name(), "script"),
        Hostile("PDF with a script nothing leads to", "id.pdf", _pdf(_unreachable_script), "script"),
        Hostile("PDF with a script of no kind", "id.pdf", _pdf(_script_of_no_kind), "script"),
        Hostile("PDF that starts a program", "id.pdf", _pdf(_open_action(launch)), "action"),
        Hostile("PDF that opens a page of the net", "id.pdf", _pdf(_open_action(uri)), "action"),
        Hostile("PDF that sends a form", "id.pdf", _pdf(_annotation(Subtype=run, A=submit)), "action"),
        Hostile(
            "PDF that reaches to a share", "id.pdf", _pdf(_annotation(Subtype=run, A=elsewhere)), "action"
        ),
        Hostile("PDF with an action of a page", "id.pdf", _pdf(_page_action), "action"),
        Hostile(
            "PDF with a file inside",
            "id.pdf",
            _pdf(lambda writer: writer.add_attachment("a.exe", SECRET)),
            "attachment",
        ),
        Hostile("PDF with a form", "id.pdf", _pdf(_form), "form"),
        Hostile("PDF with XFA", "id.pdf", _pdf(_xfa), "form"),
        Hostile(
            "PDF with film", "id.pdf", _pdf(_annotation(Subtype=NameObject("/RichMedia"))), "moving_parts"
        ),
        Hostile("PDF with a password", "id.pdf", _encrypted(), "locked"),
        Hostile("PDF of 40 pages", "id.pdf", papers.pdf(40), "too_many_pages"),
        # Nothing to see.
        Hostile("white", "id.jpg", papers.jpeg(Image.new("RGB", (1400, 1000), "white")), "blank"),
        Hostile("white PDF", "id.pdf", _white_pdf(), "blank"),
        Hostile("blurred", "id.jpg", papers.blurred(6), "blurred"),
        Hostile("a stamp", "id.png", papers.png(papers.drawn(300, 200)), "too_few_pixels"),
    ]


def _white_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
