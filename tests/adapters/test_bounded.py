"""Long documents: printed by a child within limits, packed, and the same document as the plain one."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.adapters.test_typeset import SHEET

from ventanilla.adapters.seal import verify_pdf
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.typeset import BadSheet, Sheet, TooLong
from ventanilla.adapters.typeset.bounded import BoundedTypesetter, Limits
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.adapters.typeset.packed import NotPackable, pack
from ventanilla.config.print_long import COMMAND

ROWS = 400


def long_sheet(rows: int = ROWS) -> Sheet:
    """A receipt of many lines."""
    content: Any = {
        "folio": "7K3M9QX24HTH", "title": "Un trámite largo", "applicant": "PERSONA", "acting_for": "",
        "filed_at": "2026-11-22T15:04:05Z", "promised_on": None,
        "lines": [{"label": f"Pregunta {n}", "answer": f"Respuesta {n} {'ñ' * 60}"} for n in range(rows)],
    }  # fmt: skip
    return replace(SHEET, template="/adapters/typeset/documents/acuse.typ", content=content)


class NoPrinter:
    """A warm printer that must not be asked."""

    def print(self, sheet: Sheet) -> bytes:
        raise AssertionError("the warm printer was asked")


@pytest.fixture(scope="module")
def plain() -> bytes:
    return TypstTypesetter().print(long_sheet())


@pytest.fixture(scope="module")
def bounded() -> bytes:
    return BoundedTypesetter(NoPrinter(), COMMAND).print(long_sheet())


def test_a_long_sheet_goes_to_the_child_and_comes_back_packed(plain: bytes, bounded: bytes) -> None:
    assert bounded == pack(plain)
    assert len(bounded) * 2 < len(plain)


def test_a_short_sheet_is_printed_by_the_warm_one() -> None:
    class Warm:
        def print(self, sheet: Sheet) -> bytes:
            return sheet.folio.encode()

    assert BoundedTypesetter(Warm(), ("false",)).print(SHEET) == SHEET.folio.encode()


def test_packing_changes_no_object(plain: bytes, bounded: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as before, pikepdf.open(io.BytesIO(bounded)) as after:
        assert after.check_pdf_syntax() == []
        assert after.trailer.Root.objgen == before.trailer.Root.objgen
        assert after.trailer.ID[0] == before.trailer.ID[0]
        size = int(before.trailer.Size)
        for number in range(1, size):
            one, other = before.get_object(number, 0), after.get_object(number, 0)
            assert one.unparse() == other.unparse(), number
            if isinstance(one, pikepdf.Stream):
                assert one.read_raw_bytes() == other.read_raw_bytes()


def test_a_packed_document_is_sealed_and_verified(bounded: bytes, signer: LocalSigner, tmp_path: Path) -> None:
    sealed = signer.seal_pdf(bounded, folio=SHEET.folio, expires_on=SHEET.expires_on, at=SHEET.issued_at)
    assert verify_pdf(sealed, [signer.seal], SHEET.issued_at).valid
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told


@pytest.mark.parametrize(
    "limits", [Limits(memory_bytes=200 * 1024**2), Limits(cpu_seconds=1), Limits(seconds=0.05)], ids=str
)
def test_one_that_needs_more_than_it_may_is_too_long_and_ends_alone(limits: Limits) -> None:
    with pytest.raises(TooLong):
        BoundedTypesetter(NoPrinter(), COMMAND, limits).print(long_sheet(9_000))


def test_a_sheet_beyond_the_data_limit_is_too_long() -> None:
    with pytest.raises(TooLong, match="longer"):
        BoundedTypesetter(NoPrinter(), COMMAND).print(long_sheet(40_000))


def test_a_fault_of_the_template_is_a_bad_sheet_and_not_too_long() -> None:
    with pytest.raises(BadSheet) as caught:
        BoundedTypesetter(NoPrinter(), COMMAND).print(replace(long_sheet(), template="/tramites/nadie/documents/x.typ"))
    assert not isinstance(caught.value, TooLong)


def test_a_child_that_breaks_is_neither() -> None:
    with pytest.raises(RuntimeError, match="ended with 1"):
        BoundedTypesetter(NoPrinter(), ("false",)).print(long_sheet())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"startxref", b"startxreg"),
        (b"\nxref\n", b"\nxreg\n"),
        (b" 00000 n", b" 00001 n"),
        (b"\n3 0 obj", b"\n3 0 obk"),
    ],
)
def test_only_a_pdf_as_the_typesetter_writes_it_is_packed(plain: bytes, old: bytes, new: bytes) -> None:
    assert old in plain
    with pytest.raises(NotPackable):
        pack(plain.replace(old, new, 1))
    with pytest.raises(NotPackable):
        pack(plain + b"%after")
