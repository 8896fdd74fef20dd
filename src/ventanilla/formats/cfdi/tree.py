"""An XML read as if whoever wrote it were hostile: bounded before it is parsed, without entities, DTD or network.

The text is decoded here and given to the parser in UTF-8, so that what is looked for in it (a DOCTYPE, the column of a
fault) and what is parsed are the same letters, whatever the file says of itself.

>>> read = parse("recibo.xml", b'<a>\\n <b c="1"/></a>')
>>> isinstance(read, Parsed) and str(read.places.of(read.root[0], "c"))
'recibo.xml, línea 2, columna 8'
>>> [finding.code for finding in parse("bomba.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').findings]
['XML_CON_DTD']
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ventanilla.formats.encoding import SAMPLE, guess
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.kernel.text import Text

from .places import Places, clamped

MAX_BYTES: Final = 4 * 1024 * 1024  # of one XML: a payroll receipt has five thousand
MAX_TAGS: Final = 20_000  # signs "<" of one XML: tags that open or close, and comments
MAX_ATTRIBUTES: Final = 100_000  # signs "=" of one XML
MAX_DEPTH: Final = 64  # elements inside one another: a payroll receipt has six
_DECLARED: Final = 256  # bytes in which the declaration ends

# What an XML may say of its encoding, and Python's name of it. UTF-7, EBCDIC and others are known to nobody here.
_ENCODINGS: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-15": "iso8859-15",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "cp850": "cp850",
    "ibm850": "cp850",
}
_DECLARATION: Final = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PROLOG: Final = re.compile(r"(?:[ \t\r\n]++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_BLANKS: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of a document, where each thing of it is, and what was worth telling on the way."""

    root: etree._Element
    places: Places
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no document."""

    findings: tuple[Finding, ...]


def parse(name: str, content: bytes) -> Parsed | Refused:
    """The document of a file's whole ``content``, or why there is none. Nothing outside ``content`` is ever read."""
    if len(content) > MAX_BYTES:
        return Refused((too_large(name),))
    text, findings = _decoded(name, content)
    if text is None:
        return Refused(findings)
    refusal = _refusal(name, text)
    if refusal is not None:
        return Refused((*findings, refusal))
    blank = len(text) - len(text.lstrip(_BLANKS))
    if blank and text.startswith("<?xml", blank):
        findings = (*findings, _late_declaration(name))
    try:
        root = etree.fromstring(text[blank:].encode("utf-8"), _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = clamped(name, text, line + text.count("\n", 0, blank), column)
        return Refused((*findings, _malformed(place)))
    if root.getroottree().docinfo.doctype:  # seen above already; said twice because one is a rule and this is the fact
        return Refused((*findings, _with_dtd(Place(name))))
    if _too_deep(root):
        return Refused((*findings, _too_much(name)))
    return Parsed(root, Places(name, text, root), findings)


def looks_like(head: bytes) -> str:
    """The beginning of a file as text, "" if no XML begins so."""
    text = _text_of(head[: SAMPLE - SAMPLE % 4])
    return text if text is not None and text.lstrip(_BLANKS).startswith("<") else ""


def too_large(name: str) -> Finding:
    """That a file has more than ``MAX_BYTES``."""
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text("XML_GRANDE", "El archivo tiene más de {limite} MiB y no se leyó.", limite=MAX_BYTES // 2**20),
        Text("XML_GRANDE_REMEDIO", "Entregue un XML por recibo; si son varios, en un ZIP."),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",  # over whatever the file declares: the text was decoded here
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
    )


def _wide(content: bytes) -> str:
    """The codec of a file in units of two or four bytes, "" for the others (XML 1.0, appendix F)."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(content[:2], "")


def _text_of(content: bytes) -> str | None:
    codec = _wide(content)
    if not codec:
        codec = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "latin-1"
    try:
        return codecs.getincrementaldecoder(codec)().decode(content)
    except UnicodeDecodeError:
        return None


def _decoded(name: str, content: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of ``content``, by its mark, its declaration or, where that is false, by its letters, told."""
    codec = _wide(content)
    if not codec and content.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    if not codec:
        declared = _DECLARATION.match(content[:_DECLARED])
        said = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if said.startswith("utf-16"):  # written in memory and saved in UTF-8: the bytes are not in units of two
            said = "utf-8"
        if said not in _ENCODINGS:
            return None, (_unknown_encoding(Place(name, 1), said),)
        codec = _ENCODINGS[said]
    try:
        return content.decode(codec), ()
    except UnicodeDecodeError as error:
        if codec not in ("utf-8", "utf-8-sig", "ascii"):
            return None, (_unknown_encoding(Place(name), codec),)
        place = Place(name, content.count(b"\n", 0, error.start) + 1)
        other = guess(content[:SAMPLE])
        other = other if other in ("cp1252", "cp850") else "cp1252"
        return content.decode(other, "replace"), (_other_encoding(place, other),)


def _refusal(name: str, text: str) -> Finding | None:
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if text.startswith("<!DOCTYPE", start):
        return _with_dtd(Place(name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)))
    if text.count("<") > MAX_TAGS or text.count("=") > MAX_ATTRIBUTES:
        return _too_much(name)
    return None


def _too_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _malformed(place: Place) -> Finding:
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text("XML_MAL_FORMADO", "El XML está incompleto o mal formado en ese lugar, y no se leyó nada de él."),
        Text("XML_MAL_FORMADO_REMEDIO", "Descárguelo otra vez del portal del SAT o del programa que lo emitió."),
    )


def _with_dtd(place: Place) -> Finding:
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text("XML_CON_DTD", "El archivo trae una DTD o declara entidades, que un CFDI no lleva: no se leyó."),
        Text("XML_CON_DTD_REMEDIO", "No lo abra con otros programas y pida el CFDI original a quien se lo envió."),
    )


def _too_much(name: str) -> Finding:
    return Finding(
        Severity.ERROR,
        Place(name),
        "",
        Text(
            "XML_EXCESIVO",
            "El archivo pasa de {marcas} marcas, {atributos} atributos o {niveles} niveles, y no se leyó.",
            marcas=MAX_TAGS,
            atributos=MAX_ATTRIBUTES,
            niveles=MAX_DEPTH,
        ),
        Text("XML_EXCESIVO_REMEDIO", "Un recibo de nómina no tiene tantos: pida el CFDI original a quien se lo envió."),
    )


def _unknown_encoding(place: Place, said: str) -> Finding:
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text("XML_CODIFICACION", "El archivo dice estar escrito en «{dicho}» y no se puede leer así.", dicho=said),
        Text("XML_CODIFICACION_REMEDIO", "Guárdelo en UTF-8, que es lo que pide el SAT."),
    )


def _other_encoding(place: Place, codec: str) -> Finding:
    return Finding(
        Severity.NOTE,
        place,
        "",
        Text(
            "XML_OTRA_CODIFICACION",
            "El archivo dice estar en UTF-8 y tiene letras que no lo son: se leyó como {codec}.",
            codec=codec,
        ),
        Text("XML_OTRA_CODIFICACION_REMEDIO", "Revise los nombres con Ñ o acentos; el sello ya no se puede comprobar."),
    )


def _late_declaration(name: str) -> Finding:
    return Finding(
        Severity.NOTE,
        Place(name, 1, 1),
        "",
        Text("XML_ESPACIO_INICIAL", "Hay espacios antes de la declaración del XML: se pasaron por alto."),
        Text("XML_ESPACIO_INICIAL_REMEDIO", "Quite los renglones o espacios que van antes de «<?xml»."),
    )
