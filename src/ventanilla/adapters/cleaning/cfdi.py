"""A payroll receipt as it was sent: its seal covers every byte that matters, so nothing of it is written anew.

Only a CFDI is taken, and only one that a strict parser reads whole: without DTD, entities or depth beyond a bound.
"""

from __future__ import annotations

from lxml import etree

from ventanilla.formats.cfdi.tree import Refused, parse

from .port import Fault, Refusal

ROOT = "Comprobante"


def clean_cfdi(data: bytes) -> bytes:
    """The same bytes. Refusal for an XML that is no CFDI, or that cannot be read."""
    parsed = parse("recibo.xml", data)
    if isinstance(parsed, Refused):
        raise Refusal(Fault.DANADO)
    if etree.QName(parsed.root).localname != ROOT:
        raise Refusal(Fault.TIPO)
    return data
