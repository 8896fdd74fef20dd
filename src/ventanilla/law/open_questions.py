"""Open questions of the law, each a file of ``law/policies``: what is chosen, why, and what else could be.

A policy is never hidden in code: the rule asks ``policy("hijos_25")`` and follows the value. The choice is
recorded with the decision, so that it can be shown and computed again under another.

>>> policy("hijos_25").value
'al_cumplir'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from ventanilla.kernel.text import Text

from .rows import BadLaw, Confidence, LawError, Used, record
from .strict_yaml import BadYaml, read_yaml

_KEY: Final = re.compile(r"[a-z0-9_]+")
_FIELDS: Final = {"title", "question", "default", "values", "since", "cite", "source", "confidence", "checked_on"}


@dataclass(frozen=True, slots=True)
class Policy:
    """``value`` is one of ``values``, each with its words (what it does, and who holds it)."""

    key: str
    title: str
    question: str
    value: str
    values: dict[str, str]
    since: date
    cite: str
    source: str
    confidence: Confidence
    checked_on: date


def policy(key: str) -> Policy:
    """The policy of that name, recorded as used. LawError if there is none."""
    found = _policy(key)
    record(Used(f"politica/{key}", found.value, found.since, found.cite))
    return found


@cache
def policy_keys() -> tuple[str, ...]:
    """Every policy there is, sorted."""
    folder = files(__package__).joinpath("policies")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


@cache
def _policy(key: str) -> Policy:
    path = files(__package__).joinpath("policies", key + ".yaml")
    if not _KEY.fullmatch(key) or not path.is_file():
        raise LawError(Text("LEY_SIN_POLITICA", "No existe la política {clave} en law/policies.", clave=key))
    return read_policy(key, path.read_text(encoding="utf-8"))


def read_policy(key: str, text: str) -> Policy:
    """Read the text of one file of ``law/policies``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or data.keys() != _FIELDS:
        raise BadLaw(f"{key}: a policy has exactly {', '.join(sorted(_FIELDS))}")
    values = data["values"]
    if not isinstance(values, dict) or not values or not all(isinstance(words, str) for words in values.values()):
        raise BadLaw(f"{key}: values maps each value to its words")
    if data["default"] not in values:
        raise BadLaw(f"{key}: the default {data['default']!r} is none of {', '.join(values)}")
    if not isinstance(data["since"], date) or not isinstance(data["checked_on"], date):
        raise BadLaw(f"{key}: since and checked_on are dates")
    try:
        confidence = Confidence(data["confidence"])
    except ValueError as error:
        raise BadLaw(f"{key}: {error}") from error
    return Policy(
        key=key,
        title=str(data["title"]),
        question=str(data["question"]),
        value=data["default"],
        values=values,
        since=data["since"],
        cite=str(data["cite"]),
        source=str(data["source"]),
        confidence=confidence,
        checked_on=data["checked_on"],
    )
