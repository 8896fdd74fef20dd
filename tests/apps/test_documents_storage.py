"""The sealed file in the storage: found, lost, forgotten, and never made again."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.apps.sealing import LATER, Shelf, issue, keys, person, press, row, sealed, shelf

from ventanilla.adapters.storage.port import StorageDown
from ventanilla.adapters.storage.sweeping import LONE_SECONDS, MOST_LONE, TooManyLone
from ventanilla.adapters.typeset import Sheet, TooLong
from ventanilla.apps.documents import jobs
from ventanilla.apps.documents.api import (
    FileUnavailable,
    Press,
    document_pdf_for,
    documents_for,
    use_press,
)
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.sealing import document_seal
from ventanilla.apps.documents.selectors import documents_unsealed
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.documents import (
    DocumentFault,
    Fault,
)
from ventanilla.kernel.acts import Audience

pytestmark = pytest.mark.django_db

__all__ = ["keys", "press", "shelf"]  # fixtures


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
