"""What happens after a commit: the outbox of cases, run by the worker at least once, with one effect."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.api import told_by_mail
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.signatures.api import challenges_forget, revocation_recheck
from ventanilla.domain.cases import State
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.kernel.folio import spoken

from .models import Case
from .outbound import mailer
from .runner import case_resolve
from .services import case_revocation_settled

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


@app.task(queue="casos", name="cases.resolve_case")
def resolve_case(case_id: str) -> None:
    """Resolve a filed case that nobody resolved: the page that filed it was interrupted."""
    case_resolve(UUID(case_id))


class StillUnknown(Exception):
    """The authority did not say: it will be asked again."""


STALLED_SECONDS = 30.0
ASK_AGAIN = RetryStrategy(max_attempts=None, linear_wait=60, retry_exceptions={StillUnknown})


@app.task(queue="casos", name="cases.recheck_revocation", retry=ASK_AGAIN)
def recheck_revocation(case_id: str) -> None:
    """Ask again about the certificate that signed a waiting case, until its authority answers."""
    with scope(None):
        case = Case.objects.get(id=UUID(case_id))
    if State(case.state) is not State.EN_ESPERA or case.signature is None:
        return
    now = settings.VENTANILLA_CLOCK.now()
    state = revocation_recheck(case.signature, now=now)
    if state is RevocationState.INDETERMINADA:
        raise StillUnknown
    case_revocation_settled(case.id, good=state is RevocationState.VIGENTE, now=now)


@app.periodic(cron="* * * * *")
@app.task(
    queue="mantenimiento", name="cases.reclaim_stalled", queueing_lock="cases.reclaim_stalled", pass_context=False
)
async def reclaim_stalled(timestamp: int) -> None:
    """Put back in the queue the jobs of a worker that died with them in its hands."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.status == Status.DOING.value:
            await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queue="mantenimiento", name="cases.forget_challenges", queueing_lock="cases.forget_challenges")
def forget_challenges(timestamp: int) -> None:
    """Challenges that expired yesterday serve nobody."""
    challenges_forget(now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name="cases.tell_applicant", retry=AGAIN)
def tell_applicant(case_id: str, state: str) -> None:
    """Tell whoever filed a case that there is news, without saying which: e-mail is not private."""
    with scope(None):
        case = Case.objects.select_related("account").get(id=UUID(case_id))
    if not case.account.email or case.folio is None or not told_by_mail(case.account_id):
        return
    mailer().send(
        Mail(
            key=f"{case.id}.{State(state).value}",
            to=case.account.email,
            subject=f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso nuevo",
            body=(
                f"Hay novedades de su trámite con folio {spoken(case.folio)}.\n\n"
                f"Consúltelas aquí: {settings.VENTANILLA_ORIGIN}/expedientes/{case.folio}\n\n"
                "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su "
                "contraseña.\n"
            ),
        )
    )
