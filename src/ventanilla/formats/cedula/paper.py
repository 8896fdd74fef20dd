"""What the printed cédula says, ready to be set: texts only, in the order of the page.

Each row of its long tables is a lapso: days, wage and every amount; the head of each column has the rate and the
article. So any figure is worked out again with a pencil: base × days × rate. ``adapters/typeset/printout.py`` prints
it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ventanilla.domain.contributions import Bill, by_key
from ventanilla.domain.contributions.cedula import Columna
from ventanilla.formats.finding import Severity
from ventanilla.kernel.money import CENTAVOS, Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text, long_date

from .branches import BASES, por_ramo, tasas
from .lapsos import Lapso
from .model import NO_OFICIAL, Asegurado, CedulaImpresa
from .titles import CORTOS, PARTES, PERIODOS

MAX_PRINTED: Final = 12_000  # workers of one document; more than that is divided
WORKERS_AT_ONCE: Final = 1_000  # of each table: they are set one beside another by as many threads as there are
MAX_LISTED: Final = 400  # warnings and findings that are printed one by one
NAME_EMS: Final = 21.0  # width of the column of names, in times the size of its letters
NORMAL, TALL, SUM = 0, 1, 2  # kinds of rows
# Widths of the letters of our typeface, in hundredths of their size, rounded up.
_WIDTHS: Final = {
    letter: width
    for letters, width in (
        ("IÍ", 27), ("Y", 48), ("JLF", 50), ("VXE", 53), ("ÉSTZAÁ", 55), ("P", 57), ("RC", 58), ("KB", 59),
        ("DG", 62), ("UÚÜHNÑ", 66), ("OÓQ", 67), ("M", 73), ("W", 79), (" ", 20), (".,", 25), ("0123456789", 50),
    )
    for letter in letters
}  # fmt: skip
_WIDEST: Final = 85  # of any other
_SEVERITIES: Final = {Severity.ERROR: "Error", Severity.WARNING: "Advertencia", Severity.NOTE: "Nota"}
_NADA: Final = Money.of_centavos(0)


class TooManyPrinted(ValueError):
    """More workers than one document takes; ``reason`` says it to a person."""

    def __init__(self, workers: int) -> None:
        self.reason = Text(
            "PDF_DEMASIADAS_PERSONAS",
            "El PDF es de {maximo} personas a lo más, y esta cédula tiene {personas}. Pídala en Excel (.xlsx), o "
            "divídala en varias.",
            maximo=MAX_PRINTED,
            personas=workers,
        )
        super().__init__(str(self.reason))


def contenido(cedula: CedulaImpresa) -> dict[str, Any]:
    """The content of ``/adapters/typeset/documents/cedula.typ``. TooManyPrinted past ``MAX_PRINTED`` workers."""
    if len(cedula.asegurados) > MAX_PRINTED:
        raise TooManyPrinted(len(cedula.asegurados))
    alone = len(cedula.periodos) == 1
    warned = [(_who(one), str(text)) for one, text in cedula.advertencias()]
    counts = Counter(one.severity for one in cedula.hallazgos)
    return {
        "nombre": cedula.datos.nombre,
        "datos": _facts(cedula),
        "total": str(cedula.total),
        "patron": str(cedula.patron),
        "obrero": str(cedula.obrero),
        "ramos": _branches(cedula),
        "tablas": [_table(cedula, one.bill, one.periodo, alone) for one in cedula.periodos],
        "avisos": [list(pair) for pair in warned[:MAX_LISTED]],
        "avisos_total": len(warned),
        "hallazgos": [
            [_SEVERITIES[one.severity], str(one.place), str(one.cause), str(one.fix)]
            for one in cedula.hallazgos[:MAX_LISTED]
        ],
        "hallazgos_total": len(cedula.hallazgos),
        "hallazgos_cuentas": [[words, counts[severity]] for severity, words in _SEVERITIES.items()],
        "supuestos": [str(text) for text in cedula.supuestos],
        "cifras": [
            [one.titulo if one.seguro else f"{one.titulo} (por confirmar)", f"{one.valor} {one.unidad}".strip(),
             long_date(one.desde), one.cita]
            for one in cedula.fundamentos
        ],
        "criterios": [[one.pregunta, one.respuesta, one.cita] for one in cedula.politicas],
        "no_oficial": str(NO_OFICIAL),
    }  # fmt: skip


def _facts(cedula: CedulaImpresa) -> list[list[str]]:
    datos = cedula.datos
    primas = "; ".join(f"{one.porcentaje} % desde el {long_date(one.desde)}" for one in datos.patron.primas)
    found = [["Registro patronal", datos.registro], ["RFC", datos.rfc], ["Modalidad", datos.patron.modalidad]]
    for one in cedula.periodos:
        found.append(
            [f"Periodo {PERIODOS[one.bill]}", f"{long_date(one.periodo.first)} al {long_date(one.periodo.last)}"]
        )
        found.append(
            [f"Último día para pagar, {PERIODOS[one.bill]}", long_date(one.vence) if one.vence else "Sin dato"]
        )
    found += [
        ["Personas", f"{len(cedula.asegurados):,}"],
        ["Amortización de créditos de vivienda, aparte", str(cedula.amortizacion) if cedula.amortizaciones else ""],
        ["Prima de riesgo de trabajo", primas],
        ["Criterios", cedula.titulo_perfil or "Los de esta herramienta"],
    ]
    return [pair for pair in found if pair[1]]


def _branches(cedula: CedulaImpresa) -> list[list[str]]:
    found = por_ramo(cedula)
    rows = [
        [one.titulo, one.cita, one.base, f"{one.dias:,}", tasas(one.tasas_patron), tasas(one.tasas_obrero),
         _plain(one.patron), _plain(one.obrero), _plain(one.total)]
        for one in found
    ]  # fmt: skip
    sums = (Money.total(one.patron for one in found), Money.total(one.obrero for one in found), cedula.total)
    return [*rows, ["Total", "", "", "", "", "", *map(_plain, sums)]]


def _table(cedula: CedulaImpresa, bill: Bill, periodo: Period, alone: bool) -> dict[str, Any]:
    """The long table of a bill: its heads, and its rows in parts of ``WORKERS_AT_ONCE`` workers."""
    places = [n for n, column in enumerate(cedula.columnas) if column.period is bill]
    columns = [cedula.columnas[n] for n in places]
    rates = {(one.ramo, part): rates for one in por_ramo(cedula) for part, rates in _rates(one)}
    varied = [len(rates[column.ramo, column.parte.value]) > 1 for column in columns]
    parts = []
    for first in range(0, len(cedula.asegurados), WORKERS_AT_ONCE):
        some = cedula.asegurados[first : first + WORKERS_AT_ONCE]
        rows, kinds = _Rows(cedula, bill, periodo, varied).of(some)
        parts.append({"titulo": f"Personas {first + 1:,} a {first + len(some):,}", "filas": rows, "clases": kinds})
    sums = [cedula.totales[n] for n in places]
    return {
        "titulo": "Persona por persona" if alone else f"Persona por persona, cédula {PERIODOS[bill]}",
        "columnas": [_head(column, rates[column.ramo, column.parte.value]) for column in columns],
        "partes": parts,
        "totales": [*map(_plain, sums), _plain(Money.total(sums))],
    }


def _rates(one: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "patron", one.tasas_patron
    yield "obrero", one.tasas_obrero


def _head(column: Columna, rates: Sequence[Any]) -> list[str]:
    """The title of a column, its rate and its article."""
    ramo = by_key(column.ramo)
    base = {"UMA": "de la UMA", "Salario base menos tres UMA": "del excedente"}.get(BASES[ramo.base], "del SBC")
    return [f"{CORTOS[column.ramo]}, {PARTES[column.parte]}", f"{tasas(rates)} {base}" if rates else "", ramo.cite]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of some workers: those of each lapso, and their sum where there are several."""

    cedula: CedulaImpresa
    bill: Bill
    periodo: Period
    varied: Sequence[bool]  # columns whose rate is not the same for everybody: it is printed with the amount

    def of(self, asegurados: Sequence[Asegurado]) -> tuple[list[list[str]], list[int]]:
        rows: list[list[str]] = []
        kinds: list[int] = []
        for one in asegurados:
            lapsos = one.de(self.bill)
            for n, lapso in enumerate(lapsos):
                name = one.persona.nombre if n == 0 else ""
                if lapso.patron_paga_todo:
                    name = f"{name} (art. 36)"
                if lapso.aparte:
                    name = "otra prima"
                rows.append(self._row(one.persona.nss if n == 0 else "", name, lapso))
                kinds.append(TALL if _wide(name) else NORMAL)
            if len(lapsos) > 1:
                rows.append(self._sum(lapsos))
                kinds.append(SUM)
            if not lapsos:
                rows.append([one.persona.nss, one.persona.nombre, "sin días", *[""] * (7 + len(self.varied))])
                kinds.append(TALL if _wide(one.persona.nombre) else NORMAL)
        return rows, kinds

    def _row(self, nss: str, name: str, lapso: Lapso) -> list[str]:
        mine = theirs = 0
        amounts = []
        for linea, varied in zip(lapso.lineas, self.varied, strict=True):
            if linea is None:
                amounts.append("")
                continue
            centavos = linea.importe.centavos
            if linea.a_cargo_de is linea.parte.PATRON:
                mine += centavos
            else:
                theirs += centavos
            shown = _amount(centavos)
            amounts.append(f"{linea.tasa.normalize():f}%  {shown}" if varied else shown)
        return [
            nss,
            name,
            self._days(lapso.periodo),
            str(lapso.dias),
            str(lapso.incapacidad or "–"),
            str(lapso.ausencias or "–"),
            _plain(lapso.sbc),
            *amounts,
            _amount(mine),
            _amount(theirs),
            _amount(mine + theirs),
        ]

    def _days(self, days: Period) -> str:
        """The days of a lapso: none said where it is the whole period."""
        if days == self.periodo:
            return ""
        if days.first.month == days.last.month:
            return f"{days.first.day} a {days.last:%d/%m}"
        return f"{days.first:%d/%m} a {days.last:%d/%m}"

    def _sum(self, lapsos: Sequence[Lapso]) -> list[str]:
        sums = [0] * len(self.varied)
        mine = theirs = 0
        for lapso in lapsos:
            for n, linea in enumerate(lapso.lineas):
                if linea is not None:
                    sums[n] += linea.importe.centavos
                    if linea.a_cargo_de is linea.parte.PATRON:
                        mine += linea.importe.centavos
                    else:
                        theirs += linea.importe.centavos
        days = sum(lapso.dias for lapso in lapsos if not lapso.aparte)
        amounts = map(_amount, (*sums, mine, theirs, mine + theirs))
        return ["", "Suma", "", str(days), "", "", "", *amounts]


def _wide(name: str) -> bool:
    """Whether a name may take more than a line of its column."""
    return len(name) * 20 > NAME_EMS * 100 or sum(_WIDTHS.get(letter, _WIDEST) for letter in name) > NAME_EMS * 100


def _amount(centavos: int) -> str:
    """An amount of a table; nothing is a dash."""
    if centavos == 0:
        return "–"
    whole, part = divmod(abs(centavos), CENTAVOS)
    return f"{'−' if centavos < 0 else ''}{whole:,}.{part:02d}"


def _plain(amount: Money) -> str:
    return _amount(amount.centavos)


def _who(one: Asegurado) -> str:
    return f"{one.persona.nss} {one.persona.nombre}".strip()
