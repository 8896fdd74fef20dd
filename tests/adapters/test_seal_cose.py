"""The QR's signature: exactly what the office writes, and nothing like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from ventanilla.adapters.seal import BadCose, BadKeySet, QrKey, read_key_set, verify_claims
from ventanilla.adapters.seal.cose import key_set, raw_es256, sign_claims, sign_list, verify_list
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.sello import sello_is_valid
from ventanilla.domain.documents import Claims, StatusList, qr_link

KEY = generate_private_key(SECP256R1())
KEYS = key_set([QrKey(KEY.public_key())])
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
CLAIMS = Claims(
    issuer="Instituto de Demostración",
    folio="7K3M9QX24HTH",
    type="constancia_vigencia",
    holder="M*** F*** N***",
    fact="Constancia de vigencia de derechos a la atención médica.",
    issued_at=1_795_359_845,
    expires_at=1_797_951_845,
    on=date(2026, 11, 22),
    cadena_sha256=bytes(range(32)),
)


@pytest.fixture(scope="module")
def cose() -> bytes:
    return sign_claims(QrKey(KEY.public_key()), raw_es256(KEY), CLAIMS)


def parts(cose: bytes) -> list[Any]:
    return list(cbor2.loads(cose).value)


def again(values: list[Any], tag: int | None = 18) -> bytes:
    return cbor2.dumps(values if tag is None else cbor2.CBORTag(tag, values), canonical=True)


def test_what_was_claimed_is_read_back(cose: bytes) -> None:
    assert verify_claims(cose, KEYS) == CLAIMS
    forever = replace(CLAIMS, expires_at=None)
    assert verify_claims(sign_claims(QrKey(KEY.public_key()), raw_es256(KEY), forever), KEYS) == forever


def test_it_is_rfc_9052_by_hand(cose: bytes) -> None:
    protected, unprotected, payload, signature = parts(cose)
    assert cose[0] == 0xD2  # tag 18
    assert cbor2.loads(protected) == {1: -7, 4: QrKey(KEY.public_key()).kid}
    assert unprotected == {}
    assert sorted(cbor2.loads(payload)) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert len(signature) == 64


def test_the_link_fits_a_qr_that_a_telephone_reads(cose: bytes) -> None:
    assert len(qr_link("http://localhost:8000", CLAIMS.folio, cose)) <= 480


def test_every_change_of_a_byte_is_found(cose: bytes) -> None:
    accepted = []
    for at in range(len(cose)):
        for value in {0x00, 0xFF, cose[at] ^ 1, cose[at] ^ 0x20, cose[at] ^ 0x80} - {cose[at]}:
            try:
                verify_claims(cose[:at] + bytes((value,)) + cose[at + 1 :], KEYS)
                accepted.append((at, value))
            except BadCose:
                continue
    assert accepted == []


def test_other_writings_of_the_same_are_refused(cose: bytes) -> None:
    protected, _, payload, signature = parts(cose)
    long_form = cbor2.dumps({4: QrKey(KEY.public_key()).kid, 1: -7})
    assert long_form != protected
    others = [
        again([protected, {}, payload, signature], tag=None),
        again([protected, {}, payload, signature], tag=98),
        again([protected, {4: b"x"}, payload, signature]),
        again([protected, {}, payload, signature + b"\x00"]),
        again([protected, {}, None, signature]),
        again([protected, {}, payload]),
        again([long_form, {}, payload, signature]),
        b"\x9f" + cose[2:] + b"\xff",  # indefinite length
        cose + b"\x00",
        cose[:-1],
        b"",
        b"\xd2",
        bytes(901),
        cbor2.dumps(cbor2.CBORTag(18, cose)),
    ]
    for other in others:
        with pytest.raises(BadCose):
            verify_claims(other, KEYS)


def test_another_algorithm_or_key_is_refused(cose: bytes) -> None:
    _, _, payload, signature = parts(cose)
    for header in ({1: -7}, {1: -8, 4: QrKey(KEY.public_key()).kid}, {4: QrKey(KEY.public_key()).kid}, {}):
        with pytest.raises(BadCose):
            verify_claims(again([cbor2.dumps(header), {}, payload, signature]), KEYS)
    stranger = generate_private_key(SECP256R1())
    with pytest.raises(BadCose, match="not of this set"):
        verify_claims(sign_claims(QrKey(stranger.public_key()), raw_es256(stranger), CLAIMS), KEYS)


def test_out_of_range_signatures_are_refused(cose: bytes) -> None:
    protected, _, payload, signature = parts(cose)
    r, s = signature[:32], signature[32:]
    for bad in (bytes(64), r + bytes(32), bytes(32) + s, r + ORDER.to_bytes(32, "big"), b"\xff" * 64):
        with pytest.raises(BadCose):
            verify_claims(again([protected, {}, payload, bad]), KEYS)


def test_claims_are_read_strictly() -> None:
    def signed(payload: bytes) -> bytes:
        class Raw(Claims):
            def encode(self) -> bytes:
                return payload

        fields = {name: getattr(CLAIMS, name) for name in Claims.__slots__}
        return sign_claims(QrKey(KEY.public_key()), raw_es256(KEY), Raw(**fields))

    good = cbor2.loads(CLAIMS.encode())
    assert verify_claims(signed(CLAIMS.encode()), KEYS) == CLAIMS
    bad = [
        good | {10: "más"},
        good | {2: "7K3M9QX24HTJ"},
        good | {6: True},
        good | {6: "1"},
        good | {7: None},
        good | {8: "2026-13-01"},
        good | {9: b"short"},
        {key: value for key, value in good.items() if key != 9},
        good | {5: "x" * 700},
        [1, 2],
    ]
    for claims in bad:
        with pytest.raises(BadCose):
            verify_claims(signed(cbor2.dumps(claims, canonical=True)), KEYS)
    with pytest.raises(BadCose):
        verify_claims(signed(cbor2.dumps(dict(reversed(good.items())))), KEYS)


def test_a_key_set_is_read_strictly() -> None:
    row = QrKey(KEY.public_key()).jwk()
    assert read_key_set({"keys": [row]}) == KEYS
    other = generate_private_key(SECP256R1()).public_key()
    bad: list[object] = [
        None,
        {},
        {"keys": []},
        {"keys": [{}]},
        {"keys": [row | {"kty": "oct"}]},
        {"keys": [row | {"kid": QrKey(other).jwk()["kid"]}]},
        {"keys": [row | {"x": row["y"]}]},
        {"keys": [row | {"x": "*"}]},
        {"keys": [row | {"crv": "P-384"}]},
    ]
    for jwks in bad:
        with pytest.raises(BadKeySet):
            read_key_set(jwks)


def test_the_sello_is_checked_as_it_is_printed(signer: LocalSigner) -> None:
    cadena = "||1.0|7K3M9QX24HTH|constancia_vigencia||"
    written = signer.sello(cadena)
    folded = "\n".join(written[at : at + 86] for at in range(0, len(written), 86))
    assert sello_is_valid(signer.seal, cadena, folded)
    assert not sello_is_valid(signer.seal, cadena + " ", written)
    assert not sello_is_valid(signer.seal, cadena, "A" * len(written))
    assert not sello_is_valid(signer.seal, cadena, "no es base64")


# -- the list of what was revoked, by the same keys


LISTED = StatusList(1, 2, b"")


def test_a_list_is_signed_and_read_back() -> None:
    cose = sign_list(QrKey(KEY.public_key()), raw_es256(KEY), LISTED)
    assert verify_list(cose, KEYS) == LISTED
    for at in range(len(cose)):
        with pytest.raises(BadCose):
            verify_list(cose[:at] + bytes((cose[at] ^ 1,)) + cose[at + 1 :], KEYS)


def test_a_list_never_passes_for_a_document_nor_a_document_for_a_list() -> None:
    with pytest.raises(BadCose, match="key"):
        verify_claims(sign_list(QrKey(KEY.public_key()), raw_es256(KEY), LISTED), KEYS)
    with pytest.raises(BadCose, match="key"):
        verify_list(sign_claims(QrKey(KEY.public_key()), raw_es256(KEY), CLAIMS), KEYS)
