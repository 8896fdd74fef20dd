"""Words with their places on a page, into rows of cells. Pure, so that it is tested without any PDF.

A printed list has no cells: only words. Those near one another are one text; where nearly no line of the list has ink,
from top to bottom, a column ends and the next one begins.

>>> words = [Word("NSS", 10, 25, 10, 18), Word("Nombre", 80, 110, 10, 18), Word("SBC", 200, 215, 10, 18)]
>>> words += [Word("99178500015", 10, 60, 20, 28), Word("ANA", 80, 98, 20, 28), Word("RUIZ", 100, 120, 20, 28)]
>>> words += [Word("687.70", 190, 215, 20, 28)]
>>> rows(words)
[['NSS', 'Nombre', 'SBC'], ['99178500015', 'ANA RUIZ', '687.70']]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .port import MAX_CELL, MAX_COLUMNS, MAX_ROWS

SAME_LINE: Final = 0.45  # of the height of a letter: words whose middles are nearer than this are of one line
SAME_TEXT: Final = 0.72  # of the height: words nearer than this are one text
LEAST_CELLS: Final = 3  # of a line of a list
LEAST_WORDS: Final = 4  # of a line of a list in letters of one width, whose columns stand a space apart
OTHERS: Final = 0.15  # share of the lines of a page that may be of another table than most
SOME_LINES: Final = 4  # with as many, the titles may be another table: their words stand nearer than what is under them
INK: Final = 0.02  # share of the lines that may cross from a column to the next, where only words are told apart
NARROWEST: Final = 1.5  # points between two columns
_ALONE: Final = re.compile(
    r"\d{10,11}|\$?[\d,]+\.\d\d|[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}|[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]\d", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """How tall its letters are."""
        return max(self.bottom - self.top, 1.0)


def rows(words: Sequence[Word]) -> list[list[str]]:
    """The rows of a page, with a cell for every column of its list; a text that is alone in its line is one cell."""
    lines = _lines(words)
    together = [_together(line) for line in lines]
    own = {n for n, texts in enumerate(together) if len(texts) >= LEAST_CELLS}
    if len(own) >= 2:
        limits = _limits([[_box(text) for text in together[n]] for n in own])
    else:
        own = {n for n, line in enumerate(lines) if len(line) >= LEAST_WORDS}
        boxes = [[(word.left, word.right) for word in lines[n]] for n in own]
        limits = [_middle(strip) for strip in _strips(boxes, int(INK * len(boxes)))]
    limits = limits[: MAX_COLUMNS - 1]
    return [
        _row([[word] for word in line] if n in own else together[n], limits) for n, line in enumerate(lines[:MAX_ROWS])
    ]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each line from left to right, the lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        if lines and abs(lines[-1][0].middle - word.middle) <= SAME_LINE * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _together(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, those of one text together; a number of a person, or an amount, is a text by itself."""
    texts: list[list[Word]] = []
    for word in line:
        last = texts[-1][-1] if texts else None
        apart = last is None or word.left - last.right > SAME_TEXT * word.size
        if last is not None and not apart and not _ALONE.fullmatch(word.text) and not _ALONE.fullmatch(last.text):
            texts[-1].append(word)
        else:
            texts.append([word])
    return texts


def _box(text: Sequence[Word]) -> tuple[float, float]:
    return text[0].left, max(word.right for word in text)


def _limits(lines: Sequence[Sequence[tuple[float, float]]]) -> list[float]:
    """Where each column but the last ends. The lines that cross where most have a column's end are of another table, or
    titles: they are left aside, and then no other line crosses."""
    usual = _strips(lines, max(int(OTHERS * len(lines)), int(len(lines) >= SOME_LINES)))
    rest = [
        line
        for line in lines
        if not any(left <= start and end <= right for left, right in line for start, end in usual)
    ]
    return [_middle(strip) for strip in (_strips(rest, 0) if len(rest) >= 2 else usual)]


def _strips(lines: Sequence[Sequence[tuple[float, float]]], most: int) -> list[tuple[float, float]]:
    """The strips, from top to bottom, that at most ``most`` lines cross, between others that more lines do."""
    edges: list[tuple[float, int]] = []
    for line in lines:
        end = float("-inf")
        for left, right in sorted(line):
            if right > end:  # a line has ink at a place once, however many words overlap there
                edges += [(max(left, end), 1), (right, -1)]
                end = right
    found: list[tuple[float, float]] = []
    inked, since = 0, None
    for at, change in sorted(edges):
        before, inked = inked, inked + change
        if before > most >= inked:
            since = at
        elif before <= most < inked:
            if since is not None and at - since >= NARROWEST:
                found.append((since, at))
            since = None
    return found


def _middle(strip: tuple[float, float]) -> float:
    return sum(strip) / 2


def _row(texts: Sequence[Sequence[Word]], limits: Sequence[float]) -> list[str]:
    """Each text in the column where its middle is, or, if it is of several words, where it begins."""
    cells: list[list[str]] = [[] for _ in range(len(limits) + 1)]
    for text in texts:
        at = (text[0].left + text[0].right) / 2
        cells[sum(limit < at for limit in limits)] += [word.text for word in text]
    return [" ".join(cell)[:MAX_CELL] for cell in cells]
