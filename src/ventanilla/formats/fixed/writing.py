"""What keeps a file from being written: all of it is told at once, and then not a byte is.

>>> from ventanilla.formats.finding import Place
>>> refusals = Refusals()
>>> refusals.add(Place("ALTAS.TXT", 7), "NSS", *lacking("NSS"))
>>> try:
...     refusals.check()
... except NotWritable as error:
...     print(error)
No se escribió el archivo: 1 dato(s) no caben en él. ALTAS.TXT, línea 7: Falta un dato que este formato lleva (NSS).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ventanilla.domain.identifiers import Verdict, curp, nss, registro_patronal
from ventanilla.domain.identifiers.names import plain
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.refusal import BadInput
from ventanilla.kernel.text import Text

from . import faults
from .checks import FIRST_DAY, LAST_DAY
from .layout import Field
from .names import enye, folded

END: Final = b"\r\n"


class NotWritable(BadInput):
    """A format cannot carry what it was given; ``findings`` has every datum, with the place that said it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(
            first.field,
            Text(
                "NO_SE_PUEDE_ESCRIBIR",
                "No se escribió el archivo: {n} dato(s) no caben en él. {donde}: {causa}",
                n=len(self.findings),
                donde=str(first.place),
                causa=str(first.cause),
            ),
        )


@dataclass(slots=True)
class Refusals:
    """The findings of all the records that are to be written."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, place: Place, named: str, cause: Text, fix: Text) -> None:
        """A datum that cannot be written."""
        self.findings.append(Finding(Severity.ERROR, place, named, cause, fix))

    def check(self) -> None:
        """NotWritable if there is any."""
        if self.findings:
            raise NotWritable(self.findings)


@dataclass(slots=True)
class Writing:
    """The data of one record as the text of its fields; what cannot be goes to ``refusals``, and "" in its place."""

    place: Place
    refusals: Refusals
    sign: str  # that stands for Ñ

    def refuse(self, named: str, told: faults.Told) -> str:
        """Tell why, and write nothing."""
        self.refusals.add(self.place, named, *told)
        return ""

    def number(self, named: str, text: str, verdict: Verdict) -> str:
        """An identifier, exactly as it is written."""
        if not text:
            return self.refuse(named, lacking(named))
        if not verdict.accepted:
            assert verdict.reason is not None
            return self.refuse(named, (verdict.reason, faults.number_fix(named, ())))
        return verdict.normalized

    def registro(self, text: str) -> str:
        """The registro patronal."""
        return self.number("registro patronal", text, registro_patronal.examine(text))

    def nss(self, text: str) -> str:
        """The NSS."""
        return self.number("NSS", text, nss.examine(text))

    def curp(self, text: str, *, required: bool) -> str:
        """The CURP, "" where it may lack."""
        return self.number("CURP", text, curp.examine(text)) if text or required else ""

    def day(self, named: str, said: date | None) -> str:
        """DDMMAAAA of a day that a reader takes."""
        if said is None:
            return self.refuse(named, lacking(named))
        if not FIRST_DAY <= said <= LAST_DAY:
            return self.refuse(named, faults.date_outside(named, said, FIRST_DAY, LAST_DAY))
        return written(said)

    def code(self, named: str, text: str, known: str) -> str:
        """One of the codes of the format."""
        if not text:
            return self.refuse(named, lacking(named))
        if len(text) != 1 or text not in known:
            return self.refuse(named, faults.code(named, text, ", ".join(known)))
        return text

    def wage(self, where: Field, amount: Money | None) -> str:
        """A daily wage in centavos."""
        if amount is None:
            return self.refuse(where.name, lacking(where.name))
        if amount.centavos <= 0:
            return self.refuse(where.name, faults.wage_zero(where.name))
        return self.whole_number(where, amount.centavos)

    def whole_number(self, where: Field, number: int) -> str:
        """A number that is not negative, in as many digits as there are."""
        if not 0 <= number < 10**where.width:
            return self.refuse(where.name, does_not_fit(where.name, str(number), where.width))
        return str(number)

    def text(self, where: Field, said: str) -> str:
        """Free text, in capitals and without accents; never cut."""
        text = folded(said, self.sign)
        if text is None or enye(text) != plain(said):  # a Ñ that would not be read back as one
            return self.refuse(where.name, no_letter(where.name, said))
        return self.fits(where, text, said)

    def part(self, where: Field, said: str) -> str:
        """A part of a name, in capitals and without accents; never cut."""
        text = folded(said, self.sign)
        if text is None:
            return self.refuse(where.name, no_letter(where.name, said))
        return self.fits(where, text, said)

    def fits(self, where: Field, text: str, said: str) -> str:
        """Text that has no more characters than there are columns; ``said`` is what was given."""
        if len(text) > where.width:
            return self.refuse(where.name, does_not_fit(where.name, said, where.width))
        return text

    def has_name(self, nombre: Nombre | None, named: str) -> bool:
        """Whether somebody has a given name and a surname; else it is told."""
        if nombre is None or not nombre.nombres.strip() or not nombre.primer_apellido.strip():
            self.refuse(named, lacking("nombre y un apellido"))
            return False
        return True


def written(day: date) -> str:
    """DDMMAAAA.

    >>> written(date(2026, 1, 15))
    '15012026'
    """
    return f"{day.day:02d}{day.month:02d}{day.year:04d}"


def lacking(named: str) -> faults.Told:
    """A datum that the format always carries."""
    return (
        Text("DATO_QUE_FALTA", "Falta un dato que este formato lleva ({campo}).", campo=named),
        Text("DATO_QUE_FALTA_REMEDIO", "Complételo en el archivo de donde viene, y escriba de nuevo."),
    )


def does_not_fit(named: str, said: str, width: int) -> faults.Told:
    """It has more characters than there are columns, and is not cut."""
    return (
        Text(
            "NO_CABE",
            "«{texto}» no cabe en {campo}: hay {ancho} columnas, y no se recorta.",
            texto=said,
            campo=named,
            ancho=width,
        ),
        Text("NO_CABE_REMEDIO", "Presente a esa persona por el portal, o abrevie usted el dato y revíselo."),
    )


def no_letter(named: str, said: str) -> faults.Told:
    """A letter or a sign that the format does not have."""
    return (
        Text(
            "LETRA_SIN_LUGAR",
            "En {campo}, «{texto}» tiene una letra o un signo que este formato no puede llevar.",
            campo=named,
            texto=said,
        ),
        Text("LETRA_SIN_LUGAR_REMEDIO", "Escríbalo con letras del español, sin los signos # / ¥ $."),
    )


def twice(first: Place) -> faults.Told:
    """The same worker, movement and day were given before, by another place."""
    return (
        Text(
            "MOVIMIENTO_REPETIDO",
            "La misma persona tiene otro movimiento igual, con la misma fecha: {primero}.",
            primero=str(first),
        ),
        Text("MOVIMIENTO_REPETIDO_REMEDIO", "Deje uno de los dos."),
    )
