"""The kit was proved on five shapes before it was frozen. mypy checks them; here they are only imported and read."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ventanilla.kit import Batch, Tramite

HERE = Path(__file__).parent
SKELETONS = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("test_"))
ALLOWED = ("ventanilla.kit", "ventanilla.kernel", "ventanilla.domain", "ventanilla.law")


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"skeleton_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", SKELETONS, ids=lambda path: path.stem)
def test_a_skeleton_is_a_tramite_and_imports_only_what_an_author_may(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tramite = load(path, monkeypatch).TRAMITE
    assert isinstance(tramite, Tramite | Batch)
    assert tramite.key == path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ventanilla"):
            assert (node.module or "").startswith(ALLOWED) or node.module == "ventanilla"


def test_there_are_five() -> None:
    assert {path.stem for path in SKELETONS} == {
        "aclaracion",
        "inscripcion_guarderia",
        "movimiento_alta",
        "registro_beneficiarios",
        "servicio_funerario",
    }
