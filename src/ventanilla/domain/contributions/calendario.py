"""What an employer has to do and by when: contributions, notices of wage, premium, contracts that end, answers asked.

Each term says its article and which registros it is of; nothing here is kept, so a date that the law moves moves here.
Where no table of non-working days reaches, the calendar says which year is missing: it never guesses a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import Final

from ventanilla import law
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import MONTHS, Text

from .due_date import CITA, fecha_limite, ultimo_dia_habil

_DECLARACION: Final = "lss.74.declaracion_mes"
_VARIABLE: Final = "lss.34.aviso_variable_dias"
_INFORME: Final = "lss.15a.informe_dia"
_CADA: Final = "lss.15a.informe_cada_meses"
_DICTAMEN: Final = "lss.16.dictamen_trabajadores"
_UN_DIA: Final = timedelta(days=1)
_BIMESTRE: Final = 2
MAX_MONTHS: Final = 24  # of one calendar
MAX_CONTRACT_DAYS: Final = 12  # of one registro, said one by one


class Clase(Enum):
    """What a term is for."""

    CUOTAS = "cuotas"
    SALARIO_VARIABLE = "salario_variable"
    PRIMA = "prima"
    CONTRATOS = "contratos"
    INFORME = "informe"
    AVISO_DICTAMEN = "aviso_dictamen"
    DICTAMEN = "dictamen"
    RESPUESTA = "respuesta"
    AUTORIZACION = "autorizacion"


@dataclass(frozen=True, slots=True)
class RegistroEn:
    """What the register holds of a registro that bears on its terms.

    ``desde`` is its first day; ``variables``, whether somebody insured there has a variable or mixed wage;
    ``contratos``, how many contracts of eventual workers end on each day.
    """

    numero: str
    desde: date
    variables: bool = False
    contratos: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asunto:
    """Something with a last day of its own that other counters hold: an answer that is asked, an authorisation."""

    clase: Clase
    hasta: date
    que: Text
    clave: str


@dataclass(frozen=True, slots=True)
class Plazo:
    """One term: ``hasta`` is its last day, ``desde`` the first on which it may be done, where the law says one.

    ``registros`` are those it is of, () for the employer as a whole. ``condicion`` says to whom it applies, where the
    register does not know it. ``completa`` is False while the table of non-working days is known to lack some.
    ``clave`` is the same each time that the same term is computed, and names no person.
    """

    clase: Clase
    clave: str
    hasta: date
    que: Text
    cite: tuple[str, ...]
    registros: tuple[str, ...] = ()
    desde: date | None = None
    condicion: Text | None = None
    completa: bool = True


@dataclass(frozen=True, slots=True)
class Calendario:
    """The terms in order of their last day. ``sin_tabla`` is a year without table of non-working days, None if all."""

    plazos: tuple[Plazo, ...]
    sin_tabla: int | None = None

    @property
    def proximo(self) -> Plazo | None:
        """The first one that applies for sure."""
        return next((plazo for plazo in self.plazos if plazo.condicion is None), None)


def calendario(
    registros: Sequence[RegistroEn],
    dias: Period,
    *,
    trabajadores: int = 0,
    asuntos: Sequence[Asunto] = (),
) -> Calendario:
    """The terms of an employer that end in ``dias``. ValueError for more than ``MAX_MONTHS``.

    ``trabajadores`` is the average of the year before, 0 where it is unknown (the dictamen is then not said).

    >>> uno = calendario([RegistroEn("Z9912345105", date(2020, 1, 1))], Period.month(2026, 12))
    >>> [(str(plazo.hasta), str(plazo.que)) for plazo in uno.plazos]
    [('2026-12-17', 'Pagar las cuotas de noviembre de 2026.')]
    """
    if dias.last > months_after(dias.first, MAX_MONTHS):
        raise ValueError(f"a calendar has at most {MAX_MONTHS} months")
    found = [Plazo(one.clase, one.clave, one.hasta, one.que, (), desde=None) for one in asuntos if one.hasta in dias]
    found += (plazo for plazo in _contratos(registros) if plazo.hasta in dias)
    missing: int | None = None
    for month in (months_after(dias.first.replace(day=1), n) for n in range(-1, MAX_MONTHS + 1)):
        if month > dias.last:
            break
        try:
            found += (plazo for plazo in _del_mes(registros, month, trabajadores) if plazo.hasta in dias)
        except MissingYear:
            missing = month.year if month.month < len(MONTHS) else month.year + 1
            break
    return Calendario(tuple(sorted(found, key=lambda plazo: (plazo.hasta, plazo.clave))), missing)


def _del_mes(registros: Sequence[RegistroEn], month: date, trabajadores: int) -> Iterator[Plazo]:
    """The terms that the month of ``month`` brings, wherever their last day moves to."""
    if not registros:
        return
    yield from _cuotas(registros, month)
    yield from _variable(registros, month)
    yield from _prima(registros, month)
    yield from _informe(month)
    yield from _dictamen(month, trabajadores)


def _mes(day: date) -> str:
    return f"{MONTHS[day.month - 1]} de {day.year}"


def _cuotas(registros: Sequence[RegistroEn], month: date) -> Iterator[Plazo]:
    """Due in this month: those of the month before, and of the bimester that ended with it (LSS 39)."""
    owed = months_after(month, -1)
    last = month - _UN_DIA
    of = tuple(one.numero for one in registros if one.desde <= last)
    if not of:
        return
    due = fecha_limite(owed.year, owed.month)
    que = Text("PLAZO_CUOTAS", "Pagar las cuotas de {mes}.", mes=_mes(owed))
    if owed.month % _BIMESTRE == 0:
        que = Text(
            "PLAZO_CUOTAS_BIMESTRE",
            "Pagar las cuotas de {mes}, y retiro, cesantía, vejez y vivienda del bimestre.",
            mes=_mes(owed),
        )
    yield Plazo(Clase.CUOTAS, f"cuotas-{owed:%Y-%m}", due.fecha, que, CITA, of, completa=due.completa)


def _variable(registros: Sequence[RegistroEn], month: date) -> Iterator[Plazo]:
    """The first working days of each odd month, for whoever pays a wage that varies (LSS 30-II, 34-II)."""
    of = tuple(one.numero for one in registros if one.variables and one.desde < month)
    if not of or month.month % _BIMESTRE == 0:
        return
    calendar = law.calendar()
    last = calendar.add(month - _UN_DIA, law.integer(_VARIABLE, month))
    que = Text(
        "PLAZO_VARIABLE",
        "Avisar los salarios variables y mixtos que rigen desde {mes}.",
        mes=_mes(month),
    )
    table = calendar.table(last.year)
    yield Plazo(
        Clase.SALARIO_VARIABLE,
        f"variable-{month:%Y-%m}",
        last,
        que,
        ("LSS 30-II", "LSS 34-II", "RACERF 53"),
        of,
        desde=month,
        completa=table.complete,
    )


def _prima(registros: Sequence[RegistroEn], month: date) -> Iterator[Plazo]:
    """In February, by whoever worked the whole year before (LSS 74; RACERF 32)."""
    if month.month != law.integer(_DECLARACION, month):
        return
    of = tuple(one.numero for one in registros if one.desde <= date(month.year - 1, 1, 1))
    if of:
        last = Period.month(month.year, month.month).last
        que = Text("PLAZO_PRIMA", "Declarar la prima de riesgo de {anio}, si cambió.", anio=month.year - 1)
        yield Plazo(Clase.PRIMA, f"prima-{month.year}", last, que, ("LSS 74", "RACERF 32"), of, desde=month)


def _contratos(registros: Sequence[RegistroEn]) -> Iterator[Plazo]:
    """The days on which contracts of eventual workers end: a baja, or an extension, is due then (LSS 15-I, 37).

    Of a registro where they end on many days, one a month, on the first of them.
    """
    for one in registros:
        if len(one.contratos) > MAX_CONTRACT_DAYS:
            yield from _contratos_por_mes(one)
            continue
        for on, how_many in one.contratos:
            que = (
                Text("PLAZO_CONTRATO", "Termina un contrato eventual. Presente la baja o la prórroga.")
                if how_many == 1
                else Text(
                    "PLAZO_CONTRATOS",
                    "Terminan {cuantos} contratos eventuales. Presente las bajas o las prórrogas.",
                    cuantos=how_many,
                )
            )
            clave = f"contratos-{one.numero}-{on.isoformat()}"
            yield Plazo(Clase.CONTRATOS, clave, on, que, ("LSS 15-I", "LSS 37"), (one.numero,))


def _contratos_por_mes(one: RegistroEn) -> Iterator[Plazo]:
    for month, days in groupby(sorted(one.contratos), key=lambda day: day[0].replace(day=1)):
        found = list(days)
        que = Text(
            "PLAZO_CONTRATOS_MES",
            "Empiezan a terminar {cuantos} contratos eventuales de {mes}. Presente las bajas o las prórrogas.",
            cuantos=sum(how_many for _, how_many in found),
            mes=_mes(month),
        )
        clave = f"contratos-{one.numero}-{month:%Y-%m}"
        yield Plazo(Clase.CONTRATOS, clave, found[0][0], que, ("LSS 15-I", "LSS 37"), (one.numero,))


def _informe(month: date) -> Iterator[Plazo]:
    """Three times a year, by whoever lends specialised services: the register does not know who does (LSS 15-A)."""
    if month < law.history(_INFORME)[0].since or (month.month - 1) % law.integer(_CADA, month):
        return
    dia = month.replace(day=law.integer(_INFORME, month))
    yield Plazo(
        Clase.INFORME,
        f"informe-{month:%Y-%m}",
        ultimo_dia_habil(dia),
        Text("PLAZO_INFORME", "Informar de los contratos de servicios especializados (ICSOE y SISUB)."),
        ("LSS 15-A", "LINFONAVIT 29 Bis"),
        condicion=Text("PLAZO_INFORME_QUIEN", "Solo si presta servicios u obras especializadas."),
        completa=law.calendar().table(dia.year).complete,
    )


def _dictamen(month: date, trabajadores: int) -> Iterator[Plazo]:
    """The notice and the opinion of an accountant, for whoever had that many workers (LSS 16)."""
    if trabajadores < law.integer(_DICTAMEN, month):
        return
    steps = (
        (Clase.AVISO_DICTAMEN, "lss.16.aviso_mes", Text("PLAZO_AVISO_DICTAMEN", "Dar el aviso de dictamen.")),
        (Clase.DICTAMEN, "lss.16.dictamen_mes", Text("PLAZO_DICTAMEN", "Presentar el dictamen.")),
    )
    for clase, key, que in steps:
        if month.month == law.integer(key, month):
            dia = Period.month(month.year, month.month).last
            yield Plazo(
                clase,
                f"{clase.value}-{month.year}",
                ultimo_dia_habil(dia),
                que,
                ("LSS 16", "RACERF 156"),
                completa=law.calendar().table(dia.year).complete,
            )
