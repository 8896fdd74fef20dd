"""What whoever acts by an authorisation may do with a case: asked before each act, and again in its transaction.

Reading is asked where the session or the key of a program is looked up (`accounts`): without it nobody acts at all.
"""

from __future__ import annotations

from django.db.models import Q

from ventanilla.apps.mandates.api import NoMandate, mandate_allows, mandate_required
from ventanilla.domain.authority import Act, Actor
from ventanilla.domain.cases import State
from ventanilla.kit import Form
from ventanilla.kit.tramite import AnyTramite

__all__ = ["NoMandate", "case_permitted", "may_answer", "may_end", "may_file", "may_foresee", "may_prepare", "seen_by"]


def may_prepare(actor: Actor, tramite: AnyTramite) -> None:
    """NoMandate unless ``actor`` may prepare requests, or send this one."""
    if actor.mandate is None:
        return
    try:
        mandate_allows(actor, Act.PREPARE)
    except NoMandate:
        mandate_allows(actor, tramite.act)


def may_file(actor: Actor, tramite: AnyTramite, solicitud: Form, *, lock: bool) -> None:
    """NoMandate unless ``actor`` may send ``solicitud``: the act of its trámite, in every registro that it is about.

    One that names none is about the employer as a whole, which an authorisation limited to some registros leaves out.
    """
    if actor.mandate is not None:
        mandate_required(actor, tramite.act, tramite.registros(solicitud), lock=lock)


def may_foresee(actor: Actor, tramite: AnyTramite, solicitud: Form) -> None:
    """NoMandate where ``solicitud`` names a registro that ``actor`` may not see: what would follow is read of it."""
    if actor.mandate is not None and (named := tramite.registros(solicitud)):
        mandate_required(actor, Act.SEE, named)


def may_end(actor: Actor, tramite: AnyTramite) -> None:
    """NoMandate unless ``actor`` may take back what they sent, or answer what is asked about it."""
    mandate_allows(actor, tramite.act, lock=True)


def may_answer(actor: Actor, *, lock: bool) -> None:
    """NoMandate unless ``actor`` may answer what is asked of the employer by somebody else's case."""
    mandate_required(actor, Act.MANAGE, lock=lock)


def case_permitted(actor: Actor, tramite: AnyTramite, solicitud: Form) -> bool:
    """Whether ``actor`` may send it now, for a page that shows it before it is signed."""
    try:
        may_file(actor, tramite, solicitud, lock=False)
    except NoMandate:
        return False
    return True


def seen_by(actor: Actor) -> Q:
    """The cases that ``actor`` sees: their own, and for whoever gave an authorisation, what was sent with it."""
    own = Q(account_id=actor.owner)
    if actor.mandate is None and not actor.kin:
        own |= Q(mandate__isnull=False) & ~Q(state=State.BORRADOR.value)
    return Q(subject=actor.subject) & own
