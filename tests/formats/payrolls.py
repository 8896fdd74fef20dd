"""Payrolls that no company has: people from the synthetic generator, laid out as many programs and people lay them out.

Each layout says which field each of its columns holds, so that a guess can be judged. The titles are invented in the
manner of payroll programs and hand-made sheets; a seed gives other people, other wages, other gaps.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ventanilla.domain.identifiers import nss, registro_patronal
from ventanilla.formats.sheet import Cell
from ventanilla.synthetic.draw import Numbers, day_between
from ventanilla.synthetic.people import Wanted, draw_person

PUESTOS: Final = ("Auxiliar", "Operador", "Chofer", "Vendedora", "Jefe de turno", "Soldador", "Cajera", "Almacenista")
DEPTOS: Final = ("PRODUCCIÓN", "VENTAS", "ADMINISTRACIÓN", "ALMACÉN", "MANTENIMIENTO")
BANCOS: Final = ("BANCO UNO", "BANCO DOS", "BANCO TRES")


@dataclass(frozen=True)
class Persona:
    """Somebody on a payroll."""

    n: int
    nss: str
    curp: str
    rfc: str
    nombre: str
    primero: str
    segundo: str
    sexo: str
    nacimiento: date
    entidad: str
    alta: date
    baja: date | None
    diario: Decimal
    sbc: Decimal
    faltas: int
    credito: str
    puesto: str
    depto: str
    umf: int
    cp: str


def people(seed: int, count: int) -> list[Persona]:
    """So many people, the same for the same seed."""
    rng = random.Random(f"payroll/{seed}")
    numbers = Numbers()
    found = []
    for n in range(1, count + 1):
        drawn = draw_person(rng, numbers, Wanted(date(1960, 1, 1), date(2004, 12, 31)))
        alta = day_between(rng, date(2010, 1, 1), date(2026, 1, 31))
        number = numbers.nss(rng.choice(("01", "05", "91", "92", "93", "94")), alta, drawn.nacimiento)
        diario = Decimal(rng.randrange(31504, 150000)) / 100
        found.append(
            Persona(
                n=n * rng.choice((1, 1, 1, 3)) + 1000,
                nss=number,
                curp=drawn.curp,
                rfc=drawn.rfc,
                nombre=drawn.nombre,
                primero=drawn.primer_apellido,
                segundo=drawn.segundo_apellido,
                sexo=drawn.sexo,
                nacimiento=drawn.nacimiento,
                entidad=drawn.entidad,
                alta=alta,
                baja=alta + timedelta(days=rng.randrange(30, 900)) if rng.random() < 0.08 else None,
                diario=diario,
                sbc=(diario * Decimal("1.0493")).quantize(Decimal("0.01")),
                faltas=rng.choice((0, 0, 0, 0, 1, 2)),
                credito=f"{rng.randrange(10**9, 10**10)}" if rng.random() < 0.3 else "",
                puesto=rng.choice(PUESTOS),
                depto=rng.choice(DEPTOS),
                umf=rng.randrange(1, 90),
                cp=f"{rng.randrange(1000, 99999):05d}",
            )
        )
    return found


MONTHS: Final = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
REGISTRO: Final = registro_patronal.compose("Y07", 12345, "10")


def _dates(on: date | None) -> dict[str, Cell]:
    if on is None:
        return {}
    return {
        "": on,
        "dma": f"{on:%d/%m/%Y}",
        "guion": f"{on:%d-%m-%Y}",
        "iso": on.isoformat(),
        "mda": f"{on:%m/%d/%Y}",
        "corta": f"{on.day}/{on.month}/{on:%y}",
        "mes": f"{on.day:02d}-{MONTHS[on.month - 1]}-{on:%Y}",
        "serial": Decimal((on - date(1899, 12, 30)).days),
        "junta": f"{on:%d%m%Y}",
    }


def _amounts(amount: Decimal) -> dict[str, Cell]:
    return {
        "": amount,
        "pesos": f"${amount:,.2f}",
        "texto": f"{amount:.2f}",
        "coma": f"{amount:.2f}".replace(".", ","),
        "europea": f"{amount:,.2f}".replace(",", " ").replace(".", ","),
    }


def _numbers(text: str) -> dict[str, Cell]:
    return {
        "": text,
        "numero": Decimal(text),
        "guiones": nss.format(text) if len(text) == nss.LENGTH else text,
        "comilla": f"'{text}",
        "diez": text[1:] if text.startswith("0") else text,
    }


def _whole_name(p: Persona) -> dict[str, Cell]:
    surnames = " ".join(part for part in (p.primero, p.segundo) if part)
    return {
        "": f"{surnames} {p.nombre}".upper(),
        "nombre": f"{p.nombre} {surnames}",
        "coma": f"{surnames}, {p.nombre}",
        "pesos": f"{p.primero}${p.segundo}${p.nombre}".upper(),
        "diagonal": f"{p.primero}/{p.segundo}/{p.nombre}".upper(),
    }


def value(p: Persona, kind: str, form: str, rng: random.Random) -> Cell:
    """What a column of a kind has for somebody; kinds with a hyphen are of no field."""
    makers: dict[str, Callable[[], dict[str, Cell]]] = {
        "nss": lambda: _numbers(p.nss),
        "curp": lambda: {"": p.curp},
        "rfc": lambda: {"": p.rfc, "guiones": f"{p.rfc[:4]}-{p.rfc[4:10]}-{p.rfc[10:]}"},
        "registro": lambda: {"": REGISTRO, "guiones": registro_patronal.format(REGISTRO)},
        "nombre": lambda: _whole_name(p),
        "primer_apellido": lambda: {"": p.primero.upper(), "igual": p.primero},
        "segundo_apellido": lambda: {"": p.segundo.upper(), "igual": p.segundo},
        "apellidos": lambda: {"": f"{p.primero} {p.segundo}".strip().upper()},
        "nombres": lambda: {"": p.nombre.upper(), "igual": p.nombre},
        "clave": lambda: {"": Decimal(p.n), "texto": f"E{p.n:05d}"},
        "fecha_alta": lambda: _dates(p.alta),
        "fecha_baja": lambda: _dates(p.baja),
        "causa_baja": lambda: {"": rng.choice(("RENUNCIA", "TERMINO DE CONTRATO")) if p.baja else None},
        "sbc": lambda: _amounts(p.sbc),
        "diario": lambda: _amounts(p.diario),
        "ausencias": lambda: {"": Decimal(p.faltas), "vacia": Decimal(p.faltas) if p.faltas else None},
        "puesto": lambda: {"": p.puesto},
        "ubicacion": lambda: {"": p.depto},
        "umf": lambda: {"": Decimal(p.umf), "texto": f"{p.umf:03d}"},
        "jornada": lambda: {"": "COMPLETA"},
        "tipo_trabajador": lambda: {"": "PERMANENTE" if p.n % 5 else "EVENTUAL", "clave": "1"},
        "tipo_salario": lambda: {"": "FIJO", "clave": "0"},
        "codigo_postal": lambda: {"": p.cp},
        "nacimiento": lambda: _dates(p.nacimiento),
        "entidad_nacimiento": lambda: {"": p.entidad},
        "sexo": lambda: {"": p.sexo, "masc": {"H": "M", "M": "F", "X": "F"}[p.sexo], "palabra": _word_of(p.sexo)},
        "credito": lambda: {"": p.credito or None},
        "descuento": lambda: {"": ("CF" if p.credito else None), "num": ("2" if p.credito else None)},
        "valor": lambda: {"": (Decimal("1250.50") if p.credito else None)},
        "fecha_credito": lambda: _dates(p.alta + timedelta(days=40)) if p.credito else {},
        "movimiento": lambda: {"": "BAJA" if p.baja else "ALTA", "clave": "02" if p.baja else "08"},
        "fecha_movimiento": lambda: _dates(p.baja or p.alta),
        "folio": lambda: {"": f"XA{p.n:06d}"},
        "desde": lambda: _dates(date(2026, 1, 1) + timedelta(days=p.n % 25)),
        "hasta": lambda: _dates(date(2026, 1, 1) + timedelta(days=p.n % 25 + 6)),
        "dias": lambda: {"": Decimal(7)},
        "rama": lambda: {"": rng.choice(("Enfermedad general", "Riesgo de trabajo", "Maternidad"))},
        "fecha_ausencia": lambda: _dates(date(2026, 1, 5) + timedelta(days=p.n % 20)),
        "-banco": lambda: {"": rng.choice(BANCOS)},
        "-cuenta": lambda: {"": f"{rng.randrange(10**17, 10**18)}"},
        "-correo": lambda: {"": f"persona{p.n}@correo.example"},
        "-telefono": lambda: {"": f"55{rng.randrange(10**7, 10**8)}"},
        "-neto": lambda: _amounts((p.diario * Decimal("13.2")).quantize(Decimal("0.01"))),
        "-mensual": lambda: _amounts((p.diario * 30).quantize(Decimal("0.01"))),
        "-isr": lambda: _amounts((p.diario * Decimal("1.1")).quantize(Decimal("0.01"))),
        "-cuota": lambda: _amounts((p.diario * Decimal("0.35")).quantize(Decimal("0.01"))),
        "-quince": lambda: {"": Decimal(15)},
        "-si": lambda: {"": rng.choice(("SI", "NO"))},
        "-factor": lambda: {"": Decimal("1.0493")},
        "-pago": lambda: _dates(date(2026, 1, 15)),
        "-jefe": lambda: {"": rng.choice(("MARTHA ZÚÑIGA", "RAÚL OLMOS"))},
        "-rfc_empresa": lambda: {"": "EFV120726AB1"},
        "-civil": lambda: {"": rng.choice(("SOLTERO", "CASADA"))},
        "-cons": lambda: {"": None},
        "-vacia": lambda: {},
    }
    return makers[kind]().get(form)


def _word_of(sexo: str) -> str:
    return {"H": "Masculino", "M": "Femenino", "X": "Femenino"}[sexo]


@dataclass(frozen=True)
class Layout:
    """A way of laying out a payroll. ``columns`` are title and kind ("sbc", "sbc.pesos", "-banco")."""

    name: str
    columns: tuple[tuple[str, str], ...]
    before: tuple[tuple[Cell, ...], ...] = ()
    over: tuple[str, ...] = ()  # titles over several columns
    after: Callable[[list[Persona]], list[list[Cell]]] | None = None
    titled: bool = True
    file: str = "xlsx"
    separator: str = ","
    encoding: str = "utf-8"
    capitals: bool = False
    also: dict[str, str] = field(default_factory=dict)  # fields that are right too, by that of the table

    @property
    def header(self) -> int:
        """The line of the titles, 0 where there is none."""
        return len(self.before) + bool(self.over) + 1 if self.titled else 0

    def expected(self) -> dict[int, str]:
        """The field of each column, "" where it is of none."""
        return {
            n: "" if kind.startswith("-") else kind.partition(".")[0] for n, (_, kind) in enumerate(self.columns, 1)
        }

    def rows(self, seed: int, count: int) -> list[list[Cell]]:
        """The whole sheet."""
        rng = random.Random(f"{self.name}/{seed}")
        staff = people(seed, count)
        rows: list[list[Cell]] = [list(row) for row in self.before]
        if self.over:
            rows.append([title or None for title in self.over])
        if self.titled:
            rows.append([title.upper() if self.capitals else title for title, _ in self.columns])
        for order, person in enumerate(staff, 1):
            row: list[Cell] = []
            for _, kind in self.columns:
                name, _, form = kind.partition(".")
                row.append(Decimal(order) if name == "-cons" else value(person, name, form, rng))
            rows.append(row)
        if self.after is not None:
            rows += self.after(staff)
        return rows

    def content(self, seed: int, count: int) -> bytes:
        """As a file."""
        rows = self.rows(seed, count)
        return _workbook(rows) if self.file == "xlsx" else _separated(rows, self.separator, self.encoding)


def _workbook(rows: list[list[Cell]]) -> bytes:
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Hoja1")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            match cell:
                case None:
                    pass
                case bool():
                    sheet.write_boolean(line, column, cell)
                case date():
                    sheet.write_datetime(line, column, cell, day)
                case Decimal():
                    sheet.write_number(line, column, float(cell))
                case str():
                    sheet.write_string(line, column, cell)
    book.close()
    return stream.getvalue()


def _separated(rows: list[list[Cell]], separator: str, encoding: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
    return stream.getvalue().encode(encoding)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "VERDADERO" if cell else "FALSO"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return str(cell)


def totals(staff: list[Persona]) -> list[list[Cell]]:
    return [[], ["TOTAL", None, None, None, sum((p.sbc for p in staff), Decimal(0))]]


def signed(staff: list[Persona]) -> list[list[Cell]]:
    return [[], [f"Total de empleados: {len(staff)}"], ["Elaboró: Contabilidad"]]
