"""What the person keeps on the day they ask about, and until when."""

from __future__ import annotations

from datetime import date

from ventanilla.domain.benefits import Conservados, derechos_conservados
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Text

from .facts import Hechos
from .form import Solicitud


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Conservados]:
    """Always answer: that nothing is kept is a statement too, with its reason (LSS 109, 150, 151; LSS de 1973, 182).

    Only contradictory registers need a person (LSS 15); the official confirms or changes the proposal.
    """
    answer = Approve(derechos_conservados(hechos.historia, hechos.retiros, solicitud.fecha))
    if doubts := tuple(dict.fromkeys(hechos.historia.contradictions)):
        return Refer(queue="afiliacion", why=tuple(doubt.reason for doubt in doubts), proposal=answer)
    return answer


def hecho(kept: Conservados) -> Text:
    """What a stranger who scans the QR reads: the last day of each right, so that a changed paper gives itself away."""
    care = kept.atencion.hasta
    if not kept.pensiones:
        return Text(
            "HECHO_CONSERVA_ATENCION",
            "Al {fecha}, derecho a la atención médica: {vigente}. No corre ningún plazo de pensión.",
            fecha=kept.al,
            vigente="sí" if kept.atencion.vigente else "NO",
        )
    longest = max(one.hasta for one in kept.pensiones)
    if care is None:
        return Text(
            "HECHO_CONSERVA_PENSION",
            "Al {fecha}, los derechos a una pensión se conservan hasta el {pension}.",
            fecha=kept.al,
            pension=longest,
        )
    return Text(
        "HECHO_CONSERVA",
        "Al {fecha}: atención médica hasta el {atencion}; derechos a una pensión, hasta el {pension}.",
        fecha=kept.al,
        atencion=care,
        pension=longest,
    )


def effects(kept: Conservados) -> tuple[Effect, ...]:
    """Only what an approval does; the runner itself records, answers, refers and tells."""
    return (IssueDocument("conservacion.typ", kept, valid_for_days=30, fact=str(hecho(kept)), holder=kept.nombre),)
