"""The life of a case drawn from the code: a diagram and a table for `docs/reference`."""

from __future__ import annotations

from typing import Final

from .states import NEXT, SHOWN, State

PAGE: Final = "case-states.md"
WHO: Final[dict[State, str]] = {
    State.BORRADOR: "Whoever began it: answers, sends or deletes it. The office, once it expires",
    State.RECIBIDO: "The rules, at once",
    State.EN_ESPERA: "The authority of the certificate that signed it",
    State.PREGUNTADO: "Whoever was asked: the person, the employer, an official, a payment; or the end of the day",
    State.EN_REVISION: "An official of the queue",
    State.APROBADO: "Nobody: it is final",
    State.NEGADO: "Nobody: it is final",
    State.SIN_EFECTO: "Nobody: it is final",
    State.DESISTIDO: "Nobody: it is final",
}


def drawn() -> str:
    """The page, in Markdown with a Mermaid diagram: always what the code says."""
    first = next(state for state in State if not any(state in after for after in NEXT.values()))
    steps = [f"    {now.value} --> {then.value}" for now in State for then in State if then in NEXT[now]]
    ends = [f"    {state.value} --> [*]" for state in State if state.final]
    rows = [
        f"| `{state.value}` | {SHOWN[state]} | {WHO[state]} | "
        f"{', '.join(f'`{then.value}`' for then in State if then in NEXT[state]) or '-'} |"
        for state in State
    ]
    return "\n".join(
        (
            "<!-- Written by `ventanilla oficina estados` from `domain/cases/states.py`. Change that instead. -->",
            "# The states of a case",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {first.value}",
            *steps,
            *ends,
            "```",
            "",
            "| state | what the person reads | who acts | may go to |",
            "|---|---|---|---|",
            *rows,
            "",
        )
    )
