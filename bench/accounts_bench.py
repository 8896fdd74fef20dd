"""Entering with a password, beside the bare Argon2 hash that it must pay; and with an e.firma, beside a bare RSA check.

CPU of the web's process alone, one thread; PostgreSQL is beside it. A person also opens the page first: not counted.
What the browser does (it signs) is not counted either.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.harness import ROUNDS, alternate, cpu_ms
from bench.page_bench import in_office, sign_in
from ventanilla.kernel.canonical import canonical

TIMES: Final = 20  # sign-ins of one measure
PASSWORD: Final = "nopal tuerca brisa 7"


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """CPU milliseconds of one sign-in and of one hash, alternated; sign-ins a second of one core."""
    return in_office(_compare, rounds)


def _compare(rounds: int) -> dict[str, Any]:
    from django.conf import settings
    from django.test import Client

    from ventanilla.apps.accounts.api import account_password_change
    from ventanilla.apps.accounts.hashing import LANES, MEMORY_KIB, PASSES, Argon2id

    _, visit = sign_in()
    now = settings.VENTANILLA_CLOCK.now()
    account_password_change("", PASSWORD, by=visit.actor, here=visit.id, now=now)
    hasher = Argon2id()
    kept = hasher.encode(PASSWORD, "sal-del-banco-1")
    form = {"usuario": visit.curp, "contrasena": PASSWORD}

    def enter() -> None:
        answer = Client(headers={"host": "localhost:8000"}).post("/entrar/contrasena", form)
        assert answer.status_code == 302, answer.status_code

    with TemporaryDirectory() as folder:
        efirma = _Efirma(Path(folder))
        taken = alternate(
            {
                "sign_in": lambda: cpu_ms(enter, TIMES),
                "bare_argon2": lambda: cpu_ms(lambda: hasher.verify(PASSWORD, kept), TIMES),
                "efirma_sign_in": efirma.cpu_ms,
                "bare_rsa": lambda: cpu_ms(efirma.check, TIMES),
            },
            rounds,
        )
    return {
        "argon2id": {"passes": PASSES, "memory_kib": MEMORY_KIB, "lanes": LANES},
        "cpu_ms": {name: spread.as_json() for name, spread in taken.items()},
        "password_sign_ins_per_core_second": round(1000 / taken["sign_in"].median, 1),
        "bare_argon2_per_core_second": round(1000 / taken["bare_argon2"].median, 1),
        "ratio": round(taken["bare_argon2"].median / taken["sign_in"].median, 2),
        "efirma_sign_ins_per_core_second": round(1000 / taken["efirma_sign_in"].median, 1),
        "bare_rsa_per_core_second": round(1000 / taken["bare_rsa"].median, 1),
    }


class _Efirma:
    """The e.firma of somebody of a small authority of its own, and an office that believes it."""

    def __init__(self, folder: Path) -> None:
        from tests.web.office import Browser, Mint

        from ventanilla.adapters.pki.local import LocalRevocation
        from ventanilla.adapters.pki.service import Verifier
        from ventanilla.apps.signatures.api import use_verifier

        mint = Mint.create(folder / "keys")
        pki = folder / "pki"
        pki.mkdir()
        use_verifier(Verifier(mint.trust(), LocalRevocation(pki, mint.authority)))
        self.who = mint.identity("trabajadora")
        self._browser = Browser
        self._said = canonical({"v": 1})
        self._signature = self.who.raw(self._said)

    def cpu_ms(self) -> float:
        """CPU milliseconds that the office spends on one sign-in: its challenge, and the answer to it."""
        spent = 0.0
        for _ in range(TIMES):
            browser = self._browser()
            page = browser.get("/entrar")
            start = time.process_time()
            challenge = browser.post("/entrar/reto")
            spent += time.process_time() - start
            signed = browser.answer_to(page, challenge, self.who)
            start = time.process_time()
            answer = browser.send(signed)
            spent += time.process_time() - start
            assert answer.status_code == 302, answer.status_code
        return spent * 1000 / TIMES

    def check(self) -> None:
        """One bare verification of an RSA signature."""
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.x509 import load_der_x509_certificate

        key = load_der_x509_certificate(self.who.certificate).public_key()
        assert isinstance(key, RSAPublicKey)
        key.verify(self._signature, self._said, PKCS1v15(), SHA256())
