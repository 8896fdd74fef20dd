"""What a program is told when something cannot be done (RFC 9457): a stable code, and words for its owner.

``type``, ``title``, ``status`` and ``detail`` are the RFC's own names; ``codigo``, ``referencia``, ``campos`` and
``caso`` are ours. The codes are a closed set: a program decides by them, never by the words. The reference page and the
OpenAPI are made from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ventanilla.domain.signing.verdict import SignatureFault
from ventanilla.kernel.text import Text

from .design.templatetags.design import sentence

MEDIA_TYPE: Final = "application/problem+json"
SIGNATURE: Final = Text("FIRMA", "La firma no se aceptó.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem: its status of HTTP, and what it is called. ``detail`` says what to do."""

    status: int
    title: Text
    detail: Text | None = None


def _problem(status: int, title: Text, detail: Text | None = None) -> tuple[str, Problem]:
    return title.code, Problem(status, title, detail)


PROBLEMS: Final[Mapping[str, Problem]] = dict(
    (
        _problem(400, Text("PETICION", "No pudimos leer lo que llegó.")),
        _problem(400, Text("JSON", "El cuerpo no es un objeto JSON de menos de 256 KB.")),
        _problem(400, Text("FIRMA_INCOMPLETA", "Faltan certificado, firma, nonce o contenido.")),
        _problem(400, Text("PARAMETRO", "Un parámetro de la dirección no es válido.")),
        _problem(
            400,
            Text("CURSOR", "El cursor no es de esta lista."),
            Text("CURSOR_HACER", "Pida la lista desde el principio, sin cursor."),
        ),
        _problem(
            400,
            Text("CLAVE_MAL_FORMADA", "Idempotency-Key no es válida."),
            Text("CLAVE_MAL_FORMADA_HACER", "Use de 1 a 200 letras, números y signos ASCII, sin espacios."),
        ),
        _problem(401, Text("SESION", "Inicie sesión para continuar.")),
        _problem(
            401,
            Text("LLAVE", "La llave no sirve."),
            Text("LLAVE_HACER", "Se quitó, venció o no es una llave. Cree otra en su cuenta."),
        ),
        _problem(403, Text("PROHIBIDO", "Falta el token contra falsificación, o su cuenta no permite este acto.")),
        _problem(
            403,
            Text("IDENTIDAD", "Falta comprobar quién es usted."),
            Text("IDENTIDAD_HACER", "Entre a la oficina y compruebe su identidad."),
        ),
        _problem(
            403,
            Text("TERMINOS", "Falta aceptar los términos vigentes."),
            Text("TERMINOS_HACER", "Entre a la oficina y acéptelos."),
        ),
        _problem(
            403, Text("ALCANCE", "La llave no permite esto."), Text("ALCANCE_HACER", "Cree otra llave que lo permita.")
        ),
        _problem(
            403,
            Text("MANDATO", "Su autorización no permite este acto, venció o fue revocada."),
            Text(
                "MANDATO_HACER", "Pida a quien lo autorizó que revise qué puede hacer, en qué registros y hasta cuándo."
            ),
        ),
        _problem(403, Text("CERRADO", "Este trámite no está abierto en esta fecha.")),
        _problem(403, Text("AUDIENCIA", "Este trámite es personal: una empresa no puede pedirlo.")),
        _problem(404, Text("NO_EXISTE", "No existe, o no es suyo.")),
        _problem(405, Text("METODO", "Esta dirección no admite ese método.")),
        _problem(409, Text("YA_ENVIADA", "Esta solicitud ya se envió con otro contenido.")),
        _problem(409, Text("YA_RESUELTO", "Este trámite ya terminó: ya no se puede retirar.")),
        _problem(409, Text("RESPUESTA_CERRADA", "Esto ya no espera respuesta.")),
        _problem(
            409,
            Text("CLAVE_USADA", "Esa Idempotency-Key ya se usó con otra petición."),
            Text("CLAVE_USADA_HACER", "Use una clave nueva."),
        ),
        _problem(
            409,
            Text("EN_CURSO", "Esa misma petición se está atendiendo."),
            Text("EN_CURSO_HACER", "Repítala dentro de un momento."),
        ),
        _problem(
            412,
            Text("VERSION", "Cambió después de que usted lo leyó. No se guardó nada."),
            Text("VERSION_HACER", "Léalo otra vez y repita."),
        ),
        _problem(413, Text("DEMASIADO_GRANDE", "El cuerpo pesa más de lo que se admite.")),
        _problem(
            415,
            Text("TIPO", "El cuerpo no es del tipo que se pide."),
            Text("TIPO_HACER", "Envíe application/json; un archivo, como application/octet-stream."),
        ),
        _problem(422, Text("CAMPO", "Falta o está mal un dato.")),
        _problem(422, Text("SOLICITUD_CAMBIO", "La solicitud ya no dice lo que usted firmó. No se envió.")),
        _problem(
            422,
            Text("CONSECUENCIA_CAMBIO", "Lo que pasará ya no es lo que usted firmó. No se envió."),
            Text("CONSECUENCIA_CAMBIO_HACER", "Pida otra vez lo que se firma, lea «previo» y firme de nuevo."),
        ),
        _problem(422, Text("RESPUESTA_CAMBIO", "La respuesta ya no dice lo que usted firmó. No se envió.")),
        _problem(
            428,
            Text("FALTA_VERSION", "Falta If-Match."),
            Text("FALTA_VERSION_HACER", "Envíe el ETag con que lo leyó, o *."),
        ),
        _problem(429, Text("DEMASIADAS", "Hubo demasiados intentos seguidos. Espere unos minutos.")),
        _problem(429, Text("PREVIO_LIMITE", "Revisó demasiadas veces datos que no coinciden. Espere una hora.")),
        _problem(500, Text("SISTEMA", "Algo falló de nuestro lado. Conserve la referencia.")),
        _problem(
            503,
            Text("SIN_SERVICIO", "La oficina no está disponible en este momento. Intente de nuevo en unos minutos."),
        ),
        *((fault.name, Problem(422, SIGNATURE)) for fault in SignatureFault),
    )
)
# What is said where only a status is known: whatever no view of the API decided.
BY_STATUS: Final = {
    400: "PETICION",
    401: "SESION",
    403: "PROHIBIDO",
    404: "NO_EXISTE",
    405: "METODO",
    413: "DEMASIADO_GRANDE",
    429: "DEMASIADAS",
    500: "SISTEMA",
    503: "SIN_SERVICIO",
}


def type_of(code: str) -> str:
    """The address that names a kind of problem; it answers what it is."""
    return f"{settings.VENTANILLA_ORIGIN}/api/v1/problemas/{code}"


def problem(request: HttpRequest, code: str, detail: Text | None = None, **more: Any) -> HttpResponse:
    """The answer that says problem ``code``, in the reader's language; ``more`` are its own members.

    LookupError for a code that is not of the closed set.
    """
    found = PROBLEMS[code]
    said = detail or found.detail
    body: dict[str, Any] = {"type": type_of(code), "title": sentence(found.title), "status": found.status}
    if said:
        body["detail"] = sentence(said)
    body |= {"codigo": code, "referencia": getattr(request, "reference", "")} | more
    response = HttpResponse(json.dumps(body, ensure_ascii=False), MEDIA_TYPE, status=found.status)
    if found.status == 401:
        shown = ', error="invalid_token"' if code == "LLAVE" else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="api"{shown}'
    return response
