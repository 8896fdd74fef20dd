"""A document is sealed after the commit, once, and what verifies it years later is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.apps.sealing import LATER, NOW, ON, RECEIPT, issue, keys, person, press, row, sealed, shelf

from ventanilla.adapters.pki.demo_authority import (
    STATUS_FILE,
    Status,
    open_authority,
    seal_issuer,
    write_status,
)
from ventanilla.adapters.pki.local import LocalCrls
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.adapters.seal import sello_is_valid, verify_claims, verify_pdf
from ventanilla.adapters.seal.keys import create_institution_keys, public_key_set, public_seals
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.longterm import FileCompleter, NotCompleted
from ventanilla.adapters.seal.port import BadSeal
from ventanilla.adapters.tsa.embedded import FileStamper, time_trust
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.typeset import BadSheet, Sheet
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.apps.documents import jobs
from ventanilla.apps.documents.api import (
    Press,
    document_pdf_for,
    documents_for,
    use_press,
)
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.sealing import document_seal
from ventanilla.apps.documents.selectors import documents_unsealed
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.documents import (
    IssueDocument,
    cadena_digest,
    read_qr_link,
)
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault
from ventanilla.kernel.clock import Clock
from ventanilla.law import policy

pytestmark = pytest.mark.django_db

__all__ = ["keys", "press", "shelf"]  # fixtures


def test_the_three_layers_agree(press: Press, keys: Path) -> None:
    actor = person()
    folio = sealed(actor, press)
    kept = row(folio)
    pdf = document_pdf_for(actor, folio)
    assert pdf is not None
    found = verify_pdf(pdf, public_seals(keys), LATER)
    assert (found.valid, found.folio, found.expires_on) == (True, folio, date(2026, 12, 22))
    assert found.signed_at == LATER.replace(microsecond=0)
    assert sello_is_valid(press.signer.seal, kept.cadena, kept.sello)
    assert kept.cose is not None
    claims = verify_claims(bytes(kept.cose), public_key_set(keys))
    assert claims.cadena_sha256 == cadena_digest(kept.cadena)
    assert (claims.folio, claims.holder, claims.on) == (folio, "M*** P*** Ñ***", ON)
    assert claims.expires_at == int(datetime(2026, 12, 23, 5, 59, 59, tzinfo=UTC).timestamp())
    (view,) = documents_for(actor)
    assert (view.ready, view.bytes) == (True, len(pdf))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LocalTimestamps:
    pki = tmp_path_factory.mktemp("time") / "pki"
    open_authority(pki, bits=2048)
    return LocalTimestamps.open(pki)


class Silent:
    def stamp(self, digest: bytes, at: datetime) -> Stamp:
        raise TimestampUnavailable(TimestampFault.SIN_RESPUESTA)


def test_a_seal_has_the_time_that_an_authority_gives(press: Press, keys: Path, demo: LocalTimestamps) -> None:
    actor = person()
    folio = sealed(actor, replace(press, stamper=FileStamper(demo, demo.trust)))
    assert row(folio).stamp == "puesto"
    found = verify_pdf(document_pdf_for(actor, folio) or b"", public_seals(keys), LATER, demo.trust)
    assert found.time is not None
    assert (found.time.at, found.time.judged) == (LATER.replace(microsecond=0), True)


def test_an_authority_of_time_that_is_down_keeps_nobody_waiting(press: Press, keys: Path) -> None:
    actor = person()
    folio = sealed(actor, replace(press, stamper=FileStamper(Silent(), TrustStore())))
    assert row(folio).stamp == "sin_respuesta"
    found = verify_pdf(document_pdf_for(actor, folio) or b"", public_seals(keys), LATER)
    assert (found.valid, found.time) == (True, None)
    assert row(sealed(person(), press)).stamp == ""  # where there is none to ask


def test_where_the_policy_says_so_a_document_waits_for_its_time(
    press: Press, demo: LocalTimestamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = replace(policy("sello_sin_hora"), value="esperar_la_hora")
    monkeypatch.setattr("ventanilla.apps.documents.sealing.policy", lambda key: waits)
    folio = issue(person())
    with pytest.raises(TimestampUnavailable):
        document_seal(row(folio).id, replace(press, stamper=FileStamper(Silent(), TrustStore())), now=LATER)
    assert row(folio).sealed_at is None
    assert document_seal(row(folio).id, replace(press, stamper=FileStamper(demo, demo.trust)), now=LATER)
    assert row(folio).stamp == "puesto"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Press, Path]:
    """A demonstration's press: its seal is under its own authority, which answers about it and about its time."""
    root = tmp_path_factory.mktemp("demo")
    authority = open_authority(root / "pki", bits=2048)
    create_institution_keys(root / "keys", issue_seal_certificate=seal_issuer(authority, "Instituto"), at=NOW)
    tsa = LocalTimestamps.open(root / "pki")
    return (
        Press(
            TypstTypesetter(),
            LocalSigner.open(root / "keys"),
            "Instituto",
            "http://localhost:8000",
            stamper=FileStamper(tsa, tsa.trust),
            completer=FileCompleter(LocalCrls(root / "pki")),
        ),
        root,
    )


def test_a_file_brings_what_verifies_it_years_later(lasting: tuple[Press, Path]) -> None:
    press, root = lasting
    actor = person()
    folio = sealed(actor, press)
    assert (row(folio).stamp, row(folio).longterm) == ("puesto", "puesto")
    pdf = document_pdf_for(actor, folio) or b""
    found = verify_pdf(pdf, public_seals(root / "keys"), LATER, time_trust(root / "pki", None))
    assert (found.level, row(folio).size) == ("PAdES B-LT", len(pdf))
    without = sealed(person(), replace(press, stamper=None))
    assert (row(without).stamp, row(without).longterm) == ("", "")
    with pytest.raises(DatabaseError, match="what was sealed"), scope(None), transaction.atomic():
        Document.objects.filter(folio=folio).update(longterm="")


def test_an_authority_that_does_not_say_what_it_revoked_keeps_nobody_waiting(
    lasting: tuple[Press, Path], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    press, root = lasting
    off = replace(press, completer=FileCompleter(LocalCrls(root / "pki")))
    write_status(root / "pki" / STATUS_FILE, Status(down=True, revoked={}))
    try:
        actor = person()
        folio = sealed(actor, off)
        assert (row(folio).stamp, row(folio).longterm) == ("puesto", "sin_respuesta")
        found = verify_pdf(document_pdf_for(actor, folio) or b"", public_seals(root / "keys"), LATER)
        assert found.level == "PAdES B-T"
        assert "sealed without its revocation" in caplog.messages

        waits = replace(policy("sello_sin_revocacion"), value="esperar_la_revocacion")
        monkeypatch.setattr("ventanilla.apps.documents.sealing.policy", lambda key: waits)
        later = issue(person())
        with pytest.raises(NotCompleted):
            document_seal(row(later).id, off, now=LATER)
        assert row(later).sealed_at is None
    finally:
        (root / "pki" / STATUS_FILE).unlink()
    assert document_seal(row(later).id, press, now=LATER)
    assert row(later).longterm == "puesto"


def test_a_revoked_seal_hands_over_nothing(lasting: tuple[Press, Path]) -> None:
    press, root = lasting
    asking = replace(press, completer=FileCompleter(LocalCrls(root / "pki")))
    serial = press.signer.seal.certificate.serial_number
    write_status(root / "pki" / STATUS_FILE, Status(down=False, revoked={f"{serial:x}": NOW}))
    folio = issue(person())
    try:
        with pytest.raises(BadSeal):
            document_seal(row(folio).id, asking, now=LATER)
    finally:
        (root / "pki" / STATUS_FILE).unlink()
    assert row(folio).sealed_at is None


def test_that_the_seal_ends_is_written_down_once_a_day(
    press: Press, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    ends = press.signer.seal.certificate.not_valid_after_utc
    use_press(press)
    told = []
    for left in (91, 89, 5):
        caplog.clear()
        settings.VENTANILLA_CLOCK = Clock.starting_at(ends - timedelta(days=left))
        jobs.tell_expiry(0)
        told += [(one.levelname, one.getMessage()) for one in caplog.records if one.name == "ventanilla.documents"]
    assert told == [("WARNING", "the seal's certificate ends"), ("ERROR", "the seal's certificate ends")]


def test_what_a_seal_says_of_its_time_is_fixed(press: Press) -> None:
    folio = sealed(person(), press)
    with pytest.raises(DatabaseError, match="what was sealed"), scope(None), transaction.atomic():
        Document.objects.filter(folio=folio).update(stamp="puesto")


def test_the_printed_link_leads_to_the_folio(press: Press) -> None:
    seen: list[Sheet] = []

    @dataclass
    class Watching:
        real: TypstTypesetter

        def print(self, sheet: Sheet) -> bytes:
            seen.append(sheet)
            return self.real.print(sheet)

    folio = sealed(person(), replace(press, typesetter=Watching(TypstTypesetter())))
    assert read_qr_link(seen[0].link) == (folio, bytes(row(folio).cose or b""))
    assert seen[0].notice == "Demostración"


def test_sealing_twice_is_sealing_once(press: Press) -> None:
    folio = sealed(person(), press)
    before = row(folio)
    assert not document_seal(before.id, press, now=LATER + timedelta(days=1))
    jobs.seal_document(str(before.id))
    after = row(folio)
    assert (after.key, after.pdf_sha256) == (before.key, before.pdf_sha256)
    assert after.attempts == before.attempts == 1


def test_two_workers_at_once_keep_one_file(press: Press) -> None:
    folio = issue(person())

    class Overtaken:
        def print(self, sheet: Sheet) -> bytes:
            assert document_seal(row(folio).id, press, now=LATER)  # the other worker finishes first
            return press.typesetter.print(sheet)

    assert not document_seal(row(folio).id, replace(press, typesetter=Overtaken()), now=LATER + timedelta(hours=1))
    assert row(folio).sealed_at == LATER
    assert row(folio).attempts == 2


def test_a_template_that_fails_leaves_the_document_waiting_and_it_is_taken_up_again(press: Press) -> None:
    actor = person()
    folio = issue(actor, IssueDocument("falta.typ", RECEIPT))
    document = row(folio).id
    with pytest.raises(BadSheet):
        document_seal(document, press, now=LATER)
    assert (row(folio).attempts, row(folio).sealed_at) == (1, None)
    assert documents_unsealed(NOW - timedelta(seconds=1), 10) == ()
    assert documents_unsealed(LATER, 10) == (document,)


def test_the_forgotten_are_taken_up_once(settings: Any) -> None:
    old = issue(person(), now=settings.VENTANILLA_CLOCK.now() - timedelta(hours=1))
    issue(person(), now=settings.VENTANILLA_CLOCK.now())
    for _ in range(2):
        jobs.seal_forgotten(0)
    again = ProcrastinateJob.objects.filter(queueing_lock__startswith="documents.seal.")
    assert [job.args for job in again] == [{"document_id": str(row(old).id)}]
