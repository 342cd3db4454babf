"""Reads a picture to its last byte and writes new ones from its points alone: no metadata comes along."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps, ImageStat, UnidentifiedImageError

from icp.documents.refused import RefusedFile
from icp.documents.rules.readability import LONG_SIDE, judged
from icp.documents.rules.requirements import UPLOAD_PIXELS

# The copy for filing: never more points than an authority's page shows, first good quality, then less.
COPY_LONG_SIDE = 4000
QUALITIES = (90, 82, 74, 66, 58, 50)
SHRINK = 0.85
# A document keeps its points and gives up a little of their sharpness.
DOCUMENT_QUALITIES = (88, 74, 60, 46)
# To look at on a screen; small enough to put a mark on while somebody waits.
VIEW_LONG_SIDE = 1800
VIEW_QUALITY = 85
# JPEG cannot be taller or wider than this.
JPEG_SIDE = 65_500


def read(content: bytes, kind: str) -> Image.Image:
    """The picture, upright, in RGB on white. Raises RefusedFile."""
    try:
        # One reader only, so that nothing else is tried on the bytes.
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
            if opened.width * opened.height > UPLOAD_PIXELS:
                raise RefusedFile("too_many_pixels")
            # Phones put a second picture behind the first (MPO); a PNG with frames moves.
            if kind == "png" and getattr(opened, "n_frames", 1) > 1:
                raise RefusedFile("moving")
            opened.load()
            return _flat(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise RefusedFile("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise RefusedFile("damaged") from error


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits of grey: the upper eight are seen.
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        with_alpha = picture.convert("RGBA")
        white = Image.new("RGBA", with_alpha.size, "white")
        picture = Image.alpha_composite(white, with_alpha)
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture.convert("RGB"))
    return fresh


def require_size(sheets: Sequence[Image.Image], least_side: int) -> None:
    if any(min(sheet.size) < least_side for sheet in sheets):
        raise RefusedFile("too_few_pixels")


def require_visible(sheets: Sequence[Image.Image]) -> None:
    """One page that can be seen is enough: the back of a paper may be empty."""
    said = [judged(*measured(sheet)) for sheet in sheets]
    if all(said):
        raise RefusedFile("blurred" if "blurred" in said else "blank")


def measured(sheet: Image.Image) -> tuple[float, float]:
    """Spread and sharpness, see `rules.readability`."""
    grey = sheet.convert("L")
    grey.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)
    edges = grey.filter(LAPLACIAN).crop((1, 1, grey.width - 1, grey.height - 1))
    return ImageStat.Stat(grey).stddev[0], ImageStat.Stat(edges).var[0]


# Grey in the middle, so that differences in both directions fit into eight bits.
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def copy_for_filing(
    sheets: Sequence[Image.Image], *, least: int, most: int, least_side: int, mark: str = "", font: str = ""
) -> tuple[bytes, bool]:
    """One JPEG of all pages, one below the other, between `least` and `most` bytes; and whether points were
    given up for it. A mark stands in a line below. Raises RefusedFile where that cannot be done readably."""
    whole = _stacked(sheets)
    picture, is_reduced = _fitted(whole, COPY_LONG_SIDE * max(1, len(sheets))), False
    if mark:
        picture = _with_line_below(picture, mark, font)
    while True:
        for quality in QUALITIES:
            copy = as_jpeg(picture, quality)
            if len(copy) <= most:
                return _not_below(copy, picture, least, most), is_reduced
        picture = picture.resize(
            (round(picture.width * SHRINK), round(picture.height * SHRINK)), Image.Resampling.LANCZOS
        )
        is_reduced = True
        if picture.width < least_side or picture.height < least_side:
            raise RefusedFile("copy_does_not_fit")


def document_for_authority(
    sheets: list[Image.Image], *, most: int, mark: str = "", font: str = ""
) -> tuple[bytes, bool]:
    """One PDF of all pages, of at most `most` bytes, each with the mark below; and whether points were given
    up for it. The sheets are used up. Raises RefusedFile where that cannot be done readably."""
    if mark:
        for number, sheet in enumerate(sheets):
            sheets[number] = _with_line_below(sheet, mark, font)
    for quality in DOCUMENT_QUALITIES:
        document = as_pdf(sheets, quality)
        if len(document) <= most:
            return document, quality != DOCUMENT_QUALITIES[0]
    raise RefusedFile("copy_does_not_fit")


def _not_below(copy: bytes, picture: Image.Image, least: int, most: int) -> bytes:
    """A scan with hardly anything on it gets the best quality; if that is too little, it is no scan."""
    if len(copy) >= least:
        return copy
    best = as_jpeg(picture, 98, exact_colors=True)
    if not least <= len(best) <= most:
        raise RefusedFile("too_little_detail")
    return best


def _stacked(sheets: Sequence[Image.Image]) -> Image.Image:
    if len(sheets) == 1:
        return sheets[0]
    width = max(sheet.width for sheet in sheets)
    scaled = [sheet.resize((width, round(sheet.height * width / sheet.width))) for sheet in sheets]
    whole = Image.new("RGB", (width, sum(sheet.height for sheet in scaled)), "white")
    top = 0
    for sheet in scaled:
        whole.paste(sheet, (0, top))
        top += sheet.height
    return whole


def _with_line_below(picture: Image.Image, text: str, font: str) -> Image.Image:
    """Below, so that it hides nothing of the paper (rule book section 6)."""
    size = max(14, picture.width // 70)
    letters = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    whole = Image.new("RGB", (picture.width, picture.height + size * 2), "white")
    whole.paste(picture, (0, 0))
    at = (size // 2, picture.height + size // 3)
    ImageDraw.Draw(whole).text(at, text, fill=(90, 90, 100), font=letters)
    return whole


def _fitted(picture: Image.Image, long_side: int) -> Image.Image:
    bound = min(long_side, JPEG_SIDE)
    if max(picture.size) <= bound:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((bound, bound), Image.Resampling.LANCZOS)
    return smaller


def to_look_at(sheet: Image.Image) -> bytes:
    return as_jpeg(_fitted(sheet, VIEW_LONG_SIDE), VIEW_QUALITY)


def as_jpeg(picture: Image.Image, quality: int, *, exact_colors: bool = False) -> bytes:
    written = io.BytesIO()
    picture.save(
        written, "JPEG", quality=quality, optimize=True, subsampling=0 if exact_colors or quality > 90 else 2
    )
    return written.getvalue()


def as_pdf(sheets: Sequence[Image.Image], quality: int = 88) -> bytes:
    """A PDF of pictures, one to a page: nothing in it was in the PDF that came."""
    written = io.BytesIO()
    first, *others = sheets
    first.save(written, "PDF", save_all=True, append_images=others, resolution=200.0, quality=quality)
    return written.getvalue()
