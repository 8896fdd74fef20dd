"""The timestamp of a kept signature: asked outside any transaction, kept once, beside the signature."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ventanilla.adapters.pki.cms import signature_digest, with_timestamp
from ventanilla.apps.eventlog.api import scope

from .models import Signature, SignatureTimestamp
from .outbound import timestamps


def signature_stamp(signature: UUID, *, now: datetime) -> bool:
    """Ask for the timestamp of a signature and keep it; False if it had one. TimestampUnavailable if none came.

    Two workers may ask at once: the first to commit is kept, and the other's token is dropped.
    """
    with scope(None):
        row = Signature.objects.get(id=signature)
        if SignatureTimestamp.objects.filter(signature=row).exists():
            return False
    value = bytes(row.value)
    stamp = timestamps().stamp(signature_digest(value), now)
    kept = SignatureTimestamp(
        signature=row,
        token=stamp.token,
        cades_t=with_timestamp(value, stamp.token),
        authority_sha256=stamp.authority_sha256,
        stamped_at=stamp.at,
        kept_at=now,
    )
    with scope(None), transaction.atomic():
        SignatureTimestamp.objects.bulk_create([kept], ignore_conflicts=True)
    return True


def signatures_unstamped(before: datetime, most: int) -> tuple[UUID, ...]:
    """The oldest signatures kept before an instant that have no timestamp."""
    with scope(None):
        rows = Signature.objects.filter(at__lt=before, timestamp=None).order_by("at")
        return tuple(rows.values_list("id", flat=True)[:most])
