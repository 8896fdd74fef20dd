"""What verifying can conclude: five verdicts of a document and one more of a card, each with what to do (closed)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ventanilla.kernel.text import Text


class Verdict(Enum):
    """The values are those of ``--json``, of the API and of the page that verifies offline. ``NO_RIGHT``: of cards."""

    IN_FORCE = "vigente"
    EXPIRED = "vencido"
    REVOKED = "revocado"
    MISMATCH = "no-coincide"
    UNKNOWN = "sin-conexion"
    NO_RIGHT = "sin-derecho"  # genuine and within its days, but the right to care that it tells of does not stand today


@dataclass(frozen=True, slots=True)
class Status:
    """What the office's register says of a folio, to anybody: no name, no content.

    ``kind`` is the key of the trámite, or ``acuse``. ``sealed`` is false while the document waits to be
    sealed. ``cadena_sha256`` is what a QR of the same document claims.
    """

    folio: str
    kind: str
    title: str
    issued_on: date
    expires_on: date | None
    revoked_on: date | None
    replaced_by: str | None
    sealed: bool
    cadena_sha256: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """``says`` is the verdict in words and ``todo`` what the reader should do now."""

    verdict: Verdict
    says: Text
    todo: Text

    @property
    def authentic(self) -> bool:
        """Whether the office issued it as it is, in force or not."""
        return self.verdict is not Verdict.MISMATCH


def conclude(*, authentic: bool, on: date, expires_on: date | None, status: Status | None) -> Finding:
    """The verdict on a document seen on the day ``on``.

    ``authentic``: its seal (or its QR's signature) is the office's and nothing was changed. ``status`` is
    the register's answer for its folio, or None where it could not be asked. A document is good through
    the whole day ``expires_on``.

    >>> str(conclude(authentic=True, on=date(2026, 11, 22), expires_on=date(2026, 1, 31), status=None).says)
    'Auténtico, pero venció el 31 de enero de 2026.'
    """
    if not authentic:
        return MISMATCH
    if status is not None and status.revoked_on is not None and status.revoked_on <= on:
        return revoked(status.revoked_on, status.replaced_by)
    if expires_on is not None and expires_on < on:
        return Finding(
            Verdict.EXPIRED,
            Text("DOCUMENTO_VENCIDO", "Auténtico, pero venció el {fecha}.", fecha=expires_on),
            Text("DOCUMENTO_VENCIDO_HACER", "Pida a quien lo presenta un documento nuevo. Obtenerlo es gratuito."),
        )
    return UNKNOWN if status is None else IN_FORCE


def revoked(on: date, replaced_by: str | None) -> Finding:
    """A document that ended on the day ``on``; ``replaced_by``: the folio of the one in its place, if told."""
    says = Text("DOCUMENTO_REVOCADO", "Auténtico, pero se revocó el {fecha}.", fecha=on)
    if replaced_by is None:
        todo = Text("DOCUMENTO_REVOCADO_HACER", "No lo acepte. Pida a quien lo presenta un documento nuevo.")
    else:
        todo = Text(
            "DOCUMENTO_REEMPLAZADO_HACER",
            "No lo acepte. Lo reemplaza el documento con folio {folio}.",
            folio=replaced_by,
        )
    return Finding(Verdict.REVOKED, says, todo)


IN_FORCE = Finding(
    Verdict.IN_FORCE,
    Text("DOCUMENTO_VIGENTE", "Auténtico y vigente."),
    Text("DOCUMENTO_VIGENTE_HACER", "Compare los datos impresos con los que ve aquí; deben ser iguales."),
)
MISMATCH = Finding(
    Verdict.MISMATCH,
    Text("DOCUMENTO_NO_COINCIDE", "No coincide: se modificó después de sellarse, o no lo emitimos nosotros."),
    Text(
        "DOCUMENTO_NO_COINCIDE_HACER",
        "No lo acepte. Pida el archivo original, tal como se descargó, o busque el documento por su folio.",
    ),
)
UNKNOWN = Finding(
    Verdict.UNKNOWN,
    Text("DOCUMENTO_SIN_CONEXION", "Auténtico; sin conexión no podemos saber si se revocó."),
    Text("DOCUMENTO_SIN_CONEXION_HACER", "Cuando tenga conexión, verifique el folio para saber si sigue vigente."),
)
