"""Which days a family's insurance covers of each person, read with the person and in no query of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from psycopg.types.range import DateRange

from ventanilla.kernel.period import Period

from .models import Persona
from .models_seguros import MiembroSeguro

UN_DIA: Final = timedelta(days=1)


def days_of(dias: DateRange) -> Period:
    """A range of PostgreSQL, which leaves its last day out, as the law counts days."""
    if dias.lower is None or dias.upper is None:
        raise ValueError("a year of insurance has its first and its last day")
    return Period(dias.lower, dias.upper - UN_DIA)


def covered_days(known: datetime | None) -> ArraySubquery:
    """For a query of people: the days that a family's insurance covers of each, as it was known."""
    rows = MiembroSeguro.objects.filter(persona=OuterRef("subject"))
    if known is not None:
        rows = rows.filter(seguro__registrado_at__lte=known)
    return ArraySubquery(rows.order_by("dias").values("dias"))


def covered_of(persona: Persona) -> tuple[Period, ...]:
    """What was read with a person by `covered_days`; () where nothing was."""
    return tuple(days_of(dias) for dias in getattr(persona, "cubiertos", ()))
