"""Answers that a program sends to a Form: which are taken, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ventanilla.kernel.text import Text
from ventanilla.kit import FileRef, Form
from ventanilla.kit.files import wanted_by
from ventanilla.kit.form import DISPUTES, BaseForm, FormProblems
from ventanilla.kit.form.model import NO_FILES
from ventanilla.kit.form.problems import too_long
from ventanilla.kit.form.questions import part_of
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


def form_schema(form: type[Form], **more: Any) -> dict[str, Any]:
    """The JSON schema of the answers of a Form; what a new draft begins with need not be sent."""
    schema = form.model_json_schema(**more)
    begun = form.initial(settings.VENTANILLA_CLOCK.today())
    required = [name for name in schema.pop("required", ()) if name not in begun]
    return schema | ({"required": required} if required else {})


def _longest(form: type[BaseForm], name: str) -> int | None:
    """How many characters an input takes, None where that is not said."""
    head, _, rest = name.partition(".")
    info = form.model_fields.get(head)
    if info is None:
        return None
    part = part_of(info)
    if part is not None:
        index, _, inner = rest.partition(".")
        return _longest(part, inner if index.isdecimal() else rest)
    return next((each.max_length for each in info.metadata if hasattr(each, "max_length")), None)


def _too_long(form: type[Form], texts: Mapping[str, str]) -> dict[str, Text]:
    """Texts longer than the schema says. A Form counts what a person sees; a program counts what it sends."""
    found: dict[str, Text] = {}
    for name, text in texts.items():
        most = _longest(form, name)
        if most is not None and len(text) > most:
            found[name] = too_long(most)
    return found


def taken(
    form: type[Form],
    body: dict[str, Any],
    before: Mapping[str, str],
    files: Mapping[str, FileRef] = NO_FILES,
    *,
    whole: bool,
) -> dict[str, str]:
    """The inputs of a draft after ``body``; WrongAnswers for what the Form does not ask or take.

    ``disputas`` has, by its field, why what the register says of it is not right. What is sent must be right; what is
    missing may come later, unless ``whole``. A name that is sent replaces all that was nested in it.
    """
    asked = {one.name for one in form.asked()}
    unknown = set(body) - asked - {DISPUTES}
    if unknown:
        raise WrongAnswers(dict.fromkeys(unknown, NOT_ASKED))
    try:
        texts = flatten(body)
    except NotAnAnswer as wrong:
        raise WrongAnswers({wrong.at: NOT_A_TEXT}) from wrong
    why_not = {name: text for name, text in texts.items() if name.partition(".")[0] == DISPUTES}
    if unknown := {name for name in why_not if not form.accepts(name)}:
        raise WrongAnswers(dict.fromkeys(unknown, NOT_ASKED))
    named = wanted_by(form.model_fields)
    long = _too_long(form, {name: text for name, text in texts.items() if name.partition(".")[0] not in named})
    kept = {name: text for name, text in before.items() if name.partition(".")[0] not in body}
    # Validated as it came, so that nothing nested where a text is asked passes for an answer that was left out.
    nested = {name: value for name, value in body.items() if name not in named and name != DISPUTES}
    of_files = {name: text for name, text in texts.items() if name.partition(".")[0] in named}
    found = long | problems_of(form, kept | nested | of_files | why_not, files)
    wrong_here = found if whole else {name: text for name, text in found.items() if name.partition(".")[0] in body}
    if wrong_here:
        raise WrongAnswers(wrong_here)
    return kept | texts


def emptied(before: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """``answers`` as a draft takes them: it keeps every input it ever had, so what is no more is emptied."""
    return dict.fromkeys(set(before) - set(answers), "") | dict(answers)
