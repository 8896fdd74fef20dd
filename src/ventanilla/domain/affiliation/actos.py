"""Filing a movement: what is asked about the worker and the registro, what is ordered, and what is told.

Whoever decides has already settled on which day the movement counts (``on``); ``declarada`` is what the notice said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID, uuid5

from ventanilla.kernel.acts import Audience, Effect, Event, Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .historia import Contradiccion, Pension
from .movimientos import Movimiento, SemanaJornada, Tipo, TipoSalario, TipoTrabajador

_NSS: Final = UUID("5d0a4c7e-8f0b-5a53-9c5e-6e2a6f1d7b10")  # under which the locks of numbers are named
_CURP: Final = UUID("0b9f6a42-3c1d-5e0e-8d11-2f4c7a9e5c31")


def lock_of_nss(nss: str) -> SubjectId:
    """What `Tramite.locks` names so that two people who file the same NSS wait for each other, whoever has it.

    >>> lock_of_nss("99178500015") == lock_of_nss("99178500015") != lock_of_nss("01796000018")
    True
    """
    return SubjectId(uuid5(_NSS, nss))


def lock_of_curp(curp: str) -> SubjectId:
    """The same for a CURP: also that of somebody whom the register does not know yet."""
    return SubjectId(uuid5(_CURP, curp))


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
    """Who has an NSS and who has a CURP: the same person twice, two people, or None where nobody has it.

    ``unido_a`` is the number in force of who had the one that was asked about, where two officials joined it: nothing
    new is filed with it.
    """

    por_nss: Trabajador | None
    por_curp: Trabajador | None
    unido_a: str = ""


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
    """An employer's movement is in the register; told to the worker the moment it is.

    ``conserva_hasta``, of a baja: the last day on which they keep medical care, where they keep it for having worked.
    ``oficio``: the institution registered it by a resolution, and not its employer.
    """

    TYPE: ClassVar[str] = "movimiento_registrado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = (
        "patron", "registro", "tipo", "on", "declarada", "sbc_centavos", "corrige", "conserva_hasta",
    )  # fmt: skip
    DISPUTED_AT: ClassVar[str] = "/tramites/aclaracion"

    movimiento: UUID
    patron: str
    registro: str
    tipo: str
    on: date
    declarada: date | None
    sbc_centavos: int | None
    corrige: bool
    conserva_hasta: date | None = None
    oficio: bool = False

    def shown(self) -> Text:
        """For the worker's timeline, and for their inbox."""
        money = "" if self.sbc_centavos is None else str(Money.of_centavos(int(self.sbc_centavos)))
        if self.oficio:
            tipo = _TIPO.get(self.tipo, self.tipo)
            what = f"{tipo}, {money} diarios" if money else tipo
            return Text(
                "AVISO_OFICIO",
                "La oficina registró un aviso que corrige su historia con {patron}: {aviso}. Cuenta desde el {fecha}. "
                "Si no es correcto, díganoslo aquí.",
                patron=self.patron,
                aviso=what,
                fecha=self.on,
            )
        match self.tipo:
            case Tipo.ALTA.value:
                return Text(
                    "AVISO_ALTA",
                    "{patron} lo registró como su trabajador el {fecha}, con salario diario de {monto}. "
                    "Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                    monto=money,
                )
            case Tipo.MODIFICACION.value:
                return Text(
                    "AVISO_MODIFICACION",
                    "{patron} cambió su salario diario a {monto} desde el {fecha}. Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                    monto=money,
                )
            case _ if self.conserva_hasta is not None:
                return Text(
                    "AVISO_BAJA_CONSERVA",
                    "{patron} presentó su baja, con efecto el {fecha}. Usted y su familia conservan la atención médica "
                    "hasta el {hasta}. Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                    hasta=self.conserva_hasta,
                )
            case _:
                return Text(
                    "AVISO_BAJA",
                    "{patron} presentó su baja, con efecto el {fecha}. Si no es correcto, díganoslo aquí.",
                    patron=self.patron,
                    fecha=self.on,
                )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()

    def disputed(self) -> UUID:
        """The movement."""
        return self.movimiento


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
            tipo=_TIPO.get(self.tipo, self.tipo),
            nss=self.nss,
            fecha=self.on,
        )


_TIPO: Final = {
    Tipo.ALTA.value: "alta",
    Tipo.MODIFICACION.value: "cambio de salario",
    Tipo.BAJA.value: "baja",
}


@dataclass(frozen=True)
class RegistrarMovimiento(Effect):
    """Add one movement to the ledger. ``registro`` is its number; ``supersedes``, the movement that it corrects.

    ``conserva_hasta``, of a baja, is told to the worker: until when they keep medical care.
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
    conserva_hasta: date | None = None


EVENTS: tuple[type[Event], ...] = (MovimientoPresentado, MovimientoRegistrado)
