"""``ventanilla cuotas``: due dates, late payments, risk premium and simulations, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import click
import pytest
from click.testing import CliRunner

from ventanilla.cli.cuotas import COMMAND


def said(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(COMMAND, list(words))
    assert result.exit_code == code, result.output
    return result.output


def ask(*words: str, code: int = 0) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said(*words, "--json", code=code))
    return answer


def test_every_command_is_listed_and_has_an_example() -> None:
    context = click.Context(COMMAND)
    names = COMMAND.list_commands(context)
    assert {"fecha-limite", "prima-riesgo", "recargos", "simular"} < set(names)
    assert COMMAND.get_command(context, "nada") is None
    for name in names:
        command = COMMAND.get_command(context, name)
        leaves = command.commands.values() if isinstance(command, click.Group) else [command]
        assert all(one is not None and one.epilog and one.epilog.startswith("Ejemplo: ") for one in leaves), name


@pytest.mark.parametrize(
    ("period", "expected"), [("2026-06", "2026-07-20"), ("2025-12", "2026-01-19"), ("2026-b6", "2027-01-18")]
)
def test_a_due_date(period: str, expected: str) -> None:
    answer = ask("fecha-limite", period)
    assert (answer["fecha"], answer["completa"]) == (expected, False)
    assert "LFT 74" in answer["tabla"]
    assert answer["explicacion"]["fundamento"] == ["LSS 39", "RACERF 3"]


def test_a_due_date_in_words() -> None:
    assert "Último día para pagar: 20 de julio de 2026  [LSS 39; RACERF 3]" in said("fecha-limite", "2026-06")
    assert "no es un mes, como 2026-06" in said("fecha-limite", "junio", code=2)
    assert ask("fecha-limite", "2026-13", code=1)["campo"] == "periodo"
    assert ask("fecha-limite", "2028-b6", code=1)["codigo"] == "CALENDARIO_SIN_ANIO"


LATE = ("recargos", "--importe", "5150.00")


def test_a_late_payment_by_its_period() -> None:
    words = (*LATE, "--periodo", "2026-02", "--paga", "2026-06-10", "--factor", "1.006397")
    answer = ask(*words)
    keys = ("vence", "meses", "factor", "actualizado", "recargos", "total")
    assert [answer[key] for key in keys] == ["2026-03-17", 3, "1.0063", "5182.45", "321.83", "5504.28"]
    assert "5182.45" not in said(*words)
    assert "$5,182.45 x 6.21% de 3 meses o fracciones." in said(*words)


def test_a_late_payment_by_its_day_and_two_indexes() -> None:
    indexes = ("--inpc-reciente", "100.680", "--inpc-antiguo", "100.04")
    assert ask(*LATE, "--vence", "2026-03-17", "--paga", "2026-03-20", *indexes)["factor"] == "1.0063"
    answer = ask(*LATE, *indexes, "--meses", "3", "--tasa", "1.13")
    assert [answer[key] for key in ("recargos", "total")] == ["175.69", "5358.14"]
    assert "total: 5358.14" in said(*LATE, *indexes, "--meses", "3", "--tasa", "1.13")
    assert ask(*LATE, "--factor", "0.9", "--meses", "0", "--tasa", "1.13")["total"] == "5150.00"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--paga", "2026-06-10"),
        ("--paga", "2026-06-10", "--vence", "2026-03-17", "--periodo", "2026-02"),
        ("--paga", "2026-06-10", "--vence", "2026-03-17", "--inpc-reciente", "100"),
        ("--meses", "3", "--tasa", "1.13"),
        ("--meses", "3", "--factor", "1"),
    ],
)
def test_what_a_late_payment_lacks_is_said(words: tuple[str, ...]) -> None:
    assert ask(*LATE, *words, code=1)["codigo"] == "FALTAN_DATOS"


def test_an_index_that_is_not_loaded_says_how_to_load_it() -> None:
    answer = ask(*LATE, "--periodo", "2026-02", "--paga", "2026-06-10", code=1)
    assert "ventanilla ley cargar inpc.mensual" in answer["motivo"]


PREMIUM = ("prima-riesgo", "--anio", "2025")
FEW = ("--dias-subsidiados", "52", "--trabajadores", "290", "--anterior", "1.31")


def test_a_risk_premium() -> None:
    answer = ask(*PREMIUM, *FEW)
    keys = ("obtenida", "aplicable", "desde", "hasta", "presenta", "puede_quedar_en_media")
    assert [answer[key] for key in keys] == ["0.61299", "0.61299", "2026-03-01", "2027-02-28", True, False]
    assert ask(*PREMIUM, *FEW, "--acreditacion")["obtenida"] == "0.60808"
    assert "Presente la determinación del 1 de febrero de 2026" in said(*PREMIUM, *FEW)


def test_a_premium_of_few_people_that_does_not_change() -> None:
    words = (*PREMIUM, "--dias-cotizados", "730", "--anterior", "0.5")
    assert "no se presenta la determinación" in said(*words)
    assert "puede quedarse en la prima media" in said(*words)


def test_a_registro_without_a_whole_year_keeps_the_mean() -> None:
    words = (*PREMIUM, "--clase", "III", "--desde", "2025-04-01")
    assert ask(*words)["aplicable"] == "2.59840"
    assert "conserva la prima media" in said(*words)
    assert ask(*PREMIUM, "--desde", "2025-04-01", code=1)["campo"] == "clase"
    whole = ask(*PREMIUM, "--clase", "III", "--desde", "2025-01-01", "--trabajadores", "50")
    assert (whole["anterior"], whole["aplicable"]) == ("2.59840", "1.59840")


@pytest.mark.parametrize(
    ("words", "campo"),
    [
        (("--trabajadores", "10"), "anterior"),
        (("--anterior", "1"), "trabajadores"),
        (("--anterior", "1", "--trabajadores", "10", "--dias-cotizados", "3650"), "trabajadores"),
        (("--anterior", "0.0131", "--trabajadores", "10"), "anterior"),
        (("--anterior", "1", "--trabajadores", "0"), "trabajadores"),
        (("--anterior", "1", "--trabajadores", "10", "--dias-subsidiados", "-1"), "dias"),
    ],
)
def test_what_a_premium_lacks_is_said(words: tuple[str, ...], campo: str) -> None:
    assert ask(*PREMIUM, *words, code=1)["campo"] == campo


WAGE = ("--sbc", "400", "--prima", "0.54355")


def test_a_raise_and_a_hire() -> None:
    words = ("simular", "aumento", *WAGE, "--a", "440", "--desde", "2026-03-01")
    answer = ask(*words)
    assert (answer["patron"], answer["obrero"]) == ("2726.66", "339.66")
    assert "Diferencia    $2,726.66    $339.66" in said(*words)
    hire = ("simular", "contratacion", *WAGE, "--desde", "2026-05-01", "--hasta", "2026-06-30")
    assert ask(*hire)["patron"] == "5982.77"
    assert "Patrón: $5,982.77" in said(*hire)
    assert ask(*hire[:-1], "2026-04-01", code=1)["campo"] == "hasta"


def test_the_reform_repeats_what_was_supposed() -> None:
    grown = ("--desde", "2026", "--uma-crece", "4", "--minimo-crece", "6")
    words = ("simular", "reforma", "--sbc", "500", "--prima", "0.54355")
    years = ask(*words, *grown)["anios"]
    assert [one["anio"] for one in years] == [2026, 2027, 2028, 2029, 2030]
    assert years[0]["supuesto"] == []
    assert years[1]["ceav_patron"] == "15700.50"
    assert "Supuesto: UMA de 2030, $137.24 diarios." in said(*words, *grown)
    by_year = ask(*words, *grown, "--uma", "2027=130.00")["anios"][1]
    assert "Supuesto: UMA de 2027, $130.00 diarios." in by_year["supuesto"]


@pytest.mark.parametrize(
    ("more", "campo"), [((), "minimo"), (("--uma-crece", "4"), "supuesto"), (("--minimo", "2027=330"), "uma")]
)
def test_the_reform_supposes_nothing_by_itself(more: tuple[str, ...], campo: str) -> None:
    answer = ask("simular", "reforma", *WAGE, "--desde", "2027", *more, code=1)
    assert answer["campo"] == campo


def test_a_supposed_value_is_a_year_and_an_amount() -> None:
    assert "no es un año y un importe" in said("simular", "reforma", *WAGE, "--desde", "2027", "--uma", "122", code=2)
