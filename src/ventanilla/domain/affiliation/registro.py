"""A registro patronal through time: the notices of its employer, and what follows from them on a day.

Bitemporal, as the movements of its workers are: a notice has the day from which it counts (``on``) and the instant at
which the institution came to know it (``recorded``). It is never edited: a correction is another notice that names
the one it supersedes. What the registro is on a day, as known at an instant, is always a fold of its notices
(LSS 15-I; RACERF 12-18; forms AFIL-01 and AM-SRT).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla.domain.contributions import Zona, Zonas
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.period import Period

UN_DIA: Final = timedelta(days=1)
GENERAL: Final = "10"  # modalidad: the ordinary registro of a city
HOGAR: Final = "34"  # modalidad: people who work in a home


class TipoAviso(Enum):
    """What an employer gives notice of; each with the letter or form by which the institution knows it."""

    ALTA = "alta"
    REANUDACION = "reanudacion"
    DOMICILIO = "domicilio"
    NOMBRE = "nombre"
    SUSTITUCION = "sustitucion"
    DUPLICIDAD = "duplicidad"
    BAJA = "baja"
    HUELGA = "huelga"
    SUSPENSION = "suspension"
    CLASE = "clase"

    @property
    def forma(self) -> str:
        """Its form and letter (tramites.md 19, M); of a suspension none is known.

        >>> TipoAviso.HUELGA.forma, TipoAviso.CLASE.forma
        ('AFIL-01 H', 'AM-SRT')
        """
        return _FORMA[self]

    @property
    def words(self) -> str:
        """As it is read."""
        return _TIPO[self]


_FORMA: Final = {
    TipoAviso.ALTA: "AFIL-01 A",
    TipoAviso.REANUDACION: "AFIL-01 B",
    TipoAviso.DOMICILIO: "AFIL-01 C",
    TipoAviso.NOMBRE: "AFIL-01 D",
    TipoAviso.SUSTITUCION: "AFIL-01 E",
    TipoAviso.DUPLICIDAD: "AFIL-01 F",
    TipoAviso.BAJA: "AFIL-01 G",
    TipoAviso.HUELGA: "AFIL-01 H",
    TipoAviso.SUSPENSION: "",
    TipoAviso.CLASE: "AM-SRT",
}
_TIPO: Final = {
    TipoAviso.ALTA: "Alta del registro",
    TipoAviso.REANUDACION: "Reanudación de actividades",
    TipoAviso.DOMICILIO: "Cambio de domicilio",
    TipoAviso.NOMBRE: "Cambio de nombre",
    TipoAviso.SUSTITUCION: "Sustitución patronal",
    TipoAviso.DUPLICIDAD: "Registro duplicado",
    TipoAviso.BAJA: "Baja del registro",
    TipoAviso.HUELGA: "Huelga",
    TipoAviso.SUSPENSION: "Suspensión de actividades",
    TipoAviso.CLASE: "Cambio de actividad o de clase",
}


class Situacion(Enum):
    """How a registro stands."""

    ACTIVO = "activo"
    SUSPENDIDO = "suspendido"
    HUELGA = "huelga"
    BAJA = "baja"

    @property
    def words(self) -> str:
        """As it is read."""
        return _SITUACION[self]


_SITUACION: Final = {
    Situacion.ACTIVO: "Activo",
    Situacion.SUSPENDIDO: "Suspendido",
    Situacion.HUELGA: "En huelga",
    Situacion.BAJA: "Dado de baja",
}

_DATOS: Final = frozenset({TipoAviso.DOMICILIO, TipoAviso.NOMBRE})
_PARADO: Final = _DATOS | {TipoAviso.REANUDACION, TipoAviso.BAJA, TipoAviso.DUPLICIDAD}
SIGUE: Final[dict[Situacion | None, frozenset[TipoAviso]]] = {
    None: frozenset({TipoAviso.ALTA}),
    Situacion.ACTIVO: frozenset(TipoAviso) - {TipoAviso.ALTA, TipoAviso.REANUDACION},
    Situacion.SUSPENDIDO: _PARADO,
    Situacion.HUELGA: _PARADO,
    Situacion.BAJA: frozenset(),
}
"""Which notices may follow in each situation (None: no registro yet). A baja is final."""

_LLEVA: Final = {
    TipoAviso.ALTA: Situacion.ACTIVO,
    TipoAviso.REANUDACION: Situacion.ACTIVO,
    TipoAviso.BAJA: Situacion.BAJA,
    TipoAviso.DUPLICIDAD: Situacion.BAJA,
    TipoAviso.HUELGA: Situacion.HUELGA,
    TipoAviso.SUSPENSION: Situacion.SUSPENDIDO,
}
_FINAL: Final = frozenset({TipoAviso.BAJA, TipoAviso.DUPLICIDAD})


class Clase(Enum):
    """The class of risk of an activity (LSS 71, 73)."""

    I = "I"  # noqa: E741 - the law's own numeral
    II = "II"
    III = "III"
    IV = "IV"
    V = "V"


@dataclass(frozen=True)
class DatosRegistro:
    """What a notice says of the registro; "" and None are what it does not say.

    ``prima`` is the percent (LSS 72-74). ``municipio`` is the three characters that begin the number. ``otro`` is the
    registro that this one replaces, or that replaces it.
    """

    nombre: str = ""
    nombre_comercial: str = ""
    domicilio: str = ""
    centro: str = ""
    actividad: str = ""
    fraccion: str = ""
    clase: Clase | None = None
    prima: Decimal | None = None
    zona: Zona | None = None
    municipio: str = ""
    delegacion: str = ""
    subdelegacion: str = ""
    otro: str = ""

    def sobre(self, antes: DatosRegistro) -> DatosRegistro:
        """These, and of ``antes`` what they do not say.

        >>> DatosRegistro(domicilio="Calle Dos 2").sobre(DatosRegistro(nombre="Fictum", domicilio="Calle Uno 1")).nombre
        'Fictum'
        """
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(antes, **{name: value for name, value in said.items() if value not in ("", None)})


@dataclass(frozen=True)
class AvisoPatronal:
    """One notice as it was received; ``registro`` is the number. A baja counts from the day after: its own is insured.

    ``recorded`` is an aware instant; ``supersedes``, the id of the notice that this one corrects.
    """

    id: UUID
    registro: str
    tipo: TipoAviso
    on: date
    recorded: datetime
    datos: DatosRegistro = DatosRegistro()
    supersedes: UUID | None = None

    def __post_init__(self) -> None:
        if self.recorded.tzinfo is None:
            raise ValueError("a notice is recorded at an instant with its zone")
        if self.supersedes == self.id:
            raise ValueError("a notice cannot correct itself")

    @property
    def efecto(self) -> date:
        """The first day on which things are as it says."""
        return self.on + UN_DIA if self.tipo in _FINAL else self.on


@dataclass(frozen=True)
class EstadoRegistro:
    """What a registro is on a day. ``hasta`` is the last day insured, where a baja is known already."""

    situacion: Situacion
    desde: date
    datos: DatosRegistro
    hasta: date | None = None


@dataclass(frozen=True)
class SegmentoPrima:
    """The class and the premium that rule some days of a period; None where nobody declared them."""

    periodo: Period
    clase: Clase | None
    prima: Decimal | None


def aplicados(avisos: Iterable[AvisoPatronal], known: datetime | None = None) -> tuple[AvisoPatronal, ...]:
    """The notices that count, as known at ``known`` (None: all that is known), in the order of their effect.

    Neither one that another corrects, whatever the date of the correction, nor one that could not follow.
    """
    seen = [each for each in avisos if known is None or each.recorded <= known]
    corrected = {each.supersedes for each in seen if each.supersedes is not None}
    ordered = sorted(
        (each for each in seen if each.id not in corrected), key=lambda each: (each.efecto, each.recorded, each.id)
    )
    situacion: Situacion | None = None
    found: list[AvisoPatronal] = []
    for aviso in ordered:
        if aviso.tipo in SIGUE[situacion]:
            found.append(aviso)
            situacion = _LLEVA.get(aviso.tipo, situacion)
    return tuple(found)


def estado(avisos: Iterable[AvisoPatronal], on: date, known: datetime | None = None) -> EstadoRegistro | None:
    """What the registro is on ``on``, as known at ``known``; None before its alta.

    >>> from datetime import UTC
    >>> def a(n, tipo, on, **datos):
    ...     recorded = datetime(2026, 1, n, tzinfo=UTC)
    ...     return AvisoPatronal(UUID(int=n), "Z9912345105", tipo, on, recorded, DatosRegistro(**datos))
    >>> avisos = (a(1, TipoAviso.ALTA, date(2026, 1, 1), clase=Clase.II), a(2, TipoAviso.BAJA, date(2026, 3, 31)))
    >>> [estado(avisos, day).situacion.value for day in (date(2026, 3, 31), date(2026, 4, 1))]
    ['activo', 'baja']
    """
    counted = aplicados(avisos, known)
    found: EstadoRegistro | None = None
    for aviso in counted:
        if aviso.efecto > on:
            break
        if found is None:
            found = EstadoRegistro(Situacion.ACTIVO, aviso.on, aviso.datos)
            continue
        found = replace(found, situacion=_LLEVA.get(aviso.tipo, found.situacion), datos=aviso.datos.sobre(found.datos))
    closes = next((aviso.on for aviso in counted if aviso.tipo in _FINAL), None)
    return None if found is None else replace(found, hasta=closes)


@dataclass(frozen=True)
class EnDias:
    """What a registro is from a day to another, both included (None: still)."""

    desde: date
    hasta: date | None
    estado: EstadoRegistro


def estados(avisos: Iterable[AvisoPatronal], known: datetime | None = None) -> tuple[EnDias, ...]:
    """All that a registro was and will be, as known at ``known``: one stretch after the other, from its alta on."""
    counted = aplicados(avisos, known)
    starts = sorted({each.efecto for each in counted})
    ends: list[date | None] = [*(start - UN_DIA for start in starts[1:]), None]
    found = []
    for first, last in zip(starts, ends, strict=False):
        then = estado(counted, first)
        if then is not None:
            found.append(EnDias(first, last, then))
    return tuple(found)


def impide(avisos: Iterable[AvisoPatronal], nuevo: AvisoPatronal) -> AvisoPatronal | Situacion | None:
    """Why ``nuevo`` cannot be taken: the situation it cannot follow, or the later notice that it would undo.

    None where it can. It is asked of a notice that corrects none, of a registro that has its alta (which is the one
    undone by what would come before it).
    """
    known = tuple(avisos)
    before, after = aplicados(known), aplicados((*known, nuevo))
    if nuevo not in after:
        then = estado(known, nuevo.efecto)
        return before[0] if then is None else then.situacion
    return next((each for each in before if each not in after), None)


def segmentos(avisos: Iterable[AvisoPatronal], periodo: Period) -> Iterator[SegmentoPrima]:
    """The premium of each part of ``periodo`` since the alta: a change of class inside a month makes two.

    >>> from datetime import UTC
    >>> def a(n, tipo, on, clase, prima):
    ...     datos = DatosRegistro(clase=clase, prima=Decimal(prima))
    ...     return AvisoPatronal(UUID(int=n), "Z9912345105", tipo, on, datetime(2026, 1, n, tzinfo=UTC), datos)
    >>> avisos = (
    ...     a(1, TipoAviso.ALTA, date(2026, 1, 1), Clase.I, "0.54355"),
    ...     a(2, TipoAviso.CLASE, date(2026, 3, 16), Clase.III, "2.5984"),
    ... )
    >>> [(str(one.periodo), one.prima) for one in segmentos(avisos, Period.month(2026, 3))]
    [('2026-03-01/2026-03-15', Decimal('0.54355')), ('2026-03-16/2026-03-31', Decimal('2.5984'))]
    """
    counted = aplicados(avisos)
    starts = sorted({periodo.first, *(each.efecto for each in counted if each.efecto in periodo)})
    ends = [*(start - UN_DIA for start in starts[1:]), periodo.last]
    run: SegmentoPrima | None = None
    for first, last in zip(starts, ends, strict=True):
        then = estado(counted, first)
        clase, prima = (then.datos.clase, then.datos.prima) if then else (None, None)
        if run is not None and (run.clase, run.prima) == (clase, prima):
            run = replace(run, periodo=Period(run.periodo.first, last))
            continue
        if run is not None:
            yield run
        run = SegmentoPrima(Period(first, last), clase, prima) if then else None
    if run is not None:
        yield run


@dataclass(frozen=True)
class Registro:
    """A registro patronal as the register answers it: whose it is, and all its notices, superseded ones included.

    ``nombre`` and ``rfc`` are the employer's; ``moral``, whether it is a company.
    """

    numero: str
    patron: SubjectId
    nombre: str
    rfc: str
    moral: bool
    avisos: tuple[AvisoPatronal, ...]

    @property
    def modalidad(self) -> str:
        """The kind of insurance, of its own number."""
        return self.numero[8:10]

    @property
    def words(self) -> str:
        """How its employer tells it from their others, and chooses it: its number, and where it is."""
        datos = DatosRegistro()
        for aviso in aplicados(self.avisos):
            datos = aviso.datos.sobre(datos)
        where = datos.centro or datos.domicilio
        return f"{numero_escrito(self.numero)} · {where or self.nombre}"

    def en(self, on: date, known: datetime | None = None) -> EstadoRegistro | None:
        """What it is on a day; None before its alta."""
        return estado(self.avisos, on, known)

    def situacion(self, on: date) -> Situacion | None:
        """How it stands on a day; None before its alta."""
        then = self.en(on)
        return then.situacion if then else None

    def clase(self, on: date) -> Clase | None:
        """Its class of risk on a day; None where nobody declared it."""
        then = self.en(on)
        return then.datos.clase if then else None

    def prima(self, on: date) -> Decimal | None:
        """Its premium on a day, in percent; None where none is known, which is not zero."""
        then = self.en(on)
        return then.datos.prima if then else None

    def zona(self, on: date) -> Zona:
        """Which minimum wage rules there on a day: the general one, unless its place is of the border."""
        then = self.en(on)
        return (then.datos.zona if then else None) or Zona.GENERAL

    def zonas(self) -> Zonas:
        """The same of every day, as it is known today."""
        return Zonas(tuple((one.desde, one.estado.datos.zona or Zona.GENERAL) for one in estados(self.avisos)))


@dataclass(frozen=True)
class RegistroDe(Question[Registro | None]):
    """The registro of a number; None where there is none. For the office's own decision: it may be anybody's."""

    numero: str


@dataclass(frozen=True)
class RegistrosDe(Question[tuple[Registro, ...]]):
    """Every registro of an employer, in the order of their numbers; () for whoever has none."""

    subject: SubjectId
