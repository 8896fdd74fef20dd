"""What the operator of an installation adds to the law shipped: files like those of ``law/``, handed over as texts.

Nothing is read from a disk here: ``law.load`` is given the texts by whoever may. What was computed of the law and kept
(``remembered``) is forgotten then, here and in every module above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar, cast

from ventanilla.kernel.text import Text

P = ParamSpec("P")
T = TypeVar("T")

_texts: dict[str, str] = {}
_forget: list[Callable[[], Any]] = []
MARK: Final = "Agregado por quien opera la oficina: "


def plain_source(source: str) -> str:
    """A source without the mark of who added it, for a page that says where a figure comes from.

    >>> plain_source(MARK + "Acuerdo de 2027")
    'Acuerdo de 2027'
    """
    return source.removeprefix(MARK)


class BadAddition(ValueError):
    """A file that cannot be added to the law; ``reason`` says, to the operator, which one, why, and what to do."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


def remembered(maxsize: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """As ``lru_cache``, for what is read of the law: forgotten when something is added to it."""

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize)(function)
        _forget.append(kept.cache_clear)
        return cast("Callable[P, T]", kept)

    return wrap


def added(kind: str, key: str) -> str | None:
    """The text that was added for a key of ``data``, ``tables``, ``policies``, ``catalogues`` or ``dias_inhabiles``."""
    return _texts.get(path_of(kind, key))


def added_keys(kind: str) -> tuple[str, ...]:
    """The keys of that kind for which something was added."""
    return tuple(
        path.removeprefix(f"{kind}/").removesuffix(".yaml").replace("/", ".")
        for path in sorted(_texts)
        if path.startswith(f"{kind}/")
    )


def path_of(kind: str, key: str) -> str:
    """Where the operator's folder keeps what is added for a key.

    >>> path_of("data", "uma.diaria")
    'data/uma/diaria.yaml'
    """
    return f"{kind}/{key.replace('.', '/')}.yaml"


def replace_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Put these in the place of those there were, which are returned; forget what was read with them."""
    before = dict(_texts)
    _texts.clear()
    _texts.update(texts)
    for forget in _forget:
        forget()
    return before


def refuse(kind: str, key: str, why: str) -> BadAddition:
    """The error for a file that is not added."""
    return BadAddition(
        Text(
            "LEY_AGREGADO_IMPOSIBLE",
            "No se agrega {archivo} de la carpeta de VENTANILLA_LEY: {porque}",
            archivo=path_of(kind, key),
            porque=why,
        )
    )
