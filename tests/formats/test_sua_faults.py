"""Each fault of SUA's files is found once, on its line and column, and leaves the other lines alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.formats import fixed_people as people

from ventanilla.formats import sua
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Credito, Ficha

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
AT = 1  # the line that is spoiled, from 0
GOOD = {
    "ASEG": (
        "Z991234510599178500015PEGA850101AB1PEGA850101HDFRRL09PEREZ$GARCIA$ALBERTO                              "
        "10150120260068770OFICINA CENTRAL            00000000000000000",
        "Z991234510599058800022NULP050715XY0NULP050715MJCXPRA7NU/EZ$LOPEZ$MARIA PRUEBA                          "
        "20150120260045590OBRA 1           211234567801022026201500000",
    ),
    "AFIL": (
        "Z9912345105991785000150660001011985CIUDAD DE MEXICO         DF035ANALISTA    M00",
        "Z9912345105990588000220660015072005GUADALAJARA              JC058ALBA/IL     F00",
    ),
    "MOVT": (
        "Z9912345105990588000220230062026        000000000",
        "Z9912345105991785000150701032026        000070115",
        "Z9912345105991785000151110042026        030000000",
        "Z9912345105991785000151204052026AB123456070000000",
    ),
    "INCAP": (
        "Z991234510599178500015104052026AB123456007000200210052026",
        "Z991234510599178500015101062026CD234567014000111214062026",
    ),
    "CRED": (
        "Z99123451059905880002221123456781501022026201500000N",
        "Z99123451059917850001521987654321901042026300321234N",
    ),
}


@dataclass(frozen=True)
class Fault:
    """What is done to a line (from 0) of a file, and what must be told of it."""

    kind: str
    change: Callable[[str], str]
    code: str
    column: int
    severity: Severity = ERROR
    at: int = AT


def puts(column: int, text: str) -> Callable[[str], str]:
    return lambda line: people.put(line, column, text)


def named(text: str) -> Callable[[str], str]:
    """A name in a line of ASEG, without CURP nor RFC to compare it with."""
    return lambda line: people.put(people.put(line, 23, " " * 31), 54, text.ljust(50))


FAULTS: dict[str, Fault] = {
    "the digit of the registro": Fault("ASEG", puts(11, "6"), "RP_DIGITO", 1),
    "the digit of the NSS": Fault("AFIL", puts(22, "3"), "NSS_DIGITO", 12),
    "a letter in the NSS": Fault("MOVT", puts(14, "O"), "NSS_LARGO", 14),
    "registro and NSS the other way round": Fault(
        "CRED", lambda line: line[11:22] + line[:11] + line[22:], "DATOS_CAMBIADOS", 1
    ),
    "the digit of the RFC": Fault("ASEG", puts(35, "9"), "RFC_DIGITO", 23, WARNING),
    "an RFC that is none": Fault("ASEG", puts(23, "12345"), "RFC_FORMA", 23, WARNING),
    "an RFC of another birth": Fault("ASEG", puts(23, "GODE561231GR8"), "RFC_Y_CURP_DISTINTOS", 27, WARNING),
    "the digit of the CURP": Fault("ASEG", puts(53, "8"), "CURP_DIGITO", 36, WARNING),
    "the CURP of somebody else": Fault(
        "ASEG", lambda line: people.put(line, 23, " " * 13 + "PEGA850101HDFRRL09"), "CURP_DE_OTRA_PERSONA", 36, WARNING
    ),
    "surnames the other way round": Fault(
        "ASEG", puts(54, "LOPEZ$NU/EZ$MARIA PRUEBA"), "NOMBRE_EN_DESORDEN", 54, WARNING
    ),
    "no name": Fault("ASEG", named(""), "DATO_FALTANTE", 54),
    "no given name": Fault("ASEG", named("NU/EZ$LOPEZ$"), "DATO_FALTANTE", 66),
    "no surname": Fault("ASEG", named("$$ANA"), "DATO_FALTANTE", 54),
    "no first surname": Fault("ASEG", named("$LOPEZ$ANA"), "PRIMER_APELLIDO_FALTA", 54, WARNING),
    "a name without its parts": Fault("ASEG", named("LOPEZ ANA"), "NOMBRE_SIN_PARTES", 54),
    "a name of four parts": Fault("ASEG", named("A$B$C$D"), "NOMBRE_SIN_PARTES", 59),
    "a digit in a name": Fault("ASEG", named("LOPEZ$RU1Z$ANA"), "NOMBRE_CON_SIGNO", 62, WARNING),
    "a sign that may not be Ñ": Fault("ASEG", named("LOPEZ$R/Z$ANA"), "LETRA_SUPUESTA", 61, NOTE),
    "a kind of worker that is none": Fault("ASEG", puts(104, "9"), "CLAVE_DESCONOCIDA", 104),
    "a week that is none": Fault("ASEG", puts(105, "8"), "CLAVE_DESCONOCIDA", 105),
    "no day": Fault("ASEG", puts(106, "00000000"), "DATO_FALTANTE", 106),
    "month 13": Fault("ASEG", puts(106, "15132026"), "FECHA_IMPOSIBLE", 108),
    "no wage": Fault("ASEG", puts(114, "0000000"), "SALARIO_EN_CEROS", 114),
    "a wage over the cap": Fault("ASEG", puts(114, "0999999"), "SALARIO_SOBRE_TOPE", 114, WARNING),
    "a wage under the minimum": Fault("MOVT", puts(43, "0007011"), "SALARIO_BAJO_MINIMO", 43, WARNING),
    "a letter in a credit": Fault("ASEG", puts(140, "O"), "NO_SON_DIGITOS", 140),
    "a credit without its number": Fault("ASEG", puts(138, " " * 10), "CREDITO_SIN_NUMERO", 148, WARNING),
    "a credit without its day": Fault("ASEG", puts(148, "0" * 8), "DATO_FALTANTE", 148),
    "a credit of no kind": Fault("ASEG", puts(156, "0"), "CLAVE_DESCONOCIDA", 156),
    "a credit of nothing": Fault("ASEG", puts(157, "0" * 8), "DATO_FALTANTE", 157),
    "a credit with a value of another kind": Fault("ASEG", puts(156, "1"), "VALOR_DE_DESCUENTO", 158),
    "one column more": Fault("ASEG", lambda line: line + "0", "RENGLON_LARGO", 165),
    "a postal code in letters": Fault("AFIL", puts(25, "X"), "NO_SON_DIGITOS", 25),
    "30 February": Fault("AFIL", puts(28, "30022005"), "FECHA_IMPOSIBLE", 28),
    "born in 1799": Fault("AFIL", puts(32, "1799"), "FECHA_LEJANA", 32),
    "a state that is none": Fault("AFIL", puts(61, "ZZ"), "ENTIDAD_DESCONOCIDA", 61),
    "a clinic in letters": Fault("AFIL", puts(63, "X"), "NO_SON_DIGITOS", 63),
    "a sex that is none": Fault("AFIL", puts(78, "H"), "CLAVE_DESCONOCIDA", 78),
    "an hour": Fault("AFIL", puts(80, "7"), "HORA_DISTINTA", 80, NOTE),
    "a movement that is none": Fault("MOVT", puts(23, "09"), "CLAVE_DESCONOCIDA", 23),
    "1799": Fault("MOVT", puts(29, "1799"), "FECHA_LEJANA", 29),
    "a wage in a baja": Fault("MOVT", puts(43, "0070115"), "TEXTO_EN_BLANCO", 45, WARNING, 0),
    "days in a change of wage": Fault("MOVT", puts(41, "07"), "TEXTO_EN_BLANCO", 42, WARNING),
    "a folio in an absence": Fault("MOVT", puts(33, "AB123456"), "TEXTO_EN_BLANCO", 33, WARNING, 2),
    "an absence of no days": Fault("MOVT", puts(41, "00"), "DATO_FALTANTE", 41, ERROR, 2),
    "no folio": Fault("MOVT", puts(33, " " * 8), "DATO_FALTANTE", 33, WARNING, 3),
    "a folio that is none": Fault("INCAP", puts(32, "ABCDEFGH"), "FOLIO_RARO", 32, WARNING),
    "a kind of incidence that is none": Fault("INCAP", puts(23, "7"), "CLAVE_DESCONOCIDA", 23),
    "no days of a certificate": Fault("INCAP", puts(40, "000"), "DATO_FALTANTE", 40),
    "days that do not reach the end": Fault("INCAP", puts(40, "013"), "DIAS_Y_TERMINO", 50),
    "an end before its beginning": Fault("INCAP", puts(50, "14052026"), "DIAS_Y_TERMINO", 50),
    "more than all": Fault("INCAP", puts(43, "101"), "PORCENTAJE_IMPOSIBLE", 43),
    "a rama that is none": Fault("INCAP", puts(46, "5"), "CLAVE_DESCONOCIDA", 46),
    "a riesgo of an illness": Fault("INCAP", puts(47, "1"), "SOLO_DE_RIESGO", 47, WARNING, 0),
    "a secuela of an illness": Fault("INCAP", puts(48, "1"), "SOLO_DE_RIESGO", 48, WARNING, 0),
    "a control of another secuela": Fault("INCAP", puts(49, "6"), "CONTROL_Y_SECUELA", 49, WARNING),
    "a letter in a credit of CRED": Fault("CRED", puts(30, "S"), "NO_SON_DIGITOS", 30),
    "no credit": Fault("CRED", puts(23, "0" * 10), "DATO_FALTANTE", 23),
    "a change that is none": Fault("CRED", puts(33, "21"), "CLAVE_DESCONOCIDA", 33),
    "a discount that is none": Fault("CRED", puts(43, "4"), "CLAVE_DESCONOCIDA", 43),
    "no discount in a change of value": Fault("CRED", puts(43, "0"), "CLAVE_DESCONOCIDA", 43),
    "a value of nothing": Fault("CRED", puts(44, "0" * 8), "DATO_FALTANTE", 44),
    "a value of another kind": Fault("CRED", puts(44, "10321234"), "VALOR_DE_DESCUENTO", 44),
    "neither yes nor no": Fault("CRED", puts(52, "X"), "CLAVE_DESCONOCIDA", 52),
    "the credit of somebody else": Fault("CRED", puts(23, "2112345678"), "CREDITO_DE_OTRO", 23),
    "a tabulator": Fault("INCAP", puts(31, "\t"), "CARACTER_DE_CONTROL", 31),
    "cut": Fault("CRED", lambda line: line[:46], "RENGLON_CORTO", 47),
    "cut before a credit": Fault("ASEG", lambda line: line[:137], "RENGLON_SIN_FINAL", 138, WARNING),
    "a character more": Fault("AFIL", lambda line: line[:40] + "X" + line[40:], "COLUMNAS_A_LA_DERECHA", 63),
    "a character less": Fault("MOVT", lambda line: line[:30] + line[31:], "RENGLON_INCOMPLETO", 32),
    "a character less before a day": Fault("MOVT", lambda line: line[:23] + line[24:], "COLUMNAS_A_LA_IZQUIERDA", 23),
    "a line of another file": Fault("AFIL", lambda _: GOOD["MOVT"][0], "RENGLON_DE_OTRO_ARCHIVO", 1),
    "something else": Fault("INCAP", lambda _: "X" * 57, "RENGLON_IRRECONOCIBLE", 1),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_once_where_it_is(kind: str) -> None:
    fault = FAULTS[kind]
    lines = [*GOOD[fault.kind]]
    good, none = people.read(sua.read, "\r\n".join(lines).encode("ascii"), f"{fault.kind}.TXT")
    assert none == []
    lines[fault.at] = fault.change(lines[fault.at])
    read, findings = people.read(sua.read, "\r\n".join(lines).encode("ascii"), f"{fault.kind}.TXT")
    assert [(one.code, one.place.line, one.place.column, one.severity) for one in findings] == [
        (fault.code, fault.at + 1, fault.column, fault.severity)
    ]
    assert str(findings[0].cause)
    assert str(findings[0].fix)
    others = [one for one in good if one.place.line != fault.at + 1]
    assert [one for one in read if one.place.line != fault.at + 1] == others, "another line was touched"
    kept = [one for one in read if one.place.line == fault.at + 1]
    of_credit = fault.kind == "ASEG" and 138 <= fault.column <= 164
    assert bool(kept) is (fault.severity is not ERROR or of_credit)
    if of_credit:
        assert [type(one) for one in kept] == [Ficha], "a bad credit leaves its worker"


def told(kind: str, lines: list[str]) -> tuple[int, list[tuple[str, int, int]]]:
    read, findings = people.read(sua.read, "\r\n".join(lines).encode("ascii"), f"{kind}.TXT")
    return len(read), [(one.code, one.place.line, one.place.column) for one in findings]


@pytest.mark.parametrize("kind", ["ASEG", "AFIL"])
def test_somebody_twice(kind: str) -> None:
    lines = [*GOOD[kind], GOOD[kind][0]]
    assert told(kind, lines) == (3 if kind == "ASEG" else 2, [("PERSONA_REPETIDA", 3, 0)])


@pytest.mark.parametrize("kind", ["MOVT", "INCAP", "CRED"])
def test_a_line_twice(kind: str) -> None:
    lines = [*GOOD[kind], GOOD[kind][1]]
    assert told(kind, lines) == (len(lines) - 1, [("RENGLON_REPETIDO", len(lines), 0)])


def test_a_credit_may_have_several_movements_of_one_worker() -> None:
    first = GOOD["CRED"][0]
    assert told("CRED", [first, people.put(people.put(first, 33, "16"), 35, "30062026")]) == (2, [])


def test_another_registro_is_a_note() -> None:
    lines = [GOOD["MOVT"][0], people.REGISTROS[1] + GOOD["MOVT"][1][11:]]
    _, findings = people.read(sua.read, "\r\n".join(lines).encode("ascii"))
    assert [(one.code, one.severity, one.place.line) for one in findings] == [("OTRO_REGISTRO", NOTE, 2)]


def test_a_day_whose_cap_is_not_known_is_told_once() -> None:
    lines = [people.put(GOOD["MOVT"][1], 25, f"{day:02d}052014") for day in (1, 2, 3)]
    _, findings = people.read(sua.read, "\r\n".join(lines).encode("ascii"))
    assert [(one.code, one.severity) for one in findings] == [("TOPE_SIN_REVISAR", NOTE)]


def test_today_is_known() -> None:
    content = GOOD["MOVT"][0].encode("ascii")
    found = list(sua.read(File.of_bytes("M.TXT", content), date(2026, 1, 1)))
    assert [one.code for one in found if isinstance(one, Finding)] == ["FECHA_FUTURA"]


def test_a_long_file_of_nonsense_is_one_finding_a_line() -> None:
    rng = random.Random(1)
    lines = ["".join(rng.choice("ABC 019$") for _ in range(49)) for _ in range(500)]
    read, findings = people.read(sua.read, "\r\n".join([*GOOD["MOVT"], *lines]).encode("ascii"), "MOVT.TXT")
    assert len(read) == len(GOOD["MOVT"])
    assert len({one.place.line for one in findings}) == len(findings) == 500
    assert not any(isinstance(one, Credito) for one in read)
