"""What the person or another register tells: an employer nobody knows, two jobs, months owed, two numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from ventanilla.domain.affiliation import Tramo
from ventanilla.domain.contributions import Bill
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from . import clocks, losses
from .model import Anomalia, ClaseAnomalia
from .seen import UN_DIA, Empleo, Vista, tiempo_completo
from .thresholds import DOS_EMPLEOS, umbral

SEGUROS: Final = Text(
    "SIGNIFICA_SOLO_SEGUROS", "Debe los seguros. A sus cuentas de retiro y vivienda no les falta nada."
)


def detectar(vista: Vista) -> Iterator[Anomalia]:
    """All of them."""
    yield from _desconocidos(vista)
    yield from _dos_empleos(vista)
    yield from _sin_pago(vista)
    yield from _otros_numeros(vista)


def _own(vista: Vista, registro: str) -> list[Empleo]:
    return [empleo for empleo in vista.empleos if empleo.registro == registro]


def _desconocidos(vista: Vista) -> Iterator[Anomalia]:
    for registro in sorted(vista.evidencia.no_reconoce):
        own = _own(vista, registro)
        if not own:
            continue
        theirs = [m.id for m in vista.vigentes if m.registro_patronal == registro]
        weeks = losses.semanas_sin(vista, theirs)
        yield Anomalia(
            clase=ClaseAnomalia.PATRON_DESCONOCIDO,
            registros=(registro,),
            desde=own[0].desde,
            hasta=own[-1].hasta,
            movimientos=tuple(theirs),
            que=Text(
                "VISTO_DESCONOCIDO",
                "{patron} (registro {registro}) le registró desde el {desde}. Usted dijo que no lo conoce.",
                patron=vista.nombre(registro),
                registro=registro,
                desde=own[0].desde,
            ),
            significa=(
                Text("SIGNIFICA_DESCONOCIDO", "Alguien pudo usar sus datos. Nada cambia hasta que se revise."),
                losses.dependen(weeks),
            ),
            semanas=weeks,
            pesos=None,
            relojes=clocks.cobro(own[0].desde, vista.on),
            cite=("LSS 15", "LSS 18"),
            problema="no_ocurrio",
        )


def _completos(vista: Vista, empleo: Empleo) -> list[Period]:
    """The days of an employment that are worked whole, joined."""
    joined: list[Period] = []
    for tramo in empleo.tramos:
        if not tiempo_completo(tramo):
            continue
        days = vista.dias(tramo.desde, tramo.hasta)
        if joined and joined[-1].last + UN_DIA == days.first:
            joined[-1] = Period(joined[-1].first, days.last)
        else:
            joined.append(days)
    return joined


def _dos_empleos(vista: Vista) -> Iterator[Anomalia]:
    known = [one for one in vista.empleos if one.registro not in vista.evidencia.no_reconoce]
    whole = {id(one): _completos(vista, one) for one in known}
    for one, other in combinations(known, 2):
        if vista.patron(one.registro) == vista.patron(other.registro) or _substituted(vista, one, other):
            continue
        shared = [both for mine in whole[id(one)] for theirs in whole[id(other)] if (both := mine.overlap(theirs))]
        for both in shared:
            if both.days > umbral(DOS_EMPLEOS):
                yield _dos(vista, one, other, both)


def _substituted(vista: Vista, one: Empleo, other: Empleo) -> bool:
    pairs = {(one.registro, other.registro), (other.registro, one.registro)}
    return not pairs.isdisjoint(vista.evidencia.sustituciones)


def _dos(vista: Vista, one: Empleo, other: Empleo, both: Period) -> Anomalia:
    theirs = {m.id for m in vista.vigentes if m.registro_patronal == other.registro and other.periodo.covers(m.on)}
    open_ = one.hasta is None and other.hasta is None
    weeks = losses.semanas_sin(vista, theirs)
    return Anomalia(
        clase=ClaseAnomalia.DOS_EMPLEOS,
        registros=(one.registro, other.registro),
        desde=both.first,
        hasta=None if open_ and both.last == vista.on else both.last,
        movimientos=(other.alta.id, one.alta.id),
        que=Text(
            "VISTO_DOS",
            "Desde el {desde} tiene dos empleos de tiempo completo: {uno} y {otro}, {dias} días.",
            desde=both.first,
            uno=vista.nombre(one.registro),
            otro=vista.nombre(other.registro),
            dias=both.days,
        ),
        significa=(
            Text("SIGNIFICA_DOS", "Si trabaja en los dos, está bien: sus salarios se suman y cada día cuenta una vez."),
            Text("SIGNIFICA_DOS_NO", "Si no trabaja en uno, dígalo: puede faltar su baja."),
            Text("SIGNIFICA_DOS_SEMANAS", "Semanas suyas que dependen del segundo: {semanas}.", semanas=weeks),
        ),
        semanas=weeks,
        pesos=None,
        relojes=clocks.cobro(both.first, vista.on),
        cite=("LSS 15-I", "LSS 33"),
        problema="no_ocurrio",
    )


def _sin_pago(vista: Vista) -> Iterator[Anomalia]:
    """The months owed on which the person worked there, those that follow each other together.

    A registro of which collection tells nothing accuses nobody.
    """
    for registro, cobro in sorted(vista.evidencia.cobros.items()):
        worked = [
            (tramo, vista.dias(tramo.desde, tramo.hasta)) for empleo in _own(vista, registro) for tramo in empleo.tramos
        ]
        owed = sorted({month for adeudo in cobro.adeudos for month in adeudo.meses()})
        run: list[Period] = []
        for month in (Period.month(first.year, first.month) for first in owed):
            if not any(days.overlap(month) for _, days in worked):
                continue
            if run and month.first != run[-1].last + UN_DIA:
                yield _debe(vista, registro, run, worked)
                run = []
            run.append(month)
        if run:
            yield _debe(vista, registro, run, worked)


def _debe(vista: Vista, registro: str, run: list[Period], worked: list[tuple[Tramo, Period]]) -> Anomalia:
    """What some months owed mean: the insurances' take nothing from the accounts, a bimester's does (LSS 167, 168)."""
    whole = Period(run[0].first, run[-1].last)
    held = [(tramo, part) for tramo, days in worked if (part := days.overlap(whole)) is not None]
    adeudos = vista.evidencia.cobros[registro].adeudos
    accounts = sorted(
        part for one in adeudos if one.bill is Bill.BIMONTHLY and (part := one.periodo.overlap(whole)) is not None
    )
    lacking = losses.pesos(
        losses.Parte(part, Money.of_centavos(tramo.sbc_centavos))
        for tramo, days in held
        for bimester in accounts
        if (part := days.overlap(bimester)) is not None
    )
    return Anomalia(
        clase=ClaseAnomalia.MESES_SIN_PAGO,
        registros=(registro,),
        desde=whole.first,
        hasta=whole.last,
        movimientos=tuple(dict.fromkeys(vista.salario_de(tramo).id for tramo, _ in held)),
        que=Text(
            "VISTO_SIN_PAGO",
            "{patron} no ha pagado sus cuotas del {desde} al {hasta}. Meses que debe: {meses}.",
            patron=vista.nombre(registro),
            desde=whole.first,
            hasta=whole.last,
            meses=len(run),
        ),
        significa=(
            Text("SIGNIFICA_SIN_PAGO", "Su atención médica y sus semanas cuentan aunque su empleador no pague."),
            *(losses.ahorro(lacking) if accounts else (SEGUROS,)),
        ),
        semanas=0,
        pesos=lacking,
        relojes=(),
        cite=("LSS 15-III", "LSS 39"),
        problema=None,
    )


def _otros_numeros(vista: Vista) -> Iterator[Anomalia]:
    otros = vista.evidencia.otros_nss
    if not otros:
        return
    under = [m for m in vista.vigentes if m.nss in otros]
    weeks = losses.semanas_sin(vista, {m.id for m in under}) if under else None
    yield Anomalia(
        clase=ClaseAnomalia.NSS_DUPLICADO,
        registros=tuple(dict.fromkeys(m.registro_patronal for m in under)),
        desde=under[0].on if under else vista.evidencia.historia.nacimiento,
        hasta=None,
        movimientos=tuple(m.id for m in under),
        que=Text(
            "VISTO_NSS",
            "Además de su número {nss}, hay otro registrado con su CURP: {otros}.",
            nss=vista.evidencia.historia.nss,
            otros=", ".join(otros),
        ),
        significa=(
            Text("SIGNIFICA_NSS", "Las semanas de un número pueden no contar con las del otro hasta que se unan."),
            *(
                ()
                if weeks is None
                else (Text("SIGNIFICA_NSS_SEMANAS", "Semanas que hay con ese número: {semanas}.", semanas=weeks),)
            ),
        ),
        semanas=weeks,
        pesos=None,
        relojes=(),
        cite=("LSS 15", "RACERF 45"),
        problema=None,
    )
