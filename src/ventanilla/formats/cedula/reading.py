"""A cédula of ours read back from its rows (CSV, the sheets of the workbook), as what another program determined.

Each row gives a ``Cobro`` for each bill. Rows come with their titles, which are ours: by code or in words. What is not
understood is a finding, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final, Protocol

from ventanilla.domain.contributions import Bill, Parte
from ventanilla.domain.contributions.cedula import COLUMNAS
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .titles import PERIODOS, en_bruto

MAX_HEAD_ROWS: Final = 40  # among which the titles are
MAX_SAID: Final = 60  # characters of what was found that are told
_BILLS: Final = {words: bill for bill, words in PERIODOS.items()}
_RAMOS: Final = {(column.ramo, column.parte): column.period for column in COLUMNAS}
_SEPARATORS: Final = (" a ", "/")
NO_ES_CEDULA: Final = Text(
    "CEDULA_NO_ES", "No tiene los títulos de una cédula de esta herramienta (NSS y los importes por ramo)."
)
NO_ES_REMEDIO: Final = Text(
    "CEDULA_NO_ES_REMEDIO",
    "Use el archivo tal como salió de «ventanilla cuotas cedula», o una emisión de la institución.",
)


class Hoja(Protocol):
    """A sheet as ``formats`` has it: its name and its rows of cells."""

    @property
    def name(self) -> str:
        """As the workbook calls it."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """Its cells: texts, numbers, dates, or nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Encabezado:
    """Whose the rows are, where they do not say so themselves."""

    registro: str = ""
    periodos: tuple[tuple[Bill, Period], ...] = ()


NADIE: Final = Encabezado()


@dataclass(frozen=True, slots=True)
class Datos:
    """What one row says of somebody: ``cuenta`` has days and wage for each bill."""

    nss: str
    nombre: str
    curp: str
    importes: Mapping[tuple[str, Parte], Money]
    cuenta: Mapping[Bill, tuple[int, Money]]


def cobros(place: Place, head: Encabezado, datos: Datos) -> Iterator[Cobro]:
    """What a row says, as the institution would: a ``Cobro`` for each bill, at its (last) month."""
    for bill, periodo in head.periodos:
        dias, sbc = datos.cuenta.get(bill, (0, Money.of_centavos(0)))
        yield Cobro(
            place=place,
            registro=head.registro,
            nss=datos.nss,
            mes=periodo.last.replace(day=1),
            bill=bill,
            dias=dias,
            sbc=sbc,
            importes={key: amount for key, amount in datos.importes.items() if _RAMOS[key] is bill},
            nombre=Nombre("", "", datos.nombre) if datos.nombre else None,
            curp=datos.curp,
            resumen=True,
        )


def of_sheets(file: str, sheets: Iterable[Hoja]) -> Iterator[Cobro | Finding]:
    """The workbook of ours: whose it is, from its first sheet; the amounts, from that of the workers."""
    head, workers = Encabezado(), None
    for sheet in sheets:
        if sheet.name == "Resumen":
            head = encabezado(sheet.rows)
        elif sheet.name == "Trabajadores":
            workers = sheet
    if workers is None:
        yield Finding(Severity.ERROR, Place(file), "", NO_ES_CEDULA, NO_ES_REMEDIO)
        return
    yield from of_rows(file, workers.rows, head, workers.name)


def encabezado(rows: Iterable[Sequence[object]]) -> Encabezado:
    """The registro and the periods of the first sheet, from its labels.

    >>> encabezado([("Registro patronal", "Z9912345105"), ("Periodo mensual", "01/06/2026 a 30/06/2026")])
    Encabezado(registro='Z9912345105', periodos=((<Bill.MONTHLY: 1>, Period(first=datetime.date(2026, 6, 1), \
last=datetime.date(2026, 6, 30))),))
    """
    registro, periodos = "", []
    for n, row in enumerate(rows):
        if n >= MAX_HEAD_ROWS:
            break
        if len(row) > 1 and isinstance(row[0], str):
            label, value = row[0].strip(), str(row[1]).strip()
            bill = _BILLS.get(label.removeprefix("Periodo "))
            if label == "Registro patronal":
                registro = value
            elif bill is not None and (periodo := leer_periodo(value)) is not None:
                periodos.append((bill, periodo))
    return Encabezado(registro, tuple(periodos))


def is_cedula(rows: Iterable[Sequence[object]]) -> bool:
    """Whether the titles of a cédula of ours are among the first rows.

    >>> is_cedula([("nss", "cuota_fija_patron")]), is_cedula([("NSS", "Salario")])
    (True, False)
    """
    return any(_Columns.of(row) is not None for row in islice(rows, MAX_HEAD_ROWS))


def of_rows(
    file: str, rows: Iterable[Sequence[object]], head: Encabezado = NADIE, sheet: str = ""
) -> Iterator[Cobro | Finding]:
    """The rows of a cédula, under their titles, which are among the first ``MAX_HEAD_ROWS``."""
    columns: _Columns | None = None
    for number, row in enumerate(rows, 1):
        if columns is None:
            columns = _Columns.of(row)
            if columns is None and number >= MAX_HEAD_ROWS:
                break
            continue
        place = Place(file, number, 0, sheet)
        if columns.text(row, "nss"):
            yield from _of_row(place, columns, row, head)
    if columns is None:
        yield Finding(Severity.ERROR, Place(file, sheet=sheet), "", NO_ES_CEDULA, NO_ES_REMEDIO)


class _Columns:
    """Which column is which."""

    def __init__(self, named: Mapping[str, int], importes: Mapping[tuple[str, Parte], int]) -> None:
        self._named, self.importes = named, importes

    @classmethod
    def of(cls, row: Sequence[object]) -> _Columns | None:
        """The columns under these titles; None if they are not titles of a cédula."""
        named: dict[str, int] = {}
        importes: dict[tuple[str, Parte], int] = {}
        for n, cell in enumerate(row):
            if isinstance(cell, str):
                key = en_bruto(cell)
                if key is not None:
                    importes.setdefault(key, n)
                else:
                    named.setdefault(_plain(cell), n)
        return cls(named, importes) if "nss" in named and importes else None

    def cell(self, row: Sequence[object], *names: str) -> tuple[int, object]:
        """The first of these columns that there is: its place, from 0, and what is in it."""
        for name in names:
            at = self._named.get(name)
            if at is not None:
                return at, row[at] if at < len(row) else ""
        return -1, ""

    def text(self, row: Sequence[object], *names: str) -> str:
        """As text; a number that is whole, without its decimals."""
        found = self.cell(row, *names)[1]
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        return "" if found is None else str(found).strip()


def _of_row(place: Place, columns: _Columns, row: Sequence[object], head: Encabezado) -> Iterator[Cobro | Finding]:
    own: list[tuple[Bill, Period]] = []
    for bill, words in PERIODOS.items():
        periodo = leer_periodo(columns.text(row, f"periodo_{words}"))
        if periodo is not None:
            own.append((bill, periodo))
    head = Encabezado(columns.text(row, "registro") or head.registro, tuple(own) or head.periodos)
    if not head.periodos:
        yield _finding(place, "", Text("CEDULA_SIN_PERIODO_ESCRITO", "No dice de qué periodo es."), NO_ES_REMEDIO)
        return
    importes: dict[tuple[str, Parte], Money] = {}
    for key, at in columns.importes.items():
        amount = _money(row[at] if at < len(row) else "")
        if amount is None:
            yield _bad_amount(place.at(at + 1), "_".join((key[0], key[1].value)), row[at])
            return
        importes[key] = amount
    cuenta: dict[Bill, tuple[int, Money]] = {}
    for bill, _ in head.periodos:
        at, said = columns.cell(row, f"sbc_{PERIODOS[bill]}", "sbc")
        sbc = _money(said)
        days = _money(columns.cell(row, f"dias_{PERIODOS[bill]}", "dias")[1])
        if sbc is None or days is None:
            yield _bad_amount(place.at(at + 1), "sbc", said)
            return
        cuenta[bill] = days.centavos // 100, sbc
    names = columns.text(row, "nss"), columns.text(row, "nombre"), columns.text(row, "curp")
    yield from cobros(place, head, Datos(*names, importes, cuenta))


def _bad_amount(place: Place, field: str, said: object) -> Finding:
    return _finding(
        place,
        field,
        Text("CEDULA_IMPORTE_ILEGIBLE", "«{texto}» no es un importe en pesos y centavos.", texto=str(said)[:MAX_SAID]),
        Text("CEDULA_IMPORTE_REMEDIO", "Escriba el importe con punto y dos decimales, como 1361.89."),
    )


def _finding(place: Place, field: str, cause: Text, fix: Text) -> Finding:
    return Finding(Severity.ERROR, place, field, cause, fix)


def _plain(title: str) -> str:
    """A title as a code: "Días mensual" is "dias_mensual"."""
    folded = title.strip().lower().translate(str.maketrans("áéíóúü", "aeiouu"))
    return "_".join(folded.split())


def _money(cell: object) -> Money | None:
    """An amount written in any way a cell may have it; nothing is zero; None for what is none.

    >>> _money(717.94), _money("1,361.89"), _money(None), _money("12.345"), _money("NaN")
    (Money('717.94'), Money('1361.89'), Money('0.00'), None, None)
    """
    if cell is None or cell == "":
        return Money.of_centavos(0)
    try:
        # A spreadsheet has binary numbers: the shortest decimal that names the same one is what was written.
        return Money(Decimal(str(cell).replace(",", "").replace("$", "").strip()))
    except (InvalidOperation, ValueError):
        return None


def leer_periodo(text: str) -> Period | None:
    """Two dates, both included: "2026-06-01/2026-06-30" or "01/06/2026 a 30/06/2026"; None for anything else."""
    for separator in _SEPARATORS:
        first, found, last = text.partition(separator)
        if found:
            days = [_date(one.strip()) for one in (first, last)]
            if days[0] is not None and days[1] is not None and days[0] <= days[1]:
                return Period(days[0], days[1])
    return None


def _date(text: str) -> date | None:
    parts = text.split("/")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text)
    except ValueError:
        return None
