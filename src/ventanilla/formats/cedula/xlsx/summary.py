"""The first sheet, that says how much, by when and for what; and the sheet of the branches, that checks the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ventanilla.formats.cedula.branches import PorRamo, por_ramo, tasas
from ventanilla.formats.cedula.model import NO_OFICIAL
from ventanilla.formats.cedula.titles import CORTOS, PERIODOS
from ventanilla.formats.finding import Severity
from ventanilla.kernel.money import Money

from . import explanation, workers
from .book import GREEN, LINE, MUTED, Book, height, letter

RESUMEN: Final = "Resumen"
RAMOS: Final = "Ramos"
_HEAD: Final = 4
_RIGHT: Final = 5  # column, from 0, of what stands beside the facts and the table of the first sheet
_SEVERITIES: Final = {
    Severity.ERROR: "Errores: datos que se dejaron fuera",
    Severity.WARNING: "Advertencias: datos por revisar",
    Severity.NOTE: "Notas: cómo se leyó algo",
}
_HEADS: Final = (
    "Ramo",
    "Periodo",
    "Base",
    "Días que se pagan",
    "Tasa patrón",
    "Tasa obrero",
    "Patrón",
    "Obrero",
    "Total",
)


def add_ramos(book: Book, sheet: Any, places: workers.Places, hojas: Sequence[explanation.Hoja]) -> None:
    """Fill the sheet of the branches: the sums of the workers, beside those of the formulas."""
    cedula, styles = book.cedula, book.styles
    found = por_ramo(cedula)
    book.head(sheet, "Por ramo", "Cada importe es la suma de la hoja Trabajadores; a su lado, la de las fórmulas")
    heads = (*_HEADS, "Fundamento", "Diferencia patrón", "Diferencia obrero")
    widths = (48, 11, 27, 12, 15, 14, 16, 16, 16, 16, 12, 12)
    sheet.set_row(_HEAD, 32)
    for n, (title, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(_HEAD, n, title, styles["head"])
    sheet.freeze_panes(_HEAD + 1, 1)
    for row, one in enumerate(found, _HEAD + 1):
        texts = (one.titulo, PERIODOS[one.bill], one.base, None, tasas(one.tasas_patron), tasas(one.tasas_obrero))
        for n, text in enumerate(texts):
            if text is not None:
                sheet.write_string(row, n, text, styles["wrap"])
        sheet.write_number(row, 3, one.dias, styles["whole"])
        _shares(book, sheet, row, one, places)
        book.amount(sheet, row, 8, f"G{row + 1}+H{row + 1}", one.total, "strong")
        sheet.write_string(row, 9, one.cita, styles["wrap"])
        _checks(book, sheet, row, one, hojas)
    _foot(book, sheet, found)


def _shares(book: Book, sheet: Any, row: int, one: PorRamo, places: workers.Places) -> None:
    for n, place, amount in ((6, one.columna_patron, one.patron), (7, one.columna_obrero, one.obrero)):
        if place is None:
            sheet.write_number(row, n, 0, book.styles["amount"])
        else:
            book.amount(sheet, row, n, places.columnas[place], amount)


def _checks(book: Book, sheet: Any, row: int, one: PorRamo, hojas: Sequence[explanation.Hoja]) -> None:
    """What the workers' sums differ from those of the explanation: nothing."""
    hoja = next(hoja for hoja in hojas if hoja.bill is one.bill)
    own = [n for n, column in enumerate(book.cedula.columnas) if column.period is one.bill]
    for n, written, place in ((10, "G", one.columna_patron), (11, "H", one.columna_obrero)):
        if place is None:
            sheet.write_blank(row, n, None, book.styles["check"])
        else:
            formula = f"=ROUND({written}{row + 1}-{hoja.suma(own.index(place))},2)"
            sheet.write_formula(row, n, formula, book.styles["check"], 0)


def _foot(book: Book, sheet: Any, found: Sequence[PorRamo]) -> None:
    cedula, styles = book.cedula, book.styles
    first, row = _HEAD + 2, _HEAD + 1 + len(found)
    for n in range(12):
        sheet.write_blank(row, n, None, styles["total_label"])
    sheet.write_string(row, 0, "Total", styles["total_label"])
    sums = [Money.total(one.patron for one in found), Money.total(one.obrero for one in found), cedula.total]
    for n, amount in enumerate(sums, 6):
        at = letter(n)
        book.amount(sheet, row, n, f"SUM({at}{first}:{at}{row})", amount, "total")
    for n in (10, 11):
        sheet.write_formula(row, n, f"=SUM({letter(n)}{first}:{letter(n)}{row})", styles["total_check"], 0)
    sheet.conditional_format(
        _HEAD + 1, 10, row, 11, {"type": "cell", "criteria": "!=", "value": 0, "format": styles["wrong"]}
    )
    sheet.write_string(
        row + 2,
        0,
        "Cada parte se muestra como la ley la reparte. Donde LSS 36 pasa la obrera al patrón, lo dicen las columnas "
        "«A cargo de» de las otras hojas.",
        styles["subtitle"],
    )


def add_resumen(book: Book, sheet: Any, places: workers.Places, hojas: Sequence[explanation.Hoja]) -> None:
    """Fill the first sheet."""
    cedula = book.cedula
    for n, width in enumerate((34, 17, 17, 17, 4, 13, 13, 13, 13, 13, 13)):
        sheet.set_column(n, n, width)
    book.head(sheet, "Cédula de determinación de cuotas", cedula.datos.nombre)
    sheet.fit_to_pages(1, 1)
    row = book.pairs(sheet, 3, _facts(book)) + 1
    _totals(book, sheet, 3, places)
    found = por_ramo(cedula)
    first = _by_branch(book, sheet, row, found)
    _chart(book, sheet, first, found)
    row = _check(book, sheet, first + len(found) + 2, hojas)
    row = _findings(book, sheet, row + 1)
    _assumed(book, sheet, row + 1)


def _facts(book: Book) -> list[tuple[str, str | date | int]]:
    cedula = book.cedula
    facts: list[tuple[str, str | date | int]] = [("Registro patronal", cedula.datos.registro)]
    if cedula.datos.rfc:
        facts.append(("RFC", cedula.datos.rfc))
    facts.append(("Modalidad", cedula.datos.patron.modalidad))
    for one in cedula.periodos:
        words = f"{one.periodo.first:%d/%m/%Y} a {one.periodo.last:%d/%m/%Y}"
        facts.append((f"Periodo {PERIODOS[one.bill]}", words))
        facts.append((f"Último día para pagar ({PERIODOS[one.bill]})", one.vence or "Sin dato"))
    facts.append(("Personas", len(cedula.asegurados)))
    if cedula.amortizaciones:
        facts.append(("Amortización de créditos de vivienda, aparte", str(cedula.amortizacion)))
    if cedula.perfil:
        facts.append(("Criterios", cedula.titulo_perfil))
    return facts


def _totals(book: Book, sheet: Any, row: int, places: workers.Places) -> None:
    cedula, styles = book.cedula, book.styles
    named = (
        ("Total a pagar", places.total, cedula.total, "big"),
        ("A cargo del patrón", places.patron, cedula.patron, "strong"),
        ("A cargo de las personas trabajadoras", places.obrero, cedula.obrero, "strong"),
    )
    for (label, formula, amount, style), at in zip(named, (row, row + 4, row + 5), strict=True):
        sheet.merge_range(at, _RIGHT, at, _RIGHT + 2, label, styles["label"])
        where = at + 1, _RIGHT, at + 2, _RIGHT + 3
        if style == "big":
            sheet.merge_range(*where, "", styles[style])
            book.amount(sheet, at + 1, _RIGHT, formula, amount, style)
        else:
            book.amount(sheet, at, _RIGHT + 3, formula, amount, style)


def _by_branch(book: Book, sheet: Any, row: int, found: Sequence[PorRamo]) -> int:
    """The table by branch; gives its first row (from 0)."""
    styles = book.styles
    for n, title in enumerate(("Ramo", "Patrón", "Obrero", "Total")):
        sheet.write_string(row, n, title, styles["head"])
    first = row + 1
    for at, one in enumerate(found):
        there = _HEAD + 2 + at
        sheet.write_string(first + at, 0, CORTOS[one.ramo], styles["text"])
        for n, (where, amount) in enumerate((("G", one.patron), ("H", one.obrero), ("I", one.total)), 1):
            book.amount(sheet, first + at, n, f"{RAMOS}!{where}{there}", amount, "strong" if n == 3 else "amount")
    last = first + len(found)
    sheet.write_string(last, 0, "Total", styles["total_label"])
    sums = [Money.total(one.patron for one in found), Money.total(one.obrero for one in found), book.cedula.total]
    for n, amount in enumerate(sums, 1):
        column = letter(n)
        book.amount(sheet, last, n, f"SUM({column}{first + 1}:{column}{last})", amount, "total")
    return first


def _chart(book: Book, sheet: Any, first: int, found: Sequence[PorRamo]) -> None:
    """Bars of what each branch costs; the table beside them says the same."""
    last = first + len(found) - 1
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for n, name, colour in ((1, "Patrón", GREEN), (2, "Obrero", "#D9A441")):
        chart.add_series(
            {
                "name": name,
                "categories": [RESUMEN, first, 0, last, 0],
                "values": [RESUMEN, first, n, last, n],
                "fill": {"color": colour},
                "gap": 45,
            }
        )
    font = {"size": 9, "color": MUTED}
    chart.set_title({"name": "Qué cuesta cada ramo", "name_font": {"size": 12, "color": GREEN}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis(
        {"reverse": True, "num_font": font, "line": {"color": LINE}, "major_gridlines": {"visible": False}}
    )
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "num_font": font,
            "label_position": "high",  # below, where the other axis is upside down
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    chart.set_size({"width": 660, "height": 120 + 28 * len(found)})
    words = (
        "Barras con lo que paga el patrón y lo que paga la persona trabajadora en cada ramo; "
        "la tabla de la izquierda tiene las cifras."
    )
    sheet.insert_chart(first - 1, _RIGHT, chart, {"description": words, "object_position": 1})


def _check(book: Book, sheet: Any, row: int, hojas: Sequence[explanation.Hoja]) -> int:
    formula = "+".join(hoja.fallas() for hoja in hojas)
    sheet.write_string(row, 0, "Importes que las fórmulas no confirman", book.styles["label"])
    sheet.write_formula(row, 1, f"={formula}", book.styles["total_whole"], 0)
    sheet.conditional_format(
        row, 1, row, 1, {"type": "cell", "criteria": ">", "value": 0, "format": book.styles["wrong"]}
    )
    return row + 1


def _findings(book: Book, sheet: Any, row: int) -> int:
    cedula, styles = book.cedula, book.styles
    counts = Counter(one.severity for one in cedula.hallazgos)
    warned = sum(1 for _ in cedula.advertencias())
    sheet.merge_range(row, 0, row, 3, "Lo que hay que revisar", styles["section"])
    named = [(words, counts[severity]) for severity, words in _SEVERITIES.items()]
    for at, (label, count) in enumerate([*named, ("Avisos sobre una persona (columna Avisos)", warned)], row + 1):
        sheet.write_string(at, 0, label, styles["label"])
        sheet.write_number(at, 1, count, styles["value"])
    return row + len(named) + 2


def _assumed(book: Book, sheet: Any, row: int) -> None:
    styles = book.styles
    sheet.merge_range(row, 0, row, 10, "Lo que se supuso", styles["section"])
    said = [*map(str, book.cedula.supuestos), str(NO_OFICIAL)]
    for at, text in enumerate(said, row + 1):
        sheet.merge_range(at, 0, at, 10, text, styles["note"])
        sheet.set_row(at, height((text, 150)))
