"""Rows that an operator brings in a CSV, as a file of the operator's folder; ``load`` is what lets it in or not.

>>> given = read_csv("fecha,valor,fuente\\n2027-02-01,121.00,INEGI\\n")
>>> [(one.since.isoformat(), str(one.value), one.source) for one in given]
[('2027-02-01', '121.00', 'INEGI')]
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from ventanilla.kernel.text import Text

from .additions import BadAddition, added, path_of
from .rows import Confidence, Parameter, Row, known_keys, parameter, read_parameter
from .tables import Table, Version, read_table, table, table_keys

COLUMNS: Final = {"fecha", "renglon", "valor", "fuente"}
_PLAIN: Final = ["fecha", "valor", "fuente"]  # the order without a line of names
_MONTH: Final = len("2026-05")


@dataclass(frozen=True, slots=True)
class Given:
    """One row of the CSV: ``label`` is the row of a table, '' for a plain value; ``line`` is where it was read."""

    line: int
    since: date
    value: Decimal
    label: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a CSV does not say of its rows; what is empty is taken from the rows that there are."""

    source: str
    checked_on: date
    cite: str = ""
    confidence: Confidence = Confidence.MEDIUM
    title: str = ""
    unit: str = ""


def read_csv(text: str) -> tuple[Given, ...]:
    """The rows of a CSV: ``fecha,valor[,fuente]``, or ``fecha,renglon,valor[,fuente]`` with its line of names.

    A date is 2027-02-01, or 2027-02 for a month. BadAddition lists every line that cannot be read.
    """
    lines = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    names = [cell.strip().lower() for cell in lines[0]] if lines else []
    headed = "fecha" in names
    if headed and not {"fecha", "valor"} <= set(names) <= COLUMNS:
        raise _bad(f"los nombres de las columnas son {', '.join(sorted(COLUMNS))}, y no {', '.join(names)}.")
    columns = names if headed else _PLAIN
    found: list[Given] = []
    faults: list[str] = []
    for number, cells in enumerate(lines, start=1):
        if (headed and number == 1) or not any(cell.strip() for cell in cells):
            continue
        try:
            found.append(_given(number, dict(zip(columns, (cell.strip() for cell in cells), strict=False))))
        except ValueError as error:
            faults.append(f"renglón {number}: {error}")
    if faults:
        raise _bad("; ".join(faults) + ".")
    if not found:
        raise _bad("no tiene ningún renglón.")
    return tuple(found)


def _given(line: int, cells: dict[str, str]) -> Given:
    day, number = cells.get("fecha", ""), cells.get("valor", "")
    try:
        since = date.fromisoformat(f"{day}-01" if len(day) == _MONTH else day)
    except ValueError as error:
        raise ValueError(f"«{day}» no es una fecha como 2027-02-01") from error
    try:
        value = Decimal(number)
    except InvalidOperation as error:
        raise ValueError(f"«{number}» no es un número como 117.31") from error
    if not value.is_finite() or value < 0:
        raise ValueError(f"«{number}» no es un valor de la ley")
    return Given(line, since, value, cells.get("renglon", ""), cells.get("fuente", ""))


def entered(key: str, given: Iterable[Given], origin: Origin) -> tuple[str, str, int]:
    """The path and the text of the file that adds the rows of ``key``, and how many are new.

    Those that the law already says alike are left out. BadAddition, in words, for what contradicts what was added.
    """
    rows = tuple(given)
    if key in table_keys() or (key not in known_keys() and rows[0].label):
        return _entered_table(key, rows, origin)
    return _entered_values(key, rows, origin)


def _entered_values(key: str, given: tuple[Given, ...], origin: Origin) -> tuple[str, str, int]:
    known = parameter(key) if key in known_keys() else None
    if any(one.label for one in given):
        raise _bad(f"{key} es un valor y no una tabla: no lleva la columna renglon.")
    fresh = _fresh(key, given, {(row.since, ""): row.value for row in (known.rows if known else ())})
    last_cite = known.rows[-1].cite if known and known.rows else known.cite if known else ""
    origin = _completed(key, origin, known, last_cite)
    text = added("data", key)
    rows = [*(read_parameter(key, text).rows if text else ())]
    rows += [
        Row(one.since, one.value, origin.cite, _source(one, origin), origin.checked_on, origin.confidence)
        for one in fresh
    ]
    lines = [
        f"  - {{since: {row.since}, value: {_q(row.value)}, {_rest(row)}}}"
        for row in sorted(rows, key=lambda row: row.since)
    ]
    return path_of("data", key), "\n".join([*_head(origin, known), *lines]) + "\n", len(fresh)


def _entered_table(key: str, given: tuple[Given, ...], origin: Origin) -> tuple[str, str, int]:
    known = table(key) if key in table_keys() else None
    if not all(one.label for one in given):
        raise _bad(f"{key} es una tabla: falta la columna renglon, o está vacía. Use fecha,renglon,valor,fuente.")
    versions = known.versions if known else ()
    old = {(one.since, label): value for one in versions for label, value in one.rows.items()}
    fresh = _fresh(key, given, old)
    origin = _completed(key, origin, known, versions[-1].cite if versions else "")
    text = added("tables", key)
    found = {one.since: one for one in (read_table(key, text).versions if text else ())}
    for one in fresh:
        before = found.get(one.since)
        found[one.since] = Version(
            since=one.since,
            rows={**(before.rows if before else {}), one.label: one.value},
            cite=origin.cite,
            source=_source(one, origin),
            checked_on=origin.checked_on,
            confidence=origin.confidence,
        )
    lines = [
        f"  - {{since: {since}, {_rest(one)}, rows: {{{', '.join(f'{_q(k)}: {_q(v)}' for k, v in one.rows.items())}}}}}"
        for since, one in sorted(found.items())
    ]
    return path_of("tables", key), "\n".join([*_head(origin, known), *lines]) + "\n", len(fresh)


def _source(one: Given, origin: Origin) -> str:
    if not (one.source or origin.source):
        raise _bad(f"renglón {one.line}: falta su fuente. Agregue la columna fuente, o diga --fuente.")
    return one.source or origin.source


def _fresh(key: str, given: tuple[Given, ...], old: dict[tuple[date, str], Decimal]) -> list[Given]:
    """The rows that are not known yet; one that is twice, or known otherwise, is refused."""
    fresh: list[Given] = []
    for one in given:
        place = (one.since, one.label)
        named = f"{key}{' «' + one.label + '»' if one.label else ''} del {one.since}"
        if place not in old:
            fresh.append(one)
        elif old[place] != one.value:
            raise _bad(
                f"renglón {one.line}: {named} ya es {old[place]}, y no se cambia por {one.value}. "
                "Si usted lo cargó por error, corrija a mano el archivo de la carpeta de VENTANILLA_LEY."
            )
        old[place] = one.value
    return fresh


def _completed(key: str, origin: Origin, known: Parameter | Table | None, cite: str) -> Origin:
    """``origin`` with the article, the title and the unit that the law knows; the first two are asked for otherwise."""
    found = replace(
        origin,
        cite=origin.cite or cite,
        title=known.title if known else origin.title,
        unit=known.unit if known else origin.unit,
    )
    lacking = [
        option
        for option, value in (("--fundamento", found.cite), ("--titulo", found.title), ("--unidad", found.unit))
        if not value
    ]
    if lacking:
        raise _bad(f"{key} es una clave nueva: diga también {', '.join(lacking)}.")
    return found


def _head(origin: Origin, known: Parameter | Table | None) -> Iterator[str]:
    yield f"title: {_q(origin.title)}"
    yield f"unit: {_q(origin.unit)}"
    if known is not None and known.renews.value:
        yield f"renews: {known.renews.value}"
    yield "values:"


def _rest(one: Row | Version) -> str:
    confidence = one.confidence.value
    return f"cite: {_q(one.cite)}, source: {_q(one.source)}, checked_on: {one.checked_on}, confidence: {confidence}"


def _q(value: object) -> str:
    """A text of YAML, whatever it holds: JSON's quoting is also YAML's."""
    return json.dumps(str(value), ensure_ascii=False)


def _bad(why: str) -> BadAddition:
    return BadAddition(Text("LEY_CSV_IMPOSIBLE", "No se carga el archivo: {porque}", porque=why))
