"""Writes SUA's five files, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.identifiers import rfc as rfcs
from ventanilla.formats.fixed import Layout, faults
from ventanilla.formats.fixed.writing import END, Refusals, Writing, lacking, no_letter, twice, written
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento
from ventanilla.kernel.text import Text

from .discount import write_value
from .layouts import (
    AFIL,
    ASEG,
    AUSENTISMO,
    CONTROL,
    CRED,
    CREDIT_WIDTH,
    CREDITO,
    DESCUENTOS,
    INCAP,
    INCAPACIDAD,
    INICIO,
    JORNADA,
    MOVT,
    RAMAS,
    RIESGOS,
    SALARIO,
    SECUELAS,
    STATE_NO_DISCOUNT,
    TRABAJADOR,
)
from .lines import SEPARATOR, SEXES, last_day, unknown_state, what

ENYE: Final = "/"  # what stands for Ñ
MAX_LINES: Final = 1_000_000  # of a file that is written: they are in memory until all are known to be right
_SEX: Final = {ours: theirs for theirs, ours in SEXES.items()}
_NO_DAY: Final = "0" * 8
R = TypeVar("R", Ficha, Credito, Incapacidad, Movimiento | Ausentismo | Incapacidad)


def write_aseg(fichas: Iterable[Ficha], creditos: Iterable[Credito] = ()) -> Iterator[bytes]:
    """ASEG: workers, each with its housing credit (of ``tipo`` 15) if there is one in ``creditos``.

    NotWritable, with all that is wrong, before the first line; so do the others.

    >>> from datetime import date
    >>> from ventanilla.formats.finding import Place
    >>> from ventanilla.formats.records import Nombre
    >>> from ventanilla.kernel.money import Money
    >>> ana = Ficha(
    ...     Place("", 1), "Z9912345105", "99178500015", Nombre("PEÑA", "", "ANA"), fecha_alta=date(2026, 1, 15),
    ...     sbc=Money("687.70"), tipo_trabajador="1", jornada="0",
    ... )
    >>> [line[53:120].decode() for line in write_aseg([ana])]
    ['PE/A$$ANA                                         10150120260068770']
    """
    refusals = Refusals()
    of_worker: dict[tuple[str, str], Credito] = {}
    for credit in creditos:
        whom = credit.registro, credit.nss
        if whom in of_worker or credit.tipo != INICIO:
            refusals.add(credit.place, "crédito Infonavit", *_one_credit())
        of_worker[whom] = credit
    used = set()

    def values(one: Ficha, writing: Writing) -> dict[str, str]:
        credit = of_worker.get((one.registro, one.nss))
        if credit is not None:
            used.add((one.registro, one.nss))
        return {
            "RFC": _rfc(one.rfc, writing),
            "CURP": writing.curp(one.curp, required=False),
            "nombre": _name(one, writing),
            "tipo de trabajador": writing.code("tipo de trabajador", one.tipo_trabajador, TRABAJADOR),
            "semana o jornada reducida": writing.code("semana o jornada reducida", one.jornada, JORNADA),
            "fecha de alta": writing.day("fecha de alta", one.fecha_alta),
            "SDI": writing.wage(ASEG.by_name["SDI"], one.sbc),
            "clave de ubicación": writing.text(ASEG.by_name["clave de ubicación"], one.ubicacion),
            **_credit_of_worker(credit, refusals),
        }

    lines = _lines(ASEG, fichas, values, refusals)
    for whom, credit in of_worker.items():
        if whom not in used:
            refusals.add(credit.place, "crédito Infonavit", *_whose_credit())
    refusals.check()
    return iter(lines)


def write_afil(fichas: Iterable[Ficha]) -> Iterator[bytes]:
    """AFIL: affiliation data of workers. ``sexo`` is that of the CURP, H or M: this file has no other.

    >>> from datetime import date
    >>> from ventanilla.formats.finding import Place
    >>> ana = Ficha(
    ...     Place("", 1), "Z9912345105", "99178500015", nacimiento=date(1985, 1, 1), sexo="M", tipo_salario="0"
    ... )
    >>> [line[27:35] + line[77:78] for line in write_afil([ana])]
    [b'01011985F']
    """

    def values(one: Ficha, writing: Writing) -> dict[str, str]:
        if one.sexo not in _SEX:
            writing.refuse("sexo", faults.code("sexo", one.sexo, ", ".join(_SEX)) if one.sexo else lacking("sexo"))
        if one.entidad_nacimiento and one.entidad_nacimiento not in curps.STATES:
            writing.refuse("entidad de nacimiento", unknown_state(one.entidad_nacimiento))
        return {
            "código postal": _digits("código postal", one.codigo_postal, writing),
            "fecha de nacimiento": _birth(one, writing),
            "lugar de nacimiento": writing.text(AFIL.by_name["lugar de nacimiento"], one.lugar_nacimiento),
            "entidad de nacimiento": one.entidad_nacimiento,
            "UMF": _digits("UMF", one.umf, writing),
            "ocupación": writing.text(AFIL.by_name["ocupación"], one.ocupacion),
            "sexo": _SEX.get(one.sexo, ""),
            "tipo de salario": writing.code("tipo de salario", one.tipo_salario, SALARIO),
        }

    refusals = Refusals()
    lines = _lines(AFIL, fichas, values, refusals)
    refusals.check()
    return iter(lines)


def write_movt(records: Iterable[Movimiento | Ausentismo | Incapacidad]) -> Iterator[bytes]:
    """MOVT: bajas, modificaciones, reingresos, absences and incapacities. Somebody's first alta goes in ASEG.

    >>> from datetime import date
    >>> from ventanilla.formats.finding import Place
    >>> away = Ausentismo(Place("", 1), "Z9912345105", "99178500015", date(2026, 4, 10), 3)
    >>> list(write_movt([away]))
    [b'Z9912345105991785000151110042026        030000000\\r\\n']
    """

    def values(one: Movimiento | Ausentismo | Incapacidad, writing: Writing) -> dict[str, str]:
        days = MOVT.by_name["días"]
        if isinstance(one, Movimiento):
            paid = one.tipo is not TipoAviso.BAJA
            return {
                "tipo de movimiento": one.tipo.value,
                "fecha": writing.day("fecha", one.fecha),
                "SDI": writing.wage(MOVT.by_name["SDI"], one.sbc) if paid else "",
            }
        said = {"fecha": writing.day("fecha", one.desde), "días": writing.whole_number(days, one.dias)}
        if not one.dias:
            writing.refuse("días", lacking("días"))
        if isinstance(one, Ausentismo):
            return {"tipo de movimiento": AUSENTISMO, **said}
        return {"tipo de movimiento": INCAPACIDAD, "folio": _folio(one, writing), **said}

    refusals = Refusals()
    lines = _lines(MOVT, records, values, refusals)
    refusals.check()
    return iter(lines)


def write_incap(incapacidades: Iterable[Incapacidad]) -> Iterator[bytes]:
    """INCAP: certificates. Those of MOVT, which do not say their rama, cannot be written here.

    >>> from datetime import date
    >>> from ventanilla.formats.finding import Place
    >>> ill = Incapacidad(Place("", 1), "Z9912345105", "99178500015", "AB123456", date(2026, 5, 4), 7, rama="2")
    >>> list(write_incap([ill]))
    [b'Z991234510599178500015104052026AB123456007000200010052026\\r\\n']
    """

    def values(one: Incapacidad, writing: Writing) -> dict[str, str]:
        until = one.hasta or last_day(one.desde, one.dias)
        if not one.dias:
            writing.refuse("días", lacking("días"))
        elif until != last_day(one.desde, one.dias):
            writing.refuse("fecha de término", _days_and_end())
        if not 0 <= one.porcentaje <= 100:
            writing.refuse("porcentaje", faults.digits("porcentaje", str(one.porcentaje), 3))
        return {
            "tipo de incidencia": writing.code("tipo de incidencia", one.tipo_incidencia, "01"),
            "fecha de inicio": writing.day("fecha de inicio", one.desde),
            "folio": _folio(one, writing),
            "días": writing.whole_number(INCAP.by_name["días"], one.dias),
            "porcentaje": str(one.porcentaje),
            "rama": writing.code("rama", one.rama, RAMAS),
            "riesgo": writing.code("riesgo", one.riesgo or "0", RIESGOS),
            "secuela": writing.code("secuela", one.secuela or "0", SECUELAS),
            "control": writing.code("control", one.control or "0", CONTROL),
            "fecha de término": writing.day("fecha de término", until),
        }

    refusals = Refusals()
    lines = _lines(INCAP, incapacidades, values, refusals)
    refusals.check()
    return iter(lines)


def write_cred(creditos: Iterable[Credito]) -> Iterator[bytes]:
    """CRED: housing credits and their changes. A number is of one worker.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from ventanilla.formats.finding import Place
    >>> one = Credito(
    ...     Place("", 1), "Z9912345105", "99178500015", "2112345678", "15", date(2026, 2, 1), "2", Decimal(1500)
    ... )
    >>> list(write_cred([one]))
    [b'Z99123451059917850001521123456781501022026201500000N\\r\\n']
    """
    whose: dict[str, str] = {}

    def values(one: Credito, writing: Writing) -> dict[str, str]:
        if whose.setdefault(one.numero, one.nss) != one.nss:
            writing.refuse("crédito Infonavit", _credit_of_two())
        if one.tipo not in CREDITO:
            writing.refuse("tipo de movimiento", faults.code("tipo de movimiento", one.tipo, ", ".join(CREDITO)))
        return {
            "crédito Infonavit": _credit_number(one, writing),
            "tipo de movimiento": one.tipo,
            "fecha": writing.day("fecha", one.fecha),
            "tipo de descuento": one.descuento,
            "valor del descuento": _value(one, writing),
            "tabla de disminución": "S" if one.tabla_disminucion else "N",
        }

    refusals = Refusals()
    lines = _lines(CRED, creditos, values, refusals)
    refusals.check()
    return iter(lines)


# -- the parts that several have


def _lines(
    layout: Layout, records: Iterable[R], values: Callable[[R, Writing], dict[str, str]], refusals: Refusals
) -> list[bytes]:
    """A line for each record; of those that cannot be written, the refusals."""
    lines = []
    seen: dict[tuple[str, str, str], R] = {}
    for count, one in enumerate(records):
        if count == MAX_LINES:
            refusals.add(one.place, "", *_too_many())
            break
        key = (one.registro, one.nss, what(one))
        if key in seen:
            refusals.add(one.place, "", *twice(seen[key].place))
        seen[key] = one
        before, writing = len(refusals.findings), Writing(one.place, refusals, ENYE)
        said = {
            "registro patronal": writing.registro(one.registro),
            "NSS": writing.nss(one.nss),
            **values(one, writing),
        }
        if len(refusals.findings) == before:
            lines.append(layout.compose(said).encode("ascii") + END)
    return lines


def _name(one: Ficha, writing: Writing) -> str:
    """PATERNO$MATERNO$NOMBRES, in 50 columns."""
    where = ASEG.by_name["nombre"]
    if one.nombre is None or not writing.has_name(one.nombre, where.name):
        return writing.refuse(where.name, lacking(where.name)) if one.nombre is None else ""
    parts = (one.nombre.primer_apellido, one.nombre.segundo_apellido, one.nombre.nombres)
    if any(SEPARATOR in part for part in parts):
        return writing.refuse(where.name, no_letter(where.name, str(one.nombre)))
    return writing.fits(where, SEPARATOR.join(writing.part(where, part) for part in parts), str(one.nombre))


def _rfc(text: str, writing: Writing) -> str:
    """The RFC with its homoclave, if there is one."""
    if not text:
        return ""
    return writing.number("RFC", text, rfcs.examine(text)).replace("Ñ", ENYE)


def _birth(one: Ficha, writing: Writing) -> str:
    if one.nacimiento is None:
        return writing.refuse("fecha de nacimiento", lacking("fecha de nacimiento"))
    return written(one.nacimiento)


def _digits(named: str, text: str, writing: Writing) -> str:
    width = AFIL.by_name[named].width
    if text and not (len(text) == width and text.isascii() and text.isdigit()):
        return writing.refuse(named, faults.digits(named, text, width))
    return text


def _folio(one: Incapacidad, writing: Writing) -> str:
    if not one.folio.strip():
        return writing.refuse("folio", lacking("folio"))
    return writing.text(MOVT.by_name["folio"], one.folio)


def _credit_number(one: Credito, writing: Writing) -> str:
    if not (len(one.numero) == CREDIT_WIDTH and one.numero.isascii() and one.numero.isdigit()):
        return writing.refuse("crédito Infonavit", faults.digits("crédito Infonavit", one.numero, CREDIT_WIDTH))
    return one.numero


def _value(one: Credito, writing: Writing) -> str:
    """The eight digits of a discount; zeros where the movement states none."""
    if one.tipo in STATE_NO_DISCOUNT and one.valor == 0 and one.descuento in ("0", *DESCUENTOS):
        return "0" * 8
    if len(one.descuento) != 1 or one.descuento not in DESCUENTOS:
        return writing.refuse("tipo de descuento", faults.code("tipo de descuento", one.descuento, "1, 2, 3"))
    digits = write_value(one.descuento, one.valor)
    if digits is None:
        return writing.refuse("valor del descuento", _odd_value(str(one.valor), one.descuento))
    return digits


def _credit_of_worker(credit: Credito | None, refusals: Refusals) -> dict[str, str]:
    if credit is None:
        return {
            "crédito Infonavit": " " * CREDIT_WIDTH,
            "inicio del descuento": _NO_DAY,
            "tipo de descuento": "0",
            "valor del descuento": "",
        }
    writing = Writing(credit.place, refusals, ENYE)
    return {
        "crédito Infonavit": _credit_number(credit, writing),
        "inicio del descuento": writing.day("inicio del descuento", credit.fecha),
        "tipo de descuento": credit.descuento,
        "valor del descuento": _value(credit, writing),
    }


def _one_credit() -> faults.Told:
    return (
        Text("UN_CREDITO_POR_PERSONA", "ASEG lleva un solo crédito por persona, el de su inicio (15)."),
        Text("UN_CREDITO_POR_PERSONA_REMEDIO", "Escriba los demás movimientos del crédito en CRED."),
    )


def _whose_credit() -> faults.Told:
    return (
        Text("CREDITO_SIN_PERSONA", "El crédito es de una persona que no está entre los trabajadores del archivo."),
        Text("CREDITO_SIN_PERSONA_REMEDIO", "Agregue a la persona, o quite el crédito."),
    )


def _credit_of_two() -> faults.Told:
    return (
        Text("CREDITO_DE_DOS", "Dos personas tienen el mismo número de crédito."),
        Text("CREDITO_DE_DOS_REMEDIO", "Copie el número del aviso de retención de cada una."),
    )


def _odd_value(value: str, descuento: str) -> faults.Told:
    return (
        Text(
            "VALOR_SIN_LUGAR",
            "El valor {valor} no cabe, exacto y mayor que cero, en un descuento de tipo {tipo}.",
            valor=value,
            tipo=descuento,
        ),
        Text("VALOR_SIN_LUGAR_REMEDIO", "Un porcentaje lleva dos decimales; una cuota fija, dos; un factor, cuatro."),
    )


def _days_and_end() -> faults.Told:
    return (
        Text("TERMINO_DISTINTO", "La fecha de término no es la del último de sus días."),
        Text("TERMINO_DISTINTO_REMEDIO", "Revise las fechas y los días con el certificado."),
    )


def _too_many() -> faults.Told:
    return (
        Text("DEMASIADOS_RENGLONES", "Un archivo se escribe con hasta {n} renglones, y hay más.", n=MAX_LINES),
        Text("DEMASIADOS_RENGLONES_REMEDIO", "Divídalo en varios archivos."),
    )
