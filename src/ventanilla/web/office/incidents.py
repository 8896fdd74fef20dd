"""Looking up the reference a person read on an error page."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.web.design.staff_shapes import IncidenciaPage, Incident
from ventanilla.web.guards import VisitRequest, staff
from ventanilla.web.logs import find

REFERENCE: Final = re.compile(r"[0-9A-Z]{4}-?[0-9A-Z]{4}")


@staff()
@require_safe
def incident(request: VisitRequest) -> HttpResponse:
    """What the logs hold about one reference."""
    typed = request.GET.get("referencia", "").strip().upper()[:20]
    lines: list[dict[str, Any]] = []
    if REFERENCE.fullmatch(typed):
        lines = find(typed.replace("-", ""))
    page = IncidenciaPage(query=typed, incident=_incident(lines) if lines else None)
    return render(request, "staff/incidencia.html", {"page": page})


def _incident(lines: list[dict[str, Any]]) -> Incident:
    answered = next((line for line in lines if "status" in line), {})
    failed = next((line for line in lines if "error" in line), {})
    return Incident(
        reference=lines[0]["reference"],
        at=datetime.fromisoformat(lines[0]["at"]),
        status=int(answered.get("status", 0)),
        route=str(answered.get("route", "")),
        what=str(failed.get("error") or failed.get("said") or lines[0]["said"]),
        lines=tuple(json.dumps(line, ensure_ascii=False) for line in lines),
    )
