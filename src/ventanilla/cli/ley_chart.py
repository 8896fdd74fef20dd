"""The history of a value as a picture: steps, since each value holds until the next one.

The scale starts at zero, so that a change looks as large as it is; a time for which no value is known is a gap. A table
beside it has the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from ventanilla import law
from ventanilla.kernel.text import long_date

WIDTH: Final = 720
HEIGHT: Final = 200
_LEFT: Final = 16
_RIGHT: Final = 704
_TOP: Final = 40
_BOTTOM: Final = 168
_LABEL: Final = 52  # pixels that a number needs: closer than that, only the later one is written
_LINE: Final = "#0b5d57"
_INK: Final = "#333333"


def described(parameter: law.Parameter) -> str:
    """What the picture says, for whoever does not see it."""
    first, last = parameter.rows[0], parameter.rows[-1]
    if len(parameter.rows) == 1:
        return f"{parameter.title}: {first.value} {parameter.unit}, desde el {long_date(first.since)}."
    return (
        f"{parameter.title}: {len(parameter.rows)} valores, de {first.value} {parameter.unit} desde el "
        f"{long_date(first.since)} a {last.value} desde el {long_date(last.since)}."
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day and a value are drawn."""

    first: date
    end: date
    highest: Decimal

    @classmethod
    def of(cls, parameter: law.Parameter) -> _Scale:
        rows = parameter.rows
        last = max(rows[-1].since, rows[-1].checked_on, parameter.until(rows[-1]) or rows[-1].since)
        return cls(date(rows[0].since.year, 1, 1), date(last.year + 1, 1, 1), max(row.value for row in rows))

    def x(self, day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self.first).days / (self.end - self.first).days, 1)

    def y(self, value: Decimal) -> float:
        return round(float(_BOTTOM - (_BOTTOM - _TOP) * value / self.highest), 1)


def chart(parameter: law.Parameter) -> str:
    """The picture as SVG."""
    scale = _Scale.of(parameter)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(parameter.title)}</title>',
        f'<desc id="d">{escape(described(parameter))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{_LEFT} {_BOTTOM}H{_RIGHT}" stroke="{_INK}" fill="none"/>',
        f'<path d="{"".join(_steps(parameter, scale))}" stroke="{_LINE}" stroke-width="2.5" fill="none"/>',
        f'<g font-family="sans-serif" font-size="12" fill="{_INK}">',
        f'<text x="{_LEFT}" y="18">{escape(parameter.unit)}</text>',
        *_years(scale),
        *_numbers(parameter, scale),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _steps(parameter: law.Parameter, scale: _Scale) -> Iterator[str]:
    """A level for each value, joined to the one before where nothing is missing between them."""
    drawn: date | None = None  # the day after the last one drawn
    for row in parameter.rows:
        until = parameter.until(row)
        after = until + timedelta(days=1) if until else scale.end
        yield f"{'V' if drawn == row.since else f'M{scale.x(row.since)} '}{scale.y(row.value)}H{scale.x(after)}"
        drawn = after


def _years(scale: _Scale) -> Iterator[str]:
    """The years, as many as fit."""
    written = -float(_LABEL)
    for year in range(scale.first.year, scale.end.year):
        x = scale.x(date(year, 1, 1))
        if x - written >= _LABEL:
            yield f'<text x="{x}" y="{_BOTTOM + 18}">{year}</text>'
            written = x


def _numbers(parameter: law.Parameter, scale: _Scale) -> Iterator[str]:
    """Each new number over the beginning of its step; where two would touch, the later one."""
    rows = [row for n, row in enumerate(parameter.rows) if n == 0 or row.value != parameter.rows[n - 1].value]
    for n, row in enumerate(rows):
        x = scale.x(row.since)
        if n + 1 == len(rows) or scale.x(rows[n + 1].since) - x >= _LABEL:
            anchor = ' text-anchor="end"' if x > _RIGHT - _LABEL else ""
            yield f'<text x="{x}" y="{scale.y(row.value) - 6:.1f}"{anchor}>{row.value}</text>'
