"""A thousand faults of more than twenty-five kinds, found where they are; ten thousand odd good lines, all read."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.formats import mutator

from ventanilla.formats import idse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Record

SEEDS = (7, 20261126)
FAULTS = 1000
ODD_LINES = 10_000


def _read(content: bytes) -> tuple[list[Record], list[Finding]]:
    records: list[Record] = []
    found: list[Finding] = []
    for one in idse.read(File.of_bytes("ALTAS.TXT", content)):
        if isinstance(one, Finding):
            found.append(one)
        else:
            records.append(one)
    return records, [one for one in found if one.severity is not Severity.NOTE]


def test_there_are_kinds_enough() -> None:
    assert len(mutator.LINE_FAULTS) >= 25


@pytest.mark.parametrize("seed", SEEDS)
def test_every_fault_is_found_where_it_is_and_nothing_else(seed: int) -> None:
    content, faults = mutator.spoiled(seed, FAULTS)
    records, found = _read(content)
    by_line: dict[int, list[Finding]] = {}
    for one in found:
        by_line.setdefault(one.place.line, []).append(one)
    missed = [fault for fault in faults if fault.line not in by_line]
    assert not missed, Counter(fault.kind for fault in missed)
    misplaced = [
        (fault.kind, [one.place.column for one in by_line[fault.line]])
        for fault in faults
        if not any(fault.first <= one.place.column <= fault.last for one in by_line[fault.line])
    ]
    assert not misplaced
    faulty = {fault.line for fault in faults}
    assert set(by_line) == faulty, "something else was told"
    read = {record.place.line for record in records}
    assert {line for line in range(1, FAULTS * 3 + 1) if line not in faulty} <= read, "a good line was left out"


@pytest.mark.parametrize("seed", SEEDS)
def test_odd_good_lines_are_all_read(seed: int) -> None:
    files = mutator.odd(seed, ODD_LINES)
    lines = 0
    for content in files:
        records, found = _read(content)
        assert not found, (content[:200], found[:3])
        lines += len(records)
    assert lines == ODD_LINES // len(files) * len(files)


@pytest.mark.parametrize("seed", SEEDS)
def test_faults_of_the_whole_file(seed: int) -> None:
    lines = mutator.good_lines(seed, 40)
    for content in (
        mutator.as_file(lines, count=39),
        mutator.as_file(lines, count=41),
        "\r\n".join([*lines, ""]).encode("ascii"),
        mutator.as_file([*lines, mutator.control(40)]),
        mutator.as_file([*lines[:20], mutator.control(20), *lines[20:]]),
        mutator.as_file([*lines, lines[3]]),
    ):
        records, found = _read(content)
        assert found, content[-400:]
        assert {one.nss for one in records if hasattr(one, "nss")} == {line[11:22] for line in lines}
