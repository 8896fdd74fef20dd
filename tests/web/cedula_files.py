"""Files of employers who never existed, for the cédula's page: a worker, a thousand, an emission, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import Bill, TipoAviso
from ventanilla.domain.identifiers import nss
from ventanilla.formats import own_json
from ventanilla.formats.accounts import Contexto, determinar_planilla
from ventanilla.formats.cedula.composing import periodos
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.joining import join
from ventanilla.formats.records import Ausentismo, Cobro, Credito, Incapacidad, Movimiento, Nombre, Record
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.synthetic.draw import stream

REGISTRO: Final = "Z9912345105"
OTHER: Final = "Z9923456106"
SEPTEMBER: Final = Period.month(2026, 9)
OCTOBER: Final = Period.month(2026, 10)
LONG: Final = Nombre("ÑAÑEZ GÜEREÑA DE LA CONCEPCION", "PEÑALOZA Y MONTEVERDE", "MARIA GUADALUPE MAXIMILIANA")
_SURNAMES: Final = (
    "GARCIA",
    "HERNANDEZ",
    "LOPEZ",
    "ÑAÑEZ",
    "PEREZ",
    "RUIZ",
    "VILLAVICENCIO",
    "ZUÑIGA",
    "AVILA",
    "CRUZ",
)
_NAMES: Final = ("ANA LUCIA", "JOSE", "MARIA DEL ROSARIO", "OSCAR", "TERESA", "IÑIGO", "ROSA", "JUAN PABLO", "EVA")


def number(serial: int) -> str:
    """An NSS of nobody."""
    return nss.compose("99", 2017, 1970 + serial % 30, 1 + serial // 30)


def worker(serial: int, registro: str = REGISTRO, sbc: str = "", name: Nombre | None = None) -> Movimiento:
    """The alta of somebody."""
    rng = stream(6, "cedula", serial)
    drawn = Nombre(rng.choice(_SURNAMES), rng.choice(_SURNAMES), rng.choice(_NAMES))
    wage = Money(sbc) if sbc else Money.of_centavos(rng.randrange(33_000, 190_000))
    day = date(2026, 1, 15) if serial < 2 else date(rng.randrange(2021, 2027), rng.randrange(1, 9), 16)
    return Movimiento(
        Place("ALTAS.TXT", serial + 1), registro, number(serial), TipoAviso.ALTA, day, wage, name or drawn
    )


def credit(serial: int) -> Credito:
    """A housing credit of somebody, of 20 % of the wage."""
    place = Place("CRED.TXT", 1)
    return Credito(place, REGISTRO, number(serial), "0112345678", "15", date(2026, 3, 1), "1", Decimal("20.00"))


def raised(alta: Movimiento, day: date, sbc: str) -> Movimiento:
    """A new wage."""
    return replace(alta, place=Place("CAMBIOS.TXT", 1), tipo=TipoAviso.MODIFICACION, fecha=day, sbc=Money(sbc))


def workers(count: int, registro: str = REGISTRO, first: int = 0) -> tuple[Record, ...]:
    """Many people, some with a new wage, an absence or a certificate in the month."""
    found: list[Record] = []
    for serial in range(first, first + count):
        alta = worker(serial, registro)
        found.append(alta)
        if serial % 4 == 1:
            found.append(replace(raised(alta, date(2026, 10, 1 + serial % 28), "712.35"), place=Place("M.TXT", serial)))
        if serial % 7 == 2:
            found.append(Ausentismo(Place("MOVT.TXT", serial + 1), registro, alta.nss, date(2026, 10, 5), 2))
        if serial % 11 == 3:
            found.append(
                Incapacidad(
                    Place("INCAP.TXT", serial + 1),
                    registro,
                    alta.nss,
                    f"AB{serial:06d}",
                    date(2026, 10, 12),
                    5,
                    rama="2",
                )
            )
    return tuple(found)


def emission(records: Iterable[Record], contexto: Contexto, month: Period = OCTOBER) -> tuple[Cobro, ...]:
    """What the institution says by the movements that it knows: ``records``. A row for each stretch of a worker."""
    planilla = join(records)
    rows: list[Cobro] = []
    for bill, days in periodos(month).items():
        patronal = planilla.patronales[REGISTRO]
        for clave, debido in determinar_planilla(patronal, days, contexto, (bill,)).debidos.items():
            for stretch in dict.fromkeys(linea.periodo for linea in debido.lineas):
                lines = [linea for linea in debido.lineas if linea.periodo == stretch]
                place = Place("EMISION.XLSX", len(rows) + 2, sheet="EMA" if bill is Bill.MONTHLY else "EBA")
                amounts = {(linea.ramo, linea.parte): linea.importe for linea in lines}
                last = days.last.replace(day=1)
                wage = max(linea.base for linea in lines)
                rows.append(Cobro(place, REGISTRO, clave, last, bill, lines[0].dias, wage, amounts))
    return tuple(rows)


def findings() -> tuple[Finding, ...]:
    """One of each weight, and some more."""
    letter = Finding(
        Severity.ERROR,
        Place("ALTAS-DE-LA-SUCURSAL-DEL-NORTE-QUINCENA-20-DE-2026-DEFINITIVO.TXT", 12, 104),
        "SBC",
        Text("IMPORTE_ILEGIBLE", "El salario «{texto}» no son seis cifras.", texto="06877O"),
        Text("IMPORTE_ILEGIBLE_REMEDIO", "Escriba el salario en centavos, con ceros a la izquierda: 068770."),
    )
    column = Finding(
        Severity.NOTE,
        Place("lista.xlsx", 1, 3, "Nómina octubre"),
        "",
        Text("COLUMNA_ADIVINADA", "La columna C se leyó como fecha de alta."),
        Text("COLUMNA_ADIVINADA_REMEDIO", "Si no lo es, cambie su título y vuelva a leer el archivo."),
    )
    whole = replace(letter, severity=Severity.WARNING, place=Place("VACIO.TXT"), field="")
    return (letter, whole, column)


def file(records: Iterable[Record], found: Iterable[Finding] = ()) -> bytes:
    """Our own file of them, that the page reads like any other."""
    return own_json.write(records, found)
