"""A CFDI by somebody hostile, or by nobody: refused soon, small, and in a sentence; never raised."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.nomina_cases import codes, outcome, pointed, texts
from tests.fuzz.cfdi import SEEDS, one_input_cfdi

from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.formats.cfdi.tree import MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_TAGS
from ventanilla.formats.cfdi.values import MAX_FINDINGS

RECEIPT = texts(1)[0]
MOST_MEMORY = 96 * 1024 * 1024  # bytes that Python may hold meanwhile


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE l [<!ENTITY a0 "ja">{LAUGHS}]><l>&a9;</l>'
QUADRATIC = f'<!DOCTYPE l [<!ENTITY a "{"a" * 100_000}">]><l>{"&a;" * 10_000}</l>'
EXTERNAL = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><l>&a;</l>'
REMOTE = '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/dtd"><l/>'
PARAMETER = '<!DOCTYPE l [<!ENTITY % a SYSTEM "http://127.0.0.1:9/dtd"> %a;]><l/>'
IN_ATTRIBUTE = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l x="&b;"/>'


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        (BILLION, "XML_CON_DTD"),
        (QUADRATIC, "XML_CON_DTD"),
        (EXTERNAL, "XML_CON_DTD"),
        (REMOTE, "XML_CON_DTD"),
        (PARAMETER, "XML_CON_DTD"),
        (IN_ATTRIBUTE, "XML_CON_DTD"),
        ("<!-- a --> <?b c?>\n" + EXTERNAL, "XML_CON_DTD"),
        ("<l>&a;</l>", "XML_MAL_FORMADO"),
        ("<l>" * 200_000, "XML_EXCESIVO"),
        ("<l>" * 9_000 + "</l>" * 9_000, "XML_MAL_FORMADO"),
        ("<l>" * (MAX_DEPTH + 1) + "</l>" * (MAX_DEPTH + 1), "XML_EXCESIVO"),
        (f'<l x="{"a" * MAX_BYTES}"/>', "XML_GRANDE"),
        (f'<l x="{"a" * (MAX_BYTES - 20)}"/>', "NO_ES_CFDI"),
        (f"<l {' '.join(f'a{n}={chr(34)}{chr(34)}' for n in range(MAX_ATTRIBUTES + 1))}/>", "XML_EXCESIVO"),
        (f"<l>{'<a/>' * (MAX_TAGS + 1)}</l>", "XML_EXCESIVO"),
        (f"<{'l' * 3_000_000}/>", "XML_MAL_FORMADO"),
        ("<!--" + "-" * 3_000_000, "XML_MAL_FORMADO"),
        ("<?a " * 200_000, "XML_EXCESIVO"),
        ("<l " + "a='" * 30_000, "XML_MAL_FORMADO"),
        ("\x00" * 1_000, "XML_MAL_FORMADO"),
        ('<?xml version="1.0" encoding="UTF-7"?>+ADw-l/+AD4-', "XML_CODIFICACION"),
        ('<?xml version="1.0" encoding="cp037"?><l/>', "XML_CODIFICACION"),
        ("", "XML_MAL_FORMADO"),
        ("\n" * 100_000, "XML_MAL_FORMADO"),
    ],
)
def test_a_hostile_file_is_refused_and_small(hostile: str, expected: str) -> None:
    data = hostile.encode()
    tracemalloc.start()
    try:
        found = codes(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == [expected]
    assert peak < MOST_MEMORY


FAULTY = '<n:Deduccion TipoDeduccion="x" Importe="y" Clave=" "/>'
CROWDED = (
    '<c:Comprobante xmlns:c="http://www.sat.gob.mx/cfd/4" xmlns:n="http://www.sat.gob.mx/nomina12" Version="4.0">'
    "<c:Complemento>{inside}</c:Complemento></c:Comprobante>"
)


@pytest.mark.parametrize(
    "inside",
    [
        f"<n:Nomina><n:Deducciones>{FAULTY * (MAX_TAGS - 100)}</n:Deducciones></n:Nomina>",
        "<n:Nomina/>" * (MAX_TAGS - 100),
        f"<n:Nomina {' '.join(f'a{n}={chr(39)}{chr(39)}' for n in range(90_000))} FechaPago='x' NumDiasPagados='x'/>",
        f"<n:Nomina><n:Receptor Curp='{'x' * (MAX_BYTES - 1_000)}'/></n:Nomina>",
    ],
    ids=["deductions", "complements", "attributes", "one value"],
)
def test_a_receipt_full_of_faults_is_read_and_told_in_a_few(inside: str) -> None:
    recibos, findings = outcome(CROWDED.format(inside=inside), Sellos())
    assert recibos
    assert len(findings) <= MAX_FINDINGS + 1
    assert max(len(str(one.cause)) + len(str(one.fix)) for one in findings) < 1_000


def test_a_file_that_is_not_of_its_codec_is_refused_or_told() -> None:
    assert codes(b"\xff\xfe\x00\x00" + b"<\x00\x00\x00l\x00") == ["XML_CODIFICACION"]
    assert codes(b"\xff\xfe<\x00l\x00/\x00>") == ["XML_CODIFICACION"]
    assert codes("<l/>".encode("utf-32")) == ["NO_ES_CFDI"]


@pytest.mark.parametrize("cut", range(0, 5400, 301))
def test_a_file_that_is_cut_says_where(cut: int) -> None:
    data = RECEIPT.encode()[: min(cut, len(RECEIPT.encode()) - 20)]
    recibos, findings = outcome(data)
    assert recibos == []
    assert findings[-1].code == "XML_MAL_FORMADO"
    assert 1 <= findings[-1].place.line <= data.count(b"\n") + 1


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>/=\"'&;![]-? aC:\n", max_size=400).map(str.encode))
def test_any_bytes_are_read_to_the_end(data: bytes) -> None:
    one_input_cfdi(data)


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from([*SEEDS, RECEIPT.encode(), texts(1, "3.3")[0].encode()]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=8)), max_size=6),
)
def test_a_receipt_that_was_tampered_with_is_read_to_the_end(data: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
    for where, length, new in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    one_input_cfdi(data)


VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='<&"\ufffe\uffff'), max_size=80
)
NAMES = list(dict.fromkeys(re.findall(r' ([\wü]+)="', RECEIPT.partition("<cfdi:Emisor")[2])))  # of what is read


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), VALUES)
def test_any_value_in_any_attribute_leaves_the_receipt_and_points_at_itself(name: str, value: str) -> None:
    found = re.search(rf'(?<= ){name}="([^"]*)"', RECEIPT.partition("<cfdi:Emisor")[2])
    assert found
    at = RECEIPT.index("<cfdi:Emisor") + len("<cfdi:Emisor") + found.start(1)
    text = RECEIPT[:at] + value + RECEIPT[at + len(found.group(1)) :]
    recibos, findings = outcome(text)
    assert len(recibos) == 1
    for one in findings:
        if value and one.field.endswith(f"@{name}") and one.place.line == text.count("\n", 0, at) + 1:
            assert pointed(text, one).startswith(value)
    one_input_cfdi(text.encode())
