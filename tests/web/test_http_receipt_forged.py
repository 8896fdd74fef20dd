"""Receipts that somebody made or changed to pass for another: each is refused, and none opens a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from django.conf import settings

from tests.web.office import Office, drawn, text
from tests.web.receipts import ANSWER, SHOW, Worker, as_if, sealer, send, worker, xml_of
from tests.web.signing_up import opened_by_mail
from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, issue_identity
from ventanilla.apps.accounts.models import Account, ReceiptProof
from ventanilla.apps.cards.models import Card
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Assurance
from ventanilla.synthetic.payroll_receipts import Sellador

ALTERED: Final = "El sello no corresponde al recibo"
NOT_ISSUERS: Final = "El sello no es de quien emite el recibo, o su certificado no valía ese día"
OTHERS: Final = "La CURP del recibo no es la de su cuenta"


def _edited(office: Office, one: Worker) -> bytes:
    """A real receipt of somebody else, with the victim's CURP written over theirs."""
    other = as_if(one, curp="REPN800101MNEGRV06")
    return xml_of(office.mint, other).replace(b"REPN800101MNEGRV06", one.curp.encode())


def _raised(office: Office, one: Worker) -> bytes:
    """The victim's own receipt with another day of payment, to make an old one serve."""
    xml = xml_of(office.mint, one, days_ago=120)
    assert b"FechaPago=" in xml
    at = xml.index(b"FechaPago=") + len(b'FechaPago="')
    return xml[:at] + settings.VENTANILLA_CLOCK.today().isoformat().encode() + xml[at + 10 :]


def _by_another_employer(office: Office, one: Worker) -> bytes:
    """Sealed by a genuine seal of somebody who is not the issuer that the receipt names."""
    other = next(patron for patron in drawn().patrones if patron.rfc != one.patron.rfc and patron.moral)
    return xml_of(office.mint, one, by=sealer(office.mint, other))


def _by_an_efirma(office: Office, one: Worker) -> bytes:
    """Sealed by the worker's own e.firma, which is genuine and no seal of an issuer."""
    who = one.hogar.titular
    asked = IdentityRequest("fiel", "", who.nombre.upper(), one.patron.persona.rfc, who.curp, "", "")
    der = issue_identity(
        asked,
        office.mint.key.public_key(),
        office.mint.authority,
        "30001000000796000002",
        settings.VENTANILLA_CLOCK.now(),
    )
    return xml_of(office.mint, one, by=Sellador(office.mint.key, der, "30001000000796000002"))


def _self_made(office: Office, one: Worker) -> bytes:
    """Sealed by a certificate that says to be the issuer's, of an authority made at home with the same names."""
    home, _ = create_authority(2048)
    return xml_of(office.mint, one, by=sealer(office.mint, one.patron, home))


def _expired(office: Office, one: Worker) -> bytes:
    long_ago = settings.VENTANILLA_CLOCK.now() - timedelta(days=5 * 365)
    return xml_of(office.mint, one, by=sealer(office.mint, one.patron, at=long_ago))


def _somebody_elses(office: Office, one: Worker) -> bytes:
    """Genuine and whole, of another person."""
    return xml_of(office.mint, as_if(one, curp="REPN800101MNEGRV06"))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (_edited, ALTERED),
        (_raised, ALTERED),
        (_by_another_employer, NOT_ISSUERS),
        (_by_an_efirma, NOT_ISSUERS),
        (_self_made, NOT_ISSUERS),
        (_expired, NOT_ISSUERS),
        (_somebody_elses, OTHERS),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_receipt_that_is_not_theirs_opens_nothing(
    office: Office, made: Callable[[Office, Worker], bytes], said: str
) -> None:
    one = worker()
    impostor = opened_by_mail(office, one.curp)
    answer = send(impostor, made(office, one))
    assert (answer.status_code, said in text(answer)) == (422, True), text(answer)
    assert impostor.get(ANSWER).headers["Location"] == SHOW
    with scope(None):
        assert not ReceiptProof.objects.exists()
    assert Account.objects.get(curp=one.curp).proven == Assurance.N1


def test_an_impostor_reaches_no_card(office: Office) -> None:
    """With a genuine receipt of the victim and no answer: neither asking for the card nor seeing one."""
    one = worker()
    impostor = opened_by_mail(office, one.curp)
    assert send(impostor, xml_of(office.mint, one)).headers["Location"] == ANSWER
    assert impostor.post("/tarjeta/pedir").headers["Location"] == "/cuenta/identidad"
    for path in ("/tarjeta/", "/tarjeta/guardada", "/tarjeta/estado.json", "/tramites/tarjeta_digital/iniciar"):
        answer = impostor.get(path) if "iniciar" not in path else impostor.post(path)
        assert answer.headers["Location"] == "/cuenta/identidad", path
    with scope(None):
        assert not Card.objects.exists()


def test_whoever_is_on_record_is_told_of_a_receipt_that_the_register_denies(office: Office) -> None:
    """A genuine receipt of an employer that does not insure them proves nothing, and is told all the same."""
    one = worker()
    theirs = {job.employer for job in one.jobs}
    other = next(patron for patron in drawn().patrones if patron.moral and patron.rfc not in theirs)
    impostor = opened_by_mail(office, one.curp)
    assert send(impostor, xml_of(office.mint, replace(one, patron=other))).headers["Location"] == ANSWER
    office.run("accounts.tell_receipt")
    assert [mail for mail in correos() if "quiere confirmar" in mail.subject]
