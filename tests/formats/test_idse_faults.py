"""Each fault of an IDSE file is found once, on its line and column, and leaves the other lines alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.formats import fixed_people as people

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import curp
from ventanilla.formats import idse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Movimiento

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
ALTA, MODIFICACION, BAJA = TipoAviso.ALTA, TipoAviso.MODIFICACION, TipoAviso.BAJA
SOME = 8
AT = 2  # the line that is spoiled, from 0


@dataclass(frozen=True)
class Fault:
    """What is done to one line, and what must be told of it."""

    tipo: TipoAviso
    change: Callable[[str], str]
    code: str
    column: int
    severity: Severity = ERROR


def puts(column: int, text: str) -> Callable[[str], str]:
    return lambda line: people.put(line, column, text)


def other_digit(column: int) -> Callable[[str], str]:
    return lambda line: people.put(line, column, str((int(line[column - 1]) + 1) % 10))


def renamed(column: int, text: str) -> Callable[[str], str]:
    """A name in 27 columns, in a line without CURP to compare it with."""
    return lambda line: people.put(line, column, text.ljust(27))


def person(primero: str, segundo: str, nombre: str, clave: str = "") -> Callable[[str], str]:
    """Somebody else in a line: a name, and a CURP if it is given."""

    def change(line: str) -> str:
        line = people.put(line, 23, f"{primero:<27}{segundo:<27}{nombre:<27}")
        return people.put(line, 150, clave) if clave else line

    return change


def underpaid(line: str) -> str:
    """One peso a day, for whole days and weeks."""
    return people.put(people.put(line, 104, "000100"), 118, "0")


def without(column: int) -> Callable[[str], str]:
    return lambda line: line[: column - 1] + line[column:]


def end_moved(line: str) -> str:
    """A space less before the last sign, and one after it."""
    return line[:155] + line[156:] + " "


def born(day: date) -> Callable[[str], str]:
    """The CURP of the same person, born another day."""

    def change(line: str) -> str:
        first = line[149:153] + day.strftime("%y%m%d") + line[159:165] + ("A" if day.year >= 2000 else "0")
        return people.put(line, 150, first + curp.check_digit(first))

    return change


FAULTS: dict[str, Fault] = {
    "the digit of the registro": Fault(ALTA, other_digit(11), "RP_DIGITO", 1),
    "a registro published for tests": Fault(ALTA, puts(1, "E2312345121"), "NUMERO_DE_PRUEBA", 1),
    "a letter in the registro": Fault(BAJA, puts(5, "O"), "RP_FORMA", 5),
    "the digit of the NSS": Fault(ALTA, other_digit(22), "NSS_DIGITO", 12),
    "a letter in the NSS": Fault(MODIFICACION, puts(15, "O"), "NSS_LARGO", 15),
    "no NSS": Fault(BAJA, puts(12, " " * 11), "DATO_FALTANTE", 12),
    "the NSS of nobody": Fault(ALTA, puts(12, "0" * 11), "NSS_SIN_ASIGNAR", 12),
    "registro and NSS, one in the place of the other": Fault(
        ALTA, lambda line: line[11:22] + "Z9912345105" + line[22:], "DATOS_CAMBIADOS", 1
    ),
    "no name at all": Fault(BAJA, puts(23, " " * 81), "DATO_FALTANTE", 23),
    "no given name": Fault(ALTA, puts(77, " " * 27), "DATO_FALTANTE", 77),
    "no first surname": Fault(BAJA, person("", "LOPEZ", "ANA"), "PRIMER_APELLIDO_FALTA", 23, WARNING),
    "a digit in a name": Fault(BAJA, renamed(77, "AN4"), "NOMBRE_CON_SIGNO", 79, WARNING),
    "a name with a hole": Fault(BAJA, renamed(23, "PEREZ        G"), "NOMBRE_CON_HUECO", 36, WARNING),
    "a sign that may not be Ñ": Fault(BAJA, renamed(23, "PEREZ # HIJO"), "LETRA_SUPUESTA", 29, NOTE),
    "surnames the other way round": Fault(
        ALTA,
        person("LOPEZ", "NU#EZ", "MARIA PRUEBA", "NULP050715MJCXPRA7"), "NOMBRE_EN_DESORDEN", 23, WARNING
    ),
    "the CURP of somebody else": Fault(
        ALTA,
        person("PEREZ", "GARCIA", "ALBERTO", "NULP050715MJCXPRA7"), "CURP_DE_OTRA_PERSONA", 150, WARNING
    ),
    "no wage": Fault(ALTA, puts(104, "000000"), "SALARIO_EN_CEROS", 104),
    "a letter in the wage": Fault(MODIFICACION, puts(109, "O"), "NO_SON_DIGITOS", 109),
    "a wage over the cap": Fault(ALTA, puts(104, "999999"), "SALARIO_SOBRE_TOPE", 104, WARNING),
    "a wage under the minimum": Fault(MODIFICACION, underpaid, "SALARIO_BAJO_MINIMO", 104, WARNING),
    "something in 110 to 115": Fault(ALTA, puts(112, "7"), "TEXTO_EN_BLANCO", 112, WARNING),
    "a wage in a baja": Fault(BAJA, puts(104, "068770"), "TEXTO_EN_BLANCO", 105, WARNING),
    "a clinic in a baja": Fault(BAJA, puts(127, "035"), "TEXTO_EN_BLANCO", 128, WARNING),
    "a kind of worker that is none": Fault(ALTA, puts(116, "5"), "CLAVE_DESCONOCIDA", 116),
    "no kind of worker": Fault(ALTA, puts(116, " "), "DATO_FALTANTE", 116),
    "a kind of wage that is none": Fault(MODIFICACION, puts(117, "3"), "CLAVE_DESCONOCIDA", 117),
    "a week that is none": Fault(ALTA, puts(118, "7"), "CLAVE_DESCONOCIDA", 118),
    "no cause": Fault(BAJA, puts(149, " "), "DATO_FALTANTE", 149),
    "a cause that is none": Fault(BAJA, puts(149, "B"), "CLAVE_DESCONOCIDA", 149),
    "no day": Fault(ALTA, puts(119, " " * 8), "DATO_FALTANTE", 119),
    "month 13": Fault(ALTA, puts(119, "15132026"), "FECHA_IMPOSIBLE", 121),
    "30 February": Fault(BAJA, puts(119, "30022026"), "FECHA_IMPOSIBLE", 119),
    "a letter in the day": Fault(MODIFICACION, puts(119, "1501202O"), "FECHA_IMPOSIBLE", 126),
    "year 0": Fault(BAJA, puts(119, "15010000"), "FECHA_IMPOSIBLE", 123),
    "1899": Fault(ALTA, puts(119, "15011899"), "FECHA_LEJANA", 123),
    "2206": Fault(ALTA, puts(119, "15012206"), "FECHA_LEJANA", 123),
    "a clinic in letters": Fault(ALTA, puts(127, "0A5"), "NO_SON_DIGITOS", 128),
    "a guía in letters": Fault(ALTA, puts(134, "O1400"), "NO_SON_DIGITOS", 134),
    "a type that is none": Fault(ALTA, puts(132, "09"), "CLAVE_DESCONOCIDA", 132),
    "a baja that says alta": Fault(BAJA, puts(132, "08"), "TIPO_Y_COLUMNAS", 132),
    "an alta that says baja": Fault(ALTA, puts(132, "02"), "TIPO_Y_COLUMNAS", 132),
    "something in 149 of an alta": Fault(ALTA, puts(149, "2"), "TEXTO_EN_BLANCO", 149, WARNING),
    "the digit of the CURP": Fault(ALTA, other_digit(167), "CURP_DIGITO", 150),
    "a letter for a number in the CURP": Fault(MODIFICACION, puts(155, "O"), "CURP_FORMA", 155),
    "a sex that is none": Fault(ALTA, puts(160, "F"), "CURP_SEXO", 160),
    "a state that is none": Fault(ALTA, puts(161, "ZZ"), "CURP_ENTIDAD", 161),
    "a birth that is no day": Fault(ALTA, puts(154, "850230"), "CURP_FECHA", 154),
    "born after the day": Fault(ALTA, born(date(2027, 5, 5)), "NACIO_DESPUES", 150, WARNING),
    "the CURP of nobody": Fault(ALTA, puts(150, "XEXX010101HNEXXXA4"), "CURP_GENERICA", 150, WARNING),
    "no CURP in an alta": Fault(ALTA, puts(150, " " * 18), "DATO_FALTANTE", 150, WARNING),
    "no CURP in a modificación": Fault(MODIFICACION, puts(150, " " * 18), "DATO_FALTANTE", 150, NOTE),
    "a CURP of a baja that is none": Fault(BAJA, puts(150, "PEGA850101HDFRRL08"), "CURP_DIGITO", 150, WARNING),
    "another last sign": Fault(ALTA, puts(168, "8"), "FINAL_DISTINTO", 168, WARNING),
    "the last sign before its place": Fault(BAJA, end_moved, "FINAL_DISTINTO", 168, WARNING),
    "a tabulator": Fault(ALTA, puts(60, "\t"), "CARACTER_DE_CONTROL", 60),
    "a null": Fault(BAJA, puts(168, "\0"), "CARACTER_DE_CONTROL", 168),
    "cut in the NSS": Fault(ALTA, lambda line: line[:15], "RENGLON_CORTO", 16),
    "cut in the day": Fault(BAJA, lambda line: line[:120], "RENGLON_CORTO", 121),
    "cut before the CURP": Fault(MODIFICACION, lambda line: line[:149], "RENGLON_CORTO", 150),
    "text after the end": Fault(ALTA, lambda line: line + "XY", "RENGLON_LARGO", 169, WARNING),
    "a character more in a name": Fault(ALTA, lambda line: line[:60] + " " + line[60:], "COLUMNAS_A_LA_DERECHA", 77),
    "a character less before the day": Fault(ALTA, without(113), "COLUMNAS_A_LA_IZQUIERDA", 115),
    "a column to the right, all of it": Fault(BAJA, lambda line: " " + line, "COLUMNAS_A_LA_DERECHA", 1),
    "two characters more, as long as before": Fault(
        MODIFICACION, lambda line: (line[:103] + "00" + line[103:])[:168], "COLUMNAS_A_LA_DERECHA", 110
    ),
    "something else": Fault(ALTA, lambda line: "ESTO NO ES UN MOVIMIENTO ".ljust(168, "X"), "RENGLON_IRRECONOCIBLE", 1),
}  # fmt: skip


def spoil(fault: Fault) -> tuple[list[Movimiento], str]:
    rows = people.movimientos(random.Random(20), fault.tipo, SOME)
    lines = b"".join(idse.write(rows, fault.tipo)).decode("ascii").split("\r\n")
    lines[AT] = fault.change(lines[AT])
    return rows, "\r\n".join(lines)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_once_where_it_is(kind: str) -> None:
    fault = FAULTS[kind]
    rows, text = spoil(fault)
    read, findings = people.read(idse.read, text.encode("latin-1"))
    found = [one for one in findings if one.severity is not NOTE or fault.severity is NOTE]
    other_registro = [one for one in findings if one.code == "OTRO_REGISTRO"]
    found = [one for one in found if one not in other_registro]
    assert [(one.code, one.place.line, one.place.column, one.severity) for one in found] == [
        (fault.code, AT + 1, fault.column, fault.severity)
    ]
    assert str(found[0].cause)
    assert str(found[0].fix)
    others = [row for row in rows if row.place.line != AT + 1]
    assert [row for row in read if row.place.line != AT + 1] == others, "another line was touched"
    assert any(row.place.line == AT + 1 for row in read) is (fault.severity is not ERROR)


def test_two_faults_of_a_line_are_two_findings() -> None:
    _, text = spoil(Fault(ALTA, lambda line: people.put(other_digit(22)(line), 118, "9"), "", 0))
    _, findings = people.read(idse.read, text.encode("ascii"))
    assert [(one.code, one.place.column) for one in findings] == [("NSS_DIGITO", 12), ("CLAVE_DESCONOCIDA", 118)]


# -- the whole file


def whole(tipo: TipoAviso = ALTA, many: int = SOME) -> list[str]:
    rows = people.movimientos(random.Random(21), tipo, many)
    return b"".join(idse.write(rows, tipo)).decode("ascii").split("\r\n")[:-1]


def told(lines: list[str]) -> tuple[int, list[tuple[str, int, int]]]:
    """How many movements are read, and what is told."""
    read, findings = people.read(idse.read, "\r\n".join(lines).encode("ascii"))
    return len(read), [(one.code, one.place.line, one.place.column) for one in findings]


def test_no_control_record() -> None:
    assert told(whole()[:-1]) == (SOME, [("CONTROL_FALTA", SOME, 0)])


def test_a_control_record_that_counts_otherwise() -> None:
    lines = whole()
    lines[-1] = people.put(lines[-1], 57, "000009")
    assert told(lines) == (SOME, [("CUENTA_DISTINTA", SOME + 1, 57)])


def test_a_control_record_that_counts_in_letters() -> None:
    lines = whole()
    lines[-1] = people.put(lines[-1], 62, "B")
    assert told(lines) == (SOME, [("NO_SON_DIGITOS", SOME + 1, 62)])


def test_a_control_record_with_spaces_for_zeros() -> None:
    lines = whole()
    lines[-1] = people.put(lines[-1], 57, "     8")
    assert told(lines) == (SOME, [])


def test_a_second_control_record() -> None:
    lines = whole()
    assert told([*lines, lines[-1]]) == (SOME, [("CONTROL_REPETIDO", SOME + 2, 1)])


def test_a_control_record_before_the_end() -> None:
    lines = whole()
    assert told([*lines[:3], lines[-1], *lines[3:-1]]) == (SOME, [("CONTROL_ANTES_DEL_FINAL", 4, 1)])


def test_two_files_in_one() -> None:
    lines, more = whole(), whole(many=12)[SOME:]
    more[-1] = people.put(more[-1], 57, "000004")
    assert told([*lines, *more]) == (12, [("CONTROL_ANTES_DEL_FINAL", SOME + 1, 1)])


def test_text_after_the_control_record() -> None:
    assert told([*whole(), "FIN"]) == (SOME, [("TEXTO_DESPUES_DEL_CONTROL", SOME + 2, 1)])


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (puts(9, "x"), "ASTERISCOS_INCOMPLETOS", 9),
        (puts(100, "X"), "TEXTO_EN_BLANCO", 100),
        (lambda line: line[:100], "RENGLON_CORTO", 134),
        (lambda line: line[:50], "RENGLON_CORTO", 57),
        (lambda line: " " + line, "COLUMNAS_A_LA_DERECHA", 1),
        (puts(20, "\t"), "CARACTER_DE_CONTROL", 20),
    ],
)
def test_a_bad_control_record(change: Callable[[str], str], code: str, column: int) -> None:
    lines = whole()
    read, found = told([*lines[:-1], change(lines[-1])])
    assert read == SOME
    assert [one for one in found if one[0] != "RENGLON_SIN_FINAL"] == [(code, SOME + 1, column)]


@pytest.mark.parametrize("count", ["000008", "000009"])
def test_a_line_twice_counts_or_not(count: str) -> None:
    lines = whole()
    lines[-1] = people.put(lines[-1], 57, count)
    assert told([*lines[:5], lines[2], *lines[5:]]) == (SOME, [("RENGLON_REPETIDO", 6, 0)])


def test_the_same_movement_with_another_wage_is_not_taken_twice() -> None:
    lines = whole(BAJA)
    again = people.put(lines[2], 149, "A" if lines[2][148] != "A" else "1")
    assert told([*lines[:-1], again, people.put(lines[-1], 57, "000009")]) == (
        SOME,
        [("RENGLON_REPETIDO", SOME + 1, 0)],
    )


def test_another_type_in_the_file_is_read_and_told() -> None:
    lines = whole()
    rows = people.movimientos(random.Random(1), BAJA, 1)
    other = next(idse.write(rows, BAJA)).decode("ascii").rstrip()
    read, found = told([*lines[:4], other, *lines[4:-1], people.put(lines[-1], 57, "000009")])
    assert read == SOME + 1
    assert [one for one in found if one[0] != "OTRO_REGISTRO"] == [("TIPO_MEZCLADO", 5, 132)]


def test_another_registro_is_a_note() -> None:
    lines = whole()
    other = next(one for one in people.REGISTROS if one != lines[0][:11])
    lines[5] = other + lines[5][11:]
    _, findings = people.read(idse.read, "\r\n".join(lines).encode("ascii"))
    assert [(one.code, one.severity, one.place.line) for one in findings] == [("OTRO_REGISTRO", NOTE, 6)]


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\x1a"])
def test_an_empty_file(content: bytes) -> None:
    _, findings = people.read(idse.read, content)
    assert [(one.code, one.place.line) for one in findings] == [("ARCHIVO_VACIO", 0)]


def test_a_day_whose_cap_is_not_known_is_told_once() -> None:
    lines = [people.put(people.put(line, 119, "15052014"), 118, "0") for line in whole()[:-1]]
    _, findings = people.read(idse.read, "\r\n".join([*lines, whole()[-1]]).encode("ascii"))
    assert [one.code for one in findings] == ["TOPE_SIN_REVISAR"]


def test_today_is_known() -> None:
    content = "\r\n".join(people.put(line, 119, "15072026") if line[0] != "*" else line for line in whole())
    today = list(idse.read(File.of_bytes("A.TXT", content.encode("ascii")), date(2026, 1, 1)))
    assert {one.code for one in today if isinstance(one, Finding)} == {"FECHA_FUTURA"}
    later = list(idse.read(File.of_bytes("A.TXT", content.encode("ascii")), date(2026, 7, 1)))
    assert not [one for one in later if isinstance(one, Finding)]
