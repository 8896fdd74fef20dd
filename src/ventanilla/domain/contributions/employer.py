"""What a determination is told of the employer: the modalidad of its registro and its risk premium through time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

from .branches import Ramo
from .errors import CuotasError
from .parameters import Leido, leido
from .worker import Pensionado

PRIMA_DECIMALS: Final = 5  # of a percent (RACERF)
_MODALIDAD: Final = re.compile(r"[0-9]{2}")
_SHOWN: Final = 20  # characters of what is none, repeated back


@dataclass(frozen=True, slots=True)
class Prima:
    """The employer's own risk premium, in percent with five decimals at most, from a day on (LSS 72-74)."""

    desde: date
    porcentaje: Decimal

    def __post_init__(self) -> None:
        lowest, highest = law.value("lss.74.prima_minima", self.desde), law.value("lss.74.prima_maxima", self.desde)
        exponent = self.porcentaje.as_tuple().exponent
        whole = isinstance(exponent, int) and -exponent <= PRIMA_DECIMALS
        if not whole or not lowest <= self.porcentaje <= highest:
            raise CuotasError(
                "prima",
                Text(
                    "PRIMA_IMPOSIBLE",
                    "La prima de riesgo {prima} no es posible. Escríbala en por ciento, de {minima} a {maxima}, con "
                    "cinco decimales a lo más.",
                    minima=str(lowest),
                    maxima=str(highest),
                    prima=str(self.porcentaje),
                ),
            )


@dataclass(frozen=True, slots=True)
class Patron:
    """One registro patronal. ``primas`` in order; each is in force until the next one."""

    primas: tuple[Prima, ...]
    modalidad: str = "10"

    def __post_init__(self) -> None:
        if any(later.desde <= earlier.desde for earlier, later in pairwise(self.primas)):
            raise CuotasError(
                "prima", Text("PRIMAS_EN_DESORDEN", "Las primas van por fecha, una por cada día. Ordénelas.")
            )
        if not _MODALIDAD.fullmatch(self.modalidad):
            raise CuotasError(
                "modalidad",
                Text(
                    "MODALIDAD_IMPOSIBLE",
                    "«{modalidad}» no es una modalidad. Escriba los dos dígitos que van antes del último del registro "
                    "patronal, como 10.",
                    modalidad=self.modalidad[:_SHOWN],
                ),
            )

    def prima(self, on: date) -> Prima:
        """The premium in force on ``on``. CuotasError if none is known."""
        found = [prima for prima in self.primas if prima.desde <= on]
        if not found:
            raise CuotasError(
                "prima",
                Text("SIN_PRIMA", "Falta la prima de riesgo de trabajo que rige el {dia}. Agréguela.", dia=on),
            )
        return found[-1]


def paga(ramo: Ramo, modalidad: str, pensionado: Pensionado, on: date) -> Leido[bool]:
    """Whether a branch is paid in that modalidad and for a worker with or without that pension.

    LawError for a modalidad or a pension whose branches no table says: it refuses to compute, and says what to load.

    >>> from ventanilla.domain.contributions.branches import RAMOS
    >>> [r.key for r in RAMOS if not paga(r, "10", Pensionado.CESANTIA_VEJEZ, date(2026, 6, 1)).valor]
    ['gastos_medicos', 'invalidez_vida']
    """
    return _paga(ramo.key, modalidad, pensionado.value, on)


@law.remembered(65536)
def _paga(ramo: str, modalidad: str, pensionado: str, on: date) -> Leido[bool]:
    return leido(lambda: _dice("modalidad", modalidad, ramo, on) and _dice("pensionado", pensionado, ramo, on))


def _dice(what: str, which: str, ramo: str, on: date) -> bool:
    key = f"ramos.{what}_{which}"
    if key not in law.table_keys():
        raise law.LawError(
            Text(
                "LEY_SIN_RAMOS",
                "No se sabe qué ramos paga {que} «{cual}». "
                "Cargue la tabla, con su fuente: ventanilla ley cargar ramos.{que}_{cual} ARCHIVO.csv "
                "(o agréguela en law/tables/ramos/{que}_{cual}.yaml).",
                que=what,
                cual=which,
            ),
            Text(
                "LEY_SIN_SEGUROS",
                "Sin dato: la oficina no sabe qué seguros se pagan ({que}: {cual}).",
                que=what,
                cual=which,
            ),
        )
    return bool(law.cell(key, ramo, on))
