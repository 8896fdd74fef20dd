"""The ``Signer`` of an office, over whoever holds its keys."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime

from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import Claims, StatusList

from .cose import es256_is_valid, sign_card, sign_claims, sign_list
from .pades import seal_pdf
from .port import KeyHolder, Purpose, SealCertificate, SignerUnavailable
from .sello import rsa_is_valid


class InstitutionSigner:
    """A ``Signer`` that believes no holder: every signature is verified under the public key before it is used.

    A signature costs a holder a millisecond or a round trip, and its verification some tens of microseconds; a
    document that carries a wrong one could not be mended once it was handed over.
    """

    def __init__(self, keys: KeyHolder) -> None:
        self._keys = keys

    @property
    def seal(self) -> SealCertificate:
        """The certificate that is used now."""
        return self._keys.seal

    def sello(self, cadena: str) -> str:
        """RSA PKCS#1 v1.5 with SHA-256 over the UTF-8 of ``cadena``, in base64."""
        return base64.b64encode(self._by_seal(self._keys.seal, Purpose.SELLO, cadena.encode("utf-8"))).decode("ascii")

    def qr(self, claims: Claims) -> bytes:
        """The COSE_Sign1 (ES256) of ``claims``."""
        return sign_claims(self._keys.qr, lambda message: self._by_qr(Purpose.QR, message), claims)

    def status_list(self, listed: StatusList) -> bytes:
        """The COSE_Sign1 (ES256) of the list of what was revoked."""
        return sign_list(self._keys.qr, lambda message: self._by_qr(Purpose.STATUS, message), listed)

    def card(self, claims: CardClaims) -> bytes:
        """The COSE_Sign1 (ES256) of what a card's QR states."""
        return sign_card(self._keys.qr, lambda message: self._by_qr(Purpose.CARD, message), claims)

    def seal_pdf(
        self,
        pdf: bytes,
        *,
        folio: str,
        expires_on: date | None,
        at: datetime,
        stamp: Callable[[bytes], bytes] | None = None,
    ) -> bytes:
        """As ``Signer.seal_pdf``."""
        seal = self._keys.seal
        return seal_pdf(
            pdf,
            seal=seal,
            sign=lambda attributes: self._by_seal(seal, Purpose.PDF, attributes),
            folio=folio,
            expires_on=expires_on,
            at=at,
            stamp=stamp,
        )

    def _by_seal(self, seal: SealCertificate, purpose: Purpose, message: bytes) -> bytes:
        signature = self._keys.sign(purpose, message)
        if not rsa_is_valid(seal, message, signature):
            raise SignerUnavailable("the signature is not of the seal's certificate")
        return signature

    def _by_qr(self, purpose: Purpose, message: bytes) -> bytes:
        key = self._keys.qr
        signature = self._keys.sign(purpose, message)
        if not es256_is_valid(key, message, signature):
            raise SignerUnavailable("the signature is not of the QR's key")
        return signature
