"""What somebody's ledger comes to, told over time: wages, weeks, gaps, and what was due to their accounts.

Everything is computed from the movements, on a day and as they were known; what no register here holds is said to be
unknown and by whom, never zero.
"""

from .accounts import DESCUENTOS, Aportacion, aportaciones
from .loss import Perdida, perdida
from .years import Anio, Sueldo, en_uma, por_anio, sueldos

__all__ = [
    "DESCUENTOS",
    "Anio",
    "Aportacion",
    "Perdida",
    "Sueldo",
    "aportaciones",
    "en_uma",
    "perdida",
    "por_anio",
    "sueldos",
]
