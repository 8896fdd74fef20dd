"""The *cadena original*: what the seal of a CFDI is made over, from a table of its attributes in their order.

CFDI 3.3 and 4.0 with the complement nómina 1.2, and the stamp TimbreFiscalDigital 1.1 (Anexo 20 of the RMF; its order
is that of the XSLT that SAT publishes, which nobody needs here). Each value goes after a ``|``, with its inner blanks
made one and its ends trimmed; a required attribute that is missing leaves its ``|``, an optional one leaves nothing.

What the seal cannot tell, because SAT designed it so: values in the same order under other names (one optional moved to
the next) give the same cadena. What is not in the table (an Addenda, an unknown attribute) is not sealed.

>>> from .tree import Parsed, parse
>>> stamp = '<t:TimbreFiscalDigital xmlns:t="http://www.sat.gob.mx/TimbreFiscalDigital" Version="1.1" UUID=" A  B "/>'
>>> read = parse("timbre.xml", stamp.encode())
>>> assert isinstance(read, Parsed)
>>> cadena_timbre(read.root)
'||1.1|A B||||||'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ventanilla.kernel.text import Text

CFDI_33: Final = "http://www.sat.gob.mx/cfd/3"
CFDI_40: Final = "http://www.sat.gob.mx/cfd/4"
NOMINA_12: Final = "http://www.sat.gob.mx/nomina12"
TIMBRE: Final = "http://www.sat.gob.mx/TimbreFiscalDigital"
STAMP: Final = f"{{{TIMBRE}}}TimbreFiscalDigital"
VERSIONS: Final = {CFDI_33: "3.3", CFDI_40: "4.0"}
_SHOWN: Final = 60  # letters of a name that are repeated back
_BLANKS: Final = re.compile(r"[ \t\r\n]+")  # XML's own: a hard space is a letter like another

# One node a line: its path, and in order its attributes (@, with ? those that may be missing) and the nodes inside it.
_CONCEPTO: Final = """
Concepto/Impuestos/Traslados/Traslado @Base @Impuesto @TipoFactor @TasaOCuota? @Importe?
Concepto/Impuestos/Retenciones/Retencion @Base @Impuesto @TipoFactor @TasaOCuota @Importe
InformacionAduanera @NumeroPedimento
CuentaPredial @Numero
Parte @ClaveProdServ @NoIdentificacion? @Cantidad @Unidad? @Descripcion @ValorUnitario? @Importe? InformacionAduanera
CfdiRelacionados @TipoRelacion CfdiRelacionado
CfdiRelacionado @UUID
Conceptos Concepto
Impuestos/Retenciones/Retencion @Impuesto @Importe
Impuestos Retenciones/Retencion @TotalImpuestosRetenidos? Traslados/Traslado @TotalImpuestosTrasladados?
"""
_TABLE_33: Final = f"""{_CONCEPTO}
Comprobante @Version @Serie? @Folio? @Fecha @FormaPago? @NoCertificado @CondicionesDePago? @SubTotal @Descuento? \
 @Moneda @TipoCambio? @Total @TipoDeComprobante @MetodoPago? @LugarExpedicion @Confirmacion? \
 CfdiRelacionados Emisor Receptor Conceptos Impuestos
Emisor @Rfc @Nombre? @RegimenFiscal
Receptor @Rfc @Nombre? @ResidenciaFiscal? @NumRegIdTrib? @UsoCFDI
Concepto @ClaveProdServ @NoIdentificacion? @Cantidad @ClaveUnidad @Unidad? @Descripcion @ValorUnitario @Importe \
 @Descuento? Impuestos/Traslados/Traslado Impuestos/Retenciones/Retencion InformacionAduanera CuentaPredial Parte
Impuestos/Traslados/Traslado @Impuesto @TipoFactor @TasaOCuota @Importe
"""
_TABLE_40: Final = f"""{_CONCEPTO}
Comprobante @Version @Serie? @Folio? @Fecha @FormaPago? @NoCertificado @CondicionesDePago? @SubTotal @Descuento? \
 @Moneda @TipoCambio? @Total @TipoDeComprobante @Exportacion @MetodoPago? @LugarExpedicion @Confirmacion? \
 InformacionGlobal CfdiRelacionados Emisor Receptor Conceptos Impuestos
InformacionGlobal @Periodicidad @Meses @Año
Emisor @Rfc @Nombre @RegimenFiscal @FacAtrAdquirente?
Receptor @Rfc @Nombre @DomicilioFiscalReceptor @ResidenciaFiscal? @NumRegIdTrib? @RegimenFiscalReceptor @UsoCFDI
Concepto @ClaveProdServ @NoIdentificacion? @Cantidad @ClaveUnidad @Unidad? @Descripcion @ValorUnitario @Importe \
 @Descuento? @ObjetoImp Impuestos/Traslados/Traslado Impuestos/Retenciones/Retencion ACuentaTerceros \
 InformacionAduanera CuentaPredial Parte
ACuentaTerceros @RfcACuentaTerceros @NombreACuentaTerceros @RegimenFiscalACuentaTerceros \
 @DomicilioFiscalACuentaTerceros
Impuestos/Traslados/Traslado @Base @Impuesto @TipoFactor @TasaOCuota? @Importe?
"""
_TABLE_NOMINA: Final = """
Nomina @Version @TipoNomina @FechaPago @FechaInicialPago @FechaFinalPago @NumDiasPagados @TotalPercepciones? \
 @TotalDeducciones? @TotalOtrosPagos? Emisor Receptor Percepciones Deducciones OtrosPagos Incapacidades
Emisor @Curp? @RegistroPatronal? @RfcPatronOrigen? EntidadSNCF
EntidadSNCF @OrigenRecurso @MontoRecursoPropio?
Receptor @Curp @NumSeguridadSocial? @FechaInicioRelLaboral? @Antigüedad? @TipoContrato @Sindicalizado? \
 @TipoJornada? @TipoRegimen @NumEmpleado @Departamento? @Puesto? @RiesgoPuesto? @PeriodicidadPago @Banco? \
 @CuentaBancaria? @SalarioBaseCotApor? @SalarioDiarioIntegrado? @ClaveEntFed SubContratacion
SubContratacion @RfcLabora @PorcentajeTiempo
Percepciones @TotalSueldos? @TotalSeparacionIndemnizacion? @TotalJubilacionPensionRetiro? @TotalGravado \
 @TotalExento Percepcion JubilacionPensionRetiro SeparacionIndemnizacion
Percepcion @TipoPercepcion @Clave @Concepto @ImporteGravado @ImporteExento AccionesOTitulos HorasExtra
AccionesOTitulos @ValorMercado @PrecioAlOtorgarse
HorasExtra @Dias @TipoHoras @HorasExtra @ImportePagado
JubilacionPensionRetiro @TotalUnaExhibicion? @TotalParcialidad? @MontoDiario? @IngresoAcumulable @IngresoNoAcumulable
SeparacionIndemnizacion @TotalPagado @NumAñosServicio @UltimoSueldoMensOrd @IngresoAcumulable @IngresoNoAcumulable
Deducciones @TotalOtrasDeducciones? @TotalImpuestosRetenidos? Deduccion
Deduccion @TipoDeduccion @Clave @Concepto @Importe
OtrosPagos OtroPago
OtroPago @TipoOtroPago @Clave @Concepto @Importe SubsidioAlEmpleo CompensacionSaldosAFavor
SubsidioAlEmpleo @SubsidioCausado
CompensacionSaldosAFavor @SaldoAFavor @Año @RemanenteSalFav
Incapacidades Incapacidad
Incapacidad @DiasIncapacidad @TipoIncapacidad @ImporteMonetario?
"""
_TABLE_TIMBRE: Final = """
TimbreFiscalDigital @Version @UUID @FechaTimbrado @RfcProvCertif @Leyenda? @SelloCFD @NoCertificadoSAT
"""


@dataclass(frozen=True, slots=True)
class _Attribute:
    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class _Inside:
    """The nodes at the end of a path of qualified names, and their own rule."""

    path: tuple[str, ...]
    rule: _Rule


_Rule = tuple[_Attribute | _Inside, ...]


def _read(table: str, namespace: str, root: str) -> _Rule:
    """The rule of ``root``; of two lines for a node, that of the longer path holds inside it."""
    lines = {name: rest for name, _, rest in (line.partition(" ") for line in table.splitlines() if line)}

    def named(above: str, path: str) -> str:
        whole = f"{above}/{path}" if f"{above}/{path}" in lines else path
        return whole if whole in lines else path.rpartition("/")[2]

    def rule(name: str) -> _Rule:
        items: list[_Attribute | _Inside] = []
        for word in lines[name].split():
            if word.startswith("@"):
                items.append(_Attribute(word[1:].rstrip("?"), not word.endswith("?")))
            else:
                path = tuple(f"{{{namespace}}}{part}" for part in word.split("/"))
                items.append(_Inside(path, rule(named(name.rpartition("/")[2], word))))
        return tuple(items)

    return rule(root)


_COMPROBANTE: Final = {
    CFDI_33: _read(_TABLE_33, CFDI_33, "Comprobante"),
    CFDI_40: _read(_TABLE_40, CFDI_40, "Comprobante"),
}
_NOMINA: Final = _read(_TABLE_NOMINA, NOMINA_12, "Nomina")
_TIMBRE: Final = _read(_TABLE_TIMBRE, TIMBRE, "TimbreFiscalDigital")


def cadena_original(comprobante: etree._Element) -> str | Text:
    """The cadena of a CFDI, or why it cannot be built: another version, a complement that the table does not have.

    Also where a value has a ``|``: SAT forbids it, and with it two different receipts would have one cadena.
    """
    name = etree.QName(comprobante)
    namespace = name.namespace or ""
    if name.localname != "Comprobante" or VERSIONS.get(namespace) != comprobante.get("Version"):
        return Text("CADENA_OTRA_VERSION", "No es un CFDI 3.3 ni 4.0.")
    unknown = _unknown_complement(comprobante, namespace)
    if unknown is not None:
        return unknown
    values = list(_values(comprobante, _COMPROBANTE[namespace]))
    for nomina in comprobante.iterfind(f"{{{namespace}}}Complemento/{{{NOMINA_12}}}Nomina"):
        values.extend(_values(nomina, _NOMINA))
    if any("|" in value for value in values):
        return Text(
            "CADENA_AMBIGUA", "Un dato lleva el signo «|», que el SAT no admite: dos recibos darían la misma cadena."
        )
    return f"||{'|'.join(values)}||"


def cadena_timbre(timbre: etree._Element) -> str:
    """The cadena of a stamp (TimbreFiscalDigital 1.1), over which SAT or its provider seals."""
    return f"||{'|'.join(_values(timbre, _TIMBRE))}||"


def _unknown_complement(comprobante: etree._Element, namespace: str) -> Text | None:
    """Whatever hangs from a complement and is not in the table: the official XSLT has its order, and we have not."""
    inside = comprobante.iterfind(
        f"{{{namespace}}}Conceptos/{{{namespace}}}Concepto/{{{namespace}}}ComplementoConcepto/*"
    )
    for one in inside:
        return _not_in_the_table(one)
    for one in comprobante.iterfind(f"{{{namespace}}}Complemento/*"):
        name = etree.QName(one)
        known = (name.namespace, name.localname) == (NOMINA_12, "Nomina") and one.get("Version") == "1.2"
        stamp = (name.namespace, name.localname) == (TIMBRE, "TimbreFiscalDigital")
        if not known and not (stamp and one.xpath("string() = ''")):  # the XSLT would copy any text in it
            return _not_in_the_table(one)
    return None


def _not_in_the_table(one: etree._Element) -> Text:
    return Text(
        "CADENA_COMPLEMENTO",
        "Lleva el complemento «{nombre}», cuyo orden en la cadena original no se conoce aquí.",
        nombre=etree.QName(one).localname[:_SHOWN],
    )


def _values(element: etree._Element, rule: _Rule) -> Iterator[str]:
    attributes = element.attrib
    for item in rule:
        if isinstance(item, _Attribute):
            value = attributes.get(item.name)
            if value is not None:
                yield _BLANKS.sub(" ", value).strip(" ")
            elif item.required:
                yield ""
        else:
            for inner in _inside(element, item.path):
                yield from _values(inner, item.rule)


def _inside(element: etree._Element, path: tuple[str, ...]) -> Iterator[etree._Element]:
    if len(path) == 1:
        yield from element.iterchildren(path[0])
    else:
        for middle in element.iterchildren(path[0]):
            yield from _inside(middle, path[1:])
