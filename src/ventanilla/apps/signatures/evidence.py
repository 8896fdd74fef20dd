"""A signature with all that proves it, in one file that needs nobody: its owner's to keep."""

from __future__ import annotations

from uuid import UUID

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.signing.evidence import MAX_ANSWERS, Evidence, KeptAnswer, KeptStamp, write_evidence
from ventanilla.domain.signing.reading import in_words, read_payload
from ventanilla.domain.signing.revocation import Doubt, RevocationState

from .models import AuthorityCertificate, RevocationCheck, Signature, SignatureTimestamp


def signature_evidence_for(actor: Actor, signature: UUID) -> bytes | None:
    """The package of a signature of the actor's own; None if it is not, or there is none."""
    with scope(actor.subject):
        own = Signature.objects.filter(id=signature, account=actor.owner, subject=actor.subject).exists()
    return signature_evidence(signature) if own else None


def signature_evidence(signature: UUID) -> bytes:
    """The package of a kept signature (``docs/reference/signature-evidence.md``)."""
    with scope(None):
        row = Signature.objects.get(id=signature)
        chain = row.chain.split()[1:]
        kept = AuthorityCertificate.objects.in_bulk(chain)
        answers = _answers(row.id)
        stamps = list(SignatureTimestamp.objects.filter(signature=row))
    payload = bytes(row.payload)
    return write_evidence(
        Evidence(
            id=str(row.id),
            at=row.at,
            payload=payload,
            words=tuple(str(line) for line in in_words(read_payload(payload))),
            cms=bytes(row.value),
            certificate=bytes(row.certificate),
            chain=tuple(bytes(kept[sha256].certificate) for sha256 in chain if sha256 in kept),
            answers=answers,
            stamps=tuple(KeptStamp(bytes(stamp.token), bytes(stamp.cades_t)) for stamp in stamps),
        )
    )


def _answers(signature: UUID) -> tuple[KeptAnswer, ...]:
    """What the authority answered, the oldest first; its silences are no evidence.

    Each kind has its own bound: a responder that said *later* for weeks does not hide its conclusion.
    """
    answered = RevocationCheck.objects.filter(signature_id=signature).exclude(raw=b"")
    conclusive = answered.exclude(state=RevocationState.INDETERMINADA.value).order_by("id")[: MAX_ANSWERS // 2]
    doubtful = answered.filter(state=RevocationState.INDETERMINADA.value).order_by("id")[: MAX_ANSWERS // 2]
    rows = sorted((*conclusive, *doubtful), key=lambda row: row.id)
    return tuple(
        KeptAnswer(row.checked_at, RevocationState(row.state), Doubt(row.doubt) if row.doubt else None, bytes(row.raw))
        for row in rows
    )
