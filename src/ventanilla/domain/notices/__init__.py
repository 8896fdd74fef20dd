"""The notices of an employer (avisos): whom they mean, if they can be taken, when they count and what they cost."""

from .accepted import (
    QUEUE,
    UNLOADED,
    Aceptado,
    ConstanciaMovimiento,
    Fila,
    aceptado,
    ajeno,
    el_registro,
    en_pesos,
    impide_registro,
    numero_de,
    ultimo_dia_en_plazo,
)
from .corrective import Correccion, Que, correccion, orden_correctiva
from .cost import Costo, Cuenta, RamoDiferencia, avisos_de, costo, quita
from .saying import costo_detalle, costo_filas, enumerado, por_lo_menos, vencidas
from .standing import Relacion, impide_alta, impide_baja, impide_modificacion, impide_repetido, relacion
from .wage import Base, Pagado, jornada, salario_base
from .worker import diferencias, quien

__all__ = [
    "QUEUE",
    "UNLOADED",
    "Aceptado",
    "Base",
    "ConstanciaMovimiento",
    "Correccion",
    "Costo",
    "Cuenta",
    "Fila",
    "Pagado",
    "Que",
    "RamoDiferencia",
    "Relacion",
    "aceptado",
    "ajeno",
    "avisos_de",
    "correccion",
    "costo",
    "costo_detalle",
    "costo_filas",
    "diferencias",
    "el_registro",
    "en_pesos",
    "enumerado",
    "impide_alta",
    "impide_baja",
    "impide_modificacion",
    "impide_registro",
    "impide_repetido",
    "jornada",
    "numero_de",
    "orden_correctiva",
    "por_lo_menos",
    "quien",
    "quita",
    "relacion",
    "salario_base",
    "ultimo_dia_en_plazo",
    "vencidas",
]
