"""What the register does by the clock."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from .avisos_familia import beneficios_avisar
from .recordatorios import plazos_recordar
from .seguros import seguros_avisar


@app.periodic(cron="11 14 * * *")
@app.task(queue="mantenimiento", name="affiliation.remind_terms", queueing_lock="affiliation.remind_terms")
def remind_terms(timestamp: int) -> None:
    """Every morning (UTC-6), what employers have to do in a few days."""
    plazos_recordar(now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="41 14 * * *")
@app.task(queue="mantenimiento", name="affiliation.warn_families", queueing_lock="affiliation.warn_families")
def warn_families(timestamp: int) -> None:
    """Every morning (UTC-6), which children's right ends in some weeks."""
    beneficios_avisar(now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="19 14 * * *")
@app.task(queue="mantenimiento", name="affiliation.warn_family", queueing_lock="affiliation.warn_family")
def warn_family(timestamp: int) -> None:
    """Every morning (UTC-6), the families' insurance that ends soon."""
    seguros_avisar(now=settings.VENTANILLA_CLOCK.now())
