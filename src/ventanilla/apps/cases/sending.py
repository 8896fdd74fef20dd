"""How a request is sent: signed with an e.firma, or without one by whoever showed again who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ventanilla.domain.authority import Actor, Via
from ventanilla.kit import Tramite
from ventanilla.kit.tramite import AnyTramite


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """The signature that files a case; ``revocation_known`` is False where the authority did not answer.

    None where the trámite may be sent without an e.firma and whoever sends it showed again who they are: `CONFIRMED`.
    """

    signature: UUID | None
    revocation_known: bool
    may_continue: bool  # the policy lets this act go on without that answer


CONFIRMED: Final = SignedRequest(None, revocation_known=True, may_continue=True)


def signature_needed(actor: Actor, tramite: AnyTramite) -> bool:
    """Whether ``actor`` signs ``tramite`` with their e.firma: all do, but who came without one for their own."""
    own = actor.acts_for is None and actor.mandate is None and not actor.kin
    return not (isinstance(tramite, Tramite) and tramite.without_efirma and own and actor.via is not Via.EFIRMA)
