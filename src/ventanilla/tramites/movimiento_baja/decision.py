"""When a baja counts: in time, the day it says; late, when it is received; in an incapacity, when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Certificado as Reposo
from ventanilla.domain.affiliation import RegistrarMovimiento, Tipo, TipoPension, Trabajador
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.benefits import conserva_hasta
from ventanilla.domain.contributions import Aviso, CausaBaja, Certificado, TipoAviso, al_terminar, ultimo_dia
from ventanilla.domain.notices import (
    QUEUE,
    UNLOADED,
    Aceptado,
    Costo,
    Fila,
    Relacion,
    aceptado,
    ajeno,
    avisos_de,
    costo,
    costo_detalle,
    costo_filas,
    impide_baja,
    impide_repetido,
    por_lo_menos,
    quien,
    relacion,
    ultimo_dia_en_plazo,
    vencidas,
)
from ventanilla.domain.notices.standing import posterior
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, Previewed, Refer, Reject, Text
from ventanilla.kit.notice import notice_effects, previewed
from ventanilla.kit.unloaded import unloaded

from .facts import Hechos
from .form import CAUSAS, Solicitud

CITE: Final = ("LSS 37", "RACERF 57", "RACERF 6")
DEFUNCION: Final = "4"
PENSION: Final = "A"


@dataclass(frozen=True)
class Fechas:
    """The day that the notice says, the one it would count on in time, and the one it counts on."""

    declarada: date
    en_plazo: date
    efectiva: date
    causa: CausaBaja
    tarde: bool
    reposo: bool


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aceptado]:
    """Take the baja, late or in an incapacity: refusing it would only make it later (LSS 21, 37; RACERF 57).

    A late one of somebody who died goes to a person, who reads the acta; so does what two registers say differently.
    """
    if hechos.registro is None:
        return Reject((ajeno(),), CITE)
    trabajador = quien(solicitud.persona.nss, solicitud.persona.curp, hechos.hallados)
    if isinstance(trabajador, Text):
        return Reject((trabajador,), CITE)
    had = relacion(trabajador, hechos.registro.numero)
    if (why := impide_baja(had, solicitud.fecha)) is not None:
        return Reject((why,), CITE)
    try:
        fechas = _fechas(solicitud, trabajador, hechos.certificados, hechos.presentada.on)
        if (later := had.despues_de(fechas.efectiva)) is not None:
            return Reject((posterior(later.on),), CITE)
        if (why := impide_repetido(had, Tipo.BAJA, fechas.efectiva)) is not None:
            return Reject((why,), CITE)
        granted = Approve(_aceptado(solicitud, hechos, hechos.registro, trabajador, had, fechas))
    except UNLOADED as unknown:
        return unloaded(QUEUE, unknown)
    doubts = tuple(each.reason for each in trabajador.contradictions)
    if fechas.tarde and fechas.causa is CausaBaja.DEFUNCION:
        doubts += (
            Text("BAJA_POR_ACTA", "Por fallecimiento cuenta la fecha del acta, aunque se avise tarde: hay que verla."),
        )
    return Refer(QUEUE, doubts, granted) if doubts else granted


def _fechas(solicitud: Solicitud, trabajador: Trabajador, reposos: tuple[Reposo, ...], presentada: date) -> Fechas:
    causa = _causa(solicitud, trabajador)
    certificados = tuple(Certificado(Period(one.desde, one.hasta)) for one in reposos)
    paid = ultimo_dia(Aviso(TipoAviso.BAJA, solicitud.fecha, recibido=presentada, causa=causa))
    efectiva = al_terminar(paid, certificados)
    return Fechas(
        declarada=solicitud.fecha,
        en_plazo=al_terminar(solicitud.fecha, certificados),
        efectiva=efectiva,
        causa=causa,
        tarde=presentada > ultimo_dia_en_plazo(solicitud.fecha),
        reposo=efectiva != paid,
    )


def _causa(solicitud: Solicitud, trabajador: Trabajador) -> CausaBaja:
    """What excuses a delay: a death, or a pension of RT or invalidez that the register has (RACERF 57)."""
    if solicitud.causa == DEFUNCION:
        return CausaBaja.DEFUNCION
    ruled = trabajador.pension is not None and trabajador.pension.tipo in {
        TipoPension.INVALIDEZ,
        TipoPension.RIESGO_TRABAJO,
    }
    return CausaBaja.PENSION if solicitud.causa == PENSION and ruled else CausaBaja.OTRA


def _aceptado(
    solicitud: Solicitud, hechos: Hechos, registro: Registro, trabajador: Trabajador, had: Relacion, fechas: Fechas
) -> Aceptado:
    orden = RegistrarMovimiento(
        trabajador=trabajador.subject,
        nss=solicitud.persona.nss,
        registro=registro.numero,
        tipo=Tipo.BAJA,
        on=fechas.efectiva,
        declarada=fechas.declarada,
        causa=solicitud.causa,
        conserva_hasta=conserva_hasta(trabajador.movimientos, registro.numero, fechas.efectiva, trabajador.pension),
    )
    cost = _costo(registro, trabajador, had, fechas, hechos)
    said = (*_cuando(trabajador, fechas, hechos.presentada.on, cost), *_de_mas(cost))
    return aceptado(
        orden,
        registro,
        trabajador,
        presentada=hechos.presentada.on,
        firma=hechos.presentada.applicant,
        por=hechos.presentada.acting_for,
        dicho=said,
        filas=_filas(fechas, cost),
        detalle=costo_detalle(cost),
        alerta=fechas.efectiva != fechas.declarada,
        datos=(("Causa", CAUSAS[solicitud.causa]),),
        cite=CITE,
    )


def _costo(
    registro: Registro, trabajador: Trabajador, had: Relacion, fechas: Fechas, hechos: Hechos
) -> Costo | Text | None:
    """What the days from the one that would count in time to the one that counts cost; None where there are none."""
    if fechas.efectiva == fechas.en_plazo:
        return None
    known = avisos_de(had.del_periodo(had.periodos[-1]))
    return costo(
        (*known, Aviso(TipoAviso.BAJA, fechas.en_plazo)),
        (*known, Aviso(TipoAviso.BAJA, fechas.efectiva)),
        fechas.en_plazo,
        fechas.efectiva,
        registro,
        on=hechos.presentada.on,
        pension=trabajador.pension,
        reposos=hechos.certificados,
    )


def _cuando(trabajador: Trabajador, fechas: Fechas, presentada: date, cost: Costo | Text | None) -> tuple[Text, ...]:
    """When it counts and, where that is not the day it says, why: both dates in one sentence."""
    if fechas.reposo:
        return (
            Text(
                "BAJA_EN_INCAPACIDAD",
                "Recibimos la baja del {declarada}. Surtirá efectos cuando termine la incapacidad (hoy: {fecha}).",
                declarada=fechas.declarada,
                fecha=fechas.efectiva,
            ),
            *((_dias_de_mas(cost),) if isinstance(cost, Costo) else ()),
        )
    if not fechas.tarde or fechas.causa is not CausaBaja.OTRA:
        return (
            Text(
                "BAJA_EL_DIA",
                "El último día asegurado de {nombre} con este registro es el {fecha}. Ese día se paga.",
                nombre=trabajador.nombre,
                fecha=fechas.efectiva,
            ),
        )
    limit = Text(
        "BAJA_PLAZO",
        "El plazo terminó el {limite}. Por fuera de plazo cuenta desde que se recibe, {hoy} (RACERF 57).",
        limite=ultimo_dia_en_plazo(fechas.declarada),
        hoy=presentada,
    )
    if not isinstance(cost, Costo):
        return (
            Text(
                "BAJA_TARDIA_SIN_COSTO",
                "La presenta fuera de plazo: el último día asegurado es el {fecha}, y no el {declarada}.",
                fecha=fechas.efectiva,
                declarada=fechas.declarada,
            ),
            *(() if cost is None else (cost,)),
            limit,
        )
    return (
        Text(
            "BAJA_TARDIA",
            "La presenta fuera de plazo: el último día asegurado es el {fecha}, y no el {declarada}. "
            "Costo de los días de más: {monto}.",
            fecha=fechas.efectiva,
            declarada=fechas.declarada,
            monto=str(cost.total),
        ),
        limit,
    )


def _dias_de_mas(cost: Costo) -> Text:
    return Text(
        "BAJA_TARDIA_EN_INCAPACIDAD", "Por presentarla tarde, los días de más cuestan {monto}.", monto=str(cost.total)
    )


def _de_mas(cost: Costo | Text | None) -> tuple[Text, ...]:
    """Whose the cost is, what of it is past due, and whom to ask for the excess."""
    if not isinstance(cost, Costo):
        return ()
    return (
        Text(
            "BAJA_COSTO_DE_QUIEN",
            "De ese costo, {obrero} corresponden a la persona y lo demás a usted.",
            obrero=str(cost.obrero),
        ),
        *por_lo_menos(cost),
        *vencidas(cost),
        Text(
            "BAJA_DEVOLUCION",
            "Si otro empleador ya la había registrado, puede pedir la devolución de lo pagado desde esa alta (LSS 37).",
        ),
    )


def _filas(fechas: Fechas, cost: Costo | Text | None) -> tuple[Fila, ...]:
    days = (fechas.efectiva - fechas.declarada).days
    return (
        *(
            (
                ("Último día asegurado", long_date(fechas.declarada), long_date(fechas.efectiva)),
                ("Días de más", "0", str(days)),
            )
            if days
            else ()
        ),
        *costo_filas(cost),
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed:
    """What would follow: exactly what would be decided."""
    return previewed(decide(solicitud, hechos, on))


def effects(aceptado: Aceptado) -> tuple[Effect, ...]:
    """The ledger takes the movement, and tells the worker; the employer gets the constancia."""
    return notice_effects(aceptado, "Baja de una persona trabajadora.")
