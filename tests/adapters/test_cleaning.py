"""What people send, cleaned apart: what acts is gone, what is said stays, what cannot be read is refused."""

from __future__ import annotations

import io
import subprocess
import sys

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from tests.adapters.hostile_files import ACTING, REFUSED, SCRIPT, jpg, located_jpg, pdf, png, zipped

from ventanilla.adapters.cleaning.local import ProcessCleaner
from ventanilla.adapters.cleaning.pdf import _expanded
from ventanilla.adapters.cleaning.port import Cleaned, Fault, Kind, Refusal
from ventanilla.adapters.cleaning.worker import clean as clean_here

CLEANER = ProcessCleaner()


def cleaned(data: bytes) -> Cleaned:
    found = CLEANER.clean(data)
    assert isinstance(found, Cleaned), found
    return found


def unpacked(data: bytes) -> bytes:
    """A PDF with every stream open, so that it can be searched."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as read:
        read.save(
            written,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


@pytest.mark.parametrize(("data", "fault"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, fault: str) -> None:
    assert CLEANER.clean(data) is Fault(fault)


@pytest.mark.parametrize("data", ACTING.values(), ids=ACTING)
def test_what_acts_is_gone_and_the_page_is_as_it_was(data: bytes) -> None:
    found = cleaned(data)
    assert (found.kind, found.pages) == (Kind.PDF, 1)
    whole = unpacked(found.data)
    for word in (SCRIPT.encode(), b"JavaScript", b"maligno", b"cmd.exe", b"embebido", b"Camara-secreta", b"Annots"):
        assert word not in whole
    assert b"20 20 100 100 re" in whole
    assert CLEANER.preview(Kind.PDF, found.data) == CLEANER.preview(Kind.PDF, cleaned(pdf()).data)


def test_the_vectors_do_carry_what_they_say() -> None:
    words = (SCRIPT.encode(), b"maligno", b"cmd.exe", b"embebido", b"Camara-secreta")
    assert all(any(word in unpacked(data) for word in words) for data in ACTING.values())


def test_a_pdf_that_opens_without_a_password_is_kept_without_encryption() -> None:
    found = cleaned(pdf(encryption=pikepdf.Encryption(owner="a", user="")))
    with pikepdf.open(io.BytesIO(found.data)) as read:
        assert not read.is_encrypted


def test_what_a_form_says_is_drawn_into_its_page() -> None:
    def filled(made: pikepdf.Pdf) -> None:
        shown = made.make_stream(b"BT (visible) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 10])
        acts = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))
        field = made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("visible"), F=4)
        )
        field.Rect, field.AP, field.AA = Array([10, 10, 60, 20]), Dictionary(N=shown), acts
        made.pages[0].Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]))

    whole = unpacked(cleaned(pdf(filled)).data)
    assert b"(visible) Tj" in whole
    assert b"AcroForm" not in whole
    assert SCRIPT.encode() not in whole


def test_what_a_page_inherits_it_keeps() -> None:
    def shared(made: pikepdf.Pdf) -> None:
        made.Root.Pages.MediaBox = Array([0, 0, 300, 400])
        made.Root.Pages.Rotate = 90
        del made.pages[0].MediaBox

    with pikepdf.open(io.BytesIO(cleaned(pdf(shared)).data)) as read:
        assert [int(each) for each in read.pages[0].MediaBox] == [0, 0, 300, 400]
        assert int(read.pages[0].Rotate) == 90


@pytest.mark.parametrize("data", [pdf() + zipped(), png() + zipped(), jpg() + zipped()], ids=["pdf", "png", "jpg"])
def test_what_comes_after_the_end_is_not_kept(data: bytes) -> None:
    found = CLEANER.clean(data)
    assert isinstance(found, Cleaned) or found is Fault.DANADO
    if isinstance(found, Cleaned):
        assert b"PK\x03\x04" not in found.data
        assert b"embebido" not in found.data


def test_a_photograph_stands_upright_and_tells_nothing_of_its_camera() -> None:
    sent = located_jpg()
    found = cleaned(sent)
    assert b"Camara-secreta" in sent
    assert b"Camara-secreta" not in found.data
    with Image.open(io.BytesIO(found.data)) as drawn:
        assert not drawn.getexif()
        assert drawn.size == (40, 60)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_kind_are_drawn(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (30, 20)).save(written, "PNG")
    found = cleaned(written.getvalue())
    assert found.kind is Kind.PNG
    with Image.open(io.BytesIO(found.data)) as drawn:
        assert drawn.size == (30, 20)


@pytest.mark.parametrize("data", [pdf(pages=2), png(), jpg()], ids=["pdf", "png", "jpg"])
def test_the_same_file_is_cleaned_to_the_same_bytes(data: bytes) -> None:
    assert cleaned(data) == cleaned(data)


def test_cleaning_what_is_clean_changes_nothing_more() -> None:
    once = cleaned(pdf()).data
    assert unpacked(cleaned(once).data).count(b"/Page") == unpacked(once).count(b"/Page")


@pytest.mark.parametrize(("kind", "data"), [(Kind.PDF, pdf()), (Kind.JPG, jpg()), (Kind.PNG, png())])
def test_a_preview_is_a_picture(kind: Kind, data: bytes) -> None:
    drawn = CLEANER.preview(kind, cleaned(data).data)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.format == "PNG"
        assert max(picture.size) <= 900


def test_what_cannot_be_drawn_has_no_preview() -> None:
    assert CLEANER.preview(Kind.PDF, b"%PDF-1.7 nada") is None


def test_a_file_that_takes_too_long_is_refused() -> None:
    assert ProcessCleaner(timeout_seconds=0.001).clean(pdf()) is Fault.DEMASIADO


CONFINED = """
import socket, sys
from ventanilla.adapters.cleaning.limits import confine
confine()
try:
    {attempt}
except (OSError, MemoryError) as error:
    sys.exit(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("socket.socket()", "PermissionError"),
        ("socket.socketpair()", "PermissionError"),
        ("__import__('subprocess').run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)", ""),
        ("bytearray(2 << 30)", "MemoryError"),
        ("[open('/dev/null') for _ in range(100)]", "OSError"),
    ],
)
def test_the_process_apart_has_no_network_and_little_memory(attempt: str, said: str) -> None:
    script = CONFINED.format(attempt=attempt)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.filterwarnings("ignore")  # of Pillow's readers: what they tell of a broken file, they then read or refuse
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.sampled_from([pdf(), pdf(pages=3), png(), jpg(), located_jpg(), ACTING["embedded file"]]),
    cuts=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=8)), max_size=6),
)
def test_a_broken_file_is_refused_or_cleaned_and_never_breaks_the_reader(
    base: bytes, cuts: list[tuple[int, bytes]]
) -> None:
    data = base
    for at, new in cuts:
        at %= len(data)
        data = data[:at] + new + data[at + len(new) :]
    said, found = clean_here(data)
    assert ("fault" in said) == (not found)


@pytest.mark.parametrize("way", [Dictionary(), 3, String("FlateDecode")])
def test_what_is_no_way_of_packing_a_stream_is_damage(way: object) -> None:
    """Found by the test above: a byte changed in a number made a stream's filter the stream itself."""
    owner = pikepdf.Pdf.new()
    stream = pikepdf.Stream(owner, b"x")
    stream["/Filter"] = way
    with pytest.raises(Refusal) as refused:
        _expanded(stream, 100)
    assert refused.value.fault is Fault.DANADO


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "spoiled",
    [
        pdf().replace(b"/FlateDecode", b"/\x80lateDecode"),  # a name that is no text
        pdf(pages=3).replace(b"\n3 0 obj", b"\n1 0 obj"),  # a page by another number
        located_jpg()[:41] + b"\x00" + located_jpg()[42:],  # the type of a datum of the camera
    ],
    ids=("name", "page", "datum"),
)
def test_what_chance_found_in_a_broken_file_is_damage(spoiled: bytes) -> None:
    said, found = clean_here(spoiled)
    assert said == {"fault": Fault.DANADO.value}
    assert not found


# -- payroll receipts

CFDI = b'<?xml version="1.0" encoding="UTF-8"?><c:Comprobante xmlns:c="http://www.sat.gob.mx/cfd/4" Version="4.0"/>'


def test_a_receipt_is_kept_to_the_byte_its_seal_covers() -> None:
    assert CLEANER.clean(CFDI) == Cleaned(Kind.XML, CFDI, 1)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', Fault.TIPO),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Comprobante>&b;</Comprobante>', Fault.DANADO),
        (CFDI[:-2], Fault.DANADO),
        (b"<html><script>alert(1)</script></html>", Fault.TIPO),
    ],
)
def test_no_other_xml_is_taken_as_one(data: bytes, fault: Fault) -> None:
    assert CLEANER.clean(data) is fault
