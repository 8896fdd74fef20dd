"""From the questions of a Form to the inputs of a page, and from what was posted to the texts of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ventanilla.kernel.text import Text
from ventanilla.kit.form import (
    MISSING,
    NOT_A_CHOICE,
    NOT_A_DAY,
    Asked,
    BaseForm,
    asked_of,
    suggestions,
    unasked,
)
from ventanilla.web.design.shapes import Choice, Step, StepKind

MANY_CHOICES: Final = 8  # more are a list that opens: eight fit on a telephone without scrolling
DATE_PARTS: Final = ("dia", "mes", "anio")
SUGGESTED: Final = "sugerida"  # the button that takes a number for the one that was typed: <name>=<number>
_KINDS: Final[dict[str, StepKind]] = {
    "text": "text",
    "long": "long",
    "date": "date",
    "money": "money",
    "email": "email",
    "phone": "phone",
    "yesno": "choice",
}
# What to do about an answer that is not there, where more than typing it can be said.
_UNANSWERED: Final[dict[StepKind, Text]] = {"choice": NOT_A_CHOICE, "select": NOT_A_CHOICE, "date": NOT_A_DAY}


def inputs_of(question: Asked, prefix: str = "") -> tuple[Asked, ...]:
    """The inputs of one question, by the names a draft gives them: its own, or those of its parts."""
    named = replace(question, name=f"{prefix}{question.name}")
    if question.kind == "address" and question.part is not None:
        return _all_of(question.part, f"{named.name}.")
    return () if question.kind in {"group", "files"} else (named,)


def _all_of(form: type[BaseForm], prefix: str) -> tuple[Asked, ...]:
    return tuple(each for question in asked_of(form) for each in inputs_of(question, prefix))


def inputs_of_item(question: Asked, item: int, draft: Mapping[str, str]) -> tuple[Asked, ...]:
    """The inputs of one item of a group, but those that its own answers leave without being put."""
    if question.part is None:
        raise TypeError(f"{question.name} is no group")
    prefix = f"{question.name}.{item}."
    own = {name.removeprefix(prefix): value for name, value in draft.items() if name.startswith(prefix)}
    hidden = unasked(question.part, own)
    asked = (each for each in asked_of(question.part) if each.name not in hidden)
    return tuple(each for one in asked for each in inputs_of(one, prefix))


def answers_in(inputs: Iterable[Asked], typed: Mapping[str, str]) -> dict[str, str]:
    """What was posted, as the texts of a draft; a chosen suggestion stands for what was typed."""
    chosen = taken(typed)
    return {each.name: chosen.get(each.name, _answer(each, typed)) for each in inputs}


def taken(typed: Mapping[str, str]) -> dict[str, str]:
    """The suggestion that was pressed, by its input."""
    name, _, number = typed.get(SUGGESTED, "").partition("=")
    return {name: number} if number else {}


def _answer(asked: Asked, typed: Mapping[str, str]) -> str:
    if asked.kind != "date":
        return typed.get(asked.name, "").strip()
    day, month, year = (typed.get(f"{asked.name}-{part}", "").strip() for part in DATE_PARTS)
    if not (day or month or year):
        return ""
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def posted(inputs: Iterable[Asked], typed: Mapping[str, str]) -> tuple[Asked, ...]:
    """Those of ``inputs`` that the page sent: an autosave may send some, and the others are left as they are."""
    return tuple(
        each
        for each in inputs
        if each.name in typed or (each.kind == "date" and all(f"{each.name}-{part}" in typed for part in DATE_PARTS))
    )


def texts_in(inputs: Iterable[Asked], draft: Mapping[str, str]) -> dict[str, str]:
    """What the inputs show: a date in its three, everything else as it was typed."""
    shown: dict[str, str] = {}
    for each in inputs:
        value = draft.get(each.name, "")
        shown[each.name] = value
        if each.kind == "date":
            year, _, rest = value.partition("-")
            month, _, day = rest.partition("-")
            parts = zip(DATE_PARTS, (day, month, year), strict=True)
            shown |= {f"{each.name}-{part}": text.lstrip("0") for part, text in parts}
    return shown


def steps_of(inputs: Iterable[Asked], typed: Mapping[str, str], wrong: Mapping[str, Text]) -> tuple[Step, ...]:
    """The inputs, with what was typed in them and what is wrong with it."""
    return tuple(_step(each, typed, wrong.get(each.name)) for each in inputs)


def _step(asked: Asked, typed: Mapping[str, str], wrong: Text | None) -> Step:
    kind: StepKind = _KINDS.get(asked.kind, "number")
    if asked.kind == "choice":
        kind = "select" if len(asked.choices) > MANY_CHOICES else "choice"
    value = typed.get(asked.name, "")
    return Step(
        kind=kind,
        name=asked.name,
        label=asked.label,
        help=asked.help,
        value=value,
        day=typed.get(f"{asked.name}-dia", ""),
        month=typed.get(f"{asked.name}-mes", ""),
        year=typed.get(f"{asked.name}-anio", ""),
        choices=tuple(Choice(value, words, asked.hints.get(value, "")) for value, words in asked.choices.items()),
        error="" if wrong is None else _UNANSWERED.get(kind, wrong) if wrong.code == MISSING.code else wrong,
        optional=asked.optional,
        more=asked.more,
        suggestions=suggestions(asked.kind, value) if wrong is not None else (),
    )
