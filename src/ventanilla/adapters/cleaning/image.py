"""A picture drawn anew, point by point: neither what the camera noted nor what came after its end survives."""

from __future__ import annotations

import io
import struct
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from .port import Fault, Kind, Refusal

MAX_POINTS: Final = 40_000_000  # of a photograph of a telephone, with room
JPEG_QUALITY: Final = 90  # of 100: the letters of a document stay sharp
PREVIEW_POINTS: Final = 900  # of the longer side
# Broken files make Pillow's readers fail in all these ways.
BROKEN: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, UnidentifiedImageError, struct.error,
)  # fmt: skip

Image.MAX_IMAGE_PIXELS = None  # bounded here, with our own answer


def clean_image(data: bytes, kind: Kind) -> bytes:
    """The same picture, upright, in its own format; Refusal where it is not taken."""
    drawn = _opened(data, kind)
    written = io.BytesIO()
    if kind is Kind.JPG:
        drawn.convert("RGB").save(written, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        drawn.save(written, "PNG", optimize=False)
    return written.getvalue()


def preview_image(data: bytes, kind: Kind) -> bytes:
    """A smaller copy of a cleaned picture, as a PNG."""
    drawn = _opened(data, kind)
    drawn.thumbnail((PREVIEW_POINTS, PREVIEW_POINTS))
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()


def _opened(data: bytes, kind: Kind) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG" if kind is Kind.JPG else "PNG"]) as sent:
            if sent.width * sent.height > MAX_POINTS:
                raise Refusal(Fault.EXPANSION)
            sent.load()
            upright = ImageOps.exif_transpose(sent)
            mode = "RGBA" if upright.has_transparency_data else "L" if upright.mode in {"1", "L"} else "RGB"
            if upright.mode.startswith("I"):  # sixteen bits a point: the eight that a screen shows
                upright, mode = upright.convert("I").point(lambda value: value / 256), "L"
            points = upright.convert(mode)
    except BROKEN as error:
        raise Refusal(Fault.DANADO) from error
    bare = Image.new(points.mode, points.size)  # carries no note, profile or text of the other
    bare.paste(points)
    return bare
