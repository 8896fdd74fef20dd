"""Reads an IDSE file line by line: a short way for the line with nothing odd, a long one that explains the rest.

Both give the same of a line, which is a test; the short one only says less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import curp as curps
from ventanilla.formats.encoding import SAMPLE
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.fixed import Layout, faults
from ventanilla.formats.fixed.checks import AHEAD, FIRST_DAY, LAST_DAY, Line
from ventanilla.formats.fixed.layout import day
from ventanilla.formats.fixed.limits import Limits, limits
from ventanilla.formats.fixed.lines import texts, upper
from ventanilla.formats.fixed.memory import Seen, repeated
from ventanilla.formats.fixed.names import FEW, Part, mismatches, name
from ventanilla.formats.fixed.quick import Memory, Quick
from ventanilla.formats.records import Movimiento, Nombre, Record
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .control import Ending
from .layout import (
    ALTA,
    BAJA,
    DATE_AT,
    END,
    LAYOUTS,
    MODIFICACION,
    TIPO,
    TRABAJADOR,
    TYPE_AT,
    WIDTH,
    is_control,
)

_NO_CAP: Final = 10**9  # centavos: more than six digits say


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a movement may have, and the wages it admits, in centavos."""

    day: date
    minimum: int
    cap: int


def read(file: File, on: date | None = None) -> Iterator[Record | Finding]:
    """The movements of an IDSE file and its findings, in the order of its lines; ``on`` is today, where it is known.

    A line is in memory at a time, besides the ``Seen`` ones. Nothing in a file raises.

    >>> [(found.code, str(found.place)) for found in read(File.of_bytes("ALTAS.TXT", b"NSS 99178500015"))]
    [('RENGLON_CORTO', 'ALTAS.TXT, línea 1, columna 16'), ('CONTROL_FALTA', 'ALTAS.TXT, línea 1')]
    """
    reader = Reader(file, on)
    number = 0
    for said in texts(file):
        if isinstance(said, Finding):
            yield said
            continue
        number, text = said
        found = reader.quickly(number, text)
        if found is not None:
            if reader.seen.findings:
                yield from reader.seen.told()
            yield found
        else:
            yield from reader.slowly(number, text)
    yield from reader.close(number)


class Reader:
    """What is known of a file while it is read."""

    def __init__(self, file: File, on: date | None = None) -> None:
        self.file, self.on = file.name, on
        self.seen, self.ending = Seen(file.name), Ending(file.name)
        self.main = _commonest(file.head(SAMPLE))
        self._quick = Quick()
        self._amounts = Memory(lambda text: Money.of_centavos(int(text)))
        self._days = Memory(self._day)
        self._names, self._given = Memory(name), Memory(lambda text: name(text, given=True))
        self._uncapped, self._repeated = False, 0

    def quickly(self, number: int, text: str) -> Movimiento | None:
        """The movement of a line with nothing odd, None for any other."""
        kind = text[TYPE_AT]
        layout = LAYOUTS.get(kind)
        if layout is None or kind != self.main or self.ending.last is not None:
            return None
        match = layout.pattern.fullmatch(text) or layout.pattern.fullmatch(_usual(text))
        if match is None:
            return None
        if layout is ALTA:
            found = self._alta(number, *match.groups())
        elif layout is MODIFICACION:
            found = self._modificacion(number, *match.groups())
        else:
            found = self._baja(number, *match.groups())
        if found is None or self.seen.before(found.registro, text[11:22] + text[DATE_AT] + kind, number):
            return None
        self.ending.total += 1
        self.ending.since += 1
        return found

    # -- the short way

    def _alta(
        self,
        number: int,
        registro: str,
        nss: str,
        primer: str,
        segundo: str,
        nombres: str,
        sbc: str,
        trabajador: str,
        salario: str,
        jornada: str,
        fecha: str,
        umf: str,
        guia: str,
        clave: str,
        curp: str,
    ) -> Movimiento | None:
        when, parts = self._days[fecha], self._parts(primer, segundo, nombres)
        if not (when and parts and self._identified(registro, nss, guia) and self._his(curp, parts, when)):
            return None
        amount = self._amounts[sbc]
        if not when.minimum <= amount.centavos <= when.cap:
            return None
        return Movimiento(
            Place(self.file, number), registro, nss, TipoAviso.ALTA, when.day, amount,
            Nombre(parts[0].text, parts[1].text, parts[2].text), curp, "", trabajador, salario, jornada, umf, guia,
            clave.strip(),
        )  # fmt: skip

    def _modificacion(
        self,
        number: int,
        registro: str,
        nss: str,
        primer: str,
        segundo: str,
        nombres: str,
        sbc: str,
        trabajador: str,
        salario: str,
        jornada: str,
        fecha: str,
        guia: str,
        clave: str,
        curp: str,
    ) -> Movimiento | None:
        when, parts = self._days[fecha], self._parts(primer, segundo, nombres)
        if not (when and parts and self._identified(registro, nss, guia) and self._his(curp, parts, when)):
            return None
        amount = self._amounts[sbc]
        if not when.minimum <= amount.centavos <= when.cap:
            return None
        return Movimiento(
            Place(self.file, number), registro, nss, TipoAviso.MODIFICACION, when.day, amount,
            Nombre(parts[0].text, parts[1].text, parts[2].text), curp, "",
            trabajador if trabajador in TRABAJADOR else "", salario, jornada, "", guia, clave.strip(),
        )  # fmt: skip

    def _baja(
        self,
        number: int,
        registro: str,
        nss: str,
        primer: str,
        segundo: str,
        nombres: str,
        fecha: str,
        guia: str,
        clave: str,
        causa: str,
        curp: str,
    ) -> Movimiento | None:
        when, parts = self._days[fecha], self._parts(primer, segundo, nombres)
        if not (when and parts and self._identified(registro, nss, guia)) or not curp.isspace():
            return None
        return Movimiento(
            Place(self.file, number), registro, nss, TipoAviso.BAJA, when.day, None,
            Nombre(parts[0].text, parts[1].text, parts[2].text), guia=guia, clave=clave.strip(), causa=causa,
        )  # fmt: skip

    def _identified(self, registro: str, nss: str, guia: str) -> bool:
        return self._quick.nss(nss) and self._quick.registro(registro) and guia != "00000"

    def _parts(self, primer: str, segundo: str, nombres: str) -> tuple[Part, Part, Part] | None:
        """A name of which there is nothing to tell."""
        one, two, three = self._names[primer], self._names[segundo], self._given[nombres]
        if one.text and three.text and one.clean and two.clean and three.clean:
            return one, two, three
        return None

    def _his(self, curp: str, parts: tuple[Part, Part, Part], when: _Day) -> bool:
        """Whether a CURP is one, and may be that person's on that day."""
        born = self._quick.curp(curp)
        if born is None or born > when.day or (self.on is not None and born > self.on):
            return False
        return mismatches(curp, *parts) < FEW

    def _day(self, text: str) -> _Day | None:
        found = day(text)
        if found is None or not FIRST_DAY <= found <= LAST_DAY or (self.on is not None and found > self.on + AHEAD):
            return None
        said = self._limits(found)
        return _Day(found, max(said.minimum or 1, 1), _NO_CAP if said.cap is None else said.cap)

    def _limits(self, on: date) -> Limits:
        said = limits(on)
        if said.cap is None and not self._uncapped and self.main != TipoAviso.BAJA.value:
            self._uncapped = True
            self.seen.findings.append(Finding(Severity.NOTE, Place(self.file), "SBC", *faults.cap_unknown(on)))
        return said

    # -- the long way

    def slowly(self, number: int, text: str) -> Iterator[Record | Finding]:
        """What a line gives: its findings, and its movement if it can be read."""
        text = upper(text)
        if is_control(text):
            yield from self.ending.control(number, text)
            return
        trailing = self.ending.after(number, text)
        if trailing is not None:
            yield trailing
            return
        yield from self.ending.movement()
        line, tipo = self._line(number, text)
        found = self._movement(line, tipo) if tipo is not None else None
        if found is not None:
            key = line.said("NSS") + line.said("fecha") + found.tipo.value
            first = self.seen.before(found.registro, key, number)
            if first:
                found = None
                self._repeated += 1
                line.findings.append(repeated(Place(self.file, number), first))
        yield from self.seen.told()
        yield from line.findings
        if found is not None:
            yield found

    def close(self, number: int) -> Iterator[Finding]:
        """What is known at the end: ``number`` is the last line that says something."""
        if number == 0:
            yield Finding(Severity.ERROR, Place(self.file), "", *_empty())
            return
        yield from self.seen.told()
        yield from self.ending.close(number, self._repeated)

    def _line(self, number: int, text: str) -> tuple[Line, TipoAviso | None]:
        """A line by the table of its type; None for a type that cannot be, or for columns that are not in place."""
        code = text[TYPE_AT]
        layout = LAYOUTS.get(code) or LAYOUTS[self.main]
        line = Line(layout, text, Place(self.file, number), self.on, quick=self._quick)
        if not line.printable():
            return line, None
        if code not in LAYOUTS:
            if line.whole():
                line.error(TIPO, faults.code("el tipo de movimiento", code, ", ".join(LAYOUTS)))
                self._movement(line, None)
            return line, None
        other = self._better(line, code)
        if other is not None:
            line.error(TIPO, _type_and_columns(code, other))
            return line, None
        if not line.whole():
            return line, None
        if code != self.main:
            line.warn(TIPO, _mixed(code, self.main))
        return line, TipoAviso(code)

    def _better(self, line: Line, code: str) -> str | None:
        """Another type whose columns a line has, and not those of its own."""
        others = [other for other in LAYOUTS if other != code] if code == self.main else [self.main]
        if code == self.main and (not line.wrong or line.layout.stray(line.text, but=TIPO) < 2):
            return None
        return next((other for other in others if LAYOUTS[other].stray(line.text, but=TIPO) == 0), None)

    def _movement(self, line: Line, tipo: TipoAviso | None) -> Movimiento | None:
        """The movement of a line whose columns are in place; None with its errors where it cannot be read."""
        layout = line.layout
        registro, nss = line.registro_and_nss()
        whole = line.names()
        fecha = line.day("fecha")
        sbc, codes = self._wage(line, fecha) if layout is not BAJA else (None, ("", "", ""))
        umf, causa = self._umf(line), line.code("causa de baja") if layout is BAJA else ""
        guia = self._guia(line)
        curp = self._curp(line, layout)
        line.fillers()
        if curp and whole is not None and curp not in curps.GENERIC:
            line.same_person(curp, whole, "primer apellido", fecha)
        if line.faulty or tipo is None or fecha is None or whole is None:
            return None
        return Movimiento(
            line.place, registro, nss, tipo, fecha, sbc, whole.nombre, curp, "", *codes, umf, guia,
            line.said("clave del trabajador").strip(), causa,
        )  # fmt: skip

    def _wage(self, line: Line, fecha: date | None) -> tuple[Money | None, tuple[str, str, str]]:
        """The wage and the three codes that go with it."""
        worker = line.said("tipo de trabajador")
        if line.layout is ALTA:
            worker = line.code("tipo de trabajador")
        salary, week = line.code("tipo de salario"), line.code("semana o jornada reducida")
        said = self._limits(fecha) if fecha is not None else None
        sbc = line.wage("SBC", fecha, said)
        return sbc, (worker if worker in TRABAJADOR else "", salary, week)

    @staticmethod
    def _umf(line: Line) -> str:
        """The clinic of an alta, "" where it is blank."""
        if line.layout is not ALTA or not line.said("UMF").strip():
            return ""
        number = line.number("UMF")
        return "" if number is None else f"{number:03d}"

    @staticmethod
    def _guia(line: Line) -> str:
        if line.blank("guía"):
            line.note("guía", _no_guia())
            return ""
        number = line.number("guía")
        return "" if number is None else f"{number:05d}"

    @staticmethod
    def _curp(line: Line, layout: Layout) -> str:
        """The CURP: an alta has it (RACERF 47), a modificación should; of a baja, one that cannot be is no loss."""
        if layout is BAJA:
            if line.said("CURP").strip(" ") == END and not line.said("final").strip():
                line.warn("final", faults.last_sign(" ", END))  # it is some columns before
                return ""
            return line.curp(None, Severity.WARNING)
        cut = line.length <= layout.by_name["CURP"].first
        return line.curp(Severity.WARNING if layout is ALTA or cut else Severity.NOTE)


def _usual(text: str) -> str:
    """A line as a strict writer leaves it: in capitals, whole, with its last sign."""
    if len(text) not in (WIDTH - 1, WIDTH):
        return text
    text = upper(text).ljust(WIDTH)
    return text[:-1] + END if text[-1] == " " else text


def _commonest(head: bytes) -> str:
    """The type that most lines of a file have, by which the others are judged; 08 where none has any."""
    found = Counter(line[TYPE_AT].decode("latin-1") for line in head.split(b"\n"))
    return max(LAYOUTS, key=lambda code: found[code]) if any(found[code] for code in LAYOUTS) else TipoAviso.ALTA.value


def _empty() -> faults.Told:
    return (
        Text("ARCHIVO_VACIO", "El archivo no tiene ningún renglón."),
        Text("ARCHIVO_VACIO_REMEDIO", "Genérelo de nuevo con su programa."),
    )


def _no_guia() -> faults.Told:
    return (
        Text("GUIA_FALTA", "Falta la guía: la clave de la subdelegación y 400."),
        Text("GUIA_FALTA_REMEDIO", "Escriba la de su subdelegación; la general es 01400."),
    )


def _mixed(code: str, main: str) -> faults.Told:
    return (
        Text(
            "TIPO_MEZCLADO",
            "Este movimiento es {tipo} y los demás del archivo son {comun}; cada tipo va en su propio archivo.",
            tipo=code,
            comun=main,
        ),
        Text("TIPO_MEZCLADO_REMEDIO", "Póngalo en otro archivo, con su registro de control."),
    )


def _type_and_columns(code: str, other: str) -> faults.Told:
    return (
        Text(
            "TIPO_Y_COLUMNAS",
            "Dice que es un movimiento {tipo}, y sus datos son los de un {otro}.",
            tipo=code,
            otro=other,
        ),
        Text("TIPO_Y_COLUMNAS_REMEDIO", "Escriba el tipo que corresponde, o genere de nuevo el renglón."),
    )
