"""Questions to the office, asked by somebody of the demonstration."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from tests.web.office import drawn
from tests.web.staff_files import account_of
from ventanilla.apps.cases.api import consulta_send
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

WORDS = "¿Por qué no aparece en mis semanas el trabajo que tuve en 2019?"


def asker(slug: str) -> Actor:
    """Whoever asks, as they would be signed in."""
    subject = SubjectId(drawn().named(slug).subject)
    return Actor(account_of(slug), subject, Assurance.N3, Via.EFIRMA)


def question_of(slug: str, words: str = WORDS, tema: str = "empleos") -> UUID:
    """One that was just sent."""
    typed = {"tema": tema, "pregunta": words}
    return consulta_send(typed, by=asker(slug), now=settings.VENTANILLA_CLOCK.now())
