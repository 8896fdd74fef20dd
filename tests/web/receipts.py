"""Payroll receipts for the tests: whoever has enough of a record, and receipts of them sealed by whoever has a key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import uuid5

from django.conf import settings
from django.http import HttpResponse

from tests.web.office import Browser, Mint, Office, drawn
from ventanilla.adapters.pki.demo_authority import DemoAuthority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.apps.accounts import receipts as app
from ventanilla.apps.accounts.outbound import career_of
from ventanilla.apps.affiliation.api import MovimientoRow, movimientos_load
from ventanilla.apps.demo.receipts import jobs_of, receipt_of
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.questions import questions
from ventanilla.domain.accounts.receipt import Job, Record
from ventanilla.domain.affiliation import Movimiento, Tipo
from ventanilla.synthetic import Hogar, Patron
from ventanilla.synthetic.payroll_receipts import Sellador

BEFORE: Final = (
    (date(2016, 3, 1), date(2018, 9, 14), 30_000),
    (date(2018, 11, 5), date(2020, 1, 31), 41_000),
    (date(2020, 3, 2), date(2021, 6, 30), 52_300),
)
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
    """Whoever works, with enough of a record to be asked about (three jobs before, written now), or without."""
    whole = drawn()
    rfcs = {one.numero: patron.rfc for patron in whole.patrones for one in patron.registros}
    hogar = next(one for one in whole.hogares if one.titular.slug == ("trabajadora" if thick else "un_apellido"))
    jobs = jobs_of(hogar, rfcs)
    current = next(job for job in jobs if job.until is None)
    if thick:
        jobs = (*_before(hogar, {job.employer for job in jobs}), *jobs)
    record = Record(hogar.titular.curp, hogar.titular.nss or "", jobs)
    asked = questions(record, issuer=current.employer, today=whole.today, draw=len)
    assert (asked is not None) is thick
    return Worker(hogar, next(one for one in whole.patrones if one.rfc == current.employer), current, jobs)


def _before(hogar: Hogar, theirs: set[str]) -> tuple[Job, ...]:
    """Three jobs of long ago with employers that are none of ``theirs``, in the register."""
    others = [patron for patron in drawn().patrones if patron.rfc not in theirs and patron.slug == ""]
    who, now = hogar.titular, settings.VENTANILLA_CLOCK.now()
    rows: list[MovimientoRow] = []
    jobs: list[Job] = []
    for patron, (since, until, wage) in zip(others, BEFORE, strict=False):
        for tipo, on, sbc in ((Tipo.ALTA, since, wage), (Tipo.BAJA, until, None)):
            key = uuid5(who.subject, f"{tipo.value} {on}")
            at = now - timedelta(minutes=30 - len(rows))
            fact = Movimiento(key, tipo, who.nss or "", patron.registros[0].numero, on, at, sbc)
            rows.append(MovimientoRow(who.subject, patron.registros[0].subject, fact))
        jobs.append(Job(patron.rfc, since, until, ((since, wage),)))
    known = career_of(who.curp)
    if known is not None and not any(job.since == BEFORE[0][0] for job in known.record.jobs):
        with scope(None):
            movimientos_load(rows)
    return tuple(jobs)


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
    from tests.web.signing_up import mailed

    return mailed(to).split("http://localhost:8000")[1].split()[0]
