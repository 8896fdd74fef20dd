"""Cases that wait for an official in a test's office, filed without their browser; and the officials who review."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings

from tests.web.office import Office, drawn
from tests.web.staff_files import account_of, give_roles
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.api import (
    case_ask_more,
    case_resolve,
    case_take,
    official_case,
    promised_date,
    request_lines,
    tramite,
)
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance, Role, Via
from ventanilla.domain.cases import State
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import new_folio

ARCO = {
    "derecho": "rectificacion",
    "datos": "persona",
    "pide": "Mi apellido lleva acento.",
    "motivos": "Mi acta lo dice.",
}
OWNER = "trabajadora"
OFFICIAL = "patron"  # who works here, in these tests
ANOTHER = "pensionada"
REASONS = "Lo que presentó prueba que el registro tiene un error."


def enter(office: Office, *slugs: str) -> None:
    """Their accounts, opened with their e.firma."""
    for slug in slugs:
        office.browser(slug)


def actor(slug: str) -> Actor:
    """A named person, as they act for themselves."""
    account = Account.objects.get(curp=drawn().named(slug).curp)
    return Actor(account.id, SubjectId(account.subject), Assurance.N2, Via.EFIRMA)


def reviewing(*slugs: str) -> None:
    """They review from now on, and for nothing else are here."""
    for slug in slugs:
        give_roles(slug, [Role.REVISION])


def filed(slug: str = OWNER, key: str = "derechos_arco", **answers: str) -> str:
    """A case of ``slug`` that the rules looked at; its folio."""
    found, now = tramite(key), settings.VENTANILLA_CLOCK.now()
    assert found is not None
    account = Account.objects.get(id=account_of(slug))
    draft = (ARCO if key == "derechos_arco" else {}) | answers
    read = found.form.read(draft, civil_date(now))
    with scope(None):
        case = Case.objects.create(
            id=uuid4(),
            tramite=key,
            title=found.title,
            account=account,
            person=account.subject,
            subject=account.subject,
            applicant=account.name,
            assurance=int(Assurance.N2),
            state=State.RECIBIDO.value,
            draft=draft,
            lines=[{"label": label, "answer": said} for label, said in request_lines(read)],
            opened_at=now,
            saved_at=now,
            folio=new_folio(),
            filed_at=now,
            promised_on=promised_date(found, settings.VENTANILLA_CLOCK.today()),
        )
    case_resolve(case.id)
    return str(case.folio)


def seen(folio: str, slug: str = OFFICIAL) -> str:
    """The digest of what the rules propose now, as the page of an official has it."""
    found = official_case(actor(slug), folio, now=settings.VENTANILLA_CLOCK.now())
    assert found is not None
    assert found.proposal is not None
    return found.proposal.seen


def person_asked(folio: str, question: str, days: int = 7) -> None:
    """An official asks whoever filed the case for something more."""
    now, by = settings.VENTANILLA_CLOCK.now(), actor(OFFICIAL)
    case_take(folio, by=by, now=now)
    case_ask_more(folio, question=question, until=civil_date(now) + timedelta(days=days), by=by, now=now)
