"""The institution's emission in the text files of a "visor": they come back as they were written, and what is wrong is
told at its line and position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.emissions import MES, REGISTRO, cobro, cobros, findings, without_places
from tests.fuzz.visor import SEEDS, one_input_visor

from ventanilla.domain.contributions import Bill
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.formats import visor
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.formats.visor import reading
from ventanilla.formats.visor.kinds import KINDS
from ventanilla.kernel.money import Money

Files = dict[str, bytes]
FOLDER = "CDCOBRA/Tempo/"
PA, AS, MO, BAS, BMO = (f"{FOLDER}{name}.txt" for name in ("CDEMPA99", "CDEMAS99", "CDEMMO99", "CDEBAS99", "CDEBMO99"))


def files() -> Files:
    """Three workers in a month and two in its bimester."""
    rows = [cobro(n, curp="PEGA850101HDFRRL09") for n in (1, 2, 3)]
    rows += [cobro(n, Bill.BIMONTHLY, credito="0123456789", descuento="1", valor=Decimal("20.5")) for n in (1, 2)]
    return visor.write(rows, MES, REGISTRO)


def read(content: Files, **more: date) -> list[Cobro | Finding]:
    return list(visor.read([File.of_bytes(name, data) for name, data in content.items()], **more))


def told(given_by: list[Cobro | Finding]) -> list[Finding]:
    return [one for one in findings(given_by) if one.code != "VISOR_ENIE"]


def put(content: Files, name: str, line: int, column: int, text: str) -> None:
    """Write over a line (from 1), from a position (from 1)."""
    lines = content[name].decode().split("\r\n")
    old = lines[line - 1]
    lines[line - 1] = old[: column - 1] + text + old[column - 1 + len(text) :]
    content[name] = "\r\n".join(lines).encode()


# -- round trips


@settings(max_examples=60, deadline=None)
@given(
    st.lists(cobros(Bill.MONTHLY), max_size=5, unique_by=lambda one: one.nss),
    st.lists(cobros(Bill.BIMONTHLY), max_size=5, unique_by=lambda one: one.nss),
)
def test_an_emission_comes_back(monthly: list[Cobro], bimonthly: list[Cobro]) -> None:
    rows = [replace(one, curp="PEGA850101HDFRRL09") for one in [*monthly, *bimonthly]]
    given_by = read(visor.write(rows, MES, REGISTRO))
    assert without_places(given_by) == rows
    assert told(given_by) == []


def test_every_line_has_the_length_of_its_file_and_no_enie() -> None:
    lengths = {PA: 252, AS: 109, MO: 142, BAS: 150, BMO: 100}
    content = files()
    assert set(content) == set(lengths)
    for name, length in lengths.items():
        assert {len(line) for line in content[name].decode().split("\r\n")[:-1]} == {length}
        assert "Ñ" not in content[name].decode()


def test_a_line_is_what_the_reference_says() -> None:
    line = files()[MO].decode().split("\r\n")[0]
    assert line[:11] == REGISTRO
    assert line[23:34] == cobro(1).nss
    assert (line[46:48], line[48:54]) == ("28", "068771")
    assert line[54:62] == "00001017"
    assert len(line[54:142]) == 88
    with_home = files()[BMO].decode().split("\r\n")[0]
    assert (with_home[85:92], with_home[92:100]) == ("  10.68", "   12.50")


@pytest.mark.parametrize(
    "change",
    [
        {"nombre": Nombre("A" * 30, "B" * 20, "C")},
        {"amortizacion": Money("123456.78")},
        {"sbc": Money("10000.00")},
        {"credito": "12345678901"},
    ],
)
def test_what_does_not_fit_is_told_and_never_cut(change: dict[str, object]) -> None:
    with pytest.raises(visor.DoesNotFit):
        visor.write([cobro(1, Bill.BIMONTHLY, **change)], MES, REGISTRO)


def test_a_row_of_another_employer_is_not_written() -> None:
    with pytest.raises(ValueError, match="in an emission of"):
        visor.write([cobro(1, registro="Y9912345105")], MES, REGISTRO)


# -- as files come


@pytest.mark.parametrize("code", ["cp1252", "cp850", "utf-8", "utf-8-sig"])
def test_the_letters_may_be_of_another_page(code: str) -> None:
    content = {name: data.decode().replace("#", "Ñ").encode(code) for name, data in files().items()}
    assert without_places(read(content)) == without_places(read(files()))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_lines_end_as_they_may_and_the_last_may_not(ends: str) -> None:
    content = {name: data.decode().replace("\r\n", ends).rstrip().encode() + b" " * 3 for name, data in files().items()}
    content[AS] = files()[AS]  # whose lines end in spaces of their own
    content[PA] = files()[PA]
    assert without_places(read(content)) == without_places(read(files()))


def test_names_are_in_any_folder_and_capitals() -> None:
    content = {name.replace(FOLDER, "emision.zip/x\\").lower(): data for name, data in files().items()}
    assert without_places(read(content)) == without_places(read(files()))
    assert visor.recognizes(b"", "A.ZIP/cdcobra/tempo/cdemmo99.TXT")
    assert not visor.recognizes(b"", "CDEMMO99.xlsx")


def test_two_emissions_in_two_folders_do_not_mix() -> None:
    other = registro_patronal.compose("Y07", 12345, "10")
    march = visor.write([cobro(9, registro=other, mes=date(2026, 3, 1))], date(2026, 3, 1), other)
    both = {f"a.zip/{name}": data for name, data in files().items()} | {f"b.zip/{n}": data for n, data in march.items()}
    rows = [one for one in read(both) if isinstance(one, Cobro)]
    assert {(one.registro, one.mes) for one in rows} == {(REGISTRO, MES), (other, date(2026, 3, 1))}
    assert len(rows) == 6


def test_dates_are_written_in_several_ways_or_not_at_all() -> None:
    for written, expected in (
        ("03-02-2026", date(2026, 2, 3)),
        ("03/02/2026", date(2026, 2, 3)),
        ("2026-02-03", date(2026, 2, 3)),
        ("00-00-0000", None),
        ("01-01-0001", None),
        ("          ", None),
        ("-         ", None),
    ):
        content = files()
        put(content, MO, 1, 37, written)
        assert without_places(read(content))[0].fecha == expected


def test_an_amount_may_be_negative() -> None:
    content = files()
    put(content, MO, 1, 55, "-0001017")
    put(content, BMO, 1, 93, "  -12.50")
    found = without_places(read(content))
    assert next(iter(found[0].importes.values())) == Money("-10.17")
    assert found[3].amortizacion == Money("-12.50")


def test_the_month_may_be_given_where_no_file_says_it() -> None:
    content = files()
    del content[PA]
    assert without_places(read(content, mes=MES)) == without_places(read(files()))


# -- each fault, at its line and position


def _put(name: str, line: int, at: int, text: str) -> Callable[[Files], None]:
    return lambda content: put(content, name, line, at, text)


def _without(name: str) -> Callable[[Files], None]:
    def change(content: Files) -> None:
        del content[name]

    return change


def _cut(name: str, line: int, length: int) -> Callable[[Files], None]:
    def change(content: Files) -> None:
        lines = content[name].split(b"\r\n")
        lines[line - 1] = lines[line - 1][:length]
        content[name] = b"\r\n".join(lines)

    return change


def _twice(name: str) -> Callable[[Files], None]:
    def change(content: Files) -> None:
        content[name] *= 2

    return change


def _also(content: Files) -> None:
    content[f"{FOLDER}LEAME.txt"] = b"x"


# Kind, what is done, and where it is told: file, line, position.
FAULTS: list[tuple[str, Callable[[Files], None], tuple[str, int, int]]] = [
    ("VISOR_LINEA_CORTA", _cut(MO, 2, 100), (MO, 2, 101)),
    ("VISOR_LINEA_CORTA", _cut(AS, 1, 50), (AS, 1, 51)),
    ("VISOR_DESCONOCIDO", _also, (f"{FOLDER}LEAME.txt", 0, 0)),
    ("VISOR_FALTA_ARCHIVO", _without(PA), (PA, 0, 0)),
    ("VISOR_FALTA_NOMBRES", _without(AS), (AS, 0, 0)),
    ("VISOR_FALTA_NOMBRES", _without(BAS), (BAS, 0, 0)),
    ("VISOR_SIN_PATRON", _put(MO, 2, 1, "Y"), (MO, 2, 1)),
    ("VISOR_SIN_NOMBRE", _put(AS, 2, 24, "99178500015"), (MO, 2, 24)),
    ("VISOR_CAMPO", _put(MO, 2, 24, "9917850X"), (MO, 2, 24)),
    ("VISOR_CAMPO", _put(MO, 2, 47, "XX"), (MO, 2, 47)),
    ("VISOR_CAMPO", _put(MO, 2, 47, "99"), (MO, 2, 47)),
    ("VISOR_CAMPO", _put(MO, 2, 49, "O68771"), (MO, 2, 49)),
    ("VISOR_CAMPO", _put(MO, 2, 63, "0000A017"), (MO, 2, 63)),
    ("VISOR_CAMPO", _put(MO, 2, 37, "31-02-2026"), (MO, 2, 37)),
    ("VISOR_CAMPO", _put(BMO, 1, 86, "10.6.8"), (BMO, 1, 86)),
    ("VISOR_CAMPO", _put(BMO, 1, 93, "12,50   "), (BMO, 1, 93)),
    ("VISOR_CAMPO", _put(BAS, 1, 121, "veinte   "), (BAS, 1, 121)),
    ("VISOR_CAMPO", _put(PA, 1, 121, "00000000003X"), (PA, 1, 121)),
    ("VISOR_NSS_DUDOSO", _put(MO, 3, 34, "0"), (MO, 3, 24)),
    ("VISOR_TOTAL", _put(PA, 1, 121, "000000000001"), (PA, 1, 121)),
    ("VISOR_MES_NON", _put(PA, 1, 96, "01"), (BMO, 1, 0)),
    ("VISOR_PERIODO_REPETIDO", _twice(PA), (PA, 2, 24)),
]


@pytest.mark.parametrize(("code", "change", "at"), FAULTS, ids=lambda one: one if isinstance(one, str) else None)
def test_each_fault_is_told_at_its_place(code: str, change: Callable[[Files], None], at: tuple[str, int, int]) -> None:
    content = files()
    change(content)
    found = [one for one in read(content) if isinstance(one, Finding) and one.code == code]
    assert [one.place for one in found] == [Place(*at)]
    assert found[0].severity is KINDS[code][0]
    assert "{" not in str(found[0].cause) + str(found[0].fix)


def test_a_period_that_is_none_leaves_its_employer_out() -> None:
    content = files()
    put(content, PA, 1, 96, "13")
    given_by = read(content)
    assert without_places(given_by) == []
    assert [(one.code, one.place.column) for one in told(given_by)][:2] == [
        ("VISOR_CAMPO", 96),
        ("VISOR_SIN_PATRON", 1),
    ]


def test_a_bad_line_never_takes_the_others() -> None:
    content = files()
    put(content, MO, 2, 47, "XX")
    found = without_places(read(content))
    assert [one.nss for one in found[:2]] == [cobro(1).nss, cobro(3).nss]
    assert len(found) == 4


def test_every_kind_is_found_in_some_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_LINES", 2)
    many = [(one.code, one.place.line) for one in told(read(files())) if one.code == "VISOR_MUCHOS"]
    assert many[0] == ("VISOR_MUCHOS", 3)
    assert {code for code, _, _ in FAULTS} | {"VISOR_MUCHOS", "VISOR_ENIE"} == set(KINDS)


def test_files_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_FILES", 2)
    assert "VISOR_MUCHOS" in [one.code for one in told(read(files()))]


def test_no_files_give_nothing_and_one_alone_says_what_is_missing() -> None:
    assert read({}) == []
    assert [one.code for one in told(read({AS: files()[AS]}))] == ["VISOR_FALTA_ARCHIVO"]


def test_the_sign_for_enie_is_told_once() -> None:
    found = [one for one in findings(read(files())) if one.code == "VISOR_ENIE"]
    assert len(found) == 1
    assert "5" in str(found[0].cause)


# -- anything at all


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_the_seeds_of_the_fuzzer_are_read(seed: int) -> None:
    one_input_visor(SEEDS[seed])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_gives_rows_and_findings(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
        content = content or bytearray(b"x")
    one_input_visor(bytes(content))
