"""The process apart: ``python -m ventanilla.adapters.pdf.worker``. The file comes by its standard input.

It answers a line of JSON for each page (``page``, ``rows``, ``text``: whether it has any letter), after one with how
many ``pages`` there are; or one line with ``fault``. What it could not finish is for whoever started it to tell.
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ventanilla.adapters.cleaning.limits import confine

from .layout import Word, rows
from .port import CPU_SECONDS, MAX_CELL, MAX_COLUMNS, MAX_PAGES, MAX_ROWS, MAX_WORDS, MEMORY_BYTES, Fault

if TYPE_CHECKING:
    from pdfplumber.page import Page

RULED: Final = 0.6  # share of the words of a page that are inside ruled tables, for their rules to be believed
# Broken files make the reader fail in all these ways, beside its own errors.
BROKEN: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def answers(data: bytes) -> Iterator[dict[str, Any]]:
    """The lines of the answer."""
    # Imported once confined: what they load counts too.
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    own = (PSException, PdfminerException)
    try:
        document = pdfplumber.open(io.BytesIO(data))
        pages = document.pages
    except (*own, *BROKEN) as error:
        causes = (error, error.__cause__, *error.args)
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)
        yield {"fault": (Fault.CIFRADO if locked else Fault.DANADO).value}
        return
    yield {"pages": len(pages)}
    for page in pages[:MAX_PAGES]:
        try:
            found, text = of_page(page)
        except (*own, *BROKEN):
            yield {"page": page.page_number, "rows": [], "text": True, "broken": True}
            continue
        yield {"page": page.page_number, "rows": found, "text": text}
        page.close()  # what it drew is forgotten


def of_page(page: Page) -> tuple[list[list[str]], bool]:
    """The rows of a page, and whether it has any letter."""
    words = [
        Word(str(one["text"]), float(one["x0"]), float(one["x1"]), float(one["top"]), float(one["bottom"]))
        for one in page.extract_words(x_tolerance=1.5, y_tolerance=2)[:MAX_WORDS]
    ]
    if not words:
        return [], False
    ruled = []
    if page.vertical_edges and page.horizontal_edges:  # else no cell has its four sides
        ruled = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    boxes = [table.bbox for table in ruled]
    inside = sum(
        any(x0 <= word.left and word.right <= x1 and top <= word.middle <= bottom for x0, top, x1, bottom in boxes)
        for word in words
    )
    if inside < RULED * len(words):
        return rows(words), True
    return [
        [" ".join((cell or "").split())[:MAX_CELL] for cell in row[:MAX_COLUMNS]]
        for table in ruled
        for row in table.extract()[:MAX_ROWS]
    ], True


def main() -> None:
    """See the module."""
    confine(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    out = sys.stdout
    try:
        for answer in answers(sys.stdin.buffer.read()):
            out.write(json.dumps(answer, ensure_ascii=True) + "\n")
            out.flush()  # a page that was read is not lost with the next one
    except MemoryError:
        out.write(json.dumps({"fault": Fault.DEMASIADO.value}) + "\n")


if __name__ == "__main__":
    main()
