"""The form of the cédula's page, with what is wrong beside each field and what was read already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from ventanilla.domain.identifiers import registro_patronal
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.web.design.cedula_shapes import CedulaFormPage, PrimaField
from ventanilla.web.design.shapes import Choice, Sentence
from ventanilla.web.uploads import TOOL_BYTES

from . import cedula_asking as asking
from .cedula_asking import Asked
from .cedula_reading import COMMAND, Reading
from .cedula_words import PROFILES, PURPOSES
from .cedula_work import MAX_PEOPLE

MEBIBYTE: Final = 1024 * 1024
SHOWN_NAMES: Final = 6  # of the files that were read


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in the form, beside each field."""

    files: Sentence = ""
    month: Sentence = ""
    prima: Sentence = ""
    registro: Sentence = ""

    def __bool__(self) -> bool:
        return bool(self.files or self.month or self.prima or self.registro)


def form_page(
    said: Asked,
    wrong: Wrong,
    today: date,
    *,
    state: str = "",
    reading: Reading | None = None,
    registros: tuple[str, ...] = (),
) -> CedulaFormPage:
    """The form; ``registros`` are those that each need a premium, none where one serves for all."""
    names = reading.names if reading else ()
    return CedulaFormPage(
        asking.months(today),
        tuple(Choice(zone.value, text, checked=zone.value == said.zona) for zone, text in asking.ZONES.items()),
        tuple(Choice(key, title, PURPOSES[key], key == said.perfil) for key, title in PROFILES.items()),
        settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        TOOL_BYTES // MEBIBYTE,
        MAX_PEOPLE,
        COMMAND,
        said.mes,
        said.otro_mes,
        said.prima,
        said.registro,
        tuple(_prima(one, said, wrong, today) for one in registros),
        state,
        names[:SHOWN_NAMES],
        len(names),
        wrong.files,
        wrong.month,
        "" if registros else wrong.prima,
        wrong.registro,
    )


def _prima(registro: str, said: Asked, wrong: Wrong, today: date) -> PrimaField:
    value = said.primas.get(registro, said.prima)
    error: Sentence = ""
    if wrong.prima:
        month = asking.month_of(said, today)
        found = asking.prima_of(value, month) if isinstance(month, Period) else unwritten(value)
        error = found if isinstance(found, Text) else ""
    return PrimaField(f"{asking.EACH}{registro}", registro_patronal.format(registro), value, error)


def unwritten(prima: str) -> Text | None:
    """What is wrong with a premium while its month is not known."""
    return None if prima else asking.NO_PREMIUM
