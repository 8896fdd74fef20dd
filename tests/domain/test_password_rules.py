"""Which passwords are refused, and that nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.accounts.passwords import (
    LONGEST,
    SHORTEST,
    PasswordFault,
    folded,
    normal,
    password_fault,
)

COMMON = frozenset({"contraseña", "password", "guadalajara", "qwerty123456", "correcthorse"})
OWN = ("NAFL900101MDFXRC05", "NAFL900101AB1", "LUCÍA ÑÁÑEZ FERRER", "lucia.nanez@ejemplo.mx")


def fault(password: str) -> PasswordFault | None:
    return password_fault(password, own=OWN, common=COMMON)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", PasswordFault.SHORT),
        ("a" * (SHORTEST - 1), PasswordFault.SHORT),
        ("tuerca nopal " * 20, PasswordFault.LONG),
        ("qwerty123456", PasswordFault.COMMON),
        ("QWERTY123456", PasswordFault.COMMON),
        ("Contraseña2026!", PasswordFault.COMMON),
        ("p4ssw0rd2026!", PasswordFault.COMMON),
        ("correct horse", PasswordFault.COMMON),
        ("¡¡Guadalajara!!", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.REPEATED),
        ("abcabcabcabcabc", PasswordFault.REPEATED),
        ("tuerca7tuerca7", PasswordFault.REPEATED),
        ("abcdefghijklm", PasswordFault.REPEATED),
        ("098765432109", PasswordFault.REPEATED),
        ("qwertyuiopasd", PasswordFault.REPEATED),
        ("NAFL900101MDFXRC05", PasswordFault.OWN),
        ("nafl900101ab1x", PasswordFault.OWN),
        ("luciañañez1990", PasswordFault.OWN),
        ("ferrer.nanez1", PasswordFault.OWN),
        ("ejemplo.lucia", PasswordFault.OWN),
    ],
)
def test_a_password_that_others_would_try_first(password: str, expected: PasswordFault) -> None:
    assert fault(password) is expected


@pytest.mark.parametrize(
    "password",
    [
        "nopal tuerca brisa 7",
        "        x1y2z3",
        "зимний вечер",
        "💧🌵🔩🍋🪁🧵🎣🪶🧂🫖🪥🧲",
        "ñandúñandá ñu",
        "lucia nopal tuerca brisa",
        "contraseña nopal tuerca",
    ],
)
def test_any_character_serves_and_no_kind_is_asked_for(password: str) -> None:
    assert fault(password) is None


@given(st.text(min_size=0, max_size=LONGEST * 2))
def test_every_text_has_one_answer(password: str) -> None:
    found = fault(password)
    assert (found is PasswordFault.SHORT) == (len(normal(password)) < SHORTEST)
    assert found is None or found.text().template


def test_one_keyboard_or_another_is_the_same_password() -> None:
    assert normal("cami\u00f3n ﬁel") == normal("camio\u0301n fiel")
    assert folded("CAMIÓN Ñandú") == "camion ñandu"
