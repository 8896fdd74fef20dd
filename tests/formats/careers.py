"""What happened to the workers of an employer, told twice: to SUA as it was, and to the register as it was learned.

The register hears of it late, in any order, and with mistakes that are corrected, some more than once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from tests.formats import fixed_people as people

from ventanilla.domain import affiliation as register
from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats import sua
from ventanilla.formats.finding import Place
from ventanilla.formats.joining import join
from ventanilla.formats.planilla import Patronal
from ventanilla.formats.records import Ficha, Movimiento
from ventanilla.kernel.money import Money

REGISTRO: Final = people.REGISTROS[0]
FIRST: Final = date(2026, 2, 1)
LAST: Final = date(2026, 10, 31)
_KNOWN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_SUA: Final = Place("SUA", 1)


@dataclass(frozen=True)
class Step:
    """A movement that happened."""

    tipo: register.Tipo
    on: date
    sbc: int | None = None


@dataclass(frozen=True)
class Worker:
    """Somebody, and what happened: employments that overlap in no day but the one on which they left and came back."""

    nss: str
    curp: str
    ficha: Ficha
    steps: tuple[Step, ...]


def workers(rng: random.Random, many: int) -> list[Worker]:
    """So many, of one registro."""
    fichas, _ = people.fichas(rng, many)
    found = []
    for one in fichas:
        steps = tuple(_career(rng))
        opened = replace(
            one, registro=REGISTRO, fecha_alta=steps[0].on, sbc=Money.of_centavos(steps[0].sbc or 0), place=_SUA
        )
        found.append(Worker(one.nss, one.curp, opened, steps))
    return found


def _career(rng: random.Random) -> list[Step]:
    steps: list[Step] = []
    came_back = False  # on the day they left: then they leave on another
    day = FIRST - _DAY * rng.randint(0, 200)
    while True:
        steps.append(Step(register.Tipo.ALTA, day, _wage(rng)))
        changes = sorted({day + _DAY * rng.randint(1, 60) for _ in range(rng.randint(0, 3))})
        # What opens a worker of SUA cannot be of one day and be followed by another employment (formats.opening).
        end = (
            None
            if rng.random() < 0.3
            else day
            + _DAY * rng.choice((1, 20, 45, 90) if came_back else (0, 1, 20, 45) if len(steps) > 1 else (2, 20, 90))
        )
        gap = 0 if end is None or end == day else rng.choice((0, 1, 2, 30))
        # A change on the day on which somebody comes back is of the employment that begins.
        steps += (
            Step(register.Tipo.MODIFICACION, on, _wage(rng))
            for on in changes
            if end is None or (on < end + _DAY * gap and on <= end)
        )
        if end is None:
            return steps
        steps.append(Step(register.Tipo.BAJA, end))
        came_back = gap == 0 and end != day
        day = end if came_back else end + _DAY * max(gap, 1)
        if day > LAST or rng.random() < 0.3:
            return steps


def _wage(rng: random.Random) -> int:
    return rng.randint(31_504, 280_000)


def to_sua(known: list[Worker]) -> Patronal:
    """ASEG and MOVT as the employer's program writes them, read back. It does not know of two employments in a day."""
    fichas = [one.ficha for one in known]
    movements = [
        Movimiento(
            _SUA,
            REGISTRO,
            one.nss,
            TipoAviso(step.tipo.value),
            step.on - _DAY if _comes_back(one, n) else step.on,
            None if step.sbc is None else Money.of_centavos(step.sbc),
        )
        for one in known
        for n, step in enumerate(one.steps)
        if n
    ]
    records, findings = people.read(sua.read, b"".join(sua.write_aseg(fichas)), "ASEG.TXT")
    moved, others = people.read(sua.read, b"".join(sua.write_movt(movements)), "MOVT.TXT") if movements else ([], [])
    assert not people.grave([*findings, *others])
    return join([*records, *moved]).patronales[REGISTRO]


def _comes_back(one: Worker, n: int) -> bool:
    """Whether the step is a baja of the day on which the next employment begins: the day is paid by that one."""
    after = one.steps[n + 1 : n + 2]
    return one.steps[n].tipo is register.Tipo.BAJA and bool(after) and after[0].on == one.steps[n].on


def to_register(rng: random.Random, one: Worker) -> list[register.Movimiento]:
    """What the register heard: in any order, with mistakes that are corrected later."""
    chains: list[list[register.Movimiento]] = []
    for step in one.steps:
        told = [_mistaken(rng, step) for _ in range(rng.choice((0, 0, 0, 1, 2)))] + [step]
        chains.append([_entry(rng, one, each) for each in told])
    heard: list[register.Movimiento] = []
    while any(chains):
        chain = rng.choice([each for each in chains if each])
        entry = replace(chain.pop(0), recorded=_KNOWN + timedelta(minutes=len(heard)))
        heard.append(entry)
        if chain:
            chain[0] = replace(chain[0], supersedes=entry.id)
    return heard


def _mistaken(rng: random.Random, step: Step) -> Step:
    """Another day, another wage, or both."""
    on = step.on + _DAY * rng.choice((-3, 0, 0, 4))
    return replace(step, on=on, sbc=None if step.sbc is None else _wage(rng))


def _entry(rng: random.Random, one: Worker, step: Step) -> register.Movimiento:
    ficha = one.ficha
    return register.Movimiento(
        id=UUID(int=rng.getrandbits(128)),
        tipo=step.tipo,
        nss=one.nss,
        registro_patronal=REGISTRO,
        on=step.on,
        recorded=_KNOWN,
        sbc_centavos=step.sbc,
        trabajador=register.TipoTrabajador(ficha.tipo_trabajador),
        semana=register.SemanaJornada(ficha.jornada),
    )
