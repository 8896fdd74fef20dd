"""SUA's five files: what is written is read back, and what programs and hands write oddly is read alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats import fixed_people as people
from tests.fuzz.sua import SEEDS, one_input_sua

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats import idse, sua
from ventanilla.formats.finding import Place
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Nombre, Record
from ventanilla.formats.sua.discount import read_value, write_value
from ventanilla.kernel.money import Money

SOME = 6  # records of a file


def aseg(rng: random.Random, many: int = SOME) -> tuple[list[Record], bytes]:
    fichas, creditos = people.fichas(rng, many)
    rows: list[Record] = sorted([*fichas, *creditos], key=lambda one: (one.place.line, isinstance(one, Credito)))
    return rows, b"".join(sua.write_aseg(fichas, creditos))


def afil(rng: random.Random, many: int = SOME) -> tuple[list[Record], bytes]:
    rows = people.afiliados(rng, many)
    return [*rows], b"".join(sua.write_afil(rows))


def movt(rng: random.Random, many: int = SOME) -> tuple[list[Record], bytes]:
    rows = people.movt(rng, many)
    return [*rows], b"".join(sua.write_movt(rows))


def incap(rng: random.Random, many: int = SOME) -> tuple[list[Record], bytes]:
    rows = people.incapacidades(rng, many)
    return [*rows], b"".join(sua.write_incap(rows))


def cred(rng: random.Random, many: int = SOME) -> tuple[list[Record], bytes]:
    rows = people.creditos(rng, many)
    return [*rows], b"".join(sua.write_cred(rows))


FILES: dict[str, Callable[..., tuple[list[Record], bytes]]] = {
    "ASEG": aseg,
    "AFIL": afil,
    "MOVT": movt,
    "INCAP": incap,
    "CRED": cred,
}
WIDTHS = {"ASEG": 164, "AFIL": 80, "MOVT": 49, "INCAP": 57, "CRED": 52}
KINDS = st.sampled_from(sorted(FILES))


def written_again(rows: list[Record]) -> bytes:
    """The file of those records."""
    fichas = [one for one in rows if isinstance(one, Ficha)]
    creditos = [one for one in rows if isinstance(one, Credito)]
    if fichas:
        return b"".join(sua.write_aseg(fichas, creditos) if fichas[0].nombre else sua.write_afil(fichas))
    if creditos:
        return b"".join(sua.write_cred(creditos))
    away = [one for one in rows if isinstance(one, Incapacidad)]
    if away and away[0].rama:
        return b"".join(sua.write_incap(away))
    return b"".join(sua.write_movt(one for one in rows if isinstance(one, Movimiento | Ausentismo | Incapacidad)))


def anywhere(rows: list[Record]) -> list[Record]:
    return [replace(one, place=Place("")) for one in rows]


# -- round trips


@settings(deadline=None)  # a busy machine
@given(st.integers(), KINDS)
def test_what_is_written_is_read_back(seed: int, kind: str) -> None:
    rows, content = FILES[kind](random.Random(seed))
    read, findings = people.read(sua.read, content)
    assert findings == []
    assert read == rows
    assert written_again(read) == content


@settings(deadline=None)  # a busy machine
@given(st.integers(), KINDS)
def test_a_file_has_the_form_of_the_program(seed: int, kind: str) -> None:
    _, content = FILES[kind](random.Random(seed))
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert {len(line) for line in lines} == {WIDTHS[kind]}
    assert all(line.isascii() and line == line.upper() for line in lines)


@settings(deadline=None)  # a busy machine
@given(st.sampled_from("123"), st.integers(1, 9_999_999))
def test_a_discount_is_eight_digits(descuento: str, number: int) -> None:
    decimals = {"1": 2, "2": 2, "3": 4}[descuento]
    value = Decimal(number % (10_000 if descuento == "1" else 10_000_000) or 1).scaleb(-decimals)
    digits = write_value(descuento, value)
    assert digits is not None
    assert len(digits) == 8
    assert read_value(descuento, digits) == value


@pytest.mark.parametrize(
    ("descuento", "value"),
    [("1", "100"), ("1", "20.005"), ("2", "100000"), ("3", "1000"), ("3", "1.00001"), ("2", "0"), ("1", "NaN")],
)
def test_a_discount_that_does_not_fit_is_not_written(descuento: str, value: str) -> None:
    assert write_value(descuento, Decimal(value)) is None


# -- odd, and good


@settings(deadline=None)  # a busy machine
@given(st.integers(), KINDS, st.sampled_from(sorted(people.ODD)), st.sampled_from([*people.LETTERS, ""]))
def test_odd_files_are_read_as_they_were_meant(seed: int, kind: str, odd: str, letters: str) -> None:
    rows, content = FILES[kind](random.Random(seed))
    if letters and not (letters == "UTF-8 with its mark" and odd == "the mark of UTF-8"):
        content = people.with_enye(content, letters, "/")
    read, findings = people.read(sua.read, people.ODD[odd](content))
    assert people.grave(findings) == []
    assert anywhere(read) == anywhere(rows)


def test_ten_thousand_odd_lines_have_no_fault() -> None:
    rng, lines = random.Random(4), 0
    ways = [(odd, letters) for odd in people.ODD for letters in people.LETTERS]
    while lines < 10_000:
        odd, letters = ways[lines // 50 % len(ways)]
        rows, content = FILES[rng.choice(sorted(FILES))](rng, 50)
        if letters != "UTF-8 with its mark" or odd != "the mark of UTF-8":
            content = people.with_enye(content, letters, "/")
        read, findings = people.read(sua.read, people.ODD[odd](content))
        assert people.grave(findings) == [], (odd, letters)
        assert len(read) == len(rows)
        lines += 50


def blank_zeros(kind: str, line: str) -> str:
    """Spaces where a strict writer fills with zeros, as some programs leave what says nothing."""
    for first, last in {"ASEG": [(148, 164)], "MOVT": [(41, 42), (43, 49)], "AFIL": [(80, 80)]}.get(kind, []):
        chunk = line[first - 1 : last]
        if not chunk.strip("0 "):
            line = people.put(line, first, " " * (last - first + 1))
    return line


@pytest.mark.parametrize("kind", ["ASEG", "MOVT", "AFIL"])
@pytest.mark.parametrize("trimmed", [False, True])
def test_spaces_for_zeros_even_if_an_editor_cut_them(kind: str, trimmed: bool) -> None:
    rng = random.Random(8)
    rows, content = FILES[kind](rng, 20)
    if kind == "ASEG":
        rows = [one for one in rows if isinstance(one, Ficha)]
        content = written_again(rows)
    if kind == "MOVT":
        rows = [Movimiento(one.place, one.registro, one.nss, TipoAviso.BAJA, people.FIRST) for one in rows]
        content = written_again(rows)
    lines = [blank_zeros(kind, line) for line in content.decode("ascii").split("\r\n")]
    text = "\r\n".join(line.rstrip() if trimmed else line for line in lines)
    read, findings = people.read(sua.read, text.encode("ascii"), f"{kind}.TXT")
    assert people.grave(findings) == []
    assert anywhere(read) == anywhere(rows)


def test_an_exported_aseg_has_three_columns_more() -> None:
    rows, content = aseg(random.Random(1))
    read, findings = people.read(sua.read, content.replace(b"\r\n", b"000\r\n"))
    assert findings == []
    assert read == rows


def test_who_has_no_first_surname() -> None:
    ficha = people.fichas(random.Random(1), 1)[0][0]
    ficha = replace(ficha, nombre=Nombre("LOPEZ", "", "ANA"), curp="", rfc="")
    line = next(sua.write_aseg([ficha]))
    assert line[53:103].rstrip() == b"LOPEZ$$ANA"
    read, findings = people.read(sua.read, line)
    assert [getattr(one, "nombre", None) for one in read] == [Nombre("LOPEZ", "", "ANA")]
    assert findings == []


def test_masculino_is_not_mujer() -> None:
    rows = people.afiliados(random.Random(3), 40)
    lines = list(sua.write_afil(rows))
    assert {(row.sexo, line[77:78]) for row, line in zip(rows, lines, strict=True)} == {("H", b"M"), ("M", b"F")}


# -- which file


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_by_its_lines_and_not_by_its_name(kind: str) -> None:
    _, content = FILES[kind](random.Random(12))
    for name in ("X.TXT", *(f"{other}.TXT" for other in FILES)):
        assert sua.recognizes(content[:4096], name)
        assert not idse.recognizes(content[:4096], name)
        assert people.read(sua.read, content, name)[1] == []


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_bad_lines_is_known_by_its_width_or_its_name(kind: str) -> None:
    _, content = FILES[kind](random.Random(12))
    spoiled = content.replace(b"Z9912345105", b"Z9912345106").replace(b"A0100007135", b"A0100007136")
    assert sua.recognizes(spoiled[:4096], "X.TXT")
    read, findings = people.read(sua.read, spoiled, "X.TXT")
    assert read == []
    assert {one.code for one in findings} == {"RP_DIGITO"}
    cut = b"\r\n".join(line[:-2] for line in spoiled.split(b"\r\n"))
    read, findings = people.read(sua.read, cut, f"{kind}.TXT")
    assert read == []
    assert {one.code for one in findings} == {"RENGLON_CORTO"}


@pytest.mark.parametrize("content", [b"NSS,NOMBRE\r\n1,2\r\n", b"\0\1\2", b"HOLA"])
def test_what_is_no_file_of_sua_is_told_once(content: bytes) -> None:
    assert not sua.recognizes(content, "DATOS.TXT")
    read, findings = people.read(sua.read, content, "DATOS.TXT")
    assert read == []
    assert [one.code for one in findings] == ["SUA_DESCONOCIDO"]


@pytest.mark.parametrize("content", [b"", b"\r\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(content: bytes) -> None:
    assert not sua.recognizes(content, "MOVT.TXT")
    assert [one.code for one in people.read(sua.read, content, "MOVT.TXT")[1]] == ["ARCHIVO_VACIO"]


# -- any bytes


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good file with some characters changed, put in, or taken out."""
    _, content = FILES[draw(KINDS)](random.Random(draw(st.integers(0, 50))), 3)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content) - 1))
        other = draw(st.binary(max_size=3) | st.sampled_from([b"0", b"9", b" ", b"/", b"A", b"\xd1", b"\r\n"]))
        content = content[:at] + other + content[at + draw(st.integers(0, 2)) :]
    return content


@settings(deadline=None, max_examples=300)
@given(st.binary() | spoiled())
def test_any_bytes_give_records_and_findings(content: bytes) -> None:
    one_input_sua(content)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_of_the_campaign_are_good_files(seed: bytes) -> None:
    one_input_sua(seed)
    read, findings = people.read(sua.read, seed)
    assert read
    assert people.grave(findings) == []


# -- writing strictly


def ficha(**changes: object) -> Ficha:
    return replace(people.fichas(random.Random(9), 1)[0][0], **changes)  # type: ignore[arg-type]  # of any field


def afiliado(**changes: object) -> Ficha:
    return replace(people.afiliados(random.Random(9), 1)[0], **changes)  # type: ignore[arg-type]  # of any field


def baja(**changes: object) -> Movimiento:
    row = Movimiento(Place("X", 1), people.REGISTROS[0], "99178500015", TipoAviso.BAJA, people.FIRST)
    return replace(row, **changes)  # type: ignore[arg-type]  # of any field


def certificado(**changes: object) -> Incapacidad:
    return replace(people.incapacidades(random.Random(9), 1)[0], **changes)  # type: ignore[arg-type]  # of any field


def prestamo(**changes: object) -> Credito:
    return replace(people.creditos(random.Random(9), 1)[0], **changes)  # type: ignore[arg-type]  # of any field


REFUSED: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "ASEG without name": (lambda: sua.write_aseg([ficha(nombre=None)]), "nombre"),
    "ASEG with a name of 51": (lambda: sua.write_aseg([ficha(nombre=Nombre("A" * 30, "", "B" * 19))]), "nombre"),
    "ASEG with a sign of SUA in a name": (lambda: sua.write_aseg([ficha(nombre=Nombre("A$", "", "B"))]), "nombre"),
    "ASEG without NSS": (lambda: sua.write_aseg([ficha(nss="")]), "NSS"),
    "ASEG without wage": (lambda: sua.write_aseg([ficha(sbc=None)]), "SDI"),
    "ASEG without day": (lambda: sua.write_aseg([ficha(fecha_alta=None)]), "fecha de alta"),
    "ASEG with an RFC that is none": (lambda: sua.write_aseg([ficha(rfc="X")]), "RFC"),
    "ASEG with a CURP that is none": (lambda: sua.write_aseg([ficha(curp="X")]), "CURP"),
    "ASEG without kind of worker": (lambda: sua.write_aseg([ficha(tipo_trabajador="")]), "tipo de trabajador"),
    "ASEG with a long place": (lambda: sua.write_aseg([ficha(ubicacion="A" * 18)]), "clave de ubicación"),
    "ASEG with a place that would be read otherwise": (
        lambda: sua.write_aseg([ficha(ubicacion="PEÑ")]),
        "clave de ubicación",
    ),
    "ASEG with the credit of nobody": (lambda: sua.write_aseg([ficha()], [prestamo(tipo="15")]), "crédito Infonavit"),
    "ASEG with a change of a credit": (
        lambda: sua.write_aseg([ficha()], [prestamo(tipo="19", registro=ficha().registro, nss=ficha().nss)]),
        "crédito Infonavit",
    ),
    "ASEG with somebody twice": (lambda: sua.write_aseg([ficha(), ficha()]), ""),
    "AFIL without birth": (lambda: sua.write_afil([afiliado(nacimiento=None)]), "fecha de nacimiento"),
    "AFIL of a person of neither sex": (lambda: sua.write_afil([afiliado(sexo="X")]), "sexo"),
    "AFIL without sex": (lambda: sua.write_afil([afiliado(sexo="")]), "sexo"),
    "AFIL with a state that is none": (
        lambda: sua.write_afil([afiliado(entidad_nacimiento="ZZ")]),
        "entidad de nacimiento",
    ),
    "AFIL with a long work": (lambda: sua.write_afil([afiliado(ocupacion="A" * 13)]), "ocupación"),
    "AFIL with four digits of postal code": (lambda: sua.write_afil([afiliado(codigo_postal="6600")]), "código postal"),
    "MOVT without registro": (lambda: sua.write_movt([baja(registro="")]), "registro patronal"),
    "MOVT with a wage of eight digits": (
        lambda: sua.write_movt([baja(tipo=TipoAviso.ALTA, sbc=Money("100000.00"))]),
        "SDI",
    ),
    "MOVT with a hundred days": (
        lambda: sua.write_movt([Ausentismo(Place("X", 1), people.REGISTROS[0], "99178500015", people.FIRST, 100)]),
        "días",
    ),
    "MOVT with no days": (
        lambda: sua.write_movt([Ausentismo(Place("X", 1), people.REGISTROS[0], "99178500015", people.FIRST, 0)]),
        "días",
    ),
    "MOVT without folio": (lambda: sua.write_movt([certificado(folio="", dias=5, hasta=None)]), "folio"),
    "INCAP without rama": (lambda: sua.write_incap([certificado(rama="")]), "rama"),
    "INCAP that ends another day": (
        lambda: sua.write_incap([certificado(hasta=date(2027, 12, 1))]),
        "fecha de término",
    ),
    "INCAP of 101 percent": (lambda: sua.write_incap([certificado(porcentaje=101)]), "porcentaje"),
    "CRED with nine digits": (lambda: sua.write_cred([prestamo(numero="123456789")]), "crédito Infonavit"),
    "CRED with a type that is none": (lambda: sua.write_cred([prestamo(tipo="14")]), "tipo de movimiento"),
    "CRED with no kind of discount": (lambda: sua.write_cred([prestamo(descuento="")]), "tipo de descuento"),
    "CRED with no value": (lambda: sua.write_cred([prestamo(valor=Decimal(0))]), "valor del descuento"),
    "CRED with one number for two": (
        lambda: sua.write_cred([prestamo(), prestamo(nss="99178500015")]),
        "crédito Infonavit",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_a_file_cannot_carry_is_told_and_nothing_is_written(why: str) -> None:
    write, field = REFUSED[why]
    with pytest.raises(sua.NotWritable) as refused:
        write()
    assert {found.field for found in refused.value.findings} == {field}
    assert all(str(found.cause) and str(found.fix) for found in refused.value.findings)


def test_a_suspension_states_no_discount() -> None:
    row = prestamo(tipo="16", descuento="0", valor=Decimal(0))
    read, findings = people.read(sua.read, next(sua.write_cred([row])))
    assert findings == []
    assert read == [row]
