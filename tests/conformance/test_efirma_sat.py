"""SAT's own public test certificates: read right, trusted at the right instant, opened, signed and refused."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.cms import build_cades
from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.keyfile import KeyFault, KeyNotUsable, open_pair
from ventanilla.adapters.pki.local import LocalRevocation
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.cli.efirma import COMMAND
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.revocation import RevocationState
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("VENTANILLA_SHARED_DATA") or ROOT.parent / "shared" / "data") / "efirma"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"SAT's test certificates are not in {DATA}")

PASSWORD = "12345678a"
TODAY = datetime(2026, 11, 22, 15, tzinfo=UTC)
THEN = datetime(2021, 6, 1, 15, tzinfo=UTC)
KEMPER = {"rfc": "VADA800927DJ3", "curp": "VADA800927HSRSRL05"}
NOBODY = {"rfc": None, "curp": None, "representante": None}


def _expected(kind: str, name: str, serial: str, begins: str, ends: str, **identity: Any) -> dict[str, Any]:
    dates = {"vigente_desde": begins, "vigente_hasta": ends}
    return {"tipo": kind, "nombre": name, "numero_serie": serial, "confianza": "prueba", **dates, **identity}


EXPECTED = {
    "fiel-pm-vigente": _expected(
        "e.firma", "ESCUELA KEMPER URGATE SA DE CV", "30001000000500003415", "2023-05-18T04:37:14Z",
        "2027-05-17T04:37:14Z", rfc="EKU9003173C9", curp=None, representante=KEMPER,
    ),
    "csd-pm-vigente": _expected(
        "csd", "ESCUELA KEMPER URGATE SA DE CV", "30001000000500003416", "2023-05-18T11:43:51Z",
        "2027-05-18T11:43:51Z", rfc="EKU9003173C9", curp=None, representante=KEMPER,
    ),
    "fiel-pf-enie-vencida": _expected(
        "e.firma", "FERNANDO CASTILLO ÑABARRO", "30001000000400002432", "2019-06-14T22:00:28Z",
        "2023-06-13T22:00:28Z", rfc="CAÑF770131PA3", curp="CANF770131HBCSBR08", representante=None,
    ),
    "ca-AC_4096_2018": _expected(
        "otro", "AC UAT", "00000000000090001011", "2018-02-23T21:47:03Z", "2022-02-23T21:47:03Z", **NOBODY
    ),
    "ca-AC_UAT_2022": _expected(
        "otro", "AC UAT", "00000000000090001061", "2022-03-04T18:48:12Z", "2030-03-04T18:48:12Z", **NOBODY
    ),
    "ca-ARC_UAT_2022": _expected(
        "otro", "Agencia Certficadora Raiz Beta ANG", "00000000000099000000", "2021-08-11T21:15:16Z",
        "2037-08-11T21:15:16Z", **NOBODY,
    ),
    "ca-ARC_beta_2012": _expected(
        "otro", "ARC beta", "00000000000090000000", "2012-08-09T15:29:29Z", "2022-08-10T15:29:29Z", **NOBODY
    ),
}  # fmt: skip


def _inspect(path: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    env = {"VENTANILLA_VAR": "no-existe", "VENTANILLA_ANCLAS": "", "VENTANILLA_ANCLAS_PRODUCCION": ""}
    result = CliRunner().invoke(COMMAND, ["inspeccionar", str(path), "--json", *arguments], env=env | environment)
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_inspected(name: str) -> None:
    assert _inspect(DATA / f"{name}.cer", "--anclas", str(DATA)) == EXPECTED[name]
    assert _inspect(DATA / f"{name}.cer", VENTANILLA_ANCLAS=str(DATA)) == EXPECTED[name]


def test_every_file_is_expected() -> None:
    assert {path.stem for path in DATA.glob("*.cer")} == EXPECTED.keys()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_without_anchors_trust_is_undetermined(name: str) -> None:
    assert _inspect(DATA / f"{name}.cer") == EXPECTED[name] | {"confianza": "indeterminada"}


def test_an_authority_without_its_root_is_undetermined(tmp_path: Path) -> None:
    (tmp_path / "ac.cer").write_bytes((DATA / "ca-AC_UAT_2022.cer").read_bytes())
    assert _inspect(DATA / "fiel-pm-vigente.cer", "--anclas", str(tmp_path))["confianza"] == "indeterminada"


def test_both_authorities_called_alike_are_told_apart(tmp_path: Path) -> None:
    """The 2018 and 2022 authorities have the same common name; the whole raw name differs."""
    for name in ("ca-AC_UAT_2022", "ca-ARC_UAT_2022"):
        (tmp_path / f"{name}.cer").write_bytes((DATA / f"{name}.cer").read_bytes())
    assert _inspect(DATA / "fiel-pf-enie-vencida.cer", "--anclas", str(tmp_path))["confianza"] == "indeterminada"


# -- the verifier, with the demonstration's responder pinned for the test authorities


@pytest.fixture
def verifier(tmp_path: Path) -> Verifier:
    authority, _ = create_authority(2048)
    trust = TrustStore.load({TrustClass.PRUEBA: DATA}).with_responder(authority.responder, TrustClass.PRUEBA)
    return Verifier(trust, LocalRevocation(tmp_path, authority))


def _signed(name: str, data: bytes) -> tuple[bytes, bytes]:
    certificate = (DATA / f"{name}.cer").read_bytes()
    private = open_pair((DATA / f"{name}.key").read_bytes(), PASSWORD, read_certificate(certificate))
    return certificate, private.sign(data, PKCS1v15(), SHA256())


@pytest.mark.parametrize("name", ["fiel-pm-vigente", "fiel-pf-enie-vencida", "csd-pm-vigente"])
def test_every_key_opens_and_its_password_alone(name: str) -> None:
    certificate = read_certificate((DATA / f"{name}.cer").read_bytes())
    key = (DATA / f"{name}.key").read_bytes()
    assert open_pair(key, PASSWORD, certificate).key_size == 2048
    with pytest.raises(KeyNotUsable) as error:
        open_pair(key, "12345678A", certificate)
    assert error.value.fault is KeyFault.CONTRASENA_INCORRECTA


def test_pairs_that_do_not_match() -> None:
    certificate = read_certificate((DATA / "fiel-pm-vigente.cer").read_bytes())
    with pytest.raises(KeyNotUsable) as error:
        open_pair((DATA / "csd-pm-vigente.key").read_bytes(), PASSWORD, certificate)
    assert error.value.fault is KeyFault.PAR_EQUIVOCADO


@pytest.mark.parametrize(("name", "at"), [("fiel-pm-vigente", TODAY), ("fiel-pf-enie-vencida", THEN)])
def test_accepted_in_its_time(verifier: Verifier, name: str, at: datetime) -> None:
    """The second under the root of 2012 (RSA-2496, SHA-1), which has expired since."""
    certificate, signature = _signed(name, b"x")
    verdict = verifier.verify_raw(certificate, signature, b"x", at)
    assert isinstance(verdict, Accepted)
    assert (verdict.trust, verdict.revocation.state) == (TrustClass.PRUEBA, RevocationState.VIGENTE)
    assert len(verdict.chain) == 3


def test_a_request_of_each(verifier: Verifier) -> None:
    for name, at in (("fiel-pm-vigente", TODAY), ("fiel-pf-enie-vencida", THEN)):
        certificate = (DATA / f"{name}.cer").read_bytes()
        signed = build_cades(b"x", certificate, lambda data, name=name: _signed(name, data)[1])  # type: ignore[misc]  # a default binds the loop's value
        assert isinstance(verifier.verify_cades(signed, b"x", at), Accepted)


@pytest.mark.parametrize(
    ("name", "at", "fault", "said"),
    [
        ("csd-pm-vigente", TODAY, SignatureFault.ES_CSD, "sello digital"),
        ("fiel-pf-enie-vencida", TODAY, SignatureFault.VENCIDA, "13 de junio de 2023"),
        ("fiel-pm-vigente", THEN, SignatureFault.AUN_NO_VIGENTE, "17 de mayo de 2023"),
        # In date, under an authority that is not any more.
        (
            "fiel-pf-enie-vencida",
            datetime(2022, 6, 1, tzinfo=UTC),
            SignatureFault.AUTORIDAD_VENCIDA,
            "23 de febrero de 2022",
        ),
    ],
)
def test_refused(verifier: Verifier, name: str, at: datetime, fault: SignatureFault, said: str) -> None:
    verdict = verifier.verify_raw(*_signed(name, b"x"), b"x", at)
    assert isinstance(verdict, Refused)
    assert verdict.fault is fault
    assert said in str(verdict.text)


def test_no_one_else_trusts_them() -> None:
    authority, _ = create_authority(2048)
    verifier = Verifier(TrustStore(), LocalRevocation(Path("no-existe"), authority))
    verdict = verifier.verify_raw(*_signed("fiel-pm-vigente", b"x"), b"x", TODAY)
    assert isinstance(verdict, Refused)
    assert verdict.fault is SignatureFault.OTRA_AUTORIDAD


def test_pitfall_the_library_cannot_read_the_name_with_enie() -> None:
    certificate = x509.load_der_x509_certificate((DATA / "fiel-pf-enie-vencida.cer").read_bytes())
    with pytest.raises(ValueError, match="error parsing asn1 value"):
        _ = certificate.subject


def test_pitfall_asn1crypto_reads_it_once_patched() -> None:
    from ventanilla.adapters.pki import asn1_patch

    asn1_patch.apply()
    from asn1crypto import x509 as asn1  # type: ignore[import-untyped]  # it ships no types

    subject = asn1.Certificate.load((DATA / "fiel-pf-enie-vencida.cer").read_bytes()).subject.native
    assert subject["unique_identifier"] == "CAÑF770131PA3"
