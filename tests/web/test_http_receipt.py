"""Proving who one is with a payroll receipt, through HTTP: who does, who must not, and who is told."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.office import Browser, Office, drawn, text
from tests.web.receipts import ANSWER, SHOW, as_if, right, sealer, send, stop_link, worker, wrong, xml_of
from tests.web.signing_up import MINE, opened_by_mail
from ventanilla.adapters.registry.local import STANDINGS
from ventanilla.apps.accounts.api import money_waits_until
from ventanilla.apps.accounts.models import Account, ReceiptProof
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.accounts.questions import COUNT, OPTIONS
from ventanilla.domain.accounts.receipt import TRIES
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

NOT_THEM = "No pudimos confirmar quién es con este recibo y estas respuestas."
NOBODY = next(curp for curp, told in STANDINGS.items() if told[1].in_force)  # the registry knows them, the office not


def contact_of(curp: str) -> str:
    person = next(one.titular for one in drawn().hogares if one.titular.curp == curp)
    name = person.slug.replace("_", ".") or person.subject.hex[:12]
    return f"{name}@registro.example"


def types_of(subject: object) -> list[str]:
    with scope(None):
        return [entry.type for entry in timeline(SubjectId(subject))]  # type: ignore[arg-type]


def test_a_receipt_and_what_only_the_record_answers_prove_it(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    assert "Con un recibo de nómina" in text(browser.get("/cuenta/identidad"))
    assert send(browser, xml_of(office.mint, one)).headers["Location"] == ANSWER
    page = text(browser.get(ANSWER))
    assert page.count("Ninguna de estas respuestas") == COUNT
    assert browser.post(ANSWER, right(one.curp, one.patron.rfc)).headers["Location"] == "/oficina"
    account = Account.objects.get(curp=one.curp)
    assert (account.proven, account.subject) == (Assurance.N2, one.hogar.titular.subject)
    assert browser.get("/oficina").status_code == 200
    assert "identidad_probada_recibo" in types_of(account.subject)


def test_money_waits_a_day(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    browser.post(ANSWER, right(one.curp, one.patron.rfc))
    account = Account.objects.get(curp=one.curp)
    actor = Actor(account.id, SubjectId(account.subject), Assurance.N2, Via.PASSWORD)
    now = settings.VENTANILLA_CLOCK.now()
    until = money_waits_until(actor, now=now)
    assert until is not None
    assert timedelta(hours=23) < until - now <= timedelta(hours=24)
    assert money_waits_until(actor, now=until) is None


def test_all_on_record_are_told_when_it_begins_and_when_it_succeeds(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    office.run("accounts.tell_receipt")
    office.run("accounts.tell_receipt")
    begun = [mail for mail in correos() if mail.to == contact_of(one.curp) and "quiere confirmar" in mail.subject]
    assert len(begun) == 1
    browser.post(ANSWER, right(one.curp, one.patron.rfc))
    office.run("accounts.tell_receipt")
    assert [mail for mail in correos() if mail.to == contact_of(one.curp) and "alguien confirmó" in mail.subject]
    assert types_of(one.hogar.titular.subject).count("identidad_intentada") == 2
    with scope(None):
        assert Aviso.objects.filter(subject=one.hogar.titular.subject, kind="identidad_intentada").count() == 2


def test_not_me_stops_it_before_and_after(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    browser.post(ANSWER, right(one.curp, one.patron.rfc))
    office.run("accounts.tell_receipt")
    link, owner = stop_link(office, contact_of(one.curp)), office.browser()
    assert "No fui yo" in text(owner.get(link))
    assert browser.get("/oficina").status_code == 200  # opening it changed nothing
    assert "Lo detuvimos" in text(owner.post(link))
    assert browser.get("/oficina").headers["Location"].startswith("/entrar")
    account = Account.objects.get(curp=one.curp)
    assert (account.is_active, account.proven, account.email, account.money_after) == (False, Assurance.N1, "", None)
    assert account.subject != one.hogar.titular.subject
    assert "Ya está detenido" in text(owner.post(link))


def test_a_link_that_nobody_made_says_nothing(office: Office) -> None:
    one = worker()
    send(opened_by_mail(office, one.curp), xml_of(office.mint, one))
    with scope(None):
        proof = ReceiptProof.objects.get()
    for path in (f"/cuenta/recibo/{proof.id}/{'0' * 64}", f"/cuenta/recibo/{proof.account_id}/{'0' * 64}"):
        stranger = office.browser()
        stranger.get("/entrar")
        assert stranger.post(path).status_code == 410
    assert Account.objects.get(curp=one.curp).is_active


# -- whoever is not the owner


def test_an_employer_that_seals_a_receipt_of_its_worker_gets_nothing_and_the_owner_is_told(office: Office) -> None:
    """It knows CURP, NSS, birth date and job, and its seal is genuine; it does not know the life before."""
    one = worker()
    impostor = opened_by_mail(office, one.curp)
    assert send(impostor, xml_of(office.mint, one)).headers["Location"] == ANSWER
    guess = wrong(right(one.curp, one.patron.rfc))
    for left in range(TRIES - 1, 0, -1):
        answer = impostor.post(ANSWER, guess)
        assert (answer.status_code, NOT_THEM in text(answer)) == (422, True)
        assert f"{left} intento" in text(answer)
    closed = impostor.post(ANSWER, guess)
    assert closed.status_code == 429
    assert "esta manera está cerrada hasta el" in text(closed)
    for answer in (impostor.get(ANSWER), send(impostor, xml_of(office.mint, one))):
        assert answer.status_code == 429
    assert impostor.post(ANSWER, right(one.curp, one.patron.rfc)).status_code == 429  # the right ones, too late
    assert impostor.get("/oficina").headers["Location"] == "/cuenta/identidad"
    assert Account.objects.get(curp=one.curp).proven == Assurance.N1
    office.run("accounts.tell_receipt")
    assert any(mail.to == contact_of(one.curp) and "quiere confirmar" in mail.subject for mail in correos())
    assert "identidad_intentada" in types_of(one.hogar.titular.subject)
    own = types_of(Account.objects.get(curp=one.curp).subject)
    assert own.count("identidad_preguntas") == TRIES


def test_the_way_opens_again_when_it_was_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    for _ in range(TRIES):
        browser.post(ANSWER, wrong(right(one.curp, one.patron.rfc)))
    assert browser.get(SHOW).status_code == 429
    with scope(None):  # as if it had been three months ago; the clock of the demonstration does not count
        ReceiptProof.objects.update(missed=int(time.time()) - 91 * 24 * 3600)
    assert browser.get(SHOW).status_code == 200


def test_the_demonstrations_clock_gives_no_more_tries(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    for _ in range(TRIES):
        browser.post(ANSWER, wrong(right(one.curp, one.patron.rfc)))
    with scope(None):
        ReceiptProof.objects.update(begun_at=settings.VENTANILLA_CLOCK.now() - timedelta(days=400))
    assert browser.get(SHOW).status_code == 429


def same_shape(browser: Browser, mint: object, xml: bytes) -> tuple[int, int, int, str]:
    """What a page of questions tells anybody: its size in questions and options, and the refusal."""
    assert send(browser, xml).headers["Location"] == ANSWER
    page = browser.get(ANSWER)
    body = page.content.decode()
    keys = sorted(set(re.findall(r'name="([0-9a-f]{16})"', body)))
    answered = browser.post(ANSWER, dict.fromkeys(keys, "7"))
    return len(keys), body.count('type="radio"'), answered.status_code, NOT_THEM if NOT_THEM in text(answered) else ""


def test_whoever_the_register_does_not_know_sees_the_same(office: Office) -> None:
    """Thin, unknown, of another number, of an employer that is none: the same pages and the same sentence."""
    thick, thin = worker(), worker(thick=False)
    stranger = as_if(thick, curp=NOBODY)
    cases = {
        "thick": (thick.curp, xml_of(office.mint, thick)),
        "thin": (thin.curp, xml_of(office.mint, thin)),
        "unknown": (NOBODY, xml_of(office.mint, stranger)),
    }
    seen = {name: same_shape(opened_by_mail(office, curp), office.mint, xml) for name, (curp, xml) in cases.items()}
    assert set(seen.values()) == {(COUNT, COUNT * (OPTIONS + 1), 422, NOT_THEM)}


def test_whoever_the_register_does_not_know_costs_the_same_queries(office: Office) -> None:
    thick = worker()
    counted: list[int] = []
    for curp, one in ((thick.curp, thick), (NOBODY, as_if(thick, curp=NOBODY))):
        browser = opened_by_mail(office, curp)
        xml = xml_of(office.mint, one, folio=f"{len(counted):08d}-0000-4000-8000-000000000000")
        browser.get(SHOW)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            send(browser, xml)
            page = browser.get(ANSWER).content.decode()
            keys = set(re.findall(r'name="([0-9a-f]{16})"', page))
            browser.post(ANSWER, dict.fromkeys(keys, "7"))
        counted.append(len(captured))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "changed",
    [{"nss": "99178500015"}, {"rfc": "XAXX010101000"}],
    ids=["other number", "generic RFC"],
)
def test_the_register_must_agree_and_never_says_so(office: Office, changed: dict[str, str]) -> None:
    """Even with every answer right: the receipt is of another number, or of nobody's RFC."""
    one = worker()
    browser = opened_by_mail(office, one.curp)
    assert send(browser, xml_of(office.mint, as_if(one, **changed))).headers["Location"] == ANSWER
    answer = browser.post(ANSWER, right(one.curp, one.patron.rfc))
    assert (answer.status_code, NOT_THEM in text(answer)) == (422, True)
    assert Account.objects.get(curp=one.curp).proven == Assurance.N1


def test_an_employer_that_does_not_insure_the_person_proves_nothing(office: Office) -> None:
    one = worker()
    theirs = {job.employer for job in one.jobs}
    other = next(patron for patron in drawn().patrones if patron.moral and patron.rfc not in theirs)
    forged = replace(one, patron=other)
    browser = opened_by_mail(office, one.curp)
    assert send(browser, xml_of(office.mint, forged)).headers["Location"] == ANSWER
    answer = browser.post(ANSWER, right(one.curp, other.rfc))
    assert (answer.status_code, NOT_THEM in text(answer)) == (422, True)


def test_a_receipt_that_proved_one_account_proves_no_other(office: Office) -> None:
    """A folio of an issuer serves once; who else shows it learns no more than anybody who fails."""
    one, other = worker(), worker(thick=False)
    folio = "AAAAAAAA-0000-4000-8000-000000000001"
    first = opened_by_mail(office, one.curp)
    send(first, xml_of(office.mint, one, folio=folio))
    assert first.post(ANSWER, right(one.curp, one.patron.rfc)).headers["Location"] == "/oficina"
    again = opened_by_mail(office, other.curp)
    replayed = replace(other, patron=one.patron)
    assert send(again, xml_of(office.mint, replayed, folio=folio)).headers["Location"] == ANSWER
    with scope(None):
        assert not ReceiptProof.objects.get(account__curp=other.curp).agrees


def test_the_same_person_sees_the_same_options_each_time(office: Office) -> None:
    """Or two looks would tell the true ones: they alone would be in both."""
    one = worker()
    browser = opened_by_mail(office, one.curp)
    pages = []
    for turn in range(2):
        send(browser, xml_of(office.mint, one, folio=f"{turn:08d}-0000-4000-8000-000000000000"))
        page = text(browser.get(ANSWER))
        pages.append(page[page.index("Preguntas de su historia") :])
    assert pages[0] == pages[1]


# -- the file


def test_what_is_wrong_with_the_file_is_said(office: Office) -> None:
    one, foreign = worker(), office.mint.foreign
    good = xml_of(office.mint, one)
    browser = opened_by_mail(office, one.curp)
    expired = sealer(office.mint, one.patron, at=settings.VENTANILLA_CLOCK.now() - timedelta(days=5 * 365))
    cases = (
        (b"", "Elija el archivo XML"),
        (b"%PDF-1.7", "No pudimos leer ese archivo"),
        (b"<a/>", "No pudimos leer ese archivo"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "No pudimos leer ese archivo"),
        (b"<x>" * 200_000, "No pudimos leer ese archivo"),
        (good.replace(b'Total="', b'Total="9', 1), "El sello no corresponde"),
        (xml_of(office.mint, one, by=sealer(office.mint, one.patron, foreign)), "El sello no es de quien emite"),
        (xml_of(office.mint, one, by=expired), "El sello no es de quien emite"),
        (xml_of(office.mint, as_if(one, curp=NOBODY)), "La CURP del recibo no es la de su cuenta"),
        (xml_of(office.mint, one, days_ago=120), "El recibo es de hace mucho"),
    )
    for xml, said in cases[:6]:
        answer = send(browser, xml)
        assert (answer.status_code, said in text(answer)) == (422, True), said
    with scope(None):
        assert not ReceiptProof.objects.exists()
    assert send(browser, good).status_code == 429  # five receipts in an hour
    for place, (xml, said) in enumerate(cases[6:]):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_attempt")
        answer = send(browser, xml)
        assert (answer.status_code, said in text(answer)) == (422, True), (place, said)


def test_a_question_without_an_answer_costs_no_try(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    answers = right(one.curp, one.patron.rfc)
    answers.pop(next(iter(answers)))
    page = browser.post(ANSWER, answers)
    assert (page.status_code, "No contó como intento" in text(page)) == (422, True)
    with scope(None):
        assert ReceiptProof.objects.get().tries == 0
    assert browser.post(ANSWER, {"x": "y"} | dict.fromkeys(answers, "99")).status_code == 422


def test_the_questions_end_in_half_an_hour_and_nobody_comes_to_them_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    assert browser.get(ANSWER).headers["Location"] == SHOW
    send(browser, xml_of(office.mint, one))
    with scope(None):
        ReceiptProof.objects.update(begun=int(time.time()) - 31 * 60)
    assert browser.get(ANSWER).headers["Location"] == SHOW
    assert browser.post(ANSWER, right(one.curp, one.patron.rfc)).headers["Location"] == SHOW


def test_an_account_that_was_proved_has_nothing_to_prove(office: Office) -> None:
    browser = office.browser("trabajadora")
    for path in (SHOW, ANSWER):
        assert browser.get(path).headers["Location"] == "/oficina"


def test_what_is_mailed_names_nobody(office: Office) -> None:
    one = worker()
    browser = opened_by_mail(office, one.curp)
    send(browser, xml_of(office.mint, one))
    browser.post(ANSWER, right(one.curp, one.patron.rfc))
    office.run("accounts.tell_receipt")
    from tests.web.signing_up import mailed

    body = mailed(contact_of(one.curp))
    person = one.hogar.titular
    assert not any(said in body for said in (one.curp, person.nss or "-", person.nombre, one.patron.rfc, MINE))
