"""The signer's process: what it signs and what it does not, that it can die, be rotated, be asked too much."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.conftest import FOLIO, SEALED_AT

from ventanilla.adapters.seal import sello_is_valid, verify_claims, verify_pdf
from ventanilla.adapters.seal.client import RemoteKeys, signer_answers
from ventanilla.adapters.seal.cms import signed_attributes
from ventanilla.adapters.seal.cose import QrKey, key_set
from ventanilla.adapters.seal.keys import public_key_set, public_seals, rotate_qr_key, rotate_seal
from ventanilla.adapters.seal.local import LocalKeys, LocalSigner
from ventanilla.adapters.seal.port import Purpose, SignerUnavailable
from ventanilla.adapters.seal.process import Budget, Desk, proper, serve
from ventanilla.adapters.seal.signer import InstitutionSigner
from ventanilla.adapters.seal.wire import (
    LONGEST_SOCKET,
    MAX_FRAME_BYTES,
    BadFrame,
    SignOrder,
    frame,
    key_name,
    receive,
    socket_path,
)
from ventanilla.config.signer import keys_version
from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import Claims, StatusList, cadena_original

CLAIMS = Claims("I", FOLIO, "acuse", "P*** M***", "Dice la verdad.", 1, None, SEALED_AT.date(), bytes(32))
CARD = CardClaims("I", FOLIO, "Titular", "Ana Pérez", None, 1, 2)
CADENA = cadena_original([FOLIO, "acuse"])


def desk_of(keys: Path, **options: Any) -> Desk:
    return Desk(lambda: LocalKeys.open(keys), lambda: keys_version(keys), **options)


@pytest.fixture
def own(tmp_path: Path, keys: Path) -> Path:
    """An installation with a copy of the institution's keys."""
    copy = tmp_path / "keys"
    subprocess.run(["cp", "-a", str(keys), str(copy)], check=True)
    return copy


@pytest.fixture
def served(own: Path) -> Iterator[Path]:
    """The socket of a signer that answers in a thread of this process."""
    stop = threading.Event()
    thread = threading.Thread(target=serve, args=(own.parent, desk_of(own), stop))
    thread.start()
    path = socket_path(own.parent)
    wait_for(lambda: signer_answers(path))
    yield path
    stop.set()
    thread.join()
    assert not path.exists()


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")


def test_what_it_signs_is_what_the_local_signer_signs(served: Path, own: Path, plain_pdf: bytes) -> None:
    remote, local = InstitutionSigner(RemoteKeys(served)), LocalSigner.open(own)
    assert remote.seal == local.seal
    assert remote.sello(CADENA) == local.sello(CADENA)  # PKCS#1 v1.5 has no chance in it
    order = {"folio": FOLIO, "expires_on": date(2027, 1, 21), "at": SEALED_AT}
    sealed = remote.seal_pdf(plain_pdf, **order)  # type: ignore[arg-type]  # the three of them, by name
    assert verify_pdf(sealed, [local.seal], SEALED_AT).valid
    assert verify_claims(remote.qr(CLAIMS), public_key_set(own)) == CLAIMS


def test_the_socket_is_for_its_account_alone(served: Path) -> None:
    assert served.stat().st_mode & 0o777 == 0o600
    assert served.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_but_the_shape_of_its_purpose_is_signed(own: Path) -> None:
    keys = LocalKeys.open(own)
    attributes = signed_attributes(keys.seal, bytes(range(32)))
    captured: list[bytes] = []
    spied = InstitutionSigner(Spy(keys, captured))
    spied.qr(CLAIMS)
    spied.status_list(StatusList(1, 2, b""))
    spied.card(CARD)
    structure, listed, card = captured
    good = {
        Purpose.SELLO: CADENA.encode(),
        Purpose.PDF: attributes,
        Purpose.QR: structure,
        Purpose.STATUS: listed,
        Purpose.CARD: card,
    }
    assert set(good) == set(Purpose)
    for purpose, message in good.items():
        for other in Purpose:
            assert proper(keys, other, message) is (other is purpose), (purpose, other)
        assert not proper(keys, purpose, message + b" ")
        assert not proper(keys, purpose, message[:-1])
        assert not proper(keys, purpose, b"")
    assert not proper(keys, Purpose.SELLO, b"\xff" * 10)
    assert not proper(keys, Purpose.SELLO, ("||1.0|" + "a" * 9000 + "||").encode())


class Spy:
    """A holder that remembers what it was asked to sign."""

    def __init__(self, keys: LocalKeys, captured: list[bytes]) -> None:
        self.seal, self.qr, self._keys, self._captured = keys.seal, keys.qr, keys, captured

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        self._captured.append(message)
        return self._keys.sign(purpose, message)


def test_an_improper_order_is_refused_over_the_socket(served: Path) -> None:
    with pytest.raises(SignerUnavailable, match="impropio"):
        RemoteKeys(served).sign(Purpose.PDF, b"a contract")


def test_a_rotation_is_noticed_and_the_work_begins_again(served: Path, own: Path, authority: Any) -> None:
    remote = InstitutionSigner(RemoteKeys(served))
    old = remote.seal
    rotate_seal(own, issue_seal_certificate=authority.issue_seal, at=SEALED_AT)
    rotate_qr_key(own)
    with pytest.raises(SignerUnavailable, match="otra-llave"):
        remote.sello(CADENA)
    assert remote.seal != old
    assert sello_is_valid(remote.seal, CADENA, remote.sello(CADENA))
    assert verify_claims(remote.qr(CLAIMS), public_key_set(own)) == CLAIMS
    assert len(public_seals(own)) == 2


def test_more_than_its_budget_is_refused_until_time_passes(own: Path) -> None:
    now = [0.0]
    desk = desk_of(own, budget=Budget(1.0, 2.0, lambda: now[0]))
    keys = desk.keys()
    order = SignOrder(Purpose.SELLO, key_name(keys.seal, keys.qr.kid, Purpose.SELLO), CADENA.encode())
    body = {"firma": "sello", "llave": order.key, "mensaje": order.message}
    assert [sorted(desk.answer(body)) for _ in range(3)] == [["firma"], ["firma"], ["no"]]
    now[0] = 1.0
    assert sorted(desk.answer(body)) == ["firma"]


def test_each_signature_is_logged_by_its_digest_and_nothing_of_it_is(
    own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = desk_of(own)
    keys = desk.keys()
    with caplog.at_level("INFO", "ventanilla.firmante"):
        name = key_name(keys.seal, keys.qr.kid, Purpose.SELLO)
        desk.answer({"firma": "sello", "llave": name, "mensaje": CADENA.encode()})
        desk.answer({"firma": "sello", "llave": name, "mensaje": b"||no"})
    said = [(record.getMessage(), record.__dict__["purpose"], record.__dict__["why"]) for record in caplog.records]
    assert said == [("signed", "sello", ""), ("refused", "sello", "impropio")]
    assert FOLIO not in caplog.text


@pytest.mark.parametrize(
    "body",
    [{}, {"quien": False}, {"firma": "sello"}, {"firma": "otro", "llave": b"", "mensaje": b""}, {"firma": 1}],
)
def test_other_questions_get_no_answer(served: Path, body: dict[str, object]) -> None:
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(served))
        peer.sendall(frame(body))
        with pytest.raises(BadFrame):
            receive(peer)
    assert signer_answers(served)


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x01\xff", b"\x00\x00\x00\x01\x01", b"\x00\x00"])
def test_bytes_that_are_no_frame_end_the_connection_and_not_the_signer(served: Path, data: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(served))
        peer.sendall(data)
        peer.shutdown(socket.SHUT_WR)
        assert peer.recv(1) == b""
    assert signer_answers(served)


def test_a_frame_has_a_limit() -> None:
    with pytest.raises(BadFrame):
        frame({"mensaje": bytes(MAX_FRAME_BYTES)})


@pytest.mark.skipif(sys.platform != "linux", reason="credentials of the other end")
def test_another_account_gets_nothing(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert not signer_answers(served)


def test_a_holder_that_signs_with_another_key_is_not_believed(own: Path, foreign: LocalKeys) -> None:
    keys = LocalKeys.open(own)

    class Wrong(LocalKeys):
        def __init__(self) -> None:
            self.seal, self.qr = keys.seal, keys.qr

        def sign(self, purpose: Purpose, message: bytes) -> bytes:
            return foreign.sign(purpose, message)

    wrong = InstitutionSigner(Wrong())
    with pytest.raises(SignerUnavailable):
        wrong.sello(CADENA)
    with pytest.raises(SignerUnavailable):
        wrong.qr(CLAIMS)


@pytest.fixture
def foreign(tmp_path: Path, authority: Any) -> LocalKeys:
    from ventanilla.adapters.seal.keys import create_institution_keys

    create_institution_keys(tmp_path / "other", issue_seal_certificate=authority.issue_seal, at=SEALED_AT)
    return LocalKeys.open(tmp_path / "other")


def test_the_path_of_a_deep_installation_is_short_enough(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    assert len(os.fsencode(socket_path(deep))) <= LONGEST_SOCKET
    assert socket_path(deep) != socket_path(tmp_path / ("e" * 120))
    assert socket_path(Path("/v")) == Path("/v/firmante/s")


def test_a_signer_that_is_killed_while_it_is_asked_says_so_and_the_next_one_serves(own: Path) -> None:
    """The process itself, as the launcher starts it."""
    path = socket_path(own.parent)
    remote = InstitutionSigner(RemoteKeys(path))
    with pytest.raises(SignerUnavailable):
        remote.sello(CADENA)  # it was not started
    first = start(own.parent)
    wait_for(lambda: signer_answers(path))
    before = remote.sello(CADENA)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    with pytest.raises(SignerUnavailable):
        remote.sello(CADENA)
    second = start(own.parent)
    wait_for(lambda: signer_answers(path))
    assert remote.sello(CADENA) == before
    second.send_signal(signal.SIGTERM)
    said, _ = second.communicate()
    assert second.returncode == 0
    assert '"purpose": "sello"' in said.decode()
    assert not path.exists()


def test_a_signer_whose_key_is_not_of_its_certificate_does_not_start(own: Path, authority: Any) -> None:
    pem = (own / "sello.pem").read_bytes()
    rotate_seal(own, issue_seal_certificate=authority.issue_seal, at=SEALED_AT)
    certificate = pem[pem.index(b"-----BEGIN CERTIFICATE") :]
    new = (own / "sello.pem").read_bytes()
    (own / "sello.pem").write_bytes(new[: new.index(b"-----BEGIN CERTIFICATE")] + certificate)
    process = start(own.parent)
    said, _ = process.communicate()
    assert process.returncode != 0
    assert b"not of its certificate" in said


def start(var: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_")}
    return subprocess.Popen(
        [sys.executable, "-m", "ventanilla.config.child", "signer", str(os.getpid())],
        env=environment | {"VENTANILLA_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_the_present_key_is_named_by_its_own_bytes(own: Path) -> None:
    keys = LocalKeys.open(own)
    assert key_name(keys.seal, keys.qr.kid, Purpose.QR) in key_set([QrKey(keys.qr.public)])
    assert key_name(keys.seal, keys.qr.kid, Purpose.PDF) == key_name(keys.seal, keys.qr.kid, Purpose.SELLO)
