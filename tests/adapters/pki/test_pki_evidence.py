"""The package of a signature: true years later, and false with any byte of what matters changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ventanilla.adapters.evidence.verify import verify_package
from ventanilla.adapters.pki import cms
from ventanilla.adapters.pki.demo_authority import DemoAuthority, create_authority
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.cli.firma import COMMAND
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.evidence import (
    MAX_PACKAGE_BYTES,
    EvidenceFault,
    KeptAnswer,
    KeptStamp,
    read_evidence,
    write_evidence,
)
from ventanilla.domain.signing.revocation import Doubt, RevocationState
from ventanilla.domain.signing.verdict import Accepted, Refused, SignatureFault

from .conftest import World, store
from .evidence_files import Signed, revoke, signed, stamped, tsa


@pytest.fixture
def good(world: World) -> Signed:
    return signed(world)


@pytest.fixture(scope="session")
def stranger() -> DemoAuthority:
    return create_authority(2048, title="OTRA PARTE")[0]


def fault(found: object) -> EvidenceFault | None:
    return getattr(found, "fault", None)


# -- true


def test_a_good_package_says_who_what_when_and_with_what(good: Signed) -> None:
    found = good.verified()
    assert (found.valid, found.text.code) == (True, "FIRMA_VALIDA")
    assert found.facts is not None
    assert (found.facts.rfc, found.facts.curp, found.facts.name) == (
        "LORA800101AB1",
        "LORA800101MDFPZN09",
        "ANA LOPEZ RUIZ",
    )
    assert [str(line) for line in found.words][:3] == ["Solicitud: Constancia", "Motivo: Escuela", "Para: Ñandú"]
    assert found.same_words
    assert found.trust is TrustClass.DEMOSTRACION
    assert tuple(each.der for each in found.line) == (good.world.authority.ca, good.world.authority.root)
    assert found.in_force is not None
    assert found.in_force.state is RevocationState.VIGENTE
    (stamp,) = found.stamps
    assert stamp.stamp is not None
    assert stamp.stamp.at == good.evidence.at + timedelta(seconds=5)


def test_six_years_later_the_certificate_is_dead_and_the_signature_is_not(good: Signed) -> None:
    later = good.evidence.at + timedelta(days=6 * 365)
    verifier = good.world.verifier
    refused = verifier.verify_cades(good.evidence.cms, good.evidence.payload, later)
    assert isinstance(refused, Refused)
    assert refused.fault is SignatureFault.VENCIDA
    stale = verifier.judge_again(good.evidence.certificate, good.evidence.answers[0].raw, later)
    assert (stale.state, stale.doubt) == (RevocationState.INDETERMINADA, Doubt.OBSOLETA)
    assert read_evidence(write_evidence(good.evidence)) == good.evidence
    assert good.verified().valid  # it asks no clock


def test_a_renewed_set_of_anchors_needs_only_the_root(good: Signed) -> None:
    root_alone = TrustStore(each for each in good.world.trust.authorities if each.is_root)
    assert verify_package(write_evidence(good.evidence), root_alone, root_alone).valid


def test_a_package_without_chain_rests_on_the_anchors_alone(good: Signed, stranger: DemoAuthority) -> None:
    package = write_evidence(replace(good.evidence, chain=()))
    found = good.judged(package)
    assert found.valid
    assert tuple(each.der for each in found.line) == (good.world.authority.ca, good.world.authority.root)
    root_alone = TrustStore(each for each in good.world.trust.authorities if each.is_root)
    for anchors in (root_alone, store(stranger), TrustStore()):
        assert fault(verify_package(package, anchors, anchors)) is EvidenceFault.AUTORIDAD_DESCONOCIDA


def test_a_revocation_after_the_signature_leaves_it_good(good: Signed) -> None:
    at = good.evidence.at
    revoke(good.world, good.evidence.certificate, at + timedelta(days=3))
    later = good.world.verifier.check_revocation(good.evidence.certificate, at + timedelta(days=4))
    assert later.state is RevocationState.REVOCADA
    answer = KeptAnswer(later.checked_at, later.state, later.doubt, later.raw)
    found = good.verified(answers=(*good.evidence.answers, answer))
    assert found.valid
    alone = good.verified(answers=(answer,))
    assert alone.in_force is not None
    assert (alone.valid, alone.in_force.revoked_at) == (True, at + timedelta(days=3))


def test_an_answer_that_came_after_a_silence_is_enough(good: Signed) -> None:
    at = good.evidence.at + timedelta(hours=9)
    found = good.world.verifier.check_revocation(good.evidence.certificate, at)
    silence = KeptAnswer(good.evidence.at, RevocationState.INDETERMINADA, Doubt.APLAZADA, b"tarde")
    answers = (silence, KeptAnswer(found.checked_at, found.state, found.doubt, found.raw))
    assert good.verified(answers=answers).valid


def test_other_words_for_the_same_text_are_told_and_prove_nothing(good: Signed) -> None:
    found = good.verified(words=("Solicitud: regalar mi casa",))
    assert found.valid
    assert not found.same_words
    assert str(found.words[0]) == "Solicitud: Constancia"


# -- false


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_of_signature_text_or_certificate_changed_is_false(good: Signed, data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(["cms", "payload", "certificate"]))
    original: bytes = getattr(good.evidence, part)
    position = data.draw(st.integers(0, len(original) - 1))
    flipped = original[position] ^ data.draw(st.integers(1, 255))
    changed = original[:position] + bytes((flipped,)) + original[position + 1 :]
    assert not good.verified(**{part: changed}).valid


@pytest.mark.slow
@pytest.mark.parametrize("part", ["cms", "payload", "certificate"])
def test_every_byte_of_signature_text_and_certificate(good: Signed, part: str) -> None:
    original: bytes = getattr(good.evidence, part)
    survivors = [
        position
        for position in range(len(original))
        for bit in (0x01, 0x80)
        if good.verified(
            **{part: original[:position] + bytes((original[position] ^ bit,)) + original[position + 1 :]}
        ).valid
    ]
    assert survivors == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_file_names_somebody_else_or_crashes(good: Signed, data: st.DataObject) -> None:
    package = write_evidence(good.evidence)
    start = data.draw(st.integers(0, len(package) - 1))
    end = data.draw(st.integers(start, min(len(package), start + 40)))
    found = good.judged(package[:start] + data.draw(st.binary(max_size=40)) + package[end:])
    if found.valid:  # other words, other id: nothing that proves
        assert found.evidence is not None
        assert found.evidence.payload == good.evidence.payload
        assert found.evidence.cms == good.evidence.cms
    assert found.facts is None or found.facts.rfc == "LORA800101AB1"


def test_a_file_that_is_no_package(good: Signed) -> None:
    package = write_evidence(good.evidence)
    value = json.loads(package)
    assert fault(good.judged(b"")) is EvidenceFault.PAQUETE_ILEGIBLE
    assert fault(good.judged(b"[]")) is EvidenceFault.PAQUETE_ILEGIBLE
    assert fault(good.judged(b"[" * 100_000)) is EvidenceFault.PAQUETE_ILEGIBLE
    assert fault(good.judged(b" " * (MAX_PACKAGE_BYTES + 1))) is EvidenceFault.PAQUETE_GRANDE
    assert fault(good.judged(package + b"\n")) is EvidenceFault.PAQUETE_ALTERADO
    assert fault(good.judged(json.dumps(value).encode())) is EvidenceFault.PAQUETE_ALTERADO
    assert fault(good.judged(json.dumps(value | {"version": 2}).encode())) is EvidenceFault.PAQUETE_DE_OTRA_VERSION
    assert fault(good.judged(json.dumps(value | {"mas": 1}).encode())) is EvidenceFault.PAQUETE_ILEGIBLE
    for name in ("firma", "revocacion", "sellos_de_tiempo"):
        for wrong in (None, 1, "x", [1], {"instante": 1}):
            assert fault(good.judged(json.dumps(value | {name: wrong}).encode())) is not None
    naive = package.replace(b"+00:00", b"")
    assert fault(good.judged(naive)) is EvidenceFault.PAQUETE_ILEGIBLE
    for year in (b"0001", b"1999", b"9999"):
        assert fault(good.judged(package.replace(b"2026-", year + b"-"))) is EvidenceFault.PAQUETE_ILEGIBLE


def test_each_lie_has_its_own_name(good: Signed, world: World, stranger: DemoAuthority) -> None:
    evidence = good.evidence
    other = world.issue(serial=2)
    elsewhere = signed(replace(world, authority=stranger)).evidence
    answer = evidence.answers[0]
    revoke(world, evidence.certificate, evidence.at - timedelta(days=1))
    revoked = world.verifier.check_revocation(evidence.certificate, evidence.at)
    future = evidence.at + timedelta(days=4 * 365)
    told: dict[EvidenceFault, dict[str, Any]] = {
        EvidenceFault.TEXTO_DESCONOCIDO: {"payload": b"otra cosa"},
        EvidenceFault.TEXTO_ALTERADO: {"payload": evidence.payload.replace(b"Escuela", b"Escuelo")},
        EvidenceFault.FIRMA_ILEGIBLE: {"cms": evidence.cms[:-1]},
        EvidenceFault.FIRMA_NO_COINCIDE: {"cms": evidence.cms[:-1] + bytes((evidence.cms[-1] ^ 1,))},
        EvidenceFault.CERTIFICADO_DISTINTO: {"certificate": other},
        EvidenceFault.AUTORIDAD_DESCONOCIDA: {
            "cms": elsewhere.cms,
            "certificate": elsewhere.certificate,
            "chain": elsewhere.chain,
        },
        EvidenceFault.CERTIFICADO_FUERA_DE_VIGENCIA: {"at": future},
        EvidenceFault.INSTANTE_IMPOSIBLE: {"at": evidence.at + timedelta(minutes=5)},
        EvidenceFault.CADENA_DISTINTA: {"chain": (evidence.chain[0], stranger.ca, evidence.chain[1])},
        EvidenceFault.REVOCACION_SIN_COMPROBAR: {"answers": ()},
        EvidenceFault.RESPUESTA_DISTINTA: {"answers": (replace(answer, raw=revoked.raw),)},
        EvidenceFault.CERTIFICADO_REVOCADO: {
            "answers": (KeptAnswer(revoked.checked_at, revoked.state, None, revoked.raw),)
        },
    }
    assert {wanted: fault(good.verified(**changed)) for wanted, changed in told.items()} == {
        each: each for each in told
    }


def test_an_answer_from_before_the_signature_or_doubted_by_the_office_proves_nothing(good: Signed) -> None:
    at = good.evidence.at - timedelta(seconds=90)
    early = good.world.verifier.check_revocation(good.evidence.certificate, at)
    found = good.verified(answers=(KeptAnswer(early.checked_at, early.state, None, early.raw),))
    assert fault(found) is EvidenceFault.RESPUESTA_DISTINTA
    doubted = replace(good.evidence.answers[0], state=RevocationState.INDETERMINADA, doubt=Doubt.OTRA_PREGUNTA)
    assert fault(good.verified(answers=(doubted,))) is EvidenceFault.REVOCACION_SIN_COMPROBAR


def test_nobody_is_named_by_what_proves_nobody(good: Signed) -> None:
    found = good.verified(payload=good.evidence.payload.replace(b"Escuela", b"Escuelo"))
    assert (found.facts, found.words, found.line, found.trust) == (None, (), (), None)


def test_a_seal_of_invoices_signs_nothing(world: World, good: Signed) -> None:
    csd = world.issue(Variant.CSD)
    signature = cms.build_cades(good.evidence.payload, csd, world.sign)
    found = good.verified(cms=signature, certificate=csd, stamps=())
    assert fault(found) is EvidenceFault.CERTIFICADO_NO_ADMITIDO


def test_anchors_of_somebody_else(good: Signed, stranger: DemoAuthority) -> None:
    found = verify_package(write_evidence(good.evidence), store(stranger), store(stranger))
    assert fault(found) is EvidenceFault.AUTORIDAD_DESCONOCIDA
    assert fault(verify_package(write_evidence(good.evidence), TrustStore(), TrustStore())) is found.fault


def test_a_root_that_the_package_brings_is_not_believed(good: Signed) -> None:
    ca_alone = TrustStore(each for each in good.world.trust.authorities if not each.is_root)
    found = verify_package(write_evidence(good.evidence), ca_alone, ca_alone)
    assert fault(found) is EvidenceFault.AUTORIDAD_DESCONOCIDA


# -- timestamps of a package


def test_a_timestamp_of_something_else(good: Signed) -> None:
    token = stamped(good.responder, b"\1" * 32, good.evidence.at)
    found = good.verified(stamps=(KeptStamp(token, cms.with_timestamp(good.evidence.cms, token)),))
    assert fault(found) is EvidenceFault.SELLO_DE_TIEMPO_NO_VALIDO
    assert "otro_contenido" in str(found.text)


def test_a_cades_t_that_is_not_of_this_signature_and_token(good: Signed) -> None:
    (stamp,) = good.evidence.stamps
    other = stamped(good.responder, cms.signature_digest(good.evidence.cms), good.evidence.at)
    for changed in (replace(stamp, token=other), replace(stamp, cades_t=good.evidence.cms), replace(stamp, token=b"")):
        assert fault(good.verified(stamps=(changed,))) is EvidenceFault.SELLO_DE_TIEMPO_NO_VALIDO


def test_a_timestamp_from_before_the_question(good: Signed, world: World) -> None:
    early = good.evidence.at - timedelta(days=1)
    token = stamped(good.responder, cms.signature_digest(good.evidence.cms), early)
    found = good.verified(stamps=(KeptStamp(token, cms.with_timestamp(good.evidence.cms, token)),))
    assert fault(found) is EvidenceFault.SELLO_DE_TIEMPO_ANTERIOR


def test_a_timestamp_by_an_expired_key(good: Signed, world: World) -> None:
    at = good.evidence.at
    dead = tsa(world, world.other_key, at - timedelta(days=400), at - timedelta(days=35))
    token = stamped(dead, cms.signature_digest(good.evidence.cms), at)
    found = good.verified(stamps=(KeptStamp(token, cms.with_timestamp(good.evidence.cms, token)),))
    assert "fuera_de_vigencia" in str(found.text)


def test_a_timestamp_that_nobody_here_knows_leaves_the_signature_as_it_is(
    good: Signed, stranger: DemoAuthority
) -> None:
    found = good.judged(write_evidence(good.evidence), store(stranger))
    assert found.valid
    assert [each.stamp for each in found.stamps] == [None]


# -- the command line


@pytest.fixture
def anchors(good: Signed, tmp_path: Path) -> Path:
    directory = tmp_path / "anclas"
    directory.mkdir()
    (directory / "raiz.cer").write_bytes(good.world.authority.root)
    (directory / "ac.cer").write_bytes(good.world.authority.ca)
    return directory


def run(*arguments: str) -> tuple[int, str]:
    env = {
        "VENTANILLA_VAR": "/nonexistent",
        "VENTANILLA_ANCLAS": "",
        "VENTANILLA_ANCLAS_PRODUCCION": "",
        "VENTANILLA_ANCLAS_TIEMPO": "",
        "VENTANILLA_CLOCK": "",
    }
    done = CliRunner().invoke(COMMAND, arguments, env=env)
    return done.exit_code, done.stdout


def test_the_command_says_all_of_it(good: Signed, anchors: Path, tmp_path: Path) -> None:
    package = tmp_path / "firma.json"
    package.write_bytes(write_evidence(good.evidence))
    status, said = run("verificar", str(package), "--anclas", str(anchors), "--json")
    value = json.loads(said)
    assert status == 0
    assert {key: value[key] for key in ("valido", "codigo", "rfc", "curp", "nombre", "confianza", "acto", "fecha")} == {
        "valido": True,
        "codigo": "FIRMA_VALIDA",
        "rfc": "LORA800101AB1",
        "curp": "LORA800101MDFPZN09",
        "nombre": "ANA LOPEZ RUIZ",
        "confianza": "prueba",
        "acto": "ventanilla.solicitud.v1",
        "fecha": "2026-11-22T15:00:00Z",
    }
    assert value["palabras"][0] == "Solicitud: Constancia"
    assert [each["nombre"] for each in value["cadena"]] == ["AC DE DEMOSTRACION", "RAIZ DE DEMOSTRACION"]
    assert value["revocacion"]["al_firmar"] == "vigente"
    assert value["sellos_de_tiempo"][0]["fecha"] == "2026-11-22T15:00:05Z"
    status, said = run("verificar", str(package), "--anclas", str(anchors))
    assert status == 0
    assert "Firmó: ANA LOPEZ RUIZ, RFC LORA800101AB1" in said
    assert "Sello de tiempo: 22 de noviembre de 2026, 09:00:05 (Ciudad de México), SELLADORA" in said


def test_the_command_says_no(good: Signed, anchors: Path, tmp_path: Path) -> None:
    package = tmp_path / "firma.json"
    package.write_bytes(write_evidence(replace(good.evidence, answers=())))
    status, said = run("verificar", str(package), "--anclas", str(anchors), "--json")
    value = json.loads(said)
    assert (status, value["valido"], value["codigo"]) == (1, False, "REVOCACION_SIN_COMPROBAR")
    status, said = run("verificar", str(package))
    assert (status, "[AUTORIDAD_DESCONOCIDA]" in said) == (1, True)
    package.write_bytes(b"hola")
    status, said = run("verificar", str(package), "--json")
    assert (status, json.loads(said)["codigo"]) == (1, "PAQUETE_ILEGIBLE")


# -- strangers


def openssl(*arguments: str) -> str:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl on this machine")
    if "-cades" not in subprocess.run([program, "cms", "-help"], capture_output=True, text=True, check=False).stderr:
        pytest.skip("this openssl has no -cades")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stderr}"


def pem(path: Path, *certificates: bytes) -> str:
    path.write_bytes(b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in certificates))
    return str(path)


def test_openssl_agrees_about_what_is_extracted(good: Signed, tmp_path: Path) -> None:
    package, out = tmp_path / "firma.json", tmp_path / "fuera"
    package.write_bytes(write_evidence(good.evidence))
    assert run("extraer", str(package), "--en", str(out))[0] == 0
    names = ["cadena-1.cer", "cadena-2.cer", "certificado.cer", "firma-con-sello-1.p7s", "firma.p7s"]
    assert sorted(each.name for each in out.iterdir()) == [*names, "respuesta-1.ocsp", "sello-1.tst", "texto.json"]
    roots = pem(tmp_path / "raices.pem", (out / "cadena-2.cer").read_bytes(), (out / "cadena-1.cer").read_bytes())
    when = str(int(good.evidence.at.timestamp()))

    def verified(signature: str) -> str:
        given = ["-in", str(out / signature), "-inform", "DER", "-content", str(out / "texto.json"), "-binary"]
        return openssl("cms", "-verify", "-cades", *given, "-CAfile", roots, "-attime", when, "-out", "/dev/null")

    assert verified("firma.p7s").startswith("0 "), verified("firma.p7s")
    assert verified("firma-con-sello-1.p7s").startswith("0 ")
    assert openssl(
        "ocsp", "-respin", str(out / "respuesta-1.ocsp"), "-CAfile", roots, "-no_nonce", "-attime", when
    ).startswith("0 Response verify OK")
    (out / "texto.json").write_bytes(good.evidence.payload.replace(b"Escuela", b"Escuelo"))
    assert not verified("firma.p7s").startswith("0 ")


def test_openssl_agrees_about_the_timestamp(good: Signed, tmp_path: Path) -> None:
    token, roots = tmp_path / "sello.tst", tmp_path / "raices.pem"
    token.write_bytes(good.evidence.stamps[0].token)
    anchors = pem(roots, good.world.authority.root, good.world.authority.ca)
    digest = cms.signature_digest(good.evidence.cms).hex()
    when = str(int(good.evidence.at.timestamp()))
    given = ["-in", str(token), "-token_in", "-CAfile", anchors, "-attime", when]
    assert openssl("ts", "-verify", "-digest", digest, *given).startswith("0 ")
    assert not openssl("ts", "-verify", "-digest", "00" * 32, *given).startswith("0 ")


def test_the_original_is_inside_the_cades_t_untouched(good: Signed) -> None:
    (stamp,) = good.evidence.stamps
    read = cms.read_cades(good.evidence.cms)
    for part in (read.signed_attributes[1:], read.signature, read.certificate):
        assert part in stamp.cades_t
    with pytest.raises(cms.BadCms):
        cms.read_cades(stamp.cades_t)
    assert isinstance(
        good.world.verifier.verify_cades(good.evidence.cms, good.evidence.payload, good.evidence.at), Accepted
    )
