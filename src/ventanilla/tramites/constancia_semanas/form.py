"""What the person is asked: whether every movement is to be listed."""

from __future__ import annotations

from typing import Literal

from ventanilla.kit import Form, field


class Solicitud(Form):
    """Who they are, the office knows; the day is that of the request."""

    detalle: Literal["resumen", "detallada", "dias"] = field(
        "¿Qué quiere que incluya?",
        help="La detallada puede tener muchas páginas si ha tenido muchos cambios de salario.",
        choices={
            "resumen": "Sus semanas y cada empleo",
            "detallada": "Además, cada alta, baja y cambio de salario",
            "dias": "Además, los días que trabajó cada mes, si trabaja por contratos",
        },
        default="resumen",
    )
