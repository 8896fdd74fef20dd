"""The cédula as JSON, ``ventanilla-cedula/1``: every figure with its days, base, rate and article. It is read back.

Amounts and rates are texts, so that no program makes a float of them; dates are ISO 8601. ``docs/reference`` has the
fields. Each worker is a line of the file, and is read apart from the others: who reads it holds one at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, Final, NoReturn

from ventanilla.domain.contributions import Bill, Parte, by_key
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.records import Cobro, Nombre
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .lapsos import Lapso
from .model import NO_OFICIAL, Asegurado, CedulaImpresa
from .reading import Datos, Encabezado, cobros, leer_periodo
from .titles import PERIODOS, codigo, en_bruto

FORMATO: Final = "ventanilla-cedula/1"
MAX_BYTES: Final = 128 * 1024 * 1024  # of a file that is read: some 60,000 workers
MAX_WORKERS: Final = 500_000
MAX_DAYS: Final = 3_660  # of a worker in a period
MAX_HEAD: Final = 16 * 1024 * 1024  # bytes of what is not the workers (findings among it)
MAX_WORKER: Final = 512 * 1024  # bytes of one worker
MAX_DEPTH: Final = 12  # levels; ours has six
_WORKERS: Final = b'"trabajadores"'
# A string that does not end is one until the end of the file: it is looked at once.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_OPENS: Final = re.compile(rb"\s*:\s*\[")
_BILLS: Final = {words: bill for bill, words in PERIODOS.items()}


def write(cedula: CedulaImpresa, out: BinaryIO) -> None:
    """Write ``cedula`` to ``out``, in UTF-8."""
    head = json.dumps(_head(cedula), ensure_ascii=False, indent=1)
    out.write(head.removesuffix("\n}").encode("utf-8"))
    out.write(b',\n "trabajadores": [')
    codes = {bill: [codigo(c) for c in cedula.columnas if c.period is bill] for bill in Bill}
    separator = "\n"
    for one in cedula.asegurados:
        line = json.dumps(_worker(cedula, one, codes), ensure_ascii=False, separators=(",", ":"))
        out.write((separator + line).encode("utf-8"))
        separator = ",\n"
    out.write(b"\n ]\n}\n")


def _head(cedula: CedulaImpresa) -> dict[str, Any]:
    datos = cedula.datos
    primas = [{"desde": one.desde.isoformat(), "porcentaje": str(one.porcentaje)} for one in datos.patron.primas]
    return {
        "formato": FORMATO,
        "aviso": str(NO_OFICIAL),
        "patron": {
            "registro": datos.registro,
            "nombre": datos.nombre,
            "rfc": datos.rfc,
            "modalidad": datos.patron.modalidad,
            "primas": primas,
        },
        "perfil": cedula.perfil,
        "periodos": [
            {
                "periodicidad": PERIODOS[one.bill],
                "desde": one.periodo.first.isoformat(),
                "hasta": one.periodo.last.isoformat(),
                "vence": one.vence.isoformat() if one.vence else None,
            }
            for one in cedula.periodos
        ],
        "columnas": [
            {
                "clave": codigo(column),
                "ramo": column.ramo,
                "parte": column.parte.value,
                "periodicidad": PERIODOS[column.period],
                "titulo": column.titulo,
                "fundamento": by_key(column.ramo).cite,
            }
            for column in cedula.columnas
        ],
        "totales": {
            "importes": _amounts(cedula, cedula.totales),
            "patron": str(cedula.patron.pesos),
            "obrero": str(cedula.obrero.pesos),
            "total": str(cedula.total.pesos),
            "amortizacion": str(cedula.amortizacion.pesos),
        },
        "cifras": [
            {"clave": one.clave, "titulo": one.titulo, "valor": one.valor, "unidad": one.unidad,
             "desde": one.desde.isoformat(), "fundamento": one.cita, "fuente": one.fuente, "confirmado": one.seguro}
            for one in cedula.fundamentos
        ],
        "criterios": [
            {"clave": one.clave, "pregunta": one.pregunta, "valor": one.valor, "respuesta": one.respuesta,
             "fundamento": one.cita}
            for one in cedula.politicas
        ],
        "supuestos": [_said(text) for text in cedula.supuestos],
        "hallazgos": [_finding(one) for one in cedula.hallazgos],
    }  # fmt: skip


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "gravedad": one.severity.value,
        "archivo": one.place.file,
        "hoja": one.place.sheet,
        "linea": one.place.line,
        "columna": one.place.column,
        "dato": one.field,
        "codigo": one.code,
        "causa": str(one.cause),
        "remedio": str(one.fix),
    }


def _said(text: Text) -> dict[str, str]:
    return {"codigo": text.code, "texto": str(text)}


def _amounts(cedula: CedulaImpresa, amounts: tuple[Money, ...]) -> dict[str, str]:
    return {codigo(column): str(amount.pesos) for column, amount in zip(cedula.columnas, amounts, strict=True)}


def _worker(cedula: CedulaImpresa, one: Asegurado, codes: dict[Bill, list[str]]) -> dict[str, Any]:
    persona = one.persona
    found: dict[str, Any] = {
        "nss": persona.nss,
        "nombre": persona.nombre,
        "curp": persona.curp,
        "clave": persona.clave,
        "origen": persona.origen,
        "periodos": {
            PERIODOS[partial.bill]: {"dias": dias, "sbc": str(sbc.pesos)}
            for partial, (dias, sbc) in zip(cedula.periodos, one.cuenta, strict=True)
        },
        "importes": _amounts(cedula, one.renglon.importes),
        "patron": str(one.renglon.patron.pesos),
        "obrero": str(one.renglon.obrero.pesos),
        "total": str(one.total.pesos),
        "lapsos": [_lapso(lapso, codes[lapso.bill]) for lapso in one.lapsos],
    }
    withheld = cedula.amortizaciones.get(one.clave)
    if withheld is not None:
        found["amortizacion"] = {
            "descuento": str(withheld.descuento.pesos),
            "seguro": str(withheld.seguro.pesos),
            "total": str(withheld.total.pesos),
        }
    if one.advertencias:
        found["avisos"] = [_said(text) for text in one.advertencias]
    return found


def _lapso(lapso: Lapso, codes: list[str]) -> dict[str, Any]:
    return {
        "periodicidad": PERIODOS[lapso.bill],
        "desde": lapso.periodo.first.isoformat(),
        "hasta": lapso.periodo.last.isoformat(),
        "dias": lapso.dias,
        "incapacidad": lapso.incapacidad,
        "ausencias": lapso.ausencias,
        "registrado": str(lapso.registrado.pesos),
        "sbc": str(lapso.sbc.pesos),
        "paga_todo_el_patron": lapso.patron_paga_todo,
        "importes": {
            code: {
                "dias": linea.dias,
                "base": str(linea.base.pesos),
                "tasa": str(linea.tasa),
                "importe": str(linea.importe.pesos),
            }
            for code, linea in zip(codes, lapso.lineas, strict=True)
            if linea is not None
        },
    }


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is one of these."""
    return FORMATO.encode() in head[:400]


def read(file: File) -> Iterator[Cobro | Finding]:
    """The workers of a file of ours, a ``Cobro`` for each bill, whether its lines are as we wrote them or not."""
    content = file.read(MAX_BYTES)
    if content is None:
        yield _wrong(
            Place(file.name), Text("JSON_ENORME", "El archivo tiene más de {limite} MB.", limite=MAX_BYTES >> 20)
        )
        return
    try:
        head, spans = _cut(content)
        told = _parsed(head)
        if told.get("formato") != FORMATO:
            raise ValueError(f"formato: {str(told.get('formato'))[:40]!r}")
        encabezado = _encabezado(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = Text(
            "JSON_NO_ES_CEDULA",
            "El archivo no es una cédula «{formato}»: {motivo}",
            formato=FORMATO,
            motivo=str(error)[:200],
        )
        yield _wrong(Place(file.name), said)
        return
    line, counted = 1, 0
    for start, end in spans:
        line += content.count(b"\n", counted, start)
        counted = start
        place = Place(file.name, line)
        try:
            if end - start > MAX_WORKER:
                raise ValueError(f"tiene más de {MAX_WORKER >> 10} KB")
            found = list(_cobros(place, encabezado, _parsed(content[start:end])))
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            said = Text("JSON_TRABAJADOR_ILEGIBLE", "No se pudo leer a esta persona: {motivo}", motivo=str(error)[:200])
            yield _wrong(place, said)
            continue
        yield from found


def _wrong(place: Place, cause: Text) -> Finding:
    fix = Text("JSON_REMEDIO", "Use el archivo tal como salió de «ventanilla cuotas cedula … --salida cedula.json».")
    return Finding(Severity.ERROR, place, "", cause, fix)


def _cut(content: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """What is not the workers, and where each of them is. Only brackets and strings are looked at: nothing is built."""
    depth = inside = begins = 0
    opened = closed = -1
    spans: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        if first in b"{[":
            depth += 1
            if depth > MAX_DEPTH:
                raise ValueError("demasiados niveles")
            if inside and depth == 3:
                begins = token.start()
        elif first in b"}]":
            if inside and depth == 3:
                spans.append((begins, token.end()))
                if len(spans) > MAX_WORKERS:
                    raise ValueError(f"tiene más de {MAX_WORKERS} personas")
            if inside and depth == 2:
                inside, closed = 0, token.start()
            depth -= 1
        elif depth == 1 and opened < 0 and token.group() == _WORKERS:
            after = _OPENS.match(content, token.end())
            if after is not None:
                opened, inside = after.end(), 1
    if depth or closed < 0:
        raise ValueError("está incompleto o no tiene trabajadores")
    head = content[:opened] + content[closed:]
    if len(head) > MAX_HEAD:
        raise ValueError("su encabezado es demasiado grande")
    return head, spans


def _parsed(content: bytes) -> Any:
    text = content.decode("utf-8-sig")
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} no es un número")


def _encabezado(told: dict[str, Any]) -> Encabezado:
    periodos: list[tuple[Bill, Period]] = []
    for one in told["periodos"]:
        periodo = leer_periodo(f"{one['desde']}/{one['hasta']}")
        if periodo is None:
            raise ValueError(f"periodo: {one['desde']}/{one['hasta']}")
        periodos.append((_BILLS[one["periodicidad"]], periodo))
    if not periodos:
        raise ValueError("no tiene periodos")
    return Encabezado(str(told["patron"]["registro"]), tuple(periodos))


def _cobros(place: Place, head: Encabezado, told: dict[str, Any]) -> list[Cobro]:
    """A row for each lapso, with the days of each branch. ValueError where they do not add up to what is said."""
    datos = _datos(told)
    lapsos = told.get("lapsos")
    if not lapsos:
        return list(cobros(place, head, datos))
    months = {bill: periodo.last.replace(day=1) for bill, periodo in head.periodos}
    found = [_cobro(place, head, datos, lapso, months) for lapso in lapsos]
    sums: dict[tuple[str, Parte], int] = dict.fromkeys(datos.importes, 0)
    for one in found:
        for share, amount in one.importes.items():
            sums[share] = sums.get(share, 0) + amount.centavos
    if sums != {share: amount.centavos for share, amount in datos.importes.items()}:
        raise ValueError("sus lapsos no suman sus importes")
    return found


def _cobro(place: Place, head: Encabezado, datos: Datos, lapso: dict[str, Any], months: dict[Bill, date]) -> Cobro:
    bill = _BILLS[lapso["periodicidad"]]
    shares: dict[tuple[str, Parte], Money] = {}
    days: dict[str, int] = {}
    for code, linea in lapso["importes"].items():
        share = en_bruto(code)
        if share is None:
            raise ValueError(f"«{code[:40]}» no es un ramo")
        shares[share] = _money(linea["importe"])
        days[share[0]] = _days(linea["dias"])
    return Cobro(
        place=place,
        registro=head.registro,
        nss=datos.nss,
        mes=months[bill],
        bill=bill,
        dias=_days(lapso["dias"]),
        sbc=_money(lapso["sbc"]),
        importes=shares,
        nombre=Nombre("", "", datos.nombre) if datos.nombre else None,
        curp=datos.curp,
        fecha=date.fromisoformat(lapso["desde"]),
        dias_ramo=days,
    )


def _datos(told: dict[str, Any]) -> Datos:
    importes: dict[tuple[str, Parte], Money] = {}
    for code, amount in told["importes"].items():
        key = en_bruto(code)
        if key is None:
            raise ValueError(f"«{code[:40]}» no es un ramo")
        importes[key] = _money(amount)
    cuenta = {_BILLS[words]: (_days(one["dias"]), _money(one["sbc"])) for words, one in told["periodos"].items()}
    return Datos(str(told["nss"]), str(told.get("nombre", "")), str(told.get("curp", "")), importes, cuenta)


def _days(said: object) -> int:
    if not isinstance(said, int) or not 0 <= said <= MAX_DAYS:
        raise ValueError(f"«{str(said)[:40]}» no son días")
    return said


def _money(said: object) -> Money:
    if not isinstance(said, str | Decimal | int) or isinstance(said, bool):
        raise TypeError(f"«{str(said)[:40]}» no es un importe")
    return Money(Decimal(str(said)))
