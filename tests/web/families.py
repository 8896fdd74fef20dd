"""Whoever acts for their children and parents through HTTP: what the tests of it share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.web.office import DAY, Browser, Office, drawn
from ventanilla.adapters.registry.local import CHILDREN
from ventanilla.apps.accounts.models import Account, Dependency
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import CIVIL_ZONE, Clock
from ventanilla.synthetic import Persona

HERE: Final = "/cuenta/familia"
STAFF: Final = "/personal/parentescos"
ASK: Final = "accounts.ask_kinship"
TOLD: Final = "accounts.tell_family"
HIJO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Hijo")
GENARO: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Genaro")
MINA: Final = next(curp for curp, (name, _) in CHILDREN.items() if name == "Mina")


def relative(name: str) -> Persona:
    """Somebody of the family of the worker of the demonstration."""
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    return next(one for one in household.familia if one.nombre == name)


XIMENA: Final = "Ximena"


@pytest.fixture
def parent(office: Office) -> Browser:
    """Whose daughter is fifteen."""
    return office.browser("trabajadora")


def begin(browser: Browser, who: Persona) -> HttpResponse:
    browser.get(HERE)
    return browser.post(f"{HERE}/actuar", {"persona": str(who.subject)})


def acting(browser: Browser, who: Persona | None = None) -> Browser:
    """The browser, once it acts for ``who``."""
    assert begin(browser, who or relative(XIMENA)).headers["Location"] == "/oficina"
    return browser


def on(day: date) -> None:
    """The installation lives that day, at noon."""
    settings.VENTANILLA_CLOCK = Clock.starting_at(datetime(day.year, day.month, day.day, 12, tzinfo=CIVIL_ZONE))


def birthday(who: Persona) -> date:
    return who.nacimiento.replace(year=who.nacimiento.year + 18)


def told(subject: UUID) -> list[str]:
    with scope(None):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(SubjectId(subject))]


def account_of(who: Persona, *, proven: int = 3) -> UUID:
    """An account of somebody of the register, as its owner would have opened it."""
    account = Account.objects.create(
        curp=who.curp,
        subject=who.subject,
        name=who.nombre_completo,
        email=f"{who.nombre.lower()}@ejemplo.mx",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=proven,
    )
    return account.id


def entered(office: Office, who: Persona, *, proven: int = 3) -> Browser:
    browser = office.browser()
    browser.get("/entrar")
    browser.enter(account_of(who, proven=proven))
    return browser


def confirmed(holder: Persona, other: Persona, **more: Any) -> Dependency:
    """A tie that evidence gave."""
    now = settings.VENTANILLA_CLOCK.now()
    fields = {
        "account": Account.objects.get(curp=holder.curp),
        "person": holder.subject,
        "curp": other.curp,
        "dependent": other.subject,
        "name": other.nombre_completo,
        "born": other.nacimiento,
        "kinship": "hijo",
        "source": "personal",
        "state": "vigente",
        "asked_at": now,
        "decided_at": now,
        "since": DAY,
        "until": DAY + timedelta(days=90),
    }
    return Dependency.objects.create(**(fields | more))


def ask(browser: Browser, curp: str, kinship: str = "hijo") -> HttpResponse:
    browser.get(HERE)
    return browser.post(HERE, {"curp": curp, "parentesco": kinship})


def states() -> dict[str, str]:
    with scope(None):
        return dict(Dependency.objects.values_list("curp", "state"))


@pytest.fixture
def official(office: Office) -> Browser:
    return office.browser("personal")


def decide(browser: Browser, curp: str, action: str, **fields: str) -> HttpResponse:
    with scope(None):
        row = Dependency.objects.filter(curp=curp).latest("asked_at")
    browser.get(STAFF)
    return browser.post(f"{STAFF}/decidir", {"solicitud": str(row.id), "accion": action} | fields)


def until(day: date) -> dict[str, str]:
    return {"ultimo-dia": str(day.day), "ultimo-mes": str(day.month), "ultimo-anio": str(day.year)}


def waiting(office: Office, browser: Browser, curp: str = MINA, kinship: str = "hijo") -> None:
    ask(browser, curp, kinship)
    office.run(ASK)
