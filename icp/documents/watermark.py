"""Burns into a picture who looks at it, when, and what for. The picture is one of our own making."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

ONLY_FOR = "仅供备案使用 / for ICP filing only"
ONLY_FOR_LATIN = "for ICP filing only"
ONLY_FOR_LICENSE = "仅供办理经营许可证使用 / for the ICP license only"
ONLY_FOR_LICENSE_LATIN = "for the ICP license only"
# Seen on white and on black, and letters beneath stay readable.
INK = (110, 110, 120, 74)
QUALITY = 82
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def marked(jpeg: bytes, viewer: str, moment: str, *, for_license: bool = False) -> bytes:
    """A JPEG of the same size, crossed by lines of “for ICP filing only · viewer · moment”."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
    tile = _tile(f"{only_for(for_license)} · {viewer} · {moment}", max(18, min(picture.size) // 36))
    for top in range(-tile.height // 4, picture.height, max(1, int(tile.height * 0.62))):
        for left in range(-tile.width // 5, picture.width, tile.width):
            picture.paste(tile, (left, top), tile)
    return _jpeg(picture)


def noted(jpeg: bytes, text: str) -> bytes:
    """The same picture, byte for byte, with a comment in its head (ITU-T T.81, B.2.4.5) that no program shows
    and every copy carries. For the picture that the authority gets, on which only the paper may be seen."""
    comment = text.encode()[:60_000]
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + jpeg[2:]


def noted_in_pdf(pdf: bytes, text: str) -> bytes:
    """The same document with a comment behind its end (ISO 32000-1, 7.2.4), which readers pass over."""
    # A name with a percent sign in it must not look like another end.
    line = " ".join(text.replace("%", "").split())
    return pdf.rstrip(b"\n") + b"\n% " + line.encode()[:1000] + b"\n"


def only_for(for_license: bool = False) -> str:
    """In both languages, or in Latin letters where this machine has no Chinese font."""
    both, latin = (ONLY_FOR_LICENSE, ONLY_FOR_LICENSE_LATIN) if for_license else (ONLY_FOR, ONLY_FOR_LATIN)
    return both if font_file() else latin


@lru_cache(maxsize=8)
def _tile(text: str, size: int) -> Image.Image:
    """One slanted line of the mark, transparent around."""
    font = _font(size)
    if not font_file():
        text = text.encode("ascii", "replace").decode()
    left, top, right, bottom = font.getbbox(text)
    line = Image.new("RGBA", (int(right - left) + size * 4, int(bottom - top) + size), (0, 0, 0, 0))
    ImageDraw.Draw(line).text((size * 2 - left, size // 2 - top), text, fill=INK, font=font)
    return line.rotate(18, expand=True, resample=Image.Resampling.BICUBIC)


@lru_cache(maxsize=8)
def _font(size: int) -> Font:
    path = font_file()
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


@lru_cache(maxsize=1)
def font_file() -> str:
    """The file of a font with Chinese letters, or nothing."""
    lister = shutil.which("fc-match")
    if lister is None:
        return ""
    # A fixed command; nothing of a visitor is in it.
    command = [lister, "--format=%{file}|%{lang}", "Noto Sans CJK SC:lang=zh-cn"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout  # noqa: S603
    path, _, languages = said.partition("|")
    return path if "zh-cn" in languages.split("|") else ""


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
