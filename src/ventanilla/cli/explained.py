"""Keeping an explanation in a file: a PDF to be read, or the tree in JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from ventanilla import law
from ventanilla.cli import NotDone
from ventanilla.cli.given import now
from ventanilla.kernel.text import Text
from ventanilla.law.explanation import tree_json

SUFFIXES: Final = (".pdf", ".json")

salida_option = click.option(
    "--salida",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Archivo .pdf o .json con todo; puede repetirse. Entonces aquí se muestra solo el total.",
)


def check(paths: Iterable[Path]) -> None:
    """Refuse, before anything is computed, a file that nobody here can write."""
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            raise click.UsageError(f"No se sabe escribir «{path.name}». Termine el nombre en {' o '.join(SUFFIXES)}.")


def keep(
    tree: law.Explained, paths: Iterable[Path], *, about: Sequence[tuple[str, str]] = (), warned: Iterable[Text] = ()
) -> None:
    """Write ``tree`` to each of ``paths``, and say where on the side of errors; all are made before any is written."""
    told = tuple(warned)
    made = [(path, _pdf(tree, about, told) if path.suffix.lower() == ".pdf" else _json(tree)) for path in paths]
    for path, data in made:
        path.write_bytes(data)
        click.echo(f"La explicación quedó en {path}.", err=True)


def _json(tree: law.Explained) -> bytes:
    return (json.dumps(tree_json(tree), ensure_ascii=False, indent=1) + "\n").encode()


def _pdf(tree: law.Explained, about: Sequence[tuple[str, str]], warned: Sequence[Text]) -> bytes:
    from ventanilla.adapters.typeset.explicacion import render
    from ventanilla.adapters.typeset.port import TooLong

    try:
        return render(tree, about=about, warned=warned, issued_at=now())
    except TooLong as error:
        raise NotDone("La explicación es demasiado larga para un PDF. Pídala de menos días, o en .json.") from error
