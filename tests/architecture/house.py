"""What the house's rules look for in a source, apart from what import-linter can say. Each finds; the tests judge."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ventanilla"
IMPORTERS = {"import_module", "import_string", "__import__", "get_model", "resolve_name", "run_module"}
CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "timezone", "time"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
LONGEST_FUNCTION = 70  # lines
LONGEST_MODULE = 500  # lines
BARE = re.compile(r"#\s*(?:noqa(?!:\s*[A-Z]+[0-9]+)|type:\s*ignore(?!\[[a-z-]+(?:,\s*[a-z-]+)*\]))", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Finding:
    """One place where a rule may be broken."""

    path: str
    line: int
    what: str


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Every Python source under the folders of the repository: its path from the root, and its text."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not {"node_modules", ".venv"} & {*path.parts}:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def _calls(text: str) -> Iterator[tuple[ast.Call, str, str]]:
    """Each call with its function's last name and what stands before the dot."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    yield node, name, ""
                case ast.Attribute(attr=name, value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
                    yield node, name, owner
                case ast.Attribute(attr=name):
                    yield node, name, "?"


def string_imports(path: str, text: str) -> list[Finding]:
    """Calls that import by a name in a string, where no linter can follow. A migration asks for a table as it was."""
    importers = IMPORTERS - {"get_model"} if "/migrations/" in path else IMPORTERS
    return [Finding(path, call.lineno, name) for call, name, _ in _calls(text) if name in importers]


def machine_clocks(path: str, text: str) -> list[Finding]:
    """Calls that ask the machine what day or time it is. A monotonic clock is for time-outs and is none."""
    return [
        Finding(path, call.lineno, f"{owner}.{name}")
        for call, name, owner in _calls(text)
        if (name in CLOCKS and owner in CLOCK_OWNERS) or (name, owner) == ("time", "time")
    ]


def string_relations(path: str, text: str) -> list[Finding]:
    """Relations to a model of another app, named in a string; the account is named by its setting."""
    own = path.partition("/apps/")[2].partition("/")[0]
    found = []
    for call, name, _ in _calls(text):
        targets = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "to")]
        if name in RELATIONS:
            found += [
                Finding(path, call.lineno, str(target.value))
                for target in targets
                if isinstance(target, ast.Constant) and str(target.value).rpartition(".")[0] not in {"", own}
            ]
    return found


def key_locks(path: str, text: str) -> list[Finding]:
    """Rows locked against those who only point at them. A foreign key is checked at commit, when the chain of a person
    is held; whoever holds the row and waits for that chain is then waited for: a deadlock."""
    return [
        Finding(path, call.lineno, name)
        for call, name, _ in _calls(text)
        if name == "select_for_update" and "no_key" not in {keyword.arg for keyword in call.keywords}
    ]


def bare_silencers(path: str, text: str) -> list[Finding]:
    """``noqa`` without its rule, ``type: ignore`` without its code: they silence what nobody has seen yet."""
    return [
        Finding(path, token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and BARE.search(token.string)
    ]


def too_long(path: str, text: str) -> list[Finding]:
    """Functions longer than a screen, modules longer than a room."""
    found = [
        Finding(path, node.lineno, f"{node.name}: {length} lines")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    lines = text.count("\n")
    return [*found, Finding(path, 1, f"{lines} lines")] if lines > LONGEST_MODULE else found


def side_doors(imports: list[tuple[str, str]]) -> list[str]:
    """Imports of an app's inside by someone of another room. ``config`` puts apps together and may."""
    found = []
    for importer, imported in imports:
        parts = imported.split(".")
        if parts[:2] != ["ventanilla", "apps"] or len(parts) < 3:
            continue
        app = ".".join(parts[:3])
        inside = importer == app or importer.startswith(f"{app}.") or importer.startswith("ventanilla.config")
        if not inside and imported != f"{app}.api":
            found.append(f"{importer} -> {imported}")
    return sorted(found)
