"""A CFDI de nómina 1.2 as receipts: one for each complement Nomina that hangs from the Comprobante, and no other.

Only what the seal covers is read: a Nomina inside an Addenda is nobody's word. Fields are named as the format does:
``Receptor/@Curp`` is of the complement, ``Comprobante/Receptor/@Rfc`` of the CFDI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from ventanilla.domain.identifiers import Verdict, curp, nss, registro_patronal, rfc
from ventanilla.formats.finding import Severity
from ventanilla.formats.records import IncapacidadPagada, Recibo
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from . import checks
from .cadena import NOMINA_12, STAMP, VERSIONS
from .values import Node, Report, shown

NOMINA: Final = f"{{{NOMINA_12}}}Nomina"
OLD_NOMINA: Final = "{http://www.sat.gob.mx/nomina}Nomina"
INSURED: Final = frozenset({"02", "13"})  # TipoRegimen of those who usually are: sueldos, indemnización o separación
NOT_EMPLOYED: Final = frozenset({"09", "10", "99"})  # TipoContrato of those whom no employer insures
INCAPACIDADES: Final = frozenset({"01", "02", "03", "04"})  # SAT's catalogue of TipoIncapacidad
MAX_NOMINAS: Final = 50  # complements of one CFDI that are read: it has one, and where a pay was split two or three
MAX_UUID: Final = 60  # letters: what is not a folio is kept to tell two files apart, if it is short
ORDINARIA: Final = "O"
EXTRAORDINARIA: Final = "E"
_KEY: Final = re.compile(r"[0-9]{3}")
_UUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_ORDINARY: Final = {ORDINARIA: True, EXTRAORDINARIA: False}


def receipts(root: etree._Element, report: Report) -> Iterator[Recibo]:
    """The receipts of a CFDI; what is odd goes to ``report``."""
    namespace = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "Comprobante" or namespace not in VERSIONS:
        _not_a_cfdi(Node(report, root, "", root))
        return
    inside = f"{{{namespace}}}Complemento/"
    cfdi = Node(report, root, "Comprobante", root)
    version = cfdi.text("Version")
    if version != VERSIONS[namespace]:
        cfdi.tell(
            Severity.WARNING,
            "Version",
            Text(
                "CFDI_VERSION",
                "El CFDI dice ser de versión «{dicha}» y es {es}.",
                dicha=shown(version),
                es=VERSIONS[namespace],
            ),
            Text("CFDI_VERSION_REMEDIO", "Descárguelo otra vez del portal del SAT."),
        )
    nominas = root.findall(inside + NOMINA)
    if not nominas:
        _no_nomina(cfdi, old=root.find(inside + OLD_NOMINA) is not None)
        return
    payroll = checks.kind(cfdi)
    common = _common(cfdi, namespace, root.find(inside + STAMP))
    totals = checks.Totals()
    for nomina in nominas[:MAX_NOMINAS]:
        yield _receipt(Node(report, nomina, "Nomina", root), common, totals)
    if len(nominas) > MAX_NOMINAS:
        _too_many(cfdi)
    elif payroll:
        checks.whole(cfdi, totals)


class _Common:
    """What every Nomina of a CFDI shares."""

    __slots__ = ("name", "patron", "rfc", "uuid")

    def __init__(self, name: str, rfc: str, patron: str, uuid: str) -> None:
        self.name, self.rfc, self.patron, self.uuid = name, rfc, patron, uuid


def _common(cfdi: Node, namespace: str, stamp: etree._Element | None) -> _Common:
    issuer = _child(cfdi, f"{{{namespace}}}Emisor", "Comprobante/Emisor")
    worker = _child(cfdi, f"{{{namespace}}}Receptor", "Comprobante/Receptor")
    patron = issuer.identifier("Rfc", rfc.examine, rfc.suggest)
    theirs = worker.identifier("Rfc", rfc.examine, rfc.suggest)
    name = worker.text("Nombre")
    uuid = ""
    if stamp is None:
        cfdi.tell(
            Severity.WARNING,
            "",
            Text("SIN_TIMBRE", "El comprobante no trae el timbre fiscal del SAT, y sin él no tiene folio fiscal."),
            Text("SIN_TIMBRE_REMEDIO", "Use el XML timbrado, que es el que entrega el programa de nómina al final."),
        )
    else:
        node = Node(cfdi.report, stamp, "TimbreFiscalDigital", stamp)
        uuid = node.text("UUID").upper()
        if not _UUID.fullmatch(uuid):
            node.tell(
                Severity.WARNING,
                "UUID",
                Text("UUID_FORMA", "El folio fiscal «{dicho}» no tiene la forma de uno.", dicho=shown(uuid)),
                Text("UUID_FORMA_REMEDIO", "Use el XML timbrado tal como lo entregó el SAT."),
            )
            uuid = uuid if len(uuid) <= MAX_UUID else ""
    return _Common(name, theirs, patron, uuid)


def _receipt(nomina: Node, common: _Common, totals: checks.Totals) -> Recibo:
    issuer, worker = _child(nomina, _name("Emisor"), "Emisor"), _child(nomina, _name("Receptor"), "Receptor")
    kind = nomina.text("TipoNomina")
    regime, contract = worker.text("TipoRegimen"), worker.text("TipoContrato")
    if kind not in _ORDINARY:
        _unknown_code(nomina, "TipoNomina", kind)
    checks.version(nomina)
    registro = issuer.identifier("RegistroPatronal", _imported, registro_patronal.suggest, dashes=True)
    issuer.identifier("Curp", curp.examine, curp.suggest)
    issuer.identifier("RfcPatronOrigen", rfc.examine, rfc.suggest)
    risk = worker.text("RiesgoPuesto")
    started = worker.date("FechaInicioRelLaboral")
    first, last = _stretch(nomina)
    read = Recibo(
        place=nomina.place(),
        registro=registro,
        nss=worker.identifier("NumSeguridadSocial", nss.examine, nss.suggest),
        uuid=common.uuid,
        curp=worker.identifier("Curp", curp.examine, curp.suggest),
        rfc=common.rfc,
        rfc_patron=common.patron,
        nombre_completo=common.name,
        pago=nomina.date("FechaPago"),
        desde=first,
        hasta=last,
        dias_pagados=nomina.number("NumDiasPagados") or Decimal(0),
        ordinaria=_ORDINARY.get(kind, True),
        fecha_alta=started,
        sbc=worker.money("SalarioBaseCotApor"),
        sdi=worker.money("SalarioDiarioIntegrado"),
        tipo_contrato=contract,
        tipo_jornada=worker.text("TipoJornada"),
        tipo_regimen=regime,
        riesgo_puesto=risk,
        entidad=worker.text("ClaveEntFed"),
        clave=worker.text("NumEmpleado"),
        incapacidades=tuple(_incapacities(nomina)),
        deducciones=_deductions(nomina, totals),
        percepciones=_perceptions(nomina, totals),
    )
    _other_payments(nomina, totals)
    _subcontracting(worker)
    insured = regime in INSURED and contract not in NOT_EMPLOYED
    checks.missing(nomina, issuer, worker, insured=insured)
    checks.receipt(nomina, issuer, worker, read, insured=insured)
    return read


def _stretch(nomina: Node) -> tuple[date | None, date | None]:
    """The days that are paid; neither where they are the wrong way round, for nobody knows which is mistyped."""
    first, last = nomina.date("FechaInicialPago"), nomina.date("FechaFinalPago")
    if first is not None and last is not None and last < first:
        nomina.tell(
            Severity.ERROR,
            "FechaFinalPago",
            Text(
                "FECHAS_INVERTIDAS", "El pago termina el {fin}, antes de empezar el {inicio}.", fin=last, inicio=first
            ),
            Text("FECHAS_INVERTIDAS_REMEDIO", "Corrija una de las dos; mientras tanto no se usa ninguna."),
        )
        return None, None
    return first, last


def _perceptions(nomina: Node, totals: checks.Totals) -> dict[str, Money]:
    """By SAT's key, taxed and exempt together; the totals written beside them are compared."""
    group = _child(nomina, _name("Percepciones"), "Percepciones")
    found = checks.Perceptions()
    if group.element is not None:
        for one in group.element.iterchildren(_name("Percepcion")):
            node = Node(nomina.report, one, "Percepcion", one)
            taxed, exempt = node.money("ImporteGravado"), node.money("ImporteExento")
            found.add(_key(node, "TipoPercepcion"), taxed or checks.NOTHING, exempt or checks.NOTHING)
    checks.perceptions(nomina, group, found, totals)
    return found.by_key


def _deductions(nomina: Node, totals: checks.Totals) -> dict[str, Money]:
    group = _child(nomina, _name("Deducciones"), "Deducciones")
    by_key: dict[str, Money] = {}
    every: list[tuple[str, Money]] = []
    if group.element is not None:
        for one in group.element.iterchildren(_name("Deduccion")):
            node = Node(nomina.report, one, "Deduccion", one)
            key, amount = _key(node, "TipoDeduccion"), node.money("Importe") or checks.NOTHING
            every.append((key, amount))
            if key:
                by_key[key] = by_key.get(key, checks.NOTHING) + amount
    checks.deductions(nomina, group, every, totals)
    return by_key


def _other_payments(nomina: Node, totals: checks.Totals) -> None:
    group = _child(nomina, _name("OtrosPagos"), "OtrosPagos")
    amounts = []
    if group.element is not None:
        for one in group.element.iterchildren(_name("OtroPago")):
            amounts.append(Node(nomina.report, one, "OtroPago", one).money("Importe") or checks.NOTHING)
    checks.other_payments(nomina, amounts, totals)


def _incapacities(nomina: Node) -> Iterator[IncapacidadPagada]:
    assert nomina.element is not None
    for one in nomina.element.iterfind(f"{_name('Incapacidades')}/{_name('Incapacidad')}"):
        node = Node(nomina.report, one, "Incapacidad", one)
        kind, days, amount = (
            node.text("TipoIncapacidad"),
            node.number("DiasIncapacidad"),
            node.money("ImporteMonetario"),
        )
        if kind not in INCAPACIDADES:
            _unknown_code(node, "TipoIncapacidad", kind)
        if days is not None and (days != int(days) or not 1 <= days <= checks.MOST_DAYS):
            node.tell(
                Severity.ERROR,
                "DiasIncapacidad",
                Text(
                    "INCAPACIDAD_DIAS", "Una incapacidad de {dias} días no es posible; se dejó fuera.", dias=str(days)
                ),
                Text("INCAPACIDAD_DIAS_REMEDIO", "Escriba los días enteros que ampara el certificado."),
            )
            days = None
        if days is not None:
            yield IncapacidadPagada(kind, int(days), amount)


def _subcontracting(worker: Node) -> None:
    """Whom else the person works for (LFT 13-15): told, for their contributions may be another's."""
    if worker.element is None:
        return
    for one in worker.element.iterchildren(_name("SubContratacion")):
        node = Node(worker.report, one, "SubContratacion", one)
        other, share = node.identifier("RfcLabora", rfc.examine, rfc.suggest), node.number("PorcentajeTiempo")
        node.tell(
            Severity.NOTE,
            "RfcLabora",
            Text(
                "SUBCONTRATACION",
                "La persona presta sus servicios a {otro} el {parte} por ciento de su tiempo.",
                otro=other or "otra empresa",
                parte=str(share) if share is not None else "no dicho",
            ),
            Text("SUBCONTRATACION_REMEDIO", "Compruebe en qué registro patronal se cotiza."),
        )


def _key(node: Node, attribute: str) -> str:
    """SAT's key of three digits; "" where it is another thing, and then the amount is in no key."""
    value = node.text(attribute)
    if _KEY.fullmatch(value):
        return value
    node.tell(
        Severity.ERROR,
        attribute,
        Text(
            "CLAVE_SAT", "La clave «{dicha}» no son tres dígitos: su importe quedó sin clasificar.", dicha=shown(value)
        ),
        Text("CLAVE_SAT_REMEDIO", "Use la clave del catálogo del SAT, con sus ceros: 001."),
    )
    return ""


def _unknown_code(node: Node, attribute: str, value: str) -> None:
    node.tell(
        Severity.WARNING,
        attribute,
        Text("CODIGO_DESCONOCIDO", "«{dicho}» no está en el catálogo del SAT para ese dato.", dicho=shown(value)),
        Text("CODIGO_DESCONOCIDO_REMEDIO", "Escoja uno del catálogo en su programa de nómina."),
    )


def _imported(number: str) -> Verdict:
    return registro_patronal.examine(number, imported=True)


def _name(local: str) -> str:
    return f"{{{NOMINA_12}}}{local}"


def _child(node: Node, name: str, label: str) -> Node:
    assert node.element is not None
    return Node(node.report, node.element.find(name), label, node.element)


def _too_many(cfdi: Node) -> None:
    cfdi.tell(
        Severity.ERROR,
        "",
        Text(
            "MUCHAS_NOMINAS",
            "El CFDI trae más de {limite} complementos de nómina; solo se leyeron esos.",
            limite=MAX_NOMINAS,
        ),
        Text("MUCHAS_NOMINAS_REMEDIO", "Un recibo lleva uno: pida el CFDI original a quien se lo envió."),
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _not_a_cfdi(node: Node) -> None:
    assert node.element is not None
    node.tell(
        Severity.ERROR,
        "",
        Text("NO_ES_CFDI", "Es un XML de «{raiz}», no un CFDI 3.3 ni 4.0.", raiz=shown(_local(node.element))),
        Text("NO_ES_CFDI_REMEDIO", "Entregue los recibos de nómina tal como los da el SAT."),
    )


def _no_nomina(cfdi: Node, *, old: bool) -> None:
    if old:
        cause = Text("NOMINA_ANTERIOR", "El recibo usa el complemento de nómina 1.1, que dejó de usarse en 2017.")
    else:
        cause = Text("SIN_NOMINA", "Es un CFDI, y no un recibo de nómina: no trae el complemento de nómina 1.2.")
    fix = Text("SIN_NOMINA_REMEDIO", "Deje en la carpeta solo recibos de nómina 1.2; este se pasó por alto.")
    cfdi.tell(Severity.WARNING, "", cause, fix)
