"""The inbox over HTTP: told at once, counted on every page, opened by its owner, and nobody else's."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.notices import PATRON, acting, registered, told
from tests.web.office import Browser, Office, as_json, drawn, text
from tests.web.programs import Program, made
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import subject_by_rfc
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import merged, scope
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.affiliation import Historia, HistoriaDe, Tipo
from ventanilla.domain.programs import Scope
from ventanilla.kernel.acts import SubjectId

WORKER = "trabajadora"


def subject(slug: str = WORKER) -> UUID:
    return drawn().named(slug).subject


def account_of(slug: str) -> Account:
    return Account.objects.get(curp=drawn().named(slug).curp)


def opened(browser: Browser) -> HttpResponse:
    """Press the newest notice."""
    listed = browser.get("/buzon").content.decode()
    return browser.get(listed.split('class="v-row" href="')[1].split('"')[0])


def test_an_empty_inbox_says_what_will_come(office: Office) -> None:
    page = text(office.browser(WORKER).get("/buzon"))
    assert "No hay avisos" in page
    assert "sin sus datos" in page
    assert "sin leer" not in page


def test_the_worker_reads_what_was_recorded_and_may_say_that_it_is_not_so(office: Office) -> None:
    worker = office.browser(WORKER)
    told(subject())
    assert "Buzón (1) sin leer" in text(worker.get("/oficina"))
    listed = text(worker.get("/buzon"))
    assert f"{PATRON} lo registró como su trabajador el 20 de noviembre de 2026" in listed
    assert "Sin leer" in listed
    one = opened(worker)
    assert "con salario diario de $500.00" in text(one)
    assert "22 de noviembre de 2026" in text(one)
    assert "Quién lo hizo La oficina" in text(one)
    assert re.search(r'action="/buzon/\d+/aclarar"', one.content.decode())
    again = text(worker.get("/buzon"))
    assert "in leer" not in again
    assert PATRON in again


def history_of(slug: str) -> Historia:
    """What the register holds of somebody."""
    with scope(None):
        found: Historia = merged("ANSWERS")[HistoriaDe]([HistoriaDe(SubjectId(subject(slug)))])[0]
    return found


def disputing(browser: Browser, aviso: Aviso) -> dict[str, str]:
    """What the draft holds that the notice's button opens."""
    browser.get(f"/buzon/{aviso.seq}")
    begun = browser.post(f"/buzon/{aviso.seq}/aclarar")
    assert begun.status_code == 302, text(begun)
    if begun.headers["Location"].startswith("/aclarar/"):
        browser.get(begun.headers["Location"])
        begun = browser.post(begun.headers["Location"], {"problema": "fecha"})
    with scope(None):
        case = Case.objects.get(id=begun.headers["Location"].split("/")[2])
    assert case.tramite == "aclaracion"
    return dict(case.draft)


def test_what_is_disputed_is_already_chosen_and_shown(office: Office) -> None:
    worker = office.browser(WORKER)
    history = history_of(WORKER)
    first = min(history.movimientos, key=lambda one: (one.on, one.id))
    known = replace(registered(first.tipo), movimiento=first.id)
    aviso = told(subject(), known)
    chosen = disputing(worker, aviso)["movimiento"]
    assert chosen.startswith("Alta del ")
    assert first.registro_patronal in chosen
    assert disputing(worker, aviso)["movimiento"] == chosen  # twice is the same draft
    with scope(None):
        case = Case.objects.get(tramite="aclaracion", state="borrador")
    page = worker.get(f"/solicitudes/{case.id}/2").content.decode()
    (checked,) = re.findall(r"<input[^>]*checked[^>]*>", page)
    assert html.escape(chosen) in checked


def test_another_notice_begins_another_draft_and_leaves_what_was_written(office: Office) -> None:
    worker = office.browser(WORKER)
    history = history_of(WORKER)
    one, other = history.movimientos[:2]
    words = [disputing(worker, told(subject(), replace(registered(), movimiento=each.id))) for each in (one, other)]
    assert words[0]["movimiento"] != words[1]["movimiento"]
    with scope(None):
        kept = Case.objects.filter(tramite="aclaracion", state="borrador")
        assert {row.draft["movimiento"] for row in kept} == {each["movimiento"] for each in words}


def test_a_movement_of_another_is_never_chosen(office: Office) -> None:
    others = history_of("enie")
    aviso = told(subject(), replace(registered(), movimiento=others.movimientos[0].id))
    assert "movimiento" not in disputing(office.browser(WORKER), aviso)
    stranger = office.browser("patron")
    stranger.get("/buzon")
    assert stranger.post(f"/buzon/{aviso.seq}/aclarar").status_code == 404


def test_it_says_who_did_it_and_for_whom(office: Office) -> None:
    worker, _ = office.browser(WORKER), office.browser("empresa")
    principal = subject_by_rfc(office.mint.identity("empresa").person.company_rfc)
    assert principal is not None
    told(subject(), registered(), by=acting(account_of("empresa"), principal))
    said = text(opened(worker))
    assert f"{account_of('empresa').name}, por " in said
    told(subject(), registered(Tipo.BAJA), by=acting(account_of(WORKER)))
    assert "Quién lo hizo Usted" in text(opened(worker))


def test_a_long_inbox_is_read_page_by_page(office: Office) -> None:
    worker = office.browser(WORKER)
    told(subject(), *(registered(on=date(2026, 1, 1) + timedelta(days=n)) for n in range(45)))
    seen, path = 0, "/buzon"
    while path:
        page = worker.get(path).content.decode()
        seen += page.count('class="v-row"')
        older = re.search(r'<p><a href="(/buzon\?antes=\d+)"', page)
        path = older[1] if older else ""
    assert seen == 45
    assert "No hay avisos anteriores" in text(worker.get("/buzon?antes=1"))
    for wrong in ("x", "-1", "9" * 30, "٣"):
        assert worker.get(f"/buzon?antes={wrong}").status_code == 200
    assert worker.get(f"/buzon/{10**12}").status_code == 404


def test_nobody_opens_what_is_anothers(office: Office) -> None:
    row = told(subject())
    for other in ("patron", "empresa", "personal"):
        browser = office.browser(other)
        assert browser.get(f"/buzon/{row.seq}").status_code == 404
        assert PATRON not in text(browser.get("/buzon"))
    assert "Sin leer" in text(office.browser(WORKER).get("/buzon"))


def test_a_page_asks_once_how_many_are_unread_and_an_answer_for_programs_never(office: Office) -> None:
    worker = office.browser(WORKER)
    told(subject())

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            worker.get(path)
        return sum("inbox_unread" in one["sql"] for one in queries)

    assert asked("/oficina") == 1
    assert asked("/no-existe") == 1
    assert asked("/api/v1/yo") == 0


def test_a_program_reads_it_and_opens_nothing(office: Office) -> None:
    worker = office.browser(WORKER)
    told(subject(), *(registered(on=date(2026, 1, 1) + timedelta(days=n)) for n in range(3)))
    program = Program(made(WORKER, Scope.BUZON).written)
    first = program.get("/api/v1/buzon?limite=2")
    assert first.status_code == 200
    body = as_json(first)
    assert [one["abierto"] for one in body["elementos"]] == [None, None]
    assert body["elementos"][0]["texto"].startswith(PATRON)
    rest = as_json(program.get(f"/api/v1/buzon?limite=2&cursor={body['siguiente']}"))
    assert len(rest["elementos"]) == 1
    assert rest["siguiente"] is None
    assert "Buzón (3" in text(worker.get("/oficina"))
    assert Program(made(WORKER, Scope.EXPEDIENTES).written).get("/api/v1/buzon").status_code == 403
    office.browser("patron")
    assert as_json(Program(made("patron", Scope.BUZON).written).get("/api/v1/buzon"))["elementos"] == []
