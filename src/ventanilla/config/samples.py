"""A picture of what each trámite gives, made by its own template from its own examples whenever the office opens."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.resources import files
from typing import Final

from ventanilla.adapters.typeset.port import BadSheet
from ventanilla.adapters.typeset.sample import sample_sheet
from ventanilla.kit import Tramite
from ventanilla.kit.casos import BadCase, all_builders, documents_of, read_cases
from ventanilla.kit.discovery import discover
from ventanilla.law.strict_yaml import read_yaml

from .environment import Environment
from .packages import packages, typesetter

FOLDER: Final = "muestras"  # in the installation's directory
PIXELS_PER_INCH: Final = 72.0  # 612 by 792 pixels: it is read on a telephone, and costs some tens of KB
CASES: Final = "casos.yaml"


def samples_write(environment: Environment, say: Callable[[str], None]) -> int:
    """Write the picture of each trámite that gives a document; how many. One that cannot be printed is said."""
    printer, builders, written = typesetter(environment), all_builders(), 0
    folder = environment.var / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    institution = os.environ.get("VENTANILLA_INSTITUTION", "Institución de demostración")
    for key, tramite in discover(*packages(environment)).items():
        source = files(tramite.form.__module__.rpartition(".")[0]).joinpath(CASES)
        if not isinstance(tramite, Tramite) or not source.is_file():
            continue
        try:
            cases = read_cases(read_yaml(source.read_text(encoding="utf-8")))
            order = next(documents_of(tramite, cases, builders), None)
            if order is None:
                continue
            picture = printer.picture(sample_sheet(tramite, order, institution, environment.origin), PIXELS_PER_INCH)
        except (BadCase, BadSheet, ValueError) as wrong:
            say(f"El trámite «{key}» no tiene muestra de lo que entrega: {wrong}")
            continue
        draft = folder / f".{key}.{os.getpid()}"
        draft.write_bytes(picture)
        draft.replace(folder / f"{key}.png")
        written += 1
    return written
