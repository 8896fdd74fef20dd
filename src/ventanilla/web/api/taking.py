"""Answers that a program sends to a Form: which are taken, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ventanilla.kernel.text import Text
from ventanilla.kit import FileRef, Form
from ventanilla.kit.files import wanted_by
from ventanilla.kit.form import FormProblems
from ventanilla.kit.form.model import NO_FILES
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.problems import problem

from .answers import NotAnAnswer, flatten
from .shapes import Campo

NOT_A_TEXT: Final = Text("RESPUESTA_ILEGIBLE", "Cada respuesta es un texto.")
NOT_ASKED: Final = Text("DATO_NO_PEDIDO", "Este dato no se pide en este trámite.")


class WrongAnswers(ValueError):
    """Answers that cannot be taken: the sentence of each by its name."""

    def __init__(self, fields: Mapping[str, Text]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def campos(wrong: Mapping[str, Text]) -> list[Campo]:
    """What is wrong, name by name, as the API says it."""
    return [Campo(campo=name, codigo=text.code, detalle=sentence(text)) for name, text in sorted(wrong.items())]


def refused(request: HttpRequest, wrong: Mapping[str, Text]) -> HttpResponse:
    """The answer to what cannot be taken."""
    return problem(request, "CAMPO", campos=[one.model_dump() for one in campos(wrong)])


def problems_of(
    form: type[Form], answers: Mapping[str, Any], files: Mapping[str, FileRef] = NO_FILES
) -> dict[str, Text]:
    """What is wrong or missing in these answers; {} where nothing is."""
    try:
        form.read(answers, settings.VENTANILLA_CLOCK.today(), files)
    except FormProblems as error:
        return error.problems
    return {}


def taken(
    form: type[Form],
    body: dict[str, Any],
    before: Mapping[str, str],
    files: Mapping[str, FileRef] = NO_FILES,
    *,
    whole: bool,
) -> dict[str, str]:
    """The inputs of a draft after ``body``; WrongAnswers for what the Form does not ask or take.

    What is sent must be right; what is missing may come later, unless ``whole``. A name that is sent replaces all that
    was nested in it.
    """
    asked = {one.name for one in form.asked()}
    unknown = set(body) - asked
    if unknown:
        raise WrongAnswers(dict.fromkeys(unknown, NOT_ASKED))
    try:
        texts = flatten(body)
    except NotAnAnswer as wrong:
        raise WrongAnswers({wrong.at: NOT_A_TEXT}) from wrong
    kept = {name: text for name, text in before.items() if name.partition(".")[0] not in body}
    # Validated as it came, so that nothing nested where a text is asked passes for an answer that was left out.
    named = wanted_by(form.model_fields)
    nested = {name: value for name, value in body.items() if name not in named}
    of_files = {name: text for name, text in texts.items() if name.partition(".")[0] in named}
    found = problems_of(form, kept | nested | of_files, files)
    wrong_here = found if whole else {name: text for name, text in found.items() if name.partition(".")[0] in body}
    if wrong_here:
        raise WrongAnswers(wrong_here)
    return kept | texts


def emptied(before: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """``answers`` as a draft takes them: it keeps every input it ever had, so what is no more is emptied."""
    return dict.fromkeys(set(before) - set(answers), "") | dict(answers)
