from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ventanilla import law
from ventanilla.law.codes import read_catalogue
from ventanilla.law.open_questions import read_policy
from ventanilla.law.rows import read_parameter, walk
from ventanilla.law.workdays import read_holidays

FROZEN = Path(__file__).with_name("past_values.txt")
SOURCE = Path(law.__file__).parents[1]
FROZEN_ON = date(2026, 11, 22)
ROW = "{since: 2026-02-01, value: '117.31', cite: DOF, source: INEGI, checked_on: 2026-11-22, confidence: H}"


def fingerprint(key: str, row: law.Row) -> str:
    """What a past row says; where it was checked again, or how sure we are, may change."""
    return hashlib.sha256(f"{key}|{row.since}|{row.value}|{row.cite}".encode()).hexdigest()[:16]


def table_fingerprint(key: str, version: law.Version) -> str:
    """What a past table says: every row of it, in its order."""
    rows = "|".join(f"{label}={number}" for label, number in version.rows.items())
    return hashlib.sha256(f"{key}|{version.since}|{rows}|{version.cite}".encode()).hexdigest()[:16]


def fingerprints() -> dict[str, tuple[str, date, str]]:
    """What the law says now, value by value and table by table: its fingerprint, since when, and its erratum."""
    rows = {
        f"{key} {row.since}": (fingerprint(key, row), row.since, row.erratum)
        for key in law.known_keys()
        for row in law.history(key)
    }
    tables = {
        f"tabla/{key} {version.since}": (table_fingerprint(key, version), version.since, version.erratum)
        for key in law.table_keys()
        for version in law.table(key).versions
    }
    return rows | tables


def changed(frozen: dict[str, str], now: dict[str, tuple[str, date, str]]) -> list[str]:
    """What of the past is not as it was frozen, nor says by an erratum that it was corrected."""
    removed = [f"{name} was removed" for name in frozen.keys() - now.keys()]
    return removed + [
        f"{name} changed without an erratum"
        for name, digest in frozen.items()
        if name in now and now[name][0] != digest and not now[name][2]
    ]


def test_the_past_does_not_change_without_saying_so() -> None:
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    frozen, now = dict(line.rsplit(" ", 1) for line in lines), fingerprints()
    assert not changed(frozen, now)
    missing = [f"{name} {found[0]}" for name, found in now.items() if found[1] <= FROZEN_ON and name not in frozen]
    assert not missing, "past values that nobody froze; add to past_values.txt:\n" + "\n".join(missing)


def test_the_freeze_notices_a_changed_cell() -> None:
    old = law.version("ceav.patron", date(2026, 3, 1))
    name = f"tabla/ceav.patron {old.since}"
    frozen = {name: table_fingerprint("ceav.patron", old)}
    for rows in ({**old.rows, "3.50": Decimal("6.362")}, {k: v for k, v in old.rows.items() if k != "3.50"}):
        other = table_fingerprint("ceav.patron", replace(old, rows=rows))
        assert changed(frozen, {name: (other, old.since, "")}) == [f"{name} changed without an erratum"]
        assert not changed(frozen, {name: (other, old.since, "DOF: fe de erratas")})
    assert changed(frozen, {}) == [f"{name} was removed"]


def test_the_freeze_notices_a_changed_value() -> None:
    row = law.row("uma.diaria", date(2026, 3, 1))
    other = read_parameter("uma.diaria", f"title: t\nunit: u\nvalues: [{ROW.replace('117.31', '117.32')}]").rows[0]
    assert fingerprint("uma.diaria", row) != fingerprint("uma.diaria", other)


def test_every_value_names_its_article_its_source_and_a_day_when_it_was_checked() -> None:
    assert law.known_keys()
    for key in law.known_keys():
        parameter = law.parameter(key)
        assert parameter.title
        assert parameter.unit
        for row in parameter.rows:
            assert row.cite
            assert row.source
            assert row.checked_on >= date(2026, 1, 1)
            assert row.value > 0, "unknown is not zero"


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("uma.diaria", date(2026, 1, 31), "113.14"),
        ("uma.diaria", date(2026, 2, 1), "117.31"),
        ("uma.diaria", date(2016, 1, 28), "73.04"),
        ("sm.general", date(2026, 1, 1), "315.04"),
        ("sm.general", date(2018, 6, 1), "88.36"),
        ("sm.zlfn", date(2026, 6, 1), "440.87"),
        ("lss.109.conservacion_semanas", date(2026, 3, 10), "8"),
    ],
)
def test_the_value_in_force(key: str, on: date, expected: str) -> None:
    assert law.value(key, on) == Decimal(expected)


@pytest.mark.parametrize("key", [key for key in law.known_keys() if law.history(key)])
def test_before_its_first_date_a_value_is_an_error_that_says_what_to_load(key: str) -> None:
    first = law.history(key)[0].since
    assert law.row(key, first).since == first
    with pytest.raises(law.LawError, match=r"law/data/.*\.yaml") as caught:
        law.value(key, first - timedelta(days=1))
    assert caught.value.reason.code == "LEY_SIN_VALOR"


@pytest.mark.parametrize("key", ["no.hay", "", "uma", "../rows", "uma..diaria", "uma/diaria", "UMA.diaria", "uma."])
def test_an_unknown_key_is_an_error_in_words(key: str) -> None:
    with pytest.raises(law.LawError, match="No existe la clave"):
        law.value(key, date(2026, 1, 1))


def test_only_files_of_values_are_keys(tmp_path: Path) -> None:
    (tmp_path / "uma").mkdir()
    (tmp_path / "uma" / "diaria.yaml").touch()
    (tmp_path / "uma" / "LEAME.md").touch()
    assert list(walk(tmp_path, "")) == ["uma.diaria"]


def test_a_value_that_is_not_whole_is_no_number_of_weeks() -> None:
    with pytest.raises(law.BadLaw):
        law.integer("uma.diaria", date(2026, 3, 1))


def test_a_recording_lists_each_thing_once_and_only_its_own_block() -> None:
    with law.recording() as outer:
        law.value("uma.diaria", date(2026, 1, 1))
        with law.recording() as inner:
            law.value("uma.diaria", date(2026, 1, 2))
            law.policy("hijos_25")
        law.value("uma.diaria", date(2026, 3, 1))
    law.value("sm.general", date(2026, 3, 1))
    assert [(used.key, used.value) for used in inner] == [("uma.diaria", "113.14"), ("politica/hijos_25", "al_cumplir")]
    assert [used.value for used in outer] == ["113.14", "al_cumplir", "117.31"]
    assert outer[2].cite == "DOF 2026-01-09"


@pytest.mark.parametrize(
    "text",
    [
        "title: t\nunit: u",
        "title: t\nunit: u\nvalues: []",
        f"title: t\nunit: u\nvalues: [{ROW}]\nother: 1",
        f"title: t\nunit: u\nrenews: daily\nvalues: [{ROW}]",
        f"title: t\nunit: u\nrenews: monthly\nvalues: [{ROW.replace('02-01', '02-15')}]",
        f"title: t\nunit: u\nvalues: [{ROW}, {ROW}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('DOF', chr(39) * 2)}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace(chr(39) + '117.31' + chr(39), 'true')}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('117.31', 'mucho')}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('117.31', 'NaN')}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('confidence: H', 'confidence: X')}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('2026-02-01', 'ayer')}]",
        f"title: t\nunit: u\nvalues: [{ROW.replace('since', 'desde')}]",
        "title: t\nunit: u\nvalues: [uno]",
        "- a",
        "a: 1\na: 2",
    ],
)
def test_a_file_of_values_that_breaks_the_schema_is_refused(text: str) -> None:
    with pytest.raises(law.BadLaw):
        read_parameter("una.clave", text)


def test_every_policy_is_one_of_its_values() -> None:
    assert "revocacion_no_disponible" in law.policy_keys()
    for key in law.policy_keys():
        policy = law.policy(key)
        assert policy.value in policy.values
        assert len(policy.values) >= 2, "a policy without an alternative is a rule"
        assert all(policy.values.values())


def test_every_policy_is_read_by_something() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [key for key in law.policy_keys() if f'"{key}"' not in source] == []


POLICY = (
    "{title: t, question: q, default: a, values: {a: uno, b: dos}, since: 2026-01-01, cite: c, source: s, "
    "confidence: L, checked_on: 2026-01-01}"
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("default: a", "default: c"),
        ("values: {a: uno, b: dos}", "values: []"),
        ("since: 2026-01-01", "since: hoy"),
        ("confidence: L", "confidence: l"),
        ("title: t, ", ""),
        ("title: t", "title: t, title: u"),
    ],
)
def test_a_policy_that_breaks_the_schema_is_refused(good: str, bad: str) -> None:
    assert read_policy("una", POLICY).value == "a"
    assert good in POLICY
    with pytest.raises(law.BadLaw):
        read_policy("una", POLICY.replace(good, bad))


def test_an_unknown_policy_is_an_error_in_words() -> None:
    for key in ("nadie", "../data", ""):
        with pytest.raises(law.LawError, match="No existe la política"):
            law.policy(key)


CODES = (
    "{title: t, source: s, checked_on: 2026-01-01, entries: {'012': {name: Uno}, '032': {name: Dos, retired: true}}}"
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [("title: t, ", ""), ("title: t", "title: t, title: u"), ("2026-01-01", "hoy"), ("name: Uno", "nombre: Uno")],
)
def test_a_catalogue_that_breaks_the_schema_is_refused(good: str, bad: str) -> None:
    assert read_catalogue("una", CODES)["032"].retired
    with pytest.raises(law.BadLaw):
        read_catalogue("una", CODES.replace(good, bad))


HOLIDAYS = (
    "{year: 2030, title: t, complete: true, cite: c, source: s, checked_on: 2026-01-01, "
    "days: [{date: 2030-01-07, name: Uno}]}"
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("year: 2030", "year: 2031"),
        ("complete: true", "complete: si"),
        ("date: 2030-01-07", "date: lunes"),
        ("cite: c, ", ""),
        ("cite: c", "cite: c, cite: d"),
    ],
)
def test_a_table_of_holidays_that_breaks_the_schema_is_refused(good: str, bad: str) -> None:
    assert read_holidays("2030.yaml", HOLIDAYS).complete
    with pytest.raises(law.BadLaw):
        read_holidays("2030.yaml", HOLIDAYS.replace(good, bad))
