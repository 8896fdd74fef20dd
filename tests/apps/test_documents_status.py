"""Publishing what was revoked: signed, found by its QR alone, and gone from the list once expired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.apps.sealing import LATER, NOW, ON, ORDER, RECEIPT, issue, person, row

from ventanilla.adapters.pki.demo_authority import create_authority, seal_issuer
from ventanilla.adapters.seal import verify_list
from ventanilla.adapters.seal.keys import create_institution_keys, public_key_set
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.apps.documents import jobs, outbound
from ventanilla.apps.documents.api import Press, document_revoke, status_list, status_list_publish, use_press
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.documents import Revocation, StatusList, cadena_digest

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/ventanilla/estado.cose"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("var") / "keys"
    authority, _ = create_authority(bits=2048)
    create_institution_keys(directory, issue_seal_certificate=seal_issuer(authority, "Instituto"), at=NOW)
    return directory


@pytest.fixture(autouse=True)
def press(keys: Path) -> Iterator[Press]:
    made = Press(TypstTypesetter(), LocalSigner.open(keys), "Instituto", "http://localhost:8000")
    use_press(made)
    yield made
    outbound._connected.clear()


def published(keys: Path) -> StatusList:
    found = status_list()
    assert found is not None
    return verify_list(found[0], public_key_set(keys))


def test_revoking_orders_one_publication_and_the_list_says_it(keys: Path) -> None:
    folios = [issue(person()) for _ in range(3)]
    for folio in folios[:2]:
        document_revoke(folio, by=SYSTEM, on=ON, now=LATER)
    assert ProcrastinateJob.objects.filter(task_name="documents.publish_status").count() == 1
    jobs.publish_status()
    listed = published(keys)
    said = [listed.revocation(cadena_digest(row(folio).cadena)) for folio in folios]
    assert said == [Revocation(ON, replaced=False)] * 2 + [None]


def test_a_replacement_is_told_as_such(keys: Path, press: Press) -> None:
    actor, case = person(), uuid4()
    old, new = (
        issue(actor, case=case),
        issue(actor, replace(ORDER, content=replace(RECEIPT, applicant="OTRA")), case=case),
    )
    document_revoke(old, by=SYSTEM, on=ON, now=LATER, replaced_by=new)
    status_list_publish(press.signer, now=LATER)
    assert published(keys).revocation(cadena_digest(row(old).cadena)) == Revocation(ON, replaced=True)


def test_what_expired_leaves_the_list(keys: Path, press: Press) -> None:
    document_revoke(issue(person()), by=SYSTEM, on=ON, now=LATER)
    assert ORDER.valid_for_days is not None
    last = NOW + timedelta(days=ORDER.valid_for_days)
    assert len(status_list_publish(press.signer, now=last)) == 1
    assert len(status_list_publish(press.signer, now=last + timedelta(days=1))) == 0


def test_anybody_fetches_it_and_asks_again_cheaply(press: Press) -> None:
    client = Client(HTTP_HOST="localhost:8000")
    assert client.get(ADDRESS).status_code == 404
    status_list_publish(press.signer, now=LATER)
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/cose")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_there_is_one_list_and_the_web_does_not_remove_it(press: Press) -> None:
    status_list_publish(press.signer, now=LATER)
    status_list_publish(press.signer, now=LATER + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_statuslisting")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("order", "refused"),
    [
        ("DELETE FROM documents_statuslisting", DatabaseError),
        ("INSERT INTO documents_statuslisting (id, cose, made_at) VALUES (2, 'x', now())", IntegrityError),
    ],
)
def test_the_database_holds_the_same(order: str, refused: type[DatabaseError]) -> None:
    with pytest.raises(refused), connection.cursor() as cursor:
        cursor.execute(order)
