"""The pages of an employer over HTTP: what is narrowed, searched, paged and taken along."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.web.office import DAY, Browser, Office, drawn, text
from ventanilla.apps.affiliation.models import Tramo
from ventanilla.apps.affiliation.plantilla import PAGE
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.formats import xlsx
from ventanilla.formats.sheet import Sheet

PEOPLE = "/oficina/personas"
COMPANY = next(one for one in drawn().patrones if one.slug == "empresa")


@pytest.fixture
def company(office: Office) -> Browser:
    return office.browser("empresa")


def insured() -> int:
    with scope(None):
        held = Tramo.objects.filter(registro__patron=COMPANY.subject, conocido__upper_inf=True)
        return held.filter(dias__contains=DAY).count()


def rows(company: Browser, query: str = "") -> list[list[str]]:
    found = company.get(f"{PEOPLE}.csv{query}")
    assert found.headers["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(found.content.decode("utf-8-sig"), newline="")))[1:]


def test_the_home_says_what_is_due_and_how_many_are_insured(company: Browser) -> None:
    said = text(company.get("/oficina"))
    assert "Pagar las cuotas de noviembre de 2026." in said
    assert "17 de diciembre de 2026" in said
    assert "Importe: sin dato." in said
    assert f"Personas aseguradas hoy {insured()}" in re.sub(r"\s+", " ", said)


def test_the_file_is_the_list(company: Browser) -> None:
    found = rows(company)
    assert len(found) == insured()
    assert all(len(row[1]) == 11 and len(row[2]) == 18 for row in found)
    book = company.get(f"{PEOPLE}.xlsx").content
    (sheet,) = [one for one in xlsx.read("x.xlsx", book) if isinstance(one, Sheet)]
    cells = list(sheet.rows)
    assert len([row for row in cells if len(row) > 1 and row[1]]) == len(found) + 1
    assert any(str(row[0]).startswith(f"Total: {len(found)}") for row in cells)


def test_what_is_narrowed_is_narrowed_in_the_file_too(company: Browser) -> None:
    registro = COMPANY.registros[0].numero
    query = f"?registro={registro}&desde=400&orden=salario"
    found = rows(company, query)
    assert found
    wages = [float(row[6]) for row in found]
    assert wages == sorted(wages, reverse=True)
    assert min(wages) >= 400
    assert {row[3].replace("-", "") for row in found} == {registro}
    assert f"{len(found)} persona" in text(company.get(f"{PEOPLE}{query}"))


def test_a_name_that_is_searched_is_in_no_address(company: Browser) -> None:
    (first, *_) = rows(company)
    company.get(PEOPLE)
    found = company.post(PEOPLE, {"busca": first[0].split()[0].lower()})
    assert found.status_code == 200
    assert first[1] in text(found)
    links = re.findall(r'(?:href|action)="([^"]*)"', found.content.decode())
    assert not [link for link in links if "busca" in link or first[1] in link]


@pytest.mark.parametrize(
    "query", ["desde=mucho", "hasta=-1", "desde=1e99", "desde=NaN", "desde=%00", "hasta=99999999999999999999"]
)
def test_a_wage_that_is_none_is_told_and_breaks_nothing(company: Browser, query: str) -> None:
    assert company.get(f"{PEOPLE}?{query}").status_code == 422
    assert company.get(f"{PEOPLE}.csv?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "despues=x",
        "despues=-1",
        "despues=99999999999999999999",
        "registro=%27%20OR%201",
        "situacion=otra",
        "tipo=9",
        "orden=%00",
        "contrato=99",
        "duda=quiza",
    ],
)
def test_what_nobody_offers_changes_nothing(company: Browser, query: str) -> None:
    assert company.get(f"{PEOPLE}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["desde=2026-02-31", "desde=ayer", "desde=2026-02-02&hasta=2026-01-01"])
def test_a_day_that_is_none_is_told(company: Browser, query: str) -> None:
    assert company.get(f"/oficina/movimientos?{query}").status_code == 422
    assert company.get(f"/oficina/movimientos.csv?{query}").status_code == 404


def test_movements_go_page_by_page_and_none_is_lost(company: Browser) -> None:
    seen: list[str] = []
    path = "/oficina/movimientos"
    while path:
        page = company.get(path).content.decode()
        body = page.partition("<tbody>")[2]
        found = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
        assert 0 < len(found) <= PAGE
        seen += found
        following = re.search(r'href="([^"]*despues=[^"]*)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    whole = company.get("/oficina/movimientos.csv").content.decode("utf-8-sig").splitlines()
    assert len(seen) == len(whole) - 1


def test_no_other_file_exists(company: Browser) -> None:
    assert company.get(f"{PEOPLE}.exe").status_code == 404
    assert company.get("/oficina/movimientos.html").status_code == 404


def test_the_calendar_names_nobody(company: Browser) -> None:
    written = company.get("/oficina/calendario.ics").content.decode()
    assert written.startswith("BEGIN:VCALENDAR\r\n")
    assert written.count("BEGIN:VEVENT") >= 12
    assert not [row for row in rows(company) if row[0] in written or row[1] in written]
    assert company.get("/oficina/calendario.ics").content.decode().replace("\r\n ", "") == written.replace("\r\n ", "")


# -- filing of somebody, from their page


def drafts(key: str) -> list[Case]:
    with scope(None):
        return list(Case.objects.filter(tramite=key, state="borrador").order_by("opened_at"))


def insured_person(company: Browser) -> tuple[str, list[str]]:
    """The page of the first of the list, and their row of the file."""
    listed = company.get(PEOPLE).content.decode()
    path = re.findall(rf'href="({PEOPLE}/[0-9a-f-]{{36}})"', listed)[0]
    (row,) = [one for one in rows(company) if one[1] in text(company.get(path))]
    return path, row


@pytest.mark.parametrize("key", ["movimiento_modificacion", "movimiento_baja"])
def test_a_notice_begins_with_the_worker_and_the_registro_that_the_page_shows(company: Browser, key: str) -> None:
    path, row = insured_person(company)
    registro = row[3].replace("-", "")
    page = company.get(path).content.decode()
    assert f'name="tramite" value="{key}"' in page
    assert f'href="/tramites/{key}"' not in page
    begun = company.post(f"{path}/presentar", {"tramite": key, "registro": registro})
    address = begun.headers["Location"]
    assert not any(number in address for number in (row[1], row[2], registro))
    (case,) = drafts(key)
    assert (case.draft["persona.nss"], case.draft["persona.curp"]) == (row[1], row[2])
    first = company.get(f"/solicitudes/{case.id}/1").content.decode()
    (chosen,) = re.findall(r"<input[^>]*checked[^>]*>", first)
    assert row[3] in chosen
    second = company.get(f"/solicitudes/{case.id}/2").content.decode()
    assert row[1] in second
    assert row[2] in second
    company.get(path)
    assert company.post(f"{path}/presentar", {"tramite": key, "registro": registro}).headers["Location"] == address
    assert len(drafts(key)) == 1


def test_whoever_is_there_chooses_only_among_what_the_page_offers(company: Browser, office: Office) -> None:
    path, row = insured_person(company)
    registro = row[3].replace("-", "")
    for key, number in (
        ("movimiento_baja", "Z9999999109"),
        ("movimiento_alta", registro),
        ("movimiento_alta", ""),
        ("derechos_arco", ""),
        ("", ""),
    ):
        company.get(path)
        assert company.post(f"{path}/presentar", {"tramite": key, "registro": number}).status_code == 404, key
    stranger = office.browser("patron")
    stranger.get("/oficina")
    asked = {"tramite": "movimiento_baja", "registro": registro}
    assert stranger.post(f"{path}/presentar", asked).status_code == 404
    assert not drafts("movimiento_baja")


def test_who_came_back_begins_an_alta_with_their_numbers_alone(company: Browser) -> None:
    listed = company.get(f"{PEOPLE}?situacion=baja").content.decode()
    path = re.findall(rf'href="({PEOPLE}/[0-9a-f-]{{36}})"', listed)[0]
    assert "Hoy no está registrada con usted" in text(company.get(path))
    company.post(f"{path}/presentar", {"tramite": "movimiento_alta", "registro": ""})
    (case,) = drafts("movimiento_alta")
    assert len(case.draft["persona.nss"]) == 11
    assert not case.draft.get("registro")
