"""Notices of movements, filed and resolved as the office does: what the tests that race and kill have in common."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.conf import settings

from tests.apps.small_register import FIRM, NSS, REGISTRO
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

PACKAGES: Final = "tests.faults.tramites"  # what an office of these tests offers beside its own
NAME: Final = "Representante de prueba"


def representative(number: int) -> Actor:
    """One of those who file for the firm, with an account of their own."""
    from ventanilla.apps.accounts.models import Account

    account, person = uuid4(), uuid5(FIRM, str(number))
    now = settings.VENTANILLA_CLOCK.now()
    Account.objects.create(id=account, curp=f"REPRESENTANTE{number}", subject=person, name=NAME, opened_at=now)
    return Actor(account, SubjectId(person), Assurance.N3, Via.EFIRMA, FIRM)


def file_notice(
    actor: Actor, worker: SubjectId, tipo: str, on: date, *, tramite: str = "aviso", case: UUID | None = None
) -> UUID:
    """File it, as signed; it is received and not resolved yet. Filed again by the same id, it is the same."""
    from ventanilla.apps.cases.api import SignedRequest, case_file, content_digest, draft_request
    from ventanilla.apps.cases.models import Case
    from ventanilla.apps.eventlog.api import scope

    now = settings.VENTANILLA_CLOCK.now()
    case = case or uuid4()
    with scope(None):
        Case.objects.get_or_create(
            id=case,
            defaults={
                "tramite": tramite,
                "title": "Aviso de un movimiento",
                "account_id": actor.owner,
                "person": actor.person or FIRM,
                "subject": FIRM,
                "acts_for": FIRM,
                "acting_for": "Firma, S.A.",
                "applicant": NAME,
                "assurance": int(Assurance.N3),
                "draft": {"nss": NSS[worker], "registro": REGISTRO[FIRM], "tipo": tipo, "fecha": on.isoformat()},
                "opened_at": now,
                "saved_at": now,
            },
        )
    content = content_digest(draft_request(actor, case, on=settings.VENTANILLA_CLOCK.today()))
    signed = SignedRequest(uuid5(case, "signature"), revocation_known=True, may_continue=False)
    case_file(actor, case, content, signed, now=now)
    return case
