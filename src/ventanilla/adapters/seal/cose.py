"""COSE_Sign1 (RFC 9052) with ES256: the signature inside the QR, and the set of keys that verifies it.

The verifier takes exactly what the signer writes: tag 18, protected ``{1: -7, 4: kid}``, no unprotected
header, canonical CBOR, raw ``r || s`` of 64 bytes. The list of what was revoked and the cards are signed by the same
keys, each under a ``typ`` (RFC 9596) in its protected header, so that none ever passes for another.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import (
    MAX_LIST_BYTES,
    BadClaims,
    BadLink,
    Claims,
    StatusList,
    read_base64url,
    strict_cbor,
)

MAX_COSE_BYTES: Final = 900
KID_BYTES: Final = 8
_COORDINATE: Final = 32  # bytes of a P-256 number
_COSE_SIGN1: Final = 18
_ALGORITHM, _KID, _TYPE = 1, 4, 16
LIST_TYPE: Final = "ventanilla-estado"
CARD_TYPE: Final = "ventanilla-tarjeta"
MAX_LIST_COSE: Final = MAX_LIST_BYTES + 256
_ES256: Final = -7


class BadCose(ValueError):
    """Bytes that are not a COSE_Sign1 of a key we know, or whose signature does not match."""


class UnknownKey(BadCose):
    """Signed by a key that is not in the set: of nobody we know, or newer than the set."""


class BadKeySet(ValueError):
    """A file that is not a JWK set of P-256 keys under their own ``kid``."""


@dataclass(frozen=True, slots=True)
class QrKey:
    """A public key of the QR; its ``kid`` is the beginning of the SHA-256 of its SubjectPublicKeyInfo."""

    public: EllipticCurvePublicKey

    @property
    def kid(self) -> bytes:
        """Eight bytes; nobody assigns them, so they never collide by mistake."""
        spki = self.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(spki).digest()[:KID_BYTES]

    def jwk(self) -> dict[str, str]:
        """The key as RFC 7517 writes it."""
        numbers = self.public.public_numbers()
        return {
            "kty": "EC",
            "crv": "P-256",
            "alg": "ES256",
            "use": "sig",
            "kid": _base64url(self.kid),
            "x": _base64url(numbers.x.to_bytes(_COORDINATE, "big")),
            "y": _base64url(numbers.y.to_bytes(_COORDINATE, "big")),
        }


KeySet = Mapping[bytes, QrKey]


def raw_es256(key: EllipticCurvePrivateKey) -> Callable[[bytes], bytes]:
    """How ``key`` signs for COSE: ES256, as ``r || s`` of 64 bytes."""

    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(message, ECDSA(SHA256())))
        return r.to_bytes(_COORDINATE, "big") + s.to_bytes(_COORDINATE, "big")

    return sign


def es256_is_valid(key: QrKey, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (``r || s``) is the key's over ``message``."""
    if len(signature) != 2 * _COORDINATE:
        return False
    r, s = (int.from_bytes(signature[at : at + _COORDINATE], "big") for at in (0, _COORDINATE))
    try:
        key.public.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def sign_claims(key: QrKey, sign: Callable[[bytes], bytes], claims: Claims) -> bytes:
    """The COSE_Sign1 of ``claims``; ``sign`` is ES256 (``r || s``) by the private half of ``key``."""
    return _signed(_protected(key.kid), claims.encode(), sign)


def sign_list(key: QrKey, sign: Callable[[bytes], bytes], listed: StatusList) -> bytes:
    """The COSE_Sign1 of a list of what was revoked; ``sign`` as for claims."""
    return _signed(_protected(key.kid, LIST_TYPE), listed.encode(), sign)


def sign_card(key: QrKey, sign: Callable[[bytes], bytes], claims: CardClaims) -> bytes:
    """The COSE_Sign1 of what a card's QR states; ``sign`` as for claims."""
    return _signed(_protected(key.kid, CARD_TYPE), claims.encode(), sign)


def read_to_be_signed(message: bytes, key: QrKey) -> Claims:
    """The claims that a Sig_structure asks ``key`` to sign. BadCose for anything else that might be signed."""
    payload = _payload_to_sign(message, _protected(key.kid), MAX_COSE_BYTES)
    try:
        return Claims.decode(payload)
    except BadClaims as error:
        raise BadCose(str(error)) from error


def read_list_to_be_signed(message: bytes, key: QrKey) -> StatusList:
    """The list that a Sig_structure asks ``key`` to sign. BadCose for anything else."""
    payload = _payload_to_sign(message, _protected(key.kid, LIST_TYPE), MAX_LIST_COSE)
    try:
        return StatusList.decode(payload)
    except BadClaims as error:
        raise BadCose(str(error)) from error


def read_card_to_be_signed(message: bytes, key: QrKey) -> CardClaims:
    """The card that a Sig_structure asks ``key`` to sign. BadCose for anything else, a long life included."""
    payload = _payload_to_sign(message, _protected(key.kid, CARD_TYPE), MAX_COSE_BYTES)
    try:
        return CardClaims.decode(payload)
    except BadClaims as error:
        raise BadCose(str(error)) from error


def verify_card(cose: bytes, keys: KeySet) -> CardClaims:
    """What a card's QR states, if a key of ``keys`` signed exactly these bytes. BadCose if not.

    Whether it is still good is said by its dates, which whoever asks compares with the present.
    """
    payload = _verified(cose, keys, CARD_TYPE, MAX_COSE_BYTES)
    try:
        return CardClaims.decode(payload)
    except BadClaims as error:
        raise BadCose("the card is not written as this office writes it") from error


def verify_claims(cose: bytes, keys: KeySet) -> Claims:
    """The claims, if a key of ``keys`` signed exactly these bytes. BadCose if not."""
    payload = _verified(cose, keys, "", MAX_COSE_BYTES)
    try:
        return Claims.decode(payload)
    except BadClaims as error:
        raise BadCose("the claims are not written as this office writes them") from error


def verify_list(cose: bytes, keys: KeySet) -> StatusList:
    """The list of what was revoked, if a key of ``keys`` signed exactly these bytes. BadCose if not."""
    payload = _verified(cose, keys, LIST_TYPE, MAX_LIST_COSE)
    try:
        return StatusList.decode(payload)
    except BadClaims as error:
        raise BadCose("the list is not written as this office writes it") from error


def _signed(protected: bytes, payload: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    return _sign1(protected, payload, sign(to_be_signed(protected, payload)))


def _payload_to_sign(message: bytes, protected: bytes, limit: int) -> bytes:
    try:
        item = strict_cbor(message, limit)
    except BadClaims as error:
        raise BadCose(str(error)) from error
    match item:
        case ["Signature1", bytes(), b"", bytes() as payload] if to_be_signed(protected, payload) == message:
            return payload
    raise BadCose("not the Sig_structure of this key")


def _verified(cose: bytes, keys: KeySet, typ: str, limit: int) -> bytes:
    """The payload of a COSE_Sign1 of this type that a key of ``keys`` signed."""
    try:
        item = strict_cbor(cose, limit)
    except BadClaims as error:
        raise BadCose(str(error)) from error
    match item:
        case cbor2.CBORTag(tag=18, value=[bytes() as protected, _, bytes() as payload, bytes() as signature]):
            pass
        case _:
            raise BadCose("not a COSE_Sign1")
    if _sign1(protected, payload, signature) != cose:
        raise BadCose("not written as this office writes it")
    key = next((key for kid, key in keys.items() if _protected(kid, typ) == protected), None)
    if key is None:
        raise UnknownKey("signed by a key that is not of this set")
    if not es256_is_valid(key, to_be_signed(protected, payload), signature):
        raise BadCose("the signature does not match")
    return payload


def key_set(keys: Sequence[QrKey]) -> KeySet:
    """The keys by their ``kid``."""
    return {key.kid: key for key in keys}


def read_key_set(jwks: object) -> KeySet:
    """The keys of a JWK set already read from JSON; BadKeySet if one is not P-256 or lies about its ``kid``."""
    match jwks:
        case {"keys": list() as rows} if rows:
            return key_set([_read_jwk(row) for row in rows])
    raise BadKeySet("not a JWK set")


def _read_jwk(row: Any) -> QrKey:
    match row:
        case {"kty": "EC", "crv": "P-256", "kid": str() as kid, "x": str() as x, "y": str() as y}:
            pass
        case _:
            raise BadKeySet("not a P-256 key")
    try:
        point = EllipticCurvePublicNumbers(_number(x), _number(y), SECP256R1())
        key = QrKey(point.public_key())
        same = key.kid == read_base64url(kid)
    except (BadLink, ValueError) as error:
        raise BadKeySet("the key cannot be read") from error
    if not same:
        raise BadKeySet(f"the kid {kid} is not of its key")
    return key


def _number(base64url: str) -> int:
    return int.from_bytes(read_base64url(base64url), "big")


def _protected(kid: bytes, typ: str = "") -> bytes:
    header: dict[int, int | bytes | str] = {_ALGORITHM: _ES256, _KID: kid}
    return cbor2.dumps(header | {_TYPE: typ} if typ else header, canonical=True)


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure (RFC 9052, 4.4): what is signed."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _sign1(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_COSE_SIGN1, [protected, {}, payload, signature]), canonical=True)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
