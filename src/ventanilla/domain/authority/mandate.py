"""Leave to act for another (on screen: *autorización*): scoped, dated, revocable at once.

Código Fiscal de la Federación, art. 19, by analogy; catalogue of trámites, section 34.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla import law
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text

TERM_POLICY: Final = "autorizacion_plazo"
WARNING_POLICY: Final = "autorizacion_aviso"
MAX_REGISTROS: Final = 200  # that one authorisation names
MAX_DEPTH: Final = 5  # authorisations given one from another, the first included
_WARNING_DAYS: Final = {"dias_7": 7, "dias_15": 15, "dias_30": 30}
_TERM_MONTHS: Final = {"un_ano": 12, "dos_anos": 24, "cinco_anos": 60}


class Act(Enum):
    """What a mandate can allow, one by one."""

    SEE = "ver"
    PREPARE = "preparar"
    SIGN_MOVEMENTS = "firmar_movimientos"
    SIGN_DETERMINATIONS = "firmar_determinaciones"
    PAY = "pagar"
    MANAGE = "administrar"

    @property
    def words(self) -> Text:
        """As a page and a document say it."""
        return _WORDS[self]

    @property
    def short(self) -> Text:
        """The same in a column."""
        return _SHORT[self]


_SHORT: Final = {
    Act.SEE: Text("ACTO_VER_CORTO", "Ver"),
    Act.PREPARE: Text("ACTO_PREPARAR_CORTO", "Preparar"),
    Act.SIGN_MOVEMENTS: Text("ACTO_MOVIMIENTOS_CORTO", "Avisos"),
    Act.SIGN_DETERMINATIONS: Text("ACTO_DETERMINACIONES_CORTO", "Cuotas"),
    Act.PAY: Text("ACTO_PAGAR_CORTO", "Pagar"),
    Act.MANAGE: Text("ACTO_ADMINISTRAR_CORTO", "Lo demás"),
}
_WORDS: Final = {
    Act.SEE: Text("ACTO_VER", "Ver sus registros patronales y sus avisos"),
    Act.PREPARE: Text("ACTO_PREPARAR", "Preparar trámites, sin enviarlos"),
    Act.SIGN_MOVEMENTS: Text("ACTO_MOVIMIENTOS", "Firmar altas, bajas y cambios de salario"),
    Act.SIGN_DETERMINATIONS: Text("ACTO_DETERMINACIONES", "Firmar el cálculo de las cuotas"),
    Act.PAY: Text("ACTO_PAGAR", "Pagar cuotas"),
    Act.MANAGE: Text("ACTO_ADMINISTRAR", "Firmar los demás trámites de la empresa y responder lo que se le pida"),
}
ALL_ACTS: Final = frozenset(Act)


class Source(Enum):
    """What a mandate stands on."""

    OTORGADA = "otorgada"  # the grantor signed it
    ESCRITURA = "escritura"  # staff reviewed a deed that names the representative (section 34)


class MandateState(Enum):
    """How far a mandate came. That its term ended is no state: the day says it."""

    OFRECIDA = "ofrecida"
    ACEPTADA = "aceptada"
    RECHAZADA = "rechazada"
    REVOCADA = "revocada"


@dataclass(frozen=True, slots=True)
class Mandate:
    """``grantee`` may do ``acts`` for ``grantor`` from ``since`` to ``until``, both included.

    ``registros`` are the numbers it is limited to; empty, it is of all, also future ones, and of what is about the
    employer as a whole. ``until`` is None only for a representative by deed, who is one until that ends. A mandate
    counts once accepted; ``revoked_on`` ends it that same day. One given from another (``parent``) is never wider nor
    longer than it, and ends with it. ``grantee`` is None while nobody with that CURP came.
    """

    grantor: SubjectId
    grantee: SubjectId | None
    acts: frozenset[Act]
    since: date
    until: date | None
    accepted: bool
    revoked_on: date | None = None
    id: UUID | None = None
    registros: frozenset[str] = frozenset()
    can_delegate: bool = False
    parent: Mandate | None = None


class MandateFault(Enum):
    """Why an authorisation is not given, accepted or ended."""

    PROPIA = "propia"
    SIN_ACTOS = "sin_actos"
    FECHA_PASADA = "fecha_pasada"
    AL_REVES = "al_reves"
    PLAZO_LARGO = "plazo_largo"
    SIN_FACULTAD = "sin_facultad"
    MAS_AMPLIA = "mas_amplia"
    MUY_LEJANA = "muy_lejana"
    REGISTRO_AJENO = "registro_ajeno"

    @property
    def text(self) -> Text:
        """What whoever tried is told."""
        return _SAID[self]


_SAID: Final = {
    MandateFault.PROPIA: Text("AUTORIZACION_PROPIA", "Nadie se autoriza a sí. Escriba la CURP de otra persona."),
    MandateFault.SIN_ACTOS: Text("AUTORIZACION_SIN_ACTOS", "Elija al menos una cosa que la persona podrá hacer."),
    MandateFault.FECHA_PASADA: Text("AUTORIZACION_PASADA", "La autorización empieza hoy o después."),
    MandateFault.AL_REVES: Text("AUTORIZACION_AL_REVES", "La autorización termina el día en que empieza o después."),
    MandateFault.PLAZO_LARGO: Text("AUTORIZACION_LARGA", "El plazo es demasiado largo. Elija una fecha más cercana."),
    MandateFault.SIN_FACULTAD: Text(
        "AUTORIZACION_SIN_FACULTAD", "Su autorización no permite autorizar a otra persona. Pídalo a quien se la dio."
    ),
    MandateFault.MAS_AMPLIA: Text(
        "AUTORIZACION_MAS_AMPLIA", "No puede dar más de lo que tiene: revise qué, en cuáles registros y hasta cuándo."
    ),
    MandateFault.MUY_LEJANA: Text(
        "AUTORIZACION_MUY_LEJANA", "Ya hay demasiadas personas entre el patrón y usted. Pida una autorización directa."
    ),
    MandateFault.REGISTRO_AJENO: Text(
        "AUTORIZACION_REGISTRO_AJENO", "Uno de los registros patronales no es suyo. Revise sus números."
    ),
}


def with_implied(acts: Iterable[Act]) -> frozenset[Act]:
    """The acts that go with ``acts``: nobody prepares or signs what they cannot see. Empty stays empty.

    >>> sorted(act.value for act in with_implied({Act.SIGN_MOVEMENTS}))
    ['firmar_movimientos', 'preparar', 'ver']
    """
    given = frozenset(acts)
    if given - {Act.SEE, Act.PAY}:
        given |= {Act.PREPARE}
    return given | {Act.SEE} if given else given


def covers(mandate: Mandate, registros: Iterable[str]) -> bool:
    """Whether it reaches every one of ``registros``; none names the employer as a whole, which a limit leaves out."""
    asked = frozenset(registros)
    return not mandate.registros or (bool(asked) and asked <= mandate.registros)


def stands(mandate: Mandate, on: date) -> bool:
    """Whether ``mandate``, and every one that it was given from, counts on the day ``on``.

    It counts until that day ends in Mexico City: whoever asks says which civil day it is.
    """
    at: Mandate | None = mandate
    while at is not None:
        ended = at.revoked_on is not None and at.revoked_on <= on
        if not at.accepted or ended or on < at.since or (at.until is not None and on > at.until):
            return False
        if at.parent is not None and not (at.parent.can_delegate and narrower_than(at, at.parent)):
            return False
        at = at.parent
    return True


def in_force(mandate: Mandate, act: Act, on: date) -> bool:
    """Tell whether ``mandate`` allows ``act`` on the day ``on``, in some registro at least."""
    return act in mandate.acts and stands(mandate, on)


def allows(mandate: Mandate, act: Act, registros: Iterable[str], on: date) -> bool:
    """Tell whether it allows ``act`` on ``on`` in every one of ``registros``; none is the employer as a whole."""
    return in_force(mandate, act, on) and covers(mandate, registros)


def narrower_than(mandate: Mandate, parent: Mandate) -> bool:
    """Whether ``mandate`` gives nothing that ``parent`` does not: acts, registros, days, and whose rights they are."""
    if mandate.grantor != parent.grantor or not mandate.acts <= parent.acts or mandate.since < parent.since:
        return False
    if parent.registros and not (mandate.registros and mandate.registros <= parent.registros):
        return False
    return parent.until is None or (mandate.until is not None and mandate.until <= parent.until)


def depth_of(mandate: Mandate) -> int:
    """How many authorisations lead to it, itself included."""
    depth, at = 1, mandate.parent
    while at is not None:
        depth, at = depth + 1, at.parent
    return depth


def last_day(mandate: Mandate) -> date | None:
    """The last day on which it counts if nobody ends it; None for a representative by deed."""
    days, at = [], mandate
    while True:
        if at.until is not None:
            days.append(at.until)
        if at.parent is None:
            return min(days, default=None)
        at = at.parent


def longest_until(since: date) -> date:
    """The latest day until which one that begins on ``since`` may be given (policy ``autorizacion_plazo``)."""
    return months_after(since, _TERM_MONTHS[law.policy(TERM_POLICY).value])


def days_of_warning() -> int:
    """How many days before its last one both sides are told (policy ``autorizacion_aviso``).

    >>> days_of_warning()
    15
    """
    return _WARNING_DAYS[law.policy(WARNING_POLICY).value]


def warning_due(until: date, *, accepted: date, on: date) -> bool:
    """Whether the end of one that was ``accepted`` on that day is to be told on ``on``.

    One so short that it was accepted within those days said its end then, and is not told again.

    >>> warning_due(date(2026, 12, 31), accepted=date(2026, 1, 5), on=date(2026, 12, 16))
    True
    >>> warning_due(date(2026, 12, 31), accepted=date(2026, 12, 20), on=date(2026, 12, 21))
    False
    """
    first = until - timedelta(days=days_of_warning())
    return accepted < first <= on <= until


def grant_fault(
    mandate: Mandate, *, on: date, longest: date, same_person: bool, own: Iterable[str] | None = None
) -> MandateFault | None:
    """What is wrong with an authorisation about to be given on ``on``; None if nothing.

    ``longest`` is the latest day allowed; ``same_person``, whether the CURP is of whoever gives it; ``own``, the
    registros of the grantor (None: not looked at).
    """
    if same_person:
        return MandateFault.PROPIA
    if not mandate.acts:
        return MandateFault.SIN_ACTOS
    if mandate.since < on:
        return MandateFault.FECHA_PASADA
    if mandate.until is None or mandate.until > longest:
        return MandateFault.PLAZO_LARGO
    if mandate.until < mandate.since:
        return MandateFault.AL_REVES
    if own is not None and not mandate.registros <= frozenset(own):
        return MandateFault.REGISTRO_AJENO
    return None if mandate.parent is None else _delegation_fault(mandate, mandate.parent, on)


def _delegation_fault(mandate: Mandate, parent: Mandate, on: date) -> MandateFault | None:
    if not (parent.can_delegate and in_force(parent, Act.MANAGE, on)):
        return MandateFault.SIN_FACULTAD
    if not narrower_than(mandate, parent):
        return MandateFault.MAS_AMPLIA
    return MandateFault.MUY_LEJANA if depth_of(mandate) > MAX_DEPTH else None


def no_mandate(grantor: str) -> Text:
    """What somebody is told who may not do that for ``grantor`` (catalogue of trámites, common messages)."""
    return Text("MANDATO", "No tiene autorización vigente de {patron} para este acto.", patron=grantor)


def expired_text(grantor: str, last: date) -> Text:
    """Why a session no longer acts for ``grantor``: its ``last`` day passed."""
    return Text("AUTORIZACION_VENCIO", "Su autorización de {patron} terminó el {fecha}.", patron=grantor, fecha=last)


def ended_text(grantor: str) -> Text:
    """The same where it was revoked, or the one that it was given from."""
    return Text(
        "AUTORIZACION_TERMINO",
        "Su autorización de {patron} terminó. Ya no actúa en su nombre. Lo que había enviado sigue su curso; "
        "lo que estaba preparando no se enviará.",
        patron=grantor,
    )
