"""Who an account is when it acts, and how sure the office is of it without an e.firma."""

from __future__ import annotations

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

from .models import Account, Dependency


def actor_of(account: Account, *, via: Via, assurance: Assurance, acts_for: SubjectId | None = None) -> Actor:
    """The human of ``account``, who came in by ``via``."""
    return Actor(account.id, SubjectId(account.subject), assurance, via, acts_for)


def assurance_of(account: Account) -> Assurance:
    """What a password of this account is worth: whose it is was proved, by a certificate or a code, or it was not.

    Signing an act (N3) is never worth less than the e.firma itself.
    """
    return min(Assurance.N2, Assurance(account.proven))


def dependent_subject(curp: str) -> SubjectId | None:
    """Who somebody is in whose name their family already acted, before they had an account of their own."""
    known = Dependency.objects.filter(curp=curp).exclude(dependent=None).order_by("decided_at")
    found = known.values_list("dependent", flat=True).first()
    return None if found is None else SubjectId(found)


def curp_of_subject(subject: SubjectId) -> str:
    """The CURP of whoever has an account or is acted for by their family; "" for anybody else. For the office."""
    with scope(None):
        own = Account.objects.filter(subject=subject).values_list("curp", flat=True).first()
        kin = Dependency.objects.filter(dependent=subject).order_by("decided_at").values_list("curp", flat=True)
        return own or kin.first() or ""
