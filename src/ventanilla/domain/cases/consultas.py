"""A question: no case, no term of law. It is answered by a date that is promised when it is asked (CPEUM 8).

Whoever asked may turn it into a trámite at any time, and the office may say which one; what was written goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import ClassVar, Final

from ventanilla import law
from ventanilla.kernel.acts import Event
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text

PROMISE: Final = "consulta_promesa"
DAYS: Final = "expedientes.consulta_dias"
MAX_WORDS: Final = 2_000  # characters of a question, and of its answer


class Tema(Enum):
    """What somebody asks about; each has the area of the office that answers."""

    EMPLEOS = "empleos"
    ATENCION = "atencion"
    INCAPACIDAD = "incapacidad"
    PENSION = "pension"
    DATOS = "datos"
    CUOTAS = "cuotas"
    DESACUERDO = "desacuerdo"
    OTRO = "otro"
    AJENA = "ajena"

    @property
    def words(self) -> str:
        """As it is chosen."""
        return str(_TEMA[self])

    @property
    def cola(self) -> str:
        """The area that answers."""
        return _COLA[self]


_TEMA: Final = {
    Tema.EMPLEOS: Text("TEMA_EMPLEOS", "Mis empleos, salarios y semanas"),
    Tema.ATENCION: Text("TEMA_ATENCION", "Atención médica para mí o mi familia"),
    Tema.INCAPACIDAD: Text("TEMA_INCAPACIDAD", "Incapacidades y su pago"),
    Tema.PENSION: Text("TEMA_PENSION", "Mi pensión"),
    Tema.DATOS: Text("TEMA_DATOS", "Mis datos o mi cuenta"),
    Tema.CUOTAS: Text("TEMA_CUOTAS", "Las cuotas que pago como empleador"),
    Tema.DESACUERDO: Text("TEMA_DESACUERDO", "No estoy de acuerdo con una resolución"),
    Tema.OTRO: Text("TEMA_OTRO", "Otra cosa"),
    Tema.AJENA: Text("TEMA_AJENA", "Mi crédito de vivienda, mi Afore u otra institución"),
}
_COLA: Final = {
    Tema.EMPLEOS: "afiliacion",
    Tema.ATENCION: "afiliacion",
    Tema.INCAPACIDAD: "incapacidades",
    Tema.PENSION: "pensiones",
    Tema.DATOS: "afiliacion",
    Tema.CUOTAS: "cobranza",
    Tema.DESACUERDO: "juridico",
    Tema.OTRO: "orientacion",
    Tema.AJENA: "",  # nobody here: it is refused before it is asked
}


class EstadoConsulta(Enum):
    """Where a question is."""

    ABIERTA = "abierta"
    CONTESTADA = "contestada"
    CONVERTIDA = "convertida"  # its owner began a trámite with it before it was answered


def promesa(on: date) -> date | None:
    """By when a question that is sent on ``on`` is answered; None where the calendar does not reach it.

    >>> promesa(date(2026, 11, 23)), promesa(date(2026, 11, 22))  # a Monday, and the Sunday before
    (datetime.date(2026, 11, 30), datetime.date(2026, 11, 27))
    """
    days, calendar = law.integer(DAYS, on), law.calendar()
    same_day = law.policy(PROMISE).value == "mismo_dia"
    try:
        return calendar.add(on - timedelta(days=1) if same_day else on, days)
    except MissingYear:
        return None


@dataclass(frozen=True)
class ConsultaRecibida(Event):
    """Somebody asked something; what, is theirs and of whoever answers."""

    TYPE: ClassVar[str] = "consulta_recibida"

    promised: date | None

    def shown(self) -> Text:
        """For the timeline."""
        if self.promised is None:
            return Text("CONSULTA_RECIBIDA_SIN_FECHA", "Recibimos su pregunta. Se la contestamos en su buzón.")
        return Text(
            "CONSULTA_RECIBIDA", "Recibimos su pregunta. La contestamos el {fecha} o antes.", fecha=self.promised
        )


@dataclass(frozen=True)
class ConsultaContestada(Event):
    """The office answered; the answer is in its owner's inbox."""

    TYPE: ClassVar[str] = "consulta_contestada"
    PRIVATE: ClassVar[tuple[str, ...]] = ("answer",)

    asked: date
    answer: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CONSULTA_CONTESTADA", "Contestamos su pregunta del {fecha}.", fecha=self.asked)

    def inbox(self) -> Text:
        """The answer itself."""
        return Text(
            "CONSULTA_RESPUESTA",
            "Contestamos su pregunta del {fecha}: {respuesta}",
            fecha=self.asked,
            respuesta=self.answer,
        )


@dataclass(frozen=True)
class ConsultaConvertida(Event):
    """Its owner began a trámite with what they had written."""

    TYPE: ClassVar[str] = "consulta_convertida"

    title: str

    def shown(self) -> Text:
        """For the timeline."""
        return Text("CONSULTA_CONVERTIDA", "Usó su pregunta para empezar el trámite «{titulo}».", titulo=self.title)


CONSULTA_EVENTS: Final[tuple[type[Event], ...]] = (ConsultaRecibida, ConsultaContestada, ConsultaConvertida)
