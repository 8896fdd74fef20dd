"""What the cédula's page calls each branch, written here so that it is translated: the law's titles, and short ones.

A test compares them with the table of branches.
"""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "cuota_fija": "Enfermedades y maternidad, cuota fija",
    "excedente": "Enfermedades y maternidad, excedente de tres UMA",
    "prestaciones_dinero": "Enfermedades y maternidad, prestaciones en dinero",
    "gastos_medicos": "Gastos médicos de pensionados",
    "riesgos_trabajo": "Riesgos de trabajo",
    "invalidez_vida": "Invalidez y vida",
    "guarderias": "Guarderías y prestaciones sociales",
    "retiro": "Retiro",
    "ceav": "Cesantía en edad avanzada y vejez",
    "infonavit": "Aportación de vivienda",
}
SHORT: Final = {
    "cuota_fija": "Cuota fija",
    "excedente": "Excedente",
    "prestaciones_dinero": "Prestaciones en dinero",
    "gastos_medicos": "Gastos médicos",
    "riesgos_trabajo": "Riesgos de trabajo",
    "invalidez_vida": "Invalidez y vida",
    "guarderias": "Guarderías",
    "retiro": "Retiro",
    "ceav": "Cesantía y vejez",
    "infonavit": "Vivienda",
}
PROFILES: Final = {
    "sua": "Programa de escritorio",
    "emision": "Emisión de la institución",
    "corte": "Criterios de los tribunales",
}
PURPOSES: Final = {
    "sua": "Reproduce el programa de escritorio con que los patrones determinan.",
    "emision": "Reproduce las emisiones mensual y bimestral de la institución.",
    "corte": "Aplica lo que los tribunales han dicho.",
}
