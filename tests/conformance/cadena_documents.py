"""CFDI drawn from a seed with every node and attribute that may be, or may not be, to compare cadenas originales with.

Nobody's payroll: letters at random, blanks where they hurt, attributes in any order, prefixes of any name. It only
imports the standard library, so that it runs beside any other implementation.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

NOMINA: Final = "http://www.sat.gob.mx/nomina12"
TIMBRE: Final = "http://www.sat.gob.mx/TimbreFiscalDigital"

# A node a line: its attributes in alphabetical order (with ? the optional ones), and how many of each node inside.
SHARED: Final = """
CfdiRelacionados TipoRelacion | CfdiRelacionado*3
CfdiRelacionado UUID
Conceptos | Concepto*3
Concepto Cantidad ClaveProdServ ClaveUnidad Descripcion Descuento? Importe NoIdentificacion? ObjetoImp Unidad? \
 ValorUnitario | Impuestos-*1 ACuentaTerceros*1 InformacionAduanera*2 CuentaPredial*2 Parte*2
Impuestos- | Traslados-*1 Retenciones-*1
Traslados- | Traslado*2
Retenciones- | Retencion*2
Impuestos TotalImpuestosRetenidos? TotalImpuestosTrasladados? | Retenciones-*1 Traslados-*1
Traslado Base Importe? Impuesto TasaOCuota? TipoFactor
Retencion Base Importe Impuesto TasaOCuota TipoFactor
InformacionAduanera NumeroPedimento
CuentaPredial Numero
Parte Cantidad ClaveProdServ Descripcion Importe? NoIdentificacion? Unidad? ValorUnitario? | InformacionAduanera*2
"""
CFDI: Final = {
    "3.3": f"""{SHARED}
Comprobante Certificado CondicionesDePago? Confirmacion? Descuento? Fecha Folio? FormaPago? LugarExpedicion \
 MetodoPago? Moneda NoCertificado Sello Serie? SubTotal TipoCambio? TipoDeComprobante Total Version=3.3 | \
 CfdiRelacionados*1 Emisor+1 Receptor+1 Conceptos+1 Impuestos*1 Complemento+2
Emisor Nombre? RegimenFiscal Rfc
Receptor Nombre? NumRegIdTrib? ResidenciaFiscal? Rfc UsoCFDI
ACuentaTerceros
""",
    "4.0": f"""{SHARED}
Comprobante Certificado CondicionesDePago? Confirmacion? Descuento? Exportacion Fecha Folio? FormaPago? \
 LugarExpedicion MetodoPago? Moneda NoCertificado Sello Serie? SubTotal TipoCambio? TipoDeComprobante Total \
 Version=4.0 | InformacionGlobal*1 CfdiRelacionados*2 Emisor+1 Receptor+1 Conceptos+1 Impuestos*1 Complemento+2
InformacionGlobal Año Meses Periodicidad
Emisor FacAtrAdquirente? Nombre RegimenFiscal Rfc
Receptor DomicilioFiscalReceptor Nombre NumRegIdTrib? RegimenFiscalReceptor ResidenciaFiscal? Rfc UsoCFDI
ACuentaTerceros DomicilioFiscalACuentaTerceros NombreACuentaTerceros RegimenFiscalACuentaTerceros RfcACuentaTerceros
""",
}
NOMINA_12: Final = """
Nomina FechaFinalPago FechaInicialPago FechaPago NumDiasPagados TipoNomina TotalDeducciones? TotalOtrosPagos? \
 TotalPercepciones? Version=1.2 | Emisor*1 Receptor+1 Percepciones*1 Deducciones*1 OtrosPagos*1 Incapacidades*1
Emisor Curp? RegistroPatronal? RfcPatronOrigen? | EntidadSNCF*1
EntidadSNCF MontoRecursoPropio? OrigenRecurso
Receptor Antigüedad? Banco? ClaveEntFed CuentaBancaria? Curp Departamento? FechaInicioRelLaboral? NumEmpleado \
 NumSeguridadSocial? PeriodicidadPago Puesto? RiesgoPuesto? SalarioBaseCotApor? SalarioDiarioIntegrado? \
 Sindicalizado? TipoContrato TipoJornada? TipoRegimen | SubContratacion*3
SubContratacion PorcentajeTiempo RfcLabora
Percepciones TotalExento TotalGravado TotalJubilacionPensionRetiro? TotalSeparacionIndemnizacion? TotalSueldos? | \
 Percepcion+3 JubilacionPensionRetiro*1 SeparacionIndemnizacion*1
Percepcion Clave Concepto ImporteExento ImporteGravado TipoPercepcion | AccionesOTitulos*1 HorasExtra*3
AccionesOTitulos PrecioAlOtorgarse ValorMercado
HorasExtra Dias HorasExtra ImportePagado TipoHoras
JubilacionPensionRetiro IngresoAcumulable IngresoNoAcumulable MontoDiario? TotalParcialidad? TotalUnaExhibicion?
SeparacionIndemnizacion IngresoAcumulable IngresoNoAcumulable NumAñosServicio TotalPagado UltimoSueldoMensOrd
Deducciones TotalImpuestosRetenidos? TotalOtrasDeducciones? | Deduccion+3
Deduccion Clave Concepto Importe TipoDeduccion
OtrosPagos | OtroPago+3
OtroPago Clave Concepto Importe TipoOtroPago | SubsidioAlEmpleo*1 CompensacionSaldosAFavor*1
SubsidioAlEmpleo SubsidioCausado
CompensacionSaldosAFavor Año RemanenteSalFav SaldoAFavor
Incapacidades | Incapacidad+2
Incapacidad DiasIncapacidad ImporteMonetario? TipoIncapacidad
"""
STAMP: Final = """
TimbreFiscalDigital FechaTimbrado Leyenda? NoCertificadoSAT RfcProvCertif SelloCFD SelloSAT UUID Version=1.1
"""
LETTERS: Final = 'ABCXYZabcñÑáé0123456789.,-&<"ü\u00a0€'
BLANKS: Final = (" ", "  ", "\t", "\n", "&#10;", "&#13;", "&#9; ", " \n\t")
LEFT_OUT: Final = 0.03  # of the required attributes: whoever seals it leaves the place empty


@dataclass
class Draw:
    """One document being drawn. Only ``random()`` is asked for: it gives the same in every version of Python."""

    rng: random.Random
    optional: float = field(init=False)

    def __post_init__(self) -> None:
        self.optional = (0.0, 1.0, 0.5, 0.5, 0.15, 0.85)[self.below(6)]

    def below(self, top: int) -> int:
        return int(self.rng.random() * top)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def value(self) -> str:
        if self.chance(0.04):
            return ""
        written = "".join(escape(LETTERS[self.below(len(LETTERS))], {'"': "&quot;"}) for _ in range(1 + self.below(12)))
        if self.chance(0.15):
            written = BLANKS[self.below(len(BLANKS))] + written
        if self.chance(0.15):
            written += BLANKS[self.below(len(BLANKS))]
        if self.chance(0.1):
            written = written.replace("B", BLANKS[self.below(len(BLANKS))])
        return written

    def attributes(self, names: list[str]) -> str:
        given = []
        for name in names:
            plain, _, fixed = name.rstrip("?").partition("=")
            here = bool(fixed) or (self.chance(self.optional) if name.endswith("?") else not self.chance(LEFT_OUT))
            if here:
                given.append(f'{plain}="{fixed or self.value()}"')
        for last in range(len(given) - 1, 0, -1):
            other = self.below(last + 1)
            given[last], given[other] = given[other], given[last]
        return "".join((" ", "\n  ")[self.chance(0.2)] + one for one in given)

    def node(self, shapes: dict[str, str], name: str, prefix: str, inside: str = "", more: str = "") -> str:
        words, _, nodes = shapes[name].partition("|")
        content = "".join(self.nodes(shapes, one, prefix) for one in nodes.split()) + inside
        tag = f"{prefix}:{name.rstrip('-')}"
        if self.chance(0.1):
            content += "<!-- nada -->"
        if not content:
            return f"<{tag}{more}{self.attributes(words.split())}/>"
        return f"<{tag}{more}{self.attributes(words.split())}>{content}</{tag}>"

    def nodes(self, shapes: dict[str, str], word: str, prefix: str) -> str:
        """``Name*n``: from none to n of them; ``Name+n``: from one."""
        if word.startswith("Complemento"):
            return self.complements(prefix)
        name, mark, most = word.rpartition("*" if "*" in word else "+")
        least = 1 if mark == "+" else 0
        top = int(most)
        count = least + self.below(top - least + 1) if self.chance(0.5 + self.optional / 2) else least
        return "".join(self.node(shapes, name, prefix) for _ in range(count))

    def complements(self, prefix: str) -> str:
        own = ("nomina12", "n", "x")[self.below(3)]
        one = f' xmlns:{own}="{NOMINA}"'
        written = []
        for _ in range(1 + self.below(2)):
            inside = "".join(self.node(_shapes(NOMINA_12), "Nomina", own, more=one) for _ in range(1 + self.below(2)))
            if self.chance(0.5):
                inside += self.node(_shapes(STAMP), "TimbreFiscalDigital", "tfd", more=f' xmlns:tfd="{TIMBRE}"')
            written.append(f"<{prefix}:Complemento>{inside}</{prefix}:Complemento>")
        return "".join(written)


def _shapes(table: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (line.partition(" ") for line in table.splitlines() if line)}


def document(seed: int) -> str:
    """The CFDI of ``seed``: 3.3 and 4.0 in turns."""
    draw = Draw(random.Random(seed))
    version = ("3.3", "4.0")[seed % 2]
    prefix = ("cfdi", "cfdi", "c", "factura")[draw.below(4)]
    space = f' xmlns:{prefix}="http://www.sat.gob.mx/cfd/{version[0]}"'
    addenda = f"<{prefix}:Addenda><a>no se sella</a></{prefix}:Addenda>" if draw.chance(0.2) else ""
    return draw.node(_shapes(CFDI[version]), "Comprobante", prefix, addenda, space)


def stamp(seed: int) -> str:
    """A stamp alone, as its own document."""
    draw = Draw(random.Random(seed))
    return draw.node(_shapes(STAMP), "TimbreFiscalDigital", "tfd", more=f' xmlns:tfd="{TIMBRE}"')
