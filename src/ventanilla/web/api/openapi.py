"""OpenAPI 3.1, made from the code: the addresses from the routes, who may enter from their guards, bodies and answers
from the shapes and the Forms, problems from their closed set. What only a person can say is in ``operations``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from pydantic.json_schema import models_json_schema

from ventanilla.apps.cases.api import tramites
from ventanilla.domain.programs import Scope, allows
from ventanilla.kit.form import BaseForm, asked_of
from ventanilla.kit.sample import sample
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.guards import Guard, public
from ventanilla.web.problems import MEDIA_TYPE, PROBLEMS

from .answers import unflatten
from .operations import FORM, OPERATIONS, SHAPES, Operation
from .reading import JSON, OCTETS, conditional
from .shapes import Problema
from .taking import form_schema
from .worker import WORKER_PARAMETERS

PREFIX: Final = "api/v1/"
REF: Final = "#/components/schemas/{model}"
EXAMPLE_SEED: Final = 1
EXAMPLE_DAY: Final = date(2026, 11, 22)
CONVERTED: Final = re.compile(r"<(\w+):(\w+)>")
CONVERTERS: Final[dict[str, dict[str, Any]]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "str": {"type": "string", "pattern": "^[-A-Za-z0-9_]+$"},
}
NAMES: Final = {
    "case_id": "Identificador de la solicitud.",
    "ask_id": "Identificador de lo que se pide contestar.",
    "attachment": "Identificador del archivo.",
    "folio": "Folio, con guiones o sin ellos.",
    "key": "Clave del trámite.",
    "code": "Código de un problema.",
}
DESCRIPTION: Final = (
    "La misma oficina, para programas: lo que una persona hace en las páginas, con las mismas reglas. "
    "Un programa entra con una llave que su dueño crea en su cuenta; una llave nunca firma. "
    "Las fechas son ISO 8601; los problemas, RFC 9457."
)
PARAMETERS: Final[dict[str, dict[str, Any]]] = WORKER_PARAMETERS | {
    "limite": {
        "name": "limite",
        "in": "query",
        "description": "Cuántos elementos, de 1 a 100.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    },
    "cursor": {
        "name": "cursor",
        "in": "query",
        "description": "El `siguiente` de la página anterior.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 300},
    },
    "campo": {
        "name": "campo",
        "in": "query",
        "required": True,
        "description": "La pregunta que el archivo contesta.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    },
    "nombre": {
        "name": "nombre",
        "in": "query",
        "description": "Cómo se llama el archivo. Qué es lo dice su contenido.",
        "schema": {"type": "string", "maxLength": 255},
    },
    "if_none_match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "El ETag que ya se tiene: si es el mismo, 304 sin cuerpo.",
        "schema": {"type": "string"},
    },
    "if_match": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "El ETag con que se leyó: si ya cambió, 412 y no se guarda nada. `*`: como esté.",
        "schema": {"type": "string"},
    },
    "idempotency_key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Un nombre único de esta petición: repetida en un día, se responde lo mismo y se hace una vez.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    },
}
HEADERS: Final[dict[str, dict[str, Any]]] = {
    "ETag": {"description": "De estos mismos bytes.", "schema": {"type": "string"}},
    "Link": {"description": 'La página que sigue, `rel="next"`.', "schema": {"type": "string"}},
    "Location": {"description": "Dónde está lo que se hizo.", "schema": {"type": "string"}},
    "Retry-After": {"description": "En cuántos segundos intentar de nuevo.", "schema": {"type": "string"}},
    "Idempotency-Replayed": {"description": "`true` si es la respuesta de antes.", "schema": {"type": "string"}},
    "RateLimit-Limit": {"description": "Peticiones de la ventana.", "schema": {"type": "string"}},
    "RateLimit-Remaining": {"description": "Las que quedan.", "schema": {"type": "string"}},
    "RateLimit-Reset": {"description": "Segundos hasta que empieza otra.", "schema": {"type": "string"}},
}
LIMITED: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def api_routes() -> dict[str, URLPattern]:
    """Every route of the API by its name, as it is served."""
    routes = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]
    return {one.name: one for one in routes if one.name and str(one.pattern).startswith(PREFIX)}


def document() -> dict[str, Any]:
    """The whole description."""
    components = _components()
    paths: dict[str, Any] = {}
    routes = api_routes()
    for operation in OPERATIONS:
        route = routes[operation.route]
        if operation.body is FORM:
            for offered in tramites().values():
                path = _path(str(route.pattern)).replace("{key}", offered.key)
                paths.setdefault(path, {})[operation.method] = _described(operation, route, offered)
                components["schemas"] |= _form_schemas(offered)
        else:
            paths.setdefault(_path(str(route.pattern)), {})[operation.method] = _described(operation, route, None)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ventanilla", "version": "1", "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": components,
    }


def _path(pattern: str) -> str:
    return "/" + CONVERTED.sub(r"{\2}", pattern)


def _components() -> dict[str, Any]:
    _, found = models_json_schema([(shape, "serialization") for shape in SHAPES], ref_template=REF)
    scopes = {scope.value: str(allows(scope)) for scope in Scope}
    said = "; ".join(f"`{scope}`: {words}" for scope, words in scopes.items())
    return {
        "schemas": found["$defs"],
        "parameters": PARAMETERS,
        "headers": HEADERS,
        "securitySchemes": {
            "llave": {"type": "http", "scheme": "bearer", "description": f"Una llave de programa. Alcances: {said}"},
            "sesion": {
                "type": "apiKey",
                "in": "cookie",
                "name": "__Host-ventanilla",
                "description": "La sesión de un navegador; lo que cambia algo pide además el token de sus formularios.",
            },
        },
    }


def _form_name(offered: AnyTramite) -> str:
    return "Respuestas" + "".join(part.capitalize() for part in offered.key.split("_"))


def _form_schemas(offered: AnyTramite) -> dict[str, Any]:
    name = _form_name(offered)
    schema = form_schema(offered.form, ref_template=f"#/components/schemas/{name}{{model}}")
    inner = {f"{name}{each}": one for each, one in schema.pop("$defs", {}).items()}
    return inner | {name: schema}


def _as_programs(form: type[BaseForm], answers: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """The answers of an example as a program writes them: an amount without commas, a yes as true."""
    plain = dict(answers)
    for question in asked_of(form):
        name = f"{prefix}{question.name}"
        if question.kind == "address" and question.part is not None:
            plain = _as_programs(question.part, plain, f"{name}.")
        elif question.kind == "money" and name in plain:
            plain[name] = plain[name].replace(",", "")
        elif question.kind == "yesno" and name in plain:
            plain[name] = plain[name] == "si"
    return plain


def _described(operation: Operation, route: URLPattern, offered: AnyTramite | None) -> dict[str, Any]:
    name = operation.name if offered is None else f"{operation.name}_{offered.key}"
    said: dict[str, Any] = {
        "operationId": name,
        "summary": operation.summary if offered is None else f"{operation.summary}: {offered.title}",
        "tags": [operation.tag],
        "parameters": list(_parameters(operation, route, offered)),
        "responses": _responses(operation, route),
    }
    security = _security(operation, route)
    if security:
        said |= security
    if operation.body is FORM and offered is not None:
        example = unflatten(_as_programs(offered.form, sample(offered.form, EXAMPLE_SEED, EXAMPLE_DAY)))
        schema: dict[str, Any] = {"$ref": REF.format(model=_form_name(offered))}
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": schema, "example": example}}}
    elif operation.body is bytes:
        said["requestBody"] = {
            "required": True,
            "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}},
        }
    elif operation.body is dict:
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": {"type": "object"}}}}
    elif operation.body is not None:
        schema = {"$ref": REF.format(model=operation.body.__name__)}
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return said


def _parameters(operation: Operation, route: URLPattern, offered: AnyTramite | None) -> Iterator[dict[str, Any]]:
    for converter, name in CONVERTED.findall(str(route.pattern)):
        if offered is None:
            schema = CONVERTERS[converter]
            yield {"name": name, "in": "path", "required": True, "description": NAMES[name], "schema": schema}
    for name in operation.parameters:
        yield {"$ref": f"#/components/parameters/{name}"}


def guard_of(route: URLPattern) -> Guard:
    """Who may enter by a route."""
    return Guard(getattr(route.callback, "guard", None))


def _security(operation: Operation, route: URLPattern) -> dict[str, Any]:
    if guard_of(route) is Guard.PUBLIC:
        return {"security": []}
    reads, writes = getattr(route.callback, "scopes", (None, None))
    scope: Scope | None = reads if operation.method == "get" else writes
    said: dict[str, Any] = {"security": [{"llave": []}, {"sesion": []}]}
    if scope is not None:
        said["description"] = f"Con una llave, pide `{scope.value}`."
        said["x-alcance"] = scope.value
    return said


def codes_of(operation: Operation, route: URLPattern) -> set[str]:
    """The problems that an operation can answer with."""
    codes = set(operation.codes) | {"PARAMETRO"}
    if guard_of(route) is Guard.API:
        codes |= {"SESION", "LLAVE", "IDENTIDAD", "TERMINOS", "ALCANCE", "DEMASIADAS"}
        if operation.method != "get":
            codes |= {"PROHIBIDO"}
    if "{" in _path(str(route.pattern)):
        codes |= {"NO_EXISTE"}
    if operation.body is not None:
        codes |= {"TIPO", "DEMASIADO_GRANDE"} | ({"JSON"} if operation.body is not bytes else set())
    if "idempotency_key" in operation.parameters:
        codes |= {"CLAVE_MAL_FORMADA", "CLAVE_USADA", "EN_CURSO"}
    if "cursor" in operation.parameters:
        codes |= {"CURSOR"}
    return codes


def _responses(operation: Operation, route: URLPattern) -> dict[str, Any]:
    limited = LIMITED if guard_of(route) is Guard.API else ()
    success: dict[str, Any] = {"description": operation.summary, "headers": _headers((*operation.headers, *limited))}
    if operation.answer is not None:
        success["content"] = _content(operation.answer)
    found: dict[str, Any] = {str(operation.status): success}
    if "if_none_match" in operation.parameters:
        found["304"] = {"description": "No ha cambiado.", "headers": _headers(("ETag",))}
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes_of(operation, route)):
        by_status.setdefault(PROBLEMS[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        schema = {"allOf": [{"$ref": REF.format(model=Problema.__name__)}, {"properties": {"codigo": {"enum": codes}}}]}
        found[str(status)] = {
            "description": " ".join(str(PROBLEMS[code].title) for code in codes if len(codes) < 8)
            or "La firma o un dato.",
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
    return found


def _content(answer: type[Any]) -> dict[str, Any]:
    if answer is bytes:
        return {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}}
    schema = {"type": "object"} if answer is dict else {"$ref": REF.format(model=answer.__name__)}
    return {JSON: {"schema": schema}}


def _headers(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def written() -> str:
    """As it is committed in ``docs/reference/openapi.json``."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


@public
@csrf_exempt
@require_safe
@conditional
def openapi(request: HttpRequest) -> HttpResponse:
    """The description, as it is served."""
    return HttpResponse(json.dumps(document(), ensure_ascii=False), JSON)
