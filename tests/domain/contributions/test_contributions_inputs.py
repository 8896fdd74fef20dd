"""Data that cannot be: every refusal has its field, its reason and a way out. And the notices, folded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ventanilla import law
from ventanilla.domain.contributions import (
    Aviso,
    Bill,
    CausaBaja,
    Certificado,
    CuotasError,
    Parte,
    Patron,
    Pensionado,
    Prima,
    TipoAviso,
    Trabajador,
    Tramo,
    Zona,
    a_tiempo,
    determinar,
    limite_revision_contrato,
    tramos,
    ultimo_dia,
)
from ventanilla.domain.contributions.cedula import cedula, diferencia
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period

MES = Period.month(2026, 6)
PATRON = Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))
OLD = Patron((Prima(date(2025, 1, 1), Decimal("0.54355")),))
FIJO = Trabajador.fijo(Money("500.00"), MES)
ALTA, MOD, BAJA = TipoAviso.ALTA, TipoAviso.MODIFICACION, TipoAviso.BAJA


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("make", "campo", "code"),
    [
        (lambda: Tramo(MES, Money("0.00")), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: Tramo(MES, Money("-1.00")), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: Tramo(MES, Money("1000000.01")), "sbc", "SALARIO_IMPOSIBLE"),
        (lambda: Tramo(MES, Money("500.00"), Money("0.00")), "salario_diario", "SALARIO_IMPOSIBLE"),
        (lambda: Trabajador((*FIJO.tramos, *FIJO.tramos)), "tramos", "TRAMOS_ENCIMADOS"),
        (
            lambda: Trabajador(FIJO.tramos, certificados=(Certificado(MES),) * 2),
            "incapacidad",
            "CERTIFICADOS_ENCIMADOS",
        ),
        (lambda: Trabajador(FIJO.tramos, frozenset({day(7, 1)})), "ausencias", "AUSENCIA_SIN_ALTA"),
        (lambda: Certificado(Period(day(1, 1), date(2028, 3, 11))), "incapacidad", "INCAPACIDAD_IMPOSIBLE"),
        (lambda: Patron(PATRON.primas, "1O"), "modalidad", "MODALIDAD_IMPOSIBLE"),
        (lambda: Patron(PATRON.primas, "../10"), "modalidad", "MODALIDAD_IMPOSIBLE"),
        (lambda: Prima(day(1, 1), Decimal("0.49999")), "prima", "PRIMA_IMPOSIBLE"),
        (lambda: Prima(day(1, 1), Decimal("15.00001")), "prima", "PRIMA_IMPOSIBLE"),
        (lambda: Prima(day(1, 1), Decimal("0.543551")), "prima", "PRIMA_IMPOSIBLE"),
        (lambda: Prima(day(1, 1), Decimal("NaN")), "prima", "PRIMA_IMPOSIBLE"),
        (lambda: Patron((*PATRON.primas, *PATRON.primas)), "prima", "PRIMAS_EN_DESORDEN"),
        (lambda: determinar(FIJO, MES, Patron((Prima(day(7, 1), Decimal("0.6")),))), "prima", "SIN_PRIMA"),
        (lambda: Aviso(BAJA, day(6, 1), Money("500.00")), "sbc", "AVISO_Y_SALARIO"),
        (lambda: Aviso(ALTA, day(6, 1)), "sbc", "AVISO_Y_SALARIO"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(make: Callable[[], object], campo: str, code: str) -> None:
    with pytest.raises(CuotasError) as caught:
        make()
    assert (caught.value.campo, caught.value.reason.code) == (campo, code)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("pensionado", [Pensionado.INVALIDEZ, Pensionado.RT])
def test_a_pension_whose_branches_nobody_says_is_not_guessed(pensionado: Pensionado) -> None:
    with pytest.raises(law.LawError, match=rf"law/tables/ramos/pensionado_{pensionado.value}\.yaml"):
        determinar(Trabajador(FIJO.tramos, pensionado=pensionado), MES, PATRON)


@pytest.mark.parametrize("modalidad", ["13", "34", "99"])
def test_an_unknown_modalidad_refuses_to_compute(modalidad: str) -> None:
    with pytest.raises(law.LawError, match=rf"law/tables/ramos/modalidad_{modalidad}\.yaml"):
        determinar(FIJO, MES, Patron(PATRON.primas, modalidad))


@pytest.mark.parametrize("when", [Period.month(2027, 2), Period.month(2015, 6)])
def test_a_year_whose_law_is_not_here_refuses_to_compute(when: Period) -> None:
    with pytest.raises(law.LawError, match="law/data/"):
        determinar(Trabajador.fijo(Money("500.00"), when), when, Patron((Prima(date(2016, 1, 1), Decimal("0.6")),)))


def test_every_month_since_there_is_a_uma_is_determined() -> None:
    patron = Patron((Prima(date(2016, 1, 1), Decimal("0.54355")),))
    for year in range(2016, 2027):
        for zona in Zona:
            for month in range(1, 13):
                when = Period.month(year, month)
                worker = replace(Trabajador.fijo(Money("500.00"), when), zona=zona)
                if (year, month) == (2016, 1) or (zona is Zona.ZLFN and year < 2019):
                    with pytest.raises(law.LawError, match=r"ventanilla ley cargar (?:lss\.28\.tope_uma|sm\.zlfn)"):
                        determinar(worker, when, patron)
                else:
                    assert determinar(worker, when, patron).patron > Money("0.00")


def alta(on: date, sbc: str = "500.00") -> Aviso:
    return Aviso(ALTA, on, Money(sbc))


@pytest.mark.parametrize(
    ("avisos", "expected"),
    [
        ((alta(day(6, 1)),), ["2026-06-01/2026-06-30"]),
        ((alta(day(7, 1)),), []),
        ((alta(day(6, 10)), Aviso(BAJA, day(6, 10))), ["2026-06-10/2026-06-10"]),
        ((alta(day(6, 1)), Aviso(MOD, day(6, 1), Money("600.00"))), ["2026-06-01/2026-06-30"]),
        (
            (alta(day(6, 1)), Aviso(MOD, day(6, 16), Money("600.00"))),
            ["2026-06-01/2026-06-15", "2026-06-16/2026-06-30"],
        ),
        (
            (alta(day(6, 1)), Aviso(BAJA, day(6, 5)), alta(day(6, 6))),
            ["2026-06-01/2026-06-05", "2026-06-06/2026-06-30"],
        ),
        # A baja in time, on its fifth working day; late, on the sixth; then until it was received.
        ((alta(day(6, 1)), Aviso(BAJA, day(6, 5), recibido=day(6, 12))), ["2026-06-01/2026-06-05"]),
        ((alta(day(6, 1)), Aviso(BAJA, day(6, 5), recibido=day(6, 15))), ["2026-06-01/2026-06-15"]),
        # A late raise counts from its day; a late decrease from its reception.
        (
            (alta(day(6, 1)), Aviso(MOD, day(6, 2), Money("600.00"), recibido=day(6, 20))),
            ["2026-06-01/2026-06-01", "2026-06-02/2026-06-30"],
        ),
        (
            (alta(day(6, 1)), Aviso(MOD, day(6, 2), Money("400.00"), recibido=day(6, 20))),
            ["2026-06-01/2026-06-19", "2026-06-20/2026-06-30"],
        ),
        ((alta(day(6, 1)), Aviso(BAJA, day(7, 5)), alta(day(8, 1))), ["2026-06-01/2026-06-30"]),
        # What begins after the days asked is nobody's yet, also where it already changed or ended.
        ((alta(day(7, 1)), Aviso(MOD, day(7, 10), Money("600.00"))), []),
        ((alta(day(7, 1)), Aviso(BAJA, day(7, 10))), []),
        # Those of one day, in whatever order they were given.
        (
            (Aviso(BAJA, day(6, 10)), Aviso(MOD, day(6, 10), Money("600.00")), alta(day(6, 10))),
            ["2026-06-10/2026-06-10"],
        ),
    ],
)
def test_notices_become_days_insured(avisos: tuple[Aviso, ...], expected: list[str]) -> None:
    assert [str(tramo.periodo) for tramo in tramos(avisos, day(6, 30))] == expected


@pytest.mark.parametrize(
    ("days", "policy", "last"),
    [
        ([(5, 20)], "al_terminar", day(6, 20)),
        ([(5, 20)], "en_su_fecha", day(6, 10)),
        ([(5, 12), (13, 18), (19, 25)], "al_terminar", day(6, 25)),  # one incapacity of three certificates
        ([(5, 12), (14, 18)], "al_terminar", day(6, 12)),  # two, and the baja is in the first
        ([(11, 18)], "al_terminar", day(6, 10)),  # one that begins the day after
        ([(1, 9)], "al_terminar", day(6, 10)),
    ],
)
def test_a_baja_in_an_incapacity_has_effect_when_it_ends(days: list[tuple[int, int]], policy: str, last: date) -> None:
    certified = [Certificado(Period(day(6, first), day(6, end))) for first, end in reversed(days)]
    with law.choosing({"baja_en_incapacidad": policy}):
        (one,) = tramos((alta(day(6, 1)), Aviso(BAJA, day(6, 10))), day(6, 30), certified)
    assert one.periodo == Period(day(6, 1), last)


LATE_DECREASE = Aviso(MOD, day(6, 2), Money("400.00"), recibido=day(6, 20))


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        # Somebody who left before it was received never earned less.
        (Aviso(BAJA, day(6, 10)), [("2026-06-01/2026-06-10", "500.00")]),
        (Aviso(BAJA, day(6, 25)), [("2026-06-01/2026-06-19", "500.00"), ("2026-06-20/2026-06-25", "400.00")]),
        # Nor who had another wage by then; what that one is, is measured against what was earned on its day.
        (
            Aviso(MOD, day(6, 10), Money("450.00"), recibido=day(6, 12)),
            [("2026-06-01/2026-06-09", "500.00"), ("2026-06-10/2026-06-30", "450.00")],
        ),
        (
            Aviso(MOD, day(6, 10), Money("450.00"), recibido=day(6, 25)),
            [
                ("2026-06-01/2026-06-19", "500.00"),
                ("2026-06-20/2026-06-24", "400.00"),
                ("2026-06-25/2026-06-30", "450.00"),
            ],
        ),
        (
            Aviso(MOD, day(6, 10), Money("600.00"), recibido=day(6, 25)),
            [("2026-06-01/2026-06-09", "500.00"), ("2026-06-10/2026-06-30", "600.00")],
        ),
    ],
)
def test_a_late_decrease_that_was_left_behind_never_counts(later: Aviso, expected: list[tuple[str, str]]) -> None:
    found = tramos((alta(day(6, 1)), LATE_DECREASE, later), day(6, 30))
    assert [(str(one.periodo), str(one.sbc.pesos)) for one in found] == expected


@pytest.mark.parametrize(
    ("avisos", "code"),
    [
        ((Aviso(BAJA, day(6, 1)),), "AVISO_SIN_ALTA"),
        ((alta(day(6, 5)), Aviso(MOD, day(6, 1), Money("500.00"))), "AVISO_SIN_ALTA"),
        ((alta(day(6, 5)), Aviso(BAJA, day(6, 4))), "AVISO_SIN_ALTA"),
        ((alta(day(6, 1)), Aviso(BAJA, day(6, 5)), alta(day(6, 5))), "ALTA_SOBRE_ALTA"),
        ((Aviso(MOD, day(6, 1), Money("500.00")),), "AVISO_SIN_ALTA"),
        ((alta(day(6, 1)), alta(day(6, 2))), "ALTA_SOBRE_ALTA"),
        ((alta(day(6, 1)), Aviso(BAJA, day(6, 2), recibido=day(6, 20)), alta(day(6, 10))), "ALTA_SOBRE_BAJA"),
    ],
)
def test_an_order_of_notices_that_cannot_be(avisos: tuple[Aviso, ...], code: str) -> None:
    with pytest.raises(CuotasError) as caught:
        tramos(avisos, day(6, 30))
    assert (caught.value.campo, caught.value.reason.code) == ("movimientos", code)


@pytest.mark.parametrize(
    ("causa", "policy", "expected"),
    [
        (CausaBaja.OTRA, "recepcion", day(6, 20)),
        (CausaBaja.OTRA, "dia_siguiente", day(6, 21)),
        (CausaBaja.DEFUNCION, "recepcion", day(6, 5)),
        (CausaBaja.PENSION, "recepcion", day(6, 5)),
    ],
)
def test_a_late_baja_is_paid_until_it_is_received(causa: CausaBaja, policy: str, expected: date) -> None:
    with law.choosing({"baja_tardia": policy}):
        assert ultimo_dia(Aviso(BAJA, day(6, 5), recibido=day(6, 20), causa=causa)) == expected


@pytest.mark.parametrize(("recibido", "expected"), [(None, True), (day(6, 12), True), (day(6, 15), False)])
def test_a_notice_has_five_working_days_and_one_without_reception_is_in_time(
    recibido: date | None, expected: bool
) -> None:
    assert a_tiempo(Aviso(BAJA, day(6, 5), recibido=recibido)) is expected


def test_a_revision_of_the_collective_contract_has_thirty_natural_days() -> None:
    with law.recording() as used:
        assert limite_revision_contrato(date(2024, 1, 31)) == date(2024, 3, 1)  # 29 of February, and one more
    assert [(one.key, one.value, one.cite) for one in used] == [("lss.34.revision_contrato_dias", "30", "LSS 34")]
    assert limite_revision_contrato(date(2026, 4, 10)) == date(2026, 5, 10)  # a Sunday, and it is not moved
    with pytest.raises(law.LawError, match=r"ventanilla ley cargar lss\.34\.revision_contrato_dias"):
        limite_revision_contrato(date(2015, 12, 31))


def test_a_late_decrease_may_count_from_its_day() -> None:
    late = Aviso(MOD, day(6, 2), Money("400.00"), recibido=day(6, 20))
    with law.choosing({"disminucion_tardia": "fecha_indicada"}):
        assert tramos((alta(day(6, 1)), late), day(6, 30))[1].periodo.first == day(6, 2)


def test_a_difference_names_only_who_changed_and_keeps_the_sign() -> None:
    both = {"A": FIJO, "B": FIJO}
    before = cedula(both, MES, PATRON)
    after = cedula({"A": FIJO, "C": FIJO}, MES, PATRON)
    changed = diferencia(before, after)
    assert [(row.clave, row.patron) for row in changed.renglones] == [
        ("B", -before.renglones[0].patron),
        ("C", before.renglones[0].patron),
    ]
    assert changed.total == Money("0.00")
    assert diferencia(before, before).renglones == ()
    assert before.totales[0] == Money("1435.88")


def test_a_raise_known_late_and_from_before_the_new_uma_is_charged_by_its_difference() -> None:
    """From 400.00 to 450.00 on 15 January 2026, received in April: a raise counts from its day, at the UMA of each day.

    Bimester: retiro 517.00 - 472.00, CEAV 1,709.46 - 1,532.44 and 290.81 - 265.50, infonavit 1,292.50 - 1,180.00.
    January: 1,413.79 - 1,361.56 and 176.54 - 162.51; the cuota fija does not change.
    """
    known = (alta(date(2025, 6, 1), "400.00"),)
    raised = Aviso(MOD, day(1, 15), Money("450.00"), recibido=day(4, 20))
    before, after = ({"A": Trabajador(tramos(avisos, date(2026, 12, 31)))} for avisos in (known, (*known, raised)))
    for when, bills, patron, obrero in (
        (Period.bimester(2026, 1), (Bill.BIMONTHLY,), "334.52", "25.31"),
        (Period.month(2026, 1), (Bill.MONTHLY,), "52.23", "14.03"),
    ):
        found = diferencia(*(cedula(who, when, PATRON, bills) for who in (before, after)))
        assert (found.patron, found.obrero) == (Money(patron), Money(obrero))
        by_branch = dict(zip(((one.ramo, one.parte) for one in found.columnas), found.totales, strict=True))
        assert by_branch.get(("cuota_fija", Parte.PATRON), Money("0.00")) == Money("0.00")
    assert diferencia(
        *(cedula(who, Period.month(2025, 12), OLD, (Bill.MONTHLY,)) for who in (before, after))
    ).total == (Money("0.00"))


def test_a_difference_notices_who_pays() -> None:
    minimum = Tramo(MES, Money("330.57"), Money("315.04"))
    above = Tramo(MES, Money("330.57"), Money("315.05"))
    changed = diferencia(*(cedula({"A": Trabajador((one,))}, MES, PATRON) for one in (above, minimum)))
    assert changed.renglones[0].patron == -changed.renglones[0].obrero


def test_two_periods_are_not_compared() -> None:
    with pytest.raises(CuotasError, match="periodos o ramos distintos"):
        diferencia(cedula({}, MES, PATRON), cedula({}, Period.month(2026, 7), PATRON))
