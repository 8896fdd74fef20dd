"""Leave to act for another: what it covers, until when, and what a delegate may give on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.authority import Act, Mandate, MandateFault, allows, in_force, with_implied
from ventanilla.domain.authority.autorizaciones import EVENTS, GRANTS, RECEIVES, AutorizacionOtorgada
from ventanilla.domain.authority.mandate import (
    MAX_DEPTH,
    TERM_POLICY,
    covers,
    depth_of,
    grant_fault,
    last_day,
    longest_until,
    narrower_than,
    stands,
)
from ventanilla.kernel.acts import SubjectId

GRANTOR, GRANTEE = SubjectId(UUID(int=1)), SubjectId(UUID(int=2))
TODAY = date(2026, 11, 22)
FAR = date(2027, 11, 22)
REGISTROS = ("Z9912345105", "E2312345127", "B4712345100")
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
acts = st.frozensets(st.sampled_from(Act))
registros = st.frozensets(st.sampled_from(REGISTROS))


def mandate(**changed: object) -> Mandate:
    one = Mandate(GRANTOR, GRANTEE, frozenset(Act), TODAY, FAR, accepted=True, can_delegate=True)
    return replace(one, **changed)  # type: ignore[arg-type]  # the fields of a mandate


@st.composite
def mandates(draw: st.DrawFn, parent: Mandate | None = None) -> Mandate:
    since = draw(days)
    return Mandate(
        grantor=GRANTOR,
        grantee=GRANTEE,
        acts=draw(acts),
        since=since,
        until=draw(st.none() | st.dates(since, date(2030, 12, 31))),
        accepted=draw(st.booleans()),
        revoked_on=draw(st.none() | days),
        registros=draw(registros),
        can_delegate=draw(st.booleans()),
        parent=parent,
    )


@st.composite
def chains(draw: st.DrawFn) -> Mandate:
    """A mandate, given from another, and so on, with nothing checked when it was given."""
    at = draw(mandates())
    for _ in range(draw(st.integers(0, 3))):
        at = draw(mandates(parent=at))
    return at


@given(chains(), acts, registros, days)
def test_a_chain_allows_only_what_each_of_it_allows(
    one: Mandate, asked: frozenset[Act], where: frozenset[str], on: date
) -> None:
    for act in asked:
        if not allows(one, act, where, on):
            continue
        at: Mandate | None = one
        while at is not None:
            assert at.accepted
            assert act in at.acts
            assert covers(at, where)
            assert at.since <= on
            assert at.until is None or on <= at.until
            assert at.revoked_on is None or on < at.revoked_on
            at = at.parent


@given(chains(), st.sampled_from(Act), days)
def test_revoking_any_of_a_chain_ends_it_that_day_and_for_ever(one: Mandate, act: Act, on: date) -> None:
    def cut(at: Mandate, above: int, day: date) -> Mandate:
        if above == 0 or at.parent is None:
            return replace(at, revoked_on=day)
        return replace(at, parent=cut(at.parent, above - 1, day))

    for above in range(depth_of(one)):
        ended = cut(one, above, on)
        assert not in_force(ended, act, on)
        assert not in_force(ended, act, on + timedelta(days=400))


@given(mandates(), days)
def test_it_counts_on_its_last_day_and_not_on_the_next(one: Mandate, on: date) -> None:
    whole = replace(one, accepted=True, revoked_on=None, since=on, until=on)
    assert stands(whole, on)
    assert not stands(whole, on + timedelta(days=1))
    assert not stands(whole, on - timedelta(days=1))
    assert not stands(replace(whole, accepted=False), on)


@given(mandates(), mandates(), registros, days)
def test_narrower_is_never_wider(one: Mandate, other: Mandate, where: frozenset[str], on: date) -> None:
    assume(narrower_than(one, other))
    both = (replace(each, accepted=True, revoked_on=None) for each in (one, other))
    small, large = both
    for act in Act:
        assert not allows(small, act, where, on) or allows(large, act, where, on)


@given(mandates())
def test_narrower_is_an_order(one: Mandate) -> None:
    assert narrower_than(one, one)


def test_all_registros_are_also_the_future_ones_and_a_limit_leaves_out_the_whole_employer() -> None:
    everywhere, there = mandate(), mandate(registros=frozenset(REGISTROS[:1]))
    assert covers(everywhere, ("A1234567890",))
    assert covers(everywhere, ())
    assert covers(there, REGISTROS[:1])
    assert not covers(there, REGISTROS)
    assert not covers(there, ())


def test_two_limits_that_overlap_are_not_one_inside_the_other() -> None:
    limited = mandate(registros=frozenset(REGISTROS[:2]))
    assert narrower_than(mandate(registros=frozenset(REGISTROS[:1])), limited)
    assert not narrower_than(mandate(registros=frozenset(REGISTROS[1:])), limited)
    assert not narrower_than(mandate(), limited)
    assert not narrower_than(mandate(grantor=GRANTEE), mandate())


@given(acts)
def test_whoever_signs_prepares_and_whoever_prepares_sees(given_acts: frozenset[Act]) -> None:
    whole = with_implied(given_acts)
    assert given_acts <= whole
    assert with_implied(whole) == whole
    assert bool(whole) is bool(given_acts)
    assert not whole or Act.SEE in whole
    assert not whole & {Act.SIGN_MOVEMENTS, Act.SIGN_DETERMINATIONS, Act.MANAGE} or Act.PREPARE in whole
    assert whole - {Act.SEE, Act.PREPARE} == given_acts - {Act.SEE, Act.PREPARE}


def fault(one: Mandate, *, same: bool = False, own: tuple[str, ...] | None = REGISTROS) -> MandateFault | None:
    return grant_fault(one, on=TODAY, longest=longest_until(one.since), same_person=same, own=own)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"acts": frozenset()}, MandateFault.SIN_ACTOS),
        ({"since": TODAY - timedelta(days=1)}, MandateFault.FECHA_PASADA),
        ({"until": TODAY - timedelta(days=1)}, MandateFault.AL_REVES),
        ({"until": date(2028, 11, 22)}, None),
        ({"until": date(2028, 11, 23)}, MandateFault.PLAZO_LARGO),
        ({"until": None}, MandateFault.PLAZO_LARGO),
        ({"registros": frozenset({"A1234567890"})}, MandateFault.REGISTRO_AJENO),
        ({"parent": mandate()}, None),
        ({"parent": mandate(can_delegate=False)}, MandateFault.SIN_FACULTAD),
        ({"parent": mandate(acts=frozenset({Act.SEE}))}, MandateFault.SIN_FACULTAD),
        ({"parent": mandate(accepted=False)}, MandateFault.SIN_FACULTAD),
        ({"parent": mandate(revoked_on=TODAY)}, MandateFault.SIN_FACULTAD),
        ({"parent": mandate(until=FAR - timedelta(days=1))}, MandateFault.MAS_AMPLIA),
        ({"parent": mandate(registros=frozenset(REGISTROS[:1]))}, MandateFault.MAS_AMPLIA),
        ({"parent": mandate(acts=frozenset({Act.MANAGE}))}, MandateFault.MAS_AMPLIA),
    ],
)
def test_what_may_be_given(changed: dict[str, object], expected: MandateFault | None) -> None:
    one = mandate(**changed)
    assert fault(one) is expected
    if expected is not None:
        assert str(expected.text)


def test_nobody_lets_themselves_act() -> None:
    assert fault(mandate(), same=True) is MandateFault.PROPIA


def test_a_chain_is_not_without_end() -> None:
    at = mandate()
    for _ in range(MAX_DEPTH - 1):
        at = mandate(parent=at)
    assert depth_of(at) == MAX_DEPTH
    assert fault(at) is None
    assert fault(mandate(parent=at)) is MandateFault.MUY_LEJANA


@given(mandates(), mandates(), days)
def test_what_is_given_from_another_without_a_fault_is_inside_it(one: Mandate, above: Mandate, on: date) -> None:
    offered = replace(one, parent=above, accepted=True, revoked_on=None)
    longest = longest_until(offered.since)
    if grant_fault(offered, on=on, longest=longest, same_person=False) is None:
        assert narrower_than(offered, above)
        last, theirs = last_day(offered), last_day(above)
        assert last is not None
        assert theirs is None or last <= theirs


@pytest.mark.parametrize(("chosen", "last"), [("un_ano", date(2027, 11, 22)), ("cinco_anos", date(2031, 11, 22))])
def test_the_longest_term_is_the_policy_of_the_office(monkeypatch: pytest.MonkeyPatch, chosen: str, last: date) -> None:
    other = replace(law.policy(TERM_POLICY), value=chosen)
    monkeypatch.setattr(law, "policy", lambda key: other)
    assert longest_until(TODAY) == last


def test_only_the_other_side_is_told_at_once() -> None:
    said = {"mandate": UUID(int=9), "grantor": "A", "curp": "B", "acts": (), "registros": (), "since": TODAY}
    offered = [AutorizacionOtorgada(side=side, until=FAR, can_delegate=False, **said) for side in (GRANTS, RECEIVES)]  # type: ignore[arg-type]
    assert offered[0].inbox() is None
    assert offered[1].inbox() == offered[1].shown()
    assert all(event.PRIVATE for event in EVENTS)
