"""An exported chain proves itself, and whatever is done to it shows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.kernel import chain
from ventanilla.kernel.chain import FORMAT, GENESIS, MAX_LINE, Broken, Whole, link_hash, read_chain

SUBJECT = "00000000-0000-0000-0000-000000000001"


def exported(count: int, said: str = "ñ", subject: str = SUBJECT, before: int = 0) -> list[bytes]:
    """A chain that holds, link by link; ``subject`` and ``before`` are what the bodies say, where it is another."""
    prev, lines = GENESIS, []
    for seq in range(1, count + 1):
        data = {"seq": seq - before, "subject": subject, "data": {"n": f"{said}{seq}"}}
        body = json.dumps(data, ensure_ascii=False)
        prev = link_hash(prev, body.encode())
        lines.append(json.dumps({"seq": seq, "body": body, "hash": prev.hex()}).encode() + b"\n")
    heading = {"formato": FORMAT, "sujeto": SUBJECT, "eventos": count, "cabeza": prev.hex()}
    return [json.dumps(heading).encode() + b"\n", *lines]


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_whole_chain_holds(count: int) -> None:
    assert isinstance(read_chain(exported(count)), Whole)


@given(st.integers(1, 12), st.data())
def test_a_link_changed_removed_doubled_or_moved_is_found(count: int, data: st.DataObject) -> None:
    lines = exported(count)
    at = data.draw(st.integers(1, count))
    match data.draw(st.sampled_from(["change", "remove", "double", "swap", "cut"])):
        case "change":
            row: dict[str, Any] = json.loads(lines[at])
            row["body"] = row["body"].replace("ñ", "n", 1)
            lines[at] = json.dumps(row).encode()
        case "remove":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        case _:
            del lines[at:]
    assert isinstance(read_chain(lines), Broken)


def test_a_chain_recomputed_from_a_change_has_another_head() -> None:
    """Whoever rewrites every digest makes a whole chain: its head is what tells it from the office's own."""
    whole, other = read_chain(exported(3)), read_chain(exported(3, "n"))
    assert isinstance(whole, Whole)
    assert isinstance(other, Whole)
    assert whole.head != other.head


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"\xff\xfe"],
        [b"[" * 5_000],
        [b"{}"],
        [b'{"formato": "otro"}'],
        [exported(1)[0], b"null"],
        [exported(1)[0], b'{"seq": 1, "body": "\\ud800", "hash": "00"}'],
        [exported(1)[0], b" " * (MAX_LINE + 1)],
        [exported(1)[0], exported(1)[1].replace(b"0001", b"0002")],
    ],
)
def test_anything_else_is_said_and_never_raised(lines: list[bytes]) -> None:
    assert isinstance(read_chain(lines), Broken)


@pytest.mark.parametrize("lines", [exported(2, subject="otro"), exported(2, before=1)])
def test_a_link_that_was_made_for_another_history_does_not_hold_in_this_one(lines: list[bytes]) -> None:
    assert read_chain(lines) == Broken(1, "es de otro lugar o de otro historial")


def test_a_file_with_no_end_is_left_where_it_passes_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MAX_LINKS", 2)
    assert isinstance(read_chain(exported(2)), Whole)
    assert read_chain(exported(3)) == Broken(3, "tiene más eventos de los que caben en un archivo")
