"""A planilla written as other programs read it: the institution's movement files, SUA's five, a list, our own file.

Each file is written whole or not at all; what keeps one from being written is told, and the others go on. What a
format asks and no file said is given its commonest value, and told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.kernel.text import Text

from . import idse, sua
from .finding import Finding, Place, Severity
from .fixed.writing import NotWritable
from .planilla import Patronal, Persona, Planilla
from .records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Nombre

_INICIO: Final = "15"  # of a housing credit
_COMMONEST: Final = {"tipo_trabajador": "1", "tipo_salario": "0", "jornada": "0"}  # permanente, fijo, completa
_NAMES: Final = {
    "tipo_trabajador": "tipo de trabajador: permanente",
    "tipo_salario": "tipo de salario: fijo",
    "jornada": "jornada: completa",
}
_COLUMNS: Final = (
    "Registro patronal", "NSS", "CURP", "RFC", "Primer apellido", "Segundo apellido", "Nombre(s)", "Fecha de alta",
    "Fecha de baja", "SBC", "Tipo de trabajador", "Tipo de salario", "Jornada", "UMF", "Clave",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Escrito:
    """``archivos`` by their name; ``hallazgos`` are what was supposed and what could not be written."""

    archivos: dict[str, bytes]
    hallazgos: tuple[Finding, ...]


def a_idse(patronal: Patronal) -> Escrito:
    """IDSE_08.TXT, IDSE_07.TXT and IDSE_02.TXT, those that have movements."""
    told: list[Finding] = []
    files: dict[str, bytes] = {}
    for tipo in (TipoAviso.ALTA, TipoAviso.MODIFICACION, TipoAviso.BAJA):
        found = [
            _completed(persona, one, told)
            for persona in patronal.personas.values()
            for one in persona.movimientos
            if one.tipo is tipo
        ]
        if found:
            _write(files, f"IDSE_{tipo.value}.TXT", partial(idse.write, found, tipo), told)
    return Escrito(files, tuple(dict.fromkeys(told)))


def a_sua(patronal: Patronal) -> Escrito:
    """ASEG, AFIL, MOVT, INCAP and CRED, those that have something to say.

    The first alta of each worker is in ASEG, never in MOVT; AFIL is written for who has all that it asks.
    """
    told: list[Finding] = []
    files: dict[str, bytes] = {}
    fichas = [one for persona in patronal.personas.values() if (one := _ficha(persona, patronal, told)) is not None]
    credits = [one for persona in patronal.personas.values() for one in persona.creditos]
    firsts = _first_credits(credits)
    movements: list[Movimiento | Ausentismo | Incapacidad] = []
    certificates: list[Incapacidad] = []
    for persona in patronal.personas.values():
        movements += _after_the_first_alta(persona)
        movements += persona.ausentismos
        movements += (one for one in persona.incapacidades if one.folio)
        certificates += (one for one in persona.incapacidades if one.folio and one.rama)
        told += (_no_folio(one) for one in persona.incapacidades if not one.folio)
    if fichas:
        _write(files, "ASEG.TXT", lambda: sua.write_aseg(fichas, firsts), told)
    complete = [one for one in fichas if one.sexo and one.nacimiento and one.tipo_salario]
    if complete:
        _write(files, "AFIL.TXT", lambda: sua.write_afil(complete), told)
    if movements:
        _write(files, "MOVT.TXT", lambda: sua.write_movt(movements), told)
    if certificates:
        _write(files, "INCAP.TXT", lambda: sua.write_incap(certificates), told)
    if credits:
        _write(files, "CRED.TXT", lambda: sua.write_cred(credits), told)
    return Escrito(files, tuple(dict.fromkeys(told)))


def _write(files: dict[str, bytes], name: str, lines: Callable[[], Iterator[bytes]], told: list[Finding]) -> None:
    try:
        files[name] = b"".join(lines())
    except NotWritable as error:
        told += error.findings


def _completed(persona: Persona, one: Movimiento, told: list[Finding]) -> Movimiento:
    """With what other files say of the worker, and the commonest codes where none does."""
    name = persona.datos.get("nombre")
    whole = replace(
        one,
        nombre=one.nombre or (name.valor if name is not None and isinstance(name.valor, Nombre) else None),
        curp=one.curp or persona.texto("curp"),
        clave=one.clave or persona.texto("clave"),
        umf=one.umf or persona.texto("umf"),
    )
    if one.tipo is TipoAviso.BAJA:
        return whole
    return replace(
        whole,
        tipo_trabajador=one.tipo_trabajador or _code(persona, "tipo_trabajador", one.place, told),
        tipo_salario=one.tipo_salario or _code(persona, "tipo_salario", one.place, told),
        jornada=one.jornada or _code(persona, "jornada", one.place, told),
    )


def _code(persona: Persona, campo: str, place: Place, told: list[Finding]) -> str:
    known = persona.texto(campo)
    if known:
        return known
    told.append(
        Finding(
            Severity.NOTE,
            Place(place.file.partition(".zip/")[0]),  # said once of a ZIP, not of each file in it
            campo,
            Text("CODIGO_SUPUESTO", "El archivo no dice un dato que se pide; se escribió {que}.", que=_NAMES[campo]),
            Text("CODIGO_SUPUESTO_REMEDIO", "Si de alguien es otro, agréguelo a su lista y repita."),
        )
    )
    return _COMMONEST[campo]


def _ficha(persona: Persona, patronal: Patronal, told: list[Finding]) -> Ficha | None:
    """What ASEG and AFIL say of a worker; None for who has no alta."""
    alta = next((one for one in persona.movimientos if one.tipo is TipoAviso.ALTA), None)
    if alta is None:
        return None
    return replace(
        persona.ficha(patronal.registro),
        place=alta.place,
        fecha_alta=alta.fecha,
        sbc=alta.sbc,
        tipo_trabajador=_code(persona, "tipo_trabajador", alta.place, told),
        tipo_salario=_code(persona, "tipo_salario", alta.place, told),
        jornada=_code(persona, "jornada", alta.place, told),
    )


def _after_the_first_alta(persona: Persona) -> Iterator[Movimiento]:
    opened = False
    for one in persona.movimientos:
        if not opened and one.tipo is TipoAviso.ALTA:
            opened = True
            continue
        yield one


def _first_credits(credits: Iterable[Credito]) -> list[Credito]:
    """The beginning of the credit of each worker."""
    first: dict[str, Credito] = {}
    for one in credits:
        if one.tipo == _INICIO:
            first.setdefault(one.nss, one)
    return list(first.values())


def _no_folio(one: Incapacidad) -> Finding:
    return Finding(
        Severity.WARNING,
        one.place,
        "folio",
        Text("CERTIFICADO_SIN_FOLIO", "Una incapacidad del {dia} no dice su folio: no se escribió.", dia=one.desde),
        Text("CERTIFICADO_SIN_FOLIO_REMEDIO", "Agregue el certificado, con su folio y sus fechas."),
    )


def a_lista(planilla: Planilla) -> bytes:
    """A CSV of the workers that a spreadsheet opens, and that is read again without asking what each column is."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(_COLUMNS)
    for registro in planilla.registros:
        for persona in planilla.patronales[registro].personas.values():
            writer.writerow(_safe(cell) for cell in _row(registro, persona))
    return held.getvalue().encode("utf-8-sig")


def _row(registro: str, persona: Persona) -> tuple[str, ...]:
    name = persona.datos.get("nombre")
    parts = ("", "", persona.texto("nombre"))
    if name is not None and isinstance(name.valor, Nombre):
        parts = (name.valor.primer_apellido, name.valor.segundo_apellido, name.valor.nombres)
    altas = [one for one in persona.movimientos if one.tipo is TipoAviso.ALTA]
    wages = [one for one in persona.movimientos if one.sbc is not None]
    last = persona.movimientos[-1] if persona.movimientos else None
    return (
        registro,
        persona.nss,
        persona.texto("curp"),
        persona.texto("rfc"),
        *parts,
        f"{altas[-1].fecha:%d/%m/%Y}" if altas else "",
        f"{last.fecha:%d/%m/%Y}" if last is not None and last.tipo is TipoAviso.BAJA else "",
        str(wages[-1].sbc.pesos) if wages and wages[-1].sbc is not None else "",
        persona.texto("tipo_trabajador"),
        persona.texto("tipo_salario"),
        persona.texto("jornada"),
        persona.texto("umf"),
        persona.texto("clave"),
    )


def _safe(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
