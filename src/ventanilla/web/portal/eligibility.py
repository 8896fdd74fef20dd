"""Before starting: whether a trámite is for somebody, said plainly. Nothing is kept, and it locks nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Choice, Step
from ventanilla.web.design.wizard_shapes import AntesPage, AntesResult
from ventanilla.web.guards import public, unproved, visit_of

_CHOOSE = Text("OPCION_DESCONOCIDA", "Elija una de las opciones.")


@public
@require_http_methods(["GET", "POST"])
def before(request: HttpRequest, key: str) -> HttpResponse:
    """The questions of the trámite, and then what follows from the answers."""
    tramite = find_tramite(key)
    if tramite is None:
        raise Http404
    back = f"/tramites/{key}"
    if not tramite.eligibility:
        return redirect(back)
    answers = {each.name: request.POST.get(each.name, "") for each in tramite.eligibility}
    wrong = {each.name for each in tramite.eligibility if answers[each.name] not in each.choices}
    if request.method == "GET" or wrong:
        steps = tuple(
            Step(
                kind="choice",
                name=each.name,
                label=each.question,
                help=each.help,
                value=answers[each.name],
                choices=tuple(Choice(value, words) for value, words in each.choices.items()),
                error=_CHOOSE if request.method == "POST" and each.name in wrong else "",
            )
            for each in tramite.eligibility
        )
        status = 422 if request.method == "POST" else 200
        return render(request, "portal/antes.html", {"page": AntesPage(tramite.title, back, steps)}, status=status)
    stops = [stop for each in tramite.eligibility if (stop := each.stops.get(answers[each.name])) is not None]
    page = AntesResult(
        title=tramite.title,
        back_url=f"{back}/antes",
        reasons=tuple((stop.text, stop.link, stop.link_text) for stop in stops),
        start_url="" if any(stop.barred for stop in stops) else f"{back}/iniciar",
        needs_identity=unproved(visit_of(request)),
    )
    return render(request, "portal/antes_resultado.html", {"page": page})
