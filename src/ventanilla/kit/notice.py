"""What the trámites of an employer's notices share: what is shown before signing, and what follows from it."""

from __future__ import annotations

from ventanilla.domain.documents import IssueDocument
from ventanilla.domain.notices import Aceptado
from ventanilla.kernel.acts import Effect

from .decision import Approve, Decision, Refer
from .tramite import Previewed


def previewed(decision: Decision[Aceptado]) -> Previewed:
    """What would follow: exactly what would be decided, or proposed to whoever decides. Nothing of a refusal."""
    granted = decision.proposal if isinstance(decision, Refer) else decision
    if not isinstance(granted, Approve):
        return Previewed()
    made = granted.result
    return Previewed(made.dicho, made.filas, made.detalle, made.alerta)


def notice_effects(aceptado: Aceptado, fact: str) -> tuple[Effect, ...]:
    """The ledger takes the movement, and tells the worker; the employer gets the constancia, which attests ``fact``."""
    return (
        aceptado.orden,
        IssueDocument(
            "constancia.typ",
            aceptado.constancia,
            fact=fact,
            holder=aceptado.constancia.por or aceptado.constancia.firma,
        ),
    )
