"""A trámite that a command wrote is in every place of the office, and no other file was touched.

It is written into a package outside the repository, offered by the one setting that names the package, and taken away.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.web.office import ORIGIN, Browser, Office, as_json, text
from tests.web.referred import OFFICIAL, enter, reviewing
from ventanilla import tramites
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.apps.cases.api import offer
from ventanilla.apps.cases.api import tramites as tramites_offered
from ventanilla.apps.documents.api import Press, use_press
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.cli import main
from ventanilla.config.environment import BadEnvironment, Environment, read
from ventanilla.config.packages import packages, typesetter
from ventanilla.config.tramites_page import page
from ventanilla.kit import discover

PACKAGE = "tramites_generados"
KEY = "carta_generada"
TITLE = "Carta generada de prueba"
PHRASE = "quiero mi papelito amarillo"
ROOT = Path(__file__).resolve().parents[2]


def repository() -> dict[str, int]:
    """Every file that a trámite could have touched, with when it was last written."""
    files = (path for folder in ("src", "tests", "docs") for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(path): path.stat().st_mtime_ns for path in files if "__pycache__" not in path.parts}


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """The environment of an office that also offers the package the trámite was written into."""
    before = repository()
    home = str(tmp_path / PACKAGE)
    words = ["--titulo", TITLE, "--frase", PHRASE, "--frase", "papelito", "--frase", "carta amarilla"]
    monkeypatch.setattr(sys, "path", list(sys.path))
    for arguments in (["nuevo", KEY, "--en", home, "--fundamento", "LSS 15", *words], ["revisar", KEY, "--en", home]):
        done = CliRunner().invoke(main, ["tramite", *arguments])
        assert done.exit_code == 0, done.output
    assert repository() == before
    environment = read({"VENTANILLA_TRAMITES": PACKAGE, "VENTANILLA_VAR": str(tmp_path / "var")})
    offer(discover(*packages(environment)))
    yield environment
    offer(discover(tramites))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    importlib.invalidate_caches()


def filed(office: Office, browser: Browser, slug: str) -> str:
    """The trámite, from its page to its receipt; the folio."""
    assert "Iniciar" in text(browser.get(f"/tramites/{KEY}"))
    step = browser.post(f"/tramites/{KEY}/iniciar").headers["Location"]
    assert "¿Para qué lo necesita?" in text(browser.get(step))
    check = browser.follow(browser.post(step, {"para": "La escuela"}))
    assert "La escuela" in text(check)
    sent = browser.send(browser.sign(check, office.mint.identity(slug)))
    return sent.headers["Location"].removeprefix("/expedientes/")


def test_it_is_in_the_catalogue_the_search_and_the_api(office: Office, generated: Environment) -> None:
    visitor = office.browser()
    assert TITLE in text(visitor.get("/tramites"))
    assert TITLE in text(visitor.get("/tramites?grupo=asegurado"))
    assert TITLE not in text(visitor.get("/tramites?grupo=patron"))
    for query in ("papelito+amarillo", "papelitos+amariyos"):
        assert TITLE in text(visitor.get(f"/tramites?q={query}")), query
    assert KEY in {each["clave"] for each in as_json(visitor.get("/api/v1/tramites"))["tramites"]}
    assert "para" in as_json(visitor.get(f"/api/v1/tramites/{KEY}"))["solicitud"]["properties"]
    assert f"(`{KEY}`)" in page(tramites_offered())
    assert f"/api/v1/tramites/{KEY}/solicitudes" in as_json(visitor.get("/api/v1/openapi.json"))["paths"]


def test_it_is_asked_for_and_gives_its_document(office: Office, generated: Environment) -> None:
    browser = office.browser("trabajadora")
    folio = filed(office, browser, "trabajadora")
    signer = LocalSigner.open(office.mint.keys)
    use_press(Press(typesetter(generated), signer, "Instituto", ORIGIN, "Demostración"))
    office.run("documents.seal_document")
    with scope(None):
        document = Document.objects.get(kind=KEY)
    assert document.content["para"] == "La escuela"
    assert browser.get(f"/documentos/{document.folio}.pdf").content.startswith(b"%PDF-")
    assert "Su documento está listo" in text(browser.get(f"/expedientes/{folio}"))


def test_its_doubt_waits_for_a_person(office: Office, generated: Environment) -> None:
    browser = office.browser("duplicada")
    folio = filed(office, browser, "duplicada")
    assert "En revisión" in text(browser.get(f"/expedientes/{folio}"))
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    official = office.browser(OFFICIAL)
    row = f'href="/personal/expedientes/{folio}"'
    assert row in official.get("/personal/expedientes?cola=afiliacion").content.decode()
    assert row not in official.get("/personal/expedientes?cola=aclaraciones").content.decode()
    assert TITLE in text(official.get(f"/personal/expedientes/{folio}"))


def test_once_it_is_taken_away_nothing_of_it_is_left(office: Office) -> None:
    visitor = office.browser()
    assert TITLE not in text(visitor.get("/tramites"))
    assert visitor.get(f"/tramites/{KEY}").status_code == 404
    assert visitor.get(f"/api/v1/tramites/{KEY}").status_code == 404


def test_an_operator_names_packages_that_are_there() -> None:
    assert read({}).tramites == ()
    assert read({"VENTANILLA_TRAMITES": " ventanilla.tramites , "}).tramites == ("ventanilla.tramites",)
    for wrong in ("no-es-nombre", "paquete_que_no_esta", "paquete_que_no_esta.dentro", "json.decoder"):
        with pytest.raises(BadEnvironment, match="VENTANILLA_TRAMITES"):
            read({"VENTANILLA_TRAMITES": wrong})
