"""Writes ``cadena_vectors.json``: CFDI drawn from seeds, and the cadena original that satcfdi gives each.

satcfdi (MIT) applies the XSLT that SAT publishes; nothing of either is in this repository, only the results. To write
them again, in an environment that has it: ``python -m tests.conformance.cadena_vectors``.
"""

from __future__ import annotations

import hashlib
import json
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, Final

from lxml import etree
from tests.conformance.cadena_documents import document, stamp

VECTORS: Final = Path(__file__).with_name("cadena_vectors.json")
DRAWN: Final = 240  # documents, and as many stamps
WHOLE: Final = 4  # of them that are kept as text, for whoever reads the file


def theirs(xml: str) -> str:
    """The cadena original as satcfdi builds it. ModuleNotFoundError where it is not installed."""
    root = etree.fromstring(xml.encode("utf-8"))
    return str(import_module("satcfdi.transform").xslt_transform(root.tag, root.get("Version"))(root))


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def vectors() -> dict[str, Any]:
    """What the file holds."""
    drawn = [(seed, document(seed), stamp(seed)) for seed in range(DRAWN)]
    small = sorted((xml for _, xml, _ in drawn), key=len)[:WHOLE]
    return {
        "origin": f"satcfdi {metadata.version('satcfdi')} (MIT), over the documents of cadena_documents.py",
        "whole": [{"xml": xml, "cadena": theirs(xml)} for xml in [*small, drawn[0][2]]],
        "cfdi": [{"seed": seed, "xml": digest(xml), "cadena": digest(theirs(xml))} for seed, xml, _ in drawn],
        "timbre": [{"seed": seed, "xml": digest(xml), "cadena": digest(theirs(xml))} for seed, _, xml in drawn],
    }


def main() -> None:
    """Write the file."""
    VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
