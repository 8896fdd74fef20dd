"""Every refusal of the law, of contributions and of benefits says, besides what is wrong, what to do now."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ventanilla

SOURCE = Path(ventanilla.__path__[0])
ROOMS = ("law", "domain/contributions", "domain/benefits")
ERRORS = {"BadInput", "BeneficioError", "CuotasError", "LawError", "MissingYear"}
# The verbs of a way out, spoken to somebody: alone, or with what they are done to (Agréguela, Escríbalos).
WAY_OUT = re.compile(
    r"\b(?:agr[eé]gue|calcule|c[aá]rgue|cambie|compare|corr[ií]ja|dé|deje|diga|div[ií]da|elija|escr[ií]ba|estime|"
    r"multipl[ií]que|ord[eé]ne|pida|qu[ií]te|rev[ií]se|use|vea)(?:l[aeo]s?)?\b",
    re.IGNORECASE,
)


def makers(tree: ast.Module) -> set[str]:
    """What makes a refusal in a module: the errors, and its own functions that return one."""
    return ERRORS | {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id in ERRORS
    }


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where each refusal of a module is made, and its Spanish; one that only hands over another's has none."""
    names = makers(tree)
    common = {
        node.name: " ".join(said(node))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            text = " ".join((*said(node), common.get(node.func.id, "")))
            if " " in text.strip() and "{motivo}" not in text:
                yield node.lineno, text


def said(node: ast.AST) -> Iterator[str]:
    """The texts written below a node, without its docstring."""
    documented = ast.get_docstring(node, clean=False) if isinstance(node, ast.FunctionDef) else None
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value != documented:
            yield one.value


MODULES = [path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_refusal_says_what_to_do(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [f"{path.name}:{line}: {text}" for line, text in sentences(tree) if not WAY_OUT.search(text)] == []


def test_the_refusals_are_really_read() -> None:
    found = [one for path in MODULES for one in sentences(ast.parse(path.read_text(encoding="utf-8")))]
    assert len(found) > 80
    silent = ast.parse('raise CuotasError("dias", Text("DIAS", "Un mes de 2026 no tiene {dias} días."))')
    assert [bool(WAY_OUT.search(text)) for _, text in sentences(silent)] == [False]
