"""What cases keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Told, Use, Withheld

DISPUTED: Final = "while the act can be disputed **(P)**"
ROW: Final = "with the case"
STAFF: Final = "Usted y el personal que lo resuelve."

KEEPS: Final = Keeps(
    title="Cases (`apps/cases`)",
    tables=(
        Kept(
            model="Case",
            what="one filing of one trámite, and the draft before it",
            sees="row-level security: the office; the person",
            uses=(
                Use(
                    "what the person typed, and what the registers said of it when the draft was opened",
                    "the trámite's own",
                    "a draft until it is sent or expires **(P)**; what was filed, as the case",
                    {"draft": "Lo que usted contestó"},
                ),
                Use(
                    "who filed it and for whom, printed on the receipt",
                    "who asks; article to be confirmed",
                    DISPUTED,
                    {"applicant": "Quién lo presentó", "acting_for": "Por quién actuó"},
                ),
                Use(
                    "which trámite, and where it is",
                    "the trámite's own",
                    DISPUTED,
                    {
                        "title": "Trámite",
                        "folio": "Folio",
                        "state": "Estado",
                        "opened_at": "Empezado",
                        "saved_at": "Guardado",
                        "filed_at": "Presentado",
                        "promised_on": "Fecha prometida",
                        "resolved_at": "Resuelto",
                    },
                    ("id", "tramite"),
                ),
                Use(
                    "whose account and subject; how sure the office was of who it was",
                    "-",
                    ROW,
                    {},
                    ("account", "person", "subject", "acts_for", "assurance"),
                ),
                Use(
                    "that what was signed is what was filed", "evidence", DISPUTED, {}, ("content_sha256", "signature")
                ),
            ),
            told=Told(
                key="tramites",
                group=Group.TRAMITES,
                title="Sus trámites y borradores",
                why="Para recibir y resolver lo que usted pide.",
                until="Un borrador, hasta que lo envíe. Lo enviado, mientras se pueda reclamar.",
                sees=STAFF,
                through=("subject",),
                order="-saved_at",
            ),
        ),
        Kept(
            model="Resolution",
            what="what was decided, and all that it was decided from. Append-only",
            sees="row-level security: the office; the person",
            uses=(
                Use(
                    "questions, answers, parameters and code version: facts of the registers as they were",
                    "motivation of the resolution; article to be confirmed",
                    DISPUTED,
                    {
                        "kind": "Qué se decidió",
                        "decided_at": "Cuándo",
                        "record": Withheld(
                            "Con qué datos se decidió",
                            "Puede incluir datos de su familia. El motivo está en su expediente y en su documento.",
                        ),
                    },
                    ("id", "case", "number"),
                ),
            ),
            told=Told(
                key="resoluciones",
                group=Group.TRAMITES,
                title="Lo que se resolvió",
                why="Para poder explicar, años después, por qué se decidió así.",
                until="Mientras se pueda reclamar.",
                sees=STAFF,
                through=("case__subject",),
                order="-decided_at",
            ),
        ),
    ),
)
