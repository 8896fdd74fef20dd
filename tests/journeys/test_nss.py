"""A number for somebody whom no register knows, on a telephone; and two registers joined by two officials."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office
from tests.journeys.inside import issued, run_inside
from tests.journeys.steps import (
    PASSWORD,
    accept_terms,
    begin,
    choose_files,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    watch_policy,
)
from tests.journeys.test_semanas import text_of
from ventanilla.adapters.pki.demo_identities import IdentityRequest

# The demonstration's population registry knows these two, and no register does: one for each size.
NEW = {360: ("REPN800101MNEGRV06", "NUEVA REGISTRO PRUEBA"), 1280: ("REPC800101MNEGRR03", "CORREGIDA REGISTRO PRUEBA")}
# Two workers with a number each, without family or pension: others for each size.
PAIR = """
import json
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
with scope(None):
    rows = Persona.objects.exclude(nss=None).filter(titulares=None, beneficiarios=None, pension_desde=None)
    print(json.dumps(list(rows.order_by("curp").values_list("curp", "nss")[FROM:FROM + 2])))
"""
WHY = "Vio el acta de nacimiento y las dos credenciales: es la misma persona."


def width_of(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def test_a_number_of_ones_own_on_a_telephone(office: Office, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 422)
    width = width_of(page)
    curp, name = NEW[width]
    who = IdentityRequest(f"nueva{width}", "", name, f"{curp[:10]}AB1", curp, "nueva@correo.example", PASSWORD)
    files = issued(office, tmp_path, who, f"3000100000079999{width:04d}")
    page.goto(f"{office.origin}/entrar")
    choose_files(page, *files)
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(page)
    expect(page.get_by_role("heading", name=re.compile("¿Trabajó para el gobierno"))).to_be_visible()
    looks_right(page, "oficina-otras-instituciones", picture=True)
    page.get_by_role("link", name="Pedir mi NSS").click()
    looks_right(page, "nss-tramite")
    begin(page, "No, nunca")
    page.get_by_label(re.compile(r"Registro Prueba\. Nacimiento: 1 de enero de 1980")).check()
    looks_right(page, "nss-datos", picture=True)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_label("¿Cuál es el código postal de su domicilio?").fill("1")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("alert").first).to_contain_text("5 dígitos")
    looks_right(page, "nss-codigo-postal-error")
    page.get_by_label("¿Cuál es el código postal de su domicilio?").fill("00101")
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(re.compile("/revisar"))
    looks_right(page, "nss-revisar")
    sign_and_send(page, *files)
    document = text_of(download_document(page, tmp_path))
    found = re.search(r"Su Número de Seguridad Social es (\d{11})\.", document)
    assert found is not None, document
    assert "no le da atención médica" in document
    page.get_by_role("link", name=re.compile(r"Buzón \(1\)")).click()
    expect(page.get_by_text(re.compile(found[1]))).to_be_visible()
    page.goto(f"{office.origin}/oficina")
    expect(page.get_by_role("main")).to_contain_text(found[1])
    looks_right(page, "nss-oficina")
    assert errors == []


def test_two_officials_join_two_registers(office: Office, page: Page, browser: Browser) -> None:
    errors = watch_policy(page, 422)
    width = width_of(page)
    start = 0 if width == 360 else 2
    (one, one_nss), (other, other_nss) = json.loads(run_inside(office, PAIR.replace("FROM", str(start))))
    sign_in(page, office, "mostrador")
    page.goto(f"{office.origin}/personal")
    page.get_by_role("link", name=re.compile("Números de una persona")).click()
    page.get_by_label("NSS o CURP de la persona").fill("123")
    page.get_by_role("button", name="Ver y comparar").click()
    expect(page.get_by_role("alert").first).to_contain_text("NSS de 11 dígitos")
    looks_right(page, "numeros-error")
    page.get_by_label("NSS o CURP de la persona").fill(one)
    page.get_by_label("NSS o CURP del otro registro").fill(other_nss)
    page.get_by_role("button", name="Ver y comparar").click()
    expect(page.get_by_role("main")).to_contain_text(one_nss)
    page.get_by_label(f"Son la misma persona: conserva el {one_nss}").check()
    page.get_by_label("¿Por qué?").fill(WHY)
    looks_right(page, "numeros-comparar", picture=True)
    page.get_by_role("button", name="Proponer").click()
    expect(page.get_by_text("Quedó propuesto.")).to_be_visible()
    looks_right(page, "numeros-propuestos")
    second = browser.new_context(viewport={"width": width, "height": 800}, locale="es-MX").new_page()
    sign_in(second, office, "supervision")
    second.goto(f"{office.origin}/personal/numeros")
    second.get_by_role("link", name=re.compile("Unir: son de la misma persona")).first.click()
    expect(second.get_by_role("main")).to_contain_text(WHY)
    second.get_by_label("¿Por qué?").fill("Comparé los dos registros y los documentos del expediente.")
    looks_right(second, "numeros-propuesta", picture=True)
    second.get_by_role("button", name="Aprobar", exact=True).click()
    expect(second.get_by_text("Lo aprobó.")).to_be_visible()
    looks_right(second, "numeros-aprobado")
    second.context.close()
    page.goto(f"{office.origin}/personal/numeros")
    page.get_by_label("NSS o CURP de la persona").fill(other_nss)
    page.get_by_role("button", name="Ver y comparar").click()
    expect(page.get_by_role("main")).to_contain_text(one)
    expect(page.get_by_role("main")).to_contain_text(other_nss)
    looks_right(page, "numeros-unido")
    assert errors == []
    assert other != one
