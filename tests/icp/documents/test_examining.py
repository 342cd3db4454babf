"""The process that reads uploads: what it refuses, what it makes, and what it may not do."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from icp.documents import pictures, watermark
from icp.documents.child import examined
from icp.documents.examining import Wanted, examine
from icp.documents.refused import RefusedFile
from icp.documents.rules import sniffing
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.rules.verdicts import REFUSALS
from portal.embedded.fingerprint import ROOT
from tests.icp.documents import papers
from tests.icp.documents.hostile import SECRET, Hostile, hostile

ID = REQUIREMENTS["subject_person_id"]
HOSTILE = hostile()
WANTED = Wanted(kind="jpeg", most_pages=4, least_side=600, copy_least=20_480, copy_most=4_194_304)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    "upload", [each for each in HOSTILE if not each.at_once], ids=lambda upload: upload.label
)
def test_a_hostile_file_is_refused_or_made_harmless(upload: Hostile) -> None:
    kind = sniffing.kind_by_beginning(upload.content)
    if upload.code:
        with pytest.raises(RefusedFile) as refused:
            examined(upload.content, kind, ID)
        assert refused.value.code == upload.code
        return
    found = examined(upload.content, kind, ID)
    for made in (found.original, found.copy, *found.views):
        assert SECRET not in made and b"Exif" not in made and b"<script" not in made
        assert dict(opened(made).getexif()) == {}


def test_there_are_enough_of_them(say: Any) -> None:
    say(f"{len(HOSTILE)} hostile uploads, {sum(not each.code for each in HOSTILE)} of them made harmless")
    assert len(HOSTILE) >= 40 and len({each.label for each in HOSTILE}) == len(HOSTILE)
    assert all(each.code in REFUSALS for each in HOSTILE if each.code)


@pytest.mark.parametrize("pages", [1, 2, 4])
def test_a_pdf_is_drawn_and_made_anew(pages: int) -> None:
    found = examined(papers.pdf(pages), "pdf", ID)

    assert (found.pages, len(found.views), found.original_kind) == (pages, pages, "pdf")
    assert len(PdfReader(io.BytesIO(found.original)).pages) == pages
    copy = opened(found.copy)
    assert copy.height > pages * copy.width, "the pages stand one below the other"


def test_a_pdf_of_text_becomes_a_picture_too() -> None:
    """A registrar's certificate is no scan; the authority still takes pictures only."""
    found = examined(_text_pdf(), "pdf", replace(REQUIREMENTS["domain_certificate"], copy_least=1000))
    spread, sharpness = pictures.measured(opened(found.views[0]).convert("RGB"))
    assert spread > 5 and sharpness > 50


def _text_pdf() -> bytes:
    lines = "".join(f"0 -22 Td (Domain nordwind-maschinen.cn, holder {number}) Tj " for number in range(30))
    stream = f"BT /F1 18 Tf 60 800 Td {lines} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    written, places = io.BytesIO(), []
    written.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(b"%d 0 obj%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    written.write(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
    return written.getvalue()


def test_a_picture_from_a_phone_stands_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6  # turned by 90 degrees
    found = examine(papers.jpeg(papers.drawn(1400, 1000), exif=exif), WANTED)
    assert (found.width, found.height) == (1000, 1400)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    drawn = papers.drawn()
    picture = drawn.convert("L").convert("I;16") if mode == "I;16" else drawn.convert(mode)
    kind = "jpeg" if mode == "CMYK" else "png"
    if mode == "I;16":
        picture = Image.frombytes(
            "I;16", drawn.size, b"".join(bytes((0, value)) for value in drawn.convert("L").tobytes())
        )
    content = papers.jpeg(picture) if kind == "jpeg" else papers.png(picture)
    found = examine(content, replace(WANTED, kind=kind, copy_least=1))
    assert opened(found.copy).mode == "RGB"
    assert pictures.measured(opened(found.views[0]).convert("RGB"))[0] > 10, "still something to see"


@pytest.mark.parametrize("most", [4_194_304, 524_288, 102_400])
def test_the_copy_fits_or_the_sentence_says_why(most: int) -> None:
    wanted = replace(WANTED, copy_most=most, copy_least=1)
    found = examine(papers.jpeg(papers.drawn(5000, 3600)), wanted)
    assert len(found.copy) <= most
    assert found.copy_is_reduced == (most < 500_000 or opened(found.copy).width < 4000)


def test_pages_that_cannot_be_small_enough_are_refused() -> None:
    with pytest.raises(RefusedFile) as refused:
        examine(papers.pdf(4), replace(WANTED, kind="pdf", copy_most=30_000, copy_least=1))
    assert refused.value.code == "copy_does_not_fit"


def test_a_picture_with_hardly_anything_on_it_is_refused() -> None:
    bare = Image.new("RGB", (700, 700), "white")
    bare.paste((0, 0, 0), (300, 300, 400, 400))
    with pytest.raises(RefusedFile) as refused:
        examine(papers.jpeg(bare), WANTED)
    assert refused.value.code == "too_little_detail"


@pytest.mark.parametrize(("points", "is_taken"), [(0, True), (1, True), (2, True), (4, False), (8, False)])
def test_sharp_papers_are_taken_and_blurred_ones_are_not(points: int, is_taken: bool) -> None:
    content = papers.blurred(points)
    if is_taken:
        examine(content, WANTED)
        return
    with pytest.raises(RefusedFile) as refused:
        examine(content, WANTED)
    assert refused.value.code == "blurred"


def test_the_picture_for_the_authority_says_what_it_is_for() -> None:
    plain, said = examined(papers.jpeg(), "jpeg", ID), examined(papers.jpeg(), "jpeg", ID, reference="F-12")
    band = opened(said.copy).convert("L").crop((0, 1000, 1400, opened(said.copy).height))
    assert opened(said.copy).height > 1000 and min(band.get_flattened_data()) < 150, "words below the picture"
    assert opened(plain.copy).width == opened(said.copy).width == 1400
    icon = examined(papers.png(papers.drawn(512, 512)), "png", REQUIREMENTS["app_icon"], reference="F-12")
    assert opened(icon.copy).size == (512, 512), "an icon is shown as it is"


# A document for the administration ----------------------------------------------------------------------
@pytest.mark.parametrize(("most", "is_reduced"), [(10_485_760, False), (1_400_000, True)])
def test_a_document_keeps_every_page_and_fits(most: int, is_reduced: bool) -> None:
    wanted = replace(WANTED, kind="pdf", copy_kind="pdf", copy_least=0, copy_most=most, mark="L-3")

    found = examine(papers.pdf(4), wanted)

    document = PdfReader(io.BytesIO(found.copy))
    assert len(document.pages) == found.pages == len(found.views) == 4
    assert len(found.copy) <= most and found.copy_is_reduced == is_reduced
    taller = [float(page.mediabox.height) for page in PdfReader(io.BytesIO(found.original)).pages]
    assert all(float(page.mediabox.height) > tall for page, tall in zip(document.pages, taller, strict=True))


def test_a_document_that_cannot_be_small_enough_is_refused() -> None:
    wanted = replace(WANTED, kind="pdf", copy_kind="pdf", copy_least=0, copy_most=100_000)
    with pytest.raises(RefusedFile) as refused:
        examine(papers.pdf(4), wanted)
    assert refused.value.code == "copy_does_not_fit"


def test_a_document_of_twenty_pages_is_read_within_its_limits(say: Any) -> None:
    began = time.monotonic()
    found = examined(papers.pdf(20), "pdf", LICENSE_REQUIREMENTS["license_staff"], reference="L-3")

    say(f"20 pages: {time.monotonic() - began:.1f} s, a document of {len(found.copy) // 1024} KB")
    assert found.pages == 20 and len(found.copy) <= 10 * 1024 * 1024


def test_a_note_behind_a_document_is_no_part_of_it() -> None:
    document = papers.pdf(2)
    noted = watermark.noted_in_pdf(document, "for the ICP license only · Wei\nZhang · 张伟\r%%EOF")
    end = noted.removeprefix(document.rstrip(b"\n"))
    assert "Wei Zhang · 张伟".encode() in end and end.count(b"\n") == 2 and end.startswith(b"\n% ")
    assert len(PdfReader(io.BytesIO(noted)).pages) == 2


# What the process may do -------------------------------------------------------------------------------
def inside(program: str) -> subprocess.CompletedProcess[bytes]:
    """Run something where uploads are read, after its limits were set."""
    begun = "from icp.documents import examining; examining._limit();\n"
    return subprocess.run(
        [sys.executable, "-c", begun + program], cwd=ROOT, capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "open('/tmp/made-by-a-paper', 'w').write('x')",
        "import os; f = os.open('/tmp/made-by-a-paper', os.O_CREAT | os.O_WRONLY); os.write(f, b'x')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "b = bytearray(2_000_000_000)",
    ],
)
def test_a_file_that_took_over_the_reader_could_do_nothing(program: str) -> None:
    done = inside(program)
    assert done.returncode != 0
    assert any(
        kind in done.stderr for kind in (b"PermissionError", b"MemoryError", b"File too large", b"OSError")
    )


def test_endless_work_ends() -> None:
    done = inside("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")
    assert done.returncode == -9


def test_the_reader_is_told_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the environment of a worker (keys, passwords) is not in that of the reader."""
    monkeypatch.setenv("VAULT_KEYS", "a secret of the worker")
    seen: list[Mapping[str, str]] = []
    real = subprocess.run

    def watching(*arguments: Any, **options: Any) -> Any:
        seen.append(os.environ if options.get("env") is None else options["env"])
        return real(*arguments, **options)

    monkeypatch.setattr("icp.documents.child.subprocess.run", watching)
    examined(papers.jpeg(), "jpeg", ID)
    assert seen and "a secret of the worker" not in str([dict(each) for each in seen])


# The mark ----------------------------------------------------------------------------------------------
def test_the_mark_crosses_the_picture_and_names_viewer_and_time() -> None:
    view = pictures.to_look_at(papers.drawn())
    one = watermark.marked(view, "Wei Zhang", "2026-11-27 10:22 UTC")
    other = watermark.marked(view, "Somebody Else", "2026-11-27 10:22 UTC")

    assert opened(one).size == opened(view).size
    plain, marked = opened(view).convert("L"), opened(one).convert("L")
    changed = [
        _differs(plain.crop(box), marked.crop(box))
        for box in ((0, 0, 700, 500), (700, 0, 1400, 500), (0, 500, 700, 1000), (700, 500, 1400, 1000))
    ]
    assert all(changed), "every quarter of it"
    assert one != other


def _differs(one: Image.Image, other: Image.Image) -> bool:
    pairs = zip(one.get_flattened_data(), other.get_flattened_data(), strict=True)
    return sum(abs(a - b) > 12 for a, b in pairs) > 200


def test_a_note_in_the_head_of_a_picture_changes_no_point() -> None:
    picture = papers.jpeg()
    noted = watermark.noted(picture, "for ICP filing only · Wei Zhang · 张伟")
    assert "张伟".encode() in noted
    assert opened(noted).tobytes() == opened(picture).tobytes()


def test_marking_takes_less_than_a_person_notices(say: Any) -> None:

    view = pictures.to_look_at(papers.drawn(4000, 3000))
    watermark.marked(view, "Wei", "now")
    best = min(_seconds(lambda: watermark.marked(view, "Wei", "now"), time.perf_counter) for _ in range(3))
    say(f"a mark is burnt in within {best * 1000:.0f} ms")
    assert best < 0.2


def _seconds(act: Any, clock: Any) -> float:
    began = clock()
    act()
    return float(clock() - began)
