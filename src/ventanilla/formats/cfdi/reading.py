"""A file as receipts and findings: its bytes, its document, its Nominas and its seal, in this order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Recibo
from ventanilla.kernel.text import Text

from . import nomina, tree
from .cadena import STAMP
from .sello import Dictamen, Estado, Sellos
from .values import Node, Report


@dataclass(frozen=True, slots=True)
class Judged:
    """The receipts of one CFDI with the verdict on its seal; no receipt and no verdict where it cannot be read."""

    receipts: tuple[Recibo, ...] = ()
    seal: Dictamen | None = None


def judge(file: File, sellos: Sellos) -> Judged:
    """One CFDI whose seal decides something; what is odd in it beside is passed over."""
    content = file.read(tree.MAX_BYTES)
    parsed = tree.Refused(()) if content is None else tree.parse(file.name, content)
    if isinstance(parsed, tree.Refused):
        return Judged()
    found = tuple(nomina.receipts(parsed.root, Report(parsed.places)))
    return Judged(found, sellos.examine(parsed.root) if found else None)


def read(file: File, sellos: Sellos | None) -> Iterator[Recibo | Finding]:
    """As the package's ``read``."""
    content = file.read(tree.MAX_BYTES)
    if content is None:
        yield tree.too_large(file.name)
        return
    parsed = tree.parse(file.name, content)
    yield from parsed.findings
    if isinstance(parsed, tree.Refused):
        return
    report = Report(parsed.places)
    found = list(nomina.receipts(parsed.root, report))
    if sellos is not None and found:
        _seal(report, parsed.root, sellos)
    yield from found
    yield from sorted(report.found, key=lambda one: (one.place.line, one.place.column))


def _seal(report: Report, root: etree._Element, sellos: Sellos) -> None:
    """What the seal is worth, where it is not worth all: a good one is only counted."""
    node = Node(report, root, "Comprobante", root)
    verdict = sellos.examine(root)
    if verdict.motivo is not None:
        absent = verdict.motivo.code == "SELLO_AUSENTE"
        wrong = absent or verdict.sello is Estado.NO_CORRESPONDE
        node.tell(Severity.WARNING if wrong else Severity.NOTE, "Sello", verdict.motivo, _ASK if wrong else _UNCHECKED)
    for odd in verdict.reparos:
        node.tell(Severity.WARNING, "Certificado", odd, _ASK)
    stamp = root.find(f"{{*}}Complemento/{STAMP}")
    if verdict.timbre is Estado.NO_CORRESPONDE and verdict.motivo_timbre is not None and stamp is not None:
        Node(report, stamp, "TimbreFiscalDigital", stamp).tell(
            Severity.WARNING, "SelloSAT", verdict.motivo_timbre, _ASK
        )


_ASK = Text("SELLO_REMEDIO", "Pida el XML original a quien lo emitió, o descárguelo del portal del SAT.")
_UNCHECKED = Text("SELLO_SIN_COMPROBAR", "Sus datos se usaron; compruebe el comprobante en el portal del SAT.")
