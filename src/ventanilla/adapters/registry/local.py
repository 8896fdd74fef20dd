"""The demonstration's registry: its own invented people, and a CURP of nobody for each thing a registry can say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from .port import Answer, Failure, Filiation, Person, RegistryUnavailable, Standing

FIRST_OF_1980: Final = date(1980, 1, 1)
# Well written, and nobody's: born abroad on the first of 1980, with the made-up surnames Registro Prueba.
STANDINGS: Final = {
    "REPN800101MNEGRV06": ("Nueva", Standing.VIGENTE, ""),
    "REPC800101MNEGRR03": ("Corregida", Standing.CORREGIDA, ""),
    "REPD800101MNEGRF07": ("Difunta", Standing.DEFUNCION, ""),
    "REPD800101MNEGRB09": ("Doble", Standing.DUPLICADA, ""),
    "REPS800101MNEGRS05": ("Sustituida", Standing.SUSTITUIDA, "REPN800101MNEGRV06"),
    "REPF800101MNEGRL09": ("Falsa", Standing.APOCRIFA, ""),
    "REPA800101MNEGRN08": ("Anulada", Standing.CANCELADA, ""),
    "REPI800101MNEGRN08": ("Incierta", Standing.DESCONOCIDA, ""),
}
# Of the tax authority's published test certificates, which give the CURP and no name.
PUBLISHED: Final = {
    "VADA800927HSRSRL05": Person("Aldo", "Vásquez", "Dorado", date(1980, 9, 27), "H"),
}
FAILURES: Final = {
    "REPQ800101MNEGRT02": Failure.CAIDO,
    "REPL800101MNEGRN03": Failure.LENTO,
    "REPR800101MNEGRR03": Failure.MAL_FORMADO,
    "REPE800101MNEGRN08": Failure.DEMASIADO_GRANDE,
}
# Children of everybody who asks, born abroad on the first of 2015, with the same surnames: one for each answer.
FIRST_OF_2015: Final = date(2015, 1, 1)
CHILDREN: Final = {
    "REPH150101HNEGRJA8": ("Hijo", Filiation.PROGENITOR),
    "REPA150101MNEGRDA1": ("Adoptiva", Filiation.ADOPCION),
    "REPG150101HNEGRNA1": ("Genaro", Filiation.NO_COINCIDE),
    "REPM150101MNEGRNA1": ("Mina", Filiation.NO_CONSTA),
}


class LocalRegistry:
    """``find`` gives the invented person of a CURP, or None; ``parents`` the CURPs of a child's, as recorded."""

    def __init__(
        self, find: Callable[[str], Person | None], parents: Callable[[str], frozenset[str]] = lambda curp: frozenset()
    ) -> None:
        self._find = find
        self._parents = parents

    def ask(self, curp: str) -> Answer:
        """As ``PopulationRegistry.ask``; answers at once, whatever it answers."""
        failure = FAILURES.get(curp)
        if failure is not None:
            raise RegistryUnavailable(failure)
        if curp in STANDINGS:
            name, standing, current = STANDINGS[curp]
            return Answer(curp, standing, Person(name, "Registro", "Prueba", FIRST_OF_1980, "M"), current)
        if curp in CHILDREN:
            name = CHILDREN[curp][0]
            return Answer(curp, Standing.VIGENTE, Person(name, "Registro", "Prueba", FIRST_OF_2015, curp[10]))
        person = PUBLISHED.get(curp) or self._find(curp)
        return Answer(curp, Standing.VIGENTE if person else Standing.NO_ENCONTRADA, person)

    def filiation(self, child: str, parent: str) -> Filiation:
        """As ``PopulationRegistry.filiation``."""
        failure = FAILURES.get(child)
        if failure is not None:
            raise RegistryUnavailable(failure)
        if child in CHILDREN:
            return CHILDREN[child][1]
        recorded = self._parents(child)
        if not recorded:
            return Filiation.NO_CONSTA
        return Filiation.PROGENITOR if parent in recorded else Filiation.NO_COINCIDE
