"""``ventanilla documento verificar`` and ``ventanilla qr verificar``, as a person without the office uses them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import segno
import typst
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ventanilla.adapters.pki.demo_authority import open_authority, seal_issuer
from ventanilla.adapters.pki.local import LocalCrls
from ventanilla.adapters.seal.keys import create_institution_keys, public_jwks
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.longterm import FileCompleter
from ventanilla.adapters.tsa.embedded import FileStamper
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.cli import documento, qr
from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import Claims, Revocation, StatusList, qr_link
from ventanilla.kernel.clock import Clock

AT = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
FOLIO = "7K3M9QX24HTH"
HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "verify-a-document.md"
CLAIMS = Claims(
    "Instituto", FOLIO, "constancia_vigencia", "M*** F***", "Constancia de vigencia.", 1_795_359_845,
    int(datetime(2027, 1, 22, 5, 59, 59, tzinfo=UTC).timestamp()), date(2026, 11, 22), bytes(32),
)  # fmt: skip


def issue(public_key: RSAPublicKey, at: datetime) -> tuple[bytes, Sequence[bytes]]:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Instituto de Demostración")])
    certificate = (
        x509.CertificateBuilder(name, name, public_key, 0x1234, at - timedelta(days=1), at + timedelta(days=900))
        .sign(generate_private_key(65537, 2048), SHA256())
        .public_bytes(Encoding.DER)
    )
    return certificate, []


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("var")
    create_institution_keys(directory / "keys", issue_seal_certificate=issue, at=AT)
    return directory


@pytest.fixture(scope="module")
def signer(var: Path) -> LocalSigner:
    return LocalSigner.open(var / "keys")


@pytest.fixture(scope="module")
def link(signer: LocalSigner) -> str:
    return qr_link("http://localhost:8000", FOLIO, signer.qr(CLAIMS))


@pytest.fixture(scope="module")
def sealed(signer: LocalSigner) -> bytes:
    pdf = typst.compile(b"#set document(title: [a])\nVerdad.", ignore_system_fonts=True, timestamp=AT)
    assert isinstance(pdf, bytes)
    return signer.seal_pdf(pdf, folio=FOLIO, expires_on=date(2027, 1, 21), at=AT)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    monkeypatch.setenv("VENTANILLA_VAR", str(var))
    monkeypatch.setenv("VENTANILLA_CLOCK", "2026-11-23")


def ask(*arguments: str) -> Result:
    module = {"documento": documento, "qr": qr}[arguments[0]]
    return CliRunner().invoke(module.COMMAND, list(arguments[1:]))


def answer(*arguments: str) -> tuple[int, dict[str, Any]]:
    result = ask(*arguments, "--json")
    return result.exit_code, json.loads(result.stdout)


def test_a_file_with_its_time_says_who_gives_it(
    signer: LocalSigner, sealed: bytes, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_authority(tmp_path / "pki", bits=2048)
    demo = LocalTimestamps.open(tmp_path / "pki")
    pdf = typst.compile(b"#set document(title: [a])\nVerdad.", ignore_system_fonts=True, timestamp=AT)
    assert isinstance(pdf, bytes)
    stamper = FileStamper(demo, demo.trust)
    data = signer.seal_pdf(pdf, folio=FOLIO, expires_on=None, at=AT, stamp=lambda each: stamper.stamp(each, AT))
    path = tmp_path / "F.pdf"
    path.write_bytes(data)
    anchors = ("--anclas-tiempo", str(tmp_path / "pki" / "autoridad"))
    status, told = answer("documento", "verificar", str(path), *anchors)
    assert status == 0
    assert told["sello_de_tiempo"] == {
        "fecha": AT.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "autoridad": "SELLO DE TIEMPO DE DEMOSTRACION",
        "reconocida": True,
    }
    assert "dice SELLO DE TIEMPO" in ask("documento", "verificar", str(path), *anchors).stdout
    assert "no se comprobó" in ask("documento", "verificar", str(path)).stdout
    assert (told["nivel"], told["revocacion_al"]) == ("PAdES B-T", None)
    path.write_bytes(sealed)
    assert "Sello de tiempo: no tiene" in ask("documento", "verificar", str(path), *anchors).stdout
    other = tmp_path / "otra"
    other.mkdir()
    path.write_bytes(data)
    assert ask("documento", "verificar", str(path), "--anclas-tiempo", str(other)).exit_code == 1


def test_a_file_for_years_later_says_so(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "pki", bits=2048)
    create_institution_keys(tmp_path / "keys", issue_seal_certificate=seal_issuer(authority, "Instituto"), at=AT)
    own, demo = LocalSigner.open(tmp_path / "keys"), LocalTimestamps.open(tmp_path / "pki")
    pdf = typst.compile(b"#set document(title: [a])\nVerdad.", ignore_system_fonts=True, timestamp=AT)
    assert isinstance(pdf, bytes)
    stamper = FileStamper(demo, demo.trust)
    data = own.seal_pdf(pdf, folio=FOLIO, expires_on=None, at=AT, stamp=lambda each: stamper.stamp(each, AT))
    path = tmp_path / "F.pdf"
    path.write_bytes(FileCompleter(LocalCrls(tmp_path / "pki")).complete(data, own.seal, AT))
    trusted = ("--confiar", str(tmp_path / "keys"))
    status, told = answer("documento", "verificar", str(path), *trusted)
    assert (status, told["nivel"], told["revocacion_al"]) == (0, "PAdES B-LT", "2026-11-22T15:04:05Z")
    assert "Nivel: PAdES B-LT" in ask("documento", "verificar", str(path), *trusted).stdout


def test_a_sealed_file_is_valid(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "F.pdf"
    path.write_bytes(sealed)
    assert answer("documento", "verificar", str(path)) == (
        0,
        {
            "valido": True,
            "veredicto": "sin-conexion",
            "motivo": "El sello es de esta institución y el archivo no cambió desde que se selló.",
            "folio": FOLIO,
            "firmado_por": "Instituto de Demostración",
            "numero_serie": "1234",
            "fecha": "2026-11-22T15:04:05Z",
            "vence": "2027-01-21",
            "sello_de_tiempo": None,
            "nivel": "PAdES B-B",
            "revocacion_al": None,
        },
    )
    told = ask("documento", "verificar", str(path)).stdout
    assert "Folio: 7K3M-9QX2-4HTH" in told
    assert "Vence: 21 de enero de 2027" in told


@pytest.mark.parametrize("at", [0, 1000, -1])
def test_a_changed_file_is_not(sealed: bytes, tmp_path: Path, at: int) -> None:
    path = tmp_path / "F.pdf"
    changed = bytearray(sealed)
    changed[at] ^= 1
    path.write_bytes(changed)
    code, told = answer("documento", "verificar", str(path))
    assert (code, told["valido"], told["veredicto"], told["folio"]) == (1, False, "no-coincide", None)
    assert "No coincide" in ask("documento", "verificar", str(path)).stdout


def test_the_office_s_clock_says_when_it_expires(
    sealed: bytes, tmp_path: Path, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "F.pdf"
    path.write_bytes(sealed)
    monkeypatch.setenv("VENTANILLA_CLOCK", "2027-01-22")
    assert answer("documento", "verificar", str(path))[1]["veredicto"] == "vencido"
    monkeypatch.delenv("VENTANILLA_CLOCK")
    kept = tmp_path / "var"
    kept.mkdir()
    (kept / "clock.json").write_text('{"shift_seconds": 3000000000}')
    monkeypatch.setenv("VENTANILLA_VAR", str(kept))
    told = answer("documento", "verificar", str(path), "--confiar", str(var / "keys" / "publicas"))[1]
    assert told["veredicto"] == "vencido"
    monkeypatch.setenv("VENTANILLA_CLOCK", "ayer")
    assert "VENTANILLA_CLOCK" in ask("documento", "verificar", str(path), "--confiar", str(var / "keys")).stderr


def test_without_certificates_it_says_what_is_missing(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "F.pdf"
    path.write_bytes(sealed)
    result = ask("documento", "verificar", str(path), "--confiar", str(tmp_path))
    assert result.exit_code == 1
    assert "--confiar" in result.stderr


def test_a_code_says_what_it_proves(link: str) -> None:
    code, told = answer("qr", "verificar", link)
    assert code == 0
    assert told == {
        "valido": True,
        "veredicto": "sin-conexion",
        "motivo": "El código lo firmó esta institución y no cambió.",
        "folio": FOLIO,
        "emisor": "Instituto",
        "tipo": "constancia_vigencia",
        "titular": "M*** F***",
        "hecho": "Constancia de vigencia.",
        "al": "2026-11-22",
        "emitido": "2026-11-22T15:04:05Z",
        "vence": "2027-01-21",
        "cadena_sha256": "00" * 32,
    }
    assert answer("qr", "verificar", link.partition("#")[2])[1] == told
    assert "Titular: M*** F***" in ask("qr", "verificar", link).stdout


def test_a_code_that_was_changed_or_moved_is_not_ours(link: str) -> None:
    head, _, cose = link.partition("#")
    flipped = cose[:60] + ("A" if cose[60] != "A" else "B") + cose[61:]
    wrong = {
        f"{head}#{flipped}": "El código no lo firmó esta institución, o se modificó.",
        link.replace(FOLIO, "00000000000" + "0"): "El folio de la dirección no es el que firmó la institución.",
        "https://example.org/": "No es el código de un documento de esta institución.",
        f"{head}#": "No es el código de un documento de esta institución.",
        "": "No es el código de un documento de esta institución.",
    }
    for text, why in wrong.items():
        if text:
            code, told = answer("qr", "verificar", text)
            assert (code, told["veredicto"], told["motivo"]) == (1, "no-coincide", why), text
            assert told["folio"] is None


def test_the_key_set_brings_the_clock_of_its_office(link: str, var: Path, tmp_path: Path) -> None:
    jwks = json.loads((var / "keys/publicas/cose-keys.json").read_text())
    path = tmp_path / "llaves.json"
    path.write_text(json.dumps(jwks | {"clock_shift": 3_000_000_000}))
    assert answer("qr", "verificar", link, "--llaves", str(path))[1]["veredicto"] == "vencido"
    path.write_text("{}")
    result = ask("qr", "verificar", link, "--llaves", str(path))
    assert result.exit_code == 1
    assert "--llaves" in result.stderr


def test_a_photograph_of_the_code_is_read(link: str, tmp_path: Path) -> None:
    path = tmp_path / "foto.png"
    segno.make_qr(link, error="m").save(str(path), scale=4)
    assert answer("qr", "verificar", "--imagen", str(path))[1]["valido"] is True
    empty = tmp_path / "vacia.png"
    from PIL import Image

    Image.new("L", (50, 50), 255).save(empty)
    assert "legible" in ask("qr", "verificar", "--imagen", str(empty)).stderr
    empty.write_bytes(b"no es imagen")
    assert "no es una imagen" in ask("qr", "verificar", "--imagen", str(empty)).stderr


def test_one_way_to_give_the_code(link: str) -> None:
    assert ask("qr", "verificar").exit_code == 2


def test_verifying_needs_no_library_of_the_office() -> None:
    """The base wheel is enough: pyHanko, asn1crypto, Typst and Django are not imported."""
    script = (
        "import sys; from ventanilla.cli import documento, qr; import ventanilla.adapters.seal.keys;"
        "print([m for m in ('pyhanko', 'asn1crypto', 'typst', 'django', 'segno', 'pydantic') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_the_how_to_is_what_one_types(sealed: bytes, link: str, var: Path, tmp_path: Path) -> None:
    """Every command of docs/how-to/verify-a-document.md, by somebody who has only the files it names."""
    (tmp_path / "constancia.pdf").write_bytes(sealed)
    shutil.copytree(var / "keys" / "publicas", tmp_path / "publicas")
    (tmp_path / "cose-keys.json").write_text((var / "keys" / "publicas" / "cose-keys.json").read_text())
    block = HOW_TO.read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]
    commands = [shlex.split(line.replace("http://localhost:8000/verificar/…#…", link)) for line in block.splitlines()]
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:]],
            cwd=tmp_path, env=dict(os.environ) | {"VENTANILLA_VAR": str(tmp_path / "ninguna")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["valido"] is True


# -- the printed code and the list of what was revoked


def test_the_list_says_without_connection_what_was_revoked(signer: LocalSigner, link: str, tmp_path: Path) -> None:
    gone = Revocation(AT.date(), replaced=False)
    listed = StatusList.of([(CLAIMS.cadena_sha256, gone)], at=AT, life=timedelta(days=1))
    path = tmp_path / "estado.cose"
    path.write_bytes(signer.status_list(listed))
    code, told = answer("qr", "verificar", link, "--estado", str(path))
    assert (code, told["veredicto"]) == (0, "revocado")
    path.write_bytes(signer.status_list(StatusList.of([], at=AT, life=timedelta(days=1))))
    done = ask("qr", "verificar", link, "--estado", str(path))
    assert "hasta el 22 de noviembre de 2026 no se había revocado" in done.stdout
    path.write_bytes(b"no es una lista")
    done = ask("qr", "verificar", link, "--estado", str(path))
    assert done.exit_code == 1
    assert "no la firmó esta institución" in done.stderr


class _Office(BaseHTTPRequestHandler):
    """Answers one folio, as tests/web/test_http_verification.py asks the real one."""

    def do_GET(self) -> None:
        good = self.path == f"/verificar/{FOLIO}.json?codigo=6K82E8XTS9"
        told = {"veredicto": "vigente" if good else "no-coincide", "dice": "Auténtico y vigente." if good else "No."}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def answering() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Office) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_printed_code_is_asked_of_the_office(answering: str) -> None:
    order = ("--folio", "7k3m-9qx2-4hth", "--oficina", answering)
    done = ask("qr", "verificar", "6k82e-8xts9", *order)
    assert (done.exit_code, done.stdout.strip()) == (0, "Auténtico y vigente.")
    code, told = answer("qr", "verificar", "00000-00000", *order)
    assert (code, told["veredicto"]) == (1, "no-coincide")


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("6K82E8XTS9", "--folio", "7K3M9QX24HTB", "--oficina", "https://o.example"), "no está completo"),
        (("6K82E", "--folio", "7K3M9QX24HTH", "--oficina", "https://o.example"), "no está completo"),
        (("6K82E8XTS9", "--folio", "7K3M9QX24HTH", "--oficina", "http://o.example"), "https://"),
        (("6K82E8XTS9", "--folio", "7K3M9QX24HTH", "--oficina", "http://127.0.0.1:1"), "no respondió"),
        (("6K82E8XTS9", "--folio", "7K3M9QX24HTH"), "hacen falta"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(order: tuple[str, ...], said: str) -> None:
    done = ask("qr", "verificar", *order)
    assert done.exit_code != 0
    assert said in done.stderr


def test_a_qr_of_a_key_newer_than_the_set_is_not_called_false(signer: LocalSigner, link: str, tmp_path: Path) -> None:
    create_institution_keys(tmp_path / "keys", issue_seal_certificate=issue, at=AT)
    done = ask("qr", "verificar", link, "--llaves", str(tmp_path / "keys" / "publicas" / "cose-keys.json"))
    assert done.exit_code == 1
    assert "Todavía no podemos comprobarlo." in done.stdout
    assert "Descargue otra vez las llaves públicas" in done.stdout


# -- the QR of a card


def card_link(var: Path, ends: datetime) -> str:
    began = int(ends.timestamp()) - 86_400
    card = CardClaims("Instituto", FOLIO, "Titular", "Ana Pérez", date(2026, 12, 20), began, int(ends.timestamp()))
    return qr_link("http://localhost:8000", FOLIO, LocalSigner.open(var / "keys").card(card))


def judged(var: Path, tmp_path: Path, link: str, *more: str) -> dict[str, Any]:
    keys = tmp_path / "cose-keys.json"
    keys.write_text(json.dumps(public_jwks(var / "keys") | {"clock_shift": 0}))
    told: dict[str, Any] = json.loads(
        CliRunner().invoke(qr.COMMAND, ["verificar", link, "--llaves", str(keys), "--json", *more]).output
    )
    return told


def test_a_card_is_verified_and_ends_at_its_hour(var: Path, tmp_path: Path) -> None:
    now = Clock().now()
    good = judged(var, tmp_path, card_link(var, now + timedelta(hours=1)))
    assert (good["veredicto"], good["tipo"], good["titular"]) == ("sin-conexion", "tarjeta", "Ana Pérez")
    assert good["hecho"] == "Titular. Con derecho a la atención médica hasta el 20 de diciembre de 2026."
    old = card_link(var, now - timedelta(seconds=5))
    assert judged(var, tmp_path, old)["veredicto"] == "vencido"
    listed = tmp_path / "estado.cose"
    none = StatusList.of((), at=now, life=timedelta(days=1))
    listed.write_bytes(LocalSigner.open(var / "keys").status_list(none))
    assert judged(var, tmp_path, old, "--estado", str(listed))["veredicto"] == "vencido"


def test_a_card_that_was_changed_does_not_match(var: Path, tmp_path: Path) -> None:
    link = card_link(var, Clock().now() + timedelta(hours=1))
    changed = f"{link[:-9]}{'A' if link[-9] != 'A' else 'B'}{link[-8:]}"
    told = judged(var, tmp_path, changed)
    assert (told["veredicto"], told["motivo"]) == ("no-coincide", str(qr.NO_MATCH))
