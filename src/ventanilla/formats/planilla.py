"""One employer, from whatever its files say: each worker with movements, absences, certificates and credits.

Every datum keeps the place that said it. Where two files say different things, both are kept as a ``Conflicto`` with
the one that was used and why: nothing is chosen in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.contributions import (
    Aviso,
    CausaBaja,
    Certificado,
    CuotasError,
    Jornada,
    Motivo,
    Pensionado,
    Trabajador,
    Tramo,
    Zona,
    tramos,
)
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .finding import Finding, Place
from .records import Ausentismo, Cobro, Credito, Ficha, Incapacidad, Movimiento, Nombre, Recibo, Record

MAX_DAYS: Final = 366  # of one absence or certificate: a mistyped number is told before it fills the memory
_MOTIVOS: Final = {"1": Motivo.RT, "2": Motivo.EG, "3": Motivo.MAT, "4": Motivo.LICENCIA, "": Motivo.EG}
_CAUSAS: Final = {"4": CausaBaja.DEFUNCION, "A": CausaBaja.PENSION}
_SEMANA: Final = frozenset("12345")  # days a week
_HORAS: Final = "6"

Valor = str | date | Money | Nombre


@dataclass(frozen=True, slots=True)
class Dato:
    """A value, and the place that says it."""

    valor: Valor
    place: Place


@dataclass(frozen=True, slots=True)
class Conflicto:
    """``datos`` are what the files say of one ``campo`` of a worker; ``usado`` is one of them, ``porque`` tells why."""

    registro: str
    clave: str
    campo: str
    datos: tuple[Dato, ...]
    usado: Dato
    porque: Text


@dataclass(frozen=True, slots=True)
class Persona:
    """A worker with one employer. ``clave`` is the NSS, or "CURP…" and the like where no file gives a whole one.

    ``movimientos`` are in order, and each once; what opens the days without any is an alta made of ``datos``.
    """

    clave: str
    nss: str
    datos: Mapping[str, Dato]
    movimientos: tuple[Movimiento, ...] = ()
    ausentismos: tuple[Ausentismo, ...] = ()
    incapacidades: tuple[Incapacidad, ...] = ()
    creditos: tuple[Credito, ...] = ()
    recibos: tuple[Recibo, ...] = ()

    def texto(self, campo: str) -> str:
        """A datum as text, "" where no file gives it."""
        dato = self.datos.get(campo)
        return "" if dato is None else str(dato.valor)

    def records(self, registro: str) -> Iterator[Record]:
        """All that is kept of the worker, as records that make the same worker again."""
        yield self.ficha(registro)
        yield from self.movimientos
        yield from self.ausentismos
        yield from self.incapacidades
        yield from self.creditos
        yield from self.recibos

    def ficha(self, registro: str) -> Ficha:
        """Who the worker is, in one record, without an alta: the movements have it."""
        name, born, daily = (self.datos.get(campo) for campo in ("nombre", "nacimiento", "diario"))
        first = next(iter(self.datos.values()), None)
        return Ficha(
            Place("") if first is None else first.place,
            registro,
            self.nss,
            name.valor if name is not None and isinstance(name.valor, Nombre) else None,
            self.texto("curp"),
            self.texto("rfc"),
            diario=daily.valor if daily is not None and isinstance(daily.valor, Money) else None,
            tipo_trabajador=self.texto("tipo_trabajador"),
            tipo_salario=self.texto("tipo_salario"),
            jornada=self.texto("jornada"),
            umf=self.texto("umf"),
            ubicacion=self.texto("ubicacion"),
            clave=self.texto("clave"),
            codigo_postal=self.texto("codigo_postal"),
            nacimiento=born.valor if born is not None and isinstance(born.valor, date) else None,
            lugar_nacimiento=self.texto("lugar_nacimiento"),
            entidad_nacimiento=self.texto("entidad_nacimiento"),
            ocupacion=self.texto("ocupacion"),
            sexo=self.texto("sexo"),
        )

    @property
    def nombre(self) -> str:
        """As it is shown; the key where no file gives a name."""
        return self.texto("nombre") or self.clave


@dataclass(frozen=True, slots=True)
class Patronal:
    """The workers of one registro patronal, by their key, as the files came."""

    registro: str
    personas: Mapping[str, Persona]


@dataclass(frozen=True, slots=True)
class Planilla:
    """All that some files say. ``cobros`` are what another program determined: they are compared, never added."""

    patronales: Mapping[str, Patronal] = field(default_factory=dict)
    cobros: tuple[Cobro, ...] = ()
    conflictos: tuple[Conflicto, ...] = ()
    hallazgos: tuple[Finding, ...] = ()

    @property
    def registros(self) -> tuple[str, ...]:
        """Those that have workers, in order."""
        return tuple(sorted(self.patronales))

    def personas(self) -> Iterable[Persona]:
        """Everybody, employer by employer."""
        for registro in self.registros:
            yield from self.patronales[registro].personas.values()


def trabajador(
    persona: Persona, periodo: Period, *, zona: Zona = Zona.GENERAL, pensionado: Pensionado = Pensionado.NO
) -> Trabajador | None:
    """What a determination is told of a worker for the days of ``periodo``; None if not insured in any of them.

    CuotasError for an order of movements or for incidences that cannot be.

    >>> from ventanilla.domain.contributions import TipoAviso
    >>> alta = Movimiento(Place("A", 1), "", "99178500015", TipoAviso.ALTA, date(2026, 3, 10), Money("500.00"))
    >>> uno = Persona("99178500015", "99178500015", {}, (alta,))
    >>> str(trabajador(uno, Period.month(2026, 3)).tramos[0].periodo)
    '2026-03-10/2026-03-31'
    """
    certificados = tuple(_certificados(persona.incapacidades))
    try:
        insured = _within(tramos(_avisos(persona), periodo.last, certificados), periodo)
    except MissingYear as error:  # a notice received in a year whose working days nobody loaded
        raise CuotasError("movimientos", error.reason) from error
    if not insured:
        return None
    return Trabajador(
        insured,
        frozenset(_ausencias(persona.ausentismos, insured)),
        certificados,
        zona,
        pensionado,
        _jornada(persona),
    )


def _avisos(persona: Persona) -> Iterable[Aviso]:
    """Its movements; the wage by day that a list gives is that of the last of them (LSS 36)."""
    dato = persona.datos.get("diario")
    last = next((one for one in reversed(persona.movimientos) if one.sbc is not None), None)
    for one in persona.movimientos:
        diario = dato.valor if dato is not None and isinstance(dato.valor, Money) and one is last else None
        causa = _CAUSAS.get(one.causa, CausaBaja.OTRA)
        yield Aviso(one.tipo, one.fecha, one.sbc, diario, one.recibido, causa)


def _within(found: Iterable[Tramo], periodo: Period) -> tuple[Tramo, ...]:
    cut = ((tramo, tramo.periodo.overlap(periodo)) for tramo in found)
    return tuple(Tramo(days, tramo.sbc, tramo.diario) for tramo, days in cut if days is not None)


def _certificados(incapacidades: Iterable[Incapacidad]) -> Iterable[Certificado]:
    for one in incapacidades:
        yield Certificado(_days(one.desde, one.dias, "incapacidad"), _MOTIVOS[one.rama])


def _ausencias(ausentismos: Iterable[Ausentismo], insured: tuple[Tramo, ...]) -> Iterable[date]:
    for one in ausentismos:
        yield from (day for day in _days(one.desde, one.dias, "ausencias") if any(day in t.periodo for t in insured))


def _days(first: date, number: int, campo: str) -> Period:
    if not 0 < number <= MAX_DAYS:
        raise CuotasError(
            campo,
            Text(
                "DIAS_IMPOSIBLES",
                "Desde el {dia} se anotan {dias} días. Escriba de 1 a {maximo}.",
                dia=first,
                dias=number,
                maximo=MAX_DAYS,
            ),
        )
    return Period(first, first + timedelta(days=number - 1))


def _jornada(persona: Persona) -> Jornada:
    code = persona.texto("jornada")
    if code in _SEMANA:
        return Jornada.SEMANA_REDUCIDA
    return Jornada.REDUCIDA if code == _HORAS else Jornada.COMPLETA
