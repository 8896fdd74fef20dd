"""Receipts of people who never existed: the same from a seed, all different, sealed by whoever was given."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.formats.cfdi import Repetidos, read
from ventanilla.formats.cfdi.sello import Estado, Sellos
from ventanilla.formats.file import File
from ventanilla.formats.records import Recibo
from ventanilla.kernel.period import Period
from ventanilla.synthetic.payroll_receipts import Sellador, employer, payroll, workers

PERIOD = Period(date(2026, 2, 16), date(2026, 2, 28))
PATRON = employer(11, PERIOD.last)


def _sealer() -> Sellador:
    authority, _ = create_authority(2048)
    key = generate_private_key(65537, 2048)
    who = PATRON.persona
    request = IdentityRequest("x", "x", "X", who.rfc, who.curp, "x@ejemplo.mx", "", Variant.CSD, "X", PATRON.rfc)
    serial = "30001000000700000009"
    return Sellador(
        key, issue_identity(request, key.public_key(), authority, serial, datetime(2026, 2, 28, tzinfo=UTC)), serial
    )


SEALER = _sealer()


def test_the_same_seed_gives_the_same_receipts_but_for_nothing() -> None:
    once, again = (list(payroll(11, PATRON, PERIOD, 10, SEALER)) for _ in range(2))
    assert once == again
    assert list(payroll(12, PATRON, PERIOD, 10, SEALER)) != once


def test_three_hundred_are_read_without_a_word_sealed_and_all_different() -> None:
    judge, seen = Sellos(), Repetidos()
    found: list[Recibo] = []
    for name, xml in payroll(11, PATRON, PERIOD, 300, SEALER, timbrador=SEALER, version="3.3"):
        [one] = read(File.of_bytes(name, xml), judge)
        assert isinstance(one, Recibo)
        assert seen.look(one) is None
        assert name == f"{one.uuid}.xml"
        assert 4_500 < len(xml) < 6_500
        found.append(one)
    assert judge.counted == {Estado.VALIDO: 300}
    assert len({one.nss for one in found}) == len({one.curp for one in found}) == len({one.rfc for one in found}) == 300
    assert {one.registro for one in found} == {PATRON.registros[0].numero}
    assert any(one.incapacidades for one in found)
    assert any("010" in one.deducciones for one in found)
    assert any("Ñ" in one.nombre_completo for one in found)


def test_whoever_gives_no_stamp_has_none() -> None:
    [(_, xml)] = payroll(11, PATRON, PERIOD, 1, SEALER)
    assert b"TimbreFiscalDigital" not in xml


def test_who_is_on_the_payroll_does_not_depend_on_how_many_are_asked_for() -> None:
    assert list(workers(11, PERIOD.last, 5)) == list(workers(11, PERIOD.last, 50))[:5]


def test_letters_that_xml_keeps_for_itself_are_written_so_that_they_are_read() -> None:
    from dataclasses import replace

    odd = replace(PATRON, nombre='Tornillos "A&B" <x> 1\t2, S.C.')
    [(_, xml)] = payroll(11, odd, PERIOD, 1, SEALER)
    assert re.search(rb'Nombre="TORNILLOS &quot;A&amp;B&quot; &lt;X&gt; 1&#9;2, S.C."', xml)
    judge = Sellos()
    list(read(File.of_bytes("x.xml", xml), judge))
    assert judge.counted == {Estado.VALIDO: 1}
