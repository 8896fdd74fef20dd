"""Printing, sealing and verifying one constancia, beside the bare RSA signature and the stock signer.

CPU of one thread. Every document printed has its own folio, QR and name, so that no page is measured from
the compiler's memory. A table of sixty pages is ``long_table``'s.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst
from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]  # it ships no types
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bench.harness import ROUNDS, alternate, cpu_ms
from ventanilla.adapters.pki import asn1_patch
from ventanilla.adapters.pki.demo_authority import create_authority, seal_issuer
from ventanilla.adapters.seal import verify_pdf
from ventanilla.adapters.seal.keys import create_institution_keys, load_private
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.typeset import Sheet
from ventanilla.adapters.typeset.local import FONTS, ROOT, STANDARDS, TypstTypesetter
from ventanilla.domain.documents import Claims, cadena_digest, cadena_original, qr_link
from ventanilla.kernel.folio import new_folio

AT: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
TIMES: Final = 10  # documents a round
FAST_TIMES: Final = 200
PERSONA: Final[dict[str, Any]] = {
    "curp": "XUMI800101HDFXXX09", "nss": "99178500015", "agregado": "1M1980OR", "parentesco": "Titular",
    "vigente": True, "desde": "2019-03-01", "hasta": None, "motivo": "Trabaja para un empleador inscrito.",
    "cite": ["LSS 5-A", "LSS 84-I"], "umf": "UMF 12", "delegacion": "Sur", "consultorio": "4", "turno": "Matutino",
    "patron": "Panificadora La Espiga, S.A. de C.V.", "registro_patronal": "Z3412345678",
}  # fmt: skip


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Interleave subjects and baselines for ``rounds`` after a warm-up; CPU milliseconds for one of each."""
    with TemporaryDirectory() as directory:
        keys = Path(directory) / "keys"
        authority, _ = create_authority(bits=2048)
        create_institution_keys(keys, issue_seal_certificate=seal_issuer(authority, "Instituto"), at=AT)
        signer, typesetter = LocalSigner.open(keys), TypstTypesetter()
        sheets = (constancia_sheet(signer, number) for number in itertools.count())
        pdf = typesetter.print(next(sheets))
        sealed = signer.seal_pdf(pdf, folio=new_folio(), expires_on=None, at=AT)
        subjects: dict[str, Callable[[], float]] = {
            "print_constancia": lambda: _printing(typesetter, [next(sheets) for _ in range(TIMES)]),
            "typst_one_line_page": lambda: cpu_ms(_one_line(), TIMES),
            "seal": lambda: cpu_ms(lambda: signer.seal_pdf(pdf, folio=new_folio(), expires_on=None, at=AT), TIMES),
            "seal_stock_pyhanko": lambda: cpu_ms(_stock(keys, pdf), 2),
            "bare_rsa_2048_sign": lambda: cpu_ms(lambda: signer.sello("x" * 200), FAST_TIMES),
            "verify": lambda: cpu_ms(lambda: _verified(sealed, signer), FAST_TIMES),
        }
        spreads = alternate(subjects, rounds)
    return {
        "unit": "CPU ms for one",
        "bytes": {"constancia": len(pdf), "sealed": len(sealed)},
        "results": {name: spread.as_json() for name, spread in spreads.items()},
        "ratios": {
            "seal_to_bare_sign": spreads["seal"].median / spreads["bare_rsa_2048_sign"].median,
            "stock_to_seal": spreads["seal_stock_pyhanko"].median / spreads["seal"].median,
            "print_to_one_line_page": spreads["print_constancia"].median / spreads["typst_one_line_page"].median,
        },
    }


def long_sheet() -> Sheet:
    """A sheet without a seal behind it, for whoever measures printing alone."""
    return Sheet(
        template="/adapters/typeset/documents/acuse.typ", title="Acuse", institution="Instituto", folio="7K3M9QX24HTH",
        issued_at=AT, expires_on=date(2026, 12, 22), cadena="||1.0|7K3M9QX24HTH|bench||", sello="A" * 344,
        serial="30001000000500003415", link="http://localhost:8000/verificar/7K3M9QX24HTH#" + "aB3_" * 86, content=None,
    )  # fmt: skip


def constancia_sheet(signer: LocalSigner, number: int) -> Sheet:
    """The constancia of an invented person, with what its seal would print."""
    folio = new_folio()
    fact = "Constancia de vigencia de derechos a la atención médica."
    cadena = cadena_original(
        (folio, "constancia_vigencia", "2026-11-22T15:00:00Z", "", "P*** N***", fact, f"{number:064x}")
    )
    claims = Claims(
        "Instituto", folio, "constancia_vigencia", "P*** N***", fact, int(AT.timestamp()),
        int(AT.timestamp()) + 2_592_000, AT.date(), cadena_digest(cadena),
    )  # fmt: skip
    return Sheet(
        template="/tramites/constancia_vigencia/documents/constancia.typ",
        title="Constancia de vigencia de derechos",
        institution="Instituto",
        folio=folio,
        issued_at=AT,
        expires_on=date(2026, 12, 22),
        cadena=cadena,
        sello=signer.sello(cadena),
        serial=signer.seal.serial,
        link=qr_link("http://localhost:8000", folio, signer.qr(claims)),
        content={"al": "2026-11-22", "nota": None, "personas": [PERSONA | {"nombre": f"PERSONA NÚMERO {number}"}]},
    )


def _printing(typesetter: TypstTypesetter, sheets: list[Sheet]) -> float:
    waiting = iter(sheets)
    return cpu_ms(lambda: typesetter.print(next(waiting)), len(sheets))


def _one_line() -> Callable[[], object]:
    """Typst alone: the same compiler, standards and fonts, and a page of one line that changes."""
    compiler = typst.Compiler(root=str(ROOT), font_paths=[str(FONTS)], ignore_system_fonts=True)
    numbers = itertools.count()

    def page() -> object:
        text = f'#set document(title: "T")\n#set text(lang: "es", font: "Ventanilla Sans")\n#title()\n{next(numbers)}'
        return compiler.compile(input=text.encode(), format="pdf", pdf_standards=list(STANDARDS), timestamp=AT)

    page()
    return page


def _stock(keys: Path, pdf: bytes) -> Callable[[], object]:
    """pyHanko's own signer, as its documentation uses it: PAdES, the key given as DER."""
    asn1_patch.apply()  # the demonstration's authority has the tax authority's names
    seal, key, _ = load_private(keys)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's own
    registry.register_multiple([x509.Certificate.load(each) for each in seal.chain])
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(seal.der),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=registry,
    )
    metadata = PdfSignatureMetadata(field_name="Sello", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    return lambda: PdfSigner(metadata, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))


def _verified(sealed: bytes, signer: LocalSigner) -> None:
    if not verify_pdf(sealed, [signer.seal], AT).valid:
        raise AssertionError("a good document was refused: nothing was measured")


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
