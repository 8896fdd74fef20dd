"""The page before a signature that says what would follow: in time, late and dear, refused, for a person to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from tests.web.sample_frame import LONG_NAME
from ventanilla.kernel.text import Text
from ventanilla.web.design.foreseen_shapes import Foreseen, ForeseenRow
from ventanilla.web.design.shapes import CheckPage

IN_TIME: Final = Foreseen(
    said=(Text("ALTA_DESDE", "{nombre} tendrá seguro con este registro.", nombre=LONG_NAME),),
    rows=(ForeseenRow("Salario base de cotización (SBC)", "Ninguno", "$419.72 diarios"),),
)
LATE: Final = Foreseen(
    said=(
        "La presenta fuera de plazo: cuenta desde el 22 de noviembre. Costo de los días de más: $3,411.22.",
        "De ese costo, $306.09 corresponden a la persona y lo demás a usted.",
    ),
    rows=(
        ForeseenRow("Último día asegurado", "3 de noviembre de 2026", "22 de noviembre de 2026"),
        ForeseenRow("Total de las cuotas que cambian", "$538.62", "$3,949.84"),
    ),
    details=tuple(ForeseenRow(f"Cuotas del mes {n} (vencen el 17 del siguiente)", "$1.00", "$2.00") for n in range(12)),
    warns=True,
)
REFUSED: Final = Foreseen(warns=True, refused=("La persona ya está activa con este registro.",))
REVIEWED: Final = replace(IN_TIME, warns=True, reviewed=("Hay más de un NSS registrado con su CURP.",))


def foreseen_pages(add: Callable[..., None], page: CheckPage, frame: Mapping[str, Any]) -> None:
    """Each of them, on the page that checks the answers."""
    for name, shown in (("a-tiempo", IN_TIME), ("tarde", LATE), ("negado", REFUSED), ("revision", REVIEWED)):
        add(f"revisar-previo-{name}", "portal/check_answers.html", replace(page, foreseen=shown), frame)
