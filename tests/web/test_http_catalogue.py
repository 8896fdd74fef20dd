"""Finding a trámite over HTTP: home, catalogue, search with its filters, the page of one, and its dates."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.web.office import Browser, Office, as_json, text
from ventanilla import tramites
from ventanilla.apps.cases.api import offer
from ventanilla.apps.cases.models import Case
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.kit import LifeEvent, Opens, discover
from ventanilla.kit.tramite import AnyTramite, closed

VIGENCIA, ARCO, NSS = "constancia_vigencia", "derechos_arco", "localizacion_nss"
OURS = discover(tramites)


def cards(page: object) -> list[str]:
    """The trámites of a list, in its order, by key."""
    return re.findall(r'v-card__title"><a href="/tramites/([a-z_]+)"', page.content.decode())  # type: ignore[attr-defined]  # an answer of the client


@pytest.fixture
def offered() -> Iterator[Callable[..., AnyTramite]]:
    """Offers the catalogue with some trámites changed; everything is as it was after the test."""
    now = dict(OURS)

    def change(key: str, **changes: object) -> AnyTramite:
        changed: AnyTramite = dataclasses.replace(OURS[key], **changes)  # type: ignore[arg-type]  # by name, in a test
        now[key] = changed
        offer(now)
        return changed

    yield change
    offer(OURS)


# -- home and search


def test_home_opens_with_what_the_tramites_are_for(office: Office, offered: Callable[..., AnyTramite]) -> None:
    home = office.browser().get("/")
    assert "Necesito atención médica" in text(home)
    assert "Mis datos están mal o cambiaron" in text(home)
    assert "Voy a pensionarme" in text(home)
    for key in [key for key, tramite in OURS.items() if LifeEvent.PENSION in tramite.life_events]:
        offered(key, life_events=())
    again = text(office.browser().get("/"))
    assert "Voy a pensionarme" not in again
    assert "Necesito atención médica" in again


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("vijencia", VIGENCIA),
        ("me corrieron", VIGENCIA),
        ("derechohabiente", VIGENCIA),
        ("derecho abiente", VIGENCIA),
        ("vigensia", VIGENCIA),
        ("hoja de vijencia", VIGENCIA),
        ("no tengo numero", NSS),
        ("numero de seguro social", NSS),
        ("hoja rosa", NSS),
        ("borrar mis datos", ARCO),
        ("pribacidad", ARCO),
    ],
)
def test_the_office_as_it_is_finds_what_is_meant(office: Office, query: str, key: str) -> None:
    assert cards(office.browser().get(f"/tramites?q={query.replace(' ', '+')}"))[0] == key


def test_a_slip_is_told_and_kept_in_the_box(office: Office) -> None:
    page = office.browser().get("/tramites?q=vijencia")
    assert "Lo entendimos como «vigencia»." in text(page)
    assert 'value="vijencia"' in page.content.decode()


def test_every_example_that_is_offered_finds_something(office: Office) -> None:
    visitor = office.browser()
    for address in set(re.findall(r'href="(/tramites\?[^"]+)"', visitor.get("/").content.decode())):
        assert cards(visitor.get(address.replace("&amp;", "&"))), address


def test_filters_narrow_together_and_are_taken_away(office: Office) -> None:
    visitor = office.browser()
    everything = set(cards(visitor.get("/tramites")))
    assert everything == set(OURS)
    about_data = {ARCO, "actualizacion_curp", "correccion_datos", "registro_clabe"}
    assert set(cards(visitor.get("/tramites?momento=datos"))) == about_data
    both = visitor.get("/tramites?q=constancia+de+vigencia&momento=salud&grupo=asegurado")
    assert cards(both) == [VIGENCIA, "baja_umf"]
    assert "Solo lo de «Necesito atención médica», para «Personas trabajadoras aseguradas»." in text(both)
    assert 'href="/tramites?q=constancia+de+vigencia"' in both.content.decode()
    assert '<input type="hidden" name="momento" value="salud">' in both.content.decode()
    assert set(cards(visitor.get("/tramites?momento=nada&grupo=nadie"))) == everything


@pytest.mark.parametrize(
    "query", ["pasaporte", "xylofono", "%00", "%F0%9F%99%82", "%27%3B--", "de+la", "x" * 200, "%25", "%3Cb%3E"]
)
def test_what_finds_nothing_has_a_way_out(office: Office, query: str) -> None:
    page = office.browser().get(f"/tramites?q={query}")
    assert page.status_code == 200
    assert not cards(page)
    assert "No encontramos un trámite para" in text(page)
    assert "una persona le orienta" in text(page)
    assert "<b>" not in page.content.decode()


def test_english_finds_with_english_words(office: Office) -> None:
    visitor = office.browser()
    page = visitor.get("/tramites?q=I+do+not+have+a+number", **{"accept-language": "en"})
    assert cards(page)[0] == NSS
    assert cards(visitor.get("/tramites?q=no+tengo+numero", **{"accept-language": "en"}))[0] == NSS


# -- dates


def test_a_tramite_that_is_not_open_says_when_and_is_not_started(
    office: Office, offered: Callable[..., AnyTramite]
) -> None:
    browser = office.browser("trabajadora")
    draft = browser.ready()
    offered(VIGENCIA, opens=Opens(months=(2,)))
    told = "Este trámite abre el 1 de febrero de 2027. Antes no se puede iniciar."
    page = browser.get(f"/tramites/{VIGENCIA}")
    assert told in text(page)
    assert "/iniciar" not in page.content.decode()
    assert told in text(browser.get("/tramites"))
    with scope(None):
        before = Case.objects.count()
    for path in (f"/tramites/{VIGENCIA}/iniciar", f"/solicitudes/{draft}/revisar"):
        answer = browser.post(path) if "iniciar" in path else browser.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/tramites/{VIGENCIA}")
    refused = browser.send_json(f"/api/v1/tramites/{VIGENCIA}/solicitudes", {"para": "titular"})
    assert refused.status_code == 403
    assert told in str(as_json(refused))
    with scope(None):
        assert Case.objects.count() == before


def test_what_closes_while_it_is_signed_is_not_filed(office: Office, offered: Callable[..., AnyTramite]) -> None:
    browser = office.browser("trabajadora")
    draft = browser.ready()
    signed = browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.identity())
    offered(VIGENCIA, opens=Opens(until=date(2026, 11, 1)))
    sent = browser.send(signed)
    assert sent.status_code in {302, 409, 422}
    with scope(None):
        assert set(Case.objects.values_list("state", flat=True)) == {"borrador"}
    assert "Este trámite ya no recibe solicitudes." in text(browser.get(f"/tramites/{VIGENCIA}"))


@pytest.mark.parametrize(
    ("opens", "on", "code"),
    [
        (Opens(), "2026-11-22", None),
        (Opens(since=date(2026, 11, 22)), "2026-11-22", None),
        (Opens(since=date(2026, 11, 23)), "2026-11-22", "TRAMITE_ABRE"),
        (Opens(until=date(2026, 11, 22)), "2026-11-22", None),
        (Opens(until=date(2026, 11, 21)), "2026-11-22", "TRAMITE_CERRADO"),
        (Opens(months=(2,), until=date(2027, 1, 31)), "2026-11-22", "TRAMITE_CERRADO"),
        (Opens(months=(2,), since=date(2027, 3, 1)), "2026-11-22", "TRAMITE_ABRE"),
    ],
)
def test_the_dates_are_of_the_whole_day(opens: Opens, on: str, code: str | None) -> None:
    said = closed(dataclasses.replace(OURS[VIGENCIA], opens=opens), date.fromisoformat(on))
    assert (said.code if said else None) == code


@pytest.mark.parametrize(
    ("opens", "on", "day"),
    [
        (Opens(months=(2,)), date(2027, 2, 28), None),
        (Opens(months=(2,)), date(2027, 3, 1), date(2028, 2, 1)),
        (Opens(months=(2,), since=date(2027, 3, 1)), date(2026, 11, 22), date(2028, 2, 1)),
        (Opens(months=(2,), since=date(2027, 2, 15)), date(2026, 11, 22), date(2027, 2, 15)),
        (Opens(until=date(2026, 1, 1)), date(2026, 11, 22), None),
    ],
)
def test_the_next_day_it_opens(opens: Opens, on: date, day: date | None) -> None:
    if not opens.covers(on):
        assert opens.next_after(on) == day


def test_dates_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="from 1 to 12"):
        Opens(months=(13,))
    with pytest.raises(ValueError, match="before it opens"):
        Opens(since=date(2026, 2, 1), until=date(2026, 1, 1))


# -- the number


def asked(office: Office, slug: str) -> tuple[Browser, str]:
    """Somebody asks for their number; the folio."""
    browser = office.browser(slug)
    browser.get(f"/tramites/{NSS}")
    check = browser.follow(browser.post(f"/tramites/{NSS}/iniciar"))  # nothing is asked: straight to signing
    assert "Revise y firme" in text(check)
    sent = browser.send(browser.sign(check, office.mint.identity(slug)))
    return browser, sent.headers["Location"].removeprefix("/expedientes/")


def test_a_number_is_found_without_asking_anything(office: Office) -> None:
    browser, folio = asked(office, "trabajadora")
    office.print()
    assert "Su documento está listo" in text(browser.get(f"/expedientes/{folio}"))
    with scope(None):
        document = Document.objects.get(kind=NSS)
        receipt = Document.objects.get(kind="acuse")
    assert re.fullmatch(r"\d{11}", document.content["nss"])
    assert document.expires_on is None
    for folio in (document.folio, receipt.folio):
        assert browser.get(f"/documentos/{folio}.pdf").content.startswith(b"%PDF-")
    assert document.content["nss"] not in text(office.browser().get(f"/verificar/{document.folio}"))


def test_of_two_numbers_none_is_chosen(office: Office) -> None:
    browser, folio = asked(office, "duplicada")
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "En revisión" in page
    with scope(None):
        assert set(Document.objects.values_list("kind", flat=True)) == {"acuse"}


def test_whoever_has_none_is_told_where_to_go(office: Office) -> None:
    nobody = office.mint.person()
    browser = office.browser()
    browser.sign_in(nobody)
    browser.get(f"/tramites/{NSS}")
    check = browser.follow(browser.post(f"/tramites/{NSS}/iniciar"))
    sent = browser.send(browser.sign(check, nobody))
    page = text(browser.follow(sent))
    assert "No procede" in page
    assert "Si nunca ha tenido uno, pídalo en «Asignación del NSS»." in page
