"""The cadena original: what goes in it, in what order, and when it is not built."""

from __future__ import annotations

import re

import pytest
from tests.formats.nomina_cases import PERIOD, SEED, patron, sealer, texts

from ventanilla.formats.cfdi.cadena import cadena_original, cadena_timbre
from ventanilla.formats.cfdi.tree import Parsed, parse
from ventanilla.kernel.text import Text
from ventanilla.synthetic.payroll_receipts import payroll

SMALL = (
    """<c:Comprobante xmlns:c="http://www.sat.gob.mx/cfd/{year}" Version="{version}" {more}>{inside}</c:Comprobante>"""
)


def cadena(xml: str) -> str | Text:
    read = parse("x.xml", xml.encode())
    assert isinstance(read, Parsed)
    return cadena_original(read.root)


def small(more: str = "", inside: str = "", version: str = "4.0") -> str | Text:
    return cadena(SMALL.format(year=version[0], version=version, more=more, inside=inside))


def test_a_required_attribute_leaves_its_place_and_an_optional_one_does_not() -> None:
    assert small() == "||4.0||||||||||"
    assert small(version="3.3") == "||3.3|||||||||"
    assert small('Serie="A"') == "||4.0|A||||||||||"
    assert small('Serie=""') == "||4.0|||||||||||", "an optional one that is there and empty has its place"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  a  b ", "a b"),
        ("a&#10;&#9;&#13;b", "a b"),
        ("a\n\tb", "a b"),
        ("&#160;a\u00a0 b", "\u00a0a\u00a0 b"),
        ("&amp;&lt;&quot;'", "&<\"'"),
        ("Ñandú €", "Ñandú €"),
    ],
)
def test_blanks_are_made_one_and_those_of_print_are_left(written: str, expected: str) -> None:
    assert small(f'Serie="{written}"') == f"||4.0|{expected}||||||||||"


def test_nodes_go_in_the_order_of_the_table_and_not_of_the_file() -> None:
    inside = (
        '<c:Impuestos TotalImpuestosTrasladados="9"><c:Traslados><c:Traslado Base="8"/></c:Traslados></c:Impuestos>'
        '<c:Emisor RegimenFiscal="3" Nombre="2" Rfc="1"/>'
    )
    assert small(inside=inside) == "||4.0|||||||||1|2|3|8|||9||"


def test_what_is_not_sealed_is_not_there() -> None:
    inside = '<c:Emisor Rfc="1" Nombre="2" RegimenFiscal="3" Otro="no"/><c:Addenda Rfc="no"/><c:Nuevo a="no"/>'
    assert small('Sello="no" Certificado="no" Nuevo="no"', inside) == "||4.0|||||||||1|2|3||"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<c:Complemento><x:Otro xmlns:x="http://www.sat.gob.mx/otro"/></c:Complemento>', "CADENA_COMPLEMENTO"),
        ("<c:Complemento><Nomina/></c:Complemento>", "CADENA_COMPLEMENTO"),
        (
            '<c:Complemento><n:Nomina xmlns:n="http://www.sat.gob.mx/nomina12" Version="1.1"/></c:Complemento>',
            "CADENA_COMPLEMENTO",
        ),
        (
            '<c:Complemento><t:TimbreFiscalDigital xmlns:t="http://www.sat.gob.mx/TimbreFiscalDigital">x'
            "</t:TimbreFiscalDigital></c:Complemento>",
            "CADENA_COMPLEMENTO",
        ),
        (
            "<c:Conceptos><c:Concepto><c:ComplementoConcepto><x/></c:ComplementoConcepto></c:Concepto></c:Conceptos>",
            "CADENA_COMPLEMENTO",
        ),
        ('<c:Emisor Rfc="a|b"/>', "CADENA_AMBIGUA"),
    ],
)
def test_what_the_table_does_not_have_is_not_guessed(inside: str, code: str) -> None:
    found = small(inside=inside)
    assert isinstance(found, Text)
    assert found.code == code


def test_comments_and_instructions_in_a_complement_are_nothing() -> None:
    inside = "<c:Complemento><!-- a --><?b c?> <!-- d --></c:Complemento>"
    assert small(inside=inside) == small()


def test_another_version_has_no_cadena_here() -> None:
    for xml in (
        SMALL.format(year="4", version="3.3", more="", inside=""),
        SMALL.format(year="2", version="2.2", more="", inside=""),
        "<Comprobante Version='4.0'/>",
        "<a/>",
    ):
        found = cadena(xml)
        assert isinstance(found, Text)
        assert found.code == "CADENA_OTRA_VERSION"


def test_the_one_that_seals_synthetic_receipts_was_written_by_other_code() -> None:
    """It writes values as it goes; a seal that matches says that both give the same."""
    for text in texts(20):
        found = cadena(text)
        assert isinstance(found, str)
        assert found.startswith("||4.0|NOM|2026-11-15T09:30:00|")
        stamp = re.search(r"<tfd:.*?/>", text)
        assert stamp
        read = parse("t.xml", stamp.group(0).encode())
        assert isinstance(read, Parsed)
        assert cadena_timbre(read.root).startswith("||1.1|")


def test_the_seal_cannot_tell_one_optional_attribute_from_the_next() -> None:
    """SAT designed it so: told in the module, and shown here, that nobody believes more of a seal than it says."""
    [(_, xml)] = payroll(SEED, patron(), PERIOD, 1, sealer())
    text = xml.decode()
    moved = re.sub(r' Departamento="Operaciones" Puesto="([^"]*)"', r' Puesto="Operaciones" RiesgoPuesto="\1"', text)
    moved = re.sub(r' RiesgoPuesto="2"', "", moved).replace('PeriodicidadPago="04"', 'PeriodicidadPago="2" Banco="04"')
    assert moved != text
    assert cadena(moved) == cadena(text), "nor across a required one: each value moved to the next name"
    without = re.sub(r' SalarioBaseCotApor="[^"]*"', "", text)
    other = re.sub(r' SalarioDiarioIntegrado="([^"]*)"', r' SalarioBaseCotApor="\1"', without)
    assert cadena(without) == cadena(other)
