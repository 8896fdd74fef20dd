"""Keys of one's own programs: what each may do, making one (shown once), and ending it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.accounts.api import held_by
from ventanilla.apps.programs.api import (
    MAX_NAME,
    KeyNotMade,
    NoSuchKey,
    TooManyKeys,
    key_make,
    key_revoke,
    keys_of,
    longest_days,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.programs import DAYS_OFFERED, Scope, allows
from ventanilla.kernel.text import Text
from ventanilla.web.design.program_shapes import (
    Ask,
    LlaveProgramaNuevaPage,
    LlaveProgramaRow,
    LlavesProgramaPage,
    Wrong,
)
from ventanilla.web.design.shapes import Choice
from ventanilla.web.guards import VisitRequest, fresh, roles_of, signed_in

HERE: Final = "/cuenta/llaves-de-programa"
FRESH_MINUTES: Final = 10
READ, FILE, WITHDRAW, SAVE = Scope.EXPEDIENTES, Scope.PRESENTAR, Scope.DESISTIR, Scope.DOCUMENTOS
# What is offered, from the least to the most: each line says all that it lets.
OFFERED: Final[dict[str, tuple[tuple[Scope, ...], Text]]] = {
    "ver": ((READ,), Text("LLAVE_VER", "Solo ver mis trámites, cómo van y lo que me piden")),
    "avisos": ((Scope.BUZON,), Text("LLAVE_AVISOS", "Solo leer los avisos de mi buzón")),
    "descargar": ((READ, SAVE), Text("LLAVE_DESCARGAR", "Ver mis trámites y descargar mis documentos")),
    "preparar": ((READ, FILE), Text("LLAVE_PREPARAR", "Ver mis trámites, prepararlos y enviar los que yo firme")),
    "todo": (
        (READ, FILE, SAVE),
        Text("LLAVE_TODO", "Ver mis trámites, prepararlos, enviar los que yo firme y descargar mis documentos"),
    ),
    "retirar": (
        (READ, FILE, WITHDRAW, SAVE),
        Text(
            "LLAVE_RETIRAR",
            "Ver mis trámites, prepararlos, enviar los que yo firme, retirarlos sin firma y descargar mis documentos",
        ),
    ),
}
# Of officials who attend people, while they do: asked again at each request (web.api.vigencia).
OF_A_CLINIC: Final = "vigencia"
CLINIC: Final = ((Scope.VIGENCIA,), Text("LLAVE_VIGENCIA", "Solo consultar la vigencia de quien pide atención"))
NAME_IT: Final = Text("LLAVE_SIN_NOMBRE", "Escriba un nombre de hasta {n} letras, para reconocerla.", n=MAX_NAME)
CHOOSE: Final = Text("LLAVE_SIN_ALCANCE", "Elija qué podrá hacer el programa.")
CHOOSE_DAYS: Final = Text("LLAVE_SIN_PLAZO", "Elija cuánto durará.")
TOO_MANY: Final = Text("LLAVES_DE_MAS", "Tiene veinte llaves que sirven. Quite alguna antes de crear otra.")
DAYS: Final = Text("LLAVE_DIAS", "{n} días")


@signed_in
@require_safe
def program_keys(request: VisitRequest) -> HttpResponse:
    """Every key, and what it lets."""
    rows = tuple(
        LlaveProgramaRow(
            id=str(one.id),
            name=one.name,
            prefix=one.prefix,
            allows=tuple(allows(scope) for scope in one.scopes),
            made_at=one.made_at,
            expires_at=one.expires_at,
            used_at=one.used_at,
            acting_for=one.acting_for,
            ended=one.ended,
        )
        for one in keys_of(request.visit.actor)
    )
    page = LlavesProgramaPage(rows, done=request.GET.get("hecho") == "quitada")
    return render(request, "portal/llaves_programa.html", {"page": page, "section": "cuenta"})


@fresh(FRESH_MINUTES)
@require_http_methods(["GET", "POST"])
def program_key_new(request: VisitRequest) -> HttpResponse:
    """Say what it is for, and see it once."""
    if request.method == "GET":
        return _form(request, ())
    name = request.POST.get("nombre", "").replace("\x00", "").strip()
    chosen = _offered(request).get(request.POST.get("alcance", ""))
    days = request.POST.get("dias", "")
    wrong = [
        *([] if 0 < len(name) <= MAX_NAME else [Wrong("nombre", NAME_IT)]),
        *([] if chosen is not None else [Wrong("alcance", CHOOSE)]),
        *([] if days in map(str, _days()) else [Wrong("dias", CHOOSE_DAYS)]),
    ]
    if wrong or chosen is None:
        return _form(request, tuple(wrong))
    now, actor = settings.VENTANILLA_CLOCK.now(), request.visit.actor
    try:
        made = key_make(held_by(request.session, request.visit), name, chosen[0], int(days), by=actor, now=now)
    except TooManyKeys:
        return _form(request, (Wrong("nombre", TOO_MANY),))
    except KeyNotMade:  # the policy changed since the page was shown
        return _form(request, (Wrong("dias", CHOOSE_DAYS),))
    expires = next(one.expires_at for one in keys_of(actor) if one.id == made.id)
    page = LlaveProgramaNuevaPage(
        name=name, acting_for=request.visit.acting_for, written=made.written, expires_at=expires
    )
    return render(request, "portal/llave_programa.html", {"page": page, "section": "cuenta"})


def _offered(request: VisitRequest) -> dict[str, tuple[tuple[Scope, ...], Text]]:
    """What whoever is there may let a program do."""
    attends = Role.MOSTRADOR in roles_of(request.visit)
    return OFFERED | ({OF_A_CLINIC: CLINIC} if attends else {})


def _days() -> tuple[int, ...]:
    return tuple(days for days in DAYS_OFFERED if days <= longest_days())


def _form(request: VisitRequest, wrong: tuple[Wrong, ...]) -> HttpResponse:
    said = {one.field: one.text for one in wrong}
    chosen = request.POST.get("alcance", ""), request.POST.get("dias", "")
    can = Ask(
        name="alcance",
        legend="¿Qué podrá hacer el programa?",
        error=said.get("alcance", ""),
        choices=tuple(
            Choice(value, text, checked=value == chosen[0]) for value, (_, text) in _offered(request).items()
        ),
    )
    lasts = Ask(
        name="dias",
        legend="¿Cuánto durará?",
        error=said.get("dias", ""),
        choices=tuple(
            Choice(str(days), Text(DAYS.code, DAYS.template, n=days), checked=str(days) == chosen[1])
            for days in _days()
        ),
    )
    page = LlaveProgramaNuevaPage(
        questions=(can, lasts),
        name=request.POST.get("nombre", "")[:MAX_NAME],
        acting_for=request.visit.acting_for,
        name_error=said.get("nombre", ""),
        wrong=wrong,
    )
    context = {"page": page, "section": "cuenta"}
    return render(request, "portal/llave_programa.html", context, status=422 if wrong else 200)


@signed_in
@require_POST
def program_key_revoke(request: VisitRequest, key_id: UUID) -> HttpResponseBase:
    """End it: from now on it opens nothing."""
    try:
        key_revoke(key_id, by=request.visit.actor, now=settings.VENTANILLA_CLOCK.now())
    except NoSuchKey:
        raise Http404 from None
    return redirect(f"{HERE}?hecho=quitada")
