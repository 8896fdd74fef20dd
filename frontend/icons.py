"""Draws the logo as the pictures that a telephone shows of an installed card: `python frontend/icons.py`.

The shapes are those of ``styles/logo.svg``, on a square of paper with room around for systems that cut a circle out.
They are drawn large and made small, so that no edge is rough. What is drawn is committed beside the other files of
``static/dist``: the build of styles and scripts needs no Python.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

DIST: Final = Path(__file__).parents[1] / "src/ventanilla/web/static/dist"
SIZES: Final = (192, 512)  # pixels
FINE: Final = 4  # times larger than it will be
WIDTH, HEIGHT = 40, 48  # of the logo's own box
PART: Final = 0.6  # of the side that the logo takes: within the circle of four fifths that no system cuts
GREEN, PAPER, ACCENT = "#1e4d34", "#faf6ee", "#a8481f"


def drawn(size: int) -> Image.Image:
    """The picture of ``size`` pixels."""
    side = size * FINE
    picture = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(picture)
    scale = side * PART / HEIGHT
    left, top = (side - WIDTH * scale) / 2, (side - HEIGHT * scale) / 2

    def box(*corners: float) -> tuple[float, ...]:
        return tuple((left if at % 2 == 0 else top) + value * scale for at, value in enumerate(corners))

    def arch(x: float, y: float, radius: float, foot: float, colour: str) -> None:
        pen.ellipse(box(x, y, x + 2 * radius, y + 2 * radius), fill=colour)
        pen.rectangle(box(x, y + radius, x + 2 * radius, foot), fill=colour)

    arch(3, 3, 17, 43, GREEN)
    arch(9.25, 9.75, 10.75, 36, PAPER)
    arch(11.75, 12.25, 8.25, 36, GREEN)
    pen.rectangle(box(19, 13, 21.5, 36), fill=PAPER)
    pen.rectangle(box(0, 38, 40, 45), fill=ACCENT)
    return picture.resize((size, size), Image.Resampling.LANCZOS).quantize(64)


if __name__ == "__main__":
    for each in SIZES:
        drawn(each).save(DIST / f"icono-{each}.png", optimize=True)
