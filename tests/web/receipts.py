"""Payroll receipts for the tests: whoever has enough of a record, and receipts of them sealed by whoever has a key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse

from tests.web.office import Browser, Mint, Office, drawn
from ventanilla.adapters.pki.demo_authority import DemoAuthority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.apps.accounts import receipts as app
from ventanilla.apps.accounts.outbound import career_of
from ventanilla.apps.demo.receipts import jobs_of, receipt_of
from ventanilla.domain.accounts.questions import questions
from ventanilla.domain.accounts.receipt import Job, Record
from ventanilla.synthetic import Hogar, Patron
from ventanilla.synthetic.payroll_receipts import Sellador

SHOW: Final = "/cuenta/identidad/recibo"
ANSWER: Final = "/cuenta/identidad/preguntas"


@dataclass(frozen=True)
class Worker:
    """Somebody of the register, and the job they have."""

    hogar: Hogar
    patron: Patron
    job: Job
    jobs: tuple[Job, ...]

    @property
    def curp(self) -> str:
        """Of the person."""
        return self.hogar.titular.curp


def worker(*, thick: bool = True) -> Worker:
    """Whoever works, with enough of a record to be asked about, or without."""
    whole = drawn()
    rfcs = {one.numero: patron.rfc for patron in whole.patrones for one in patron.registros}
    for hogar in whole.hogares:
        jobs = jobs_of(hogar, rfcs)
        current = [job for job in jobs if job.until is None]
        record = Record(hogar.titular.curp, hogar.titular.nss or "", jobs)
        if len(current) == 1 and not hogar.discrepancias and hogar.titular.slug != "prueba":
            asked = questions(record, issuer=current[0].employer, today=whole.today, draw=len)
            if (asked is not None) is thick:
                patron = next(one for one in whole.patrones if one.rfc == current[0].employer)
                return Worker(hogar, patron, current[0], jobs)
    raise AssertionError("the synthetic office has nobody so")


def sealer(mint: Mint, patron: Patron, authority: DemoAuthority | None = None, at: datetime | None = None) -> Sellador:
    """The seal of an employer, which any employer has: genuine, for whatever it writes."""
    who, serial = patron.persona, "30001000000796000001"
    asked = IdentityRequest("csd", "", "", who.rfc, who.curp, "", "", Variant.CSD, patron.nombre.upper(), patron.rfc)
    issued = at or settings.VENTANILLA_CLOCK.now()
    der = issue_identity(asked, mint.key.public_key(), authority or mint.authority, serial, issued)
    return Sellador(mint.key, der, serial)


def xml_of(mint: Mint, one: Worker, *, days_ago: int = 0, folio: str = "", by: Sellador | None = None) -> bytes:
    """A receipt of ``one``, of the last half of a month that ended, as their employer gives it."""
    today = drawn().today - timedelta(days=days_ago)
    seal = by or sealer(mint, one.patron)
    return receipt_of(one.hogar, one.patron, one.patron.registros[0], one.job, today, seal, folio=folio)


def as_if(one: Worker, **changed: Any) -> Worker:
    """The same job, with something of the person changed: what somebody would write to pass for them."""
    return replace(one, hogar=replace(one.hogar, titular=replace(one.hogar.titular, **changed)))


def send(browser: Browser, xml: bytes) -> HttpResponse:
    """Send the form of the receipt."""
    browser.get(SHOW)
    return browser.upload(SHOW, "recibo", xml)


def right(curp: str, issuer: str) -> dict[str, str]:
    """What the owner would answer."""
    asked, real = app._drawn(curp, career_of(curp), issuer, settings.VENTANILLA_CLOCK.now())
    assert real
    return {app._key(curp, one): str(one.right) for one in asked}


def wrong(answers: dict[str, str]) -> dict[str, str]:
    """All of them but one."""
    last = list(answers)[-1]
    return answers | {last: str((int(answers[last]) + 1) % 8)}


def stop_link(office: Office, to: str) -> str:
    """The link that stops it, in the last e-mail to an address."""
    from tests.web.test_http_sign_up import mailed

    return mailed(to).split("http://localhost:8000")[1].split()[0]
