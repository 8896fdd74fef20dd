"""A base wage, a factor, an average and a change of wage as trees to be read, each with its operation and its articles.

>>> from datetime import date
>>> from ventanilla.domain.contributions.integration import Salario, integrar
>>> arbol = explicar_salario(integrar(Salario(Money("400.00")), date(2026, 2, 1), date(2026, 6, 30)))
>>> [(str(one.title), str(one.value)) for _, one in arbol.walk()][:2]
[('Salario base de cotización', '$419.72'), ('Salario diario integrado', '$419.72')]
"""

from __future__ import annotations

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .integration import Elemento, Integrado
from .modifications import Modificacion, Quien
from .salary import Factor, Limitado
from .variable import Concepto, Promedio


def explicar_factor(factor: Factor) -> Explained:
    """The tree of an integration factor."""
    return Explained(
        Text("FACTOR_INTEGRACION", "Factor de integración"),
        factor.valor,
        Text(
            "FACTOR_OPERACION",
            "1 + ({aguinaldo} + {vacaciones} x {prima}%) / 365; a cuatro decimales, la mitad hacia arriba.",
            aguinaldo=factor.aguinaldo,
            vacaciones=factor.vacaciones,
            prima=f"{factor.prima_vacacional:f}",
        ),
        ("LFT 76, 80, 87", "LSS 27, 30-I"),
        factor.usados,
        (
            Explained(Text("FACTOR_ANIO", "Año de servicio que corre"), factor.anio),
            Explained(Text("FACTOR_AGUINALDO", "Días de aguinaldo"), factor.aguinaldo, cite=("LFT 87",)),
            Explained(Text("FACTOR_VACACIONES", "Días de vacaciones"), factor.vacaciones, cite=("LFT 76",)),
            Explained(Text("FACTOR_PRIMA", "Prima vacacional, en %"), factor.prima_vacacional, cite=("LFT 80",)),
        ),
    )


def explicar_salario(integrado: Integrado) -> Explained:
    """The tree of a base wage: its elements, what of each does not integrate, and the limit that was applied."""
    return _base(integrado.limitado, tuple(_elemento(one) for one in integrado.elementos))


def explicar_mixto(fija: Money, promedio: Promedio, limitado: Limitado) -> Explained:
    """The tree of a base wage made of a fixed part, already integrated, and the average of a bimester."""
    fixed = (Explained(Text("PARTE_FIJA", "Parte fija"), fija, cite=("LSS 30-III",)),) if fija else ()
    return _base(limitado, (*fixed, explicar_promedio(promedio)))


def _base(limit: Limitado, parts: tuple[Explained, ...]) -> Explained:
    how = limit.porque or Text(
        "SALARIO_SUMA",
        "La suma de lo que integra, {integrado}, entre el salario mínimo y el tope.",
        integrado=str(limit.integrado),
    )
    return Explained(
        Text("SALARIO_BASE", "Salario base de cotización"), limit.sbc, how, ("LSS 27, 28, 30",), limit.usados, parts
    )


def _elemento(one: Elemento) -> Explained:
    parts = _exento(one.exento)
    return Explained(one.titulo, one.importe, one.como, one.cite, one.usados, parts)


def _exento(exento: Money) -> tuple[Explained, ...]:
    return (Explained(Text("NO_INTEGRA", "No integra"), exento),) if exento else ()


def explicar_promedio(promedio: Promedio) -> Explained:
    """The tree of the variable wage of a bimester."""
    variable = promedio.variable
    return Explained(
        Text("PROMEDIO_VARIABLE", "Promedio variable diario"),
        promedio.valor,
        Text(
            "PROMEDIO_OPERACION",
            "{importe} entre {dias} días de salario devengado: {periodo} del bimestre, menos {ausencias} de ausencia y "
            "{incapacidad} de incapacidad. Rige desde el {desde}; se avisa a más tardar el {limite}.",
            importe=str(promedio.importe),
            dias=promedio.dias,
            periodo=variable.dias_periodo,
            ausencias=variable.ausencias,
            incapacidad=variable.incapacidad,
            desde=promedio.desde,
            limite=promedio.limite,
        ),
        ("LSS 30-II, 34-II", "RACERF 53"),
        promedio.usados,
        tuple(_concepto(one) for one in promedio.conceptos),
    )


def _concepto(one: Concepto) -> Explained:
    return Explained(one.titulo, one.importe, one.como, one.cite, parts=_exento(one.exento))


def explicar_modificacion(cambio: Modificacion) -> Explained:
    """The tree of a change of wage: why, who files it and until when, and the wage before and after."""
    return Explained(
        Text(
            "MODIFICACION_SALARIO",
            "Modificación de salario de {clave}, desde el {dia}",
            clave=cambio.clave,
            dia=cambio.desde,
        ),
        cambio.sbc_nuevo,
        como_se_presenta(cambio),
        cambio.cite,
        cambio.usados,
        (
            *(Explained(motivo, cambio.desde) for motivo in cambio.motivos),
            Explained(Text("SBC_ANTERIOR", "Salario base anterior"), cambio.sbc_anterior),
            explicar_salario(cambio.despues),
        ),
    )


def como_se_presenta(cambio: Modificacion) -> Text:
    """Who files a change, and until when."""
    if cambio.quien is Quien.INSTITUCION or cambio.limite is None:
        return Text(
            "MODIFICA_LA_INSTITUCION",
            "La institución lo modifica por sí misma: gana el mínimo, con las prestaciones de la ley y un año de "
            "servicio o menos (RACERF 55). No presente aviso.",
        )
    return Text(
        "MODIFICA_EL_PATRON",
        "Presente el aviso de modificación (07) a más tardar el {limite}, según el calendario «{calendario}».",
        limite=cambio.limite,
        calendario=cambio.calendario,
    )
