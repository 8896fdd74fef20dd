"""A person leaves with the evidence of their signature, and a stranger believes it: no office, no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Office
from tests.journeys.steps import leave_with_constancia, sign_in

STAMP_WAIT = 60.0  # seconds: the worker asks after the commit


def _download(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar la evidencia de su firma (JSON)").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _judged(package: Path, office: Office, folder: Path) -> tuple[int, dict[str, Any]]:
    """The command where there is no installation, with the two authorities that a stranger was given."""
    anchors = folder / "anclas"
    anchors.mkdir(exist_ok=True)
    for name in ("raiz.cer", "ac.cer"):
        (anchors / name).write_bytes((office.var / "pki" / "autoridad" / name).read_bytes())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_")}
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "ventanilla"),
            *("firma", "verificar", str(package), "--anclas", str(anchors), "--json"),
        ],
        env=kept | {"VENTANILLA_VAR": str(folder / "sin-oficina")},
        capture_output=True,
        text=True,
        check=False,
    )
    value: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, value


def test_evidence_that_outlives_the_office(browser: Browser, page: Page, office: Office, tmp_path: Path) -> None:
    sealed = leave_with_constancia(browser, office, "trabajadora", tmp_path)
    sign_in(page, office, "trabajadora")
    page.goto(f"{office.origin}/expedientes/{sealed.case}")
    until = time.monotonic() + STAMP_WAIT
    status, said = _judged(_download(page, tmp_path), office, tmp_path)
    while not said["sellos_de_tiempo"] and time.monotonic() < until:
        time.sleep(1)
        status, said = _judged(_download(page, tmp_path), office, tmp_path)
    assert (status, said["valido"], said["confianza"]) == (0, True, "prueba")
    assert said["palabras"][0] == "Solicitud: Constancia de vigencia de derechos"
    assert said["palabras_iguales"] is True
    assert said["sellos_de_tiempo"][0]["autoridad"] == "SELLO DE TIEMPO DE DEMOSTRACION"
    package = tmp_path / "alterado.json"
    package.write_bytes(_download(page, tmp_path).read_bytes().replace(b"instante", b"instanto", 1))
    status, said = _judged(package, office, tmp_path)
    assert (status, said["valido"]) == (1, False)
