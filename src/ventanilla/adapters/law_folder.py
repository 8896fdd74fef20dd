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


def write_file(folder: Path, path: str, text: str) -> None:
    """Write one file of the folder, whole or not at all."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)
