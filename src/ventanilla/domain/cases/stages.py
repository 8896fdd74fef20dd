"""Where a case that others answer is, in four words that both sides read alike: opened, with whom, answered, over."""

from __future__ import annotations

from typing import Final, Literal

from ventanilla.kernel.text import Text

from .events import Answerer

Mark = Literal["done", "now", "next"]
Stages = tuple[tuple[Text, Mark], ...]
"""Each stage, and whether it is over, where the case is, or still to come."""

OPENED: Final = Text("ETAPA_ABIERTA", "Abierta")
ANSWERED: Final = Text("ETAPA_RESPONDIDA", "Respondida")
OVER: Final = Text("ETAPA_RESUELTA", "Resuelta")
WITH: Final = {
    Answerer.PERSON: Text("ETAPA_CON_PERSONA", "Con usted"),
    Answerer.EMPLOYER: Text("ETAPA_CON_PATRON", "Con su empleador"),
    Answerer.FILING: Text("ETAPA_CON_PATRON", "Con su empleador"),
    Answerer.OFFICIAL: Text("ETAPA_VERIFICANDO", "En verificación"),
    Answerer.PAYMENT: Text("ETAPA_PAGO", "Por pagar"),
}


def stages(of: Answerer, *, waits: bool, over: bool) -> Stages:
    """The stages of a case whose last question was for ``of``; ``waits``: nobody answered it yet.

    >>> [(str(stage), mark) for stage, mark in stages(Answerer.EMPLOYER, waits=True, over=False)]
    [('Abierta', 'done'), ('Con su empleador', 'now'), ('Respondida', 'next'), ('Resuelta', 'next')]
    >>> [mark for _, mark in stages(Answerer.OFFICIAL, waits=False, over=True)]
    ['done', 'done', 'done', 'now']
    """
    names = (OPENED, WITH[of], ANSWERED, OVER)
    at = 3 if over else 1 if waits else 2
    return tuple((name, "done" if n < at else "now" if n == at else "next") for n, name in enumerate(names))
