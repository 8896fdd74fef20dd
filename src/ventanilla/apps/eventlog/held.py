"""Everything that the office keeps of one person, read from what every app declares (``KEEPS``) and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from ventanilla.domain.authority import Actor
from ventanilla.domain.documents.values import Jsonable
from ventanilla.domain.rights import (
    MAX_RECORDS,
    Belongs,
    Conjunto,
    DatosDe,
    Group,
    HeldSet,
    Kept,
    Shown,
    Told,
    Withheld,
    plain,
)
from ventanilla.kernel.acts import SubjectId

from .models import LoggedEvent
from .registry import keepers
from .scope import scope
from .selectors import sentences


def held_for(actor: Actor, *, limit: int = MAX_RECORDS) -> tuple[HeldSet, ...]:
    """Every set kept of the person who ``actor`` is, at most ``limit`` records of each: the newest, in its order.

    A company has no personal data: LookupError for whoever acts for one, and for a job of the office.
    """
    if actor.person is None or actor.acts_for is not None:
        raise LookupError("only a person acting for themselves has data of their own")
    person, owner = actor.person, actor.owner
    return tuple(_held(kept, model, kept.told, person, owner, limit) for kept, model in _told() if kept.told)


def datos_de(questions: Sequence[DatosDe]) -> list[tuple[Conjunto, ...]]:
    """Answer ``DatosDe``, in the order asked: what there is and how much, for a trámite that gives a copy of it."""
    return [tuple(_sets(question)) for question in questions]


def _sets(question: DatosDe) -> list[Conjunto]:
    found = []
    for kept, model in _told():
        told = kept.told
        assert told is not None
        with scope(None if told.as_office else question.subject):
            total = _own(model, told, question.subject, question.account).count()
        if total:
            found.append(Conjunto(told.key, told.group.value, told.title, told.why, told.until, total))
    return found


def _told() -> list[tuple[Kept, type[Model]]]:
    """The tables with rows about people, in the order of «Sus datos»."""
    told = [(kept, models[kept.model]) for keeps, models in keepers() for kept in keeps.tables if kept.told]
    return [pair for group in Group for pair in told if pair[0].told is not None and pair[0].told.group is group]


def _own(model: type[Model], told: Told, person: SubjectId, account: Any) -> QuerySet[Any]:
    if told.belongs is Belongs.ACCOUNT and account is None:  # not the rows that are nobody's yet
        return model._default_manager.none()
    wanted = Q()
    for lookup in told.through:
        wanted |= Q(**{lookup: person if told.belongs is Belongs.SUBJECT else account})
    rows: QuerySet[Any] = model._default_manager.filter(wanted)
    return rows.order_by(told.order)


def _held(kept: Kept, model: type[Model], told: Told, person: SubjectId, account: Any, limit: int) -> HeldSet:
    given = {column: how for column, how in kept.personal.items() if not isinstance(how, Withheld)}
    shown = {column: how if isinstance(how, Shown) else Shown(how) for column, how in given.items()}
    asked = {one.path or column for column, one in shown.items()} | {one.mine for one in shown.values() if one.mine}
    with scope(None if told.as_office else person):
        own = _own(model, told, person, account)
        total = own.count()
        rows = list(own.values("pk", *sorted(asked))[:limit])
        said = _sentences(model, [row["pk"] for row in rows], person)
    records = tuple(_record(row, shown, person) | said.get(row["pk"], {}) for row in rows)
    labels = [(column, one.label) for column, one in shown.items()]
    return HeldSet(
        told=told,
        total=total,
        records=records,
        fields=tuple(labels),
        withheld=tuple((how.label, how.reason) for how in kept.personal.values() if isinstance(how, Withheld)),
    )


def _record(row: dict[str, Any], shown: dict[str, Shown], person: SubjectId) -> dict[str, Jsonable]:
    """One row as its owner reads it; a value that is somebody else's is left empty."""
    return {
        column: plain(row[one.path or column]) if not one.mine or row[one.mine] == person else None
        for column, one in shown.items()
    }


def _sentences(model: type[Model], keys: list[Any], person: SubjectId) -> dict[Any, dict[str, Jsonable]]:
    """The log's own rows also say what they mean, with the personal values that are sealed in them."""
    if model is not LoggedEvent:
        return {}
    rows = list(LoggedEvent.objects.filter(pk__in=keys))
    return {key: {"sealed": str(text)} for key, text in sentences(person, rows).items()}
