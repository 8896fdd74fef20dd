"""Lists printed by payroll programs, read as cells; and PDFs that are scanned, locked, broken or hostile."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable

import pikepdf
import pytest
from tests.adapters import hostile_files
from tests.formats.cedula_samples import AT, periods, sample

from ventanilla.adapters.pdf import tables as tables_module
from ventanilla.adapters.pdf import tables_of
from ventanilla.adapters.pdf.layout import Word, rows
from ventanilla.adapters.typeset.cedula import render
from ventanilla.domain.contributions import Period
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.sheet import Sheet

Person = tuple[str, str, str, str, str]
TITLES = ("NSS", "Nombre", "Fecha de alta", "Salario base", "CURP")
SURNAMES = ("GARCIA", "LOPEZ", "HERNANDEZ", "MARTINEZ", "GONZALEZ", "PEREZ", "RODRIGUEZ", "SANCHEZ", "NUÑEZ")
NAMES = ["MARIA", "JOSE", "ANA", "LUIS", "ROSA", "JUAN"]


def people(many: int, seed: int = 4) -> list[Person]:
    rng = random.Random(seed)
    return [
        (
            f"{99_178_500_000 + n}",
            f"{rng.choice(SURNAMES)} {rng.choice(SURNAMES)} {rng.choice(NAMES)}"
            + (f" {rng.choice(NAMES)}" if rng.random() < 0.5 else ""),
            f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2026",
            f"{rng.randint(31_504, 199_999) / 100:,.2f}",
            "PUEA850101MDFRJN02",
        )
        for n in range(many)
    ]


def printed(body: str) -> bytes:
    import typst

    pdf = typst.compile(
        f'#set page(paper: "us-letter", margin: 15mm)\n#set text(size: 9pt)\n{body}'.encode(), ignore_system_fonts=True
    )
    assert isinstance(pdf, bytes)
    return pdf


def _cells(given: list[Person]) -> str:
    return ",".join(f'"{cell}"' for one in given for cell in one)


def without_lines(given: list[Person]) -> bytes:
    head = ",".join(f'"{title}"' for title in TITLES)
    return printed(
        "= Lista de raya del mes de junio\nEmpresa de ejemplo SA DE CV, registro Z9912345105\n\n#table(columns: 5, "
        f"stroke: none, align: (start, start, center, end, start), table.header({head}), {_cells(given)})"
    )


def titles_once(given: list[Person]) -> bytes:
    head = ",".join(f'"{title}"' for title in TITLES)
    return printed(f"#table(columns: 5, stroke: none, {head}, {_cells(given)})")


def with_lines(given: list[Person]) -> bytes:
    head = ",".join(f'"{title}"' for title in TITLES)
    return printed(f"= Nómina\n#table(columns: 5, {head}, {_cells(given)})")


def of_one_width(given: list[Person]) -> bytes:
    """As a program of the eighties prints: columns a space apart."""
    lines = [f"{'NSS':<11} {'NOMBRE':<36} {'ALTA':<10} {'SALARIO':>10} CURP"]
    lines += [f"{a:<11} {b:<36} {c:<10} {d:>10} {e}" for a, b, c, d, e in given]
    text = "\\n".join(lines)
    return printed(f'#set text(font: "DejaVu Sans Mono", size: 7pt)\n#raw("{text}")')


def read(content: bytes) -> tuple[list[Sheet], list[Finding]]:
    found = list(tables_of(File.of_bytes("LISTA.PDF", content)))
    return [one for one in found if isinstance(one, Sheet)], [one for one in found if isinstance(one, Finding)]


@pytest.mark.parametrize("many", [1, 4, 150])
@pytest.mark.parametrize("layout", [without_lines, titles_once, with_lines, of_one_width])
def test_everybody_is_read_whole(layout: Callable[[list[Person]], bytes], many: int) -> None:
    if (layout, many) == (of_one_width, 1):
        pytest.skip("a line of titles and one of data, a space apart: nothing tells its columns")
    given = people(many)
    sheets, findings = read(layout(given))
    found = {row for sheet in sheets for row in sheet.rows}
    assert [one for one in given if one not in found] == []
    assert not [one for one in findings if one.severity is Severity.ERROR]
    assert [sheet.name for sheet in sheets] == [f"página {n}" for n in range(1, len(sheets) + 1)]


@pytest.mark.parametrize("layout", [without_lines, titles_once, with_lines])
def test_every_page_has_the_titles(layout: Callable[[list[Person]], bytes]) -> None:
    sheets, findings = read(layout(people(150)))
    assert len(sheets) >= 3
    assert all(TITLES in sheet.rows for sheet in sheets)
    repeated = [one.severity for one in findings if one.code == "PDF_TITULOS_REPETIDOS"]
    assert repeated == ([] if layout is without_lines else [Severity.NOTE])


def test_a_column_that_few_have_stays_a_column() -> None:
    body = ",".join(
        f'"{99_178_500_000 + n}", "PEREZ {"ANA" * (n % 3 + 1)}", "{"3" if n == 17 else ""}", "{400 + n}.00"'
        for n in range(40)
    )
    sheets, _ = read(
        printed(f'#table(columns: (30mm, 60mm, 15mm, 25mm), stroke: none, "NSS", "Nombre", "Aus.", "SBC", {body})')
    )
    rows_found = [row for row in sheets[0].rows if row[0] and str(row[0]).startswith("99178")]
    assert {len(row) for row in rows_found} == {4}
    assert [row[2] for row in rows_found if row[2]] == ["3"]


def test_our_own_cedula_is_read_as_a_table() -> None:
    cedula = sample(51, 60, periods(Period.bimester(2026, 1)))
    sheets, _ = read(render(cedula, AT))
    numbers = {row[0] for sheet in sheets for row in sheet.rows}
    assert {one.persona.nss for one in cedula.asegurados} <= numbers


# -- what cannot be read


def scanned() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (400, 300), 200).save(out, "PDF")
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(without_lines(people(3)))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (scanned, "PDF_SIN_TEXTO"),
        (locked, "PDF_CON_CONTRASENA"),
        (lambda: b"%PDF-1.7\n%%EOF", "PDF_DANADO"),
        (lambda: b"%PDF-1.7 " + bytes(range(256)) * 40, "PDF_DANADO"),
        (lambda: b"", "PDF_DANADO"),
        (lambda: b"%PDF-1.4\n" + b"[" * 200_000, "PDF_DANADO"),
    ],
)
def test_why_a_pdf_is_not_read_is_told(content: Callable[[], bytes], code: str) -> None:
    sheets, findings = read(content())
    assert sheets == []
    assert [one.code for one in findings] == [code]
    assert all(str(one.fix) for one in findings)


def test_a_picture_among_pages_of_letters_is_told() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(without_lines(people(5)))) as pdf, pikepdf.open(io.BytesIO(scanned())) as picture:
        pdf.pages.extend(picture.pages)
        pdf.save(out)
    sheets, findings = read(out.getvalue())
    assert len(sheets) == 1
    assert [str(one.cause) for one in findings] == ["No tienen letras, solo imágenes, las páginas 2."]


def test_a_file_too_big_is_not_given_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "MAX_BYTES", 1_000)
    monkeypatch.setattr(tables_module, "_asked", lambda _: pytest.fail("it was read"))
    assert [one.code for one in read(b"%PDF-1.7" + b" " * 2_000)[1]] == ["PDF_GRANDE"]


def test_what_takes_too_long_keeps_the_pages_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child says each page as it reads it: those before the limit are not lost."""
    said = (
        b'{"pages": 3}\n{"page": 1, "rows": [["NSS", "SBC"], ["99178500015", "400.00"]], "text": true}\n{"page": 2, "ro'
    )
    program = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r}); sys.stdout.flush(); sys.exit(9)"
    monkeypatch.setattr(tables_module, "COMMAND", (sys.executable, "-c", program))
    sheets, findings = read(b"%PDF-1.7")
    assert [sheet.rows for sheet in sheets] == [(("NSS", "SBC"), ("99178500015", "400.00"))]
    assert [one.code for one in findings] == ["PDF_INCOMPLETO"]


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(tables_module, "TIMEOUT_SECONDS", 0.5)
    assert [one.code for one in read(b"%PDF-1.7")[1]] == ["PDF_DEMASIADO"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(hostile_files.bomb(), id="bomb"),
        pytest.param(hostile_files.bomb(2), id="bomb in a bomb"),
        pytest.param(hostile_files.pdf(hostile_files._loop), id="pages that bite their tail"),
        pytest.param(hostile_files.pdf(hostile_files._open_action), id="an action"),
        pytest.param(hostile_files.pdf(hostile_files._embedded), id="a file inside"),
        pytest.param(hostile_files.pdf(pages=3), id="nothing in it"),
    ],
)
def test_a_hostile_file_ends_in_findings(content: bytes) -> None:
    sheets, findings = read(content)
    assert sheets or findings


# -- the layout, without PDF


def test_words_of_one_line_may_stand_a_little_higher_than_others() -> None:
    words = [Word("NSS", 10, 25, 10, 18), Word("SBC", 90, 110, 11, 19), Word("Aus.", 50, 60, 10.5, 18)]
    words += [Word("99178500015", 10, 40, 30, 38), Word("2", 52, 56, 30, 38), Word("400.00", 88, 110, 31, 39)]
    assert rows(words) == [["NSS", "Aus.", "SBC"], ["99178500015", "2", "400.00"]]
    assert rows([]) == []
