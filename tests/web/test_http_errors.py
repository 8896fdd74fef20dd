"""When something goes wrong: the page, what became of the filing, and the reference that staff look up in the logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.web.office import DAY, TRAMITE, Browser, Office, as_json, day_fields, reference, text
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
from ventanilla.web import logs
from ventanilla.web.errors import error_page
from ventanilla.web.logs import JsonLines, configure

LOGGERS = ("ventanilla", "django", "procrastinate")


@pytest.fixture
def kept(office: Office) -> Iterator[Path]:
    """The structured logs of this office alone."""
    before = {name: (list((one := logging.getLogger(name)).handlers), one.propagate, one.level) for name in LOGGERS}
    configure()
    yield office.var / "log"
    for name, (handlers, propagate, level) in before.items():
        logger = logging.getLogger(name)
        for handler in logger.handlers:
            if handler not in handlers:
                handler.close()
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text().splitlines()]


def broken(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("the disk is full: CURP of somebody")


def too_suspicious(*_args: object, **_kwargs: object) -> None:
    raise SuspiciousOperation("CURP of somebody")


def no_database(*_args: object, **_kwargs: object) -> None:
    raise OperationalError("password of the database")


class Away:
    """A connection to a database that is not there."""

    cursor = staticmethod(no_database)

    def close(self) -> None:
        """Nothing was open."""


# -- the pages


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (400, "Su navegador envió algo incompleto o que la página no esperaba."),
        (401, "Para ver esta página, inicie sesión"),
        (403, "No tiene permiso para hacer esto"),
        (404, "La dirección está mal escrita, la página cambió de lugar, o no es suya."),
        (405, "Esta página no se abre así"),
        (409, "Ya envió este trámite"),
        (413, "Llegó más de lo que cabe en esta página, y por seguridad no lo leímos."),
        (429, "Podrá intentarlo otra vez en 2 minutos."),
        (500, "No fue por algo que usted hizo. Ya quedó registrado y lo vamos a revisar."),
        (503, "La oficina no está disponible en este momento"),
    ],
)
def test_each_error_has_its_page_with_what_to_do_and_a_reference(status: int, sentence: str) -> None:
    request = RequestFactory().get("/")
    request.reference = "7K3M9QX2"  # type: ignore[attr-defined]  # as the middleware gives it
    page = error_page(request, status)
    assert page.status_code == status
    assert sentence in text(page)
    assert "Qué puede hacer ahora" in text(page)
    assert reference(page) == "7K3M9QX2"
    request.path = "/api/v1/x"
    answer = error_page(request, status) if status != 409 else None
    if answer is not None:
        assert as_json(answer)["referencia"] == "7K3M9QX2"
        assert as_json(answer)["title"].endswith(".")


@pytest.mark.parametrize("status", [500, 503])
def test_the_pages_of_our_faults_need_nothing_that_may_be_broken(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not marked for the database: asking it would fail the test."""
    monkeypatch.setattr("ventanilla.web.context.visit_of", broken)
    request = HttpRequest()
    request.path = "/solicitudes/x/revisar"
    page = error_page(request, status, filing="unknown")
    assert "No sabemos si alcanzamos a recibir su trámite." in text(page)
    assert "Antes de enviarlo otra vez, véalo en «Mi oficina»." in text(page)


def faulty(office: Office, who: str = "trabajadora") -> Browser:
    browser = office.browser(who)
    browser.client.raise_request_exception = False
    return browser


def test_a_fault_of_ours(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = faulty(office)
    monkeypatch.setattr("ventanilla.web.portal.my_office.cases_for", broken)
    page = browser.get("/oficina")
    assert page.status_code == 500
    assert "Algo falló de nuestro lado" in text(page)
    assert "trámite aparece con folio" in text(page)
    assert "CURP" not in page.content.decode()
    assert len(reference(page)) == 8


def test_a_fault_of_ours_for_a_program(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = faulty(office)
    monkeypatch.setattr("ventanilla.web.api.tramites.tramites", broken)
    answer = browser.get("/api/v1/tramites")
    assert (answer.status_code, as_json(answer)["codigo"]) == (500, "SISTEMA")
    assert len(as_json(answer)["referencia"]) == 8


def test_a_database_that_does_not_answer(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = faulty(office)
    draft = browser.ready()
    browser.get(f"/solicitudes/{draft}/revisar")
    monkeypatch.setattr("ventanilla.web.portal.wizard.draft_for", no_database)
    page = browser.get(f"/solicitudes/{draft}/1")
    assert page.status_code == 503
    assert "La oficina no está disponible en este momento" in text(page)
    assert "password" not in page.content.decode()
    sent = browser.post(f"/solicitudes/{draft}/revisar", {"firma": "x"})
    assert sent.status_code == 503
    assert "No sabemos si alcanzamos a recibir su trámite." in text(sent)
    monkeypatch.setattr("ventanilla.web.api.solicitudes.draft_for", no_database)
    answer = browser.send_json(f"/api/v1/solicitudes/{draft}/firma", {})
    assert (answer.status_code, as_json(answer)["codigo"]) == (503, "SIN_SERVICIO")


def test_health_answers_even_while_nobody_can_be_known(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks brings a session, and the database that knows it is away."""
    browser = faulty(office)
    with monkeypatch.context() as patched:
        patched.setattr("django.contrib.sessions.backends.db.SessionStore._get_session_from_db", no_database)
        patched.setattr("ventanilla.config.health.connection", Away())
        answer = browser.get("/salud")
    assert (answer.status_code, as_json(answer)["base_de_datos"]) == (503, False)


def test_something_suspicious_is_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = faulty(office)
    monkeypatch.setattr("ventanilla.web.portal.my_office.cases_for", too_suspicious)
    page = browser.get("/oficina")
    assert page.status_code == 400
    assert "No pudimos leer lo que llegó" in text(page)
    assert "CURP" not in page.content.decode()


@pytest.mark.parametrize("fields", [201, 1000])
def test_a_form_with_too_many_fields(office: Office, fields: int) -> None:
    browser = faulty(office)
    browser.get("/oficina")
    page = browser.post("/salir", {f"campo{number}": "x" for number in range(fields)})
    assert page.status_code == 400
    assert "No pudimos leer lo que llegó" in text(page)


def test_too_much_for_a_draft_says_that_it_was_not_received(office: Office) -> None:
    browser = faulty(office)
    draft = browser.draft()
    browser.get(f"/solicitudes/{draft}/1")
    page = browser.post(f"/solicitudes/{draft}/1", {"para": "a" * 2_000_000})
    assert page.status_code == 413
    assert "No recibimos su trámite. No se envió nada y no hay que cancelar nada." in text(page)
    assert "Su avance está guardado." in text(page)


# -- the reference, in the logs


def test_staff_find_what_happened_by_its_reference(office: Office, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = faulty(office)
    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.web.portal.my_office.cases_for", broken)
        told = reference(browser.get("/oficina"))
    official = office.browser("personal")
    for typed in (told, f"{told[:4]}-{told[4:]}", told.lower(), f" {told} "):
        page = text(official.get(f"/incidencias?referencia={typed}"))
        assert "RuntimeError" in page
        assert "oficina (500)" in page
        assert "the disk is full" not in page
    assert "No encontramos esa referencia" in text(official.get("/incidencias?referencia=ZZZZ-ZZZZ"))
    assert "No encontramos esa referencia" in text(official.get("/incidencias?referencia=../../etc"))


@pytest.mark.parametrize("status", [403, 404, 405, 413, 422])
def test_every_refusal_is_found_by_its_reference(office: Office, kept: Path, status: int) -> None:
    browser = faulty(office)
    browser.get("/oficina")
    ways: dict[int, Callable[[], HttpResponse]] = {
        403: lambda: Browser(browser.client, "forged").post("/salir"),
        404: lambda: browser.get("/expedientes/7K3M9QX24HTH"),
        405: lambda: browser.get("/salir"),
        413: lambda: browser.post("/salir", {"x": "a" * 2_000_000}),
        422: lambda: browser.get("/verificar/?folio=x"),
    }
    page = ways[status]()
    assert page.status_code == status
    requests = [line for line in lines(kept) if line.get("status") == status]
    assert len(requests) == 1
    if status != 422:  # a field to correct has no reference: it says what to correct
        found = logs.find(reference(page))
        assert [line["status"] for line in found if "status" in line] == [status]


def test_a_citizen_finds_no_incidents(office: Office, kept: Path) -> None:
    browser = office.browser("trabajadora")
    told = reference(browser.get("/no-existe"))
    for who in ("trabajadora", "empresa", "patron"):
        assert office.browser(who).get(f"/incidencias?referencia={told}").status_code == 404


# -- nothing of a person in the logs


def test_a_whole_walk_leaves_nothing_of_a_person_in_the_logs(
    office: Office, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = office.mint.identity()
    browser = faulty(office)
    with scope(None):
        nss = str(Persona.objects.get(curp=who.person.curp).nss)
    folio = browser.filed(who)
    office.print()
    office.run("cases.tell_applicant")
    browser.get(f"/expedientes/{folio}")
    browser.get(f"/tramites?q={who.person.curp}")
    browser.get(f"/{who.person.curp}/{nss}")
    browser.get(f"/verificar/?folio={who.person.rfc}")
    draft = browser.draft()
    browser.answer(draft, 1, para=who.person.curp)
    other = office.browser()
    other.send(other.sign(other.get("/entrar"), office.mint.identity("patron")).changed(firma=who.person.curp))
    browser.client.post(f"/{who.person.curp}", {"curp": who.person.curp})
    browser.client.get("/", headers={"host": f"{who.person.rfc}.example"})
    browser.get("/api/v1/expedientes/" + who.person.curp)
    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.web.portal.my_office.cases_for", broken)
        browser.get("/oficina")
    browser.answer(draft, 2, **day_fields(DAY))
    browser.post("/salir")
    written = "\n".join(path.read_text() for path in kept.iterdir())
    assert len(lines(kept)) > 25
    private = [who.person.curp, nss, who.person.rfc, who.person.name, *who.person.name.split(), who.person.email]
    private += [browser.session(), who.person.password, "CURP of somebody", folio]
    assert [value for value in private if value and value in written] == []


def test_a_line_has_the_template_and_never_its_values(office: Office, kept: Path) -> None:
    logger = logging.getLogger("ventanilla.prueba")
    try:
        raise ValueError("SECRETO-1")
    except ValueError:
        logger.exception("no pudimos leer %s", "SECRETO-2", extra={"curp": "SECRETO-3", "fields": {"route": "x"}})
    logging.getLogger("django.request").warning("Not Found: %s", "/SECRETO-4")
    first, second = lines(kept)
    assert first["said"] == "no pudimos leer %s"
    assert (first["error"], first["route"], first["level"]) == ("ValueError", "x", "ERROR")
    assert first["where"] == [place for place in first["where"] if place.startswith("test_http_errors.py:")]
    assert second["said"] == "Not Found: %s"
    assert "SECRETO" not in "".join(path.read_text() for path in kept.iterdir())


def test_a_message_that_is_already_made_of_values_keeps_only_its_kind(office: Office, kept: Path) -> None:
    """A library that formats before it logs would write what it was given."""
    record = logging.LogRecord("django.security.DisallowedHost", logging.ERROR, "x", 1, "Invalid: SECRETO", (), None)
    assert json.loads(JsonLines().format(record))["said"] == "x.None:1"
    record.action = "job_error"
    assert json.loads(JsonLines().format(record))["said"] == "job_error x.None:1"


def test_the_logs_are_their_owners_alone(office: Office, kept: Path) -> None:
    office.browser().get("/")
    (file,) = kept.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.name == f"ventanilla-{settings.VENTANILLA_CLOCK.today().isoformat()}.jsonl"


def test_old_logs_are_forgotten(office: Office, kept: Path) -> None:
    office.browser().get("/")
    office.later(91 * 24 * 3600)
    office.browser().get("/")
    (file,) = kept.iterdir()
    assert settings.VENTANILLA_CLOCK.today().isoformat() in file.name


def test_the_database_says_nothing_of_a_person_in_the_queue(office: Office) -> None:
    """Jobs carry identifiers of events: what is listed of a queue is nobody's data."""
    who = office.mint.identity()
    office.browser("trabajadora").filed(who)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs")
        (queued,) = cursor.fetchone() or ("",)
    assert TRAMITE not in queued
    assert [value for value in (who.person.curp, who.person.rfc, who.person.name) if value in queued] == []
