"""Where somebody is attended, as the movements are kept: each assignment has its day and the instant it was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from .historia import Adscripcion, Pension

_FIRST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asignacion:
    """From ``desde`` on (None: it is not known since when), known at ``recorded`` (None: before instants were kept)."""

    adscripcion: Adscripcion
    desde: date | None = None
    recorded: datetime | None = None


def adscripcion_en(asignaciones: Iterable[Asignacion], on: date, known: datetime | None = None) -> Adscripcion:
    """Where they are attended on the day ``on``, as known at ``known`` (None: now); an empty one where nobody said.

    The last that began by then; of two that begin on one day, the one that was known later.
    """
    counted = [one for one in asignaciones if (one.desde is None or one.desde <= on) and was_known(one.recorded, known)]
    last = max(counted, key=lambda one: (one.desde or date.min, one.recorded or _FIRST), default=None)
    return Adscripcion() if last is None else last.adscripcion


def pension_conocida(
    pension: Pension, registrada: datetime | None, fin_registrado: datetime | None, known: datetime | None
) -> Pension | None:
    """A pension as it was known: None before it was, and without an end while that was not known."""
    if not was_known(registrada, known):
        return None
    return Pension(pension.tipo, pension.desde, fin_conocido(pension.hasta, fin_registrado, known))


def fin_conocido(hasta: date | None, registrado: datetime | None, known: datetime | None) -> date | None:
    """The last day of something, as it was known: None while nobody knew that it would end."""
    return hasta if was_known(registrado, known) else None


def was_known(recorded: datetime | None, known: datetime | None) -> bool:
    """Whether what was recorded then (None: before instants were kept) was known at ``known`` (None: now)."""
    return recorded is None or known is None or recorded <= known
