"""Documents from the order to the sealed file: fixed when issued, sealed once, read only by whose they are."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from ventanilla.adapters.pki.demo_authority import (
    STATUS_FILE,
    Status,
    create_authority,
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
from ventanilla.adapters.storage.port import Kept, Missing, StorageDown
from ventanilla.adapters.storage.sweeping import LONE_SECONDS, MOST_LONE, TooManyLone
from ventanilla.adapters.tsa.embedded import FileStamper, time_trust
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.typeset import BadSheet, Sheet, TooLong
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.apps.documents import jobs, outbound
from ventanilla.apps.documents.api import (
    FileUnavailable,
    NotRevocable,
    Press,
    document_pdf_for,
    document_revoke,
    documents_for,
    documents_issue,
    documents_of_case,
    public_status,
    use_archive,
    use_press,
)
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.sealing import document_seal
from ventanilla.apps.documents.selectors import documents_unsealed
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.domain.documents import (
    DocumentFault,
    Fault,
    IssueDocument,
    Receipt,
    Verdict,
    cadena_digest,
    conclude,
    content_digest,
    read_cadena,
    read_qr_link,
)
from ventanilla.domain.signing.acts import Line
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault
from ventanilla.kernel.acts import Audience, SubjectId
from ventanilla.kernel.clock import Clock
from ventanilla.kernel.folio import new_folio, read_folio
from ventanilla.kit.perform import PerformContext
from ventanilla.law import policy

NOW = datetime(2026, 11, 22, 15, 4, 5, 123456, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ON = date(2026, 11, 22)
RECEIPT = Receipt(
    folio="7K3M9QX24HTH",
    title="Constancia de vigencia de derechos",
    applicant="MARÍA PEÑA *#ÑANDÚ",
    acting_for="",
    filed_at=NOW,
    promised_on=None,
    lines=(Line("¿Para quién?", "Solo para mí"),),
)
ORDER = IssueDocument("/documents/acuse.typ", RECEIPT, 30, fact="Recibimos el trámite.", holder="María Peña Ñandú")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("var") / "keys"
    authority, _ = create_authority(bits=2048)
    create_institution_keys(directory, issue_seal_certificate=seal_issuer(authority, "Instituto"), at=NOW)
    return directory


@pytest.fixture(scope="module")
def press(keys: Path) -> Press:
    return Press(TypstTypesetter(), LocalSigner.open(keys), "Instituto", "http://localhost:8000", "Demostración")


class Shelf:
    """A storage in memory; ``down`` answers nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.age_seconds = 0.0  # of everything that it keeps
        self.down = False

    def put(self, key: str, data: bytes) -> None:
        self._answer()
        if self.kept.setdefault(key, data) != data:
            raise ValueError("a stored key is never written again")

    def get(self, key: str) -> bytes:
        self._answer()
        if key not in self.kept:
            raise Missing(key)
        return self.kept[key]

    def delete(self, key: str) -> None:
        self._answer()
        self.kept.pop(key, None)

    def listing(self, prefix: str) -> Iterator[Kept]:
        self._answer()
        return iter([Kept(key, self.age_seconds) for key in self.kept if key.startswith(prefix)])

    def _answer(self) -> None:
        if self.down:
            raise StorageDown("off")


@pytest.fixture(autouse=True)
def shelf(press: Press) -> Iterator[Shelf]:
    before = dict(outbound._archive)
    storage = Shelf()
    use_archive(storage)
    use_press(press)
    yield storage
    outbound._connected.clear()
    outbound._archive.clear()
    outbound._archive.update(before)


def person() -> Actor:
    return Actor(uuid.uuid4(), SubjectId(uuid.uuid4()), Assurance.N2, Via.EFIRMA)


def issue(actor: Actor, order: IssueDocument = ORDER, case: uuid.UUID | None = None, now: datetime = NOW) -> str:
    title = "Constancia de vigencia de derechos"
    context = PerformContext(case or uuid.uuid4(), "constancia_vigencia", title, actor.subject, ON, now, actor)
    with scope(None), transaction.atomic():
        (ref,) = documents_issue([(order, context)])
    return ref.folio


def row(folio: str) -> Document:
    with scope(None):
        return Document.objects.get(folio=folio)


def sealed(actor: Actor, press: Press, order: IssueDocument = ORDER) -> str:
    folio = issue(actor, order)
    assert document_seal(row(folio).id, press, now=LATER)
    return folio


# -- issued with the decision


def test_what_was_issued_waits_to_be_sealed() -> None:
    actor, case = person(), uuid.uuid4()
    folio = issue(actor, case=case)
    (view,) = documents_of_case(actor, case)
    assert read_folio(folio) == folio == view.folio
    assert (view.title, view.kind, view.ready) == ("Acuse de “Constancia de vigencia de derechos”", "acuse", False)
    assert view.expires_on == date(2026, 12, 22)
    assert documents_for(actor) == (view,)
    assert document_pdf_for(actor, folio) is None
    job = ProcrastinateJob.objects.get(args={"document_id": str(row(folio).id)})
    assert (job.queue_name, job.task_name) == ("documentos", "documents.seal_document")


def test_the_person_is_told_in_their_timeline() -> None:
    actor = person()
    issue(actor)
    with scope(actor.subject):
        (entry,) = timeline(actor.subject)
    assert "Emitimos el documento" in str(entry.text)


def test_what_rolls_back_was_never_issued() -> None:
    actor = person()

    def interrupted() -> None:
        with transaction.atomic():
            issue(actor)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert documents_for(actor) == ()
    assert not ProcrastinateJob.objects.filter(task_name="documents.seal_document").exists()


def test_the_cadena_holds_what_the_document_says_and_nobody_s_name() -> None:
    issued = row(issue(person()))
    digest = content_digest(issued.content)
    assert read_cadena(issued.cadena) == (
        issued.folio, "acuse", "2026-11-22T15:04:05Z", "2026-12-22", "M*** P*** Ñ***", "Recibimos el trámite.", digest,
    )  # fmt: skip
    assert issued.content_type == "Receipt"


def test_a_document_of_a_tramite_uses_its_own_template() -> None:
    issued = row(issue(person(), IssueDocument("constancia.typ", RECEIPT)))
    assert issued.template == "/tramites/constancia_vigencia/documents/constancia.typ"
    assert (issued.kind, issued.expires_on) == ("constancia_vigencia", None)


def test_a_template_cannot_leave_its_folder(press: Press) -> None:
    issued = row(issue(person(), IssueDocument("/documents/../../../config/acuse.typ", RECEIPT)))
    assert issued.template == "/adapters/typeset/documents/acuse.typ"


def test_a_folio_that_was_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = issue(person())
    fresh = new_folio()
    drawn = iter([taken, fresh])
    monkeypatch.setattr("ventanilla.apps.documents.services.new_folio", lambda: next(drawn))
    assert issue(person()) == fresh
    monkeypatch.setattr("ventanilla.apps.documents.services.new_folio", lambda: taken)
    with pytest.raises(RuntimeError, match="chance"):
        issue(person())


def test_a_batch_issues_many_at_once() -> None:
    actor = person()
    context = PerformContext(uuid.uuid4(), "t", "T", actor.subject, ON, NOW, actor)
    with scope(None), transaction.atomic():
        assert documents_issue([]) == []
        refs = documents_issue([(replace(ORDER, content=replace(RECEIPT, title=f"T{n}")), context) for n in range(3)])
        with pytest.raises(ValueError, match="at most"):
            documents_issue([(ORDER, context)] * 1_001)
    assert len({ref.folio for ref in refs}) == 3 == len(documents_for(actor))


# -- sealed after the commit


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


# -- the same request, the same document


def test_the_same_order_of_the_same_case_is_the_document_there_is() -> None:
    actor, case = person(), uuid.uuid4()
    assert issue(actor, case=case) == issue(actor, case=case, now=LATER)
    assert len(documents_for(actor)) == 1
    assert ProcrastinateJob.objects.filter(task_name="documents.seal_document").count() == 1
    with scope(actor.subject):
        assert len(timeline(actor.subject)) == 1
    assert issue(actor) != issue(actor)  # another request, signed apart, is another document
    assert len(documents_for(actor)) == 3


def test_two_equal_orders_at_once_are_one_document() -> None:
    actor = person()
    context = PerformContext(uuid.uuid4(), "t", "T", actor.subject, ON, NOW, actor)
    with scope(None), transaction.atomic():
        first, second = documents_issue([(ORDER, context)] * 2)
    assert first == second


def test_a_revoked_document_can_be_issued_again(press: Press) -> None:
    actor, case = person(), uuid.uuid4()
    folio = issue(actor, case=case)
    document_revoke(folio, by=SYSTEM, on=ON, now=LATER)
    assert issue(actor, case=case) != folio


def test_every_download_is_the_same_bytes(press: Press, shelf: Shelf) -> None:
    actor = person()
    folio = sealed(actor, press)
    assert document_pdf_for(actor, folio) == document_pdf_for(actor, folio) == shelf.kept[row(folio).key]


# -- the sealed file, in the storage


def test_the_file_is_in_the_storage_and_its_row_says_where(press: Press, shelf: Shelf) -> None:
    folio = sealed(person(), press)
    kept = row(folio)
    assert kept.pdf is None
    assert list(shelf.kept) == [kept.key] == [f"documentos/{kept.id}/{kept.pdf_sha256}"]
    assert hashlib.sha256(shelf.kept[kept.key]).hexdigest() == kept.pdf_sha256
    assert kept.size == len(shelf.kept[kept.key])


def test_a_file_sealed_before_there_was_a_storage_is_read_from_its_row(shelf: Shelf) -> None:
    actor = person()
    folio = issue(actor)
    with scope(None):
        Document.objects.filter(folio=folio).update(
            sealed_at=LATER, cose=b"x", sello="x", serial="1", pdf=b"old", pdf_sha256=hashlib.sha256(b"old").hexdigest()
        )
    assert document_pdf_for(actor, folio) == b"old"
    (view,) = documents_for(actor)
    assert (view.ready, view.bytes) == (True, 3)
    assert shelf.kept == {}


def test_the_loser_of_a_race_leaves_no_file_behind(press: Press, shelf: Shelf) -> None:
    folio = issue(person())

    class Overtaken:
        def print(self, sheet: Sheet) -> bytes:
            assert document_seal(row(folio).id, press, now=LATER)
            return press.typesetter.print(sheet)

    again = replace(press, typesetter=Overtaken())
    assert not document_seal(row(folio).id, again, now=LATER + timedelta(hours=1))
    assert list(shelf.kept) == [row(folio).key]


def test_two_workers_at_the_same_instant_leave_the_one_file_they_both_made(press: Press, shelf: Shelf) -> None:
    folio = issue(person())

    class Overtaken:
        def print(self, sheet: Sheet) -> bytes:
            assert document_seal(row(folio).id, press, now=LATER)
            return press.typesetter.print(sheet)

    assert not document_seal(row(folio).id, replace(press, typesetter=Overtaken()), now=LATER)
    assert list(shelf.kept) == [row(folio).key]


def test_a_file_that_a_kill_left_without_a_document_is_forgotten_a_day_later(press: Press, shelf: Shelf) -> None:
    """The worker that was killed had put it; the document was sealed later, at another instant."""
    folio = sealed(person(), press)
    document = row(folio)
    waiting = issue(person())
    left = [f"documentos/{document.id}/{'a' * 64}", f"documentos/{row(waiting).id}/{'b' * 64}"]
    left.append(f"documentos/{uuid.uuid4()}/{'c' * 64}")
    others = ["documentos/otra-cosa", "adjuntos/0"]
    for key in (*left, *others):
        shelf.put(key, b"x")
    shelf.age_seconds = LONE_SECONDS - 1
    jobs.sweep_files(0)
    assert len(shelf.kept) == 6
    shelf.age_seconds = LONE_SECONDS + 1
    jobs.sweep_files(0)
    assert set(shelf.kept) == {document.key, *others}


def test_files_without_documents_by_the_hundred_are_a_database_put_back_and_all_stay(shelf: Shelf) -> None:
    for _ in range(MOST_LONE + 1):
        shelf.put(f"documentos/{uuid.uuid4()}/{'a' * 64}", b"x")
    shelf.age_seconds = LONE_SECONDS + 1
    with pytest.raises(TooManyLone):
        jobs.sweep_files(0)
    assert len(shelf.kept) == MOST_LONE + 1


def test_a_storage_that_does_not_answer_leaves_the_document_waiting(press: Press, shelf: Shelf) -> None:
    actor = person()
    folio = issue(actor)
    shelf.down = True
    with pytest.raises(StorageDown):
        document_seal(row(folio).id, press, now=LATER)
    assert row(folio).sealed_at is None
    shelf.down = False
    assert document_seal(row(folio).id, press, now=LATER)
    shelf.down = True
    with pytest.raises(FileUnavailable) as caught:
        document_pdf_for(actor, folio)
    assert not caught.value.lost
    assert row(folio).fault == ""  # nothing is wrong with the file: nobody is alarmed


@pytest.mark.parametrize("left", [None, b"%PDF-1.7 another"], ids=["missing", "another"])
def test_a_lost_file_is_said_once_and_never_made_again(
    press: Press, shelf: Shelf, left: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    actor = person()
    folio = sealed(actor, press)
    whole = shelf.kept.pop(row(folio).key)
    if left is not None:
        shelf.kept[row(folio).key] = left
    for _ in range(2):
        with pytest.raises(FileUnavailable) as caught:
            document_pdf_for(actor, folio)
        assert caught.value.lost
    (view,) = documents_for(actor)
    assert view.fault == Fault.LOST.words
    with scope(actor.subject):
        assert [entry.text.code for entry in timeline(actor.subject)] == ["DOCUMENTO_SIN_ARCHIVO", "DOCUMENTO_EMITIDO"]
    assert Audience.STAFF in DocumentFault.TOLD
    assert [record.message for record in caplog.records] == ["document without its file"]
    assert not document_seal(row(folio).id, press, now=LATER)
    shelf.kept[row(folio).key] = whole  # put back from a copy
    assert document_pdf_for(actor, folio) == whole
    assert documents_for(actor)[0].fault is None


def test_one_too_long_to_print_is_written_down_and_not_tried_again(press: Press) -> None:
    class Refuses:
        def print(self, sheet: Sheet) -> bytes:
            raise TooLong("9,000 pages")

    use_press(replace(press, typesetter=Refuses()))
    actor = person()
    folio = issue(actor)
    jobs.seal_document(str(row(folio).id))
    (view,) = documents_for(actor)
    assert (view.ready, view.fault) == (False, Fault.TOO_LONG.words)
    assert documents_unsealed(LATER + timedelta(days=1), 10) == ()
    assert document_seal(row(folio).id, press, now=LATER)  # an office with more room, asked by hand
    (view,) = documents_for(actor)
    assert (view.ready, view.fault) == (True, None)


# -- revoked


def test_a_revoked_document_says_so_to_anybody(press: Press) -> None:
    actor = person()
    folio, other = sealed(actor, press), sealed(actor, press)
    document_revoke(folio, by=SYSTEM, on=ON, now=LATER, replaced_by=other)
    status = public_status(folio)
    assert status is not None
    assert (status.revoked_on, status.replaced_by) == (ON, other)
    finding = conclude(authentic=True, on=ON, expires_on=status.expires_on, status=status)
    assert finding.verdict is Verdict.REVOKED
    assert other in str(finding.todo)
    with scope(actor.subject):
        assert "lo reemplaza" in str(timeline(actor.subject)[0].text)
    with pytest.raises(NotRevocable):
        document_revoke(folio, by=SYSTEM, on=ON, now=LATER)


def test_only_a_document_of_the_same_person_replaces(press: Press) -> None:
    folio, stranger = sealed(person(), press), sealed(person(), press)
    for other in (stranger, folio, new_folio()):
        with pytest.raises(NotRevocable):
            document_revoke(folio, by=SYSTEM, on=ON, now=LATER, replaced_by=other)
    with pytest.raises(NotRevocable):
        document_revoke(new_folio(), by=SYSTEM, on=ON, now=LATER)
    assert row(folio).revoked_on is None


# -- who may read


def test_a_stranger_finds_nothing(press: Press) -> None:
    actor, stranger, case = person(), person(), uuid.uuid4()
    folio = issue(actor, case=case)
    assert document_seal(row(folio).id, press, now=LATER)
    assert documents_for(stranger) == ()
    assert documents_of_case(stranger, case) == ()
    assert document_pdf_for(stranger, folio) is None
    assert document_pdf_for(actor, folio) is not None


def test_row_security_denies_without_a_scope_and_across_persons() -> None:
    actor = person()
    issue(actor)
    assert Document.objects.count() == 0
    with scope(person().subject):
        assert Document.objects.count() == 0
    with scope(actor.subject):
        assert Document.objects.count() == 1


def test_the_public_status_says_nothing_of_a_person(press: Press) -> None:
    folio = sealed(person(), press)
    status = public_status(folio)
    assert status is not None
    assert status.sealed
    assert status.issued_on == ON
    assert status.cadena_sha256 == cadena_digest(row(folio).cadena)
    assert "PEÑA" not in json.dumps(str(status), ensure_ascii=False).upper()
    assert public_status(new_folio()) is None


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("DELETE FROM documents_document", "permission denied"),
        ("TRUNCATE documents_document", "permission denied"),
        ("UPDATE documents_document SET content = '{}'", "permission denied"),
        ("UPDATE documents_document SET cadena = ''", "permission denied"),
        ("UPDATE documents_document SET expires_on = NULL", "permission denied"),
        ("UPDATE documents_document SET sealed_at = NULL, cose = NULL, key = ''", "sealed is not changed"),
        ("UPDATE documents_document SET pdf = 'x', pdf_sha256 = encode(sha256('x'), 'hex')", "sealed is not changed"),
        ("UPDATE documents_document SET key = 'documentos/otro'", "sealed is not changed"),
        ("UPDATE documents_document SET size = size + 1", "sealed is not changed"),
        ("UPDATE documents_document SET revoked_on = NULL", "stays revoked"),
    ],
)
def test_the_web_s_role_cannot_rewrite(press: Press, change: str, refused: str) -> None:
    document_revoke(sealed(person(), press), by=SYSTEM, on=ON, now=LATER)
    with scope(None), pytest.raises(DatabaseError, match=refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_person_s_own_scope_cannot_write() -> None:
    actor = person()
    folio = issue(actor)
    with scope(actor.subject):
        assert Document.objects.filter(folio=folio).update(attempts=9) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Document.objects.create(
                folio=new_folio(), subject=actor.subject, case=uuid.uuid4(), content={}, on=ON, issued_at=NOW
            )


@pytest.mark.parametrize(
    "columns",
    [
        {"pdf": b"x"},
        {"pdf": b"x", "pdf_sha256": "0" * 64},
        {"key": "documentos/a", "size": 1},
        {"key": "documentos/a", "pdf_sha256": "0" * 64},
        {"size": 1, "pdf_sha256": "0" * 64},
        {"pdf": b"x", "key": "documentos/a", "size": 1, "pdf_sha256": hashlib.sha256(b"x").hexdigest()},
    ],
    ids=str,
)
def test_a_half_sealed_row_cannot_exist(columns: dict[str, Any]) -> None:
    folio = issue(person())
    with scope(None), pytest.raises(DatabaseError, match="documents_sealed_whole"), transaction.atomic():
        Document.objects.filter(folio=folio).update(sealed_at=LATER, cose=b"x", sello="x", serial="1", **columns)


def test_without_a_press_nothing_is_sealed() -> None:
    outbound._connected.clear()
    folio = issue(person())
    with pytest.raises(LookupError):
        jobs.seal_document(str(row(folio).id))
