"""Any bytes at all as a ZIP: files and findings come out, and never more of them than was allowed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.zipped import Limits, members, recognizes

NAME = "fuzz.zip"
LIMITS = Limits(members=50, member=256 * 1024, total=1024 * 1024, ratio=100)


def one_input_zipped(data: bytes) -> None:
    """Take the files out of ``data``; AssertionError if anything but them and findings comes out, or too much."""
    assert recognizes(data[:4096], NAME) in (True, False)
    files = total = count = 0
    for one in members(File.of_bytes(NAME, data), LIMITS):
        assert isinstance(one, File | Finding)
        count += 1
        if isinstance(one, File):
            files += 1
            assert one.name.startswith(f"{NAME}/")
            assert one.name.isprintable()
            content = one.read(LIMITS.member)
            assert content is not None
            total += len(content)
        else:
            assert one.place.file == NAME or one.place.file.startswith(f"{NAME}/")
            assert str(one.cause)
            assert str(one.fix)
    assert files <= LIMITS.members
    assert total <= LIMITS.total
    assert count <= 2 * LIMITS.members + 2


def _seeds() -> Iterator[bytes]:
    """ZIPs to begin from: stored, deflated, one inside another, with a comment."""
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", kind) as made:
            made.writestr("a.txt", b"uno\r\n" * 20)
            made.writestr("carpeta/b.xml", b"<a/>")
            made.comment = b"hecho a mano"
        yield held.getvalue()
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w", kind) as made:
            made.writestr("dentro.zip", held.getvalue())
        yield outer.getvalue()


SEEDS = tuple(_seeds())
