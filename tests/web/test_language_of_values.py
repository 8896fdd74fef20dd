"""What a sentence names is said in the reader's language too: days, months and words that have a translation."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from ventanilla.kernel.text import Text
from ventanilla.web.design.templatetags.design import sentence

SAID = Text("X", "Desde el {dia}.", dia=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("value", "english"),
    [
        (date(2026, 11, 22), "22 November 2026"),
        ("22 de noviembre de 2026 a las 09:08", "22 November 2026 a las 09:08"),
        ("noviembre de 2026", "November 2026"),
        ("noviembre", "November"),
        ("Calle 5 de mayo", "Calle 5 de mayo"),
        ("31 de febrero de 2026, y 1 de enero de 0000", "31 de febrero de 2026, y 1 de enero de 0000"),
        ("", ""),
        (7, "7"),
    ],
)
def test_a_value_is_said_in_the_language_of_the_reader(value: date | str | int, english: str) -> None:
    said = Text("X", "{x}", x=value)
    with override("en"):
        assert sentence(said) == english
    with override("es-mx"):
        assert sentence(said) == str(said)


def test_a_day_written_by_a_sentence_is_in_full_in_spanish() -> None:
    with override("es-mx"):
        assert sentence(SAID) == "Desde el 22 de noviembre de 2026."
