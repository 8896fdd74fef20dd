"""The letter of each resolution: made with the decision, in its transaction, or the decision is not made."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.conf import settings

from ventanilla import law
from ventanilla.domain.cases.letter import Decider, Fact, Ground, Letter
from ventanilla.domain.documents import IssueDocument
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Reject, Tramite
from ventanilla.kit.decision import Decision

from .models import Case
from .records import ParameterRecord

TEMPLATE: Final = "/documents/resolucion.typ"
KIND: Final = "resolucion"
POLICY: Final = "politica/"
AUTOMATIC: Final = "Resolución automática, sin que intervenga una persona"
BY_RULES: Final = "Sistema de resolución de la unidad responsable"


def letter_of(
    case: Case,
    tramite: Tramite[Any, Any, Any],
    decision: Decision[Any],
    *,
    found: tuple[tuple[str, str], ...],
    parameters: tuple[ParameterRecord, ...],
    official: Decider | None,
    reasons: tuple[str, ...],
    now: datetime,
) -> tuple[IssueDocument, ...]:
    """The letter that a decision is told with: none where it does not end the case, or the rules gave what was asked.

    What the rules grant is in the trámite's own document. ``reasons`` are an official's for an approval.
    LetterLacks where a part of it is missing.
    """
    match decision:
        case Reject(why, cite):
            said = tuple(str(each) for each in why)
        case Approve() if official is not None:
            said, cite = reasons, tramite.cite
        case _:
            return ()
    on = civil_date(now)
    asked = tuple((line["label"], line["answer"]) for line in case.lines)  # as they were signed
    letter = Letter(
        folio=str(case.folio),
        title=case.title,
        applicant=case.applicant,
        acting_for=case.acting_for,
        filed_on=civil_date(case.filed_at or now),
        approved=isinstance(decision, Approve),
        decider=official or by_rules(),
        facts=tuple(Fact(label, answer or "Sin respuesta") for label, answer in (*asked, *found)),
        why=said,
        cite=cite,
        grounds=tuple(ground(one) for one in parameters),
        notified=f"Esta resolución queda en su oficina virtual el {long_date(on)}. "
        "Si dio un correo, ahí le avisamos que hay novedades, sin sus datos.",
        remedy=tramite.remedy(on),
    )
    fact = "Resolución: se concede lo pedido." if letter.approved else "Resolución: no procede lo pedido."
    return (IssueDocument(TEMPLATE, letter, fact=fact, holder=case.applicant),)


def by_rules() -> Decider:
    """Who answers for what the rules resolve by themselves, as the operator declared it."""
    declared = settings.VENTANILLA_RESOLVES
    return Decider(AUTOMATIC, BY_RULES, declared["unit"], declared["competence"], automatic=True)


def ground(one: ParameterRecord) -> Ground:
    """A parameter that was used, in the words of the law as it is loaded here."""
    if one.key.startswith(POLICY):
        chosen = law.policy(one.key.removeprefix(POLICY))
        return Ground(chosen.title, chosen.values.get(one.value, one.value), one.cite)
    parameter = law.parameter(one.key)
    return Ground(parameter.title, f"{one.value} {parameter.unit}", one.cite)
