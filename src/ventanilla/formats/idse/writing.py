"""Writes an IDSE file: one kind of movement, its lines of 168 columns and its control record, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats.finding import Place
from ventanilla.formats.fixed import faults
from ventanilla.formats.fixed.writing import END, Refusals, Writing, does_not_fit, no_letter, twice
from ventanilla.formats.records import Movimiento
from ventanilla.kernel.text import Text

from .control import COUNT
from .layout import ALTA, BAJA, CAUSAS, CONTROL, JORNADA, LAYOUTS, MAX_COUNT, SALARIO, TRABAJADOR

ENYE = "#"  # what stands for Ñ, and for &


def write(movimientos: Iterable[Movimiento], tipo: TipoAviso, guia: str = "01400") -> Iterator[bytes]:
    """The lines of a file of ``tipo``, with their CRLF, and the control record; ``guia`` where a movement has none.

    The wage is written as it comes: whoever asks has put the cap on it. NotWritable, with a finding for each datum
    that cannot be written, before the first line: a missing NSS, a name of more than 27 letters, a CURP that an alta
    lacks, a movement of another kind, one that is twice.

    >>> from datetime import date
    >>> from ventanilla.formats.records import Nombre
    >>> baja = Movimiento(
    ...     Place("", 1), "Z9912345105", "99058800022", TipoAviso.BAJA, date(2026, 6, 30),
    ...     nombre=Nombre("NÚÑEZ", "LÓPEZ", "MARÍA PRUEBA"), causa="2",
    ... )
    >>> [len(line) for line in write([baja], TipoAviso.BAJA)]
    [170, 170]
    """
    refusals = Refusals()
    lines: list[bytes] = []
    seen: dict[tuple[str, str, object], Movimiento] = {}
    if not _is_guia(guia):
        refusals.add(Place(""), "guía", *faults.digits("la guía", guia, 5))
    for one in movimientos:
        if len(lines) == MAX_COUNT:
            refusals.add(one.place, "", *_too_many())
            break
        key = (one.registro, one.nss, one.fecha)
        if key in seen:
            refusals.add(one.place, "", *twice(seen[key].place))
        seen[key] = one
        lines.append(_line(one, tipo, guia, refusals))
    refusals.check()
    end = CONTROL.compose({COUNT: str(len(lines)), "guía": guia})
    lines.append(end.encode("ascii") + END)
    return iter(lines)


def _line(one: Movimiento, tipo: TipoAviso, guia: str, refusals: Refusals) -> bytes:
    """One line, or b"" with what refuses it."""
    before = len(refusals.findings)
    layout, writing = LAYOUTS[tipo.value], Writing(one.place, refusals, ENYE)
    if one.tipo is not tipo:
        writing.refuse("tipo de movimiento", _other_type(one.tipo, tipo))
        return b""
    values = {
        "registro patronal": writing.registro(one.registro),
        "NSS": writing.nss(one.nss),
        "fecha": writing.day("fecha", one.fecha),
        "guía": one.guia or guia,
        **_name(one, writing),
        **_key(one, writing),
    }
    if one.guia and not _is_guia(one.guia):
        writing.refuse("guía", faults.digits("la guía", one.guia, 5))
    match tipo:
        case TipoAviso.BAJA:
            values["causa de baja"] = writing.code("causa de baja", one.causa, CAUSAS)
        case TipoAviso.ALTA:
            values |= _wage(one, writing)
            values["tipo de trabajador"] = writing.code("tipo de trabajador", one.tipo_trabajador, TRABAJADOR)
            values["CURP"] = writing.curp(one.curp, required=True)
            if one.umf and not (one.umf.isascii() and one.umf.isdigit() and len(one.umf) <= 3):
                writing.refuse("UMF", faults.digits("la UMF", one.umf, 3))
            values["UMF"] = one.umf
        case TipoAviso.MODIFICACION:
            values |= _wage(one, writing)
            values["CURP"] = writing.curp(one.curp, required=False)
        case _:
            assert_never(tipo)
    return layout.compose(values).encode("ascii") + END if len(refusals.findings) == before else b""


def _name(one: Movimiento, writing: Writing) -> dict[str, str]:
    if one.nombre is None or not writing.has_name(one.nombre, "nombre"):
        if one.nombre is None:
            writing.has_name(None, "nombre")
        return {}
    said = {
        "primer apellido": one.nombre.primer_apellido,
        "segundo apellido": one.nombre.segundo_apellido,
        "nombre": one.nombre.nombres,
    }
    return {named: writing.part(BAJA.by_name[named], part) for named, part in said.items()}


def _key(one: Movimiento, writing: Writing) -> dict[str, str]:
    """The employer's own key: it carries no Ñ, nor anything but the letters of a keyboard."""
    where, text = BAJA.by_name["clave del trabajador"], one.clave.strip().upper()
    if not (text.isascii() and text.isprintable()):
        return {where.name: writing.refuse(where.name, no_letter("la clave del trabajador", one.clave))}
    if len(text) > where.width:
        return {where.name: writing.refuse(where.name, does_not_fit("la clave del trabajador", text, where.width))}
    return {where.name: text}


def _wage(one: Movimiento, writing: Writing) -> dict[str, str]:
    return {
        "SBC": writing.wage(ALTA.by_name["SBC"], one.sbc),
        "tipo de salario": writing.code("tipo de salario", one.tipo_salario, SALARIO),
        "semana o jornada reducida": writing.code("semana o jornada reducida", one.jornada, JORNADA),
    }


def _is_guia(text: str) -> bool:
    return len(text) == CONTROL.by_name["guía"].width and text.isascii() and text.isdigit()


def _too_many() -> faults.Told:
    return (
        Text("DEMASIADOS_MOVIMIENTOS", "Un archivo lleva hasta {n} movimientos, y hay más.", n=MAX_COUNT),
        Text("DEMASIADOS_MOVIMIENTOS_REMEDIO", "Divídalos en varios archivos."),
    )


def _other_type(said: TipoAviso, wanted: TipoAviso) -> faults.Told:
    return (
        Text(
            "MOVIMIENTO_DE_OTRO_TIPO",
            "Es un movimiento {tipo}, y el archivo es de los {pedido}: cada tipo va en el suyo.",
            tipo=said.value,
            pedido=wanted.value,
        ),
        Text("MOVIMIENTO_DE_OTRO_TIPO_REMEDIO", "Escríbalo en otro archivo."),
    )
