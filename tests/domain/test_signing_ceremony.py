"""Several signers: whatever they try, in whatever order, nobody signs twice, late, early or instead of another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.signing.ceremony import (
    MAX_SIGNERS,
    BadCeremony,
    Ceremony,
    CeremonyFault,
    CeremonyRefused,
    CeremonyState,
    Signer,
    cancel,
    next_signers,
    opened,
    refusal,
    seen_by,
    sign,
)
from ventanilla.kernel.acts import SubjectId

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
UNTIL = date(2026, 11, 30)
LAST_INSTANT = datetime(2026, 12, 1, 5, 59, 59, tzinfo=UTC)  # 23:59:59 of the 30th in Mexico City
STRANGER = SubjectId(UUID(int=999))


def who(number: int) -> SubjectId:
    return SubjectId(UUID(int=number))


def ceremony(*turns: int) -> Ceremony:
    return opened(tuple(Signer(who(number), turn) for number, turn in enumerate(turns)), UNTIL, AT)


ceremonies = st.lists(st.integers(1, 5), min_size=2, max_size=8).map(lambda turns: ceremony(*turns))
tries = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=40)


@given(ceremonies, tries)
def test_whatever_is_tried_the_order_and_the_term_hold(begun: Ceremony, tried: list[tuple[int, int]]) -> None:
    now, current = AT, begun
    for number, days in tried:
        now = max(now, AT + timedelta(days=days))
        before = {each.subject: each for each in current.signers}
        if fault := refusal(current, who(number), now):
            with pytest.raises(CeremonyRefused) as error:
                sign(current, who(number), now)
            assert error.value.fault is fault
            continue
        current = sign(current, who(number), now)
        mine = before[who(number)]
        assert mine.signed_at is None
        assert now <= LAST_INSTANT
        assert all(each.signed_at for each in before.values() if each.turn < mine.turn)
        changed = {each.subject for each in current.signers if each != before[each.subject]}
        assert changed == {who(number)}
    times = sorted((each.turn, each.signed_at) for each in current.signers if each.signed_at)
    assert [at for _, at in times] == sorted(at for _, at in times)


@given(ceremonies)
def test_whoever_follows_the_turns_ends(begun: Ceremony) -> None:
    current = begun
    for _ in begun.signers:
        due = next_signers(current, AT)
        assert due
        assert all(refusal(current, each, AT) is None for each in due)
        current = sign(current, due[-1], AT)
    assert current.state(AT) is CeremonyState.COMPLETA
    assert current.state(AT + timedelta(days=900)) is CeremonyState.COMPLETA
    assert next_signers(current, AT) == ()


@given(ceremonies, st.integers(0, 9), st.integers(-3, 30))
def test_exactly_those_whose_turn_it_is_may_sign(begun: Ceremony, number: int, days: int) -> None:
    now = AT + timedelta(days=days)
    due = who(number) in next_signers(begun, now)
    assert (refusal(begun, who(number), now) is None) == due
    seen = seen_by(begun, who(number), now)
    assert (seen is None) == (number >= len(begun.signers))
    assert seen is None or seen.may_sign == due


@given(ceremonies, st.integers(0, 8), st.integers(0, 30))
def test_cancelling_ends_it_and_only_while_it_is_open(begun: Ceremony, signatures: int, days: int) -> None:
    current, now = begun, AT + timedelta(days=days)
    for _ in range(min(signatures, len(begun.signers))):
        current = sign(current, next_signers(current, AT)[0], AT)
    if current.state(now) is not CeremonyState.ABIERTA:
        with pytest.raises(CeremonyRefused) as error:
            cancel(current, now)
        assert error.value.fault is CeremonyFault.NO_SE_PUEDE_CANCELAR
        return
    ended = cancel(current, now)
    assert (ended.state(now), next_signers(ended, now)) == (CeremonyState.CANCELADA, ())
    for signer in ended.signers:
        wanted = CeremonyFault.YA_FIRMO if signer.signed_at else CeremonyFault.FIRMA_CANCELADA
        assert refusal(ended, signer.subject, now) is wanted
    with pytest.raises(CeremonyRefused):
        cancel(ended, now)


def test_the_last_day_ends_at_midnight_in_mexico_city() -> None:
    begun = ceremony(1, 1)
    assert refusal(begun, who(0), LAST_INSTANT) is None
    assert refusal(begun, who(0), LAST_INSTANT + timedelta(seconds=1)) is CeremonyFault.PLAZO_VENCIDO
    assert begun.state(LAST_INSTANT + timedelta(seconds=1)) is CeremonyState.VENCIDA


def test_each_refusal_has_its_name() -> None:
    begun = sign(ceremony(1, 2, 3), who(0), AT)
    assert refusal(begun, who(0), AT) is CeremonyFault.YA_FIRMO
    assert refusal(begun, who(2), AT) is CeremonyFault.NO_LE_TOCA
    assert refusal(begun, STRANGER, AT) is CeremonyFault.NO_ES_FIRMANTE
    over = cancel(begun, AT)
    assert refusal(over, STRANGER, AT + timedelta(days=90)) is CeremonyFault.NO_ES_FIRMANTE


def test_what_each_one_sees_is_their_own_part_and_a_count() -> None:
    begun = sign(ceremony(1, 1, 2), who(1), AT)
    first, last = seen_by(begun, who(0), AT), seen_by(begun, who(2), AT)
    assert first is not None
    assert last is not None
    assert (first.may_sign, first.ahead, first.signed, first.of) == (True, 0, 1, 3)
    assert (last.may_sign, last.ahead, last.signed_at) == (False, 1, None)


@pytest.mark.parametrize("turns", [(), (1,), (1,) * (MAX_SIGNERS + 1), (0, 1), (-1, 1)])
def test_signers_that_cannot_be(turns: tuple[int, ...]) -> None:
    with pytest.raises(BadCeremony):
        ceremony(*turns)


def test_terms_and_signers_that_cannot_be() -> None:
    two = (Signer(who(1), 1), Signer(who(2), 1))
    for signers, until in (
        ((*two, Signer(who(1), 2)), UNTIL),
        (two, date(2026, 11, 21)),
        ((Signer(who(1), 1, AT), Signer(who(2), 1)), UNTIL),
    ):
        with pytest.raises(BadCeremony):
            opened(signers, until, AT)
    assert opened(two, date(2026, 11, 22), AT).state(AT) is CeremonyState.ABIERTA
