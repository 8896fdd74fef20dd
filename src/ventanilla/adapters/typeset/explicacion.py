"""A figure and why it is so as PDF: the tree that terminal, page and API show too, printed by ``explicacion.typ``.

What was read of the law has a number: each figure names what it read, with its value and its date, and a table at the
end has the article and who says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from ventanilla import law
from ventanilla.formats.cedula.legal import POLITICA, RAMOS, Fundamento, Politica, fundamentos, politicas
from ventanilla.kernel.clock import Clock
from ventanilla.kernel.text import Text, long_date
from ventanilla.law.explanation import words

from .printout import Printout, print_apart

TEMPLATE: Final = "/adapters/typeset/documents/explicacion.typ"
TITLE: Final = "Explicación de un cálculo"
_Number = tuple[str, date, str]  # what tells apart two things that were read: key, since when, value


def render(
    tree: law.Explained,
    *,
    about: Sequence[tuple[str, str]] = (),
    warned: Iterable[Text] = (),
    issued_at: datetime | None = None,
) -> bytes:
    """The PDF of ``tree``. ``about`` are facts of what was asked, ``warned`` what has to be looked at.

    ``issued_at`` (aware; now, if nobody says) is printed: the same one gives the same bytes. TooLong past what can be
    printed at once.
    """
    printout = Printout(
        template=TEMPLATE,
        title=f"{TITLE}: {tree.title}",
        author="Ventanilla",
        issued_at=issued_at or Clock().now(),
        content=contenido(tree, about, warned),
    )
    return print_apart(printout)


def contenido(
    tree: law.Explained, about: Sequence[tuple[str, str]] = (), warned: Iterable[Text] = ()
) -> dict[str, Any]:
    """The content of ``explicacion.typ``, texts only, in the order of the page.

    >>> from ventanilla.kernel.money import Money
    >>> uma = law.Used("uma.diaria", "117.31", date(2026, 2, 1), "Ley UMA 5")
    >>> parts = (law.Explained(Text("X", "Parte"), Money("2.00"), used=(uma,)),)
    >>> said = contenido(law.Explained(Text("T", "Total"), Money("2.00"), parts=parts))
    >>> said["cantidades"][1]["leido"]
    ['[1] Unidad de Medida y Actualización, valor diario: 117.31 MXN, desde el 1 de febrero de 2026']
    """
    used = tuple(dict.fromkeys(one for _, node in tree.walk() for one in node.used))
    values, answers = fundamentos(used), politicas(used)
    listed: tuple[Fundamento | Politica, ...] = (*values, *answers)
    numbers = {_key_of(one): (at, _words_of(one)) for at, one in enumerate(listed, 1)}
    return {
        "datos": [list(pair) for pair in about],
        "avisos": [str(text) for text in warned],
        "cantidades": [_figure(depth, node, numbers) for depth, node in tree.walk()],
        "cifras": [
            [str(at), one.titulo if one.seguro else f"{one.titulo} (por confirmar)", _value_of(one),
             long_date(one.desde), one.cita]
            for at, one in enumerate(values, 1)
        ],
        "criterios": [
            [str(at), one.pregunta, one.respuesta, one.cita] for at, one in enumerate(answers, 1 + len(values))
        ],
    }  # fmt: skip


def _figure(depth: int, node: law.Explained, numbers: dict[_Number, tuple[int, str]]) -> dict[str, Any]:
    read = sorted(dict.fromkeys(_numbers(node.used, numbers)))
    return {
        "nivel": depth,
        "titulo": str(node.title),
        "valor": words(node.value),
        "operacion": "" if node.how is None else str(node.how),
        "fundamento": "; ".join(node.cite),
        "leido": [f"[{at}] {said}" for at, said in read],
    }


def _numbers(used: Iterable[law.Used], numbers: dict[_Number, tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for one in used:
        yield numbers[_key(one)]


def _key(used: law.Used) -> _Number:
    if used.key.startswith(RAMOS):  # a table of what is paid is one thing, however many of its cells were read
        return used.key.partition("/")[0], used.since, ""
    if used.key.startswith(POLITICA):
        return used.key, date.min, used.value
    return used.key, used.since, used.value


def _key_of(one: Fundamento | Politica) -> _Number:
    if isinstance(one, Politica):
        return POLITICA + one.clave, date.min, one.valor
    return one.clave, one.desde, one.valor


def _words_of(one: Fundamento | Politica) -> str:
    if isinstance(one, Politica):
        return f"{one.titulo}: {one.respuesta.removesuffix('.')}"
    value = _value_of(one)
    title = f"{one.titulo}: {value}" if value else one.titulo.partition(":")[0]
    return f"{title}, desde el {long_date(one.desde)}"


def _value_of(one: Fundamento) -> str:
    return f"{one.valor} {one.unidad}".strip()
