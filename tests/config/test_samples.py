"""The picture of what each trámite gives is made when the office opens, and a broken one stops nobody."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from ventanilla import tramites
from ventanilla.cli import main
from ventanilla.config.environment import read
from ventanilla.config.samples import FOLDER, samples_write
from ventanilla.kit import discover


def test_each_tramite_with_a_document_has_its_picture(tmp_path: Path) -> None:
    said: list[str] = []
    written = samples_write(read({"VENTANILLA_VAR": str(tmp_path)}), said.append)
    assert said == []
    pictures = sorted((tmp_path / FOLDER).iterdir())
    assert len(pictures) == written
    assert {"constancia_vigencia", "localizacion_nss"} <= {path.stem for path in pictures} <= set(discover(tramites))
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == (612, 792)


def test_one_that_cannot_be_printed_is_said_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "paquete_sin_muestra"
    assert CliRunner().invoke(main, ["tramite", "nuevo", "carta_rota", "--en", str(home)]).exit_code == 0
    (home / "carta_rota" / "documents" / "documento.typ").write_text("#nada_que_exista", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    said: list[str] = []
    environment = read({"VENTANILLA_VAR": str(tmp_path / "var"), "VENTANILLA_TRAMITES": "paquete_sin_muestra"})
    assert samples_write(environment, said.append) > 1
    (sentence,) = said
    assert sentence.startswith("El trámite «carta_rota» no tiene muestra de lo que entrega")
    assert not (tmp_path / "var" / FOLDER / "carta_rota.png").exists()
