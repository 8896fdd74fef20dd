"""What the log keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Elsewhere, Group, Keeps, Kept, Told, Use, Withheld

FOREVER: Final = "for ever: a chain has no holes"
DISPUTED: Final = "while the access can be disputed **(P)**"

KEEPS: Final = Keeps(
    title="Log (`apps/eventlog`)",
    tables=(
        Kept(
            model="LoggedEvent",
            what="what happened, one chain for each subject. Append-only",
            sees=SEEN_BY_OWNER,
            uses=(
                Use(
                    "what happened, by identifiers; no personal value in clear",
                    "security; motivation",
                    FOREVER,
                    {"type": "Qué pasó", "recorded_at": "Cuándo", "body": "Cómo quedó anotado"},
                ),
                Use("whose chain, which link, of which case", "-", FOREVER, {}, ("id", "subject", "seq", "case")),
                Use("no link is changed or taken out", "-", FOREVER, {}, ("prev", "hash")),
                Use(
                    "personal values of an event, sealed under a key of their subject",
                    "the event's own",
                    "erasing destroys the key",
                    {"sealed": "En palabras"},
                ),
            ),
            told=Told(
                key="historial",
                group=Group.HISTORIAL,
                title="Lo que ha pasado con usted en esta oficina",
                why="Para que usted y la institución puedan probar qué se hizo, cuándo y quién lo hizo.",
                until="Siempre. Si se borran sus datos, se destruye la llave que los abre.",
                sees="Usted y el personal que lo resuelve.",
                through=("subject",),
                order="-id",
            ),
        ),
        Kept(
            model="SubjectKey",
            what="the key that seals a subject's values",
            sees="no row-level security: a key without the installation's own opens nothing",
            uses=(
                Use(
                    "erasing a person destroys it and never a link",
                    "the event's own",
                    "until the person is erased",
                    {
                        "wrapped": Withheld(
                            "Su llave del historial", "Es lo que protege sus datos: no sale de la oficina."
                        )
                    },
                    ("subject",),
                ),
            ),
        ),
        Kept(
            model="AccessRecord",
            what="who used whose data. Append-only",
            sees=SEEN_BY_OWNER,
            uses=(
                Use(
                    "by whom, for whom, what, when and why somebody's data were read; never from which address",
                    "access by its owner; article to be confirmed",
                    DISPUTED,
                    {
                        "at": "Cuándo",
                        "reader": "Como qué",
                        "post": "Puesto",
                        "unit": "Unidad",
                        "acting_for": "Por quién actuaba",
                        "what": "Qué vio",
                        "why": "Para qué",
                    },
                ),
                Use(
                    "which official or relative; their name is looked up by whoever may know it",
                    "the same",
                    DISPUTED,
                    {
                        "account": Withheld("Cuenta de quien los vio", "Es de otra persona."),
                        "person": Withheld("Identificador de quien los vio", "Es de otra persona."),
                    },
                ),
                Use("whose data", "-", DISPUTED, {}, ("id", "subject")),
            ),
            told=Told(
                key="usos",
                group=Group.HISTORIAL,
                title="Quién usó sus datos",
                why="Para que usted sepa quién los vio, y para qué.",
                until="Mientras se pueda reclamar lo que se hizo con ellos.",
                sees="Usted y el personal que revisa los accesos.",
                through=("subject",),
                order="-id",
            ),
        ),
    ),
    elsewhere=(
        Elsewhere(
            "structured logs (`var/log/ventanilla-*.jsonl`)",
            "routes, status, times, references and kinds of error, never values",
            "security",
            "ninety days",
        ),
    ),
)
