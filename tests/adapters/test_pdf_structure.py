"""Every document there is, sealed, has the structure that PDF/A-2a and PDF/UA-1 ask; and each check can fail.

A template of a trámite is printed with what its own ``casos.yaml`` approves; a shared one, with a sample of here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.adapters.pdf_structure import faults
from tests.adapters.test_bounded import long_sheet
from tests.adapters.test_typeset import SHEET
from tests.tramites.test_casos import FOUND, cases_of

import ventanilla
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.typeset import Sheet, printout
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.adapters.typeset.packed import pack
from ventanilla.domain.cases.letter import Decider, Fact, Ground, Letter
from ventanilla.domain.cases.remedy import inconformidad
from ventanilla.domain.documents import IssueDocument, Jsonable, Receipt, jsonable
from ventanilla.domain.rights.export import PrintedCopy, PrintedSet
from ventanilla.domain.signing.acts import Line
from ventanilla.kit import Approve, Refer, Tramite
from ventanilla.kit.casos import all_builders, decide_case

PACKAGE = Path(ventanilla.__file__).parent
NOT_SEALED = printout.TEMPLATES  # printed for whoever computes it; its own tests read its structure
TEMPLATES = sorted(
    "/" + path.relative_to(PACKAGE).as_posix()
    for pattern in ("tramites/*/documents/*.typ", "adapters/typeset/documents/*.typ")
    for path in PACKAGE.glob(pattern)
    if "/" + path.relative_to(PACKAGE).as_posix() not in NOT_SEALED
)
SHARED: dict[str, object] = {
    "acuse": Receipt(
        "7K3M9QX24HTH", "Constancia", "MARÍA PEÑA", "", datetime(2026, 11, 22, 15, tzinfo=UTC), date(2026, 12, 22),
        (Line("¿Para quién?", "Para mí"),),
    ),
    "copia_datos": PrintedCopy(
        "MARÍA PEÑA",
        "PUEA850101MDFRJN02",
        (
            PrintedSet("Uno", "g", "Por qué.", "Hasta.", "Quién.", 1, 1, ((("Nombre", "MARÍA"),),), ()),
            PrintedSet("Dos", "g", "Qué.", "Hasta.", "Quién.", 2, 1, ((("Fecha", "hoy"),),), (("Foto", "Va aparte."),)),
        ),
    ),
    "resolucion": Letter(
        "7K3M9QX24HTH", "Ver, corregir o borrar sus datos", "MARÍA PEÑA", "JOSÉ PEÑA", date(2026, 11, 22), False,
        Decider("LEONOR PEÑASCO", "Jefatura", "Unidad de prueba", "Artículo de prueba"),
        (Fact("Derecho", "Rectificación"),), ("No hay error.",), ("LSS 15",), (Ground("UMA", "117.31", "DOF"),),
        "Queda en su oficina virtual.", inconformidad(date(2026, 11, 22)),
    ),
}  # fmt: skip


@cache
def contents(template: str) -> tuple[Jsonable, ...]:
    """All the contents there are to print with a template; a shared one without a sample here fails by its name."""
    name = template.rpartition("/")[2]
    if template.startswith("/adapters/"):
        return (jsonable(SHARED[name.removesuffix(".typ")]),)
    key = template.split("/")[2]
    tramite = FOUND[key]
    assert isinstance(tramite, Tramite)
    found: list[Jsonable] = []
    for case in cases_of(key):
        decision = decide_case(tramite, case, all_builders())
        granted = decision.proposal if isinstance(decision, Refer) else decision
        if isinstance(granted, Approve):
            orders = [e for e in tramite.effects(granted.result) if isinstance(e, IssueDocument)]
            found += [jsonable(order.content) for order in orders if order.template == name]
    assert found, f"no case of {key} prints {name}"
    return tuple(found)


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


def seal(pdf: bytes, signer: LocalSigner) -> bytes:
    return signer.seal_pdf(pdf, folio=SHEET.folio, expires_on=SHEET.expires_on, at=SHEET.issued_at)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_document_is_whole_after_its_seal(
    template: str, typesetter: TypstTypesetter, signer: LocalSigner
) -> None:
    for content in contents(template):
        sheet: Sheet = replace(SHEET, template=template, content=content)
        assert faults(seal(typesetter.print(sheet), signer)) == set()


def test_a_long_table_packed_is_whole_after_its_seal(typesetter: TypstTypesetter, signer: LocalSigner) -> None:
    assert faults(seal(pack(typesetter.print(long_sheet())), signer)) == set()


# -- every check can fail


@pytest.fixture(scope="module")
def sealed(typesetter: TypstTypesetter, signer: LocalSigner) -> bytes:
    return seal(typesetter.print(SHEET), signer)


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == Name(role)]


def fonts(pdf: pikepdf.Pdf, subtype: str) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == Name(subtype)]


def metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        held = pdf.Root.Metadata.read_bytes()
        assert old in held
        pdf.Root.Metadata.write(held.replace(old, new))

    return spoil


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return spoil


def field_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.AcroForm.Fields[0]


def page_content(change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        before = pdf.pages[0].Contents.read_bytes()
        after = change(before)
        assert after != before
        pdf.pages[0].Contents = pdf.make_stream(after)

    return spoil


def set_on(find: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        target = find(pdf)
        if value is None:
            del target[key]
        else:
            target[key] = value

    return spoil


def unscoped(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "/TH"):
        del each["/A"]


def headless(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "/TH"):
        each.S = Name.TD


SPOILT: list[tuple[str, Callable[[pikepdf.Pdf], None]]] = [
    ("pdfaid", metadata(b"<pdfaid:part>2", b"<pdfaid:part>3")),
    ("pdfaid", metadata(b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")),
    ("pdfuaid", metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>9")),
    ("title", metadata(b"dc:title", b"dc:other")),
    ("output-intent", without("/OutputIntents")),
    ("marked", without("/MarkInfo")),
    ("tags", without("/StructTreeRoot")),
    ("lang", without("/Lang")),
    ("display-title", without("/ViewerPreferences")),
    ("tab-order", set_on(lambda pdf: pdf.pages[-1], "/Tabs", Name.R)),
    ("active-content", set_on(lambda pdf: pdf.Root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("x")))),
    ("active-content", set_on(field_of, "/AA", Dictionary())),
    ("role-map", set_on(lambda pdf: elements(pdf, "/H2")[0], "/S", Name.Inventado)),
    ("figure-alt", set_on(lambda pdf: elements(pdf, "/Figure")[0], "/Alt", None)),
    ("header-scope", unscoped),
    ("table-without-headers", headless),
    ("untagged-content", page_content(lambda data: data + b" 0 0 9 9 re f ")),
    ("content-without-parent", page_content(lambda data: data + b" /P <</MCID 9999>> BDC 0 0 9 9 re f EMC ")),
    ("font-not-embedded", set_on(lambda pdf: fonts(pdf, "/CIDFontType2")[0].FontDescriptor, "/FontFile2", None)),
    ("font-without-unicode", set_on(lambda pdf: fonts(pdf, "/Type0")[0], "/ToUnicode", None)),
    ("one-signature", set_on(field_of, "/FT", Name.Tx)),
    ("field-words", set_on(field_of, "/TU", None)),
    ("field-tag", set_on(field_of, "/StructParent", None)),
    ("field-tag", set_on(lambda pdf: elements(pdf, "/Form")[0], "/S", Name.P)),
    ("field-tag", set_on(lambda pdf: pdf.Root.StructTreeRoot.K[0], "/K", Array())),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "spoil"), SPOILT, ids=[f"{n} {code}" for n, (code, _) in enumerate(SPOILT)])
def test_what_is_spoilt_is_found(sealed: bytes, fault: str, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        spoil(pdf)
        pdf.save(saved)
    assert fault in faults(saved.getvalue())


def test_a_second_byte_range_and_encryption_are_found(sealed: bytes) -> None:
    assert "one-byte-range" in faults(sealed + b"%/ByteRange\n")
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "encrypted" in faults(saved.getvalue())


def test_every_fault_there_is_can_be_found() -> None:
    """A check that was never seen to fail proves nothing."""
    source = (Path(__file__).parent / "pdf_structure.py").read_text("utf-8")
    told = set(re.findall(r'yield "([a-z-]+)"|add\("([a-z-]+)"\)|\{"(encrypted)"\}', source))
    codes = {next(filter(None, groups)) for groups in told}
    assert codes - {code for code, _ in SPOILT} == {"one-byte-range", "encrypted"}
