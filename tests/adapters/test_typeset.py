"""The printed page: standards, language, tags, fonts; hostile strings; the QR that is read back."""

from __future__ import annotations

import io
import subprocess
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from ventanilla.adapters.typeset import BadSheet, Sheet
from ventanilla.adapters.typeset.local import FONTS, TypstTypesetter
from ventanilla.adapters.typeset.printable import PRINTABLE, printable
from ventanilla.domain.benefits import Vigencia
from ventanilla.domain.documents import jsonable
from ventanilla.kernel.text import Text
from ventanilla.tramites.constancia_vigencia.decision import Constancia

PERSONA: dict[str, Any] = {
    "nombre": "MARÍA FERNANDA ÑANDÚ PEÑA",
    "curp": "AAPM900101MDFXXX05",
    "nss": "99178500015",
    "agregado": "1F1990OR",
    "parentesco": "Titular",
    "vigente": True,
    "desde": "2019-03-01",
    "hasta": None,
    "motivo": "Trabaja para un empleador inscrito.",
    "umf": "UMF 12",
    "consultorio": "4",
    "turno": "Matutino",
    "delegacion": "Sur",
    "cite": ["LSS 5-A", "LSS 84-I"],
    "patron": "Panificadora La Espiga",
    "registro_patronal": "Z3412345678",
}
LINK = "http://localhost:8000/verificar/7K3M9QX24HTH#" + "aB3_" * 86
SHEET = Sheet(
    template="/tramites/constancia_vigencia/documents/constancia.typ",
    title="Constancia de vigencia de derechos",
    institution="Instituto de Demostración",
    folio="7K3M9QX24HTH",
    issued_at=datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC),
    expires_on=date(2027, 1, 21),
    cadena="||1.0|7K3M9QX24HTH|constancia_vigencia|2026-11-22T15:04:05Z|2027-01-21|M*** F***|Tiene derecho.||",
    sello="A" * 344,
    serial="30001000000500003415",
    link=LINK,
    content={"al": "2026-11-22", "nota": None, "personas": [PERSONA]},
    notice="Documento de demostración, sin validez",
)


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


@pytest.fixture(scope="module")
def page(typesetter: TypstTypesetter) -> bytes:
    return typesetter.print(SHEET)


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout


def with_persona(**changes: Any) -> Sheet:
    return replace(SHEET, content={"al": "2026-11-22", "nota": None, "personas": [{**PERSONA, **changes}]})


def test_it_is_pdf_a_2a_and_pdf_ua_1_in_mexican_spanish(page: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(page))
    root = reader.root
    xmp = root["/Metadata"].data.decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert root["/Lang"] == "es-MX"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/OutputIntents"]
    assert "Constancia de vigencia de derechos" in xmp


def test_the_qr_has_alternative_text(page: bytes) -> None:
    found: list[str] = []

    def walk(node: Any, depth: int = 0) -> None:
        assert depth < 40
        if not hasattr(node, "get"):
            return
        if node.get("/S") == "/Figure":
            found.append(str(node["/Alt"]))
        kids = node.get("/K")
        for kid in kids if isinstance(kids, list) else [kids]:
            walk(kid.get_object() if hasattr(kid, "get_object") else kid, depth + 1)

    walk(PdfFileReader(io.BytesIO(page)).root["/StructTreeRoot"])
    assert found == ["Código QR que lleva a la página donde se verifica el documento con folio 7K3M-9QX2-4HTH"]


def test_every_font_is_ours_and_embedded(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(page)
    listing = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout.splitlines()[
        2:
    ]
    assert listing
    for row in listing:
        assert "+Ventanilla" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, mapped to Unicode


def test_the_fonts_are_small_and_carry_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) <= 400_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


def test_the_same_sheet_gives_the_same_bytes(page: bytes) -> None:
    assert TypstTypesetter().print(SHEET) == page


def test_another_sheet_gives_other_bytes(typesetter: TypstTypesetter, page: bytes) -> None:
    assert typesetter.print(replace(SHEET, folio="7K3M9QX24HTJ")) != page


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")',
        "*negrita* _cursiva_",
        "$ x^2 $",
        "= Título",
        "@referencia <etiqueta>",
        "// nota",
        "\\u{41}",
        '#read("/etc/passwd")',
    ],
)
def test_what_people_write_is_printed_and_never_run(typesetter: TypstTypesetter, name: str, tmp_path: Path) -> None:
    assert name in text_of(typesetter.print(with_persona(nombre=name)), tmp_path)


@pytest.mark.parametrize(
    "name", ["漢字", "😀", "a\u0301\u0323\u200b\u202e\x00\x07", "Ω\ufffe\U0010ffff", "Ñ" * 5000, "\n\n\n", ""]
)
def test_no_name_stops_a_document(typesetter: TypstTypesetter, name: str) -> None:
    assert typesetter.print(with_persona(nombre=name)).startswith(b"%PDF-1.7")


def test_every_printable_character_is_in_every_font(typesetter: TypstTypesetter) -> None:
    everything = "".join(sorted(PRINTABLE))
    sheet = with_persona(nombre=everything, motivo=everything, umf=everything)
    assert typesetter.print(replace(sheet, cadena=everything, notice=everything, title="Á"))


def test_unprintable_characters_become_their_nearest_letters() -> None:
    assert printable("ﬁn Ｎ ạ\u0000") == "fin N a"
    assert printable("漢") == "?"


def test_many_people_take_many_pages(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    pdf = typesetter.print(replace(SHEET, content={"al": "2026-11-22", "nota": None, "personas": [PERSONA] * 7}))
    assert "de 4" in text_of(pdf, tmp_path)


def test_what_is_missing_says_so(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    text = text_of(typesetter.print(with_persona(consultorio=None, umf="", vigente=False)), tmp_path)
    assert "Sin dato" in text
    assert "No tiene derecho" in text


def test_what_the_tramite_decides_prints(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    """The template reads the names that the decision writes: a renamed field is found here."""
    names = {field.name for field in fields(Vigencia)}
    assert names == set(PERSONA)
    assert {field.name for field in fields(Constancia)} == {"al", "nota", "personas"}
    content = jsonable(Constancia(date(2026, 11, 22), (), Text("X", "Esta fecha aún no llega.")))
    assert "Esta fecha aún no llega." in text_of(typesetter.print(replace(SHEET, content=content)), tmp_path)


def test_the_receipt_prints(typesetter: TypstTypesetter, tmp_path: Path) -> None:
    content: Any = {
        "folio": "7K3M9QX24HTH",
        "title": "Constancia de vigencia",
        "applicant": "MARÍA PEÑA",
        "acting_for": "Panificadora La Espiga",
        "filed_at": "2026-11-22T15:04:05Z",
        "promised_on": None,
        "lines": [{"label": "¿Para quién?", "answer": "Para mí"}],
    }
    text = text_of(
        typesetter.print(replace(SHEET, template="/adapters/typeset/documents/acuse.typ", content=content)), tmp_path
    )
    assert "Panificadora La Espiga" in text
    assert "¿Para quién?" in text


@pytest.mark.parametrize(
    "template",
    [
        "/tramites/nadie/documents/x.typ",
        "/tramites/../config/settings.py",
        "../../x.typ",
        "/adapters/typeset/library.typ",
        "",
    ],
)
def test_only_templates_of_the_package_print(typesetter: TypstTypesetter, template: str) -> None:
    with pytest.raises(BadSheet):
        typesetter.print(replace(SHEET, template=template))


def test_a_fault_of_the_data_is_a_bad_sheet(typesetter: TypstTypesetter) -> None:
    with pytest.raises(BadSheet):
        typesetter.print(replace(SHEET, content={"al": None}))


def test_a_content_without_limit_is_refused(typesetter: TypstTypesetter) -> None:
    with pytest.raises(BadSheet, match="longer"):
        typesetter.print(with_persona(nombre="x" * 2_000_001))


def test_the_printed_qr_is_read_back(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(page)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(path), str(tmp_path / "p")], check=True)
    with Image.open(tmp_path / "p.png") as image:
        codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        assert [code.text for code in codes] == [LINK]
        corners = codes[0].position
        side_mm = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert side_mm >= 31  # 34 mm with its quiet zone
