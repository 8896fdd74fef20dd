"""What PDF/A-2a and PDF/UA-1 ask of a file that can be read from its structure, after it was sealed.

Each check adds the code of its fault; none is a validator. Typst's own checks ran when the page was printed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

# ISO 32000-1, 14.8.4: the standard structure types.
_STANDARD: Final = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
Formula Form
"""
STANDARD: Final = frozenset(_STANDARD.split())
PAINTS: Final = frozenset(
    ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "EI", "INLINE IMAGE")
)
ACTIVE: Final = ("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/XFA", "/EmbeddedFiles")
MAX_DEPTH: Final = 60


def faults(data: bytes) -> set[str]:
    """The codes of all that is wrong with a sealed document; empty where nothing is."""
    found: set[str] = set()
    if len(re.findall(rb"/ByteRange", data)) != 1:
        found.add("one-byte-range")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            return found | {"encrypted"}
        for check in CHECKS:
            found |= set(check(pdf))
    return found


def _identifiers(pdf: pikepdf.Pdf) -> Iterator[str]:
    xmp = pdf.Root.Metadata.read_bytes().decode("utf-8") if "/Metadata" in pdf.Root else ""
    if not ("<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp):
        yield "pdfaid"
    if "<pdfuaid:part>1</pdfuaid:part>" not in xmp:
        yield "pdfuaid"
    if "<dc:title>" not in xmp:
        yield "title"
    if "/OutputIntents" not in pdf.Root:
        yield "output-intent"


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "marked"
    if "/StructTreeRoot" not in root:
        yield "tags"
    if str(root.get("/Lang", "")) != "es-MX":
        yield "lang"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "display-title"
    if any(page.get("/Tabs") != Name.S for page in pdf.pages):
        yield "tab-order"


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if isinstance(each, Dictionary | pikepdf.Stream) and any(key in each for key in ACTIVE):
            yield "active-content"
        if isinstance(each, Dictionary) and each.get("/S") in {Name.JavaScript, Name.Launch}:
            yield "active-content"


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every structure element, parents before children."""
    found: list[Any] = []
    waiting = [(kid, 0) for kid in _kids(pdf.Root.get("/StructTreeRoot", Dictionary()))]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise AssertionError("tags nested too deep")
        if isinstance(element, Dictionary) and "/S" in element:
            found.append(element)
            waiting += [(kid, depth + 1) for kid in _kids(element)]
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _attribute(element: Any, name: str) -> Any:
    held = element.get("/A")
    each = list(held) if isinstance(held, Array) else [held] if held is not None else []
    return next((a[name] for a in each if isinstance(a, Dictionary) and name in a), None)


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    roles = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary())
    for element in _elements(pdf):
        role = str(element.S)
        for _ in range(MAX_DEPTH):
            if role[1:] in STANDARD or role not in roles:
                break
            role = str(roles[role])
        if role[1:] not in STANDARD:
            yield "role-map"
        if role == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "figure-alt"
        if role == "/TH" and _attribute(element, "/Scope") not in {Name.Column, Name.Row, Name.Both}:
            yield "header-scope"
        if role == "/Table" and not any(str(e.S) == "/TH" for e in _under(element)):
            yield "table-without-headers"


def _under(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _under(kid)


def _parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree", Dictionary())
    nums = list(tree.get("/Nums", Array()))
    return {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything painted is inside a tag, or says that it is an artifact; and every tag it names exists."""
    parents = _parents(pdf)
    for page in pdf.pages:
        owners = dict(enumerate(parents.get(int(page.get("/StructParents", -1)), Array())))
        stack: list[bool] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                tag = instruction.operands[0]
                said = instruction.operands[1] if operator == "BDC" else None
                number = said.get("/MCID") if isinstance(said, Dictionary) else None
                if number is not None and not (
                    int(number) < len(owners) and isinstance(owners[int(number)], Dictionary)
                ):
                    yield "content-without-parent"
                stack.append(tag == Name.Artifact or number is not None)
            elif operator == "EMC":
                stack.pop()
            elif operator in PAINTS and not any(stack):
                yield "untagged-content"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    fonts = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == Name.Font]
    for font in fonts:
        if font.Subtype in {Name.CIDFontType0, Name.CIDFontType2}:
            if not {"/FontFile2", "/FontFile3"} & set(font.get("/FontDescriptor", Dictionary()).keys()):
                yield "font-not-embedded"
        elif "/ToUnicode" not in font:
            yield "font-without-unicode"
        elif font.Subtype != Name.Type0:
            yield "font-not-embedded"


def _seal(pdf: pikepdf.Pdf) -> Iterator[str]:
    """One signature field, with words, and a ``Form`` tag around its widget, found both ways."""
    fields = list(pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", Array()))
    if len(fields) != 1 or fields[0].get("/FT") != Name.Sig:
        yield "one-signature"
        return
    (field,) = fields
    if not str(field.get("/TU", "")).strip():
        yield "field-words"
    owner = _parents(pdf).get(int(field.get("/StructParent", -1)))
    held = [kid for kid in _kids(owner) if isinstance(kid, Dictionary)] if isinstance(owner, Dictionary) else []
    if not (
        isinstance(owner, Dictionary)
        and owner.get("/S") == Name.Form
        and [kid.get("/Type") for kid in held] == [Name.OBJR]
        and held[0].Obj.objgen == field.objgen
        and any(element.objgen == owner.objgen for element in _elements(pdf))
    ):
        yield "field-tag"


CHECKS: Final[tuple[Callable[[pikepdf.Pdf], Iterator[str]], ...]] = (
    _identifiers,
    _catalogue,
    _active,
    _tags,
    _content,
    _fonts,
    _seal,
)
