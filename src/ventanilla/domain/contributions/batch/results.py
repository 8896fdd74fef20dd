"""What a batch owes: columns of centavos and days by branch and share, and a code for each row."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

import numba
import numpy as np

from ventanilla.domain.contributions.branches import RAMOS
from ventanilla.domain.contributions.determination import Parte

from .columns import Column, Employers, Rows
from .compiled import SHARES, WORKER_SHARES, CompiledLaw
from .kernel import OutArrays, determine_all
from .reasons import Codigo

_BRANCHES: Final = {ramo.key: place for place, ramo in enumerate(RAMOS)}
_SHARES: Final = {(share.ramo.key, share.parte): place for place, share in enumerate(SHARES)}
_WORKER_SHARES: Final = {share.ramo.key: place for place, share in enumerate(WORKER_SHARES)}
_LINE: Final = 8  # int64 in a line of the processor's cache
_one_at_a_time: Final = threading.Lock()  # one of Numba's ways to share work among threads ends the process otherwise


@dataclass(frozen=True, slots=True)
class Results:
    """Each column has one place a row. A refused row (``codigo`` is not ``BIEN``) has zeros."""

    rows: int
    arrays: OutArrays

    @classmethod
    def empty(cls, rows: int) -> Results:
        """Room for ``rows``, to be filled by ``determine`` once and again."""
        # An odd number of cache lines from one column to the next: or all would be kept in the same few places of it.
        stride = ((-(-rows // _LINE)) | 1) * _LINE
        return cls(
            rows,
            OutArrays(
                np.zeros((len(SHARES), stride), np.int64),
                np.zeros((len(WORKER_SHARES), stride), np.int64),
                np.zeros((len(RAMOS), stride), np.int16),
                np.zeros(rows, np.uint8),
            ),
        )

    @property
    def codigo(self) -> Column:
        """Why each row was refused, or ``Codigo.BIEN``."""
        return self.arrays.codigo

    def ramo(self, key: str, parte: Parte) -> Column:
        """A share of a branch, whoever pays it. KeyError for a share that there is not."""
        found: Column = self.arrays.importe[_SHARES[key, parte], : self.rows]
        return found

    def trasladado(self, key: str) -> Column:
        """Of the worker's share of a branch, what the employer pays (LSS 36)."""
        found: Column = self.arrays.trasladado[_WORKER_SHARES[key], : self.rows]
        return found

    def dias(self, key: str) -> Column:
        """The days charged in a branch."""
        found: Column = self.arrays.dias[_BRANCHES[key], : self.rows]
        return found

    @property
    def patron(self) -> Column:
        """What the employer pays, what LSS 36 moves to it among it."""
        return self._of(Parte.PATRON) + self._moved()

    @property
    def obrero(self) -> Column:
        """What the worker pays."""
        return self._of(Parte.OBRERO) - self._moved()

    def _of(self, parte: Parte) -> Column:
        own = [place for (_, whose), place in _SHARES.items() if whose is parte]
        found: Column = self.arrays.importe[own, : self.rows].sum(axis=0)
        return found

    def _moved(self) -> Column:
        found: Column = self.arrays.trasladado[:, : self.rows].sum(axis=0)
        return found

    @property
    def refused(self) -> dict[int, Codigo]:
        """The rows that were refused, and why; ``MOTIVOS`` has the sentence."""
        places = np.flatnonzero(self.codigo)
        return {int(place): Codigo(int(self.codigo[place])) for place in places}


def determine(
    rows: Rows, employers: Employers, compiled: CompiledLaw, *, threads: int | None = None, into: Results | None = None
) -> Results:
    """What each row owes, by the law compiled; ``threads`` at most (all that Numba has by default).

    ``into`` is filled again instead of new room. A row that cannot be determined is refused and the rest goes on.
    """
    found = Results.empty(len(rows)) if into is None else into
    if found.rows != len(rows):
        raise ValueError(f"there is room for {found.rows} rows, and they are {len(rows)}")
    with _one_at_a_time:
        before = numba.get_num_threads()
        numba.set_num_threads(min(threads or before, before))
        try:
            determine_all(compiled.arrays, rows.arrays, employers.arrays, found.arrays)
        finally:
            numba.set_num_threads(before)
    return found
