"""A trámite, said once: what the person obtains, who may ask, by when, by what law, and its four functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from ventanilla.domain.authority import Act, Actor, Assurance
from ventanilla.domain.cases.remedy import Remedy, inconformidad
from ventanilla.kernel.acts import Effect, Question, SubjectId
from ventanilla.kernel.text import Text

from .decision import Decision, LineDecision, Reason, Registers
from .form import Form
from .found import Found, found_in_words
from .known import Eligible, Prefilled, nothing_known

S = TypeVar("S", bound=Form)
H = TypeVar("H")
R = TypeVar("R")
L = TypeVar("L")

MONTHS_OF_A_YEAR: Final = 12
ONE_DAY: Final = timedelta(days=1)


class Audience(Enum):
    """For whom a trámite is, in the words of the catalogue's filters."""

    ASEGURADO = "asegurado"
    PENSIONADO = "pensionado"
    BENEFICIARIO = "beneficiario"
    PATRON = "patron"
    PUBLICO = "publico"


class LifeEvent(Enum):
    """A moment of a life after which people look for the office; the home page opens with those that have trámites."""

    SALUD = "salud"
    EMPLEO = "empleo"
    FAMILIA = "familia"
    PENSION = "pension"
    DATOS = "datos"


@dataclass(frozen=True, kw_only=True)
class Opens:
    """When a trámite may be started: from ``since`` to ``until``, both included, and only in ``months`` (1 to 12).

    What is not said does not bind: ``Opens()`` is always open. A premium is declared in February alone:

    >>> Opens(months=(2,)).covers(date(2027, 2, 28)), Opens(months=(2,)).covers(date(2027, 3, 1))
    (True, False)
    """

    since: date | None = None
    until: date | None = None
    months: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(not 1 <= month <= MONTHS_OF_A_YEAR for month in self.months):
            raise ValueError("a month goes from 1 to 12")
        if self.since and self.until and self.until < self.since:
            raise ValueError("it would close before it opens")

    def covers(self, on: date) -> bool:
        """Whether a request may be started and filed on ``on``."""
        early = self.since is not None and on < self.since
        late = self.until is not None and self.until < on
        return not early and not late and (not self.months or on.month in self.months)

    def next_after(self, on: date) -> date | None:
        """The first open day after ``on``, a day on which it is closed; None if it will not open again.

        >>> Opens(months=(2,)).next_after(date(2026, 11, 22))
        datetime.date(2027, 2, 1)
        """
        start = max(on + ONE_DAY, self.since or date.min)
        for ahead in range(MONTHS_OF_A_YEAR + 1):
            year, month = divmod(start.year * MONTHS_OF_A_YEAR + start.month - 1 + ahead, MONTHS_OF_A_YEAR)
            day = max(start, date(year, month + 1, 1))
            if self.covers(day):
                return day
        return None


@dataclass(frozen=True)
class Immediate:
    """Resolved at once, day and night."""


@dataclass(frozen=True)
class WorkingDays:
    """Resolved within ``days`` working days of the institution's calendar."""

    days: int


Deadline = Immediate | WorkingDays
ALWAYS: Final = Opens()


def own_subject(solicitud: Form, actor: Actor) -> tuple[SubjectId, ...]:
    """The usual lock: whoever the case is about."""
    return (actor.subject,)


def no_options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """What most trámites offer to choose among that is the person's own: nothing."""
    return {}


def nothing_about(thing: UUID, actor: Actor, ask: Registers) -> Mapping[str, str]:
    """What most trámites begin with where they are started from something shown elsewhere: nothing of it."""
    return {}


def no_registros(solicitud: Form) -> tuple[str, ...]:
    """What most trámites are about: no registro patronal in particular."""
    return ()


@dataclass(frozen=True)
class Previewed:
    """What would follow from a request, said before it is signed.

    ``said`` are sentences in order of weight: the consequence first. ``rows`` are (concept, before, after) of what
    changes, with amounts already written, and ``details`` those that ``rows`` sum up. ``warns`` where something is
    late, costs, or will be refused. ``refused`` and ``reviewed`` are why it would be refused, or would go to a person:
    whoever shows it fills them in, by what ``decide`` says.
    """

    said: tuple[Text, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    details: tuple[tuple[str, str, str], ...] = ()
    warns: bool = False
    refused: tuple[Reason, ...] = ()
    reviewed: tuple[Reason, ...] = ()


def nobody_named(solicitud: Form, actor: Actor) -> tuple[Question[Any], ...]:
    """Of whom most trámites need the outside besides whoever asks: of nobody."""
    return ()


def no_preview(solicitud: Form, hechos: Any, on: date) -> Previewed | None:
    """What most trámites show before they are signed: the answers alone."""
    return None


@dataclass(frozen=True, kw_only=True)
class Tramite(Generic[S, H, R]):
    """One procedure of the catalogue. The types tie form, facts, decision and effects together.

    ``locks`` names every subject whose registers the decision depends on; the runner locks them,
    sorted, before it asks. ``options`` are, by the name of a field of text, what the person chooses among that only
    the registers know: the words they read, which are what they sign. ``needs`` is what the person should have at
    hand before starting. ``in_words`` says the facts as a resolution prints them, and ``remedy`` what may be done
    against one notified on a day. ``prefill`` says what the registers know of the Form's fields on the day a draft
    is opened; ``eligibility``, what is asked before, and not kept. ``steps`` are told on its page; without any, they
    follow from the kit. ``opens`` says when it may be started. ``act`` is what an authorisation must allow to ask
    for it for another, and ``registros`` the registros patronales that a request is about, which the authorisation
    must cover. ``preview`` says what would follow, before it is signed, from the same facts as ``decide``. ``outside``
    are its questions that somebody outside must answer (the population registry): fetched before it is decided, and
    until then the case waits. ``outside_of`` are the same of whoever a request names (a child that is registered)
    and of what it says (whose an account is).
    ``about`` are the answers with which a request begins about a thing that is shown elsewhere (a movement that a
    notice tells of), by its id; {} where it is none of theirs.
    ``named`` are the answers that say which thing a request is of (whose notice, of which day): one that agrees on all
    of them with what another case waits for is what it waits for, wherever it was begun.
    ``page`` is where it is asked if it opens no case ("": in the questionnaire, as every other): who keeps it is there.
    ``several``: whoever asks may be writing many at once, as an employer does of its workers; of the rest, one draft
    at a time.
    ``seen_at``: the page of the office where what it gives is seen, which its case leads to once it is approved; ""
    where that is the document.
    ``without_efirma``: whoever entered without an e.firma, in their own name, may send it after showing again who they
    are; what guards it then is in its own rules (``actor.via``).
    """

    key: str
    title: str
    obtains: str
    for_whom: tuple[Audience, ...]
    assurance: Assurance
    deadline: Deadline
    cite: tuple[str, ...]
    phrases: tuple[str, ...]
    form: type[S]
    facts: Callable[[S, Actor, Registers], H]
    decide: Callable[[S, H, date], Decision[R]]
    effects: Callable[[R], tuple[Effect, ...]]
    locks: Callable[[S, Actor], tuple[SubjectId, ...]] = own_subject
    options: Callable[[Actor, Registers], dict[str, tuple[str, ...]]] = no_options
    outside: tuple[type[Question[Any]], ...] = ()
    outside_of: Callable[[S, Actor], tuple[Question[Any], ...]] = nobody_named
    needs: tuple[str, ...] = ()
    cost: str = "Gratuito."
    in_words: Callable[[H], tuple[Found, ...]] = found_in_words
    remedy: Callable[[date], Remedy] = inconformidad
    prefill: Callable[[Actor, Registers, date], Mapping[str, Prefilled]] = nothing_known
    eligibility: tuple[Eligible, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    steps: tuple[str, ...] = ()
    opens: Opens = ALWAYS
    act: Act = Act.MANAGE
    registros: Callable[[S], tuple[str, ...]] = no_registros
    preview: Callable[[S, H, date], Previewed | None] = no_preview
    about: Callable[[UUID, Actor, Registers], Mapping[str, str]] = nothing_about
    named: tuple[str, ...] = ()
    several: bool = False
    page: str = ""
    seen_at: str = ""
    without_efirma: bool = False


@dataclass(frozen=True, kw_only=True)
class Batch(Generic[S, L, H, R]):
    """A trámite of many lines: one case, one signature, one decision per line.

    ``facts`` is given all the lines, and asks with ``Registers.many``; a bad line never stops the rest.
    """

    key: str
    title: str
    obtains: str
    for_whom: tuple[Audience, ...]
    assurance: Assurance
    deadline: Deadline
    cite: tuple[str, ...]
    phrases: tuple[str, ...]
    form: type[S]
    lines: Callable[[S], tuple[L, ...]]
    facts: Callable[[tuple[L, ...], Actor, Registers], tuple[H, ...]]
    decide: Callable[[L, H, date], LineDecision[R]]
    effects: Callable[[R], tuple[Effect, ...]]
    locks: Callable[[S, Actor], tuple[SubjectId, ...]] = own_subject
    needs: tuple[str, ...] = ()
    cost: str = "Gratuito."
    prefill: Callable[[Actor, Registers, date], Mapping[str, Prefilled]] = nothing_known
    eligibility: tuple[Eligible, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    steps: tuple[str, ...] = ()
    opens: Opens = ALWAYS
    act: Act = Act.MANAGE
    registros: Callable[[S], tuple[str, ...]] = no_registros
    several: bool = False
    page: str = ""


AnyTramite = Tramite[Any, Any, Any] | Batch[Any, Any, Any, Any]

FOR_COMPANIES = frozenset({Audience.PATRON, Audience.PUBLICO})
FOR_PEOPLE = frozenset(Audience) - {Audience.PATRON}


def open_to(tramite: AnyTramite, actor: Actor) -> bool:
    """Whether ``actor`` may ask for it as whom they act: for a company nobody asks for what is a person's own.

    For a child or a dependent parent, only what is a person's own.
    """
    if actor.kin:
        return bool(FOR_PEOPLE & set(tramite.for_whom))
    return actor.acts_for is None or bool(FOR_COMPANIES & set(tramite.for_whom))


def closed(tramite: AnyTramite, on: date) -> Text | None:
    """Why nobody may start it on ``on``, and when they may; None while it is open."""
    if tramite.opens.covers(on):
        return None
    if (day := tramite.opens.next_after(on)) is None:
        return Text("TRAMITE_CERRADO", "Este trámite ya no recibe solicitudes. Su plazo terminó.")
    return Text("TRAMITE_ABRE", "Este trámite abre el {fecha}. Antes no se puede iniciar.", fecha=day)


@dataclass(frozen=True)
class Catalogue:
    """Every trámite found, by its key."""

    tramites: dict[str, AnyTramite] = field(default_factory=dict)
