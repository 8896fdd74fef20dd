"""The reference page of the trámites, written from their definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from ventanilla.kernel.text import MONTHS, long_date
from ventanilla.kit import Immediate, Opens, WorkingDays
from ventanilla.kit.tramite import AnyTramite

NAME: Final = "tramites.md"
HEAD: Final = (
    "# Trámites\n\n"
    "Escrito por `ventanilla oficina catalogo-docs` a partir de la definición de cada trámite: no se edita a mano.\n"
)


def page(tramites: Mapping[str, AnyTramite]) -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *(line for tramite in tramites.values() for line in _section(tramite))])


def write(folder: Path, tramites: Mapping[str, AnyTramite]) -> bool:
    """Write the page into ``folder``; whether it changed."""
    path, text = folder / NAME, page(tramites)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def _section(tramite: AnyTramite) -> Iterator[str]:
    yield f"## {tramite.title} (`{tramite.key}`)\n"
    yield f"{tramite.obtains}\n"
    rows = (
        ("Para quién", ", ".join(each.value for each in tramite.for_whom)),
        ("Nivel", tramite.assurance.name),
        ("Costo", tramite.cost),
        ("Plazo", _deadline(tramite)),
        ("Abierto", _opening(tramite.opens)),
        ("Momentos", ", ".join(each.value for each in tramite.life_events) or "ninguno"),
        ("Fundamento", "; ".join(tramite.cite)),
        ("Se busca con", "; ".join(tramite.phrases)),
    )
    yield "| | |\n|---|---|"
    yield "".join(f"| {name} | {_cell(value)} |\n" for name, value in rows)
    asked = tramite.form.asked()
    if asked:
        yield "| Campo | Pregunta | Tipo |\n|---|---|---|"
        yield "".join(f"| `{one.name}` | {_cell(one.label)} | {one.kind} |\n" for one in asked)
    else:
        yield "No pregunta nada.\n"


def _deadline(tramite: AnyTramite) -> str:
    match tramite.deadline:
        case Immediate():
            return "al momento"
        case WorkingDays(days):
            return f"{days} días hábiles"


def _opening(opens: Opens) -> str:
    said = [f"desde el {long_date(opens.since)}"] if opens.since else []
    said += [f"hasta el {long_date(opens.until)}"] if opens.until else []
    said += [f"solo en {', '.join(MONTHS[month - 1] for month in opens.months)}"] if opens.months else []
    return "; ".join(said) or "siempre"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
