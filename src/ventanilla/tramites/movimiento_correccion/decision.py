"""A notice takes the place of another of the same employer; what takes something from the worker goes to a person."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Movimiento, Tipo, Trabajador
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.contributions import CuotasError
from ventanilla.domain.notices import (
    QUEUE,
    UNLOADED,
    Aceptado,
    Correccion,
    Costo,
    Fila,
    Que,
    Relacion,
    aceptado,
    ajeno,
    avisos_de,
    correccion,
    costo,
    costo_detalle,
    costo_filas,
    en_pesos,
    enumerado,
    orden_correctiva,
    por_lo_menos,
    quien,
    quita,
    relacion,
    vencidas,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, Previewed, Refer, Reject, Text
from ventanilla.kit.notice import notice_effects, previewed
from ventanilla.kit.unloaded import unloaded

from .facts import Hechos
from .form import QUE, Solicitud

CITE: Final = ("LSS 15-I", "LSS 34", "LSS 37", "RACERF 6")
MAX_TOLD: Final = 6  # notices named to whoever asks for one that there is not
NOMBRES: Final = {Tipo.ALTA: "alta", Tipo.MODIFICACION: "cambio de salario", Tipo.BAJA: "baja"}
EN_CONTRA: Final = Text(
    "CORRECCION_EN_CONTRA",
    "La corrección le quita a la persona días asegurados o salario. Alguien de la oficina la revisará antes.",
)


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aceptado]:
    """Take it where it takes nothing from the worker; refuse what leaves days that cannot be (LSS 15-I, 34, 37)."""
    if hechos.registro is None:
        return Reject((ajeno(),), CITE)
    trabajador = quien(solicitud.persona.nss, solicitud.persona.curp, hechos.hallados)
    if isinstance(trabajador, Text):
        return Reject((trabajador,), CITE)
    had = relacion(trabajador, hechos.registro.numero)
    mala = _mala(solicitud, had)
    if mala is None:
        return Reject((_no_hay(had),), CITE)
    try:
        made = correccion(had, mala, hechos.registro, Que(solicitud.que), fecha=solicitud.fecha, sbc=solicitud.sbc)
        if made.nueva.sbc_centavos == mala.sbc_centavos and made.nueva.on == mala.on and solicitud.que != "anular":
            return Reject((_igual(mala),), CITE)
        worse = quita(avisos_de(made.antes), avisos_de(made.despues), hechos.presentada.on)
        granted = Approve(_aceptado(solicitud, hechos, hechos.registro, trabajador, made))
    except CuotasError as wrong:
        return Reject((wrong.reason,), CITE)
    except UNLOADED as unknown:
        return unloaded(QUEUE, unknown)
    doubts = (*(each.reason for each in trabajador.contradictions), *((EN_CONTRA,) if worse else ()))
    return Refer(QUEUE, doubts, granted) if doubts else granted


def _mala(solicitud: Solicitud, had: Relacion) -> Movimiento | None:
    """The notice that is meant, by what it is and the day it counts on, or that it said."""
    found = [
        one
        for one in had.movimientos
        if one.tipo is Tipo(solicitud.tipo) and solicitud.registrada in (one.on, one.declarada)
    ]
    return found[-1] if found else None


def _no_hay(had: Relacion) -> Text:
    """That there is no such notice, and which there are: they are the employer's own."""
    last = had.movimientos[-MAX_TOLD:]
    if not last:
        return Text("CORRECCION_SIN_AVISOS", "Con este registro no hay avisos de esa persona. Revise los dos números.")
    return Text(
        "CORRECCION_SIN_AVISO",
        "No hay un aviso así. Los más recientes de esta persona con este registro son: {avisos}.",
        avisos=enumerado(f"{NOMBRES[one.tipo]} del {long_date(one.on)}" for one in last),
    )


def _igual(mala: Movimiento) -> Text:
    return Text("CORRECCION_SIN_CAMBIO", "El aviso del {fecha} ya dice eso. No hay nada que corregir.", fecha=mala.on)


def _aceptado(
    solicitud: Solicitud, hechos: Hechos, registro: Registro, trabajador: Trabajador, made: Correccion
) -> Aceptado:
    mala = made.mala
    orden = orden_correctiva(made, trabajador, solicitud.persona.nss, registro.numero)
    cost = _costo(hechos, registro, trabajador, made)
    filas = _filas(solicitud, made)
    what = f"{NOMBRES[mala.tipo]} del {long_date(mala.on)}"
    return aceptado(
        orden,
        registro,
        trabajador,
        presentada=hechos.presentada.on,
        firma=hechos.presentada.applicant,
        por=hechos.presentada.acting_for,
        dicho=(_cuando(solicitud, made, what), *_costo_dicho(cost)),
        filas=(*filas, *costo_filas(cost)),
        detalle=costo_detalle(cost),
        alerta=solicitud.que == "anular" or (isinstance(cost, Costo) and bool(cost.vencidas)),
        datos=(("Corrige", what), ("Qué estaba mal", QUE[solicitud.que]), ("Por qué", solicitud.motivo)),
        cite=CITE,
    )


def _costo(hechos: Hechos, registro: Registro, trabajador: Trabajador, made: Correccion) -> Costo | Text | None:
    """What it changes in the days that passed; None where none did."""
    since, today = min(made.mala.on, made.nueva.on), hechos.presentada.on
    if since > today:
        return None
    before, after = avisos_de(made.antes), avisos_de(made.despues)
    return costo(before, after, since, today, registro, on=today, pension=trabajador.pension)


def _cuando(solicitud: Solicitud, made: Correccion, what: str) -> Text:
    match solicitud.que:
        case "fecha":
            return Text(
                "CORRIGE_FECHA",
                "El aviso de {aviso} contará con fecha {fecha}. El primero queda en la historia, sin efecto.",
                aviso=what,
                fecha=made.nueva.on,
            )
        case "salario":
            return Text(
                "CORRIGE_SALARIO",
                "El aviso de {aviso} contará con un SBC de {sbc} diarios, y no de {antes}.",
                aviso=what,
                sbc=str(Money.of_centavos(made.nueva.sbc_centavos or 0)),
                antes=str(Money.of_centavos(made.mala.sbc_centavos or 0)),
            )
        case _:
            return Text(
                "CORRIGE_TODO", "El aviso de {aviso} queda sin efecto. Sigue en la historia, señalado.", aviso=what
            )


def _costo_dicho(cost: Costo | Text | None) -> tuple[Text, ...]:
    if not isinstance(cost, Costo):
        return () if cost is None else (cost,)
    if not cost.total.centavos:
        return ()
    up = cost.total.centavos > 0
    amount = str(Money.of_centavos(abs(cost.total.centavos)))
    return (
        Text("CORRECCION_SUBE", "Hasta el {hasta}, las cuotas suben {monto}.", hasta=cost.hasta, monto=amount)
        if up
        else Text("CORRECCION_BAJA", "Hasta el {hasta}, las cuotas bajan {monto}.", hasta=cost.hasta, monto=amount),
        *por_lo_menos(cost),
        *(vencidas(cost) if up else ()),
    )


def _filas(solicitud: Solicitud, made: Correccion) -> tuple[Fila, ...]:
    match solicitud.que:
        case "fecha":
            return (("Fecha del aviso", long_date(made.mala.on), long_date(made.nueva.on)),)
        case "salario":
            before, after = made.mala.sbc_centavos, made.nueva.sbc_centavos
            return (("Salario base de cotización (SBC)", en_pesos(before), en_pesos(after)),)
        case _:
            return (("El aviso", "Cuenta", "Queda sin efecto"),)


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed:
    """What would follow: exactly what would be decided."""
    return previewed(decide(solicitud, hechos, on))


def effects(aceptado: Aceptado) -> tuple[Effect, ...]:
    """The ledger takes the movement, and tells the worker; the employer gets the constancia."""
    return notice_effects(aceptado, "Corrección de un aviso de una persona trabajadora.")
