"""The typed client, as whoever reads the how-to uses it: over HTTP, with files and a key, and nothing of the office."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from ventanilla_client import Api, ApiProblem

from tests.web.office import TRAMITE, Office, drawn
from tests.web.programs import made
from tests.web.served import served
from ventanilla.adapters.pki.keyfile import seal_key
from ventanilla.domain.programs import Scope

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to" / "use-the-api.md"
PASSWORD = "Cóntraseña 7"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("client_generator", ROOT / "tools" / "client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_client_is_made_from_the_openapi_that_there_is() -> None:
    made_now = generator()
    assert made_now.TARGET.read_text(encoding="utf-8") == made_now.written(), "run `python tools/client.py`"


def blocks() -> list[str]:
    return [part.partition("```")[0] for part in HOW_TO.read_text(encoding="utf-8").split("```python\n")[1:]]


def test_the_how_to_is_what_one_types(committing_office: Office, tmp_path: Path) -> None:
    """The programs of docs/how-to/use-the-api.md, word by word, by somebody who has only the files that it names."""
    committing_office.browser("trabajadora")
    who = committing_office.mint.identity()
    (tmp_path / "llave.txt").write_text(made("trabajadora").written + "\n")
    (tmp_path / "mi.cer").write_bytes(who.certificate)
    (tmp_path / "mi.key").write_bytes(seal_key(who.key, PASSWORD.encode("latin-1")))
    (tmp_path / "clave.txt").write_text(PASSWORD, encoding="utf-8")
    for name, program in zip(("presentar.py", "descargar.py", "cuotas.py"), blocks(), strict=True):
        (tmp_path / name).write_text(program, encoding="utf-8")
    paths = {"PYTHONPATH": f"{ROOT / 'clients' / 'python'}:{ROOT / 'src'}"}
    paths["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=dict(os.environ) | paths,
            capture_output=True,
            text=True,
            check=False,
        )

    with served() as address:
        filed = run("presentar.py", address)
        assert filed.returncode == 0, filed.stderr
        assert f"Actúo como {who.person.name}" in filed.stderr
        folio = filed.stdout.strip()
        assert run("descargar.py", address, folio).returncode == 1  # not sealed yet
        committing_office.print()
        got = run("descargar.py", address, folio)
        assert got.returncode == 0, got.stderr
        owed = run("cuotas.py", address)
    assert owed.stdout.startswith("Patrón 1361.89 obrero 128.25\n"), owed.stderr
    assert "Enfermedades y maternidad, cuota fija 509.71 LSS 106-I\n" in owed.stdout
    files = got.stdout.split()
    assert len(files) == 2
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF-") for name in files)


def test_the_client_fills_a_draft_in_parts_and_says_why_not(committing_office: Office) -> None:
    committing_office.browser("trabajadora")
    key, reads = made("trabajadora").written, made("trabajadora", Scope.EXPEDIENTES).written
    with served() as address:
        api = Api(address, key)
        draft = api.empezar({"tramite": TRAMITE})
        whole = api.contestar(draft.value["id"], {"para": "familia"}, if_match=draft.etag)
        assert whole.value["respuestas"]["para"] == "familia"
        with pytest.raises(ApiProblem) as changed:
            api.contestar(draft.value["id"], {"para": "titular"}, if_match=draft.etag)
        assert (changed.value.status, changed.value.codigo) == (412, "VERSION")
        assert [one["id"] for one in api.solicitudes(limite=1).value["elementos"]] == [draft.value["id"]]
        with pytest.raises(ApiProblem) as known:
            api.solicitud(draft.value["id"], if_none_match=whole.etag)
        assert known.value.codigo == "NO_HA_CAMBIADO"
        with pytest.raises(ApiProblem) as refused:
            Api(address, reads, language="en").empezar({"tramite": TRAMITE})
        assert (refused.value.codigo, refused.value.problema["title"]) == ("ALCANCE", "The key does not allow this.")
        with pytest.raises(ApiProblem) as nobody:
            Api(address).yo()
        assert nobody.value.codigo == "SESION"
        assert drawn().named("trabajadora").curp == api.yo().value["curp"]


@pytest.mark.parametrize("origin", ["http://oficina.example", "file://localhost/etc", "ftp://localhost"])
def test_a_key_goes_over_https_alone(origin: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Api(origin, "vnt_x")
