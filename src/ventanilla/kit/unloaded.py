"""A day whose law the office does not have: a person decides, and whoever filed reads that and what is missing.

>>> from ventanilla.kernel.calendar import MissingYear
>>> [str(each) for each in unloaded("afiliacion", MissingYear(2040)).why][0]
'Sin dato: la oficina todavía no tiene los días inhábiles de 2040.'
"""

from __future__ import annotations

from typing import Any, Final

from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from .decision import Refer

DECIDES: Final = Text(
    "SIN_LEY_DECIDE", "Una persona de la oficina decidirá su trámite. No tiene que hacer nada más: le avisaremos."
)


def without_law(missing: LawError | MissingYear) -> tuple[Text, ...]:
    """What is missing and what happens now; never its ``reason``, which names what an operator types."""
    return (missing.told, DECIDES)


def unloaded(queue: str, missing: LawError | MissingYear) -> Refer[Any]:
    """That a person of ``queue`` decides, with nothing proposed: the rules are tried again when they open the case."""
    return Refer(queue, without_law(missing), None)
