"""How many notices of a month each registro has, for whoever closes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.acts import SubjectId

from .models import Movimiento, RegistroPatronal


def registros_of(patrones: Iterable[SubjectId]) -> dict[SubjectId, tuple[str, ...]]:
    """The numbers of the registros of each employer, in order; for the office's own use."""
    with scope(None):
        rows = RegistroPatronal.objects.filter(patron__in=set(patrones)).order_by("numero")
        found: dict[SubjectId, list[str]] = {}
        for patron, numero in rows.values_list("patron", "numero"):
            found.setdefault(SubjectId(patron), []).append(numero)
    return {patron: tuple(numeros) for patron, numeros in found.items()}


def avisos_del_mes(registros: Iterable[str], since: date, until: date) -> dict[str, int]:
    """How many notices in force count on a day from ``since`` to ``until``, by registro; those without any left out.

    Whoever calls knows that who asks may see those registros.
    """
    with scope(None):
        rows = Movimiento.objects.filter(
            registro__numero__in=set(registros), fecha__range=(since, until), superseded_by__isnull=True
        )
        return dict(rows.values_list("registro__numero").annotate(many=Count("id")))
