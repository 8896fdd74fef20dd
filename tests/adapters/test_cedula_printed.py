"""The printed cédula: its figures, its standards, its limits, and what names do to it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.adapters.pdf_structure import CHECKS
from tests.formats.cedula_samples import AT, DATOS, periods, sample

from ventanilla.adapters.typeset import BadSheet, TooLong
from ventanilla.adapters.typeset.cedula import TEMPLATE, render
from ventanilla.adapters.typeset.printout import Printout, print_apart, print_here
from ventanilla.domain.contributions import Bill, Period, Trabajador
from ventanilla.formats.cedula import CedulaImpresa, Persona, componer
from ventanilla.formats.cedula.paper import MAX_PRINTED, TooManyPrinted, contenido
from ventanilla.kernel.money import Money

JUNE = Period.month(2026, 6)
BOTH = periods(Period.bimester(2026, 1))
OF_A_SEAL = {"seal"}  # faults of a document that nobody sealed


@pytest.fixture(scope="module")
def cedula() -> CedulaImpresa:
    return sample(41, 40, BOTH)


@pytest.fixture(scope="module")
def pdf(cedula: CedulaImpresa) -> bytes:
    return render(cedula, AT)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "c.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout


def with_names(*names: str) -> CedulaImpresa:
    workers = {str(n): Trabajador.fijo(Money("400.00"), JUNE) for n in range(len(names))}
    who = {str(n): Persona(f"9917850{n:04d}", name) for n, name in enumerate(names)}
    return componer(workers, DATOS, {Bill.MONTHLY: JUNE}, personas=who)


def test_it_has_every_figure(cedula: CedulaImpresa, pdf: bytes, tmp_path: Path) -> None:
    text = " ".join(text_of(pdf, tmp_path).split())
    for amount in (cedula.total, cedula.patron, cedula.obrero, *cedula.totales):
        assert str(amount).removeprefix("$") in text
    for one in cedula.asegurados:
        assert one.persona.nss in text
        for lapso in one.lapsos:
            assert str(lapso.total).removeprefix("$") in text or lapso.total == Money("0.00")
    assert "20 de marzo de 2026" not in text  # the 17th of March of 2026 is a Tuesday
    assert "17 de marzo de 2026" in text
    assert "LINFONAVIT 29-II" in text
    assert "Unidad de Medida y Actualización" in text
    assert "El salario «=06877O» no son seis cifras." in text


def test_every_page_says_that_it_is_not_official(pdf: bytes, tmp_path: Path) -> None:
    pages = text_of(pdf, tmp_path).split("\f")[:-1]
    assert len(pages) >= 3
    assert all("No es un documento oficial" in page for page in pages)
    assert all(f"de {len(pages)}" in page for page in pages)


def test_it_is_tagged_and_declares_its_standards(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as found:
        faults = {fault for check in CHECKS if check.__name__ != "_seal" for fault in check(found)}
        assert faults == set()
        assert found.check_pdf_syntax() == []
        assert str(found.Root.Lang) == "es-MX"
        assert not found.Root.get("/AcroForm")


def test_its_long_tables_have_titles_that_a_reader_is_told(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as found:
        roles: dict[str, int] = {}
        for each in found.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem":
                role = str(each["/S"])
                roles[role] = roles.get(role, 0) + 1
    assert roles["/TH"] >= 18
    assert roles["/TD"] > 40 * 18
    assert roles["/H2"] >= 4


def test_the_same_cedula_gives_the_same_bytes(cedula: CedulaImpresa, pdf: bytes) -> None:
    assert render(cedula, AT) == pdf
    assert render(cedula, AT.replace(hour=19)) != pdf


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*negrita*", "= Título", "漢字 😀", "\u202e\x00\x07", "Ñ" * 200, '#read("/etc/passwd")', ""]
)
def test_no_name_stops_it_nor_is_run(name: str, tmp_path: Path) -> None:
    cedula = with_names(name)
    text = text_of(render(cedula, AT), tmp_path)
    assert str(cedula.total) in text
    if name.isascii() and name.isprintable():
        assert name in text


def test_a_long_name_takes_two_lines_and_loses_nothing(tmp_path: Path) -> None:
    long = "MARÍA DE LOS ÁNGELES GUADALUPE MONTEMAYOR IZAGUIRRE DE WINTERWEBER"
    text = text_of(render(with_names(long, "ANA RUIZ", "W" * 27), AT), tmp_path)
    assert [word for word in long.split() if word not in text] == []
    assert "W" * 27 in text


def test_many_workers_are_in_parts_of_a_thousand(tmp_path: Path) -> None:
    drawn = {f"{99_000_000_000 + n}": Trabajador.fijo(Money.of_centavos(40_000 + n), JUNE) for n in range(1_050)}
    text = text_of(render(componer(drawn, DATOS, {Bill.MONTHLY: JUNE}), AT), tmp_path)
    assert "Personas 1 a 1,000" in text
    assert "Personas 1,001 a 1,050" in text
    assert sum(text.count(str(key)) for key in drawn) == 1_050


def test_more_than_a_document_takes_is_told_before_it_is_tried(cedula: CedulaImpresa) -> None:
    enormous = replace(cedula, asegurados=cedula.asegurados[:1] * (MAX_PRINTED + 1))
    with pytest.raises(TooManyPrinted) as caught:
        contenido(enormous)
    assert "xlsx" in str(caught.value.reason)


def test_it_never_takes_more_memory_than_it_is_given(cedula: CedulaImpresa) -> None:
    with pytest.raises(TooLong):
        render(cedula, AT, max_memory_bytes=96 * 1024 * 1024)


def test_a_child_that_fails_otherwise_is_an_error_of_ours() -> None:
    printout = Printout(template=TEMPLATE, title="T", author="A", issued_at=AT, content={})
    with pytest.raises(RuntimeError, match="ended with 1"):
        print_apart(printout, (sys.executable, "-c", "raise SystemExit(1)"))


def test_what_lacks_its_content_is_a_bad_sheet() -> None:
    printout = Printout(template=TEMPLATE, title="T", author="A", issued_at=AT, content={})
    with pytest.raises(BadSheet):
        print_apart(printout)
    with pytest.raises(BadSheet):
        print_here(replace(printout, template="/adapters/typeset/documents/acuse.typ"))


def test_the_content_is_texts_only(cedula: CedulaImpresa) -> None:
    def leaves(value: Any) -> set[type]:
        if isinstance(value, dict):
            return set().union(*map(leaves, value.values()))
        if isinstance(value, list):
            return set().union(*map(leaves, value)) if value else set()
        return {type(value)}

    assert leaves(contenido(cedula)) <= {str, int}


def test_printing_needs_nothing_of_the_office() -> None:
    program = (
        "import sys; sys.modules['segno'] = sys.modules['django'] = None; "
        "import ventanilla.adapters.typeset.cedula; print('typst' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"


def test_a_second_wage_and_its_sum_are_rows(tmp_path: Path) -> None:
    text = text_of(render(sample(42, 30, {Bill.MONTHLY: Period.month(2026, 2)}), AT), tmp_path)
    assert re.search(r"Suma +28", text)
    assert "otra prima" in text
