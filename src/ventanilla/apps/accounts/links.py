"""Links that serve once: made in a transaction, sent by a job, spent by a button and never by opening them.

An e-mail's link is opened by whoever reads the mail first: a program that looks for viruses, too. So a page only
shows what it would do.
"""

from __future__ import annotations

import base64
import binascii
import time
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Account, OneUseLink

RECOVERY_SECONDS: Final = 3600
DISAVOW_SECONDS: Final = 30 * 24 * 3600
ID_BYTES: Final = 16
MAC_BYTES: Final = 20


class LinkDead(Exception):
    """A link that was used, is late, or never was one: all three are the same to whoever opens it."""


class Purpose(Enum):
    """What a link does; the value is the last part of its address."""

    RECOVER = "recuperar"
    DISAVOW = "no-fui-yo"


LASTS: Final = {Purpose.RECOVER: RECOVERY_SECONDS, Purpose.DISAVOW: DISAVOW_SECONDS}


def link_new(purpose: Purpose, account: Account, *, session: UUID | None = None) -> OneUseLink:
    """A link of ``account``, inside the transaction of what it is about."""
    return link_of(purpose, account.id, session=session)


def link_of(purpose: Purpose, account: UUID | None, *, session: UUID | None = None) -> OneUseLink:
    """A link of the account with that id, or of nobody's: the same row, with the same work."""
    expires = int(time.time()) + LASTS[purpose]
    return OneUseLink.objects.create(account_id=account, purpose=purpose.value, session=session, expires=expires)


def token_of(link: OneUseLink) -> str:
    """What its address ends in: the row's id and a code that only this installation can make."""
    return base64.urlsafe_b64encode(link.id.bytes + _code(link.id, link.purpose)).decode().rstrip("=")


def _code(link: UUID, purpose: str) -> bytes:
    return salted_hmac("accounts.link", f"{purpose}\n{link}", algorithm="sha256").digest()[:MAC_BYTES]


def link_find(token: str, purpose: Purpose, *, lock: bool = False) -> OneUseLink:
    """The living link of ``token``, held until the transaction ends if ``lock``; LinkDead for any other."""
    try:
        said = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise LinkDead from None
    if len(said) != ID_BYTES + MAC_BYTES:
        raise LinkDead
    found = UUID(bytes=said[:ID_BYTES])
    if not constant_time_compare(said[ID_BYTES:], _code(found, purpose.value)):
        raise LinkDead
    rows = OneUseLink.objects.select_for_update(of=("self",), no_key=True) if lock else OneUseLink.objects
    link = rows.filter(id=found, used_at=None, expires__gt=int(time.time()), account__isnull=False).first()
    if link is None:
        raise LinkDead
    return link


def link_owner(link: OneUseLink) -> Account:
    """Whose link it is; LinkDead for one that is nobody's."""
    if link.account is None:
        raise LinkDead
    return link.account


def link_spend(link: OneUseLink, *, now: datetime) -> None:
    """It serves no more."""
    OneUseLink.objects.filter(id=link.id).update(used_at=now)


def links_spend_all(account: Account, purpose: Purpose, *, now: datetime) -> None:
    """None of the account's links of ``purpose`` serves any more."""
    OneUseLink.objects.filter(account=account, purpose=purpose.value, used_at=None).update(used_at=now)


def links_forget(*, before: int) -> int:
    """Delete the links that ended before ``before`` (real time); how many there were."""
    deleted, _ = OneUseLink.objects.filter(expires__lt=before).delete()
    return deleted
