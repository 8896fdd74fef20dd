"""The demonstration: repeatable, with numbers of its own for everybody, and careers the law could have seen."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain, pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ventanilla.domain.affiliation import Contradiccion, Parentesco, Tipo, empleos, vigentes
from ventanilla.domain.identifiers import Severity, curp, nss, registro_patronal, rfc
from ventanilla.kernel.clock import civil_date
from ventanilla.synthetic import Institution, institution
from ventanilla.synthetic.wages import cap, floor, reviews

DAYS = (date(2021, 6, 1), date(2026, 11, 22))
TEST_CURP = "CANF770131HBCSBR08"  # of a published test certificate: its check digit fails, as published


@pytest.fixture(scope="module", params=DAYS, ids=str)
def demo(request: pytest.FixtureRequest) -> Institution:
    today: date = request.param
    return institution(1, today)


# A smaller institution is another one, not a simpler one: there is nothing to shrink.
DRAWS = settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
small = st.builds(
    lambda seed, day: institution(seed, day, workers=30, employers=12),
    st.integers(0, 2**32),
    st.dates(date(2021, 3, 1), date(2027, 12, 31)),
)


def test_the_same_seed_and_day_draw_the_same_institution() -> None:
    day = date(2026, 11, 22)
    assert institution(7, day, workers=30, employers=12) == institution(7, day, workers=30, employers=12)
    assert institution(7, day, workers=30, employers=12) != institution(8, day, workers=30, employers=12)


def test_the_sizes_asked_for(demo: Institution) -> None:
    assert len(demo.hogares) == 2_000
    assert len(demo.patrones) == 120
    assert 60 <= sum(one.titular.pension is not None for one in demo.hogares) <= 130
    with_family = [one for one in demo.hogares if one.familia]
    assert len(with_family) > 800
    assert sum(len(one.familia) for one in with_family) >= 1.5 * len(with_family)


def test_nobody_shares_an_identifier_or_a_subject(demo: Institution) -> None:
    people = list(demo.people())
    registros = [one for patron in demo.patrones for one in patron.registros]
    subjects = Counter(
        chain(
            (one.subject for one in people),
            (patron.subject for patron in demo.patrones if patron.moral),
            (one.subject for one in registros),
        )
    )
    assert subjects.most_common(1)[0][1] == 1
    for numbers in (
        [one.curp for one in people],
        [one.nss for one in people if one.nss],
        [*(one.rfc for one in people), *(patron.rfc for patron in demo.patrones if patron.moral)],
        [one.numero for one in registros],
        [one.id for hogar in demo.hogares for one in hogar.movimientos],
    ):
        assert len(set(numbers)) == len(numbers)


def test_every_identifier_is_valid(demo: Institution) -> None:
    for one in demo.people():
        if one.curp != TEST_CURP:
            assert curp.examine(one.curp, on=demo.today).severity is Severity.OK, one
        assert rfc.examine(one.rfc).severity is Severity.OK, one
        assert one.nss is None or nss.examine(one.nss).severity is Severity.OK, one
    for patron in demo.patrones:
        assert rfc.examine(patron.rfc).severity is Severity.OK, patron
        assert all(registro_patronal.examine(one.numero).severity is Severity.OK for one in patron.registros)


@DRAWS
@given(small)
def test_movements_follow_one_another(drawn: Institution) -> None:
    """In each employment: an alta first, wages only while it is open, one baja; recorded after they took effect."""
    for hogar in drawn.hogares:
        counted = vigentes(hogar.movimientos, drawn.today)
        for registro in {one.registro_patronal for one in counted}:
            own = [one.tipo for one in counted if one.registro_patronal == registro]
            assert own[0] is Tipo.ALTA
            for before, after in pairwise(own):
                assert (before is Tipo.BAJA) == (after is Tipo.ALTA), own
        for one in hogar.movimientos:
            assert one.on < drawn.today
            assert one.on <= civil_date(one.recorded) < drawn.today
            assert one.on >= hogar.titular.nacimiento


@DRAWS
@given(small)
def test_wages_are_within_the_limits_of_every_day(drawn: Institution) -> None:
    for hogar in drawn.hogares:
        counted = vigentes(hogar.movimientos, drawn.today)
        assert all(floor(one.on) <= one.sbc_centavos <= cap(one.on) for one in counted if one.sbc_centavos is not None)
        for job in empleos(hogar.movimientos, drawn.today):
            wages = [one for one in counted if one.registro_patronal == job.registro_patronal and one.sbc_centavos]
            for day in reviews(job.desde, min(job.hasta or drawn.today, drawn.today) - timedelta(days=1)):
                latest = [one.sbc_centavos for one in wages if one.on <= day][-1]
                assert latest is not None
                assert floor(day) <= latest <= cap(day), (job, day)


@DRAWS
@given(small)
def test_families_could_be(drawn: Institution) -> None:
    for hogar in drawn.hogares:
        born = {one.subject: one.nacimiento for one in (hogar.titular, *hogar.familia)}
        partners = 0
        for tie in hogar.vinculos:
            assert tie.titular == hogar.titular.subject
            assert born[tie.beneficiario] <= tie.desde <= drawn.today
            match tie.parentesco:
                case Parentesco.HIJO:
                    assert born[tie.beneficiario].year - born[tie.titular].year >= 16
                case Parentesco.MADRE | Parentesco.PADRE:
                    assert born[tie.titular].year - born[tie.beneficiario].year >= 16
                case Parentesco.CONYUGE | Parentesco.CONCUBINO:
                    partners += 1
        assert partners <= 1


def test_the_people_the_demonstration_speaks_of(demo: Institution) -> None:
    def working(slug: str) -> int:
        hogar = next(one for one in demo.hogares if one.titular.slug == slug)
        return sum(one.covers(demo.today) for one in empleos(hogar.movimientos, demo.today))

    assert [working(slug) for slug in ("trabajadora", "enie", "reciente", "duplicada", "contador", "personal")] == [
        1
    ] * 6
    assert working("nombre_largo") == 2
    assert [working(slug) for slug in ("pensionada", "conservacion", "baja_antigua", "menos_de_ocho")] == [0] * 4
    assert demo.named("equis").sexo == "X"
    assert demo.named("un_apellido").segundo_apellido == ""
    assert len(demo.named("nombre_largo").nombre_completo) > 60
    assert demo.named("enie").rfc.startswith("Ñ")
    assert demo.named("enie").curp.startswith("X")
    assert demo.named("pensionada").pension is not None
    (doubt,) = [one for hogar in demo.hogares for one in hogar.discrepancias]
    assert doubt.codigo is Contradiccion.NSS_DUPLICADO
    duplicada = next(one for one in demo.hogares if one.titular.slug == "duplicada")
    assert len({one.nss for one in duplicada.movimientos}) == 2


def test_children_at_the_edges_of_the_law(demo: Institution) -> None:
    hogar = next(one for one in demo.hogares if one.titular.slug == "trabajadora")
    ages = {one.nombre: demo.today.year - one.nacimiento.year for one in hogar.familia}
    ximena = next(one for one in hogar.familia if one.nombre == "Ximena")
    assert 0 < (ximena.nacimiento.replace(year=ximena.nacimiento.year + 16) - demo.today).days <= 30
    assert ages["Tonatiuh"] in {20, 21}
    student = next(tie for tie in hogar.vinculos if tie.estudia_hasta)
    assert student.estudia_hasta is not None
    assert student.estudia_hasta >= demo.today


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_test_person_is_insured_whatever_the_day(demo: Institution, on: date) -> None:
    """Seeded now, asked about then: the clock of an installation may be moved after it was sown."""
    hogar = next(one for one in demo.hogares if one.titular.curp == TEST_CURP)
    assert hogar.titular.rfc == "CAÑF770131PA3"
    assert hogar.titular.nombre_completo == "Fernando Castillo Ñabarro"
    assert any(job.covers(on) for job in empleos(hogar.movimientos, on))


def test_before_the_law_loaded_here_there_is_no_demonstration() -> None:
    with pytest.raises(ValueError, match="2021-03-01"):
        institution(1, date(2021, 2, 28))


def test_a_demonstration_opens_in_a_year_whose_minimum_wage_nobody_loaded() -> None:
    assert institution(1, date(2031, 1, 1), workers=30, employers=12).hogares
