"""How somebody stands with a registro: insured or not on a day, at which wage, and what was filed last.

Read from their movements alone, whatever order they arrived in; those of other registros are never told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import Movimiento, Periodo, Tipo, Trabajador, empleos, vigentes
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class Relacion:
    """What one registro has of one worker: its movements in force, in the order of their effect, and employments.

    ``todos`` are all that it filed, those that were corrected since among them.
    """

    movimientos: tuple[Movimiento, ...]
    periodos: tuple[Periodo, ...]
    todos: tuple[Movimiento, ...] = ()

    @property
    def con_efecto(self) -> tuple[Movimiento, ...]:
        """Those in force that begin, change or end an employment: a baja that only annuls an alta does none of it."""
        return tuple(one for one in self.movimientos if self.en(one.on) is not None)

    def en(self, on: date) -> Periodo | None:
        """The employment that has the day ``on``."""
        return next((one for one in self.periodos if one.covers(on)), None)

    def despues_de(self, on: date) -> Movimiento | None:
        """The first movement that takes effect after ``on``."""
        return next((one for one in self.movimientos if one.on > on), None)

    def del_periodo(self, periodo: Periodo) -> tuple[Movimiento, ...]:
        """The movements of an employment."""
        return tuple(one for one in self.movimientos if periodo.covers(one.on))

    def salario(self, on: date) -> Movimiento | None:
        """The movement whose wage counts on ``on``; None where there is no employment that day."""
        periodo = self.en(on)
        if periodo is None:
            return None
        waged = [one for one in self.del_periodo(periodo) if one.tipo is not Tipo.BAJA and one.on <= on]
        return waged[-1] if waged else None


def relacion(trabajador: Trabajador, registro: str) -> Relacion:
    """All that is in force of ``trabajador`` with the registro of that number, to whatever day it reaches."""
    own = tuple(one for one in trabajador.movimientos if one.registro_patronal == registro)
    return Relacion(vigentes(own, date.max), empleos(own, date.max), own)


def impide_alta(relacion: Relacion, on: date) -> Text | None:
    """Why nobody can begin on ``on`` with this registro; None where they can."""
    for one in relacion.periodos:
        if one.hasta is None and one.desde <= on:
            return Text(
                "YA_ACTIVO",
                "La persona ya está activa con este registro desde el {desde}: no hace falta otra alta. "
                "Si esa fecha o ese salario no son correctos, corrija ese aviso.",
                desde=one.desde,
            )
        if one.hasta is not None and one.covers(on):
            return Text(
                "ALTA_EN_DIAS_ASEGURADOS",
                "El {fecha} la persona todavía tenía seguro con este registro, hasta el {hasta}. "
                "El reingreso se presenta desde el día siguiente.",
                fecha=on,
                hasta=one.hasta,
            )
        if one.desde > on:
            return posterior(one.desde)
    return None


def impide_baja(relacion: Relacion, on: date) -> Text | None:
    """Why the last day of nobody can be ``on`` with this registro, by what it says; None where it can."""
    if not relacion.periodos:
        return sin_alta()
    if (last := relacion.periodos[-1]).hasta is not None:
        return Text(
            "YA_DADO_DE_BAJA", "Ya tiene una baja con este registro, del {hasta}. No hace falta otra.", hasta=last.hasta
        )
    if on < last.desde:
        return Text(
            "BAJA_ANTES_DEL_ALTA",
            "La baja es del {fecha}, antes del alta del {desde}. Revise las fechas: si el alta está mal, corríjala.",
            fecha=on,
            desde=last.desde,
        )
    return None


def impide_modificacion(relacion: Relacion, on: date) -> Text | None:
    """Why no wage can change on ``on`` with this registro; None where it can."""
    if not relacion.periodos:
        return sin_alta()
    periodo = relacion.en(on)
    if periodo is None:
        last = relacion.periodos[-1]
        if last.hasta is not None and last.hasta < on:
            return Text(
                "CAMBIO_TRAS_LA_BAJA",
                "Con este registro tiene una baja del {hasta}. Después de ella no hay salario que cambiar.",
                hasta=last.hasta,
            )
        return Text(
            "CAMBIO_ANTES_DEL_ALTA",
            "El {fecha} todavía no estaba de alta con este registro. Revise la fecha.",
            fecha=on,
        )
    if (later := relacion.despues_de(on)) is not None:
        return posterior(later.on)
    if any(one.on == on for one in relacion.del_periodo(periodo)):
        return Text(
            "YA_HAY_AVISO_ESE_DIA",
            "Ya hay un aviso con efecto el {fecha}. Si el salario de ese aviso no es correcto, corríjalo.",
            fecha=on,
        )
    return None


def impide_repetido(relacion: Relacion, tipo: Tipo, on: date) -> Text | None:
    """That the same notice was filed before and corrected since: it is undone where it was corrected, not twice."""
    if any(one.tipo is tipo and one.on == on and one.supersedes is None for one in relacion.todos):
        return Text(
            "AVISO_REPETIDO",
            "Ya presentó un aviso igual con efecto el {fecha}, y después lo corrigió. Corrija esa corrección.",
            fecha=on,
        )
    return None


def posterior(fecha: date) -> Text:
    """That a movement of this registro takes effect later."""
    return Text(
        "MOVIMIENTO_POSTERIOR",
        "Hay un movimiento posterior del {fecha}: revise el orden. Si ese aviso no es correcto, corríjalo.",
        fecha=fecha,
    )


def sin_alta() -> Text:
    """That this registro never had them; whether others did is nobody's affair."""
    return Text("NO_ACTIVO", "La persona no está de alta con este registro. Revise el registro y los dos números.")
