"""How everything is drawn: one stream of chance per thing, and identifiers that nobody gets twice."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from ventanilla.domain.identifiers import nss, registro_patronal
from ventanilla.kernel.acts import SubjectId

MAX_REDRAWS: Final = 1_000  # tries for a name and date that nobody has yet
SERIALS: Final = 10_000  # four digits of serial in an NSS
FIRST_REGISTRO: Final = 10_000  # five digits of serial
LAST_REGISTRO: Final = 99_999


class Exhausted(RuntimeError):
    """More was asked for than the words and numbers of the demonstration give."""


def stream(seed: int, *purpose: str | int) -> random.Random:
    """A repeatable stream of chance for one purpose, whatever others drew before it.

    >>> stream(7, "hogar", 3).random() == stream(7, "hogar", 3).random()
    True
    """
    return random.Random("/".join(map(str, (seed, *purpose))))  # noqa: S311 - repeatable is what is wanted


def new_id(rng: random.Random) -> UUID:
    """An opaque id."""
    return UUID(int=rng.getrandbits(128), version=4)


def subject(rng: random.Random) -> SubjectId:
    """The id of somebody the registers speak about."""
    return SubjectId(new_id(rng))


def day_between(rng: random.Random, first: date, last: date) -> date:
    """Any day from ``first`` to ``last``, both included; ``first`` where they are the wrong way round."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def years_before(day: date, years: int) -> date:
    """The same day ``years`` earlier (28 February for a leap day).

    >>> years_before(date(2024, 2, 29), 16)
    datetime.date(2008, 2, 29)
    >>> years_before(date(2024, 2, 29), 17)
    datetime.date(2007, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


class Numbers:
    """Gives out identifiers; remembers the ones given."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._serials: Counter[tuple[str, int, int]] = Counter()
        self._registros: Counter[str] = Counter()

    def claim(self, *roots: str) -> bool:
        """Keep ``roots`` for one person or company; False, keeping nothing, where any is somebody's already.

        A root is the ten characters of a CURP, or an RFC: whoever differs there differs in the whole number.
        """
        if not self._taken.isdisjoint(roots):
            return False
        self._taken.update(roots)
        return True

    def nss(self, subdelegacion: str, alta: date, nacimiento: date) -> str:
        """The next NSS of that subdelegación and those two years."""
        series = (subdelegacion, alta.year % 100, nacimiento.year % 100)
        self._serials[series] += 1
        if self._serials[series] >= SERIALS:
            raise Exhausted(f"no NSS is left in the series {series}")
        return nss.compose(subdelegacion, alta.year, nacimiento.year, self._serials[series])

    def registro(self, rng: random.Random, modalidad: str) -> str:
        """The next registro patronal of some municipality of the demonstration (letters Y and Z)."""
        place = f"{rng.choice('YZ')}{rng.randrange(100):02d}"
        self._registros[place] += 1
        serial = FIRST_REGISTRO + self._registros[place]
        if serial > LAST_REGISTRO:
            raise Exhausted(f"no registro patronal is left in {place}")
        return registro_patronal.compose(place, serial, modalidad)
