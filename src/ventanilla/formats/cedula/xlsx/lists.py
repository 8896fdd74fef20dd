"""The sheets of what happened to each worker in the periods, and of what was found in the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ventanilla.domain.contributions.housing_credit import TipoDescuento
from ventanilla.formats.cedula.incidences import BAJA, incidencias
from ventanilla.formats.finding import Severity

from .book import Book
from .rows import Cell, Field, Kind, day, escaped, pesos

_HEAD: Final = 3
_SEVERITIES: Final = {Severity.ERROR: "Error", Severity.WARNING: "Advertencia", Severity.NOTE: "Nota"}
_OF_INCIDENCES: Final = (
    Field("NSS", 13, "text", Kind.TEXT),
    Field("Nombre", 38, "text", Kind.TEXT),
    Field("Qué", 28, "text", Kind.TEXT),
    Field("Desde", 12, "day"),
    Field("Hasta", 12, "day"),
    Field("Días", 8, "whole"),
    Field("Salario base", 13, "amount"),
)
_OF_CREDITS: Final = (
    Field("NSS", 13, "text", Kind.TEXT),
    Field("Nombre", 38, "text", Kind.TEXT),
    Field("Descuento", 26, "text", Kind.TEXT),
    Field("Valor", 12, "rate"),
    Field("Días", 8, "whole"),
    Field("Base", 14, "amount"),
    Field("Amortización", 14, "amount"),
    Field("Seguro", 12, "amount"),
)
_DISCOUNTS: Final = {
    TipoDescuento.PORCENTAJE: "Por ciento del salario",
    TipoDescuento.CUOTA_FIJA: "Cuota fija, al mes",
    TipoDescuento.VSM: "Factor de descuento",
}
_OF_FINDINGS: Final = (
    Field("Gravedad", 13, "wrap", Kind.TEXT),
    Field("Archivo", 26, "wrap", Kind.TEXT),
    Field("Hoja", 14, "wrap", Kind.TEXT),
    Field("Línea", 8, "whole"),
    Field("Columna", 9, "whole"),
    Field("Dato", 16, "wrap", Kind.TEXT),
    Field("Qué pasa", 62, "wrap", Kind.TEXT),
    Field("Qué hacer", 62, "wrap", Kind.TEXT),
    Field("Clave", 24, "wrap", Kind.TEXT),
)


def add_incidencias(book: Book) -> None:
    """Movements, absences and certificates inside the periods."""
    found = list(incidencias(book.cedula))
    sheet = book.sheet("Incidencias")
    book.head(sheet, "Movimientos e incidencias", "Con lo que se contaron los días de cada persona")
    rows: Iterator[tuple[Cell, ...]] = (
        (
            escaped(one.asegurado.persona.nss),
            escaped(one.asegurado.persona.nombre) if one.asegurado.persona.nombre else None,
            escaped(str(one.que)),
            day(one.periodo.first),
            day(one.periodo.last),
            None if one.sbc is not None or one.que is BAJA else str(one.periodo.days),
            None if one.sbc is None else pesos(one.sbc),
        )
        for one in found
    )
    book.grid(sheet, _OF_INCIDENCES, rows, len(found), head=_HEAD, frozen=2, tall=20)


def add_creditos(book: Book) -> None:
    """What is withheld for housing credits; no sheet where nobody has one."""
    cedula = book.cedula
    if not cedula.amortizaciones:
        return
    found = [
        (one, withheld, tramo)
        for one in cedula.asegurados
        if (withheld := cedula.amortizaciones.get(one.clave)) is not None
        for tramo in withheld.tramos
    ]
    sheet = book.sheet("Créditos")
    book.head(sheet, "Créditos de vivienda", "Lo que se retiene y se paga con el bimestre; no es cuota")
    last = {id(withheld): n for n, (_, withheld, _) in enumerate(found)}  # where the insurance is written, once
    rows: Iterator[tuple[Cell, ...]] = (
        (
            escaped(one.persona.nss),
            escaped(one.persona.nombre) if one.persona.nombre else None,
            escaped(_DISCOUNTS[tramo.descuento.tipo]),
            str(tramo.descuento.valor),
            str(tramo.dias),
            pesos(tramo.base),
            pesos(tramo.importe),
            pesos(withheld.seguro) if last[id(withheld)] == n else None,
        )
        for n, (one, withheld, tramo) in enumerate(found)
    )
    book.grid(sheet, _OF_CREDITS, rows, len(found), head=_HEAD, frozen=2)


def add_hallazgos(book: Book) -> None:
    """What was wrong, or worth telling, in the files."""
    given = book.cedula.hallazgos
    sheet = book.sheet("Hallazgos", "#D9A441")
    book.head(sheet, "Hallazgos", "Qué dicen mal los archivos, en qué línea y qué hacer")
    rows: Iterator[tuple[Cell, ...]] = (
        (
            _SEVERITIES[one.severity],
            escaped(one.place.file),
            escaped(one.place.sheet) if one.place.sheet else None,
            str(one.place.line) if one.place.line else None,
            str(one.place.column) if one.place.column else None,
            escaped(one.field) if one.field else None,
            escaped(str(one.cause)),
            escaped(str(one.fix)),
            escaped(one.code),
        )
        for one in given
    )
    book.grid(sheet, _OF_FINDINGS, rows, len(given), head=_HEAD, frozen=1, tall=20)
