"""Asking to act for a child or a parent: confirmed by the population registry, or waiting for a document."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from tests.web.families import ASK, GENARO, HERE, HIJO, MINA, ask, parent, relative, states
from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.registry.local import CHILDREN, FAILURES
from ventanilla.apps.accounts.models import Account, Dependency
from ventanilla.apps.demo.api import FAMILY_TO_TRY
from ventanilla.apps.eventlog.api import scope

__all__ = ["parent"]  # fixture


def test_what_the_population_registry_confirms_is_confirmed(office: Office, parent: Browser) -> None:
    assert ask(parent, HIJO.lower()).headers["Location"] == f"{HERE}?hecho=pedido"
    page = text(parent.get(HERE))
    assert "Falta comprobarlo" in page
    assert "Registro Prueba" not in page
    office.run(ASK)
    page = text(parent.get(HERE))
    assert "Actuar por Hijo Registro Prueba" in page
    assert "Hasta el 31 de diciembre de 2032." in page
    with scope(None):
        row = Dependency.objects.get(curp=HIJO)
    parent.post(f"{HERE}/actuar", {"persona": str(row.dependent)})
    page = text(parent.get("/oficina"))
    assert "No encontramos un registro con la CURP de esta persona" in page
    assert HIJO not in [account.curp for account in Account.objects.all()]


def test_whatever_else_is_answered_the_same_and_waits_for_a_document(office: Office, parent: Browser) -> None:
    """No oracle: known, unknown, somebody else's child, no answer: the same page, before and after the registry."""
    grown, failing = relative("Emiliano").curp, next(iter(FAILURES))
    pages = []
    for curp in (GENARO, "XEXX900101MDFXXX05", drawn().named("patron").curp, failing, grown):
        with scope(None):
            Dependency.objects.filter(state__in=("pedida", "en_revision")).update(state="terminada")
        answers = [ask(parent, curp), parent.get(f"{HERE}?hecho=pedido")]
        office.run(ASK)
        answers.append(parent.get(HERE))
        pages.append([answers[0].status_code, *(_without(answer, curp) for answer in answers)])
    assert all(page == pages[0] for page in pages[1:4])
    assert states()[grown] == "en_revision"


def _without(answer: HttpResponse, curp: str) -> str:
    said = html.unescape(re.sub(r"<details.*?</details>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL))
    said = said.replace(curp, "…")
    return " ".join(re.sub(r"Pidió actuar por una persona.*", "", said, flags=re.DOTALL).split())


@pytest.mark.parametrize(
    ("curp", "kinship", "said"),
    [
        ("", "hijo", "Escriba la CURP de la persona"),
        ("NADA", "hijo", "CURP"),
        ("REPH150101HNEGRJA7", "hijo", "El último dígito no corresponde"),
        (HIJO, "", "Elija qué es esa persona de usted."),
        (HIJO, "vecino", "Elija qué es esa persona de usted."),
    ],
)
def test_what_is_asked_wrong(parent: Browser, curp: str, kinship: str, said: str) -> None:
    answer = ask(parent, curp, kinship)
    assert answer.status_code == 422
    assert said in text(answer)
    assert states() == {}


def test_nobody_asks_to_act_for_themselves(parent: Browser) -> None:
    assert "Esa es su propia CURP." in text(ask(parent, drawn().named("trabajadora").curp))


def test_asking_has_a_limit_a_day_and_twice_is_once(office: Office, parent: Browser) -> None:
    for _ in range(5):
        assert ask(parent, MINA).status_code == 302
    with scope(None):
        assert Dependency.objects.count() == 1
    assert "Ya pidió cinco veces hoy." in text(ask(parent, GENARO))
    assert len(office.jobs(ASK)) == 1


def test_a_grown_childs_birth_record_opens_nothing(office: Office, parent: Browser) -> None:
    ask(parent, relative("Emiliano").curp)
    office.run(ASK)
    assert states() == {relative("Emiliano").curp: "en_revision"}


def test_a_demonstration_offers_curps_to_try_and_production_does_not(parent: Browser, settings: Settings) -> None:
    assert {curp for curp, _ in FAMILY_TO_TRY} == set(CHILDREN)
    assert all(curp in text(parent.get(HERE)) for curp in CHILDREN)
    settings.VENTANILLA_MODE = "produccion"
    assert not any(curp in text(parent.get(HERE)) for curp in CHILDREN)
