"""From the records of many files to one planilla: who is who, what is said twice, and what does not agree.

A worker is found by the NSS; who has no whole one, by CURP, by RFC, or by the employer's own key. What two files say
alike is kept once. Where they differ, the one that the institution has or would have prevails: a movement file (IDSE),
then what SUA keeps, then payroll receipts, then lists; each difference is a ``Conflicto``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import nss as nss_module
from ventanilla.domain.identifiers.names import plain
from ventanilla.kernel.text import Text

from .cfdi import Repetidos
from .finding import Finding, Place, Severity
from .nombres import fits, split
from .opening import opened
from .planilla import Conflicto, Dato, Patronal, Persona, Planilla, Valor
from .records import (
    Ausentismo,
    Cobro,
    Credito,
    Ficha,
    Incapacidad,
    Movimiento,
    Nombre,
    Recibo,
    Record,
)

# Whose word prevails, first to last. A movement is what was told to the institution; a list, what somebody typed.
_KINDS: Final = (Movimiento, Ficha, Credito, Incapacidad, Ausentismo, Recibo, Cobro)
_IDENTITY: Final = (
    "nombre", "curp", "rfc", "tipo_trabajador", "tipo_salario", "jornada", "umf", "clave", "ubicacion",
    "codigo_postal", "nacimiento", "lugar_nacimiento", "entidad_nacimiento", "ocupacion", "sexo",
    "tipo_contrato", "riesgo_puesto", "diario",
)  # fmt: skip
# May differ and no harm: the employer's own, or of no account in what is owed.
_OF_PAPER: Final = frozenset({"umf", "clave", "ubicacion", "tipo_salario", "riesgo_puesto", "tipo_contrato"})
_ALSO: Final = ("sbc", "nombre", "curp", "rfc", "tipo_trabajador", "tipo_salario", "jornada", "umf", "clave", "causa")
_NOBODY: Final = frozenset({"XAXX010101000", "XEXX010101000"})  # SAT's generic RFC
_PREVAILS: Final = Text(
    "PREVALECE_AVISO", "Se usó lo que se avisó o se avisaría al Instituto; lo demás queda aquí para revisarlo."
)
_FIRST: Final = Text("PREVALECE_PRIMERO", "Se usó el primero que se leyó. Corrija el otro, o quite ese archivo.")


@dataclass(slots=True)
class _Gathered:
    """What the files say of one worker, while they are read."""

    records: list[Record] = field(default_factory=list)

    def of(self, kind: type) -> list[Record]:
        return [one for one in self.records if isinstance(one, kind)]


def join(found: Iterable[Record | Finding], registro: str = "") -> Planilla:
    """One planilla of all that was read; ``registro`` is that of the records which name none.

    >>> from ventanilla.kernel.money import Money
    >>> alta = Movimiento(
    ...     Place("ALTAS.TXT", 1), "Z9912345105", "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("687.70")
    ... )
    >>> copia = replace(alta, place=Place("COPIA.TXT", 7), sbc=Money("690.00"))
    >>> planilla = join((alta, copia))
    >>> [(str(d.place), str(d.valor)) for d in planilla.conflictos[0].datos]
    [('ALTAS.TXT, línea 1', '$687.70'), ('COPIA.TXT, línea 7', '$690.00')]
    """
    hallazgos: list[Finding] = []
    cobros: list[Cobro] = []
    rest: list[Record] = []
    repeated = Repetidos()
    for one in found:
        if isinstance(one, Finding):
            hallazgos.append(one)
        elif isinstance(one, Recibo) and (again := repeated.look(one)) is not None:
            hallazgos.append(again)
        elif isinstance(one, Cobro):
            cobros.append(one)
        else:
            rest.append(one)
    rest = list(_with_registro(rest, registro, hallazgos))
    conflictos: list[Conflicto] = []
    patronales: dict[str, dict[str, Persona]] = defaultdict(dict)
    for (of, key), gathered in _by_person(rest, hallazgos).items():
        patronales[of][key] = _persona(of, key, gathered, conflictos, hallazgos)
    return Planilla(
        {of: Patronal(of, personas) for of, personas in patronales.items()},
        tuple(cobros),
        tuple(conflictos),
        tuple(hallazgos),
    )


def _with_registro(records: list[Record], given: str, hallazgos: list[Finding]) -> Iterator[Record]:
    """The only registro that the files name is that of those which name none; the reader is told."""
    named = {one.registro for one in records if one.registro}
    fallback = given or (next(iter(named)) if len(named) == 1 else "")
    told: set[str] = set()
    for one in records:
        if one.registro:
            yield one
            continue
        if one.place.file not in told:
            told.add(one.place.file)
            hallazgos.append(_no_registro(one.place, fallback, given))
        yield replace(one, registro=fallback)


def _no_registro(place: Place, fallback: str, given: str) -> Finding:
    where = Place(place.file)
    if fallback:
        return Finding(
            Severity.NOTE,
            where,
            "registro",
            Text(
                "SIN_REGISTRO_SUPUESTO",
                "El archivo no dice el registro patronal; se tomó {registro}.",
                registro=fallback,
            ),
            Text(
                "SIN_REGISTRO_SUPUESTO_REMEDIO",
                "Si es otro, indíquelo con --registro." if given else "Si es otro, indíquelo con --registro al leer.",
            ),
        )
    return Finding(
        Severity.WARNING,
        where,
        "registro",
        Text("SIN_REGISTRO", "El archivo no dice el registro patronal, y los demás no dicen uno solo."),
        Text("SIN_REGISTRO_REMEDIO", "Indíquelo con --registro."),
    )


# -- who is who


def _by_person(records: list[Record], hallazgos: list[Finding]) -> dict[tuple[str, str], _Gathered]:
    """The records of each worker of each registro, in the order in which they were read."""
    known: dict[tuple[str, str], str] = {}  # (registro, CURP or RFC or own key) -> NSS
    for one in records:
        if nss_module.is_valid(one.nss):
            for other in _other_keys(one):
                known.setdefault((one.registro, other), one.nss)
    people: dict[tuple[str, str], _Gathered] = defaultdict(_Gathered)
    for one in records:
        key = one.nss
        if not nss_module.is_valid(one.nss):
            others = _other_keys(one)
            key = next((known[one.registro, other] for other in others if (one.registro, other) in known), "")
            if key:
                hallazgos.append(_found_otherwise(one, key))
            else:
                key = next(iter(others), one.nss or f"{one.place.file}:{one.place.line}")
        people[one.registro, key].records.append(one)
    return people


def _other_keys(one: Record) -> list[str]:
    """What names the worker besides the NSS, the best first."""
    named = ((campo, getattr(one, campo, "")) for campo in ("curp", "rfc", "clave"))
    return [f"{campo.upper()} {value}" for campo, value in named if value and value not in _NOBODY]


def _found_otherwise(one: Record, key: str) -> Finding:
    return Finding(
        Severity.WARNING,
        one.place,
        "NSS",
        Text(
            "NSS_POR_OTRO_DATO",
            "El NSS «{escrito}» no es posible. Por su CURP, RFC o clave se tomó el de otro archivo: {nss}.",
            escrito=one.nss,
            nss=key,
        ),
        Text("NSS_POR_OTRO_DATO_REMEDIO", "Corrija el NSS en ese archivo."),
    )


# -- what is said of one


def _persona(
    registro: str, key: str, gathered: _Gathered, conflictos: list[Conflicto], hallazgos: list[Finding]
) -> Persona:
    ranked = sorted(gathered.records, key=_rank)
    datos = {
        campo: dato for campo in _IDENTITY if (dato := _agreed(registro, key, campo, ranked, conflictos)) is not None
    }
    if "nombre" in datos and "curp" in datos:
        datos["nombre"] = _in_parts(datos["nombre"], str(datos["curp"].valor))
    movimientos = _once(registro, key, [one for one in ranked if isinstance(one, Movimiento)], conflictos)
    fichas = [one for one in ranked if isinstance(one, Ficha)]
    recibos = [one for one in gathered.records if isinstance(one, Recibo)]
    certificates = [one for one in gathered.records if isinstance(one, Incapacidad)]
    valid = key if nss_module.is_valid(key) else ""
    persona = Persona(
        key,
        valid,
        datos,
        movimientos,
        tuple(dict.fromkeys(_by_days([one for one in gathered.records if isinstance(one, Ausentismo)]))),
        tuple(_certificates(registro, key, certificates, conflictos)),
        _credits([one for one in gathered.records if isinstance(one, Credito)]),
        tuple(sorted(recibos, key=lambda one: (one.desde or date.min, one.pago or date.min))),
    )
    return opened(persona, fichas, registro, conflictos, hallazgos)


def _rank(one: Record) -> tuple[bool, int]:
    """Whose word prevails: what is kept by hand comes last."""
    return isinstance(one, Movimiento | Ficha) and one.de_lista, _KINDS.index(type(one))


def _agreed(registro: str, key: str, campo: str, ranked: list[Record], conflictos: list[Conflicto]) -> Dato | None:
    said: list[Dato] = []
    for one in ranked:
        value: Valor | None = getattr(one, campo, None) or None
        if campo == "nombre" and value is None and isinstance(one, Recibo):
            value = one.nombre_completo or None
        if value is not None:
            said.append(Dato(value, one.place))
    if not said:
        return None
    used = said[0]
    different = [dato for dato in said if not _alike(dato.valor, used.valor)]
    if different and campo not in _OF_PAPER:
        conflictos.append(Conflicto(registro, key, campo, (used, *different), used, _PREVAILS))
    return used


def _in_parts(name: Dato, curp: str) -> Dato:
    """A name that came whole, where the letters of the CURP say which its parts are."""
    if isinstance(name.valor, str):
        parts = split(name.valor, surnames_first=False, key=curp)
        if fits(parts, curp):
            return replace(name, valor=parts)
    return name


def _alike(one: Valor, other: Valor) -> bool:
    """Two names are alike by their words, whatever their order: a receipt writes one whole name."""
    if isinstance(one, Nombre) or isinstance(other, Nombre):
        return sorted(plain(str(one)).split()) == sorted(plain(str(other)).split())
    if isinstance(one, str) and isinstance(other, str):
        return sorted(plain(one).split()) == sorted(plain(other).split())
    return one == other


def _once(
    registro: str, key: str, movimientos: list[Movimiento], conflictos: list[Conflicto]
) -> tuple[Movimiento, ...]:
    """Each movement once, in order; the same one with two wages is a conflict."""
    by_fact: dict[tuple[date, TipoAviso], list[Movimiento]] = defaultdict(list)
    for one in movimientos:
        by_fact[one.fecha, one.tipo].append(one)
    for (day, tipo), same in by_fact.items():
        wages = dict.fromkeys(one.sbc for one in same if one.sbc is not None)
        if len(wages) > 1:
            datos = tuple(Dato(one.sbc, one.place) for one in same if one.sbc is not None)
            campo = f"sbc {tipo.value} {day.isoformat()}"
            conflictos.append(Conflicto(registro, key, campo, datos, datos[0], _FIRST))
    first = [_filled(same) for same in by_fact.values()]
    return tuple(sorted(first, key=lambda one: (one.fecha, one.tipo is TipoAviso.BAJA)))


def _filled(same: list[Movimiento]) -> Movimiento:
    """The first of some copies of a movement, with what only another of them says."""
    first = same[0]
    lacking = {
        campo: value
        for campo in _ALSO
        if not getattr(first, campo) and (value := next((v for o in same if (v := getattr(o, campo))), None))
    }
    return replace(first, **lacking) if lacking else first


def _credits(found: list[Credito]) -> tuple[Credito, ...]:
    """Each fact of a credit once: ASEG repeats the beginning that CRED has."""
    by_fact: dict[tuple[str, str, date], Credito] = {}
    for one in found:
        by_fact.setdefault((one.numero, one.tipo, one.fecha), one)
    return tuple(sorted(by_fact.values(), key=lambda one: one.fecha))


def _by_days(ausentismos: list[Ausentismo]) -> Iterator[Ausentismo]:
    """The same days once, whichever file says them."""
    by_days: dict[tuple[date, int], Ausentismo] = {}
    for one in ausentismos:
        by_days.setdefault((one.desde, one.dias), one)
    yield from sorted(by_days.values(), key=lambda one: one.desde)


def _certificates(
    registro: str, key: str, found: list[Incapacidad], conflictos: list[Conflicto]
) -> Iterator[Incapacidad]:
    """Each certificate once, by its folio: MOVT has its days, INCAP also says what it is for."""
    by_folio: dict[tuple[str, date | None], list[Incapacidad]] = defaultdict(list)
    for one in found:
        by_folio[one.folio, None if one.folio else one.desde].append(one)
    for same in by_folio.values():
        best = next((one for one in same if one.rama), same[0])
        different = [one for one in same if (one.desde, one.dias) != (best.desde, best.dias)]
        if different:
            datos = tuple(Dato(f"{one.desde.isoformat()}, {one.dias} días", one.place) for one in (best, *different))
            conflictos.append(Conflicto(registro, key, f"incapacidad {best.folio}", datos, datos[0], _FIRST))
        yield best
