"""What only the record answers: what is never asked, that asking twice tells no more, and what guessing is worth."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.accounts.questions import (
    CHANCE,
    CHANCE_WITH_MONTHS,
    COUNT,
    NONE,
    OLD_YEARS,
    OPTIONS,
    Draw,
    all_right,
    former,
    invented,
    questions,
)
from ventanilla.domain.accounts.receipt import (
    TRIES,
    Job,
    ReceiptFault,
    Record,
    Shown,
    age_allowed,
    agrees,
    receipt_fault,
)
from ventanilla.kernel.text import MONTHS

TODAY = date(2026, 11, 22)
CURP = "AECM830101MPLLMR09"
NOW = Job("AAA010101AAA", date(2023, 5, 2), None, ((date(2023, 5, 2), 90_000),))
FIRST = Job(
    "BBB010101BBB", date(2016, 3, 1), date(2018, 9, 14), ((date(2016, 3, 1), 30_000), (date(2017, 3, 1), 34_500))
)
SECOND = Job(
    "CCC010101CCC", date(2019, 2, 4), date(2022, 8, 31), ((date(2019, 2, 4), 41_000), (date(2021, 1, 1), 52_300))
)
THICK = Record(CURP, "99178500015", (FIRST, SECOND, NOW))


def draw(key: str = "llave") -> Draw:
    return lambda label: int.from_bytes(hmac.digest(key.encode(), label.encode(), hashlib.sha256)[:8], "big")


def asked(record: Record = THICK, key: str = "llave", today: date = TODAY, issuer: str = NOW.employer):  # type: ignore[no-untyped-def]
    found = questions(record, issuer=issuer, today=today, draw=draw(key))
    assert found is not None
    return found


# -- what is asked


def test_a_record_gives_its_questions() -> None:
    found = asked()
    assert len(found) == COUNT
    assert all(len(one.options) == OPTIONS and 0 <= one.right <= NONE for one in found)
    assert all(len(set(map(str, one.options))) == OPTIONS for one in found)
    assert len({one.key for one in found}) == COUNT


def test_who_asks_again_sees_the_same() -> None:
    """Also another day and with another receipt of the same employer: two looks tell no more than one."""
    first = asked()
    for later in (TODAY + timedelta(days=days) for days in (1, 40)):
        assert [(one.key, one.options) for one in asked(today=later)] == [(one.key, one.options) for one in first]


def test_another_person_or_installation_is_asked_otherwise() -> None:
    assert [one.options for one in asked()] != [one.options for one in asked(key="otra")]


def text_of(found: object) -> str:
    return " ".join(f"{one.asks} {' '.join(map(str, one.options))}" for one in found)  # type: ignore[attr-defined]


@given(st.text(max_size=12))
def test_no_question_names_anybody(key: str) -> None:
    said = text_of(asked(key=key))
    assert not any(name in said for name in ("AAA", "BBB", "CCC", CURP, THICK.nss))


@given(st.text(max_size=12))
def test_nothing_of_the_payer_of_today_or_of_whoever_seals_is_asked(key: str) -> None:
    """Change all that the current employer knows: not a letter of the questions changes."""
    other = replace(NOW, wages=((NOW.since, 61_000), (date(2024, 1, 1), 64_000)))
    before = asked(key=key)
    assert asked(replace(THICK, jobs=(FIRST, SECOND, other)), key) == before
    again = Job(NOW.employer, date(2009, 1, 5), date(2010, 12, 1), ((date(2009, 1, 5), 25_000),))
    assert asked(replace(THICK, jobs=(again, FIRST, SECOND, NOW)), key) == before


def test_who_pays_now_or_did_within_a_year_is_no_former_employer() -> None:
    lately = replace(SECOND, until=TODAY - timedelta(days=300))
    earlier = replace(FIRST, employer=SECOND.employer)  # the same one, long ago
    assert former((earlier, lately), issuer="X", today=TODAY) == ()
    assert former((FIRST, SECOND), issuer=FIRST.employer, today=TODAY) == (SECOND,)


@given(st.text(max_size=12))
def test_nothing_of_the_last_years_is_asked(key: str) -> None:
    late = Job("DDD010101DDD", date(2024, 10, 1), date(2025, 10, 1), ((date(2024, 10, 1), 70_000),))
    record = replace(THICK, jobs=(FIRST, SECOND, late, NOW))
    limit = TODAY.year - OLD_YEARS
    for one in asked(record, key):
        kind, month = one.key.split()
        assert kind in {"salario", "alta", "baja"}
        assert month <= f"{limit}-{TODAY.month:02d}"


@pytest.mark.parametrize(
    "jobs",
    [
        (),
        (NOW,),
        (FIRST, NOW),  # one earlier employer knows all of it
        (replace(FIRST, employer="X"), replace(SECOND, employer="X"), NOW),
        (FIRST, replace(SECOND, wages=((SECOND.since, 11_000),)), NOW),  # one at the minimum: the law says it
    ],
)
def test_a_thin_record_is_not_asked(jobs: tuple[Job, ...]) -> None:
    assert questions(Record(CURP, "1", jobs), issuer=NOW.employer, today=TODAY, draw=draw()) is None


def test_a_wage_that_the_law_tells_is_not_asked() -> None:
    """At the minimum of 2019 and at the cap: whoever knows the law knows the band."""
    for wage in (10_268, 11_500, 211_000):
        told = replace(SECOND, wages=((SECOND.since, wage), (date(2021, 1, 1), 52_300)))
        found = questions(replace(THICK, jobs=(FIRST, told, NOW)), issuer=NOW.employer, today=TODAY, draw=draw())
        keys = [one.key for one in found or ()]
        assert not any("2019-03" <= key.split()[1] < "2021" for key in keys if key.startswith("salario"))


# -- right and wrong


@given(st.lists(st.integers(0, NONE), min_size=COUNT, max_size=COUNT))
def test_all_must_be_right(answers: list[int]) -> None:
    found = asked()
    assert all_right(found, answers) is (answers == [one.right for one in found])
    assert not all_right(found, answers[:-1])


@given(st.text(max_size=12))
def test_the_right_place_is_the_true_one(key: str) -> None:
    for one in asked(key=key):
        kind, month = one.key.split()
        day = date.fromisoformat(f"{month}-01")
        if kind == "salario":
            job = next(job for job in (FIRST, SECOND) if job.covers(day))
            bands = [
                [
                    int(part.replace("$", "").replace(",", "").replace(".", ""))
                    for part in str(each).split()
                    if "$" in part
                ]
                for each in one.options
            ]
            within = [place for place, (low, high) in enumerate(bands) if low <= job.wage(day) <= high]
            assert within == ([] if one.right == NONE else [one.right])
        else:
            said = f"{MONTHS[day.month - 1].capitalize()} de {day.year}"
            assert [str(each) for each in one.options].count(said) == (one.right != NONE)
            assert one.right == NONE or str(one.options[one.right]) == said


# -- what guessing is worth


def test_the_chance_is_what_the_docs_say() -> None:
    assert (Fraction(1, 8**5), Fraction(1, 8**3)) == (CHANCE, CHANCE_WITH_MONTHS)
    assert TRIES * CHANCE < 1 / 10_000
    assert TRIES * CHANCE_WITH_MONTHS < 1 / 150


@cache
def many() -> tuple[tuple[str, int], ...]:
    """The kind and the right place of each question of four hundred draws."""
    return tuple((one.key.split()[0], one.right) for number in range(400) for one in asked(key=str(number)))


@pytest.mark.parametrize("kind", ["salario", "alta", "baja"])
def test_no_place_is_right_much_more_often_than_another(kind: str) -> None:
    """Whoever always says the same place, or "none of these", is right about one time in eight; never one in four."""
    places = Counter(place for one, place in many() if one == kind)
    assert set(places) == set(range(NONE + 1))
    assert max(places.values()) / sum(places.values()) < 0.25


# -- a record that never existed


@given(
    st.text(max_size=12), st.dates(date(1950, 1, 1), date(2008, 12, 31)), st.dates(date(2026, 1, 1), date(2028, 12, 1))
)
def test_whoever_has_no_record_is_asked_the_same_kinds(key: str, born: date, today: date) -> None:
    nobody = invented(CURP, born=born, today=today, draw=draw(key))
    found = asked(nobody, key, today=today, issuer="")
    assert sorted(one.key.split()[0] == "salario" for one in found) == [False, False, True, True, True]
    assert not agrees(SHOWN, nobody)


# -- the receipt

SHOWN = Shown(CURP, "AECM830101AB1", "99178500015", NOW.employer, date(2026, 11, 15), "folio")


def test_a_receipt_that_agrees() -> None:
    assert receipt_fault(SHOWN, curp=CURP, today=TODAY, age=age_allowed("90_dias")) is None
    assert agrees(SHOWN, THICK)


@pytest.mark.parametrize(
    "changed",
    [{"nss": "99178500023"}, {"rfc": "XAXX010101000"}, {"employer": "ZZZ010101ZZZ"}, {"curp": "X"}, {"paid": None}],
)
def test_anything_that_is_not_the_registers_does_not_agree(changed: dict[str, str]) -> None:
    assert not agrees(replace(SHOWN, **changed), THICK)  # type: ignore[arg-type]


def test_an_employer_of_before_does_not_agree() -> None:
    assert not agrees(replace(SHOWN, employer=SECOND.employer), THICK)
    assert not agrees(SHOWN, None)
    assert not agrees(replace(SHOWN, nss=""), replace(THICK, nss=""))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"folio": ""}, ReceiptFault.NOT_ONE),
        ({"curp": "X"}, ReceiptFault.OTHER_CURP),
        ({"paid": None}, ReceiptFault.UNDATED),
        ({"paid": TODAY + timedelta(days=1)}, ReceiptFault.FUTURE),
        ({"paid": TODAY - timedelta(days=91)}, ReceiptFault.OLD),
    ],
)
def test_what_is_wrong_with_a_receipt(changed: dict[str, object], fault: ReceiptFault) -> None:
    found = receipt_fault(replace(SHOWN, **changed), curp=CURP, today=TODAY, age=age_allowed("90_dias"))  # type: ignore[arg-type]
    assert found is fault
    assert str(found.text())
