"""Who the register holds as children and parents; for the office's own use where somebody asks to act for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Parentesco as Kin
from ventanilla.kernel.acts import SubjectId

from .models import Parentesco, Persona
from .rows import nombre_completo

MAX_FAMILY: Final = 60  # people of one family on a page
MAX_COMING: Final = 5000  # children whose birthday one job looks at
KINDS: Final = (Kin.HIJO.value, Kin.MADRE.value, Kin.PADRE.value)


@dataclass(frozen=True, slots=True)
class Familiar:
    """A tie of the register that runs today: ``nombre`` and ``curp`` are of one of the two, as it was asked for."""

    titular: SubjectId
    familiar: SubjectId
    parentesco: Kin
    nacimiento: date  # of the ``familiar``
    desde: date
    hasta: date | None
    nombre: str
    curp: str


def dependientes_de(titular: SubjectId) -> tuple[Familiar, ...]:
    """The children and the parents that a person registered as their family, by name."""
    with scope(None):
        rows = _running().filter(titular=titular).order_by("beneficiario__nacimiento", "id")[:MAX_FAMILY]
        return tuple(_familiar(row, row.beneficiario) for row in rows)


def titulares_de(familiar: SubjectId) -> tuple[Familiar, ...]:
    """Who registered a person as their child or parent."""
    with scope(None):
        rows = _running().filter(beneficiario=familiar).order_by("desde", "id")[:MAX_FAMILY]
        return tuple(_familiar(row, row.titular) for row in rows)


def hijos_nacidos(desde: date, hasta: date) -> tuple[Familiar, ...]:
    """The registered children born from ``desde`` to ``hasta``, both included, the oldest first."""
    with scope(None):
        children = _running().filter(parentesco=Kin.HIJO.value, beneficiario__nacimiento__range=(desde, hasta))
        rows = children.order_by("beneficiario__nacimiento", "id")[:MAX_COMING]
        return tuple(_familiar(row, row.beneficiario) for row in rows)


def _running() -> QuerySet[Parentesco]:
    today = settings.VENTANILLA_CLOCK.today()
    rows = Parentesco.objects.filter(Q(hasta=None) | Q(hasta__gte=today), parentesco__in=KINDS)
    return rows.select_related("titular", "beneficiario")


def _familiar(row: Parentesco, shown: Persona) -> Familiar:
    return Familiar(
        titular=SubjectId(row.titular_id),
        familiar=SubjectId(row.beneficiario_id),
        parentesco=Kin(row.parentesco),
        nacimiento=row.beneficiario.nacimiento,
        desde=row.desde,
        hasta=row.hasta,
        nombre=nombre_completo(shown),
        curp=shown.curp,
    )
