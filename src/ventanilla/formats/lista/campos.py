"""What a column of a list of workers may hold, and how people title it.

>>> weight(Campo.NSS, "no seguro social"), weight(Campo.FECHA_ALTA, "f alta imss"), weight(Campo.SBC, "sueldo mensual")
(1.0, 1.0, 0.0)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final


class Campo(Enum):
    """A datum of a worker; the values are those of a saved plantilla."""

    __hash__ = object.__hash__  # each is one object: a row looks fields up by the dozen

    NSS = "nss"
    CURP = "curp"
    RFC = "rfc"
    REGISTRO = "registro"
    NOMBRE = "nombre"  # whole
    PRIMER_APELLIDO = "primer_apellido"
    SEGUNDO_APELLIDO = "segundo_apellido"
    APELLIDOS = "apellidos"  # both
    NOMBRES = "nombres"  # the given names alone
    SEGUNDO_NOMBRE = "segundo_nombre"
    CLAVE = "clave"
    FECHA_ALTA = "fecha_alta"
    FECHA_BAJA = "fecha_baja"
    CAUSA_BAJA = "causa_baja"
    SBC = "sbc"
    DIARIO = "diario"
    MOVIMIENTO = "movimiento"
    FECHA_MOVIMIENTO = "fecha_movimiento"
    AUSENCIAS = "ausencias"  # how many days
    FECHA_AUSENCIA = "fecha_ausencia"  # which day, or days
    FOLIO = "folio"
    DESDE = "desde"  # of an incapacity
    HASTA = "hasta"
    DIAS = "dias"
    RAMA = "rama"
    CREDITO = "credito"
    DESCUENTO = "descuento"  # its kind
    VALOR = "valor"  # of the discount
    FECHA_CREDITO = "fecha_credito"
    PUESTO = "puesto"
    UMF = "umf"
    JORNADA = "jornada"
    TIPO_TRABAJADOR = "tipo_trabajador"
    TIPO_SALARIO = "tipo_salario"
    UBICACION = "ubicacion"
    CODIGO_POSTAL = "codigo_postal"
    NACIMIENTO = "nacimiento"
    LUGAR_NACIMIENTO = "lugar_nacimiento"
    ENTIDAD_NACIMIENTO = "entidad_nacimiento"
    SEXO = "sexo"


TITULOS: Final[dict[Campo, str]] = {
    Campo.NSS: "NSS",
    Campo.CURP: "CURP",
    Campo.RFC: "RFC",
    Campo.REGISTRO: "registro patronal",
    Campo.NOMBRE: "nombre completo",
    Campo.PRIMER_APELLIDO: "primer apellido",
    Campo.SEGUNDO_APELLIDO: "segundo apellido",
    Campo.APELLIDOS: "apellidos",
    Campo.NOMBRES: "nombres",
    Campo.SEGUNDO_NOMBRE: "segundo nombre",
    Campo.CLAVE: "clave del trabajador",
    Campo.FECHA_ALTA: "fecha de alta",
    Campo.FECHA_BAJA: "fecha de baja",
    Campo.CAUSA_BAJA: "causa de baja",
    Campo.SBC: "salario base de cotización",
    Campo.DIARIO: "salario diario",
    Campo.MOVIMIENTO: "tipo de movimiento",
    Campo.FECHA_MOVIMIENTO: "fecha del movimiento",
    Campo.AUSENCIAS: "días de ausencia",
    Campo.FECHA_AUSENCIA: "fecha de ausencia",
    Campo.FOLIO: "folio de incapacidad",
    Campo.DESDE: "inicio de incapacidad",
    Campo.HASTA: "término de incapacidad",
    Campo.DIAS: "días de incapacidad",
    Campo.RAMA: "ramo de incapacidad",
    Campo.CREDITO: "número de crédito",
    Campo.DESCUENTO: "tipo de descuento",
    Campo.VALOR: "valor del descuento",
    Campo.FECHA_CREDITO: "inicio del descuento",
    Campo.PUESTO: "puesto",
    Campo.UMF: "unidad de medicina familiar",
    Campo.JORNADA: "jornada",
    Campo.TIPO_TRABAJADOR: "tipo de trabajador",
    Campo.TIPO_SALARIO: "tipo de salario",
    Campo.UBICACION: "ubicación",
    Campo.CODIGO_POSTAL: "código postal",
    Campo.NACIMIENTO: "fecha de nacimiento",
    Campo.LUGAR_NACIMIENTO: "lugar de nacimiento",
    Campo.ENTIDAD_NACIMIENTO: "entidad de nacimiento",
    Campo.SEXO: "sexo",
}
"""Each field as a person knows it."""


class Contenido(Enum):
    """What the cells of a field are."""

    NSS = auto()
    CURP = auto()
    RFC = auto()
    REGISTRO = auto()
    PALABRAS = auto()  # letters: a name, a job
    FECHA = auto()
    SALARIO = auto()
    IMPORTE = auto()
    CUENTA = auto()  # a few: days
    CODIGO = auto()  # short, of letters or digits
    CREDITO = auto()  # ten digits
    TEXTO = auto()
    MOVIMIENTO = auto()
    SEXO = auto()
    CAUSA = auto()
    RAMA = auto()
    DESCUENTO = auto()
    TRABAJADOR = auto()
    TIPO_SALARIO = auto()
    JORNADA = auto()


@dataclass(frozen=True, slots=True)
class Regla:
    """How a field is titled: ways with their weight (1 is sure), and words that mean another thing."""

    contenido: Contenido
    ways: tuple[tuple[float, str], ...]
    never: str = ""


_DAY: Final = r"(fecha|fec|fch|fha|f|dia)"
_NO: Final = r"(no|num|numero|nro|n|clave|cve|id|codigo|cod)"
_WHO: Final = r"(trab\w*|emp\w*|colab\w*|aseg\w*|personal|receptor)"
_PERIOD: Final = r"mens\w*|quinc\w*|seman\w*|catorc\w*|decen\w*|anual\w*|\bmes\b"
_LOAN: Final = r"(cred\w*|infonavit|vivienda|fovissste)"

REGLAS: Final[dict[Campo, Regla]] = {
    Campo.NSS: Regla(
        Contenido.NSS,
        (
            (1.0, r"\bnss\b|seg\w* ?soc\w*|^segsoc|" + _NO + r" (de )?afil\w*|^afil\w*( imss| ss)?$|imss afil\w*"),
            (0.9, rf"^({_NO}|reg|registro|afil\w*)? ?(de |del )?imss( {_WHO})?$|imss no$"),
            (0.8, rf"^{_NO}? ?(de )?ss$"),
        ),
        rf"^{_DAY} |\balta|\bbaja|cuota|\bsal|sdi|sbc|patr|\breg pat|deduc|obrer|umf|folio|deleg|tipo|regimen|clinica"
        r"|mov|aporta|dias|falta|descuento",
    ),
    Campo.CURP: Regla(Contenido.CURP, ((1.0, r"\bcurp\b|clave unica"),)),
    Campo.RFC: Regla(
        Contenido.RFC, ((1.0, r"\brfc\b|reg\w* fed\w*|contribuyente"),), r"patr|empresa|emisor|compan|razon"
    ),
    Campo.REGISTRO: Regla(
        Contenido.REGISTRO,
        (
            (1.0, r"\breg\w* ?(del? )?patr?\w*"),
            (0.9, rf"^{_NO}? ?(de )?rp$|^patronal$"),
            (0.6, r"^registro( imss)?$"),
        ),
        rf"^{_DAY} |cuota",
    ),
    Campo.NOMBRE: Regla(
        Contenido.PALABRAS,
        (
            (1.0, rf"nom\w* comp\w*|^nom\w* (del? )?{_WHO}|\bpat\w*.*\bmat\w*.*\bnom|\bnom\w*.*\bpat\w*.*\bmat"),
            (1.0, r"apell?\w* (y |e )?nom\w*|nom\w* (y |e )?apell?\w*|razon social"),
            (0.85, rf"^{_WHO}$|^(nombre|nom) del? "),
            (0.7, r"^nombres?$"),
        ),
        rf"^{_NO} |^tipo|^{_DAY} |depto|departamento|puesto|patron|empresa|benef|banco|conyuge|padre|madre|jefe|curso",
    ),
    Campo.PRIMER_APELLIDO: Regla(
        Contenido.PALABRAS,
        ((1.0, r"\b(ape)?pat(erno)?\b|\bap\w* p$|(primer|1er|1ro|1o|1) ?ap\w*|ap\w* ?(1| uno| primero)$"),),
        r"\bnom|\bmat|reg",
    ),
    Campo.SEGUNDO_APELLIDO: Regla(
        Contenido.PALABRAS,
        ((1.0, r"\b(ape)?mat(erno)?\b|\bap\w* m$|(segundo|2do|2o|2) ?ap\w*|ap\w* ?(2| dos| segundo)$"),),
        r"\bnom|\bpat",
    ),
    Campo.APELLIDOS: Regla(
        Contenido.PALABRAS, ((1.0, r"^apellidos?$|\bpat\w*.*\bmat|^apellidos? (del? )"),), r"\bnom|primer|segundo"
    ),
    Campo.NOMBRES: Regla(
        Contenido.PALABRAS,
        (
            (1.0, r"^nombres? s$|nombres? de pila|^nombre propio"),
            (0.9, r"primer nom\w*|nom\w* 1$"),
            (0.7, r"^nombres?$"),
        ),
        r"apell|\bpat|\bmat",
    ),
    Campo.SEGUNDO_NOMBRE: Regla(Contenido.PALABRAS, ((1.0, r"(segundo|2do|2o) nom\w*|nom\w* 2$"),), r"apell"),
    Campo.CLAVE: Regla(
        Contenido.CODIGO,
        (
            (1.0, rf"^{_NO}? ?(de |del )?(ficha|nomina|{_WHO})( interno)?$|^matricula|^expediente"),
            (1.0, rf"^{_WHO} {_NO}$"),
            (0.85, r"^(clave|cve|codigo|cod|id|ficha|nomina|exp)$"),
            (0.6, r"^(no|num|numero|nro|n|#|consec\w*)$"),
        ),
        rf"puesto|depto|departamento|banco|postal|cuenta|\bss\b|{_LOAN}|turno|\barea|\btel|^(trab|emp|colab|aseg|pers)\w*$",
    ),
    Campo.FECHA_ALTA: Regla(
        Contenido.FECHA,
        (
            (1.0, rf"({_DAY}|^)? ?(de |del )?(alta|afil\w*|inscripcion) ?(en |al? )?(el )?(imss|ss|seg\w*)"),
            (0.95, rf"^{_DAY} ?(de |del )?(alta|reing\w*)\b|^alta$|^altas$"),
            (0.85, rf"^{_DAY} ?(de |del )?(ing\w*|contra\w*|entrada|antig\w*|ini\w* (de )?(rel|lab)\w*)|^ingreso\b"),
            (0.85, r"ini\w* (de )?(la )?(rel|lab)\w*|inicio contrato"),
            (0.7, rf"^antig\w*$|^{_DAY} ?(de )?inicio$|^contrata\w*$|^entr(o|ada)$"),
            (0.45, r"^fecha$"),
        ),
        rf"\bbaja|\bnac|\bmov|pago|incap|ausen|falta|{_LOAN}|desc|curso|term",
    ),
    Campo.FECHA_BAJA: Regla(
        Contenido.FECHA,
        (
            (1.0, rf"^{_DAY} ?(de |del )?(baja|salida|egreso|separa\w*|finiq\w*|renuncia|term\w* (de )?(rel|lab)\w*)"),
            (0.9, r"^baja( imss| ss)?$|^bajas$"),
            (0.6, rf"^{_DAY} ?(de )?term\w*$"),
        ),
        rf"causa|motivo|incap|{_LOAN}|desc",
    ),
    Campo.CAUSA_BAJA: Regla(
        Contenido.CAUSA,
        ((1.0, r"(causa|motivo|razon|tipo).*\b(baja|separa|salida|term)"), (0.6, r"^(causa|motivo)$")),
    ),
    Campo.SBC: Regla(
        Contenido.SALARIO,
        (
            (1.0, r"\bsbc\b|\bsdi\b|\bbase (de )?cot|^integrado$|\bsal\w* int\b"),
            (1.0, r"(sal\w*|sueldo|sdo) ?(diario |base )?integ"),
            (0.6, r"^(salario|sueldo|sal|sdo) base$|integra(do|da|cion)"),
        ),
        rf"{_PERIOD}|tipo|{_DAY} |factor|tope|anterior|promedio|variable|^dif",
    ),
    Campo.DIARIO: Regla(
        Contenido.SALARIO,
        (
            (1.0, r"(sal\w*|sueldo|sdo|cuota|haber|percep\w*) ?(x |por )?(base |nominal )?dia\w*|^sd$|^diario$|jornal"),
            (0.7, r"\bdiario$"),
            (0.6, r"^(salario|sueldo|sal|sdo)( base| nominal| actual| tabulado| tabular)?$"),
        ),
        rf"integ|\bcot|{_PERIOD}|tipo|{_DAY} |factor|anterior|\bsdi\b|\bsbc\b|\bint\b",
    ),
    Campo.MOVIMIENTO: Regla(
        Contenido.MOVIMIENTO,
        ((1.0, r"^(tipo|tip|clase|clave|cve|t)? ?(de |del )?(mov\w*|aviso)( afil\w*| imss)?$"), (0.6, r"^tipo$")),
        rf"^{_DAY} |salario|banc",
    ),
    Campo.FECHA_MOVIMIENTO: Regla(
        Contenido.FECHA,
        ((1.0, rf"^{_DAY} ?(de |del )?(mov\w*|aviso|aplic\w*|efect\w*|vigencia)"), (0.5, r"^fecha$")),
        rf"incap|{_LOAN}",
    ),
    Campo.AUSENCIAS: Regla(
        Contenido.CUENTA,
        ((1.0, r"\bfaltas?\b|\bausen\w*|inasis\w*|^aus$"),),
        r"^fecha|^fec|prima|incap|descuento|import",
    ),
    Campo.FECHA_AUSENCIA: Regla(
        Contenido.FECHA, ((1.0, rf"({_DAY}s?|dias) .*(falt\w*|ausen\w*|inasis\w*)"), (0.6, r"\bfaltas?\b|\bausen\w*"))
    ),
    Campo.FOLIO: Regla(
        Contenido.CODIGO,
        ((1.0, r"folio .*(incap|cert)|(no|num|numero) (de )?(cert|incap)|^certificado"), (0.8, r"^folio$")),
        r"fiscal|cfdi|uuid|sua|nomina|recibo|dias",
    ),
    Campo.DESDE: Regla(
        Contenido.FECHA,
        (
            (1.0, r"(ini\w*|desde|exped\w*|partir|primer dia) .*(incap|cert|subsid)|(incap|cert)\w* (desde|ini|del)"),
            (0.75, rf"^({_DAY} )?(de )?(desde|inicial|inicio|ini|expedicion)$|^del$|^desde"),
        ),
        rf"{_LOAN}|contrat|\blab|\brel|desc|ausen|falta",
    ),
    Campo.HASTA: Regla(
        Contenido.FECHA,
        (
            (
                1.0,
                r"(fin\w*|hasta|term\w*|venc\w*|ultimo dia) .*(incap|cert|subsid)|(incap|cert)\w* (hasta|fin|al|term)",
            ),
            (0.75, rf"^({_DAY} )?(de )?(hasta|fin|final|termino)$|^al$|^hasta"),
        ),
        rf"{_LOAN}|contrat|\blab|\brel|desc|\bbaja",
    ),
    Campo.DIAS: Regla(
        Contenido.CUENTA,
        (
            (1.0, r"dias? .*(incap|subsid|autoriz|ampar|cert)|incap\w*.* dias|^incap\w*$"),
            (0.6, r"^dias?$"),
        ),
        r"falt|fecha|trab|pagad|folio|tipo|lab|vac|cotiz|ramo?\b",
    ),
    Campo.RAMA: Regla(
        Contenido.RAMA,
        ((1.0, r"\bram[ao]\b|(tipo|clase|causa|concepto|motivo) .*(incap|seguro)|tipo (de )?riesgo"),),
        r"salario|trab|prima",
    ),
    Campo.CREDITO: Regla(
        Contenido.CREDITO,
        (
            (1.0, rf"^{_NO} .*cred|cred\w* (de )?infonavit|infonavit ({_NO}|cred\w*)|^{_NO} (de )?infonavit"),
            (0.8, r"^credito$|^infonavit$"),
        ),
        r"tipo|valor|fecha|inicio|desc|factor|monto|importe|fonacot|saldo|cuota|porc|amort|%",
    ),
    Campo.DESCUENTO: Regla(
        Contenido.DESCUENTO,
        ((1.0, rf"(tipo|tip|t|modalidad|forma) .*(desc|amort|ret|{_LOAN})|(desc\w*|{_LOAN}) tipo"),),
        r"valor|monto|importe",
    ),
    Campo.VALOR: Regla(
        Contenido.IMPORTE,
        (
            (1.0, rf"(valor|factor|monto|importe|cuota|porc\w*|cantidad|tasa|%) .*(desc|amort|{_LOAN})"),
            (1.0, rf"{_LOAN} (valor|factor)"),
            (0.9, rf"(desc\w*|ret\w*|amort\w*) (de |por |del )?(el )?{_LOAN}|{_LOAN} (desc|monto|importe|cuota)"),
            (0.7, r"^(valor|factor) (de )?desc\w*|^amortizacion$|^infonavit$"),
        ),
        r"tipo|fecha|inicio",
    ),
    Campo.FECHA_CREDITO: Regla(
        Contenido.FECHA, ((1.0, rf"({_DAY}|inicio|ini) .*(desc|amort|{_LOAN})"),), r"\bfin|susp|term|tipo|valor"
    ),
    Campo.PUESTO: Regla(
        Contenido.PALABRAS,
        ((1.0, r"puesto|ocupac|\bcargo|oficio|profesion"), (0.85, r"categoria"), (0.7, r"^funcion")),
        rf"^{_NO} |riesgo",
    ),
    Campo.UMF: Regla(Contenido.CODIGO, ((1.0, r"\bumf\b|unidad (de )?med|medicina fam|^clinica( imss)?$"),)),
    Campo.JORNADA: Regla(Contenido.JORNADA, ((1.0, r"jornada|semana red"), (0.5, r"^turno$")), r"horas|salario"),
    Campo.TIPO_TRABAJADOR: Regla(
        Contenido.TRABAJADOR,
        ((1.0, r"(tipo|t) (de )?(trab|emp|aseg)"), (0.75, r"tipo (de )?contrat|^contrato$")),
        r"salario|mov",
    ),
    Campo.TIPO_SALARIO: Regla(Contenido.TIPO_SALARIO, ((1.0, r"(tipo|t) (de )?(sal\w*|sueldo|base cot\w*)$"),)),
    Campo.UBICACION: Regla(
        Contenido.TEXTO,
        (
            (1.0, r"ubic"),
            (0.5, rf"^{_NO} (de )?(depto|departamento|area|centro|sucursal)"),
            (0.8, r"centro (de )?(cost|trab)|\bdepto|departamento|sucursal|^obra|^planta|^tienda|^area\b"),
        ),
        r"^fecha|riesgo",
    ),
    Campo.CODIGO_POSTAL: Regla(Contenido.CODIGO, ((1.0, r"^cp$|cod\w* post|^cp "),), r"empresa|patron"),
    Campo.NACIMIENTO: Regla(
        Contenido.FECHA,
        ((1.0, r"\bnac(im\w*)?\b|cumplean"),),
        r"lugar|entidad|estado|edo|municipio|pais|ciudad|nacion|poblac|sexo",
    ),
    Campo.LUGAR_NACIMIENTO: Regla(Contenido.TEXTO, ((1.0, r"(lugar|ciudad|municipio|poblac\w*) .*\bnac"),)),
    Campo.ENTIDAD_NACIMIENTO: Regla(Contenido.TEXTO, ((1.0, r"(entidad|estado|edo) .*\bnac"),)),
    Campo.SEXO: Regla(Contenido.SEXO, ((1.0, r"^sexo|^genero"),)),
}

_COMPILED: Final = {
    campo: (
        tuple((value, re.compile(way)) for value, way in rule.ways),
        re.compile(rule.never) if rule.never else None,
    )
    for campo, rule in REGLAS.items()
}
_OF_A_PERIOD: Final = re.compile(rf"(sal\w*|sueldo|sdo|ingreso|percep\w*|neto|bruto).*({_PERIOD})|^({_PERIOD})$")


def weight(campo: Campo, title: str) -> float:
    """How surely a plain title names a field: 1 is sure, 0 not at all."""
    ways, never = _COMPILED[campo]
    if not title or (never is not None and never.search(title)):
        return 0.0
    return next((value for value, way in ways if way.search(title)), 0.0)


@lru_cache(maxsize=4096)
def known(title: str) -> float:
    """How surely a plain title names some field."""
    return max(weight(campo, title) for campo in Campo)


def of_a_period(title: str) -> bool:
    """Whether a plain title says that a wage is of a month, a fortnight or a week.

    >>> of_a_period("sueldo mensual"), of_a_period("salario diario")
    (True, False)
    """
    return bool(_OF_A_PERIOD.search(title))
