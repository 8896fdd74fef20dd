"""Reading and judging what a passkey answers (Web Authentication, level 2), over ``fido2``. No table, no session.

The library checks the type, the challenge, the relying party, presence, verification and the signature. Here is what
it leaves to its caller: the exact origin (it would take any port and any subdomain), no frame of another site, an
algorithm that was offered, a key that can verify at all, and a bound on what is read.
"""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.conf import settings
from fido2 import cbor
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    CollectedClientData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

MAX_ANSWER: Final = 16_384  # characters; an answer without attestation is about 1,000
MAX_CREDENTIAL_ID: Final = 1023  # bytes: Web Authentication, 4
ALGORITHMS: Final = (ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM)
# All that reading hostile bytes raises, in this library and in those below it.
_UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)

logging.getLogger("fido2").setLevel(logging.WARNING)  # it would write the identifier of every key into the log


class NotProven(ValueError):
    """The answer cannot be read, or it does not prove what was asked. Why is for the log, never for the page."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is kept of a key that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was registered before."""

    credential_id: bytes
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Assertion:
    """An answer that was read and not yet judged: which key says it is, and whose."""

    credential_id: bytes
    user_handle: bytes | None
    sign_count: int
    answer: AuthenticationResponse


def _server() -> Fido2Server:
    origin = settings.VENTANILLA_ORIGIN
    party = PublicKeyCredentialRpEntity(id=urlsplit(origin).hostname, name=settings.VENTANILLA_BRAND["name"])
    server = Fido2Server(party, AttestationConveyancePreference.NONE, verify_origin=lambda said: said == origin)
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=alg) for alg in ALGORITHMS
    ]
    return server


def _named(credential_ids: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=credential_id) for credential_id in credential_ids]


def creation_options(challenge: bytes, *, handle: bytes, name: str, known: Sequence[bytes]) -> dict[str, Any]:
    """What the browser is asked for a new key of ``handle``; on a device that holds one of ``known``, it makes none."""
    options, _ = _server().register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=name, display_name=name),
        _named(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return dict(options.public_key)


def request_options(challenge: bytes, *, known: Sequence[bytes]) -> dict[str, Any]:
    """What the browser is asked of a key: any of this office, or one of ``known``."""
    options, _ = _server().authenticate_begin(
        _named(known) or None, user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge
    )
    return dict(options.public_key)


def _object(text: str) -> Mapping[str, Any]:
    if len(text) > MAX_ANSWER:
        raise NotProven("too long")
    value = json.loads(text)
    if not isinstance(value, dict):
        raise NotProven("no object")
    return value


def _here(client: CollectedClientData) -> None:
    if client.cross_origin is not False:
        raise NotProven("inside a page of another site")


def registration_read(text: str, *, challenge: str) -> NewKey:
    """The key of the browser's answer ``text`` to ``challenge``; NotProven."""
    state = {"challenge": challenge, "user_verification": UserVerificationRequirement.REQUIRED}
    try:
        value = _object(text)
        _attests(value["response"]["attestationObject"])
        answer = RegistrationResponse.from_dict(value)
        _here(answer.response.client_data)
        made = _server().register_complete(state, answer)
        data = made.credential_data
        if data is None or data.credential_id != answer.raw_id or len(data.credential_id) > MAX_CREDENTIAL_ID:
            raise NotProven("another key than it says")
        if data.public_key.get(3) not in ALGORITHMS:
            raise NotProven("an algorithm that was not offered")
        _verifies(data.public_key)
        return NewKey(data.credential_id, cbor.encode(data.public_key), made.counter)
    except _UNREADABLE as error:
        raise NotProven(str(error)) from error


def _attests(encoded: str) -> None:
    """The library makes bytes of whatever stands for the authenticator's data: of a number, that many zeros."""
    attested = cbor.decode(websafe_decode(encoded))
    if not isinstance(attested, Mapping) or not isinstance(attested.get("authData"), bytes):
        raise NotProven("no authenticator data")


def _verifies(key: CoseKey) -> None:
    """A key that says "no" to a wrong signature can be asked; one off its curve raises something else."""
    try:
        key.verify(b"", b"\0")
    except InvalidSignature:
        return
    raise NotProven("a key that accepts anything")


def assertion_read(text: str) -> Assertion:
    """The browser's answer ``text``, not judged; NotProven if it cannot be read."""
    try:
        answer = AuthenticationResponse.from_dict(_object(text))
        said = answer.response
        return Assertion(bytes(answer.raw_id), said.user_handle, said.authenticator_data.counter, answer)
    except _UNREADABLE as error:
        raise NotProven(str(error)) from error


def assertion_judge(assertion: Assertion, key: KnownKey, *, challenge: str) -> None:
    """Prove that whoever holds ``key`` answered ``challenge`` here, with their finger, face or PIN; NotProven."""
    state = {"challenge": challenge, "user_verification": UserVerificationRequirement.REQUIRED}
    try:
        _here(assertion.answer.response.client_data)
        public = CoseKey.parse(cbor.decode(key.public_key))  # type: ignore[arg-type]  # what was kept is a COSE map
        known = AttestedCredentialData.create(Aaguid.NONE, key.credential_id, public)
        _server().authenticate_complete(state, [known], assertion.answer)
    except _UNREADABLE as error:
        raise NotProven(str(error)) from error
