"""The evidence of a signature, from the page where its owner downloads it to the stranger who believes it."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from tests.web.office import Browser, Office, drawn, text
from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.cms import read_cades
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.tsa.responder import Responder, issue_tsa
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.signatures import outbound
from ventanilla.apps.signatures.api import signature_evidence
from ventanilla.apps.signatures.jobs import stamp_forgotten
from ventanilla.apps.signatures.models import AuthorityCertificate, RevocationCheck, Signature, SignatureTimestamp
from ventanilla.cli.firma import COMMAND
from ventanilla.domain.signing.evidence import Evidence, read_evidence
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault
from ventanilla.kernel.acts import SubjectId

YEAR = 365 * 24 * 3600
STAMP_JOB = "signatures.stamp_signature"


@pytest.fixture
def stamping(office: Office, monkeypatch: pytest.MonkeyPatch) -> LocalTimestamps:
    """A time-stamping authority under the one that issues the identities."""
    mint = office.mint
    public = mint.other_key.public_key()
    life = profile.Validity(datetime.fromisoformat("2026-01-01T00Z"), datetime.fromisoformat("2027-06-30T00Z"))
    issuing = mint.authority.ca_key.public_key()
    certificate = issue_tsa("SELLADORA", public, mint.authority.issuer, issuing, "00000000000099900009", life)
    source = LocalTimestamps(Responder(certificate, mint.other_key, (mint.authority.ca,)), mint.trust())
    monkeypatch.setitem(outbound._stamping, "source", source)
    return source


@pytest.fixture
def anchors(office: Office, tmp_path: Path) -> Path:
    """What a stranger was given: the two authorities, and nothing else."""
    directory = tmp_path / "anclas"
    directory.mkdir()
    (directory / "raiz.cer").write_bytes(office.mint.authority.root)
    (directory / "ac.cer").write_bytes(office.mint.authority.ca)
    (directory / "ocsp.cer").write_bytes(office.mint.authority.responder)
    return directory


def filed(office: Office) -> tuple[Browser, str]:
    browser = office.browser("trabajadora")
    return browser, browser.filed(office.mint.identity())


def package(browser: Browser, folio: str) -> bytes:
    answer = browser.get(f"/expedientes/{folio}/firma")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="firma-{folio}.json"'
    return answer.content


def judged(data: bytes, anchors: Path, tmp_path: Path) -> dict[str, object]:
    """What the command says of a package, on a machine without office."""
    path = tmp_path / "firma.json"
    path.write_bytes(data)
    env = dict.fromkeys(("VENTANILLA_ANCLAS_PRODUCCION", "VENTANILLA_ANCLAS_TIEMPO", "VENTANILLA_CLOCK"), "")
    env["VENTANILLA_VAR"] = str(tmp_path / "sin-oficina")
    done = CliRunner().invoke(COMMAND, ["verificar", str(path), "--anclas", str(anchors), "--json"], env=env)
    value: dict[str, object] = json.loads(done.stdout)
    assert done.exit_code == (0 if value["valido"] else 1)
    return value


def test_the_page_offers_it_and_a_stranger_believes_it(office: Office, anchors: Path, tmp_path: Path) -> None:
    browser, folio = filed(office)
    page = browser.get(f"/expedientes/{folio}")
    assert "Descargar la evidencia de su firma" in text(page)
    assert f'href="/expedientes/{folio}/firma"' in page.content.decode()
    said = judged(package(browser, folio), anchors, tmp_path)
    whose = drawn().named("trabajadora")
    assert (said["valido"], said["rfc"], said["curp"]) == (True, whose.rfc, whose.curp)
    assert "Solicitud: Constancia de vigencia de derechos" in str(said["palabras"])
    assert said["sellos_de_tiempo"] == []


def test_a_draft_has_no_signature_to_give(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.ready()
    assert browser.get("/expedientes/7K3M9QX24HTH/firma").status_code == 404


def test_six_years_later(office: Office, stamping: LocalTimestamps, anchors: Path, tmp_path: Path) -> None:
    """Certificates expired, the authority gone from the office's anchors: the same file, and it still proves."""
    browser, folio = filed(office)
    office.run(STAMP_JOB)
    before = package(browser, folio)
    office.later(6 * YEAR)
    outbound.use_verifier(None)  # type: ignore[arg-type]  # nobody is asked
    (row,) = kept()
    assert signature_evidence(row.id) == before
    said = judged(before, anchors, tmp_path)
    assert said["valido"] is True
    assert str(said["vigente_hasta"]) < settings.VENTANILLA_CLOCK.now().isoformat()
    assert str(said["sellos_de_tiempo"]).count("'valido'") == 1


def kept() -> list[Signature]:
    with scope(None):
        return list(Signature.objects.order_by("at"))


# -- the timestamp


def test_the_worker_adds_a_timestamp_once_and_leaves_the_signature_as_it_was(
    office: Office, stamping: LocalTimestamps, anchors: Path, tmp_path: Path
) -> None:
    browser, folio = filed(office)
    (before,) = kept()
    assert office.jobs(STAMP_JOB) == [{"signature_id": str(before.id)}]
    office.run(STAMP_JOB)
    office.run(STAMP_JOB)
    (after,) = kept()
    with scope(None):
        stamp = SignatureTimestamp.objects.get()
    assert bytes(after.value) == bytes(before.value)
    assert read_cades(bytes(after.value)).signature in bytes(stamp.cades_t)
    said = judged(package(browser, folio), anchors, tmp_path)
    assert said["valido"] is True
    assert "'autoridad': 'SELLADORA'" in str(said["sellos_de_tiempo"])


def test_a_signature_waits_for_an_authority_that_is_down_and_is_valid_meanwhile(
    office: Office, stamping: LocalTimestamps, monkeypatch: pytest.MonkeyPatch, anchors: Path, tmp_path: Path
) -> None:
    class Down:
        def stamp(self, digest: bytes, at: datetime) -> Stamp:
            raise TimestampUnavailable(TimestampFault.SIN_RESPUESTA)

    browser, folio = filed(office)
    with monkeypatch.context() as down:
        down.setitem(outbound._stamping, "source", Down())
        with pytest.raises(TimestampUnavailable):
            office.run(STAMP_JOB)
    assert judged(package(browser, folio), anchors, tmp_path)["valido"] is True
    stamp_forgotten(timestamp=0)
    assert len(office.jobs(STAMP_JOB)) == 1  # today's are still their own job's
    office.later(25 * 3600)
    stamp_forgotten(timestamp=0)
    stamp_forgotten(timestamp=0)
    assert len(office.jobs(STAMP_JOB)) == 2
    office.run(STAMP_JOB)
    with scope(None):
        assert SignatureTimestamp.objects.count() == 1


def test_where_none_is_configured_none_is_asked(office: Office, settings: Settings) -> None:
    settings.VENTANILLA_TIMESTAMPS = False
    filed(office)
    stamp_forgotten(timestamp=0)
    assert office.jobs(STAMP_JOB) == []


# -- revocation


def test_an_answer_that_came_late_is_in_the_package(office: Office, anchors: Path, tmp_path: Path) -> None:
    browser = office.browser("trabajadora")
    office.responder(down=True)
    folio = browser.filed(office.mint.identity())
    assert judged(package(browser, folio), anchors, tmp_path)["codigo"] == "REVOCACION_SIN_COMPROBAR"
    office.responder(down=False)
    office.later(3600)
    office.run("cases.recheck_revocation")
    said = judged(package(browser, folio), anchors, tmp_path)
    assert said["valido"] is True


def test_a_late_answer_that_says_revoked_is_in_the_package_too(office: Office, anchors: Path, tmp_path: Path) -> None:
    browser = office.browser("trabajadora")
    office.responder(down=True)
    folio = browser.filed(office.mint.identity())
    office.responder(down=False)
    office.revoke(office.mint.identity())
    office.run("cases.recheck_revocation")
    said = judged(package(browser, folio), anchors, tmp_path)
    assert (said["valido"], said["codigo"], said["revocacion"]) == (False, "CERTIFICADO_REVOCADO", None)


def test_weeks_of_doubt_do_not_hide_the_conclusion(office: Office) -> None:
    browser, folio = filed(office)
    (row,) = kept()
    with scope(None):
        now = settings.VENTANILLA_CLOCK.now()
        doubts = [
            RevocationCheck(signature=row, state="indeterminada", doubt="aplazada", raw=b"tarde", checked_at=now)
            for _ in range(200)
        ]
        RevocationCheck.objects.bulk_create(doubts)
        RevocationCheck.objects.create(signature=row, state="vigente", raw=b"bien", checked_at=now)
    answers = evidence(browser, folio).answers
    assert len(answers) == 34
    assert answers[-1].raw == b"bien"


def evidence(browser: Browser, folio: str) -> Evidence:
    return read_evidence(package(browser, folio))


# -- walls


def test_timestamps_and_authorities_cannot_be_changed(office: Office, stamping: LocalTimestamps) -> None:
    filed(office)
    office.run(STAMP_JOB)
    with scope(None):
        assert AuthorityCertificate.objects.count() == 2
    for table in ("signatures_signaturetimestamp", "signatures_authoritycertificate"):
        for statement in ("DELETE FROM {}", "TRUNCATE {} CASCADE"):
            with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic():
                connection.cursor().execute(statement.format(table))
            assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_timestamp_is_seen_by_whose_signature_it_is(office: Office, stamping: LocalTimestamps) -> None:
    filed(office)
    office.run(STAMP_JOB)
    assert SignatureTimestamp.objects.count() == 0
    with scope(SubjectId(drawn().named("trabajadora").subject)):
        assert SignatureTimestamp.objects.count() == 1
    with scope(SubjectId(drawn().named("patron").subject)):
        assert SignatureTimestamp.objects.count() == 0


# -- strangers


def test_openssl_verifies_a_stored_signature(office: Office, stamping: LocalTimestamps, tmp_path: Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl on this machine")
    if "-cades" not in subprocess.run([program, "cms", "-help"], capture_output=True, text=True, check=False).stderr:
        pytest.skip("this openssl has no -cades")
    browser, folio = filed(office)
    office.run(STAMP_JOB)
    stored = evidence(browser, folio)
    roots = tmp_path / "raices.pem"
    chain = [x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in stored.chain]
    roots.write_bytes(b"".join(chain))
    payload, signature = tmp_path / "texto.json", tmp_path / "firma.p7s"
    payload.write_bytes(stored.payload)
    order = [program, "cms", "-verify", "-cades", "-inform", "DER", "-in", str(signature), "-content", str(payload)]
    order += ["-binary", "-CAfile", str(roots), "-attime", str(int(stored.at.timestamp())), "-out", "/dev/null"]
    for value in (stored.cms, stored.stamps[0].cades_t):
        signature.write_bytes(value)
        done = subprocess.run(order, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    payload.write_bytes(stored.payload + b" ")
    assert subprocess.run(order, capture_output=True, check=False).returncode != 0
