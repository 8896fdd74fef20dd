"""What attachments keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Keeps, Kept, Told, Use, Withheld

WITH_CASE: Final = "with the draft, until it is sent or expires; what was filed, as the case **(P)**"
STAFF: Final = "Usted y el personal que resuelve su trámite."

KEEPS: Final = Keeps(
    title="Attachments (`apps/attachments`)",
    preface=(
        "The files themselves are in the storage, each sealed with a key of its own: what was sent, what it was\n"
        "cleaned to, and a picture of its first page. A key of the storage is drawn by chance and names nobody."
    ),
    tables=(
        Kept(
            model="StoredFile",
            what="a file that somebody sent, once for each subject",
            sees=SEEN_BY_OWNER,
            uses=(
                Use(
                    "to find again what was sent, and to prove that it is the same",
                    "the trámite's own",
                    WITH_CASE,
                    {"sha256": "Huella del archivo", "bytes": "Tamaño", "kind": "Tipo", "pages": "Páginas"},
                    ("id", "subject", "clean_sha256", "clean_bytes", "preview", "begun_at"),
                ),
                Use(
                    "whether a scanner looked at it (policy P31)",
                    "protection of whoever opens it",
                    WITH_CASE,
                    {"scanned": "Lo revisó un antivirus", "stored_at": "Guardado"},
                ),
            ),
            told=Told(
                key="archivos",
                group=Group.TRAMITES,
                title="Los archivos que adjuntó",
                why="Para resolver lo que usted pide con lo que lo prueba.",
                until="Un borrador, hasta que lo envíe. Lo enviado, mientras se pueda reclamar.",
                sees=STAFF,
                through=("subject",),
                order="-begun_at",
            ),
        ),
        Kept(
            model="Attachment",
            what="where in a request a file stands",
            sees=SEEN_BY_OWNER,
            uses=(
                Use(
                    "what the person answered with the file",
                    "the trámite's own",
                    WITH_CASE,
                    {
                        "name": Withheld(
                            "Nombre del archivo", "Puede decir datos suyos o de otra persona. Está en su trámite."
                        ),
                        "added_at": "Adjuntado",
                        "filed_at": "Presentado",
                    },
                    ("id", "subject", "case", "field", "file"),
                ),
            ),
            told=Told(
                key="adjuntos",
                group=Group.TRAMITES,
                title="En qué trámites están sus archivos",
                why="Para saber qué pregunta contesta cada archivo.",
                until="Un borrador, hasta que lo envíe. Lo enviado, mientras se pueda reclamar.",
                sees=STAFF,
                through=("subject",),
                order="-added_at",
            ),
        ),
    ),
)
