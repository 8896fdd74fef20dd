"""What the inbox keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Told, Use

WHILE: Final = "as the event that it points to **(P)**"

KEEPS: Final = Keeps(
    title="Inbox (`apps/inbox`)",
    preface=(
        "What a notice says is not here: it is read from the sealed event each time, so erasing its subject's key\n"
        "erases it from the inbox too."
    ),
    tables=(
        Kept(
            model="Aviso",
            what="that somebody is told of an event the moment it is recorded",
            sees="row-level security: the office; whoever it is for",
            uses=(
                Use(
                    "to tell a person what an employer or the office recorded of them",
                    "LSS 15-III, 18",
                    WHILE,
                    {"deposited_at": "Recibido", "opened_at": "Abierto"},
                    ("id", "subject", "seq", "kind", "disputed_at"),
                ),
                Use(
                    "not to send one e-mail after another (policy `aviso_correo_espera`)",
                    "-",
                    WHILE,
                    {"told_at": "Le avisamos por correo"},
                ),
            ),
            told=Told(
                key="avisos",
                group=Group.HISTORIAL,
                title="Los avisos de su buzón",
                why="Para que sepa qué se registró de usted, y pueda decir si no es correcto.",
                until="Mientras se pueda reclamar lo que dicen.",
                sees="Usted.",
                through=("subject",),
                order="-id",
            ),
        ),
    ),
)
