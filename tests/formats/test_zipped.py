"""The files of a ZIP come out one by one; a hostile one stops where it was told to."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.zipped import SEEDS, one_input_zipped

from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.zipped import Limits, members, recognizes

MIB = 1024 * 1024


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def taken(content: bytes, limits: Limits | None = None, name: str = "a.zip") -> list[tuple[str, str]]:
    """What comes out: names with "" or, of findings, their place with their kind."""
    given = members(File.of_bytes(name, content), limits) if limits else members(File.of_bytes(name, content))
    return [(one.place.file, one.code) if isinstance(one, Finding) else (one.name, "") for one in given]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_come_out_with_their_name_and_their_bytes(method: int) -> None:
    files = {"uno.txt": b"1" * 1_000, "dos/tres.xml": b"<a/>", "ñandú.txt": b"", "sin punto": bytes(range(256))}
    given = list(members(File.of_bytes("mes.zip", zipped(files, method))))
    assert [(one.name, one.read(MIB)) for one in given if isinstance(one, File)] == [
        (f"mes.zip/{name}", content) for name, content in files.items()
    ]
    assert len(given) == len(files)


def test_folders_and_what_systems_add_are_passed_over() -> None:
    junk = {"__MACOSX/recibos/._a.xml": b"x", "recibos/.DS_Store": b"x", "Thumbs.db": b""}
    files = {"recibos/": b"", "recibos/a.xml": b"<a/>"} | junk
    assert taken(zipped(files)) == [("a.zip/recibos/a.xml", "")]
    assert taken(zipped({"vacia/": b""})) == [("a.zip", "ZIP_VACIO")]


def test_a_zip_inside_is_opened_once() -> None:
    inner = zipped({"b.txt": b"b"})
    middle = zipped({"inner.zip": inner, "a.txt": b"a"})
    assert taken(middle, name="m.zip") == [("m.zip/inner.zip/b.txt", ""), ("m.zip/a.txt", "")]
    assert taken(zipped({"middle.zip": middle})) == [
        ("a.zip/middle.zip/inner.zip", "ZIP_ANIDADO"),
        ("a.zip/middle.zip/a.txt", ""),
    ]
    assert taken(zipped({"libro.xlsx": inner, "no.zip": b"no es"})) == [("a.zip/libro.xlsx", ""), ("a.zip/no.zip", "")]
    assert taken(zipped({"malo.zip": b"PK\x03\x04" + b"x" * 50})) == [("a.zip/malo.zip", "ZIP_ILEGIBLE")]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../a.txt", "a/../../b.txt", "C:\\a.txt", "\\\\equipo\\a.txt", "..\\a.txt", "a/.."]
)
def test_a_name_that_points_outside_is_told_and_its_file_left(name: str) -> None:
    [bad, good] = taken(zipped({name: b"x", "b.txt": b"y"}))
    assert bad[1] == "ZIP_NOMBRE"
    assert good == ("a.zip/b.txt", "")


def test_a_file_without_a_name_is_told() -> None:
    """One that only a program of attack writes; found by fuzzing."""
    assert taken(_repeated(b"", b"a", 1)) == [("a.zip/", "ZIP_NOMBRE")]


def test_a_name_is_shown_on_one_line() -> None:
    [(name, code)] = taken(zipped({"a\nb\u202e.txt": b"x"}))
    assert (name, code) == ("a.zip/a\ufffdb\ufffd.txt", "")


def test_an_encrypted_file_or_one_packed_otherwise_is_told_and_the_rest_read() -> None:
    content = bytearray(zipped({"a.txt": b"aaaa", "b.txt": b"b"}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    content[6] |= 1
    assert taken(bytes(content)) == [("a.zip/a.txt", "ZIP_CIFRADO"), ("a.zip/b.txt", "")]
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert taken(zipped({"a.txt": b"a"}, method)) == [("a.zip/a.txt", "ZIP_METODO")]


def test_a_damaged_file_is_told_and_the_rest_read() -> None:
    content = bytearray(zipped({"a.txt": b"abcdefgh" * 10, "b.txt": b"b"}, zipfile.ZIP_STORED))
    content[50] ^= 0xFF
    assert taken(bytes(content)) == [("a.zip/a.txt", "ZIP_DANADO"), ("a.zip/b.txt", "")]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x05\x06", b"no es un zip", b"PK\x03\x04" * 500, zipped({"a": b"a"})[:-10]],
    ids=("empty", "only its end", "text", "only beginnings", "cut"),  # a ZIP has the hour in it
)
def test_what_is_no_zip_is_told(content: bytes) -> None:
    assert taken(content) == [("a.zip", "ZIP_ILEGIBLE")]


def test_a_stream_that_goes_only_forward_is_told() -> None:
    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

    found = list(members(File("a.zip", lambda: Forward(zipped({"a": b"a"})))))
    assert [one.code for one in found if isinstance(one, Finding)] == ["ZIP_ILEGIBLE"]


# -- bombs


def _classic() -> bytes:
    return zipped({"bomba.txt": b"\0" * (300 * MIB)})


def _hidden_size() -> bytes:
    """One that says it is small: what it declares is believed by nobody."""
    content = bytearray(zipped({"bomba.txt": b"\0" * (40 * MIB)}))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 100)
    struct.pack_into("<I", content, 22, 100)
    return bytes(content)


def _overlapping() -> bytes:
    return _repeated(b"a.txt", b"\0" * MIB, 2_000)


def _repeated(name: bytes, plain: bytes, count: int) -> bytes:
    """One stretch of packed bytes under as many entries."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    fixed = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, zlib.crc32(plain), len(packed), len(plain), len(name), 0)
    held = b"PK\x03\x04" + fixed + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, len(held), 0)
    return held + entry * count + end


def _nested() -> bytes:
    return zipped({"a.zip": zipped({f"{n}.txt": b"\0" * (20 * MIB) for n in range(20)})})


@pytest.mark.parametrize(
    ("bomb", "kinds"),
    [
        (_classic, {"ZIP_GRANDE"}),
        (_hidden_size, {"ZIP_DANADO"}),
        (_overlapping, {"", "ZIP_TOTAL"}),
        (_nested, {"ZIP_BOMBA", "ZIP_TOTAL"}),
    ],
)
def test_a_bomb_comes_out_no_further_than_its_limits(bomb: Callable[[], bytes], kinds: set[str]) -> None:
    content = bomb()
    tracemalloc.start()
    total = 0
    seen = set()
    try:
        for one in members(File.of_bytes("a.zip", content)):
            if isinstance(one, File):
                total += len(one.read(MIB * 64) or b"")
            seen.add(one.code if isinstance(one, Finding) else "")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert seen <= kinds
    assert seen - {""}
    assert peak < 100 * MIB
    assert total <= max(200 * len(content), MIB)


def test_more_files_than_may_be_are_told_before_they_are_listed() -> None:
    many = zipped({f"{n}.txt": b"" for n in range(20)})
    assert taken(many, Limits(members=10)) == [("a.zip", "ZIP_MUCHOS")]
    assert len(taken(many, Limits(members=20))) == 20
    twice = zipped({"a.zip": many, "b.zip": many})
    given = taken(twice, Limits(members=30))
    assert [code for _, code in given].count("ZIP_MUCHOS") == 1
    assert len(given) == 28 + 1, "the ZIPs inside count too"
    held = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, 20 * MIB, 0, 0)
    assert taken(b"PK\x01\x02" * (5 * MIB) + held) == [("a.zip", "ZIP_MUCHOS")]


def test_the_limit_of_one_file_and_of_all() -> None:
    content = zipped({f"{n}.bin": bytes((n + k * k) % 251 for k in range(100_000)) for n in range(6)})
    assert {code for _, code in taken(content, Limits(member=50_000))} == {"ZIP_GRANDE"}
    given = [code for _, code in taken(content, Limits(total=350_000))]
    assert given == ["", "", "", "ZIP_TOTAL"]


def test_a_small_zip_inside_a_large_one_is_not_held_to_what_was_taken_before() -> None:
    text = b"Z9912345105".ljust(168) + b"\r\n"
    files = {f"{n}.txt": text * 5_000 for n in range(8)}
    assert {code for _, code in taken(zipped(files | {"z.zip": zipped({"c.txt": b"c" * 100})}))} == {""}


def test_which_files_are_zips_of_files() -> None:
    assert recognizes(zipped({"a.txt": b"a"}), "RECIBOS.ZIP")
    assert recognizes(b"PK\x05\x06" + b"\0" * 18, "vacio.zip")
    assert not recognizes(zipped({"[Content_Types].xml": b"a"}), "sin nombre")
    assert not recognizes(zipped({"a.txt": b"a"}), "nomina.XLSX")
    assert not recognizes(b"%PDF", "a.zip")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.binary(max_size=6)), max_size=6),
)
def test_a_zip_that_was_tampered_with_is_walked_to_the_end(data: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
    for where, length, new in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    one_input_zipped(data)


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="/\\:", exclude_categories=["C", "Z"]), min_size=1, max_size=20
).filter(lambda name: name != "..")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=2_000), min_size=1, max_size=5))
def test_what_went_in_comes_out(files: dict[str, bytes]) -> None:
    given = members(File.of_bytes("a.zip", zipped(files)))
    got = {one.name.removeprefix("a.zip/"): one.read(MIB) for one in given if isinstance(one, File)}
    kept = {n: c for n, c in files.items() if n.lower() not in {".ds_store", "thumbs.db", "desktop.ini"}}
    assert got == kept
