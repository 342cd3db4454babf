"""Papers as people upload them, drawn by the tests: nothing here is of a real person."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

CANARY = "LENA VOGT C01X00T47"


def drawn(width: int = 1400, height: int = 1000, *, text: str = CANARY, seed: int = 7) -> Image.Image:
    """Lines of text, a seal, a border, and the grain of a camera."""
    rng = random.Random(seed)
    picture = Image.effect_noise((width, height), 12).convert("L").point(lambda value: 215 + value // 8)
    picture = picture.convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, width - 20, height - 20), outline=(40, 40, 40), width=4)
    font = ImageFont.load_default(max(18, height // 30))
    for row in range(14):
        words = " ".join("".join(rng.choices("ACEHKLMNRSTUX0123456789", k=6)) for _ in range(9))
        pen.text((60, 60 + row * (height - 120) // 14), f"{text} {words}", fill=(30, 30, 40), font=font)
    pen.ellipse((width - 330, height - 330, width - 80, height - 80), outline=(200, 30, 30), width=9)
    return picture


def jpeg(picture: Image.Image | None = None, **options: Any) -> bytes:
    written = io.BytesIO()
    (picture or drawn()).save(written, "JPEG", quality=88, **options)
    return written.getvalue()


def png(picture: Image.Image | None = None, **options: Any) -> bytes:
    written = io.BytesIO()
    (picture or drawn()).save(written, "PNG", **options)
    return written.getvalue()


def pdf(pages: int = 1, **options: Any) -> bytes:
    written = io.BytesIO()
    first, *others = [drawn(1000, 1400, seed=number) for number in range(pages)]
    first.save(written, "PDF", save_all=True, append_images=others, resolution=120.0, **options)
    return written.getvalue()


def blurred(points: float) -> bytes:
    return jpeg(drawn().filter(ImageFilter.GaussianBlur(points)))
