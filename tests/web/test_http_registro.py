"""An employer through the pages: registered, changed, and somebody who works in a home."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.web.employers import BAKERY, HOUSE, begun, file
from tests.web.office import Office, drawn, text
from ventanilla.apps.affiliation.models import Movimiento, RegistroPatronal
from ventanilla.apps.affiliation.models_registro import AvisoPatronal, MesHogar
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.domain.affiliation import RegistroDe

WORKER = "trabajadora"
EMPLOYER = "pensionada"  # who employs nobody yet
HOME: dict[str, Any] = {
    "desde": date(2026, 11, 22),
    "dias": "8",
    "salario": "600.00",
    "cubre": "2",
    "domicilio": HOUSE,
}


def state(folio: str) -> str:
    with scope(None):
        return Case.objects.get(folio=folio.replace("-", "")).state


def registros(slug: str) -> list[str]:
    with scope(None):
        return list(
            RegistroPatronal.objects.filter(patron=drawn().named(slug).subject).values_list("numero", flat=True)
        )


def test_a_person_is_registered_as_an_employer(office: Office) -> None:
    browser = office.browser(EMPLOYER)
    draft = begun(browser, "registro_patronal", BAKERY)
    shown = text(browser.get(f"/solicitudes/{draft}/revisar"))
    assert "1.13065 %" in shown
    folio = file(browser, office.mint.identity(EMPLOYER), draft)
    assert state(folio) == "aprobado"
    (numero,) = registros(EMPLOYER)
    assert (numero[:3], numero[8:10]) == ("X01", "10")
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "Su registro patronal es X01-00001-10-7" in page


def test_a_class_below_that_of_the_fraction_waits_for_a_person(office: Office) -> None:
    browser = office.browser(EMPLOYER)
    draft = begun(browser, "registro_patronal", BAKERY | {"clase": "I"})
    folio = file(browser, office.mint.identity(EMPLOYER), draft)
    assert state(folio) == "en_revision"
    assert registros(EMPLOYER) == []


def test_an_unknown_postal_code_waits_for_a_visit(office: Office) -> None:
    browser = office.browser(EMPLOYER)
    draft = begun(browser, "registro_patronal", BAKERY | {"domicilio": HOUSE | {"codigo_postal": "99999"}})
    assert "una persona localizará el domicilio" in text(browser.get(f"/solicitudes/{draft}/revisar"))
    assert state(file(browser, office.mint.identity(EMPLOYER), draft)) == "preguntado"


def test_a_company_gives_notice_of_a_strike_and_of_its_end(office: Office) -> None:
    browser = office.browser("empresa")
    who = office.mint.identity("empresa")
    with scope(None):
        subject = next(one.subject for one in drawn().patrones if one.slug == "empresa")
        numero = RegistroPatronal.objects.filter(patron=subject).order_by("numero")[0].numero
    draft = begun(browser, "cambio_registro_patronal", {})
    assert _words(numero) in text(browser.get(f"/solicitudes/{draft}/1"))
    for que in ("huelga", "reanudacion"):
        draft = begun(
            browser, "cambio_registro_patronal", {"registro": _words(numero), "que": que, "desde": date(2026, 11, 22)}
        )
        assert state(file(browser, who, draft)) == "aprobado"
    with scope(None):
        assert list(
            AvisoPatronal.objects.filter(registro__numero=numero)
            .order_by("recorded_at", "tipo")
            .values_list("tipo", flat=True)
        ) == ["alta", "huelga", "reanudacion"]
    draft = begun(
        browser, "cambio_registro_patronal", {"registro": _words(numero), "que": "baja", "desde": date(2026, 11, 22)}
    )
    assert "Presente primero la baja de cada una" in text(browser.get(f"/solicitudes/{draft}/revisar"))
    assert state(file(browser, who, draft)) == "negado"


def _words(numero: str) -> str:
    """As its employer chooses it."""
    with scope(None):
        found = merged("ANSWERS")[RegistroDe]([RegistroDe(numero)])[0]
    return str(found.words)


def test_the_registro_of_another_is_not_theirs_to_change(office: Office) -> None:
    browser = office.browser("empresa")
    others = next(one for one in drawn().patrones if one.slug == "" and one.moral).registros[0].numero
    draft = begun(
        browser, "cambio_registro_patronal", {"registro": _words(others), "que": "huelga", "desde": date(2026, 11, 22)}
    )
    assert state(file(browser, office.mint.identity("empresa"), draft)) == "negado"
    with scope(None):
        assert AvisoPatronal.objects.filter(registro__numero=others).count() == 1


def test_somebody_is_registered_in_a_home_and_told(office: Office) -> None:
    worker = drawn().named(WORKER)
    browser = office.browser(EMPLOYER)
    draft = begun(browser, "registro_hogar", HOME | {"persona": {"nss": worker.nss, "curp": worker.curp}})
    shown = text(browser.get(f"/solicitudes/{draft}/revisar"))
    assert "Sin dato: falta la tabla de cuotas del hogar" in shown
    folio = file(browser, office.mint.identity(EMPLOYER), draft)
    assert state(folio) == "aprobado"
    (numero,) = registros(EMPLOYER)
    assert numero[8:10] == "34"
    with scope(None):
        assert list(MesHogar.objects.filter(persona=worker.subject).values_list("mes", "dias")) == [
            (date(2026, 11, 1), 8),
            (date(2026, 12, 1), 8),
        ]
        (filed,) = Movimiento.objects.filter(registro__numero=numero)
    assert (filed.tipo, filed.sbc_centavos, filed.persona_id) == ("08", 62_958, worker.subject)


def test_ones_own_numbers_are_not_those_of_who_works_there(office: Office) -> None:
    own = drawn().named(WORKER)
    browser = office.browser(WORKER)
    draft = begun(browser, "registro_hogar", HOME | {"persona": {"nss": own.nss, "curp": own.curp}})
    assert state(file(browser, office.mint.identity(WORKER), draft)) == "negado"
