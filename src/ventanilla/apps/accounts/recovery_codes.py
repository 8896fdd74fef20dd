"""Coming back with a code on paper alone. It proves that somebody has the paper, and no more than that."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.accounts import RecoveredByCode
from ventanilla.domain.accounts.passwords import password_fault
from ventanilla.domain.authority import Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import LENGTH, read_folio

from .factors import code_digest
from .limits import LimitedAct, attempt_allowed, attempt_succeeded
from .models import Account, RecoveryCode
from .passwords import PasswordRefused, account_password_set, as_typed, common_passwords
from .people import actor_of

NOBODY: UUID = UUID(int=0)  # whose codes are looked for where there is no account: it has none
NO_CODE = "0" * LENGTH  # what is looked for where what was typed can be no code: it has no check character


def recovery_by_code(curp: str, code: str, password: str, *, address: str, now: datetime) -> bool:
    """Spend a code and set a new password; False where CURP and code do not match, whoever it is of.

    Every session ends; the second steps stay. Whoever enters with that password shows nothing of the registers until
    they prove who they are in another way. LockedOut; PasswordRefused, and then the code still serves.
    """
    typed = as_typed(curp)
    fault = password_fault(password, own=(typed,), common=common_passwords())
    if fault is not None:  # said before anybody is looked for, so it says nothing of them
        raise PasswordRefused(fault)
    attempt_allowed(LimitedAct.CODE, account_key=typed, address=address)
    with scope(None), logged_together():
        # Nothing is held or written until they match: a commit that has something to write takes longer.
        found = Account.objects.filter(curp=typed, is_active=True).values_list("id", flat=True).first()
        owner = found or NOBODY
        unused = RecoveryCode.objects.filter(account_id=owner, used_at=None)
        meant = unused.filter(digest=code_digest(read_folio(code) or NO_CODE, owner))
        if not meant.exists() or found is None:
            return False
        account = Account.objects.select_for_update(no_key=True).get(id=found)
        if not account.is_active or not meant.update(used_at=now):  # somebody else spent it at the same instant
            return False
        by = actor_of(account, via=Via.PASSWORD, assurance=Assurance.N1)
        account.recovered_at = now
        account.save(update_fields=["recovered_at"])
        account_password_set(account, password, by=by, keep=None, recovered=False, worth=Assurance.N1, now=now)
        events_append([ToLog(RecoveredByCode(unused.count()), SubjectId(account.subject), by)], now=now)
    attempt_succeeded(LimitedAct.CODE, account_key=typed, address=address)
    return True
