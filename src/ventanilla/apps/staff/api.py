"""The door of staff's identity."""

from ventanilla.domain.authority.events import EVENTS

from .selectors import (
    GrantView,
    UnitView,
    grant_for,
    grants_all,
    grants_of,
    official_post,
    official_roles,
    post_invited,
    units,
)
from .units import Appointed, officials_load, unit_declare

__all__ = [
    "EVENTS",
    "Appointed",
    "GrantView",
    "UnitView",
    "grant_for",
    "grants_all",
    "grants_of",
    "official_post",
    "official_roles",
    "officials_load",
    "post_invited",
    "unit_declare",
    "units",
]
