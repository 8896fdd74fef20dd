"""The values of a node, in the domain's types, and what is wrong in each with its place.

A value that cannot be used is left out with an ERROR; one that is odd is kept with a WARNING; blanks at its ends are
taken off with a NOTE.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from ventanilla.domain.identifiers import Severity as Accepted
from ventanilla.domain.identifiers import Verdict
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.text import Text

from .places import Places

MAX_FINDINGS: Final = 300  # of one file: whoever has more has another problem
MAX_SHOWN: Final = 60  # letters of a value that are repeated back
_BLANKS: Final = " \t\r\n"
_MONEY: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?")
_GROUPED: Final = re.compile(r"-?\$? ?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,12})?|-?\$ ?[0-9]{1,15}(?:\.[0-9]{1,12})?")
_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEARS: Final = range(1900, 2200)  # a date of another one is mistyped
_CENT: Final = Decimal("0.01")


@dataclass(slots=True)
class Report:
    """What has been found in one file, in whatever order."""

    places: Places
    found: list[Finding] = field(default_factory=list)

    def add(self, severity: Severity, place: Place, name: str, cause: Text, fix: Text) -> None:
        """Keep one, while there is room; the last says that there was no more."""
        if len(self.found) < MAX_FINDINGS:
            self.found.append(Finding(severity, place, name, cause, fix))
        elif len(self.found) == MAX_FINDINGS:
            cause = Text(
                "DEMASIADOS_HALLAZGOS",
                "El archivo tiene más de {limite} faltas; no se listan las demás.",
                limite=MAX_FINDINGS,
            )
            fix = Text("DEMASIADOS_HALLAZGOS_REMEDIO", "Corrija las primeras y revíselo otra vez.")
            self.found.append(Finding(Severity.WARNING, Place(self.places.name), "", cause, fix))


@dataclass(frozen=True, slots=True)
class Node:
    """An element with the name its findings give it; ``element`` None where the document has none (``above`` has)."""

    report: Report
    element: etree._Element | None
    label: str
    above: etree._Element

    def place(self, attribute: str = "") -> Place:
        """Where an attribute is, or the node, or what it should be in."""
        return self.report.places.of(self.above if self.element is None else self.element, attribute)

    def tell(self, severity: Severity, attribute: str, cause: Text, fix: Text) -> None:
        """A finding about an attribute, or about the node where it is ""."""
        name = f"{self.label}/@{attribute}" if attribute else self.label
        self.report.add(severity, self.place(attribute), name, cause, fix)

    def text(self, attribute: str) -> str:
        """The value without the blanks at its ends, which are told; "" if it is not there. Ask once for each."""
        value = None if self.element is None else self.element.get(attribute)
        if value is None:
            return ""
        trimmed = value.strip(_BLANKS)
        if trimmed != value:
            self.tell(
                Severity.NOTE,
                attribute,
                Text("ESPACIOS", "El dato lleva espacios al principio o al final; se leyó sin ellos."),
                Text("ESPACIOS_REMEDIO", "Quítelos en el programa de nómina: «{limpio}».", limpio=shown(trimmed)),
            )
        return trimmed

    def has(self, attribute: str) -> bool:
        """Whether it is there, and not empty."""
        return self.element is not None and bool((self.element.get(attribute) or "").strip(_BLANKS))

    def required(self, attribute: str, why: Text) -> None:
        """Tell that an attribute is missing, or empty, if it is."""
        if not self.has(attribute):
            fix = Text("DATO_AUSENTE_REMEDIO", "Captúrelo en el programa de nómina.")
            self.tell(Severity.WARNING, attribute, why, fix)

    def money(self, attribute: str) -> Money | None:
        """An amount in pesos; None if it is not there or cannot be read."""
        value = self.text(attribute)
        if not value:
            return None
        if _GROUPED.fullmatch(value):
            plain = value.translate({ord(each): None for each in "$, "})
            self.tell(
                Severity.NOTE,
                attribute,
                Text("IMPORTE_CON_ADORNOS", "El importe «{dicho}» lleva comas o signo de pesos.", dicho=shown(value)),
                Text("IMPORTE_CON_ADORNOS_REMEDIO", "Escríbalo como {limpio}.", limpio=plain),
            )
            value = plain
        if not _MONEY.fullmatch(value):
            self.tell(
                Severity.ERROR,
                attribute,
                Text("IMPORTE_ILEGIBLE", "«{dicho}» no es un importe, y se dejó fuera.", dicho=shown(value)),
                Text("IMPORTE_ILEGIBLE_REMEDIO", "Escriba pesos con punto y dos decimales: 1234.50."),
            )
            return None
        return self._rounded(attribute, Decimal(value))

    def _rounded(self, attribute: str, exact: Decimal) -> Money:
        if exact < 0:
            self.tell(
                Severity.WARNING,
                attribute,
                Text("IMPORTE_NEGATIVO", "El importe {dicho} es negativo, que un recibo no admite.", dicho=str(exact)),
                Text("IMPORTE_NEGATIVO_REMEDIO", "Regístrelo como deducción o como otro pago, según corresponda."),
            )
        if exact != exact.quantize(_CENT):
            amount = Money.of_centavos(100).times(exact, HALF_UP)
            self.tell(
                Severity.NOTE,
                attribute,
                Text(
                    "IMPORTE_REDONDEADO",
                    "{dicho} tiene más de dos decimales; se leyó {leido}.",
                    dicho=str(exact),
                    leido=str(amount),
                ),
                Text("IMPORTE_REDONDEADO_REMEDIO", "Escriba el importe con dos decimales."),
            )
            return amount
        return Money(exact)

    def number(self, attribute: str) -> Decimal | None:
        """A number that is not negative; None if it is not there or cannot be read."""
        value = self.text(attribute)
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            self.tell(
                Severity.ERROR,
                attribute,
                Text("NUMERO_ILEGIBLE", "«{dicho}» no es un número, y se dejó fuera.", dicho=shown(value)),
                Text("NUMERO_ILEGIBLE_REMEDIO", "Escriba solo dígitos, con punto si lleva decimales."),
            )
            return None
        return Decimal(value)

    def date(self, attribute: str) -> date | None:
        """A date (AAAA-MM-DD, with an hour that is told); None if it is not there or cannot be."""
        value = self.text(attribute)
        if not value:
            return None
        found = _DATE.match(value)
        rest = value[found.end() :] if found else ""
        try:
            day = date(*map(int, found.groups())) if found and rest[:1] in ("", "T", " ") else None
        except ValueError:
            day = None
        if day is None or day.year not in _YEARS:
            self.tell(
                Severity.ERROR,
                attribute,
                Text("FECHA_ILEGIBLE", "«{dicho}» no es una fecha que exista, y se dejó fuera.", dicho=shown(value)),
                Text("FECHA_ILEGIBLE_REMEDIO", "Escríbala como año, mes y día: 2026-03-15."),
            )
            return None
        if rest:
            self.tell(
                Severity.NOTE,
                attribute,
                Text("FECHA_CON_HORA", "La fecha «{dicho}» lleva hora, que no se usa.", dicho=shown(value)),
                Text("FECHA_CON_HORA_REMEDIO", "Escriba solo la fecha: {dia}.", dia=day.isoformat()),
            )
        return day

    def identifier(
        self,
        attribute: str,
        examine: Callable[[str], Verdict],
        suggest: Callable[[str], tuple[str, ...]],
        *,
        dashes: bool = False,
    ) -> str:
        """A number of the domain as it is normalised; "" if it is not there, is wrong, or is nobody's.

        ``dashes``: the format admits it with them, so it is no oddity. What a slip would explain is offered.
        """
        value = self.text(attribute)
        if not value:
            return ""
        verdict = examine(value)
        if verdict.reason is not None:
            self.tell(_SEVERITY[verdict.severity], attribute, verdict.reason, _fix(value, suggest(value)))
        elif verdict.normalized != value and not dashes:
            self.tell(
                Severity.NOTE,
                attribute,
                Text("NUMERO_CON_ADORNOS", "«{dicho}» se leyó {leido}.", dicho=shown(value), leido=verdict.normalized),
                Text("NUMERO_CON_ADORNOS_REMEDIO", "Escríbalo sin espacios ni guiones y con mayúsculas."),
            )
        return verdict.normalized if verdict.severity in (Accepted.OK, Accepted.WARNING) else ""


_SEVERITY: Final = {
    Accepted.OK: Severity.NOTE,
    Accepted.WARNING: Severity.WARNING,
    Accepted.GENERIC: Severity.WARNING,
    Accepted.ERROR: Severity.ERROR,
}


def shown(value: str) -> str:
    """As much of a value as is repeated back, on one line.

    >>> shown("un\\ndos"), len(shown("x" * 1000))
    ('un dos', 61)
    """
    whole = "".join(each if each.isprintable() else " " for each in value[: MAX_SHOWN + 1])
    return whole if len(whole) <= MAX_SHOWN else whole[:MAX_SHOWN] + "…"


def _fix(value: str, meant: tuple[str, ...]) -> Text:
    if meant:
        return Text(
            "IDENTIFICADOR_QUIZA",
            "Dice «{dicho}». Quizá sea {propuesto}: compruébelo con un documento oficial y corríjalo en su nómina.",
            dicho=shown(value),
            propuesto=" o ".join(meant),
        )
    return Text(
        "IDENTIFICADOR_REMEDIO",
        "Dice «{dicho}». Cópielo de un documento oficial y corríjalo en su programa de nómina.",
        dicho=shown(value),
    )
