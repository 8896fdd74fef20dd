"""A terminal as a picture: what a command wrote, with its colours, in an SVG that text tools can compare."""

from __future__ import annotations

import re
from html import escape
from typing import Final

COLUMNS: Final = 112
LINE: Final = 18  # points
LETTER: Final = 7.8
MARGIN: Final = 16
_STYLE: Final = re.compile(r"\x1b\[([\d;]*)m")
_COLOURS: Final = {"31": "#ff8f80", "32": "#8fd694", "33": "#f2cc60", "34": "#9ecbff"}


def picture(command: str, said: str, most: int = 34) -> str:
    """The first ``most`` lines of what ``command`` said, each cut in as many as its width asks for."""
    lines = [f"$ {command}", *(piece for line in said.rstrip().split("\n") for piece in _wrapped(line))]
    cut = lines if len(lines) <= most else [*lines[: most - 1], "…"]
    width, height = int(COLUMNS * LETTER + 2 * MARGIN), len(cut) * LINE + 2 * MARGIN
    rows = [
        f'<text x="{MARGIN}" y="{MARGIN + LINE * n + 13}" xml:space="preserve">{_spans(line)}</text>'
        for n, line in enumerate(cut)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(command)}">',
            f'<rect width="{width}" height="{height}" rx="8" fill="#12231c"/>',
            '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="#e9efe9">',
            *rows,
            "</g>",
            "</svg>",
            "",
        )
    )


def _wrapped(line: str) -> list[str]:
    """Cut at spaces; a cut line goes on under its own margin. Styles take no room."""
    bare = _STYLE.sub("", line)
    if len(bare) <= COLUMNS:
        return [line]
    margin = " " * (len(bare) - len(bare.lstrip()) or 7)
    pieces, current, width = [], "", 0
    for word in re.split(r"(?<=\s)(?=\S)", line):
        size = len(_STYLE.sub("", word))
        if width + size > COLUMNS and current.strip():
            pieces.append(current.rstrip())
            current, width = margin, len(margin)
        current, width = current + word, width + size
    return [*pieces, current.rstrip()]


def _spans(line: str) -> str:
    written, style = [], ""
    for n, part in enumerate(_STYLE.split(line)):
        if n % 2:
            codes = part.split(";")
            colour = next((_COLOURS[code] for code in codes if code in _COLOURS), "")
            if "0" in codes or not part:
                style = ""
            else:
                style += f' fill="{colour}"' if colour and "fill" not in style else ""
                style += ' font-weight="bold"' if "1" in codes and "bold" not in style else ""
        elif part:
            text = escape(part)
            written.append(f"<tspan{style}>{text}</tspan>" if style else text)
    return "".join(written)
