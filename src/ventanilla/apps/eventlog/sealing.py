"""Personal values inside an event, sealed under a key of their subject: erasing destroys the key, never a row."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .models import SubjectKey

NONCE_BYTES = 12
KEY_BYTES = 32


def _wrap(key: bytes, subject: UUID) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(settings.VENTANILLA_FIELD_KEY).encrypt(nonce, key, subject.bytes)


def _unwrap(wrapped: bytes, subject: UUID) -> bytes:
    return AESGCM(settings.VENTANILLA_FIELD_KEY).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], subject.bytes)


def sealers(subjects: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """What seals the values of each of ``subjects``: its key, which is made the first time."""
    asked = set(subjects)
    found = _keys(asked)
    if missing := sorted(asked - found.keys()):
        made = [SubjectKey(subject=one, wrapped=_wrap(secrets.token_bytes(KEY_BYTES), one)) for one in missing]
        SubjectKey.objects.bulk_create(made, ignore_conflicts=True)  # whoever came first made the one that counts
        found |= _keys(missing)
    return {subject: AESGCM(_unwrap(wrapped, subject)) for subject, wrapped in found.items()}


def _keys(subjects: Collection[UUID]) -> dict[UUID, bytes]:
    rows = SubjectKey.objects.filter(subject__in=subjects).values_list("subject", "wrapped")
    return {subject: bytes(wrapped) for subject, wrapped in rows}


def seal(cipher: AESGCM, subject: UUID, plain: bytes) -> bytes:
    """Seal ``plain``, a value of ``subject``, with what `sealers` gives of it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, subject.bytes)


def opener(subject: UUID) -> AESGCM | None:
    """What opens the subject's values, or None once they were erased."""
    row = SubjectKey.objects.filter(subject=subject).first()
    return None if row is None else AESGCM(_unwrap(bytes(row.wrapped), subject))


def unseal(cipher: AESGCM | None, subject: UUID, sealed: bytes) -> bytes | None:
    """The plain value, or None where it was erased; InvalidTag never escapes as anything else."""
    if cipher is None:
        return None
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], subject.bytes)
    except InvalidTag as error:
        raise ValueError("a sealed value does not open with its subject's key") from error
