"""An e.firma may carry the CURP that its owner had before: it enters their one account all the same."""

from __future__ import annotations

from ventanilla.kernel.acts import SubjectId

from .models import Account


def curp_of_today(curp: str, subject: SubjectId | None) -> str:
    """The CURP of the account that whoever has or had ``curp`` opens: another, where theirs changed. For the office.

    ``subject`` is who the register knows by ``curp``, or knew; None for nobody.
    """
    if subject is None or Account.objects.filter(curp=curp).exists():
        return curp
    return Account.objects.filter(subject=subject).values_list("curp", flat=True).first() or curp
