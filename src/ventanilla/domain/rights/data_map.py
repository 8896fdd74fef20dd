"""The data map and the key to the file of one's own data, written from the declarations of the apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from .export import SCHEMA, answered
from .kept import SAME, Elsewhere, Keeps, Kept, Use

PREFACE: Final = """\
# Data map

<!-- Written by `ventanilla oficina mapa-de-datos` from `apps/*/kept*.py`. Change those, not this page. -->

What is kept about people, why, on what basis and for how long. One table for each of the database; a column that is
not here cannot exist: a test compares this page with the models. *Basis* cites the article that asks for it.
*Retention* says when it may go, and what erasing a person does to it. Retention periods marked **(P)** are a policy of
the house until the institution's own schedule is loaded. *Its owner is given* says whether «Sus datos» hands the column
over (**yes**), says that it exists and why it stays (**told**), or it is nobody's data (-).

Personal data are protected three times: the query names the person, row-level security denies every row that the
connection's scope does not cover, and the web's database role cannot change or remove a movement.
"""
KEY_PREFACE: Final = """\
# The file of one's own data

<!-- Written by `ventanilla oficina mapa-de-datos` from `apps/*/kept*.py`. Change those, not this page. -->

«Sus datos» (`/cuenta/datos`) gives whoever asks for it everything that the office keeps of them as one JSON file, in
UTF-8. Its shape is `own-data.schema.json`, beside this page. Keys do not change meaning: what changes shape is a new
`esquema`. Dates are ISO 8601, instants in UTC; bytes are base64; a key that ends in `_centavos` is money in whole
centavos of a Mexican peso; an empty value was never said.

| key | what it holds |
|---|---|
| `esquema` | `{schema}` |
| `generado` | the instant |
| `titular` | `nombre` and `curp` of whose data they are |
| `conjuntos` | one for each table below: `clave`, `grupo`, `titulo` |
| `conjuntos[].para_que`, `hasta_cuando`, `quien_lo_ve` | why it is kept, until when, and who sees it |
| `conjuntos[].total` | how many records there are |
| `conjuntos[].completo` | false where there are more rows than a file brings: those are the newest |
| `conjuntos[].campos` | each key of a record with what it is called: `clave`, `nombre` |
| `conjuntos[].reservados` | what exists and is not in the file: `nombre`, `motivo` |
| `conjuntos[].registros` | the records |
"""


def data_map(apps: Sequence[Keeps]) -> str:
    """``docs/reference/data-map.md``."""
    return "\n".join((PREFACE, *(_app(keeps) for keeps in apps)))


def _app(keeps: Keeps) -> str:
    parts = [f"## {keeps.title}\n"]
    if keeps.preface:
        parts.append(f"{keeps.preface}\n")
    parts += [_table(kept) for kept in keeps.tables]
    if keeps.elsewhere:
        parts.append(_elsewhere(keeps.elsewhere))
    if keeps.after:
        parts.append(f"{keeps.after}\n")
    return "\n".join(parts)


def _table(kept: Kept) -> str:
    head = f"### `{kept.model}`: {kept.what}\n\nWho sees it: {kept.sees}\n"
    rows = ["| column | its owner is given | purpose | basis | retention and erasure |", "|---|---|---|---|---|"]
    previous: Use | None = None
    for use in kept.uses:
        retention = SAME if previous is not None and use.retention == previous.retention else use.retention
        cells = (use.purpose, use.basis, retention)
        for given, names in _by_given(use):
            rows.append(f"| {names} | {given} | {' | '.join(cells)} |")
            cells = (SAME, SAME, SAME)
        previous = use
    return head + "\n" + "\n".join(rows) + "\n"


def _by_given(use: Use) -> list[tuple[str, str]]:
    said = {given: [c for c, how in use.personal.items() if answered(how) == given] for given in ("yes", "told")}
    said["-"] = list(use.other)
    return [(given, ", ".join(f"`{column}`" for column in columns)) for given, columns in said.items() if columns]


def _elsewhere(things: Sequence[Elsewhere]) -> str:
    rows = ["| kept elsewhere | purpose | basis | retention and erasure |", "|---|---|---|---|"]
    rows += [f"| {one.name} | {one.purpose} | {one.basis} | {one.retention} |" for one in things]
    return "\n".join(rows) + "\n"


def own_data_key(apps: Sequence[Keeps]) -> str:
    """``docs/reference/own-data.md``."""
    parts = [KEY_PREFACE.replace("{schema}", SCHEMA)]
    for kept in _told(apps):
        assert kept.told is not None
        parts.append(f"## `{kept.told.key}`: {kept.told.title} ({kept.told.group.value})\n")
        rows = ["| key | what it is |", "|---|---|"]
        for column, how in kept.personal.items():
            if answered(how) == "yes":
                rows.append(f"| `{column}` | {how if isinstance(how, str) else how.label} |")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def own_data_schema(apps: Sequence[Keeps]) -> dict[str, Any]:
    """``docs/reference/own-data.schema.json`` (JSON Schema 2020-12)."""
    text, value = {"type": "string"}, {"type": ["string", "integer", "boolean", "object", "array", "null"]}
    said = ("clave", "grupo", "titulo", "para_que", "hasta_cuando", "quien_lo_ve")
    sets = []
    for kept in _told(apps):
        assert kept.told is not None
        keys = [column for column, how in kept.personal.items() if answered(how) == "yes"]
        sets.append(
            _closed(
                dict.fromkeys(said, text)
                | {"clave": {"const": kept.told.key}, "total": {"type": "integer"}, "completo": {"type": "boolean"}}
                | {"campos": _list(_closed({"clave": {"enum": keys}, "nombre": text}))}
                | {"reservados": _list(_closed({"nombre": text, "motivo": text}))}
                | {"registros": _list(_closed(dict.fromkeys(keys, value)))}
            )
        )
    body = {"esquema": {"const": SCHEMA}, "generado": text, "titular": _closed({"nombre": text, "curp": text})}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA}
    return head | _closed(body | {"conjuntos": _list({"oneOf": sets})})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _told(apps: Sequence[Keeps]) -> list[Kept]:
    return [kept for keeps in apps for kept in keeps.tables if kept.told is not None]
