"""What one line of each of SUA's files says: its records, and in ``Line`` what is wrong in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import curp as curps
from ventanilla.formats.finding import Severity
from ventanilla.formats.fixed import faults
from ventanilla.formats.fixed.checks import FIRST_BIRTH, Line, Whole
from ventanilla.formats.fixed.limits import limits
from ventanilla.formats.fixed.names import Part, enye, enyes, name
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Record
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .discount import misfit, read_value
from .layouts import (
    AUSENTISMO,
    BAJA,
    CONTROLS_OF,
    CREDIT_WIDTH,
    DESCUENTOS,
    INCAPACIDAD,
    INICIO,
    RIESGO_DE_TRABAJO,
    STATE_NO_DISCOUNT,
)

SEPARATOR: Final = "$"  # of the parts of a name
_FOLIO: Final = re.compile(r"[A-Z0-9]{2}[0-9]{6}")
_HUNDRED: Final = 100
SEXES: Final = {"M": "H", "F": "M"}  # SUA's masculino and femenino, as a CURP writes them


def aseg(line: Line) -> list[Record]:
    """A worker, and the housing credit if there is one."""
    registro, nss = line.registro_and_nss()
    whole = _name(line)
    rfc = line.rfc()
    curp = line.curp(None, Severity.WARNING)
    worker, week = line.code("tipo de trabajador"), line.code("semana o jornada reducida")
    alta = line.day("fecha de alta")
    sbc = _wage(line, alta)
    if curp and curp not in curps.GENERIC and whole is not None:
        line.same_person(curp, whole, "nombre", alta)
        if len(rfc) in (10, 13) and rfc[4:10] != curp[4:10]:
            line.warn("RFC", faults.rfc_and_curp(), 4)
    found: list[Record] = []
    if whole is not None and alta is not None and not line.faulty:
        found.append(
            Ficha(
                line.place,
                registro,
                nss,
                whole.nombre,
                curp,
                rfc,
                alta,
                sbc,
                tipo_trabajador=worker,
                jornada=week,
                ubicacion=enye(line.said("clave de ubicación").strip()),
            )
        )
    credit = _credit_of_worker(line, registro, nss)
    return [*found, credit] if credit is not None and found else found


def _credit_of_worker(line: Line, registro: str, nss: str) -> Credito | None:
    """The credit of a line of ASEG; None with an error where it cannot be read, which leaves the worker."""
    if line.blank("crédito Infonavit"):
        for named in ("inicio del descuento", "tipo de descuento", "valor del descuento"):
            if not line.blank(named):
                line.warn(named, _credit_lacks_number())
                break
        return None
    before = len(line.findings)
    numero = _credit_number(line)
    since = line.day("inicio del descuento")
    descuento = line.said("tipo de descuento")
    if descuento not in DESCUENTOS:
        line.error("tipo de descuento", faults.code("tipo de descuento", descuento, ", ".join(DESCUENTOS)))
        return None
    valor = _value(line, descuento)
    if since is None or valor is None or any(one.severity is Severity.ERROR for one in line.findings[before:]):
        return None
    return Credito(line.place, registro, nss, numero, INICIO, since, descuento, valor)


def afil(line: Line) -> list[Record]:
    """The affiliation data of a worker."""
    registro, nss = line.registro_and_nss()
    code = line.number("código postal")
    born = line.day("fecha de nacimiento", FIRST_BIRTH)
    state = line.said("entidad de nacimiento").strip()
    if state and state not in curps.STATES:
        line.error("entidad de nacimiento", unknown_state(state))
    umf = line.number("UMF")
    sexo, salario = line.code("sexo"), line.code("tipo de salario")
    if line.number("hora"):
        line.note("hora", _hour(line.said("hora")))
    if line.faulty or born is None:
        return []
    return [
        Ficha(
            line.place,
            registro,
            nss,
            tipo_salario=salario,
            umf=f"{umf:03d}" if line.said("UMF").strip() else "",
            codigo_postal=f"{code:05d}" if code else "",
            nacimiento=born,
            lugar_nacimiento=enye(line.said("lugar de nacimiento").strip()),
            entidad_nacimiento=state,
            ocupacion=enye(line.said("ocupación").strip()),
            sexo=SEXES[sexo],
        )
    ]


def movt(line: Line) -> list[Record]:
    """A movement, an absence or an incapacity."""
    registro, nss = line.registro_and_nss()
    tipo, fecha = line.code("tipo de movimiento"), line.day("fecha")
    if not tipo:
        return []
    paid = tipo not in (BAJA, AUSENTISMO, INCAPACIDAD)
    away = tipo in (AUSENTISMO, INCAPACIDAD)
    sbc = _wage(line, fecha) if paid else None
    days = _days(line) if away else 0
    folio = _folio(line) if tipo == INCAPACIDAD else ""
    for named, used in (("SDI", paid), ("días", away), ("folio", tipo == INCAPACIDAD)):
        if not used and not line.blank(named):
            _unused(line, named)
    if line.faulty or fecha is None:
        return []
    if tipo == AUSENTISMO:
        return [Ausentismo(line.place, registro, nss, fecha, days)]
    if tipo == INCAPACIDAD:
        return [Incapacidad(line.place, registro, nss, folio, fecha, days)]
    return [Movimiento(line.place, registro, nss, TipoAviso(tipo), fecha, sbc)]


def incap(line: Line) -> list[Record]:
    """A certificate of incapacity."""
    registro, nss = line.registro_and_nss()
    kind = line.code("tipo de incidencia")
    since, until = line.day("fecha de inicio"), line.day("fecha de término")
    folio, days, percent = _folio(line), _days(line), line.number("porcentaje")
    rama, riesgo = line.code("rama"), line.code("riesgo")
    secuela, control = line.code("secuela"), line.code("control")
    if percent is not None and percent > _HUNDRED:
        line.error("porcentaje", _over_hundred(percent))
    if since is not None and until is not None and days and until != last_day(since, days):
        line.error("fecha de término", _days_and_end(since, days, until))
    if rama and riesgo and secuela and control:
        _couplings(line, rama, riesgo, secuela, control)
    if line.faulty or since is None or until is None or percent is None:
        return []
    return [
        Incapacidad(line.place, registro, nss, folio, since, days, until, rama, riesgo, secuela, control, percent, kind)
    ]


def last_day(since: date, days: int) -> date | None:
    """The last of those days; None past the end of the calendar."""
    try:
        return since + timedelta(days=days - 1)
    except OverflowError:
        return None


def _couplings(line: Line, rama: str, riesgo: str, secuela: str, control: str) -> None:
    """What goes with what; one source numbers the controls of maternity otherwise, so those are not looked at."""
    if rama != RIESGO_DE_TRABAJO:
        for named, code in (("riesgo", riesgo), ("secuela", secuela)):
            if code != "0":
                line.warn(named, _only_of_risk(named, code))
    elif control not in CONTROLS_OF.get(secuela, control):
        line.warn("control", _control_of(secuela, control, CONTROLS_OF[secuela]))


def cred(line: Line) -> list[Record]:
    """A housing credit, or a change of it."""
    registro, nss = line.registro_and_nss()
    numero = _credit_number(line)
    tipo, fecha = line.code("tipo de movimiento"), line.day("fecha")
    descuento, tabla = line.code("tipo de descuento"), line.code("tabla de disminución")
    valor: Decimal | None = Decimal(0)
    if descuento == "0" and tipo and tipo not in STATE_NO_DISCOUNT:
        line.error("tipo de descuento", faults.code("tipo de descuento", descuento, ", ".join(DESCUENTOS)))
    elif descuento == "0":
        if not line.blank("valor del descuento"):
            line.warn("valor del descuento", _value_without_kind())
    elif descuento and tipo in STATE_NO_DISCOUNT and line.blank("valor del descuento"):
        valor = Decimal(0)
    elif descuento:
        valor = _value(line, descuento)
    if line.faulty or fecha is None or valor is None:
        return []
    return [Credito(line.place, registro, nss, numero, tipo, fecha, descuento, valor, tabla == "S")]


def what(record: Record) -> str:
    """What makes two records of a worker the same one.

    >>> from ventanilla.formats.finding import Place
    >>> what(Ausentismo(Place("MOVT.TXT", 1), "Z9912345105", "99178500015", date(2026, 4, 10), 3))
    '1120260410'
    """
    match record:
        case Movimiento():
            return f"{record.tipo.value}{record.fecha:%Y%m%d}"
        case Ausentismo():
            return f"{AUSENTISMO}{record.desde:%Y%m%d}"
        case Incapacidad():
            return f"{INCAPACIDAD}{record.desde:%Y%m%d}"
        case Credito():
            return f"{record.tipo}{record.fecha:%Y%m%d}"
        case _:
            return ""


# -- the parts that several have


def _name(line: Line) -> Whole | None:
    """PATERNO$MATERNO$NOMBRES; None with an error where it is not that."""
    chunk = line.said("nombre")
    pieces = chunk.split(SEPARATOR)
    if not chunk.strip(" $"):
        line.error("nombre", faults.missing("nombre"))
        return None
    if len(pieces) != 3:
        extra = len(SEPARATOR.join(pieces[:3])) if len(pieces) > 3 else 0
        line.error("nombre", faults.name_parts(len(pieces) - 1), extra)
        return None
    starts = (0, len(pieces[0]) + 1, len(pieces[0]) + len(pieces[1]) + 2)
    parts: list[Part] = [name(piece, given=i == 2) for i, piece in enumerate(pieces)]
    for part, start in zip(parts, starts, strict=True):
        line.odd_name("nombre", part, start)
    if not parts[2].text:
        line.error("nombre", faults.missing("nombre de pila"), starts[2])
        return None
    if not parts[0].text and not parts[1].text:
        line.error("nombre", faults.missing("primer apellido"))
        return None
    return line.arranged("nombre", *parts)


def _wage(line: Line, on: date | None) -> Money | None:
    return line.wage("SDI", on, limits(on) if on is not None else None)


def _unused(line: Line, named: str) -> None:
    """Something in a field that this movement does not use: a warning; an error if it shows that columns moved."""
    chunk = line.said(named)
    if named == "folio" or line.number(named) is not None:
        line.warn(named, faults.filler(named, chunk.strip()), len(chunk) - len(chunk.lstrip(" 0")))


def _days(line: Line) -> int:
    """Days away, one at least; 0 with an error where there are none."""
    days = line.number("días")
    if days == 0:
        line.error("días", faults.missing("días"))
    return days or 0


def _folio(line: Line) -> str:
    """The folio of a certificate: two letters and six digits, though others may exist."""
    folio = enyes(line.said("folio")).strip()
    if not folio or not folio.strip("0"):
        line.warn("folio", faults.missing("folio"))
        return ""
    if not _FOLIO.fullmatch(folio):
        line.warn("folio", _odd_folio(folio))
    return folio


def _credit_number(line: Line) -> str:
    """Ten digits, "" with an error where they are not."""
    if line.blank("crédito Infonavit"):
        line.error("crédito Infonavit", faults.missing("crédito Infonavit"))
        return ""
    number = line.number("crédito Infonavit")
    return "" if number is None else f"{number:0{CREDIT_WIDTH}d}"


def _value(line: Line, descuento: str) -> Decimal | None:
    """The value of a discount, more than zero; None with an error where it is not."""
    named = "valor del descuento"
    number = line.number(named)
    if number is None:
        return None
    digits = f"{number:08d}"
    value = read_value(descuento, digits)
    if number == 0:
        line.error(named, faults.missing(named))
        return None
    if value is None:
        line.error(named, _odd_value(descuento, digits), misfit(descuento, digits))
    return value


def _odd_folio(folio: str) -> faults.Told:
    return (
        Text(
            "FOLIO_RARO",
            "El folio «{folio}» no tiene la forma de los certificados: dos letras y seis dígitos.",
            folio=folio,
        ),
        Text("FOLIO_RARO_REMEDIO", "Cópielo del certificado."),
    )


def _odd_value(descuento: str, digits: str) -> faults.Told:
    return (
        Text(
            "VALOR_DE_DESCUENTO",
            "El valor «{valor}» no es de un descuento de tipo {tipo}: hay cifras donde van ceros.",
            valor=digits,
            tipo=descuento,
        ),
        Text(
            "VALOR_DE_DESCUENTO_REMEDIO",
            "Escriba 20% como 00200000 (tipo 1), 1500.00 como 01500000 (tipo 2) o 32.1234 como 00321234 (tipo 3).",
        ),
    )


def _value_without_kind() -> faults.Told:
    return (
        Text("VALOR_SIN_TIPO", "Hay un valor de descuento, y su tipo es 0, ninguno; no se leyó el valor."),
        Text("VALOR_SIN_TIPO_REMEDIO", "Escriba el tipo (1 por ciento, 2 cuota fija, 3 factor), o deje el valor en 0."),
    )


def _credit_lacks_number() -> faults.Told:
    return (
        Text("CREDITO_SIN_NUMERO", "Hay datos de un descuento de vivienda y falta el número del crédito; no se leyó."),
        Text("CREDITO_SIN_NUMERO_REMEDIO", "Escriba los diez dígitos del crédito, o deje en ceros lo demás."),
    )


def _hour(text: str) -> faults.Told:
    return (
        Text("HORA_DISTINTA", "La última columna de AFIL va en 0 y dice «{texto}»; no se usó.", texto=text),
        Text("HORA_DISTINTA_REMEDIO", "Revise que el tipo de salario, que va antes, sea el correcto."),
    )


def unknown_state(state: str) -> faults.Told:
    return (
        Text(
            "ENTIDAD_DESCONOCIDA",
            "«{clave}» no es ninguna de las claves de entidad de la CURP.",
            clave=state,
        ),
        Text("ENTIDAD_DESCONOCIDA_REMEDIO", "Escriba las dos letras de la CURP, como DF o JC; NE si nació fuera."),
    )


def _over_hundred(percent: int) -> faults.Told:
    return (
        Text("PORCENTAJE_IMPOSIBLE", "El porcentaje de incapacidad dice {n}, y no pasa de 100.", n=percent),
        Text("PORCENTAJE_IMPOSIBLE_REMEDIO", "Escriba el del dictamen, de 000 a 100."),
    )


def _days_and_end(since: date, days: int, until: date) -> faults.Told:
    return (
        Text(
            "DIAS_Y_TERMINO",
            "Desde el {inicio}, {dias} día(s) no terminan el {termino}.",
            inicio=since,
            dias=days,
            termino=until,
        ),
        Text("DIAS_Y_TERMINO_REMEDIO", "Revise las dos fechas y los días con el certificado."),
    )


def _only_of_risk(named: str, code: str) -> faults.Told:
    return (
        Text(
            "SOLO_DE_RIESGO",
            "Solo un riesgo de trabajo (rama 1) lleva {campo}, y aquí dice {clave}.",
            campo=named,
            clave=code,
        ),
        Text("SOLO_DE_RIESGO_REMEDIO", "Escriba 0, o revise la rama."),
    )


def _control_of(secuela: str, control: str, known: str) -> faults.Told:
    return (
        Text(
            "CONTROL_Y_SECUELA",
            "Con la secuela {secuela} va el control {claves}, y dice {control}.",
            secuela=secuela,
            claves=", ".join(known),
            control=control,
        ),
        Text("CONTROL_Y_SECUELA_REMEDIO", "Revise las dos claves con el certificado."),
    )
