"""What affiliation asks of others: the days that certificates of incapacity cover."""

from __future__ import annotations

from collections.abc import Sequence

from ventanilla.adapters.incapacidades.port import CertificateRegister
from ventanilla.domain.affiliation import Certificado, CertificadosDe
from ventanilla.domain.benefits import Incapacidad, IncapacidadesDe

from .models import Persona

_connected: dict[str, CertificateRegister] = {}


def use_certificates(register: CertificateRegister | None) -> None:
    """Connect the register of certificates; None where this installation has none."""
    _connected.clear()
    if register is not None:
        _connected["certificates"] = register


def certificados_de(questions: Sequence[CertificadosDe]) -> list[tuple[Certificado, ...]]:
    """Answer ``CertificadosDe``, in the order asked; () for everybody while no register is connected."""
    register = _connected.get("certificates")
    if register is None:
        return [() for _ in questions]
    subjects = [question.subject for question in questions]
    curps = dict(Persona.objects.filter(subject__in=subjects).values_list("subject", "curp"))
    found = register.certificates(list(curps.values()))
    return [found.get(curps.get(subject, ""), ()) for subject in subjects]


def incapacidades_de(questions: Sequence[IncapacidadesDe]) -> list[tuple[Incapacidad, ...] | None]:
    """Answer ``IncapacidadesDe``, in the order asked; None for everybody while no register is connected."""
    register = _connected.get("certificates")
    if register is None:
        return [None for _ in questions]
    subjects = [question.subject for question in questions]
    curps = dict(Persona.objects.filter(subject__in=subjects).values_list("subject", "curp"))
    found = register.incapacidades(list(curps.values()))
    return [found.get(curps.get(subject, ""), ()) for subject in subjects]
