"""Two registers of one human: two officials, nothing edited, one history, and back again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.api import (
    Proposal,
    UnionRefused,
    resumen_for,
    union_decide,
    union_propose,
)
from ventanilla.apps.affiliation.models import Contradiccion, Movimiento, Patron, Persona, RegistroPatronal
from ventanilla.apps.affiliation.models_numeros import NumeroUnido, Propuesta, Resolucion
from ventanilla.apps.eventlog.api import logged_together, merged, scope, timeline
from ventanilla.apps.inbox.api import avisos_for
from ventanilla.domain.affiliation import (
    ClaseUnion,
    Hallados,
    HistoriaDe,
    Lado,
    MovimientosDe,
    NumerosDe,
    ParecidosDe,
    RegistrarMovimiento,
    Tipo,
    TrabajadorDe,
    impide_union,
)
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.notices import quien
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict, PerformContext

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WHY = "Vio el acta y las dos credenciales: es la misma persona."
KEPT, GONE = "99178500015", "99178500023"
REGISTRO_A, REGISTRO_B = "Z9912345105", "Z9912346103"


@pytest.fixture(autouse=True)
def _nobody_has_family(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody: Any = lambda *_: ()  # noqa: E731 - three functions that say the same
    monkeypatch.setitem(outbound._connected, "family", outbound.FamilyRegister(nobody, nobody, nobody))
    monkeypatch.setitem(outbound._connected, "register", lambda curp: None)


def official(person: UUID | None = None) -> Actor:
    curp = f"PUEA850101MDFRJ{chr(65 + Account.objects.count() % 26)}{Account.objects.count() % 10}9"
    one = Account.objects.create(curp=curp, subject=person or uuid4(), name="x", opened_at=NOW, proven=3)
    return Actor(one.id, SubjectId(one.subject), Assurance.N3, Via.EFIRMA)


def persona(curp: str, nss: str | None) -> SubjectId:
    with scope(None):
        one = Persona.objects.create(
            curp=curp, nss=nss, nombre="PRUEBA", primer_apellido="EJEMPLO", nacimiento=date(1985, 1, 1), sexo="M"
        )
    return SubjectId(one.subject)


@pytest.fixture
def registros(db: None) -> None:
    with scope(None):
        patron = Patron.objects.create(moral=True, rfc="EEA010101AAA", nombre="Empresa de ejemplo A")
        for numero in (REGISTRO_A, REGISTRO_B):
            RegistroPatronal.objects.create(
                numero=numero, patron=patron, delegacion="99", subdelegacion="01", desde=date(2000, 1, 1)
            )


@pytest.fixture
def kept(registros: None) -> SubjectId:
    who = persona("PUEA850101MDFRJN02", KEPT)
    file(who, KEPT, REGISTRO_A, Tipo.ALTA, date(2020, 1, 1))
    file(who, KEPT, REGISTRO_A, Tipo.BAJA, date(2021, 1, 1))
    return who


@pytest.fixture
def gone(registros: None) -> SubjectId:
    who = persona("PUEA850101MDFRJN10", GONE)
    file(who, GONE, REGISTRO_B, Tipo.ALTA, date(2022, 1, 1))
    with scope(None):
        Contradiccion.objects.create(persona_id=who, codigo="NSS_DUPLICADO", detectada=TODAY)
    return who


def file(who: SubjectId, nss: str, registro: str, tipo: Tipo, on: date, supersedes: UUID | None = None) -> None:
    sbc = None if tipo is Tipo.BAJA else 50_000
    order = RegistrarMovimiento(who, nss, registro, tipo, on, on, sbc, supersedes=supersedes)
    context = PerformContext(uuid4(), "x", "x", who, TODAY, NOW, official())
    with scope(None), logged_together():
        merged("PERFORMS")[RegistrarMovimiento]([(order, context)])


def ask(question: Any) -> Any:
    with scope(None):
        return merged("ANSWERS")[type(question)]([question])[0]


def propose(clase: ClaseUnion, one: UUID, other: UUID | None, retirado: str = "", by: Actor | None = None) -> UUID:
    return union_propose(Proposal(clase, one, other, retirado), motivos=WHY, by=by or official(), now=NOW)


def join(one: UUID, other: UUID | None, retirado: str = "") -> UUID:
    proposal = propose(ClaseUnion.UNION, one, other, retirado)
    union_decide(proposal, aprueba=True, motivos=WHY, by=official(), now=NOW)
    return proposal


def filed() -> list[Any]:
    with scope(None):
        return list(Movimiento.objects.order_by("id").values())


# -- one history


def test_a_union_reads_both_and_edits_nothing(kept: SubjectId, gone: SubjectId) -> None:
    before = filed()
    join(kept, gone)
    assert filed() == before
    for who in (kept, gone):
        whole = ask(HistoriaDe(who))
        assert (whole.subject, whole.nss) == (kept, KEPT)
        assert {one.nss for one in whole.movimientos} == {KEPT, GONE}
        assert ask(MovimientosDe(who)) == whole.movimientos
        numeros = ask(NumerosDe(who))
        assert (numeros.asignado, numeros.numeros, numeros.unidos) == (KEPT, (KEPT,), (GONE,))
    with scope(None):
        assert Contradiccion.objects.get().resuelta == TODAY


def test_each_of_the_two_sees_all_of_it_and_nobody_else(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    for who in (kept, gone):
        with scope(who):
            assert Movimiento.objects.count() == 3
        seen = resumen_for(Actor(uuid4(), who, Assurance.N2, Via.EFIRMA))
        assert seen is not None
        assert (seen.nss, len(seen.empleos)) == (KEPT, 1)  # type: ignore[union-attr]  # a person's
    with scope(SubjectId(uuid4())):
        assert not Movimiento.objects.exists()


def test_both_are_told_in_their_inbox(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    for who in (kept, gone):
        one = avisos_for(Actor(uuid4(), who, Assurance.N2, Via.EFIRMA))[0]
        assert str(one.text).startswith("La oficina unió sus dos Números de Seguridad Social (NSS).")
        assert KEPT in str(one.text)
        with scope(who):
            assert [entry.type for entry in timeline(who)][:2] == ["numeros_unidos", "union_propuesta"]


# -- the number that was joined


def test_a_joined_number_takes_no_new_movement_and_says_which_one_does(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    found: Hallados = ask(TrabajadorDe(GONE, "PUEA850101MDFRJN02"))
    assert str(quien(GONE, "PUEA850101MDFRJN02", found)).endswith(f"Escriba el vigente: {KEPT}.")
    right = ask(TrabajadorDe(KEPT, "PUEA850101MDFRJN10"))
    assert right.por_nss == right.por_curp
    assert right.unido_a == ""
    with pytest.raises(Conflict, match="joined"):
        file(kept, GONE, REGISTRO_A, Tipo.ALTA, date(2026, 11, 20))


def test_an_employment_begun_under_the_joined_number_goes_on_where_it_began(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    file(kept, KEPT, REGISTRO_B, Tipo.BAJA, date(2026, 11, 20))
    file(kept, KEPT, REGISTRO_B, Tipo.ALTA, date(2026, 11, 21))
    with scope(None):
        under = dict(Movimiento.objects.filter(fecha__gte=date(2026, 11, 20)).values_list("tipo", "persona"))
    assert under == {"02": gone, "08": kept}
    whole = ask(MovimientosDe(kept))
    assert [one.tipo for one in whole if one.registro_patronal == REGISTRO_B] == [Tipo.ALTA, Tipo.BAJA, Tipo.ALTA]


def test_what_was_filed_with_a_joined_number_may_be_corrected(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    (wrong,) = [one for one in ask(MovimientosDe(kept)) if one.nss == GONE]
    file(kept, GONE, REGISTRO_B, Tipo.ALTA, date(2022, 1, 2), supersedes=wrong.id)
    with scope(None):
        assert Movimiento.objects.get(supersedes=wrong.id).persona_id == gone


def test_a_second_number_of_one_register_is_joined_too(kept: SubjectId) -> None:
    file(kept, GONE, REGISTRO_B, Tipo.ALTA, date(2022, 1, 1))
    assert ask(NumerosDe(kept)).numeros == (KEPT, GONE)
    with pytest.raises(UnionRefused, match="no aparece"):
        propose(ClaseUnion.UNION, kept, None, "99178500031")
    join(kept, None, GONE)
    assert ask(NumerosDe(kept)).numeros == (KEPT,)
    with pytest.raises(Conflict, match="joined"):
        file(kept, GONE, REGISTRO_A, Tipo.ALTA, date(2026, 11, 20))


# -- what cannot be joined


def test_an_employment_twice_on_a_day_with_one_registro_is_not_joined(kept: SubjectId, gone: SubjectId) -> None:
    file(kept, KEPT, REGISTRO_B, Tipo.ALTA, date(2023, 1, 1))
    with pytest.raises(UnionRefused, match=f"mismos días de empleo.*{REGISTRO_B}"):
        propose(ClaseUnion.UNION, kept, gone)


def test_it_is_looked_at_again_when_it_is_decided(kept: SubjectId, gone: SubjectId) -> None:
    proposal = propose(ClaseUnion.UNION, kept, gone)
    file(kept, KEPT, REGISTRO_B, Tipo.ALTA, date(2023, 1, 1))
    with pytest.raises(UnionRefused, match="mismos días"):
        union_decide(proposal, aprueba=True, motivos=WHY, by=official(), now=NOW)
    with scope(None):
        assert not Resolucion.objects.exists()


def test_who_was_joined_is_joined_to_nobody_else(kept: SubjectId, gone: SubjectId) -> None:
    third = persona("PUEA850101MDFRJN28", None)
    join(kept, gone)
    for one, other in ((third, gone), (gone, third), (third, kept)):
        with pytest.raises(UnionRefused):
            propose(ClaseUnion.UNION, one, other)
    join(kept, third)
    with scope(None):
        assert NumeroUnido.objects.count() == 2


def test_two_pensions_are_not_joined() -> None:
    assert impide_union(Lado((), pensionada=True), Lado((), pensionada=True), TODAY) is not None
    assert impide_union(Lado((), pensionada=True), Lado(()), TODAY) is None


# -- two officials


def test_who_proposes_does_not_decide_and_nobody_of_themselves(kept: SubjectId, gone: SubjectId) -> None:
    maker = official()
    proposal = propose(ClaseUnion.UNION, kept, gone, by=maker)
    with pytest.raises(UnionRefused, match="otra persona"):
        union_decide(proposal, aprueba=True, motivos=WHY, by=maker, now=NOW)
    for own in (kept, gone):
        theirs = official(own)
        with pytest.raises(UnionRefused, match="su propio registro"):
            union_decide(proposal, aprueba=True, motivos=WHY, by=theirs, now=NOW)
        with pytest.raises(UnionRefused, match="su propio registro"):
            propose(ClaseUnion.DISTINTAS, kept, gone, by=theirs)
    with pytest.raises(UnionRefused, match="por qué"):
        union_decide(proposal, aprueba=True, motivos="sí", by=official(), now=NOW)
    union_decide(proposal, aprueba=False, motivos=WHY, by=official(), now=NOW)
    with pytest.raises(UnionRefused, match="ya se resolvió"):
        union_decide(proposal, aprueba=True, motivos=WHY, by=official(), now=NOW)
    assert ask(HistoriaDe(gone)).subject == gone


def test_the_database_itself_wants_two(kept: SubjectId, gone: SubjectId) -> None:
    maker = official()
    proposal = propose(ClaseUnion.UNION, kept, gone, by=maker)
    said = {"propuesta_id": proposal, "aprobada": True, "motivos": WHY, "resuelta_at": NOW}
    own, me = maker.owner, maker.subject
    for cuenta, decide in ((own, uuid4()), (uuid4(), me), (uuid4(), kept), (uuid4(), gone)):
        with scope(None), pytest.raises(DatabaseError, match="one official proposes"), transaction.atomic():
            Resolucion.objects.create(**said, cuenta=cuenta, decide=decide)
    row = {"propuesta_id": proposal, "persona_id": kept, "otra_id": gone, "retirado": GONE}
    with scope(None), pytest.raises(DatabaseError, match="two officials"), transaction.atomic():
        NumeroUnido.objects.create(**row)


@pytest.mark.parametrize(
    "order",
    [
        "DELETE FROM affiliation_numerounido",
        "UPDATE affiliation_propuesta SET retirado = ''",
        "DELETE FROM affiliation_propuesta",
        "UPDATE affiliation_resolucion SET aprobada = true",
        "DELETE FROM affiliation_resolucion",
        "UPDATE affiliation_numerounido SET retirado = ''",
    ],
)
def test_nobody_rewrites_what_was_decided(kept: SubjectId, gone: SubjectId, order: str) -> None:
    join(kept, gone)
    refused = pytest.raises(DatabaseError, match=r"permission denied|undone by two officials")
    with scope(None), refused, transaction.atomic():
        connection.cursor().execute(order)


def test_only_the_office_sees_who_proposed_and_why(kept: SubjectId, gone: SubjectId) -> None:
    join(kept, gone)
    with scope(kept):
        assert not Propuesta.objects.exists()
        assert not Resolucion.objects.exists()
        assert NumeroUnido.objects.count() == 1
    with connection.cursor() as cursor, scope(None):
        cursor.execute("SELECT motivos FROM affiliation_propuesta")
        assert b"acta" not in bytes(cursor.fetchone()[0])


# -- back, and apart


def test_a_union_is_undone_by_two_and_each_is_read_alone_again(kept: SubjectId, gone: SubjectId) -> None:
    def before() -> tuple[Any, ...]:
        return ask(HistoriaDe(kept)).movimientos, ask(MovimientosDe(gone))

    alone = before()
    join(kept, gone)
    maker = official()
    undo = propose(ClaseUnion.SEPARACION, kept, gone, by=maker)
    with pytest.raises(UnionRefused):
        union_decide(undo, aprueba=True, motivos=WHY, by=maker, now=NOW)
    union_decide(undo, aprueba=True, motivos=WHY, by=official(), now=NOW)
    assert before() == alone
    file(gone, GONE, REGISTRO_A, Tipo.ALTA, date(2026, 11, 20))
    with scope(None):
        assert Propuesta.objects.count() == 2
    join(kept, persona("PUEA850101MDFRJN36", None))


def test_a_union_that_is_not_cannot_be_undone(kept: SubjectId, gone: SubjectId) -> None:
    with pytest.raises(UnionRefused, match="no están unidos"):
        propose(ClaseUnion.SEPARACION, kept, gone)


def test_what_waits_is_not_proposed_twice(kept: SubjectId, gone: SubjectId) -> None:
    propose(ClaseUnion.UNION, kept, gone)
    for one, other in ((kept, gone), (gone, kept)):
        with pytest.raises(UnionRefused, match="espera respuesta"):
            propose(ClaseUnion.DISTINTAS, one, other)


def test_two_people_who_were_confused_are_not_doubted_again(kept: SubjectId, gone: SubjectId) -> None:
    from ventanilla.apps.affiliation.models_numeros import RespuestaPoblacion

    with scope(None):
        RespuestaPoblacion.objects.create(
            subject=gone, curp="PUEA850101MDFRJN10", preguntado_at=NOW, situacion="vigente", nombre="Prueba",
            primer_apellido="Ejemplo", nacimiento=date(1985, 1, 1), sexo="M",
        )  # fmt: skip
    assert ask(ParecidosDe(gone)) == 1
    apart = propose(ClaseUnion.DISTINTAS, kept, gone)
    assert ask(ParecidosDe(gone)) == 1
    union_decide(apart, aprueba=True, motivos=WHY, by=official(), now=NOW)
    assert ask(ParecidosDe(gone)) == 0
    assert not [one for one in avisos_for(Actor(uuid4(), gone, Assurance.N2, Via.EFIRMA)) if "unió" in str(one.text)]
