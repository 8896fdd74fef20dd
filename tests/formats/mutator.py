"""Faults put into good files, by somebody who has read the layouts and never the parser: it knows none of its codes.

The layouts are written down here again, from the institution's documents. Each fault says where it is; nothing else of
the file is touched. What is drawn comes from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.identifiers import nss as nss_module
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.synthetic.draw import Numbers, stream
from ventanilla.synthetic.people import Wanted, draw_person

Field = tuple[int, int]  # first and last column, from 1

# IDSE, 168 columns (file-formats, section 1).
REGISTRO: Final[Field] = (1, 11)
NSS: Final[Field] = (12, 22)
PRIMERO: Final[Field] = (23, 49)
SEGUNDO: Final[Field] = (50, 76)
NOMBRES: Final[Field] = (77, 103)
SALARIO: Final[Field] = (104, 109)
TRABAJADOR: Final[Field] = (116, 116)
TIPO_SALARIO: Final[Field] = (117, 117)
JORNADA: Final[Field] = (118, 118)
FECHA: Final[Field] = (119, 126)
UMF: Final[Field] = (127, 129)
TIPO: Final[Field] = (132, 133)
GUIA: Final[Field] = (134, 138)
CURP: Final[Field] = (150, 167)
FINAL: Final[Field] = (168, 168)
WHOLE: Final[Field] = (1, 400)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a line: any column from ``first`` to ``last`` is where it is."""

    kind: str
    line: int
    first: int
    last: int


def good_lines(seed: int, number: int) -> list[str]:
    """So many altas of one employer, as the institution's document writes them."""
    rng = stream(seed, "mutator")
    numbers = Numbers()
    registro = registro_patronal.compose("Z12", 34567, "10")
    lines = []
    for n in range(number):
        person = draw_person(rng, numbers, Wanted(date(1950, 1, 1), date(2004, 12, 31)))
        alta = date(2026, 1, 1) + timedelta(days=rng.randrange(150))
        own = nss_module.compose("99", 1972 + rng.randrange(50), person.nacimiento.year, n % 10000)
        names = [_plain(part) for part in (person.primer_apellido, person.segundo_apellido, person.nombre)]
        lines.append(
            f"{registro}{own}{names[0]:<27}{names[1]:<27}{names[2]:<27}"
            f"{rng.randrange(31504, 250000):06d}      {rng.randint(1, 4)}{rng.randint(0, 2)}{rng.randint(0, 6)}"
            f"{alta:%d%m%Y}{rng.randrange(1, 200):03d}  0801400{n % 10**10:010d} {person.curp}9"
        )
        assert len(lines[-1]) == 168, names
    return lines


def _plain(name: str) -> str:
    import unicodedata

    kept = [c if c == "Ñ" else unicodedata.normalize("NFD", c)[0] for c in name.upper()]
    return "".join(kept).replace("Ñ", "#")[:27]


def control(number: int) -> str:
    """The last record of a file."""
    return "*" * 13 + " " * 43 + f"{number:06d}" + " " * 71 + "01400" + " " * 29 + "9"


def as_file(lines: list[str], *, count: int | None = None, newline: str = "\r\n") -> bytes:
    """A whole file, with its control record."""
    return newline.join([*lines, control(len(lines) if count is None else count), ""]).encode("ascii")


# -- faults of one line


def _put(line: str, field: Field, text: str) -> str:
    first, last = field
    assert len(text) == last - first + 1, (field, text)
    return line[: first - 1] + text + line[last:]


def _get(line: str, field: Field) -> str:
    return line[field[0] - 1 : field[1]]


def _change_digit(text: str, at: int, rng: random.Random) -> str:
    other = rng.choice([d for d in "0123456789" if d != text[at]])
    return text[:at] + other + text[at + 1 :]


Change = Callable[[str, random.Random], tuple[str, Field]]


def _digit_of(field: Field) -> Change:
    def change(line: str, rng: random.Random) -> tuple[str, Field]:
        text = _get(line, field)
        places = [n for n, c in enumerate(text) if c.isdigit()]
        return _put(line, field, _change_digit(text, places[-1], rng)), field

    return change


def _letter_in(field: Field) -> Change:
    def change(line: str, rng: random.Random) -> tuple[str, Field]:
        text = _get(line, field)
        at = rng.choice([n for n, c in enumerate(text) if c.isdigit()])
        return _put(line, field, text[:at] + rng.choice("OIQSBX?") + text[at + 1 :]), field

    return change


def _becomes(field: Field, *values: str) -> Change:
    def change(line: str, rng: random.Random) -> tuple[str, Field]:
        return _put(line, field, rng.choice(values)), field

    return change


def _blank(field: Field) -> Change:
    return _becomes(field, " " * (field[1] - field[0] + 1))


def _transposed(line: str, rng: random.Random) -> tuple[str, Field]:
    """Two neighbours of the NSS the wrong way round; 0 and 9 are the one pair that its digit cannot tell."""
    text = _get(line, NSS)
    pairs = [n for n in range(9) if text[n] != text[n + 1] and {text[n], text[n + 1]} != {"0", "9"}]
    at = rng.choice(pairs)
    return _put(line, NSS, text[:at] + text[at + 1] + text[at] + text[at + 2 :]), NSS


def _month_13(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, FECHA)
    return _put(line, FECHA, text[:2] + str(rng.randint(13, 99)) + text[4:]), FECHA


def _year_first(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, FECHA)
    return _put(line, FECHA, text[4:] + text[2:4] + text[:2]), FECHA


def _shifted(line: str, rng: random.Random) -> tuple[str, Field]:
    """A character too many in a name pushes all that follows."""
    at = rng.randint(PRIMERO[0], PRIMERO[1]) - 1
    return line[:at] + "X" + line[at:], WHOLE


def _lost(line: str, rng: random.Random) -> tuple[str, Field]:
    """A space too few between the names pulls all that follows."""
    return line[: PRIMERO[1] - 1] + line[PRIMERO[1] :], WHOLE


def _cut(line: str, rng: random.Random) -> tuple[str, Field]:
    return line[: rng.randint(60, 160)], WHOLE


def _sign_in_name(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, NOMBRES)
    return _put(line, NOMBRES, rng.choice("<>{}|~^\\@$%*=_[]!?;:") + text[1:]), NOMBRES


def _control_character(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, SEGUNDO)
    return _put(line, SEGUNDO, rng.choice("\t\x00\x07\x1b\x7f") + text[1:]), SEGUNDO


def _digit_in_name(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, PRIMERO)
    return _put(line, PRIMERO, rng.choice("0123456789") + text[1:]), PRIMERO


def _curp_wrong_place(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, CURP)
    return _put(line, CURP, text[:11] + rng.choice(["ZZ", "XX", "QQ"]) + text[13:]), CURP


def _curp_wrong_sex(line: str, rng: random.Random) -> tuple[str, Field]:
    text = _get(line, CURP)
    return _put(line, CURP, text[:10] + rng.choice("FZ9") + text[11:]), CURP


def _moved_left(field: Field) -> Change:
    """A number written one place to the left, as hands do."""

    def change(line: str, rng: random.Random) -> tuple[str, Field]:
        text = _get(line, field)
        return _put(line, field, text[1:] + " "), field

    return change


LINE_FAULTS: Final[dict[str, Change]] = {
    "last digit of the registro": _digit_of(REGISTRO),
    "a letter in the digits of the registro": lambda line, rng: (
        _put(line, REGISTRO, _get(line, REGISTRO)[:3] + "O" + _get(line, REGISTRO)[4:]),
        REGISTRO,
    ),
    "last digit of the NSS": _digit_of(NSS),
    "a letter in the NSS": _letter_in(NSS),
    "two digits of the NSS transposed": _transposed,
    "no NSS": _blank(NSS),
    "no first surname": _blank(PRIMERO),
    "no given name": _blank(NOMBRES),
    "a digit in a surname": _digit_in_name,
    "a sign in a name": _sign_in_name,
    "a control character in a surname": _control_character,
    "a wage of nothing": _becomes(SALARIO, "000000"),
    "a letter in the wage": _letter_in(SALARIO),
    "no wage": _blank(SALARIO),
    "the wage one place to the left": _moved_left(SALARIO),
    "a kind of worker that is none": _becomes(TRABAJADOR, "0", "7", "9", "X"),
    "a kind of wage that is none": _becomes(TIPO_SALARIO, "3", "9", "A"),
    "a working week that is none": _becomes(JORNADA, "7", "8", "9", "C"),
    "a thirteenth month": _month_13,
    "a thirtieth of February": _becomes(FECHA, "30022026", "31042026", "29022025", "00012026", "32012026"),
    "the year first": _year_first,
    "a letter in the date": _letter_in(FECHA),
    "another century": _becomes(FECHA, "15011899", "15010026", "15012999"),
    "no date": _blank(FECHA),
    "a clinic in letters": _becomes(UMF, "ABC", "0O1", "1 2"),
    "a movement that is none": _becomes(TIPO, "01", "05", "80", "  "),
    "last character of the CURP": lambda line, rng: (_digit_of((167, 167))(line, rng)[0], CURP),
    "a state of the CURP that is none": _curp_wrong_place,
    "a sex of the CURP that is none": _curp_wrong_sex,
    "no CURP": _blank(CURP),
    "another last character": _becomes(FINAL, "8", "0", "X"),
    "a character too many": _shifted,
    "a character too few": _lost,
    "a line cut": _cut,
}


def spoiled(seed: int, faults: int, every: int = 3) -> tuple[bytes, list[Fault]]:
    """A file with ``faults`` bad lines, one in ``every``, of all the kinds in turn."""
    lines = good_lines(seed, faults * every)
    rng = stream(seed, "faults")
    kinds = sorted(LINE_FAULTS)
    found: list[Fault] = []
    for n in range(faults):
        at = n * every + rng.randrange(every)
        kind = kinds[n % len(kinds)]
        lines[at], (first, last) = LINE_FAULTS[kind](lines[at], rng)
        found.append(Fault(kind, at + 1, first, last))
    return as_file(lines), found


# -- good lines written oddly


def odd(seed: int, number: int) -> list[bytes]:
    """Files of good lines as other programs and other hands write them: together ``number`` lines."""
    each = number // len(_ODD)
    return [change(good_lines(seed + n, each)) for n, change in enumerate(_ODD)]


def _with_enie(lines: list[str], letter: str) -> list[str]:
    return [line.replace("#", letter) for line in lines]


_ODD: Final[tuple[Callable[[list[str]], bytes], ...]] = (
    as_file,
    lambda lines: as_file(lines, newline="\n"),
    lambda lines: as_file(lines).rstrip(b"\r\n"),
    lambda lines: as_file([line.lower() for line in lines]),
    lambda lines: as_file([_put(line, (110, 115), "000000") for line in lines]),
    lambda lines: as_file([_put(line, UMF, "000") for line in lines]),
    lambda lines: as_file(lines) + b"\r\n\r\n",
    lambda lines: as_file(lines) + b"\x1a",
    lambda lines: "\r\n".join([*_with_enie(lines, "Ñ"), control(len(lines)), ""]).encode("cp1252"),
    lambda lines: "\r\n".join([*_with_enie(lines, "Ñ"), control(len(lines)), ""]).encode("cp850"),
    lambda lines: "\r\n".join([*_with_enie(lines, "Ñ"), control(len(lines)), ""]).encode("utf-8"),
    lambda lines: "\r\n".join([*_with_enie(lines, "Ñ"), control(len(lines)), ""]).encode("utf-8-sig"),
    lambda lines: "\n\n".join([*lines, control(len(lines)), ""]).encode("ascii"),
    lambda lines: as_file([line + "   " for line in lines]),
    lambda lines: as_file([_put(line, (139, 148), " " * 10) for line in lines]),
    lambda lines: as_file([_put(line, (134, 138), "99400") for line in lines]),
)
