"""Contributions (cuotas obrero-patronales): what is owed for a worker, to the centavo, with the article of each figure.

>>> from datetime import date
>>> from decimal import Decimal
>>> from ventanilla.kernel.money import Money
>>> patron = Patron((Prima(date(2018, 1, 1), Decimal("1.13065")),))
>>> determinar(Trabajador.fijo(Money("174.20"), Period.month(2018, 3)), Period.month(2018, 3), patron).patron
Money('1361.89')
"""

from ventanilla.kernel.period import Period

from .branches import OWN_PREMIUM, RAMOS, Base, Bill, DayRule, Ramo, by_key
from .determination import Determinacion, Linea, Parte, bimestre, determinar, mes
from .employer import Patron, Prima
from .errors import CuotasError
from .explain import explicar
from .movements import Aviso, CausaBaja, TipoAviso, a_tiempo, tramos, ultimo_dia
from .worker import Certificado, Jornada, Motivo, Pensionado, Trabajador, Tramo, Zona

__all__ = [
    "OWN_PREMIUM",
    "RAMOS",
    "Aviso",
    "Base",
    "Bill",
    "CausaBaja",
    "Certificado",
    "CuotasError",
    "DayRule",
    "Determinacion",
    "Jornada",
    "Linea",
    "Motivo",
    "Parte",
    "Patron",
    "Pensionado",
    "Period",
    "Prima",
    "Ramo",
    "TipoAviso",
    "Trabajador",
    "Tramo",
    "Zona",
    "a_tiempo",
    "bimestre",
    "by_key",
    "determinar",
    "explicar",
    "mes",
    "tramos",
    "ultimo_dia",
]
