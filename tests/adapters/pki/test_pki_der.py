"""The strict reader: what is not DER is refused with a position, and nothing else ever escapes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ventanilla.adapters.pki import der, names


@pytest.mark.parametrize(
    ("hexadecimal", "what"),
    [
        ("", "nothing"),
        ("30", "nothing"),
        ("3080020105 0000", "indefinite"),
        ("308103020105", "minimal"),
        ("30820003020105", "minimal"),
        ("3085000000000302", "impossible"),
        ("30040201", "longer"),
        ("300302010500", "left over"),
        ("3103020105", "tag"),
    ],
)
def test_refuses_what_is_not_der(hexadecimal: str, what: str) -> None:
    with pytest.raises(der.DerError, match=what):
        der.only(bytes.fromhex(hexadecimal), der.SEQUENCE)


@pytest.mark.parametrize("content", ["", "0005", "ff80", "0000"])
def test_an_integer_has_one_form(content: str) -> None:
    with pytest.raises(der.DerError):
        der.Reader(der.tlv(der.INTEGER, bytes.fromhex(content))).integer()


@pytest.mark.parametrize("content", ["", "2a86", "2a8001", "2a" + "ff" * 11 + "01"])
def test_an_identifier_has_one_form(content: str) -> None:
    with pytest.raises(der.DerError):
        der.Reader(der.tlv(der.OID, bytes.fromhex(content))).oid()


def test_the_error_says_where() -> None:
    with pytest.raises(der.DerError) as error:
        der.only(bytes.fromhex("3006020105020500"), der.SEQUENCE).enter(der.SEQUENCE)
    assert error.value.position == 2


@given(st.integers(-(2**70), 2**70))
@example(-128)
@example(-(2**15))
def test_integers_come_back(value: int) -> None:
    assert der.Reader(der.integer(value)).integer() == value


@given(st.lists(st.integers(0, 2**60), min_size=1, max_size=8), st.integers(0, 2), st.integers(0, 39))
def test_identifiers_come_back(arcs: list[int], first: int, second: int) -> None:
    dotted = ".".join(map(str, (first, second, *arcs)))
    assert der.Reader(der.oid(dotted)).oid() == dotted


@given(st.binary(max_size=300) | st.sampled_from([bytes(0x7F), bytes(0x80), bytes(0xFF), bytes(0x100), bytes(0x10000)]))
def test_octets_come_back(content: bytes) -> None:
    assert der.Reader(der.octets(content)).take(der.OCTET_STRING) == content


@given(st.binary(max_size=300))
def test_a_name_is_read_or_refused(raw: bytes) -> None:
    try:
        names.read_name(der.sequence(raw))
    except der.DerError:
        pass
    else:
        assert raw == b"" or raw[0] == der.SET


def test_a_set_is_sorted() -> None:
    assert der.set_of([der.integer(9), der.integer(1)]) == der.tlv(der.SET, der.integer(1), der.integer(9))


@pytest.mark.parametrize(
    ("tag", "content", "text"),
    [
        (der.UTF8_STRING, "Ñandú".encode(), "Ñandú"),
        (der.UTF8_STRING, "N\u0303".encode(), "Ñ"),  # composed, so that equal names are equal
        (der.T61_STRING, "CAÑF".encode("latin-1"), "CAÑF"),
        (der.PRINTABLE_STRING, b"ANA", "ANA"),
        (der.IA5_STRING, b"a@b.mx", "a@b.mx"),
        (der.BMP_STRING, "Ñ".encode("utf-16-be"), "Ñ"),
        (der.BIT_STRING, b"\x00\x01", "0001"),
    ],
)
def test_text_is_read_by_its_tag(tag: int, content: bytes, text: str) -> None:
    raw = der.sequence(der.set_of([der.sequence(der.oid(names.NAME), der.tlv(tag, content))]))
    assert names.read_name(raw).first(names.NAME) == text


@pytest.mark.parametrize(("tag", "content"), [(der.UTF8_STRING, b"\xff"), (der.BMP_STRING, b"\x00"), (0x09, b"1")])
def test_text_that_is_not_its_tag_is_refused(tag: int, content: bytes) -> None:
    raw = der.sequence(der.set_of([der.sequence(der.oid(names.NAME), der.tlv(tag, content))]))
    with pytest.raises(der.DerError):
        names.read_name(raw)


def test_a_name_is_bounded() -> None:
    attribute = der.set_of([der.sequence(der.oid(names.NAME), der.tlv(der.PRINTABLE_STRING, b"A"))])
    with pytest.raises(der.DerError, match="too many"):
        names.read_name(der.sequence(attribute * 65))
