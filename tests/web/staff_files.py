"""Roles of the people of a test's office, written as if they had been proposed, approved and activated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from tests.web.office import drawn
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.api import Appointed, officials_load, unit_declare
from ventanilla.domain.authority import Role

UNIT = "pruebas"


def account_of(slug: str) -> UUID:
    """The account of a named person who signed in once."""
    return Account.objects.get(curp=drawn().named(slug).curp).id


def give_roles(slug: str, roles: Iterable[Role], *, days: int = 300, began: int = 0) -> None:
    """``roles`` for a named person whose account is open, from ``began`` days ago and for ``days``."""
    person, today = drawn().named(slug), settings.VENTANILLA_CLOCK.today()
    since = today - timedelta(days=began)
    with scope(None):
        unit_declare(key=UNIT, name="Unidad de pruebas")
        made = [
            Appointed(
                account_of(slug),
                person.curp,
                person.nombre_completo,
                role,
                UNIT,
                "Puesto de prueba",
                since,
                since + timedelta(days=days),
            )
            for role in roles
        ]
        officials_load(made, now=settings.VENTANILLA_CLOCK.now())
