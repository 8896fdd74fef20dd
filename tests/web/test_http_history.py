"""One's own history over HTTP: what it says, as it was known, as files, what it costs, and that it is nobody else's."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.families import acting
from tests.web.mandates import HERE as MANDATES
from tests.web.mandates import accountant_of
from tests.web.office import DAY, Browser, Office, drawn, text
from tests.web.staff_files import give_roles
from tests.web.test_http_affiliation_isolation import alike
from ventanilla.apps.affiliation.api import presentantes_for
from ventanilla.apps.affiliation.models import Movimiento, Persona
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import SYSTEM, Role
from ventanilla.formats.file import File
from ventanilla.formats.historial import read_csv, read_json
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money

HERE = "/historia"
FILE = f"{HERE}/archivo"
FILES = tuple(f"{FILE}.{kind}" for kind in ("json", "csv", "pdf"))
MOST_QUERIES = 40  # of the whole page, session and frame among them


def own(slug: str = "trabajadora") -> list[Movimiento]:
    with scope(None):
        rows = Movimiento.objects.filter(persona=drawn().named(slug).subject).select_related("registro__patron")
        return list(rows.order_by("recorded_at", "id"))


def test_every_movement_is_told_with_its_employer_and_when_it_was_received(office: Office) -> None:
    said = text(office.browser("trabajadora").get(HERE))
    for row in own():
        assert row.registro.patron.nombre in said
        if row.sbc_centavos is not None:
            assert str(Money.of_centavos(row.sbc_centavos)) in said
    assert said.count("Por otra vía") == len(own()), "the demonstration was loaded: nobody filed it here"
    assert "Salario diario, en UMA" in said
    assert "Los descuentos de un crédito de vivienda los lleva el Infonavit." in said


def test_json_and_csv_say_what_the_ledger_says(office: Office) -> None:
    worker = office.browser("trabajadora")
    whole = read_json(File.of_bytes("h.json", worker.get(f"{FILE}.json").content))
    rows = read_csv(File.of_bytes("h.csv", worker.get(f"{FILE}.csv").content))
    assert whole.movimientos == rows
    assert [one.clave for one in rows] == [row.id for row in own()]
    assert [one.recibido for one in rows] == [row.recorded_at for row in own()]
    assert [None if one.salario is None else one.salario.centavos for one in rows] == [
        row.sbc_centavos for row in own()
    ]
    assert whole.nss == drawn().named("trabajadora").nss
    assert whole.anios[-1].acumuladas > 0
    assert any(one.retiro for one in whole.bimestres)


def test_the_pdf_says_the_same_and_that_nobody_sealed_it(office: Office, tmp_path: Path) -> None:
    worker = office.browser("trabajadora")
    found = worker.get(f"{FILE}.pdf")
    assert found.headers["Content-Disposition"] == 'attachment; filename="historia.pdf"'
    path = tmp_path / "historia.pdf"
    path.write_bytes(found.content)
    printed = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    whole = read_json(File.of_bytes("h.json", worker.get(f"{FILE}.json").content))
    for one in whole.movimientos:
        assert f"{one.fecha:%d/%m/%Y}" in printed
    assert f"{whole.anios[-1].acumuladas:,}" in printed
    assert "No es un documento oficial." in printed
    assert "Sin dato" in printed


def test_as_it_was_known_has_nothing_that_came_later(office: Office) -> None:
    worker = office.browser("trabajadora")
    rows = own()
    middle = civil_date(rows[len(rows) // 2].recorded_at)
    asked = f"?conocido={middle.isoformat()}"
    then = read_json(File.of_bytes("h.json", worker.get(f"{FILE}.json{asked}").content))
    assert [one.clave for one in then.movimientos] == [row.id for row in rows if civil_date(row.recorded_at) <= middle]
    assert len(then.movimientos) < len(rows)
    assert then.al == middle
    assert "Como se conocía al terminar el" in text(worker.get(f"{HERE}{asked}"))
    before = civil_date(rows[0].recorded_at) - timedelta(days=1)
    assert "Ese día todavía no se conocía ninguno." in text(worker.get(f"{HERE}?conocido={before.isoformat()}"))


@pytest.mark.parametrize("asked", ["ayer", "2026-02-31", "2999-01-01", "%00", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_told(office: Office, asked: str) -> None:
    worker = office.browser("trabajadora")
    assert worker.get(f"{HERE}?conocido={asked}").status_code == 422
    assert worker.get(f"{FILE}.json?conocido={asked}").status_code == 404


@pytest.mark.parametrize("query", ["anio=x", "anio=999999999999999999999", "anio=%00", "anio=1900"])
def test_a_year_that_has_nothing_shows_the_last(office: Office, query: str) -> None:
    assert "Lo que debía aportarse en 2026" in text(office.browser("trabajadora").get(f"{HERE}?{query}"))


def test_gaps_between_contracts_are_no_fault(office: Office) -> None:
    with scope(None):
        known = set(Persona.objects.values_list("curp", flat=True))
    assert drawn().named("eventual").curp in known
    said = text(office.browser("baja-antigua").get(HERE))
    assert "Días sin empleo registrado" in said


def test_what_it_costs_does_not_grow_with_the_history(office: Office) -> None:
    costs = set()
    for slug in ("trabajadora", "pensionada", "baja-antigua", "nombre-largo"):
        browser = office.browser(slug)
        browser.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(HERE).status_code == 200
        costs.add(len(queries))
    assert max(costs) <= MOST_QUERIES, costs
    assert max(costs) - min(costs) <= 1, costs  # whoever has no movement filed here asks no names


# -- of nobody else


def persons() -> dict[str, frozenset[str]]:
    """The numbers and wages of the worker, which nobody else may read."""
    wages = {str(Money.of_centavos(row.sbc_centavos)) for row in own() if row.sbc_centavos}
    return {"nss": frozenset({str(drawn().named("trabajadora").nss)}), "wages": frozenset(wages)}


@pytest.fixture
def strangers(office: Office) -> dict[str, Browser]:
    owner = office.browser("empresa")
    delegate, mandate = accountant_of(office, owner)
    owner.get(f"{MANDATES}/{mandate}")
    owner.post(f"{MANDATES}/{mandate}/terminar", {"motivo": ""})
    delegate.get("/oficina")  # where they are told, once, that it ended
    official = office.browser("personal")
    give_roles("personal", set(Role))
    return {
        "employer": owner,
        "other_employer": office.browser("patron"),
        "ex_delegate": delegate,
        "official": official,
        "other_worker": office.browser("nombre-largo"),
    }


WHO = ("employer", "other_employer", "ex_delegate", "official", "other_worker")


@pytest.mark.parametrize("who", WHO)
def test_whatever_is_asked_nobody_reads_the_history_of_another(strangers: dict[str, Browser], who: str) -> None:
    stranger = strangers[who]
    subject = drawn().named("trabajadora").subject
    tries = [f"{path}?{query}" for path in (HERE, *FILES[:2]) for query in (f"persona={subject}", f"subject={subject}")]
    for path in (HERE, *FILES[:2], *tries):
        found = stranger.get(path)
        assert found.status_code in {200, 404}
        for words in persons()["nss"]:
            assert words not in found.content.decode(), (who, path)


def test_a_company_has_no_history_and_its_answer_is_that_of_an_unknown_page(strangers: dict[str, Browser]) -> None:
    company = strangers["employer"]
    nowhere = company.get("/no-existe")
    for path in (HERE, *FILES):
        assert alike(company.get(path)) == alike(nowhere), path


def test_a_kind_of_file_that_is_none_is_an_unknown_page(office: Office) -> None:
    worker = office.browser("trabajadora")
    assert alike(worker.get(f"{FILE}.exe")) == alike(worker.get("/no-existe"))


def test_a_parent_reads_the_childs_history_and_not_their_own(office: Office) -> None:
    parent = acting(office.browser("trabajadora"))
    found = parent.get(HERE)
    assert "No hay movimientos" in text(found)
    for wage in persons()["wages"]:
        assert wage not in text(found)
    assert parent.get(f"{FILE}.json").status_code == 404


def test_a_family_member_without_the_right_reads_nothing(office: Office) -> None:
    other = office.browser("nombre-largo")
    other.get("/cuenta/familia")
    other.post("/cuenta/familia/actuar", {"persona": str(drawn().named("trabajadora").subject)})
    assert str(drawn().named("trabajadora").nss) not in other.get(f"{FILE}.json").content.decode()


def test_who_filed_a_movement_is_told_to_its_person_alone(office: Office) -> None:
    from dataclasses import replace

    office.browser("trabajadora")
    ids = [row.id for row in own()]
    with scope(None):
        account = UUID(int=7)
        person = Persona.objects.get(subject=drawn().named("trabajadora").subject)
        row = Movimiento.objects.create(
            persona=person, nss=person.nss or "", registro=own()[-1].registro, tipo="07", fecha=DAY,
            recorded_at=own()[-1].recorded_at + timedelta(days=300), sbc_centavos=60_000, cuenta=account,
        )  # fmt: skip
    mine = replace(SYSTEM, person=SubjectId(person.subject))
    other = replace(SYSTEM, person=SubjectId(uuid4()))
    assert set(presentantes_for(mine, [*ids, row.id])) == {row.id}
    assert presentantes_for(other, [*ids, row.id]) == {}


def test_nothing_of_it_is_kept_by_the_browser(office: Office) -> None:
    found: HttpResponse = office.browser("trabajadora").get(HERE)
    assert "no-store" in found.headers["Cache-Control"]
    assert not re.search(r"<script(?![^>]*src=)", found.content.decode())
