# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python run.py ROWS.csv AMOUNTS.csv [TIMES]`: determines each row of a file; the amounts, in centavos, to another.

A row is a worker in a bimester. Its first month's columns end in ``_1``, its second month's in ``_2``; ``mes`` is the
first month (``2026-01``). How many rows and how long they took go to standard output as one line of JSON: the whole of
each simulation, from the columns to the amounts, without the files. With ``TIMES`` that is measured on so many copies
of the rows: OpenFisca is the faster the more it is given at once.
"""

import csv
import json
import sys
import time

import numpy
from cuotas_mx import CountryTaxBenefitSystem
from openfisca_core.periods import period
from openfisca_core.simulations import SimulationBuilder

ENUMS = ("zona", "pensionado", "ceav_huecos")
NUMBERS = (
    "dias_vigentes",
    "dias_ausencia",
    "dias_certificados",
    "sbc_a",
    "sbc_b",
    "diario_a",
    "diario_b",
    "dia_cambio",
    "prima_a",
    "prima_b",
    "dia_prima",
)
MONTHLY = (
    "cuota_fija_patron",
    "excedente_patron",
    "excedente_obrero",
    "dinero_patron",
    "dinero_obrero",
    "gastos_medicos_patron",
    "gastos_medicos_obrero",
    "riesgos_trabajo_patron",
    "invalidez_vida_patron",
    "invalidez_vida_obrero",
    "guarderias_patron",
)
BIMONTHLY = ("retiro_patron", "ceav_patron", "ceav_obrero", "infonavit_patron")
OUTPUTS = (*(f"{name}_{place}" for place in (1, 2) for name in MONTHLY), *BIMONTHLY)


def determine(system, columns):
    """The amounts of every row, by the name of its column. One simulation for each bimester: a period has one law."""
    months = columns["mes"]
    amounts = {name: numpy.zeros(len(months), dtype=numpy.int64) for name in OUTPUTS}
    order = numpy.argsort(months, kind="stable")
    firsts, starts = numpy.unique(months[order], return_index=True)
    for month, rows in zip(firsts, numpy.split(order, starts[1:]), strict=True):
        first = period(str(month))
        second = first.offset(1, "month")
        simulation = SimulationBuilder().build_default_simulation(system, count=len(rows))
        for place, when in ((1, first), (2, second)):
            for name in ENUMS:
                simulation.set_input(name, when, columns[name][rows])
            for name in NUMBERS:
                simulation.set_input(name, when, columns[f"{name}_{place}"][rows])
            for name in MONTHLY:
                amounts[f"{name}_{place}"][rows] = simulation.calculate(name, when)
        for name in BIMONTHLY:
            amounts[name][rows] = simulation.calculate(name, second)
    return amounts


def read(path):
    """The columns of a file of rows."""
    with open(path, newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        header = next(lines)
        columns = dict(zip(header, zip(*lines, strict=True), strict=True))
    return {
        name: numpy.array(column) if name in ("mes", *ENUMS) else numpy.array(column, dtype=numpy.int64)
        for name, column in columns.items()
        if name != "caso"
    }


def main(source, target, times=1):
    columns = read(source)
    system = CountryTaxBenefitSystem()
    amounts = determine(system, columns)
    many = {name: numpy.tile(column, int(times)) for name, column in columns.items()}
    began = time.perf_counter()
    determine(system, many)
    seconds = time.perf_counter() - began
    with open(target, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(OUTPUTS)
        lines.writerows(zip(*(amounts[name].tolist() for name in OUTPUTS), strict=True))
    rows = len(many["mes"])
    print(json.dumps({"rows": rows, "seconds": round(seconds, 3), "rows_per_second": round(rows / seconds)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
