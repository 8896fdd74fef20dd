"""What takes the place of a notice that was wrong: another one, of the same employer; the first stays, without effect.

It is the same whoever files it: the employer that corrects its own notice, or the institution by a resolution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from ventanilla.domain.affiliation import Movimiento, RegistrarMovimiento, Tipo, Trabajador
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.contributions import CuotasError
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .standing import Relacion
from .wage import Pagado, salario_base

NADA_ANTES: Final = Text(
    "CORRECCION_SIN_ALTA", "Antes de ese aviso no hay un alta. Pida ayuda en su subdelegación, con sus constancias."
)


class Que(Enum):
    """What of a notice is wrong."""

    FECHA = "fecha"
    SALARIO = "salario"
    ANULAR = "anular"  # all of it: it should not have been filed


@dataclass(frozen=True)
class Correccion:
    """The notice that was wrong, the one that takes its place, and what counts before and after."""

    mala: Movimiento
    nueva: Movimiento
    antes: tuple[Movimiento, ...]
    despues: tuple[Movimiento, ...]


def correccion(
    had: Relacion,
    mala: Movimiento,
    registro: Registro,
    que: Que,
    *,
    fecha: date | None = None,
    sbc: Money | None = None,
) -> Correccion:
    """What the correction of ``mala`` comes to. CuotasError, in words, for what cannot be."""
    antes = had.con_efecto
    others = tuple(one for one in antes if one.id != mala.id)
    match que:
        case Que.FECHA if fecha is not None:
            nueva = replace(mala, on=fecha, declarada=fecha)
        case Que.SALARIO if sbc is not None:
            base = salario_base(
                Pagado(mala.salario, sbc=sbc, semana=mala.semana), mala.on, mala.on, registro.zona(mala.on)
            )
            nueva = replace(mala, sbc_centavos=base.sbc.centavos)
        case _:
            nueva = _nada(had, mala)
            if nueva.tipo is not Tipo.ALTA:
                return Correccion(mala, nueva, antes, others)
    return Correccion(mala, nueva, antes, tuple(sorted((*others, nueva), key=lambda one: one.on)))


def _nada(had: Relacion, mala: Movimiento) -> Movimiento:
    """What takes the place of a notice that should not have been: one that changes nothing."""
    if mala.tipo is Tipo.ALTA:
        return replace(mala, tipo=Tipo.BAJA, sbc_centavos=None)  # without an alta it ends nothing
    undone = next((one for one in had.todos if one.id == mala.supersedes and one.tipo is Tipo.ALTA), None)
    if mala.tipo is Tipo.BAJA and undone is not None:
        return undone  # the alta that it annulled counts again
    waged = [one for one in had.movimientos if one.on <= mala.on and one.id != mala.id and one.sbc_centavos]
    if not waged:
        raise CuotasError("registrada", NADA_ANTES)
    return replace(mala, tipo=Tipo.MODIFICACION, sbc_centavos=waged[-1].sbc_centavos, causa="")


def orden_correctiva(made: Correccion, trabajador: Trabajador, nss: str, registro: str) -> RegistrarMovimiento:
    """The order to the ledger that a correction is: another movement, which names the one that it corrects."""
    nueva = made.nueva
    return RegistrarMovimiento(
        trabajador=trabajador.subject,
        nss=nss,
        registro=registro,
        tipo=nueva.tipo,
        on=nueva.on,
        declarada=nueva.declarada,
        sbc_centavos=nueva.sbc_centavos,
        causa=nueva.causa,
        tipo_trabajador=nueva.trabajador,
        tipo_salario=nueva.salario,
        semana=nueva.semana,
        contrato_hasta=nueva.contrato_hasta,
        supersedes=made.mala.id,
    )
