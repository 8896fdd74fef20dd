"""Any bytes at all as a CFDI: receipts and findings come out, placed inside the file, and not without end."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.formats.cfdi import read, recognizes
from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.formats.cfdi.tree import MAX_TAGS
from ventanilla.formats.cfdi.values import MAX_FINDINGS
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Recibo

NAME = "fuzz.xml"
MOST = MAX_TAGS + MAX_FINDINGS + 3  # a receipt needs a tag


def one_input_cfdi(data: bytes) -> None:
    """Read ``data``; AssertionError if anything but receipts and findings of that file comes out."""
    assert recognizes(data[:4096], NAME) in (True, False)
    lines, count = data.count(b"\n") + 1, 0
    for one in read(File.of_bytes(NAME, data), Sellos()):
        assert isinstance(one, Recibo | Finding)
        assert one.place.file == NAME
        assert 0 <= one.place.line <= lines
        assert 0 <= one.place.column <= len(data) + 1
        if isinstance(one, Finding):
            assert str(one.cause)
            assert str(one.fix)
            assert len(str(one.cause)) + len(str(one.fix)) < 2_000
        count += 1
    assert count <= MOST


def _seeds() -> Iterator[bytes]:
    """Documents to begin from: small, and with every node that is read."""
    nomina = (
        '<n:Nomina xmlns:n="http://www.sat.gob.mx/nomina12" Version="1.2" TipoNomina="O" FechaPago="2026-11-15" '
        'FechaInicialPago="2026-11-01" FechaFinalPago="2026-11-15" NumDiasPagados="15" TotalPercepciones="1.00">'
        '<n:Emisor RegistroPatronal="Z99-12345-10-5"/><n:Receptor Curp="PEGA850101HDFRRL09" '
        'NumSeguridadSocial="99178500015" Antigüedad="P1Y" FechaInicioRelLaboral="2025-11-16" TipoRegimen="02" '
        'SalarioBaseCotApor="400.00"><n:SubContratacion RfcLabora="GODE561231GR8" PorcentajeTiempo="1"/></n:Receptor>'
        '<n:Percepciones TotalGravado="1" TotalExento="0"><n:Percepcion TipoPercepcion="001" ImporteGravado="1"/>'
        '</n:Percepciones><n:Deducciones><n:Deduccion TipoDeduccion="001" Importe="1"/></n:Deducciones>'
        "<n:Incapacidades>"
        '<n:Incapacidad DiasIncapacidad="2" TipoIncapacidad="02"/></n:Incapacidades></n:Nomina>'
    )
    for year, version in (("3", "3.3"), ("4", "4.0")):
        yield (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<c:Comprobante xmlns:c="http://www.sat.gob.mx/cfd/{year}" '
            f'Version="{version}" Fecha="2026-11-15T09:30:00" Sello="AAAA" Certificado="MIIB" TipoDeComprobante="N">\n'
            f'<c:Emisor Rfc="GODE561231GR8"/><c:Complemento>{nomina}<t:TimbreFiscalDigital '
            'xmlns:t="http://www.sat.gob.mx/TimbreFiscalDigital" UUID="1" SelloCFD="AAAA"/></c:Complemento>'
            "</c:Comprobante>"
        ).encode()
    yield b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")


SEEDS = tuple(_seeds())
