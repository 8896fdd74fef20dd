"""Whether a certificate was revoked, as the office could find out, and what it does when it could not.

The authority answers by OCSP or does not answer: *down* is a state with a policy, never a guess
(security.md, *Lessons bought by others*).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text

from .acts import AcceptTerms, SignIn

POLICY: Final = "revocacion_no_disponible"


class RevocationState(Enum):
    """What is known."""

    VIGENTE = "vigente"
    REVOCADA = "revocada"
    INDETERMINADA = "indeterminada"


class Doubt(Enum):
    """Why it is not known; for the record and for operators."""

    SIN_RESPUESTA = "sin_respuesta"  # down, slow, refused, too large
    SIN_SERVICIO = "sin_servicio"  # no address is configured for this authority
    APLAZADA = "aplazada"  # the responder answers that it cannot answer (tryLater, internalError…)
    ILEGIBLE = "ilegible"
    OTRO_CERTIFICADO = "otro_certificado"
    OTRA_PREGUNTA = "otra_pregunta"  # the nonce of another request
    RESPONDEDOR_NO_AUTORIZADO = "respondedor_no_autorizado"
    FIRMA_ALTERADA = "firma_alterada"
    OBSOLETA = "obsoleta"
    DEL_FUTURO = "del_futuro"
    NO_LO_CONOCE = "no_lo_conoce"  # the responder's own *unknown*


@dataclass(frozen=True, slots=True)
class RevocationEvidence:
    """What was asked, what came back, and what it is worth; ``raw`` is the answer as received.

    ``certificate_sha256`` (hex) is whose it is. ``doubt`` is set exactly when ``state`` is INDETERMINADA;
    ``revoked_at`` exactly when REVOCADA.
    """

    certificate_sha256: str
    state: RevocationState
    checked_at: datetime
    raw: bytes = b""
    doubt: Doubt | None = None
    this_update: datetime | None = None
    next_update: datetime | None = None
    revoked_at: datetime | None = None
    responder_sha256: str = ""


class OnUnknown(Enum):
    """What an act does while revocation cannot be checked."""

    CONTINUE_FLAGGED = "continuar_con_marca"
    WAIT = "esperar"
    REFUSE = "rechazar"


_BINDING: Final = {"pendiente": OnUnknown.WAIT, "rechazar": OnUnknown.REFUSE}


def on_revocation_unknown(act_typ: str, chosen: str) -> OnUnknown:
    """What an act does under the policy's value ``chosen``: whoever enters (or opens their account) goes on, and
    whatever binds waits or is refused.

    LookupError for a value that the policy does not have.

    >>> on_revocation_unknown("ventanilla.solicitud.v1", "pendiente")
    <OnUnknown.WAIT: 'esperar'>
    """
    binding = _BINDING[chosen]
    return OnUnknown.CONTINUE_FLAGGED if act_typ in {SignIn.TYP, AcceptTerms.TYP} else binding


def unknown_sentence(choice: OnUnknown) -> Text:
    """What the person is told while the authority does not answer."""
    match choice:
        case OnUnknown.CONTINUE_FLAGGED:
            return Text(
                "REVOCACION_SIN_COMPROBAR",
                "La autoridad que emitió su e.firma no responde, y no pudimos comprobar si sigue vigente. Puede "
                "entrar y consultar; lo que firme quedará en espera hasta comprobarlo.",
            )
        case OnUnknown.WAIT:
            return Text(
                "REVOCACION_EN_ESPERA",
                "Recibimos su solicitud firmada. La autoridad que emitió su e.firma no responde, y falta comprobar "
                "que sigue vigente. Lo haremos en cuanto responda y le avisaremos; no necesita firmar otra vez.",
            )
        case OnUnknown.REFUSE:
            return Text(
                "REVOCACION_NO_DISPONIBLE",
                "La autoridad que emitió su e.firma no responde, y sin su respuesta no podemos aceptar esta firma. "
                "Su avance está guardado; intente de nuevo en unos minutos.",
            )
