"""The notices of an employer: whom they mean, when they count, and that their cost is what will be determined."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.affiliation import (
    Certificado,
    Hallados,
    Movimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    Trabajador,
)
from ventanilla.domain.affiliation.registro import AvisoPatronal, DatosRegistro, Registro, TipoAviso
from ventanilla.domain.contributions import Aviso, Bill, CuotasError, Patron, Prima, Tramo, Zona, determinar
from ventanilla.domain.contributions import TipoAviso as Movement
from ventanilla.domain.contributions import Trabajador as Worker
from ventanilla.domain.notices import (
    Costo,
    Pagado,
    avisos_de,
    costo,
    diferencias,
    impide_alta,
    impide_baja,
    impide_repetido,
    quien,
    quita,
    relacion,
    salario_base,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.kit import Approve, Filed, Previewed, Refer
from ventanilla.kit.casos import all_builders, read_cases
from ventanilla.law.strict_yaml import read_yaml
from ventanilla.tramites.movimiento_alta.definition import TRAMITE as ALTA
from ventanilla.tramites.movimiento_baja import decision as baja
from ventanilla.tramites.movimiento_baja.definition import TRAMITE as BAJA
from ventanilla.tramites.movimiento_baja.facts import Hechos
from ventanilla.tramites.movimiento_baja.form import Solicitud
from ventanilla.tramites.movimiento_correccion.definition import TRAMITE as CORRECCION
from ventanilla.tramites.movimiento_correccion.facts import Hechos as CorreccionHechos
from ventanilla.tramites.movimiento_modificacion.definition import TRAMITE as MODIFICACION

NUMERO = "Z9912345105"
NSS = "99178500015"
CURP = "PUEA850101MDFRJN02"
PRIMA = Decimal("0.54355")
ALTA_ON = date(2025, 1, 15)
DAYS = st.integers(0, 120)
WAGES = st.integers(42_000, 290_000).map(Money.of_centavos)  # of 2026, inside the limits


def movement(tipo: Tipo, on: date, sbc: Money | None = None, n: int = 1) -> Movimiento:
    recorded = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    return Movimiento(UUID(int=n), tipo, NSS, NUMERO, on, recorded, sbc.centavos if sbc else None)


def registro(prima: Decimal | None = PRIMA) -> Registro:
    datos = DatosRegistro(prima=prima, domicilio="Calle Uno 5")
    alta = AvisoPatronal(UUID(int=9), NUMERO, TipoAviso.ALTA, date(2016, 1, 1), datetime(2016, 1, 1, tzinfo=UTC), datos)
    return Registro(NUMERO, SubjectId(UUID(int=8)), "Empresa", "EEA010101AAA", True, (alta,))


def worker(*movimientos: Movimiento) -> Trabajador:
    return Trabajador(SubjectId(UUID(int=7)), "PRUEBA", CURP, NSS, movimientos)


def owed(sbc: Money, until: date, periodo: Period) -> Money:
    """What both sides owe in the months and bimesters of ``periodo``, by the determination alone."""
    one = Worker((Tramo(Period(ALTA_ON, until), sbc),))
    patron = Patron((Prima(date(2016, 1, 1), PRIMA),))
    found = [determinar(one, month, patron, (Bill.MONTHLY,)) for month in periodo.by_month()]
    pairs = {(month.first.year, (month.first.month + 1) // 2) for month in periodo.by_month()}
    found += [determinar(one, Period.bimester(*pair), patron, (Bill.BIMONTHLY,)) for pair in pairs]
    return Money.total(each.patron + each.obrero for each in found)


@given(WAGES, DAYS, DAYS)
def test_the_cost_of_a_late_baja_is_the_difference_of_two_determinations(sbc: Money, first: int, more: int) -> None:
    said = date(2026, 2, 1) + timedelta(days=first)
    counts = said + timedelta(days=more)
    known = (Aviso(Movement.ALTA, ALTA_ON, sbc),)
    found = costo(
        (*known, Aviso(Movement.BAJA, said)),
        (*known, Aviso(Movement.BAJA, counts)),
        said,
        counts,
        registro(),
        on=counts,
    )
    assert isinstance(found, Costo)
    whole = Period(said.replace(day=1), Period.month(counts.year, counts.month).last)
    assert found.total == owed(sbc, counts, whole) - owed(sbc, said, whole)
    assert found.total == Money.total(one.despues - one.antes for one in found.ramos)
    assert not found.por_lo_menos


def test_without_a_premium_the_cost_is_the_least_it_can_be() -> None:
    known = (Aviso(Movement.ALTA, ALTA_ON, Money("500.00")),)
    raised = (*known, Aviso(Movement.MODIFICACION, date(2026, 3, 1), Money("600.00")))
    found = costo(known, raised, date(2026, 3, 1), date(2026, 3, 31), registro(None), on=date(2026, 3, 31))
    sure = costo(known, raised, date(2026, 3, 1), date(2026, 3, 31), registro(), on=date(2026, 3, 31))
    assert isinstance(found, Costo)
    assert isinstance(sure, Costo)
    assert found.por_lo_menos
    assert found.total < sure.total


def test_a_cost_that_the_law_loaded_does_not_reach_is_said_and_is_no_zero() -> None:
    known = (Aviso(Movement.ALTA, ALTA_ON, Money("500.00")),)
    found = costo(known, known, date(2026, 11, 1), date(2029, 3, 1), registro(), on=date(2026, 11, 22))
    assert isinstance(found, Text)
    assert found.code == "COSTO_DESCONOCIDO"


CAUSAS = st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "8", "9", "A"])
STAYS = st.lists(st.tuples(st.integers(-30, 60), st.integers(0, 40)), max_size=2)


@given(DAYS, DAYS, CAUSAS, STAYS)
def test_a_baja_never_counts_before_it_says_nor_in_a_certificate(
    first: int, late: int, causa: str, stays: list[tuple[int, int]]
) -> None:
    said = date(2026, 2, 1) + timedelta(days=first)
    received = said + timedelta(days=late)
    reposos, last = [], ALTA_ON
    for start, days in sorted(stays):
        begins = max(said + timedelta(days=start), last + timedelta(days=1))
        last = begins + timedelta(days=days)
        reposos.append(Certificado(begins, last))
    hechos = Hechos(
        registro(),
        Hallados(*(worker(movement(Tipo.ALTA, ALTA_ON, Money("500.00"))),) * 2),
        tuple(reposos),
        Filed(received, "PRUEBA FIRMANTE"),
    )
    solicitud = Solicitud.read(
        {"registro": NUMERO, "persona": {"nss": NSS, "curp": CURP}, "fecha": said.isoformat(), "causa": causa}, received
    )
    decision = baja.decide(solicitud, hechos, received + timedelta(days=3))
    granted = decision.proposal if isinstance(decision, Refer) else decision
    assert isinstance(granted, Approve)
    order = granted.result.orden
    assert order.declarada == said
    assert order.on >= said
    assert not any(one.desde <= order.on < one.hasta for one in reposos)
    if order.on != said:
        shown = " ".join(map(str, granted.result.dicho))
        assert granted.result.alerta
        assert all(str(Text("x", "{dia}", dia=day)) in shown for day in (said, order.on))


class _Answers:
    """Answers a trámite from a case of its ``casos.yaml``."""

    def __init__(self, case: Any) -> None:
        self.case = case

    def __call__(self, question: Any) -> Any:
        name = type(question).__name__
        if name == "FiledAs":
            return Filed(**({"on": self.case.when, "applicant": "PRUEBA"} | self.case.given.get(name, {})))
        return all_builders()[type(question)](self.case.given[name], SubjectId(UUID(int=1)))

    def many(self, questions: Any) -> Any:
        return tuple(map(self, questions))


CASES = [
    pytest.param(tramite, case, id=f"{tramite.key}: {case.name}")
    for tramite in (ALTA, BAJA, MODIFICACION, CORRECCION)
    for case in read_cases(read_yaml(files(f"ventanilla.tramites.{tramite.key}").joinpath("casos.yaml").read_text()))
]


@pytest.mark.parametrize(("tramite", "case"), CASES)
def test_what_is_shown_before_signing_is_what_is_decided(tramite: Any, case: Any) -> None:
    solicitud = tramite.form.read(case.given["solicitud"], case.when)
    hechos = tramite.facts(solicitud, _actor(), _Answers(case))
    decision = tramite.decide(solicitud, hechos, case.when)
    shown = tramite.preview(solicitud, hechos, case.when)
    granted = decision.proposal if isinstance(decision, Refer) else decision
    if not isinstance(granted, Approve):
        assert shown == Previewed()
        return
    assert shown.said == granted.result.dicho == granted.result.constancia.dicho
    assert shown.said
    order = tramite.effects(granted.result)[0]
    assert order.on == granted.result.constancia.efectiva
    assert str(Text("x", "{dia}", dia=order.on)) in " ".join((*map(str, shown.said), str(shown.rows)))


def _actor() -> Any:
    from ventanilla.domain.authority import Actor, Assurance, Via

    return Actor(UUID(int=2), SubjectId(UUID(int=1)), Assurance.N3, Via.EFIRMA)


@given(st.text("AB1", min_size=18, max_size=18), st.text("AB1", min_size=18, max_size=18))
def test_only_a_slip_of_two_characters_is_located(one: str, other: str) -> None:
    places = diferencias(one, other)
    really = [n for n, pair in enumerate(zip(one, other, strict=True), 1) if pair[0] != pair[1]]
    assert places == (tuple(really) if len(really) <= 2 else ())
    assert places == diferencias(other, one)


def test_of_two_people_nothing_is_told() -> None:
    one, other = worker(), replace(worker(), subject=SubjectId(UUID(int=6)), nombre="OTRA", nss="99179000014")
    found = quien(NSS, CURP, Hallados(one, other))
    assert isinstance(found, Text)
    assert found.values == {}


@given(WAGES, WAGES, DAYS)
def test_a_raise_takes_nothing_and_a_cut_takes(before: Money, after: Money, day: int) -> None:
    on = date(2026, 2, 1) + timedelta(days=day)
    known = (Aviso(Movement.ALTA, ALTA_ON, before),)
    changed = (*known, Aviso(Movement.MODIFICACION, on, after))
    assert quita(known, changed, date(2026, 12, 31)) is (after < before)


def test_who_stands_how_with_a_registro() -> None:
    alta, ended = movement(Tipo.ALTA, ALTA_ON, Money("500.00")), movement(Tipo.BAJA, date(2026, 2, 10), n=2)
    active, left = relacion(worker(alta), NUMERO), relacion(worker(alta, ended), NUMERO)
    assert impide_alta(relacion(worker(), NUMERO), ALTA_ON) is None
    assert str(impide_alta(active, date(2026, 3, 1))).startswith("La persona ya está activa")
    assert impide_alta(left, date(2026, 2, 11)) is None
    assert impide_alta(left, date(2026, 2, 10)) is not None
    assert impide_baja(active, date(2026, 2, 10)) is None
    assert impide_baja(left, date(2026, 2, 10)) is not None
    assert [one.sbc for one in avisos_de(active.movimientos)] == [Money("500.00")]


@given(st.integers(1, 400_000).map(Money.of_centavos))
def test_a_given_base_wage_is_never_under_the_floor_nor_over_the_cap(sbc: Money) -> None:
    paid = Pagado(TipoSalario.VARIABLE, sbc=sbc, semana=SemanaJornada.COMPLETA)
    on = date(2026, 3, 1)
    if sbc < Money("315.04"):
        with pytest.raises(CuotasError):
            salario_base(paid, on, on, Zona.GENERAL)
    else:
        assert salario_base(paid, on, on, Zona.GENERAL).sbc == min(sbc, Money("2932.75"))


def test_an_alta_annulled_by_mistake_is_put_back_by_correcting_the_correction() -> None:
    """The ledger takes each notice once: the same one again is undone where it was corrected."""
    on = date(2026, 3, 2)
    one = movement(Tipo.ALTA, on, Money("500.00"))
    undone = replace(movement(Tipo.BAJA, on, n=2), supersedes=one.id)
    had = relacion(worker(one, undone), NUMERO)
    assert impide_alta(had, on) is None
    assert impide_repetido(had, Tipo.ALTA, on) is not None
    solicitud = CORRECCION.form.read(
        {
            "registro": NUMERO,
            "persona": {"nss": NSS, "curp": CURP},
            "tipo": "02",
            "registrada": on.isoformat(),
            "que": "anular",
            "motivo": "Sí entró a trabajar",
        },
        date(2026, 3, 10),
    )
    both = worker(one, undone)
    hechos = CorreccionHechos(registro(), Hallados(both, both), Filed(date(2026, 3, 10), "PRUEBA"))
    decision = CORRECCION.decide(solicitud, hechos, date(2026, 3, 10))
    assert isinstance(decision, Approve)
    order = decision.result.orden
    assert (order.tipo, order.on, order.sbc_centavos, order.supersedes) == (Tipo.ALTA, on, 50_000, undone.id)
