"""Read back a payload before signing it: what is not one of the acts of this office is never signed.

Used where a person signs outside the browser (``ventanilla efirma firmar``). The bytes must be exactly
the canonical ones, so that what is shown is all that is signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ventanilla.kernel.canonical import NotCanonical
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.text import Text, long_date

from .acts import AcceptTerms, Answer, Challenge, Line, Request, Signable, SignIn, signed_bytes

MAX_PAYLOAD_BYTES: Final = 256 * 1024
_LAST_INSTANT: Final = 253402300799  # 9999-12-31: what a datetime holds
_PAYLOAD_KEYS: Final = {"v", "typ", "aud", "nonce", "iat", "exp", "act"}


class NotSignable(ValueError):
    """Bytes that this office does not ask anybody to sign; carries the sentence for the person."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Payload:
    """An act and the challenge it answers."""

    act: Signable
    challenge: Challenge


def read_payload(data: bytes) -> Payload:
    """The act and challenge that ``data`` says, exactly; NotSignable otherwise.

    >>> reto = Challenge(nonce="bm9uY2U", audience="http://localhost:8000", issued_at=1, expires_at=121)
    >>> read_payload(signed_bytes(SignIn(), reto)).act
    SignIn()
    """
    if not data or len(data) > MAX_PAYLOAD_BYTES:
        raise NotSignable(_UNREADABLE)
    try:
        value = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotSignable(_UNREADABLE) from error
    if not isinstance(value, dict) or set(value) != _PAYLOAD_KEYS or value["v"] != 1:
        raise NotSignable(_UNREADABLE)
    challenge = Challenge(
        nonce=_string(value["nonce"]),
        audience=_string(value["aud"]),
        issued_at=_instant(value["iat"]),
        expires_at=_instant(value["exp"]),
    )
    payload = Payload(read_act(value["typ"], value["act"]), challenge)
    try:
        exact = signed_bytes(payload.act, challenge) == data
    except NotCanonical as error:
        raise NotSignable(_UNREADABLE) from error
    if not exact:
        raise NotSignable(
            Text(
                "TEXTO_NO_CANONICO",
                "El texto no está escrito exactamente como lo entregó la oficina, y no se puede firmar así. "
                "Descárguelo otra vez y no lo abra con un editor.",
            )
        )
    return payload


def in_words(payload: Payload) -> tuple[Text, ...]:
    """What the person is about to sign, one sentence or answer a line, before the key opens."""
    until = datetime.fromtimestamp(payload.challenge.expires_at, UTC).astimezone(CIVIL_ZONE)
    closing = (
        Text("FIRMA_PARA", "Para: {sitio}", sitio=payload.challenge.audience),
        Text(
            "FIRMA_HASTA",
            "Vale hasta: {fecha}, {hora} (Ciudad de México)",
            fecha=long_date(until.date()),
            hora=until.strftime("%H:%M:%S"),
        ),
    )
    act = payload.act
    if isinstance(act, SignIn):
        return (Text("FIRMA_ENTRAR", "Entrar a la oficina. No autoriza ningún trámite."), *closing)
    opening = [Text("FIRMA_SOLICITUD", "Solicitud: {titulo}", titulo=act.title)]
    if isinstance(act, AcceptTerms):
        opening = [Text("FIRMA_TERMINOS", "{titulo}", titulo=act.title)]
    if isinstance(act, Answer):
        opening = [Text("FIRMA_RESPUESTA", "Respuesta: {titulo}", titulo=act.title)]
    if not isinstance(act, AcceptTerms) and act.acting_for:
        opening.append(Text("FIRMA_POR", "Usted actúa por: {quien}", quien=act.acting_for))
    answers = [
        Text("FIRMA_RENGLON", "{pregunta}: {respuesta}", pregunta=x.label, respuesta=x.answer) for x in act.lines
    ]
    return (*opening, *answers, *closing)


_UNREADABLE: Final = Text(
    "TEXTO_NO_FIRMABLE",
    "Este archivo no es un texto que la oficina pida firmar, y por su seguridad no se firma. Descárguelo otra vez "
    "desde la página de firma.",
)


def read_act(typ: object, fields: object) -> Signable:
    """The act of a type and its fields, as JSON has them; NotSignable for anything else.

    >>> read_act("ventanilla.inicio-sesion.v1", {})
    SignIn()
    """
    if not isinstance(fields, dict):
        raise NotSignable(_UNREADABLE)
    if typ == SignIn.TYP and not fields:
        return SignIn()
    if typ == AcceptTerms.TYP and set(fields) == {"title", "lines"}:
        return AcceptTerms(_string(fields["title"]), _lines(fields["lines"]))
    if typ == Answer.TYP and set(fields) == {"title", "ask", "acting_for", "lines"}:
        return Answer(
            title=_string(fields["title"]),
            ask=_string(fields["ask"]),
            acting_for=_string(fields["acting_for"]),
            lines=_lines(fields["lines"]),
        )
    if typ == Request.TYP and set(fields) == {"tramite", "title", "case", "acting_for", "lines"}:
        return Request(
            tramite=_string(fields["tramite"]),
            title=_string(fields["title"]),
            case=_string(fields["case"]),
            acting_for=_string(fields["acting_for"]),
            lines=_lines(fields["lines"]),
        )
    raise NotSignable(
        Text(
            "ACTO_DESCONOCIDO",
            "El texto pide firmar algo que esta versión del programa no conoce, y no se firma a ciegas. Actualice el "
            "programa o firme desde la página.",
        )
    )


def _lines(value: object) -> tuple[Line, ...]:
    if not isinstance(value, list):
        raise NotSignable(_UNREADABLE)
    return tuple(_line(line) for line in value)


def _line(value: Any) -> Line:
    if not isinstance(value, dict) or set(value) != {"label", "answer"}:
        raise NotSignable(_UNREADABLE)
    return Line(_string(value["label"]), _string(value["answer"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise NotSignable(_UNREADABLE)
    return value


def _instant(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LAST_INSTANT:
        raise NotSignable(_UNREADABLE)
    return value
