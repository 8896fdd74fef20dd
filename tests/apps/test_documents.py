"""Documents from the order to the sealed file: fixed when issued, sealed once, read only by whose they are."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.apps.sealing import LATER, NOW, ON, ORDER, RECEIPT, Shelf, issue, keys, person, press, row, sealed, shelf

from ventanilla.apps.documents import jobs, outbound
from ventanilla.apps.documents.api import (
    NotRevocable,
    Press,
    document_pdf_for,
    document_revoke,
    documents_for,
    documents_issue,
    documents_of_case,
    public_status,
)
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.sealing import document_seal
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.documents import (
    IssueDocument,
    Verdict,
    cadena_digest,
    conclude,
    content_digest,
    read_cadena,
)
from ventanilla.kernel.folio import new_folio, read_folio
from ventanilla.kit.perform import PerformContext

__all__ = ["keys", "press", "shelf"]  # fixtures


pytestmark = pytest.mark.django_db


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
