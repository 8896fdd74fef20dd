"""What each operation of the API is, beyond what its route, its guard and its shapes say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from ventanilla.domain.signing.verdict import SignatureFault

from . import shapes as s
from .worker import WORKER_PARAMETERS


class FORM:
    """The body of an operation that there is once for each trámite: what its Form asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one route. ``body`` and ``answer`` are shapes.

    ``bytes`` is a file: a PDF that is answered, any that is sent. ``dict`` is any object, and no answer is a 204.
    """

    name: str
    route: str
    method: Literal["get", "post", "patch", "delete"]
    tag: str
    summary: str
    answer: type[Any] | None
    status: int = 200
    body: type[Any] | None = None
    parameters: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


LIST: Final = ("limite", "cursor", "if_none_match")
ONE: Final = ("if_none_match",)
ONCE: Final = ("idempotency_key",)
MADE: Final = ("Location", "Idempotency-Replayed")
FAULTS: Final = tuple(fault.name for fault in SignatureFault)


def _get(name: str, route: str, tag: str, summary: str, answer: type[Any], *, several: bool = False) -> Operation:
    return Operation(
        name=name,
        route=route,
        method="get",
        tag=tag,
        summary=summary,
        answer=answer,
        parameters=LIST if several else ONE,
        headers=("ETag", "Link") if several else ("ETag",),
    )


OPERATIONS: Final = (
    _get("descripcion", "openapi", "oficina", "Esta descripción", dict),
    _get("problemas", "api_problems", "oficina", "Los códigos de problema", s.Problemas),
    _get("problema", "api_problem", "oficina", "Un código de problema", s.ClaseDeProblema),
    _get("yo", "api_me", "oficina", "Quién soy y qué puedo hacer", s.Yo),
    _get("tramites", "api_catalogue", "trámites", "El catálogo", s.Tramites),
    _get("tramite", "api_tramite", "trámites", "Un trámite y lo que pregunta", s.Tramite),
    Operation(
        name="cuotas",
        route="api_cuotas",
        method="get",
        tag="ley",
        summary="Lo que se debe por una persona, y por qué",
        answer=s.Cuotas,
        parameters=(*WORKER_PARAMETERS, *ONE),
        headers=("ETag",),
        codes=("CAMPO", "DEMASIADAS"),
    ),
    Operation(
        name="vigencia",
        route="api_vigencia",
        method="post",
        tag="clínicas",
        summary="Si una persona tiene derecho a la atención médica hoy",
        answer=s.Vigencia,
        body=s.ConsultaDeVigencia,
        codes=("CAMPO", "PROHIBIDO"),
    ),
    Operation(
        name="preparar",
        route="api_create",
        method="post",
        tag="solicitudes",
        summary="Contestar todo y recibir lo que se firma",
        answer=s.PorFirmar,
        status=201,
        body=FORM,
        parameters=ONCE,
        headers=MADE,
        codes=("CAMPO", "AUDIENCIA", "CERRADO", "YA_ENVIADA", "DEMASIADAS"),
    ),
    _get("solicitudes", "api_drafts", "solicitudes", "Los borradores", s.PaginaSolicitudes, several=True),
    Operation(
        name="empezar",
        route="api_drafts",
        method="post",
        tag="solicitudes",
        summary="Empezar un borrador, o seguir con el que se dejó",
        answer=s.Solicitud,
        status=201,
        body=s.NuevaSolicitud,
        parameters=ONCE,
        headers=("ETag", *MADE),
        codes=("CAMPO", "AUDIENCIA", "CERRADO", "NO_EXISTE", "YA_ENVIADA", "PREVIO_LIMITE"),
    ),
    Operation(
        name="solicitud",
        route="api_draft",
        method="get",
        tag="solicitudes",
        summary="Un borrador",
        answer=s.Solicitud,
        parameters=ONE,
        headers=("ETag",),
        codes=("YA_ENVIADA",),
    ),
    Operation(
        name="contestar",
        route="api_draft",
        method="patch",
        tag="solicitudes",
        summary="Guardar algunas respuestas de un borrador",
        answer=s.Solicitud,
        body=dict,
        parameters=("if_match",),
        headers=("ETag",),
        codes=("CAMPO", "VERSION", "FALTA_VERSION", "YA_ENVIADA"),
    ),
    Operation(
        name="por_firmar",
        route="api_to_sign",
        method="post",
        tag="solicitudes",
        summary="Recibir lo que se firma para enviar un borrador",
        answer=s.PorFirmar,
        status=201,
        parameters=ONCE,
        headers=MADE,
        codes=("CAMPO", "YA_ENVIADA", "PREVIO_LIMITE"),
    ),
    Operation(
        name="firmar",
        route="api_sign",
        method="post",
        tag="solicitudes",
        summary="Enviar con la firma",
        answer=s.Expediente,
        status=201,
        body=s.Firma,
        parameters=ONCE,
        headers=MADE,
        codes=("FIRMA_INCOMPLETA", "YA_ENVIADA", "SOLICITUD_CAMBIO", "CONSECUENCIA_CAMBIO", "PREVIO_LIMITE", *FAULTS),
    ),
    Operation(
        name="descartar",
        route="api_draft",
        method="delete",
        tag="solicitudes",
        summary="Borrar un borrador",
        answer=None,
        status=204,
        parameters=("if_match",),
        codes=("VERSION", "FALTA_VERSION", "YA_ENVIADA"),
    ),
    Operation(
        name="archivos",
        route="api_files",
        method="get",
        tag="solicitudes",
        summary="Los archivos de un borrador, y los que admite",
        answer=s.Archivos,
        parameters=ONE,
        headers=("ETag",),
        codes=("YA_ENVIADA",),
    ),
    Operation(
        name="adjuntar",
        route="api_files",
        method="post",
        tag="solicitudes",
        summary="Adjuntar un archivo a una pregunta",
        answer=s.Archivo,
        status=201,
        body=bytes,
        parameters=("campo", "nombre", *ONCE),
        headers=MADE,
        codes=("CAMPO", "YA_ENVIADA", "SIN_SERVICIO"),
    ),
    Operation(
        name="quitar_archivo",
        route="api_file",
        method="delete",
        tag="solicitudes",
        summary="Quitar un archivo de un borrador",
        answer=None,
        status=204,
        codes=("YA_ENVIADA",),
    ),
    _get("expedientes", "api_cases", "expedientes", "Lo presentado", s.PaginaExpedientes, several=True),
    _get("expediente", "api_case", "expedientes", "Un expediente", s.ExpedienteCompleto),
    Operation(
        name="desistir",
        route="api_case_withdrawal",
        method="post",
        tag="expedientes",
        summary="Retirar un trámite que no se ha resuelto",
        answer=s.Expediente,
        parameters=ONCE,
        headers=("Idempotency-Replayed",),
        codes=("YA_RESUELTO",),
    ),
    _get("historia", "api_case_story", "expedientes", "Lo que pasó en un expediente", s.Historia),
    _get("documentos_de", "api_case_documents", "expedientes", "Los documentos de un expediente", s.Documentos),
    _get("por_responder", "api_asks", "respuestas", "Lo que se le pide contestar", s.PaginaRespuestas, several=True),
    _get("respuesta", "api_ask", "respuestas", "Algo que se le pide contestar", s.Respuesta),
    Operation(
        name="responder",
        route="api_ask",
        method="patch",
        tag="respuestas",
        summary="Guardar lo que se contesta, sin enviarlo",
        answer=s.Respuesta,
        body=dict,
        parameters=("if_match",),
        headers=("ETag",),
        codes=("CAMPO", "VERSION", "FALTA_VERSION", "RESPUESTA_CERRADA"),
    ),
    Operation(
        name="respuesta_por_firmar",
        route="api_ask_to_sign",
        method="post",
        tag="respuestas",
        summary="Recibir lo que se firma para enviar una respuesta",
        answer=s.PorFirmar,
        status=201,
        parameters=ONCE,
        headers=MADE,
        codes=("CAMPO", "RESPUESTA_CERRADA"),
    ),
    Operation(
        name="firmar_respuesta",
        route="api_ask_sign",
        method="post",
        tag="respuestas",
        summary="Enviar una respuesta con la firma",
        answer=s.Respuesta,
        status=201,
        body=s.Firma,
        parameters=ONCE,
        headers=("ETag", *MADE),
        codes=("FIRMA_INCOMPLETA", "RESPUESTA_CERRADA", "RESPUESTA_CAMBIO", *FAULTS),
    ),
    _get("buzon", "api_inbox", "buzón", "Los avisos del buzón", s.PaginaAvisos, several=True),
    _get("documentos", "api_documents", "documentos", "Los documentos", s.PaginaDocumentos, several=True),
    _get("documento", "api_document", "documentos", "Un documento", s.Documento),
    _get("documento_pdf", "api_document_pdf", "documentos", "El archivo sellado de un documento", bytes),
)


def _shapes() -> tuple[type[BaseModel], ...]:
    said = {each for one in OPERATIONS for each in (one.body, one.answer)} | {s.Problema}
    return tuple(sorted((each for each in said if each is not None and issubclass(each, BaseModel)), key=str))


SHAPES: Final = _shapes()
