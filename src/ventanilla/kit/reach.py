"""Which registros patronales whoever asks may choose among: what is not in their reach is not even offered."""

from __future__ import annotations

from ventanilla.domain.affiliation.registro import Registro, RegistrosDe
from ventanilla.domain.authority import Actor
from ventanilla.domain.authority.autorizaciones import FacultadDe

from .decision import Registers


def limited_to(actor: Actor, ask: Registers) -> frozenset[str] | None:
    """The numbers of the registros that the authorisation of ``actor`` names; None where nothing limits them.

    An authorisation that is not there any more reaches none.
    """
    if actor.mandate is None:
        return None
    facultad = ask(FacultadDe(actor.mandate))
    if facultad is None:
        return frozenset()
    return frozenset(facultad.registros) or None


def registros_within_reach(actor: Actor, ask: Registers) -> tuple[Registro, ...]:
    """The registros of whoever ``actor`` acts for, in the order of their numbers, but those out of their reach.

    For what is offered and filled in. A decision asks `RegistrosDe`: what was filed with an authorisation stays filed
    when it ends, and filing it asks by itself whether it is covered.
    """
    own, limit = ask(RegistrosDe(actor.subject)), limited_to(actor, ask)
    return own if limit is None else tuple(one for one in own if one.numero in limit)
