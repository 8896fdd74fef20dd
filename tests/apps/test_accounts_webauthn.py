"""What a passkey answers is hostile until proven: whatever it says, the office refuses it in its own words."""

from __future__ import annotations

import json
from typing import Any

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.device import Device, b64url, from_b64url

from ventanilla.apps.accounts.webauthn import (
    KnownKey,
    NotProven,
    assertion_judge,
    assertion_read,
    registration_read,
)

CHALLENGE = "A" * 43
OPTIONS = {"challenge": CHALLENGE, "user": {"id": b64url(b"somebody")}}
MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

changes = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4)
cbor_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=40) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers() | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=10,
)


def altered(data: bytes, edits: list[tuple[int, int]]) -> bytes:
    found = bytearray(data)
    for place, value in edits:
        found[place % len(found)] = value
    return bytes(found)


def said(answer: dict[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(answer["credencial"])
    return value


def test_an_honest_answer_is_proven() -> None:
    device = Device()
    made = registration_read(device.created(OPTIONS)["credencial"], challenge=CHALLENGE)
    assert made.credential_id == device.credential_id
    answer = assertion_read(device.used(OPTIONS)["credencial"])
    assertion_judge(answer, KnownKey(made.credential_id, made.public_key), challenge=CHALLENGE)
    assert (answer.user_handle, answer.sign_count) == (b"somebody", 2)


@MANY
@given(changes, st.sampled_from(["clientDataJSON", "attestationObject"]))
def test_a_registration_with_wrong_bytes_is_refused_or_is_another_key(edits: list[tuple[int, int]], part: str) -> None:
    answer = said(Device().created(OPTIONS))
    before = from_b64url(answer["response"][part])
    after = altered(before, edits)
    answer["response"][part] = b64url(after)
    try:
        registration_read(json.dumps(answer), challenge=CHALLENGE)
    except NotProven:
        assert after != before


@MANY
@given(changes, st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]))
def test_an_assertion_with_one_wrong_byte_proves_nothing(edits: list[tuple[int, int]], part: str) -> None:
    device = Device()
    made = registration_read(device.created(OPTIONS)["credencial"], challenge=CHALLENGE)
    answer = said(device.used(OPTIONS))
    before = from_b64url(answer["response"][part])
    after = altered(before, edits)
    answer["response"][part] = b64url(after)
    try:
        assertion_judge(
            assertion_read(json.dumps(answer)), KnownKey(made.credential_id, made.public_key), challenge=CHALLENGE
        )
        proven = True
    except NotProven:
        proven = False
    assert proven == (after == before)


@MANY
@given(cbor_values, cbor_values)
def test_any_cbor_is_read_or_refused(whole: Any, key: Any) -> None:
    answer = said(Device().created(OPTIONS))
    for value in (whole, {"fmt": "none", "attStmt": {}, "authData": whole}):
        answer["response"]["attestationObject"] = b64url(cbor2.dumps(value))
        refused(json.dumps(answer))
    refused(Device().created(OPTIONS, cose=key)["credencial"])


@pytest.mark.parametrize("size", [0, 10**9, 2**40, -1, "x", [1], None])
def test_a_number_for_the_authenticators_data_takes_no_memory(size: object) -> None:
    answer = said(Device().created(OPTIONS))
    answer["response"]["attestationObject"] = b64url(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": size}))
    with pytest.raises(NotProven, match="no authenticator data"):
        registration_read(json.dumps(answer), challenge=CHALLENGE)


@MANY
@given(json_values)
def test_any_json_is_refused(value: Any) -> None:
    answer = said(Device().used(OPTIONS))
    refused(json.dumps(value))
    refused(json.dumps(answer | {"response": value}))
    refused(json.dumps(answer | {"rawId": value}))
    answer["response"]["clientDataJSON"] = b64url(json.dumps(value).encode())
    refused(json.dumps(answer))


@MANY
@given(st.text(max_size=200))
def test_any_text_is_refused(text: str) -> None:
    refused(text)


def refused(text: str) -> None:
    for read in (assertion_read, lambda answer: registration_read(answer, challenge=CHALLENGE)):
        try:
            read(text)
        except NotProven:
            continue
        assert read is assertion_read  # not judged yet: it proves nothing
