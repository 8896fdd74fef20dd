"""A list of workers in a table (CSV, workbook, PDF): its columns are guessed, or known by a plantilla.

>>> from ventanilla.formats.records import Ficha
>>> from ventanilla.formats.sheet import Sheet
>>> sheet = Sheet("", (("No. IMSS", "Nombre", "S.D.I."), ("99178500015", "PEREZ GARCIA ALBERTO", "687.70")))
>>> [str(one.nombre) for one in read(sheet, None, "LISTA.CSV") if isinstance(one, Ficha)]
['ALBERTO PEREZ GARCIA']
>>> plantilla = from_json(to_json(guess(sheet)))
>>> fits(plantilla, sheet), len(list(read(sheet, plantilla, "LISTA.CSV")))
(True, 1)
"""

from .campos import TITULOS, Campo
from .guess import guess, tell
from .plantilla import BadPlantilla, Columna, Plantilla, fits, from_json, locate, to_json
from .reading import read

__all__ = [
    "TITULOS",
    "BadPlantilla",
    "Campo",
    "Columna",
    "Plantilla",
    "fits",
    "from_json",
    "guess",
    "locate",
    "read",
    "tell",
    "to_json",
]
