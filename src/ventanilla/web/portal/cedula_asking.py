"""What the cédula's page asks besides the files: month, premium, zone, registro and profile, as typed and as meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import CuotasError, Patron, Prima, Zona
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.domain.identifiers.verdict import Severity
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.cedula.composing import periodos
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from .cedula_words import PROFILES

MONTHS_OFFERED: Final = 14
MONTHS_OF_A_YEAR: Final = 12
FIRST_YEAR: Final = 1997  # of the law in force
MAX_TYPED: Final = 40  # characters of anything typed here
MAX_REGISTROS: Final = 10  # of one reading: each has its own premium and its own section
DEFAULT_PROFILE: Final = "sua"
ZONES: Final = {Zona.GENERAL: "Resto del país", Zona.ZLFN: "Zona libre de la frontera norte"}
EACH: Final = "prima-"  # before the registro, where there are several
_MONTH: Final = re.compile(r"(\d{4})[-/](\d{1,2})")
_PERCENT: Final = re.compile(r"\d{1,3}(?:\.\d{1,10})?|\.\d{1,10}")
_ORDINARY: Final = "10"  # the modalidad of a registro that is not written as one
NO_MONTH: Final = Text("CEDULA_SIN_MES", "Elija el mes de la cédula, o escríbalo con año y mes, como 2026-03.")
NOT_A_MONTH: Final = Text("CEDULA_MES_NO_ES", "Ese mes no se entiende. Escríbalo con año y mes, como 2026-03.")
NO_LAW: Final = Text(
    "CEDULA_MES_SIN_LEY", "Para ese mes no tenemos todos los valores de la ley. Elija otro entre 2016 y este año."
)
NO_PREMIUM: Final = Text("CEDULA_SIN_PRIMA", "Escriba la prima de riesgo de trabajo, en por ciento, como 0.54355.")
NOT_A_PREMIUM: Final = Text("CEDULA_PRIMA_NO_ES", "Esa prima no se entiende. Es un por ciento, como 0.54355.")
NO_REGISTRO: Final = Text(
    "CEDULA_SIN_REGISTRO", "Sus archivos no dicen de qué registro patronal son. Escríbalo: son 11 letras y números."
)


def longest(month: Period) -> Period:
    """All the days that are paid with a month: those of its bimester, where it is even."""
    return max(periodos(month).values(), key=lambda one: one.days)


@dataclass(frozen=True, slots=True)
class Asked:
    """As it was typed; ``primas`` by registro, where each has its own."""

    mes: str = ""
    otro_mes: str = ""
    prima: str = ""
    zona: str = Zona.GENERAL.value
    registro: str = ""
    perfil: str = DEFAULT_PROFILE
    primas: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """As a page sends it again, with the names of the form."""
        named = {
            "mes": self.mes,
            "otro_mes": self.otro_mes,
            "prima": self.prima,
            "zona": self.zona,
            "registro": self.registro,
            "perfil": self.perfil,
        }
        own = {f"{EACH}{registro}": value for registro, value in self.primas.items()}
        return tuple((name, value) for name, value in (named | own).items() if value)


@dataclass(frozen=True, slots=True)
class Given:
    """What is meant by it: all that the files do not say."""

    month: Period
    zona: Zona
    perfil: str
    primas: Mapping[str, Decimal]  # by registro

    def contexto(self, registro: str) -> Contexto:
        """What is known of one registro: its premium, its modalidad (written in it) and its zone."""
        since = longest(self.month).first
        known = registro_patronal.is_valid(registro)
        modalidad = registro_patronal.compact(registro)[8:10] if known else _ORDINARY
        return Contexto(Patron((Prima(since, self.primas[registro]),), modalidad), self.zona)


def asked(post: Mapping[str, str]) -> Asked:
    """What a form brought, cut to what anybody types."""

    def typed(name: str) -> str:
        return post.get(name, "").strip()[:MAX_TYPED]

    own = {name.removeprefix(EACH)[:MAX_TYPED]: typed(name) for name in post if name.startswith(EACH)}
    return Asked(
        typed("mes"),
        typed("otro_mes"),
        typed("prima"),
        typed("zona") if typed("zona") in {one.value for one in Zona} else Zona.GENERAL.value,
        typed("registro"),
        typed("perfil") if typed("perfil") in PROFILES else DEFAULT_PROFILE,
        dict(list(own.items())[:MAX_REGISTROS]),
    )


def months(today: date) -> tuple[date, ...]:
    """The first days of the months that are offered, the latest first."""
    first = today.replace(day=1)
    return tuple(months_after(first, -number) for number in range(MONTHS_OFFERED))


def month_of(said: Asked, today: date) -> Period | Text:
    """The month; or what is wrong with it. What was typed prevails over what was chosen."""
    text = said.otro_mes or said.mes
    if not text:
        return NO_MONTH
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= MONTHS_OF_A_YEAR:
        return NOT_A_MONTH
    if not FIRST_YEAR <= int(found[1]) <= today.year + 1:
        return NO_LAW
    return Period.month(int(found[1]), int(found[2]))


def registro_of(said: Asked) -> str | Text:
    """The registro as it was typed, compact, "" where none was; or what is wrong with it."""
    if not said.registro:
        return ""
    verdict = registro_patronal.examine(said.registro, test_mode=True)
    if verdict.severity is Severity.ERROR:
        return verdict.reason or NO_REGISTRO
    return registro_patronal.compact(said.registro)


def prima_of(text: str, month: Period) -> Decimal | Text:
    """A premium in percent; or what is wrong with it."""
    typed = text.replace(" ", "").removesuffix("%")
    if not typed:
        return NO_PREMIUM
    if typed.count(",") == 1 and "." not in typed:
        typed = typed.replace(",", ".")
    if not _PERCENT.fullmatch(typed):
        return NOT_A_PREMIUM
    try:
        return Prima(longest(month).first, Decimal(typed)).porcentaje
    except CuotasError as error:
        return error.reason
    except law.LawError:
        return Decimal(typed)  # the month is the one to be told


def primas_of(said: Asked, registros: Iterable[str], month: Period) -> dict[str, Decimal | Text]:
    """The premium of each registro, or what is wrong with it: its own, else the one that was typed for all."""
    return {registro: prima_of(said.primas.get(registro, said.prima), month) for registro in registros}
