"""Who works here: the operator names two people, one proposes and the other approves, the invited come in, it ends."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import looks_right, read_terms, sign_in, sign_out, until_shown, watch_policy
from ventanilla.adapters.pki.demo_identities import read_manifest
from ventanilla.domain.accounts.totp import code_at, step_of

NEWCOMER: Final = "REPN800101MNEGRV06"  # no register knows her
EMAIL: Final = "noemi@correo.example"
AFTER: Final = "2027-03-01"  # the role of the journey ended before
# Nobody administers this office yet: the demonstration's own are taken back.
NOBODY: Final = """
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import RoleGrant
with scope(None):
    RoleGrant.objects.filter(role="administracion").update(state="revocada")
"""


def command(office: Office, *order: str) -> tuple[int, str]:
    """`ventanilla oficina personal …`, as an operator gives it beside the open office."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DATABASE_"))}
    done = subprocess.run(
        [str(Path(sys.executable).parent / "ventanilla"), "oficina", "personal", *order],
        env=kept | {"VENTANILLA_VAR": str(office.var), "VENTANILLA_ORIGIN": office.origin},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def curp_of(office: Office, slug: str) -> str:
    return next(str(one["curp"]) for one in read_manifest(office.var / "pki") if one["slug"] == slug)


@contextmanager
def somebody(browser: Browser, width: ViewportSize) -> Iterator[Page]:
    """A browser of their own."""
    context = browser.new_context(viewport=width, locale="es-MX")
    try:
        yield context.new_page()
    finally:
        context.close()


def open_invitation(page: Page, office: Office, email: str) -> None:
    """Open the link of the newest invitation to ``email``, once it is delivered."""
    row = page.get_by_role("listitem").filter(has_text=email).get_by_role("link")
    until_shown(page, f"{office.origin}/demo/correo", row).click()
    address = re.search(rf"{re.escape(office.origin)}/personal/activar/\S+", page.get_by_role("main").inner_text())
    assert address is not None
    page.goto(address[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Active su acceso como personal")


def activate_with_efirma(page: Page, office: Office, slug: str, email: str) -> None:
    """The invited has an e.firma: they sign in, and press the button."""
    sign_in(page, office, slug)
    open_invitation(page, office, email)
    looks_right(page, "activar-lista")
    page.get_by_role("button", name="Activar mi acceso").click()
    expect(page.get_by_text("Su acceso quedó activo.")).to_be_visible()


def add_authenticator(context: BrowserContext, page: Page) -> None:
    """The device has a finger to ask for, and says yes."""
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code_shown(page: Page) -> str:
    """What the telephone that read the square shows."""
    key = page.locator("[data-totp-key]").inner_text().replace(" ", "")
    return code_at(base64.b32decode(key + "=" * (-len(key) % 8)), step_of(int(time.time())))


def propose(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/personal")
    looks_right(page, "personal-administracion", picture=True)
    page.get_by_role("link", name=re.compile("Roles del personal")).click()
    looks_right(page, "roles-inicio")
    page.get_by_role("button", name="Proponer un rol").click()
    page.get_by_label("Nombre completo").fill("Noemí Reyes Pardo")
    page.get_by_role("button", name="Proponer").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Escriba la CURP de la persona")
    looks_right(page, "rol-nuevo-error", picture=True)
    expect(page.get_by_label("Nombre completo")).to_have_value("Noemí Reyes Pardo")
    page.get_by_label("CURP").fill(NEWCOMER)
    page.get_by_label("Correo de la persona").fill(EMAIL)
    page.get_by_label("Mostrador", exact=True).check()
    page.get_by_label("Recepción").check()
    page.get_by_label("Cargo").fill("Atención en ventanilla")
    until = page.get_by_role("group", name="Hasta")
    for label, value in (("Día", "31"), ("Mes", "1"), ("Año", "2027")):
        until.get_by_label(label).fill(value)
    page.get_by_label("Motivo").fill("Cubre la ventanilla tres.")
    looks_right(page, "rol-nuevo", picture=True)
    page.get_by_role("button", name="Proponer").click()
    expect(page.get_by_text("El rol quedó propuesto.")).to_be_visible()
    looks_right(page, "roles-por-decidir", picture=True)
    page.get_by_role("link", name="Noemí Reyes Pardo").click()
    expect(page.get_by_role("button", name="Aprobar el rol")).to_have_count(0)
    looks_right(page, "rol-propio", picture=True)


def approve(page: Page, office: Office) -> None:
    page.goto(f"{office.origin}/personal/roles")
    page.get_by_role("link", name="Noemí Reyes Pardo").click()
    page.get_by_role("button", name="Rechazar el rol").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Escriba el motivo")
    looks_right(page, "rol-sin-motivo", picture=True)
    page.get_by_role("button", name="Aprobar el rol").click()
    expect(page.get_by_text("Aprobó el rol. Avisamos a la persona.")).to_be_visible()
    looks_right(page, "roles", picture=True)


def activate_without_efirma(page: Page, office: Office) -> None:
    open_invitation(page, office, EMAIL)
    looks_right(page, "activar", picture=True)
    page.get_by_label("Su CURP").fill("QUMA850314HDFJNT04")
    page.get_by_role("button", name="Empezar sin e.firma").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("La invitación no es para esa CURP")
    looks_right(page, "activar-error")
    page.get_by_label("Su CURP").fill(NEWCOMER)
    page.get_by_role("button", name="Empezar sin e.firma").click()
    page.get_by_label("Nombre de la llave").fill("Equipo de la ventanilla")
    looks_right(page, "activar-llave", picture=True)
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agregue una aplicación de códigos")
    looks_right(page, "activar-codigos", picture=True)
    page.get_by_label("Código de seis cifras").fill("000000")
    page.get_by_role("button", name="Comprobar y activar").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Ese código no sirve")
    looks_right(page, "activar-codigos-error")
    page.get_by_label("Código de seis cifras").fill(code_shown(page))
    page.get_by_role("button", name="Comprobar y activar").click()
    read_terms(page)
    expect(page.get_by_text("Su acceso quedó activo.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personal")
    looks_right(page, "personal", picture=True)


def name_two(office: Office) -> None:
    """The operator's part: refused while there are administrators, and never for one person alone."""
    named = [
        ("--persona", curp_of(office, slug), f"{slug}@correo.example", "Nombre Por Confirmar", "Jefatura de personal")
        for slug in ("contador", "pensionada")
    ]
    both = [word for one in named for word in one]
    assert command(office, "unidad", "recepcion", "Recepción", "--operador=Turno uno")[0] == 0
    order = ("nombrar", *both, "--unidad=recepcion", "--operador=Turno uno")
    code, said = command(office, *order)
    assert code == 1
    assert "Ya hay quien administra los roles" in said
    run_inside(office, NOBODY)
    code, said = command(office, "nombrar", *named[0], "--unidad=recepcion", "--operador=Turno uno")
    assert code == 1
    assert "Nombre a dos personas distintas" in said
    assert command(office, *order)[0] == 0


def test_a_counter_official_from_the_first_administrators_to_the_end_of_the_role(
    browser: Browser, width: ViewportSize
) -> None:
    with office_folder() as folder, somebody(browser, width) as newcomer:
        errors = watch_policy(newcomer, 404, 422)
        add_authenticator(newcomer.context, newcomer)
        with open_office(folder) as office:
            name_two(office)
            with somebody(browser, width) as one, somebody(browser, width) as other:
                activate_with_efirma(one, office, "contador", "contador@correo.example")
                activate_with_efirma(other, office, "pensionada", "pensionada@correo.example")
                propose(one, office)
                approve(other, office)
            activate_without_efirma(newcomer, office)
            newcomer.get_by_role("link", name="Mi cuenta").click()
            expect(newcomer.get_by_role("link", name=re.compile("^Personal"))).to_be_visible()
            assert newcomer.goto(f"{office.origin}/personal/roles").status == 404  # type: ignore[union-attr]
            newcomer.goto(f"{office.origin}/personal")
            sign_out(newcomer, office)
            newcomer.goto(f"{office.origin}/entrar")
            newcomer.get_by_role("button", name="Entrar con mi llave").click()
            newcomer.wait_for_url(f"{office.origin}/oficina")
            assert newcomer.goto(f"{office.origin}/personal").status == 200  # type: ignore[union-attr]
            newcomer.goto("about:blank")  # so that nothing is asked of an office that is closing
        with open_office(folder, VENTANILLA_CLOCK=AFTER) as office:
            answer = newcomer.goto(f"{office.origin}/personal")
            assert answer is not None
            assert answer.status == 404
            expect(newcomer.get_by_role("heading", level=1)).to_have_text("No encontramos esta página")
            newcomer.goto(f"{office.origin}/cuenta")
            expect(newcomer.get_by_role("link", name=re.compile("^Personal"))).to_have_count(0)
        assert errors == []


def test_an_official_with_a_password_alone_and_a_late_link(office: Office, page: Page) -> None:
    """The pages that say what is missing, in the demonstration as it is."""
    errors = watch_policy(page, 403, 404)
    page.goto(f"{office.origin}/personal/activar/inventado")
    expect(page.get_by_role("heading", level=1)).to_have_text("Esta invitación ya no sirve")
    looks_right(page, "invitacion-muerta", picture=True)
    sign_in(page, office, "mostrador")
    session = next(one["value"] for one in page.context.cookies() if "ventanilla" in one["name"])
    run_inside(office, WEAKENED.format(key=session))
    page.goto(f"{office.origin}/personal")
    expect(page.get_by_role("heading", level=1)).to_have_text("Falta un paso para entrar como personal")
    looks_right(page, "personal-falta", picture=True)
    page.get_by_role("button", name="Confirmar quién soy").click()
    looks_right(page, "personal-confirmar")
    assert errors == []


# As if a password had opened this session.
WEAKENED: Final = """
from importlib import import_module
from django.conf import settings
session = import_module(settings.SESSION_ENGINE).SessionStore({key!r})
session["oficina"] = session["oficina"] | {{"strong": False, "via": "contrasena", "certificate": ""}}
session.save()
"""


@pytest.mark.parametrize("slug", ["supervision", "administrador", "personal"])
def test_every_official_of_the_demonstration_has_a_page(office: Office, page: Page, slug: str) -> None:
    sign_in(page, office, slug)
    page.goto(f"{office.origin}/personal")
    looks_right(page, f"personal-{slug}")
    for link in page.get_by_role("main").get_by_role("listitem").get_by_role("link").all():
        address = link.get_attribute("href")
        assert page.request.get(f"{office.origin}{address}").status == 200, address
