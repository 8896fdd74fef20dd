"""Documents and files of an office whose archive is a bucket: sealed, handed over, swept, and their key changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.adapters.hostile_files import pdf
from tests.adapters.s3_server import BUCKET, CREDENTIAL, REGION, Server, fault, serving
from tests.web.attaching import attach, draft, kept
from tests.web.office import TRAMITE, Browser, Office
from ventanilla.adapters.storage.sealed import key_id
from ventanilla.adapters.storage.sweeping import LONE_SECONDS
from ventanilla.apps.attachments import jobs as attachment_jobs
from ventanilla.apps.attachments.api import use_receiving
from ventanilla.apps.attachments.outbound import receiving
from ventanilla.apps.documents import jobs as document_jobs
from ventanilla.apps.documents.api import use_archive
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.config.environment import (
    FILES_KEY,
    BadEnvironment,
    Environment,
    read,
    replace_secret,
    retired_files,
    secret,
)
from ventanilla.config.wiring import storage

ACTA = pdf()


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def environment(office: Office, bucket: Server, tmp_path: Path, settings: Any) -> Environment:
    """What an operator says for it, connected as the office connects it."""
    credential = tmp_path / "credencial"
    credential.write_text(f"{CREDENTIAL.key_id}\n{CREDENTIAL.secret}\n")
    where = f"s3:https://localhost:{bucket.port}/{BUCKET}?region={REGION}&credencial={credential}"
    said = {"VENTANILLA_VAR": str(tmp_path / "var"), "VENTANILLA_ARCHIVO": f"{where}&autoridades={bucket.certificate}"}
    found = read(said)
    settings.ENVIRONMENT = found
    connect(found)
    return found


def connect(environment: Environment) -> None:
    use_archive(storage(environment))
    use_receiving(replace(receiving(), storage=storage(environment)))


def pdf_of(worker: Browser) -> tuple[int, bytes]:
    with scope(None):
        folio = Document.objects.get(kind=TRAMITE).folio
    answer = worker.get(f"/documentos/{folio}.pdf")
    return answer.status_code, answer.content


def sealed_and_attached(office: Office, worker: Browser) -> None:
    attach(worker, draft(worker), ACTA)
    worker.filed(office.mint.identity())
    office.print()


def test_what_is_sealed_and_what_is_attached_are_handed_over_from_the_bucket(
    office: Office, environment: Environment, bucket: Server
) -> None:
    worker = office.browser("trabajadora")
    sealed_and_attached(office, worker)
    status, pdf = pdf_of(worker)
    assert (status, pdf[:5]) == (200, b"%PDF-")
    (row,) = kept()
    assert worker.get(f"/archivos/{row.id}/original").content == ACTA
    assert {key.split("/")[0] for key in bucket.objects} == {"documentos", "adjuntos"}
    assert all(b"%PDF" not in whole for whole, _ in bucket.objects.values())
    assert not (office.var / "archivo").exists() or not any(
        path.is_file() for path in (environment.var / "archivo").rglob("*")
    )


def test_a_bucket_that_is_down_is_503_and_no_document_is_lost(
    office: Office, environment: Environment, bucket: Server
) -> None:
    worker = office.browser("trabajadora")
    sealed_and_attached(office, worker)
    bucket.before = lambda handler: fault(handler, 403, "AccessDenied")
    assert pdf_of(worker)[0] == 503
    bucket.before = lambda _: False
    assert pdf_of(worker)[0] == 200


def test_what_nothing_names_is_swept_from_the_bucket(office: Office, environment: Environment, bucket: Server) -> None:
    worker = office.browser("trabajadora")
    sealed_and_attached(office, worker)
    mine = set(bucket.objects)
    lone = [f"documentos/{uuid4()}/{'a' * 64}", f"adjuntos/{uuid4().hex}/original"]
    for key in lone:
        storage(environment).put(key, b"x")
    for job in (document_jobs.sweep_files, attachment_jobs.sweep_lone_files):
        job(0)
    assert len(bucket.objects) == len(mine) + 4
    before = time.time() - LONE_SECONDS - 60
    bucket.objects.update({key: (whole, before) for key, (whole, _) in bucket.objects.items()})
    for job in (document_jobs.sweep_files, attachment_jobs.sweep_lone_files):
        job(0)
    assert set(bucket.objects) == mine


def test_the_key_of_the_files_is_changed_and_the_old_one_opens_nothing_any_more(
    office: Office, environment: Environment, bucket: Server
) -> None:
    worker = office.browser("trabajadora")
    sealed_and_attached(office, worker)
    replace_secret(environment.var, FILES_KEY, key_id(secret(environment.var, FILES_KEY)))
    bucket.before = lambda handler: fault(handler, 500, "InternalError")
    with pytest.raises(CommandError, match="El archivo no responde"):
        call_command("archive_rewrap")
    bucket.before = lambda _: False
    said = StringIO()
    call_command("archive_rewrap", stdout=said)
    (old,) = retired_files(environment.var, FILES_KEY)
    assert f"{old} ya no hace falta aquí" in said.getvalue()
    old.unlink()
    connect(environment)
    assert pdf_of(worker)[0] == 200
    (row,) = kept()
    assert worker.get(f"/archivos/{row.id}").status_code == 200


def test_a_file_that_no_key_opens_is_said_and_no_key_is_called_needless(
    office: Office, environment: Environment, bucket: Server
) -> None:
    worker = office.browser("trabajadora")
    sealed_and_attached(office, worker)
    with scope(None):
        key = Document.objects.get(kind=TRAMITE).key
    replace_secret(environment.var, FILES_KEY, key_id(secret(environment.var, FILES_KEY)))
    for each in [each for each in bucket.objects if each.startswith(f"{key}/")]:
        del bucket.objects[each]
    said = StringIO()
    with pytest.raises(CommandError, match=rf"1 archivos no se abren .*{key}"):
        call_command("archive_rewrap", stdout=said)
    assert "ya no hace falta" not in said.getvalue()


@pytest.mark.parametrize("content", ["", "una-sola-linea\n", "a b c\n", "clave\nseñal\n"])
def test_a_credential_that_is_none_stops_the_office_in_words(environment: Environment, content: str) -> None:
    assert environment.bucket is not None
    environment.bucket.credential.write_text(content)
    with pytest.raises(BadEnvironment, match="lleva dos líneas"):
        storage(environment)
