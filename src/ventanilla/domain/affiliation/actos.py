"""Filing a movement: what is asked about the worker and the registro, what is ordered, and what is told.

Whoever decides has already settled on which day the movement counts (``on``); ``declarada`` is what the notice said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from ventanilla.kernel.acts import Audience, Effect, Event, Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .historia import Contradiccion, Pension
from .movimientos import Movimiento, SemanaJornada, Tipo, TipoSalario, TipoTrabajador


@dataclass(frozen=True)
class Trabajador:
    """Somebody as an employer may file movements of them; ``movimientos`` are all theirs, superseded ones included."""

    subject: SubjectId
    nombre: str
    curp: str
    nss: str
    movimientos: tuple[Movimiento, ...] = ()
    pension: Pension | None = None
    contradictions: tuple[Contradiccion, ...] = ()


@dataclass(frozen=True)
class Hallados:
    """Who has an NSS and who has a CURP: the same person twice, two people, or None where nobody has it."""

    por_nss: Trabajador | None
    por_curp: Trabajador | None


@dataclass(frozen=True)
class TrabajadorDe(Question[Hallados]):
    """Whom an employer means by an NSS and a CURP ("" for one that was not given). For the office's own decision."""

    nss: str
    curp: str = ""


@dataclass(frozen=True)
class Certificado:
    """Days of incapacity that a certificate covers, both included. Never why (diagnosis)."""

    desde: date
    hasta: date


@dataclass(frozen=True)
class CertificadosDe(Question[tuple[Certificado, ...]]):
    """The certificates of incapacity of a person, in order."""

    subject: SubjectId


@dataclass(frozen=True)
class MovimientoRegistrado(Event):
    """An employer's movement is in the register; told to the worker the moment it is."""

    TYPE: ClassVar[str] = "movimiento_registrado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("patron", "registro", "tipo", "on", "declarada", "sbc_centavos", "corrige")
    DISPUTED_AT: ClassVar[str] = "/tramites/aclaracion"

    movimiento: UUID
    patron: str
    registro: str
    tipo: str
    on: date
    declarada: date | None
    sbc_centavos: int | None
    corrige: bool

    def shown(self) -> Text:
        """For the worker's timeline, and for their inbox."""
        money = "" if self.sbc_centavos is None else str(Money.of_centavos(int(self.sbc_centavos)))
        match Tipo(self.tipo):
            case Tipo.ALTA:
                return Text(
                    "AVISO_ALTA",
                    "{patron} lo registró como su trabajador el {fecha}, con salario diario de {monto}. "
                    "Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                    monto=money,
                )
            case Tipo.MODIFICACION:
                return Text(
                    "AVISO_MODIFICACION",
                    "{patron} cambió su salario diario a {monto} desde el {fecha}. Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                    monto=money,
                )
            case Tipo.BAJA:
                return Text(
                    "AVISO_BAJA",
                    "{patron} presentó su baja, con efecto el {fecha}. Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class MovimientoPresentado(Event):
    """The same movement in the chain of the employer; who the worker is stays under the employer's own key."""

    TYPE: ClassVar[str] = "movimiento_presentado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nss", "registro", "tipo", "on")

    movimiento: UUID
    nss: str
    registro: str
    tipo: str
    on: date

    def shown(self) -> Text:
        """For the employer's timeline."""
        return Text(
            "MOVIMIENTO_PRESENTADO",
            "Se registró un aviso ({tipo}) del NSS {nss}, con efecto el {fecha}.",
            tipo=_TIPO[Tipo(self.tipo)],
            nss=self.nss,
            fecha=self.on,
        )


_TIPO = {Tipo.ALTA: "alta", Tipo.MODIFICACION: "cambio de salario", Tipo.BAJA: "baja"}


@dataclass(frozen=True)
class RegistrarMovimiento(Effect):
    """Add one movement to the ledger. ``registro`` is its number; ``supersedes``, the movement that it corrects.

    Performed as a list. Conflict where the database says that days would overlap.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (MovimientoRegistrado,)

    trabajador: SubjectId
    nss: str
    registro: str
    tipo: Tipo
    on: date
    declarada: date | None = None
    sbc_centavos: int | None = None
    causa: str = ""
    tipo_trabajador: TipoTrabajador = TipoTrabajador.PERMANENTE
    tipo_salario: TipoSalario = TipoSalario.FIJO
    semana: SemanaJornada = SemanaJornada.COMPLETA
    contrato_hasta: date | None = None
    supersedes: UUID | None = None


EVENTS: tuple[type[Event], ...] = (MovimientoPresentado, MovimientoRegistrado)
