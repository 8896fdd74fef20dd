"""The four sample CFDI de nómina: exactly what is odd in each, with its line and column, and nothing else.

Two are SAT's own example of every node, with numbers made up (an NSS of 15 digits, an RFC with a blank before it,
totals that add up to nothing). Two were generated and sealed by another program with SAT's test certificate: an NSS of
9 digits, a CURP whose digit is wrong, a seniority of 96 weeks in somebody who began that month.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from ventanilla.adapters.pki.cfdi_chain import cfdi_chain
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.formats.cfdi import read, recognizes
from ventanilla.formats.cfdi.sello import Estado, Sellos
from ventanilla.formats.cfdi.tree import Parsed, parse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Recibo
from ventanilla.kernel.money import Money

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("VENTANILLA_SHARED_DATA") or ROOT.parent / "shared" / "data")
pytestmark = pytest.mark.skipif(not (DATA / "nomina").is_dir(), reason=f"the samples of nómina are not in {DATA}")

Told = tuple[int, int, str, str, str]

GENERATED: list[Told] = [
    (2, 1, "Comprobante", "SIN_TIMBRE", "advertencia"),
    (10, 42, "Emisor/@RegistroPatronal", "NUMERO_DE_PRUEBA", "error"),
    (11, 7, "Receptor/@SalarioBaseCotApor", "DATO_AUSENTE_SEGURO", "advertencia"),
    (11, 32, "Receptor/@Curp", "CURP_DIGITO", "error"),
    (11, 72, "Receptor/@NumSeguridadSocial", "NSS_LARGO", "error"),
    (11, 130, "Receptor/@Antigüedad", "ANTIGUEDAD", "advertencia"),
    (11, 387, "Receptor/@SalarioDiarioIntegrado", "SBC_FUERA_DE_LIMITES", "advertencia"),
]


def example(first: Iterable[Told], down: int) -> list[Told]:
    """SAT's example: what is odd in its Comprobante, and what is in its complement, ``down`` lines lower."""
    complement: list[Told] = [
        (24, 152, "Nomina/@TotalPercepciones", "SUMA", "advertencia"),
        (24, 178, "Nomina/@TotalDeducciones", "SUMA", "advertencia"),
        (24, 203, "Nomina/@TotalOtrosPagos", "SUMA", "advertencia"),
        (25, 68, "Emisor/@RegistroPatronal", "NUMERO_DE_PRUEBA", "error"),
        (25, 101, "Emisor/@RfcPatronOrigen", "NUMERO_DE_PRUEBA", "error"),
        (28, 72, "Receptor/@NumSeguridadSocial", "NSS_LARGO", "error"),
        (28, 136, "Receptor/@Antigüedad", "ANTIGUEDAD", "advertencia"),
        (29, 46, "SubContratacion/@RfcLabora", "NUMERO_DE_PRUEBA", "error"),
        (29, 46, "SubContratacion/@RfcLabora", "SUBCONTRATACION", "nota"),
        (30, 46, "SubContratacion/@RfcLabora", "RFC_DIGITO", "advertencia"),
        (30, 46, "SubContratacion/@RfcLabora", "SUBCONTRATACION", "nota"),
        (32, 44, "Percepciones/@TotalSueldos", "SUMA", "advertencia"),
        (32, 82, "Percepciones/@TotalSeparacionIndemnizacion", "SUMA", "advertencia"),
        (32, 120, "Percepciones/@TotalJubilacionPensionRetiro", "SUMA", "advertencia"),
        (32, 142, "Percepciones/@TotalGravado", "SUMA", "advertencia"),
        (32, 163, "Percepciones/@TotalExento", "SUMA", "advertencia"),
        (45, 52, "Deducciones/@TotalOtrasDeducciones", "SUMA", "advertencia"),
        (45, 85, "Deducciones/@TotalImpuestosRetenidos", "SUMA", "advertencia"),
    ]
    return [*first, *((line + down, column, field, code, kind) for line, column, field, code, kind in complement)]


PARTIES: list[Told] = [
    (14, 23, "Comprobante/Emisor/@Rfc", "ESPACIOS", "nota"),
    (14, 23, "Comprobante/Emisor/@Rfc", "NUMERO_DE_PRUEBA", "error"),
    (15, 25, "Comprobante/Receptor/@Rfc", "RFC_DIGITO", "advertencia"),
]
EXPECTED = {
    "generado-cfdi33-nomina12.xml": GENERATED,
    "generado-cfdi40-nomina12.xml": GENERATED,
    "sat-ejemplo-cfdi33-nomina12.xml": example(
        [
            (5, 1, "Comprobante", "SIN_TIMBRE", "advertencia"),
            (10, 49, "Comprobante/@Sello", "SELLO_AUSENTE", "advertencia"),
            (12, 22, "Comprobante/@TipoDeComprobante", "TIPO_COMPROBANTE", "advertencia"),
            *PARTIES,
        ],
        1,
    ),
    "sat-ejemplo-cfdi40-nomina12.xml": example(
        [
            (2, 1, "Comprobante", "SIN_TIMBRE", "advertencia"),
            (8, 24, "Comprobante/@TipoDeComprobante", "TIPO_COMPROBANTE", "advertencia"),
            (10, 49, "Comprobante/@Sello", "SELLO_AUSENTE", "advertencia"),
            *PARTIES,
        ],
        0,
    ),
}


def sample(name: str) -> File:
    path = DATA / "nomina" / name
    return File(name, lambda: path.open("rb"))


def chained() -> Sellos:
    """A judge of seals who believes SAT's test authorities."""
    return Sellos(cfdi_chain(TrustStore.load({TrustClass.PRUEBA: DATA / "efirma"})))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_odd_in_each_and_nothing_else(name: str) -> None:
    file = sample(name)
    assert recognizes(file.head(1024), name)
    given = list(read(file, chained()))
    told = [
        (one.place.line, one.place.column, one.field, one.code, one.severity.value)
        for one in given
        if isinstance(one, Finding)
    ]
    assert told == EXPECTED[name]
    assert {one.place.file for one in given} == {name}
    assert len([one for one in given if isinstance(one, Recibo)]) == 1


@pytest.mark.parametrize("name", EXPECTED)
def test_each_finding_points_at_what_it_speaks_of(name: str) -> None:
    lines = (DATA / "nomina" / name).read_text(encoding="utf-8").split("\n")
    for one in read(sample(name)):
        if isinstance(one, Finding) and "«" in (said := f"{one.cause} {one.fix}") and one.code != "ESPACIOS":
            value = said.partition("«")[2].partition("»")[0]
            assert lines[one.place.line - 1][one.place.column - 1 :].lstrip(" ").startswith(value)


def test_what_was_sealed_by_another_program_matches_and_reaches_its_authority() -> None:
    judge = chained()
    for name in EXPECTED:
        parsed = parse(name, (DATA / "nomina" / name).read_bytes())
        assert isinstance(parsed, Parsed)
        found = judge.examine(parsed.root)
        if name.startswith("generado"):
            assert (found.sello, found.reparos, found.timbre) == (Estado.VALIDO, (), None)
            assert found.certificado is not None
            assert (found.certificado.rfc, found.certificado.numero) == ("XIQB891116QE4", "30001000000400002311")
        else:
            assert found.motivo is not None
            assert found.motivo.code == "SELLO_AUSENTE"


def test_one_letter_changed_in_them_and_the_seal_no_longer_matches() -> None:
    data = (DATA / "nomina" / "generado-cfdi40-nomina12.xml").read_bytes()
    parsed = parse("x.xml", data.replace(b'NumDiasPagados="16.000"', b'NumDiasPagados="15.000"'))
    assert isinstance(parsed, Parsed)
    assert Sellos().examine(parsed.root).sello is Estado.NO_CORRESPONDE


def test_what_is_read_of_the_example_of_every_node() -> None:
    [one] = [each for each in read(sample("sat-ejemplo-cfdi40-nomina12.xml")) if isinstance(each, Recibo)]
    assert (one.curp, one.rfc, one.nss, one.registro) == ("OAAJ840102HJCVRN00", "BASJ600902KL9", "", "")
    assert one.nombre_completo == "Juanito Bananas De la Sierra"
    assert one.percepciones == {"001": Money("179.00"), "005": Money("179.00")}
    assert one.deducciones == {"001": Money("10.00"), "100": Money("10.00")}
    assert [(each.tipo, each.dias) for each in one.incapacidades] == [("01", 1), ("02", 2)]
    assert one.sbc == Money("123.45")
    assert (one.desde, one.hasta) == (date(2016, 10, 1), date(2016, 10, 15))
