"""The terms and the privacy notice, asked of whoever came in without having accepted the versions in force."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import session_accept, terms_accept, terms_ever
from ventanilla.web.design.profile_shapes import TerminosPage
from ventanilla.web.guards import TERMS, VisitRequest, with_account

from .sign_in import OFFICE, safe_next
from .sign_up import texts


@with_account
@require_http_methods(["GET", "POST"])
def terms_page(request: VisitRequest) -> HttpResponseBase:
    """Read and accept; then go on where one was going. Whoever does not accept leaves, and loses nothing by it."""
    target, actor = safe_next(request.GET.get("sigue") or OFFICE), request.visit.actor
    if not request.visit.terms_due:
        return redirect(target)
    if request.method == "POST":
        terms_accept(actor.owner, None, by=actor, now=settings.VENTANILLA_CLOCK.now())
        session_accept(request.session)
        return redirect(target)
    page = TerminosPage(texts(), f"{TERMS}?{urlencode({'sigue': target})}", before=terms_ever(actor.owner))
    return render(request, "portal/terminos.html", {"page": page})
