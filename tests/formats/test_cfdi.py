"""A CFDI de nómina read: all of a good one, each fault of a bad one where it is, and nothing of a hostile one."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from tests.formats.nomina_cases import NAME, PERIOD, SEED, codes, outcome, patron, pointed, texts

from ventanilla.formats.cfdi import Repetidos, read, recognizes
from ventanilla.formats.cfdi.nomina import MAX_NOMINAS
from ventanilla.formats.cfdi.values import MAX_FINDINGS
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Recibo
from ventanilla.kernel.money import Money
from ventanilla.synthetic.payroll_receipts import Version, pay, workers

VERSIONS: tuple[Version, ...] = ("3.3", "4.0")
RECEIPT = texts(1)[0]


def edited(old: str, new: str, text: str = RECEIPT) -> str:
    """The receipt with the one place of ``old`` changed."""
    assert len(re.findall(re.escape(old), text)) == 1, old
    return text.replace(old, new)


def attribute(node: str, name: str, value: str | None, text: str = RECEIPT) -> str:
    """The receipt with an attribute of a node changed, or without it."""
    found = re.search(rf'(<nomina12:{node}\b[^>]*?) {name}="([^"]*)"', text)
    assert found, (node, name)
    return text.replace(found.group(0), found.group(1) + ("" if value is None else f' {name}="{value}"'), 1)


# -- a good one


@pytest.mark.parametrize("version", VERSIONS)
def test_a_good_receipt_is_read_whole_and_nothing_is_said_of_it(version: Version) -> None:
    for place, (text, worker) in enumerate(zip(texts(40, version), workers(SEED, PERIOD.last, 40), strict=True)):
        recibos, findings = outcome(text)
        assert findings == []
        [one] = recibos
        paid = pay(SEED, place, worker, PERIOD)
        assert (one.nss, one.curp, one.rfc) == (worker.nss, worker.persona.curp, worker.persona.rfc)
        assert (one.registro, one.rfc_patron) == (patron().registros[0].numero, patron().rfc)
        assert one.nombre_completo == worker.persona.nombre_completo.upper()
        assert (one.desde, one.hasta, one.pago) == (PERIOD.first, PERIOD.last, PERIOD.last)
        assert (one.dias_pagados, one.ordinaria) == (Decimal(paid.dias), True)
        assert one.fecha_alta == worker.ingreso
        assert one.sbc == one.sdi == Money.of_centavos(worker.sbc)
        assert (one.tipo_contrato, one.tipo_jornada, one.tipo_regimen, one.riesgo_puesto) == ("01", "01", "02", "2")
        assert (one.entidad, one.clave) == (worker.entidad, worker.clave)
        assert one.percepciones["001"] == Money.of_centavos(paid.sueldo)
        assert one.deducciones["002"] == Money.of_centavos(paid.isr)
        assert ("010" in one.deducciones) == bool(paid.credito)
        if paid.incapacidad is None:
            assert one.incapacidades == ()
        else:
            assert [(each.tipo, each.dias, each.importe) for each in one.incapacidades] == [
                (*paid.incapacidad, Money.of_centavos(paid.subsidio))
            ]
        assert f'UUID="{one.uuid}"' in text
        assert text.split("\n")[one.place.line - 1][one.place.column - 1 :].startswith("<nomina12:Nomina ")


OTHER_PREFIXES = re.sub(r"\bnomina12(?=[:=])", "n", re.sub(r"\bcfdi(?=[:=])", "factura", RECEIPT))
UNREAD = "<![CDATA[<nomina12:Nomina x='>']]><?a b='>'?>"


@pytest.mark.parametrize(
    "written",
    [
        OTHER_PREFIXES,
        RECEIPT.replace("\n", "\r\n"),
        "\ufeff" + RECEIPT,
        RECEIPT.replace("<nomina12:", "<!-- <nomina12:Receptor Curp='no'/> --><nomina12:"),
        edited("</cfdi:Comprobante>", f"<cfdi:Addenda>{UNREAD}</cfdi:Addenda></cfdi:Comprobante>"),
    ],
    ids=["prefixes", "crlf", "bom", "comments", "addenda"],
)
def test_what_xml_lets_one_write_otherwise_is_read_the_same(written: str) -> None:
    [same], findings = outcome(written)
    [one], _ = outcome(RECEIPT)
    assert findings == []
    assert (same.nss, same.curp, same.uuid, same.percepciones) == (one.nss, one.curp, one.uuid, one.percepciones)


@pytest.mark.parametrize("codec", ["iso-8859-1", "windows-1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_an_encoding_that_is_declared_is_read_in_silence(codec: str) -> None:
    named = "utf-16" if codec.startswith("utf-16") else codec.removesuffix("-sig")
    text = RECEIPT.replace('encoding="UTF-8"', f'encoding="{named}"')
    [one], findings = outcome(text.encode(codec))
    assert findings == []
    assert one.nombre_completo == outcome(RECEIPT)[0][0].nombre_completo


@pytest.mark.parametrize("codec", ["cp1252", "cp850"])
def test_letters_that_are_not_the_declared_ones_are_guessed_and_told(codec: str) -> None:
    text = edited(f'Nombre="{outcome(RECEIPT)[0][0].nombre_completo}"', 'Nombre="ÑANDÚ MUÑOZ PEÑA"')
    [one], findings = outcome(text.encode(codec))
    assert one.nombre_completo == "ÑANDÚ MUÑOZ PEÑA"
    assert [(each.code, each.severity) for each in findings] == [("XML_OTRA_CODIFICACION", Severity.NOTE)]
    assert outcome(RECEIPT.replace('"UTF-8"', '"UTF-16"'))[1] == [], "saved in UTF-8 by who wrote it in memory"


def test_blanks_before_the_declaration_are_told_and_lines_still_count_from_the_file() -> None:
    text = "\n\n" + attribute("Receptor", "Curp", "NADIE")
    recibos, findings = outcome(text)
    assert [one.code for one in findings] == ["XML_ESPACIO_INICIAL", "CURP_LARGO"]
    assert pointed(text, findings[1]).startswith("NADIE")
    assert len(recibos) == 1


# -- each fault, where it is

FAULTS = [
    ("Receptor", "NumSeguridadSocial", "123456789012345", "NSS_LARGO", Severity.ERROR),
    ("Receptor", "NumSeguridadSocial", "9917850001", "NSS_SIN_DIGITO", Severity.ERROR),
    ("Receptor", "NumSeguridadSocial", "99178500016", "NSS_DIGITO", Severity.ERROR),
    ("Receptor", "NumSeguridadSocial", "99-17-85-0001-5", "NUMERO_CON_ADORNOS", Severity.NOTE),
    ("Receptor", "Curp", "PEGA850101HDFRRL08", "CURP_DIGITO", Severity.ERROR),
    ("Receptor", "Curp", "XEXX010101HNEXXXA4", "CURP_GENERICA", Severity.WARNING),
    ("Receptor", "Curp", "pega850101hdfrrl09", "NUMERO_CON_ADORNOS", Severity.NOTE),
    ("Receptor", "Curp", " PEGA850101HDFRRL09", "ESPACIOS", Severity.NOTE),
    ("Emisor", "RegistroPatronal", "Z9912345106", "RP_DIGITO", Severity.WARNING),
    ("Emisor", "RegistroPatronal", "Z99123451", "RP_FORMA", Severity.ERROR),
    ("Nomina", "FechaPago", "2026-02-30", "FECHA_ILEGIBLE", Severity.ERROR),
    ("Nomina", "FechaPago", "15/11/2026", "FECHA_ILEGIBLE", Severity.ERROR),
    ("Nomina", "FechaPago", "2026-11-15T00:00:00", "FECHA_CON_HORA", Severity.NOTE),
    ("Nomina", "FechaFinalPago", "2026-10-15", "FECHAS_INVERTIDAS", Severity.ERROR),
    ("Nomina", "NumDiasPagados", "quince", "NUMERO_ILEGIBLE", Severity.ERROR),
    ("Nomina", "NumDiasPagados", "-15", "NUMERO_ILEGIBLE", Severity.ERROR),
    ("Nomina", "NumDiasPagados", "19", "DIAS_PAGADOS", Severity.WARNING),
    ("Nomina", "NumDiasPagados", "0", "DIAS_PAGADOS", Severity.WARNING),
    ("Nomina", "TipoNomina", "X", "CODIGO_DESCONOCIDO", Severity.WARNING),
    ("Nomina", "TotalPercepciones", "0.01", "SUMA", Severity.WARNING),
    ("Nomina", "TotalDeducciones", "0.01", "SUMA", Severity.WARNING),
    ("Nomina", "TotalOtrosPagos", "0.01", "SUMA", Severity.WARNING),
    ("Percepciones", "TotalSueldos", "0.01", "SUMA", Severity.WARNING),
    ("Percepciones", "TotalExento", "9.99", "SUMA", Severity.WARNING),
    ("Deducciones", "TotalOtrasDeducciones", "0.01", "SUMA", Severity.WARNING),
    ("Deducciones", "TotalImpuestosRetenidos", "0.01", "SUMA", Severity.WARNING),
    ("Receptor", "SalarioBaseCotApor", "l00.00", "IMPORTE_ILEGIBLE", Severity.ERROR),
    ("Receptor", "SalarioBaseCotApor", "1.00", "SBC_FUERA_DE_LIMITES", Severity.WARNING),
    ("Receptor", "SalarioBaseCotApor", "99999.00", "SBC_FUERA_DE_LIMITES", Severity.WARNING),
    ("Receptor", "SalarioBaseCotApor", "1,500.00", "IMPORTE_CON_ADORNOS", Severity.NOTE),
    ("Receptor", "SalarioBaseCotApor", "1500.005", "IMPORTE_REDONDEADO", Severity.NOTE),
    ("Receptor", "FechaInicioRelLaboral", "2026-12-01", "INGRESO_POSTERIOR", Severity.WARNING),
    ("Receptor", "Antigüedad", "P9W", "ANTIGUEDAD", Severity.WARNING),
    ("Receptor", "Antigüedad", "muchos", "ANTIGUEDAD", Severity.WARNING),
    ("Percepcion", "TipoPercepcion", "1", "CLAVE_SAT", Severity.ERROR),
    ("Percepcion", "TipoPercepcion", "sueldo", "CLAVE_SAT", Severity.ERROR),
]


@pytest.mark.parametrize(("node", "name", "value", "code", "severity"), FAULTS)
@pytest.mark.parametrize("lines", [False, True], ids=["one line", "a line each"])
def test_each_fault_is_told_where_it_is(
    node: str, name: str, value: str, code: str, severity: Severity, lines: bool
) -> None:
    text = attribute(node, name, value)
    if lines:  # start tags of many lines, quoted otherwise
        text = re.sub(r'(?<=[">]) (\w[\w:üñ]*)="([^"\']*)"', r"\n\t \1 = '\2'", text)
    recibos, findings = outcome(text)
    assert len(recibos) == 1, "a wrong datum leaves the rest"
    told = [one for one in findings if one.code == code]
    assert [one.field for one in told] == [f"{node}/@{name}"]
    assert told[0].severity is severity
    assert pointed(text, told[0]).startswith(value)
    assert {one.code for one in findings if one.severity is Severity.ERROR} <= {code}


def test_the_same_fault_in_the_comprobante_is_not_that_of_the_complement() -> None:
    text = edited(f'Rfc="{patron().rfc}"', 'Rfc=" aaa010101aaa"')
    _, findings = outcome(text)
    assert [(one.code, one.field) for one in findings] == [
        ("ESPACIOS", "Comprobante/Emisor/@Rfc"),
        ("NUMERO_DE_PRUEBA", "Comprobante/Emisor/@Rfc"),
    ]


def test_a_datum_that_cannot_be_used_is_left_out_and_one_that_is_odd_is_kept() -> None:
    [one], _ = outcome(attribute("Receptor", "NumSeguridadSocial", "123456789012345"))
    assert (one.nss, len(one.curp)) == ("", 18)
    [one], _ = outcome(attribute("Emisor", "RegistroPatronal", "Z99-12345-10-6"))
    assert one.registro == "Z9912345106"
    [one], _ = outcome(attribute("Receptor", "Curp", "XEXX010101HNEXXXA4"))
    assert one.curp == "", "it is nobody's: it cannot join two receipts"
    [one], findings = outcome(attribute("Emisor", "RegistroPatronal", "Z99-12345-10-5"))
    assert (one.registro, findings) == ("Z9912345105", []), "SAT's own example has the dashes"


def test_what_a_slip_would_explain_is_offered_and_not_applied() -> None:
    [one], [finding] = outcome(attribute("Receptor", "NumSeguridadSocial", "1978500013"))
    assert one.nss == ""
    assert "01978500013" in str(finding.fix)


def test_a_key_that_is_none_is_in_the_totals_and_in_no_key() -> None:
    [one], findings = outcome(attribute("Percepcion", "TipoPercepcion", "sueldo"))
    assert one.percepciones == {}
    assert [each.code for each in findings] == ["CLAVE_SAT"], "its amount is still counted: no sum is wrong"


def test_whoever_is_insured_has_what_insurance_needs() -> None:
    without = attribute("Emisor", "RegistroPatronal", None)
    for name in ("NumSeguridadSocial", "FechaInicioRelLaboral", "SalarioBaseCotApor", "SalarioDiarioIntegrado"):
        without = attribute("Receptor", name, None, without)
    [one], findings = outcome(without)
    assert (one.nss, one.sbc, one.fecha_alta, one.registro) == ("", None, None, "")
    missing = [each.field for each in findings if each.code == "DATO_AUSENTE_SEGURO"]
    assert missing == [
        "Emisor/@RegistroPatronal",
        "Receptor/@NumSeguridadSocial",
        "Receptor/@FechaInicioRelLaboral",
        "Receptor/@SalarioBaseCotApor",
        "Receptor/@SalarioDiarioIntegrado",
    ]
    assert "RIESGO_Y_REGISTRO" in [each.code for each in findings]
    other = attribute("Receptor", "TipoContrato", "99", attribute("Receptor", "TipoRegimen", "09", without))
    assert codes(other) == [], "whoever is paid as a professional is not insured by who pays"
    assert all(pointed(without, each).startswith("<nomina12:") for each in findings if each.field in missing)


def test_a_base_under_the_wage_of_a_day_is_told_unless_the_cap_made_it() -> None:
    wage = attribute("Nomina", "NumDiasPagados", "2", attribute("Receptor", "SalarioBaseCotApor", "400.00"))
    assert "SBC_BAJO_EL_SUELDO" in codes(wage)
    capped = attribute("Receptor", "SalarioBaseCotApor", "2932.75", attribute("Nomina", "NumDiasPagados", "1"))
    capped = attribute("Percepcion", "ImporteGravado", "90000.00", capped)
    assert "SBC_BAJO_EL_SUELDO" not in codes(capped)


def test_a_fortnight_of_a_short_month_is_paid_whole() -> None:
    february = attribute("Nomina", "FechaFinalPago", "2026-11-12", RECEIPT)
    assert "DIAS_PAGADOS" not in codes(february)
    extra = attribute("Nomina", "TipoNomina", "E", attribute("Nomina", "NumDiasPagados", "365"))
    [one], findings = outcome(extra)
    assert not one.ordinaria
    assert "DIAS_PAGADOS" not in [each.code for each in findings]


@pytest.mark.parametrize(("start", "said"), [("2020-08-26", "P6Y2M21D"), ("2026-11-02", "P2W"), ("2026-11-15", "P0W")])
def test_a_seniority_that_agrees_is_said_in_weeks_or_in_years(start: str, said: str) -> None:
    text = attribute("Receptor", "FechaInicioRelLaboral", start, attribute("Receptor", "Antigüedad", said))
    assert codes(text) == []


def test_several_nominas_in_one_cfdi_are_several_receipts_with_one_folio() -> None:
    found = re.search(r"<nomina12:Nomina .*</nomina12:Nomina>", RECEIPT, re.DOTALL)
    assert found
    text = edited("</nomina12:Nomina>", f"</nomina12:Nomina>{found.group(0)}")
    recibos, findings = outcome(text)
    assert len(recibos) == 2
    assert recibos[0].uuid == recibos[1].uuid != ""
    assert recibos[0].place != recibos[1].place
    assert {one.field for one in findings} == {"Comprobante/@SubTotal", "Comprobante/@Descuento", "Comprobante/@Total"}
    seen = Repetidos()
    assert [seen.look(one) for one in recibos] == [None, None], "the same file is not a copy of itself"


def test_more_complements_than_any_cfdi_has_are_told() -> None:
    found = re.search(r"<nomina12:Nomina .*</nomina12:Nomina>", RECEIPT, re.DOTALL)
    assert found
    recibos, findings = outcome(edited("</nomina12:Nomina>", f"</nomina12:Nomina>{found.group(0) * MAX_NOMINAS}"))
    assert len(recibos) == MAX_NOMINAS
    assert [one.code for one in findings] == ["MUCHAS_NOMINAS"]


def test_a_receipt_in_two_files_is_told_with_the_first() -> None:
    seen = Repetidos()
    given = [one for name in ("a.xml", "b/a.xml") for one in read(File.of_bytes(name, RECEIPT.encode()))]
    told = [seen.look(one) for one in given if isinstance(one, Recibo)]
    assert told[0] is None
    assert told[1] is not None
    assert (told[1].code, told[1].place.file) == ("RECIBO_REPETIDO", "b/a.xml")
    assert "a.xml" in str(told[1].cause)


def test_a_nomina_that_no_seal_covers_is_not_read() -> None:
    found = re.search(r"<nomina12:Nomina .*</nomina12:Nomina>", RECEIPT, re.DOTALL)
    assert found
    moved = RECEIPT.replace(found.group(0), "")
    moved = moved.replace("</cfdi:Comprobante>", f"<cfdi:Addenda>{found.group(0)}</cfdi:Addenda></cfdi:Comprobante>")
    recibos, findings = outcome(moved)
    assert recibos == []
    assert [one.code for one in findings] == ["SIN_NOMINA"]


def test_a_cfdi_of_other_things_and_an_xml_of_other_things_are_told() -> None:
    assert codes(RECEIPT.replace("http://www.sat.gob.mx/nomina12", "http://www.sat.gob.mx/nomina")) == [
        "NOMINA_ANTERIOR"
    ]
    assert codes("<html><body/></html>") == ["NO_ES_CFDI"]
    assert codes(RECEIPT.replace("http://www.sat.gob.mx/cfd/4", "http://www.sat.gob.mx/cfd/2")) == ["NO_ES_CFDI"]
    assert "TIPO_COMPROBANTE" in codes(edited('TipoDeComprobante="N"', 'TipoDeComprobante="I"'))
    assert codes(edited(' Version="4.0"', ' Version="4.1"')) == ["CFDI_VERSION"]
    assert codes(re.sub(r"<tfd:.*?/>", "", RECEIPT)) == ["SIN_TIMBRE"]
    assert codes(re.sub(r'UUID="[^"]*"', 'UUID="123"', RECEIPT)) == ["UUID_FORMA"]


def test_a_subcontracted_worker_is_noted_with_whom() -> None:
    other = '<nomina12:SubContratacion RfcLabora="GODE561231GR8" PorcentajeTiempo="40"/>'
    text = re.sub(r"(<nomina12:Receptor [^>]*)/>", rf"\1>{other}</nomina12:Receptor>", RECEIPT)
    [_], [note] = outcome(text)
    assert (note.code, note.severity) == ("SUBCONTRATACION", Severity.NOTE)
    assert "GODE561231GR8 el 40 por ciento" in str(note.cause)


@pytest.mark.parametrize("days", ["0", "1.5", "367", "dos"])
def test_an_incapacity_of_impossible_days_is_left_out(days: str) -> None:
    one = f'<nomina12:Incapacidad DiasIncapacidad="{days}" TipoIncapacidad="02"/>'
    text = edited("</nomina12:Nomina>", f"<nomina12:Incapacidades>{one}</nomina12:Incapacidades></nomina12:Nomina>")
    [recibo], findings = outcome(text)
    assert recibo.incapacidades == ()
    assert [each.field for each in findings] == ["Incapacidad/@DiasIncapacidad"]


@pytest.mark.parametrize(
    ("node", "name", "key"), [("Percepcion", "TipoPercepcion", "014"), ("Deduccion", "TipoDeduccion", "006")]
)
def test_an_incapacity_that_is_paid_or_discounted_and_not_told_is(node: str, name: str, key: str) -> None:
    _, findings = outcome(attribute(node, name, key))
    assert ("INCAPACIDAD_AUSENTE", "Nomina") in [(one.code, one.field) for one in findings]


def test_findings_end_somewhere() -> None:
    many = "".join(f'<nomina12:Deduccion TipoDeduccion="x" Importe="{place}"/>' for place in range(2 * MAX_FINDINGS))
    _, findings = outcome(RECEIPT.replace("</nomina12:Deducciones>", f"{many}</nomina12:Deducciones>"))
    assert len(findings) == MAX_FINDINGS + 1
    assert findings[0].code == "DEMASIADOS_HALLAZGOS"


def test_what_is_no_cfdi_is_not_taken_for_one() -> None:
    head = RECEIPT.encode()[:4096]
    assert recognizes(head, "sin nombre")
    assert recognizes(b"\xef\xbb\xbf" + head, "x")
    assert recognizes(RECEIPT.encode("utf-16")[:4096], "x")
    assert recognizes(b"<html>", "OTRO.XML"), "so that it can be said that it is none"
    assert not recognizes(b"<html>", "pagina.xls")
    assert not recognizes(b"NSS,Comprobante", "nomina.csv")
    assert not recognizes(b"", "vacio.xml")


def test_a_finding_says_its_file_and_what_to_do() -> None:
    _, [one] = outcome(attribute("Nomina", "FechaPago", "ayer"))
    assert isinstance(one, Finding)
    assert str(one.place) == f"{NAME}, línea {one.place.line}, columna {one.place.column}"
    assert str(one.cause) == "«ayer» no es una fecha que exista, y se dejó fuera."
    assert "2026-03-15" in str(one.fix)
