"""What a transaction of cases leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from ventanilla.apps.eventlog.api import jobs_later
from ventanilla.domain.cases import State

FALLBACK_SECONDS: Final = 5  # the page that filed resolves at once; this is for when it was interrupted


def resolve_later(case: UUID, *, after_seconds: int = 0) -> None:
    """Resolve a filed case."""
    schedule = {"seconds": after_seconds} if after_seconds else None
    job = app.configure_task("cases.resolve_case", allow_unknown=False, schedule_in=schedule)
    jobs_later(job, {"case_id": str(case)})


def recheck_later(case: UUID) -> None:
    """Ask again whether the certificate that signed a case was revoked."""
    app.configure_task("cases.recheck_revocation", allow_unknown=False).defer(case_id=str(case))


def tell_later(case: UUID, state: State, number: int = 1) -> None:
    """Tell whoever filed a case that there is news; ``number`` tells apart two decisions that leave the same state."""
    said: dict[str, JSONValue] = {"case_id": str(case), "state": state.value}
    job = app.configure_task("cases.tell_applicant", allow_unknown=False)
    jobs_later(job, said | {"number": number} if number > 1 else said)


def remind_later(ask: UUID, number: int) -> None:
    """Remind whoever must answer that they have something to answer; ``number`` is 0 for the first notice."""
    app.configure_task("cases.remind_ask", allow_unknown=False).defer(ask_id=str(ask), number=number)


def filed_later(case: UUID) -> None:
    """Answer what waited for a case that ended."""
    app.configure_task("cases.answer_filed", allow_unknown=False).defer(case_id=str(case))


def draft_warning_later(case: UUID) -> None:
    """Tell the owner of a draft that it ends soon."""
    app.configure_task("cases.warn_draft", allow_unknown=False).defer(case_id=str(case))


def forget_files_later(case: UUID) -> None:
    """Forget the files of a draft that ends, whose bytes are outside the database."""
    app.configure_task("cases.forget_files", allow_unknown=False).defer(case_id=str(case))
