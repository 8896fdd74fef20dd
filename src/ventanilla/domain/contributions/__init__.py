"""Contributions (cuotas obrero-patronales): what is owed for a worker, to the centavo, with the article of each figure.

>>> from datetime import date
>>> from decimal import Decimal
>>> from ventanilla.kernel.money import Money
>>> patron = Patron((Prima(date(2018, 1, 1), Decimal("1.13065")),))
>>> determinar(Trabajador.fijo(Money("174.20"), Period.month(2018, 3)), Period.month(2018, 3), patron).patron
Money('1361.89')
"""

from ventanilla.kernel.period import (
    Period,
)

from .branches import (
    OWN_PREMIUM,
    RAMOS,
    Base,
    Bill,
    DayRule,
    Ramo,
    by_key,
)
from .calendario import (
    Asunto,
    Calendario,
    Clase,
    Plazo,
    RegistroEn,
    calendario,
)
from .cobros import (
    Adeudo,
    Cobro,
)
from .determination import (
    Determinacion,
    Linea,
    Parte,
    advertencias,
    bimestre,
    determinar,
    mes,
)
from .employer import (
    Patron,
    Prima,
)
from .errors import (
    CuotasError,
)
from .explain import (
    explicar,
)
from .explain_salary import (
    como_se_presenta,
    explicar_factor,
    explicar_mixto,
    explicar_modificacion,
    explicar_promedio,
    explicar_salario,
)
from .integration import (
    Ahorro,
    Elemento,
    Especie,
    Exclusion,
    Integrado,
    Salario,
    excedente,
    integrar,
)
from .modifications import (
    Causa,
    Empleo,
    Lote,
    Modificacion,
    Quien,
    modificaciones,
)
from .movements import (
    Aviso,
    CausaBaja,
    TipoAviso,
    a_tiempo,
    al_terminar,
    limite_revision_contrato,
    plazo_de_aviso,
    tramos,
    ultimo_dia,
)
from .reduced import (
    SemanaReducida,
    dias_a_descontar,
    integrar_semana,
)
from .salary import (
    Factor,
    Limitado,
    Limite,
    Prestaciones,
    anio_de_servicio,
    aniversario,
    dias_de_vacaciones,
    factor_del_anio,
    factor_integracion,
    limitar,
    uma_anual,
    uma_del_anio,
    uma_del_mes,
    uma_mensual,
)
from .variable import (
    HorasExtra,
    Promedio,
    Variable,
    horas_que_integran,
    promediar,
)
from .worker import (
    Certificado,
    Jornada,
    Motivo,
    Pensionado,
    Trabajador,
    Tramo,
    Zona,
)
from .zonas import (
    Zonas,
)

__all__ = [
    "OWN_PREMIUM",
    "RAMOS",
    "Adeudo",
    "Ahorro",
    "Asunto",
    "Aviso",
    "Base",
    "Bill",
    "Calendario",
    "Causa",
    "CausaBaja",
    "Certificado",
    "Clase",
    "Cobro",
    "CuotasError",
    "DayRule",
    "Determinacion",
    "Elemento",
    "Empleo",
    "Especie",
    "Exclusion",
    "Factor",
    "HorasExtra",
    "Integrado",
    "Jornada",
    "Limitado",
    "Limite",
    "Linea",
    "Lote",
    "Modificacion",
    "Motivo",
    "Parte",
    "Patron",
    "Pensionado",
    "Period",
    "Plazo",
    "Prestaciones",
    "Prima",
    "Promedio",
    "Quien",
    "Ramo",
    "RegistroEn",
    "Salario",
    "SemanaReducida",
    "TipoAviso",
    "Trabajador",
    "Tramo",
    "Variable",
    "Zona",
    "Zonas",
    "a_tiempo",
    "advertencias",
    "al_terminar",
    "anio_de_servicio",
    "aniversario",
    "bimestre",
    "by_key",
    "calendario",
    "como_se_presenta",
    "determinar",
    "dias_a_descontar",
    "dias_de_vacaciones",
    "excedente",
    "explicar",
    "explicar_factor",
    "explicar_mixto",
    "explicar_modificacion",
    "explicar_promedio",
    "explicar_salario",
    "factor_del_anio",
    "factor_integracion",
    "horas_que_integran",
    "integrar",
    "integrar_semana",
    "limitar",
    "limite_revision_contrato",
    "mes",
    "modificaciones",
    "plazo_de_aviso",
    "promediar",
    "tramos",
    "ultimo_dia",
    "uma_anual",
    "uma_del_anio",
    "uma_del_mes",
    "uma_mensual",
]
