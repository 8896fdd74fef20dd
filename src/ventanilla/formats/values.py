"""What people write in a cell for a number, a day or an NSS; and what a whole column says of how it was written.

"1,250" is a thousand and something in one list and one and a quarter in another; "03/04/2026" is in March or in April.
One cell cannot tell; a column usually can.

>>> number("$ 1,250.50"), number("1.250,50"), number("1,250"), number("1,250", comma=True)
(Decimal('1250.50'), Decimal('1250.50'), Decimal('1250'), Decimal('1.250'))
>>> decimal_comma(["687,70", "315,04", "1.250"]), month_first(["03/04/2026", "03/25/2026"])
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from ventanilla.domain.identifiers.names import plain as unaccented
from ventanilla.domain.identifiers.nss import LENGTH as NSS_LENGTH
from ventanilla.domain.identifiers.nss import is_valid as is_nss

from .sheet import Cell

MAX_NUMBER: Final = 40  # characters
MAX_DATE: Final = 60  # characters
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_FIRST_SERIAL: Final = 3_654  # 1 January 1910, as a workbook counts
_LAST_SERIAL: Final = 73_050  # the end of 2099
_DAY_ZERO: Final = date(1899, 12, 30)
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CURRENCY: Final = re.compile(r"\$|MXN|MXP|M\.?\s?N\.?|PESOS?|%", re.IGNORECASE)
_SHAPE: Final = re.compile(r"[0-9]*(?:[.,'][0-9]+)*[.,]?")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]{1,3}")
_APOSTROPHES: Final = "'´`’"
_ERROR: Final = re.compile(r"#(?:N/?A|#{2,}|[¡¿]?[A-ZÉ]+(?:/0)?[!?])|Err:[0-9]{3}", re.IGNORECASE)
_COMMA: Final = re.compile(r"[0-9.]*[0-9],(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_POINT: Final = re.compile(r"[0-9,]*[0-9]\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_TIME: Final = re.compile(
    r"(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*[ap]\.?\s*m\.?|Z)?$", re.IGNORECASE
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})")
_NAMED: Final = re.compile(
    r"(?:[A-Z]+,?\s+)?([0-9]{1,2})[-/. ]*(?:DE\s+)?([A-Z]{3,10})\.?[-/., ]*(?:DEL?\s+)?([0-9]{4}|[0-9]{2})"
)
_MONTHS: Final = {
    name: number + 1
    for names in (
        "ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC",
        "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
    )
    for number, name in enumerate(names.split())
}
_MONTHS["SET"] = 9


def said(cell: Cell) -> str:
    """A cell as a text: without the spaces around, the apostrophe that Excel puts before a text, and double spaces.

    >>> said("  '0123 "), said(Decimal("99178500015")), said(Decimal("1E+3")), said(None)
    ('0123', '99178500015', '1000', '')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "VERDADERO" if cell else "FALSO"
        case str():
            text = cell.strip()
            if "  " in text or not text.isprintable():
                text = _SPACES.sub(" ", text)
            return text.lstrip(_APOSTROPHES).strip() if text and text[0] in _APOSTROPHES else text
        case Decimal():
            return f"{cell:f}"
        case date():
            return f"{cell:%d/%m/%Y}"


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet shows for a formula that failed, or a number that did not fit.

    >>> [is_error(text) for text in ("#N/A", "#¡VALOR!", "#DIV/0!", "########", "# 12", "NU#EZ")]
    [True, True, True, True, False, False]
    """
    return bool(_ERROR.fullmatch(text)) if text[:1] in "#E" else False


def number(text: str, *, comma: bool = False) -> Decimal | None:
    """The number that a text writes, None where it writes none. ``comma``: the decimals come after a comma.

    A sign of pesos, spaces and separators of thousands may be in it. Only where both readings are possible does
    ``comma`` decide.

    >>> [number(text) for text in ("(1,500.00)", "12 345.5", "687,70", "x", "", "1,2,3", "9.5E+3")]
    [Decimal('-1500.00'), Decimal('12345.5'), Decimal('687.70'), None, None, None, Decimal('9500')]
    """
    if not text or len(text) > MAX_NUMBER:
        return None
    bare = _CURRENCY.sub("", _SPACES.sub("", text)).replace("'", "")
    negative = bare[:1] in "-−" or (bare[:1] == "(" and bare[-1:] == ")") or bare[-1:] == "-"
    bare = bare.strip("-−+()")
    if _SCIENTIFIC.fullmatch(bare):
        found = Decimal(bare.replace(",", "."))
        found = found.quantize(Decimal(1)) if found == found.to_integral_value() and found.adjusted() < 20 else found
        return (-found if negative else found) if found.adjusted() < 20 else None
    if not bare or not bare[0].isascii() or not _SHAPE.fullmatch(bare) or bare in ".,":
        return None
    whole = _without_thousands(bare, comma)
    if whole is None:
        return None
    return Decimal("-" + whole) if negative else Decimal(whole)


def _without_thousands(bare: str, comma: bool) -> str | None:
    """Digits with at most a point, of digits with points and commas."""
    mark = max(bare.rfind(","), bare.rfind("."))
    if mark < 0:
        return bare
    last = bare[mark]
    other = "." if last == "," else ","
    before, after = bare[:mark], bare[mark + 1 :]
    if other in before or last not in before:
        alone = other not in before
        grouped = len(after) == 3 and 1 <= len(before) <= 3 and before.isdigit() and before != "0"
        if not (alone and grouped and (last == ",") is not comma):
            return _joined(before, other, after)
        return before + after
    return _joined(bare, last, "")  # the same mark several times: thousands


def _joined(whole: str, mark: str, part: str) -> str | None:
    if mark in whole:
        first, *groups = whole.split(mark)
        if not 1 <= len(first) <= 3 or any(len(group) != 3 or not group.isdigit() for group in groups):
            return None
        whole = first + "".join(groups)
    if (whole and not whole.isdigit()) or (part and not part.isdigit()):
        return None
    return f"{whole or '0'}.{part}" if part else whole or None


def decimal_comma(texts: Iterable[str]) -> bool:
    """Whether a column writes its decimals after a comma: more cells can only be read so than the other way."""
    commas = points = 0
    for text in texts:
        bare = _CURRENCY.sub("", _SPACES.sub("", text[:MAX_NUMBER])).strip("-+()")
        commas += bool(_COMMA.fullmatch(bare))
        points += bool(_POINT.fullmatch(bare))
    return commas > points


class Reading(Enum):
    """How a day was read, or why it was not."""

    PLAIN = auto()
    SERIAL = auto()  # a number of days, as workbooks keep them
    TWO_DIGITS = auto()  # a year of two digits
    NONE = auto()  # nothing that looks like a day
    IMPOSSIBLE = auto()  # it looks like one, and there is no such day
    FAR = auto()  # outside FIRST_YEAR to LAST_YEAR


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether a column writes the month before the day; None where no cell tells and some could be either."""
    days = months = either = 0
    for text in texts:
        found = _YEAR_LAST.fullmatch(_TIME.sub("", text[:MAX_DATE]))
        if found:
            first, second = int(found[1]), int(found[2])
            days += first > 12 >= second
            months += second > 12 >= first
            either += first <= 12 and second <= 12 and first != second
    if days or months:
        return months > 0 and not days
    return None if either else False


def day(cell: Cell, *, month_first: bool = False, pivot: int = 60) -> tuple[date | None, Reading]:
    """The day of a cell, and how it was read. A year of two digits up to ``pivot`` is of this century.

    >>> [str(day(text)[0]) for text in ("15/01/2026", "2026-01-15 00:00:00", "15-ene-26", "15012026", "20260115")]
    ['2026-01-15', '2026-01-15', '2026-01-15', '2026-01-15', '2026-01-15']
    >>> day("31/02/2026")[1].name, day(Decimal("46037")), day("15 de enero de 2026")[0]
    ('IMPOSSIBLE', (datetime.date(2026, 1, 15), <Reading.SERIAL: 2>), datetime.date(2026, 1, 15))
    """
    if isinstance(cell, date):
        return _near(cell, Reading.PLAIN)
    if isinstance(cell, Decimal):
        return _of_digits(f"{cell.to_integral_value():f}") if cell.adjusted() < 9 else (None, Reading.NONE)
    if not isinstance(cell, str) or len(cell) > MAX_DATE:
        return None, Reading.NONE
    text = _TIME.sub("", said(cell))
    if text.isascii() and text.isdigit():
        return _of_digits(text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]), Reading.PLAIN)
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        year, how = _year(found[3], pivot)
        return _made(year, first, second, how) if month_first else _made(year, second, first, how)
    if found := _NAMED.fullmatch(unaccented(text)):
        month = _MONTHS.get(found[2][:3], 0)
        if month:
            year, how = _year(found[3], pivot)
            return _made(year, month, int(found[1]), how)
    return None, Reading.NONE


def _year(text: str, pivot: int) -> tuple[int, Reading]:
    if len(text) == 4:
        return int(text), Reading.PLAIN
    return (2000 if int(text) <= pivot else 1900) + int(text), Reading.TWO_DIGITS


def _of_digits(text: str) -> tuple[date | None, Reading]:
    """DDMMAAAA, AAAAMMDD (which no eight digits can both be), or the number of days of a workbook."""
    if len(text) in (7, 8):
        text = text.zfill(8)
        if FIRST_YEAR <= int(text[:4]) <= LAST_YEAR and 1 <= int(text[4:6]) <= 12:
            return _made(int(text[:4]), int(text[4:6]), int(text[6:]), Reading.PLAIN)
        return _made(int(text[4:]), int(text[2:4]), int(text[:2]), Reading.PLAIN)
    if len(text) <= 5 and text.lstrip("-") and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(text)), Reading.SERIAL
    return None, Reading.NONE


def _made(year: int, month: int, on: int, how: Reading) -> tuple[date | None, Reading]:
    try:
        return _near(date(year, month, on), how)
    except ValueError:
        return None, Reading.IMPOSSIBLE


def _near(found: date, how: Reading) -> tuple[date | None, Reading]:
    return (found, how) if FIRST_YEAR <= found.year <= LAST_YEAR else (None, Reading.FAR)


class Nss(Enum):
    """How an NSS was read."""

    PLAIN = auto()
    ZERO_LOST = auto()  # ten digits, and with a zero before them its check digit agrees
    SCIENTIFIC = auto()  # 9.91785E+10: its last digits are nowhere in the file


def nss(cell: Cell) -> tuple[str, Nss]:
    """The NSS that a cell writes, as it stands or with the zero that a spreadsheet dropped; nobody examined it.

    >>> nss(Decimal("1978500013")), nss("'99-17-85-0001-5"), nss("9.91785E+10")[1].name, nss("99178500015.0")[0]
    (('01978500013', <Nss.ZERO_LOST: 2>), ('99178500015', <Nss.PLAIN: 1>), 'SCIENTIFIC', '99178500015')
    """
    text = said(cell)
    if _SCIENTIFIC.fullmatch(text):
        return text, Nss.SCIENTIFIC
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]
    if not text.isdigit():
        text = _SPACES.sub("", text).replace("-", "").replace(".", "").replace("/", "").upper()
    if len(text) == NSS_LENGTH - 1 and text.isascii() and text.isdigit() and is_nss("0" + text):
        return "0" + text, Nss.ZERO_LOST
    return text, Nss.PLAIN
