"""``ventanilla tramite``: what is written works at once, and what is lacking is said."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from click.testing import CliRunner, Result

from ventanilla import tramites
from ventanilla.cli import main
from ventanilla.cli.tramite_lacks import Folder, review
from ventanilla.domain.cases.remedy import inconformidad
from ventanilla.kit import Audience, Batch, Form, Reject, Tramite, discover, field
from ventanilla.kit.casos import Case, all_builders, read_cases
from ventanilla.kit.discovery import BadTramite, definition
from ventanilla.law.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parents[2]
OURS = discover(tramites)
WORDS = (
    "--titulo", "Carta de registro", "--obtiene", "Un documento que dice que usted está en el registro.",
    "--publico", "asegurado", "--publico", "pensionado",
    "--frase", "carta de registro", "--frase", "estoy registrado", "--frase", "estoy en el registro",
    "--fundamento", "LSS 15",
)  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["tramite", *arguments])


def written(tmp_path: Path, package: str, *words: str) -> Path:
    """A trámite called ``carta``, in a package of its own name so that no other test has imported it."""
    home = tmp_path / package
    done = run("nuevo", "carta", "--en", str(home), *words)
    assert done.exit_code == 0, done.output
    return home


@pytest.fixture(autouse=True)
def _forget_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))


def test_what_is_written_with_its_words_lacks_nothing(tmp_path: Path) -> None:
    home = written(tmp_path, "paquete_completo", *WORDS)
    done = run("revisar", "carta", "--en", str(home))
    assert (done.exit_code, done.output) == (0, "Al trámite «carta» no le falta nada de lo que se revisa.\n")
    files = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.suffix in {".py", ".yaml", ".typ"}}
    code = {f"carta/{name}.py" for name in ("__init__", "definition", "form", "facts", "decision")}
    assert files == {"__init__.py", "carta/casos.yaml", "carta/documents/documento.typ", *code}
    offered = definition("paquete_completo.carta")
    assert offered.title == "Carta de registro"
    assert offered.for_whom == (Audience.ASEGURADO, Audience.PENSIONADO)


def test_what_is_written_without_words_works_and_says_which_are_missing(tmp_path: Path) -> None:
    home = written(tmp_path, "paquete_callado")
    done = run("revisar", "carta", "--en", str(home), "--json")
    assert done.exit_code == 1
    codes = [lack["codigo"] for lack in json.loads(done.output)["falta"]]
    assert codes == ["POCAS_FRASES", "SIN_FUNDAMENTO", *["CASO_SIN_CITA"] * 8]
    assert "- Falta citar la ley: escriba el artículo en «cite»." in run("revisar", "carta", "--en", str(home)).output


@pytest.mark.parametrize("words", [(), WORDS], ids=["callado", "completo"])
def test_what_is_written_is_as_the_house_writes(tmp_path: Path, words: tuple[str, ...]) -> None:
    home = written(tmp_path, "paquete_limpio", *words)
    config = f"--config={ROOT / 'pyproject.toml'}"
    for tool in (["ruff", "check"], ["ruff", "format", "--check"]):
        command = [str(Path(sys.executable).with_name(tool[0])), *tool[1:], config, str(home)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_what_is_written_has_its_types_in_order(tmp_path: Path) -> None:
    home = written(tmp_path, "paquete_tipado", *WORDS)
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(home / "carta")]
    done = subprocess.run(
        [*command, "--cache-dir", str(tmp_path / "cache")], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("key", ["Carta", "1carta", "carta-2", "ca", "class", "../carta", "c" * 41, "cartañ"])
def test_a_key_that_is_no_name_is_refused(tmp_path: Path, key: str) -> None:
    done = run("nuevo", key, "--en", str(tmp_path / "paquete"))
    assert done.exit_code == 1
    assert "La clave lleva de 3 a 40 letras" in done.output
    assert not (tmp_path / "paquete").exists()


@pytest.mark.parametrize("words", ['Con "comillas"', "Con \\ barra", "Con\nrenglón", "x" * 91])
def test_words_that_are_no_literal_are_refused(tmp_path: Path, words: str) -> None:
    done = run("nuevo", "carta", "--titulo", words, "--en", str(tmp_path / "paquete"))
    assert done.exit_code == 1
    assert "Cada texto lleva como máximo 90 caracteres" in done.output
    assert not (tmp_path / "paquete").exists()


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    home = written(tmp_path, "paquete_ocupado")
    (home / "carta" / "form.py").write_text("mío")
    done = run("nuevo", "carta", "--en", str(home))
    assert done.exit_code == 1
    assert "Ya hay una carpeta" in done.output
    assert (home / "carta" / "form.py").read_text() == "mío"


def test_what_is_no_tramite_is_said(tmp_path: Path) -> None:
    assert run("revisar", "nada", "--en", str(tmp_path)).exit_code == 1
    home = tmp_path / "paquete_vacio"
    (home / "nada").mkdir(parents=True)
    (home / "nada" / "definition.py").write_text("TRAMITE = None\n")
    (home / "nada" / "__init__.py").touch()
    done = run("revisar", "nada", "--en", str(home))
    assert done.exit_code == 1
    assert "no es un trámite" in done.output


def test_two_packages_may_not_offer_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "paquete_doble"
    assert run("nuevo", "derechos_arco", "--en", str(home)).exit_code == 0
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(BadTramite, match="two packages offer 'derechos_arco'"):
        discover(tramites, __import__("paquete_doble"))


@pytest.mark.parametrize("key", OURS)
def test_nothing_is_missing_in_ours(key: str) -> None:
    done = run("revisar", key)
    assert done.exit_code == 0, done.output


# -- each thing that may be missing


def folder_of(key: str) -> Folder:
    home = Path(tramites.__file__).parent / key
    cases = read_cases(read_yaml((home / "casos.yaml").read_text("utf-8")))
    templates = {path.name: path.read_text("utf-8") for path in home.glob("documents/*.typ")}
    return Folder("Algo.", cases, templates, lambda _said: True, (home / "decision.py").read_text("utf-8"))


KEY = "derechos_arco"
Change = Callable[[Any, Folder], tuple[Any, Folder]]
LACKING: dict[str, Change] = {
    "SIN_PROPOSITO": lambda t, f: (t, dataclasses.replace(f, doc="")),
    "POCAS_FRASES": lambda t, f: (dataclasses.replace(t, phrases=("uno", "dos")), f),
    "SIN_PUBLICO": lambda t, f: (dataclasses.replace(t, for_whom=()), f),
    "SIN_FUNDAMENTO": lambda t, f: (dataclasses.replace(t, cite=("Fundamento por confirmar",)), f),
    "POCOS_CASOS": lambda t, f: (t, dataclasses.replace(f, cases=f.cases[:-1])),
    "SIN_CASO_SI": lambda t, f: (t, only(f, lambda then: then == {"decision": "Reject"})),
    "SIN_CASO_NO": lambda t, f: (t, only(f, lambda then: then["decision"] == "Approve")),
    "SIN_CASO_DUDA": lambda t, f: (t, only(f, lambda then: then["decision"] == "Approve")),
    "CASO_SIN_CITA": lambda t, f: (t, first(f, cite="")),
    "CASO_FALLA": lambda t, f: (t, first(f, then={"decision": "Reject"})),
    "SIN_PLANTILLA": lambda t, f: (t, dataclasses.replace(f, templates={})),
    "DOCUMENTO_INCOMPLETO": lambda t, f: (t, dataclasses.replace(f, templates={"respuesta.typ": "#content.derecho"})),
    "EXCLAMACION": lambda t, f: (dataclasses.replace(t, obtains="¡Su documento!"), f),
    "ETIQUETA_LARGA": lambda t, f: (dataclasses.replace(t, title="¿" + "a" * 80), f),
    "ORACION_LARGA": lambda t, f: (dataclasses.replace(t, obtains="una " * 21), f),
    "SIGLA": lambda t, f: (dataclasses.replace(t, obtains="Su NSS."), f),
    "SIN_INGLES": lambda t, f: (t, dataclasses.replace(f, english=lambda _said: False)),
}  # fmt: skip


DATOS = "actualizacion_datos"


class Imposible(Form):
    """A question that depends on an answer nobody can give."""

    dato: Literal["uno", "dos"] = field("¿Cuál?")
    otro: str | None = field("¿Y por qué?", when={"dato": ("tres",)})


def no_cite(solicitud: Any, hechos: Any, on: date) -> Reject:
    return Reject(why=("Porque no.",), cite=())


REFUSING: dict[str, Change] = {
    "CONDICION_SIN_CASO": lambda t, f: (t, having(f, lambda case: case.given["solicitud"]["dato"] != "sexo")),
    "CONDICION_IMPOSIBLE": lambda t, f: (dataclasses.replace(t, form=Imposible), f),
    "NEGATIVA_SIN_CASO": lambda t, f: (t, having(f, lambda case: not case.given.get("CurpDeOtra"))),
    "NEGATIVA_SIN_CITA": lambda t, f: (dataclasses.replace(t, decide=no_cite), f),
    "NEGATIVA_SIN_RECURSO": lambda t, f: (
        dataclasses.replace(t, remedy=lambda on: dataclasses.replace(inconformidad(on), cite="")), f
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSING)
def test_a_condition_without_a_case_and_a_bare_refusal_are_found(code: str) -> None:
    tramite, folder = REFUSING[code](OURS[DATOS], folder_of(DATOS))
    (found, *_) = [each for each in review(tramite, folder, all_builders()) if each.code == code]
    assert review(OURS[DATOS], folder_of(DATOS), all_builders()) == ()
    if code == "NEGATIVA_SIN_CASO":
        assert str(found) == "Ningún caso de casos.yaml llega a negar por «CURP_NO_COINCIDE»."
    if code == "CONDICION_SIN_CASO":
        assert "«¿Cuál es su sexo?»" in str(found)


def having(folder: Folder, keep: Callable[[Case], bool]) -> Folder:
    return dataclasses.replace(folder, cases=tuple(case for case in folder.cases if keep(case)))


def first(folder: Folder, **changed: Any) -> Folder:
    return dataclasses.replace(folder, cases=(dataclasses.replace(folder.cases[0], **changed), *folder.cases[1:]))


def only(folder: Folder, keep: Callable[[Any], bool]) -> Folder:
    return dataclasses.replace(folder, cases=tuple(case for case in folder.cases if keep(case.then)))


@pytest.mark.parametrize("code", LACKING)
def test_what_is_missing_is_found(code: str) -> None:
    tramite, folder = LACKING[code](OURS[KEY], folder_of(KEY))
    assert code in {found.code for found in review(tramite, folder, all_builders())}


def test_a_tramite_that_lacks_nothing_is_told_nothing() -> None:
    assert review(OURS[KEY], folder_of(KEY), all_builders()) == ()
    assert isinstance(OURS[KEY], Tramite | Batch)


def test_a_template_that_does_not_print_is_said(tmp_path: Path) -> None:
    home = written(tmp_path, "paquete_roto", *WORDS)
    template = home / "carta" / "documents" / "documento.typ"
    template.write_text(template.read_text("utf-8") + "\n#nada_que_exista\n", "utf-8")
    done = run("revisar", "carta", "--en", str(home), "--json")
    assert [lack["codigo"] for lack in json.loads(done.output)["falta"]] == ["NO_IMPRIME"]
