"""What happens after a commit: the outbox of cases, run by the worker at least once, with one effect."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.cases import State
from ventanilla.kernel.folio import spoken

from .models import Case
from .outbound import mailer

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.task(queue="casos", name="cases.resolve_case")
def resolve_case(case_id: str) -> None:
    """Resolve a filed case that nobody resolved: the page that filed it was interrupted."""
    from .runner import case_resolve

    case_resolve(UUID(case_id))


@app.task(queue="correo", name="cases.tell_applicant", retry=AGAIN)
def tell_applicant(case_id: str, state: str) -> None:
    """Tell whoever filed a case that there is news, without saying which: e-mail is not private."""
    with scope(None):
        case = Case.objects.select_related("account").get(id=UUID(case_id))
    if not case.account.email or case.folio is None:
        return
    mailer().send(
        Mail(
            key=f"{case.id}.{State(state).value}",
            to=case.account.email,
            subject=f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso nuevo",
            body=(
                f"Hay novedades de su trámite con folio {spoken(case.folio)}.\n\n"
                f"Consúltelas aquí: {settings.VENTANILLA_ORIGIN}/expedientes/{case.folio}/\n\n"
                "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña.\n"
            ),
        )
    )
