"""Whose an account is, as its bank says: asked with no transaction open, kept as evidence, and then answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from ventanilla.adapters.payments.port import BankUnavailable
from ventanilla.apps.affiliation.api import datos_de
from ventanilla.apps.eventlog.api import contact_digest, scope
from ventanilla.domain.affiliation import DatosPersona
from ventanilla.domain.payments import Titular, TitularDeCuenta
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import NotAnswered

from .models import RespuestaTitular
from .outbound import bank


def titular_fetch(question: TitularDeCuenta) -> None:
    """Ask the bank and keep what it says, once a day for the same account. NotAnswered where it does not answer now.

    Where there is no bank to ask, it is kept that nobody says.
    """
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        last = _last(question)
        person = datos_de([DatosPersona(question.subject)])[0]
    if last is not None and civil_date(last.preguntado_at) == civil_date(now):
        return
    asked = bank()
    name = " ".join(part for part in (person.nombre, person.primer_apellido, person.segundo_apellido) if part)
    try:
        told = None if asked is None else asked.holder(question.clabe, curp=person.curp, name=name)
    except BankUnavailable as silent:
        raise NotAnswered("the bank does not answer") from silent
    with scope(None):
        RespuestaTitular.objects.create(
            subject=question.subject,
            huella=contact_digest(question.clabe),
            preguntado_at=now,
            dicho=Titular.SIN_DATO.value if told is None else Titular(told.value).value,
        )


def titulares_de(questions: Sequence[TitularDeCuenta]) -> list[Titular]:
    """Answer ``TitularDeCuenta`` from what was kept, in the order asked; ``SIN_DATO`` where nothing was."""
    found = [_last(question) for question in questions]
    return [Titular.SIN_DATO if row is None else Titular(row.dicho) for row in found]


def _last(question: TitularDeCuenta) -> RespuestaTitular | None:
    rows = RespuestaTitular.objects.filter(subject=question.subject, huella=contact_digest(question.clabe))
    return rows.order_by("-preguntado_at").first()
