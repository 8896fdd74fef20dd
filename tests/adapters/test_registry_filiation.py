"""Whether one CURP is recorded as the mother or father of another: every answer, every failure, the emulator's too."""

from __future__ import annotations

import json

import pytest

from ventanilla.adapters.registry.answer import MAX_ANSWER_BYTES, read_filiation
from ventanilla.adapters.registry.local import CHILDREN, FAILURES, LocalRegistry
from ventanilla.adapters.registry.port import FILIATIONS, Failure, Filiation, RegistryUnavailable
from ventanilla.adapters.registry.real import RegistryOverHttps
from ventanilla.domain.identifiers import curp

CHILD, PARENT = "REPH150101HNEGRJA8", "REPN800101MNEGRV06"


def body(**changed: object) -> bytes:
    return json.dumps({"curp": CHILD, "curpProgenitor": PARENT, "filiacion": "PROGENITOR"} | changed).encode()


@pytest.mark.parametrize(("said", "meant"), FILIATIONS.items())
def test_every_answer_is_one_of_ours(said: str, meant: Filiation) -> None:
    assert read_filiation(body(filiacion=said), CHILD, PARENT) is meant


def test_what_nobody_told_us_of_confirms_nothing() -> None:
    assert read_filiation(body(filiacion="TUTOR"), CHILD, PARENT) is Filiation.NO_CONSTA


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b"\xff",
        b"[" * 5000,
        body(curp=PARENT),
        body(curpProgenitor=CHILD),
        body(filiacion=True),
        body(filiacion=None),
        body(more="x"),
        json.dumps({"curp": CHILD, "filiacion": "PROGENITOR"}).encode(),
    ],
)
def test_whatever_has_another_shape_is_no_answer(content: bytes) -> None:
    with pytest.raises(RegistryUnavailable) as caught:
        read_filiation(content, CHILD, PARENT)
    assert caught.value.failure is Failure.MAL_FORMADO


def test_an_answer_has_a_size() -> None:
    with pytest.raises(RegistryUnavailable) as caught:
        read_filiation(b" " * (MAX_ANSWER_BYTES + 1), CHILD, PARENT)
    assert caught.value.failure is Failure.DEMASIADO_GRANDE


def test_it_is_asked_of_the_same_service_by_a_body(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []

    def post(self: RegistryOverHttps, host: str, port: int, path: str, asked: dict[str, str]) -> bytes:
        seen.append({"path": path} | asked)
        return body(filiacion="ADOPCION")

    monkeypatch.setattr(RegistryOverHttps, "_post", post)
    registry = RegistryOverHttps("https://registro.example/curp", frozenset({"registro.example"}))
    assert registry.filiation(CHILD, PARENT) is Filiation.ADOPCION
    assert seen == [{"path": "/curp", "curp": CHILD, "curpProgenitor": PARENT, "consulta": "filiacion"}]
    with pytest.raises(RegistryUnavailable) as caught:
        RegistryOverHttps("", frozenset()).filiation(CHILD, PARENT)
    assert caught.value.failure is Failure.SIN_CONFIGURAR


def test_the_emulator_gives_every_answer_and_every_failure() -> None:
    emulator = LocalRegistry(lambda number: None)
    assert {emulator.filiation(child, PARENT) for child in CHILDREN} == set(Filiation)
    assert all(curp.is_valid(child) and emulator.ask(child).standing.in_force for child in CHILDREN)
    failed = set()
    for child in FAILURES:
        with pytest.raises(RegistryUnavailable) as caught:
            emulator.filiation(child, PARENT)
        failed.add(caught.value.failure)
    assert failed == set(Failure) - {Failure.SIN_CONFIGURAR}


def test_the_emulator_knows_the_families_it_is_given() -> None:
    emulator = LocalRegistry(lambda number: None, {"X": frozenset({PARENT})}.get)  # type: ignore[arg-type]  # asked of X
    assert emulator.filiation("X", PARENT) is Filiation.PROGENITOR
    assert emulator.filiation("X", CHILD) is Filiation.NO_COINCIDE
    assert LocalRegistry(lambda number: None).filiation("X", PARENT) is Filiation.NO_CONSTA
