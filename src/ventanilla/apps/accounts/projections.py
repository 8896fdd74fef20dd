"""The digest by which an account is found by its e-mail follows from the e-mail, which is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ventanilla.apps.eventlog.api import Projection, contact_digest

from .models import Account

_CHUNK: Final = 500  # rows read at a time


def _rows() -> Iterator[tuple[str, ...]]:
    for key, digest in Account.objects.order_by("id").values_list("id", "email_digest").iterator(chunk_size=_CHUNK):
        yield str(key), bytes(digest).hex()


def _drop() -> None:
    Account.objects.update(email_digest=b"")


def _rebuild() -> None:
    for key, email in Account.objects.order_by("id").values_list("id", "email").iterator(chunk_size=_CHUNK):
        Account.objects.filter(id=key).update(email_digest=contact_digest(email))


PROJECTIONS: Final = (Projection("accounts.email_digest", "the sealed e-mail of each account", _rows, _drop, _rebuild),)
