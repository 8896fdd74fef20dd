"""A person whose CURP changed keeps their one account: it follows whom the register says they are."""

from __future__ import annotations

from datetime import datetime

from ventanilla.domain.authority import Assurance
from ventanilla.kernel.acts import SubjectId

from .models import Account, Dependency, IdentityCode, SignUp
from .sessions import rows_end
from .sign_up import account_forget


def account_curp_follow(subject: SubjectId, curp: str, *, now: datetime) -> bool:
    """Give whoever ``subject`` is the CURP that the register now has of them, in the transaction that changes it.

    False where another account that somebody proved has it: two accounts are never made one here, a person looks. One
    that nobody proved keeps nobody out: it is closed, and left with the earlier CURP, that is nobody else's any more.
    What their family may do for them goes with them; an authorisation that waits for the earlier CURP is offered again.
    """
    own = Account.objects.select_for_update(no_key=True).filter(subject=subject).first()
    other = Account.objects.select_for_update(no_key=True).filter(curp=curp).exclude(subject=subject).first()
    if other is not None and other.proven >= Assurance.N2:
        return False
    if other is not None:
        _close(other, now=now)
    if own is not None:
        before, own.curp = own.curp, "" if other is not None else curp  # a CURP is one account's at every instant
        own.save(update_fields=["curp"])
        if other is not None:
            Account.objects.filter(id=other.id).update(curp=before)
            Account.objects.filter(id=own.id).update(curp=curp)
    Dependency.objects.filter(dependent=subject).update(curp=curp)
    return True


def _close(account: Account, *, now: datetime) -> None:
    """Nobody proved whose it is: whatever whoever opened it made of it is gone, and so are their sessions."""
    account_forget(account)
    account.is_active = False
    account.save()
    IdentityCode.objects.filter(account=account).update(used=True)
    SignUp.objects.filter(account=account).update(stopped_at=now)
    rows_end(account.id, keep=None, now=now)
