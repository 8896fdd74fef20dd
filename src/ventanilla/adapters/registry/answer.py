"""Reading what the registry sends: exactly the fields that are expected, or nothing."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Final

from .port import FILIATIONS, STATUSES, Answer, Failure, Filiation, Person, RegistryUnavailable, Standing

MAX_ANSWER_BYTES: Final = 16 * 1024  # an answer is about 1 KB
MAX_NAME: Final = 100  # characters of one part of a name
CURP: Final = re.compile(r"[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]")
FIELDS: Final = frozenset({"curp", "estatusCURP", "nombres", "apellido1", "apellido2", "fechNac", "sexo"})
FILIATION_FIELDS: Final = frozenset({"curp", "curpProgenitor", "filiacion"})
OPTIONAL: Final = frozenset({"curpVigente"})


def read_answer(body: bytes, asked: str) -> Answer:
    """The answer to ``asked``; RegistryUnavailable (wrong shape, too large) if it is not one.

    >>> none = read_answer(b'{"curp": "XEXX900101MDFXXX05", "statusOper": "NO EXITOSO"}', "XEXX900101MDFXXX05")
    >>> none.standing
    <Standing.NO_ENCONTRADA: 'no_encontrada'>
    """
    if len(body) > MAX_ANSWER_BYTES:
        raise RegistryUnavailable(Failure.DEMASIADO_GRANDE)
    try:
        said: Any = json.loads(body.decode("utf-8"))
        return _answer(said, asked)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RegistryUnavailable(Failure.MAL_FORMADO, type(error).__name__) from error


def read_filiation(body: bytes, child: str, parent: str) -> Filiation:
    """What was said of the two CURPs; RegistryUnavailable (wrong shape, too large) if it is no answer about them.

    >>> read_filiation(b'{"curp": "A", "curpProgenitor": "B", "filiacion": "PROGENITOR"}', "A", "B").value
    'progenitor'
    """
    if len(body) > MAX_ANSWER_BYTES:
        raise RegistryUnavailable(Failure.DEMASIADO_GRANDE)
    try:
        said: Any = json.loads(body.decode("utf-8"))
        if not isinstance(said, dict) or set(said) != FILIATION_FIELDS:
            raise ValueError("other fields than those expected")
        if (said["curp"], said["curpProgenitor"]) != (child, parent) or not isinstance(said["filiacion"], str):
            raise ValueError("the answer is about somebody else")
    except (ValueError, RecursionError) as error:
        raise RegistryUnavailable(Failure.MAL_FORMADO, type(error).__name__) from error
    return FILIATIONS.get(said["filiacion"], Filiation.NO_CONSTA)


def _answer(said: Any, asked: str) -> Answer:
    if not isinstance(said, dict) or said["curp"] != asked:
        raise ValueError("the answer is about somebody else")
    if said.get("statusOper") == "NO EXITOSO":
        return Answer(asked, Standing.NO_ENCONTRADA)
    names = set(said)
    if not names >= FIELDS or names - FIELDS - OPTIONAL:
        raise ValueError("other fields than those expected")
    if not all(isinstance(value, str) for value in said.values()):
        raise ValueError("every field is a text")
    current = said.get("curpVigente", "")
    if current and not CURP.fullmatch(current):
        raise ValueError("the CURP in force is none")
    replaced = bool(current) and current != asked
    standing = Standing.SUSTITUIDA if replaced else STATUSES.get(said["estatusCURP"], Standing.DESCONOCIDA)
    return Answer(asked, standing, _person(said), current if replaced else "")


def _person(said: dict[str, str]) -> Person:
    if said["sexo"] not in {"H", "M", "X"}:
        raise ValueError("no such sex")
    return Person(
        _name(said["nombres"]), _name(said["apellido1"]), _name(said["apellido2"]), _day(said["fechNac"]), said["sexo"]
    )


def _name(text: str) -> str:
    """A part of a name; some answers write # for Ñ."""
    text = text.replace("#", "Ñ").strip()
    if len(text) > MAX_NAME or not text.isprintable():
        raise ValueError("that is no name")
    return text


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a civil date has no zone
