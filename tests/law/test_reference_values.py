"""What the house's references say, value by value: the numbers, their dates, and how sure each is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, rounded

ON = date(2026, 6, 30)
H, M, L = law.Confidence.HIGH, law.Confidence.MEDIUM, law.Confidence.LOW

VALUES = {
    # contributions, 1
    "eym.cuota_fija.patron": ("20.40", H),
    "eym.cuota_fija.estado": ("13.9", L),
    "eym.excedente.patron": ("1.10", H),
    "eym.excedente.obrero": ("0.40", H),
    "eym.dinero.patron": ("0.70", H),
    "eym.dinero.obrero": ("0.25", H),
    "eym.dinero.estado": ("0.05", L),
    "eym.gmp.patron": ("1.05", H),
    "eym.gmp.obrero": ("0.375", H),
    "eym.gmp.estado": ("0.075", M),
    "iv.patron": ("1.75", H),
    "iv.obrero": ("0.625", H),
    "iv.estado": ("0.125", L),
    "gps.patron": ("1.00", H),
    "retiro.patron": ("2.00", H),
    "ceav.obrero": ("1.125", H),
    "infonavit.patron": ("5.00", H),
    # 4, 7
    "umi.diaria": ("100.81", M),
    "uma.dias_mes": ("30.4", M),
    "cff.21.mora": ("2.07", H),
    "cff.21.prorroga": ("1.38", H),
    "cff.21.mora_veces": ("1.5", H),
    "lss.39.dia_limite": ("17", H),
    "lss.39.liquidacion_dias": ("15", M),
    "lss.40a.recargos_anios": ("5", L),
    "lss.304.minima": ("40", H),
    "lss.304.maxima": ("100", H),
    "lss.304b.minima": ("20", H),
    "lss.304b.i_maxima": ("75", H),
    "lss.304b.ii_maxima": ("125", L),
    "lss.304b.iii_maxima": ("210", L),
    "lss.304b.iv_maxima": ("350", H),
    "racerf.185.reincidencia_dias": ("365", M),
    "racerf.185.reincidencia_veces": ("2", M),
    # 8
    "lft.87.aguinaldo_dias": ("15", H),
    "lft.80.prima_vacacional": ("25", H),
    "lss.27.despensa_uma": ("40", M),
    "lss.27.premios_sbc": ("10", M),
    "lss.27.alimentos_habitacion_uma": ("20", M),
    "lss.32.una": ("25", M),
    "lss.32.ambas": ("50", M),
    "lss.32.comida": ("8.33", M),
    "lss.34.aviso_variable_dias": ("5", M),
    "lss.34.revision_contrato_dias": ("30", M),
    "racerf.55.antiguedad_anios": ("1", M),
    # 9, 12
    "lss.72.vida_activa": ("28", M),
    "lss.72.factor_sin_acreditacion": ("2.3", M),
    "lss.72.factor_con_acreditacion": ("2.2", L),
    "lss.72.prima_minima_riesgo": ("0.005", M),
    "lss.74.variacion": ("1", H),
    "lss.74.prima_minima": ("0.5", H),
    "lss.74.prima_maxima": ("15", H),
    "infonavit.seguro": ("15.00", L),
    # benefits
    "lss.58.subsidio": ("100", H),
    "lss.98.subsidio": ("60", H),
    "lss.96.desde_dia": ("4", H),
    "lss.96.semanas": ("52", H),
    "lss.96.prorroga_semanas": ("26", H),
    "lss.97.semanas": ("4", H),
    "lss.97.semanas_eventual": ("6", H),
    "lss.101.dias": ("84", H),
    "lss.102.semanas": ("30", H),
    "lss.101.enlace_dias": ("21", H),
    "lss.140bis.dias_total": ("364", M),
    "lss.150.minimo_meses": ("12", H),
    "lss.151.media_semanas": ("26", H),
    "lss.151.larga_semanas": ("52", H),
    "lss73.145.semanas": ("500", M),
    "lss73.factor_2004": ("1.11", M),
    "lss73.33.tope_sm": ("25", M),
    "lss73.33.tope_sm_corte": ("10", M),
    "lss.162.semanas": ("875", H),
    "lss.122.semanas": ("250", L),
    "lss.122.semanas_grave": ("150", L),
    "lss.165.dias_uma": ("30", H),
    "lss.170.semanas_columna": ("25", L),
    "lss.165.semanas": ("150", H),
    "lss.104.meses": ("2", M),
    "lss.191.desde_dia": ("46", L),
}


@pytest.mark.parametrize("key", VALUES)
def test_a_value_is_that_of_the_reference(key: str) -> None:
    value, confidence = VALUES[key]
    found = law.row(key, ON)
    assert (found.value, found.confidence) == (Decimal(value), confidence)


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("cff.21.mora", date(2004, 1, 1), "1.13"),
        ("cff.21.mora", date(2017, 12, 31), "1.13"),
        ("cff.21.mora", date(2018, 1, 1), "1.47"),
        ("cff.21.mora", date(2025, 12, 31), "1.47"),
        ("cff.21.prorroga", date(2017, 12, 31), "0.75"),
        ("tiempo_extra.horas_semana", date(2026, 3, 2), "9"),
        ("tiempo_extra.horas_semana", date(2026, 3, 3), "12"),
        ("jornada.horas_semana", date(2016, 1, 1), "48"),
        ("jornada.horas_semana", date(2026, 12, 31), "48"),
        ("jornada.horas_semana", date(2030, 1, 1), "40"),
        ("lss.162.semanas", date(2020, 12, 31), "1250"),
        ("lss.162.semanas", date(2021, 1, 1), "750"),
        ("lss.162.semanas", date(2040, 1, 1), "1000"),
    ],
)
def test_a_value_on_the_day_it_changes(key: str, on: date, expected: str) -> None:
    assert law.value(key, on) == Decimal(expected)


def test_the_surcharge_is_one_and_a_half_times_the_extension_with_two_decimals() -> None:
    times = law.value("cff.21.mora_veces", ON)
    for row in law.history("cff.21.mora"):
        extension = law.value("cff.21.prorroga", row.since)
        assert Decimal(rounded(Fraction(extension * times) * 100, HALF_UP)) / 100 == row.value


def test_the_worker_pays_what_the_reference_adds_up_to() -> None:
    keys = ("eym.dinero.obrero", "eym.gmp.obrero", "iv.obrero", "ceav.obrero")
    assert sum(law.value(key, ON) for key in keys) == Decimal("2.375")


def test_the_voluntary_regime_is_the_sum_of_its_parts_every_year() -> None:
    for year in range(2023, 2031):
        on = date(year, 6, 30)
        parts = [law.value(f"lss.218.{part}", on) for part in ("retiro", "ceav_obrero", "iv", "gmp")]
        assert sum(parts) + law.cell("ceav.patron", "mas", on) == law.value("lss.218.tope", on)


@pytest.mark.parametrize(
    ("key", "number", "on", "expected"),
    [
        ("lft.76.vacaciones", 1, date(2022, 12, 31), "6"),
        ("lft.76.vacaciones", 4, date(2022, 12, 31), "12"),
        ("lft.76.vacaciones", 1, date(2023, 1, 1), "12"),
        ("lft.76.vacaciones", 5, ON, "20"),
        ("lft.76.vacaciones", 6, ON, "22"),
        ("lft.76.vacaciones", 10, ON, "22"),
        ("lft.76.vacaciones", 11, ON, "24"),
        ("lft.76.vacaciones", 35, ON, "32"),
        ("lss73.167.basica", Decimal("1.00"), ON, "80.00"),
        ("lss73.167.basica", Decimal("1.01"), ON, "77.11"),
        ("lss73.167.basica", Decimal("6.00"), ON, "13.62"),
        ("lss73.167.basica", Decimal("6.01"), ON, "13.00"),
        ("lss73.167.incremento", Decimal("3.60"), ON, "2.195"),
        ("lss73.171.edad", 60, ON, "75"),
        ("lss73.171.edad", 65, ON, "100"),
        ("cff.21.parcialidades", 12, ON, "1.42"),
        ("cff.21.parcialidades", 13, ON, "1.63"),
        ("cff.21.parcialidades", 25, date(2025, 6, 1), "1.82"),
        ("lss.242.cuota_anual", 19, date(2026, 2, 28), "8900"),
        ("lss.242.cuota_anual", 20, date(2025, 3, 1), "11100"),
        ("lss.242.cuota_anual", 80, date(2025, 3, 1), "21300"),
    ],
)
def test_a_table_by_its_upper_limits(key: str, number: Decimal | int, on: date, expected: str) -> None:
    assert law.up_to(key, number, on) == Decimal(expected)


@pytest.mark.parametrize(
    ("key", "number", "on"),
    [
        ("lft.76.vacaciones", 5, date(2022, 12, 31)),
        ("lft.76.vacaciones", 36, ON),
        ("lss73.171.edad", 66, ON),
    ],
)
def test_what_passes_the_last_row_is_refused(key: str, number: int, on: date) -> None:
    with pytest.raises(law.LawError) as caught:
        law.up_to(key, number, on)
    assert caught.value.reason.code == "LEY_TABLA_SIN_RENGLON"


def test_every_ceav_cell_agrees_with_its_straight_line_within_the_published_rounding() -> None:
    final = law.version("ceav.patron", date(2030, 1, 1)).rows
    for k, year in enumerate(range(2023, 2031), start=1):
        for label, cell in law.version("ceav.patron", date(year, 1, 1)).rows.items():
            straight = Decimal("3.150") + (final[label] - Decimal("3.150")) * k / 8
            assert abs(cell - straight) < Decimal("0.001"), f"{year} {label}"


def test_the_guarantee_knows_its_two_extremes_and_nothing_between() -> None:
    assert law.cell("lss.170.garantizada", "1-60-0", ON) == 2622
    assert law.cell("lss.170.garantizada", "5-65-10", ON) == 8241
    with pytest.raises(law.LawError, match="Cárguelo"):
        law.cell("lss.170.garantizada", "3-62-5", ON)


def test_only_the_modalidad_that_is_known_has_its_branches() -> None:
    assert [key for key in law.table_keys() if key.startswith("ramos.modalidad")] == ["ramos.modalidad_10"]


POLICIES = {  # the reference's section 10: default, alternative, confidence; P8 is a firm rule and has none
    "ceav_huecos": ("ceav_sua", "ceav_corte", M),
    "sm_zlfn": ("zona", "general", M),
    "gmp_ausencias": ("no_descuentan", "descuentan", M),
    "ausencias_desde_8": ("todos_los_ramos", "solo_eym", M),
    "piso_jornada_reducida": ("sm", "sm_integrado", M),
    "redondeo_segmentos": ("por_segmento", "por_periodo", L),
    "prima_factor_f": ("sin_acreditacion", "con_acreditacion", L),
    "ley73_grupo": ("sm", "uma", M),
    "ley73_tope": ("sm_25", "sm_10", M),
    "art36_minimo": ("zona", "profesional", L),
    "disminucion_tardia": ("recepcion", "fecha_indicada", L),
    "ceav_dos_patrones": ("prorrateado", "suma", L),
    "rcv_fin_de_mes": ("sin_corte", "corte", L),
    "dias_inhabiles": ("lft74", "cargados", M),
    "ayuda_funeral": ("uma", "sm", M),
    "revocacion_no_disponible": ("pendiente", "rechazar", L),
}


@pytest.mark.parametrize("key", POLICIES)
def test_an_open_question_is_that_of_the_reference(key: str) -> None:
    default, alternative, confidence = POLICIES[key]
    found = law.policy(key)
    assert found.value == default
    assert set(found.values) == {default, alternative}
    assert found.confidence is confidence
    assert "baja_fecha" not in law.policy_keys()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "sua",
            {
                "ceav_huecos": ("ceav_sua", M),
                "ley73_tope": ("sm_25", M),
                "rcv_fin_de_mes": ("sin_corte", L),
                "incidencias_usadas": ("capturadas", L),
                "descuento_credito_dias": ("segun_fecha", M),
            },
        ),
        (
            "emision",
            {
                "ceav_huecos": ("ceav_sua", L),
                "ley73_tope": ("sm_25", M),
                "rcv_fin_de_mes": ("sin_corte", L),
                "incidencias_usadas": ("institucion", L),
                "descuento_credito_dias": ("no_se_reduce", L),
            },
        ),
        (
            "corte",
            {
                "ceav_huecos": ("ceav_corte", M),
                "ley73_tope": ("sm_10", M),
                "rcv_fin_de_mes": ("sin_corte", L),
                "incidencias_usadas": ("capturadas", L),
                "descuento_credito_dias": ("no_se_reduce", M),
            },
        ),
    ],
)
def test_a_profile_is_that_of_the_reference(key: str, expected: dict[str, tuple[str, law.Confidence]]) -> None:
    found = law.profile(key)
    assert {name: (choice.value, choice.confidence) for name, choice in found.choices.items()} == expected
    with law.choosing(found.values):
        assert law.policy("ceav_huecos").value == expected["ceav_huecos"][0]


def test_a_policy_given_by_hand_prevails_over_the_profile() -> None:
    with law.choosing({**law.profile("corte").values, "ceav_huecos": "ceav_sua"}):
        assert law.policy("ceav_huecos").value == "ceav_sua"
        assert law.policy("ley73_tope").value == "sm_10"


# What the law itself has had only since then; everything else is known from 2016 on.
YOUNGER = {
    "cff.21.parcialidades": date(2025, 1, 1),  # earlier years: unknown
    "cuota_social.inicial": date(2023, 1, 1),
    "lss.101.enlace_dias": date(2016, 8, 24),  # the single certificate
    "lss.101.semana_certificado": date(2016, 8, 24),
    "lss.101.semanas_transferibles": date(2016, 8, 24),
    **{
        f"lss.140bis.{name}": date(2019, 6, 5)
        for name in (
            "anios",
            "dias_licencia",
            "dias_total",
            "edad_hijo",
            "meses",
            "semanas",
            "semanas_total",
            "subsidio",
        )
    },
    "lss.15a.informe_cada_meses": date(2021, 4, 24),  # when specialised services began to be reported
    "lss.15a.informe_dia": date(2021, 4, 24),
    "lss.170.garantizada": date(2021, 1, 1),
    "lss.170.semanas_columna": date(2021, 1, 1),
    "lss.218.tope": date(2023, 1, 1),  # before, every wage had one rate
    "lss.242.cuota_anual": date(2025, 3, 1),  # earlier years: unknown
    "sm.zlfn": date(2019, 1, 1),
    "umi.diaria": date(2024, 1, 1),  # earlier years: unknown
}
OF_THE_OFFICE = ("datos_personales.", "expedientes.")  # not the law of social security


def test_the_law_is_here_from_2016_on() -> None:
    first = {key: law.history(key)[0].since for key in law.known_keys() if law.history(key)}
    first |= {key: law.table(key).versions[0].since for key in law.table_keys()}
    late = {
        key: since for key, since in first.items() if since > date(2016, 2, 1) and not key.startswith(OF_THE_OFFICE)
    }
    assert late == YOUNGER
    assert [key for key in law.known_keys() if not law.history(key)] == ["inpc.mensual"]
