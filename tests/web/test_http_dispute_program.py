"""A correction that a program signs ends the dispute that waits for it, as the one signed on the page does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.aclaracion import asked, begun, case, filed, kinds, respond, settle
from tests.web.office import Browser, Identity, Office, text
from tests.web.programs import Program, body, held_key, signature
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.eventlog.api import scope

CREATE = "/api/v1/tramites/movimiento_correccion/solicitudes"
WARNED = "Ya tiene una solicitud de esto mismo"


@pytest.fixture
def worker(office: Office) -> Browser:
    return office.browser("trabajadora")


@pytest.fixture
def company(office: Office) -> Browser:
    return office.browser("empresa")


@pytest.fixture
def representative(office: Office) -> Identity:
    return office.mint.identity("empresa")


def agreed(office: Office, worker: Browser, company: Browser, representative: Identity) -> str:
    """A dispute that the employer agreed with: its correction is waited for. Its folio."""
    folio = filed(worker, office.mint.identity())
    respond(company, representative, acepta="si")
    assert asked().files == "movimiento_correccion"
    return folio


def said(**changed: Any) -> dict[str, Any]:
    """The correction as a program writes it, from what was prepared."""
    draft = dict(asked().draft)
    persona = {name.removeprefix("persona."): draft.pop(name) for name in list(draft) if name.startswith("persona.")}
    return draft | {"persona": persona} | changed


def signed(program: Program, answers: dict[str, Any], who: Identity) -> str:
    to_sign = body(program.post(CREATE, answers), 201)
    sent = body(program.post(f"/api/v1/solicitudes/{to_sign['id']}/firma", signature(to_sign, who)), 201)
    return str(sent["folio"])


def test_the_correction_of_a_program_ends_the_dispute(
    office: Office, worker: Browser, company: Browser, representative: Identity
) -> None:
    folio = agreed(office, worker, company, representative)
    made = signed(Program(held_key(company)), said(motivo="El mes era otro."), representative)
    settle(office)
    with scope(None):
        assert Case.objects.get(folio=made).answers_to == asked().id
        assert asked().answer == {"folio": made, "aprobado": True, "on": "2026-11-22"}
    assert (kinds(), case().state) == (["Ask", "Ask", "Approve"], "aprobado")
    office.print()
    assert "Su documento está listo" in text(worker.get(f"/expedientes/{folio}"))


def test_one_begun_from_the_catalogue_ends_it_too_and_another_date_goes_to_a_person(
    office: Office, worker: Browser, company: Browser, representative: Identity
) -> None:
    agreed(office, worker, company, representative)
    signed(Program(held_key(company)), said(fecha="2023-12-05"), representative)
    settle(office)
    assert (kinds(), case().state) == (["Ask", "Ask", "Refer"], "en_revision")


def test_a_correction_of_another_notice_ends_nothing(
    office: Office, worker: Browser, company: Browser, representative: Identity
) -> None:
    agreed(office, worker, company, representative)
    other = said(tipo="07", registrada="2025-01-01", que="salario", sbc="600.00")
    other.pop("fecha", None)
    signed(Program(held_key(company)), other, representative)
    settle(office)
    with scope(None):
        assert Ask.objects.get(id=asked().id).outcome == "abierta"
        assert list(Case.objects.filter(answers_to=asked().id)) == []


# -- whoever begins another one of the same is told, wherever they begin


def test_the_form_begun_from_the_catalogue_warns_that_it_was_disputed(
    office: Office, worker: Browser, representative: Identity
) -> None:
    folio = filed(worker, office.mint.identity())
    shown = f"{folio[:4]}"
    draft = begun(worker)
    for page in ("4", "revisar"):
        assert WARNED in text(worker.get(f"/solicitudes/{draft}/{page}")), page
    assert shown in text(worker.get(f"/solicitudes/{draft}/revisar"))
    with scope(None):
        row = Case.objects.get(id=draft)
        row.draft["movimiento"] = "Otro aviso"
        row.save()
    assert WARNED not in text(worker.get(f"/solicitudes/{draft}/4"))
