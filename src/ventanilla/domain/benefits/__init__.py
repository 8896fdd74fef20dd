"""What the insured and their families are entitled to, on a date: care, weeks, subsidies, pensions and help.

>>> from datetime import date
>>> from ventanilla.kernel.money import Money
>>> from ventanilla.kernel.period import Period
>>> uno = enfermedad_general([Period(date(2026, 3, 1), date(2026, 3, 14))], Money("500.00"), semanas=10)
>>> [str(one.title) for _, one in explicar(uno).walk()][:2]
['Subsidio por enfermedad general', '4 semanas cotizadas inmediatas anteriores']
"""

from .antecedentes import semanas_en_meses, semanas_inmediatas
from .ayudas import RetiroDesempleo, ayuda_funeral, ayuda_matrimonio, retiro_desempleo
from .conservacion import (
    Conservacion,
    Escalon,
    Regimen,
    Regla,
    Reincorporacion,
    conservacion,
    escalones,
    explicar_conservacion,
    reincorporacion,
)
from .derechos import Conservados, Plazo, derechos_conservados
from .edad import Edad, edad_en
from .errors import BeneficioError
from .explain import semanas_explicadas, vigencia_explicada
from .incapacidades import Explicada, Incapacidad, IncapacidadesDe, Seguro, incapacidades_explicadas
from .informativas import (
    Caracter,
    Permanente,
    incapacidad_permanente,
    pension_invalidez,
    pensiones_de_sobrevivientes,
)
from .ley73 import (
    Cuantia73,
    Datos73,
    Lectura,
    Pension73,
    incrementos_anuales,
    lecturas,
    pension_ley73,
    pension_minima,
)
from .ley97 import Pension97, pension_garantizada, pension_ley97, semanas_requeridas_ley97
from .maternidad import inicio_esperado, maternidad
from .pensionado import Concepto, PagoPension, PagosDe, del_anio, mes_en_palabras, que_paso
from .prescripcion import Cobro, Prescripcion, prescripcion
from .promedio import Promedio, Salario, salario_promedio
from .semanas import Aviso, Hueco, Relacion, Retiros, RetirosDe, Semanas, dias_por_mes, semanas, semanas_de
from .subsidios import Pago, Subsidio, enfermedad_general, licencia_140_bis, riesgo_trabajo
from .vigencia import TITULAR, Vigencia, conserva_hasta, cumple, fin_beneficiario, ley_desde, vigencia
from .working import Calculo, Requisito, explicar

__all__ = [
    "TITULAR",
    "Aviso",
    "BeneficioError",
    "Calculo",
    "Caracter",
    "Cobro",
    "Concepto",
    "Conservacion",
    "Conservados",
    "Cuantia73",
    "Datos73",
    "Edad",
    "Escalon",
    "Explicada",
    "Hueco",
    "Incapacidad",
    "IncapacidadesDe",
    "Lectura",
    "Pago",
    "PagoPension",
    "PagosDe",
    "Pension73",
    "Pension97",
    "Permanente",
    "Plazo",
    "Prescripcion",
    "Promedio",
    "Regimen",
    "Regla",
    "Reincorporacion",
    "Relacion",
    "Requisito",
    "RetiroDesempleo",
    "Retiros",
    "RetirosDe",
    "Salario",
    "Seguro",
    "Semanas",
    "Subsidio",
    "Vigencia",
    "ayuda_funeral",
    "ayuda_matrimonio",
    "conserva_hasta",
    "conservacion",
    "cumple",
    "del_anio",
    "derechos_conservados",
    "dias_por_mes",
    "edad_en",
    "enfermedad_general",
    "escalones",
    "explicar",
    "explicar_conservacion",
    "fin_beneficiario",
    "incapacidad_permanente",
    "incapacidades_explicadas",
    "incrementos_anuales",
    "inicio_esperado",
    "lecturas",
    "ley_desde",
    "licencia_140_bis",
    "maternidad",
    "mes_en_palabras",
    "pension_garantizada",
    "pension_invalidez",
    "pension_ley73",
    "pension_ley97",
    "pension_minima",
    "pensiones_de_sobrevivientes",
    "prescripcion",
    "que_paso",
    "reincorporacion",
    "retiro_desempleo",
    "riesgo_trabajo",
    "salario_promedio",
    "semanas",
    "semanas_de",
    "semanas_en_meses",
    "semanas_explicadas",
    "semanas_inmediatas",
    "semanas_requeridas_ley97",
    "vigencia",
    "vigencia_explicada",
]
