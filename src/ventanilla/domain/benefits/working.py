"""A computation kept step by step: each figure with its operation, its articles and what it read of the law.

>>> from datetime import date
>>> cuenta = Cuenta()
>>> with cuenta.paso(Text("UMA", "UMA de un día"), "CPEUM 26-B") as paso:
...     uma = paso.da(Money(law.value("uma.diaria", date(2026, 6, 1))))
>>> uma, [used.key for used in cuenta.pasos[0].used]
(Money('117.31'), ['uma.diaria'])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from ventanilla import law
from ventanilla.kernel.money import Money, Rounding
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

V = TypeVar("V", Money, Decimal, int, date, str)
_PERCENT: Final = 100
_ANSWER: Final = {True: "sí", False: "no", None: "no se examinó"}
INFORMATIVO: Final = Text(
    "INFORMATIVO",
    "Es informativo: varias de estas reglas están por confirmar. Pregunte a la institución antes de decidir.",
)


@dataclass(frozen=True, slots=True)
class Requisito:
    """One thing that the law asks: ``cumple`` is None where the data to tell were not given."""

    texto: Text
    cumple: bool | None
    cite: tuple[str, ...]
    usados: tuple[law.Used, ...]

    @property
    def explicado(self) -> Explained:
        """As a node of the tree."""
        return Explained(self.texto, _ANSWER[self.cumple], cite=self.cite, used=self.usados)


@dataclass(frozen=True, kw_only=True)
class Calculo:
    """What every benefit answers: ``importe`` is None where nothing is due, and ``requisitos`` say why.

    Where a requirement was not examined, ``procede`` is None and the amount is what would be due if it were met.
    """

    titulo: Text
    importe: Money | None
    requisitos: tuple[Requisito, ...]
    pasos: tuple[Explained, ...]
    avisos: tuple[Text, ...] = ()

    @property
    def procede(self) -> bool | None:
        """Whether everything that is asked is met."""
        return cumplen(self.requisitos)

    @property
    def usados(self) -> tuple[law.Used, ...]:
        """All that was read of the law, each thing once."""
        found = (*(r.explicado for r in self.requisitos), *self.pasos)
        return tuple(dict.fromkeys(used for one in found for used in one.used))


def cumplen(requisitos: tuple[Requisito, ...] | list[Requisito]) -> bool | None:
    """False if one is not met, None if one was not examined, else True."""
    answers = {requisito.cumple for requisito in requisitos}
    if False in answers:
        return False
    return None if None in answers else True


def explicar(calculo: Calculo) -> Explained:
    """The tree of any benefit: what is asked, then each step in the order in which it was computed."""
    nothing = "no procede" if calculo.procede is False else "no se calculó"
    return Explained(
        calculo.titulo,
        nothing if calculo.importe is None else calculo.importe,
        parts=(*(requisito.explicado for requisito in calculo.requisitos), *calculo.pasos),
    )


@dataclass(slots=True)
class Paso:
    """The step that is being computed."""

    valor: Money | Decimal | int | date | str | None = None
    como: Text | None = None

    def da(self, valor: V, como: Text | None = None) -> V:
        """Say what the step gives, and how."""
        self.valor, self.como = valor, como
        return valor


@dataclass(slots=True)
class Cuenta:
    """The steps and the requirements of a computation, as they are made."""

    pasos: list[Explained] = field(default_factory=list)
    requisitos: list[Requisito] = field(default_factory=list)

    @contextmanager
    def paso(self, titulo: Text, *cite: str) -> Iterator[Paso]:
        """Keep one step, with what is read of the law inside."""
        paso = Paso()
        with law.recording() as used:
            yield paso
        assert paso.valor is not None, "a step gives something"
        self.pasos.append(Explained(titulo, paso.valor, paso.como, cite, tuple(used)))

    def pide(self, examina: Callable[[], tuple[Text, bool | None]], *cite: str) -> bool | None:
        """Keep one requirement, with what is read of the law to examine it."""
        with law.recording() as used:
            texto, cumple = examina()
        self.requisitos.append(Requisito(texto, cumple, cite, tuple(used)))
        return cumple

    @property
    def procede(self) -> bool | None:
        """Whether all that was asked so far is met."""
        return cumplen(self.requisitos)


def parte(importe: Money, porcentaje: Decimal | Fraction, redondeo: Rounding) -> Money:
    """A percentage of an amount, rounded once.

    >>> from ventanilla.kernel.money import TRUNCATE
    >>> parte(Money("324214.90"), Decimal("13.00"), TRUNCATE)
    Money('42147.93')
    """
    return importe.times(Fraction(porcentaje) / _PERCENT, redondeo)


def en_vigor(key: str, on: date) -> date:
    """The day on which to read a rule that was already in force before its first row: that row's, for an older fact."""
    return max(on, law.history(key)[0].since)


def por_ciento(tasa: Decimal) -> str:
    """A percentage as it is written.

    >>> por_ciento(Decimal("100")), por_ciento(Decimal("2.450"))
    ('100', '2.45')
    """
    return f"{tasa.normalize():f}"
