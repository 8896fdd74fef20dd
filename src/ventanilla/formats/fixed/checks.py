"""The slow look at one line: it gives what each field says, or the finding that explains why it cannot be.

>>> from ventanilla.formats.finding import Place
>>> from .layout import CURP_PLACES, Field, Kind, Layout
>>> one = Line(Layout("AVISO", 8, (Field("fecha", 1, 8, Kind.DATE),)), "15132026", Place("A.TXT", 3))
>>> one.day("fecha"), str(one.findings[0].place), one.findings[0].code
(None, 'A.TXT, línea 3, columna 3', 'FECHA_IMPOSIBLE')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import permutations
from typing import Final

from ventanilla.domain.identifiers import Verdict, curp, nss, registro_patronal, rfc
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Nombre
from ventanilla.kernel.money import Money

from . import faults
from .faults import Told
from .layout import CURP_PLACES, Field, Kind, Layout, day
from .limits import Limits
from .lines import UNREADABLE
from .names import FEW, MANY, Part, enyes, mismatches, name
from .quick import Quick

FIRST_DAY: Final = date(1943, 1, 1)  # the institution began that year: no notice is older
LAST_DAY: Final = date(2099, 12, 31)
FIRST_BIRTH: Final = date(1880, 1, 1)
AHEAD: Final = timedelta(days=62)  # after today, where today is known: a notice may be filed before its day


@dataclass(slots=True)
class Line:
    """One line, in capitals, and what is found in it. ``on`` is today, None where nobody says it."""

    layout: Layout
    text: str
    place: Place
    on: date | None = None
    findings: list[Finding] = field(default_factory=list)
    length: int = 0
    wrong: list[Field] = field(default_factory=list)
    quick: Quick = field(default_factory=Quick)

    def __post_init__(self) -> None:
        self.length = len(self.text)
        self.text = self.text.ljust(self.layout.width)
        self.wrong = self.layout.wrong(self.text, fits=self.quick.fits)

    @property
    def faulty(self) -> bool:
        """Whether something in it keeps it from being read."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    def add(self, severity: Severity, where: Field | None, told: Told, offset: int = 0) -> None:
        """Tell something of a field, of its character ``offset``; of the whole line, where there is no field."""
        column = where.first + offset if where else offset
        self.findings.append(Finding(severity, self.place.at(column), where.name if where else "", *told))

    def error(self, named: str, told: Told, offset: int = 0) -> None:
        """The line cannot be read because of this."""
        self.add(Severity.ERROR, self.layout.by_name[named], told, offset)

    def warn(self, named: str, told: Told, offset: int = 0) -> None:
        """It is read, and somebody should look at this."""
        self.add(Severity.WARNING, self.layout.by_name[named], told, offset)

    def note(self, named: str, told: Told, offset: int = 0) -> None:
        """It is read in a way that is worth telling."""
        self.add(Severity.NOTE, self.layout.by_name[named], told, offset)

    def said(self, named: str) -> str:
        """The text of a field, as it is in the line."""
        return self.layout.by_name[named].of(self.text)

    def blank(self, named: str) -> bool:
        """Whether it says nothing: it has only spaces, or zeros."""
        where = self.layout.by_name[named]
        return where.empty(where.of(self.text))

    # -- the whole line

    def whole(self, longest: int = 0, short: Severity = Severity.NOTE) -> bool:
        """Whether its columns are where they should be; else it has the one finding that says where they are not.

        ``longest`` is how many columns may be there instead of the width: what passes the width is not read. ``short``:
        how grave it is to end before what may be blank.
        """
        layout, length = self.layout, len(self.text.rstrip())
        wrong = self.wrong
        displaced = layout.displaced(self.text, wrong)
        if displaced is not None:
            self.add(Severity.ERROR, None, faults.moved(displaced.by), displaced.column)
            return False
        if length > layout.width and length != longest:
            return self._long(wrong, length)
        lacking = [one for one in layout.fields if one.last > self.length]
        cut = [one for one in lacking if not one.may_end(self.text)]
        before = [one for one in wrong if one.last <= self.length and one.kind not in (Kind.REGISTRO, Kind.NSS)]
        if cut and before:
            told = faults.lost(layout.name, layout.width, self.length, before[0].name)
            self.add(Severity.ERROR, before[0], told, before[0].misfit(before[0].of(self.text)))
            return False
        if cut:
            column = max(self.length + 1, cut[0].first)
            told = faults.too_short(layout.name, layout.width, self.length, cut[0].name)
            self.findings.append(Finding(Severity.ERROR, self.place.at(column), cut[0].name, *told))
            return False
        if len(wrong) > layout.half():
            self.add(Severity.ERROR, None, faults.not_a_line(layout.name, len(wrong)), wrong[0].first)
            return False
        if any(one.kind is not Kind.CONST for one in lacking):
            self.add(short, None, faults.ended(layout.width, self.length), self.length + 1)
        return True

    def printable(self) -> bool:
        """Whether all its characters are written ones; else it has the finding."""
        if self.text.isprintable() and UNREADABLE not in self.text:
            return True
        for i, character in enumerate(self.text, 1):
            if character.isprintable() and character != UNREADABLE:
                continue
            told = faults.unreadable() if character == UNREADABLE else faults.control_character(ord(character))
            where = next((one for one in self.layout.fields if one.first <= i <= one.last), None)
            self.add(Severity.ERROR, where, told, i - where.first if where else i)
            return False
        return True

    def _long(self, wrong: list[Field], length: int) -> bool:
        layout = self.layout
        told = faults.too_long(layout.name, layout.width, length)
        if wrong:
            self.add(Severity.ERROR, wrong[0], told, wrong[0].misfit(wrong[0].of(self.text)))
            return False
        end = layout.fields[-1]
        in_place = end.kind is Kind.CONST and end.fits(end.of(self.text))  # so what comes after it is what is too much
        self.add(Severity.WARNING if in_place else Severity.ERROR, None, told, layout.width + 1)
        return in_place

    # -- identifiers

    def registro_and_nss(self) -> tuple[str, str]:
        """The registro patronal and the NSS, with which every line begins; "" with an error for one that cannot be."""
        registro, number = self.said("registro patronal"), self.said("NSS")
        crossed = not self.quick.nss(number) and nss.is_valid(registro) and registro_patronal.is_valid(number)
        if crossed:
            self.error("registro patronal", faults.swapped("El registro patronal", "el NSS"))
            return "", ""
        return (
            self._identifier("registro patronal", registro_patronal.examine, registro_patronal.suggest),
            self._identifier("NSS", nss.examine, nss.suggest),
        )

    def curp(self, missing: Severity | None, bad: Severity = Severity.ERROR) -> str:
        """The CURP; "" where there is none (``missing`` says how grave that is) or where it cannot be one (``bad``)."""
        if self.blank("CURP"):
            if missing is not None:
                self.add(missing, self.layout.by_name["CURP"], faults.missing("CURP"))
            return ""
        return self._identifier("CURP", partial(curp.examine, on=self.on), curp.suggest, bad)

    def rfc(self) -> str:
        """The RFC; "" where there is none, or where it cannot be one, which is no reason to leave out the line."""
        if self.blank("RFC"):
            return ""
        return self._identifier("RFC", lambda text: rfc.examine(enyes(text)), rfc.suggest, Severity.WARNING)

    def _identifier(
        self,
        named: str,
        examine: Callable[[str], Verdict],
        suggest: Callable[[str], tuple[str, ...]],
        bad: Severity = Severity.ERROR,
    ) -> str:
        where, chunk = self.layout.by_name[named], self.said(named)
        if self.quick.sure(where.kind, chunk, self.on):
            return chunk
        if not chunk.strip():
            self.add(bad, where, faults.missing(named))
            return ""
        verdict = examine(chunk)
        if verdict.reason is not None:
            offset = CURP_PLACES.get(verdict.code, 0) or where.misfit(chunk)
            told = verdict.reason, faults.number_fix(named, suggest(chunk))
            self.add(Severity.WARNING if verdict.accepted else bad, where, told, offset)
        return verdict.normalized if verdict.accepted else ""

    # -- names

    def names(self) -> Whole | None:
        """A name in three fields; None with an error where there is none."""
        fields = ("primer apellido", "segundo apellido", "nombre")
        parts = [name(self.said(one), given=one == "nombre") for one in fields]
        if not parts[2].text or not (parts[0].text or parts[1].text):
            lacks = fields[2] if not parts[2].text and (parts[0].text or parts[1].text) else fields[0]
            self.error(lacks, faults.missing(lacks if parts[2].text or lacks == fields[2] else "nombre completo"))
            return None
        for one, part in zip(fields, parts, strict=True):
            self.odd_name(one, part, 0)
        return self.arranged(fields[0], *parts)

    def arranged(self, named: str, primer: Part, segundo: Part, nombres: Part) -> Whole:
        """A name of its parts; an only surname, written as the second, is told."""
        if not primer.text:
            self.warn(named, faults.first_surname_missing())
            return Whole(segundo, primer, nombres, sure=False)
        return Whole(primer, segundo, nombres)

    def odd_name(self, named: str, part: Part, offset: int) -> None:
        """Tell what is odd in a part of a name that begins ``offset`` characters after its field."""
        if part.sign >= 0:
            self.warn(named, faults.name_sign(part.text), offset + part.sign)
        elif part.hole >= 0:
            self.warn(named, faults.name_hole(part.text), offset + part.hole)
        elif part.doubtful >= 0:
            self.note(named, faults.name_doubtful(part.text), offset + part.doubtful)
        elif part.indented:
            self.note(named, faults.name_indented(part.text), offset)

    def same_person(self, said: str, whole: Whole, named: str, first: date | None) -> None:
        """Compare a CURP with the name (``named``: the field where it begins) and with the day of the line."""
        born = curp.birth(said)
        if first is not None and born > first:
            self.warn("CURP", faults.born_later(born, first))
        wrong = mismatches(said, whole.primer, whole.segundo, whole.nombres)
        if wrong < FEW or not whole.sure:
            return
        if whole.reordered(said, 0 if wrong < MANY else _ALIKE):
            self.warn(named, faults.name_order())
        elif wrong >= MANY:
            self.warn("CURP", faults.curp_of_another())

    # -- days, numbers and codes

    def day(self, named: str, first: date = FIRST_DAY) -> date | None:
        """A day; None with an error where there is none, or one that cannot be."""
        chunk = self.said(named)
        found = day(chunk)
        if self.blank(named):
            self.error(named, faults.missing(named))
        elif found is None:
            self.error(named, faults.date_written(named, chunk), _day_misfit(chunk))
        elif not first <= found <= LAST_DAY:
            self.error(named, faults.date_outside(named, found, first, LAST_DAY), _YEAR)
            return None
        elif self.on is not None and found > self.on + AHEAD:
            self.warn(named, faults.date_future(named, found, self.on))
        return found

    def number(self, named: str) -> int | None:
        """A number, zero where it is blank; None with an error for anything but digits, with spaces or zeros before."""
        chunk = self.said(named)
        body = chunk.lstrip(" ")
        if not body:
            return 0
        if body.isascii() and body.isdigit():
            return int(body)
        where = len(chunk) - len(body) + next(i for i, c in enumerate(body) if c not in "0123456789")
        self.error(named, faults.digits(named, chunk, len(chunk)), where)
        return None

    def code(self, named: str) -> str:
        """One of the codes of a field; "" with an error for any other."""
        where, said = self.layout.by_name[named], self.said(named)
        if said in where.codes:
            return said
        if where.optional and self.blank(named):
            return "0"
        if not said.strip():
            self.error(named, faults.missing(named))
        else:
            self.error(named, faults.code(named, said, ", ".join(where.codes)))
        return ""

    def fillers(self) -> None:
        """Warn of what is written where nothing goes, and of another last sign."""
        for one in self.layout.fields:
            chunk = one.of(self.text)
            if one.kind is Kind.FILLER and not one.fits(chunk):
                self.warn(one.name, faults.filler(one.name, chunk.strip()), one.misfit(chunk))
            elif one.kind is Kind.CONST and one.optional and not one.fits(chunk):
                self.warn(one.name, faults.last_sign(chunk, one.said))

    def wage(self, named: str, on: date | None, limits: Limits | None) -> Money | None:
        """A daily wage in centavos; compared with the ``limits`` of its day. None with an error where it is none."""
        centavos = self.number(named)
        if centavos is None:
            return None
        if centavos == 0:
            self.error(named, faults.wage_zero(named))
            return None
        amount = Money.of_centavos(centavos)
        if on is not None and limits is not None:
            if limits.cap is not None and centavos > limits.cap:
                self.warn(named, faults.wage_over(amount, Money.of_centavos(limits.cap), on))
            elif limits.minimum is not None and centavos < limits.minimum:
                self.warn(named, faults.wage_under(amount, Money.of_centavos(limits.minimum), on))
        return amount


@dataclass(frozen=True, slots=True)
class Whole:
    """A name by its parts, as they were read; not ``sure`` where an only surname was in the place of the second."""

    primer: Part
    segundo: Part
    nombres: Part
    sure: bool = True

    @property
    def nombre(self) -> Nombre:
        """As the records have it."""
        return Nombre(self.primer.text, self.segundo.text, self.nombres.text)

    def reordered(self, said: str, at_most: int) -> bool:
        """Whether its parts, in another order, are those of a CURP, with ``at_most`` letters that are not."""
        texts = (self.primer.text, self.segundo.text, self.nombres.text)
        for one, two, three in permutations(texts):
            if one and three and mismatches(said, name(one), name(two), name(three, given=True)) <= at_most:
                return True
        return False


_ALIKE: Final = 1  # letters that a CURP may have otherwise
_YEAR: Final = 4  # where it begins in DDMMAAAA
_MONTH: Final = 2


def _day_misfit(text: str) -> int:
    """Which part of a day cannot be, from 0: a character that is no digit, the month, the year or the day."""
    wrong = next((i for i, c in enumerate(text) if c not in "0123456789"), -1)
    if wrong >= 0:
        return wrong
    if not 1 <= int(text[2:4]) <= 12:
        return _MONTH
    return _YEAR if int(text[4:]) == 0 else 0
