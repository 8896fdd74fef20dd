"""Payroll receipts of a few invented people, for whoever tries to prove who they are without an e.firma.

Issued with the test identities, by the same authority, so that they are as recent. Beside each one the demonstration
says what that person would remember: nobody who tries it has lived that life.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ventanilla.adapters.pki.demo_authority import new_key, open_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.domain.accounts.questions import WAGES, former, questions
from ventanilla.domain.accounts.receipt import Job, Record
from ventanilla.domain.affiliation import Tramo, tramos
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import MONTHS
from ventanilla.synthetic import Hogar, Institution, Patron, Registro
from ventanilla.synthetic.payroll_receipts import Pago, Sellador, Trabajador, receipt

RECEIPTS_DIRECTORY: Final = "recibos"
MANIFEST: Final = "recibos.json"
OFFERED: Final = 3  # people
HALF: Final = 15  # the last day of the first half of a month
SERIAL: Final = "300010000007970000"  # and two digits


@dataclass(frozen=True, slots=True)
class DemoReceipt:
    """A person with a receipt to try. ``remembers``: the jobs and wages that the questions may be about."""

    slug: str
    name: str
    curp: str
    employer: str
    remembers: tuple[str, ...]


def receipts_issue(pki: Path, institution: Institution, now: datetime) -> None:
    """Write the receipts and what is said beside each into ``pki``/recibos; a second call replaces them."""
    folder, authority, key = pki / RECEIPTS_DIRECTORY, open_authority(pki), new_key()
    folder.mkdir(parents=True, exist_ok=True)
    offered = []
    for place, (hogar, job, jobs) in enumerate(_with_history(institution, civil_date(now))):
        patron, registro = _employer(institution, job)
        serial = f"{SERIAL}{place:02d}"
        who = patron.persona
        csd = IdentityRequest("csd", "", "", who.rfc, who.curp, "", "", Variant.CSD, patron.nombre.upper(), patron.rfc)
        sealer = Sellador(key, issue_identity(csd, key.public_key(), authority, serial, now), serial)
        slug = f"recibo-{place + 1}"
        xml = receipt_of(hogar, patron, registro, job, civil_date(now), sealer)
        (folder / f"{slug}.xml").write_bytes(xml)
        remembered = tuple(_remembered(former(jobs, issuer=job.employer, today=civil_date(now))))
        offered.append(DemoReceipt(slug, hogar.titular.nombre_completo, hogar.titular.curp, patron.nombre, remembered))
    said = json.dumps([asdict(one) for one in offered], ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(said, "utf-8")


def receipts_offered(pki: Path) -> tuple[DemoReceipt, ...]:
    """The people with a receipt to try; none if none were issued."""
    path = pki / RECEIPTS_DIRECTORY / MANIFEST
    if not path.is_file():
        return ()
    entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return tuple(DemoReceipt(**{**entry, "remembers": tuple(entry["remembers"])}) for entry in entries)


def receipt_of(
    hogar: Hogar, patron: Patron, registro: Registro, job: Job, today: date, sealer: Sellador, *, folio: str = ""
) -> bytes:
    """A receipt of the last half of a month that ended, for whoever works there."""
    who, wage = hogar.titular, job.wage(today)
    period = last_half(today)
    worker = Trabajador(who, who.nss or "", job.since, wage, wage, "00001", "Auxiliar", "CMX")
    paid = Pago(dias=period.days, sueldo=wage * period.days)
    uuid = folio or str(who.subject).upper()
    return receipt(patron, registro, worker, paid, period, sealer, uuid=uuid, timbrador=sealer)


def last_half(today: date) -> Period:
    """The last half of a month that ended before ``today``.

    >>> str(last_half(date(2026, 11, 22)).first), str(last_half(date(2026, 11, 3)).first)
    ('2026-11-01', '2026-10-16')
    """
    if today.day > HALF:
        return Period(today.replace(day=1), today.replace(day=HALF))
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=HALF + 1), last)


def jobs_of(hogar: Hogar, rfcs: Mapping[str, str]) -> tuple[Job, ...]:
    """The jobs of a household's holder, with the RFC of each employer by its registro."""
    found: dict[tuple[str, date], list[Tramo]] = {}
    for one in sorted(tramos(hogar.movimientos), key=lambda tramo: tramo.desde):
        found.setdefault((one.registro, one.empleo_desde), []).append(one)
    return tuple(
        Job(rfcs[registro], since, one[-1].hasta, tuple((tramo.desde, tramo.sbc_centavos) for tramo in one))
        for (registro, since), one in found.items()
    )


def _with_history(institution: Institution, today: date) -> Iterator[tuple[Hogar, Job, tuple[Job, ...]]]:
    """The first people who work and whose record is long enough to be asked about, with the job they have."""
    rfcs = {one.numero: patron.rfc for patron in institution.patrones for one in patron.registros}
    given = 0
    for hogar in institution.hogares:
        if len({rfcs[one.registro_patronal] for one in hogar.movimientos}) <= WAGES:
            continue  # the one of today and those that are asked about: nobody with fewer is worth drawing for
        jobs = jobs_of(hogar, rfcs)
        current = [job for job in jobs if job.until is None]
        record = Record(hogar.titular.curp, hogar.titular.nss or "", jobs)
        if given == OFFERED:
            return
        if len(current) != 1 or hogar.discrepancias:
            continue
        if questions(record, issuer=current[0].employer, today=today, draw=len) is not None:
            given += 1
            yield hogar, current[0], jobs


def _employer(institution: Institution, job: Job) -> tuple[Patron, Registro]:
    patron = next(one for one in institution.patrones if one.rfc == job.employer)
    return patron, patron.registros[0]


def _remembered(jobs: tuple[Job, ...]) -> Iterator[str]:
    for job in jobs:
        wages = "; ".join(f"{Money.of_centavos(wage)} desde {_month(since)}" for since, wage in job.wages)
        yield f"De {_month(job.since)} a {_month(job.until or job.since)}: {wages}."


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} de {day.year}"
