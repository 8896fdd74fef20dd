"""The workers of a batch, from a CSV or a JSON file that somebody wrote by hand or exported from a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

from ventanilla.domain.contributions import (
    CuotasError,
    Empleo,
    Jornada,
    Prestaciones,
    Salario,
    Variable,
    Zona,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

T = TypeVar("T")
MAX_BYTES: Final = 5 * 1024 * 1024
_HEAD: Final = 4096  # bytes in which a table says its columns
_NONE: Final = Money("0.00")
_FIELDS: Final = (
    "clave", "ingreso", "salario_diario", "zona", "jornada", "sbc", "aguinaldo", "prima_vacacional", "vacaciones",
    "fijas", "despensa", "variable", "bimestre", "importe", "ausencias", "incapacidad",
)  # fmt: skip


class BadFile(ValueError):
    """A file that cannot be read as workers; ``reason`` says where, why, and what to do."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


def is_of_workers(path: Path) -> bool:
    """Whether a file is a table with our own columns: a CSV that names them, or a JSON that is no planilla of ours."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD).decode("utf-8-sig", "replace")
    if path.suffix.lower() == ".json":
        return '"formato"' not in head
    columns = {name.strip().strip('"') for name in head.partition("\n")[0].split(",")}
    return {"clave", "ingreso"} <= columns


def read_workers(path: Path) -> tuple[Empleo, ...]:
    """The workers of a file, by its extension: a list of objects in JSON, else a CSV with a line of names."""
    if path.stat().st_size > MAX_BYTES:
        raise BadFile(
            Text("ARCHIVO_GRANDE", "El archivo pasa de {maximo} bytes. Divídalo en varios.", maximo=MAX_BYTES)
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(Text("ARCHIVO_SIN_UTF8", "El archivo no está en UTF-8. Guárdelo así y repita.")) from error
    rows = _json_rows(text) if path.suffix.lower() == ".json" else _csv_rows(text)
    return tuple(_worker(number, row) for number, row in enumerate(rows, start=1))


def _csv_rows(text: str) -> list[Mapping[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: list[Mapping[str, str]] = []
    try:
        for number, row in enumerate(reader, start=1):
            if None in row:
                raise _at(number, "tiene más celdas que columnas.")
            found.append({name: cell or "" for name, cell in row.items()})
    except csv.Error as error:
        raise BadFile(Text("CSV_ILEGIBLE", "El archivo no es un CSV que se pueda leer. Guárdelo de nuevo.")) from error
    return found


def _json_rows(text: str) -> list[Mapping[str, str]]:
    try:
        data = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise BadFile(Text("JSON_ILEGIBLE", "El archivo no es JSON. Revíselo, o use un CSV.")) from error
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise BadFile(Text("JSON_SIN_LISTA", "El JSON debe ser una lista con un objeto por persona."))
    return [{name: _scalar(n, name, value) for name, value in row.items()} for n, row in enumerate(data, start=1)]


def _scalar(number: int, name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _at(number, f"el campo {name} no es un texto ni un número.")
    return value


def _worker(number: int, row: Mapping[str, str]) -> Empleo:
    unknown = [name for name in row if name not in _FIELDS]
    if unknown:
        raise _at(number, f"la columna «{unknown[0]}» no se conoce. Se conocen: {', '.join(_FIELDS)}.")
    clave = row.get("clave", "").strip()
    if not clave:
        raise _at(number, "falta la clave de la persona.")

    def read(name: str, of: Callable[[str], T], words: str) -> T | None:
        cell = row.get(name, "").strip()
        if not cell:
            return None
        try:
            return of(cell)
        except (ValueError, ArithmeticError) as error:
            raise _at(number, f"«{cell}», en {name}, no es {words}.") from error

    def money(name: str) -> Money | None:
        return read(name, Money, "un importe en pesos, como 315.04")

    ingreso = read("ingreso", date.fromisoformat, "una fecha, como 2025-03-10")
    if ingreso is None:
        raise _at(number, "falta la fecha de ingreso, como 2025-03-10.")
    try:
        salario = Salario(
            diario=money("salario_diario"),
            prestaciones=Prestaciones(
                read("aguinaldo", int, "un número de días"),
                read("prima_vacacional", Decimal, "un porcentaje, como 25"),
                read("vacaciones", int, "un número de días"),
            ),
            fijas=money("fijas") or _NONE,
            despensa=money("despensa") or _NONE,
            variable=money("variable") or _NONE,
            zona=read("zona", Zona, "una zona: general o zlfn") or Zona.GENERAL,
            jornada=read("jornada", Jornada, "una jornada: completa, reducida o semana_reducida") or Jornada.COMPLETA,
        )
        bimester = read("bimestre", _bimester, "un bimestre, como 2026-1")
        importe = money("importe")
        if (bimester is None) is not (importe is None):
            raise _at(number, "el bimestre y el importe van juntos: falta uno.")
        variables: tuple[Variable, ...] = ()
        if bimester is not None and importe is not None:
            variables = (
                Variable(
                    *bimester,
                    importe,
                    ausencias=read("ausencias", int, "un número de días") or 0,
                    incapacidad=read("incapacidad", int, "un número de días") or 0,
                    ingreso=ingreso,
                ),
            )
        return Empleo(clave, ingreso, salario, money("sbc"), variables)
    except CuotasError as error:
        raise _at(number, f"{error.campo}: {error.reason}") from error


def _bimester(text: str) -> tuple[int, int]:
    year, number = text.split("-")
    return int(year), int(number)


def _at(number: int, why: str) -> BadFile:
    return BadFile(
        Text(
            "PERSONA_IMPOSIBLE",
            "En la persona {numero} del archivo, {porque} Corríjalo y repita.",
            numero=number,
            porque=why,
        )
    )
