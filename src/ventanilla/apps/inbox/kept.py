"""What the inbox keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OFFICE, Belongs, Group, Keeps, Kept, Told, Use, Withheld

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
        Kept(
            model="NoticeChoice",
            what="of which topics somebody wants to be told, by e-mail or on a device",
            sees=SEEN_BY_OFFICE,
            uses=(
                Use(
                    "not to write to whoever does not want it",
                    "consent",
                    "until changed",
                    {"topic": "De qué", "channel": "Cómo", "wanted": "Quiere que le avisemos"},
                    ("id", "account"),
                ),
            ),
            told=Told(
                key="avisos_elegidos",
                group=Group.CUENTA,
                title="De qué quiere que le avisemos",
                why="Para avisarle como usted eligió.",
                until="Hasta que lo cambie.",
                sees="Solo usted.",
                through=("account",),
                belongs=Belongs.ACCOUNT,
                as_office=True,
            ),
        ),
        Kept(
            model="Device",
            what="a browser that is told that there is a notice; its address and its secret are sealed",
            sees=SEEN_BY_OFFICE,
            uses=(
                Use(
                    "to say on that device that there is something in the inbox; never what",
                    "consent, by adding it",
                    "until taken away, or its service says that it is gone",
                    {
                        "name": "Dispositivo",
                        "added_at": "Agregado el",
                        "endpoint": Withheld("Su dirección", "Con ella otro podría escribir a su dispositivo."),
                        "key": Withheld("Su llave", "Solo sirve para escribirle de modo que nadie más lo lea."),
                        "secret": Withheld("Su secreto", "Lo mismo."),
                        "endpoint_digest": Withheld("Lo que lo reconoce", "Solo sirve para no repetirlo."),
                    },
                    ("id", "account", "pushed"),
                ),
            ),
            told=Told(
                key="dispositivos_avisados",
                group=Group.CUENTA,
                title="Los dispositivos en que le avisamos",
                why="Para decirle ahí que tiene un aviso.",
                until="Hasta que los quite.",
                sees="Solo usted.",
                through=("account",),
                belongs=Belongs.ACCOUNT,
                order="-added_at",
                as_office=True,
            ),
        ),
    ),
)
