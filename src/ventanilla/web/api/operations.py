"""What each operation of the API is, beyond what its route, its guard and its shapes say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from ventanilla.domain.signing.verdict import SignatureFault

from . import shapes as s


class FORM:
    """The body of an operation that there is once for each trámite: what its Form asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one route. ``body`` and ``answer`` are shapes; ``bytes`` is a PDF, ``dict`` any object."""

    name: str
    route: str
    method: Literal["get", "post", "patch"]
    tag: str
    summary: str
    answer: type[Any]
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
        codes=("CAMPO", "AUDIENCIA", "CERRADO", "NO_EXISTE", "YA_ENVIADA"),
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
        codes=("CAMPO", "YA_ENVIADA"),
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
        codes=("FIRMA_INCOMPLETA", "YA_ENVIADA", "SOLICITUD_CAMBIO", *FAULTS),
    ),
    _get("expedientes", "api_cases", "expedientes", "Lo presentado", s.PaginaExpedientes, several=True),
    _get("expediente", "api_case", "expedientes", "Un expediente", s.ExpedienteCompleto),
    _get("historia", "api_case_story", "expedientes", "Lo que pasó en un expediente", s.Historia),
    _get("documentos_de", "api_case_documents", "expedientes", "Los documentos de un expediente", s.Documentos),
    _get("documentos", "api_documents", "documentos", "Los documentos", s.PaginaDocumentos, several=True),
    _get("documento", "api_document", "documentos", "Un documento", s.Documento),
    _get("documento_pdf", "api_document_pdf", "documentos", "El archivo sellado de un documento", bytes),
)


def _shapes() -> tuple[type[BaseModel], ...]:
    said = {each for one in OPERATIONS for each in (one.body, one.answer)} | {s.Problema}
    return tuple(sorted((each for each in said if each is not None and issubclass(each, BaseModel)), key=str))


SHAPES: Final = _shapes()
