"""Notices that came late or on a day on which they should not: altas after their term, bajas during an incapacity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.affiliation import Causa, Movimiento
from ventanilla.domain.contributions import plazo_de_aviso
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from . import clocks, losses
from .model import Anomalia, ClaseAnomalia
from .seen import UN_DIA, Empleo, Vista
from .thresholds import RETROACTIVA, umbral

_RETIRO: Final = frozenset({Causa.DEFUNCION.value, Causa.JUBILACION.value, Causa.PENSION.value})


def detectar(vista: Vista) -> Iterator[Anomalia]:
    """Every late alta, and every baja within a certificate."""
    incapacidades = _incapacidades(vista)
    for empleo in vista.empleos:
        late = _tarde(vista, empleo)
        if late is not None:
            yield late
        for days in incapacidades:
            if empleo.baja is not None and _durante(vista, empleo, empleo.baja, days):
                yield _en_incapacidad(vista, empleo, empleo.baja, days)


def _tarde(vista: Vista, empleo: Empleo) -> Anomalia | None:
    """An alta that the institution knew of after its term; None where when it knew tells nothing."""
    known = vista.sabido(empleo.alta)
    if vista.evidencia.cargado_hasta is not None and known <= vista.evidencia.cargado_hasta:
        return None
    received = known.astimezone(CIVIL_ZONE).date()
    try:
        term = plazo_de_aviso(empleo.desde)
    except (MissingYear, LawError):
        return None
    if received <= term:
        return None
    if received > empleo.desde + timedelta(days=umbral(RETROACTIVA)):
        return _retroactiva(vista, empleo, received)
    return _tardia(vista, empleo, received, term)


def _tardia(vista: Vista, empleo: Empleo, received: date, term: date) -> Anomalia:
    return Anomalia(
        clase=ClaseAnomalia.ALTA_TARDIA,
        registros=(empleo.registro,),
        desde=empleo.desde,
        hasta=received,
        movimientos=(empleo.alta.id,),
        que=Text(
            "VISTO_TARDIA",
            "{patron} avisó el {recibido} que usted entró el {desde}. El plazo terminaba el {plazo}.",
            patron=vista.nombre(empleo.registro),
            recibido=received,
            desde=empleo.desde,
            plazo=term,
        ),
        significa=(
            Text("SIGNIFICA_TARDIA", "Sus días cuentan desde que entró: no pierde semanas para su pensión."),
            Text(
                "SIGNIFICA_TARDIA_ATENCION",
                "Si en ese tiempo le negaron atención, su empleador responde de lo que costó.",
            ),
        ),
        semanas=0,
        pesos=None,
        relojes=clocks.cobro(empleo.desde, vista.on),
        cite=("LSS 15-I", "LSS 77", "LSS 88"),
        problema="fecha",
    )


def _retroactiva(vista: Vista, empleo: Empleo, received: date) -> Anomalia:
    own = {m.id for m in vista.vigentes if m.registro_patronal == empleo.registro and empleo.periodo.covers(m.on)}
    weeks = losses.semanas_sin(vista, own)
    return Anomalia(
        clase=ClaseAnomalia.ALTA_RETROACTIVA,
        registros=(empleo.registro,),
        desde=empleo.desde,
        hasta=empleo.hasta,
        movimientos=(empleo.alta.id,),
        que=Text(
            "VISTO_RETROACTIVA",
            "{patron} avisó el {recibido} de un empleo que empezó el {desde}, {dias} días antes.",
            patron=vista.nombre(empleo.registro),
            recibido=received,
            desde=empleo.desde,
            dias=(received - empleo.desde).days,
        ),
        significa=(
            Text("SIGNIFICA_RETROACTIVA", "Si trabajó ahí, guarde lo que lo demuestre: la oficina puede pedirlo."),
            Text("SIGNIFICA_RETROACTIVA_NO", "Si no trabajó ahí, dígalo: alguien pudo usar sus datos."),
            losses.dependen(weeks),
        ),
        semanas=weeks,
        pesos=None,
        relojes=clocks.cobro(empleo.desde, vista.on),
        cite=("LSS 15-I", "LSS 18"),
        problema="no_ocurrio",
    )


def _incapacidades(vista: Vista) -> list[Period]:
    """The certificates, those that follow each other as one."""
    joined: list[Period] = []
    for one in sorted(vista.evidencia.certificados, key=lambda one: (one.desde, one.hasta)):
        if joined and one.desde <= joined[-1].last + UN_DIA:
            joined[-1] = Period(joined[-1].first, max(joined[-1].last, one.hasta))
        else:
            joined.append(Period(one.desde, one.hasta))
    return joined


def _durante(vista: Vista, empleo: Empleo, baja: Movimiento, days: Period) -> bool:
    """Whether a baja is of a day before the last one certified, with nothing that explains it (LSS 21)."""
    if not days.first <= baja.on < days.last or baja.causa in _RETIRO:
        return False
    last = empleo.tramos[-1]
    ended = baja.causa == Causa.TERMINO_CONTRATO.value or (last.contrato_hasta or date.max) <= baja.on
    if empleo.termina_eventual and ended:
        return False
    patron = vista.patron(empleo.registro)
    return not any(
        other.periodo.covers(baja.on + UN_DIA) for other in vista.empleos if vista.patron(other.registro) == patron
    )


def _en_incapacidad(vista: Vista, empleo: Empleo, baja: Movimiento, days: Period) -> Anomalia:
    left = Period(baja.on + UN_DIA, min(days.last, max(vista.on, baja.on + UN_DIA)))
    sbc = Money.of_centavos(empleo.tramos[-1].sbc_centavos)
    faltan = losses.semanas_que_faltan(vista, [left])
    lacking = losses.pesos([losses.Parte(left, sbc)])
    return Anomalia(
        clase=ClaseAnomalia.BAJA_EN_INCAPACIDAD,
        registros=(empleo.registro,),
        desde=left.first,
        hasta=days.last,
        movimientos=(baja.id,),
        que=Text(
            "VISTO_INCAPACIDAD",
            "{patron} le dio de baja el {baja}. Su incapacidad iba del {desde} al {hasta}.",
            patron=vista.nombre(empleo.registro),
            baja=baja.on,
            desde=days.first,
            hasta=days.last,
        ),
        significa=(
            losses.atencion(vista, empleo.registro, baja.on),
            Text("SIGNIFICA_INCAPACIDAD", "La baja no tiene efecto mientras dure la incapacidad (LSS 21)."),
            losses.pension(faltan),
            *losses.ahorro(lacking),
        ),
        semanas=faltan,
        pesos=lacking,
        relojes=(*clocks.cobro(days.first, vista.on), *clocks.despido(baja.on, vista.on)),
        cite=("LSS 21",),
        problema="fecha",
    )
