"""Seals: one that matches, one that does not, and each reason why nobody can tell."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

import pytest
from tests.formats.nomina_cases import (
    AT,
    PERIOD,
    SEED,
    authority,
    codes,
    outcome,
    patron,
    pointed,
    sealer,
    sellos,
    stamper,
    texts,
)

from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.formats.cfdi.certificado import MAX_BASE64, decoded, read_certificado
from ventanilla.formats.cfdi.sello import Dictamen, Estado, Sellos
from ventanilla.formats.cfdi.tree import Parsed, parse
from ventanilla.formats.finding import Severity
from ventanilla.kernel.text import Text
from ventanilla.synthetic.payroll_receipts import Sellador, Version, payroll

RECEIPT = texts(1)[0]


def verdict(text: str, judge: Sellos | None = None) -> Dictamen:
    parsed = parse("recibo.xml", text.encode())
    assert isinstance(parsed, Parsed)
    return (judge or sellos()).examine(parsed.root)


def sealed_by(sellador: Sellador, version: Version = "4.0") -> str:
    [(_, xml)] = payroll(SEED, patron(), PERIOD, 1, sellador, timbrador=stamper(), version=version)
    return xml.decode()


@pytest.mark.parametrize("version", ["3.3", "4.0"])
def test_a_good_seal_and_its_stamp_match_and_say_nothing(version: Version) -> None:
    judge = sellos()
    for text in texts(20, version):
        found = verdict(text, judge)
        assert (found.sello, found.timbre, found.reparos) == (Estado.VALIDO, Estado.VALIDO, ())
        assert found.confiable
        assert found.certificado is not None
        assert (found.certificado.rfc, found.certificado.numero) == (patron().rfc, sealer().numero)
        assert codes(text, judge) == []
    assert judge.counted == {Estado.VALIDO: 40}
    assert judge.stamps == {Estado.VALIDO: 40}
    assert [one.code for one in judge.resumen()] == ["SELLOS_RESUMEN", "SELLOS_SIN_ANCLAS"]
    assert str(judge.resumen()[0]).startswith("Sellos: 40 válidos, 0 ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r'NumSeguridadSocial="\d', 'NumSeguridadSocial="x'),
        (r'SalarioBaseCotApor="\d', 'SalarioBaseCotApor="9'),
        (r'(TipoRegimen="02")', r'\1 Banco="002"'),
        (r' Sindicalizado="No"', ""),
        (r"(<nomina12:Deduccion [^>]*>)", r"\1\1"),
        (r'Descripcion="Pago de nómina"', 'Descripcion="Pago de nomina"'),
        (r' Sello="....', ' Sello="AAAA'),
        (r' Sello="', ' Sello="no es base 64 '),
    ],
)
def test_whatever_is_changed_the_seal_no_longer_matches(old: str, new: str) -> None:
    text, count = re.subn(old, new, RECEIPT)
    assert count >= 1
    found = verdict(text)
    assert (found.sello, found.motivo and found.motivo.code) == (Estado.NO_CORRESPONDE, "SELLO_NO_CORRESPONDE")
    assert not found.confiable
    [told] = [one for one in outcome(text, sellos())[1] if one.code == "SELLO_NO_CORRESPONDE"]
    assert (told.severity, told.field) == (Severity.WARNING, "Comprobante/@Sello")


def test_what_the_seal_does_not_cover_may_change() -> None:
    changed = RECEIPT.replace("\n", "\n   ").replace("cfdi:", "x:").replace("xmlns:cfdi", "xmlns:x")
    changed = changed.replace("</x:Comprobante>", "<x:Addenda><a b='c'/></x:Addenda></x:Comprobante>")
    assert verdict(changed).sello is Estado.VALIDO
    assert verdict(RECEIPT.replace('Descripcion="Pago de', 'Descripcion="  Pago \n de')).sello is Estado.VALIDO


def test_the_reasons_for_which_nobody_can_tell() -> None:
    other = '<x:Otro xmlns:x="http://www.sat.gob.mx/otro"/></cfdi:Complemento>'
    cases = {
        "SELLO_AUSENTE": re.sub(r' Sello="[^"]*"', ' Sello=""', RECEIPT),
        "SELLO_SIN_CERTIFICADO": re.sub(r' Certificado="[^"]*"', ' Certificado="MIIB"', RECEIPT),
        "CADENA_COMPLEMENTO": RECEIPT.replace("</cfdi:Complemento>", other),
        "CADENA_AMBIGUA": re.sub(r'Puesto="[^"]*"', 'Puesto="a|b"', RECEIPT, count=1),
        "CADENA_OTRA_VERSION": RECEIPT.replace(' Version="4.0"', ' Version="4.1"'),
    }
    for code, text in cases.items():
        found = verdict(text)
        assert (found.sello, found.motivo and found.motivo.code) == (Estado.NO_VERIFICABLE, code)
        [told] = [one for one in outcome(text, sellos())[1] if one.code == code]
        assert told.severity is (Severity.WARNING if code == "SELLO_AUSENTE" else Severity.NOTE)
        assert outcome(text, sellos())[0], "the receipt is read all the same"
    assert verdict(RECEIPT.replace('nomina12:Nomina Version="1.2"', 'nomina12:Nomina Version="1.3"')).sello is (
        Estado.NO_VERIFICABLE
    )


def test_a_certificate_of_somebody_else_is_told_though_its_seal_matches() -> None:
    found = verdict(sealed_by(sealer("EKU9003173C9")))
    assert (found.sello, [odd.code for odd in found.reparos]) == (Estado.VALIDO, ["CERTIFICADO_OTRO_RFC"])
    assert not found.confiable
    number = sealed_by(Sellador(sealer().key, sealer().certificate, "30001000000799999999"))
    assert [odd.code for odd in verdict(number).reparos] == ["CERTIFICADO_OTRO_NUMERO"]
    text = sealed_by(sealer("EKU9003173C9"))
    [told] = outcome(text, sellos())[1]
    assert (told.code, told.severity, told.field) == (
        "CERTIFICADO_OTRO_RFC",
        Severity.WARNING,
        "Comprobante/@Certificado",
    )
    assert pointed(text, told).startswith("MII")


@pytest.mark.parametrize("variant", [Variant.VENCIDA, Variant.FUTURA])
def test_a_certificate_out_of_date_when_it_sealed_is_told(variant: Variant) -> None:
    found = verdict(sealed_by(sealer(variant=variant)))
    assert [odd.code for odd in found.reparos] == ["CERTIFICADO_FUERA_DE_FECHA"]


def test_a_receipt_without_a_date_cannot_say_whether_its_certificate_was_in_force() -> None:
    undated = re.sub(r' Fecha="[^"]*"', ' Fecha="ayer"', RECEIPT)
    assert verdict(undated).sello is Estado.NO_CORRESPONDE
    for said in ("", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "2026-11-15T09:30:00+99:00"):
        assert verdict(re.sub(r' Fecha="[^"]*"', f' Fecha="{said}"', RECEIPT)).sello is Estado.NO_CORRESPONDE


def test_the_chain_is_asked_once_for_each_certificate_and_day() -> None:
    asked: list[tuple[bytes, datetime]] = []

    def unknown(der: bytes, on: datetime, /) -> Text | None:
        asked.append((der, on))
        return Text("CSD_AUTORIDAD_DESCONOCIDA", "No se sabe de quién es.")

    judge = Sellos(unknown)
    for text in texts(20):
        assert [odd.code for odd in verdict(text, judge).reparos] == ["CSD_AUTORIDAD_DESCONOCIDA"]
    assert [der for der, _ in asked] == [sealer().certificate]
    assert asked[0][1].isoformat() == "2026-11-15T09:30:00-06:00"
    assert codes(RECEIPT, judge) == ["CSD_AUTORIDAD_DESCONOCIDA"]


def test_a_stamp_needs_the_certificate_of_whoever_stamped() -> None:
    judge = Sellos(lambda der, on: None)
    found = verdict(RECEIPT, judge)
    assert (found.sello, found.timbre) == (Estado.VALIDO, Estado.NO_VERIFICABLE)
    assert [one.code for one in judge.resumen()] == ["SELLOS_RESUMEN", "TIMBRES_SIN_COMPROBAR"]
    assert found.motivo_timbre is not None
    assert stamper().numero in str(found.motivo_timbre)
    assert codes(RECEIPT, Sellos()) == [], "it would be said of every receipt of a folder"
    other = verdict(RECEIPT, Sellos(sat={stamper().numero: sealer().certificate}))
    assert (other.timbre, other.motivo_timbre and other.motivo_timbre.code) == (
        Estado.NO_CORRESPONDE,
        "TIMBRE_NO_CORRESPONDE",
    )
    assert verdict(RECEIPT, Sellos(sat={stamper().numero: b"no"})).timbre is Estado.NO_VERIFICABLE


def test_a_stamp_of_another_receipt_is_told() -> None:
    stamps = [re.search(r"<tfd:.*?/>", text) for text in texts(2)]
    assert stamps[0] is not None
    assert stamps[1] is not None
    text = RECEIPT.replace(stamps[0].group(0), stamps[1].group(0))
    found = verdict(text)
    assert (found.sello, found.timbre) == (Estado.VALIDO, Estado.NO_CORRESPONDE)
    assert [(one.code, one.field) for one in outcome(text, sellos())[1]] == [
        ("TIMBRE_DE_OTRO", "TimbreFiscalDigital/@SelloSAT")
    ]
    assert verdict(re.sub(r'UUID="[^"]*"', 'UUID="F4F09AEF-57F2-4BE0-A828-87D1A80ED61C"', RECEIPT)).timbre is (
        Estado.NO_CORRESPONDE
    ), "the folio is the stamp's, and SAT's seal covers it"
    assert verdict(re.sub(r"<tfd:.*?/>", "", RECEIPT)).timbre is None


def test_a_certificate_is_read_though_its_names_are_not_text() -> None:
    read = read_certificado(sealer().certificate)
    assert read is not None
    assert (read.rfc, read.numero) == (patron().rfc, "30001000000700000001")
    assert read.desde < AT < read.hasta
    assert "der" not in repr(read)
    ca = read_certificado(authority().ca)
    assert ca is not None
    assert ca.rfc == "2.5.4.45", "SAT's own authorities write there the number of the attribute"


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@pytest.mark.parametrize("spoil", [0x80, 0x01, 0xFF])
def test_a_certificate_that_is_cut_or_spoilt_anywhere_is_none_or_another(spoil: int) -> None:
    der = sealer().certificate
    for at in range(len(der)):
        assert read_certificado(der[:at]) is None
        found = read_certificado(der[:at] + bytes((der[at] ^ spoil,)) + der[at + 1 :])
        assert found is None or found.llave.key_size <= 2049


def test_base64_is_read_strictly_and_bounded() -> None:
    assert decoded(base64.b64encode(b"x" * 30).decode(), 40) == b"x" * 30
    assert decoded("A" * (MAX_BASE64 + 4), MAX_BASE64) == b""
    assert decoded("AAA", 10) == b""
    assert decoded("ÁÁÁÁ", 10) == b""


def test_many_certificates_are_not_remembered_without_end() -> None:
    judge = Sellos()
    for number in range(1_000):
        text = re.sub(r' Certificado="[^"]*"', f' Certificado="{number:04d}"', RECEIPT)
        assert verdict(text, judge).sello is Estado.NO_VERIFICABLE
    assert len(judge._known) <= 256
    assert datetime(2026, 11, 15, tzinfo=UTC).year in range(2000, 2100)
