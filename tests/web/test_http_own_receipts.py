"""One's own payroll receipts over HTTP: what is kept and compared, what is refused, and who never sees any of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.http import HttpResponse

from tests.web.office import ORIGIN, Browser, Office, drawn, text
from tests.web.receipts import Worker, as_if, sealer, worker, xml_of
from ventanilla.apps.affiliation.api import evidencia_for, historia_for
from ventanilla.apps.affiliation.models_propios import EmpleadorNoReconocido, ReciboGuardado
from ventanilla.apps.affiliation.recibos import MAX_AT_ONCE
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.receipt import ReceiptFault
from ventanilla.domain.anomalies import ClaseAnomalia, anomalias
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.formats.cfdi import own
from ventanilla.kernel.acts import SubjectId

HERE = "/historia/recibos"
GONE = f"{HERE}/quitar"
MORE = 90_000  # centavos a day: what the receipt says
FOLIO = "11111111-2222-4333-8444-5555555555{:02d}"
SOMEBODY = "EIMA900101MDFXRR09"


@pytest.fixture
def one(office: Office) -> Worker:
    return worker()


@pytest.fixture
def owner(office: Office, one: Worker) -> Browser:
    return office.browser("trabajadora")


def paid(one: Worker, centavos: int) -> Worker:
    """As if their employer paid them that much a day."""
    return replace(one, job=replace(one.job, wages=((one.job.since, centavos),)))


def send(browser: Browser, *files: bytes) -> HttpResponse:
    browser.get(HERE)
    sent = [SimpleUploadedFile(f"recibo-{n}.xml", content) for n, content in enumerate(files, 1)]
    data = {"csrfmiddlewaretoken": browser.token, "recibos": sent}
    return browser._seen(browser.client.post(HERE, data, headers={"origin": ORIGIN}))


def kept() -> list[ReciboGuardado]:
    with scope(None):
        return list(ReciboGuardado.objects.order_by("desde"))


def found(one: Worker) -> dict[ClaseAnomalia, object]:
    actor = Actor(uuid4(), SubjectId(one.hogar.titular.subject), Assurance.N3, Via.EFIRMA)
    historia = historia_for(actor)
    return {each.clase: each for each in anomalias(evidencia_for(actor, historia), drawn().today)}


def test_receipts_that_say_more_stand_beside_what_was_registered(office: Office, one: Worker, owner: Browser) -> None:
    assert ClaseAnomalia.RECIBO_MAYOR not in found(one)
    files = [xml_of(office.mint, paid(one, MORE), days_ago=16 * n, folio=FOLIO.format(n)) for n in range(3)]
    said = text(send(owner, *files))
    assert "Guardamos 3 recibos." in said
    assert said.count("Su recibo dice más") == 3
    assert "$900.00" in said
    assert len(kept()) == 3
    history = text(owner.get("/historia"))
    assert "Sus recibos dicen más salario que el registrado" in history
    assert "$900.00" in history
    assert "Sus recibos" in text(owner.get("/oficina")) or found(one)[ClaseAnomalia.RECIBO_MAYOR]
    office_says = text(owner.get("/cuenta/datos"))
    assert "Lo que dicen los recibos de nómina que usted guardó" in office_says


def test_one_that_agrees_is_no_fault(office: Office, one: Worker, owner: Browser) -> None:
    said = text(send(owner, xml_of(office.mint, one)))
    assert "Coincide" in said
    assert ClaseAnomalia.RECIBO_MAYOR not in found(one)


def test_the_same_one_counts_once_and_is_told(office: Office, one: Worker, owner: Browser) -> None:
    xml = xml_of(office.mint, one)
    said = text(send(owner, xml, xml))
    assert "Guardamos 1 recibo." in said
    assert "1 ya estaba" in said
    again = send(owner, xml)
    assert (again.status_code, "1 ya estaba" in text(again)) == (200, True)
    assert len(kept()) == 1


def test_what_is_not_theirs_or_not_sealed_is_refused_with_what_to_do(
    office: Office, one: Worker, owner: Browser
) -> None:
    mint = office.mint
    good = xml_of(mint, one)
    cases = {
        ReceiptFault.SEAL: good.replace(b'SalarioBaseCotApor="', b'SalarioBaseCotApor="9'),
        ReceiptFault.AUTHORITY: xml_of(mint, one, by=sealer(mint, one.patron, mint.foreign)),
        ReceiptFault.UNREADABLE: b"%PDF-1.7 no es un recibo",
        ReceiptFault.OTHER_CURP: xml_of(mint, as_if(one, curp=SOMEBODY)),
    }
    for fault, xml in cases.items():
        answer = send(owner, xml)
        assert (answer.status_code, str(fault.text()) in text(answer)) == (422, True), fault
        assert kept() == [], fault
    stranger = xml_of(mint, as_if(one, rfc="XEXX010101AB1"))
    assert str(ReceiptFault.OTHER_CURP.text()) in text(send(owner, stranger))
    huge = send(owner, good + b" " * own.MAX_RECEIPT)
    assert (huge.status_code, kept()) == (422, [])
    assert "Elija al menos un archivo" in text(send(owner))
    assert send(owner, *[b"<x/>"] * (MAX_AT_ONCE + 1)).status_code == 422


def test_a_good_one_among_bad_ones_is_kept(office: Office, one: Worker, owner: Browser) -> None:
    answer = send(owner, b"<x/>", xml_of(office.mint, one))
    assert answer.status_code == 422
    assert "Guardamos 1 recibo." in text(answer)
    assert "recibo-1.xml" in text(answer)
    assert len(kept()) == 1


def test_they_take_it_back_and_nobody_else_can(office: Office, one: Worker, owner: Browser) -> None:
    send(owner, xml_of(office.mint, paid(one, MORE)))
    [row] = kept()
    other = office.browser("pensionada")
    other.get(HERE)
    assert other.post(GONE, {"recibo": str(row.id)}).status_code == 302
    assert other.post(GONE, {"recibo": "todos"}).status_code == 302
    assert str(row.id) not in other.get(HERE).content.decode()
    assert len(kept()) == 1
    owner.get(HERE)
    assert owner.post(GONE, {"recibo": "ninguno", "anio": "x"}).headers["Location"] == HERE
    assert owner.post(GONE, {"recibo": str(row.id), "anio": "2026"}).status_code == 302
    assert kept() == []
    assert ClaseAnomalia.RECIBO_MAYOR not in found(one)
    send(owner, xml_of(office.mint, one))
    assert owner.post(GONE, {"recibo": "todos"}).status_code == 302
    assert kept() == []
    story = text(owner.get("/cuenta/datos/uso"))
    assert story, "the page of what happened still opens"


def test_no_employer_sees_a_row_of_it_whatever_it_asks_of_the_database(
    office: Office, one: Worker, owner: Browser
) -> None:
    send(owner, xml_of(office.mint, paid(one, MORE)))
    say(owner)
    company = next(each for each in drawn().patrones if each.rfc == one.patron.rfc)
    for subject in (company.subject, *(each.subject for each in company.registros), uuid4()):
        with scope(SubjectId(subject)):
            assert (list(ReciboGuardado.objects.all()), list(EmpleadorNoReconocido.objects.all())) == ([], [])
    with scope(SubjectId(one.hogar.titular.subject)):
        assert ReciboGuardado.objects.count() == 1
        assert EmpleadorNoReconocido.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            ReciboGuardado.objects.update(sbc_centavos=1)
    firm = office.browser("empresa")
    assert firm.get(HERE).status_code == 404
    assert "900.00" not in text(firm.get("/oficina"))


# -- «no lo reconozco»


def movement() -> UUID:
    with scope(None):
        from ventanilla.apps.affiliation.models import Movimiento

        rows = Movimiento.objects.filter(persona=drawn().named("trabajadora").subject, superseded_by=None)
        return rows.order_by("-fecha").values_list("id", flat=True)[0]


def say(browser: Browser, **more: str) -> HttpResponse:
    browser.get("/historia")
    return browser.post(f"/no-reconozco/{movement()}", more)


def test_an_employer_that_they_do_not_know_is_said_in_one_tap_and_its_dispute_begins(
    office: Office, one: Worker, owner: Browser
) -> None:
    assert ClaseAnomalia.PATRON_DESCONOCIDO not in found(one)
    begun = say(owner)
    assert begun.status_code == 302
    draft = begun.headers["Location"]
    assert draft.startswith("/solicitudes/")
    asked = text(owner.get(draft))
    assert "¿Qué ocurrió?" in asked, "what is wrong and of which movement is known already"
    history = text(owner.get("/historia"))
    assert "Un empleador que usted no reconoce" in history
    assert "Usted dijo que no lo conoce." in history
    assert ClaseAnomalia.PATRON_DESCONOCIDO in found(one)
    say(owner)
    with scope(None):
        assert EmpleadorNoReconocido.objects.count() == 1
    assert say(owner, quitar="si").headers["Location"] == "/historia#empleadores"
    assert ClaseAnomalia.PATRON_DESCONOCIDO not in found(one)


def test_of_anothers_movement_nobody_says_anything(office: Office, owner: Browser) -> None:
    other = office.browser("pensionada")
    other.get("/historia")
    for said in ({}, {"quitar": "si"}):
        assert other.post(f"/no-reconozco/{movement()}", said).status_code == 404
    with scope(None):
        assert EmpleadorNoReconocido.objects.count() == 0


def test_the_page_of_a_movement_offers_it_too(owner: Browser) -> None:
    page = owner.get(f"/aclarar/{movement()}")
    assert "nunca trabajé ahí" in text(page)
    assert f"/no-reconozco/{movement()}" in page.content.decode()
    assert date(2026, 11, 22) == drawn().today
