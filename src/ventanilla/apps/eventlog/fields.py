"""How to reach a person, sealed in its column: whoever reads the tables alone learns no address and no telephone.

Security of personal data: *contact columns encrypted by field with key id*. A sealed value cannot be searched; where it
must be found again, a digest under the same key stands beside it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField

KEY_ID_BYTES: Final = 4
NONCE_BYTES: Final = 12


class SealedWithAnotherKey(ValueError):
    """A value sealed with a key that this installation does not have, or in another column, or changed since."""


def key_id(key: bytes) -> bytes:
    """Which key sealed a value: it is written before the value, and says nothing about the key."""
    return hmac.digest(key, b"ventanilla.fields.id", hashlib.sha256)[:KEY_ID_BYTES]


def field_seal(value: str, column: str) -> bytes:
    """``value`` as it is kept in ``column`` ("table.column"), where alone it opens; an empty one stays empty.

    >>> field_seal("", "a.b")
    b''
    """
    if not value:
        return b""
    key, nonce = settings.VENTANILLA_FIELD_KEY, secrets.token_bytes(NONCE_BYTES)
    return key_id(key) + nonce + AESGCM(key).encrypt(nonce, value.encode(), column.encode())


def field_open(sealed: bytes, column: str) -> str:
    """What `field_seal` kept; SealedWithAnotherKey where it does not open."""
    if not sealed:
        return ""
    key = settings.VENTANILLA_FIELD_KEY
    if sealed[:KEY_ID_BYTES] != key_id(key):
        raise SealedWithAnotherKey(column)
    nonce, rest = sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES], sealed[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, column.encode()).decode()
    except InvalidTag as error:
        raise SealedWithAnotherKey(column) from error


def contact_digest(value: str) -> bytes:
    """What finds an address again without showing it, however it was typed; empty for none.

    >>> contact_digest(" Uno@correo.example ") == contact_digest("UNO@correo.example")
    True
    """
    typed = value.strip().upper()
    key = hmac.digest(settings.VENTANILLA_FIELD_KEY, b"ventanilla.fields.digest", hashlib.sha256)
    return hmac.digest(key, typed.encode(), hashlib.sha256) if typed else b""


class SealedTextField(_Text):
    """A text that only this installation's key of fields opens. It can be kept and read, never searched."""

    def get_internal_type(self) -> str:
        """Kept as bytes."""
        return "BinaryField"

    @property
    def _column(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Sealed, each time with a new nonce."""
        return None if value is None else field_seal(str(value), self._column)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Opened."""
        return None if value is None else field_open(bytes(value), self._column)

    def get_lookup(self, lookup_name: str) -> Any:
        """No search: a value is sealed differently each time, and would never be found."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
