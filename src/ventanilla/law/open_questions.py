"""Open questions of the law, each a file of ``law/policies``: what is chosen, why, and what else could be.

A policy is never hidden in code: the rule asks ``policy("hijos_25")`` and follows the value. The choice is
recorded with the decision, so that it can be shown and computed again under another: ``choosing({...})`` does so
for what is computed inside it, and a profile is a named set of such choices.

>>> policy("hijos_25").value
'al_cumplir'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from ventanilla.kernel.text import Text

from .additions import MARK, added, refuse, remembered
from .rows import BadLaw, Confidence, LawError, Used, record
from .strict_yaml import BadYaml, read_yaml

_KEY: Final = re.compile(r"[a-z0-9_]+")
_FIELDS: Final = {"title", "question", "default", "values", "since", "cite", "source", "confidence", "checked_on"}
_ADDED_FIELDS: Final = {"default", "source", "checked_on"}
_PROFILE_FIELDS: Final = {"title", "purpose", "source", "checked_on", "values"}
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_chosen: ContextVar[Mapping[str, str]] = ContextVar("ventanilla_law_chosen", default=_NOTHING)


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


@dataclass(frozen=True, slots=True)
class Choice:
    """What a profile chooses in one open question, and how sure the house is that the profile's purpose asks so."""

    value: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of choices; what it does not name keeps the default of each policy."""

    key: str
    title: str
    purpose: str
    source: str
    checked_on: date
    choices: Mapping[str, Choice]

    @property
    def values(self) -> dict[str, str]:
        """What to give to ``choosing``."""
        return {key: choice.value for key, choice in self.choices.items()}


@contextmanager
def choosing(values: Mapping[str, str]) -> Iterator[None]:
    """Compute under other choices: inside, each policy named has the value given; an inner block prevails.

    LawError, in words, for a policy or a value that there is not.

    >>> with choosing({"hijos_25": "durante"}):
    ...     policy("hijos_25").value
    'durante'
    """
    for key, value in values.items():
        if value not in _policy(key).values:
            raise LawError(
                Text(
                    "LEY_SIN_ALTERNATIVA",
                    "«{valor}» no es una de las alternativas de {clave}. Elija una: {alternativas}.",
                    valor=value,
                    clave=key,
                    alternativas=", ".join(_policy(key).values),
                )
            )
    token = _chosen.set(MappingProxyType({**_chosen.get(), **values}))
    try:
        yield
    finally:
        _chosen.reset(token)


def chosen() -> Mapping[str, str]:
    """The choices in force here, apart from the defaults."""
    return _chosen.get()


def policy(key: str) -> Policy:
    """The policy of that name, with the value chosen here, recorded as used. LawError if there is none."""
    found = _policy(key)
    if key in _chosen.get():
        found = replace(found, value=_chosen.get()[key])
    record(Used(f"politica/{key}", found.value, found.since, found.cite))
    return found


@cache
def policy_keys() -> tuple[str, ...]:
    """Every policy there is, sorted."""
    folder = files(__package__).joinpath("policies")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


@cache
def profile_keys() -> tuple[str, ...]:
    """Every profile there is, sorted."""
    folder = files(__package__).joinpath("profiles")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


@cache
def profile(key: str) -> Profile:
    """The profile of that name. LawError if there is none."""
    if key not in profile_keys():
        raise LawError(
            Text(
                "LEY_SIN_PERFIL",
                "No existe el perfil {clave}. Elija otro. Hay: {perfiles}.",
                clave=key,
                perfiles=", ".join(profile_keys()),
            )
        )
    return read_profile(key, files(__package__).joinpath("profiles", key + ".yaml").read_text(encoding="utf-8"))


def read_profile(key: str, text: str) -> Profile:
    """Read the text of one file of ``law/profiles``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or data.keys() != _PROFILE_FIELDS or not isinstance(data["values"], dict):
        raise BadLaw(f"{key}: a profile has exactly {', '.join(sorted(_PROFILE_FIELDS))}")
    if not isinstance(data["checked_on"], date):
        raise BadLaw(f"{key}: checked_on is a date")
    choices = {name: _choice(key, name, item) for name, item in data["values"].items()}
    return Profile(
        key,
        str(data["title"]),
        str(data["purpose"]),
        str(data["source"]),
        data["checked_on"],
        MappingProxyType(choices),
    )


def _choice(key: str, name: str, item: Any) -> Choice:
    if not isinstance(item, dict) or item.keys() != {"value", "confidence"}:
        raise BadLaw(f"{key}: {name} has a value and a confidence")
    if name not in policy_keys() or item["value"] not in _policy(name).values:
        raise BadLaw(f"{key}: {item['value']!r} is no value of the policy {name}")
    try:
        return Choice(item["value"], Confidence(item["confidence"]))
    except ValueError as error:
        raise BadLaw(f"{key}: {error}") from error


@remembered()
def _policy(key: str) -> Policy:
    path = files(__package__).joinpath("policies", key + ".yaml")
    if not _KEY.fullmatch(key) or not path.is_file():
        raise LawError(
            Text(
                "LEY_SIN_POLITICA",
                "No existe la política {clave}. Vea las que hay con: ventanilla ley politicas",
                clave=key,
            )
        )
    shipped = read_policy(key, path.read_text(encoding="utf-8"))
    text = added("policies", key)
    return shipped if text is None else _decided(shipped, text)


def policy_added(key: str) -> None:
    """Check what the operator chose in an open question: BadLaw, or BadAddition in words, if it cannot be."""
    if key not in policy_keys():
        raise refuse("policies", key, f"no hay una política {key}. Vea las que hay con: ventanilla ley politicas.")
    _policy(key)


def _decided(shipped: Policy, text: str) -> Policy:
    """The policy with another of its own alternatives by default, as the operator decided, and by what reason."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{shipped.key}: {error}") from error
    if not isinstance(data, dict) or data.keys() != _ADDED_FIELDS or not isinstance(data["checked_on"], date):
        raise BadLaw(f"{shipped.key}: what is decided has exactly {', '.join(sorted(_ADDED_FIELDS))}")
    if data["default"] not in shipped.values:
        raise refuse("policies", shipped.key, f"sus alternativas son {', '.join(shipped.values)}.")
    return replace(shipped, value=data["default"], source=MARK + str(data["source"]), checked_on=data["checked_on"])


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
