"""Days at one wage: what the movements with each employer come to, day by day and as it was known.

A *tramo* is the longest run of insured days with one registro, one employment, one wage and one kind of worker. The
tramos of a person with a registro hold the days of `empleos` exactly, and no day twice. `empleos` counts twice the day
on which somebody leaves and comes back, as the last of one employment and the first of another: here that day is the
second one's, whose wage is paid, and the first employment's tramo ends the day before.

Whatever the order in which the notices of one day arrived, its alta is read first, then its modificaciones, then its
baja: that is how the day is paid (domain.contributions.movements). What cannot be never breaks the fold: an alta while
another is open starts no employment, though the wage it states counts from its day; a modificación outside an
employment, and a baja without one, do nothing. `choque` tells who files them before they are filed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from typing import Final, NamedTuple, assert_never

from .movimientos import UN_DIA, Movimiento, SemanaJornada, Tipo, TipoSalario, TipoTrabajador, empleos, vigentes

_EN_EL_DIA: Final = (Tipo.ALTA, Tipo.MODIFICACION, Tipo.BAJA)  # how the notices of one day follow each other


@dataclass(frozen=True, slots=True)
class Tramo:
    """Insured with ``registro`` from ``desde`` to ``hasta`` (None: there is no end yet), both included, at one wage.

    ``empleo_desde`` is the first day of the employment it belongs to, ``nss`` the number the wage was filed under.
    """

    registro: str
    nss: str
    empleo_desde: date
    desde: date
    hasta: date | None
    sbc_centavos: int
    trabajador: TipoTrabajador = TipoTrabajador.PERMANENTE
    salario: TipoSalario = TipoSalario.FIJO
    semana: SemanaJornada = SemanaJornada.COMPLETA
    contrato_hasta: date | None = None

    def covers(self, on: date) -> bool:
        """Tell whether ``on`` is one of its days."""
        return self.desde <= on and (self.hasta is None or on <= self.hasta)


class Conocido(NamedTuple):
    """A tramo, and from which instant to before which other (None: still) the institution held it true."""

    tramo: Tramo
    desde: datetime
    hasta: datetime | None


class Avance(NamedTuple):
    """What some movements more change of what is held true: which tramos, until when; which others, since when."""

    cierran: tuple[tuple[Tramo, datetime], ...]
    abren: tuple[Conocido, ...]


class Choque(Enum):
    """Why a movement cannot be added to what is known."""

    YA_ACTIVO = "ya_activo"  # an alta on days that are insured already
    SIN_ALTA = "sin_alta"  # a baja or a modificación on a day without an employment
    SIN_ORIGINAL = "sin_original"  # a correction of what is not there, is of another registro, or was corrected
    REPETIDO = "repetido"  # the same notice of the same day was filed before: it is corrected, in force or not


def tramos(movimientos: Iterable[Movimiento], known: datetime | None = None) -> tuple[Tramo, ...]:
    """The days at each wage with each registro, as known at ``known`` (None: all that is), by registro and day.

    >>> from datetime import UTC
    >>> from uuid import UUID
    >>> def m(n, tipo, on, sbc=None):
    ...     recorded = datetime(2026, 1, n, tzinfo=UTC)
    ...     return Movimiento(UUID(int=n), tipo, "99178500015", "Z9912345105", on, recorded, sbc)
    >>> alta = m(1, Tipo.ALTA, date(2026, 1, 1), 50000)
    >>> raised, baja = m(2, Tipo.MODIFICACION, date(2026, 2, 1), 55000), m(3, Tipo.BAJA, date(2026, 2, 10))
    >>> for one in tramos([alta, raised, baja]):
    ...     print(one.desde, one.hasta, one.sbc_centavos)
    2026-01-01 2026-01-31 50000
    2026-02-01 2026-02-10 55000
    """
    counted = sorted(vigentes(movimientos, date.max, known), key=lambda m: m.registro_patronal)
    found: list[Tramo] = []
    for _, own in groupby(counted, key=lambda m: m.registro_patronal):
        found += _fold(own)
    return tuple(found)


def avance(antes: Iterable[Movimiento], nuevos: Iterable[Movimiento]) -> Avance:
    """What changes when ``nuevos`` come to be known, each at its instant, after all of ``antes``.

    A tramo of ``nuevos`` that a later one of them ends has both its instants. By registro, and then as it happened.
    """
    before, cierran, abren = tuple(antes), [], []
    for registro, own in groupby(sorted(nuevos, key=lambda m: (m.registro_patronal, m.recorded)), _registro):
        seen = [m for m in before if m.registro_patronal == registro]
        held: dict[Tramo, datetime | None] = dict.fromkeys(tramos(seen))
        for at, together in groupby(own, key=lambda m: m.recorded):
            seen += together
            now = dict.fromkeys(tramos(seen))
            for tramo in [tramo for tramo in held if tramo not in now]:
                since = held.pop(tramo)
                if since is None:
                    cierran.append((tramo, at))
                else:
                    abren.append(Conocido(tramo, since, at))
            held |= {tramo: at for tramo in now if tramo not in held}
        abren += [Conocido(tramo, since, None) for tramo, since in held.items() if since is not None]
    return Avance(tuple(cierran), tuple(abren))


def conocidos(movimientos: Iterable[Movimiento]) -> tuple[Conocido, ...]:
    """Every tramo that was ever held true, and when: the fold at each instant that something was recorded."""
    return avance((), movimientos).abren


def choque(movimientos: Iterable[Movimiento], nuevo: Movimiento) -> Choque | None:
    """Why ``nuevo`` cannot be added to ``movimientos`` (all that the same person has); None if it can.

    An alta must begin days and a baja must end them: what would change no employment is refused, and so is the same
    notice of the same day twice. A correction may leave whatever it leaves (an alta by mistake is undone by a baja
    that takes its place), but of something there.
    """
    own = [m for m in movimientos if m.registro_patronal == nuevo.registro_patronal]
    if nuevo.supersedes is not None:
        standing = {m.id for m in own} - {m.supersedes for m in own}
        return None if nuevo.supersedes in standing else Choque.SIN_ORIGINAL
    match nuevo.tipo:
        case Tipo.MODIFICACION:
            if not any(tramo.covers(nuevo.on) for tramo in tramos(own)):
                return Choque.SIN_ALTA
        case Tipo.ALTA | Tipo.BAJA:
            if empleos([*own, nuevo], date.max) == empleos(own, date.max):
                return Choque.YA_ACTIVO if nuevo.tipo is Tipo.ALTA else Choque.SIN_ALTA
        case _:
            assert_never(nuevo.tipo)
    repeated = any(m.tipo is nuevo.tipo and m.on == nuevo.on and m.supersedes is None for m in own)
    return Choque.REPETIDO if repeated else None


class _Terms(NamedTuple):
    """What is the same on every day of a tramo, beside its employment."""

    nss: str
    sbc_centavos: int
    trabajador: TipoTrabajador
    salario: TipoSalario
    semana: SemanaJornada
    contrato_hasta: date | None


def _fold(own: Iterable[Movimiento]) -> Iterator[Tramo]:
    """The tramos with one registro, from its movements sorted by day."""
    current: Tramo | None = None
    for on, notices in groupby(own, key=lambda m: m.on):
        day = sorted(notices, key=lambda m: (_EN_EL_DIA.index(m.tipo), m.recorded, m.id))
        starts, ends = day[0].tipo is Tipo.ALTA, day[-1].tipo is Tipo.BAJA
        reentry = current is not None and starts and ends
        if reentry and current is not None:
            yield replace(current, hasta=on - UN_DIA)
        if reentry or current is None:
            current = _opened(day, on) if starts else None
        else:
            changed = _restated(current, day, on)
            if changed.desde != current.desde:
                yield replace(current, hasta=on - UN_DIA)
            current = changed
        if ends and not reentry and current is not None:
            yield replace(current, hasta=on)
            current = None
    if current is not None:
        yield current


def _opened(day: Sequence[Movimiento], on: date) -> Tramo:
    first = day[0]
    terms = _stated(None, day)
    return _with(Tramo(first.registro_patronal, "", on, on, None, 0), terms)


def _restated(current: Tramo, day: Sequence[Movimiento], on: date) -> Tramo:
    """The tramo that goes on from ``on``: the same one, where nothing of it changed."""
    before = _Terms(
        current.nss,
        current.sbc_centavos,
        current.trabajador,
        current.salario,
        current.semana,
        current.contrato_hasta,
    )
    terms = _stated(before, day)
    return current if terms == before else _with(replace(current, desde=on), terms)


def _with(tramo: Tramo, terms: _Terms) -> Tramo:
    return replace(
        tramo,
        nss=terms.nss,
        sbc_centavos=terms.sbc_centavos,
        trabajador=terms.trabajador,
        salario=terms.salario,
        semana=terms.semana,
        contrato_hasta=terms.contrato_hasta,
    )


def _stated(before: _Terms | None, day: Sequence[Movimiento]) -> _Terms:
    """What the notices of a day leave in force; the end of a contract that a change of wage does not say, stays."""
    terms = before
    for m in day:
        if m.sbc_centavos is None:
            continue
        contrato = m.contrato_hasta
        if contrato is None and m.tipo is Tipo.MODIFICACION and terms is not None:
            contrato = None if m.trabajador is TipoTrabajador.PERMANENTE else terms.contrato_hasta
        terms = _Terms(m.nss, m.sbc_centavos, m.trabajador, m.salario, m.semana, contrato)
    assert terms is not None, "a day opens an employment by an alta, which states a wage"
    return terms


def _registro(m: Movimiento) -> str:
    return m.registro_patronal
