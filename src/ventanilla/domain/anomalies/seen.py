"""A history made ready to be looked at: what is in force on a day, employment by employment, with its notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Final
from uuid import UUID

from ventanilla.domain.affiliation import (
    Movimiento,
    Periodo,
    SemanaJornada,
    Tipo,
    TipoTrabajador,
    Tramo,
    empleos,
    regimen_de,
    tramos,
    vigentes,
)
from ventanilla.domain.contributions import Zonas
from ventanilla.kernel.period import Period

from .model import Evidencia

UN_DIA: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Empleo:
    """One employment with its tramos and the notices that begin and end it (None: it goes on)."""

    periodo: Periodo
    tramos: tuple[Tramo, ...]
    alta: Movimiento
    baja: Movimiento | None

    @property
    def registro(self) -> str:
        """Whose it is."""
        return self.periodo.registro_patronal

    @property
    def desde(self) -> date:
        """Its first day."""
        return self.periodo.desde

    @property
    def hasta(self) -> date | None:
        """Its last day."""
        return self.periodo.hasta

    @property
    def termina_eventual(self) -> bool:
        """Whether its last days were by a contract for a time or a work: its end is no surprise."""
        return self.tramos[-1].trabajador is not TipoTrabajador.PERMANENTE


@dataclass(frozen=True)
class Vista:
    """What is in force on the day ``on``, of employers only: a voluntary regime has none to ask about."""

    evidencia: Evidencia
    on: date

    @cached_property
    def vigentes(self) -> tuple[Movimiento, ...]:
        """Every movement in force, of whatever regime, by its day."""
        return vigentes(self.evidencia.historia.movimientos, self.on)

    @cached_property
    def patronales(self) -> tuple[Movimiento, ...]:
        """Those of employers."""
        return tuple(m for m in self.vigentes if not regimen_de(m.registro_patronal).voluntario)

    @cached_property
    def empleos(self) -> tuple[Empleo, ...]:
        """The employments, by their first day."""
        held: dict[tuple[str, date], list[Tramo]] = {}
        for tramo in tramos(self.patronales):
            held.setdefault((tramo.registro, tramo.empleo_desde), []).append(tramo)
        found = []
        for periodo in empleos(self.patronales, self.on):
            alta = self.aviso(Tipo.ALTA, periodo.registro_patronal, periodo.desde)
            own = held.get((periodo.registro_patronal, periodo.desde))
            if alta is not None and own:
                baja = periodo.hasta and self.aviso(Tipo.BAJA, periodo.registro_patronal, periodo.hasta)
                found.append(Empleo(periodo, tuple(own), alta, baja or None))
        return tuple(found)

    @cached_property
    def por_patron(self) -> dict[str, tuple[Empleo, ...]]:
        """The employments with each owner, whatever its registros, by their first day."""
        by = sorted(self.empleos, key=lambda one: (self.patron(one.registro), one.desde, one.registro))
        return {patron: tuple(own) for patron, own in groupby(by, key=lambda one: self.patron(one.registro))}

    def patron(self, registro: str) -> str:
        """Whose a registro is: its own, where nobody knows."""
        return self.evidencia.empleadores.get(registro, registro)

    def nombre(self, registro: str) -> str:
        """How the person knows an employer."""
        names = {one.registro_patronal: one.nombre for one in self.evidencia.historia.patrones}
        return names.get(registro) or registro

    def zonas(self, registro: str) -> Zonas:
        """Where a registro was, day by day."""
        return self.evidencia.zonas.get(registro, Zonas())

    def aviso(self, tipo: Tipo, registro: str, on: date) -> Movimiento | None:
        """The notice of that kind and day; the last one recorded, where they are more."""
        return next((m for m in reversed(self._of.get((tipo, registro, on), ()))), None)

    def salario_de(self, tramo: Tramo) -> Movimiento:
        """The notice that states the wage of a tramo from its first day on: a modificación, or its alta."""
        found = self.aviso(Tipo.MODIFICACION, tramo.registro, tramo.desde) or self.aviso(
            Tipo.ALTA, tramo.registro, tramo.desde
        )
        assert found is not None, "a tramo begins by a notice that states its wage"
        return found

    def sabido(self, movimiento: Movimiento) -> datetime:
        """When the institution first knew of what a notice says: a correction does not make it late."""
        seen, one = movimiento.recorded, movimiento
        for _ in range(len(self._by_id)):
            before = self._by_id.get(one.supersedes) if one.supersedes else None
            if before is None:
                break
            seen, one = min(seen, before.recorded), before
        return seen

    def dias(self, desde: date, hasta: date | None) -> Period:
        """A stretch up to the day that is looked at."""
        return Period(desde, min(hasta or self.on, self.on))

    @cached_property
    def _by_id(self) -> dict[UUID, Movimiento]:
        return {m.id: m for m in self.evidencia.historia.movimientos}

    @cached_property
    def _of(self) -> dict[tuple[Tipo, str, date], list[Movimiento]]:
        found: dict[tuple[Tipo, str, date], list[Movimiento]] = {}
        for m in self.vigentes:
            found.setdefault((m.tipo, m.registro_patronal, m.on), []).append(m)
        return found


def tiempo_completo(tramo: Tramo) -> bool:
    """Whether somebody is hired whole days of a whole week, for good."""
    return tramo.semana is SemanaJornada.COMPLETA and tramo.trabajador is TipoTrabajador.PERMANENTE
