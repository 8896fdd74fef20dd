"""What somebody declares at the counter: kept, asked for, and confirmed by the registry."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.web.counters import (
    MAIL,
    NEW,
    PAGE,
    SHOWN,
    account,
    approved,
    consult,
    counter,
    curp_of,
    decide,
    finish,
    propose,
    state_of,
    supervisor,
)
from tests.web.office import Browser, Office, text
from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.adapters.registry.port import Answer, Failure, RegistryUnavailable
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.api import Link, email_to_confirm
from ventanilla.apps.accounts.models import (
    Recovery,
    SignUp,
)
from ventanilla.apps.accounts.people import actor_of
from ventanilla.apps.accounts.sign_up import link_path
from ventanilla.apps.eventlog.api import scope
from ventanilla.config.registers import invented_person
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Assurance, Via

__all__ = ["counter", "supervisor"]  # fixtures


def test_whoever_came_back_at_the_counter_keeps_what_they_gave_there(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    """The mailbox of before, whose change is not a week old, takes nothing back from who was identified in person."""
    office.browser("trabajadora")
    now = settings.VENTANILLA_CLOCK.now()
    by = actor_of(account(), via=Via.PASSWORD, assurance=Assurance.N2)
    email_to_confirm("antes@ejemplo.mx", by=by, now=now)
    with scope(None):
        row = SignUp.objects.get(may_return=True)
    finish(office.browser(), approved(office, counter, supervisor))
    stranger = office.browser()
    stranger.get("/")
    assert stranger.post(link_path(Link.KEEP, row.id)).status_code == 410
    assert account().email == MAIL


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("identificacion", "", "Elija qué identificación"),
        ("identificacion", "licencia", "Elija qué identificación"),
        ("ultimos", "123", "Escriba solo los 4 últimos caracteres"),
        ("ultimos", "1234567890123", "Escriba solo los 4 últimos caracteres"),
        ("vigencia-anio", "2020", "Esa identificación ya venció."),
        ("vigencia-anio", "", "Escriba una fecha que exista"),
        ("vigencia-mes", "13", "Escriba una fecha que exista"),
        ("rostro", "no", "Sin que el rostro sea el de la fotografía"),
        ("rostro", "", "Conteste si el rostro"),
        ("datos", "no", "Sin que los datos coincidan"),
        ("datos", "", "Conteste si los datos"),
        ("correo", "nada", "Escriba un correo completo"),
        ("correo_otra_vez", "otro@correo.example", "Los dos correos no son iguales."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    office: Office, counter: Browser, field: str, value: str, sentence: str
) -> None:
    refused = propose(counter, curp_of(), **{field: value})
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert "1234567890123" not in str(dict(counter.client.session))
    with scope(None):
        assert not Recovery.objects.exists()


@pytest.mark.parametrize(
    ("curp", "sentence"),
    [
        ("REPD800101MNEGRF07", "tiene anotada su defunción"),
        ("REPS800101MNEGRS05", "cambió esta CURP por otra"),
        ("QUMA850314HDFJNT05", "no reconoce esta CURP"),
        ("NADA", "La CURP"),
    ],
)
def test_whom_the_registry_does_not_confirm_is_not_proposed(
    office: Office, counter: Browser, curp: str, sentence: str
) -> None:
    refused = consult(counter, curp)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert counter.get(NEW).status_code == 302


def test_while_the_registry_is_down_the_case_waits_with_what_was_typed(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    class Down(LocalRegistry):
        def ask(self, curp: str) -> Answer:
            raise RegistryUnavailable(Failure.CAIDO)

    outbound.use_registry(Down(invented_person))
    assert consult(counter, curp_of()).headers["Location"] == NEW
    assert "No responde" in text(counter.get(NEW))
    page = counter.post(NEW, SHOWN).headers["Location"]
    assert state_of(page) is RecoveryState.WAITING
    assert decide(supervisor, page).status_code == 422
    assert "Consultar otra vez" not in text(supervisor.get(page))
    case = page.rsplit("/", 1)[1]
    assert supervisor.post(f"{PAGE}/consultar", {"caso": case}).status_code == 404
    outbound.use_registry(LocalRegistry(invented_person))
    counter.get(page)
    assert counter.post(f"{PAGE}/consultar", {"caso": case}).headers["Location"] == NEW
    filled = counter.get(NEW).content.decode()
    assert f'value="{MAIL}"' in filled
    assert 'value="1234"' in filled
    assert counter.post(NEW, SHOWN).headers["Location"] == page
    assert state_of(page) is RecoveryState.PROPOSED
    assert decide(supervisor, page).status_code == 302
