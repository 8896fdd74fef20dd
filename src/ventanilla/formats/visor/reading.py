"""Reads the text files of an emission: who each worker is in one, what is owed for them in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.domain.identifiers import nss as nss_rules
from ventanilla.formats import encoding, nombres, values
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import months_after

from .kinds import say
from .layout import (
    AMOUNT,
    EMPLOYER,
    EMPLOYERS,
    FIRST_AMOUNT,
    HOME,
    LEAST,
    LENGTH,
    MOVEMENT,
    MOVEMENTS,
    PEOPLE,
    PERSON,
    SHARES,
    TOTAL,
    Span,
)

MAX_LINES: Final = 500_000  # of a file: the largest employers have some hundred thousand workers
MAX_FILES: Final = 10_000  # that are looked at together
_NO_DAY: Final = re.compile(r"[\s0/-]*|01[-/]01[-/]0001")
_DISCOUNTS: Final = frozenset(("1", "2", "3"))


@dataclass(frozen=True, slots=True)
class _Patron:
    mes: date
    total: Money
    place: Place


@dataclass(frozen=True, slots=True)
class _Person:
    nombre: Nombre | None
    curp: str
    credito: str = ""
    descuento: str = ""
    valor: Decimal | None = None


@dataclass(slots=True)
class _Emission:
    """The files of one folder: one emission."""

    files: dict[str, File] = field(default_factory=dict)
    employers: dict[str, _Patron] = field(default_factory=dict)
    sums: dict[str, Money] = field(default_factory=lambda: defaultdict(lambda: Money.of_centavos(0)))
    hashes: int = 0


def recognizes(head: bytes, name: str) -> bool:
    """Whether a file is one of those that are read, by its name: they have no other mark.

    >>> recognizes(b"", "emision.zip/CDCOBRA/Tempo/CDEMMO99.TXT"), recognizes(b"", "MOVT.TXT")
    (True, False)
    """
    return _base(name) in _KNOWN


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].upper()


_KNOWN: Final = {name.upper(): name for name in LENGTH}


def read(files: Iterable[File], *, mes: date | None = None) -> Iterator[Cobro | Finding]:
    """The rows of every emission among ``files`` (a folder is one), and what does not add up.

    ``mes`` is used where the file of employers is missing.
    """
    emissions: dict[str, _Emission] = {}
    for number, file in enumerate(files):
        if number == MAX_FILES:
            yield say("VISOR_MUCHOS", Place(file.name), n=MAX_FILES)
            break
        known = _KNOWN.get(_base(file.name))
        if known is None:
            yield say("VISOR_DESCONOCIDO", Place(file.name))
            continue
        folder = file.name.replace("\\", "/").rpartition("/")[0]
        emissions.setdefault(folder, _Emission()).files[known] = file
    for folder, emission in emissions.items():
        yield from _read(folder, emission, mes)


def _read(folder: str, emission: _Emission, mes: date | None) -> Iterator[Cobro | Finding]:
    of_folder = f"{folder}/" if folder else ""
    present = [bill for bill in Bill if MOVEMENTS[bill] in emission.files]
    if not present:
        yield say("VISOR_FALTA_ARCHIVO", Place(of_folder + MOVEMENTS[Bill.MONTHLY]), falta=MOVEMENTS[Bill.MONTHLY])
        return
    if EMPLOYERS in emission.files:
        yield from _employers(emission)
    elif mes is None:
        yield say("VISOR_FALTA_ARCHIVO", Place(of_folder + EMPLOYERS), falta=EMPLOYERS)
        return
    for bill in present:
        yield from _rows(emission, bill, mes, of_folder)
    for registro, employer in emission.employers.items():
        added = emission.sums[registro]
        if Bill.MONTHLY in present and added != employer.total:
            yield say(
                "VISOR_TOTAL", employer.place.at(EMPLOYER["totales"][0]), "totales", registro=registro,
                dice=str(employer.total), suma=str(added),
            )  # fmt: skip
    if emission.hashes:
        yield say("VISOR_ENIE", Place(of_folder + PEOPLE[present[0]]), "nombre", n=emission.hashes)


def _lines(file: File, known: str) -> Iterator[tuple[Place, str] | Finding]:
    """Each line with its place; one that is too short is told."""
    code = encoding.guess(file.head(encoding.SAMPLE))
    needed, whole = LEAST[known], LENGTH[known]
    for number, raw in enumerate(file.lines(), 1):
        place = Place(file.name, number)
        if number > MAX_LINES:
            yield say("VISOR_MUCHOS", place, n=MAX_LINES)
            return
        line = raw.decode(code, "replace").rstrip("\r\n\x1a")
        if number == 1:
            line = line.removeprefix("\ufeff")
        if not line.strip():
            continue
        if len(line) < needed:
            yield say("VISOR_LINEA_CORTA", place.at(len(line) + 1), tiene=len(line), debe=whole)
            continue
        yield place, line.ljust(whole)


def _take(line: str, span: Span) -> str:
    return line[span[0] - 1 : span[1]].strip()


def _employers(emission: _Emission) -> Iterator[Finding]:
    for given in _lines(emission.files[EMPLOYERS], EMPLOYERS):
        if isinstance(given, Finding):
            yield given
            continue
        place, line = given
        registro = _take(line, EMPLOYER["registro"])
        month, year = _take(line, EMPLOYER["mes"]), _take(line, EMPLOYER["anio"])
        if not (_whole(month, 1, 12) and _whole(year, 1997, values.LAST_YEAR)):
            at = place.at(EMPLOYER["mes"][0])
            yield say("VISOR_CAMPO", at, "periodo", texto=month + year, debe="un mes y un año (MMAAAA)")
            continue
        first = EMPLOYER["totales"][0]
        spans = [(at, at + TOTAL - 1) for at in range(first, EMPLOYER["totales"][1], TOTAL)]
        amounts: list[Money] = []
        for span in spans:
            amount = _centavos(_take(line, span))
            if amount is None:
                yield _bad_amount(place, span, line, "total")
            else:
                amounts.append(amount)
        if registro in emission.employers:
            yield say("VISOR_PERIODO_REPETIDO", place.at(EMPLOYER["registro"][0]), "registro", registro=registro)
            continue
        emission.employers[registro] = _Patron(date(int(year), int(month), 1), Money.total(amounts), place)


def _whole(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most


def _centavos(text: str) -> Money | None:
    """An amount in centavos, with a sign perhaps; nothing written is zero."""
    digits = text.lstrip("+-")
    if not digits:
        return Money.of_centavos(0)
    if not (digits.isascii() and digits.isdigit()):
        return None
    return Money.of_centavos(-int(digits) if text.startswith("-") else int(digits))


def _pesos(text: str) -> Money | None:
    """An amount in pesos with its point; nothing written is zero."""
    if not text:
        return Money.of_centavos(0)
    if not re.fullmatch(r"-?[0-9]*(?:\.[0-9]{0,2})?", text) or text in ("-", "."):
        return None
    return Money(Decimal(text))


def _bad_amount(place: Place, span: Span, line: str, field: str) -> Finding:
    return say("VISOR_CAMPO", place.at(span[0]), field, texto=_take(line, span), debe="un importe")


def _people(emission: _Emission, bill: Bill, into: dict[tuple[str, str], _Person]) -> Iterator[Finding]:
    spans = PERSON[bill]
    for given in _lines(emission.files[PEOPLE[bill]], PEOPLE[bill]):
        if isinstance(given, Finding):
            yield given
            continue
        place, line = given
        text = _take(line, spans["nombre"])
        emission.hashes += "#" in text
        credit = discount = ""
        value: Decimal | None = None
        if "credito" in spans:
            credit, discount = _take(line, spans["credito"]), _take(line, spans["descuento"])
            credit = credit if credit.strip("0") else ""
            discount = discount if discount in _DISCOUNTS else ""
            value = values.number(_take(line, spans["valor"])) if credit else None
            if credit and value is None and _take(line, spans["valor"]):
                yield say(
                    "VISOR_CAMPO", place.at(spans["valor"][0]), "valor", texto=_take(line, spans["valor"]),
                    debe="un valor de descuento",
                )  # fmt: skip
        into[_take(line, spans["registro"]), _take(line, spans["nss"])] = _Person(
            nombres.split(text) if text.strip("$ ") else None,
            _take(line, spans["curp"]).upper(),
            credit,
            discount,
            value,
        )


def _rows(emission: _Emission, bill: Bill, mes: date | None, folder: str) -> Iterator[Cobro | Finding]:
    people: dict[tuple[str, str], _Person] = {}
    named = PEOPLE[bill] in emission.files
    if named:
        yield from _people(emission, bill, people)
    else:
        yield say("VISOR_FALTA_NOMBRES", Place(folder + PEOPLE[bill]), falta=PEOPLE[bill])
    spans = MOVEMENT[bill]
    unknown: set[str] = set()
    odd = False
    for given in _lines(emission.files[MOVEMENTS[bill]], MOVEMENTS[bill]):
        if isinstance(given, Finding):
            yield given
            continue
        place, line = given
        registro = _take(line, spans["registro"])
        employer = emission.employers.get(registro)
        month = employer.mes if employer else mes
        if month is None:
            if registro not in unknown:
                yield say("VISOR_SIN_PATRON", place.at(1), "registro", registro=registro)
            unknown.add(registro)
            continue
        if bill is Bill.BIMONTHLY and month.month % 2:
            if not odd:
                yield say("VISOR_MES_NON", place, "periodo", mes=month.month)
            odd = True
            month = months_after(month, 1)
        person = people.get((registro, _take(line, spans["nss"])))
        if named and person is None:
            at = place.at(spans["nss"][0])
            yield say("VISOR_SIN_NOMBRE", at, "nss", nss=_take(line, spans["nss"]), archivo=PEOPLE[bill])
        yield from _row(emission, bill, place, line, month, person or _Person(None, ""))


def _row(
    emission: _Emission, bill: Bill, place: Place, line: str, month: date, person: _Person
) -> Iterator[Cobro | Finding]:
    spans = MOVEMENT[bill]
    registro, nss = _take(line, spans["registro"]), _take(line, spans["nss"])
    verdict = nss_rules.examine(nss)
    if len(nss) != nss_rules.LENGTH or not _whole(nss[:9], 0, 10**9) or not nss.isdigit():
        yield say("VISOR_CAMPO", place.at(spans["nss"][0]), "nss", texto=nss, debe="un NSS de 11 dígitos")
        return
    if verdict.reason is not None:
        yield say("VISOR_NSS_DUDOSO", place.at(spans["nss"][0]), "nss", texto=nss, razon=str(verdict.reason))
    days = _take(line, spans["dias"]) or "0"
    if not _whole(days, 0, 62):
        yield say("VISOR_CAMPO", place.at(spans["dias"][0]), "dias", texto=days, debe="un número de días")
        return
    sbc = _centavos(_take(line, spans["sbc"]))
    if sbc is None:
        yield _bad_amount(place, spans["sbc"], line, "sbc")
        return
    amounts: dict[tuple[str, Parte], Money] = {}
    for number, key in enumerate(SHARES[bill]):
        at = FIRST_AMOUNT[bill] + number * AMOUNT
        amount = _centavos(_take(line, (at, at + AMOUNT - 1)))
        if amount is None:
            yield _bad_amount(place, (at, at + AMOUNT - 1), line, key[0])
        else:
            amounts[key] = amount
    loan: Money | None = None
    if bill is Bill.BIMONTHLY:
        home, loan = (_pesos(_take(line, spans[name])) for name in ("aportacion", "amortizacion"))
        for name, found in (("aportacion", home), ("amortizacion", loan)):
            if found is None:
                yield _bad_amount(place, spans[name], line, name)
        if home is not None:
            amounts[HOME] = home
    else:
        emission.sums[registro] += Money.total(amounts.values())
    on: date | None = None
    written = _take(line, spans["fecha"])
    if not _NO_DAY.fullmatch(written):
        on = values.day(written)[0]
        if on is None:
            yield say("VISOR_CAMPO", place.at(spans["fecha"][0]), "fecha", texto=written, debe="una fecha DD-MM-AAAA")
    yield Cobro(
        place, registro, nss, month, bill, int(days), sbc, amounts,
        nombre=person.nombre, curp=person.curp, tipo=_take(line, spans["tipo"]), fecha=on,
        credito=person.credito, descuento=person.descuento, valor=person.valor, amortizacion=loan,
    )  # fmt: skip
