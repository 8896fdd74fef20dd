"""Server verifications of an e.firma signature with its chain, against the bare RSA check of the library.

Revocation is decided from an answer fetched before: the network is another subject. Sixty-four different
certificates and as many signatures are walked in turn, so that nothing is measured twice from a cache;
the demonstration's intermediate and root are the tax authority's sizes (RSA 4096).
"""

from __future__ import annotations

import itertools
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki.cms import build_cades
from ventanilla.adapters.pki.demo_authority import new_key, open_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, issue_identity
from ventanilla.adapters.pki.local import LocalRevocation, demo_trust
from ventanilla.adapters.pki.service import Verifier
from ventanilla.domain.signing.acts import Challenge, Line, Request, SignIn, signed_bytes
from ventanilla.domain.signing.revocation import RevocationEvidence, RevocationState
from ventanilla.domain.signing.verdict import Accepted

AT: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
CERTIFICATES: Final = 64
KEYS: Final = 8  # each in eight certificates: making RSA keys is slow and is not measured
BATCH_SECONDS: Final = 0.5
MIN_ROUNDS: Final = 7


@dataclass(frozen=True)
class Case:
    """One person's signature to sign in and of a request, with the answer about their certificate."""

    certificate: bytes
    key: RSAPublicKey
    sign_in: bytes
    sign_in_data: bytes
    request: bytes
    request_data: bytes
    evidence: RevocationEvidence


def run(rounds: int = MIN_ROUNDS) -> dict[str, Any]:
    """Interleave the subjects and the baseline for ``rounds`` (7 at least) after a warm-up round.

    Returns, for each, verifications per second of CPU and of wall time (median, minimum, maximum) and,
    for the subjects, the ratio to the baseline of the same round. One thread.
    """
    with TemporaryDirectory() as directory:
        verifier, cases = _prepare(Path(directory))
        subjects = {
            "bare_rsa_2048": _bare,
            "sign_in_with_chain": _sign_in(verifier),
            "sign_in_with_chain_and_ocsp_judged": _sign_in_judging(verifier),
            "request_cades_with_chain": _request(verifier),
        }
        rates: dict[str, list[tuple[float, float]]] = {name: [] for name in subjects}
        for number in range(max(rounds, MIN_ROUNDS) + 1):
            for name, subject in subjects.items():
                rate = _rate(subject, cases)
                if number:  # the first is the warm-up
                    rates[name].append(rate)
    return {
        "rounds": max(rounds, MIN_ROUNDS),
        "certificates": CERTIFICATES,
        "batch_seconds": BATCH_SECONDS,
        "results": {name: _summary(measured, rates["bare_rsa_2048"]) for name, measured in rates.items()},
    }


def _prepare(directory: Path) -> tuple[Verifier, list[Case]]:
    authority = open_authority(directory)
    verifier = Verifier(demo_trust(directory), LocalRevocation(directory, authority))
    keys = [new_key() for _ in range(KEYS)]
    cases = []
    for number in range(CERTIFICATES):
        key = keys[number % KEYS]
        person = IdentityRequest(
            f"p{number}", "", f"PERSONA NÚMERO {number}", "ÑUMI800101AB1", "XUMI800101HDFXXX09", "p@ejemplo.mx", ""
        )
        certificate = issue_identity(person, key.public_key(), authority, f"300010000007{number:08d}", AT)
        challenge = Challenge(
            f"nonce-{number}", "http://localhost:8000", int(AT.timestamp()), int(AT.timestamp()) + 120
        )
        lines = tuple(Line(f"Pregunta {line}", f"Respuesta {line} de {number}") for line in range(6))
        request = Request("constancia_vigencia", "Constancia de vigencia", str(number), "", lines)
        sign_in_data, request_data = signed_bytes(SignIn(), challenge), signed_bytes(request, challenge)

        def sign(data: bytes, key: Any = key) -> bytes:
            signature: bytes = key.sign(data, PKCS1v15(), SHA256())
            return signature

        evidence = verifier.check_revocation(certificate, AT)
        cases.append(
            Case(
                certificate,
                key.public_key(),
                sign(sign_in_data),
                sign_in_data,
                build_cades(request_data, certificate, sign),
                request_data,
                evidence,
            )
        )
    return verifier, cases


def _bare(case: Case) -> bool:
    case.key.verify(case.sign_in, case.sign_in_data, PKCS1v15(), SHA256())
    return True


def _sign_in(verifier: Verifier) -> Callable[[Case], bool]:
    def verify(case: Case) -> bool:
        verdict = verifier.verify_raw(case.certificate, case.sign_in, case.sign_in_data, AT, case.evidence)
        return isinstance(verdict, Accepted) and verdict.revocation.state is RevocationState.VIGENTE

    return verify


def _sign_in_judging(verifier: Verifier) -> Callable[[Case], bool]:
    def verify(case: Case) -> bool:
        evidence = verifier.judge_again(case.certificate, case.evidence.raw, AT)
        verdict = verifier.verify_raw(case.certificate, case.sign_in, case.sign_in_data, AT, evidence)
        return isinstance(verdict, Accepted) and verdict.revocation.state is RevocationState.VIGENTE

    return verify


def _request(verifier: Verifier) -> Callable[[Case], bool]:
    def verify(case: Case) -> bool:
        verdict = verifier.verify_cades(case.request, case.request_data, AT, case.evidence)
        return isinstance(verdict, Accepted) and verdict.revocation.state is RevocationState.VIGENTE

    return verify


def _rate(subject: Callable[[Case], bool], cases: list[Case]) -> tuple[float, float]:
    """Verifications per second of CPU, and of wall time, over about ``BATCH_SECONDS``."""
    done = 0
    cpu, wall = time.process_time(), time.perf_counter()
    until = wall + BATCH_SECONDS
    for case in itertools.cycle(cases):
        if not subject(case):
            raise AssertionError("a good signature was refused: nothing was measured")
        done += 1
        if done % len(cases) == 0 and time.perf_counter() >= until:
            break
    return done / (time.process_time() - cpu), done / (time.perf_counter() - wall)


def _summary(measured: list[tuple[float, float]], baseline: list[tuple[float, float]]) -> dict[str, Any]:
    by_cpu, by_wall = [cpu for cpu, _ in measured], [wall for _, wall in measured]
    ratios = [own / bare for own, (bare, _) in zip(by_cpu, baseline, strict=True)]
    return {
        "per_cpu_second": _spread(by_cpu),
        "per_wall_second": _spread(by_wall),
        "ratio_to_baseline": _spread(ratios, digits=4),
    }


def _spread(values: list[float], digits: int = 1) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
