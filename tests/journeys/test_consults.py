"""What a person asks of their own office: what they keep, what they are paid, who they are, and a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.inside import issued, run_inside
from tests.journeys.steps import (
    DELIVERED_WITHIN,
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
from tests.journeys.test_official import OFFICIAL, WIDTHS, somebody
from tests.journeys.test_semanas import text_of
from ventanilla.adapters.pki.demo_identities import IdentityRequest

# The demonstration's population registry replaced the first by the second, and corrected the data of the third.
OLD, NEW, WRONG = "REPS800101MNEGRS05", "REPN800101MNEGRV06", "REPC800101MNEGRR03"
IN_THE_REGISTER = """
import uuid, datetime
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
with scope(None):
    for curp, name, nss, sexo in (("OLD", "NUEVA", "99178500015", "M"), ("WRONG", "CORREGIDA", "01796000018", "H")):
        Persona.objects.create(
            subject=uuid.uuid4(), curp=curp, nss=nss, nombre=name, primer_apellido="REGISTRO", sexo=sexo,
            segundo_apellido="PRUEBA", nacimiento=datetime.date(1980, 1, 1),
        )
""".replace("OLD", OLD).replace("WRONG", WRONG)
QUESTION = "Trabajé en 2019 en una tienda y esas semanas no aparecen. ¿Qué hago?"
ANSWER = "Ese empleo no se registró. Pida una aclaración y adjunte sus recibos."


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own: people are added to its register."""
    with office_folder() as folder, open_office(folder) as opened:
        run_inside(opened, IN_THE_REGISTER)
        yield opened


def both(page: Page, name: str) -> None:
    """The page as it is on a telephone and on a desk."""
    for width in WIDTHS.values():
        page.set_viewport_size(width)
        looks_right(page, name, picture=True)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuar").click()


def to_start(page: Page, office: Office, key: str, answer: str) -> None:
    """From the page of the trámite to its first question."""
    page.goto(f"{office.origin}/tramites/{key}")
    both(page, f"{key}-tramite")
    begin(page, answer)


def printed(page: Page, office: Office, who: tuple[Path, Path], folder: Path, key: str) -> str:
    """Sign what is on the page that checks; what the sealed document says."""
    page.wait_for_url(re.compile("/revisar"))
    both(page, f"{key}-revisar")
    sign_and_send(page, *who)
    said = text_of(download_document(page, folder))
    both(page, f"{key}-listo")
    return said


def test_what_is_kept_after_a_baja(apart: Office, browser: Browser, tmp_path: Path) -> None:
    with somebody(browser, WIDTHS["phone"]) as page:
        errors = watch_policy(page)
        sign_in(page, apart, "conservacion")
        to_start(page, apart, "conservacion_derechos", "Sí, ya no trabaja o ya no cotiza")
        both(page, "conservacion-fecha")
        go_on(page)
        said = printed(page, apart, apart.identity("conservacion"), tmp_path, "conservacion")
        assert "Conserva la atención médica hasta el" in said
        assert "se conserva hasta el" in said
        assert errors == []


def test_what_an_incapacity_pays(apart: Office, browser: Browser, tmp_path: Path) -> None:
    with somebody(browser, WIDTHS["phone"]) as page:
        errors = watch_policy(page)
        sign_in(page, apart, "trabajadora")
        to_start(page, apart, "consulta_incapacidades", "Ver mis incapacidades, cuánto me pagan o cuándo")
        page.get_by_label("Las de los últimos tres años").check()
        both(page, "incapacidades-cual")
        go_on(page)
        said = printed(page, apart, apart.identity("trabajadora"), tmp_path, "incapacidades")
        assert "Cómo se calculó" in said
        assert "iagnóstico" not in said
        assert errors == []


def test_one_that_does_not_appear_is_looked_for(apart: Office, browser: Browser) -> None:
    with somebody(browser, WIDTHS["phone"]) as page:
        sign_in(page, apart, "trabajadora")
        page.goto(f"{apart.origin}/tramites/consulta_incapacidades")
        begin(page, "Decir que una incapacidad no aparece")
        page.get_by_label("Una que me dieron y no aparece").check()
        go_on(page)
        page.get_by_label("¿En qué unidad se la dieron?").fill("UMF 35")
        go_on(page)
        page.get_by_label("Día").fill("3")
        page.get_by_label("Mes").fill("11")
        page.get_by_label("Año").fill("2026")
        go_on(page)
        page.wait_for_url(re.compile("/revisar"))
        both(page, "incapacidad-ausente-revisar")
        sign_and_send(page, *apart.identity("trabajadora"))
        expect(page.get_by_text("Aún no aparece en el sistema.").first).to_be_visible(timeout=DELIVERED_WITHIN)
        both(page, "incapacidad-ausente")


def test_a_question_from_both_sides_of_the_counter(apart: Office, browser: Browser) -> None:
    with somebody(browser, WIDTHS["phone"]) as page, somebody(browser, WIDTHS["desktop"]) as official:
        errors = watch_policy(page, 422)
        sign_in(page, apart, "trabajadora")
        page.goto(f"{apart.origin}/tramites?q=tengo%20una%20pregunta")
        page.get_by_role("link", name="Hacer una pregunta").first.click()
        both(page, "consulta-tramite")
        page.get_by_role("button", name="Iniciar", exact=True).click()
        both(page, "consulta-nueva")
        go_on(page)
        both(page, "consulta-error")
        page.get_by_label("¿Sobre qué es su pregunta?").select_option(label="Mis empleos, salarios y semanas")
        page.get_by_label("¿Qué quiere preguntar?").fill(QUESTION)
        go_on(page)
        expect(page.get_by_role("heading", name="Quizá pueda resolverlo ya")).to_be_visible()
        both(page, "consulta-antes")
        page.get_by_role("button", name="Enviar mi pregunta").click()
        both(page, "consultas")
        page.get_by_role("link", name=re.compile("Trabajé en 2019")).click()
        both(page, "consulta-espera")
        sign_in(official, apart, OFFICIAL)
        official.goto(f"{apart.origin}/personal")
        official.get_by_role("link", name=re.compile("^Preguntas por contestar")).click()
        both(official, "personal-consultas")
        official.get_by_role("link", name=re.compile("Trabajé en 2019")).click()
        official.get_by_label("Respuesta").fill(ANSWER)
        official.get_by_label(re.compile("Sugiera cuál")).select_option(label="Aclaración de movimientos")
        both(official, "personal-consulta")
        official.get_by_role("button", name="Enviar la respuesta").click()
        expect(official.get_by_text("La respuesta está en el buzón de la persona.")).to_be_visible()
        both(official, "personal-consultas-hecho")
        page.goto(f"{apart.origin}/buzon")
        expect(page.get_by_text(re.compile("Ese empleo no se registró"))).to_be_visible()
        both(page, "consulta-buzon")
        page.get_by_role("link", name="Mis preguntas a la oficina").click()
        page.get_by_role("link", name=re.compile("Trabajé en 2019")).click()
        expect(page.get_by_text(re.compile("Le sugerimos el trámite"))).to_be_visible()
        both(page, "consulta-contestada")
        page.get_by_role("button", name="Aclaración de movimientos").click()
        page.wait_for_url(re.compile("/solicitudes/"))
        expect(page.get_by_text("¿Qué no es correcto?").first).to_be_visible()
        page.get_by_label(re.compile("Falta un empleo|Falta")).first.check()
        go_on(page)
        draft = page.url.rsplit("/", 1)[0]
        places = (page.goto(f"{draft}/{place}") and page.get_by_label("¿Qué lo demuestra?") for place in range(2, 9))
        expect(next(place for place in places if place and place.count())).to_have_value(QUESTION)
        assert errors == []


def test_a_new_curp_and_still_one_person(apart: Office, browser: Browser, tmp_path: Path) -> None:
    with somebody(browser, WIDTHS["phone"]) as page:
        errors = watch_policy(page)
        files = entered(page, apart, tmp_path, OLD, "NUEVA REGISTRO PRUEBA")
        to_start(page, apart, "actualizacion_curp", "Sí, ya tengo mi CURP nueva")
        page.get_by_label(re.compile(NEW)).check()
        both(page, "curp-datos")
        go_on(page)
        said = printed(page, apart, files, tmp_path, "curp")
        assert re.search(rf"CURP antes\s+{OLD}", said)
        assert re.search(rf"CURP después\s+{NEW}", said)
        page.goto(f"{apart.origin}/oficina")
        expect(page.get_by_role("main")).to_contain_text(NEW)
        page.get_by_role("button", name="Salir", exact=True).click()
        page.wait_for_url(re.compile("^(?!.*/oficina)"))
        page.goto(f"{apart.origin}/entrar")
        choose_files(page, *files)  # the e.firma still has the earlier one
        page.get_by_role("button", name="Firmar e iniciar sesión").click()
        page.wait_for_url(f"{apart.origin}/oficina")
        expect(page.get_by_role("main")).to_contain_text(NEW)
        assert errors == []


def test_data_are_confirmed_and_never_typed(apart: Office, browser: Browser, tmp_path: Path) -> None:
    with somebody(browser, WIDTHS["phone"]) as page:
        errors = watch_policy(page)
        files = entered(page, apart, tmp_path, WRONG, "CORREGIDA REGISTRO PRUEBA")
        to_start(page, apart, "correccion_datos", "Sí, lo que está mal es el registro de esta oficina")
        page.get_by_label(re.compile(WRONG)).check()
        both(page, "correccion-datos")
        go_on(page)
        said = printed(page, apart, files, tmp_path, "correccion")
        assert re.search(r"Hombre\s+Mujer", said)
        assert errors == []


def entered(page: Page, office: Office, folder: Path, curp: str, name: str) -> tuple[Path, Path]:
    """Somebody with an e.firma of their own, in their office; its files."""
    who = IdentityRequest(curp.lower(), "", name, f"{curp[:10]}AB1", curp, "alguien@correo.example", PASSWORD)
    files = issued(office, folder, who, f"30001000000797{sum(map(ord, curp)):06d}")
    page.goto(f"{office.origin}/entrar")
    choose_files(page, *files)
    page.get_by_role("button", name="Firmar e iniciar sesión").click()
    accept_terms(page)
    page.wait_for_url(f"{office.origin}/oficina")
    return files


def test_a_pensioners_receipt_statement_and_calendar(apart: Office, browser: Browser, tmp_path: Path) -> None:
    said = {}
    for what in (
        "El recibo de un mes de mi pensión",
        "Una constancia de que recibo una pensión",
        "El calendario de pagos de este año",
    ):
        with somebody(browser, WIDTHS["phone"]) as page:
            sign_in(page, apart, "pensionada")
            page.goto(f"{apart.origin}/tramites/consulta_pensionado")
            begin(page, "Sí, ya me la pagan")
            page.get_by_label(what).check()
            both(page, "pensionado-que")
            go_on(page)
            if "recibo de un mes" in what:
                month = page.get_by_label("Noviembre de 2026")
                month.check() if month.count() else page.get_by_label("¿De qué mes?").select_option(index=1)
                both(page, "pensionado-mes")
                go_on(page)
            said[what] = printed(page, apart, apart.identity("pensionada"), tmp_path, "pensionado")
    receipt, statement, calendar = said.values()
    assert "Aguinaldo" in receipt
    assert "Recibe una pensión por" in statement
    assert "Pagos de 2026" in calendar
    assert "Sin dato" in calendar
