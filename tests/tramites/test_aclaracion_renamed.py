"""An employer that changes its name while it is disputed: the notice is still the one that the person chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from ventanilla.domain.affiliation import Historia, Movimiento, Patron, Tipo
from ventanilla.kernel.acts import SubjectId
from ventanilla.tramites.aclaracion.facts import el_aviso, el_registro, empleadores_en_palabras, en_palabras

REGISTRO, OTRO = "Z9912345105", "Z9912345113"
FILED = date(2026, 11, 1)


def movement(number: int, registro: str) -> Movimiento:
    when = datetime(2024, 1, 15, 18, tzinfo=UTC)
    return Movimiento(UUID(int=number), Tipo.ALTA, "99178500015", registro, date(2024, 1, 15), when, 50_000)


def historia(nombre: str) -> Historia:
    return Historia(
        SubjectId(UUID(int=1)),
        "PRUEBA EJEMPLO ANA",
        "",
        "",
        date(1985, 1, 1),
        movimientos=(movement(1, REGISTRO), movement(2, OTRO)),
        patrones=(Patron(REGISTRO, nombre, ""), Patron(OTRO, "Empresa de ejemplo B", "")),
    )


BEFORE, AFTER = historia("Empresa de ejemplo A"), historia("Otra razón social, con acento, S.A.")


def test_the_notice_and_the_employer_are_found_by_what_does_not_change() -> None:
    alta = BEFORE.movimientos[0]
    words = en_palabras(alta, BEFORE)
    assert words != en_palabras(alta, AFTER)
    assert el_aviso(words, AFTER, FILED) == alta
    chosen = next(one for one, registro in empleadores_en_palabras(BEFORE).items() if registro == REGISTRO)
    assert el_registro(chosen, AFTER) == REGISTRO


def test_another_registro_of_the_same_day_and_wage_is_another_notice() -> None:
    words = en_palabras(BEFORE.movimientos[1], BEFORE)
    assert el_aviso(words, AFTER, FILED) == BEFORE.movimientos[1]


def test_what_is_not_in_the_history_is_not_found() -> None:
    words = en_palabras(BEFORE.movimientos[0], BEFORE)
    assert el_aviso(words, replace(AFTER, movimientos=AFTER.movimientos[1:]), FILED) is None
    assert el_aviso("", AFTER, FILED) is None
    assert el_registro("Otro empleador, que no está en la lista", AFTER) == ""
