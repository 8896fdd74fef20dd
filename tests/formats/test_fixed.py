"""The machinery of fixed width: the quick verdicts are the slow ones, tables have no gaps, letters are guessed."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats import fixed_people as people

import ventanilla.formats.fixed as package
from ventanilla.domain.identifiers import Severity as Verdict
from ventanilla.domain.identifiers import curp, nss, registro_patronal
from ventanilla.formats.file import MAX_LINE, File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.fixed import Field, Kind, Layout
from ventanilla.formats.fixed.lines import texts, upper
from ventanilla.formats.fixed.memory import MAX_REGISTROS, Seen
from ventanilla.formats.fixed.names import enye, folded, mismatches, name
from ventanilla.formats.fixed.quick import REMEMBERED, Memory, Quick
from ventanilla.formats.idse.layout import CONTROL
from ventanilla.formats.idse.layout import LAYOUTS as IDSE
from ventanilla.formats.sua.layouts import LAYOUTS as SUA

CHARACTERS = st.sampled_from("0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ ¥/#é²٣")


# -- quick verdicts


@st.composite
def curps(draw: st.DrawFn) -> str:
    """18 characters that are a CURP, or one character or two away from it, with the right digit or without."""
    clave = people.whom(random.Random(draw(st.integers())), 0)[0]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, 17))
        clave = clave[:at] + draw(CHARACTERS) + clave[at + 1 :]
    if draw(st.booleans()) and all(character in curp.ALPHABET for character in clave[:-1]):
        clave = clave[:-1] + curp.check_digit(clave[:-1])
    return clave


@given(curps() | st.sampled_from(sorted(curp.GENERIC | curp.TEST_DATA)) | st.text(CHARACTERS, min_size=18, max_size=18))
def test_the_quick_curp_is_the_slow_one(clave: str) -> None:
    verdict = curp.examine(clave)
    born = Quick().curp(clave)
    assert (born is not None) is (verdict.severity is Verdict.OK)
    if born is not None:
        assert born == curp.birth(clave)


@pytest.mark.parametrize(
    "clave",
    [
        "BACA890909MJCRMS05",  # a word that no CURP has
        "BXCA890909MJCRMS07",
        "PEGA000229HDFRRL0" + curp.check_digit("PEGA000229HDFRRL0"),  # 29 February 1900 was no day
        "PEGA000229HDFRRLA" + curp.check_digit("PEGA000229HDFRRLA"),
        "",
        "PEGA",
    ],
)
def test_the_quick_curp_is_the_slow_one_at_the_edges(clave: str) -> None:
    assert (Quick().curp(clave) is not None) is (curp.examine(clave).severity is Verdict.OK)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True) | st.text(CHARACTERS, max_size=12), st.booleans())
def test_the_quick_nss_is_the_slow_one(text: str, corrected: bool) -> None:
    if corrected and len(text) == 11 and text.isascii() and text.isdigit():
        text = text[:10] + nss.check_digit(text[:10])
    quick = Quick().nss(text)
    assert quick is (nss.examine(text).severity is Verdict.OK and len(text) == 11)


def test_nobody_has_the_nss_of_zeros() -> None:
    assert not Quick().nss("0" * 11)


@given(st.from_regex(r"[A-Z0-9][0-9]{10}", fullmatch=True), st.booleans())
def test_the_quick_registro_is_the_slow_one(text: str, corrected: bool) -> None:
    if corrected:
        text = text[:10] + registro_patronal.check_digit(text[:10])
    assert Quick().registro(text) is (registro_patronal.examine(text).severity is Verdict.OK)


def test_a_memory_begins_again_when_it_is_full() -> None:
    memory = Memory(len)
    for n in range(REMEMBERED + 1):
        assert memory[f"{n:08d}"] == 8
    assert len(memory) == 1


# -- tables


@pytest.mark.parametrize("layout", [*IDSE.values(), CONTROL, *SUA], ids=lambda one: one.name)
def test_a_line_of_nothing_has_its_width(layout: Layout) -> None:
    assert len(layout.compose({})) == layout.width
    assert sum(one.width for one in layout.fields) == layout.width
    assert len(layout.by_name) == len(layout.fields), "two fields with one name"


@pytest.mark.parametrize(
    "fields",
    [
        (Field("a", 1, 4, Kind.TEXT), Field("b", 6, 8, Kind.TEXT)),
        (Field("a", 1, 4, Kind.TEXT), Field("b", 4, 8, Kind.TEXT)),
        (Field("a", 1, 4, Kind.TEXT), Field("b", 5, 7, Kind.TEXT)),
        (Field("a", 1, 4, Kind.TEXT), Field("b", 5, 9, Kind.TEXT)),
    ],
)
def test_a_table_with_a_gap_is_no_table(fields: tuple[Field, ...]) -> None:
    with pytest.raises(ValueError, match=r"fields end|is free"):
        Layout("X", 8, fields)


def test_a_text_that_does_not_fit_is_never_cut() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Layout("X", 4, (Field("a", 1, 4, Kind.TEXT),)).compose({"a": "CINCO"})


def test_a_kind_of_fault_has_one_sentence() -> None:
    """A code is translated by its template: two templates of one code would be one translation."""
    said: dict[str, set[str]] = defaultdict(set)
    folder = Path(package.__file__).parents[1]
    for path in sorted(path for kind in ("fixed", "idse", "sua") for path in (folder / kind).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                code, template = (ast.literal_eval(part) for part in node.args)
                assert code.isascii()
                assert code == code.upper()
                said[code].add(template)
    assert len(said) > 60
    assert {code: texts for code, texts in said.items() if len(texts) > 1} == {}


# -- lines and letters


def lines_of(content: bytes) -> tuple[list[tuple[int, str]], list[Finding]]:
    said = list(texts(File.of_bytes("A.TXT", content)))
    return [one for one in said if not isinstance(one, Finding)], [one for one in said if isinstance(one, Finding)]


@pytest.mark.parametrize("how", people.LETTERS)
def test_letters_are_those_of_their_page(how: str) -> None:
    codec, letter = people.LETTERS[how]
    lines, findings = lines_of(f"NU{letter}EZ\r\nPE{letter}A".encode(codec))
    assert [name(upper(text)).text for _, text in lines] == ["NUÑEZ", "PEÑA"]
    assert all(one.severity is Severity.NOTE for one in findings)
    assert bool(findings) is (codec != "ascii"), "a guess is told"


def test_a_letter_of_another_page_is_read_and_told_where_it_is() -> None:
    lines, findings = lines_of(b"NU\xd1EZ PE\xd1A\r\nLA PE\xa5A\r\nLA NI\xc3\x91A")
    assert [text for _, text in lines] == ["NUÑEZ PEÑA", "LA PEÑA", "LA NIÑA"]
    assert [(one.code, one.place.line, one.place.column) for one in findings] == [
        ("LETRAS_DEL_ARCHIVO", 0, 0),
        ("LETRA_DE_OTRO_CODIGO", 2, 6),
        ("LETRA_DE_OTRO_CODIGO", 3, 6),
    ]


def test_letters_that_come_late_are_guessed_late() -> None:
    lines, findings = lines_of(b"UNO\r\n" * 100_000 + b"PE\xa5A\r\n")
    assert lines[-1] == (100_001, "PEÑA")
    assert [one.code for one in findings] == ["LETRAS_DEL_ARCHIVO"]


def test_a_line_without_end_is_one_line_and_the_next_has_its_number() -> None:
    lines, _ = lines_of(b"A" * (3 * MAX_LINE) + b"\r\nDOS\r\n")
    assert [(number, len(text)) for number, text in lines] == [(1, MAX_LINE), (2, 3)]


def test_text_after_the_mark_of_ms_dos_is_read_and_told() -> None:
    lines, findings = lines_of(b"UNO\x1a\r\nDOS\r\n\x1a")
    assert [text for _, text in lines] == ["UNO", "DOS"]
    assert [(one.code, one.place.line) for one in findings] == [("FIN_ANTES_DEL_FINAL", 1)]


@given(st.text())
def test_no_column_moves_for_a_capital(text: str) -> None:
    assert len(upper(text)) == len(text)


# -- names


@given(st.sampled_from(people.SURNAMES + people.NAMES), st.sampled_from("#/"))
def test_a_name_written_without_enye_is_read_with_it(said: str, sign: str) -> None:
    text = folded(said, sign)
    assert text is not None
    assert text.isascii()
    assert name(text.ljust(27)).text == said
    assert name(text.ljust(27)).clean


@pytest.mark.parametrize("said", ["Łukasz", "A#B", "A/B", "山", "A\tB", "A¥B"])
def test_a_name_with_what_no_file_carries_is_not_written(said: str) -> None:
    text = folded(said, "#")
    assert text is None or "\t" not in text


@pytest.mark.parametrize(
    ("raw", "attribute", "where"),
    [
        ("PEREZ#GARCIA   ", "doubtful", 5),
        ("GARC#A         ", "doubtful", 4),
        ("PER3Z          ", "sign", 3),
        ("PEREZ     GAR  ", "hole", 10),
    ],
)
def test_what_is_odd_in_a_name_has_its_place(raw: str, attribute: str, where: int) -> None:
    assert getattr(name(raw), attribute) == where
    assert not name(raw).clean


@given(st.integers())
def test_the_letters_of_a_curp_are_those_of_its_name(seed: int) -> None:
    clave, _, nombre, _ = people.whom(random.Random(seed), 0)
    parts = name(nombre.primer_apellido), name(nombre.segundo_apellido), name(nombre.nombres, given=True)
    assert mismatches(clave, *parts) == 0


def test_free_text_has_enye_only_where_it_may_be() -> None:
    assert enye("AND/OR CALLE 5/A NI/O") == "AND/OR CALLE 5/A NIÑO"


# -- memory


def test_registros_beyond_the_limit_are_not_told_one_by_one() -> None:
    seen = Seen("A.TXT")
    for n in range(2 * MAX_REGISTROS):
        assert seen.before(f"Z{n:010d}", "x", n + 1) == 0
    assert len(seen.told()) == MAX_REGISTROS - 1
