"""An accountant without account brings a folder of payroll and leaves with an explained cédula, at both widths."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.steps import looks_right, watch_policy
from ventanilla.domain.contributions import Patron, Prima, TipoAviso
from ventanilla.domain.identifiers import curp, nss
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.cedula.composing import de_patronal
from ventanilla.formats.finding import Place
from ventanilla.formats.idse.writing import write as write_idse
from ventanilla.formats.joining import join
from ventanilla.formats.records import Ausentismo, Movimiento, Nombre
from ventanilla.formats.sua.writing import write_movt
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

REGISTRO = "Z9912345105"
OCTOBER = Period.month(2026, 10)
NAMES = (
    Nombre("ÑAÑEZ", "FERRER", "LUCIA"),
    Nombre("GARCIA", "PEÑA", "OSCAR"),
    Nombre("HERNANDEZ", "RUIZ", "MARIA DEL ROSARIO"),
    Nombre("LOPEZ", "", "TERESA"),
)


def altas() -> list[Movimiento]:
    """Four people who never existed."""
    found = []
    for n, name in enumerate(NAMES):
        key = curp.compose(name.nombres, name.primer_apellido, name.segundo_apellido, date(1980 + n, 5, 3), "X", "DF")
        found.append(
            Movimiento(
                Place("", n + 1), REGISTRO, nss.compose("99", 2017, 1980 + n, 1), TipoAviso.ALTA, date(2026, 1, 15),
                Money.of_centavos(41_080 + 12_345 * n), name, key, tipo_trabajador="1", tipo_salario="0", jornada="0",
                umf="001", guia="01400", clave=f"E{n}",
            )
        )  # fmt: skip
    return found


def change() -> Movimiento:
    """A new wage, that the institution does not know yet."""
    return replace(altas()[1], tipo=TipoAviso.MODIFICACION, fecha=date(2026, 10, 12), sbc=Money("650.00"))


def absence() -> Ausentismo:
    """Two days without work nor pay."""
    return Ausentismo(Place("", 1), REGISTRO, altas()[2].nss, date(2026, 10, 5), 2)


@pytest.fixture
def folder(tmp_path: Path) -> list[Path]:
    """A file of IDSE, and a ZIP with a change of wage and the absences as SUA keeps them."""
    one, packed = tmp_path / "ALTAS.TXT", tmp_path / "nomina.zip"
    one.write_bytes(b"".join(write_idse(altas(), TipoAviso.ALTA)))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("CAMBIOS.TXT", b"".join(write_idse([change()], TipoAviso.MODIFICACION)))
        made.writestr("MOVT.TXT", b"".join(write_movt([absence()])))
        made.writestr("LEAME.pdf", b"%PDF-1.7")
    packed.write_bytes(held.getvalue())
    return [one, packed]


@pytest.fixture
def clean(page: Page) -> Iterator[Page]:
    errors = watch_policy(page, 422)
    yield page
    assert errors == []


def total() -> str:
    """What the house's own cédula says of the same facts."""
    patronal = join((*altas(), change(), absence())).patronales[REGISTRO]
    contexto = Contexto(Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),)))
    return str(de_patronal(patronal, OCTOBER, contexto).total)


def test_from_a_folder_of_payroll_to_an_explained_cedula(clean: Page, office: Office, folder: list[Path]) -> None:
    clean.goto(office.origin)
    clean.get_by_role("main").get_by_role("link", name="Cédula de cuotas, desde sus archivos").click()
    expect(clean.get_by_role("heading", level=1)).to_have_text("Cédula de cuotas, desde sus archivos")
    expect(clean.get_by_role("main")).to_contain_text("Sus archivos se leen, se usan y se olvidan: no guardamos nada.")
    looks_right(clean, "cedula", picture=True)

    clean.get_by_role("button", name="Calcular la cédula").click()
    expect(clean.get_by_role("alert")).to_contain_text("Elija al menos un archivo.")
    looks_right(clean, "cedula-error")

    clean.get_by_label("Sus archivos").set_input_files(folder)
    clean.get_by_label("Mes", exact=True).select_option("2026-10")
    clean.get_by_role("button", name="Calcular la cédula").click()
    expect(clean.get_by_role("alert")).to_contain_text("Escriba la prima de riesgo de trabajo")
    expect(clean.get_by_role("main")).to_contain_text("Ya leímos 2 archivos; no tiene que elegirlos de nuevo.")
    looks_right(clean, "cedula-falta-prima")
    clean.get_by_label("Prima de riesgo de trabajo, en por ciento").fill("0.54355")
    clean.get_by_role("button", name="Calcular la cédula").click()

    expect(clean.get_by_role("heading", level=1)).to_have_text("Cédula de octubre de 2026")
    expect(clean.locator(".v-figures__main")).to_contain_text(total())
    expect(clean.get_by_role("main")).to_contain_text("17 de noviembre de 2026")
    expect(clean.get_by_role("img", name="Costo por concepto")).to_have_count(2)
    looks_right(clean, "cedula-resultado", picture=True)
    clean.get_by_text("dato por revisar").click()
    expect(clean.get_by_role("main")).to_contain_text("Exporte los mismos datos a CSV o a Excel.")
    looks_right(clean, "cedula-hallazgos")

    clean.locator(".v-dense--people .v-dense__total button").first.click()
    expect(clean.get_by_role("heading", level=1)).to_have_text("OSCAR GARCIA PEÑA")
    named = clean.get_by_text("Invalidez y vida", exact=True)
    branch = clean.locator(".v-explained__parts > li", has=named)
    branch.get_by_text("Invalidez y vida", exact=True).click()
    branch.get_by_text("Patrón, del 12 al 31 de octubre de 2026").click()
    expect(clean.get_by_role("main")).to_contain_text("$650.00 diarios x 1.75% x 20 días = $227.5")
    expect(clean.get_by_role("main")).to_contain_text("nomina.zip/CAMBIOS.TXT, línea 1")
    looks_right(clean, "cedula-explicacion", picture=True)
    clean.get_by_role("button", name="Volver al resultado").click()
    expect(clean.locator(".v-figures__main")).to_contain_text(total())

    with clean.expect_download() as coming:
        clean.get_by_role("button", name="Excel", exact=True).click()
    assert coming.value.suggested_filename == f"cedula-2026-10-{REGISTRO}.xlsx"
    assert Path(coming.value.path()).read_bytes()[:2] == b"PK"
    # The page is still there, with all that it carries.
    clean.get_by_role("button", name="English").click()
    expect(clean.locator("html")).to_have_attribute("lang", "en")
    expect(clean.get_by_role("heading", level=1)).to_have_text("Statement of October 2026")
    looks_right(clean, "en-cedula-resultado")


def test_it_works_without_script(page: Page, office: Office, folder: list[Path]) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{office.origin}/herramientas/cedula")
    page.get_by_label("Sus archivos").set_input_files(folder)
    page.get_by_label("Otro mes").fill("2026-10")
    page.get_by_label("Prima de riesgo de trabajo, en por ciento").fill("0.54355")
    page.get_by_role("button", name="Calcular la cédula").click()
    expect(page.locator(".v-figures__main")).to_contain_text(total())
