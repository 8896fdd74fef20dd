"""A list of workers, row by row: who each one is, and what of theirs each row says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.identifiers import Severity, registro_patronal, rfc
from ventanilla.domain.identifiers import curp as curp_rules
from ventanilla.domain.identifiers import nss as nss_rules
from ventanilla.formats import nombres, values
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Ficha, Nombre, Record
from ventanilla.formats.sheet import Cell, Row, Sheet
from ventanilla.formats.titles import heads, plain
from ventanilla.formats.values import Nss, said
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

from . import hechos, palabras
from .campos import TITULOS, Campo, known, of_a_period
from .clases import Clase, Clasificador
from .columna import Lectura
from .fila import Fila
from .guess import cap, guess, tell
from .hechos import Quien
from .kinds import say
from .plantilla import NOMBRES, Plantilla, locate

_MANY: Final = 3  # rows over the cap from which a column may be of months
_WAGES: Final = (Campo.SBC, Campo.DIARIO)
_NAMES: Final = (
    Campo.NOMBRE, Campo.APELLIDOS, Campo.PRIMER_APELLIDO, Campo.SEGUNDO_APELLIDO, Campo.NOMBRES, Campo.SEGUNDO_NOMBRE,
)  # fmt: skip
_OF_A_PERSON: Final = frozenset(
    (*_NAMES, *_WAGES, Campo.CURP, Campo.RFC, Campo.FECHA_ALTA, Campo.FECHA_BAJA, Campo.NACIMIENTO)
)
_OF_A_FACT: Final = frozenset(
    (Campo.MOVIMIENTO, Campo.FECHA_MOVIMIENTO, Campo.FOLIO, Campo.DESDE, Campo.FECHA_AUSENCIA)
)


def read(
    sheet: Sheet,
    plantilla: Plantilla | None,
    file: str,
    *,
    periodo: Period | None = None,
    registro: str = "",
    on: date | None = None,
) -> Iterator[Record | Finding]:
    """What the rows of a list say: a Ficha of each worker, and movements, absences, incapacities and credits.

    Without ``plantilla`` it is guessed, and what was guessed is told. ``registro`` is that of the rows that say none;
    ``periodo`` is where absences without a date go; ``on`` is the day whose cap is compared, the last known otherwise.
    """
    chosen = plantilla or guess(sheet)
    line, places, missing = locate(chosen, sheet)
    place = Place(file, line, 0, sheet.name)
    if missing:
        yield say("PLANTILLA_NO_CORRESPONDE", place, missing, titulo=missing)
        return
    if Campo.NSS not in places:
        of_people = len(_OF_A_PERSON & places.keys()) > 1
        yield say("LISTA_SIN_NSS" if of_people else "HOJA_SIN_TRABAJADORES", place, "NSS")
        return
    yield from tell(chosen, place)
    yield from _Lista(sheet, chosen, place, places, periodo, registro, on).read()


def _cap_on(on: date | None) -> Money:
    amount = cap() if on is None else law.value("lss.28.tope_uma", on) * law.value("uma.diaria", on)
    return Money(amount.quantize(Decimal("0.01")))


class _Lista:
    """A sheet with its columns: each knows how it writes, and the rows are read with them."""

    def __init__(
        self, sheet: Sheet, plantilla: Plantilla, place: Place, places: dict[Campo, int], periodo: Period | None,
        registro: str, on: date | None,
    ) -> None:  # fmt: skip
        self._sheet, self._place, self._places = sheet, place, places
        self._registro, self._periodo = registro, periodo
        self._surnames_first = plantilla.orden_nombre != NOMBRES
        line = place.line
        self._titles = heads(sheet, line, sheet.rows[line - 1], known) if line else ()
        self._columns = {c.campo: self._column(c.campo, places[c.campo], c.titulo, c.forma) for c in plantilla.columnas}
        self._cap = _cap_on(on)
        self._over: dict[Campo, list[Finding]] = {campo: [] for campo in _WAGES}
        self._paid: dict[Campo, int] = dict.fromkeys(_WAGES, 0)
        self._seen: dict[tuple[str, str], int] = {}
        self._with_facts = bool(_OF_A_FACT & places.keys())
        self._with_person = bool(_OF_A_PERSON & places.keys())
        self._hombre_mujer = Campo.SEXO in places and any(
            said(cell).upper()[:1] == "H" for cell in self._cells(places[Campo.SEXO])
        )
        self._zeros_kept = any(_begins_with_zero(cell) for cell in self._cells(places[Campo.NSS]))
        self._absent: list[int] = []  # absences without a date, by row
        self._credits: dict[str, int] = {}

    def _cells(self, column: int) -> Iterator[Cell]:
        return (row[column - 1] for row in self._sheet.rows[self._place.line :] if len(row) >= column)

    def _column(self, campo: Campo, column: int, title: str, forma: str) -> Lectura:
        texts = [cell for cell in self._cells(column) if isinstance(cell, str)]
        return Lectura(campo, title, self._place.at(column), texts, forma)

    def read(self) -> Iterator[Record | Finding]:
        for campo in _WAGES:
            column = self._columns.get(campo)
            if column is not None and of_a_period(plain(column.title)):
                yield say("SALARIO_MENSUAL", column.place, column.title, titulo=column.title, campo=TITULOS[campo])
        titles = tuple(plain(title) for title in self._titles)
        rows = Clasificador(titles, self._places, self._sheet.rows, self._place.line)
        for at in range(self._place.line, len(self._sheet.rows)):
            yield from self._row(rows.classify(at), at + 1, self._sheet.rows[at])
        yield from self._notes()

    def _row(self, kind: Clase, line: int, cells: Row) -> Iterator[Record | Finding]:
        place = Place(self._place.file, line, 0, self._place.sheet)
        match kind:
            case Clase.EMPTY:
                return
            case Clase.TOTALS:
                yield say("FILA_DE_TOTALES", place)
            case Clase.TITLES:
                yield say("FILA_DE_TITULOS", place)
            case Clase.LABEL:
                yield say("FILA_SIN_TRABAJADOR", place, texto=next(said(cell) for cell in cells if cell is not None))
            case Clase.NAMELESS:
                yield say("NSS_AUSENTE", place.at(self._places[Campo.NSS]), "NSS")
            case Clase.WORKER:
                row = Fila(cells, place, self._columns, self._places)
                records = list(self._worker(row))
                yield from row.told
                yield from records

    def _worker(self, row: Fila) -> Iterator[Record]:
        number = _nss(row, self._zeros_kept)
        if not number:
            return
        who = Quien(self._employer(row), number, self._name(row), _curp(row), _rfc(row))
        sbc, daily = self._wage(row, Campo.SBC), self._wage(row, Campo.DIARIO)
        if sbc is not None and daily is not None and sbc < daily:
            row.say("SBC_MENOR_QUE_DIARIO", Campo.SBC, sbc=str(sbc), diario=str(daily))
        key = (who.registro, number)
        before = self._seen.setdefault(key, row.place.line)
        again = before != row.place.line
        if again and not self._with_facts:
            row.say("NSS_REPETIDO", Campo.NSS, nss=number, otra=before)
        if self._with_person and not (again and self._with_facts) and not row.has(Campo.MOVIMIENTO):
            yield self._ficha(row, who, sbc, daily)
        if row.has(Campo.MOVIMIENTO):
            yield from hechos.movimiento(row, who, sbc)
        if row.has(Campo.AUSENCIAS) or row.has(Campo.FECHA_AUSENCIA) or row.has(Campo.MOVIMIENTO):
            yield from hechos.ausencias(row, who, self._periodo)
            if row.undated:
                self._absent.append(row.undated)
        yield from hechos.incapacidad(row, who)
        if row.has(Campo.CREDITO):
            credit, told = hechos.credito(row, who)
            if told:
                self._credits[told] = self._credits.get(told, 0) + 1
            if credit is not None:
                yield credit

    def _ficha(self, row: Fila, who: Quien, sbc: Money | None, daily: Money | None) -> Ficha:
        hired, left = row.day(Campo.FECHA_ALTA), row.day(Campo.FECHA_BAJA)
        if hired and left and left < hired:
            row.say("BAJA_ANTES_DE_ALTA", Campo.FECHA_BAJA, baja=left, alta=hired)
        return Ficha(
            row.place,
            who.registro,
            who.nss,
            nombre=who.nombre,
            curp=who.curp,
            rfc=who.rfc,
            fecha_alta=hired,
            sbc=sbc,
            diario=daily,
            tipo_trabajador=row.code(Campo.TIPO_TRABAJADOR, palabras.tipo_trabajador),
            tipo_salario=row.code(Campo.TIPO_SALARIO, palabras.tipo_salario),
            jornada=row.code(Campo.JORNADA, palabras.jornada),
            umf=hechos.umf(row),
            ubicacion=row.text(Campo.UBICACION),
            clave=row.text(Campo.CLAVE),
            codigo_postal=_postal(row.text(Campo.CODIGO_POSTAL)),
            nacimiento=row.day(Campo.NACIMIENTO),
            lugar_nacimiento=row.text(Campo.LUGAR_NACIMIENTO),
            entidad_nacimiento=row.text(Campo.ENTIDAD_NACIMIENTO),
            ocupacion=row.text(Campo.PUESTO),
            sexo=row.code(Campo.SEXO, lambda text: palabras.sexo(text, hombre_mujer=self._hombre_mujer)),
            fecha_baja=left,
        )

    def _employer(self, row: Fila) -> str:
        text = row.text(Campo.REGISTRO)
        if not text:
            return self._registro
        verdict = registro_patronal.examine(text, imported=True)
        if verdict.reason is not None:
            row.say("REGISTRO_DUDOSO", Campo.REGISTRO, texto=text, razon=str(verdict.reason))
        return verdict.normalized

    def _wage(self, row: Fila, campo: Campo) -> Money | None:
        amount = row.amount(campo)
        if amount is None:
            return None
        if amount.centavos <= 0:
            row.say("SALARIO_CERO", campo, texto=row.written(campo))
            return None
        self._paid[campo] += 1
        if amount > self._cap:
            column = self._columns[campo]
            self._over[campo].append(
                say("SALARIO_SOBRE_TOPE", row.at(campo), column.title, importe=str(amount), tope=str(self._cap))
            )
        return amount

    def _name(self, row: Fila) -> Nombre | None:
        parts = {campo: row.text(campo) for campo in _NAMES if row.has(campo)}
        if not any(parts.values()):
            return None
        for campo, text in parts.items():
            self._columns[campo].hashes += "#" in text
        key = row.written(Campo.CURP).upper() or row.written(Campo.RFC).upper()
        if Campo.NOMBRE in parts:
            return nombres.split(parts[Campo.NOMBRE], surnames_first=self._surnames_first, key=key)
        given = f"{parts.get(Campo.NOMBRES, '')} {parts.get(Campo.SEGUNDO_NOMBRE, '')}"
        if Campo.APELLIDOS in parts:
            first, second = nombres.surnames(parts[Campo.APELLIDOS], key=key)
        else:
            first, second = (
                nombres.tidy(parts.get(campo, "")) for campo in (Campo.PRIMER_APELLIDO, Campo.SEGUNDO_APELLIDO)
            )
        return nombres.one_surname_first(Nombre(first, second, nombres.tidy(given)))

    def _notes(self) -> Iterator[Finding]:
        """What is told once: of each column, and of wages that are too many over the cap to be told one by one."""
        for campo in _WAGES:
            over, paid = self._over[campo], self._paid[campo]
            if len(over) >= _MANY and 2 * len(over) >= paid:
                column = self._columns[campo]
                yield say(
                    "SALARIO_PARECE_MENSUAL", column.place, column.title, titulo=column.title, n=len(over), total=paid,
                    tope=str(self._cap),
                )  # fmt: skip
            else:
                yield from over
        for column in self._columns.values():
            yield from column.notes()
        if self._hombre_mujer:
            column = self._columns[Campo.SEXO]
            yield say("COLUMNA_HOMBRE_MUJER", column.place, column.title, titulo=column.title)
        if self._absent:
            column = self._columns[Campo.AUSENCIAS]
            code = "AUSENCIAS_SIN_FECHA" if self._periodo is None else "AUSENCIAS_AL_FINAL"
            yield say(code, column.place, column.title, n=len(self._absent), dias=sum(self._absent))
        for code, many in self._credits.items():
            column = self._columns[Campo.CREDITO]
            yield say(code, column.place, column.title, n=many)


def _begins_with_zero(cell: Cell) -> bool:
    """Whether an NSS of eleven digits begins with a zero: then the column keeps them, and nothing dropped any."""
    number, how = values.nss(cell)
    return how is Nss.PLAIN and number[:1] == "0" and len(number) == nss_rules.LENGTH


def _nss(row: Fila, zeros_kept: bool) -> str:
    """The NSS of a row, "" where it cannot be used, which is told. With ``zeros_kept`` no zero was lost."""
    text = row.text(Campo.NSS)
    if not text:
        if row.empty(Campo.NSS):
            row.say("NSS_AUSENTE", Campo.NSS)
        return ""
    number, how = values.nss(row.cell(Campo.NSS))
    if zeros_kept and how is Nss.ZERO_LOST:
        number, how = number[1:], Nss.PLAIN
    match how:
        case Nss.SCIENTIFIC:
            row.say("NSS_CIENTIFICO", Campo.NSS, texto=text)
            return ""
        case Nss.ZERO_LOST:
            row.say("NSS_CERO_REPUESTO", Campo.NSS, texto=text, nss=number)
            return number
        case Nss.PLAIN:
            verdict = nss_rules.examine(number)
            if verdict.reason is not None:
                row.say("NSS_ILEGIBLE", Campo.NSS, texto=text, razon=str(verdict.reason))
                return ""
            return number


def _curp(row: Fila) -> str:
    text = row.text(Campo.CURP)
    if not text:
        return ""
    verdict = curp_rules.examine(text)
    if verdict.reason is not None:
        code = "CURP_INVALIDA" if verdict.severity is Severity.ERROR else "CURP_DUDOSA"
        row.say(code, Campo.CURP, texto=text, razon=str(verdict.reason))
    return verdict.normalized if verdict.accepted else ""


def _rfc(row: Fila) -> str:
    text = row.text(Campo.RFC)
    if not text:
        return ""
    verdict = rfc.examine(text)
    if verdict.reason is not None:
        code = "RFC_INVALIDO" if verdict.severity is Severity.ERROR else "RFC_DUDOSO"
        row.say(code, Campo.RFC, texto=text, razon=str(verdict.reason))
    return verdict.normalized if verdict.accepted else ""


def _postal(text: str) -> str:
    return text.zfill(5) if text.isascii() and text.isdigit() and len(text) == 4 else text
