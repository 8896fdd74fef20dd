"""Adding the operator's files to the law: checked as a whole, so that a bad one changes nothing.

>>> from datetime import date
>>> from ventanilla.law.tables import version
>>> cells = "rows: {cuota_fija: 1}, cite: LSS 222, source: Oficio, checked_on: 2026-11-22, confidence: M"
>>> load({"tables/ramos/modalidad_35.yaml": f"title: t\\nunit: u\\nvalues: [{{since: 2026-01-01, {cells}}}]"})
>>> version("ramos.modalidad_35", date(2026, 6, 1)).source
'Agregado por quien opera la oficina: Oficio'
>>> load({})
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ventanilla.kernel.text import Text

from .additions import BadAddition, refuse, replace_texts
from .codes import catalogue_added
from .open_questions import policy_added
from .rows import BadLaw, parameter
from .tables import table
from .workdays import holiday_tables

KINDS: Final = ("data", "tables", "policies", "catalogues", "dias_inhabiles")
_PATH: Final = re.compile(r"(data|tables|policies|catalogues|dias_inhabiles)/([a-z0-9_]+(?:/[a-z0-9_]+)*)\.yaml")


def load(texts: Mapping[str, str]) -> None:
    """Put ``texts``, by their path in the operator's folder, in the place of what was added before.

    A row is added where the law shipped says nothing; what it says is never changed. BadAddition, in words, otherwise.
    """
    before = replace_texts(texts)
    try:
        for path in sorted(texts):
            _check(path)
    except BaseException:
        replace_texts(before)
        raise


def _check(path: str) -> None:
    found = _PATH.fullmatch(path)
    if found is None:
        raise BadAddition(
            Text(
                "LEY_ARCHIVO_DESCONOCIDO",
                "No se sabe qué es {archivo} en la carpeta de VENTANILLA_LEY. Lleva archivos .yaml en {carpetas}.",
                archivo=path,
                carpetas=", ".join(KINDS),
            )
        )
    kind, key = found[1], found[2].replace("/", ".")
    try:
        match kind:
            case "data":
                parameter(key)
            case "tables":
                table(key)
            case "policies":
                policy_added(key)
            case "catalogues":
                catalogue_added(key)
            case _:
                holiday_tables()
    except BadLaw as error:
        raise refuse(kind, key, f"no tiene la forma de los de law/. Detalle: {error}") from error
