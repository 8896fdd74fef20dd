"""The catalogue for programs: what is offered, what each one asks, and what may go wrong.

These views only read, so the token of forms is not asked of them: a method that they do not have is 405 and not 403.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ventanilla.apps.cases.api import tramite, tramites
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.guards import public
from ventanilla.web.problems import PROBLEMS, Problem, problem

from .reading import answered, conditional
from .shapes import ClaseDeProblema, Problemas, Tramite, TramiteResumen, Tramites
from .taking import form_schema


def _summary(offered: AnyTramite) -> dict[str, object]:
    return {
        "clave": offered.key,
        "titulo": sentence(offered.title),
        "obtiene": sentence(offered.obtains),
        "fundamento": list(offered.cite),
    }


@public
@csrf_exempt
@require_safe
@conditional
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every trámite."""
    return answered(Tramites(tramites=[TramiteResumen.model_validate(_summary(one)) for one in tramites().values()]))


@public
@csrf_exempt
@require_safe
@conditional
def described(request: HttpRequest, key: str) -> HttpResponse:
    """One trámite with the JSON schema of its Form."""
    offered = tramite(key)
    if offered is None:
        return problem(request, "NO_EXISTE")
    return answered(Tramite.model_validate(_summary(offered) | {"solicitud": form_schema(offered.form)}))


def _kind(code: str, found: Problem) -> ClaseDeProblema:
    return ClaseDeProblema(codigo=code, estado=found.status, titulo=sentence(found.title))


@public
@csrf_exempt
@require_safe
@conditional
def problems(request: HttpRequest) -> HttpResponse:
    """Every code of a problem."""
    return answered(Problemas(problemas=[_kind(code, found) for code, found in sorted(PROBLEMS.items())]))


@public
@csrf_exempt
@require_safe
@conditional
def problem_kind(request: HttpRequest, code: str) -> HttpResponse:
    """What the ``type`` of a problem leads to."""
    found = PROBLEMS.get(code)
    return problem(request, "NO_EXISTE") if found is None else answered(_kind(code, found))
