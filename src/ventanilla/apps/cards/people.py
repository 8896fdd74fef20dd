"""Whose cards somebody may see, renew and block: their own, and of those they act for today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from ventanilla.apps.accounts.api import family_of
from ventanilla.apps.affiliation.api import historias_de
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import HistoriaDe
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import Vigencia, vigencia
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kernel.clock import Clock

from .models import Card


class NoCard(LookupError):
    """There is no such card, or it is of nobody within reach: the same to whoever asks."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody within reach, and as whom the log tells what is done for them."""

    subject: SubjectId
    name: str
    by: Actor

    @property
    def own(self) -> bool:
        """Whether it is whoever looks."""
        return self.by.acts_for is None


def people_of(actor: Actor, clock: Clock) -> tuple[Reached, ...]:
    """Themselves first; then those of their family they may act for. Nobody for whoever acts for a company."""
    if actor.acts_for is not None and not actor.kin:
        return ()
    members = [one for one in family_of(actor, clock.today()) if one.may]
    if actor.kin:
        members = [one for one in members if one.tie.dependent == actor.subject]
    theirs = tuple(
        Reached(one.tie.dependent, one.name, replace(actor, acts_for=one.tie.dependent, kin=True)) for one in members
    )
    return theirs if actor.kin else (Reached(actor.subject, "", actor), *theirs)


def within_reach(card: UUID, by: Actor, clock: Clock) -> tuple[Reached, Card]:
    """A card and whose it is, if that is ``by`` or somebody they act for today. NoCard for any other."""
    for whose in people_of(by, clock):
        with scope(whose.subject):
            row = Card.objects.filter(id=card, subject=whose.subject).first()
        if row is not None:
            return whose, row
    raise NoCard(str(card))


def derecho_de(subject: SubjectId, clock: Clock) -> Vigencia | None:
    """Their right to care today; None where the register does not know them."""
    try:
        with scope(None):
            (historia,) = historias_de([HistoriaDe(subject)])
    except NoAnswer:
        return None
    return vigencia(historia, clock.today())
