"""A CSV as a sheet: its encoding and its delimiter are guessed, and told; every cell is a text or None.

Whether "1,250" is one and a quarter is not asked here: a whole column answers it, to whoever reads it as numbers.
A row is a line; a text in quotes may go on in the lines after it, which then give empty rows, so that a line of
findings is the line of the file.

>>> sheet, told = read("LISTA.CSV", "NSS;Nombre\\r\\n99178500015;Núñez\\r\\n".encode("cp1252"))
>>> sheet.rows, told.cause.code
((('NSS', 'Nombre'), ('99178500015', 'Núñez')), 'CSV_LEIDO')
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ventanilla.kernel.text import Text

from . import encoding
from .finding import Finding, Place, Severity
from .sheet import MAX_CELL, MAX_ROWS, Budget, Gatherer, Sheet, Unreadable

DELIMITERS: Final = (",", ";", "\t", "|")
SAMPLE: Final = 200  # lines that tell the delimiter
MAX_TOLD: Final = 1_000  # rows whose quotes are told one by one
MAX_JOINED: Final = 50  # lines that a text in quotes may take
_NAMES: Final = {",": "coma", ";": "punto y coma", "\t": "tabulador", "|": "barra"}
_LETTERS: Final = {
    "ascii": "ASCII", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows (cp1252)", "cp850": "MS-DOS (cp850)",
    "utf-16": "UTF-16",
}  # fmt: skip
_TOLD_BY: Final = "sep="  # a first line that Excel understands
_BINARY: Final = 0.01  # share of bytes that no text has from which it is none
_CONTROL: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1a")


def read(file: str, content: bytes) -> Iterator[Sheet | Finding]:
    """The one sheet, without a name, and the findings of how it was read. ``Unreadable`` for what is no text."""
    code = _code(content)
    lines = _lines(content, code)
    told = _told(lines)
    delimiter = told or guess_delimiter(lines[:SAMPLE])
    gatherer = Gatherer(file, "", Budget())
    findings = _fill(gatherer, lines, delimiter, file, skip=1 if told else 0)
    yield from gatherer.given()
    yield from findings
    if any(byte > 127 for byte in content[: encoding.SAMPLE]) or delimiter != ",":
        yield Finding(
            Severity.NOTE,
            Place(file),
            "",
            Text(
                "CSV_LEIDO",
                "Se leyó con letras {letras} y columnas separadas por {separador}.",
                letras=_LETTERS[code],
                separador=_NAMES[delimiter],
            ),
            Text("CSV_LEIDO_REMEDIO", "Si ve letras o columnas cambiadas, guárdelo como CSV UTF-8 separado por comas."),
        )


def _code(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[: encoding.SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _BINARY * len(sample):
        raise Unreadable(
            Text("NO_ES_TABLA", "El archivo no es una tabla de texto ni un libro de hojas de cálculo que se conozca."),
            Text("NO_ES_TABLA_REMEDIO", "Guárdelo desde su programa como .xlsx o como CSV UTF-8 y vuelva a subirlo."),
        )
    return encoding.guess(sample)


def _lines(content: bytes, code: str) -> list[str]:
    """Its lines without their ends: CRLF, LF or CR; one more than is read, at most."""
    text = content.decode(code, "replace").replace("\0", "").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MAX_ROWS + 1)
    return lines[: MAX_ROWS + 1]


def _told(lines: list[str]) -> str:
    """The delimiter that the first line says, "" where it says none."""
    first = lines[0].strip("\ufeff\"' ") if lines else ""
    said = first[len(_TOLD_BY) :] if first[: len(_TOLD_BY)].lower() == _TOLD_BY else ""
    return said[:1] if said[:1] in DELIMITERS else ""


def guess_delimiter(lines: list[str]) -> str:
    """What cuts most of ``lines`` in the same number of columns, the more the better; a comma where nothing does.

    >>> guess_delimiter(["NSS;SBC", "99178500015;687,70", "99178500023;315,04"])
    ';'
    """
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        counts: Counter[int] = Counter()
        number = rows = 0
        while number < len(lines):
            cells, taken = _row(lines, number, delimiter)
            if any(cells):
                rows += 1
                counts[len(cells)] += 1
            number += taken
        several = {columns: times for columns, times in counts.items() if columns > 1}
        if not several:
            continue
        columns, times = max(several.items(), key=lambda one: (one[1], one[0]))
        score = times / rows + min(columns, 20) / 100
        if score > most:
            best, most = delimiter, score
    return best


def _row(lines: list[str], number: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of the row that begins at a line, and how many lines it takes; all of it in one if it cannot be cut."""
    line = lines[number][: 2 * MAX_CELL]
    if '"' not in line:
        return line.split(delimiter), 1
    cells, taken = _quoted(lines, number, delimiter)
    return ([line], 1) if cells is None else (cells, taken)


def _cut(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _fill(gatherer: Gatherer, lines: list[str], delimiter: str, file: str, skip: int) -> list[Finding]:
    findings: list[Finding] = []
    untold = 0
    number = skip
    while number < len(lines) and not gatherer.full:
        line = lines[number]
        taken = 1
        if '"' not in line:
            cells = line.split(delimiter)
        else:
            joined, taken = _quoted(lines, number, delimiter)
            if joined is None:
                cells = line.split(delimiter)
                if len(findings) < MAX_TOLD:
                    findings.append(_unclosed(file, number + 1, 1 + line.count(delimiter, 0, line.index('"'))))
                else:
                    untold += 1
            else:
                cells = joined
        gatherer.put(number + 1, [cell.strip() for cell in cells])
        number += taken
    if untold:
        cause = Text("COMILLAS_SIN_CERRAR_MAS", "Hay {n} filas más cuyas comillas no se cierran.", n=untold)
        fix = Text("COMILLAS_SIN_CERRAR_MAS_REMEDIO", "Guarde la lista otra vez como CSV, o como .xlsx.")
        findings.append(Finding(Severity.WARNING, Place(file), "", cause, fix))
    return findings


def _quoted(lines: list[str], number: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of a line with quotes, and how many lines they took; None where a quote never ends."""
    text = lines[number]
    for taken in range(1, MAX_JOINED + 1):
        if len(text) > MAX_CELL:
            break
        try:
            return next(csv.reader([text], delimiter=delimiter, strict=True), []), taken
        except csv.Error as fault:
            if "unexpected end" not in str(fault):
                if taken > 1:
                    break
                return _cut(text, delimiter), 1
        if number + taken >= len(lines):
            break
        text = f"{text}\n{lines[number + taken]}"
    return None, 1


def _unclosed(file: str, line: int, column: int) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(file, line, column),
        "",
        Text("COMILLAS_SIN_CERRAR", "Las comillas que se abren en esta fila no se cierran; se leyó sin ellas."),
        Text("COMILLAS_SIN_CERRAR_REMEDIO", "Quite las comillas, o ciérrelas al final del mismo texto."),
    )
