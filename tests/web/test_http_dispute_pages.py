"""One tap to a dispute, those of one employer for the office, and what a sealed receipt says beside the register."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.aclaracion import ALTA, asked, begun, case, filed, respond
from tests.web.office import ORIGIN, Browser, Mint, Office, drawn, text
from tests.web.referred import ANOTHER, OFFICIAL, enter, reviewing
from tests.web.test_http_desk import VERIFY
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.cases.api import ask_silence, case_resolve
from ventanilla.apps.cases.models import Ask, Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.kernel.period import Period
from ventanilla.synthetic.payroll_receipts import Pago, Sellador, Trabajador, receipt

OWNER = "trabajadora"
STAFF = "/personal/aclaraciones"


def movement(words: str = ALTA) -> UUID:
    """The movement of the worker that ``words`` say."""
    assert words == ALTA
    with scope(None):
        rows = Movimiento.objects.filter(persona=drawn().named(OWNER).subject, fecha=date(2023, 12, 7), tipo="08")
        return rows.get().id


def patron() -> UUID:
    return next(one for one in drawn().patrones if one.slug == "empresa").subject


# -- one tap


def test_one_tap_opens_a_draft_at_the_only_question_that_nobody_knows(office: Office) -> None:
    worker, here = office.browser(OWNER), f"/aclarar/{movement()}"
    page = text(worker.get(here))
    assert ALTA in page
    assert "Falta un aviso" not in page
    opened = worker.post(here, {"problema": "fecha"})
    assert opened.status_code == 302
    assert "¿Cuál es la fecha correcta?" in text(worker.get(opened.headers["Location"]))
    with scope(None):
        draft = Case.objects.get(tramite="aclaracion").draft
    assert (draft["problema"], draft["movimiento"]) == ("fecha", ALTA)
    assert worker.post(here, {"problema": "fecha"}).headers["Location"] == opened.headers["Location"]
    odd = worker.post(here, {"problema": "falta"}).headers["Location"]
    assert "¿Qué no es correcto?" in text(worker.get(odd))


def test_a_movement_of_another_is_not_there(office: Office) -> None:
    here = f"/aclarar/{movement()}"
    for slug in ("patron", "empresa"):
        stranger = office.browser(slug)
        stranger.get("/oficina")
        for path in (here, f"/aclarar/{uuid4()}"):
            assert stranger.get(path).status_code == 404
            assert stranger.post(path, {"problema": "fecha"}).status_code == 404


def test_the_second_dispute_of_a_movement_is_told_of_the_first(office: Office) -> None:
    worker, here = office.browser(OWNER), f"/aclarar/{movement()}"
    folio = filed(worker, office.mint.identity())
    worker.get(here)
    told = worker.post(here, {"problema": "salario"})
    assert told.status_code == 409
    assert "Ya pidió una aclaración de este aviso" in text(told)
    assert f'href="/expedientes/{folio}"' in told.content.decode()
    assert worker.post(here, {"problema": "salario", "otra": "si"}).status_code == 302


# -- by employer


def test_the_office_sees_disputes_together_by_employer_and_who_disputes_only_inside(office: Office) -> None:
    enter(office, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL)
    official, worker = office.browser(OFFICIAL), office.browser(OWNER)
    assert "No hay aclaraciones abiertas" in text(official.get(STAFF))
    first = filed(worker, office.mint.identity())
    filed(worker, office.mint.identity(), quien="institucion", movimiento=ALTA)
    listed = text(official.get(STAFF))
    for said in ("Manufacturas Colibrí", "La fecha de un aviso no es correcta (2)", "Ninguna"):
        assert said in listed, said
    assert drawn().named(OWNER).nombre not in listed
    with scope(None):
        before = AccessRecord.objects.filter(subject=drawn().named(OWNER).subject, what="expediente").count()
    inside = text(official.get(f"{STAFF}/{patron()}"))
    for said in ("Tiene 2 aclaraciones abiertas", "Que conteste el empleador", "En reserva: no se dice al empleador"):
        assert said in inside, said
    with scope(None):
        after = AccessRecord.objects.filter(subject=drawn().named(OWNER).subject, what="expediente").count()
        late = Ask.objects.get(case__folio=first)
    assert after > before
    office.later(7 * 86_400)
    ask_silence(late.id, now=settings.VENTANILLA_CLOCK.now())
    case_resolve(late.case_id)
    official = office.browser(OFFICIAL)
    assert "No contestó 1 vez" in text(official.get(STAFF))
    assert f'href="/personal/expedientes/{first}"' in official.get(f"{STAFF}/{patron()}").content.decode()


def test_whoever_reviews_nothing_sees_no_page_and_nobody_their_own(office: Office) -> None:
    enter(office, OWNER, ANOTHER)
    reviewing(OWNER)
    worker = office.browser(OWNER)
    filed(worker, office.mint.identity())
    for path in (STAFF, f"{STAFF}/{patron()}"):
        assert office.browser(ANOTHER).get(path).status_code == 404
        assert office.browser("empresa").get(path).status_code == 404
    assert "No hay aclaraciones abiertas" in text(worker.get(STAFF))
    assert worker.get(f"{STAFF}/{patron()}").status_code == 404
    assert worker.get(f"{STAFF}/{uuid4()}").status_code == 404


# -- sealed receipts


def payslip(mint: Mint, sbc: int, *, slug: str = OWNER) -> bytes:
    """A receipt of the first half of June, by the employer of the worker, sealed by it."""
    firm, who = next(one for one in drawn().patrones if one.slug == "empresa"), drawn().named(slug)
    whose, serial, at = firm.persona, "30001000000796000001", settings.VENTANILLA_CLOCK.now()
    csd = IdentityRequest("csd", "", "", whose.rfc, whose.curp, "", "", Variant.CSD, firm.nombre.upper(), firm.rfc)
    seal = Sellador(mint.key, issue_identity(csd, mint.key.public_key(), mint.authority, serial, at), serial)
    period = Period(date(2026, 11, 1), date(2026, 11, 15))
    worker = Trabajador(who, who.nss or "", date(2023, 12, 7), sbc, sbc, "00001", "Auxiliar", "CMX")
    paid = Pago(dias=period.days, sueldo=sbc * period.days)
    uuid = str(who.subject).upper()
    return receipt(firm, firm.registros[0], worker, paid, period, seal, uuid=uuid, timbrador=seal)


def attached(browser: Browser, draft: str, name: str, data: bytes) -> int:
    """The status of attaching a receipt to a draft."""
    here = f"/solicitudes/{draft}/10"
    browser.get(here)
    fields = {"csrfmiddlewaretoken": browser.token, "adjuntar": "1", "recibos": SimpleUploadedFile(name, data)}
    return browser._seen(browser.client.post(here, fields, headers={"origin": ORIGIN})).status_code


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda xml: xml, "Su sello es válido. Lo emitió el mismo empleador del aviso."),
        (lambda xml: xml.replace(b"Auxiliar", b"Gerente_"), "Su sello no corresponde a lo que dice: no prueba nada."),
    ],
)
def test_a_receipt_is_judged_and_shown_beside_the_register(office: Office, change: object, says: str) -> None:
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    worker, company = office.browser(OWNER), office.browser("empresa")
    draft = begun(worker)
    xml = payslip(office.mint, 90_000)
    assert attached(worker, draft, "junio.xml", change(xml)) == 302  # type: ignore[operator]  # a function of the test
    sent = worker.send(worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert sent.status_code == 302, text(sent)
    here = text(company.get(f"/respuestas/{asked().id}"))
    assert "junio.xml" not in here
    assert "Recibo" not in here
    respond(company, office.mint.identity("empresa"), acepta="no", motivo="El salario es el del contrato")
    assert says in text(office.browser(OFFICIAL).get(f"{VERIFY}/{asked().id}"))
    assert case().state == "preguntado"


def test_only_a_receipt_is_taken_as_one(office: Office) -> None:
    worker = office.browser(OWNER)
    draft = begun(worker)
    for data in (
        b"<?xml version='1.0'?><a/>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"%PDF-1.4",
    ):
        assert attached(worker, draft, "recibo.xml", data) == 422
    assert attached(worker, draft, "recibo.xml", payslip(office.mint, 90_000)) == 302
