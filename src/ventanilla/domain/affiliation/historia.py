"""What the register of affiliation answers about a person: facts, never conclusions.

Whether somebody is entitled to care is concluded from a ``Historia`` by ``domain.benefits``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from ventanilla.kernel.acts import LATER, Question, SubjectId
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .movimientos import Movimiento


class Parentesco(Enum):
    """How a beneficiary is related to the insured person (LSS 84-III to IX)."""

    CONYUGE = "conyuge"
    CONCUBINO = "concubino"  # concubina or concubinario
    HIJO = "hijo"  # daughter or son
    MADRE = "madre"
    PADRE = "padre"

    @property
    def words(self) -> str:
        """As it is printed."""
        return _PARENTESCO[self]


_PARENTESCO = {
    Parentesco.CONYUGE: "Cónyuge",
    Parentesco.CONCUBINO: "Concubina o concubinario",
    Parentesco.HIJO: "Hija o hijo",
    Parentesco.MADRE: "Madre",
    Parentesco.PADRE: "Padre",
}


class TipoPension(Enum):
    """What a pension is paid for."""

    CESANTIA_VEJEZ = "cesantia_vejez"
    INVALIDEZ = "invalidez"
    RIESGO_TRABAJO = "rt"
    SUPERVIVENCIA = "supervivencia"  # viudez, orfandad, ascendencia

    @property
    def words(self) -> str:
        """As it is printed after «una pensión por»."""
        return _PENSION[self]


_PENSION = {
    TipoPension.CESANTIA_VEJEZ: "cesantía en edad avanzada o vejez",
    TipoPension.INVALIDEZ: "invalidez",
    TipoPension.RIESGO_TRABAJO: "riesgo de trabajo",
    TipoPension.SUPERVIVENCIA: "viudez, orfandad o ascendencia",
}


class Contradiccion(Enum):
    """What two registers say differently. A person must look before anything is concluded (LSS 15)."""

    NSS_DUPLICADO = "NSS_DUPLICADO"
    CURP_DUPLICADA = "CURP_DUPLICADA"
    NOMBRE_DISTINTO = "NOMBRE_DISTINTO"

    @property
    def reason(self) -> Text:
        """The sentence for the person and the official."""
        return _CONTRADICCION[self]


_CONTRADICCION = {
    Contradiccion.NSS_DUPLICADO: Text(
        "NSS_DUPLICADO", "Hay más de un Número de Seguridad Social (NSS) registrado con su CURP."
    ),
    Contradiccion.CURP_DUPLICADA: Text(
        "CURP_DUPLICADA", "Su Número de Seguridad Social (NSS) aparece registrado con más de una CURP."
    ),
    Contradiccion.NOMBRE_DISTINTO: Text(
        "NOMBRE_DISTINTO", "Su nombre no es igual en el registro de población y en el de esta oficina."
    ),
}


@dataclass(frozen=True)
class Patron:
    """The name of an employer that appears in the movements, and where that registro is ("" if unknown)."""

    registro_patronal: str
    nombre: str
    entidad: str = ""


@dataclass(frozen=True)
class Pension:
    """A pension granted from ``desde``; ``hasta`` is its last day, None while it runs."""

    tipo: TipoPension
    desde: date
    hasta: date | None = None

    def covers(self, on: date) -> bool:
        """Whether it runs on the day ``on``; its first and last days are of it."""
        return self.desde <= on and (self.hasta is None or on <= self.hasta)


@dataclass(frozen=True)
class Adscripcion:
    """The unit where a person is attended; "" where it is not known. ``umf`` has three digits."""

    umf: str = ""
    delegacion: str = ""
    consultorio: str = ""
    turno: str = ""


@dataclass(frozen=True)
class Beneficiario:
    """What makes a person somebody's beneficiary, and the conditions the law asks of them.

    Registered from ``desde`` to ``hasta`` (None: still), both included. ``estudia_hasta`` is the last day
    that the latest constancia de estudios covers; ``incapacitado``, a dictamen that the person cannot
    support themself; ``convive_y_depende``, asked of parents only. ``titular`` never carries a
    ``beneficiario`` of its own: entitlement is derived once.
    """

    parentesco: Parentesco
    titular: Historia
    desde: date
    hasta: date | None = None
    estudia_hasta: date | None = None
    incapacitado: bool = False
    convive_y_depende: bool = True

    def __post_init__(self) -> None:
        if self.titular.beneficiario is not None:
            raise ValueError("the holder's own right is what is derived, never a derived one")


@dataclass(frozen=True)
class Historia:
    """All that the register holds about ``subject``: who they are, their movements, pension and kinship.

    ``nss`` is "" where there is none (a beneficiary is found by the holder's). ``agregado`` is the medical
    aggregate as the register has it, "" if unknown. ``patrones`` names each employer of ``movimientos``.
    """

    subject: SubjectId
    nombre: str
    curp: str
    nss: str
    nacimiento: date
    agregado: str = ""
    adscripcion: Adscripcion = Adscripcion()
    movimientos: tuple[Movimiento, ...] = ()
    patrones: tuple[Patron, ...] = ()
    pension: Pension | None = None
    beneficiario: Beneficiario | None = None
    contradictions: tuple[Contradiccion, ...] = ()
    # Days that a family's insurance covers (LSS 240); what was stored before it was kept lacks it.
    seguro_familia: tuple[Period, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class HistoriaDe(Question[Historia]):
    """Everything the register holds about a person. A beneficiary's answer carries the holder.

    ``known``: as it was held at that instant, whatever was recorded or corrected since; None: as it is held now.
    """

    subject: SubjectId
    known: datetime | None = None


@dataclass(frozen=True)
class FamiliaDe(Question[tuple[Historia, ...]]):
    """The registered beneficiaries of a holder, past ones included, in the order they were registered.

    Their own movements and pension are left out: a holder may learn that their spouse is entitled, not
    where the spouse works.
    """

    subject: SubjectId


@dataclass(frozen=True)
class PatronDe(Question[SubjectId]):
    """Whom a registro patronal belongs to, as it acts in its own office; the register has one for each movement."""

    registro_patronal: str


@dataclass(frozen=True)
class MovimientosDe(Question[tuple[Movimiento, ...]]):
    """A person's movements, superseded ones included, in the order they were recorded."""

    subject: SubjectId


@dataclass(frozen=True)
class Numeros:
    """The numbers (NSS) that the register has of a person, and nothing else of them.

    ``asignado`` is the one assigned to their CURP, "" if none; ``numeros`` has it first, and after it every other
    under which an employer filed a movement of theirs that was not corrected since. All "" and () where the register
    does not know the CURP. ``unidos`` were joined to theirs by two officials: nothing new is filed with them.
    """

    nombre: str
    curp: str
    asignado: str
    numeros: tuple[str, ...]
    contradictions: tuple[Contradiccion, ...] = ()
    unidos: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumerosDe(Question[Numeros]):
    """Under which numbers a person is registered (LSS 15; RACERF 45)."""

    subject: SubjectId
