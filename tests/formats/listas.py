"""Lists of workers: what the tests of them share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ventanilla.domain.identifiers import nss
from ventanilla.formats import lista
from ventanilla.formats.finding import Finding
from ventanilla.formats.lista import Campo, Columna, Plantilla
from ventanilla.formats.records import Record
from ventanilla.formats.sheet import Cell, Sheet

Given = list[Record | Finding]
CURP, RFC = "PEGA850101HDFRRL09", "GODE561231GR8"
FIELDS = {
    "NSS": Campo.NSS, "Nombre": Campo.NOMBRE, "CURP": Campo.CURP, "RFC": Campo.RFC, "Registro": Campo.REGISTRO,
    "Alta": Campo.FECHA_ALTA, "Baja": Campo.FECHA_BAJA, "SBC": Campo.SBC, "Diario": Campo.DIARIO,
    "Tipo": Campo.TIPO_TRABAJADOR, "Clave": Campo.CLAVE, "Sexo": Campo.SEXO,
}  # fmt: skip
PERSON: list[Cell] = [
    "99178500015", "PEREZ GARCIA ALBERTO", CURP, RFC, "Z9912345105", date(2026, 1, 15), None, Decimal("687.70"),
    Decimal("655.39"), "PERMANENTE", "7", "M",
]  # fmt: skip
PLANTILLA = Plantilla(
    tuple(Columna(campo, title, n) for n, (title, campo) in enumerate(FIELDS.items(), 1)), 1, confirmada=True
)


def people(count: int = 3) -> list[list[Cell]]:
    """The titles, and so many people."""
    rows: list[list[Cell]] = [list(FIELDS)]
    for n in range(count):
        rows.append([nss.compose("99", 17, 85, n + 1), *PERSON[1:]])
    return rows


def read(rows: list[list[Cell]], plantilla: Plantilla | None = PLANTILLA, **more: object) -> Given:
    sheet = Sheet("H", tuple(tuple(row) for row in rows))
    return list(lista.read(sheet, plantilla, "f", **more))  # type: ignore[arg-type]  # periodo, registro, on


def records(given_by: Given) -> list[Record]:
    return [one for one in given_by if not isinstance(one, Finding)]


def findings(given_by: Given) -> list[Finding]:
    return [one for one in given_by if isinstance(one, Finding)]


def of(fields: dict[str, Campo], *rows: list[Cell], **more: object) -> Given:
    """A list of those columns, with its plantilla."""
    columns = tuple(Columna(campo, title, n) for n, (title, campo) in enumerate(fields.items(), 1))
    return read([list(fields), *rows], Plantilla(columns, 1, confirmada=True), **more)
