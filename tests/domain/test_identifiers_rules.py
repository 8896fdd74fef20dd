from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.identifiers import (
    InvalidNumber,
    Severity,
    clabe,
    curp,
    linea_captura,
    nss,
    registro_patronal,
    rfc,
    umf,
)
from ventanilla.domain.identifiers.writing import MAX_SUGGESTIONS, first_that_pass

BORN = st.dates(date(1900, 1, 1), date(2026, 11, 22))
WORD = st.text("ABCDEFGHIJKLMNÑOPQRSTUVWXYZÁÉÍÓÚÜ", min_size=1, max_size=12)
NSS = st.builds(
    lambda s, a, b, n: nss.compose(f"{s:02d}", a, b, n),
    st.integers(1, 99),
    st.integers(1950, 2049),
    st.integers(1920, 2019),
    st.integers(0, 9999),
)
RP = st.builds(
    registro_patronal.compose,
    st.from_regex(r"\A[A-Z0-9][0-9]{2}\Z"),
    st.integers(0, 99999),
    st.sampled_from(["10", "13", "33", "40"]),
)
CLABE = st.from_regex(r"\A012[0-9]{14}\Z").map(lambda body: body + clabe.check_digit(body))
CURP = st.builds(
    curp.compose, WORD, WORD, WORD | st.just(""), BORN, st.sampled_from("HMX"), st.sampled_from(sorted(curp.STATES))
)
NUMBERS: list[tuple[ModuleType, Any]] = [(nss, NSS), (registro_patronal, RP), (clabe, CLABE), (curp, CURP)]


@pytest.mark.parametrize(("module", "strategy"), NUMBERS, ids=lambda m: getattr(m, "__name__", ""))
@given(data=st.data())
def test_what_is_composed_is_valid_and_what_is_printed_is_read_back(
    module: Any, strategy: st.SearchStrategy[str], data: st.DataObject
) -> None:
    number = data.draw(strategy)
    assert module.examine(number).severity is Severity.OK
    assert module.compact(module.format(number)) == number
    assert module.validate(f" {module.format(number).lower()} ") == number
    assert module.suggest(number) == ()


@pytest.mark.parametrize("module", [nss, registro_patronal, clabe], ids=lambda m: m.__name__)
@given(data=st.data())
def test_one_wrong_digit_is_always_noticed(module: Any, data: st.DataObject) -> None:
    number = data.draw(dict(NUMBERS)[module])
    at = data.draw(st.integers(1, len(number) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    assert not module.is_valid(number[:at] + wrong + number[at + 1 :])


@given(NSS, st.integers(0, 9))
def test_two_neighbours_swapped_in_an_nss_are_suggested_back(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if {number[at], number[at + 1]} == {"0", "9"} or number[at] == number[at + 1]:
        return  # Luhn's known blind spot
    assert not nss.is_valid(swapped)
    assert number in nss.suggest(swapped) or len(nss.suggest(swapped)) == 5


@pytest.mark.parametrize(
    "module", [nss, registro_patronal, clabe, curp, rfc, umf, linea_captura], ids=lambda m: m.__name__
)
@given(text=st.text(max_size=40) | st.text("0123456789ABCÑ&-. ", max_size=30))
def test_examining_never_raises_and_refuses_in_words(module: Any, text: str) -> None:
    verdict = module.examine(text)
    assert verdict.accepted is module.is_valid(text)
    assert (verdict.code == "") is (verdict.severity is Severity.OK)
    module.format(text)
    if hasattr(module, "suggest"):
        assert all(module.is_valid(other) for other in module.suggest(text))
    if verdict.accepted:
        assert module.validate(text) == verdict.normalized
    else:
        with pytest.raises(InvalidNumber) as caught:
            module.validate(text)
        assert caught.value.verdict == verdict
        assert "{" not in str(verdict.reason)


def test_a_very_long_text_is_not_repeated_back() -> None:
    for module in (nss, curp, rfc, clabe, registro_patronal, umf, linea_captura):
        assert len(module.examine("9" * 100_000).normalized) <= 200


@given(WORD, WORD, WORD | st.just(""), BORN)
def test_a_composed_rfc_has_its_check(nombre: str, primero: str, segundo: str, born: date) -> None:
    number = rfc.compose_fisica(nombre, primero, segundo, born)
    assert rfc.examine(number).severity is Severity.OK
    assert rfc.compact(rfc.format(number)) == number
    assert len(number) == rfc.FISICA


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Talleres del Valle, S.A. de C.V.", "TVA"),
        ("Grupo Ejemplo del Bajío, S. de R.L.", "GEB"),
        ("Cafetería", "CAF"),
        ("B & B, S.C.", "B&B"),
        ("Ñu, A.C.", "ÑUX"),
    ],
)
def test_the_letters_of_a_company(name: str, letters: str) -> None:
    number = rfc.compose_moral(name, date(2012, 7, 26))
    assert number[:9] == f"{letters}120726"
    assert rfc.examine(number).severity is Severity.OK


@pytest.mark.parametrize(
    ("parts", "letters"),
    [
        (("Emma", "Gómez", "Díaz"), "GODE"),
        (("María del Carmen", "De la Cruz", "Ortiz"), "CUOC"),
        (("José", "López", ""), "LOJO"),
        (("Ana", "Ek", "Pat"), "EPAN"),
        (("Carlos", "Caca", "Ax"), "CAAC"),
        (("Aldo", "Cano", "Cruz"), "CACX"),
        (("Ñam", "Ñoño", "Ñu"), "ÑOÑÑ"),
    ],
)
def test_the_letters_of_a_person_in_the_rfc(parts: tuple[str, str, str], letters: str) -> None:
    assert rfc.compose_fisica(*parts, date(1980, 1, 2))[:4] == letters


@pytest.mark.parametrize(
    ("parts", "letters", "consonants"),
    [
        (("María Prueba", "Núñez", "López"), "NULP", "XPR"),
        (("José", "Pérez", ""), "PEXJ", "RXS"),
        (("Ma. Luisa", "Íñiguez", "Ek"), "IIEL", "XKS"),
        (("Ana", "Ix", "Po"), "IXPA", "XXN"),
        (("Alma", "Baños", "Cruz"), "BXCA", "XRL"),
        (("Juan", "D'Amico", "Sol"), "DXSJ", "XLN"),
        (("Ñusta", "Ñáñez", "O-Hara"), "XAOX", "XXS"),
        (("María", "de los Santos", "y Vega"), "SAVM", "NGR"),
    ],
)
def test_the_letters_of_a_person_in_the_curp(parts: tuple[str, str, str], letters: str, consonants: str) -> None:
    number = curp.compose(*parts, date(1980, 1, 2), "X", "NE")
    assert (number[:4], number[13:16]) == (letters, consonants)


def test_a_name_without_letters_composes_nothing() -> None:
    with pytest.raises(ValueError, match="needs"):
        curp.compose("", "Pérez", "", date(1980, 1, 2), "H", "DF")
    with pytest.raises(ValueError, match="needs"):
        rfc.compose_fisica("Ana", " ", "", date(1980, 1, 2))
    with pytest.raises(ValueError, match="no RFC"):
        rfc.compose_moral("S.A. de C.V.", date(1980, 1, 2))
    with pytest.raises(ValueError, match="parts"):
        registro_patronal.compose("Ñ99", 1, "10")
    with pytest.raises(ValueError, match="parts"):
        nss.compose("999", 2000, 2000, 1)


def test_what_starts_no_registro_has_no_check_digit() -> None:
    assert registro_patronal.check_digit("0312345101") == registro_patronal.compose("031", 23451, "01")[-1]
    with pytest.raises(ValueError, match="starts no registro"):
        registro_patronal.check_digit("Ñ991234510")


def test_few_numbers_are_suggested_however_many_would_pass() -> None:
    examined: list[str] = []

    def passes(number: str) -> bool:
        examined.append(number)
        return number != "2"

    found = first_that_pass(iter("1123456789"), passes)
    assert found == ("1", "3", "4", "5", "6")
    assert len(found) == MAX_SUGGESTIONS
    assert examined == list("1123456"), "what follows is not even looked at"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("PEGA850101HDFRRL0", "CURP_LARGO"),
        ("PEGA850101QDFRRL09", "CURP_SEXO"),
        ("PEGA850101HDFRRLÑ9", "CURP_FORMA"),
        ("PEGA850101HDFAEL09", "CURP_FORMA"),
        ("PEGA850101HZZRRL09", "CURP_ENTIDAD"),
        ("PEGA851301HDFRRL09", "CURP_FECHA"),
        ("PEGA000229HDFRRL09", "CURP_FECHA"),
        ("PEGA850101HDFRRL08", "CURP_DIGITO"),
        ("PUTA850101HDFRRL09", "CURP_PALABRA"),
        ("XEXX010101HNEXXXA4", "CURP_GENERICA"),
    ],
)
def test_why_a_curp_is_refused(number: str, code: str) -> None:
    assert curp.examine(number).code == code


def test_a_curp_of_the_future_is_refused_only_where_today_is_known() -> None:
    number = curp.compose("Ana", "Prueba", "Sol", date(2030, 5, 1), "M", "DF")
    assert curp.examine(number).severity is Severity.OK
    assert curp.examine(number, on=date(2026, 11, 22)).code == "CURP_FUTURA"
    assert curp.examine(number, on=date(2030, 5, 1)).severity is Severity.OK


@pytest.mark.parametrize("number", ["CANF770131HBCSBR08", "PEGA850101HDFRRL08", "BACA890909MJCRMS05"])
def test_a_curp_of_a_trusted_certificate_is_only_warned_of(number: str) -> None:
    assert curp.examine(number, from_certificate=True).severity is Severity.WARNING
    assert curp.examine(number).severity is Severity.ERROR


def test_what_has_not_the_length_of_a_curp_is_refused_even_in_a_certificate() -> None:
    assert curp.examine("PEGA850101", from_certificate=True).severity is Severity.ERROR
    assert curp.examine("PEGA850101HDFRR/09", from_certificate=True).severity is Severity.ERROR


def test_a_generic_curp_is_nobodys_even_in_a_certificate() -> None:
    assert curp.examine("XEXX010101MNEXXXA8", from_certificate=True).severity is Severity.GENERIC


@pytest.mark.parametrize(
    ("number", "code", "severity"),
    [
        ("AAA010101AAA", "NUMERO_DE_PRUEBA", Severity.ERROR),
        ("XEXX010101000", "RFC_GENERICO", Severity.GENERIC),
        ("GODE561231", "RFC_SIN_HOMOCLAVE", Severity.WARNING),
        ("EKU900317", "RFC_MORAL_SIN_HOMOCLAVE", Severity.ERROR),
        ("GODE56123", "RFC_LARGO", Severity.ERROR),
        ("GODE561331GR8", "RFC_FECHA", Severity.ERROR),
        ("ROJM000229N21", "RFC_DIGITO", Severity.WARNING),
        ("GODE561231G08", "RFC_FORMA", Severity.ERROR),
        ("CACA580710NF7", "RFC_PALABRA", Severity.ERROR),
        ("CAC5807108X7", "RFC_DIGITO", Severity.WARNING),
    ],
)
def test_why_an_rfc_is_refused_or_warned_of(number: str, code: str, severity: Severity) -> None:
    verdict = rfc.examine(number)
    assert (verdict.code, verdict.severity) == (code, severity)


def test_only_a_whole_rfc_of_somebody_can_sign() -> None:
    assert rfc.is_complete("GODE561231GR8")
    assert rfc.is_complete("VEL940703KP1"), "one in seventy in force fails its check"
    for not_enough in ("GODE561231", "XAXX010101000", "AAA010101AAA", ""):
        assert not rfc.is_complete(not_enough)


@pytest.mark.parametrize("sample", sorted(registro_patronal.TEST_DATA | rfc.TEST_DATA | curp.TEST_DATA))
def test_published_samples_need_the_test_mode(sample: str) -> None:
    module = next(m for m in (registro_patronal, rfc, curp) if sample in m.TEST_DATA)
    assert module.examine(sample).severity is Severity.ERROR
    assert module.examine(sample, test_mode=True).severity is Severity.WARNING
    assert module.examine(sample, test_mode=True).test_data


def test_an_imported_registro_is_doubted_where_a_typed_one_is_refused() -> None:
    assert registro_patronal.examine("Z9912345106", imported=True).severity is Severity.WARNING
    assert registro_patronal.examine("Z99123451O5", imported=True).severity is Severity.ERROR
    assert registro_patronal.modalidad("E2312345127") == ""


def test_an_nss_that_lost_its_zero_is_offered_and_never_applied() -> None:
    assert nss.suggest("1978500013") == ("01978500013",)
    assert not nss.is_valid("1978500013")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("9917850001", "NSS_SIN_DIGITO"),
        ("991785000155", "NSS_LARGO"),
        ("99178A00015", "NSS_LARGO"),
        ("00000000000", "NSS_SIN_ASIGNAR"),
        ("99178500016", "NSS_DIGITO"),
    ],
)
def test_why_an_nss_is_refused(number: str, code: str) -> None:
    assert (nss.examine(number).code, nss.examine(number).severity) == (code, Severity.ERROR)


def test_two_digits_swapped_in_a_clabe_are_suggested_back() -> None:
    assert "012180000000000002" in clabe.suggest("102180000000000002")
    assert clabe.suggest("01218000000000000") == (), "of another length nothing is guessed"


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert not nss.is_valid("٩٩١٧٨٥٠٠٠١٥")
    assert not clabe.is_valid("٠١٢١٨٠٠٠٠٠٠٠٠٠٠٠٠٢")
    assert not umf.is_valid("٣٥")


def test_an_enie_in_two_characters_is_one() -> None:
    assert rfc.validate("ON\u0303O120726RX3") == "OÑO120726RX3"


def test_unknown_and_retired_banks() -> None:
    body = "99918000000000000"
    assert clabe.examine(body + clabe.check_digit(body)).code == "CLABE_BANCO"
    assert clabe.examine("032180000118359719").code == "CLABE_BANCO_RETIRADO"
    assert clabe.bank("032180000118359719") == "IXE"
    assert clabe.bank("999") == ""
