"""Somebody's own history as PDF, for them to take along, printed by ``historial.typ``. Nobody seals it: it says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from ventanilla.formats.historial import BimestreEscrito, Historial, HuecoEscrito, Renglon
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date

from .printout import Printout, print_apart

TEMPLATE: Final = "/adapters/typeset/documents/historial.typ"
TITLE: Final = "Historia laboral"
AVISO: Final = {"alta": "Alta", "modificacion": "Cambio de salario", "baja": "Baja"}
SIN_DATO: Final = "Sin dato"
PAGADO: Final = {True: "Sí", False: "Lo debe", None: SIN_DATO}
ANTES: Final = "Por otra vía"
NORMAL: Final = "Es lo normal entre contratos eventuales."


def render(written: Historial, issued_at: datetime) -> bytes:
    """The PDF of ``written``; the same one at the same instant gives the same bytes. TooLong past what can be."""
    printout = Printout(
        template=TEMPLATE, title=TITLE, author="Ventanilla", issued_at=issued_at, content=contenido(written)
    )
    return print_apart(printout)


def contenido(written: Historial) -> dict[str, Any]:
    """The content of ``historial.typ``, texts only."""
    known = "Como se conoce hoy"
    if written.conocido is not None:
        known = f"Como se conocía al terminar el {long_date(written.al)}"
    last = written.anios[-1].acumuladas if written.anios else 0
    by_key = {one.clave: one for one in written.movimientos}
    return {
        "nombre": written.nombre,
        "datos": [
            ["Número de Seguridad Social", written.nss or SIN_DATO],
            ["CURP", written.curp],
            ["Hasta el", long_date(written.al)],
            ["Qué se sabía", known],
        ],
        "semanas": f"{last:,}",
        "movimientos": [_movimiento(one, by_key) for one in written.movimientos],
        "anios": [
            [
                str(one.anio), f"{one.dias:,}", f"{one.semanas:,}", f"{one.acumuladas:,}", str(one.salario),
                SIN_DATO if one.uma is None else str(one.uma),
            ]
            for one in written.anios
        ],
        "huecos": [[_day(one.desde), _day(one.hasta), f"{one.dias:,}", _note(one)] for one in written.huecos],
        "bimestres": [_bimestre(one) for one in written.bimestres],
    }  # fmt: skip


def _movimiento(one: Renglon, others: Mapping[UUID, Renglon]) -> list[str]:
    old = others.get(one.corrige) if one.corrige is not None else None
    who = one.presento or ANTES
    said = f"{who}, con autorización" if one.autorizado else who
    if old is not None:
        said = f"{said}. Corrige el recibido el {_day(civil_date(old.recibido))}"
    return [
        AVISO[one.aviso],
        _day(one.fecha),
        _day(civil_date(one.recibido)),
        "" if one.salario is None else str(one.salario),
        f"{one.empleador} ({one.registro})",
        said,
    ]


def _note(one: HuecoEscrito) -> str:
    return NORMAL if one.entre_contratos else ""


def _bimestre(one: BimestreEscrito) -> list[str]:
    old_age = None if one.ceav_patron is None or one.ceav_obrero is None else one.ceav_patron + one.ceav_obrero
    return [
        f"{_day(one.desde)} a {_day(one.hasta)}",
        one.registro,
        str(one.dias),
        *(_paid(amount) for amount in (one.retiro, old_age, one.vivienda)),
        PAGADO[one.pagado],
    ]


def _paid(amount: Money | None) -> str:
    return SIN_DATO if amount is None else str(amount)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
