"""Which requests are of the same thing: one that another case waits for, and one that whoever asks has open already.

Begun from a notice, from the catalogue or by a program alike (``Tramite.named``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from ventanilla.domain.authority import Actor
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.kit import Tramite
from ventanilla.kit.tramite import AnyTramite

from .models import Ask, Case
from .selectors import CaseView, cases_for

MAX_LOOKED: Final = 500  # what one employer may have been asked to file and has not
ON_ITS_WAY: Final = (State.RECIBIDO, State.EN_ESPERA, State.PREGUNTADO, State.EN_REVISION)


def awaited(case: Case, tramite: AnyTramite, *, on: date) -> UUID | None:
    """What asks for exactly the thing that ``case``, about to be filed on ``on``, is of; the soonest to end, or None.

    In the filing's own transaction, as the office. It is the same thing where both agree on every answer of
    ``Tramite.named``: what else it says may differ, and whoever asked looks at that when it is decided.
    """
    if not isinstance(tramite, Tramite) or not tramite.named:
        return None
    sent = Case.objects.filter(answers_to=OuterRef("id"), state__in=[each.value for each in ON_ITS_WAY])
    rows = Ask.objects.filter(
        ~Exists(sent),
        of=Answerer.FILING.value,
        outcome=Outcome.ABIERTA.value,
        files=tramite.key,
        subject=case.subject,
        until__gte=on,
    ).order_by("until", "asked_at")
    found = (row.id for row in rows[:MAX_LOOKED] if _same(tramite.named, row.draft, case.draft))
    return next(found, None)


def open_alike(actor: Actor, tramite: AnyTramite, answers: Mapping[str, str]) -> tuple[CaseView, ...]:
    """The open cases of ``actor`` of the same thing as a draft with ``answers``; () until these say which it is."""
    if not isinstance(tramite, Tramite):
        return ()
    unasked = tramite.form.unasked(answers)
    names = tuple(name for name in tramite.named if name not in unasked)
    if not names or not all(_plain(answers.get(name, "")) for name in names):
        return ()
    return tuple(
        one
        for one in cases_for(actor)
        if one.tramite == tramite.key
        and one.state is not State.BORRADOR
        and not one.state.final
        and _same(names, one.draft, answers)
    )


def _same(names: tuple[str, ...], prepared: Mapping[str, str], filed: Mapping[str, str]) -> bool:
    return all(_plain(prepared.get(name, "")) == _plain(filed.get(name, "")) for name in names)


def _plain(written: str) -> str:
    """As it is compared: an NSS or a date is the same with its dashes and without."""
    return "".join(filter(str.isalnum, written)).upper()
