"""Somebody enters an application of others, allows what it asks, sees it in their account and takes it back.

The application is the one of docs/how-to/connect-an-application.md, word by word, on a library by other hands.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Office, office_folder, open_office
from tests.journeys.steps import accept_terms, choose_files, looks_right, sign_in, sign_out, watch_policy
from ventanilla.adapters.pki.certificate import read_certificate

HOW_TO: Final = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "connect-an-application.md"
BACK: Final = "https://app.example/vuelta"
VERIFIER: Final = "un-verificador-de-cuarenta-y-tres-letras-o-mas-0"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own: what is sent and registered in it is only this journey's."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


def block(language: str) -> str:
    return HOW_TO.read_text(encoding="utf-8").partition(f"```{language}\n")[2].partition("```")[0]


def official(office: Office) -> str:
    curp = read_certificate(office.identity("administradora")[0].read_bytes()).facts.curp
    assert curp is not None
    return curp


def order(office: Office, *words: str) -> str:
    """Type a command of the office; what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VENTANILLA_", "DATABASE_"))}
    done = subprocess.run(
        [str(Path(sys.executable).parent / words[0]), *words[1:]],
        env=kept | {"VENTANILLA_VAR": str(office.var), "VENTANILLA_ORIGIN": office.origin},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def client_of(said: str) -> str:
    found = re.search(r"cliente  ([0-9a-f-]{36})", said)
    assert found is not None, said
    return found[1]


@pytest.fixture(scope="module")
def native(office: Office) -> str:
    """The application of the how-to, registered by its own commands."""
    register, listing = (shlex.split(line) for line in block("sh").splitlines())
    said = order(office, *[official(office) if word == "CURP" else word for word in register])
    assert "secreto" not in said
    assert client_of(said) in order(office, *listing)
    return client_of(said)


@dataclass
class Program:
    """The program of the how-to, running: the address it sends to, and what it says in the end."""

    process: subprocess.Popen[str]
    url: str

    def said(self) -> dict[str, Any]:
        out, err = self.process.communicate(timeout=30)
        assert self.process.returncode == 0, err
        value: dict[str, Any] = json.loads(out)
        return value


@contextmanager
def program(office: Office, client: str, folder: Path) -> Iterator[Program]:
    path = folder / "entrar.py"
    path.write_text(block("python"), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(path), office.origin, client],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    assert process.stdout is not None
    try:
        yield Program(process, process.stdout.readline().strip())
    finally:
        process.kill()


def test_the_program_of_the_how_to_enters_somebody(office: Office, native: str, page: Page, tmp_path: Path) -> None:
    errors = watch_policy(page, 400)
    with program(office, native, tmp_path) as asking:
        page.goto(asking.url)
        expect(page.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
        choose_files(page, *office.identity("trabajadora"))
        page.get_by_role("button", name="Firmar e iniciar sesión").click()
        accept_terms(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("¿Permitir a Nómina Clara")
        looks_right(page, "autorizar", picture=True)
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Allow Nómina Clara")
        looks_right(page, "autorizar-en")
        page.get_by_role("button", name="Español").click()
        page.get_by_role("button", name="Permitir", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Puede cerrar esta página")
        said = asking.said()
    facts = read_certificate(office.identity("trabajadora")[0].read_bytes()).facts
    assert said["person"]["curp"] == facts.curp
    assert said["person"]["name"]
    assert abs(said["entered"]["iat"] - said["at"]) < 60, "real time, in an office that lives at another date"
    assert said["entered"]["acr"] == "urn:ventanilla:acr:efirma"
    page.goto(f"{office.origin}/cuenta/aplicaciones")
    expect(page.get_by_role("heading", name="Nómina Clara")).to_be_visible()
    looks_right(page, "aplicaciones", picture=True)
    page.get_by_role("button", name="Retirar el permiso").click()
    expect(page.get_by_text("Retiramos el permiso.")).to_be_visible()
    looks_right(page, "aplicaciones-ninguna")
    page.goto(f"{office.origin}/oidc/autorizar?client_id=inventada&redirect_uri=https://evil.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("No conocemos la aplicación que le envió aquí")
    looks_right(page, "autorizar-desconocida")
    sign_out(page, office)
    assert errors == []


def test_an_application_with_a_secret_and_a_site(office: Office, page: Page) -> None:
    """By Authlib's client, with its secret; Chromium lets our form lead to its site, and the site's answer is seen."""
    registered = order(
        office,
        *("ventanilla", "oficina", "cliente", "registrar", "--nombre", "Guardería Lunita", "--opera", "Lunita, AC"),
        *("--regreso", BACK, "--sabe", "correo", "--por", official(office)),
    )
    secret = re.search(r"secreto  (\S+)", registered)
    assert secret is not None
    errors = watch_policy(page)
    arrived: list[str] = []

    def site(route: Route) -> None:
        arrived.append(route.request.url)
        route.fulfill(body="<!doctype html><html lang='es'><title>Lunita</title><h1>Bienvenida</h1>")

    page.route("https://app.example/**", site)
    client = OAuth2Session(
        client_of(registered),
        secret[1],
        redirect_uri=BACK,
        scope="openid correo",
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic",
    )
    sign_in(page, office, "trabajadora")

    def enter(**more: str) -> str:
        url, state = client.create_authorization_url(
            f"{office.origin}/oidc/autorizar", code_verifier=VERIFIER, nonce="n-1", **more
        )
        page.goto(url)
        return str(state)

    enter()
    page.get_by_role("button", name="No permitir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bienvenida")
    assert "error=access_denied" in arrived[-1]
    enter(prompt="login")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vuelva a iniciar sesión")
    looks_right(page, "autorizar-entrar", picture=True)
    state = enter()
    page.get_by_role("button", name="Permitir", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bienvenida")
    token = client.fetch_token(
        f"{office.origin}/oidc/token", authorization_response=arrived[-1], state=state, code_verifier=VERIFIER
    )
    keys = KeySet.import_key_set(client.get(f"{office.origin}/oidc/claves", withhold_token=True).json())
    claims = jwt.decode(token["id_token"], keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (office.origin, client_of(registered), "n-1")
    person = client.get(f"{office.origin}/oidc/userinfo").json()
    assert set(person) == {"sub", "email", "email_verified"}
    assert person["sub"] == claims["sub"]
    order(office, "ventanilla", "oficina", "cliente", "rotar-llave")
    url, state = client.create_authorization_url(f"{office.origin}/oidc/autorizar", code_verifier=VERIFIER)
    silent = page.request.get(url, max_redirects=0)  # it was allowed before: nothing is asked
    again = client.fetch_token(
        f"{office.origin}/oidc/token",
        authorization_response=silent.headers["location"],
        state=state,
        code_verifier=VERIFIER,
    )
    assert jwt.decode(again["id_token"], keys, algorithms=["RS256"]).header["kid"] != _kid(token["id_token"])
    ended = client.revoke_token(f"{office.origin}/oidc/revocar", token=again["access_token"])
    assert ended.status_code == 200
    assert client.get(f"{office.origin}/oidc/userinfo").status_code == 401
    assert errors == []


def _kid(token: str) -> str:
    from joserfc.jws import extract_compact

    return str(extract_compact(token.encode()).headers()["kid"])
