"""What is asked about a person's account, what is ordered, and what is told. No number of an account leaves here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar
from uuid import UUID

from ventanilla.kernel.acts import Audience, Effect, Event, Question, SubjectId
from ventanilla.kernel.text import Text

from .cuenta import Fin


class Titular(Enum):
    """Whether a bank says that an account is of somebody."""

    SI = "si"
    NO = "no"
    SIN_DATO = "sin_dato"  # the bank does not say


@dataclass(frozen=True)
class CuentaDePago:
    """An account by its id; ``misma`` if it is the one asked about, ``por_comprobar`` while nobody proved it."""

    id: UUID
    mascara: str
    misma: bool = False
    por_comprobar: bool = False


@dataclass(frozen=True)
class Clabes:
    """The account in force now, and the one that is being registered (proved or not), if any.

    ``agotada``: as many deposits of one cent were asked for in the last day as one person may ask for. ``sin_banco``:
    this office can order none.
    """

    en_vigor: CuentaDePago | None = None
    en_curso: CuentaDePago | None = None
    agotada: bool = False
    sin_banco: bool = False


@dataclass(frozen=True)
class ClabeDe(Question[Clabes]):
    """Where somebody is paid. Whoever pays orders it by the id; ``clabe`` only to know whether it is the same."""

    subject: SubjectId
    clabe: str = ""


@dataclass(frozen=True)
class TitularDeCuenta(Question[Titular]):
    """Whether the bank says that an account is of ``subject``: asked of the outside before, and kept."""

    subject: SubjectId
    clabe: str


@dataclass(frozen=True)
class ClabeRegistrada(Event):
    """An account was given to be paid into. ``con_codigo``: it waits for the code of a deposit of one cent."""

    TYPE: ClassVar[str] = "clabe_registrada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("mascara",)

    cuenta: UUID
    mascara: str
    con_codigo: bool

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        if self.con_codigo:
            return Text(
                "CLABE_REGISTRADA_CODIGO",
                "Registró una cuenta para recibir sus pagos: {cuenta}. Falta el código del depósito de un centavo. "
                "Si no fue usted, cancélela en «Su cuenta bancaria».",
                cuenta=self.mascara,
            )
        return Text(
            "CLABE_REGISTRADA",
            "Registró una cuenta para recibir sus pagos: {cuenta}. Si no fue usted, cancélela en «Su cuenta bancaria».",
            cuenta=self.mascara,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class ClabeComprobada(Event):
    """An account was proved; it is paid into from ``desde`` on, at ``hora`` (Mexico City)."""

    TYPE: ClassVar[str] = "clabe_comprobada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("mascara",)

    cuenta: UUID
    mascara: str
    desde: date
    hora: str

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        return Text(
            "CLABE_COMPROBADA",
            "Quedó comprobada la cuenta para sus pagos: {cuenta}. Sirve desde el {fecha} a las {hora}. "
            "Si no fue usted, cancélela antes en «Su cuenta bancaria».",
            cuenta=self.mascara,
            fecha=self.desde,
            hora=self.hora,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class CentavoEnviado(Event):
    """The deposit of one cent left for the account."""

    TYPE: ClassVar[str] = "clabe_centavo_enviado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    cuenta: UUID

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CLABE_CENTAVO", "Enviamos a su cuenta el depósito de un centavo que lleva su código.")


@dataclass(frozen=True)
class ClabeCodigoAgotado(Event):
    """The code of a deposit serves no more: it was wrong too often."""

    TYPE: ClassVar[str] = "clabe_codigo_agotado"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    cuenta: UUID

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        return Text(
            "CLABE_CODIGO_AGOTADO",
            "Se escribió mal demasiadas veces el código de su cuenta bancaria. Ese código ya no sirve.",
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class ClabeTerminada(Event):
    """An account ended; ``fin`` is the value of `Fin`."""

    TYPE: ClassVar[str] = "clabe_terminada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("mascara",)

    cuenta: UUID
    mascara: str
    fin: str

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        match self.fin:
            case Fin.SUSTITUIDA.value:
                return Text(
                    "CLABE_SUSTITUIDA",
                    "Registró otra cuenta, y dejó de estar en curso esta: {cuenta}.",
                    cuenta=self.mascara,
                )
            case Fin.CANCELADA.value:
                return Text("CLABE_CANCELADA", "Canceló la cuenta para sus pagos: {cuenta}.", cuenta=self.mascara)
            case Fin.DESCONOCIDA.value:
                return Text(
                    "CLABE_DESCONOCIDA",
                    "Nos dijo que no registró esta cuenta y la cancelamos: {cuenta}. Revise quién entra a su oficina.",
                    cuenta=self.mascara,
                )
            case _:
                return Text(
                    "CLABE_RECHAZADA",
                    "El banco no aceptó el depósito de un centavo. Revise la CLABE y regístrela otra vez: {cuenta}.",
                    cuenta=self.mascara,
                )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class RegistrarClabe(Effect):
    """``clabe`` is where ``subject`` will be paid; with ``con_codigo``, once they read a code in its statement."""

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = (ClabeRegistrada,)

    subject: SubjectId
    clabe: str
    con_codigo: bool


class Motivo(Enum):
    """Why money is owed back."""

    DOBLE = "doble"  # what was owed by that reference had been paid before
    TARDE = "tarde"  # whoever asked for it waited for it no more
    SIN_EFECTO = "sin_efecto"  # it was taken, and what it paid for was refused or withdrawn


@dataclass(frozen=True)
class DevolucionDebida(Event):
    """Money that was paid and is nobody's to keep is owed back; ``motivo`` is the value of `Motivo`."""

    TYPE: ClassVar[str] = "devolucion_debida"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("importe",)

    devolucion: UUID
    importe: str
    motivo: str

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        if self.motivo == Motivo.DOBLE.value:
            return Text(
                "DEVOLUCION_DOBLE",
                "Pagó otra vez lo que ya estaba pagado. Le devolvemos {importe} en su cuenta bancaria registrada. "
                "Vea cómo va en «Sus pagos».",
                importe=self.importe,
            )
        if self.motivo == Motivo.SIN_EFECTO.value:
            return Text(
                "DEVOLUCION_SIN_EFECTO",
                "El trámite terminó sin darle lo que pagó. Le devolvemos {importe} en su cuenta bancaria registrada. "
                "Vea cómo va en «Sus pagos».",
                importe=self.importe,
            )
        return Text(
            "DEVOLUCION_TARDE",
            "Su pago llegó cuando el trámite ya había terminado. Le devolvemos {importe} en su cuenta bancaria "
            "registrada. Vea cómo va en «Sus pagos».",
            importe=self.importe,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


@dataclass(frozen=True)
class DevolucionPropuesta(Event):
    """An official proposed to pay it back; another decides."""

    TYPE: ClassVar[str] = "devolucion_propuesta"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    devolucion: UUID

    def shown(self) -> Text:
        """For the timeline."""
        return Text("DEVOLUCION_PROPUESTA", "Una persona de la oficina revisó lo que se le debe. Otra lo aprueba.")


@dataclass(frozen=True)
class DevolucionAprobada(Event):
    """A second official approved it, and the bank is ordered to pay it."""

    TYPE: ClassVar[str] = "devolucion_aprobada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    devolucion: UUID

    def shown(self) -> Text:
        """For the timeline."""
        return Text("DEVOLUCION_APROBADA", "Se aprobó devolverle su pago. El banco lo deposita en su cuenta.")


@dataclass(frozen=True)
class DevolucionRegresada(Event):
    """It is to be looked at again: the second official, or the bank, did not take it."""

    TYPE: ClassVar[str] = "devolucion_regresada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)

    devolucion: UUID
    banco: bool

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        if self.banco:
            return Text(
                "DEVOLUCION_NO_TOMADA",
                "No se pudo depositar lo que se le debe. Revise su cuenta en «Su cuenta bancaria».",
            )
        return Text("DEVOLUCION_REGRESADA", "La segunda persona pidió revisar otra vez lo que se le debe.")

    def inbox(self) -> Text | None:
        """Told where there is something to do."""
        return self.shown() if self.banco else None


@dataclass(frozen=True)
class DevolucionPagada(Event):
    """The bank deposited what was owed back."""

    TYPE: ClassVar[str] = "devolucion_pagada"
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ("importe", "mascara")

    devolucion: UUID
    importe: str
    mascara: str

    def shown(self) -> Text:
        """For the timeline and the inbox."""
        return Text(
            "DEVOLUCION_PAGADA",
            "Le devolvimos {importe} en su cuenta: {cuenta}.",
            importe=self.importe,
            cuenta=self.mascara,
        )

    def inbox(self) -> Text:
        """The same."""
        return self.shown()


REFUND_EVENTS = (
    DevolucionDebida,
    DevolucionPropuesta,
    DevolucionAprobada,
    DevolucionRegresada,
    DevolucionPagada,
)
EVENTS = (
    ClabeRegistrada,
    ClabeComprobada,
    CentavoEnviado,
    ClabeCodigoAgotado,
    ClabeTerminada,
    *REFUND_EVENTS,
)
