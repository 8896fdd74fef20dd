"""What was drawn, counted: the distribution that a measurement publishes beside its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from ventanilla.domain.affiliation import empleos

from .model import Hogar


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a population on a day; wages are deciles of the daily SBC in force, in centavos."""

    hogares: int
    familiares: int
    con_familia: int
    pensionados: int
    trabajando: int
    con_dos_empleos: int
    sin_empleo: int
    movimientos: int
    por_tipo: dict[str, int]
    corregidos: int
    discrepancias: int
    un_apellido: int
    sexo: dict[str, int]
    patrones_con_trabajadores: int
    deciles_sbc: tuple[int, ...]


def summarise(hogares: Iterable[Hogar], on: date) -> Summary:
    """Count ``hogares`` as they are on the day ``on``; each is read once, so a stream will do."""
    counts: Counter[str] = Counter()
    tipos: Counter[str] = Counter()
    sexos: Counter[str] = Counter()
    employing: set[str] = set()
    wages: list[int] = []
    for hogar in hogares:
        jobs = [one for one in empleos(hogar.movimientos, on) if one.covers(on)]
        paid = [one.sbc_centavos for one in hogar.movimientos if one.sbc_centavos is not None and one.on <= on]
        employing.update(one.registro_patronal for one in jobs)
        tipos.update(one.tipo.value for one in hogar.movimientos)
        sexos[hogar.titular.sexo] += 1
        if jobs and paid:
            wages.append(paid[-1])
        counts.update(
            hogares=1,
            familiares=len(hogar.familia),
            con_familia=bool(hogar.familia),
            pensionados=hogar.titular.pension is not None,
            trabajando=bool(jobs),
            con_dos_empleos=len(jobs) > 1,
            sin_empleo=not jobs,
            movimientos=len(hogar.movimientos),
            corregidos=sum(one.supersedes is not None for one in hogar.movimientos),
            discrepancias=len(hogar.discrepancias),
            un_apellido=not hogar.titular.segundo_apellido,
        )
    return Summary(
        **{name: counts[name] for name in _COUNTED},
        por_tipo=dict(sorted(tipos.items())),
        sexo=dict(sorted(sexos.items())),
        patrones_con_trabajadores=len(employing),
        deciles_sbc=tuple(round(cut) for cut in quantiles(wages, n=10)) if len(wages) > 1 else (),
    )


_COUNTED = (
    "hogares",
    "familiares",
    "con_familia",
    "pensionados",
    "trabajando",
    "con_dos_empleos",
    "sin_empleo",
    "movimientos",
    "corregidos",
    "discrepancias",
    "un_apellido",
)
