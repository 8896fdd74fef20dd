"""What cannot be computed is refused, with its field and a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from tests.domain.contributions.charges import FIJA, INICIO, JUNIO, NADIE, PRIMA, late, movement

from ventanilla import law
from ventanilla.domain.contributions import (
    CuotasError,
    Trabajador,
)
from ventanilla.domain.contributions.assumed import Parametros, gasto
from ventanilla.domain.contributions.due_date import fecha_limite, fecha_limite_bimestre
from ventanilla.domain.contributions.housing_credit import (
    Descuento,
    TipoDescuento,
    amortizar,
    en_vigor,
)
from ventanilla.domain.contributions.late_payment import (
    factor_actualizacion,
    pagar_tarde,
    recargos,
    tasa_parcialidades,
)
from ventanilla.domain.contributions.risk_premium import (
    Caso,
    Siniestralidad,
    TipoCaso,
    prima_media,
    prima_riesgo,
)
from ventanilla.domain.contributions.simulation import (
    Supuesto,
    reforma,
    supuesto_creciendo,
)
from ventanilla.domain.contributions.two_employers import prorratear
from ventanilla.domain.contributions.voluntary import (
    Regimen,
    cuota_mensual,
    modalidad_40,
    seguro_salud_familia,
)
from ventanilla.kernel.money import Money


@pytest.mark.parametrize(
    ("make", "campo", "code"),
    [
        (lambda: fecha_limite(2026, 13), "periodo", "PERIODO_IMPOSIBLE"),
        (lambda: fecha_limite(9999, 12), "periodo", "PERIODO_IMPOSIBLE"),
        (lambda: fecha_limite_bimestre(2026, 7), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: late("-1.00"), "importe", "IMPORTE_NEGATIVO"),
        (lambda: late("1.00", "0"), "factor", "FACTOR_IMPOSIBLE"),
        (lambda: late("1.00", "NaN"), "factor", "FACTOR_IMPOSIBLE"),
        (lambda: factor_actualizacion(Decimal(0), Decimal(1)), "inpc_reciente", "INPC_IMPOSIBLE"),
        (lambda: factor_actualizacion(Decimal(1), Decimal("Infinity")), "inpc_antiguo", "INPC_IMPOSIBLE"),
        (lambda: recargos(Money("1.00"), [Decimal("-1")]), "tasa", "TASA_IMPOSIBLE"),
        (lambda: tasa_parcialidades(0, date(2026, 6, 1)), "meses", "PLAZO_IMPOSIBLE"),
        (lambda: Caso(TipoCaso.ACCIDENTE, None, -1), "dias", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Caso(TipoCaso.ACCIDENTE, None, 0, Decimal(101)), "incapacidad", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Siniestralidad(0, Decimal("NaN"), 0), "incapacidades", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: Siniestralidad(0, Decimal(0), -1), "defunciones", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal(0), Decimal(1)), "trabajadores", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal("NaN"), Decimal(1)), "trabajadores", "SINIESTRALIDAD_IMPOSIBLE"),
        (lambda: prima_riesgo(2025, NADIE, Decimal(1), Decimal("0.0131")), "anterior", "PRIMA_ANTERIOR_IMPOSIBLE"),
        (lambda: prima_media("VI", date(2026, 6, 1)), "clase", "CLASE_IMPOSIBLE"),
        (lambda: prorratear((Money("500.00"),), JUNIO), "sbc", "UN_SOLO_PATRON"),
        (lambda: prorratear((Money("500.00"), Money("0.00")), JUNIO), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.PORCENTAJE, "101"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.VSM, "treinta"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: Descuento(TipoDescuento.CUOTA_FIJA, "-1"), "valor", "DESCUENTO_IMPOSIBLE"),
        (lambda: movement("15", JUNIO.first), "descuento", "MOVIMIENTO_Y_DESCUENTO"),
        (lambda: movement("16", JUNIO.first, FIJA), "descuento", "MOVIMIENTO_Y_DESCUENTO"),
        (lambda: en_vigor((movement("16", JUNIO.first),), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: en_vigor((INICIO, INICIO), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: en_vigor((INICIO, movement("17", JUNIO.first)), JUNIO.last), "movimientos", "CREDITO_EN_DESORDEN"),
        (lambda: modalidad_40(Money("2932.76"), JUNIO), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: modalidad_40(Money("315.03"), JUNIO), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: modalidad_40(Money("499.99"), JUNIO, ultimo=Money("500.00")), "sbc", "SALARIO_NO_ELEGIBLE"),
        (lambda: seguro_salud_familia((-1,), date(2025, 3, 1)), "edades", "EDAD_IMPOSIBLE"),
        (lambda: seguro_salud_familia((), date(2025, 3, 1)), "edades", "SIN_EDADES"),
        (
            lambda: cuota_mensual(Regimen.HOGAR, Money("1.00"), JUNIO.first),
            "regimen",
            "HOGAR_LO_CALCULA_LA_INSTITUCION",
        ),
        (lambda: amortizar(Trabajador(()), 2026, 7, ()), "bimestre", "BIMESTRE_IMPOSIBLE"),
        (lambda: gasto(Money("-1.00"), 1, PRIMA, JUNIO.first, Parametros(Money("1.00"))), "sbc", "SALARIO_IMPOSIBLE"),
        (
            lambda: gasto(Money("1.00"), 1, Decimal(16), JUNIO.first, Parametros(Money("1.00"))),
            "prima",
            "PRIMA_IMPOSIBLE",
        ),
        (lambda: gasto(Money("1.00"), 0, PRIMA, JUNIO.first, Parametros(Money("1.00"))), "dias", "DIAS_IMPOSIBLES"),
        (lambda: Supuesto({2027: Money("0.00")}, {}), "uma", "SUPUESTO_IMPOSIBLE"),
        (lambda: Supuesto({}, {2027: Money("-1.00")}), "minimo", "SUPUESTO_IMPOSIBLE"),
        (lambda: Supuesto({}, {}, Decimal("NaN")), "sueldo_crece", "CRECIMIENTO_IMPOSIBLE"),
        (lambda: supuesto_creciendo(Decimal(100), Decimal(0)), "uma_crece", "CRECIMIENTO_IMPOSIBLE"),
        (lambda: reforma(Money("500.00"), 2031, PRIMA, Supuesto({}, {})), "desde", "REFORMA_TERMINADA"),
        (lambda: reforma(Money("500.00"), 2026, PRIMA, Supuesto({}, {})), "minimo", "FALTA_SUPUESTO"),
        (
            lambda: reforma(Money("500.00"), 2027, PRIMA, Supuesto({}, {2027: Money("330.00")})),
            "uma",
            "FALTA_SUPUESTO",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], campo: str, code: str) -> None:
    with pytest.raises(CuotasError) as caught:
        make()
    assert (caught.value.campo, caught.value.reason.code) == (campo, code)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "make",
    [
        lambda: seguro_salud_familia((8,), date(2026, 3, 1)),
        lambda: tasa_parcialidades(12, date(2024, 6, 1)),
        lambda: pagar_tarde(Money("1.00"), date(2026, 3, 17), date(2026, 6, 1)),
        lambda: pagar_tarde(Money("1.00"), date(2026, 12, 17), date(2027, 1, 20), factor=Decimal(1)),
    ],
)
def test_a_year_whose_law_is_not_here_says_what_to_load(make: Callable[[], object]) -> None:
    with pytest.raises(law.LawError, match="ventanilla ley cargar"):
        make()
