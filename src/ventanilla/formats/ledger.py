"""What the register of movements holds, in the words of every other file: from there it is reviewed and determined.

A determination made of the ledger and one made of the files of the employer's own program are then the same sum, and
what differs between them is a difference of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ventanilla.domain.affiliation import Tramo
from ventanilla.domain.contributions import TipoAviso
from ventanilla.kernel.money import Money

from .finding import Place
from .joining import join
from .planilla import Patronal
from .records import Ficha, Movimiento, Nombre, Record

LEDGER: Final = Place("registro de movimientos")


@dataclass(frozen=True, slots=True)
class Inscrito:
    """A worker as the register holds them: their own number, whatever each movement was filed under.

    ``tramos`` are theirs with one registro, in order.
    """

    nss: str
    nombre: Nombre | None
    curp: str
    tramos: tuple[Tramo, ...]


def patronal_of(registro: str, inscritos: Iterable[Inscrito]) -> Patronal:
    """The workers of a registro as a planilla has them, each with the movements that make the same days and wages.

    >>> from datetime import date
    >>> tramo = Tramo("Z9912345105", "99178500015", date(2026, 1, 15), date(2026, 1, 15), date(2026, 3, 31), 68770)
    >>> one = patronal_of("Z9912345105", [Inscrito("99178500015", None, "", (tramo,))]).personas["99178500015"]
    >>> [(m.tipo.name, m.fecha.isoformat()) for m in one.movimientos]
    [('ALTA', '2026-01-15'), ('BAJA', '2026-03-31')]
    """
    records = [record for one in inscritos for record in records_of(registro, one)]
    return join(records).patronales.get(registro, Patronal(registro, {}))


def records_of(registro: str, one: Inscrito) -> Iterator[Record]:
    """Who the worker is, as they are hired now, and an alta, each change and a baja of every employment."""
    if not one.tramos:
        return
    last = one.tramos[-1]
    yield Ficha(
        LEDGER,
        registro,
        one.nss,
        one.nombre,
        one.curp,
        tipo_trabajador=last.trabajador.value,
        tipo_salario=last.salario.value,
        jornada=last.semana.value,
    )
    for _, stretches in groupby(one.tramos, key=lambda tramo: tramo.empleo_desde):
        job = list(stretches)
        for n, tramo in enumerate(job):
            yield _stated(registro, one, tramo, TipoAviso.MODIFICACION if n else TipoAviso.ALTA)
        if job[-1].hasta is not None:
            yield Movimiento(LEDGER, registro, one.nss, TipoAviso.BAJA, job[-1].hasta)


def _stated(registro: str, one: Inscrito, tramo: Tramo, tipo: TipoAviso) -> Movimiento:
    return Movimiento(
        LEDGER,
        registro,
        one.nss,
        tipo,
        tramo.desde,
        Money.of_centavos(tramo.sbc_centavos),
        tipo_trabajador=tramo.trabajador.value,
        tipo_salario=tramo.salario.value,
        jornada=tramo.semana.value,
    )
