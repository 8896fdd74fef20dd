"""The printed explanation: every figure of the tree, its standards, and files that are whole."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from tests.adapters.pdf_structure import CHECKS
from tests.formats.cedula_samples import AT

from ventanilla.adapters.typeset import TooLong
from ventanilla.adapters.typeset.explicacion import contenido, render
from ventanilla.cli import explained, main
from ventanilla.domain.contributions import Patron, Prima, Trabajador, Tramo, determinar, explicar
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.law import Explained, Used, choosing, profile
from ventanilla.law.explanation import words

PUBLISHED = ("--sbc", "174.20", "--fecha", "2018-03-01", "--prima", "1.13065")
WARNED = Text("X", "Mire esto.")


@pytest.fixture(scope="module")
def tree() -> Explained:
    """A bimester with two wages and a change of the UMA, as the desktop program computes it."""
    periodo = Period(date(2026, 1, 1), date(2026, 2, 28))
    tramos = (
        Tramo(Period(date(2026, 1, 1), date(2026, 1, 20)), Money("400.00")),
        Tramo(Period(date(2026, 1, 21), date(2026, 2, 28)), Money("512.34")),
    )
    with choosing(profile("sua").values):
        worker = Trabajador(tramos, ausencias=frozenset({date(2026, 2, 3)}))
        return explicar(determinar(worker, periodo, Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))))


@pytest.fixture(scope="module")
def pdf(tree: Explained) -> bytes:
    return render(tree, about=[("Periodo", "enero y febrero de 2026")], warned=[WARNED], issued_at=AT)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "e.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout


def squeezed(text: str) -> str:
    """Without what the lines of a page add or take."""
    return "".join(text.split())


def test_it_has_every_figure_with_its_operation_articles_and_law(tree: Explained, pdf: bytes, tmp_path: Path) -> None:
    text = text_of(pdf, tmp_path)
    flat = squeezed("\n".join(line for line in text.splitlines() if "No es un documento" not in line))
    for _, node in tree.walk():
        assert squeezed(words(node.value)) in flat, node
        assert squeezed("; ".join(node.cite)) in flat, node
    for how in {str(node.how) for _, node in tree.walk() if node.how is not None}:
        pieces = squeezed(how).partition("=")
        assert all(piece in flat for piece in pieces), how
    for said in ("117.31MXN,desdeel1defebrerode2026", "113.14MXN,desdeel1defebrerode2025", "LINFONAVIT29-II"):
        assert said in flat
    assert "enero y febrero de 2026" in text
    assert "Mire esto." in text
    assert "Días que se pagan" in text


def test_what_was_read_has_one_number_each(tree: Explained) -> None:
    said = contenido(tree)
    numbers = [row[0] for row in (*said["cifras"], *said["criterios"])]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    told = {line.partition("]")[0].removeprefix("[") for one in said["cantidades"] for line in one["leido"]}
    assert told == set(numbers)
    assert [one["nivel"] for one in said["cantidades"]] == [depth for depth, _ in tree.walk()]


def test_every_page_says_that_it_is_not_official(pdf: bytes, tmp_path: Path) -> None:
    pages = text_of(pdf, tmp_path).split("\f")[:-1]
    assert len(pages) >= 2
    assert all("No es un documento oficial" in page for page in pages)
    assert all(f"de {len(pages)}" in page for page in pages)


def test_it_is_tagged_and_declares_its_standards(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as found:
        assert {fault for check in CHECKS if check.__name__ != "_seal" for fault in check(found)} == set()
        assert found.check_pdf_syntax() == []
        assert str(found.Root.Lang) == "es-MX"


def test_the_same_tree_gives_the_same_bytes(tree: Explained, pdf: bytes) -> None:
    again = render(tree, about=[("Periodo", "enero y febrero de 2026")], warned=[WARNED], issued_at=AT)
    assert again == pdf


def test_any_tree_is_printed_however_deep_and_whatever_it_says(tmp_path: Path) -> None:
    gone = Used("clave.quitada", "1.5", date(2026, 1, 1), "#panic()")
    node = Explained(Text("Y", '#panic("x") *negrita* 漢字'), date(2026, 2, 1), used=(gone,))
    for _ in range(30):
        node = Explained(Text("X", "Nivel"), Decimal("1E+2"), parts=(node,))
    text = text_of(render(node, issued_at=AT), tmp_path)
    assert '#panic("x") *negrita* ??' in text
    assert "1 de febrero de 2026" in text
    assert "clave.quitada: 1.5, desde el 1 de enero de 2026" in text


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["cuotas", "explicar", *PUBLISHED, *options])


def test_the_command_keeps_both_files(tmp_path: Path) -> None:
    done = run("--salida", str(tmp_path / "e.pdf"), "--salida", str(tmp_path / "e.json"))
    assert done.exit_code == 0, done.stderr
    shown = "  A cargo del patrón $1,361.89; de la persona trabajadora $128.25."
    assert done.stdout.splitlines() == ["Cuotas y aportaciones: $1,490.14", shown]
    assert "La explicación quedó en" in done.stderr
    text = text_of((tmp_path / "e.pdf").read_bytes(), tmp_path)
    for said in ("$1,490.14", "$1,361.89", "$128.25", "1.13065 %", "LSS 106-I", "Programa de escritorio"):
        assert said in text
    assert "se supone mayor que el mínimo" in text
    kept = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert kept == json.loads(run("--json").stdout)
    both = run("--json", "--salida", str(tmp_path / "f.json"))
    assert json.loads(both.stdout) == kept


def test_all_that_was_asked_is_printed(tmp_path: Path) -> None:
    asked = ("--sbc", "460", "--fecha", "2026-06-01", "--prima", "0.54355", "--salario-diario", "440.87")
    who = ("--zona", "zlfn", "--pensionado", "cesantia_vejez", "--jornada", "reducida")
    gone = ("--ausencias", "2", "--incapacidad", "2026-06-05:2026-06-07")
    done = run(*asked, *who, *gone, "--salida", str(tmp_path / "e.pdf"))
    assert done.exit_code == 0, done.stderr
    text = text_of((tmp_path / "e.pdf").read_bytes(), tmp_path)
    for said in (
        "Libre de la Frontera Norte",
        "Cesantía o vejez",
        "Reducida",
        "$440.87",
        "del 5 al 7 de junio de 2026",
    ):
        assert said in text
    assert "se supone mayor" not in text


def test_a_name_that_nobody_can_write_is_refused_before_anything(tmp_path: Path) -> None:
    done = run("--salida", str(tmp_path / "e.pdf"), "--salida", str(tmp_path / "e.docx"))
    assert done.exit_code == 2
    assert ".pdf o .json" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_long_says_what_to_ask_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> bytes:
        raise TooLong("x")

    writer: Callable[..., bytes] = never
    monkeypatch.setattr("ventanilla.adapters.typeset.explicacion.print_apart", writer)
    done = run("--salida", str(tmp_path / "e.pdf"))
    assert done.exit_code == 1
    assert "o en .json" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert explained.SUFFIXES == (".pdf", ".json")
