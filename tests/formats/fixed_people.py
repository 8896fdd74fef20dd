"""Good lines of IDSE and SUA, of people who never existed, and the odd ways in which programs and hands write them.

What is drawn comes from a ``random.Random``, so that hypothesis and a loop may both ask.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from ventanilla.domain.contributions import TipoAviso
from ventanilla.domain.identifiers import curp, nss, registro_patronal, rfc
from ventanilla.domain.identifiers.names import plain
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Nombre, Record
from ventanilla.kernel.money import Money
from ventanilla.synthetic.names import APELLIDO, HOMBRE, MUJER

Reading = Callable[[File], object]
NAMES: Final = (
    "ALBERTO",
    "MARIA PRUEBA",
    "IÑAKI",
    "BEGOÑA",
    "MA DEL CARMEN",
    *(plain(one) for one in (*HOMBRE, *MUJER)),
)
SURNAMES: Final = ("NUÑEZ", "PEÑA", "ÑANDU", "DE LA O", "VON PAPEN", "LI", *(plain(one) for one in APELLIDO))
SEXES: Final[tuple[Literal["H", "M", "X"], ...]] = ("H", "M", "X")
STATES: Final = sorted(curp.STATES)
REGISTROS: Final = (registro_patronal.compose("Z99", 12345, "10"), registro_patronal.compose("A01", 7, "13"))
FIRST: Final = date(2026, 2, 1)
FILE: Final = "A.TXT"


def day(rng: random.Random) -> date:
    """A day of 2026 whose UMA is known."""
    return FIRST + timedelta(days=rng.randrange(300))


def whom(rng: random.Random, n: int) -> tuple[str, str, Nombre, date]:
    """The CURP, the RFC, the name and the birth of somebody."""
    nombre, primero = rng.choice(NAMES), rng.choice(SURNAMES)
    segundo = "" if rng.random() < 0.1 else rng.choice(SURNAMES)
    born = date(1950, 1, 1) + timedelta(days=rng.randrange(20_000))
    clave = curp.compose(nombre, primero, segundo, born, rng.choice(SEXES), rng.choice(STATES))
    return clave, rfc.compose_fisica(nombre, primero, segundo, born), Nombre(primero, segundo, nombre), born


def number(rng: random.Random, n: int) -> str:
    """The NSS of the worker ``n`` of a file."""
    return nss.compose(f"{rng.randrange(100):02d}", rng.randrange(1950, 2026), rng.randrange(1940, 2008), n + 1)


def movimientos(rng: random.Random, tipo: TipoAviso, many: int) -> list[Movimiento]:
    """So many movements of one kind, in one registro."""
    registro, found = rng.choice(REGISTROS), []
    for n in range(many):
        clave, _, nombre, _ = whom(rng, n)
        baja, alta = tipo is TipoAviso.BAJA, tipo is TipoAviso.ALTA
        found.append(
            Movimiento(
                Place(FILE, n + 1),
                registro,
                number(rng, n),
                tipo,
                day(rng),
                None if baja else Money.of_centavos(rng.randint(31504, 293275)),
                nombre,
                "" if baja else clave,
                tipo_trabajador=rng.choice("1234") if alta else "",
                tipo_salario="" if baja else rng.choice("012"),
                jornada="" if baja else rng.choice("0123456"),
                umf=f"{rng.randrange(1000):03d}" if alta else "",
                guia=rng.choice(("01400", "39400")),
                clave=rng.choice(("", "A-17", f"{n:010d}")),
                causa=rng.choice("123456789A") if baja else "",
            )
        )
    return found


def fichas(rng: random.Random, many: int) -> tuple[list[Ficha], list[Credito]]:
    """Workers for ASEG, some with a credit."""
    registro, people, credits = rng.choice(REGISTROS), [], []
    for n in range(many):
        clave, fiscal, nombre, _ = whom(rng, n)
        own, place = number(rng, n), Place(FILE, n + 1)
        people.append(
            Ficha(
                place, registro, own, nombre, clave, fiscal, day(rng), Money.of_centavos(rng.randint(31504, 293275)),
                tipo_trabajador=rng.choice("1234"), jornada=rng.choice("0123456"),
                ubicacion=rng.choice(("", "OFICINA CENTRAL", "BAÑOS 2")),
            )
        )  # fmt: skip
        if rng.random() < 0.3:
            credits.append(credito(rng, place, registro, own, n, "15"))
    return people, credits


def afiliados(rng: random.Random, many: int) -> list[Ficha]:
    """Workers for AFIL."""
    registro, found = rng.choice(REGISTROS), []
    for n in range(many):
        _, _, _, born = whom(rng, n)
        found.append(
            Ficha(
                Place(FILE, n + 1), registro, number(rng, n), tipo_salario=rng.choice("012"),
                umf=f"{rng.randrange(1, 999):03d}", codigo_postal=f"{rng.randrange(1000, 99999):05d}", nacimiento=born,
                lugar_nacimiento=rng.choice(("", "CIUDAD DE MEXICO", "CAÑADA MORELOS")),
                entidad_nacimiento=rng.choice(STATES), ocupacion=rng.choice(("", "ANALISTA", "ALBAÑIL")),
                sexo=rng.choice("HM"),
            )
        )  # fmt: skip
    return found


def movt(rng: random.Random, many: int) -> list[Movimiento | Ausentismo | Incapacidad]:
    """Lines for MOVT, of its five types."""
    registro = rng.choice(REGISTROS)
    found: list[Movimiento | Ausentismo | Incapacidad] = []
    for n in range(many):
        place, own, on = Place(FILE, n + 1), number(rng, n), day(rng)
        match rng.randrange(5):
            case 0:
                found.append(Movimiento(place, registro, own, TipoAviso.BAJA, on))
            case 1 | 2 as kind:
                tipo = TipoAviso.ALTA if kind == 1 else TipoAviso.MODIFICACION
                wage = Money.of_centavos(rng.randint(31504, 293275))
                found.append(Movimiento(place, registro, own, tipo, on, wage))
            case 3:
                found.append(Ausentismo(place, registro, own, on, rng.randint(1, 31)))
            case _:
                found.append(Incapacidad(place, registro, own, f"AB{n:06d}", on, rng.randint(1, 99)))
    return found


def incapacidades(rng: random.Random, many: int) -> list[Incapacidad]:
    """Certificates for INCAP."""
    registro, found = rng.choice(REGISTROS), []
    for n in range(many):
        since, days, rama = day(rng), rng.randint(1, 140), rng.choice("1234")
        at_work = rama == "1"
        secuela, control = rng.choice((("0", "0"), ("1", "2"), ("2", "5"), ("4", "6"))) if at_work else ("0", "2")
        found.append(
            Incapacidad(
                Place(FILE, n + 1), registro, number(rng, n), f"EA{n:06d}", since, days,
                since + timedelta(days=days - 1), rama, rng.choice("123") if at_work else "0", secuela, control,
                rng.randrange(101) if at_work else 0,
            )
        )  # fmt: skip
    return found


def creditos(rng: random.Random, many: int) -> list[Credito]:
    """Housing credits for CRED."""
    registro = rng.choice(REGISTROS)
    return [
        credito(rng, Place(FILE, n + 1), registro, number(rng, n), n, rng.choice(("15", "18", "19")), table=True)
        for n in range(many)
    ]


def credito(
    rng: random.Random, place: Place, registro: str, own: str, n: int, tipo: str, *, table: bool = False
) -> Credito:
    """A credit with a discount of any kind."""
    descuento = rng.choice("123")
    most, decimals = {"1": (9999, 2), "2": (9_999_999, 2), "3": (9_999_999, 4)}[descuento]
    value = Decimal(rng.randint(1, most)).scaleb(-decimals)
    return Credito(place, registro, own, f"21{n:08d}", tipo, day(rng), descuento, value, table and rng.random() < 0.5)


def read(reading: Callable[..., object], content: bytes, name: str = FILE) -> tuple[list[Record], list[Finding]]:
    """The records of a file and its findings."""
    said = list(reading(File.of_bytes(name, content)))  # type: ignore[call-overload]  # a reader of records and findings
    return [one for one in said if not isinstance(one, Finding)], [one for one in said if isinstance(one, Finding)]


def grave(findings: Sequence[Finding]) -> list[Finding]:
    """Those that are more than a note."""
    return [one for one in findings if one.severity is not Severity.NOTE]


def put(line: str, column: int, text: str) -> str:
    """Other text from a column on."""
    return line[: column - 1] + text + line[column - 1 + len(text) :]


# -- the same bytes, oddly

ODD: Final[dict[str, Callable[[bytes], bytes]]] = {
    "as a strict writer does": lambda content: content,
    "LF": lambda content: content.replace(b"\r\n", b"\n"),
    "no last newline": lambda content: content.rstrip(b"\r\n"),
    "lower case": lambda content: content.lower(),
    "blank lines": lambda content: content.replace(b"\r\n", b"\r\n\r\n   \r\n"),
    "the mark of MS-DOS": lambda content: content + b"\x1a",
    "the mark of MS-DOS on the last line": lambda content: content.rstrip(b"\r\n") + b"\x1a",
    "spaces after": lambda content: content.replace(b"\r\n", b"    \r\n"),
    "the mark of UTF-8": lambda content: b"\xef\xbb\xbf" + content,
}
LETTERS: Final = {
    "cp1252": ("cp1252", "Ñ"),
    "cp850": ("cp850", "Ñ"),
    "UTF-8": ("utf-8", "Ñ"),
    "UTF-8 with its mark": ("utf-8-sig", "Ñ"),
    "small, cp1252": ("cp1252", "ñ"),
    "small, cp850": ("cp850", "ñ"),
    "the yen of cp1252": ("cp1252", "¥"),
    "a number sign": ("ascii", "#"),
    "a bar": ("ascii", "/"),
}


def with_enye(content: bytes, how: str, sign: str) -> bytes:
    """A file whose ``sign`` of Ñ is written in another way."""
    codec, letter = LETTERS[how]
    return content.decode("ascii").replace(sign, letter).encode(codec)
