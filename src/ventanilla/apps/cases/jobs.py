"""What happens after a commit: the outbox of cases, run by the worker at least once, with one effect."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.api import reached_at
from ventanilla.apps.attachments.api import attachments_forget
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.inbox.api import choices_of
from ventanilla.apps.signatures.api import challenges_forget, revocation_recheck
from ventanilla.domain.accounts.notices import Channel, Topic
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.terms import draft_until
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import long_date

from .answering import ask_filed, ask_silence, asks_due, asks_remind
from .leaving import drafts_expire, drafts_warn
from .models import Ask, Case
from .outbound import mailer
from .runner import case_resolve
from .services import case_revocation_settled

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})


class StillUnknown(Exception):
    """Somebody outside did not say: they will be asked again."""


STALLED_SECONDS = 30.0
ASK_AGAIN = RetryStrategy(max_attempts=None, linear_wait=60, retry_exceptions={StillUnknown})


@app.task(queue="casos", name="cases.resolve_case", retry=ASK_AGAIN)
def resolve_case(case_id: str) -> None:
    """Resolve a filed case that nobody resolved: the page was interrupted, or somebody outside did not answer."""
    if case_resolve(UUID(case_id)) is State.RECIBIDO:
        raise StillUnknown


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
def tell_applicant(case_id: str, state: str, number: int = 1) -> None:
    """Tell whoever filed a case that there is news, without saying which: e-mail is not private."""
    with scope(None):
        case = Case.objects.select_related("account").get(id=UUID(case_id))
    if not case.account.email or case.folio is None or not _writes_to(case.account_id):
        return
    _send(
        f"{case.id}.{State(state).value}" + (f".{number}" if number > 1 else ""),
        case.account.email,
        f"Hay novedades de su trámite con folio {spoken(case.folio)}.\n\n"
        f"Consúltelas aquí: {settings.VENTANILLA_ORIGIN}/expedientes/{case.folio}",
    )


def _writes_to(account: UUID) -> bool:
    """Whether the owner of an account wants an e-mail when there is news of a trámite."""
    return choices_of(account).wants(Topic.TRAMITES, Channel.MAIL)


def _send(key: str, to: str, words: str) -> None:
    """A notice without data: e-mail is not private. The same ``key`` is sent once."""
    closing = "Por su seguridad este correo no lleva sus datos. Nunca le pediremos su archivo .key ni su contraseña."
    subject = f"{settings.VENTANILLA_BRAND['name']}: tiene un aviso nuevo"
    mailer().send(Mail(key=key, to=to, subject=subject, body=f"{words}\n\n{closing}\n"))


@app.task(queue="correo", name="cases.remind_ask", retry=AGAIN)
def remind_ask(ask_id: str, number: int) -> None:
    """Tell whoever must answer that the office waits for it; nothing once it does not."""
    with scope(None):
        ask = Ask.objects.select_related("case").get(id=UUID(ask_id))
    if Outcome(ask.outcome) is not Outcome.ABIERTA or ask.subject is None:
        return
    own = Answerer(ask.of) is Answerer.PERSON
    for account, email in reached_at(SubjectId(ask.subject)):
        if not _writes_to(account) or (own and account != ask.case.account_id):
            continue
        _send(
            f"{ask.id}.{account}.{number}",
            email,
            "La oficina espera una respuesta suya; tiene hasta el "
            f"{long_date(ask.until)}.\n\nVéala aquí: {settings.VENTANILLA_ORIGIN}/oficina",
        )


@app.periodic(cron="*/10 * * * *")
@app.task(queue="casos", name="cases.close_silences", queueing_lock="cases.close_silences")
def close_silences(timestamp: int) -> None:
    """Decide again the cases whose answer did not come: their day ended at 24:00 in Mexico City."""
    now = settings.VENTANILLA_CLOCK.now()
    for ask in asks_due(now=now):
        ask_silence(ask, now=now)  # the case is resolved by the job that this leaves, and so in its own transaction


@app.task(queue="casos", name="cases.answer_filed")
def answer_filed(case_id: str) -> None:
    """What another case waited for was decided: it goes on with it. Twice is once."""
    ask_filed(UUID(case_id), now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="5 * * * *")
@app.task(queue="mantenimiento", name="cases.remind_asks", queueing_lock="cases.remind_asks")
def remind_asks(timestamp: int) -> None:
    """Remind whoever has something to answer."""
    asks_remind(now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name="cases.warn_draft", retry=AGAIN)
def warn_draft(case_id: str) -> None:
    """Tell the owner of a draft that it will be deleted; nothing if it was sent or deleted meanwhile."""
    with scope(None):
        case = Case.objects.select_related("account").filter(id=UUID(case_id), state=State.BORRADOR.value).first()
    if case is None or not case.account.email or not _writes_to(case.account_id):
        return
    until = draft_until(civil_date(case.saved_at))
    _send(
        f"{case.id}.borrador.{until}",
        case.account.email,
        f"Tiene un trámite sin enviar. Si no lo cambia, lo borraremos después del {long_date(until)}.\n\n"
        f"Sígalo aquí: {settings.VENTANILLA_ORIGIN}/oficina",
    )


@app.task(queue="mantenimiento", name="cases.forget_files")
def forget_files(case_id: str) -> None:
    """Forget the files of a draft that was deleted; twice is once."""
    attachments_forget(UUID(case_id))


@app.periodic(cron="40 4 * * *")
@app.task(queue="mantenimiento", name="cases.end_drafts", queueing_lock="cases.end_drafts")
def end_drafts(timestamp: int) -> None:
    """Warn of the drafts that end soon, and delete those that ended and were warned of."""
    now = settings.VENTANILLA_CLOCK.now()
    drafts_warn(now=now)
    drafts_expire(now=now)
