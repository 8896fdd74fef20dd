# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worked cases of the reference, computed by this implementation alone."""

import calendar

import numpy
import pytest
from cuotas_mx import CountryTaxBenefitSystem, aritmetica
from openfisca_core.errors import ParameterNotFoundError
from run import BIMONTHLY, MONTHLY, determine


@pytest.fixture(scope="module")
def system():
    return CountryTaxBenefitSystem()


def mask(first, last):
    return (1 << last) - (1 << (first - 1)) if last else 0


def days(month):
    year, number = map(int, month.split("-"))
    return calendar.monthrange(year, number)[1]


def worker(mes, sbc, prima=54_355, **given):
    """One row: both months whole, one salary, unless said."""
    second = str(numpy.datetime64(mes, "M") + 1)
    row = {"mes": mes, "zona": "general", "pensionado": "no", "ceav_huecos": "ceav_sua"}
    for place, month in ((1, mes), (2, second)):
        row |= {
            f"dias_vigentes_{place}": mask(1, days(month)),
            f"dias_ausencia_{place}": 0,
            f"dias_certificados_{place}": 0,
            f"sbc_a_{place}": sbc,
            f"sbc_b_{place}": sbc,
            f"diario_a_{place}": 0,
            f"diario_b_{place}": 0,
            f"dia_cambio_{place}": 0,
            f"prima_a_{place}": prima,
            f"prima_b_{place}": prima,
            f"dia_prima_{place}": 0,
        }
    assert given.keys() <= row.keys()
    return row | given


def compute(system, row):
    columns = {name: numpy.array([value]) for name, value in row.items()}
    return {name: int(column[0]) for name, column in determine(system, columns).items()}


def month(amounts, place, who):
    return {name.removesuffix(f"_{who}"): amounts[f"{name}_{place}"] for name in MONTHLY if name.endswith(who)}


def test_published_march_2018(system):
    got = compute(system, worker("2018-03", 17_420, prima=113_065, dias_vigentes_2=0))
    assert month(got, 1, "patron") == {
        "cuota_fija": 50971, "excedente": 0, "dinero": 3780, "gastos_medicos": 5670, "riesgos_trabajo": 6106,
        "invalidez_vida": 9450, "guarderias": 5400,
    }  # fmt: skip
    assert month(got, 1, "obrero") == {"excedente": 0, "dinero": 1350, "gastos_medicos": 2025, "invalidez_vida": 3375}
    assert [got[name] for name in BIMONTHLY] == [10800, 17011, 6075, 27001]
    employer = sum(month(got, 1, "patron").values()) + 10800 + 17011 + 27001
    assert (employer, sum(month(got, 1, "obrero").values()) + 6075) == (136189, 12825)


def test_the_uma_changes_inside_the_bimester(system):
    got = compute(system, worker("2026-01", 40_000, prima=113_065))
    assert list(month(got, 1, "patron").values()) == [71550, 2066, 8680, 13020, 14020, 21700, 12400]
    assert list(month(got, 1, "obrero").values()) == [751, 3100, 4650, 7750]
    assert list(month(got, 2, "patron").values()) == [67007, 1481, 7840, 11760, 12663, 19600, 11200]
    assert list(month(got, 2, "obrero").values()) == [538, 2800, 4200, 7000]
    assert [got[name] for name in BIMONTHLY] == [47200, 153244, 26550, 118000]


def test_a_certificate_crosses_the_month(system):
    row = worker(
        "2026-03", 60_000, prima=50_000, dias_certificados_1=mask(25, 31), dias_certificados_2=mask(1, 10),
        dias_ausencia_2=mask(15, 17),
    )  # fmt: skip
    got = compute(system, row)
    assert list(month(got, 1, "patron").values()) == [57435, 6549, 10080, 15120, 7200, 25200, 14400]
    assert list(month(got, 1, "obrero").values()) == [2381, 3600, 5400, 9000]
    assert list(month(got, 2, "patron").values()) == [47862, 5458, 8400, 12600, 5100, 17850, 10200]
    assert list(month(got, 2, "obrero").values()) == [1985, 3000, 4500, 6375]
    assert [got[name] for name in BIMONTHLY] == [69600, 184820, 27675, 174000]


def test_a_pensioner_pays_neither_gmp_nor_iv(system):
    got = compute(system, worker("2026-05", 50_000, pensionado="cesantia_vejez"))
    assert list(month(got, 2, "patron").values()) == [71794, 4886, 10500, 0, 8153, 0, 15000]
    assert list(month(got, 2, "obrero").values()) == [1777, 3750, 0, 0]


def test_on_the_minimum_wage_the_employer_pays_all(system):
    got = compute(system, worker("2026-05", 33_057, diario_a_2=31_504))
    assert sum(month(got, 2, "patron").values()) == 134_207
    assert sum(month(got, 2, "obrero").values()) == 0


def test_the_class_changes_at_mid_month(system):
    got = compute(system, worker("2026-05", 40_000, prima_b_2=113_065, dia_prima_2=16))
    assert got["riesgos_trabajo_patron_2"] == 10_045


def test_the_northern_minimum_changes_row_on_1_february(system):
    row = worker("2026-01", 46_260, zona="zlfn")
    january = compute(system, row | {"dias_vigentes_2": 0})["ceav_patron"]
    february = compute(system, row | {"dias_vigentes_1": 0})["ceav_patron"]
    assert january == aritmetica.redondear(46_260 * 31 * 751_300)
    assert february == aritmetica.redondear(46_260 * 28 * 661_300)


@pytest.mark.parametrize(
    ("sbc", "sua", "corte", "more"),
    [(41080, 636_100, 661_300, 6315), (41120, 636_100, 661_300, 6321), (46930, 661_300, 751_300, 25765)],
)
def test_the_gaps_of_the_table(system, sbc, sua, corte, more):
    lower, higher = (
        compute(system, worker("2026-03", sbc, ceav_huecos=huecos))["ceav_patron"]
        for huecos in ("ceav_sua", "ceav_corte")
    )
    assert (lower, higher) == tuple(aritmetica.redondear(sbc * 61 * rate) for rate in (sua, corte))
    assert higher - lower == more


@pytest.mark.parametrize(
    ("mes", "sbc", "rate"),
    [
        ("2026-05", 31_504, 315_000), ("2026-05", 33_057, 602_600), ("2026-05", 50_000, 751_300),
        ("2023-05", 21_767, 375_100), ("2024-05", 26_120, 435_300), ("2022-05", 90_000, 315_000),
        ("2026-05", 1_000, 315_000),
    ],
)  # fmt: skip
def test_the_rows_of_the_table(system, mes, sbc, rate):
    got = compute(system, worker(mes, sbc))
    base = max(sbc, 31_504 if mes.startswith("2026") else 0)
    assert got["ceav_patron"] == aritmetica.redondear(base * 61 * rate)


def test_the_351_salaries_of_the_gaps(system):
    salaries = numpy.arange(31_505, 60_000)
    row = worker("2026-03", 0)
    columns = {name: numpy.repeat(numpy.array([value]), len(salaries)) for name, value in row.items()}
    columns |= dict.fromkeys(("sbc_a_1", "sbc_b_1", "sbc_a_2", "sbc_b_2"), salaries)
    sua = determine(system, columns)["ceav_patron"]
    columns["ceav_huecos"] = numpy.repeat(numpy.array(["ceav_corte"]), len(salaries))
    other = salaries[sua != determine(system, columns)["ceav_patron"]]
    assert (len(other), other[0], other[-1]) == (351, 35_194, 47_041)


def test_the_cap(system):
    assert compute(system, worker("2026-05", 293_275)) == compute(system, worker("2026-05", 900_000))
    assert compute(system, worker("2026-05", 293_275)) != compute(system, worker("2026-05", 293_274))


def test_absences_beyond_the_seventh_are_charged(system):
    seven = compute(system, worker("2026-05", 50_000, dias_ausencia_1=mask(3, 9)))
    assert compute(system, worker("2026-05", 50_000, dias_ausencia_1=mask(3, 14))) == seven
    assert seven["guarderias_patron_1"] == 50_000 * 24 // 100
    both = compute(system, worker("2026-01", 50_000, dias_ausencia_1=mask(27, 31), dias_ausencia_2=mask(1, 4)))
    assert both["retiro_patron"] == 50_000 * (59 - 9) * 2 // 100


def test_a_month_end_is_no_cut_and_a_change_of_salary_is(system):
    got = compute(system, worker("2026-03", 33_333))
    assert got["retiro_patron"] == aritmetica.redondear(33_333 * 61 * 200_000)
    row = worker("2026-03", 33_333, sbc_b_1=33_334, dia_cambio_1=16, sbc_a_2=33_334)
    split = aritmetica.redondear(33_333 * 15 * 200_000) + aritmetica.redondear(33_334 * 46 * 200_000)
    assert compute(system, row)["retiro_patron"] == split
    row = worker("2026-03", 33_333, sbc_b_2=33_334, dia_cambio_2=1)
    split = aritmetica.redondear(33_333 * 31 * 200_000) + aritmetica.redondear(33_334 * 30 * 200_000)
    assert compute(system, row)["retiro_patron"] == split


def test_alta_and_baja_on_one_day(system):
    got = compute(system, worker("2026-03", 50_000, dias_vigentes_1=mask(31, 31), dias_vigentes_2=0))
    assert (got["retiro_patron"], got["guarderias_patron_1"], got["guarderias_patron_2"]) == (1000, 500, 0)


def test_a_gap_parts_the_month_and_the_bimester(system):
    gap = mask(1, 10) | mask(15, 31)
    got = compute(system, worker("2026-03", 33_333, dias_vigentes_1=gap))
    apart = aritmetica.redondear(33_333 * 10 * 200_000) + aritmetica.redondear(33_333 * 47 * 200_000)
    assert got["retiro_patron"] == apart
    apart = aritmetica.redondear(33_333 * 10 * 70_000) + aritmetica.redondear(33_333 * 17 * 70_000)
    assert got["dinero_patron_1"] == apart


def test_a_new_premium_and_a_new_salary_in_one_month(system):
    row = worker("2026-03", 33_333, sbc_b_1=44_444, dia_cambio_1=11, prima_b_1=113_065, dia_prima_1=21)
    pieces = [33_333 * 10 * 54_355, 44_444 * 10 * 54_355, 44_444 * 11 * 113_065]
    assert compute(system, row)["riesgos_trabajo_patron_1"] == sum(map(aritmetica.redondear, pieces))
    row |= {"dia_cambio_1": 21, "dia_prima_1": 11}
    pieces = [33_333 * 10 * 54_355, 33_333 * 10 * 113_065, 44_444 * 11 * 113_065]
    assert compute(system, row)["riesgos_trabajo_patron_1"] == sum(map(aritmetica.redondear, pieces))


def test_a_year_without_law_is_refused(system):
    with pytest.raises(ParameterNotFoundError):
        compute(system, worker("2027-01", 50_000))
