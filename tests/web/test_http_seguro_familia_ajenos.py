"""The family's insurance tells nothing of a stranger, reads a list, says whose its price is, gives a clinic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from django.conf import settings

from tests.web.office import Office, drawn, text
from tests.web.test_http_case_ends import kinds
from tests.web.test_http_charges import collect
from tests.web.test_http_seguro_familia import SLUG, TABLE, asked, entitled, only_open, pay, subject
from ventanilla import law
from ventanilla.apps.affiliation.api import codigos_clinica_load
from ventanilla.apps.affiliation.models import Asignacion, Clinica, Persona
from ventanilla.apps.affiliation.models import Parentesco as Tie
from ventanilla.apps.affiliation.models_seguros import SeguroFamilia
from ventanilla.apps.cases.api import ask_answer_official
from ventanilla.apps.cases.models import Ask
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments.models import Cobro
from ventanilla.domain.affiliation import Parentesco
from ventanilla.domain.authority import SYSTEM

LIST: Final = """
title: "LISTA INVENTADA para esta prueba"
source: "INVENTADA"
checked_on: 2026-11-26
entries:
  uno: {name: "PADECIMIENTO INVENTADO", cite: "REGLA INVENTADA"}
  otro: {name: "OTRO INVENTADO", cite: "REGLA INVENTADA", after_days: 180}
"""
NOBODY: Final = "REPH150101HNEGRJA8"  # a CURP that the register does not have
UNINSURED: Final = "menos_de_ocho"
INSURED: Final = "trabajadora"


@pytest.fixture
def listed() -> Iterator[None]:
    """An institution that loaded its prices and what it leaves out: both invented."""
    law.load({"tables/lss/242/cuota_anual.yaml": TABLE, "catalogues/padecimientos_familia.yaml": LIST})
    yield
    law.load({})


def answered(office: Office, said: dict[str, str]) -> None:
    ask_answer_official(by=SYSTEM, ask=only_open().id, answers=said, now=settings.VENTANILLA_CLOCK.now())
    office.run("cases.resolve_case")


def curp_of(slug: str) -> str:
    return str(drawn().named(slug).curp)


def test_with_the_list_loaded_it_is_paid_at_once(office: Office, listed: None) -> None:
    folio = asked(office, office.browser(SLUG))
    assert kinds(folio) == ["Ask"]
    with scope(None):
        assert Cobro.objects.count() == 1
        assert Cobro.objects.get().concepto.endswith("INVENTADA")
    browser = office.browser(SLUG)
    assert "un año. INVENTADA" in text(browser.get("/pagos"))
    pay()
    collect()
    office.run("cases.resolve_case")
    page = text(browser.get("/mi-seguro"))
    assert "Precio: INVENTADA." in page


def test_a_stranger_gets_one_answer_whoever_they_are(office: Office, listed: None) -> None:
    """An impostor who types CURPs learns of none whether the register has it, how it is called, or who insures it."""
    browser = office.browser(SLUG)
    seen = set()
    for other in (curp_of(UNINSURED), curp_of(INSURED), NOBODY):
        folio = asked(office, browser, other)
        page = text(browser.get(f"/expedientes/{folio}"))
        for name in (drawn().named(UNINSURED), drawn().named(INSURED)):
            assert name.nombre not in page
        one = only_open()
        seen.add(
            (tuple(kinds(folio)), one.why, one.queue, str(one.tells).replace(other, ""), one.until, state_of(page))
        )
        assert other in str(one.tells)
        answered(office, {"resultado": "no_prueban", "motivo": "No hay acta."})
        assert kinds(folio) == ["Ask", "Reject"]
    assert len(seen) == 1
    with scope(None):
        assert not Cobro.objects.exists()


def state_of(page: str) -> str:
    """What the page of a case says of where it stands, without its folio and its hour."""
    said = page.partition("Ir al contenido")[2].partition("Qué ha pasado")[0]
    assert "compara las actas" in said
    return re.sub(r"\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b|\b\d{1,2}:\d{2}\b", "", said)


def test_the_papers_seen_whom_nobody_knows_and_whom_another_insures_go_to_a_person(
    office: Office, listed: None
) -> None:
    browser = office.browser(SLUG)
    for other in (NOBODY, curp_of(INSURED)):
        folio = asked(office, browser, other)
        answered(office, {"resultado": "prueban", "motivo": "Acta."})
        assert kinds(folio) == ["Ask", "Refer"]
    folio = asked(office, browser, curp_of(UNINSURED))
    answered(office, {"resultado": "prueban", "motivo": "Acta."})
    assert kinds(folio) == ["Ask", "Ask"]


def test_whoever_is_registered_as_family_needs_no_official(office: Office, listed: None) -> None:
    with scope(None):
        Tie.objects.create(
            titular_id=subject(),
            beneficiario_id=drawn().named(UNINSURED).subject,
            parentesco=Parentesco.CONYUGE.value,
            desde=settings.VENTANILLA_CLOCK.today(),
            registrado_at=settings.VENTANILLA_CLOCK.now(),
        )
    asked(office, office.browser(SLUG), curp_of(UNINSURED))
    with scope(None):
        assert Ask.objects.get(outcome="abierta").of == "pago"


def test_who_has_no_clinic_gets_the_one_of_the_postal_code(office: Office, listed: None) -> None:
    with scope(None):
        clinic = Clinica.objects.order_by("codigo").last()
        assert clinic is not None
        codigos_clinica_load([("14000", clinic.codigo)])
        Persona.objects.filter(subject=subject()).update(clinica=None, consultorio=None, turno="")
    asked(office, office.browser(SLUG))
    pay()
    collect()
    office.run("cases.resolve_case")
    with scope(None):
        assert Persona.objects.get(subject=subject()).clinica_id == clinic.codigo
        assert Asignacion.objects.get(persona=subject(), caso__isnull=False).desde == _first_day()
    assert "le atienden en la UMF" in text(office.browser(SLUG).get("/buzon"))


def _first_day() -> object:
    return SeguroFamilia.objects.get().dias.lower


def test_a_doctor_reads_the_list_and_what_they_exclude_says_the_rule_and_the_second_opinion(
    office: Office, listed: None
) -> None:
    browser = office.browser(SLUG)
    folio = asked(office, browser, ill="Un padecimiento inventado")
    tells = str(only_open().tells)
    assert "PADECIMIENTO INVENTADO (REGLA INVENTADA)" in tells
    assert "Se cubre después de 180 días" in tells
    answered(office, {"resultado": "excluye", "articulo": "REGLA INVENTADA", "motivo": "Está en la lista."})
    assert kinds(folio) == ["Ask", "Reject"]
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "Está en la lista. (REGLA INVENTADA)" in page
    assert "segunda opinión médica" in page
    assert not entitled(settings.VENTANILLA_CLOCK.today())
