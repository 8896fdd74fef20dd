"""The e.firmas of an account through HTTP: what the tests of it share."""

from __future__ import annotations

from tests.web.office import Identity, Office, drawn
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.models import (
    Account,
    Certificate,
)
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.kernel.acts import SubjectId

PAGE = "/personal/representantes"
CERTIFICATES = "/cuenta/certificados"
TOLD = "accounts.tell_of_certificate"


def renewed(office: Office) -> Identity:
    return office.mint.identity("renovada", Variant.RENOVADA)


def serial(who: Identity) -> str:
    return read_certificate(who.certificate).facts.serial


def history(slug: str) -> list[tuple[str, str]]:
    """Serial and state of each certificate of a person, the newest first."""
    with scope(None):
        rows = Certificate.objects.filter(account__curp=drawn().named(slug).curp).order_by("-not_before", "-bound_at")
        return [(row.serial, row.state) for row in rows]


def told(slug: str) -> list[str]:
    """The types of the events of a person, the newest first, but for the new device that each browser here is."""
    subject = SubjectId(Account.objects.get(curp=drawn().named(slug).curp).subject)
    with scope(None):
        assert chain_verify(subject) is None
        return [entry.type for entry in timeline(subject) if entry.type != "dispositivo_nuevo"]
