"""A question over HTTP: what answers it at once, the promise, the answer in the inbox, and the trámite it becomes."""

from __future__ import annotations

import html
from datetime import date
from typing import get_args
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from tests.web.office import Browser, Office, drawn, text
from tests.web.questions import WORDS, asker, question_of
from tests.web.staff_files import account_of, give_roles
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.api import (
    NotReviewer,
    QuestionClosed,
    QuestionNotFound,
    consulta_answer,
    consulta_for,
    consultas_waiting,
)
from ventanilla.apps.cases.models import Case, Consulta
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Role
from ventanilla.domain.cases.consultas import Tema
from ventanilla.tramites.consulta.form import Solicitud

ANSWER = "Ese empleo lo presentó su patrón con otro número. Pida una aclaración y adjunte sus recibos."


@pytest.fixture
def worker(office: Office) -> Browser:
    return office.browser("trabajadora")


@pytest.fixture
def reviewer(office: Office) -> Browser:
    browser = office.browser("personal")
    give_roles("personal", {Role.REVISION})
    return browser


def asked(browser: Browser, tema: str = "empleos", words: str = WORDS, **more: str) -> str:
    browser.get("/consultas/nueva")
    return text(browser.post("/consultas/nueva", {"tema": tema, "pregunta": words} | more))


def only() -> Consulta:
    with scope(None):
        return Consulta.objects.get()


def test_every_topic_of_the_form_has_its_area() -> None:
    assert get_args(Solicitud.model_fields["tema"].annotation) == tuple(each.value for each in Tema)
    assert [each for each in Tema if not each.cola] == [Tema.AJENA]


def test_before_it_is_sent_a_trámite_that_answers_it_is_offered_and_the_day_is_promised(worker: Browser) -> None:
    page = asked(worker)
    assert "Quizá pueda resolverlo ya" in page
    assert "Constancia de semanas cotizadas" in page
    assert "Le contestamos a más tardar el 27 de noviembre de 2026" in page
    with scope(None):
        assert not Consulta.objects.exists()
    again = asked(worker, cambiar="1")
    assert WORDS in html.unescape(again)
    asked(worker, enviar="1")
    row = only()
    assert (row.question, row.promised_on, row.queue, row.state) == (WORDS, date(2026, 11, 27), "afiliacion", "abierta")
    assert row.proved
    with scope(None):
        assert not Case.objects.exists()  # no case was opened
    listed = text(worker.get("/consultas"))
    assert "Respuesta prometida:" in listed


def test_what_is_of_another_institution_is_said_at_once_and_not_kept(worker: Browser) -> None:
    page = asked(worker, "ajena")
    assert "Esa pregunta la contesta otra institución." in page
    assert "Enviar mi pregunta" not in page
    asked(worker, "ajena", enviar="1")
    with scope(None):
        assert not Consulta.objects.exists()


def test_a_disagreement_is_told_that_asking_stops_no_term(worker: Browser) -> None:
    assert "Una pregunta no detiene ningún plazo." in asked(worker, "desacuerdo")


@pytest.mark.parametrize("wrong", [{"tema": ""}, {"tema": "inventado"}, {"words": "¿Y?"}, {"words": "a" * 2001}])
def test_what_cannot_be_answered_is_told(worker: Browser, wrong: dict[str, str]) -> None:
    worker.get("/consultas/nueva")
    fields = {"tema": "empleos", "words": WORDS} | wrong
    answer = worker.post("/consultas/nueva", {"tema": fields["tema"], "pregunta": fields["words"], "enviar": "1"})
    assert answer.status_code == 422
    with scope(None):
        assert not Consulta.objects.exists()


def test_so_many_wait_and_no_more(worker: Browser) -> None:
    for _ in range(5):
        asked(worker, enviar="1")
    assert "Tiene varias preguntas sin contestar." in asked(worker, enviar="1")
    with scope(None):
        assert Consulta.objects.count() == 5


def test_whoever_nobody_proved_may_ask_and_the_office_is_told(office: Office, reviewer: Browser) -> None:
    unproved = office.browser()
    account = Account.objects.create(
        curp="REPN800101MNEGRV06", subject=uuid4(), name="x", opened_at=settings.VENTANILLA_CLOCK.now(), proven=1
    )
    unproved.get("/entrar")
    unproved.enter(account.id)
    asked(unproved, enviar="1")
    row = only()
    assert not row.proved
    page = text(reviewer.get(f"/personal/consultas/{row.id}"))
    assert "Esta cuenta no ha confirmado su identidad. No escriba ningún dato" in page
    sent = unproved.post(f"/consultas/{row.id}/tramite", {"tramite": "aclaracion"})
    assert sent.headers["Location"] == "/cuenta/identidad"


def test_an_official_answers_and_the_answer_is_in_the_inbox(worker: Browser, reviewer: Browser, office: Office) -> None:
    consulta = question_of("trabajadora")
    assert "Preguntas por contestar" in text(reviewer.get("/personal"))
    assert WORDS[:40] in html.unescape(text(reviewer.get("/personal/consultas")))
    here = f"/personal/consultas/{consulta}"
    reviewer.get(here)
    assert reviewer.post(here, {"respuesta": "No.", "tramite": ""}).status_code == 422
    assert reviewer.post(here, {"respuesta": ANSWER, "tramite": "inventado"}).status_code == 422
    sent = reviewer.post(here, {"respuesta": ANSWER, "tramite": "aclaracion"})
    assert sent.headers["Location"] == "/personal/consultas?hecho=contestada"
    assert reviewer.post(here, {"respuesta": ANSWER, "tramite": ""}).status_code == 422  # answered once
    assert ANSWER in html.unescape(text(worker.get("/buzon")))
    own = html.unescape(text(worker.get(f"/consultas/{consulta}")))
    for said in (ANSWER, "Le sugerimos el trámite", "Aclaración"):
        assert said in own
    assert "Una pregunta que usted hizo" in text(worker.get("/cuenta/datos/uso"))


def test_the_mail_that_tells_of_an_answer_says_nothing_of_it(
    worker: Browser, reviewer: Browser, office: Office
) -> None:
    consulta = question_of("trabajadora")
    consulta_answer(consulta, answer=ANSWER, by=asker("personal"), now=settings.VENTANILLA_CLOCK.now())
    told = str(office.jobs("inbox.tell_owner"))
    assert told != "[]"
    assert ANSWER not in told
    assert WORDS not in told


def test_its_words_go_with_it_to_the_trámite(worker: Browser) -> None:
    consulta = question_of("trabajadora")
    worker.get(f"/consultas/{consulta}")
    begun = worker.post(f"/consultas/{consulta}/tramite", {"tramite": "aclaracion"})
    assert begun.headers["Location"].startswith("/solicitudes/")
    with scope(None):
        assert Case.objects.get().draft["explica"] == WORDS
    row = only()
    assert (row.state, row.became) == ("convertida", "aclaracion")
    assert "Con esta pregunta empezó" in text(worker.get(f"/consultas/{consulta}"))


def test_what_became_a_trámite_waits_for_no_answer(worker: Browser, reviewer: Browser) -> None:
    consulta = question_of("trabajadora")
    worker.get(f"/consultas/{consulta}")
    worker.post(f"/consultas/{consulta}/tramite", {"tramite": "constancia_semanas"})  # no words fit in it
    now = settings.VENTANILLA_CLOCK.now()
    assert consultas_waiting(asker("personal"), now=now) == ()
    with pytest.raises(QuestionClosed):
        consulta_answer(consulta, answer=ANSWER, by=asker("personal"), now=now)


def test_it_is_begun_on_its_own_page_and_opens_no_draft(worker: Browser) -> None:
    assert 'href="/consultas/nueva"' in worker.get("/tramites/consulta").content.decode()
    worker.get("/tramites/consulta")
    begun = worker.post("/tramites/consulta/iniciar")
    assert begun.headers["Location"] == "/tramites/consulta"
    with scope(None):
        assert not Case.objects.exists()


# -- whose it is


def test_another_sees_no_question_and_turns_none(worker: Browser, office: Office) -> None:
    consulta = question_of("trabajadora")
    other = office.browser("patron")
    for path in (f"/consultas/{consulta}", f"/consultas/{uuid4()}"):
        assert other.get(path).status_code == 404
    other.get("/consultas")
    assert other.post(f"/consultas/{consulta}/tramite", {"tramite": "aclaracion"}).status_code == 404
    assert WORDS[:30] not in html.unescape(text(other.get("/consultas")))
    assert only().became == ""
    with scope(None):
        assert not Case.objects.exists()


def test_an_official_neither_sees_nor_answers_their_own(reviewer: Browser, office: Office) -> None:
    consulta, now = question_of("personal"), settings.VENTANILLA_CLOCK.now()
    assert consultas_waiting(asker("personal"), now=now) == ()
    assert reviewer.get(f"/personal/consultas/{consulta}").status_code == 404
    with pytest.raises(QuestionNotFound):
        consulta_answer(consulta, answer=ANSWER, by=asker("personal"), now=now)
    with scope(None), pytest.raises(DatabaseError), transaction.atomic():
        Consulta.objects.update(answered_by=account_of("personal"))


def test_whoever_reviews_nothing_answers_nothing(worker: Browser, office: Office) -> None:
    consulta, now = question_of("trabajadora"), settings.VENTANILLA_CLOCK.now()
    office.browser("patron")
    for act in (
        lambda: consultas_waiting(asker("patron"), now=now),
        lambda: consulta_answer(consulta, answer=ANSWER, by=asker("patron"), now=now),
    ):
        with pytest.raises(NotReviewer):
            act()


def test_postgresql_shows_it_to_its_owner_alone_and_lets_nobody_rewrite_it(worker: Browser, reviewer: Browser) -> None:
    consulta = question_of("trabajadora")
    me, other = asker("trabajadora"), drawn().named("patron").subject
    with scope(other):
        assert not Consulta.objects.exists()
        assert consulta_for(me, consulta) is not None
    consulta_answer(consulta, answer=ANSWER, by=asker("personal"), now=settings.VENTANILLA_CLOCK.now())
    for changed in ({"question": "otra"}, {"answer": "otra"}, {"answered_at": None}):
        with scope(None), pytest.raises(DatabaseError), transaction.atomic():
            Consulta.objects.update(**changed)


def test_its_owner_does_not_answer_it_themself(worker: Browser) -> None:
    consulta = question_of("trabajadora")
    with scope(asker("trabajadora").subject), pytest.raises(DatabaseError), transaction.atomic():
        Consulta.objects.filter(id=consulta).update(
            answer=ANSWER, answered_at=settings.VENTANILLA_CLOCK.now(), state="contestada"
        )
