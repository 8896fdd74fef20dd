"""The operator's folder of the law (``VENTANILLA_LEY``): read whole and handed to ``law``; written a file at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

SETTING: Final = "VENTANILLA_LEY"


def read_folder(folder: Path) -> dict[str, str]:
    """The text of each YAML file by its path inside ``folder``; hidden ones are not looked at. BadAddition in words."""
    texts: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix not in {".yaml", ".yml"} or any(part.startswith(".") for part in inside.parts):
            continue
        try:
            texts[inside.as_posix()] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise law.BadAddition(
                Text(
                    "LEY_ARCHIVO_ILEGIBLE",
                    "No se pudo leer {archivo} de la carpeta de VENTANILLA_LEY. Revise que sea texto en UTF-8 y que "
                    "se permita leerlo.",
                    archivo=inside.as_posix(),
                )
            ) from error
    return texts


def load_folder(folder: Path) -> None:
    """Add to the law what the operator's folder holds."""
    law.load(read_folder(folder))


def enter_rows(folder: Path, key: str, csv: str, origin: law.Origin) -> tuple[str, int]:
    """Add the rows of a CSV to the folder, checked against all that is known; the file's path and how many are new.

    BadAddition, in words, for what cannot be added: then nothing is written.
    """
    load_folder(folder)
    path, text, fresh = law.entered(key, law.read_csv(csv), origin)
    if fresh:
        enter_file(folder, path, text)
    return path, fresh


def enter_file(folder: Path, path: str, text: str) -> None:
    """Put a whole file in the folder, checked with all that is there. BadAddition: then nothing is written."""
    law.load({**read_folder(folder), path: text})
    write_file(folder, path, text)


def write_file(folder: Path, path: str, text: str) -> None:
    """Write one file of the folder, whole or not at all."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)
