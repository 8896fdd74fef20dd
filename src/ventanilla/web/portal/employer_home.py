"""The employer's home: what is due, whom it insures, what waits, and what it filed last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.conf import settings

from ventanilla.apps.affiliation.api import Panorama, panorama_for
from ventanilla.apps.cases.api import AskView
from ventanilla.domain.affiliation import Situacion
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.web.design.employer_shapes import Alert, EmployerPanel, RegistroCount

from .employer import movement_row, offered, people_chart, plazo_row, printed, terms_of, wages_chart

CONTRACT_DAYS: Final = 30  # how soon a contract ends that is told
MONTHS_SHOWN: Final = 13  # the same month of last year, and until now
THEN: Final = 4  # terms after the next one
LATEST: Final = 5  # movements


def panel_for(actor: Actor, asks: Sequence[AskView]) -> EmployerPanel:
    """Everything of it; ``asks`` is what the employer has to answer."""
    today = settings.VENTANILLA_CLOCK.today()
    found = panorama_for(actor, MONTHS_SHOWN, LATEST, today)
    registros, months = found.registros, found.meses
    if not registros:
        return EmployerPanel((), 0, acts=offered(("registro_patronal",)))
    terms = terms_of(actor, registros, asks)
    people = sum(one.personas for one in registros)
    certain = [plazo for plazo in terms.plazos if plazo.condicion is None]
    counts = tuple(
        RegistroCount(printed(one.numero), one.personas, one.eventuales, f"/oficina/personas?registro={one.numero}")
        for one in registros
    )
    return EmployerPanel(
        registros=counts,
        people=people,
        next=plazo_row(certain[0], today) if certain else None,
        then=tuple(plazo_row(plazo, today) for plazo in certain[1 : 1 + THEN]),
        alerts=_alerts(found, today),
        acts=offered(),
        latest=tuple(movement_row(one) for one in found.ultimos),
        charts=(people_chart(months), wages_chart(months)) if any(one.personas for one in months) else (),
        missing_year=terms.sin_tabla or 0,
    )


def _alerts(seen: Panorama, today: date) -> tuple[Alert, ...]:
    """What waits for the employer beside what it is asked and its drafts, which its page has already."""
    soon = today + timedelta(days=CONTRACT_DAYS)
    found = []
    ending = sum(n for one in seen.registros for day, n in one.contratos if day <= soon)
    if ending:
        said = (
            Text("ALERTA_CONTRATO", "Un contrato eventual termina en {dias} días o menos.", dias=CONTRACT_DAYS)
            if ending == 1
            else Text(
                "ALERTA_CONTRATOS",
                "{cuantos} contratos eventuales terminan en {dias} días o menos.",
                cuantos=ending,
                dias=CONTRACT_DAYS,
            )
        )
        detail = Text("ALERTA_CONTRATOS_HACER", "Presente la baja o la prórroga.")
        found.append(Alert(said, f"/oficina/personas?contrato={CONTRACT_DAYS}", detail))
    found += [
        Alert(
            Text(
                "ALERTA_REGISTRO",
                "El registro {registro} no está activo: {estado}.",
                registro=printed(one.numero),
                estado=one.situacion.words,
            ),
            f"/oficina/personas?registro={one.numero}",
        )
        for one in seen.registros
        if one.situacion is not Situacion.ACTIVO and one.personas
    ]
    if seen.dudas:
        said = (
            Text("ALERTA_DUDA", "Hay una duda en el registro de una persona.")
            if seen.dudas == 1
            else Text("ALERTA_DUDAS", "Hay dudas en el registro de {cuantas} personas.", cuantas=seen.dudas)
        )
        detail = Text("ALERTA_DUDAS_HACER", "Pídale que revise sus datos en esta oficina.")
        found.append(Alert(said, "/oficina/personas?duda=si", detail))
    return tuple(found)
