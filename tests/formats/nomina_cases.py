"""Receipts of people who never existed, sealed by an authority that nobody trusts, and what reading them gives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from ventanilla.adapters.pki.demo_authority import DemoAuthority, create_authority, new_key
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.formats.cfdi import read
from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Recibo
from ventanilla.kernel.period import Period
from ventanilla.synthetic.model import Patron
from ventanilla.synthetic.payroll_receipts import RFC_STAMPER, Sellador, Version, employer, payroll

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 1), date(2026, 11, 15))
SEED = 20261122
NAME = "recibo.xml"


@cache
def authority() -> DemoAuthority:
    """One authority a session: its keys are slow to make."""
    return create_authority(2048)[0]


@cache
def patron() -> Patron:
    """The employer of every receipt here."""
    return employer(SEED, PERIOD.last)


@cache
def sealer(rfc: str = "", variant: Variant = Variant.CSD, serial: str = "30001000000700000001") -> Sellador:
    """Whoever seals: the employer's CSD, or a certificate of another RFC or kind."""
    who = patron().persona
    request = IdentityRequest(
        "x", "x", who.nombre_completo, who.rfc, who.curp, "x@ejemplo.mx", "", variant, "EMPRESA", rfc or patron().rfc
    )
    key = new_key()
    return Sellador(key, issue_identity(request, key.public_key(), authority(), serial, AT), serial)


@cache
def stamper() -> Sellador:
    """Whoever stamps in SAT's place."""
    return sealer(RFC_STAMPER, serial="30001000000700000002")


@cache
def texts(count: int, version: Version = "4.0") -> tuple[str, ...]:
    """That many receipts."""
    made = payroll(SEED, patron(), PERIOD, count, sealer(), timbrador=stamper(), version=version)
    return tuple(xml.decode("utf-8") for _, xml in made)


def sellos() -> Sellos:
    """A judge of seals who has the certificate of whoever stamps."""
    return Sellos(sat={stamper().numero: stamper().certificate})


def outcome(content: str | bytes, judge: Sellos | None = None) -> tuple[list[Recibo], list[Finding]]:
    """What reading a file gives, apart."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    given = list(read(File.of_bytes(NAME, data), judge))
    return [one for one in given if isinstance(one, Recibo)], [one for one in given if isinstance(one, Finding)]


def codes(content: str | bytes, judge: Sellos | None = None) -> list[str]:
    """The kinds of finding, in their order."""
    return [one.code for one in outcome(content, judge)[1]]


def pointed(text: str, finding: Finding) -> str:
    """The text from where a finding points to, to the end of its line."""
    return text.split("\n")[finding.place.line - 1][finding.place.column - 1 :]
