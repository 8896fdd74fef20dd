"""A dispute from both sides over HTTP, to the corrective movement: named, and confidential."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection

from tests.web.aclaracion import (
    PROOF,
    asked,
    case,
    correct,
    filed,
    kinds,
    prepared,
    respond,
    settle,
)
from tests.web.office import Browser, Identity, Office, drawn, text
from tests.web.referred import ANOTHER, OFFICIAL, REASONS, enter, reviewing
from tests.web.test_http_desk import FOUND, VERIFY
from tests.web.test_http_official import begin, finish
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.cases.api import TooLate, ask_silence, case_resolve, case_withdraw
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.cases.runner import actor_of
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.kernel.acts import SubjectId

DAY = 24 * 3600
OWNER = "trabajadora"


@pytest.fixture
def worker(office: Office) -> Browser:
    return office.browser(OWNER)


@pytest.fixture
def company(office: Office) -> Browser:
    return office.browser("empresa")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


@pytest.fixture
def representative(office: Office) -> Identity:
    return office.mint.identity("empresa")


def corrections() -> list[Movimiento]:
    """The movements that correct another, of the worker, in the order they were recorded."""
    with scope(None):
        rows = Movimiento.objects.filter(persona=drawn().named(OWNER).subject, supersedes__isnull=False)
        return list(rows.order_by("recorded_at"))


def patron() -> UUID:
    return next(one for one in drawn().patrones if one.slug == "empresa").subject


def told_to_the_company() -> list[LoggedEvent]:
    with scope(None):
        return list(LoggedEvent.objects.filter(subject=patron()).order_by("seq"))


# -- named, to the end


def test_what_the_employer_accepts_is_written_for_it_and_its_signature_ends_the_dispute(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    folio = filed(worker, who)
    respond(company, representative, acepta="si")
    waiting = text(worker.get(f"/expedientes/{folio}"))
    for said in ("Falta que su empleador firme la corrección", "Plazos que siguen corriendo", "LSS 300"):
        assert said in waiting, said
    page = text(company.get(prepared(company)))
    for said in ("Un alta", "7 de diciembre de 2023", "1 de diciembre de 2023", drawn().named(OWNER).nss or ""):
        assert said in page, said
    assert PROOF not in page
    assert corrections() == []
    own = correct(office, company, representative)
    assert "La corrección se resolvió" in text(company.get(f"/respuestas/{asked().id}"))
    (made,) = corrections()
    assert (made.fecha, made.por) == (date(2023, 12, 1), patron())
    with scope(None):
        assert made.caso == Case.objects.get(folio=own).id
        assert asked().answer == {"folio": own, "aprobado": True, "on": "2026-11-22"}
    assert (kinds(), case().state) == (["Ask", "Ask", "Approve"], "aprobado")
    office.print()
    assert "Su documento está listo" in text(worker.get(f"/expedientes/{folio}"))
    assert chain_verify(SubjectId(case().subject)) is None


def test_the_draft_is_gone_on_with_and_is_nobody_elses(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    respond(company, representative, acepta="si")
    assert prepared(company) == prepared(company)
    for other in (worker, office.browser("patron")):
        other.get("/oficina")
        assert other.post(f"/respuestas/{asked().id}/preparar").status_code == 404
    assert company.post(f"/respuestas/{asked().id}", {"acepta": "no", "motivo": "Me arrepiento"}).status_code == 200
    for path in ("revisar", "texto"):
        assert company.get(f"/respuestas/{asked().id}/{path}").status_code == 404
    with scope(None):
        assert Ask.objects.get(outcome="abierta").draft["fecha"] == "2023-12-01"


def test_another_correction_than_the_one_accepted_goes_to_a_person(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    folio = filed(worker, who)
    respond(company, representative, acepta="si")
    draft = prepared(company).split("/")[2]
    with scope(None):
        row = Case.objects.get(id=draft)
        row.draft["fecha"] = "2023-12-05"
        row.save()
    sent = company.send(company.sign(company.get(f"/solicitudes/{draft}/revisar"), representative))
    assert sent.status_code == 302
    settle(office)
    assert (kinds(), case().state) == (["Ask", "Ask", "Refer"], "en_revision")
    assert "no es la que usted señaló" in text(worker.get(f"/expedientes/{folio}"))


def test_what_it_accepted_and_did_not_sign_goes_to_a_person_and_the_office_registers_it(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    folio = filed(worker, who)
    respond(company, representative, acepta="si")
    late = asked()
    office.later((late.until - settings.VENTANILLA_CLOCK.today()).days * DAY + DAY)
    worker, official = office.browser(OWNER), office.browser(OFFICIAL)
    shown = text(worker.get(f"/expedientes/{folio}"))
    assert "El plazo terminó" in shown
    assert "puede firmarla hasta" not in shown
    ask_silence(late.id, now=settings.VENTANILLA_CLOCK.now())
    case_resolve(late.case_id)
    assert case().state == "en_revision"
    done = finish(official, folio, "confirmar", begin(official, folio, "confirmar", razones=REASONS))
    assert done.status_code == 302, text(done)
    (made,) = corrections()
    assert (made.fecha, made.por, made.caso) == (date(2023, 12, 1), None, case().id)
    office.print()
    shown = text(worker.get(f"/expedientes/{folio}"))
    assert "Su documento está listo" in shown
    assert "La oficina registró un aviso que corrige su historia" in text(worker.get("/buzon"))


def test_what_was_filed_in_time_is_no_silence(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    respond(company, representative, acepta="si")
    sent = company.send(company.sign(company.get(prepared(company)), representative))
    assert sent.status_code == 302
    with scope(None):
        Case.objects.filter(tramite="movimiento_correccion").update(state="en_revision", resolved_at=None)
    assert "Ya envió la corrección" in text(company.get(f"/respuestas/{asked().id}"))
    office.later((asked().until - settings.VENTANILLA_CLOCK.today()).days * DAY + DAY)
    from ventanilla.apps.cases.jobs import close_silences

    close_silences(0)
    assert ask_silence(asked().id, now=settings.VENTANILLA_CLOCK.now()) is None
    settle(office)
    assert (asked().outcome, case().state) == ("abierta", "preguntado")


def test_a_refusal_is_read_by_the_worker_and_verified_by_the_office(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    folio = filed(worker, who)
    respond(company, representative, acepta="no", motivo="Entró el día que dice el aviso")
    shown = text(worker.get(f"/expedientes/{folio}"))
    for said in ("Lo está verificando la oficina", "Entró el día que dice el aviso"):
        assert said in shown, said
    official = office.browser(OFFICIAL)
    page = text(official.get(f"{VERIFY}/{asked().id}"))
    for said in (PROOF, "Entró el día que dice el aviso", "La fecha es el 1 de diciembre de 2023"):
        assert said in page, said
    official.post(f"{VERIFY}/{asked().id}", FOUND | {"seguro": "si"})
    assert (kinds(), case().state, corrections()) == (["Ask", "Ask", "Refer"], "en_revision", [])


# -- signing while it is taken back


@pytest.mark.parametrize("first", ["withdraw", "sign"])
def test_a_correction_signed_and_a_dispute_taken_back_both_stand(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity, first: str
) -> None:
    filed(worker, who)
    respond(company, representative, acepta="si")
    page = company.sign(company.get(prepared(company)), representative)
    mine = case()
    if first == "sign":
        assert company.send(page).status_code == 302
    case_withdraw(actor_of(mine), mine.id, now=settings.VENTANILLA_CLOCK.now())
    if first == "withdraw":
        assert company.send(page).status_code == 302
    settle(office)
    assert (case().state, asked().outcome, len(corrections())) == ("desistido", "retirada", 1)
    assert kinds() == ["Ask", "Ask"]


def test_both_at_the_same_moment_leave_one_end_of_the_dispute_and_one_correction(committing_office: Office) -> None:
    office = committing_office
    company, seal = office.browser("empresa"), office.mint.identity("empresa")
    filed(office.browser(OWNER), office.mint.identity(OWNER))
    respond(company, seal, acepta="si")
    page = company.sign(company.get(prepared(company)), seal)
    mine, gate, late = case(), threading.Barrier(2), list[TooLate]()
    answered: list[int] = []

    def signs() -> None:
        try:
            gate.wait()
            answered.append(company.send(page).status_code)
            settle(office)
        finally:
            connection.close()

    def takes_back() -> None:
        try:
            gate.wait()
            case_withdraw(actor_of(mine), mine.id, now=settings.VENTANILLA_CLOCK.now())
        except TooLate as told:
            late.append(told)
        finally:
            connection.close()

    both = [threading.Thread(target=work) for work in (signs, takes_back)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    settle(office)
    assert answered == [302]
    assert len(corrections()) == 1
    assert chain_verify(SubjectId(mine.subject)) is None
    assert chain_verify(SubjectId(patron())) is None
    ended = ("aprobado", "contestada") if late else ("desistido", "retirada")
    assert (case().state, asked().outcome) == ended


def test_its_end_is_told_once_however_often_the_job_runs(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    respond(company, representative, acepta="si")
    correct(office, company, representative)
    settle(office)
    assert kinds() == ["Ask", "Ask", "Approve"]
    with scope(None):
        told = LoggedEvent.objects.filter(subject=case().subject, type="respuesta_recibida")
        assert told.count() == 2


# -- confidential: nothing that the employer can see says that somebody asked

SEEN_BY_THE_COMPANY = (
    "/oficina",
    "/oficina/movimientos",
    "/oficina/personas",
    "/oficina/calendario",
    "/buzon",
    "/cuenta/autorizaciones",
)


def seen_by(company: Browser) -> dict[str, str]:
    """What each page of the employer shows, without what changes by itself."""
    return {path: text(company.get(path)) for path in SEEN_BY_THE_COMPANY}


def rows_of_the_company() -> tuple[int, ...]:
    """What row-level security lets the employer's own scope read."""
    with scope(SubjectId(patron())):
        return Ask.objects.count(), Case.objects.count(), LoggedEvent.objects.count()


def test_who_asked_in_confidence_leaves_no_trace_for_the_employer_until_it_is_corrected(
    office: Office, worker: Browser, company: Browser, who: Identity
) -> None:
    enter(office, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    before, rows, events = seen_by(company), rows_of_the_company(), len(told_to_the_company())
    folio = filed(worker, who, quien="institucion")
    assert (seen_by(company), rows_of_the_company(), len(told_to_the_company())) == (before, rows, events)
    for path in (f"/respuestas/{asked().id}", f"/expedientes/{folio}"):
        assert company.get(path).status_code == 404
    assert company.post(f"/respuestas/{asked().id}/preparar").status_code == 404
    first, second = office.browser(OFFICIAL), office.browser(ANOTHER)
    first.post(f"{VERIFY}/{asked().id}", FOUND | {"seguro": "si"})
    assert (kinds(), corrections()) == (["Ask", "Refer"], [])
    assert (seen_by(company), rows_of_the_company(), len(told_to_the_company())) == (before, rows, events)
    finish(second, folio, "confirmar", begin(second, folio, "confirmar", razones=REASONS))
    (made,) = corrections()
    assert made.cuenta is not None
    assert made.caso == case().id
    # Now it sees a notice corrected by the office, and neither who asked, nor who decided, nor in which case.
    listed = text(company.get("/oficina/movimientos"))
    assert "Corrige otro aviso" in listed
    assert "La oficina" in listed
    for name in (drawn().named(OFFICIAL).nombre, drawn().named(ANOTHER).nombre, folio, str(case().id)):
        assert name not in listed
    entry = told_to_the_company()[-1]
    assert (entry.type, entry.case) == ("movimiento_presentado", None)
    for hidden in (str(case().id), str(case().account_id), str(made.cuenta), str(case().subject)):
        assert hidden not in entry.body, hidden
    assert rows_of_the_company()[:2] == rows[:2]


def test_the_rules_alone_never_change_what_an_employer_registered(
    office: Office, worker: Browser, who: Identity
) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    filed(worker, who, quien="institucion")
    office.browser(OFFICIAL).post(f"{VERIFY}/{asked().id}", FOUND | {"seguro": "si"})
    case_resolve(case().id)
    assert (case().state, corrections()) == ("en_revision", [])
