"""What is odd in a planilla as a whole: what no single line can tell, with what to do about each.

A reader says what is wrong in a line. Here two files contradict each other, a movement has no alta before it, a number
says one year of birth and another number another. ``review`` adds to the findings of the readers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ventanilla.domain.contributions import CuotasError, TipoAviso
from ventanilla.domain.contributions.determination import advertencias
from ventanilla.domain.identifiers import curp as curp_module
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .finding import Finding, Place, Severity
from .planilla import Conflicto, Patronal, Persona, Planilla, trabajador
from .records import Incapacidad, Movimiento, Nombre, Record

_UN_DIA: Final = timedelta(days=1)
_YEAR_OF_NSS: Final = slice(4, 6)  # two digits of the year of birth, for who registered after 1944
_DATE_OF_CURP: Final = slice(4, 10)  # AAMMDD; the same place in a natural person's RFC
_CAMPOS: Final = {
    "nombre": "nombre",
    "curp": "CURP",
    "rfc": "RFC",
    "fecha_alta": "fecha de alta",
    "fecha_baja": "fecha de baja",
    "sbc": "salario base",
    "jornada": "jornada",
    "tipo_trabajador": "tipo de trabajador",
}


def review(planilla: Planilla, periodo: Period | None = None) -> tuple[Finding, ...]:
    """All the findings: those of the readers, and those of the whole; ``periodo`` adds what matters to pay it."""
    found = [*planilla.hallazgos, *map(_of_conflict, planilla.conflictos), *_shared(planilla)]
    for persona in planilla.personas():
        found += _of_person(persona)
        if periodo is not None:
            found += _to_pay(persona, periodo)
    return tuple(dict.fromkeys(found))


def of_registro(found: Iterable[Finding], planilla: Planilla, registro: str) -> tuple[Finding, ...]:
    """Of ``found``, what is of one registro: in its own files, or in those that say nothing of anybody."""
    files = {one: set(_files(patronal)) for one, patronal in planilla.patronales.items()}
    own = files.get(registro, set())
    others = {file for one, of in files.items() if one != registro for file in of} - own
    return tuple(one for one in found if one.place.file not in others)


def _files(patronal: Patronal) -> Iterator[str]:
    """The files that say something of its workers."""
    for persona in patronal.personas.values():
        yield from (one.place.file for one in persona.records(patronal.registro))
        yield from (dato.place.file for dato in persona.datos.values())


def _of_conflict(one: Conflicto) -> Finding:
    other = next(dato for dato in one.datos if dato != one.usado)
    return Finding(
        Severity.WARNING,
        other.place,
        _CAMPOS.get(one.campo, one.campo),
        Text(
            "NO_COINCIDE",
            "De {clave}, aquí dice «{otro}» y en {lugar} dice «{usado}».",
            clave=one.clave,
            otro=str(other.valor),
            lugar=str(one.usado.place),
            usado=str(one.usado.valor),
        ),
        one.porque,
    )


def _shared(planilla: Planilla) -> Iterator[Finding]:
    """Numbers that must be of one person, and are of two."""
    by_curp: dict[str, list[Persona]] = defaultdict(list)
    by_credit: dict[str, list[tuple[Persona, Place]]] = defaultdict(list)
    for persona in planilla.personas():
        if persona.texto("curp"):
            by_curp[persona.texto("curp")].append(persona)
        for number, place in {one.numero: one.place for one in persona.creditos}.items():
            by_credit[number].append((persona, place))
    for curp, people in by_curp.items():
        if len({persona.clave for persona in people}) > 1:
            second = people[1]
            yield Finding(
                Severity.WARNING,
                second.datos["curp"].place,
                "CURP",
                Text(
                    "CURP_DE_DOS",
                    "La CURP {curp} está con dos números de seguridad social: {uno} y {otro}.",
                    curp=curp,
                    uno=people[0].clave,
                    otro=second.clave,
                ),
                Text("CURP_DE_DOS_REMEDIO", "Corrija la CURP, o pida al Instituto que una los dos números."),
            )
    for number, holders in by_credit.items():
        if len({persona.clave for persona, _ in holders}) > 1:
            yield Finding(
                Severity.WARNING,
                holders[1][1],
                "crédito",
                Text(
                    "CREDITO_DE_DOS",
                    "El crédito {numero} está con dos personas: {uno} y {otro}.",
                    numero=number,
                    uno=holders[0][0].clave,
                    otro=holders[1][0].clave,
                ),
                Text("CREDITO_DE_DOS_REMEDIO", "Revise el aviso de retención de cada una."),
            )


def _of_person(persona: Persona) -> Iterator[Finding]:
    yield from _identity(persona)
    yield from _order(persona)
    yield from _certificates(persona)


def _identity(persona: Persona) -> Iterator[Finding]:
    """CURP, NSS, RFC and name, which say the same things of one person."""
    curp = persona.texto("curp")
    if not curp or not curp_module.is_valid(curp):
        return
    place = persona.datos["curp"].place
    if persona.nss and persona.nss[_YEAR_OF_NSS] != curp[4:6]:
        yield Finding(
            Severity.NOTE,
            place,
            "CURP",
            Text(
                "NACIMIENTO_NSS_CURP",
                "El NSS {nss} dice que nació en «{uno}» y la CURP en «{otro}».",
                nss=persona.nss,
                uno=persona.nss[_YEAR_OF_NSS],
                otro=curp[4:6],
            ),
            Text("NACIMIENTO_NSS_CURP_REMEDIO", "Los NSS antiguos pueden no coincidir. Revise que sea la persona."),
        )
    rfc = persona.texto("rfc")
    if len(rfc) == 13 and rfc[_DATE_OF_CURP] != curp[_DATE_OF_CURP]:
        yield Finding(
            Severity.WARNING,
            persona.datos["rfc"].place,
            "RFC",
            Text("NACIMIENTO_RFC_CURP", "El RFC {rfc} y la CURP {curp} tienen fechas distintas.", rfc=rfc, curp=curp),
            Text("NACIMIENTO_RFC_CURP_REMEDIO", "Compare los dos con la constancia de la persona."),
        )
    dato = persona.datos.get("nombre")
    if dato is not None and isinstance(dato.valor, Nombre) and not _named_so(dato.valor, curp):
        yield Finding(
            Severity.WARNING,
            dato.place,
            "nombre",
            Text(
                "NOMBRE_Y_CURP",
                "El nombre «{nombre}» no da las letras de la CURP {curp}.",
                nombre=str(dato.valor),
                curp=curp,
            ),
            Text("NOMBRE_Y_CURP_REMEDIO", "Revise que los apellidos estén en su lugar y que la CURP sea suya."),
        )


def _named_so(name: Nombre, curp: str) -> bool:
    """Whether the initials agree; the inner vowel may have been changed to spare a bad word."""
    initials = curp_module.initials(name.nombres, name.primer_apellido, name.segundo_apellido)
    return (initials[0], initials[2:]) == (curp[0], curp[2:4])


def _order(persona: Persona) -> Iterator[Finding]:
    """Movements that cannot follow one another."""
    if not persona.movimientos:
        place = next((dato.place for dato in persona.datos.values()), Place(""))
        incidences: tuple[Record, ...] = (
            *persona.ausentismos,
            *persona.incapacidades,
            *persona.creditos,
            *persona.recibos,
        )
        yield Finding(
            Severity.ERROR,
            incidences[0].place if incidences else place,
            "alta",
            Text(
                "SIN_ALTA",
                "De {clave} ningún archivo dice desde cuándo está de alta ni con qué salario.",
                clave=persona.clave,
            ),
            Text("SIN_ALTA_REMEDIO", "Agregue el archivo de asegurados (ASEG), el del IDSE, o una lista con el alta."),
        )
        return
    last = persona.movimientos[-1].fecha
    try:
        trabajador(persona, Period(persona.movimientos[0].fecha, last))
    except CuotasError as error:
        if error.campo == "incapacidad":
            return  # told with the certificates, at the one that is wrong
        yield Finding(
            Severity.ERROR,
            _guilty(persona),
            error.campo,
            Text(
                error.reason.code,
                "De {clave}: {motivo}",
                clave=persona.clave,
                motivo=str(error.reason),
            ),
            Text("MOVIMIENTOS_IMPOSIBLES_REMEDIO", "Corrija la fecha, o quite el movimiento que sobra."),
        )


def _guilty(persona: Persona) -> Place:
    """The first movement that cannot follow the one before."""
    for one, following in pairwise(persona.movimientos):
        if one.tipo is not TipoAviso.BAJA and following.tipo is TipoAviso.ALTA:
            return following.place
        if one.tipo is TipoAviso.BAJA and following.tipo is not TipoAviso.ALTA:
            return following.place
    return persona.movimientos[0].place


def _certificates(persona: Persona) -> Iterator[Finding]:
    in_order = sorted(persona.incapacidades, key=lambda one: one.desde)
    for one, following in pairwise(in_order):
        if following.desde <= _last(one):
            yield Finding(
                Severity.ERROR,
                following.place,
                "incapacidad",
                Text(
                    "CERTIFICADOS_ENCIMADOS",
                    "El certificado desde el {dia} empieza antes de que termine el anterior, de {lugar}.",
                    dia=following.desde,
                    lugar=str(one.place),
                ),
                Text("CERTIFICADOS_ENCIMADOS_REMEDIO", "Compare las fechas y los días con los dos certificados."),
            )
    for baja in persona.movimientos:
        for one in in_order:
            if baja.tipo is TipoAviso.BAJA and one.desde <= baja.fecha < _last(one):
                yield _baja_within(baja, one)


def _last(one: Incapacidad) -> date:
    return one.desde + _UN_DIA * (one.dias - 1)


def _baja_within(baja: Movimiento, one: Incapacidad) -> Finding:
    return Finding(
        Severity.WARNING,
        baja.place,
        "baja",
        Text(
            "BAJA_EN_INCAPACIDAD",
            "La baja del {dia} cae en una incapacidad: surte efecto cuando termina, el {hasta} (LSS 21).",
            dia=baja.fecha,
            hasta=_last(one),
        ),
        Text("BAJA_EN_INCAPACIDAD_REMEDIO", "Si la fecha está mal escrita, corríjala; si no, no hay que hacer nada."),
    )


def _to_pay(persona: Persona, periodo: Period) -> Iterator[Finding]:
    """What should be looked at before the period is paid."""
    try:
        worker = trabajador(persona, periodo)
    except CuotasError:
        return  # told with the movements
    for one in persona.ausentismos:
        days = Period(one.desde, one.desde + _UN_DIA * (one.dias - 1))
        if days.overlap(periodo) is None:
            continue
        insured = () if worker is None else worker.tramos
        outside = [day for day in days if day in periodo and not any(day in tramo.periodo for tramo in insured)]
        if outside:
            yield Finding(
                Severity.WARNING,
                one.place,
                "ausentismo",
                Text(
                    "AUSENCIA_SIN_ALTA",
                    "{clave} tiene ausencias en días sin alta, desde el {dia}. No se contaron.",
                    clave=persona.clave,
                    dia=outside[0],
                ),
                Text("AUSENCIA_SIN_ALTA_REMEDIO", "Quítelas, o corrija la fecha del alta o de la baja."),
            )
    if worker is None:
        return
    for told in advertencias(worker, periodo):
        yield Finding(
            Severity.WARNING,
            persona.movimientos[-1].place,
            "",
            Text(told.code, "{clave}: {dicho}", clave=persona.clave, dicho=str(told)),
            Text("ANTES_DE_PAGAR", "Revíselo antes de pagar: cambia lo que se debe, o pide un aviso."),
        )
