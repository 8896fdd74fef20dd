"""One tap from a movement that is shown somewhere (history, notice, anomaly) to a dispute of it, already filled in."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.apps.affiliation.api import empleador_no_reconocer, empleador_reconocer
from ventanilla.apps.cases.api import answers_about, open_alike, tramite
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.dispute_shapes import EarlierPage
from ventanilla.web.guards import VisitRequest, signed_in

from .filing import opened
from .history import HERE as HISTORY
from .history import person_or_404
from .wizard import case_links

KEY: Final = "aclaracion"
WHAT: Final = "problema"  # the question of what is wrong, and the one of the movement
WHICH: Final = "movimiento"
NEVER: Final = "no_ocurrio"  # what is wrong with a movement of an employer that they do not know


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: VisitRequest, movimiento: UUID) -> HttpResponseBase:
    """What is wrong with it, one button each; pressed, a draft where only what nobody knows is asked.

    A second dispute of the same movement is told of the first before it begins. Http404 for what is not of whoever
    asks, or was corrected since.
    """
    offered = tramite(KEY)
    known = answers_about(request.visit.actor, offered, movimiento) if offered is not None else {}
    if offered is None or not known:
        raise Http404
    problems = _problems(offered)
    problem = request.POST.get(WHAT, "")
    earlier = open_alike(request.visit.actor, offered, known | {WHAT: NEVER})
    if request.method == "POST" and (not earlier or "otra" in request.POST):
        if problem not in problems:
            return opened(request, KEY, known, past=())
        return opened(request, KEY, known | {WHAT: problem}, past=(WHAT, *known))
    page = EarlierPage(
        words=known[WHICH],
        start_url=f"/aclarar/{movimiento}",
        problems=tuple(problems.items()),
        earlier=case_links(earlier),
        unknown_url=f"/no-reconozco/{movimiento}",
    )
    return _page(request, page)


@signed_in
@require_POST
def not_mine(request: VisitRequest, movimiento: UUID) -> HttpResponseBase:
    """They never worked for whoever filed it: said in one tap, and its dispute is begun; or taken back.

    Where that movement is disputed already, the page that says so. Http404 for what is not of whoever asks.
    """
    actor, now = person_or_404(request), settings.VENTANILLA_CLOCK.now()
    if "quitar" in request.POST:
        if not empleador_reconocer(movimiento, by=actor, now=now):
            raise Http404
        return redirect(f"{HISTORY}#empleadores")
    if not empleador_no_reconocer(movimiento, by=actor, now=now):
        raise Http404
    offered = tramite(KEY)
    known = answers_about(actor, offered, movimiento) if offered is not None else {}
    if offered is None or not known:  # it was corrected since: what is said of the employer stands
        return redirect(f"{HISTORY}#empleadores")
    if open_alike(actor, offered, known | {WHAT: NEVER}):
        return redirect(f"/aclarar/{movimiento}")
    return opened(request, KEY, known | {WHAT: NEVER}, past=(WHAT, *known))


def _page(request: VisitRequest, page: EarlierPage) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "portal/aclarar.html", {"page": page, "section": "oficina"}, status=status)


def _problems(offered: AnyTramite) -> dict[str, str]:
    """What can be wrong with a movement that there is, by its key: not that it is missing."""
    choices = next(one.choices for one in offered.form.asked() if one.name == WHAT)
    return {key: words for key, words in choices.items() if WHICH not in offered.form.unasked({WHAT: key})}
