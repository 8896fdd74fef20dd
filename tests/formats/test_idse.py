"""IDSE: what is written is read back, what programs and hands write oddly is read alike, and the two ways agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats import fixed_people as people
from tests.fuzz.idse import SEEDS, one_input_idse

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats import idse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Place, Severity
from ventanilla.formats.idse.layout import CONTROL
from ventanilla.formats.idse.reading import Reader
from ventanilla.formats.records import Movimiento, Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.refusal import BadInput

TIPOS = st.sampled_from(list(TipoAviso))
SOME = 6  # movements of a file


def made(seed: int, tipo: TipoAviso, many: int = SOME) -> tuple[list[Movimiento], bytes]:
    rows = people.movimientos(random.Random(seed), tipo, many)
    return rows, b"".join(idse.write(rows, tipo))


# -- round trips


@settings(deadline=None)  # a busy machine
@given(st.integers(), TIPOS)
def test_what_is_written_is_read_back(seed: int, tipo: TipoAviso) -> None:
    rows, content = made(seed, tipo)
    read, findings = people.read(idse.read, content)
    assert findings == []
    assert read == rows
    assert b"".join(idse.write(rows, tipo)) == content


@settings(deadline=None)  # a busy machine
@given(st.integers(), TIPOS)
def test_a_file_has_the_form_of_the_institution(seed: int, tipo: TipoAviso) -> None:
    _, content = made(seed, tipo)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert {len(line) for line in lines} == {168}
    assert all(line.isascii() and line == line.upper() and line.endswith(b"9") for line in lines)
    assert lines[-1] == b"*" * 13 + b" " * 43 + b"%06d" % SOME + b" " * 71 + b"01400" + b" " * 29 + b"9"


def test_accents_and_enye_are_written_as_the_format_can() -> None:
    nombre = Nombre("Núñez", "Peña & Ríos", "José Ángel")
    row = replace(people.movimientos(random.Random(1), TipoAviso.BAJA, 1)[0], nombre=nombre)
    line = next(idse.write([row], TipoAviso.BAJA)).decode("ascii")
    assert line[22:103].split("  ")[0] == "NU#EZ"
    assert line[49:76].rstrip() == "PE#A # RIOS"
    assert line[76:103].rstrip() == "JOSE ANGEL"


# -- odd, and good


@settings(deadline=None)  # a busy machine
@given(st.integers(), TIPOS, st.sampled_from(sorted(people.ODD)), st.sampled_from([*people.LETTERS, ""]))
def test_odd_files_are_read_as_they_were_meant(seed: int, tipo: TipoAviso, odd: str, letters: str) -> None:
    rows, content = made(seed, tipo)
    if letters and not (letters == "UTF-8 with its mark" and odd == "the mark of UTF-8"):
        content = people.with_enye(content, letters, "#")
    read, findings = people.read(idse.read, people.ODD[odd](content))
    assert people.grave(findings) == []
    assert [replace(row, place=Place("")) for row in read if isinstance(row, Movimiento)] == [
        replace(row, place=Place("")) for row in rows
    ]


def of_alberto(line: str) -> str:
    """Another name in a line."""
    return people.put(line, 23, f"{'PEREZ':<27}{'GARCIA':<27}{'ALBERTO':<27}")


ODD_LINES: dict[str, tuple[TipoAviso, Callable[[str], str]]] = {
    "zeros for spaces, 110 to 115": (TipoAviso.ALTA, lambda line: people.put(line, 110, "000000")),
    "zeros for spaces, 127 to 131": (TipoAviso.MODIFICACION, lambda line: people.put(line, 127, "00000")),
    "spaces for zeros, 104 to 118": (TipoAviso.BAJA, lambda line: people.put(line, 104, " " * 15)),
    "spaces before the wage": (
        TipoAviso.ALTA,
        lambda line: people.put(line, 104, f"{line[103:109].lstrip('0'):>6}"),
    ),
    "a kind of worker in a change of wage": (TipoAviso.MODIFICACION, lambda line: people.put(line, 116, "1")),
    "anything in 116 of a change of wage": (TipoAviso.MODIFICACION, lambda line: people.put(line, 116, "7")),
    "the last sign lost": (TipoAviso.ALTA, lambda line: line[:-1]),
    "the last sign blank": (TipoAviso.MODIFICACION, lambda line: line[:-1] + " "),
    "the end of a baja lost": (TipoAviso.BAJA, lambda line: line[:149]),
    "the CURP of a baja": (TipoAviso.BAJA, lambda line: people.put(of_alberto(line), 150, "PEGA850101HDFRRL09")),
    "spaces before a name": (TipoAviso.ALTA, lambda line: people.put(line, 77, " " + line[76:102])),
    "no clinic": (TipoAviso.ALTA, lambda line: people.put(line, 127, "000")),
    "no guía": (TipoAviso.ALTA, lambda line: people.put(line, 134, "     ")),
    "no CURP in a change of wage": (TipoAviso.MODIFICACION, lambda line: people.put(line, 150, " " * 18)),
}


@pytest.mark.parametrize("odd", ODD_LINES)
def test_odd_lines_are_read(odd: str) -> None:
    tipo, change = ODD_LINES[odd]
    rows, content = made(5, tipo)
    lines = content.decode("ascii").split("\r\n")
    lines[:SOME] = [change(line) for line in lines[:SOME]]
    read, findings = people.read(idse.read, "\r\n".join(lines).encode("ascii"))
    assert people.grave(findings) == []
    assert [(row.nss, getattr(row, "fecha", None), getattr(row, "sbc", None)) for row in read] == [
        (row.nss, row.fecha, row.sbc) for row in rows
    ]


def test_ten_thousand_odd_lines_have_no_fault() -> None:
    rng, lines = random.Random(3), 0
    ways = [(odd, letters) for odd in people.ODD for letters in people.LETTERS]
    while lines < 10_000:
        odd, letters = ways[lines // 50 % len(ways)]
        rows, content = made(rng.randrange(10**9), rng.choice(list(TipoAviso)), 50)
        if letters != "UTF-8 with its mark" or odd != "the mark of UTF-8":
            content = people.with_enye(content, letters, "#")
        read, findings = people.read(idse.read, people.ODD[odd](content))
        assert people.grave(findings) == [], (odd, letters)
        assert len(read) == len(rows)
        lines += len(rows)


# -- the short way and the long one


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good file with some characters changed, put in, or taken out."""
    _, content = made(draw(st.integers(0, 50)), draw(TIPOS), 3)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content) - 1))
        given_bytes = draw(st.binary(max_size=3) | st.sampled_from([b"0", b"9", b" ", b"#", b"A", b"\xd1", b"\r\n"]))
        content = content[:at] + given_bytes + content[at + draw(st.integers(0, 2)) :]
    return content


@settings(deadline=None, max_examples=300)
@given(spoiled(), st.sampled_from([None, date(2026, 3, 1)]))
def test_the_short_way_says_what_the_long_one_does(content: bytes, on: date | None) -> None:
    short = list(idse.read(File.of_bytes("A.TXT", content), on))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "quickly", lambda *_: None)
        assert list(idse.read(File.of_bytes("A.TXT", content), on)) == short


@settings(deadline=None)  # a busy machine
@given(st.binary() | spoiled())
def test_any_bytes_give_records_and_findings(content: bytes) -> None:
    one_input_idse(content)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_of_the_campaign_are_good_files(seed: bytes) -> None:
    one_input_idse(seed)
    read, findings = people.read(idse.read, seed)
    assert len(read) == 1
    assert people.grave(findings) == []
    assert idse.recognizes(seed, "X.TXT")


def test_a_long_file_without_lines_is_one_finding() -> None:
    _, findings = people.read(idse.read, b"Z" * 1_000_000)
    assert len(findings) <= 3


# -- writing strictly


def one(**changes: object) -> Movimiento:
    row = people.movimientos(random.Random(9), TipoAviso.ALTA, 1)[0]
    return replace(row, **changes)  # type: ignore[arg-type]  # of any field


REFUSED: dict[str, tuple[Movimiento, str, str]] = {
    "no NSS": (one(nss=""), "NSS", "DATO_QUE_FALTA"),
    "an NSS that is none": (one(nss="99178500016"), "NSS", "NSS_DIGITO"),
    "a registro that is none": (one(registro="Z9912345106"), "registro patronal", "RP_DIGITO"),
    "no name": (one(nombre=None), "nombre", "DATO_QUE_FALTA"),
    "no given name": (one(nombre=Nombre("PEREZ", "", " ")), "nombre", "DATO_QUE_FALTA"),
    "a name of 28": (one(nombre=Nombre("A" * 28, "", "ANA")), "primer apellido", "NO_CABE"),
    "a letter of another tongue": (one(nombre=Nombre("ŁUKASZ", "", "ANA")), "primer apellido", "LETRA_SIN_LUGAR"),
    "a sign that would be read as Ñ": (
        one(nombre=Nombre("PEREZ", "A#B", "ANA")),
        "segundo apellido",
        "LETRA_SIN_LUGAR",
    ),
    "no wage": (one(sbc=None), "SBC", "DATO_QUE_FALTA"),
    "a wage of nothing": (one(sbc=Money("0.00")), "SBC", "SALARIO_EN_CEROS"),
    "a wage of seven digits": (one(sbc=Money("10000.00")), "SBC", "NO_CABE"),
    "no kind of worker": (one(tipo_trabajador=""), "tipo de trabajador", "DATO_QUE_FALTA"),
    "a kind of wage that is none": (one(tipo_salario="9"), "tipo de salario", "CLAVE_DESCONOCIDA"),
    "two codes in the place of one": (one(jornada="12"), "semana o jornada reducida", "CLAVE_DESCONOCIDA"),
    "no CURP": (one(curp=""), "CURP", "DATO_QUE_FALTA"),
    "a CURP that is none": (one(curp="PEGA850101HDFRRL08"), "CURP", "CURP_DIGITO"),
    "a clinic in letters": (one(umf="A"), "UMF", "NO_SON_DIGITOS"),
    "a guía of four": (one(guia="0140"), "guía", "NO_SON_DIGITOS"),
    "a key of eleven": (one(clave="A" * 11), "clave del trabajador", "NO_CABE"),
    "a key with Ñ": (one(clave="PEÑA"), "clave del trabajador", "LETRA_SIN_LUGAR"),
    "another century": (one(fecha=date(1899, 1, 1)), "fecha", "FECHA_LEJANA"),
    "another kind": (one(tipo=TipoAviso.BAJA), "tipo de movimiento", "MOVIMIENTO_DE_OTRO_TIPO"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_the_format_cannot_carry_is_told_and_nothing_is_written(why: str) -> None:
    row, field, code = REFUSED[why]
    with pytest.raises(idse.NotWritable) as refused:
        idse.write([row], TipoAviso.ALTA)
    assert [(found.field, found.code) for found in refused.value.findings] == [(field, code)]
    assert refused.value.findings[0].place == row.place
    assert refused.value.findings[0].severity is Severity.ERROR
    assert isinstance(refused.value, BadInput)


def test_a_baja_without_cause_is_not_written() -> None:
    row = replace(people.movimientos(random.Random(9), TipoAviso.BAJA, 1)[0], causa="")
    with pytest.raises(idse.NotWritable) as refused:
        idse.write([row], TipoAviso.BAJA)
    assert [found.field for found in refused.value.findings] == ["causa de baja"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    rows = people.movimientos(random.Random(2), TipoAviso.ALTA, 4)
    bad = [replace(rows[0], nss=""), rows[1], replace(rows[2], sbc=None, curp=""), rows[1]]
    with pytest.raises(idse.NotWritable, match="4 dato") as refused:
        idse.write(bad, TipoAviso.ALTA)
    assert [(found.place.line, found.code) for found in refused.value.findings] == [
        (1, "DATO_QUE_FALTA"),
        (3, "DATO_QUE_FALTA"),
        (3, "DATO_QUE_FALTA"),
        (2, "MOVIMIENTO_REPETIDO"),
    ]


def test_a_guia_that_is_none_is_refused() -> None:
    with pytest.raises(idse.NotWritable):
        idse.write([], TipoAviso.ALTA, guia="1400")


def test_a_file_of_no_movement_has_its_control_record() -> None:
    assert b"".join(idse.write([], TipoAviso.ALTA)) == CONTROL.compose({"guía": "01400"}).encode() + b"\r\n"


# -- recognising


@settings(deadline=None)  # a busy machine
@given(st.integers(), TIPOS, st.sampled_from(sorted(people.ODD)))
def test_a_file_is_recognised_by_its_lines(seed: int, tipo: TipoAviso, odd: str) -> None:
    _, content = made(seed, tipo)
    assert idse.recognizes(people.ODD[odd](content)[:4096], "DATOS.DAT")


@pytest.mark.parametrize(
    "head", [b"", b"\r\n", b"NSS,CURP,NOMBRE\r\n1,2,3\r\n", b"PK\x03\x04", b"<?xml version='1.0'?>"]
)
def test_what_is_something_else_is_not_recognised(head: bytes) -> None:
    assert not idse.recognizes(head, "ALTAS.TXT")
