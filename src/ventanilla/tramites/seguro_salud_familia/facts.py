"""Who the family is, what they had, what they declared and paid, what is left out; ages on the day they asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import (
    ConocidosDe,
    ContratoFamilia,
    FamiliarConocido,
    Padecimiento,
    PadecimientosFamilia,
    SeguroFamiliaDe,
    UnidadDe,
    UnidadHallada,
)
from ventanilla.domain.identifiers import curp
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, AnswerTo, FiledAs, Found, Paid, Registers, Silence

from .form import Cotejo, Dictamen, Solicitud


@dataclass(frozen=True)
class Hechos:
    """``conocidos`` and ``edades`` are in the order of the members. ``lista``: what the institution leaves out.

    ``clinica``: the one of the family's postal code.
    """

    subject: SubjectId
    nombre: str
    presentada: date
    conocidos: tuple[FamiliarConocido | None, ...]
    edades: tuple[int, ...]
    contratos: tuple[ContratoFamilia, ...]
    lista: tuple[Padecimiento, ...]
    clinica: UnidadHallada | None
    cotejo: Cotejo | Silence | None
    dictamen: Dictamen | Silence | None
    pago: Paid | Silence | None

    @property
    def ajenos(self) -> bool:
        """Whether somebody in it is not known to be of whoever asks: nobody known looks like one of another family."""
        return any(each is None or not each.suyo for each in self.conocidos)


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whoever contracts."""
    filed = ask(FiledAs())
    numbers = tuple(each.curp for each in solicitud.miembros)
    return Hechos(
        subject=actor.subject,
        nombre=filed.applicant,
        presentada=filed.on,
        conocidos=ask(ConocidosDe(numbers, filed.on, actor.subject)),
        edades=tuple(age(curp.birth(number), filed.on) for number in numbers),
        contratos=ask(SeguroFamiliaDe(actor.subject)),
        lista=ask(PadecimientosFamilia()),
        clinica=ask(UnidadDe(solicitud.domicilio.codigo_postal)),
        cotejo=ask(AnswerTo(Cotejo)),
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
    """How many, and the names of those who are theirs: whoever writes a stranger's CURP learns nothing from a letter.

    What was declared is not repeated.
    """
    named = [
        f"{each.nombre}, {years} años"
        for each, years in zip(hechos.conocidos, hechos.edades, strict=True)
        if each is not None and each.suyo
    ]
    paid = hechos.pago
    return (
        ("Personas que pidió asegurar", str(len(hechos.conocidos))),
        ("Las que el registro ya tiene como de su familia", "; ".join(named) or "Ninguna"),
        ("Pago", paid.reference if isinstance(paid, Paid) else "Ninguno"),
    )
