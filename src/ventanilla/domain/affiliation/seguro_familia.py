"""The Seguro de Salud para la Familia (LSS 240-245): who it covers, from when to when, and what is told of it.

It is no employment: it has no registro, no wage and counts no weeks. It is paid for a year and ends with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import ClassVar, Final
from uuid import UUID

from ventanilla import law
from ventanilla.kernel.acts import Audience, Effect, Event, Question, SubjectId
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

BEGINS_POLICY: Final = "familia_vigencia"
WARNING_POLICY: Final = "familia_aviso"
LIST: Final = "padecimientos_familia"  # law/catalogues
ONE_DAY: Final = timedelta(days=1)
MONTHS: Final = 12


class ParentescoFamilia(Enum):
    """Who somebody is to whoever contracts."""

    TITULAR = "titular"
    CONYUGE = "conyuge"
    HIJO = "hijo"
    ASCENDIENTE = "ascendiente"
    OTRO = "otro"

    @property
    def words(self) -> str:
        """As a contract prints it."""
        return _PARENTESCOS[self]


_PARENTESCOS: Final = {
    ParentescoFamilia.TITULAR: "Quien contrata",
    ParentescoFamilia.CONYUGE: "Cónyuge, concubina o concubino",
    ParentescoFamilia.HIJO: "Hija o hijo",
    ParentescoFamilia.ASCENDIENTE: "Madre o padre",
    ParentescoFamilia.OTRO: "Otra persona de su familia",
}


@dataclass(frozen=True)
class MiembroFamilia:
    """Somebody covered, with the price of their year."""

    subject: SubjectId
    nombre: str
    parentesco: ParentescoFamilia
    edad: int
    centavos: int


@dataclass(frozen=True)
class ContratoFamilia:
    """A year that was paid. ``dias``: the first and the last day, both covered; ``fuente``: who says its price."""

    id: UUID
    dias: Period
    miembros: tuple[MiembroFamilia, ...]
    pagado: date
    referencia: str
    fuente: str = ""

    @property
    def centavos(self) -> int:
        """What was paid."""
        return sum(each.centavos for each in self.miembros)


@dataclass(frozen=True)
class SeguroFamiliaDe(Question[tuple[ContratoFamilia, ...]]):
    """The contracts of whoever contracted them, the oldest first."""

    subject: SubjectId


@dataclass(frozen=True)
class FamiliarConocido:
    """Somebody whom the register knows, for the office's own decision.

    ``asegurado``: entitled to medical care today by something else, which this insurance is not for. ``suyo``: whoever
    asks, registered as their family, or covered by their insurance; of anybody else nothing is told before a person
    saw the papers. ``unidad``: the clinic that attends them, "" for none.
    """

    subject: SubjectId
    nombre: str
    asegurado: bool
    suyo: bool = False
    unidad: str = ""


@dataclass(frozen=True)
class Padecimiento:
    """An illness that the insurance leaves out; ``espera``: attended after so many days (None: never)."""

    nombre: str
    articulo: str
    espera: int | None


@dataclass(frozen=True)
class PadecimientosFamilia(Question[tuple[Padecimiento, ...]]):
    """What the institution leaves out today, as it is kept with the decision; () where it loaded no list."""


def padecimientos() -> tuple[Padecimiento, ...]:
    """The list that the institution loaded; () where it loaded none, and then a doctor sees every request.

    >>> padecimientos()
    ()
    """
    return tuple(Padecimiento(each.name, each.cite, each.after_days) for each in law.catalogue(LIST).values())


@dataclass(frozen=True)
class ConocidosDe(Question[tuple[FamiliarConocido | None, ...]]):
    """Whom the register knows by each CURP, in order; None for whom it does not. For the office's own decision.

    ``titular``: who asks, so that it says which of them are theirs.
    """

    curps: tuple[str, ...]
    on: date
    titular: SubjectId | None = None


def year_from(first: date) -> Period:
    """The year that a contract covers.

    >>> year_from(date(2025, 6, 2)).last
    datetime.date(2026, 6, 1)
    """
    return Period(first, months_after(first, MONTHS) - ONE_DAY)


def warned_days() -> tuple[int, ...]:
    """How many days before its last one the holder is warned, the earliest first (policy ``familia_aviso``).

    >>> warned_days()
    (60, 15)
    """
    return tuple(int(days) for days in law.policy(WARNING_POLICY).value.removeprefix("dias_").split("_"))


def renews_days() -> int:
    """How many days before its last one it may be renewed: from the first warning on."""
    return max(warned_days())


def begins(paid: date, policy: str) -> date:
    """The first day that is covered, of what was paid on ``paid``.

    >>> begins(date(2025, 6, 1), "dia_siguiente"), begins(date(2025, 12, 15), "mes_siguiente")
    (datetime.date(2025, 6, 2), datetime.date(2026, 1, 1))
    """
    if policy == "dia_siguiente":
        return paid + ONE_DAY
    return months_after(paid.replace(day=1), 1)


@dataclass(frozen=True)
class SeguroFamiliaContratado(Event):
    """A year of the insurance was paid and begins; in the chain of each person that it covers.

    ``quien`` is who contracted it, "" for themselves.
    """

    TYPE: ClassVar[str] = "seguro_familia_contratado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("quien",)

    contrato: UUID
    quien: str
    desde: date
    hasta: date

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        if self.quien:
            return Text(
                "FAMILIA_CUBIERTA",
                "{quien} lo incluyó en su Seguro de Salud para la Familia, del {desde} al {hasta}.",
                quien=self.quien,
                desde=self.desde,
                hasta=self.hasta,
            )
        return Text(
            "FAMILIA_CONTRATADA",
            "Contrató el Seguro de Salud para la Familia, del {desde} al {hasta}.",
            desde=self.desde,
            hasta=self.hasta,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class SeguroFamiliaPorVencer(Event):
    """The insurance comes to its last day and was not renewed."""

    TYPE: ClassVar[str] = "seguro_familia_por_vencer"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    contrato: UUID
    hasta: date

    def shown(self) -> Text:
        """For the timeline and the inbox: what is lost, and what to do."""
        return Text(
            "FAMILIA_POR_VENCER",
            "Su Seguro de Salud para la Familia vence el {hasta}. Si no lo renueva antes, su familia pierde la "
            "atención médica desde el día siguiente. Renuévelo en «Mi seguro».",
            hasta=self.hasta,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class ContratarSeguroFamilia(Effect):
    """``miembros`` are covered on ``dias``, because ``titular`` paid it with the bank's ``referencia``."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (SeguroFamiliaContratado,)

    titular: SubjectId
    nombre: str
    dias: Period
    miembros: tuple[MiembroFamilia, ...]
    pagado: date
    referencia: str
    fuente: str = ""


EVENTS: Final = (SeguroFamiliaContratado, SeguroFamiliaPorVencer)
