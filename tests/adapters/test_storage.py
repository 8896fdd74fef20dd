"""Files kept whole: on a disk, sealed, through kills between any two steps, and through a change of key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ventanilla.adapters.storage.local import LEFT_SECONDS, NEW, LocalStorage
from ventanilla.adapters.storage.port import Damaged, Missing, Storage, StorageDown
from ventanilla.adapters.storage.sealed import KeyMissing, SealedStorage, key_id

KEY = "adjuntos/0f3a-77"
OLD, CURRENT = b"\x01" * 32, b"\x02" * 32


@pytest.fixture(params=["local", "sealed"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    plain = LocalStorage.open(tmp_path)
    return plain if request.param == "local" else SealedStorage(plain, CURRENT)


def files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("data", [b"", b"x", os.urandom(100_000)], ids=["empty", "one", "many"])
def test_what_was_put_comes_back(storage: Storage, data: bytes) -> None:
    storage.put(KEY, data)
    storage.put(KEY, data)
    assert storage.get(KEY) == data


def test_a_key_is_never_written_again(storage: Storage) -> None:
    storage.put(KEY, b"uno")
    with pytest.raises(ValueError, match="never written again"):
        storage.put(KEY, b"otro")
    assert storage.get(KEY) == b"uno"


def test_what_was_forgotten_is_missing_and_may_be_put_anew(storage: Storage) -> None:
    storage.put(KEY, b"uno")
    storage.delete(KEY)
    storage.delete(KEY)
    with pytest.raises(Missing):
        storage.get(KEY)
    storage.put(KEY, b"otro")
    assert storage.get(KEY) == b"otro"


@pytest.mark.parametrize("key", ["", "/etc/passwd", "a/../b", "A", "a//b", "a/", "ñ", "a b", "a\x00", "x" * 201])
def test_a_key_cannot_lead_elsewhere(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="a key is"):
        LocalStorage.open(tmp_path).put(key, b"x")


def test_a_flipped_bit_is_damage_wherever_it_is(storage: Storage, tmp_path: Path) -> None:
    storage.put(KEY, b"lo que se guarda")
    for path in files(tmp_path):
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(Damaged):
                storage.get(KEY)
        path.write_bytes(whole[:-1])
        with pytest.raises(Damaged):
            storage.get(KEY)
        path.write_bytes(whole)
    assert storage.get(KEY) == b"lo que se guarda"


def test_one_file_in_the_place_of_another_is_damage(storage: Storage, tmp_path: Path) -> None:
    storage.put("a", b"de una persona")
    before = {path: path.read_bytes() for path in files(tmp_path)}
    storage.put("b", b"de otra persona")
    added = [path for path in files(tmp_path) if path not in before]
    for path, whole in zip(
        sorted(added, key=lambda p: p.stat().st_size), sorted(before.values(), key=len), strict=True
    ):
        path.write_bytes(whole)
    with pytest.raises(Damaged):
        storage.get("b")


def test_only_its_owner_reads_the_disk(tmp_path: Path) -> None:
    LocalStorage.open(tmp_path).put(KEY, b"x")
    (path,) = files(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / NEW).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", ["fsync", "link", "unlink"])
def test_a_kill_between_two_steps_leaves_the_whole_file_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    storage = SealedStorage(LocalStorage.open(tmp_path), CURRENT)
    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "unlink" else os, step, die)
        with pytest.raises(Killed):
            storage.put(KEY, b"entero")
    again = SealedStorage(LocalStorage.open(tmp_path), CURRENT)
    with pytest.raises(Missing):
        again.get(KEY)
    again.put(KEY, b"entero")
    assert again.get(KEY) == b"entero"


def test_what_a_killed_process_left_is_removed_a_day_later(tmp_path: Path) -> None:
    LocalStorage.open(tmp_path)
    for name, age in (("viejo", 2 * LEFT_SECONDS), ("nuevo", 0)):
        left = tmp_path / NEW / name
        left.write_bytes(b"a medias")
        os.utime(left, (left.stat().st_mtime - age,) * 2)
    LocalStorage.open(tmp_path)
    assert [path.name for path in (tmp_path / NEW).iterdir()] == ["nuevo"]


def test_a_disk_that_takes_nothing_is_told_as_such(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageDown):
        storage.put(KEY, b"x")


def test_nothing_can_be_read_on_the_disk(tmp_path: Path) -> None:
    SealedStorage(LocalStorage.open(tmp_path), CURRENT).put(KEY, b"ACTA DE NACIMIENTO " * 50)
    assert all(b"ACTA" not in path.read_bytes() for path in files(tmp_path))


def test_two_files_with_the_same_bytes_look_different(tmp_path: Path) -> None:
    plain = LocalStorage.open(tmp_path)
    sealed = SealedStorage(plain, CURRENT)
    sealed.put("a", b"igual")
    sealed.put("b", b"igual")
    assert plain.get("a") != plain.get("b")


def test_the_key_of_the_installation_changes_and_no_file_is_sealed_again(tmp_path: Path) -> None:
    plain = LocalStorage.open(tmp_path)
    SealedStorage(plain, OLD).put(KEY, b"uno")
    before = plain.get(KEY)
    both = SealedStorage(plain, CURRENT, (OLD,))
    assert both.get(KEY) == b"uno"
    both.put(KEY, b"uno")
    assert both.rewrap(KEY)
    assert not both.rewrap(KEY)
    assert plain.get(KEY) == before
    assert SealedStorage(plain, CURRENT).get(KEY) == b"uno"
    with pytest.raises(KeyMissing):
        SealedStorage(plain, OLD).get(KEY)


def test_a_change_of_key_that_was_begun_and_left_costs_no_file(tmp_path: Path) -> None:
    """The key of now is also among the older ones: its envelope is the only one."""
    plain = LocalStorage.open(tmp_path)
    both = SealedStorage(plain, CURRENT, (CURRENT, OLD))
    both.put(KEY, b"uno")
    assert not both.rewrap(KEY)
    assert both.get(KEY) == b"uno"


def test_a_file_is_read_while_its_key_is_changed(tmp_path: Path) -> None:
    """The envelope moves between our two looks: it was not yet under the new key, and is no longer under the old."""

    class Moving(LocalStorage):
        __slots__ = ()

        def get(self, key: str) -> bytes:
            if key.endswith(key_id(OLD)):
                SealedStorage(LocalStorage(self.root), CURRENT, (OLD,)).rewrap(KEY)
            return LocalStorage.get(self, key)

    SealedStorage(LocalStorage.open(tmp_path), OLD).put(KEY, b"uno")
    assert SealedStorage(Moving(tmp_path), CURRENT, (OLD,)).get(KEY) == b"uno"


def test_the_listing_tells_every_key_and_how_old_it_is(storage: Storage, tmp_path: Path) -> None:
    for key in (KEY, "adjuntos/b/c", "documentos/1"):
        storage.put(key, b"x")
    assert {kept.key for kept in storage.listing("adjuntos/")} == {KEY, "adjuntos/b/c"}
    for path in files(tmp_path):
        os.utime(path, (path.stat().st_mtime - 1000,) * 2)
    ages = [kept.age_seconds for kept in storage.listing("")]
    assert all(1000 <= age < 1600 for age in ages)
    assert {kept.key for kept in storage.listing("")} == {KEY, "adjuntos/b/c", "documentos/1"}


def test_an_envelope_without_a_file_is_told_as_the_file_and_one_of_a_key_unknown_here_is_not(tmp_path: Path) -> None:
    plain = LocalStorage.open(tmp_path)
    SealedStorage(plain, OLD).put(KEY, b"uno")
    plain.delete(KEY)
    assert [kept.key for kept in SealedStorage(plain, CURRENT, (OLD,)).listing("")] == [KEY]
    assert list(SealedStorage(plain, CURRENT).listing("")) == []


def test_without_the_key_that_sealed_it_a_file_is_not_lost_but_waits(tmp_path: Path) -> None:
    plain = LocalStorage.open(tmp_path)
    SealedStorage(plain, OLD).put(KEY, b"uno")
    with pytest.raises(KeyMissing):
        SealedStorage(plain, CURRENT).get(KEY)
    assert SealedStorage(plain, CURRENT, (OLD,)).get(KEY) == b"uno"


def test_what_is_forgotten_leaves_no_envelope(tmp_path: Path) -> None:
    plain = LocalStorage.open(tmp_path)
    SealedStorage(plain, OLD).put(KEY, b"uno")
    SealedStorage(plain, CURRENT, (OLD,)).delete(KEY)
    assert not list(files(tmp_path))
