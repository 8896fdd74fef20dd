"""In which line and column an element or an attribute is written: what a parser of XML does not keep.

The parser knows the line where a start tag *ends*, and no column. The text of a document that it accepted (well formed,
without a DTD) is walked here by its marks; the n-th start tag is the n-th element. Only a document with something to
tell is walked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from lxml import etree

from ventanilla.formats.finding import Place

_MARK: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*+>|<([^\s/>!?]++)((?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"\s([^\s=\"'/>]++)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_QUOTE: Final = re.compile(r"[\"']")


class Places:
    """Where the things of one document are; lines and columns are counted in letters, from 1."""

    def __init__(self, name: str, text: str, root: etree._Element) -> None:
        self.name: Final = name
        self._text = text
        self._root = root
        self._tags: list[re.Match[str]] | None = None
        self._order: dict[etree._Element, int] = {}
        self._lines: list[int] = []

    def of(self, element: etree._Element, attribute: str = "") -> Place:
        """Where the value of ``attribute`` begins, or the start tag of ``element`` if it has none of that name."""
        tag = self._tag(element)
        if tag is None:
            return Place(self.name, element.sourceline or 0)
        if attribute:
            for found in _ATTRIBUTE.finditer(self._text, tag.start(2), tag.end(2)):
                quote = _QUOTE.search(self._text, found.end(1))
                if found.group(1) == attribute and quote is not None:
                    return self._at(quote.end())
        return self._at(tag.start())

    def _tag(self, element: etree._Element) -> re.Match[str] | None:
        if self._tags is None:
            self._tags = [mark for mark in _MARK.finditer(self._text) if mark.group(1) is not None]
            self._order = {each: place for place, each in enumerate(self._root.iter("*"))}
            self._lines = [0, *(end.end() for end in re.finditer("\n", self._text))]
        place = self._order.get(element, -1)
        if len(self._tags) != len(self._order) or place < 0:
            return None
        tag = self._tags[place]
        local = tag.group(1).rpartition(":")[2]
        return tag if local == etree.QName(element).localname else None

    def _at(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(self.name, line, offset - self._lines[line - 1] + 1)


def clamped(name: str, text: str, line: int, column: int) -> Place:
    """A place that a parser told, brought inside the text: it counts the end of the file as one more, and in bytes."""
    lines = text.split("\n")
    line = min(max(line, 1), len(lines))
    return Place(name, line, min(max(column, 1), len(lines[line - 1]) + 1))
