"""An emission in a workbook, row by row."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.domain.identifiers import nss as nss_rules
from ventanilla.formats import nombres, values
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.formats.sheet import Cell, Row, Sheet
from ventanilla.formats.titles import MAX_HEADER, Header, find, plain
from ventanilla.formats.values import Nss, Reading, said
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period, months_after

from .columns import (
    AMORTIZACION,
    CREDITO,
    CURP,
    DESCUENTO,
    DIAS,
    EXTRA,
    FECHA,
    INFONAVIT,
    LAYOUTS,
    NEEDED,
    NOMBRE,
    NSS,
    ORIGEN,
    RCV,
    REGISTRO,
    SALARIO,
    SHARES,
    TIPO,
    TOTAL,
    VALOR,
    Branch,
    Key,
    key_of,
    known,
    shown,
)  # fmt: skip
from .kinds import say
from .summary import About, about, employer_of, totals

LEAST: Final = 5  # titles of an emission that a row of titles has, at least
CREDIT: Final = 10  # characters of a credit number: an emission writes eleven, and the last ten are it
_CENTAVO: Final = Decimal("0.01")
_NOISE: Final = Decimal("0.0001")  # less than this from a centavo is the arithmetic of a spreadsheet
_NOTHING: Final = frozenset(("", "-", "--", "—", "N/A", "0"))
_LONGEST: Final = {Bill.MONTHLY: 31, Bill.BIMONTHLY: 62}  # days
_DISCOUNTS: Final = {
    "1": "1", "%": "1", "porcentaje": "1", "2": "2", "cf": "2", "cuota fija": "2", "3": "3", "vsm": "3", "fd": "3",
    "factor de descuento": "3", "umi": "3", "veces salario minimo": "3",
}  # fmt: skip


def bill_of(header: Header) -> Bill | None:
    """Which emission a row of titles is of, None where of none."""
    keys = {key_of(title) for title in header.titles if title}
    if NSS not in keys:
        return None
    shares = {bill: len(keys.intersection(SHARES[bill])) for bill in Bill}
    most = max(shares, key=lambda bill: shares[bill])
    return most if shares[most] >= 2 else None


def of_sheets(
    sheets: Iterable[Sheet], file: str, *, mes: date | None = None, registro: str = ""
) -> Iterator[Cobro | Finding]:
    """The rows of an emission in ``sheets``, with what does not add up.

    ``mes`` (any day of the month) and ``registro`` are used where the sheets do not say them. Rows of a movement, with
    zeros, are given too.
    """
    every = list(sheets)
    headers = [find(sheet, known, LEAST) for sheet in every]
    bills = [bill_of(header) for header in headers]
    found = About(mes=mes.replace(day=1) if mes else None, registro=registro)
    if not any(bills):
        yield say("EMISION_SIN_HOJAS", Place(file), filas=MAX_HEADER)
        return
    said_of = About()
    yield from about(every, file, said_of) if not (mes and registro) else ()
    found.mes, found.registro = found.mes or said_of.mes, found.registro or said_of.registro
    for sheet, bill in zip(every, bills, strict=True):
        if bill is None:
            totals(sheet, file, found)
    if found.mes is None:
        return
    for sheet, header, bill in zip(every, headers, bills, strict=True):
        if bill is not None:
            yield from _Emission(sheet, header, bill, file, found).rows()


class _Emission:
    """One sheet of rows: its columns, and what they add up to so far."""

    def __init__(self, sheet: Sheet, header: Header, bill: Bill, file: str, about: About) -> None:
        self._sheet, self._header, self._bill, self._file, self._about = sheet, header, bill, file, about
        self._place = Place(file, header.line, 0, sheet.name)
        self._columns: dict[Key, int] = {}
        assert about.mes is not None
        self._mes = about.mes
        self._sums: dict[Key, Money] = {}
        self._total = Money.of_centavos(0)
        self._days: dict[str, int] = {}
        self._longest = 0
        self._seen: dict[tuple[Cell, ...], int] = {}
        self._amounts: tuple[Key, ...] = (*SHARES[bill], AMORTIZACION, RCV, INFONAVIT, TOTAL)
        self._hashes = 0
        self._split = 0

    def rows(self) -> Iterator[Cobro | Finding]:
        yield from self._set_columns()
        if not all(key in self._columns for key in NEEDED):
            return
        yield from self._set_month()
        for line, row in enumerate(self._sheet.rows[self._header.line :], self._header.line + 1):
            if row and any(cell is not None for cell in row):
                yield from self._row(line, row)
        yield from self._close()

    def _set_columns(self) -> Iterator[Finding]:
        layout = LAYOUTS[self._bill]
        for column, title in enumerate(self._header.titles, 1):
            key = key_of(title) if title else None
            if title and (key is None or (key not in layout and key not in (CURP, REGISTRO))):
                yield say("EMISION_COLUMNA_DESCONOCIDA", self._place.at(column), title, columna=title)
            elif key in self._columns:
                yield say("EMISION_COLUMNA_REPETIDA", self._place.at(column), title, columna=title)
            elif key is not None:
                self._columns[key] = column
        for key in layout:
            if key not in self._columns and key not in EXTRA:
                yield say("EMISION_FALTA_COLUMNA", self._place, shown(key), columna=shown(key))

    def _set_month(self) -> Iterator[Finding]:
        if self._bill is Bill.BIMONTHLY and self._mes.month % 2:
            yield say("EMISION_MES_NON", self._place, "periodo", mes=self._mes.month)
            self._mes = months_after(self._mes, 1)
        first = months_after(self._mes, -1) if self._bill is Bill.BIMONTHLY else self._mes
        self._longest = Period(first, Period.month(self._mes.year, self._mes.month).last).days

    def _cell(self, row: Row, key: Key) -> Cell:
        column = self._columns.get(key, 0)
        return row[column - 1] if 0 < column <= len(row) else None

    def _at(self, line: int, key: Key) -> Place:
        return Place(self._file, line, self._columns.get(key, 0), self._sheet.name)

    def _row(self, line: int, row: Row) -> Iterator[Cobro | Finding]:
        number, how = values.nss(self._cell(row, NSS))
        if not any(c.isdigit() for c in number):
            yield from self._not_a_worker(line, row)
            return
        at = self._at(line, NSS)
        verdict = nss_rules.examine(number)
        if how is Nss.SCIENTIFIC:
            yield say("NSS_CIENTIFICO", at, NSS, texto=number)
            return
        if len(number) != nss_rules.LENGTH or not number.isdigit():
            yield say("NSS_ILEGIBLE", at, NSS, texto=number, razon=str(verdict.reason))
            return
        if how is Nss.ZERO_LOST:
            yield say("NSS_CERO_REPUESTO", at, NSS, texto=number[1:], nss=number)
        elif verdict.reason is not None:
            yield say("EMISION_NSS_DUDOSO", at, NSS, texto=number, razon=str(verdict.reason))
        days = self._days_of(row)
        if days is None:
            yield say(
                "EMISION_DIAS_ILEGIBLES", self._at(line, DIAS), DIAS, texto=said(self._cell(row, DIAS)), desde=0,
                hasta=_LONGEST[self._bill],
            )  # fmt: skip
            return
        amounts: dict[Key, Money] = {}
        for key in (SALARIO, *self._amounts):
            if key in self._columns:
                yield from self._amount(line, row, key, amounts)
        if SALARIO not in amounts:
            return
        yield from self._checks(line, row, number, days, amounts)
        yield from self._record(line, row, number, days, amounts)

    def _days_of(self, row: Row) -> int | None:
        cell = self._cell(row, DIAS)
        found = cell if isinstance(cell, Decimal) else values.number(said(cell) or "0")
        if found is None or found != found.to_integral_value() or not 0 <= found <= _LONGEST[self._bill]:
            return None
        return int(found)

    def _amount(self, line: int, row: Row, key: Key, into: dict[Key, Money]) -> Iterator[Finding]:
        cell = self._cell(row, key)
        text = said(cell)
        if text in _NOTHING:
            into[key] = Money.of_centavos(0)
            return
        if isinstance(cell, date):
            yield say("IMPORTE_CON_FECHA", self._at(line, key), shown(key), texto=text)
            return
        if values.is_error(text):
            yield say("CELDA_CON_ERROR", self._at(line, key), shown(key), texto=text)
            return
        found = cell if isinstance(cell, Decimal) else values.number(text)
        if found is None or abs(found) >= 10**12:
            yield say("IMPORTE_ILEGIBLE", self._at(line, key), shown(key), texto=text)
            return
        centavos = found.quantize(_CENTAVO, ROUND_HALF_UP)
        if abs(found - centavos) > _NOISE:
            yield say("EMISION_DECIMALES", self._at(line, key), shown(key), texto=text, importe=str(Money(centavos)))
        into[key] = Money(centavos)

    def _checks(self, line: int, row: Row, number: str, days: int, amounts: Mapping[Key, Money]) -> Iterator[Finding]:
        shares = {key: amounts[key] for key in SHARES[self._bill] if key in amounts}
        loan = amounts.get(AMORTIZACION, Money.of_centavos(0))
        every = Money.total((*shares.values(), loan))
        complete = all(key in amounts for key in SHARES[self._bill])
        if complete:
            home = Money.total((shares.get(("infonavit", Parte.PATRON), Money.of_centavos(0)), loan))
            sums: tuple[tuple[Key, Money], ...] = ((RCV, every - home), (INFONAVIT, home), (TOTAL, every))
            for key, added in sums:
                if key in amounts and amounts[key] != added:
                    yield say(
                        "EMISION_SUMA", self._at(line, key), shown(key), columna=shown(key), dice=str(amounts[key]),
                        suma=str(added),
                    )  # fmt: skip
        for key, amount in amounts.items():
            self._sums[key] = self._sums.get(key, Money.of_centavos(0)) + amount
        self._total += every
        before = self._days.get(number, 0)
        self._days[number] = before + days
        if before <= self._longest < before + days:
            yield say("EMISION_DIAS_DE_MAS", self._at(line, DIAS), DIAS, dias=before + days, maximo=self._longest)
        other = self._seen.setdefault(row, line)
        if other != line and every:
            yield say("EMISION_FILA_REPETIDA", Place(self._file, line, 0, self._sheet.name), otra=other)

    def _record(
        self, line: int, row: Row, number: str, days: int, amounts: Mapping[Key, Money]
    ) -> Iterator[Cobro | Finding]:
        text = said(self._cell(row, ORIGEN)), said(self._cell(row, TIPO))
        on: date | None = None
        written = said(self._cell(row, FECHA))
        if written not in _NOTHING:
            on, how = values.day(self._cell(row, FECHA))
            if on is None:
                yield self._bad_day(line, written, how)
        credit, discount, value = yield from self._credit(line, row)
        shares: dict[Branch, Money] = {key: amounts[key] for key in SHARES[self._bill] if key in amounts}
        yield Cobro(
            Place(self._file, line, 0, self._sheet.name),
            employer_of(self._cell(row, REGISTRO)) or self._about.registro,
            number,
            self._mes,
            self._bill,
            days,
            amounts[SALARIO],
            shares,
            nombre=self._name(row),
            curp=said(self._cell(row, CURP)).upper(),
            origen="" if text[0] in ("-", "--") else text[0],
            tipo="" if text[1] in ("-", "--") else text[1],
            fecha=on,
            credito=credit,
            descuento=discount,
            valor=value,
            amortizacion=amounts.get(AMORTIZACION) if self._bill is Bill.BIMONTHLY else None,
        )

    def _bad_day(self, line: int, written: str, how: Reading) -> Finding:
        at = self._at(line, FECHA)
        match how:
            case Reading.IMPOSSIBLE:
                return say("FECHA_IMPOSIBLE", at, shown(FECHA), texto=written, orden="día/mes/año")
            case Reading.FAR:
                return say(
                    "FECHA_LEJANA", at, shown(FECHA), texto=written, desde=values.FIRST_YEAR, hasta=values.LAST_YEAR
                )
            case _:
                return say("FECHA_ILEGIBLE", at, shown(FECHA), texto=written)

    def _credit(self, line: int, row: Row) -> Generator[Finding, None, tuple[str, str, Decimal | None]]:
        """Number, kind of discount (as SUA writes it) and value of a housing credit; empty where there is none."""
        credit = said(self._cell(row, CREDITO)).replace(" ", "").replace("-", "")
        if not credit.strip("0"):
            return "", "", None
        credit = credit.zfill(CREDIT)[-CREDIT:] if credit.isdigit() else credit
        written = plain(said(self._cell(row, DESCUENTO)))
        discount = "" if written in ("", "0") else _DISCOUNTS.get(written, "")
        if written not in ("", "0") and not discount:
            at = self._at(line, DESCUENTO)
            yield say("EMISION_DESCUENTO_DESCONOCIDO", at, shown(DESCUENTO), texto=said(self._cell(row, DESCUENTO)))
        cell = self._cell(row, VALOR)
        text = said(cell)
        value = cell if isinstance(cell, Decimal) else values.number(text)
        if value is None and text not in _NOTHING:
            yield say("IMPORTE_ILEGIBLE", self._at(line, VALOR), shown(VALOR), texto=text)
        return credit, discount, value

    def _name(self, row: Row) -> Nombre | None:
        text = said(self._cell(row, NOMBRE))
        if not text or not any(c.isalpha() for c in text):
            return None
        self._hashes += "#" in text
        self._split += "$" not in text and "," not in text
        return nombres.split(text, key=said(self._cell(row, CURP)).upper())

    def _not_a_worker(self, line: int, row: Row) -> Iterator[Finding]:
        """A row of totals is compared; titles again, or a line of text, are passed over."""
        texts = [cell for cell in row if isinstance(cell, str)]
        if sum(known(text) for text in texts) >= LEAST:
            return
        amounts: dict[Key, Money] = {}
        for key in self._amounts:
            if said(self._cell(row, key)) not in _NOTHING:
                for _unreadable in self._amount(line, row, key, amounts):
                    pass
        if not amounts:
            return
        if said(self._cell(row, NOMBRE)) and not any(plain(text).startswith(("total", "suma")) for text in texts):
            yield say("NSS_AUSENTE", self._at(line, NSS), NSS)
            return
        yield say("EMISION_FILA_DE_TOTALES", Place(self._file, line, 0, self._sheet.name))
        for key, amount in amounts.items():
            added = self._sums.get(key, Money.of_centavos(0))
            if added != amount:
                yield say(
                    "EMISION_TOTAL", self._at(line, key), shown(key), columna=shown(key), dice=str(amount),
                    suma=str(added),
                )  # fmt: skip

    def _close(self) -> Iterator[Finding]:
        total = self._about.totals.get(self._bill)
        if total is not None and total[0] != self._total.pesos:
            yield say(
                "EMISION_TOTAL", total[1], shown(TOTAL), columna=shown(TOTAL), dice=f"${total[0]:,}",
                suma=str(self._total),
            )  # fmt: skip
        count = self._about.counts.get(self._bill)
        if count is not None and count[0] != len(self._days):
            yield say("EMISION_CUENTA", count[1], "", dice=count[0], hay=len(self._days))
        names = self._place.at(self._columns.get(NOMBRE, 0))
        if self._split:
            yield say("EMISION_NOMBRES", names, NOMBRE)
        if self._hashes:
            yield say("EMISION_ENIE", names, NOMBRE, n=self._hashes)
