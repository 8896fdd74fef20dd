"""Where else somebody whom this register does not know may be insured; see `shapes`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Institution:
    """Another institution: whom it insures, and where to ask."""

    name: str
    covers: str
    ask: str


@dataclass(frozen=True, slots=True)
class OtherInstitutionsPage:
    """Where else somebody whom this register does not know may be insured."""

    others: tuple[Institution, ...]
