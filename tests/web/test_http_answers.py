"""Asking and answering over HTTP: the employer in its own office, the day that ends, the case taken back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings

from tests.web.aclaracion import ALTA, COMPANY, PROOF, UNTIL, asked, begun, case, correct, filed, kinds, respond
from tests.web.office import Browser, Identity, Office, drawn, text
from ventanilla.apps.cases.api import (
    AskClosed,
    CaseNotFound,
    Incomplete,
    TooLate,
    ask_answer_official,
    ask_silence,
    asks_open,
    case_resolve,
    case_withdraw,
)
from ventanilla.apps.cases.models import Ask, Case, Resolution
from ventanilla.apps.cases.runner import actor_of
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.signatures.models import Signature
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Address, Form, field

DAY = 24 * 3600


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


@pytest.fixture
def company(office: Office) -> Browser:
    """Her employer, signed in with its own e.firma."""
    return office.browser("empresa")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


@pytest.fixture
def representative(office: Office) -> Identity:
    return office.mint.identity("empresa")


def logged(subject: UUID | None) -> list[str]:
    assert subject is not None
    with scope(None):
        return list(LoggedEvent.objects.filter(subject=subject).order_by("seq").values_list("type", flat=True))


# -- the other party


def test_the_employer_answers_with_its_own_efirma_and_the_case_is_resolved(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    folio = filed(worker, who)
    waiting = text(worker.get(f"/expedientes/{folio}"))
    for shown in (
        "Falta que conteste su empleador",
        "27 de noviembre de 2026",
        "Quedan 5 días",
        "Lo tiene su empleador",
    ):
        assert shown in waiting
    assert "Le piden una respuesta" in text(company.get("/oficina"))
    page = text(company.get(f"/respuestas/{asked().id}"))
    for shown in (
        ALTA,
        "La fecha es el 1 de diciembre de 2023",
        drawn().named("trabajadora").nss or "",
        "Solo ve lo que hace",
    ):
        assert shown in page
    assert PROOF not in page
    assert folio not in page
    first = asked()
    respond(company, representative, acepta="si")
    with scope(None):
        first.refresh_from_db()
    assert kinds() == ["Ask", "Ask"]
    with scope(None):
        signature = Signature.objects.get(typ="ventanilla.respuesta.v1")
        assert chain_verify(SubjectId(case().subject)) is None
    assert (signature.id, signature.subject) == (first.signature, first.subject)
    assert "El empleador contestó." in text(worker.get(f"/expedientes/{folio}"))
    assert "Ya contestó" in text(company.get(f"/respuestas/{first.id}"))
    assert logged(first.subject)[-3:] == ["respuesta_pedida", "respuesta_dada", "respuesta_pedida"]
    correct(office, company, representative)
    assert (kinds(), case().state) == (["Ask", "Ask", "Approve"], "aprobado")
    assert "Le piden una respuesta" not in text(company.get("/oficina"))
    office.print()
    assert "Su documento está listo" in text(worker.get(f"/expedientes/{folio}"))


def test_another_party_sees_what_is_asked_and_nothing_else_of_the_case(
    office: Office, worker: Browser, company: Browser, who: Identity
) -> None:
    folio = filed(worker, who)
    assert company.get(f"/expedientes/{folio}").status_code == 404
    employer = asked().subject
    assert employer is not None
    with scope(SubjectId(employer)):
        assert Ask.objects.count() == 1
        assert Case.objects.count() == Resolution.objects.count() == 0
        assert not LoggedEvent.objects.filter(case=asked().case_id, subject=employer).exists()
    for stranger in ("patron", "personal"):
        assert office.browser(stranger).get(f"/respuestas/{asked().id}").status_code == 404
    assert worker.get(f"/respuestas/{asked().id}").status_code == 404  # hers to read in her case, not to answer
    with scope(SubjectId(case().subject)):
        assert Ask.objects.count() == 1


def test_the_log_of_the_employer_does_not_say_who_asked(office: Office, worker: Browser, who: Identity) -> None:
    filed(worker, who)
    mine = case()
    with scope(None):
        entry = LoggedEvent.objects.get(type="respuesta_pedida")
    assert (entry.case, entry.subject) == (None, asked().subject)
    assert str(mine.subject) not in entry.body
    assert str(mine.account_id) not in entry.body


def test_no_answer_without_a_reason_and_what_was_typed_is_kept(
    worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    here = f"/respuestas/{asked().id}"
    company.get(here)
    refused = company.post(here, {"acepta": "no", "motivo": ""})
    assert refused.status_code == 422
    assert "Explique por qué no está de acuerdo." in text(refused)
    assert company.get(f"{here}/revisar").status_code == 302
    respond(company, representative, acepta="no", motivo="El contrato dice otra cosa")
    assert kinds() == ["Ask", "Ask"]
    assert (case().state, asked().of) == ("preguntado", "oficial")


def test_an_answer_is_not_taken_without_its_signature_nor_with_anothers(
    worker: Browser, company: Browser, who: Identity
) -> None:
    filed(worker, who)
    here = f"/respuestas/{asked().id}"
    company.get(here)
    company.post(here, {"acepta": "si"})
    page = company.get(f"{here}/revisar")
    assert company.send(company.sign(page, who)).status_code == 422
    signed = company.sign(company.get(f"{here}/revisar"), who)
    assert company.post(signed.action, {}).status_code == 422
    assert asked().outcome == "abierta"


def test_an_answer_that_changed_in_another_window_is_not_sent(
    worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    here = f"/respuestas/{asked().id}"
    company.get(here)
    company.post(here, {"acepta": "si"})
    signed = company.sign(company.get(f"{here}/revisar"), representative)
    company.post(here, {"acepta": "no", "motivo": "Me equivoqué antes"})
    assert "cambió en otra ventana" in text(company.send(signed))
    assert asked().outcome == "abierta"


def test_answering_twice_answers_once(
    worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    here = f"/respuestas/{asked().id}"
    company.get(here)
    company.post(here, {"acepta": "si"})
    signed = company.sign(company.get(f"{here}/revisar"), representative)
    assert company.send(signed).headers["Location"] == company.send(signed).headers["Location"] == here
    assert kinds() == ["Ask", "Ask"]


class Domiciliada(Form):
    """An answer with a question of several inputs."""

    domicilio: Address = field("¿Dónde está el archivo?")


def test_an_answer_of_several_inputs_is_kept_whole(
    worker: Browser, company: Browser, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(worker, who)
    monkeypatch.setattr("ventanilla.tramites.aclaracion.form.RespuestaPatron", Domiciliada)
    here = f"/respuestas/{asked().id}"
    company.get(here)
    company.post(here, {"domicilio.calle": "Calle Inventada"})
    assert asked().draft["domicilio.calle"] == "Calle Inventada"


# -- the day that ends


def test_silence_is_an_indication_and_goes_to_a_person_once(office: Office, worker: Browser, who: Identity) -> None:
    folio = filed(worker, who)
    ask = asked()
    office.later(5 * DAY)  # the last day itself
    assert settings.VENTANILLA_CLOCK.today() == UNTIL
    assert ask_silence(ask.id, now=settings.VENTANILLA_CLOCK.now()) is None
    office.later(DAY)
    office_now = settings.VENTANILLA_CLOCK.now()
    from ventanilla.apps.cases.jobs import close_silences

    close_silences(0)
    close_silences(0)
    office.run("cases.resolve_case")
    office.run("cases.resolve_case")
    assert kinds() == ["Ask", "Refer"]
    assert asked().outcome == "silencio"
    assert asked().closed_at is not None
    assert asked().closed_at >= office_now  # type: ignore[operator]  # said above
    assert "Eso es un indicio, no una prueba." in text(worker.get(f"/expedientes/{folio}"))
    assert logged(case().subject).count("respuesta_vencida") == 1
    assert logged(ask.subject).count("respuesta_vencida") == 1


def test_a_late_answer_is_not_taken_and_is_told_why(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    filed(worker, who)
    here = f"/respuestas/{asked().id}"
    office.later(6 * DAY)
    company = office.browser("empresa")
    assert "El plazo para contestar terminó" in text(company.get(here))
    company.post(here, {"acepta": "si"})
    assert company.get(f"{here}/revisar").status_code == 302
    assert asked().draft == {}
    assert asked().outcome == "abierta"


def test_whoever_must_answer_is_reminded_halfway_and_two_days_before(
    office: Office, worker: Browser, company: Browser, who: Identity
) -> None:
    from ventanilla.apps.cases.jobs import remind_asks

    filed(worker, who)
    for _ in range(9):
        remind_asks(0)
        remind_asks(0)
        office.later(DAY)
    assert [job["number"] for job in office.jobs("cases.remind_ask")] == [0, 1, 2]
    office.run("cases.remind_ask")
    mails = [mail for mail in correos() if "espera una respuesta suya" in mail.body]
    assert len(mails) == 3
    private = drawn().named("trabajadora")
    assert not any(words in mail.body for mail in mails for words in (private.curp, private.nombre, ALTA))


# -- the institution verifies


def test_the_office_verifies_without_telling_the_employer(
    office: Office, worker: Browser, company: Browser, who: Identity
) -> None:
    filed(worker, who, quien="institucion")
    assert "Le piden una respuesta" not in text(company.get("/oficina"))
    (waiting,) = asks_open("verificacion")
    assert asks_open("otra") == ()
    now = settings.VENTANILLA_CLOCK.now()
    with pytest.raises(Incomplete):
        ask_answer_official(by=SYSTEM, ask=waiting.id, answers={"procede": "si"}, now=now)
    found = {"procede": "no", "motivo": "No hay constancia"}
    ask_answer_official(by=SYSTEM, ask=waiting.id, answers=found, now=now)
    with pytest.raises(AskClosed):
        ask_answer_official(by=SYSTEM, ask=waiting.id, answers=found, now=now)
    case_resolve(waiting.case)
    assert kinds() == ["Ask", "Reject"]
    assert not [kind for kind in logged_of_company() if kind.startswith("respuesta")]


def logged_of_company() -> list[str]:
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    return logged(company.subject)


def test_an_official_does_not_answer_for_the_employer(office: Office, worker: Browser, who: Identity) -> None:
    filed(worker, who)
    with pytest.raises(CaseNotFound):
        ask_answer_official(by=SYSTEM, ask=asked().id, answers={"acepta": "si"}, now=settings.VENTANILLA_CLOCK.now())


# -- taking it back


def test_it_is_taken_back_until_it_is_resolved(
    office: Office, worker: Browser, company: Browser, who: Identity
) -> None:
    folio = filed(worker, who)
    assert "Retirar este trámite" in text(worker.get(f"/expedientes/{folio}"))
    page = worker.get(f"/expedientes/{folio}/desistir")
    assert "¿Retirar su trámite?" in text(page)
    for _ in range(2):
        assert worker.post(f"/expedientes/{folio}/desistir").headers["Location"] == f"/expedientes/{folio}"
    assert case().state == "desistido"
    assert asked().outcome == "retirada"
    shown = text(worker.get(f"/expedientes/{folio}"))
    assert "Usted retiró este trámite" in shown
    assert "Retirar este trámite" not in shown
    assert "Ya no hace falta su respuesta" in text(company.get(f"/respuestas/{asked().id}"))
    assert logged(case().subject).count("caso_desistido") == 1
    assert logged(asked().subject)[-1] == "respuesta_innecesaria"
    office.run("cases.tell_applicant")
    office.later(20 * DAY)
    from ventanilla.apps.cases.jobs import close_silences

    close_silences(0)
    assert (case_resolve(case().id).value, kinds()) == ("desistido", ["Ask"])


def test_what_was_resolved_is_not_taken_back(
    office: Office, worker: Browser, company: Browser, who: Identity, representative: Identity
) -> None:
    folio = filed(worker, who)
    respond(company, representative, acepta="si")
    correct(office, company, representative)
    assert "Retirar este trámite" not in text(worker.get(f"/expedientes/{folio}"))
    late = worker.post(f"/expedientes/{folio}/desistir")
    assert (late.status_code, "Este trámite ya terminó" in text(late)) == (409, True)
    with pytest.raises(TooLate):
        case_withdraw(actor_of(case()), case().id, now=settings.VENTANILLA_CLOCK.now())
    assert case().state == "aprobado"


# -- drafts


def test_a_draft_is_deleted_by_its_owner_alone(office: Office, worker: Browser, company: Browser) -> None:
    draft = begun(worker)
    assert company.get(f"/solicitudes/{draft}/descartar").status_code == 404
    assert "¿Borrar su borrador?" in text(worker.get(f"/solicitudes/{draft}/descartar"))
    assert worker.post(f"/solicitudes/{draft}/descartar").headers["Location"] == "/oficina"
    assert worker.get(f"/solicitudes/{draft}/1").status_code == 404
    with scope(None):
        assert not Case.objects.exists()
        assert LoggedEvent.objects.filter(type="borrador_borrado").count() == 1


def test_a_draft_ends_after_it_was_announced_and_never_before(office: Office, worker: Browser) -> None:
    from ventanilla.apps.cases.jobs import end_drafts

    draft = begun(worker)
    assert "Lo conservamos hasta el 20 de febrero de 2027" in text(worker.get(f"/solicitudes/{draft}/1"))
    assert "Lo conservamos hasta el 20 de febrero de 2027" in text(worker.get("/oficina"))
    end_drafts(0)
    assert office.jobs("cases.warn_draft") == []
    office.later(100 * DAY)  # nobody ran the job on the day: it is told first, and kept for as long as was promised
    end_drafts(0)
    end_drafts(0)
    assert office.jobs("cases.warn_draft") == [{"case_id": draft}]
    office.run("cases.warn_draft")
    assert [mail for mail in correos() if "Tiene un trámite sin enviar" in mail.body]
    with scope(None):
        assert Case.objects.count() == 1
    office.later(7 * DAY)
    end_drafts(0)
    with scope(None):
        assert Case.objects.count() == 0
        assert LoggedEvent.objects.filter(type="borrador_borrado").count() == 1


def test_a_draft_that_was_saved_again_goes_on(office: Office, worker: Browser) -> None:
    from ventanilla.apps.cases.jobs import end_drafts

    draft = begun(worker)
    office.later(90 * DAY)
    end_drafts(0)
    worker = office.browser("trabajadora")
    worker.get(f"/solicitudes/{draft}/3")
    worker.post(f"/solicitudes/{draft}/3", {"correcto": "Entré otro día"})
    office.later(10 * DAY)
    end_drafts(0)
    with scope(None):
        assert Case.objects.get().expiry_told_at is None


def test_what_was_filed_cannot_be_deleted_by_the_web(office: Office, worker: Browser, who: Identity) -> None:
    from django.db import DatabaseError, connection, transaction

    filed(worker, who)
    removed = pytest.raises(DatabaseError, match="not changed or removed")
    with scope(None), removed, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_case WHERE state <> 'borrador'")


def test_the_days_are_those_of_the_calendar() -> None:
    assert UNTIL - date(2026, 11, 22) == timedelta(days=5)
    assert COMPANY in ALTA
