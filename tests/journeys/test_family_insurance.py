"""A family's insurance: papers compared, paid at the bank, covered, renewed, lapsed; and a declared illness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.adapters.hostile_files import pdf
from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import run_inside
from tests.journeys.steps import (
    DELIVERED_WITHIN,
    begin,
    download_document,
    looks_right,
    sign_and_send,
    sign_in,
    watch_policy,
)
from tests.journeys.test_beneficiarios import attach, go_on
from tests.journeys.test_official import OFFICIAL, WIDTHS, somebody
from tests.journeys.test_semanas import text_of
from tests.journeys.test_sign_up import curp_of

SLUG: Final = "baja-antigua"  # nobody insures her
NAME: Final = "OFELIA ROBLEDO LARA"
HUSBAND: Final = "Ulises"
KEY: Final = "seguro_salud_familia"
INVENTED: Final = "Cifra de la demostración, no la del Consejo Técnico"
ALONE, BOTH = "$500.00", "$700.00"
ADDRESS: Final = {
    "Código postal": "00105",
    "Municipio o alcaldía": "Puerto Ficción",
    "Colonia o localidad": "Centro",
    "Calle": "Calle Ñandú",
    "Número exterior": "5",
}
# The days of the journey: it begins on 22 November 2026, and what is paid then covers from 1 December.
WARNED: Final = "2027-10-04T09:00"
LAPSED: Final = "2028-12-01T09:00"
SERVES: Final = "2026-11-25T09:00"  # the account's wait is over
FIRST_DAY: Final = 9  # days from the first one of the journey to that of the cover
LEFT: Final = 57  # days from the warning to the last one of the cover
UNPAID: Final = "2026-12-04T09:00"
HUSBANDS_CURP: Final = """
from ventanilla.apps.demo.api import seeded_institution
print(seeded_institution().named("menos_de_ocho").curp)
"""
COLLECT: Final = """
from django.conf import settings
from ventanilla.apps.payments.jobs import payments_collect
print(payments_collect(now=settings.VENTANILLA_CLOCK.now()))
"""
WARN: Final = """
from django.conf import settings
from ventanilla.apps.affiliation.seguros import seguros_avisar
print(seguros_avisar(now=settings.VENTANILLA_CLOCK.now()))
"""
SILENCE: Final = """
from django.conf import settings
from ventanilla.apps.cases.api import ask_silence
from ventanilla.apps.cases.models import Ask
from ventanilla.apps.eventlog.api import scope
with scope(None):
    late = list(Ask.objects.filter(outcome="abierta", of="pago").values_list("id", flat=True))
for each in late:
    ask_silence(each, now=settings.VENTANILLA_CLOCK.now())
print(len(late))
"""
COVERED: Final = """
from django.conf import settings
from datetime import timedelta
from ventanilla.apps.affiliation.api import subject_by_curp
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.domain.affiliation import HistoriaDe
from ventanilla.domain.benefits import vigencia
on = settings.VENTANILLA_CLOCK.today() + timedelta(days={days})
with scope(None):
    asked = [HistoriaDe(subject_by_curp(each)) for each in {curps!r}]
    print([vigencia(each, on).vigente for each in merged("ANSWERS")[HistoriaDe](asked)])
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where an office lives whose clock this journey moves."""
    with office_folder() as made:
        yield made


def enter(page: Page, office: Office, slug: str) -> None:
    """Sign in, whoever was signed in before: the same browser outlives the office's clock."""
    page.context.clear_cookies()
    sign_in(page, office, slug)


def leave(*pages: Page) -> None:
    """Before the office closes: a page that waits for news goes on asking, and nobody answers it."""
    for page in pages:
        page.goto("about:blank")


def covered(office: Office, curps: tuple[str, ...], days: int, clock: str = "") -> str:
    return run_inside(office, COVERED.format(curps=curps, days=days), clock=clock).splitlines()[-1]


def add_member(page: Page, curp: str, kin: str) -> None:
    page.get_by_role("button", name="Agregar").or_(page.get_by_role("link", name="Agregar")).click()
    page.get_by_label("¿Cuál es su CURP?").fill(curp)
    page.get_by_label(kin).check()
    go_on(page)


def fill(page: Page, office: Office, members: dict[str, str], ill: str, acta: Path, look: str = "") -> str:
    """The request, from its page to its case; its folio. ``look``: the name of what is looked at on the way."""

    def seen(name: str, *, picture: bool = True) -> None:
        if look:
            looks_right(page, f"{look}-{name}", picture=picture)

    seen("tramite")
    begin(page, "No, nadie")
    seen("nadie", picture=False)
    for curp, kin in members.items():
        add_member(page, curp, kin)
    seen("miembros")
    go_on(page)
    for label, value in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Estado", exact=True).select_option("Colima")
    seen("domicilio")
    go_on(page)
    page.get_by_label("Sí" if ill else "No, nadie", exact=True).check()
    seen("padecimientos")
    go_on(page)
    if ill:
        page.get_by_label("¿Quién, y qué enfermedad?").fill(ill)
        seen("cuales")
        go_on(page)
    seen("actas")
    attach(page, "documentos", acta)
    page.wait_for_url(re.compile("/revisar"))
    seen("revisar")
    folio = sign_and_send(page, *office.identity(SLUG))
    seen("presentado", picture=False)
    return folio


def ask(page: Page, office: Office, members: dict[str, str], ill: str, acta: Path, look: str = "") -> str:
    page.goto(f"{office.origin}/tramites/{KEY}")
    return fill(page, office, members, ill, acta, look)


def official_says(page: Page, office: Office, look: str, answers: dict[str, str], *checks: str) -> None:
    """What waits for the office is looked at by an official, and answered."""
    page.goto(f"{office.origin}/personal/verificaciones")
    looks_right(page, f"{look}-verificaciones", picture=True)
    page.get_by_role("link", name=re.compile("Seguro de Salud para la Familia|[0-9A-Z]{4}-")).first.click()
    looks_right(page, f"{look}-verificar", picture=True)
    for label in checks:
        page.get_by_label(label, exact=True).check()
    for label, words in answers.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Seguir").click()
    looks_right(page, f"{look}-seguro", picture=True)
    page.get_by_role("button", name="Sí, registrarlo").click()
    expect(page.get_by_text("Quedó registrado.")).to_be_visible()


def pay(page: Page, bank: Page, office: Office, amount: str, look: str, clock: str = "") -> str:
    """The reference on the person's page, which the case leads to, is paid at the bank; what it is."""
    page.get_by_role("link", name="Ver cuánto y cómo pagar").or_(
        page.get_by_role("button", name="Ver cuánto y cómo pagar")
    ).click()
    page.wait_for_url(f"{office.origin}/pagos")
    expect(page.get_by_text(INVENTED).first).to_be_visible()
    expect(page.get_by_text(amount).first).to_be_visible()
    looks_right(page, f"{look}-pagos", picture=True)
    line = page.locator(".v-card .v-code").first.inner_text()
    pay_line(bank, office, line, amount, clock)
    looks_right(bank, f"{look}-banco")
    return line


def pay_line(bank: Page, office: Office, line: str, amount: str, clock: str = "") -> None:
    bank.goto(f"{office.origin}/demo/banco")
    bank.get_by_role("link", name=re.compile(NAME, re.IGNORECASE)).first.click()
    bank.get_by_label("Línea de captura").fill(line)
    bank.get_by_label("Importe en pesos").fill(amount.lstrip("$"))
    bank.get_by_role("button", name="Pagar").click()
    expect(bank.get_by_text("Se pagó la referencia").first).to_be_visible()
    run_inside(office, COLLECT, clock=clock)


def waits_for(page: Page, office: Office, folio: str, words: str) -> None:
    """The case asks for a payment, once the worker went on with it."""
    for _ in range(DELIVERED_WITHIN // 500):
        with suppress(Error):  # a page that waits for news may replace itself meanwhile
            page.goto(f"{office.origin}/expedientes/{folio}")
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.get_by_role("main").inner_text())


@pytest.mark.timeout(1800)  # seconds: an office is opened several times
@pytest.mark.parametrize("width", WIDTHS)
def test_a_family_pays_its_year_and_is_covered_renews_it_and_lets_it_lapse(
    folder: Path, browser: Browser, width: str, tmp_path: Path
) -> None:
    acta = tmp_path / "acta.pdf"
    acta.write_bytes(pdf())
    size = WIDTHS[width]
    with (
        somebody(browser, size) as page,
        somebody(browser, size) as official,
        somebody(browser, size) as checker,
        somebody(browser, size) as bank,
    ):
        errors = [watch_policy(each, 422) for each in (page, official, checker, bank)]
        with open_office(folder) as office:
            curps = _first_year(office, page, official, bank, acta)
            leave(page, official, bank)
        with open_office(folder, VENTANILLA_CLOCK=SERVES) as office:
            _given_back(office, page, official, checker, bank)
            leave(page, official, checker, bank)
        with open_office(folder, VENTANILLA_CLOCK=WARNED) as office:
            _renewal(office, page, bank, curps)
            leave(page, bank)
        with open_office(folder, VENTANILLA_CLOCK=LAPSED) as office:
            enter(page, office, SLUG)
            page.goto(f"{office.origin}/mi-seguro")
            expect(page.get_by_text("No tiene un seguro vigente")).to_be_visible()
            looks_right(page, "familia-vencido", picture=True)
            assert covered(office, curps, 0, LAPSED) == "[False, False]"
        assert errors == [[], [], [], []]


def _first_year(office: Office, page: Page, official: Page, bank: Page, acta: Path) -> tuple[str, ...]:
    curps = (curp_of(office, SLUG), run_inside(office, HUSBANDS_CURP).splitlines()[-1])
    assert covered(office, curps, FIRST_DAY) == "[False, False]"
    enter(page, office, SLUG)
    members = {curps[0]: "Yo", curps[1]: "Mi cónyuge o la persona con quien vivo"}
    folio = ask(page, office, members, "", acta, "familia")
    waits_for(page, office, folio, "compara las actas")
    expect(page.get_by_role("main")).not_to_contain_text(HUSBAND)  # a stranger until the papers were seen
    looks_right(page, "familia-cotejo", picture=True)
    enter(official, office, OFFICIAL)
    said = {"Explíquelo en palabras claras": "El acta de matrimonio los une."}
    official_says(official, office, "familia-cotejo", said, "Sí, todas")
    waits_for(page, office, folio, "pendiente de pago")
    looks_right(page, "familia-por-pagar", picture=True)
    line = pay(page, bank, office, BOTH, "familia")
    page.goto(f"{office.origin}/expedientes/{folio}")
    printed = text_of(download_document(page, acta.parent))
    assert "Su familia está asegurada del 1 de diciembre de 2026 al 30 de noviembre de 2027" in printed
    assert "Quien contrata" in printed
    assert "Cónyuge, concubina" in printed, "in words, and not by its code"
    for words in (INVENTED, HUSBAND, "Unidad de Medicina Familiar", "No se cubre"):
        assert words in " ".join(printed.split()), words
    looks_right(page, "familia-asegurada", picture=True)
    assert [covered(office, curps, FIRST_DAY - each) for each in (1, 0)] == ["[False, False]", "[True, True]"]
    page.goto(f"{office.origin}/mi-seguro")
    expect(page.get_by_text(INVENTED)).to_be_visible()
    looks_right(page, "familia-mi-seguro", picture=True)
    _paid_twice(office, page, bank, line)
    return curps


def _paid_twice(office: Office, page: Page, bank: Page, line: str) -> None:
    """The same reference again is owed back, into an account that its owner registers."""
    pay_line(bank, office, line, BOTH)
    page.goto(f"{office.origin}/pagos")
    expect(page.get_by_text("Se pagó dos veces la misma línea de captura.")).to_be_visible()
    looks_right(page, "devolucion-sin-cuenta", picture=True)
    page.get_by_role("button", name="Registrar mi cuenta").click()
    bank.goto(f"{office.origin}/demo/banco")
    row = bank.get_by_role("link", name=re.compile(NAME, re.IGNORECASE)).first
    clabe = re.sub(r"\D", "", row.locator(".v-code").inner_text())
    page.get_by_role("button", name="Iniciar", exact=True).click()
    page.get_by_role("textbox").first.fill(clabe)
    go_on(page)
    page.get_by_label("Sí, la cuenta es mía").check()
    go_on(page)
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    sign_and_send(page, *office.identity(SLUG))


def _given_back(office: Office, page: Page, maker: Page, checker: Page, bank: Page) -> None:
    """One official proposes it, another approves it, and it is in the statement once."""
    enter(page, office, SLUG)
    enter(maker, office, OFFICIAL)
    maker.goto(f"{office.origin}/personal")
    maker.get_by_role("link", name=re.compile("^Devoluciones")).click()
    expect(maker.get_by_role("heading", name=re.compile(NAME, re.IGNORECASE))).to_be_visible()
    looks_right(maker, "devoluciones", picture=True)
    maker.get_by_role("button", name="Proponer la devolución").click()
    expect(maker.get_by_text("Usted la propuso. Otra persona la aprueba.")).to_be_visible()
    looks_right(maker, "devoluciones-propuesta", picture=True)
    page.goto(f"{office.origin}/pagos")
    looks_right(page, "devolucion-propuesta", picture=True)
    enter(checker, office, "supervision")
    checker.goto(f"{office.origin}/personal/devoluciones")
    looks_right(checker, "devoluciones-por-aprobar", picture=True)
    checker.get_by_role("button", name="Aprobar y depositar").click()
    expect(checker.get_by_text("Quedó aprobada.")).to_be_visible()
    for _ in range(DELIVERED_WITHIN // 500):
        page.goto(f"{office.origin}/pagos")
        if page.get_by_text("Devuelto el").count():
            break
        page.wait_for_timeout(500)
    looks_right(page, "devolucion-hecha", picture=True)
    bank.goto(f"{office.origin}/demo/banco")
    bank.get_by_role("link", name=re.compile(NAME, re.IGNORECASE)).first.click()
    expect(bank.get_by_text("DEVOLUCION DE UN PAGO")).to_have_count(1)


def _renewed(office: Office, page: Page, curps: tuple[str, ...]) -> str:
    """From «Mi seguro» to the case: the family is there already, one of them is taken out, no paper is asked again."""
    page.get_by_role("button", name="Renovar").click()
    for curp in curps:
        expect(page.get_by_role("main")).to_contain_text(curp)
    looks_right(page, "familia-renovar-miembros", picture=True)
    page.get_by_role("button", name=re.compile("^Quitar")).last.click()
    expect(page.get_by_role("main")).not_to_contain_text(curps[1])
    go_on(page)
    looks_right(page, "familia-renovar-domicilio", picture=True)
    for label, value in ADDRESS.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Estado", exact=True).select_option("Colima")
    go_on(page)
    page.get_by_label("No, nadie", exact=True).check()
    go_on(page)
    looks_right(page, "familia-renovar-actas", picture=True)
    go_on(page)
    page.wait_for_url(re.compile("/revisar"))
    return sign_and_send(page, *office.identity(SLUG))


def _renewal(office: Office, page: Page, bank: Page, curps: tuple[str, ...]) -> None:
    """Warned sixty days before, whoever renews goes on without losing a day; whom they leave out ends with the year."""
    assert run_inside(office, WARN, clock=WARNED).splitlines()[-1] in {"0", "1"}  # 0: the office's own round came first
    enter(page, office, SLUG)
    page.goto(f"{office.origin}/buzon")
    expect(page.get_by_text("vence el 30 de noviembre de 2027").first).to_be_visible()
    looks_right(page, "familia-aviso", picture=True)
    page.goto(f"{office.origin}/mi-seguro")
    looks_right(page, "familia-renovar", picture=True)
    folio = _renewed(office, page, curps)
    waits_for(page, office, folio, "pendiente de pago")  # nobody in it is a stranger: at once
    pay(page, bank, office, ALONE, "familia-renovada", WARNED)
    waits_for(page, office, folio, "Su documento está listo")
    page.goto(f"{office.origin}/mi-seguro")
    expect(page.get_by_text("Del 1 de diciembre de 2027 al 30 de noviembre de 2028.")).to_be_visible()
    expect(page.get_by_text("Ya lo renovó: sigue el 1 de diciembre de 2027.")).to_be_visible()
    expect(page.get_by_text(re.compile(f"Después ya no cubre a: {HUSBAND}"))).to_be_visible()
    expect(page.get_by_role("button", name="Renovar")).to_have_count(0)
    looks_right(page, "familia-renovado", picture=True)
    assert [covered(office, curps, LEFT + days, WARNED) for days in (0, 1)] == ["[True, True]", "[True, False]"]


@pytest.mark.timeout(1800)  # seconds: an office is opened several times
@pytest.mark.parametrize("width", WIDTHS)
def test_a_doctor_sees_what_was_declared_and_what_is_not_paid_ends(
    folder: Path, browser: Browser, width: str, tmp_path: Path
) -> None:
    acta = tmp_path / "acta.pdf"
    acta.write_bytes(pdf())
    with somebody(browser, WIDTHS[width]) as page, somebody(browser, WIDTHS[width]) as doctor:
        errors = [watch_policy(page, 422), watch_policy(doctor, 422)]
        with open_office(folder) as office:
            folio = _accepted(office, page, doctor, acta)
            leave(page, doctor)
        with open_office(folder, VENTANILLA_CLOCK=UNPAID) as office:
            enter(page, office, SLUG)
            run_inside(office, SILENCE, clock=UNPAID)
            waits_for(page, office, folio, "El pago no llegó a tiempo")
            looks_right(page, "familia-sin-pago", picture=True)
            page.goto(f"{office.origin}/pagos")
            expect(page.get_by_text("No se pagó. Terminó el 2 de diciembre de 2026.")).to_be_visible()
            looks_right(page, "familia-pagos-terminado", picture=True)
            _excluded(office, page, doctor, acta)
        assert errors == [[], []]


def _accepted(office: Office, page: Page, doctor: Page, acta: Path) -> str:
    enter(page, office, SLUG)
    mine = {curp_of(office, SLUG): "Yo"}
    folio = ask(page, office, mine, "Yo, un padecimiento inventado", acta, "familia-declara")
    waits_for(page, office, folio, "Personal médico la revisa")
    looks_right(page, "familia-medico", picture=True)
    enter(doctor, office, OFFICIAL)
    said = {"¿Con qué artículo o regla?": "RACERF 82", "Explíquelo en palabras claras": "No es de los excluidos."}
    official_says(doctor, office, "familia-medico", said, "Sí")
    waits_for(page, office, folio, "pendiente de pago")
    return folio


def _excluded(office: Office, page: Page, doctor: Page, acta: Path) -> None:
    mine = {curp_of(office, SLUG): "Yo"}
    folio = ask(page, office, mine, "Yo, un padecimiento inventado que no se cubre", acta)
    enter(doctor, office, OFFICIAL)
    said = {
        "¿Con qué artículo o regla?": "Regla inventada de la demostración",
        "Explíquelo en palabras claras": "Está en la lista de lo que no se cubre.",
    }
    official_says(doctor, office, "familia-excluye", said, "No: es un padecimiento excluido")
    waits_for(page, office, folio, "No procede")
    expect(page.get_by_text("Está en la lista de lo que no se cubre. (Regla inventada")).to_be_visible()
    expect(page.get_by_text("Puede pedir una segunda opinión médica")).to_be_visible()
    looks_right(page, "familia-excluido", picture=True)
