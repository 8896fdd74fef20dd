"""What a linter of imports cannot see: strings that import, clocks of the machine, relations that cross a wall."""

from __future__ import annotations

import pytest
from tests.architecture.house import (
    Finding,
    key_locks,
    machine_clocks,
    sources,
    string_imports,
    string_relations,
    too_long,
)

MAY_IMPORT_BY_NAME = {
    "src/ventanilla/cli/__init__.py",  # the commands, when they are asked for
    "src/ventanilla/apps/eventlog/registry.py",  # the doors of the installed apps: nothing is registered anywhere
    "src/ventanilla/kit/discovery.py",  # the trámites: nothing is registered anywhere
    "src/ventanilla/kit/casos.py",  # the words of every area in its examples: nothing is registered anywhere
    "src/ventanilla/config/packages.py",  # the packages of trámites that the operator named
}
THE_CLOCK = "src/ventanilla/kernel/clock.py"
BELOW_APPS = [
    f"src/ventanilla/{room}"
    for room in ("kernel", "law", "domain", "formats", "synthetic", "kit", "tramites", "adapters")
]


def test_modules_are_imported_by_name_in_few_places() -> None:
    found = [finding for path, text in sources("src") for finding in string_imports(path, text)]
    assert [finding for finding in found if finding.path not in MAY_IMPORT_BY_NAME] == []
    assert {finding.path for finding in found} == MAY_IMPORT_BY_NAME


@pytest.mark.parametrize(
    "planted", ["importlib.import_module('a.b')", "import_string('a.b')", "apps.get_model('a', 'B')", "__import__('a')"]
)
def test_a_planted_string_import_is_found(planted: str) -> None:
    assert len(string_imports("x.py", planted)) == 1


def test_a_migration_may_ask_for_a_table_as_it_was_and_for_nothing_else() -> None:
    assert string_imports("src/ventanilla/apps/a/migrations/0001_b.py", "apps.get_model('a', 'B')") == []
    assert len(string_imports("src/ventanilla/apps/a/migrations/0001_b.py", "import_module('a')")) == 1


def test_below_apps_nobody_asks_the_machine_what_day_it_is() -> None:
    found = [finding for path, text in sources(*BELOW_APPS) for finding in machine_clocks(path, text)]
    assert [finding for finding in found if finding.path != THE_CLOCK] == []
    assert found, "the clock itself does, and the search finds it"


@pytest.mark.parametrize(
    "planted",
    ["date.today()", "datetime.date.today()", "datetime.now(UTC)", "timezone.now()", "time.time()", "time.localtime()"],
)
def test_a_planted_clock_is_found(planted: str) -> None:
    assert machine_clocks("x.py", planted) == [Finding("x.py", 1, machine_clocks("x.py", planted)[0].what)]


def test_a_monotonic_clock_and_the_office_clock_are_none() -> None:
    assert machine_clocks("x.py", "time.monotonic(); clock.now(); clock.today()") == []


def test_no_relation_to_another_app_is_hidden_in_a_string() -> None:
    assert [finding for path, text in sources("src/ventanilla/apps") for finding in string_relations(path, text)] == []


@pytest.mark.parametrize(
    "planted", ["models.ForeignKey('cases.Case', models.PROTECT)", "ManyToManyField(to='cases.Case')"]
)
def test_a_planted_relation_is_found(planted: str) -> None:
    assert [finding.what for finding in string_relations("x.py", planted)] == ["cases.Case"]


def test_a_locked_row_keeps_nobody_waiting_who_only_points_at_it() -> None:
    assert [finding for path, text in sources("src") for finding in key_locks(path, text)] == []


def test_a_planted_lock_is_found() -> None:
    assert len(key_locks("x.py", "Account.objects.select_for_update(of=('self',)).get()")) == 1
    assert key_locks("x.py", "Account.objects.select_for_update(no_key=True)") == []


def test_a_function_fits_a_screen_and_a_module_a_room() -> None:
    assert [finding for path, text in sources("src") for finding in too_long(path, text)] == []


def test_a_planted_giant_is_found() -> None:
    giant = "def f():\n" + "    x = 1\n" * 70
    assert [finding.what for finding in too_long("x.py", giant)] == ["f: 71 lines"]
    assert [finding.what for finding in too_long("x.py", "x = 1\n" * 501)] == ["501 lines"]
