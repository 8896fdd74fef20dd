"""What no publication says and a demonstration needs to be tried: invented, and said to be so where it is read.

It is put in the demonstration's own folder of the law by the way in which an institution loads its own
(``ventanilla ley cargar``). An office without it refers the request to a person.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from ventanilla import law
from ventanilla.adapters.law_folder import enter_file, enter_rows
from ventanilla.domain.contributions.voluntary import SALUD_FAMILIA

SAID: Final = "Cifra de la demostración, no la del Consejo Técnico"
INVENTED: Final = "Ninguno: es un dato inventado para la demostración"
MARCH: Final = 3  # the prices of a year begin on its first day (LSS 242)
YEARS_AHEAD: Final = 2  # so that somebody who moves the clock may renew
PRICES: Final = {"19": 100, "29": 200, "39": 300, "49": 400, "59": 500, "69": 600, "79": 700, "mas": 800}
LIST: Final = "catalogues/padecimientos_familia.yaml"
EXCLUDED: Final = """\
title: Padecimientos de la demostración, inventados
source: "Lista de la demostración, no la del Consejo Técnico"
checked_on: {on}
entries:
  inventado_1: {{name: "Padecimiento inventado que no se cubre", cite: "Regla inventada de la demostración"}}
  inventado_2: {{name: "Padecimiento inventado con espera", cite: "Regla inventada de la demostración",
    after_days: 180}}
"""


def demonstration_law(folder: Path, today: date) -> None:
    """Load the invented prices and the invented list, those that are not there. Safe to repeat."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    first = today.year if today >= date(today.year, MARCH, 1) else today.year - 1
    rows = "".join(
        f"{date(year, MARCH, 1)},{age},{price}.00\n"
        for year in range(first, first + YEARS_AHEAD + 1)
        for age, price in PRICES.items()
    )
    origin = law.Origin(SAID, today, INVENTED, law.Confidence.LOW)
    enter_rows(folder, SALUD_FAMILIA, f"fecha,renglon,valor\n{rows}", origin)
    if not (folder / LIST).exists():
        enter_file(folder, LIST, EXCLUDED.format(on=today))
