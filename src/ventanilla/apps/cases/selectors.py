"""Reading cases: only through the actor they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import State
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite
from ventanilla.kit.tramite import AnyTramite

from .catalogue import tramite as find_tramite
from .files import solicitud_again
from .models import Case, Resolution
from .wording import request_lines

MAX_CASES = 50  # on one page


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, as a page shows it to its owner."""

    id: UUID
    tramite: str
    title: str
    state: State
    folio: str
    opened_at: datetime
    saved_at: datetime
    filed_at: datetime | None
    promised_on: date | None
    resolved_at: datetime | None
    acting_for: str
    draft: dict[str, str]
    content: str
    signature: UUID | None = None
    why: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    reviewed_by: tuple[str, str] | None = None  # the post and the unit of the official who has it
    remedy: Text | None = None


def case_view(case: Case) -> CaseView:
    """The view of a row."""
    return CaseView(
        id=case.id,
        tramite=case.tramite,
        title=case.title,
        state=State(case.state),
        folio=case.folio or "",
        opened_at=case.opened_at,
        saved_at=case.saved_at,
        filed_at=case.filed_at,
        promised_on=case.promised_on,
        resolved_at=case.resolved_at,
        acting_for=case.acting_for,
        draft=dict(case.draft),
        content=case.content_sha256,
        signature=case.signature,
        reviewed_by=(case.taken_post, case.taken_unit) if case.taken_unit else None,
    )


def cases_for(actor: Actor) -> tuple[CaseView, ...]:
    """The actor's cases, the latest first, at most ``MAX_CASES``."""
    with scope(actor.subject):
        rows = Case.objects.filter(account_id=actor.owner, subject=actor.subject).order_by("-saved_at")[:MAX_CASES]
        return tuple(case_view(row) for row in rows)


def drafts_of(actor: Actor) -> tuple[CaseView, ...]:
    """The actor's open drafts, the latest first."""
    return tuple(case for case in cases_for(actor) if case.state is State.BORRADOR)


def draft_for(actor: Actor, case_id: UUID) -> CaseView | None:
    """One case of the actor by its id, or None."""
    with scope(actor.subject):
        row = Case.objects.filter(id=case_id, account_id=actor.owner, subject=actor.subject).first()
        return None if row is None else case_view(row)


def case_for(actor: Actor, folio: str) -> CaseView | None:
    """One filed case of the actor by its folio, or None: nobody else's is told apart from none."""
    with scope(actor.subject):
        row = Case.objects.filter(folio=folio, account_id=actor.owner, subject=actor.subject).first()
        return None if row is None else _whole(row)


def _whole(case: Case) -> CaseView:
    """The view with what was asked and why it was decided so."""
    tramite = find_tramite(case.tramite)
    answers: tuple[tuple[str, str], ...] = ()
    if tramite is not None:
        answers = request_lines(solicitud_again(tramite.form, case), for_another=bool(case.acting_for))
    last = Resolution.objects.filter(case=case).order_by("-number").first()
    decision = last.record["decision"] if last is not None else {}
    return replace(
        case_view(case),
        why=_words(decision.get("why")),
        cite=_words(decision.get("cite")),
        answers=answers,
        remedy=_remedy(case, tramite, last),
    )


def _remedy(case: Case, tramite: AnyTramite | None, last: Resolution | None) -> Text | None:
    """What may be done against a refusal: it is printed on its letter too, with the same day."""
    if State(case.state) is not State.NEGADO or last is None or not isinstance(tramite, Tramite):
        return None
    return tramite.remedy(civil_date(last.decided_at)).text


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(each) for each in value or ())
