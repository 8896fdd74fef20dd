"""From where on each thing is asked about: the policies of the office, by name. No norm sets them."""

from __future__ import annotations

import re
from typing import Final

from ventanilla import law

HUECO: Final = "anomalia_hueco"
SALARIO_BAJO: Final = "anomalia_salario_bajo"
ENCARGO: Final = "anomalia_encargo"
RECIBO: Final = "anomalia_recibo"
MINIMO: Final = "anomalia_minimo"
ESTANCADO: Final = "anomalia_estancado"
REINGRESO: Final = "anomalia_reingreso"
BAJAS_REPETIDAS: Final = "anomalia_bajas_repetidas"
ROTACION: Final = "anomalia_rotacion"
DOS_EMPLEOS: Final = "anomalia_dos_empleos"
RETROACTIVA: Final = "anomalia_retroactiva"
_NUMBER: Final = re.compile(r"[0-9]+")


def numeros(key: str) -> tuple[int, ...]:
    """The numbers that the chosen value of a policy names, in the order in which it does.

    >>> numeros(BAJAS_REPETIDAS), numeros(HUECO)
    ((3, 7, 180), (30,))
    """
    return tuple(int(found) for found in _NUMBER.findall(law.policy(key).value))


def umbral(key: str) -> int:
    """The one number of a policy that has one."""
    (found,) = numeros(key)
    return found
