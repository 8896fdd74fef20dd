"""Answers for any Form, drawn with a seed: valid ones, and others with one fault each. For tests and demonstrations.

>>> from datetime import date
>>> from ventanilla.kit.form import Address
>>> day = date(2026, 11, 22)
>>> sample(Address, 1, day) == sample(Address, 1, day)
True
>>> [each.field for each in spoiled(Address, 1, day) if each.fault == "unreadable"]
['entidad']
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla.domain.identifiers import clabe, curp, nss, registro_patronal, rfc
from ventanilla.synthetic.draw import stream
from ventanilla.synthetic.names import APELLIDO, MUJER

from .form import Asked, BaseForm, Form, FormProblems, asked_of, unasked

MAX_DRAWS: Final = 500  # of one Form: its own validators may refuse most of what is drawn
MAX_DRAWN_ITEMS: Final = 3  # of one group, unless it asks for more
_WORDS: Final = ("Trabajé", "en", "otra", "empresa", "y", "mi", "número", "año", "ñandú", "salió", "mal", "escrito")


# Of an address, so that an example of the API reads like one.
_PLACES: Final = {
    "municipio": ("Puerto Ficción", "Valle Fingido"),
    "colonia": ("Centro", "Ñandú", "Las Ánimas"),
    "calle": ("Calle Ficticia", "Avenida del Ejemplo", "Privada Güereña"),
    "numero_exterior": ("5", "118-B", "sin número"),
    "numero_interior": ("2", "PB"),
}


class NoSample(LookupError):
    """Nothing that was drawn is an answer of the Form; the message has what was said of the last try."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """Answers with one fault, and the input that must be complained of."""

    field: str
    fault: str
    answers: dict[str, str]


def sample(form: type[Form], seed: int, on: date) -> dict[str, str]:
    """Valid answers of ``form`` on the day ``on``, as a draft keeps them; the same for the same seed. NoSample if none.

    A field of files is left without any: what is attached is kept elsewhere.
    """
    rng = stream(seed, "form", form.__name__)
    said = ""
    for _ in range(MAX_DRAWS):
        answers = _answers(form, rng, on, "")
        try:
            form.read(answers, on)
        except FormProblems as wrong:
            said = str(wrong)
            continue
        return answers
    raise NoSample(f"{form.__name__}: {said}")


def spoiled(form: type[Form], seed: int, on: date) -> Iterator[Spoiled]:
    """The sample with one fault at a time: of each question that is put, each fault that its kind may have."""
    good = sample(form, seed, on)
    hidden = form.unasked(good)
    for question in form.asked():
        if question.name not in hidden:
            yield from _faults(form, question, good, "")
    yield Spoiled("no_se_pregunta", "unknown", good | {"no_se_pregunta": "x"})


def _answers(form: type[BaseForm], rng: random.Random, on: date, prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for question in asked_of(form):
        name = f"{prefix}{question.name}"
        own = {key.removeprefix(prefix): value for key, value in found.items()}
        if question.name in unasked(form, own):
            continue
        if question.optional and rng.random() < 0.4:
            if form.model_fields[question.name].default == "":
                found[name] = ""  # an empty text is an answer, and a validator may have something to say of it
            continue
        if question.part is not None and question.kind == "group":
            for place in range(rng.randint(question.least, min(question.most, question.least + MAX_DRAWN_ITEMS))):
                found |= _answers(question.part, rng, on, f"{name}.{place}.")
        elif question.part is not None:
            found |= _answers(question.part, rng, on, f"{name}.")
        elif question.kind != "files":
            found[name] = _answer(question, rng, on)
    return found


def _answer(question: Asked, rng: random.Random, on: date) -> str:
    match question.kind:
        case "choice" | "yesno":
            return rng.choice(list(question.choices))
        case "date":
            return (on - timedelta(days=rng.choice((0, 1, 30, rng.randint(0, 40 * 365))))).isoformat()
        case "money":
            return f"{rng.randint(0, 999_999):,}.{rng.randint(0, 99):02d}"
        case "curp" | "rfc":
            return _number_of_somebody(question.kind, rng)
        case "nss":
            return nss.compose("99", rng.randint(1980, 2020), rng.randint(1950, 2000), rng.randint(1, 9999))
        case "clabe":
            body = f"012180{rng.randint(0, 10**11 - 1):011d}"
            return body + clabe.check_digit(body)
        case "registro_patronal":
            return registro_patronal.compose("Z99", rng.randint(1, 99_999), "10")
        case "email":
            return f"persona{rng.randint(1, 10**6)}@ejemplo.mx"
        case "phone":
            return f"55 5555 {rng.randint(0, 9999):04d}"
        case _ if question.name.endswith("codigo_postal"):
            return f"{rng.randint(1000, 99_999):05d}"
        case _ if question.name == "dias":  # of a month
            return str(rng.randint(1, 28))
        case _ if question.name in _PLACES:
            return rng.choice(_PLACES[question.name])
        case _:
            words = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 12)))
            return words[: question.max_length].strip() or "Ñ"


def _number_of_somebody(kind: str, rng: random.Random) -> str:
    name, one, two = rng.choice(MUJER), rng.choice(APELLIDO), rng.choice(APELLIDO)
    born = date(1950, 1, 1) + timedelta(days=rng.randint(0, 18_000))
    return curp.compose(name, one, two, born, "M", "NE") if kind == "curp" else rfc.compose_fisica(name, one, two, born)


_UNREADABLE: Final[dict[str, str]] = {
    "date": "2026-02-30",
    "money": "1.361,89",
    "curp": "XEXX",
    "nss": "123",
    "rfc": "A",
    "clabe": "123",
    "registro_patronal": "1",
    "email": "sin arroba",
    "phone": "123",
    "yesno": "quizá",
    "choice": "ninguna de ellas",
}


def _faults(form: type[BaseForm], question: Asked, good: dict[str, str], prefix: str) -> Iterator[Spoiled]:
    name = f"{prefix}{question.name}"
    without = {key: value for key, value in good.items() if key != name and not key.startswith(f"{name}.")}
    if question.kind == "group" and question.part is not None:
        yield from _faults_of_group(question, question.part, good, without)
        return
    if question.kind == "address" and question.part is not None:
        if any(key.startswith(f"{name}.") for key in good):
            for inner in asked_of(question.part):
                yield from _faults(question.part, inner, good, f"{name}.")
        return
    due = form.model_fields[question.name].is_required() or (question.when and not question.optional)
    # An item of a group without its only answer is no item, and not one that lacks something.
    emptied = prefix and not any(key.startswith(prefix) for key in without)
    if due and question.kind != "files" and not emptied:
        yield Spoiled(name, "missing", without)
    if question.kind in _UNREADABLE:
        yield Spoiled(name, "unreadable", without | {name: _UNREADABLE[question.kind]})
    if question.max_length is not None:
        yield Spoiled(name, "too long", without | {name: "Ñ" * (question.max_length + 1)})


def _faults_of_group(
    question: Asked, part: type[BaseForm], good: dict[str, str], without: dict[str, str]
) -> Iterator[Spoiled]:
    own = {key: value for key, value in good.items() if key.startswith(f"{question.name}.0.")}
    if not own:
        return
    item = {key.removeprefix(f"{question.name}.0."): value for key, value in own.items()}
    hidden = unasked(part, item)
    for inner in asked_of(part):
        if inner.name not in hidden:
            yield from _faults(part, inner, good, f"{question.name}.0.")
    many = {f"{question.name}.{n}.{key}": text for n in range(question.most + 1) for key, text in item.items()}
    yield Spoiled(question.name, "too many", without | many)
    if question.least:
        yield Spoiled(question.name, "too few", without)
