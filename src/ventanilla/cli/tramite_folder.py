"""The folder of a new trámite: what is written in it, and where it may be written."""

from __future__ import annotations

import json
import keyword
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from ventanilla.kernel.text import Text
from ventanilla.kit.tramite import Audience

from .tramite_lacks import UNCONFIRMED

SCAFFOLD: Final = Path(__file__).parent / "scaffold"
SUFFIX: Final = ".txt"  # so that no tool takes a template for code
LINE: Final = 120  # characters of a line of code
MAX_WORDS: Final = 90  # characters of a title, a sentence or an article: they fit a line of code
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{2,39}")


class CannotWrite(ValueError):
    """The folder cannot be written as it was asked for; ``reason`` says why and what to do."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Wanted:
    """What the author already knows of the trámite; the rest is written with words to change."""

    key: str
    title: str = ""
    obtains: str = ""
    for_whom: tuple[Audience, ...] = ()
    phrases: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()


def write(wanted: Wanted, package: Path) -> Path:
    """Write the trámite into ``package`` and return its folder, whole or not at all.

    A package that is not there yet is begun. CannotWrite: a bad key, words that do not fit, or a folder there before.
    """
    _check(wanted)
    folder = package / wanted.key
    if folder.exists():
        raise CannotWrite(Text("YA_EXISTE", "Ya hay una carpeta en {carpeta}. No se cambió nada.", carpeta=str(folder)))
    package.mkdir(parents=True, exist_ok=True)
    init = package / "__init__.py"
    if not init.exists():
        init.write_text('"""Trámites of this institution."""\n', encoding="utf-8")
    values = _values(wanted)
    draft = Path(tempfile.mkdtemp(prefix=".", dir=package))
    try:
        for source in sorted(SCAFFOLD.rglob(f"*{SUFFIX}")):
            target = draft / source.relative_to(SCAFFOLD).with_suffix("")
            target.parent.mkdir(exist_ok=True)
            target.write_text(Template(source.read_text(encoding="utf-8")).substitute(values), encoding="utf-8")
        draft.chmod(0o755)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _check(wanted: Wanted) -> None:
    if not _KEY.fullmatch(wanted.key) or keyword.iskeyword(wanted.key):
        raise CannotWrite(
            Text(
                "CLAVE_MAL",
                "La clave lleva de 3 a 40 letras minúsculas sin acento, números o guion bajo, y empieza con letra: "
                "por ejemplo, carta_no_adeudo.",
            )
        )
    for words in (wanted.title, wanted.obtains, *wanted.phrases, *wanted.cite):
        if len(words) > MAX_WORDS or not words.isprintable() or set('"\\') & set(words):
            raise CannotWrite(
                Text(
                    "TEXTO_MAL",
                    "Cada texto lleva como máximo {maximo} caracteres, en una línea y con comillas «»: {texto}",
                    maximo=MAX_WORDS,
                    texto=words,
                )
            )


def _values(wanted: Wanted) -> dict[str, str]:
    title = wanted.title or wanted.key.replace("_", " ").capitalize()
    obtains = wanted.obtains or "Un documento sellado con lo que consta en los registros."
    cite = wanted.cite or (UNCONFIRMED,)
    audiences = [f"Audience.{each.name}" for each in wanted.for_whom or (Audience.ASEGURADO,)]
    return {
        "key": wanted.key,
        "purpose": f"{title}.".replace("..", "."),
        "title": _literal(title),
        "obtains": _literal(obtains),
        "for_whom": _tuple("    for_whom=", audiences),
        "phrases": _tuple("    phrases=", [_literal(each) for each in wanted.phrases or (title.lower(),)]),
        "cite": _tuple("CITE: Final = ", [_literal(each) for each in cite]),
        "cite_plain": _literal("; ".join(cite)),
        "fact": _literal(f"Consta lo que dice «{title}»."),
    }


def _literal(words: str) -> str:
    """As Python, YAML and ruff write it: they agree on JSON where there are no quotes to escape."""
    return json.dumps(words, ensure_ascii=False)


def _tuple(before: str, items: list[str]) -> str:
    """A tuple as ruff formats it after ``before``: on a line if it fits, else an item a line."""
    line = f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    if len(before) + len(line) + 1 <= LINE:
        return line
    indent = " " * (len(before) - len(before.lstrip()))
    return "\n".join(["(", *(f"{indent}    {item}," for item in items), f"{indent})"])
