"""What the office knows of the company, and who it knows as its representative."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.authority.autorizaciones import Empresa, EmpresaDe, Otorgante, OtorganteDe, PatronConRfc
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``patron`` is the employer of that RFC in the register; ``por_otro``: whoever asks does it for somebody else."""

    subject: SubjectId
    persona: Otorgante
    por_otro: bool
    empresa: Empresa | None
    patron: SubjectId | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of the company that the deed names."""
    return Hechos(
        subject=actor.subject,
        persona=ask(OtorganteDe(actor.subject)),
        por_otro=actor.acts_for is not None,
        empresa=ask(EmpresaDe(solicitud.rfc)),
        patron=ask(PatronConRfc(solicitud.rfc)),
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was looked at; who else represents the company is printed for nobody."""
    known = "La oficina la conoce" if hechos.empresa or hechos.patron else "La oficina no la conocía"
    return (("Quién lo pide", hechos.persona.nombre), ("La empresa", known))
