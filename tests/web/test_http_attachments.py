"""Attaching files through HTTP: received, cleaned, kept sealed, handed over, and signed by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as office_settings
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.adapters.hostile_files import ACTING, REFUSED, SCRIPT, located_jpg, pdf, png
from tests.web.attaching import HOUSE, NUEVO, PRUEBA, attach, draft, kept
from tests.web.office import Browser, Identity, Office, drawn, text
from tests.web.referred import actor
from ventanilla.adapters.scan.port import Clean, Infected, Unavailable, Verdict
from ventanilla.adapters.storage.port import StorageDown
from ventanilla.apps.affiliation.models import Cambio, Domicilio, Persona
from ventanilla.apps.attachments import outbound
from ventanilla.apps.attachments.api import attachments_for_official, attachments_forget
from ventanilla.apps.attachments.models import Attachment, StoredFile
from ventanilla.apps.attachments.services import ABANDONED, files_sweep
from ventanilla.apps.cases.api import case_resolve, draft_discard
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

ACTA = pdf()


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()


def stored(office: Office) -> list[Path]:
    return [path for path in (office.var / "archivo").rglob("*") if path.is_file()]


def test_limits_are_told_before_anything_is_chosen(worker: Browser) -> None:
    page = text(worker.get(f"/solicitudes/{draft(worker)}/{PRUEBA}"))
    assert "Hasta 3 archivos PDF, JPG o PNG." in page
    assert "El archivo puede pesar hasta 50 MB. No debe pedir contraseña." in page


def test_a_file_is_kept_twice_sealed_and_handed_over(office: Office, worker: Browser) -> None:
    case, sent = draft(worker), ACTING["script when opened"]
    assert attach(worker, case, sent).status_code == 302
    page = worker.get(f"/solicitudes/{case}/{PRUEBA}")
    (row,) = kept()
    assert "acta.pdf" in text(page)
    assert hashlib.sha256(sent).hexdigest()[:8] in text(page)
    original, cleaned = worker.get(f"/archivos/{row.id}/original"), worker.get(f"/archivos/{row.id}")
    assert original.content == sent
    assert cleaned.content.startswith(b"%PDF-")
    assert SCRIPT.encode() not in cleaned.content
    preview = worker.get(f"/archivos/{row.id}/vista")
    assert preview.content.startswith(b"\x89PNG")
    for answer in (original, cleaned, preview):
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert stored(office)
    assert all(b"%PDF" not in path.read_bytes() and SCRIPT.encode() not in path.read_bytes() for path in stored(office))


@pytest.mark.parametrize("name", ["empty", "page of the web", "PDF with a password", "PDF cut in half", "bomb"])
def test_a_bad_file_says_what_is_wrong_and_leaves_nothing(office: Office, worker: Browser, name: str) -> None:
    case = draft(worker)
    said = {
        "empty": "El archivo está vacío. Elija otro.",
        "page of the web": "Solo se aceptan archivos PDF, JPG o PNG.",
        "PDF with a password": "El archivo pide una contraseña. Guarde una copia sin contraseña y adjúntela.",
        "PDF cut in half": "No pudimos leer el archivo: está dañado o incompleto.",
        "bomb": "El archivo es demasiado grande por dentro. Guárdelo con menos resolución.",
    }
    answer = attach(worker, case, REFUSED[name][0])
    assert answer.status_code == 422
    assert said[name] in text(answer)
    assert not kept()
    assert not stored(office)


def test_a_file_past_the_limit_is_told_by_its_size_and_never_kept(
    office: Office, worker: Browser, settings: Settings
) -> None:
    settings.VENTANILLA_ATTACHMENT_BYTES = 1 << 20
    answer = attach(worker, draft(worker), ACTA + bytes((1 << 20) + 9))
    assert answer.status_code == 422
    assert "El archivo pesa 1.1 MB; el máximo es 1 MB." in text(answer)
    assert not stored(office)


def test_what_a_program_sends_without_the_field_is_missing(worker: Browser) -> None:
    case = draft(worker)
    worker.get(f"/solicitudes/{case}/{PRUEBA}")
    answer = worker.post(f"/solicitudes/{case}/{PRUEBA}", {"adjuntar": "1"})
    assert answer.status_code == 422
    assert "Falta adjuntar el archivo." in text(answer)


def test_the_same_file_twice_is_one_and_a_fourth_is_refused(office: Office, worker: Browser) -> None:
    case = draft(worker)
    for _ in range(2):
        assert attach(worker, case, ACTA).status_code == 302
    assert len(kept()) == 1
    for data, name in ((png(), "a.png"), (located_jpg(), "b.jpg")):
        assert attach(worker, case, data, name).status_code == 302
    answer = attach(worker, case, pdf(pages=2))
    assert answer.status_code == 422
    assert "Adjunte como máximo 3 archivos." in text(answer)
    assert len(kept()) == 3


def test_one_person_keeps_a_file_once_and_two_people_each_their_own(office: Office, worker: Browser) -> None:
    other = office.browser("pensionada")
    attach(worker, draft(worker), ACTA)
    before = len(stored(office))
    attach(other, draft(other), ACTA)
    assert len(stored(office)) == 2 * before
    with scope(None):
        assert StoredFile.objects.count() == 2


def test_a_file_that_was_removed_is_nowhere(office: Office, worker: Browser) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    (row,) = kept()
    worker.get(f"/solicitudes/{case}/{PRUEBA}")
    assert worker.post(f"/solicitudes/{case}/{PRUEBA}/archivos/{row.id}/quitar").status_code == 302
    assert worker.get(f"/archivos/{row.id}").status_code == 404
    assert not kept()
    assert not stored(office)
    with scope(None):
        assert "prueba.0" not in Case.objects.get(id=case).draft


def test_a_file_goes_with_its_draft(office: Office, worker: Browser) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    attachments_forget(UUID(case))
    assert not kept()
    assert not stored(office)


def test_a_discarded_draft_takes_its_files_with_it(office: Office, worker: Browser) -> None:
    case, other = draft(worker), draft(office.browser("pensionada"))
    attach(worker, case, ACTA)
    mine = set(stored(office))
    worker.get(f"/solicitudes/{case}/descartar")
    assert worker.post(f"/solicitudes/{case}/descartar").status_code == 302
    assert office.jobs("cases.forget_files") == [{"case_id": case}]
    theirs = office.browser("pensionada")
    attach(theirs, other, ACTA)
    for _ in range(2):  # the worker may do it again
        office.run("cases.forget_files")
    (left,) = kept()
    assert left.case == UUID(other)
    with scope(None):
        assert StoredFile.objects.get().id == left.file_id
    assert stored(office)
    assert mine.isdisjoint(stored(office))


def test_an_expired_draft_takes_its_files_with_it(office: Office, worker: Browser) -> None:
    from ventanilla.apps.cases.jobs import end_drafts

    case = draft(worker)
    attach(worker, case, ACTA)
    office.later(100 * 24 * 3600)
    end_drafts(0)
    office.run("cases.forget_files")
    assert len(kept()) == 1  # it was announced and not deleted yet
    office.later(8 * 24 * 3600)
    end_drafts(0)
    office.run("cases.forget_files")
    assert not kept()
    assert not stored(office)


def test_a_draft_whose_deletion_failed_keeps_its_files(
    office: Office, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)

    def broken(self: Case) -> None:
        raise DatabaseError("planted")

    monkeypatch.setattr(Case, "delete", broken)
    with pytest.raises(DatabaseError):
        draft_discard(actor("trabajadora"), UUID(case), now=office_settings.VENTANILLA_CLOCK.now())
    assert office.jobs("cases.forget_files") == []


def test_what_nobody_attached_is_forgotten_a_day_later(office: Office, worker: Browser) -> None:
    attach(worker, draft(worker), ACTA)
    with scope(None):
        Attachment.objects.all().delete()
    now = office_settings.VENTANILLA_CLOCK.now()
    assert files_sweep(now=now) == 0
    assert files_sweep(now=now + 2 * ABANDONED) == 1
    assert not stored(office)


def test_another_person_finds_nothing(office: Office, worker: Browser) -> None:
    attach(worker, draft(worker), ACTA)
    (row,) = kept()
    other = office.browser("pensionada")
    for path in ("", "/original", "/vista"):
        foreign, unknown = other.get(f"/archivos/{row.id}{path}"), other.get(f"/archivos/{uuid4()}{path}")
        assert foreign.status_code == unknown.status_code == 404
    theirs = draft(other)
    other.get(f"/solicitudes/{theirs}/{PRUEBA}")
    other.post(f"/solicitudes/{theirs}/{PRUEBA}/archivos/{row.id}/quitar")
    assert len(kept()) == 1


def test_the_database_hides_it_too_and_no_file_is_put_in_anothers_hands(office: Office, worker: Browser) -> None:
    attach(worker, draft(worker), ACTA)
    (row,) = kept()
    owner, other = drawn().named("trabajadora").subject, drawn().named("pensionada").subject
    for who_reads, seen in ((owner, 1), (other, 0)):
        with scope(SubjectId(who_reads)):
            assert (Attachment.objects.count(), StoredFile.objects.count()) == (seen, seen)
    with scope(SubjectId(other)), pytest.raises(DatabaseError), transaction.atomic():
        Attachment.objects.create(
            subject=other, case=uuid4(), field="x", name="x", file_id=row.file_id, added_at=row.added_at
        )


def test_the_name_is_sealed_in_its_column(worker: Browser) -> None:
    attach(worker, draft(worker), ACTA, "acta de Fulana.pdf")
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM attachments_attachment")
        assert b"Fulana" not in bytes(cursor.fetchone()[0])


def signed_case(worker: Browser, who: Identity, case: str) -> str:
    page = worker.get(f"/solicitudes/{case}/revisar")
    sent = worker.send(worker.sign(page, who))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def test_an_identity_is_proved_signed_by_its_digest_and_waits_for_a_person(
    office: Office, worker: Browser, who: Identity
) -> None:
    case = draft(worker)
    assert attach(worker, case, ACTA, button="seguir").headers["Location"] == f"/solicitudes/{case}/revisar"
    page = worker.get(f"/solicitudes/{case}/revisar")
    assert hashlib.sha256(ACTA).hexdigest() in text(page)
    folio = signed_case(worker, who, case)
    shown = worker.get(f"/expedientes/{folio}")
    assert hashlib.sha256(ACTA).hexdigest() in text(shown)
    with scope(None):
        assert Case.objects.get(id=case).state == "en_revision"
        record = Resolution.objects.get(case=UUID(case)).record
        assert record["decision"]["queue"] == "afiliacion"
        assert record["solicitud"]["prueba"][0]["sha256"] == hashlib.sha256(ACTA).hexdigest()
    official = Actor(uuid4(), SubjectId(uuid4()), Assurance.N2, Via.PASSKEY)
    (seen,) = attachments_for_official(official, UUID(case))
    assert seen.unscanned
    with pytest.raises(PermissionError):
        attachments_for_official(Actor(uuid4(), SubjectId(uuid4()), Assurance.N1, Via.PASSWORD), UUID(case))


def reads(queries: CaptureQueriesContext, table: str) -> int:
    """How often a table was read."""
    return sum(f'FROM "{table}"' in query["sql"] for query in queries.captured_queries)


def test_the_page_to_sign_reads_the_request_once(worker: Browser) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    with CaptureQueriesContext(connection) as queries:
        assert worker.get(f"/solicitudes/{case}/revisar").status_code == 200
    assert reads(queries, "attachments_attachment") == 1
    assert reads(queries, "cases_case") == 2  # whose it is and whether it was sent, and what will be signed


def test_deciding_a_case_reads_what_was_filed_once(worker: Browser, who: Identity) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    signed_case(worker, who, case)
    with scope(None):
        Case.objects.filter(id=case).update(state="recibido")
        with CaptureQueriesContext(connection) as queries:
            assert case_resolve(UUID(case)).value == "en_revision"
    assert reads(queries, "attachments_attachment") == 1
    assert reads(queries, "cases_case") == 1


def test_what_was_sent_stays(office: Office, worker: Browser, who: Identity) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    signed_case(worker, who, case)
    (row,) = kept()
    answer = worker.post(f"/solicitudes/{case}/{PRUEBA}/archivos/{row.id}/quitar")
    assert answer.status_code == 409
    assert worker.get(f"/archivos/{row.id}/original").content == ACTA
    attachments_forget(UUID(case))
    assert len(kept()) == 1
    for change in (lambda: Attachment.objects.all().delete(), lambda: Attachment.objects.update(filed_at=None)):
        with scope(None), pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_file_attached_after_it_was_read_is_not_filed_unseen(worker: Browser, who: Identity) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    old = worker.sign(worker.get(f"/solicitudes/{case}/revisar"), who)
    attach(worker, case, png(), "otra.png")
    answer = worker.send(old)
    assert answer.status_code == 422
    assert "La solicitud cambió en otra ventana" in text(answer)


def test_an_identity_without_proof_is_not_filed(worker: Browser) -> None:
    case = draft(worker)
    assert worker.get(f"/solicitudes/{case}/revisar").headers["Location"] == f"/solicitudes/{case}/{PRUEBA}"


def test_an_id_that_is_of_another_case_proves_nothing(office: Office, worker: Browser) -> None:
    other = office.browser("pensionada")
    attach(other, draft(other), ACTA)
    (row,) = kept()
    case = draft(worker)
    with scope(None):
        mine = Case.objects.get(id=case)
        mine.draft = mine.draft | {"prueba.0": str(row.id)}
        mine.save()
    assert worker.get(f"/solicitudes/{case}/revisar").headers["Location"] == f"/solicitudes/{case}/{PRUEBA}"


def test_an_address_changes_at_once_and_the_one_before_is_kept(office: Office, worker: Browser, who: Identity) -> None:
    persona = drawn().named("trabajadora").subject
    written = "{} 5, Centro, 14000, Tlalpan, Ciudad de México"
    for street in ("Calle Uno", "Calle Dos"):
        case, address = draft(worker, "domicilio", **HOUSE | {"domicilio.calle": street}), written.format(street)
        folio = signed_case(worker, who, case)
        assert "Folio" in text(worker.get(f"/expedientes/{folio}"))
        with scope(None):
            assert Case.objects.get(folio=folio).state == "aprobado"
    with scope(SubjectId(persona)):
        assert Domicilio.objects.get().texto == address
        last = Cambio.objects.order_by("-hecho_at").first()
        assert last is not None
        assert (last.campo, last.antes, last.despues) == ("domicilio", written.format("Calle Uno"), address)
        assert any(
            "Actualizamos un dato suyo: mi domicilio." in str(entry.text) for entry in timeline(SubjectId(persona))
        )
        assert chain_verify(SubjectId(persona)) is None
    with scope(SubjectId(drawn().named("pensionada").subject)):
        assert not Domicilio.objects.exists()
        assert not Cambio.objects.exists()
    with scope(None), pytest.raises(DatabaseError), transaction.atomic():
        Cambio.objects.update(antes="otra cosa")
    with scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT texto FROM affiliation_domicilio")
        assert b"Calle" not in bytes(cursor.fetchone()[0])


def test_nothing_of_who_somebody_is_changes_before_a_person_decides(worker: Browser, who: Identity) -> None:
    case = draft(worker)
    attach(worker, case, ACTA)
    signed_case(worker, who, case)
    with scope(None):
        assert Persona.objects.get(subject=drawn().named("trabajadora").subject).nombre != NUEVO.upper()
        assert not Cambio.objects.exists()


class Says:
    """A scanner that says what the test wants."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def scan(self, data: bytes) -> Verdict:
        return self.verdict


@pytest.fixture
def receiving_with() -> Callable[..., None]:
    """Changes one tool of what receives files; the office puts it back."""

    def change(**tools: Any) -> None:
        from dataclasses import replace

        outbound.use_receiving(replace(outbound.receiving(), **tools))

    return change


def test_what_the_scanner_finds_is_refused_and_not_kept(
    office: Office, worker: Browser, receiving_with: Callable[..., None]
) -> None:
    receiving_with(scanner=Says(Infected("Ventanilla.Prueba")))
    answer = attach(worker, draft(worker), ACTA)
    assert answer.status_code == 422
    assert "El antivirus encontró un programa dañino en el archivo." in text(answer)
    assert "Ventanilla.Prueba" not in text(answer)
    assert not stored(office)


@pytest.mark.parametrize(("verdict", "scanned"), [(Clean(), True), (Unavailable("lento"), False)])
def test_whether_it_was_scanned_is_kept(
    worker: Browser, receiving_with: Callable[..., None], verdict: Verdict, scanned: bool
) -> None:
    receiving_with(scanner=Says(verdict))
    assert attach(worker, draft(worker), ACTA).status_code == 302
    assert kept()[0].file.scanned is scanned


def test_a_storage_that_is_down_loses_nothing_of_the_draft(
    worker: Browser, receiving_with: Callable[..., None]
) -> None:
    class Down:
        def put(self, key: str, data: bytes) -> None:
            raise StorageDown

        get = delete = put

    case, working = draft(worker), outbound.receiving().storage
    receiving_with(storage=Down())
    answer = attach(worker, case, ACTA)
    assert answer.status_code == 503
    assert "No pudimos recibir el archivo por una falla nuestra." in text(answer)
    assert not kept()
    receiving_with(storage=working)
    assert attach(worker, case, ACTA).status_code == 302
    assert len(kept()) == 1


def test_whoever_goes_on_without_the_proof_that_their_datum_needs_is_told(worker: Browser) -> None:
    case = draft(worker)
    answer = worker.post(f"/solicitudes/{case}/{PRUEBA}", {"seguir": "1"})
    assert answer.status_code == 422
    assert "Falta adjuntar el archivo." in text(answer)


def test_an_address_needs_no_proof(worker: Browser) -> None:
    case = draft(worker, "domicilio", **HOUSE)
    assert worker.get(f"/solicitudes/{case}/revisar").status_code == 200
