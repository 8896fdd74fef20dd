"""Acting for one's own child, or for a mother or father who depends on one: by what tie, for what, until when.

Who exercises patria potestad represents the child and administers what is theirs (Código Civil Federal 412, 414 and
425); it ends with majority (443-III, 646 and 647). An adopted child is a child (CCF 395 and 396; article numbers to
be confirmed). A grown person represents themselves, so for a mother or father only evidence that an official saw
opens anything, and for a time (policy ``ascendiente_plazo``). Emancipation, a court's ruling or a dispute end a tie
before its day: staff say so, and then no register opens it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, assert_never

from ventanilla import law
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .mandate import Act

ACTS: Final = frozenset({Act.SEE, Act.PREPARE})
"""What a tie opens. Nothing of money, of movements, or of the other's own account; what is asked for is signed by
whoever asks, in their own name and for the other."""

MAJORITY: Final = "ccf.mayoria_edad"
LEAP_POLICY: Final = "mayoria_29_febrero"
NOTICE_POLICY: Final = "parentesco_aviso"
PARENT_POLICY: Final = "ascendiente_plazo"
_ONE_DAY: Final = timedelta(days=1)
_NOTICE: Final = {"dias_15": 15, "dias_30": 30, "dias_60": 60}
_PARENT_YEARS: Final = {"un_ano": 1, "dos_anos": 2}


class Kinship(Enum):
    """What the other is to whoever acts."""

    HIJO = "hijo"
    ADOPTADO = "adoptado"
    ASCENDIENTE = "ascendiente"  # a mother or a father who depends on them

    @property
    def words(self) -> Text:
        """As a page says it."""
        return _WORDS[self]

    @property
    def words_for_staff(self) -> Text:
        """As the page of whoever reviews it says it."""
        return _FOR_STAFF[self]

    @property
    def child(self) -> bool:
        """Whether age alone ends it."""
        return self is not Kinship.ASCENDIENTE


class Source(Enum):
    """Who says that there is a tie."""

    PADRON = "padron"  # the register of affiliation: they are registered as family
    POBLACION = "poblacion"  # the population registry: the record of the birth
    PERSONAL = "personal"  # an official who saw a document


class Document(Enum):
    """What an official can have seen."""

    ACTA_NACIMIENTO = "acta_nacimiento"
    CONSTANCIA_ADOPCION = "constancia_adopcion"
    SENTENCIA = "sentencia"
    DICTAMEN_DEPENDENCIA = "dictamen_dependencia"

    @property
    def words(self) -> Text:
        """As a page says it."""
        return _DOCUMENTS[self]

    def proves(self, kinship: Kinship) -> bool:
        """Whether it can prove that tie: a birth record alone says nothing of a grown person's dependence."""
        match self:
            case Document.ACTA_NACIMIENTO:
                return kinship is Kinship.HIJO
            case Document.CONSTANCIA_ADOPCION:
                return kinship is Kinship.ADOPTADO
            case Document.SENTENCIA:
                return True
            case Document.DICTAMEN_DEPENDENCIA:
                return kinship is Kinship.ASCENDIENTE
            case _:
                assert_never(self)


_WORDS: Final = {
    Kinship.HIJO: Text("PARENTESCO_HIJO", "Su hija o hijo"),
    Kinship.ADOPTADO: Text("PARENTESCO_ADOPTADO", "Su hija o hijo por adopción"),
    Kinship.ASCENDIENTE: Text("PARENTESCO_ASCENDIENTE", "Su madre o padre, que depende de usted"),
}
_FOR_STAFF: Final = {
    Kinship.HIJO: Text("PARENTESCO_ES_HIJO", "Su hija o hijo"),
    Kinship.ADOPTADO: Text("PARENTESCO_ES_ADOPTADO", "Su hija o hijo por adopción"),
    Kinship.ASCENDIENTE: Text("PARENTESCO_ES_ASCENDIENTE", "Su madre o padre, que depende de quien lo pide"),
}
_DOCUMENTS: Final = {
    Document.ACTA_NACIMIENTO: Text("DOCUMENTO_ACTA", "Acta de nacimiento"),
    Document.CONSTANCIA_ADOPCION: Text("DOCUMENTO_ADOPCION", "Constancia o acta de adopción"),
    Document.SENTENCIA: Text("DOCUMENTO_SENTENCIA", "Sentencia o resolución de un juzgado"),
    Document.DICTAMEN_DEPENDENCIA: Text("DOCUMENTO_DEPENDENCIA", "Dictamen de dependencia"),
}


class Standing(Enum):
    """Whether a tie opens anything on a day, and if not, why."""

    VIGENTE = "vigente"
    FUTURO = "futuro"
    MAYOR = "mayor"  # the child is of age
    VENCIDO = "vencido"  # the day that the evidence was accepted until has passed
    DETENIDO = "detenido"  # the other, or another of the family, disputes it
    TERMINADO = "terminado"  # an official ended it
    SIN_VINCULO = "sin_vinculo"  # no register says any more that there is one


@dataclass(frozen=True, slots=True)
class Tie:
    """``holder`` may act for ``dependent``, born on ``born``, from ``since``.

    ``until`` is the last day that was accepted, where somebody gave one; age may end a child's earlier.
    ``stopped`` is DETENIDO or TERMINADO once somebody stopped it, on the day ``stopped_on``.
    """

    holder: SubjectId
    dependent: SubjectId
    kinship: Kinship
    source: Source
    born: date
    since: date
    until: date | None = None
    stopped: Standing | None = None
    stopped_on: date | None = None


def majority(born: date, on: date) -> date:
    """The day on which somebody born on ``born`` is of age, by the law in force on ``on`` (CCF 646).

    >>> majority(date(2008, 12, 12), date(2026, 11, 22)), majority(date(2008, 2, 29), date(2026, 1, 1))
    (datetime.date(2026, 12, 12), datetime.date(2026, 3, 1))
    """
    year = born.year + law.integer(MAJORITY, on)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if law.policy(LEAP_POLICY).value == "primero_de_marzo" else date(year, 2, 28)


def last_day(tie: Tie, on: date) -> date | None:
    """The last day of a tie that nobody stopped, known on ``on``; None where neither age nor anybody gives one."""
    if not tie.kinship.child:
        return tie.until
    eve = majority(tie.born, on) - _ONE_DAY
    return eve if tie.until is None else min(eve, tie.until)


def longest(kinship: Kinship, born: date, on: date) -> date:
    """The latest day until which an official may accept a tie on ``on``.

    A child's ends by age; a parent's is looked at again (policy ``ascendiente_plazo``).
    """
    if kinship.child:
        return majority(born, on) - _ONE_DAY
    year = on.year + _PARENT_YEARS[law.policy(PARENT_POLICY).value]
    return (on.replace(year=year) if (on.month, on.day) != (2, 29) else date(year, 3, 1)) - _ONE_DAY


def standing(tie: Tie, on: date) -> Standing:
    """What ``tie`` is worth on the day ``on``; majority is said before anything else that ended it."""
    if tie.kinship.child and on >= majority(tie.born, on):
        return Standing.MAYOR
    if tie.stopped is not None and (tie.stopped_on is None or tie.stopped_on <= on):
        return tie.stopped
    if on < tie.since:
        return Standing.FUTURO
    end = last_day(tie, on)
    if end is None:  # a grown person's tie that nobody dated opens nothing
        return Standing.SIN_VINCULO
    if on > end:
        return Standing.VENCIDO
    return Standing.VIGENTE


def ties_allow(tie: Tie, act: Act, on: date) -> bool:
    """Tell whether ``tie`` allows ``act`` on the day ``on``."""
    return act in ACTS and standing(tie, on) is Standing.VIGENTE


def notice_due(tie: Tie, on: date) -> bool:
    """Whether the end of a tie in force is near enough to be told (policy ``parentesco_aviso``)."""
    end = last_day(tie, on)
    if end is None or standing(tie, on) is not Standing.VIGENTE:
        return False
    return (end - on).days <= _NOTICE[law.policy(NOTICE_POLICY).value]


def why_until(tie: Tie, on: date) -> Text:
    """Until when, and why that day."""
    end = last_day(tie, on)
    if end is None:
        return Text("FAMILIA_SIN_FECHA", "Falta que el personal revise un documento.")
    if tie.kinship.child and end == majority(tie.born, on) - _ONE_DAY:
        return Text("FAMILIA_HASTA_MAYORIA", "Hasta el {fecha}. Al día siguiente cumple 18 años.", fecha=end)
    return Text("FAMILIA_HASTA_FECHA", "Hasta el {fecha}, el día que aceptó el personal.", fecha=end)


def why_ended(how: Standing, name: str, day: date) -> Text:
    """Why one may no longer act for ``name``, since ``day``."""
    match how:
        case Standing.MAYOR:
            return Text(
                "FAMILIA_MAYORIA",
                "{nombre} cumplió 18 años el {fecha}. Desde ese día decide por su cuenta y usted ya no actúa por "
                "esa persona.",
                nombre=name,
                fecha=day,
            )
        case Standing.VENCIDO:
            return Text(
                "FAMILIA_VENCIDA", "El permiso para actuar por {nombre} terminó el {fecha}.", nombre=name, fecha=day
            )
        case Standing.DETENIDO:
            return Text(
                "FAMILIA_DETENIDA",
                "Detuvimos el permiso para actuar por {nombre} el {fecha}: alguien de la familia no está de acuerdo. "
                "Una persona de la oficina lo revisa.",
                nombre=name,
                fecha=day,
            )
        case Standing.TERMINADO:
            return Text(
                "FAMILIA_TERMINADA",
                "El personal de la oficina terminó el permiso para actuar por {nombre} el {fecha}.",
                nombre=name,
                fecha=day,
            )
        case Standing.SIN_VINCULO | Standing.FUTURO | Standing.VIGENTE:
            return Text(
                "FAMILIA_SIN_VINCULO",
                "El registro ya no dice que usted pueda actuar por {nombre}. Acuda al mostrador si es un error.",
                nombre=name,
            )
        case _:
            assert_never(how)


def ended_on(tie: Tie, on: date) -> date:
    """The first day on which a tie that is over opened nothing; ``on`` where nothing tells."""
    how = standing(tie, on)
    if how is Standing.MAYOR:
        return majority(tie.born, on)
    if how is Standing.VENCIDO:
        return last_day(tie, on) or on
    return tie.stopped_on or on
