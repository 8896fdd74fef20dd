"""Records of several files become one planilla: who is who, what is said twice, what does not agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ventanilla.domain.contributions import CuotasError, Jornada, TipoAviso
from ventanilla.domain.contributions.branches import Bill
from ventanilla.formats import own_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.joining import join
from ventanilla.formats.planilla import Persona, Planilla, trabajador
from ventanilla.formats.reading import read_any
from ventanilla.formats.records import (
    Ausentismo,
    Cobro,
    Credito,
    Ficha,
    Incapacidad,
    IncapacidadPagada,
    Movimiento,
    Nombre,
    Recibo,
    Record,
)
from ventanilla.formats.review import review
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

REGISTRO = "Z9912345105"
NSS = "99178500015"
OTRO = "99058800022"
MARZO = Period.month(2026, 3)
PEREZ = Nombre("PEREZ", "GARCIA", "ALBERTO")


def _alta(file: str = "ALTAS.TXT", sbc: str = "500.00", day: date = date(2026, 1, 15), nss: str = NSS) -> Movimiento:
    return Movimiento(Place(file, 1), REGISTRO, nss, TipoAviso.ALTA, day, Money(sbc), PEREZ, "PEGA850101HDFRRL09")


def _mod(sbc: str, day: date) -> Movimiento:
    return Movimiento(Place("MOVT.TXT", 2), REGISTRO, NSS, TipoAviso.MODIFICACION, day, Money(sbc))


def _baja(day: date) -> Movimiento:
    return Movimiento(Place("BAJAS.TXT", 1), REGISTRO, NSS, TipoAviso.BAJA, day, causa="2")


def _ficha(sbc: str = "500.00", day: date = date(2026, 1, 15), jornada: str = "") -> Ficha:
    return Ficha(Place("ASEG.TXT", 1), REGISTRO, NSS, PEREZ, fecha_alta=day, sbc=Money(sbc), jornada=jornada)


def _one(*records: Record | Finding) -> tuple[Persona, Planilla]:
    planilla = join(records)
    (persona,) = planilla.personas()
    return persona, planilla


def _codes(planilla: Planilla) -> list[str]:
    return [one.code for one in planilla.hallazgos]


def test_the_same_movement_in_two_files_is_one() -> None:
    persona, planilla = _one(_alta(), _alta("COPIA.TXT"))
    assert len(persona.movimientos) == 1
    assert planilla.conflictos == ()


def test_the_list_of_sua_opens_the_days_and_its_movements_follow() -> None:
    persona, planilla = _one(_ficha(), _mod("600.00", date(2026, 3, 10)))
    found = trabajador(persona, MARZO)
    assert found is not None
    assert [(str(t.periodo), t.sbc) for t in found.tramos] == [
        ("2026-03-01/2026-03-09", Money("500.00")),
        ("2026-03-10/2026-03-31", Money("600.00")),
    ]
    assert planilla.conflictos == ()


def test_a_list_with_the_wage_of_the_last_change_contradicts_nothing() -> None:
    _, planilla = _one(_alta(), _mod("600.00", date(2026, 3, 10)), _ficha("600.00"))
    assert planilla.conflictos == ()


def test_a_list_with_another_wage_is_a_conflict_and_the_movement_is_used() -> None:
    persona, planilla = _one(_alta(), _ficha("555.00"))
    (conflict,) = planilla.conflictos
    assert (conflict.campo, [str(d.valor) for d in conflict.datos]) == ("sbc", ["$500.00", "$555.00"])
    assert persona.movimientos[0].sbc == Money("500.00")


def test_a_list_with_another_date_of_alta_is_a_conflict() -> None:
    persona, planilla = _one(_alta(), _ficha(day=date(2026, 2, 1)))
    assert [one.campo for one in planilla.conflictos] == ["fecha_alta"]
    assert [one.fecha for one in persona.movimientos] == [date(2026, 1, 15)]


def test_an_alta_of_a_list_before_a_baja_and_a_second_alta_is_a_return() -> None:
    persona, planilla = _one(_ficha(), _baja(date(2026, 2, 10)), _alta(day=date(2026, 3, 5)))
    assert [one.tipo for one in persona.movimientos] == [TipoAviso.ALTA, TipoAviso.BAJA, TipoAviso.ALTA]
    assert planilla.conflictos == ()


def test_what_is_kept_by_hand_never_prevails() -> None:
    by_hand = replace(_ficha("555.00"), de_lista=True, place=Place("lista.csv", 4), curp="PEGA850101HDFRRL17")
    for records in ((by_hand, replace(_ficha(), curp="PEGA850101HDFRRL09")), (by_hand, _alta())):
        persona, planilla = _one(*records)
        assert persona.movimientos[0].sbc == Money("500.00")
        assert persona.texto("curp") == "PEGA850101HDFRRL09"
        assert {one.campo for one in planilla.conflictos} == {"sbc", "curp"}


def test_a_baja_of_a_list_ends_the_days() -> None:
    ficha = Ficha(
        Place("lista.csv", 2),
        REGISTRO,
        NSS,
        fecha_alta=date(2026, 1, 1),
        sbc=Money("500.00"),
        fecha_baja=date(2026, 3, 9),
    )
    persona, _ = _one(ficha)
    found = trabajador(persona, MARZO)
    assert found is not None
    assert found.tramos[-1].periodo.last == date(2026, 3, 9)
    _, planilla = _one(ficha, _baja(date(2026, 3, 12)))
    assert [one.campo for one in planilla.conflictos] == ["fecha_baja"]


def test_a_name_written_whole_is_the_same_name() -> None:
    _, planilla = _one(_alta(), Recibo(Place("r.xml", 1), REGISTRO, NSS, nombre_completo="Alberto Pérez García"))
    assert planilla.conflictos == ()


def test_the_letters_of_the_curp_say_which_part_of_a_name_is_which() -> None:
    receipt = Recibo(
        Place("r.xml", 1), REGISTRO, NSS, nombre_completo="Alberto Pérez García", curp="PEGA850101HDFRRL09"
    )
    persona, _ = _one(receipt)
    assert persona.datos["nombre"].valor == Nombre("PÉREZ", "GARCÍA", "ALBERTO")
    persona, _ = _one(replace(receipt, nombre_completo="Otra Persona Aquí"))
    assert persona.datos["nombre"].valor == "Otra Persona Aquí"


def test_another_curp_is_a_conflict() -> None:
    _, planilla = _one(_alta(), Ficha(Place("l.csv", 9), REGISTRO, NSS, curp="PEGA850101HDFRRL17"))
    assert [one.campo for one in planilla.conflictos] == ["curp"]


def test_who_has_no_whole_nss_is_found_by_curp_and_told() -> None:
    persona, planilla = _one(_alta(), Recibo(Place("r.xml", 4), REGISTRO, "991785000", curp="PEGA850101HDFRRL09"))
    assert persona.nss == NSS
    assert _codes(planilla) == ["NSS_POR_OTRO_DATO"]


def test_the_generic_rfc_joins_nobody() -> None:
    first, second = (Recibo(Place(f"{n}.xml", 1), REGISTRO, "", rfc="XAXX010101000", clave=str(n)) for n in (1, 2))
    assert len(list(join((first, second)).personas())) == 2


def test_a_file_without_registro_takes_the_only_one_and_says_so() -> None:
    planilla = join((_alta(), Ficha(Place("lista.csv", 2), "", OTRO)))
    assert planilla.registros == (REGISTRO,)
    assert _codes(planilla) == ["SIN_REGISTRO_SUPUESTO"]
    planilla = join((Ficha(Place("lista.csv", 2), "", OTRO), Ficha(Place("lista.csv", 3), "", NSS)))
    assert (planilla.registros, _codes(planilla)) == (("",), ["SIN_REGISTRO"])
    assert join((Ficha(Place("lista.csv", 2), "", OTRO),), REGISTRO).registros == (REGISTRO,)


def test_a_certificate_in_two_files_is_one_and_says_what_it_is_for() -> None:
    movement = Incapacidad(Place("MOVT.TXT", 5), REGISTRO, NSS, "AB123456", date(2026, 3, 4), 7)
    certificate = Incapacidad(Place("INCAP.TXT", 1), REGISTRO, NSS, "AB123456", date(2026, 3, 4), 7, rama="1")
    persona, planilla = _one(_alta(), movement, certificate)
    assert persona.incapacidades == (certificate,)
    assert planilla.conflictos == ()
    shorter = Incapacidad(Place("MOVT.TXT", 5), REGISTRO, NSS, "AB123456", date(2026, 3, 4), 6)
    _, planilla = _one(_alta(), shorter, certificate)
    assert [one.campo for one in planilla.conflictos] == ["incapacidad AB123456"]


def test_the_same_absence_in_two_files_is_one() -> None:
    one, copy = (Ausentismo(Place(name, 1), REGISTRO, NSS, date(2026, 3, 10), 3) for name in ("A", "B"))
    persona, _ = _one(_alta(), one, copy)
    assert persona.ausentismos == (one,)


def _recibo(first: date, last: date, wage: str, uuid: str = "") -> Recibo:
    place = Place(f"{first}.xml", 3)
    return Recibo(place, REGISTRO, NSS, uuid, desde=first, hasta=last, sbc=Money(wage), fecha_alta=date(2025, 5, 1))


def test_who_has_only_receipts_has_their_wage_and_is_told() -> None:
    persona, planilla = _one(
        _recibo(date(2026, 3, 16), date(2026, 3, 31), "610.00"), _recibo(date(2026, 3, 1), date(2026, 3, 15), "600.00")
    )
    assert [(m.tipo, m.fecha, m.sbc) for m in persona.movimientos] == [
        (TipoAviso.ALTA, date(2025, 5, 1), Money("600.00")),
        (TipoAviso.MODIFICACION, date(2026, 3, 16), Money("610.00")),
    ]
    assert _codes(planilla) == ["SALARIO_DE_RECIBO"]


def test_a_receipt_over_the_registered_wage_is_a_conflict_told_once() -> None:
    receipts = (_recibo(date(2026, 3, day), date(2026, 3, day + 14), "900.00") for day in (1, 16))
    _, planilla = _one(_alta(), *receipts)
    (conflict,) = planilla.conflictos
    assert str(conflict.usado.valor) == "$500.00"
    _, planilla = _one(_alta(), _recibo(date(2026, 3, 1), date(2026, 3, 15), "500.00"))
    assert planilla.conflictos == ()


def test_a_receipt_in_two_files_is_one() -> None:
    first = _recibo(date(2026, 3, 1), date(2026, 3, 15), "500.00", uuid="A-1")
    persona, planilla = _one(first, replace(first, place=Place("copia.xml", 3)))
    assert len(persona.recibos) == 1
    assert "RECIBO_REPETIDO" in _codes(planilla)
    persona, _ = _one(first, replace(first, hasta=date(2026, 3, 14)))  # two payrolls of one file
    assert len(persona.recibos) == 2


def test_days_of_incapacity_of_a_receipt_are_put_on_its_first_days_and_told() -> None:
    paid = (IncapacidadPagada("02", 3), IncapacidadPagada("01", 2), IncapacidadPagada("02", 0))
    receipt = replace(_recibo(date(2026, 3, 1), date(2026, 3, 15), "500.00"), incapacidades=paid)
    persona, planilla = _one(_alta(), receipt)
    assert [(one.desde, one.dias, one.rama) for one in persona.incapacidades] == [
        (date(2026, 3, 1), 3, "2"),
        (date(2026, 3, 4), 2, "1"),
    ]
    assert _codes(planilla) == ["INCAPACIDAD_SIN_FECHAS"]
    known = Incapacidad(Place("INCAP.TXT", 1), REGISTRO, NSS, "AB123456", date(2026, 3, 10), 5, rama="2")
    persona, planilla = _one(_alta(), receipt, known)
    assert persona.incapacidades == (known,)
    assert _codes(planilla) == []


def test_what_another_program_determined_is_nobody() -> None:
    cobro = Cobro(Place("EMA.xls", 6), REGISTRO, NSS, date(2026, 3, 1), Bill.MONTHLY, 31, Money("500.00"), {})
    planilla = join((cobro,))
    assert (planilla.cobros, planilla.registros) == ((cobro,), ())


def test_what_a_determination_is_told() -> None:
    persona, _ = _one(
        _ficha(jornada="3"),
        Ausentismo(Place("MOVT.TXT", 3), REGISTRO, NSS, date(2026, 2, 27), 4),
        Incapacidad(Place("INCAP.TXT", 1), REGISTRO, NSS, "X", date(2026, 3, 20), 5),
        Credito(Place("CRED.TXT", 1), REGISTRO, NSS, "0112345678", "15", date(2026, 2, 1), "1", Decimal(20)),
        _baja(date(2026, 3, 22)),
    )
    found = trabajador(persona, MARZO)
    assert found is not None
    assert str(found.tramos[0].periodo) == "2026-03-01/2026-03-24"  # the baja waits for the certificate's end (P42)
    assert found.ausencias == {date(2026, 3, 1), date(2026, 3, 2)}
    assert found.jornada is Jornada.SEMANA_REDUCIDA
    assert trabajador(persona, Period.month(2025, 12)) is None


def test_a_notice_received_in_a_year_without_calendar_is_told() -> None:
    persona, _ = _one(_alta(), replace(_baja(date(2090, 1, 5)), recibido=date(2090, 3, 1)))
    with pytest.raises(CuotasError):
        trabajador(persona, MARZO)


@pytest.mark.parametrize(
    "record",
    [
        Incapacidad(Place("x", 1), REGISTRO, NSS, "A", date(2026, 3, 1), 10**9, rama="2"),
        Incapacidad(Place("x", 1), REGISTRO, NSS, "A", date(2026, 3, 1), 5, rama="9"),
        Ausentismo(Place("x", 1), REGISTRO, NSS, date(2026, 3, 1), 0),
        Movimiento(Place("x", 1), REGISTRO, NSS, TipoAviso.ALTA, date(2026, 3, 1)),
        Movimiento(Place("x", 1), REGISTRO, NSS, TipoAviso.ALTA, date(9999, 12, 31), Money("500.00")),
    ],
)
def test_our_own_file_that_says_what_cannot_be_breaks_nothing(record: Record) -> None:
    """Found by fuzzing the page, which gives back what it carries."""
    content = own_json.write((_alta(), _ficha("555.00"), record))
    planilla = read_any([File.of_bytes("x.json", content)])
    assert "DATO_IMPOSIBLE" in _codes(planilla)
    assert review(planilla, MARZO)
