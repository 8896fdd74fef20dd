"""What a sealed PDF brings to be verified years later (PAdES B-LT): what it is, and that nothing else may be there."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from tests.adapters.pdf_structure import faults
from tests.adapters.test_bounded import long_sheet
from tests.adapters.test_seal_pdf import FOLIO, LATER, SEALED_AT, changed_at, gap_of
from tests.adapters.test_typeset import SHEET

import ventanilla.adapters.pki.asn1_patch  # noqa: F401  pyHanko reads the demonstration's names
from ventanilla.adapters.pki import profile
from ventanilla.adapters.pki.certificate import Certificate, read_certificate
from ventanilla.adapters.pki.crl import MAX_CRL_BYTES
from ventanilla.adapters.pki.demo_authority import (
    ROOT_CRL,
    STATUS_FILE,
    DemoAuthority,
    Status,
    open_authority,
    seal_issuer,
    write_status,
)
from ventanilla.adapters.pki.local import LIST_LIFE, LocalCrls
from ventanilla.adapters.pki.port import RevocationUnavailable
from ventanilla.adapters.seal import BadSeal, SealedPdf, verify_pdf
from ventanilla.adapters.seal.dss import BadStore, Needed, needed, read_lists, written
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.longterm import REUSED, SILENCE, FileCompleter, NotCompleted
from ventanilla.adapters.seal.pdf import token_of
from ventanilla.adapters.tsa.embedded import FileStamper
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.adapters.typeset.packed import pack
from ventanilla.domain.signing.revocation import Doubt


@dataclass(frozen=True)
class Office:
    """A demonstration: its authority, its seal under it, and its authority of time."""

    pki: Path
    authority: DemoAuthority
    signer: LocalSigner
    tsa: LocalTimestamps

    def stamped(self, printed: bytes, at: datetime = SEALED_AT) -> bytes:
        stamper = FileStamper(self.tsa, self.tsa.trust)
        return self.signer.seal_pdf(
            printed,
            folio=FOLIO,
            expires_on=date(2027, 1, 21),
            at=at,
            stamp=lambda signature: stamper.stamp(signature, at),
        )

    def completed(self, stamped: bytes, at: datetime = SEALED_AT) -> bytes:
        return FileCompleter(LocalCrls(self.pki)).complete(stamped, self.signer.seal, at)

    def verified(self, data: bytes) -> SealedPdf:
        return verify_pdf(data, [self.signer.seal], LATER, self.tsa.trust)

    def needed(self, stamped: bytes) -> Needed:
        return needed(self.signer.seal, token_of(stamped, self.signer.seal))

    def list_of(self, begins: datetime, revoked: Sequence[int] = (), life: timedelta = LIST_LIFE) -> bytes:
        dead = dict.fromkeys(revoked, begins)
        return profile.issue_crl(self.authority.issuer, 1, profile.Validity(begins, begins + life), dead)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    root = tmp_path_factory.mktemp("var")
    authority = open_authority(root / "pki", bits=2048)
    issue = seal_issuer(authority, "Instituto de Demostración")
    create_institution_keys(root / "keys", issue_seal_certificate=issue, at=SEALED_AT)
    return Office(root / "pki", authority, LocalSigner.open(root / "keys"), LocalTimestamps.open(root / "pki"))


@pytest.fixture(scope="module")
def stamped(office: Office, plain_pdf: bytes) -> bytes:
    return office.stamped(plain_pdf)


@pytest.fixture(scope="module")
def lasting(office: Office, stamped: bytes) -> bytes:
    return office.completed(stamped)


# -- what it says


def test_a_file_says_its_level(office: Office, stamped: bytes, lasting: bytes, plain_pdf: bytes) -> None:
    bare = office.signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=SEALED_AT)
    told = [office.verified(data) for data in (bare, stamped, lasting)]
    assert [each.level for each in told] == ["PAdES B-B", "PAdES B-T", "PAdES B-LT"]
    assert [each.unrevoked_on for each in told] == [None, None, SEALED_AT]
    assert office.verified(changed_at(lasting, 100, 0)).level is None


def test_it_is_the_same_document_and_small(stamped: bytes, lasting: bytes) -> None:
    assert lasting.startswith(stamped)
    assert len(lasting) - len(stamped) < 8_000


def test_taken_out_it_is_the_document_without_it(office: Office, stamped: bytes, lasting: bytes) -> None:
    """Nobody signs it: what is left is what was sealed, and says that it does not bring it."""
    found = office.verified(lasting[: len(stamped)])
    assert (found.valid, found.level, found.unrevoked_on) == (True, "PAdES B-T", None)


def test_the_same_file_and_lists_give_the_same_bytes(office: Office, stamped: bytes, lasting: bytes) -> None:
    assert office.completed(stamped) == lasting


# -- every byte


def test_every_byte_after_the_seal_is_guarded(office: Office, stamped: bytes, lasting: bytes) -> None:
    offsets = range(len(stamped), len(lasting), 7)
    assert [at for at in offsets if office.verified(changed_at(lasting, at, lasting[at] ^ 0x01)).valid] == []


@pytest.mark.slow
def test_every_bit_after_the_seal_is_guarded(office: Office, stamped: bytes, lasting: bytes) -> None:
    wanted, update = office.needed(stamped), lasting[len(stamped) :]
    wanted.judge(read_lists(stamped, update, wanted.certificates), SEALED_AT)
    missed = []
    for at in range(len(update)):
        for bit in range(8):
            try:
                lists = read_lists(stamped, changed_at(update, at, update[at] ^ 1 << bit), wanted.certificates)
                wanted.judge(lists, SEALED_AT)
            except BadStore:
                continue
            missed.append((at, bit))
    assert missed == []


def test_every_byte_of_the_seal_is_guarded_as_before(office: Office, stamped: bytes, lasting: bytes) -> None:
    start, end = gap_of(lasting)
    offsets = sorted({*range(0, len(stamped), 97), *range(start - 12, start + 400), *range(end - 80, end + 80)})
    assert [at for at in offsets if office.verified(changed_at(lasting, at, lasting[at] ^ 0x01)).valid] == []


def test_it_is_whole_or_it_is_refused(office: Office, stamped: bytes, lasting: bytes) -> None:
    cuts = range(len(stamped) + 1, len(lasting), 61)
    assert [at for at in cuts if office.verified(lasting[:at]).valid] == []
    for more in (b"\n", b"%", b" ", lasting[len(stamped) :], b"\n%%EOF\n"):
        assert office.verified(lasting + more).why.code == "PDF_AGREGADO"


# -- what else somebody might put there


def test_no_other_update_is_taken(office: Office, stamped: bytes, lasting: bytes) -> None:
    def updated(data: bytes, entry: str) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        writer.root[NameObject(entry)] = writer.add_object(DictionaryObject())  # type: ignore[no-untyped-call]
        writer.update_root()  # type: ignore[no-untyped-call]
        out = io.BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()

    def by_another_program(data: bytes) -> bytes:
        out = io.BytesIO(data)
        ders = (*office.needed(stamped).certificates, office.authority.responder)
        certificates = [next(iter(load_certs_from_pemder_data(each))) for each in ders]
        DocumentSecurityStore.add_dss(out, None, certs=certificates)
        return out.getvalue()

    wrong = (
        updated(stamped, "/DSS"),
        updated(stamped, "/Metadata"),
        updated(lasting, "/Piece"),
        by_another_program(stamped),
        by_another_program(lasting),
    )
    assert [office.verified(data).why.code for data in wrong] == ["PDF_AGREGADO"] * len(wrong)


def test_a_store_has_its_certificates_and_its_lists_and_no_other(office: Office, stamped: bytes) -> None:
    wanted = office.needed(stamped)
    lists = [office.list_of(SEALED_AT), office.authority.root_crl]
    stranger = office.authority.responder

    def told(certificates: Sequence[bytes], given: Sequence[bytes]) -> str:
        return office.verified(stamped + written(stamped, certificates, given)).why.code

    assert told(wanted.certificates, lists) == "PDF_INTACTO"
    assert told((*wanted.certificates, stranger), lists) == "PDF_AGREGADO"
    assert told(wanted.certificates[:-1], lists) == "PDF_AGREGADO"
    assert told(wanted.certificates[::-1], lists) == "PDF_AGREGADO"
    assert told(wanted.certificates, lists[::-1]) == "PDF_REVOCACION_ALTERADA"
    assert told(wanted.certificates, lists[:1]) == "PDF_REVOCACION_ALTERADA"
    assert told(wanted.certificates, []) == "PDF_REVOCACION_ALTERADA"
    assert told(wanted.certificates, [*lists, lists[0]]) == "PDF_REVOCACION_ALTERADA"
    assert told(wanted.certificates, [lists[0], stranger]) == "PDF_REVOCACION_ALTERADA"


def test_a_list_is_of_that_hour_and_does_not_have_the_seal(office: Office, stamped: bytes) -> None:
    wanted = office.needed(stamped)
    serial = office.signer.seal.certificate.serial_number

    def code(listed: bytes) -> str:
        lists = [listed, office.authority.root_crl]
        return office.verified(stamped + written(stamped, wanted.certificates, lists)).why.code

    good, wrong = "PDF_INTACTO", "PDF_REVOCACION_ALTERADA"
    assert code(office.list_of(SEALED_AT - timedelta(hours=23))) == good
    assert code(office.list_of(SEALED_AT + timedelta(minutes=5))) == good  # asked after the seal, by another clock
    assert code(office.list_of(SEALED_AT + timedelta(minutes=5, seconds=1))) == wrong
    assert code(office.list_of(SEALED_AT - LIST_LIFE - timedelta(seconds=1))) == wrong
    assert code(office.list_of(SEALED_AT, [serial])) == wrong
    assert code(office.list_of(SEALED_AT, [serial + 1])) == good


def test_a_seal_without_a_timestamp_has_none(office: Office, stamped: bytes, plain_pdf: bytes) -> None:
    bare = office.signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=SEALED_AT)
    wanted = office.needed(stamped)
    lists = [office.list_of(SEALED_AT), office.authority.root_crl]
    assert office.verified(bare + written(bare, wanted.certificates, lists)).why.code == "PDF_AGREGADO"
    with pytest.raises(BadSeal):
        office.completed(bare)


# -- what others read


@pytest.mark.parametrize("packed", [False, True])
def test_the_structure_is_whole(office: Office, packed: bool) -> None:
    printed = pack(TypstTypesetter().print(long_sheet())) if packed else TypstTypesetter().print(SHEET)
    data = office.completed(office.stamped(printed))
    assert office.verified(data).level == "PAdES B-LT"
    assert faults(data) == set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        store = pdf.Root.DSS
        assert set(store.keys()) == {"/Type", "/Certs", "/CRLs"}
        assert (len(list(store.Certs)), len(list(store.CRLs))) == (4, 2)
        assert pdf.Root.Extensions.ESIC.ExtensionLevel == 5
    assert judged(data, office).modification_level is ModificationLevel.LTA_UPDATES


def judged(data: bytes, office: Office) -> PdfSignatureStatus:
    """pyHanko's judgement as of the timestamp, from the anchor and the file alone: no network, nothing left open."""
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    (embedded,) = reader.embedded_signatures
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": list(load_certs_from_pemder_data(office.authority.root)),
            "allow_fetching": False,
            "revocation_mode": "require",
            "moment": SEALED_AT,
            "best_signature_time": SEALED_AT,
        }
    )
    return validate_pdf_signature(embedded, context, skip_diff=False)


def test_another_program_verifies_it_when_the_certificate_has_ended(
    office: Office, stamped: bytes, lasting: bytes
) -> None:
    """As PAdES B-LT is for: what the timestamp dates is judged at its hour, by what the file brings."""
    status = judged(lasting, office)
    assert (status.bottom_line, status.trusted, status.docmdp_ok) == (True, True, True)
    assert status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
    assert status.modification_level is ModificationLevel.LTA_UPDATES
    assert status.timestamp_validity is not None
    assert (status.timestamp_validity.timestamp, status.timestamp_validity.trusted) == (SEALED_AT, True)

    roots = list(load_certs_from_pemder_data(office.authority.root))
    ended = office.signer.seal.certificate.not_valid_after_utc + timedelta(days=1)
    (embedded,) = PdfFileReader(io.BytesIO(stamped)).embedded_signatures
    for moment in (SEALED_AT, ended):  # without what it brings, nobody can say: the lists of that day are gone
        context = ValidationContext(
            trust_roots=roots, revocation_mode="require", moment=moment, allow_fetching=False, crls=[]
        )
        assert not validate_pdf_signature(embedded, context).trusted
    with pytest.raises(Exception, match="DSS"):
        DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(stamped)))
    told = verify_pdf(lasting, [office.signer.seal], ended, office.tsa.trust)
    assert (told.valid, told.level) == (True, "PAdES B-LT")


def test_pdfsig_finds_it_valid(lasting: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(lasting)
    told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told


# -- when it cannot be had


@dataclass
class Counting:
    """The demonstration's lists, and what was asked; ``down`` while it does not answer."""

    real: LocalCrls
    asked: list[datetime] = field(default_factory=list)
    down: bool = False

    def fetch(self, authority: Certificate, at: datetime) -> bytes:
        self.asked.append(at)
        if self.down:
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "switched off")
        return self.real.fetch(authority, at)


def test_one_list_serves_the_files_of_some_minutes(office: Office, stamped: bytes) -> None:
    source = Counting(LocalCrls(office.pki))
    completer = FileCompleter(source)
    for minutes in (0, 1, 10):
        completer.complete(stamped, office.signer.seal, SEALED_AT + timedelta(minutes=minutes))
    assert len(source.asked) == 2  # of the authority and of its root
    with pytest.raises(NotCompleted) as error:  # the authority's new list is of after the stamp: this file came late
        completer.complete(stamped, office.signer.seal, SEALED_AT + REUSED + timedelta(seconds=1))
    assert error.value.fault is Doubt.DEL_FUTURO
    assert len(source.asked) == 3


def test_a_list_that_ended_meanwhile_is_asked_again(office: Office, plain_pdf: bytes) -> None:
    old = office.list_of(SEALED_AT - LIST_LIFE + timedelta(seconds=30))
    source = Fixed({office.authority.ca: old, office.authority.root: office.authority.root_crl})
    completer = FileCompleter(source)
    first, later = (office.stamped(plain_pdf, SEALED_AT + timedelta(seconds=after)) for after in (0, 31))
    assert old in completer.complete(first, office.signer.seal, SEALED_AT)
    source.lists[office.authority.ca] = new = office.list_of(SEALED_AT + timedelta(seconds=30))
    assert new in completer.complete(later, office.signer.seal, SEALED_AT + timedelta(seconds=31))


def test_an_authority_that_failed_is_not_asked_again_for_a_minute(office: Office, stamped: bytes) -> None:
    source = Counting(LocalCrls(office.pki), down=True)
    completer = FileCompleter(source)
    for seconds in (0, 1, 59, 60):
        with pytest.raises(NotCompleted) as error:
            completer.complete(stamped, office.signer.seal, SEALED_AT + timedelta(seconds=seconds))
        assert error.value.fault is Doubt.SIN_RESPUESTA
    assert source.asked == [SEALED_AT, SEALED_AT + SILENCE]
    source.down = False
    assert completer.complete(stamped, office.signer.seal, SEALED_AT + 2 * SILENCE)


@dataclass
class Fixed:
    """Lists that were made before."""

    lists: dict[bytes, bytes]

    def fetch(self, authority: Certificate, at: datetime) -> bytes:
        return self.lists[authority.der]


def fault(office: Office, stamped: bytes, listed: bytes) -> str:
    source = Fixed({office.authority.ca: listed, office.authority.root: office.authority.root_crl})
    with pytest.raises(NotCompleted) as error:
        FileCompleter(source).complete(stamped, office.signer.seal, SEALED_AT)
    return str(error.value.fault.value)


def test_what_came_is_judged_before_it_is_put(office: Office, stamped: bytes) -> None:
    tsa = read_certificate(office.tsa.responder.certificate).x509.serial_number
    assert fault(office, stamped, b"<html>") == "ilegible"
    assert fault(office, stamped, office.authority.root_crl) == "otro_certificado"
    assert fault(office, stamped, office.list_of(SEALED_AT - 2 * LIST_LIFE)) == "obsoleta"
    assert fault(office, stamped, office.list_of(SEALED_AT, [tsa])) == "revocada"
    assert fault(office, stamped, office.list_of(SEALED_AT, range(1, MAX_CRL_BYTES // 20))) == "ilegible"


def test_a_revoked_seal_seals_nothing(office: Office, stamped: bytes, tmp_path: Path) -> None:
    write_status(
        office.pki / STATUS_FILE,
        Status(down=False, revoked={f"{office.signer.seal.certificate.serial_number:x}": SEALED_AT}),
    )
    try:
        with pytest.raises(BadSeal, match="revoked"):
            office.completed(stamped)
    finally:
        (office.pki / STATUS_FILE).unlink()


def test_the_demonstration_answers_or_says_why(office: Office, stamped: bytes) -> None:
    def why() -> str:
        with pytest.raises(NotCompleted) as error:
            office.completed(stamped)
        return str(error.value.fault.value)

    write_status(office.pki / STATUS_FILE, Status(down=True, revoked={}))
    assert why() == "sin_respuesta"
    (office.pki / STATUS_FILE).unlink()
    kept = office.pki / "autoridad" / ROOT_CRL
    kept.unlink()  # as one made by a version of before
    assert why() == "sin_servicio"
    kept.write_bytes(office.authority.root_crl)
    assert open_authority(office.pki).root_crl == office.authority.root_crl


def test_others_are_asked_about_other_authorities(office: Office) -> None:
    stranger = read_certificate(office.authority.responder)
    source = Fixed({stranger.der: b"theirs"})
    assert LocalCrls(office.pki, source).fetch(stranger, SEALED_AT) == b"theirs"
    with pytest.raises(RevocationUnavailable):
        LocalCrls(office.pki).fetch(stranger, SEALED_AT)


def test_what_is_not_ours_is_not_completed(office: Office, stamped: bytes, lasting: bytes, plain_pdf: bytes) -> None:
    for data in (plain_pdf, lasting, stamped + b" "):
        with pytest.raises(BadSeal):
            office.completed(data)


def test_streams_are_read_as_they_are_written(lasting: bytes, office: Office, stamped: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(lasting))
    held = [each.get_object() for each in reader.root["/DSS"]["/Certs"]]
    assert all(isinstance(each, StreamObject) for each in held)
    assert tuple(each.data for each in held) == office.needed(stamped).certificates
