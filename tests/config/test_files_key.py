"""`ventanilla oficina rotar archivos`: every file's key sealed anew, through a stop at any of them."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from ventanilla.adapters.storage.local import LocalStorage
from ventanilla.adapters.storage.port import StorageDown
from ventanilla.adapters.storage.sealed import KeyMissing, SealedStorage
from ventanilla.config.environment import FILES_KEY, retired, secret
from ventanilla.config.files_key import PROGRESS, Rewrapping, Rows, new_files_key
from ventanilla.config.installation import Installation

OLD, CURRENT = b"\x01" * 32, b"\x02" * 32
BATCH = 4


class Rowed:
    """Rows of one part, each with one file; ``asked`` counts the batches, and the ``stop``th is not answered."""

    def __init__(self, storage: SealedStorage, part: str, number: int) -> None:
        self.ids = sorted(uuid4() for _ in range(number))
        self.part, self.asked, self.stop = part, 0, 0
        for each in self.ids:
            storage.put(self.key(each), each.bytes)

    def key(self, row: UUID) -> str:
        return f"{self.part}/{row.hex}"

    def after(self, after: UUID | None, most: int) -> Rows:
        self.asked += 1
        if self.asked == self.stop:
            raise StorageDown("off")
        later = [each for each in self.ids if after is None or each > after]
        return [(each, (self.key(each),), True) for each in later[:most]]


def walk(tmp_path: Path, *parts: Rowed) -> Rewrapping:
    both = SealedStorage(LocalStorage(tmp_path / "archivo"), CURRENT, (OLD,))
    return Rewrapping(both, tmp_path / PROGRESS, {part.part: part.after for part in parts}, BATCH)


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_a_walk_that_stops_goes_on_from_there_and_every_file_opens_with_the_new_key_alone(
    tmp_path: Path, stop: int
) -> None:
    old = SealedStorage(LocalStorage.open(tmp_path / "archivo"), OLD)
    documents, attachments = Rowed(old, "documentos", 2 * BATCH), Rowed(old, "adjuntos", 3)
    documents.stop = stop
    first = walk(tmp_path, documents, attachments)
    if stop < 4:
        with pytest.raises(StorageDown):
            first.run()
        assert first.done == (stop - 1) * BATCH
    documents.stop = 0
    second = walk(tmp_path, documents, attachments)
    second.run()
    assert first.done + second.done == 2 * BATCH + 3 if stop < 4 else second.done == 2 * BATCH + 3
    assert not (tmp_path / PROGRESS).exists()
    new = SealedStorage(LocalStorage(tmp_path / "archivo"), CURRENT)
    for part in (documents, attachments):
        assert all(new.get(part.key(each)) == each.bytes for each in part.ids)
    with pytest.raises(KeyMissing):
        old.get(documents.key(documents.ids[0]))


def test_what_no_key_opens_is_told_also_by_the_walk_that_goes_on(tmp_path: Path) -> None:
    old = SealedStorage(LocalStorage.open(tmp_path / "archivo"), OLD)
    documents, attachments = Rowed(old, "documentos", BATCH), Rowed(old, "adjuntos", 1)
    lost = documents.key(documents.ids[0])
    old.delete(lost)
    attachments.stop = 1
    with pytest.raises(StorageDown):
        walk(tmp_path, documents, attachments).run()
    again = walk(tmp_path, documents, attachments)
    again.run()
    assert (again.done, again.closed) == (1, [lost])


def test_the_progress_of_another_key_is_not_gone_on_from(tmp_path: Path) -> None:
    old = SealedStorage(LocalStorage.open(tmp_path / "archivo"), OLD)
    documents = Rowed(old, "documentos", 3)
    said = {"key": "0" * 16, "part": "documentos", "after": str(documents.ids[-1]), "closed": []}
    (tmp_path / PROGRESS).write_text(json.dumps(said))
    again = walk(tmp_path, documents)
    again.run()
    assert again.done == 3


def test_a_part_that_was_never_put_whole_is_no_loss(tmp_path: Path) -> None:
    storage = SealedStorage(LocalStorage.open(tmp_path / "archivo"), CURRENT, (OLD,))
    rows: Rows = [(uuid4(), ("adjuntos/1/original", "adjuntos/1/limpio"), False)]
    again = Rewrapping(storage, tmp_path / PROGRESS, {"adjuntos": lambda after, _: [] if after else rows})
    again.run()
    assert (again.done, again.closed) == (0, [])


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VENTANILLA_VAR", str(tmp_path))
    return tmp_path


def test_another_key_is_made_and_the_one_before_stays(var: Path) -> None:
    before, said = secret(var, FILES_KEY), list[str]()
    assert new_files_key(said.append) == 0
    assert secret(var, FILES_KEY) != before
    assert retired(var, FILES_KEY) == (before,)
    assert "oficina rotar archivos" in said[-1]


def test_not_while_the_office_is_open(var: Path) -> None:
    before, said = secret(var, FILES_KEY), list[str]()
    with _installation(var).open_alone():
        assert new_files_key(said.append) == 1
    assert "ya está abierta" in said[0]
    assert secret(var, FILES_KEY) == before


def test_not_where_there_is_no_key(var: Path) -> None:
    said: list[str] = []
    assert new_files_key(said.append) == 1
    assert "abra antes la oficina" in said[0]


def _installation(var: Path) -> Installation:
    from ventanilla.config.environment import read

    return Installation.of(read({"VENTANILLA_VAR": str(var)}), {})
