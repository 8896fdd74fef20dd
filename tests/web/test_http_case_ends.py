"""What a person answers in their own case, what is paid, who wins of two that end a case, and what is promised."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.conf import settings
from django.db import connection

from tests.web import aclaracion
from tests.web.office import Browser, Office, text
from tests.web.referred import ANOTHER, OFFICIAL, OWNER, actor, enter, reviewing
from tests.web.referred import filed as referred
from ventanilla.apps.cases.api import (
    AskClosed,
    CaseNotFound,
    TooLate,
    ask_answer_official,
    ask_paid,
    asks_open,
    case_ask_more,
    case_resolve,
    case_take,
    case_withdraw,
    offer,
    tramites,
)
from ventanilla.apps.cases.models import Ask, Case, Resolution
from ventanilla.apps.cases.runner import actor_of
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.signatures.models import Signature
from ventanilla.domain.authority import SYSTEM, Assurance
from ventanilla.domain.cases import State
from ventanilla.domain.cases.terms import review_date
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import long_date
from ventanilla.kit import AnswerTo, Approve, FromPerson, MasInformacion, Paid, Payment, Reject, Silence
from ventanilla.kit import Ask as AskFor
from ventanilla.tramites.constancia_vigencia.definition import TRAMITE as VIGENCIA

if TYPE_CHECKING:
    from tests.conftest import OfficeDatabase

UNTIL: Final = date(2026, 12, 4)
PRICE: Final = 25000
LATE: Final = "y aún no lo hicimos"
QUESTION: Final = "¿Para qué la quiere?"
ROOT: Final = Path(__file__).resolve().parents[2]


def asking(of: FromPerson | Payment, what: type[Any]) -> Any:
    """The constancia, once it asks for something before it is decided."""

    def facts(solicitud: Any, by: Any, ask: Any) -> Any:
        return VIGENCIA.facts(solicitud, by, ask), ask(AnswerTo(what))

    def decide(solicitud: Any, hechos: Any, on: date) -> Any:
        known, answer = hechos
        if answer is None:
            return AskFor(of, what, UNTIL, QUESTION)
        if isinstance(answer, Silence) or (isinstance(answer, Paid) and answer.centavos < PRICE):
            return Reject(why=("Faltó lo que se pidió.",), cite=VIGENCIA.cite)
        return VIGENCIA.decide(solicitud, known, on)

    return dataclasses.replace(VIGENCIA, facts=facts, decide=decide, in_words=lambda hechos: ())


@pytest.fixture
def offered() -> Iterator[Any]:
    """What is offered may be changed, and is put back."""
    before = tramites()
    yield lambda tramite: offer(before | {tramite.key: tramite})
    offer(before)


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


def only_ask() -> Ask:
    with scope(None):
        return Ask.objects.get()


def case(folio: str) -> Case:
    with scope(None):
        return Case.objects.get(folio=folio)


def kinds(folio: str) -> list[str]:
    with scope(None):
        return list(Resolution.objects.filter(case__folio=folio).order_by("number").values_list("kind", flat=True))


# -- the person's own answer


def test_a_person_answers_in_their_own_case_and_it_is_decided(office: Office, worker: Browser, offered: Any) -> None:
    offered(asking(FromPerson(), MasInformacion))
    who = office.mint.identity()
    folio = worker.filed(who)
    page = text(worker.get(f"/expedientes/{folio}"))
    assert "4 de diciembre de 2026" in page
    here = worker.get(f"/expedientes/{folio}/responder").headers["Location"]
    assert here == f"/respuestas/{only_ask().id}"
    shown = text(worker.get(here))
    assert QUESTION in shown
    name = MasInformacion.asked()[0].name
    assert worker.post(here, {name: ""}).status_code == 422
    assert worker.get(f"{here}/revisar").headers["Location"] == here
    assert worker.post(here, {name: "Para un crédito"}).headers["Location"] == f"{here}/revisar"
    assert office.browser("pensionada").get(here).status_code == 404
    signed = worker.sign(worker.get(f"{here}/revisar"), who)
    assert worker.post(signed.action, {}).status_code == 422  # who entered with an e.firma answers with it
    assert worker.send(signed).headers["Location"] == f"/expedientes/{folio}"
    assert worker.send(signed).status_code == 302
    assert kinds(folio) == ["Ask", "Approve"]
    ask = only_ask()
    assert (ask.outcome, ask.answer) == ("contestada", {name: "Para un crédito"})
    with scope(None):
        assert Signature.objects.get(typ="ventanilla.respuesta.v1").id == ask.signature
        told = LoggedEvent.objects.filter(subject=case(folio).subject, type="respuesta_recibida")
        assert told.count() == 1
        assert chain_verify(SubjectId(case(folio).subject)) is None
    assert worker.get(f"/expedientes/{folio}/responder").headers["Location"] == f"/expedientes/{folio}"
    assert "Para un crédito" in text(worker.get(here))


def test_who_entered_with_a_password_answers_without_a_signature(office: Office, worker: Browser, offered: Any) -> None:
    offered(asking(FromPerson(), MasInformacion))
    folio = worker.filed(office.mint.identity())
    by_password = Browser()
    by_password.enter(case(folio).account_id, Assurance.N2)
    here, name = f"/respuestas/{only_ask().id}", MasInformacion.asked()[0].name
    by_password.get(here)
    by_password.post(here, {name: "Para un crédito"})
    page = by_password.get(f"{here}/revisar")
    import re

    action = re.search(r'action="([^"]*contenido=[^"]*)"', page.content.decode())
    assert action is not None, text(page)
    assert by_password.post(action[1]).headers["Location"] == f"/expedientes/{folio}"
    assert (only_ask().outcome, only_ask().signature) == ("contestada", None)
    assert kinds(folio) == ["Ask", "Approve"]


def test_what_an_official_asked_of_a_person_comes_back_to_the_review(office: Office) -> None:
    enter(office, OWNER, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    folio, now = referred(), settings.VENTANILLA_CLOCK.now()
    case_take(folio, by=actor(OFFICIAL), now=now)
    case_ask_more(folio, question="¿Qué acta trae?", until=UNTIL, by=actor(OFFICIAL), now=now)
    owner, who = office.browser(OWNER), office.mint.identity(OWNER)
    here = owner.get(f"/expedientes/{folio}/responder").headers["Location"]
    assert "¿Qué acta trae?" in text(owner.get(here))
    owner.post(here, {MasInformacion.asked()[0].name: "La de nacimiento"})
    assert owner.send(owner.sign(owner.get(f"{here}/revisar"), who)).headers["Location"] == f"/expedientes/{folio}"
    assert case(folio).state == "en_revision"
    assert kinds(folio) == ["Refer", "Ask"]
    with scope(None):
        assert case(folio).taken_by_id == actor(OFFICIAL).account


# -- a payment


def test_a_payment_is_taken_once_and_the_case_goes_on(office: Office, worker: Browser, offered: Any) -> None:
    offered(asking(Payment("Constancia", PRICE), Paid))
    folio, now = worker.filed(office.mint.identity()), settings.VENTANILLA_CLOCK.now()
    ask = only_ask()
    assert (ask.of, ask.concept, ask.centavos, ask.subject) == ("pago", "Constancia", PRICE, None)
    assert worker.get(f"/respuestas/{ask.id}").status_code == 404  # nobody says by themselves that they paid
    paid = Paid(PRICE, date(2026, 11, 22), "BANCO-1")
    for _ in range(2):
        assert ask_paid(ask=ask.id, paid=paid, now=now).outcome.value == "contestada"
    with pytest.raises(AskClosed):
        ask_paid(ask=ask.id, paid=dataclasses.replace(paid, reference="BANCO-2"), now=now)
    assert only_ask().answer == {"centavos": PRICE, "on": "2026-11-22", "reference": "BANCO-1"}
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Approve"]
    with scope(None):
        told = LoggedEvent.objects.filter(subject=case(folio).subject, type="respuesta_recibida")
        assert told.count() == 1


def test_a_payment_that_is_not_enough_is_the_tramites_to_judge(office: Office, worker: Browser, offered: Any) -> None:
    offered(asking(Payment("Constancia", PRICE), Paid))
    folio, now = worker.filed(office.mint.identity()), settings.VENTANILLA_CLOCK.now()
    ask_paid(ask=only_ask().id, paid=Paid(PRICE - 1, date(2026, 11, 22), "BANCO-1"), now=now)
    assert case_resolve(case(folio).id) is State.NEGADO


def test_a_payment_after_its_day_is_not_taken_and_nothing_else_is_a_payment(
    office: Office, worker: Browser, offered: Any
) -> None:
    offered(asking(Payment("Constancia", PRICE), Paid))
    worker.filed(office.mint.identity())
    paid = Paid(PRICE, date(2026, 12, 5), "BANCO-1")
    with pytest.raises(AskClosed):
        ask_paid(ask=only_ask().id, paid=paid, now=settings.VENTANILLA_CLOCK.now() + timedelta(days=13))
    assert only_ask().outcome == "abierta"
    offer(tramites() | {VIGENCIA.key: VIGENCIA})
    aclaracion.filed(worker, office.mint.identity())
    with pytest.raises(CaseNotFound):
        ask_paid(ask=aclaracion.asked().id, paid=paid, now=settings.VENTANILLA_CLOCK.now())


# -- two that end it at once


@pytest.mark.parametrize("round_", range(4))
def test_of_taking_it_back_and_deciding_it_exactly_one_happens(committing_office: Office, round_: int) -> None:
    office = committing_office
    worker = office.browser("trabajadora")
    aclaracion.filed(worker, office.mint.identity(), quien="institucion")
    mine, now = aclaracion.case(), settings.VENTANILLA_CLOCK.now()
    (waiting,) = asks_open("verificacion")
    found = {"procede": "no", "motivo": "No hay constancia"}
    ask_answer_official(by=SYSTEM, ask=waiting.id, answers=found, now=now)
    start = Barrier(2)

    def decide() -> str:
        start.wait()
        try:
            return case_resolve(mine.id).value
        finally:
            connection.close()

    def withdraw() -> str:
        start.wait()
        try:
            return case_withdraw(actor_of(mine), mine.id, now=now).state.value
        except TooLate as late:
            return f"tarde:{late.view.state.value}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        orders = [decide, withdraw] if round_ % 2 else [withdraw, decide]
        answers = {order.__name__: pool.submit(order) for order in orders}
    ended = aclaracion.case().state
    decided, withdrawn = answers["decide"].result(), answers["withdraw"].result()
    with scope(None):
        last = list(Resolution.objects.order_by("number").values_list("kind", flat=True))
        told = list(LoggedEvent.objects.filter(subject=mine.subject).values_list("type", flat=True))
        assert chain_verify(SubjectId(mine.subject)) is None
    if ended == "desistido":
        assert (decided, withdrawn, last) == ("desistido", "desistido", ["Ask"])
    else:
        assert (ended, decided, withdrawn, last) == ("negado", "negado", "tarde:negado", ["Ask", "Reject"])
    assert told.count("caso_desistido") + told.count("caso_resuelto") == 1


# -- what is promised


def test_an_immediate_case_that_is_referred_promises_another_date_and_says_when_it_is_late(
    office: Office, worker: Browser, offered: Any
) -> None:
    from ventanilla.kit import Refer

    def doubt(solicitud: Any, hechos: Any, on: date) -> Any:
        proposal = VIGENCIA.decide(solicitud, hechos, on)
        assert isinstance(proposal, Approve)
        return Refer("afiliacion", ("Hay una duda.",), proposal)

    offered(dataclasses.replace(VIGENCIA, decide=doubt))
    folio = worker.filed(office.mint.identity())
    promised = review_date(settings.VENTANILLA_CLOCK.today())
    assert (case(folio).state, case(folio).promised_on) == ("en_revision", promised)
    said = f"a más tardar el {long_date(promised)}"
    on_time = text(worker.get(f"/expedientes/{folio}"))
    assert said in on_time
    assert LATE not in on_time
    office.later(24 * 3600 * (promised - settings.VENTANILLA_CLOCK.today()).days)
    worker = office.browser("trabajadora")
    assert LATE not in text(worker.get(f"/expedientes/{folio}"))  # its last day is still in time
    office.later(24 * 3600)
    worker = office.browser("trabajadora")
    assert f"Prometimos responder el {long_date(promised)} {LATE}." in text(worker.get(f"/expedientes/{folio}"))


# -- deciding again, from the command line


def recalculated(database: OfficeDatabase, var: Path, folio: str) -> tuple[int, str]:
    """`ventanilla oficina recalcular`, in a process of its own."""
    order = [sys.executable, "-c", "from ventanilla.cli import main; main()", "oficina", "recalcular", folio]
    environment = dict(os.environ) | {"VENTANILLA_DATABASE_WEB": database.web_url, "VENTANILLA_VAR": str(var)}
    done = subprocess.run(order, env=environment, cwd=ROOT, text=True, capture_output=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_the_command_decides_again_what_an_office_holds(
    committing_office: Office, fresh_office: OfficeDatabase, tmp_path: Path
) -> None:
    office, var = committing_office, tmp_path / "var"
    (var / "keys").mkdir(parents=True)
    # The process opens what this one sealed.
    (var / "keys" / "campos.secret").write_text(settings.VENTANILLA_FIELD_KEY.hex())
    folio = office.browser("trabajadora").filed(office.mint.identity())
    assert recalculated(fresh_office, var, folio) == (0, "1. Approve: saldría igual.\n")
    spoken = "-".join(folio[at : at + 4] for at in range(0, 12, 4)).lower()
    assert recalculated(fresh_office, var, spoken)[0] == 0
    assert recalculated(fresh_office, var, "0000-0000-0000")[0] == 2
    with scope(None):
        kept = Resolution.objects.get()
        changed = kept.record | {"decision": {"result": kept.record["decision"]["result"] | {"al": "2020-01-01"}}}
        Resolution.objects.create(case=kept.case, number=2, kind="Approve", record=changed, decided_at=kept.decided_at)
        by_hand = changed | {"by_rules": False}
        Resolution.objects.create(case=kept.case, number=3, kind="Reject", record=by_hand, decided_at=kept.decided_at)
    code, said = recalculated(fresh_office, var, folio)
    assert code == 1
    assert "2. Approve: saldría distinto." in said
    assert "decisión result.al: antes '2020-01-01', ahora" in said
    assert "3. Reject: no la tomaron las reglas; no se recalcula." in said
