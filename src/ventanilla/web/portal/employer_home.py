"""The employer's home: what is due, whom it insures, what waits, and what it filed last."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings

from ventanilla.apps.affiliation.api import Registro, dudas_for, meses_for, ultimos_for
from ventanilla.domain.affiliation import Situacion
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.web.design.employer_shapes import Alert, EmployerPanel, RegistroCount

from .employer import movement_row, offered, people_chart, plazo_row, printed, terms_of, wages_chart

CONTRACT_DAYS: Final = 30  # how soon a contract ends that is told
MONTHS_SHOWN: Final = 13  # the same month of last year, and until now
THEN: Final = 4  # terms after the next one
LATEST: Final = 5  # movements


def panel_for(actor: Actor) -> EmployerPanel:
    """Everything of it."""
    today = settings.VENTANILLA_CLOCK.today()
    terms, registros = terms_of(actor)
    people = sum(one.personas for one in registros)
    certain = [plazo for plazo in terms.plazos if plazo.condicion is None]
    counts = tuple(
        RegistroCount(printed(one.numero), one.personas, one.eventuales, f"/oficina/personas?registro={one.numero}")
        for one in registros
    )
    if not registros:
        return EmployerPanel((), 0, acts=offered(("registro_patronal",)))
    months = meses_for(actor, MONTHS_SHOWN, today)
    return EmployerPanel(
        registros=counts,
        people=people,
        next=plazo_row(certain[0], today) if certain else None,
        then=tuple(plazo_row(plazo, today) for plazo in certain[1 : 1 + THEN]),
        alerts=_alerts(actor, registros),
        acts=offered(),
        latest=tuple(movement_row(one) for one in ultimos_for(actor, LATEST)),
        charts=(people_chart(months), wages_chart(months)) if any(one.personas for one in months) else (),
        missing_year=terms.sin_tabla or 0,
    )


def _alerts(actor: Actor, registros: tuple[Registro, ...]) -> tuple[Alert, ...]:
    """What waits for the employer beside what it is asked and its drafts, which its page has already."""
    today = settings.VENTANILLA_CLOCK.today()
    soon = today + timedelta(days=CONTRACT_DAYS)
    found = []
    ending = sum(n for one in registros for day, n in one.contratos if day <= soon)
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
        for one in registros
        if one.situacion is not Situacion.ACTIVO and one.personas
    ]
    doubts = dudas_for(actor)
    if doubts:
        said = (
            Text("ALERTA_DUDA", "Hay una duda en el registro de una persona.")
            if doubts == 1
            else Text("ALERTA_DUDAS", "Hay dudas en el registro de {cuantas} personas.", cuantas=doubts)
        )
        detail = Text("ALERTA_DUDAS_HACER", "Pídale que revise sus datos en esta oficina.")
        found.append(Alert(said, "/oficina/personas?duda=si", detail))
    return tuple(found)
