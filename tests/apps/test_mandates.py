"""Authorisations in the database itself: who sees them, what the web's role may change, and whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.apps.inbox.models import Aviso
from ventanilla.apps.mandates.api import (
    MandateDecided,
    MandateNotFound,
    NoMandate,
    mandate_accept,
    mandate_allows,
    mandate_refuse,
    mandate_required,
    mandate_revoke,
    mandates_given,
    mandates_received,
    registros_allowed,
)
from ventanilla.apps.mandates.jobs import mandates_warn
from ventanilla.apps.mandates.models import MandateRow
from ventanilla.domain.authority import Act, Actor, Assurance, Via
from ventanilla.domain.authority.autorizaciones import AutorizacionPorTerminar
from ventanilla.domain.authority.mandate import days_of_warning
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import Clock

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
CURP = "PUEA850101MDFRJN02"
GRANTOR = SubjectId(UUID(int=71))


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.VENTANILLA_CLOCK = Clock.starting_at(NOW)


def somebody(curp: str) -> Actor:
    account = Account.objects.create(curp=curp, subject=uuid4(), name="ANA PRUEBA EJEMPLO", opened_at=NOW, proven=3)
    return Actor(account.id, SubjectId(account.subject), Assurance.N3, Via.EFIRMA)


def offer(**changed: Any) -> MandateRow:
    given = {
        "grantor": GRANTOR,
        "grantor_name": "EMPRESA DE EJEMPLO",
        "curp": CURP,
        "acts": "firmar_movimientos preparar ver",
        "since": date(2026, 11, 1),
        "until": date(2026, 12, 31),
        "offered_at": NOW,
    }
    with scope(None):
        return MandateRow.objects.create(**(given | changed))


def acting(by: Actor, row: MandateRow) -> Actor:
    return Actor(by.account, by.person, by.assurance, by.via, SubjectId(row.grantor), mandate=row.id)


@pytest.fixture
def grantee(db: None) -> Actor:
    return somebody(CURP)


@pytest.fixture
def taken(grantee: Actor) -> MandateRow:
    row = offer()
    mandate_accept(row.id, by=grantee, curp=CURP, name="ANA", now=NOW)
    with scope(None):
        return MandateRow.objects.get(id=row.id)


# -- what the database lets see and change


def test_both_sides_and_the_office_see_it_and_nobody_else(grantee: Actor, taken: MandateRow) -> None:
    def seen(whose: SubjectId | None) -> int:
        with scope(whose):
            return MandateRow.objects.count()

    assert MandateRow.objects.count() == 0  # whoever names nobody
    assert [seen(None), seen(GRANTOR), seen(grantee.person), seen(SubjectId(uuid4()))] == [1, 1, 1, 0]


def test_what_waits_for_a_curp_is_read_by_the_office_alone(db: None) -> None:
    offer()
    with scope(SubjectId(uuid4())):
        assert MandateRow.objects.count() == 0
    assert len(mandates_received(SubjectId(uuid4()), CURP)) == 1
    assert mandates_received(SubjectId(uuid4()), "REPN800101MNEGRV06") == ()


@pytest.mark.parametrize(
    "column", ["acts", "registros", "since", "until", "grantor", "curp", "parent_id", "can_delegate"]
)
def test_what_was_given_is_not_changed(taken: MandateRow, column: str) -> None:
    with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE mandates_mandate SET {column} = {column}")
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("state", ["ofrecida", "aceptada", "rechazada"])
def test_what_ended_never_counts_again(grantee: Actor, taken: MandateRow, state: str) -> None:
    mandate_revoke(taken.id, by=grantee, now=NOW)
    with pytest.raises(DatabaseError, match="forward only"), scope(None), transaction.atomic():
        MandateRow.objects.filter(id=taken.id).update(state=state, revoked_at=None, revoked_on=None)


def test_neither_side_writes_by_itself(grantee: Actor, taken: MandateRow) -> None:
    for whose in (GRANTOR, grantee.person):
        with scope(whose), transaction.atomic():
            assert MandateRow.objects.filter(id=taken.id).update(state="revocada", revoked_at=NOW) == 0


# -- accepting and ending


def test_only_whoever_has_the_curp_accepts(grantee: Actor) -> None:
    row = offer()
    other = somebody("REPN800101MNEGRV06")
    with pytest.raises(MandateNotFound):
        mandate_accept(row.id, by=other, curp="REPN800101MNEGRV06", name="X", now=NOW)
    offered = offer(grantee=uuid4())
    with pytest.raises(MandateNotFound):  # the account of that CURP is another by now
        mandate_accept(offered.id, by=grantee, curp=CURP, name="X", now=NOW)


def test_it_is_decided_once(grantee: Actor, taken: MandateRow) -> None:
    for again in (mandate_accept, mandate_refuse):
        with pytest.raises(MandateDecided):
            again(taken.id, by=grantee, curp=CURP, name="ANA", now=NOW)
    mandate_revoke(taken.id, by=grantee, now=NOW)
    with pytest.raises(MandateDecided):
        mandate_revoke(taken.id, by=grantee, now=NOW)


def test_one_whose_days_passed_is_not_accepted(grantee: Actor) -> None:
    late = offer(until=date(2026, 11, 21))
    with pytest.raises(MandateDecided):
        mandate_accept(late.id, by=grantee, curp=CURP, name="ANA", now=NOW)


def test_a_delegate_does_not_end_what_the_employer_gave_to_others(grantee: Actor, taken: MandateRow) -> None:
    other = offer(curp="REPN800101MNEGRV06")
    with pytest.raises(MandateNotFound):
        mandate_revoke(other.id, by=acting(grantee, taken), now=NOW)


def test_both_chains_tell_it_and_hold(grantee: Actor, taken: MandateRow) -> None:
    mandate_revoke(taken.id, by=grantee, now=NOW, reason="Cambio  de\ndespacho")
    for whose in (GRANTOR, grantee.person):
        assert whose is not None
        with scope(None):
            assert chain_verify(whose) is None
            assert [entry.type for entry in timeline(whose)] == ["autorizacion_revocada", "autorizacion_aceptada"]
    with scope(None):
        assert MandateRow.objects.get(id=taken.id).reason == "Cambio de despacho"
        bodies = LoggedEvent.objects.values_list("body", flat=True)
        assert not any(CURP in body or "ANA" in body or "EMPRESA" in body for body in bodies)


def test_an_event_done_for_oneself_keeps_its_hash(grantee: Actor, taken: MandateRow) -> None:
    with scope(None):
        assert not any('"mandate":"' in body and '"mandate":null' in body for body in _bodies())
        assert all('"mandate":null' not in body for body in _bodies())


def _bodies() -> list[str]:
    return list(LoggedEvent.objects.values_list("body", flat=True))


# -- what it covers


def test_the_act_and_every_registro_must_be_covered(grantee: Actor) -> None:
    row = offer(registros="E2312345127 Z9912345105")
    mandate_accept(row.id, by=grantee, curp=CURP, name="ANA", now=NOW)
    by = acting(grantee, row)
    mandate_required(by, Act.SIGN_MOVEMENTS, ("Z9912345105",))
    assert registros_allowed(by, Act.SEE) == frozenset({"E2312345127", "Z9912345105"})
    for act, registros in (
        (Act.SIGN_MOVEMENTS, ("A1234567890",)),
        (Act.SIGN_MOVEMENTS, ("Z9912345105", "A1234567890")),
        (Act.SIGN_MOVEMENTS, ()),
        (Act.PAY, ("Z9912345105",)),
    ):
        with pytest.raises(NoMandate) as refused:
            mandate_required(by, act, registros)
        assert str(refused.value.text) == "No tiene autorización vigente de EMPRESA DE EJEMPLO para este acto."


def test_ones_own_and_a_certificates_acts_need_none(grantee: Actor) -> None:
    mandate_required(grantee, Act.MANAGE, ("A1234567890",), lock=True)
    assert registros_allowed(grantee, Act.MANAGE) is None


@pytest.mark.parametrize("forged", ["person", "acts_for", "mandate"])
def test_an_authorisation_of_others_serves_nobody(grantee: Actor, taken: MandateRow, forged: str) -> None:
    by = acting(grantee, taken)
    mandate_allows(by, Act.SEE)
    changed = {"person": by.person, "acts_for": by.acts_for, "mandate": by.mandate} | {forged: uuid4()}
    other = Actor(by.account, changed["person"], by.assurance, by.via, changed["acts_for"], mandate=changed["mandate"])  # type: ignore[arg-type]
    with pytest.raises(NoMandate):
        mandate_allows(other, Act.SEE)


def test_the_company_sees_what_it_gave_and_a_delegates_human_what_they_gave_on(
    grantee: Actor, taken: MandateRow
) -> None:
    child = offer(parent=taken, giver=grantee.person, curp="REPN800101MNEGRV06")
    representative = somebody("CANF770131HBCSBR08")
    company = Actor(representative.account, representative.person, Assurance.N3, Via.EFIRMA, GRANTOR)
    assert {one.id for one in mandates_given(company)} == {taken.id, child.id}
    assert {one.id for one in mandates_given(grantee)} == {child.id}
    assert mandates_given(representative) == ()
    mandate_revoke(child.id, by=grantee, now=settings.VENTANILLA_CLOCK.now())


# -- its end is told


LONG: dict[str, Any] = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
FIRST = date(2026, 12, 31) - timedelta(days=days_of_warning())
EARLY = datetime(2026, 2, 1, 15, tzinfo=UTC)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


def long_one(grantee: Actor, **changed: Any) -> MandateRow:
    """One that was accepted long before it ends."""
    row = offer(**(LONG | changed))
    mandate_accept(row.id, by=grantee, curp=CURP, name="ANA", now=EARLY)
    return row


def ending_told(subject: UUID | None) -> list[str]:
    assert subject is not None
    with scope(None):
        assert chain_verify(subject) is None
        entries = timeline(SubjectId(subject))
        found = [str(one.text) for one in entries if one.type == AutorizacionPorTerminar.TYPE]
        assert Aviso.objects.filter(subject=subject, kind=AutorizacionPorTerminar.TYPE).count() == len(found)
    return found


def test_both_sides_are_told_once_in_their_inbox_that_it_ends(grantee: Actor) -> None:
    long_one(grantee)
    assert mandates_warn(now=morning(FIRST - timedelta(days=1))) == 0
    assert mandates_warn(now=morning(FIRST)) == 1
    assert mandates_warn(now=morning(FIRST)) == 0
    assert mandates_warn(now=morning(FIRST + timedelta(days=1))) == 0
    (given,) = ending_told(GRANTOR)
    (received,) = ending_told(grantee.person)
    assert given.startswith("La autorización que dio a ANA termina el 31 de diciembre de 2026.")
    assert received.startswith("Su autorización para actuar por EMPRESA DE EJEMPLO termina el 31 de diciembre de 2026.")


def test_a_day_on_which_nobody_was_told_is_made_up_for_until_it_ended(grantee: Actor) -> None:
    long_one(grantee)
    assert mandates_warn(now=morning(date(2027, 1, 1))) == 0
    assert mandates_warn(now=morning(date(2026, 12, 31))) == 1


def test_nothing_is_told_of_one_that_is_over_waits_or_is_short(grantee: Actor) -> None:
    ended = long_one(grantee)
    mandate_revoke(ended.id, by=grantee, now=EARLY)
    offer(**LONG)
    short = offer(since=date(2026, 12, 20), until=date(2026, 12, 31))
    mandate_accept(short.id, by=grantee, curp=CURP, name="ANA", now=morning(date(2026, 12, 20)))
    above = offer(can_delegate=True, acts="administrar preparar ver", **LONG)
    long_one(grantee, parent_id=above.id, acts="ver", giver=uuid4())  # the one that it comes from never counted
    assert mandates_warn(now=morning(date(2026, 12, 21))) == 0
    assert ending_told(GRANTOR) == []


@pytest.mark.parametrize(
    "changed",
    [{"warned_at": NOW, "grantee_name": "OTRA"}, {"warned_at": NOW, "decided_at": NOW}, {"grantee_name": "OTRA"}],
    ids=str,
)
def test_nothing_else_changes_of_one_in_force(grantee: Actor, changed: dict[str, Any]) -> None:
    row = long_one(grantee)
    with pytest.raises(DatabaseError, match="forward only"), scope(None), transaction.atomic():
        MandateRow.objects.filter(id=row.id).update(**changed)


def test_that_its_end_was_told_is_written_once_and_it_still_ends(grantee: Actor) -> None:
    row = long_one(grantee)
    with scope(None):
        assert MandateRow.objects.filter(id=row.id).update(warned_at=NOW) == 1
    with pytest.raises(DatabaseError, match="forward only"), scope(None), transaction.atomic():
        MandateRow.objects.filter(id=row.id).update(warned_at=None)
    assert mandate_revoke(row.id, by=grantee, now=NOW).revoked_at == NOW
