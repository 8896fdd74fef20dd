"""Who the family is, what they had, what they declared and paid, what is left out; ages on the day they asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import (
    ConocidosDe,
    ContratoFamilia,
    Datos,
    DatosPersona,
    FamiliarConocido,
    Padecimiento,
    PadecimientosFamilia,
    SeguroFamiliaDe,
    UnidadDe,
    UnidadHallada,
)
from ventanilla.domain.identifiers import curp
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kit import (
    Actor,
    Address,
    AnswerTo,
    FiledAs,
    Found,
    Paid,
    Prefilled,
    Registers,
    Silence,
    from_register,
)

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

    @property
    def renueva(self) -> bool:
        """Whether the year in force covers everybody in it: their papers were seen then."""
        last = self.contratos[-1] if self.contratos else None
        if last is None or last.dias.last < self.presentada:
            return False
        covered = {each.subject for each in last.miembros}
        return all(each is not None and each.subject in covered for each in self.conocidos)


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


def prefill(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """Whom the last year covered, as it did, and where the register says that they live; both to be changed at will."""
    source, known = from_register(on), dict[str, Prefilled]()
    contracts = ask(SeguroFamiliaDe(actor.subject))
    if contracts:
        members: dict[str, str] = {}
        for at, one in enumerate(contracts[-1].miembros):
            members[f"{at}.curp"] = ask(DatosPersona(one.subject)).curp
            members[f"{at}.parentesco"] = one.parentesco.value
        known["miembros"] = Prefilled(members, source, start=True)
    own = _own(actor, ask)
    parts = Address.parts(own.domicilio) if own else None
    return known | ({"domicilio": Prefilled(parts, source, start=True)} if parts else {})


def _own(actor: Actor, ask: Registers) -> Datos | None:
    try:
        return ask(DatosPersona(actor.subject))
    except NoAnswer:  # whoever contracts it need not be in the register
        return None


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
