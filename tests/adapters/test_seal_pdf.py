"""Sealing a PDF, and finding every change made to it afterwards."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from ventanilla.adapters.seal import BadSeal, SealCertificate, verify_pdf
from ventanilla.adapters.seal.cms import content_info, signed_attributes
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.pades import seal_pdf
from ventanilla.adapters.seal.port import Purpose
from ventanilla.domain.documents import Verdict

SEALED_AT = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
LATER = SEALED_AT + timedelta(days=1)
RANGES = ("from_", "first", "second", "rest")
FOLIO = "7K3M9QX24HTH"


@pytest.fixture(scope="module")
def verify(signer: LocalSigner) -> Callable[[bytes], bool]:
    return lambda data: verify_pdf(data, [signer.seal], LATER).valid


def gap_of(data: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", data)
    assert found
    return int(found[1]), int(found[2])


def cms_of(data: bytes) -> bytes:
    start, end = gap_of(data)
    padded = bytes.fromhex(data[start + 1 : end - 1].decode("ascii"))
    return padded[: 4 + int.from_bytes(padded[2:4], "big")]


def with_cms(data: bytes, cms: bytes) -> bytes:
    start, end = gap_of(data)
    written = cms.hex().upper().encode("ascii")
    return data[: start + 1] + written.ljust(end - start - 2, b"0") + data[end - 1 :]


# -- what a seal says


def test_an_untouched_document_says_who_when_and_which(sealed_pdf: bytes, signer: LocalSigner) -> None:
    found = verify_pdf(sealed_pdf, [signer.seal], LATER)
    assert found.valid
    assert found.finding.verdict is Verdict.UNKNOWN
    assert found.folio == FOLIO
    assert found.signed_by == "Instituto de Demostración Ñ"
    assert found.serial == "30001000000500003415"
    assert found.signed_at == SEALED_AT
    assert found.expires_on == date(2027, 1, 21)


def test_a_document_past_its_day_is_authentic_and_expired(sealed_pdf: bytes, signer: LocalSigner) -> None:
    last = verify_pdf(sealed_pdf, [signer.seal], datetime(2027, 1, 22, 5, 59, tzinfo=UTC))  # 23:59 in Mexico City
    assert last.finding.verdict is Verdict.UNKNOWN
    past = verify_pdf(sealed_pdf, [signer.seal], datetime(2027, 1, 22, 6, 0, tzinfo=UTC))
    assert past.valid
    assert past.finding.verdict is Verdict.EXPIRED


def test_a_document_without_end_says_so(signer: LocalSigner, plain_pdf: bytes) -> None:
    data = signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=SEALED_AT)
    assert verify_pdf(data, [signer.seal], LATER + timedelta(days=9000)).expires_on is None


def test_a_retired_seal_still_verifies(sealed_pdf: bytes, signer: LocalSigner, foreign: LocalSigner) -> None:
    assert verify_pdf(sealed_pdf, [foreign.seal, signer.seal], LATER).valid


# -- what others say of it


def test_pdfsig_finds_it_valid(sealed_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed_pdf)
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    path.write_bytes(sealed_pdf[:2000] + bytes((sealed_pdf[2000] ^ 1,)) + sealed_pdf[2001:])
    assert (
        "Signature is Valid."
        not in subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    )


def test_pyhanko_finds_it_trusted_intact_whole_and_unmodified(sealed_pdf: bytes, signer: LocalSigner) -> None:
    (embedded,) = PdfFileReader(io.BytesIO(sealed_pdf)).embedded_signatures
    (authority,) = load_certs_from_pemder_data(signer.seal.chain[0])
    context = ValidationContext(trust_roots=[authority], moment=LATER, best_signature_time=SEALED_AT)
    status = validate_pdf_signature(embedded, context, skip_diff=False)
    assert status.trusted
    assert status.intact
    assert status.valid
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level is ModificationLevel.NONE
    assert embedded.docmdp_level is not None


def test_openssl_verifies_it_as_cades_up_to_the_authority(
    sealed_pdf: bytes, signer: LocalSigner, tmp_path: Path
) -> None:
    start, end = gap_of(sealed_pdf)
    (tmp_path / "cms.der").write_bytes(cms_of(sealed_pdf))
    (tmp_path / "content").write_bytes(sealed_pdf[:start] + sealed_pdf[end:])
    authority = x509.load_der_x509_certificate(signer.seal.chain[0]).public_bytes(Encoding.PEM)
    (tmp_path / "ca.pem").write_bytes(authority)
    options = ["-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any", "-no_check_time"]
    files = ["-in", "cms.der", "-content", "content", "-CAfile", "ca.pem", "-out", "out"]
    told = subprocess.run(
        ["openssl", "cms", *options, *files], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "CAdES Verification successful" in told.stderr


def test_sealing_keeps_what_the_typesetter_declared(sealed_pdf: bytes, plain_pdf: bytes) -> None:
    assert sealed_pdf.startswith(plain_pdf)
    before, after = (PdfFileReader(io.BytesIO(data)) for data in (plain_pdf, sealed_pdf))
    assert after.root["/Metadata"].data == before.root["/Metadata"].data
    assert str(after.trailer["/Info"]["/ModDate"]) == str(before.trailer["/Info"]["/ModDate"])
    (widget,) = after.root["/Pages"]["/Kids"][0]["/Annots"]
    widget = widget.get_object()
    assert widget["/F"] & 4  # printed, as PDF/A asks
    assert not widget["/F"] & 2  # not hidden, as PDF/A asks
    assert all(edge < 0 for edge in widget["/Rect"])  # and off the page, as PDF/UA asks of what has no tag
    assert widget["/TU"] == "Sello digital de la institución"


# -- every byte


def changed_at(data: bytes, offset: int, value: int) -> bytes:
    other = bytearray(data)
    assert other[offset] != value
    other[offset] = value
    return bytes(other)


def test_every_97th_byte_and_every_byte_of_contents_is_guarded(
    sealed_pdf: bytes, verify: Callable[[bytes], bool]
) -> None:
    start, end = gap_of(sealed_pdf)
    offsets = sorted({*range(0, len(sealed_pdf), 97), *range(start - 12, end + 80)})
    assert len(offsets) > 4_000
    missed = [at for at in offsets if verify(changed_at(sealed_pdf, at, sealed_pdf[at] ^ 0x01))]
    assert missed == []


def test_no_other_spelling_of_contents_is_accepted(sealed_pdf: bytes, verify: Callable[[bytes], bool]) -> None:
    start, end = gap_of(sealed_pdf)
    lower = [at for at in range(start, end) if chr(sealed_pdf[at]).isupper()]
    assert len(lower) > 500
    assert [at for at in lower if verify(changed_at(sealed_pdf, at, sealed_pdf[at] + 0x20))] == []
    for blank in b" \n\t\x00f>":
        assert not verify(changed_at(sealed_pdf, end - 2, blank))
        assert not verify(changed_at(sealed_pdf, start + 40, blank))


def test_every_value_of_a_byte_is_guarded(sealed_pdf: bytes, verify: Callable[[bytes], bool]) -> None:
    start, end = gap_of(sealed_pdf)
    for at in (0, 5, start - 1, start, start + 1, end - 2, end - 1, end, end + 20, len(sealed_pdf) - 1):
        assert not any(verify(changed_at(sealed_pdf, at, v)) for v in range(256) if v != sealed_pdf[at])


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\x00", b"%%EOF\n", b"%comment\n"])
def test_nothing_may_follow(sealed_pdf: bytes, verify: Callable[[bytes], bool], tail: bytes) -> None:
    assert not verify(sealed_pdf + tail)
    assert not verify(tail + sealed_pdf)
    assert not verify(sealed_pdf[:-1])


# -- attacks known from the literature


def forged(sealed: bytes, **ranges: int) -> bytes:
    """The document with other numbers in its ByteRange, at the same place."""
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\] *", sealed)
    assert found
    numbers = dict(zip(RANGES, map(int, found.groups()), strict=True)) | ranges
    text = b"/ByteRange [%d %d %d %d]" % tuple(numbers.values())
    return sealed[: found.start()] + text.ljust(len(found[0])) + sealed[found.end() :]


def attacks(sealed: bytes) -> Iterator[tuple[str, bytes]]:
    start, end = gap_of(sealed)
    size = len(sealed)
    yield "overlap", forged(sealed, second=start - 10)
    yield "from one", forged(sealed, from_=1, first=start - 1)
    yield "a wider gap", forged(sealed, second=end + 1, rest=size - end - 1)
    yield "a narrower gap", forged(sealed, first=start + 1)
    yield "short of the end", forged(sealed, rest=size - end - 1)
    yield "beyond the end", forged(sealed, rest=size - end + 1)
    yield "empty second part", forged(sealed, rest=0)
    yield "negative", sealed.replace(b"/ByteRange [0 ", b"/ByteRange [0 -")
    yield "leading zero", re.sub(rb"/ByteRange \[0 (\d+)", rb"/ByteRange [0 0\1", sealed).replace(b"] ", b"]", 1)
    yield "two ranges", sealed.replace(b"/Type /Sig\n", b"/ByteRange [0 1 2 3]\n/Type /Sig\n")
    yield "a second range in a comment", sealed + b"%/ByteRange [0 1 2 3]\n"
    yield "no contents", with_cms(sealed, b"")
    yield "padding", with_cms(sealed, cms_of(sealed) + b"\x05\x00")
    yield "twice", with_cms(sealed, cms_of(sealed) * 1 + cms_of(sealed)[:100])
    yield "cut", with_cms(sealed, cms_of(sealed).rstrip(b"\0")[:-1])  # a zero at its end is as the padding after it
    yield "no signature", with_cms(sealed, cms_of(sealed)[:-256] + bytes(256))
    yield "one as signature", with_cms(sealed, cms_of(sealed)[:-256] + bytes(255) + b"\x01")


def test_known_attacks_fail(sealed_pdf: bytes, verify: Callable[[bytes], bool]) -> None:
    tried = dict(attacks(sealed_pdf))
    assert len(tried) == 17
    assert [name for name, data in tried.items() if data == sealed_pdf or verify(data)] == []


def test_an_incremental_update_is_a_change(sealed_pdf: bytes, verify: Callable[[bytes], bool]) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed_pdf))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()  # type: ignore[no-untyped-call]  # pyHanko's own
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # pyHanko's own
    assert out.getvalue().startswith(sealed_pdf)
    assert not verify(out.getvalue())


def test_a_second_seal_is_a_change(sealed_pdf: bytes, signer: LocalSigner, plain_pdf: bytes) -> None:
    other = signer.seal_pdf(plain_pdf, folio="7K3M9QX24HTH", expires_on=None, at=SEALED_AT)
    start, end = gap_of(other)
    tail = other[len(plain_pdf) :]
    assert not verify_pdf(sealed_pdf + tail, [signer.seal], LATER).valid
    assert not verify_pdf(with_cms(sealed_pdf, cms_of(other)), [signer.seal], LATER).valid
    assert start < end


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory, authority: object) -> LocalSigner:
    """Another key, with a certificate of the same authority, name and serial number."""
    directory = tmp_path_factory.mktemp("foreign")
    create_institution_keys(directory, issue_seal_certificate=authority.issue_seal, at=SEALED_AT)  # type: ignore[attr-defined]  # conftest.Authority
    return LocalSigner.open(directory)


def test_another_key_with_the_same_names_is_not_ours(
    foreign: LocalSigner, signer: LocalSigner, plain_pdf: bytes
) -> None:
    data = foreign.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=SEALED_AT)
    assert verify_pdf(data, [foreign.seal], LATER).valid
    found = verify_pdf(data, [signer.seal], LATER)
    assert found.finding.verdict is Verdict.MISMATCH
    assert found.signed_by is None
    assert found.folio is None


def test_another_certificate_of_the_chain_is_a_change(sealed_pdf: bytes, signer: LocalSigner) -> None:
    alone = SealCertificate(signer.seal.der, ())
    assert not verify_pdf(sealed_pdf, [alone], LATER).valid


def test_a_signature_over_other_attributes_is_not_a_seal(sealed_pdf: bytes, signer: LocalSigner) -> None:
    attributes = signed_attributes(signer.seal, bytes(32))
    cms = content_info(signer.seal, attributes, signer._keys.sign(Purpose.PDF, attributes))
    assert not verify_pdf(with_cms(sealed_pdf, cms), [signer.seal], LATER).valid


def test_a_sello_never_passes_for_a_seal(sealed_pdf: bytes, signer: LocalSigner) -> None:
    """One key signs both: a cadena begins with bars and attributes with the tag of a SET."""
    assert not signed_attributes(signer.seal, bytes(32)).startswith(b"||")


# -- files that our own key signed, and that are still not documents of ours


def resealed(data: bytes, signer: LocalSigner, *, gap: int | None = None, rest: int | None = None) -> bytes:
    """The file signed again as it is: its gap ``gap`` digits wide, its ByteRange true but for ``rest``."""
    start = data.index(b"/Contents <") + len(b"/Contents ")
    end = data.index(b">", start) + 1
    gap = end - start - 2 if gap is None else gap
    data = data[: start + 1] + b"0" * gap + data[end - 1 :]
    end = start + gap + 2
    numbers = (0, start, end, len(data) - end if rest is None else rest)
    data = forged(data, **dict(zip(RANGES, numbers, strict=True)))
    attributes = signed_attributes(signer.seal, hashlib.sha256(data[:start] + data[end:]).digest())
    written = (
        content_info(signer.seal, attributes, signer._keys.sign(Purpose.PDF, attributes)).hex().upper().encode("ascii")
    )
    return data[: start + 1] + written.ljust(gap, b"0")[:gap] + data[end - 1 :]


def test_resealing_is_what_sealing_does(sealed_pdf: bytes, signer: LocalSigner) -> None:
    assert resealed(sealed_pdf, signer) == sealed_pdf


def test_our_own_signature_does_not_excuse_the_structure(sealed_pdf: bytes, signer: LocalSigner) -> None:
    start, end = gap_of(sealed_pdf)
    width = end - start - 2
    size = 2 * len(cms_of(sealed_pdf))
    rest = len(sealed_pdf) - end
    told = {
        "no date": (b"/M (D", b"/M (E"),
        "two dates": (b"/Type /Sig\n", b"/M (D:20261122150405Z)\n/Type /Sig\n"),
        "not a date": (b"20261122150405Z", b"20261322150405Z"),
        "no folio": (b"(Folio 7K3M", b"(Folio 7K3N"),
        "not a day": (b"2027\\05501", b"2027\\05513"),
        "before the certificate": (b"(D\\07220261122", b"(D\\07220251122"),
        "after the certificate": (b"(D\\07220261122", b"(D\\07220361122"),
    }
    wrong = {
        "an odd gap": resealed(sealed_pdf, signer, gap=width - 1),
        "a gap too short, even": resealed(sealed_pdf, signer, gap=size - 2),
        "a gap too short, odd": resealed(sealed_pdf, signer, gap=size - 3),
        "a shorter range": resealed(sealed_pdf, signer, rest=rest - 1),
        "two ranges": resealed(sealed_pdf + b"%/ByteRange\n", signer),
        **{name: resealed(sealed_pdf.replace(old, new), signer) for name, (old, new) in told.items()},
    }
    assert [name for name, data in wrong.items() if verify_pdf(data, [signer.seal], LATER).valid] == []
    assert [name for name, data in wrong.items() if data == sealed_pdf] == []
    assert verify_pdf(wrong["after the certificate"], [signer.seal], LATER).why.code == "PDF_SELLO_VENCIDO"


# -- input that is not a document


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PDF_NO_ES"),
        (b"PK\x03\x04", "PDF_NO_ES"),
        (b"%PDF-1.7\n%%EOF\n", "PDF_SIN_SELLO"),
        (b"%PDF-1.7\n/ByteRange [0 99999999999 1 1]", "PDF_SIN_SELLO"),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]", "PDF_AGREGADO"),
        (b"%PDF-1.7\n" + b"0" * (31 * 1024 * 1024), "PDF_GRANDE"),
    ],
)
def test_other_files_are_refused_in_words(data: bytes, code: str, signer: LocalSigner) -> None:
    found = verify_pdf(data, [signer.seal], LATER)
    assert not found.valid
    assert found.why.code == code


def test_without_trusted_seals_nothing_is_valid(sealed_pdf: bytes) -> None:
    assert not verify_pdf(sealed_pdf, [], LATER).valid


def test_a_seal_out_of_force_neither_seals_nor_verifies(signer: LocalSigner, plain_pdf: bytes) -> None:
    early = SEALED_AT - timedelta(days=400)
    with pytest.raises(BadSeal):
        signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=early)


def test_a_short_rsa_key_of_another_institution_never_matches(sealed_pdf: bytes, authority: object) -> None:
    key = generate_private_key(65537, 3072)
    der, chain = authority.issue_seal(key.public_key(), SEALED_AT)  # type: ignore[attr-defined]  # conftest.Authority
    assert not verify_pdf(sealed_pdf, [SealCertificate(der, tuple(chain))], LATER).valid


def test_the_signing_key_is_called_once(plain_pdf: bytes, signer: LocalSigner) -> None:
    calls: list[bytes] = []

    def sign(data: bytes) -> bytes:
        calls.append(data)
        return bytes(256)

    seal_pdf(plain_pdf, seal=signer.seal, sign=sign, folio=FOLIO, expires_on=None, at=SEALED_AT)
    assert len(calls) == 1
