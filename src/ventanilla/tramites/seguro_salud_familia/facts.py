"""Who the family is, what they had, what they declared and paid; their ages on the day they asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla import law
from ventanilla.domain.affiliation import ConocidosDe, ContratoFamilia, FamiliarConocido, SeguroFamiliaDe
from ventanilla.domain.identifiers import curp
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, AnswerTo, FiledAs, Found, Paid, Registers, Silence

from .form import Dictamen, Solicitud

LISTED = "padecimientos_familia"


@dataclass(frozen=True)
class Hechos:
    """``conocidos`` and ``edades`` are in the order of the members. ``lista``: what is left out is loaded here."""

    subject: SubjectId
    nombre: str
    presentada: date
    conocidos: tuple[FamiliarConocido | None, ...]
    edades: tuple[int, ...]
    contratos: tuple[ContratoFamilia, ...]
    lista: bool
    dictamen: Dictamen | Silence | None
    pago: Paid | Silence | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whoever contracts."""
    filed = ask(FiledAs())
    numbers = tuple(each.curp for each in solicitud.miembros)
    return Hechos(
        subject=actor.subject,
        nombre=filed.applicant,
        presentada=filed.on,
        conocidos=ask(ConocidosDe(numbers, filed.on)),
        edades=tuple(age(curp.birth(number), filed.on) for number in numbers),
        contratos=ask(SeguroFamiliaDe(actor.subject)),
        lista=bool(law.catalogue(LISTED)),
        dictamen=ask(AnswerTo(Dictamen)),
        pago=ask(AnswerTo(Paid)),
    )


def age(born: date, on: date) -> int:
    """Whole years on a day.

    >>> age(date(1990, 3, 27), date(2026, 3, 26)), age(date(1990, 3, 27), date(2026, 3, 27))
    (35, 36)
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """The family, by name and age; what was declared is not repeated."""
    named = [
        f"{each.nombre if each else 'Sin registro'}, {years} años"
        for each, years in zip(hechos.conocidos, hechos.edades, strict=True)
    ]
    paid = hechos.pago
    return (
        ("Quiénes", "; ".join(named)),
        ("Pago", paid.reference if isinstance(paid, Paid) else "Ninguno"),
    )
