"""Payroll receipts (CFDI de nómina 1.2, in CFDI 3.3 and 4.0) of people who never existed, sealed by whoever has a key.

Each node is written in the order of Anexo 20, so that the *cadena original* is the values in the order in which they
were written, and no other program is needed to seal. Whoever calls gives the keys: the demonstration's authority
issues them. Written by hand: nothing here needs a library of XML.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.domain.identifiers import rfc
from ventanilla.kernel.period import Period

from . import wages
from .draw import Numbers, day_between, new_id, stream, years_before
from .employers import company
from .model import Patron, Persona, Registro
from .people import Wanted, draw_person

Version = Literal["3.3", "4.0"]

RFC_STAMPER: Final = rfc.compose_moral("Timbres Nube de Cartón, S.A. de C.V.", date(2015, 3, 2))
INCAPACITY: Final = 25  # one receipt in this many has a certificate
CREDIT: Final = 6  # one in this many pays a housing credit
VOUCHERS: Final = 3  # one in this many has vouchers
FACTOR: Final = 1_050  # thousandths of the wage that make its base: a factor of somebody who began lately
PUESTOS: Final = ("Auxiliar", "Operador", "Analista", "Supervisora", "Chofer", "Almacenista", "Cajera", "Técnico")
ENTIDADES: Final = ("AGU", "CMX", "JAL", "MOR", "NLE", "OAX", "PUE", "QUE", "SON", "YUC")
_CFDI: Final = {"3.3": "http://www.sat.gob.mx/cfd/3", "4.0": "http://www.sat.gob.mx/cfd/4"}
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NOMINA: Final = "http://www.sat.gob.mx/nomina12"
_TIMBRE: Final = "http://www.sat.gob.mx/TimbreFiscalDigital"
_SITE: Final = "http://www.sat.gob.mx/sitio_internet/cfd"
_QUOTED: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


@dataclass(frozen=True, slots=True)
class Sellador:
    """Whoever seals: a private key, its certificate (DER) and the number that SAT prints for it (20 digits)."""

    key: RSAPrivateKey
    certificate: bytes
    numero: str

    def seal(self, cadena: str) -> str:
        """RSA PKCS#1 v1.5 with SHA-256, in base64."""
        return base64.b64encode(self.key.sign(cadena.encode("utf-8"), PKCS1v15(), SHA256())).decode("ascii")


@dataclass(frozen=True, slots=True)
class Trabajador:
    """Somebody on the payroll: daily wage and base wage in centavos."""

    persona: Persona
    nss: str
    ingreso: date
    diario: int
    sbc: int
    clave: str
    puesto: str
    entidad: str


@dataclass(frozen=True, slots=True)
class Pago:
    """What one receipt pays, in centavos. ``incapacidad``: SAT's kind and its days, which are not among ``dias``."""

    dias: int
    sueldo: int
    vales: int = 0
    subsidio: int = 0
    seguridad_social: int = 0
    isr: int = 0
    credito: int = 0
    incapacidad: tuple[str, int] | None = None


def employer(seed: int, on: date) -> Patron:
    """A company that never existed, whose RFC the certificate that seals must bear.

    >>> employer(7, date(2026, 11, 22)).rfc == employer(7, date(2026, 11, 22)).rfc
    True
    """
    rng = stream(seed, "patron")
    numbers = Numbers()
    persona = draw_person(rng, numbers, Wanted(years_before(on, 70), years_before(on, 30)))
    return company(rng, on, persona, numbers)


def workers(seed: int, on: date, count: int) -> Iterator[Trabajador]:
    """``count`` people on a payroll, all different, one at a time."""
    numbers = Numbers()
    for place in range(count):
        rng = stream(seed, "nomina", place)
        persona = draw_person(rng, numbers, Wanted(years_before(on, 64), years_before(on, 19)))
        joined = day_between(rng, years_before(on, 12), on - timedelta(days=40))
        daily = wages.first_wage(rng, on)
        yield Trabajador(
            persona=persona,
            nss=numbers.nss(f"{rng.randint(91, 98)}", joined, persona.nacimiento),
            ingreso=joined,
            diario=daily,
            sbc=wages.within(daily * FACTOR // 1000, on),
            clave=f"{place + 1:05d}",
            puesto=rng.choice(PUESTOS),
            entidad=rng.choice(ENTIDADES),
        )


def payroll(
    seed: int,
    patron: Patron,
    period: Period,
    count: int,
    sellador: Sellador,
    *,
    timbrador: Sellador | None = None,
    version: Version = "4.0",
) -> Iterator[tuple[str, bytes]]:
    """``count`` receipts of ``period``, each with the name of its file; sealed, and stamped where ``timbrador`` is.

    Repeatable but for the keys. One at a time: as many as are wanted fit in the memory of one.
    """
    registro = patron.registros[0]
    for place, worker in enumerate(workers(seed, period.last, count)):
        rng = stream(seed, "recibo", place)
        uuid = str(new_id(rng)).upper()
        paid = pay(seed, place, worker, period)
        xml = receipt(patron, registro, worker, paid, period, sellador, uuid=uuid, timbrador=timbrador, version=version)
        yield f"{uuid}.xml", xml


def pay(seed: int, place: int, worker: Trabajador, period: Period) -> Pago:
    """What somebody is paid for a period: shares of the wage, not those of any law."""
    rng = stream(seed, "pago", place)
    incapacity = None
    if rng.randrange(INCAPACITY) == 0:
        incapacity = (rng.choice(("01", "02", "02", "03")), rng.randint(1, min(7, period.days - 1)))
    days = period.days - (incapacity[1] if incapacity else 0)
    wage = worker.diario * days
    return Pago(
        dias=days,
        sueldo=wage,
        vales=wage * rng.randint(20, 90) // 1000 if rng.randrange(VOUCHERS) == 0 else 0,
        subsidio=worker.diario * incapacity[1] * 6 // 10 if incapacity else 0,
        seguridad_social=wage * rng.randint(20, 30) // 1000,
        isr=wage * rng.randint(20, 250) // 1000,
        credito=wage * rng.randint(50, 200) // 1000 if rng.randrange(CREDIT) == 0 else 0,
        incapacidad=incapacity,
    )


Attributes = tuple[tuple[str, str | None], ...]


class _Sheet:
    """The text of a document and, as it is written, the values that its seal covers."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[str] = []

    def open(self, tag: str, attributes: Attributes, *, closed: bool = False) -> None:
        """A start tag; an attribute with None is not there."""
        given = [(name, value) for name, value in attributes if value is not None]
        self.values += [" ".join(value.split()) for _, value in given]
        written = "".join(f' {name}="{value.translate(_QUOTED)}"' for name, value in given)
        self.parts.append(f"<{tag}{written}{'/' if closed else ''}>")

    def plain(self, text: str) -> None:
        """What no seal covers."""
        self.parts.append(text)

    @property
    def cadena(self) -> str:
        """The cadena original of what was written."""
        return f"||{'|'.join(self.values)}||"


def receipt(
    patron: Patron,
    registro: Registro,
    worker: Trabajador,
    paid: Pago,
    period: Period,
    sellador: Sellador,
    *,
    uuid: str = "",
    timbrador: Sellador | None = None,
    version: Version = "4.0",
) -> bytes:
    """One receipt in UTF-8, sealed by ``sellador`` and, where ``timbrador`` is, stamped with the folio ``uuid``."""
    at = datetime.combine(period.last, time(9, 30))
    sheet = _Sheet()
    head = _head(paid, at, sellador, version)
    sheet.values += [value for _, value in head if value is not None]
    _parties(sheet, patron, worker, version)
    _concept(sheet, paid, version)
    sheet.plain("<cfdi:Complemento>")
    _nomina(sheet, registro, worker, paid, period)
    seal = sellador.seal(sheet.cadena)
    start = "".join(f' {name}="{value.translate(_QUOTED)}"' for name, value in head if value is not None)
    certificate = base64.b64encode(sellador.certificate).decode("ascii")
    cfdv = f"{_SITE}/{version[0]}/cfdv{version.replace('.', '')}.xsd"
    schema = f"{_CFDI[version]} {cfdv} {_NOMINA} {_SITE}/nomina/nomina12.xsd"
    root = (
        f'<cfdi:Comprobante xmlns:cfdi="{_CFDI[version]}" xmlns:nomina12="{_NOMINA}" xmlns:xsi="{_XSI}"'
        f' xsi:schemaLocation="{schema}"{start} Sello="{seal}" Certificado="{certificate}">'
    )
    stamp = _stamp(timbrador, uuid, at + timedelta(minutes=2), seal) if timbrador is not None else ""
    body = "\n".join(sheet.parts)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n{body}\n{stamp}</cfdi:Complemento>\n</cfdi:Comprobante>\n'
    return text.encode("utf-8")


def _head(paid: Pago, at: datetime, sellador: Sellador, version: Version) -> Attributes:
    subtotal, discount = _subtotal(paid), _discount(paid)
    return (
        ("Version", version),
        ("Serie", "NOM"),
        ("Fecha", at.isoformat()),
        ("FormaPago", "99" if version == "3.3" else None),
        ("NoCertificado", sellador.numero),
        ("SubTotal", pesos(subtotal)),
        ("Descuento", pesos(discount)),
        ("Moneda", "MXN"),
        ("Total", pesos(subtotal - discount)),
        ("TipoDeComprobante", "N"),
        ("Exportacion", "01" if version == "4.0" else None),
        ("MetodoPago", "PUE"),
        ("LugarExpedicion", "06600"),
    )


def _parties(sheet: _Sheet, patron: Patron, worker: Trabajador, version: Version) -> None:
    new = version == "4.0"
    name = worker.persona.nombre_completo.upper()
    issuer = (("Rfc", patron.rfc), ("Nombre", patron.nombre.upper()), ("RegimenFiscal", "601"))
    sheet.open("cfdi:Emisor", issuer, closed=True)
    receiver = (
        ("Rfc", worker.persona.rfc),
        ("Nombre", name),
        ("DomicilioFiscalReceptor", "06600" if new else None),
        ("RegimenFiscalReceptor", "605" if new else None),
        ("UsoCFDI", "CN01" if new else "P01"),
    )
    sheet.open("cfdi:Receptor", receiver, closed=True)


def _concept(sheet: _Sheet, paid: Pago, version: Version) -> None:
    sheet.plain("<cfdi:Conceptos>")
    amount = pesos(_subtotal(paid))
    concept = (
        ("ClaveProdServ", "84111505"),
        ("Cantidad", "1"),
        ("ClaveUnidad", "ACT"),
        ("Descripcion", "Pago de nómina"),
        ("ValorUnitario", amount),
        ("Importe", amount),
        ("Descuento", pesos(_discount(paid))),
        ("ObjetoImp", "01" if version == "4.0" else None),
    )
    sheet.open("cfdi:Concepto", concept, closed=True)
    sheet.plain("</cfdi:Conceptos>")


def _nomina(sheet: _Sheet, registro: Registro, worker: Trabajador, paid: Pago, period: Period) -> None:
    earned = paid.sueldo + paid.vales + paid.subsidio
    sheet.open(
        "nomina12:Nomina",
        (
            ("Version", "1.2"),
            ("TipoNomina", "O"),
            ("FechaPago", period.last.isoformat()),
            ("FechaInicialPago", period.first.isoformat()),
            ("FechaFinalPago", period.last.isoformat()),
            ("NumDiasPagados", f"{paid.dias}.000"),
            ("TotalPercepciones", pesos(earned)),
            ("TotalDeducciones", pesos(_discount(paid))),
            ("TotalOtrosPagos", "0.00"),
        ),
    )
    sheet.open("nomina12:Emisor", (("RegistroPatronal", registro.numero),), closed=True)
    _receiver(sheet, worker, period)
    _perceptions(sheet, paid)
    _deductions(sheet, paid)
    sheet.plain("<nomina12:OtrosPagos>")
    subsidy = (("TipoOtroPago", "002"), ("Clave", "002"), ("Concepto", "Subsidio para el empleo"), ("Importe", "0.00"))
    sheet.open("nomina12:OtroPago", subsidy)
    sheet.open("nomina12:SubsidioAlEmpleo", (("SubsidioCausado", "0.00"),), closed=True)
    sheet.plain("</nomina12:OtroPago></nomina12:OtrosPagos>")
    if paid.incapacidad is not None:
        kind, days = paid.incapacidad
        sheet.plain("<nomina12:Incapacidades>")
        sheet.open(
            "nomina12:Incapacidad",
            (("DiasIncapacidad", str(days)), ("TipoIncapacidad", kind), ("ImporteMonetario", pesos(paid.subsidio))),
            closed=True,
        )
        sheet.plain("</nomina12:Incapacidades>")
    sheet.plain("</nomina12:Nomina>")


def _receiver(sheet: _Sheet, worker: Trabajador, period: Period) -> None:
    weeks = ((period.last - worker.ingreso).days + 1) // 7
    sheet.open(
        "nomina12:Receptor",
        (
            ("Curp", worker.persona.curp),
            ("NumSeguridadSocial", worker.nss),
            ("FechaInicioRelLaboral", worker.ingreso.isoformat()),
            ("Antigüedad", f"P{weeks}W"),
            ("TipoContrato", "01"),
            ("Sindicalizado", "No"),
            ("TipoJornada", "01"),
            ("TipoRegimen", "02"),
            ("NumEmpleado", worker.clave),
            ("Departamento", "Operaciones"),
            ("Puesto", worker.puesto),
            ("RiesgoPuesto", "2"),
            ("PeriodicidadPago", "04"),
            ("SalarioBaseCotApor", pesos(worker.sbc)),
            ("SalarioDiarioIntegrado", pesos(worker.sbc)),
            ("ClaveEntFed", worker.entidad),
        ),
        closed=True,
    )


def _perceptions(sheet: _Sheet, paid: Pago) -> None:
    each = [("001", "001", "Sueldo", paid.sueldo, 0)]
    if paid.vales:
        each.append(("029", "029", "Vales de despensa", 0, paid.vales))
    if paid.subsidio:
        each.append(("014", "014", "Subsidio por incapacidad", 0, paid.subsidio))
    taxed, exempt = sum(one[3] for one in each), sum(one[4] for one in each)
    totals = (("TotalSueldos", pesos(taxed + exempt)), ("TotalGravado", pesos(taxed)), ("TotalExento", pesos(exempt)))
    sheet.open("nomina12:Percepciones", totals)
    for kind, key, concept, gravado, exento in each:
        sheet.open(
            "nomina12:Percepcion",
            (
                ("TipoPercepcion", kind),
                ("Clave", key),
                ("Concepto", concept),
                ("ImporteGravado", pesos(gravado)),
                ("ImporteExento", pesos(exento)),
            ),
            closed=True,
        )
    sheet.plain("</nomina12:Percepciones>")


def _deductions(sheet: _Sheet, paid: Pago) -> None:
    each = [("001", "101", "Seguridad social", paid.seguridad_social), ("002", "102", "ISR", paid.isr)]
    if paid.credito:
        each.append(("010", "110", "Pago por crédito de vivienda", paid.credito))
    other = paid.seguridad_social + paid.credito
    totals = (("TotalOtrasDeducciones", pesos(other)), ("TotalImpuestosRetenidos", pesos(paid.isr)))
    sheet.open("nomina12:Deducciones", totals)
    for kind, key, concept, amount in each:
        written = (("TipoDeduccion", kind), ("Clave", key), ("Concepto", concept), ("Importe", pesos(amount)))
        sheet.open("nomina12:Deduccion", written, closed=True)
    sheet.plain("</nomina12:Deducciones>")


def _stamp(timbrador: Sellador, uuid: str, at: datetime, seal: str) -> str:
    sheet = _Sheet()
    given = (
        ("Version", "1.1"),
        ("UUID", uuid),
        ("FechaTimbrado", at.isoformat()),
        ("RfcProvCertif", RFC_STAMPER),
        ("SelloCFD", seal),
        ("NoCertificadoSAT", timbrador.numero),
    )
    sheet.open("tfd:TimbreFiscalDigital", given)
    written = sheet.parts[0].removeprefix("<tfd:TimbreFiscalDigital").removesuffix(">")
    return f'<tfd:TimbreFiscalDigital xmlns:tfd="{_TIMBRE}"{written} SelloSAT="{timbrador.seal(sheet.cadena)}"/>\n'


def _subtotal(paid: Pago) -> int:
    return paid.sueldo + paid.vales + paid.subsidio


def _discount(paid: Pago) -> int:
    return paid.seguridad_social + paid.isr + paid.credito


def pesos(centavos: int) -> str:
    """An amount as a CFDI writes it.

    >>> pesos(123405)
    '1234.05'
    """
    return f"{centavos // 100}.{centavos % 100:02d}"
