"""Documents ordered, sealed and kept: what the tests of it share."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from ventanilla.adapters.pki.demo_authority import (
    create_authority,
    seal_issuer,
)
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.storage.port import Kept, Missing, StorageDown
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.apps.documents import outbound
from ventanilla.apps.documents.api import (
    Press,
    documents_issue,
    use_archive,
    use_press,
)
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.sealing import document_seal
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.documents import (
    IssueDocument,
    Receipt,
)
from ventanilla.domain.signing.acts import Line
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import PerformContext

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
