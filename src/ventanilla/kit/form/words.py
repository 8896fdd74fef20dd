"""A Form in a person's words: what each answer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ventanilla.domain.identifiers import clabe
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit.files import file_line

from .answers import unasked
from .base import BaseForm
from .questions import YES_NO, Asked, asked_of

NO_ANSWER: Final = "Sin respuesta"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: ``name`` is the question of the Form that it belongs to.

    ``one`` and ``number`` name the item of a group that it is part of ("" and 0 if none); ``about`` says that it is
    not the answer but what goes with one in dispute: ``registro`` (what the register says) or ``motivo`` (why not).
    """

    name: str
    label: str
    answer: str
    one: str = ""
    number: int = 0
    about: str = ""


def answer_words(question: Asked, value: Any) -> str:
    """One plain answer, or an address, in words."""
    match value:
        case None | "":
            return NO_ANSWER
        case bool():
            return question.choices.get("si" if value else "no", YES_NO["si" if value else "no"])
        case date():
            return long_date(value)
        case Money():
            return str(value)
        case str() if question.kind == "clabe":
            return clabe.format(value)  # eighteen figures in a row nobody reads back
        case BaseForm():
            words = getattr(value, "words", None)
            return str(words()) if words is not None else ", ".join(each.answer for each in said(value))
        case _:
            return question.choices.get(str(value), str(value))


def said(form: BaseForm, *, for_another: bool = False) -> tuple[Said, ...]:
    """Each question that was put, with its answer; ``for_another``: as it is said to whoever asks for somebody else."""
    given = {name: getattr(form, name) for name in type(form).model_fields}
    hidden = unasked(type(form), given)
    disputes = {each.field: each for each in form.disputes}
    found: list[Said] = []
    for question in asked_of(type(form), for_another=for_another):
        if question.name in hidden:
            continue
        value = given[question.name]
        if question.kind == "group":
            found.extend(_items(question, value, for_another))
        elif question.kind == "files":
            named = " · ".join(file_line(each) for each in value)
            found.append(Said(question.name, question.label, named or NO_ANSWER))
        else:
            found.append(Said(question.name, question.label, answer_words(question, value)))
        if dispute := disputes.get(question.name):
            found.append(Said(question.name, question.label, dispute.says, about="registro"))
            found.append(Said(question.name, question.label, dispute.why, about="motivo"))
    return tuple(found)


def _items(question: Asked, items: tuple[BaseForm, ...], for_another: bool) -> list[Said]:
    if not items:
        return [Said(question.name, question.label, NO_ANSWER)]
    return [
        Said(question.name, each.label, each.answer, one=question.one, number=number)
        for number, item in enumerate(items, start=1)
        for each in said(item, for_another=for_another)
    ]
