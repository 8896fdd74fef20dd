"""What the cells of a column look like: the share of them that are an NSS, a day, a wage, a name.

>>> Perfil.of(["99178500015", "9917-85-0001-5", "x"]).nss
66
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.identifiers import curp as curp_rules
from ventanilla.domain.identifiers import nss as nss_rules
from ventanilla.domain.identifiers import registro_patronal, rfc
from ventanilla.domain.identifiers.names import plain as unaccented
from ventanilla.formats.nombres import GIVEN, SURNAMES
from ventanilla.formats.sheet import Cell
from ventanilla.formats.values import Nss, Reading, day, nss, number, said

from . import palabras
from .campos import Contenido

SAMPLE: Final = 400  # cells of a column that are looked at, from top to bottom
_CURP: Final = re.compile(r"[A-ZÑ]{4}[0-9OI]{6}[HMX][A-Z]{5}[A-Z0-9]{2}")
_RFC: Final = re.compile(r"[A-ZÑ&]{3,4}[- ]?[0-9]{6}[- ]?(?:[A-Z0-9]{3})?")
_REGISTRO: Final = re.compile(r"[A-Z][0-9]{2}[- ]?[0-9]{5}[- ]?[0-9]{2}[- ]?[0-9]")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}(?:[ .,$/#'-]+[^\W\d_]+)*[ .]*")
_CREDIT: Final = re.compile(r"[0-9]{9,11}")
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9 ./_-]{0,13}", re.IGNORECASE)
_LEAST_WAGE: Final = 30  # pesos a day: from here up a number may be a wage
_MOST_WAGE: Final = 200_000
_MOST_DAYS: Final = 400
_LONGEST_CODE: Final = 60  # characters of a word for a code
_CODES: Final[dict[str, Callable[[str], str]]] = {
    "movements": palabras.movimiento,
    "sexes": lambda text: palabras.sexo(text, hombre_mujer=False),
    "causes": palabras.causa,
    "branches": palabras.rama,
    "discounts": palabras.descuento,
    "workers": palabras.tipo_trabajador,
    "wage_kinds": palabras.tipo_salario,
    "shifts": palabras.jornada,
}


@dataclass(frozen=True, slots=True)
class Perfil:
    """Whole percents of the ``n`` cells that have something; ``wages`` are the numbers among them, in order."""

    n: int
    nss: int = 0
    nss_like: int = 0
    curp: int = 0
    curp_like: int = 0
    rfc: int = 0
    registro: int = 0
    days: int = 0
    serials: int = 0
    numbers: int = 0
    wages: int = 0
    counts: int = 0
    words: int = 0
    several: int = 0  # of more than one word
    given: int = 0  # begin or end with a common given name
    surnames: int = 0
    codes: int = 0
    credits: int = 0
    movements: int = 0
    sexes: int = 0
    causes: int = 0
    branches: int = 0
    discounts: int = 0
    workers: int = 0
    wage_kinds: int = 0
    shifts: int = 0
    distinct: int = 0
    median: Decimal = Decimal(0)

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Perfil:
        """Of a column, or of a sample of it."""
        kept = [cell for cell in cells if said(cell)]
        total = len(kept)
        if not total:
            return cls(0)
        texts = [said(cell) for cell in kept]
        seen = [_of_cell(cell, text) for cell, text in zip(kept, texts, strict=True)]

        def share(name: str) -> int:
            return 100 * sum(name in one for one in seen) // total

        amounts = sorted(amount for cell, text in zip(kept, texts, strict=True) if (amount := _amount(cell, text)))
        return cls(
            n=total,
            distinct=100 * len(set(texts)) // total,
            median=amounts[len(amounts) // 2] if amounts else Decimal(0),
            **{name: share(name) for name in _NAMES},
        )

    def fits(self, content: Contenido) -> float:
        """How much of the column may be that content, from 0 to 1; an empty one may be anything."""
        if not self.n:
            return 0.5
        shares = {
            Contenido.NSS: max(self.nss, self.nss_like // 2),
            Contenido.CURP: max(self.curp, self.curp_like * 4 // 5),
            Contenido.RFC: self.rfc,
            Contenido.REGISTRO: self.registro,
            Contenido.PALABRAS: self.words,
            Contenido.FECHA: max(self.days, self.serials * 4 // 5),
            Contenido.SALARIO: self.wages,
            Contenido.IMPORTE: self.numbers,
            Contenido.CUENTA: self.counts,
            Contenido.CODIGO: self.codes if not self.days else self.codes // 4,
            Contenido.CREDITO: self.credits,
            Contenido.TEXTO: 60,
            Contenido.MOVIMIENTO: self.movements,
            Contenido.SEXO: self.sexes,
            Contenido.CAUSA: self.causes,
            Contenido.RAMA: self.branches,
            Contenido.DESCUENTO: self.discounts,
            Contenido.TRABAJADOR: self.workers,
            Contenido.TIPO_SALARIO: self.wage_kinds,
            Contenido.JORNADA: self.shifts,
        }
        return shares[content] / 100


_NAMES: Final = (
    "nss", "nss_like", "curp", "curp_like", "rfc", "registro", "days", "serials", "numbers", "wages", "counts", "words",
    "several", "given", "surnames", "codes", "credits", *_CODES,
)  # fmt: skip


def _amount(cell: Cell, text: str) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else number(text) if isinstance(cell, str) else None


def _of_cell(cell: Cell, text: str) -> frozenset[str]:
    found: set[str] = set()
    upper = text.upper()
    written, how = nss(cell)
    if how is Nss.SCIENTIFIC or (len(written) in (10, 11) and written.isdigit()):
        found.add("nss_like")
        if nss_rules.is_valid(written):
            found.add("nss")
    if isinstance(cell, str):
        if _CURP.fullmatch(upper.replace(" ", "")):
            found.add("curp_like")
            if curp_rules.is_valid(upper):
                found.add("curp")
        elif _RFC.fullmatch(upper) and rfc.is_valid(upper):
            found.add("rfc")
        elif _REGISTRO.fullmatch(upper) and registro_patronal.examine(upper, imported=True).accepted:
            found.add("registro")
        if _LETTERS.fullmatch(text):
            found.add("words")
            _names(text, found)
    if len(text) <= _LONGEST_CODE and not isinstance(cell, bool | date):
        found.update(name for name, of in _CODES.items() if of(text))
    on, reading = day(cell) if not isinstance(cell, bool) else (None, Reading.NONE)
    if isinstance(cell, date) or (isinstance(cell, str) and on is not None and reading is not Reading.SERIAL):
        found.add("days")
    elif on is not None or reading is Reading.IMPOSSIBLE:
        found.add("serials" if reading is Reading.SERIAL else "days")
    amount = _amount(cell, text)
    if amount is not None:
        found.add("numbers")
        if _LEAST_WAGE <= amount <= _MOST_WAGE:
            found.add("wages")
        if 0 <= amount <= _MOST_DAYS and amount == amount.to_integral_value():
            found.add("counts")
    if not isinstance(cell, date) and _CODE.fullmatch(text):
        found.add("codes")
    if _CREDIT.fullmatch(text.replace(" ", "")) and "nss" not in found:
        found.add("credits")
    return frozenset(found)


def _names(text: str, found: set[str]) -> None:
    words = unaccented(text.replace("$", " ").replace("/", " ").replace(",", " ")).split()
    if len(words) > 1:
        found.add("several")
    if words and (words[0] in GIVEN or words[-1] in GIVEN):
        found.add("given")
    if words and (words[0] in SURNAMES or words[-1] in SURNAMES):
        found.add("surnames")
