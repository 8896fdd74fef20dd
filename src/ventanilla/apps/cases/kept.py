"""What cases keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Keeps, Kept, Told, Use, Withheld

DISPUTED: Final = "while the act can be disputed **(P)**"
ROW: Final = "with the case"
STAFF: Final = "Usted y el personal que lo resuelve."

KEEPS: Final = Keeps(
    title="Cases (`apps/cases`)",
    tables=(
        Kept(
            model="Case",
            what="one filing of one trámite, and the draft before it",
            sees=SEEN_BY_OWNER,
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
                    ("id", "tramite", "form_version", "code_version", "expiry_told_at"),
                ),
                Use(
                    "whose account and subject; how sure the office was of who it was",
                    "-",
                    ROW,
                    {},
                    ("account", "person", "subject", "acts_for", "mandate", "assurance", "answers_to"),
                ),
                Use(
                    "which queue of the office reviews it, and the official who has it",
                    "who resolves; article to be confirmed",
                    DISPUTED,
                    {
                        "queue": "Área que lo revisa",
                        "taken_post": "Cargo de quien lo revisa",
                        "taken_unit": "Unidad",
                        "taken_at": "Lo tomó",
                    },
                    ("taken_by",),
                ),
                Use(
                    "that what was signed is what was filed: its lines, to the letter",
                    "evidence",
                    DISPUTED,
                    {"lines": "Lo que firmó"},
                    ("content_sha256", "signature"),
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
            sees=SEEN_BY_OWNER,
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
        Kept(
            model="Review",
            what="what each official said of a case: reasons, articles, and who else agreed",
            sees="row-level security: the office",
            uses=(
                Use(
                    "who resolved, with which post, why and by which article; printed on the resolution",
                    "motivation of the resolution; article to be confirmed",
                    DISPUTED,
                    {
                        "act": "Qué decidió",
                        "reasons": "Por qué",
                        "cite": "Con qué artículos",
                        "until": "Hasta cuándo se espera la respuesta",
                        "post": "Cargo de quien lo revisó",
                        "unit": "Unidad",
                        "at": "Cuándo",
                        "state": "Qué pasó con lo que propuso",
                        "second_at": "Cuándo lo vio otra persona",
                        "second_reason": "Por qué lo devolvió",
                    },
                    ("id", "case", "by", "second_by", "seen"),
                ),
            ),
            told=Told(
                key="revisiones",
                group=Group.TRAMITES,
                title="Lo que revisó una persona de la oficina",
                why="Para que usted sepa por qué se decidió así, y quién responde de ello.",
                until="Mientras se pueda reclamar.",
                sees=STAFF,
                through=("case__subject",),
                order="-at",
            ),
        ),
        Kept(
            model="Ask",
            what="what a case asks of its person, another party or an official, and what was answered",
            sees="row-level security: the office; the person whose case it is; the other party, that row and no more",
            uses=(
                Use(
                    "what is asked, until when and why",
                    "the trámite's own",
                    DISPUTED,
                    {
                        "title": "Trámite",
                        "why": "Por qué se pregunta",
                        "tells": "Lo que se le dijo a quien contesta",
                        "until": "Hasta cuándo",
                        "asked_at": "Preguntado",
                        "outcome": "Cómo terminó",
                        "closed_at": "Terminado",
                    },
                    (
                        *("id", "case", "number", "of", "queue", "concept", "centavos", "what", "tramite"),
                        *("reviewing", "files", "against", "matter"),
                    ),
                ),
                Use(
                    "what was answered, and what was typed before sending it",
                    "the trámite's own",
                    DISPUTED,
                    {
                        "answer": Withheld(
                            "Lo que se contestó",
                            "Puede ser la respuesta de otra parte. Su sentido está en el expediente.",
                        )
                    },
                    ("draft", "subject", "answered_by", "signature", "reminded"),
                ),
            ),
            told=Told(
                key="preguntas",
                group=Group.TRAMITES,
                title="Lo que se preguntó en sus trámites",
                why="Para resolver con lo que dijo cada parte.",
                until="Mientras se pueda reclamar.",
                sees=STAFF,
                through=("case__subject",),
                order="-asked_at",
            ),
        ),
        Kept(
            model="Consulta",
            what="a question that opened no case, and its answer",
            sees=SEEN_BY_OWNER,
            uses=(
                Use(
                    "what was asked and what was answered",
                    "right of petition (CPEUM 8); article to be confirmed",
                    DISPUTED,
                    {
                        "tema": "Sobre qué preguntó",
                        "question": "Su pregunta",
                        "asked_at": "Cuándo",
                        "promised_on": "Fecha prometida",
                        "state": "Estado",
                        "answer": "La respuesta",
                        "answered_at": "Contestada",
                        "post": "Cargo de quien contestó",
                        "unit": "Unidad",
                        "suggests": "Trámite que se le sugirió",
                        "became": "Trámite que empezó con ella",
                    },
                    ("id", "account", "subject", "proved", "queue", "answered_by"),
                ),
            ),
            told=Told(
                key="consultas",
                group=Group.TRAMITES,
                title="Sus preguntas",
                why="Para contestarle en la fecha prometida.",
                until="Mientras se pueda reclamar.",
                sees="Usted y el personal que contesta.",
                through=("subject",),
                order="-asked_at",
            ),
        ),
    ),
)
