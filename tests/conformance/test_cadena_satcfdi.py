"""The cadena original against an implementation by other hands: its results that were kept, and itself where it is."""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest
from lxml import etree
from tests.conformance.cadena_documents import document, stamp
from tests.conformance.cadena_vectors import VECTORS, digest, theirs

from ventanilla.formats.cfdi.cadena import cadena_original, cadena_timbre
from ventanilla.formats.cfdi.tree import Parsed, parse
from ventanilla.kernel.text import Text

KEPT = json.loads(VECTORS.read_text(encoding="utf-8"))
LIVE = 2_000  # documents beyond those that were kept


def ours(xml: str) -> str | Text:
    read = parse("x.xml", xml.encode("utf-8"))
    assert isinstance(read, Parsed)
    return (
        cadena_timbre(read.root)
        if etree.QName(read.root).localname == "TimbreFiscalDigital"
        else cadena_original(read.root)
    )


def test_the_whole_ones_are_the_same_letter_by_letter() -> None:
    for one in KEPT["whole"]:
        assert ours(one["xml"]) == one["cadena"]


@pytest.mark.parametrize(("kind", "draw"), [("cfdi", document), ("timbre", stamp)], ids=["cfdi", "timbre"])
def test_each_document_of_a_seed_has_the_cadena_that_was_kept(kind: str, draw: object) -> None:
    assert callable(draw)
    for one in KEPT[kind]:
        xml = draw(one["seed"])
        assert digest(xml) == one["xml"], "the documents changed: write the vectors again"
        cadena = ours(xml)
        assert isinstance(cadena, str)
        assert digest(cadena) == one["cadena"], one["seed"]


def test_what_is_drawn_has_every_node_that_the_table_has() -> None:
    from ventanilla.formats.cfdi import cadena

    written = "".join(document(seed) for seed in range(len(KEPT["cfdi"])))
    tables = (cadena._TABLE_33, cadena._TABLE_40, cadena._TABLE_NOMINA)
    names = {word.strip("@?").rpartition("/")[2] for table in tables for word in table.split()}
    assert {name for name in names if name not in written} == set()


@pytest.mark.skipif(find_spec("satcfdi") is None, reason="satcfdi is not installed here: its kept results are compared")
def test_satcfdi_itself_gives_the_same() -> None:
    for seed in range(LIVE):
        for xml in (document(seed), stamp(seed)):
            assert ours(xml) == theirs(xml), seed
