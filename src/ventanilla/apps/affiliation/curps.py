"""Whose a CURP is, also one that another took the place of: a new CURP never makes two people of one.

A person changes CURP when the population registry does; what was filed with the earlier one stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from .models import Persona
from .models_numeros import CurpAnterior


def owners(curps: Iterable[str]) -> dict[str, UUID]:
    """Who has or had each CURP; those of nobody are left out. Within what the connection may see."""
    asked = set(curps)
    now = dict(Persona.objects.filter(curp__in=asked).values_list("curp", "subject"))
    return earlier_owners(asked - now.keys()) | now


def earlier_owners(curps: Iterable[str]) -> dict[str, UUID]:
    """Who had each CURP before another took its place."""
    return dict(CurpAnterior.objects.filter(curp__in=set(curps)).values_list("curp", "persona"))


def curps_of(subjects: Iterable[UUID]) -> set[str]:
    """The CURPs that those people have or had. Within what the connection may see."""
    asked = list(subjects)
    now = Persona.objects.filter(subject__in=asked).values_list("curp", flat=True)
    return {*now, *CurpAnterior.objects.filter(persona__in=asked).values_list("curp", flat=True)}


def owner(curp: str) -> UUID | None:
    """Who has or had it."""
    return owners([curp]).get(curp)


def curp_retire(persona: Persona, curp: str, *, case: UUID, now: datetime) -> None:
    """Keep that ``curp`` was theirs, from the instant on which another took its place; once."""
    CurpAnterior.objects.get_or_create(curp=curp, defaults={"persona": persona, "caso": case, "cambio_at": now})
