"""What is kept so that a person's programs act in their name (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Keeps, Kept, Told, Use, Withheld

SECRET: Final = "Es un secreto: solo lo tiene quien creó la llave."  # noqa: S105 - words

KEY: Final = Kept(
    model="Key",
    what="what a program shows to act for whoever made it. Never removed: it is in their timeline",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "what it may do, until when, and when it last served",
            "consent, by making it",
            "while the account is open, then while its acts can be disputed **(P)**",
            {
                "name": "Nombre",
                "prefix": "Cómo empieza",
                "scopes": "Qué puede hacer",
                "acting_for": "Por quién actúa",
                "acting_for_rfc": "RFC de por quién actúa",
                "rfc": "Su RFC",
                "made_at": "Creada el",
                "expires_at": "Termina el",
                "used_at": "Usada el",
                "revoked_at": "Quitada el",
                "digest": Withheld("Lo que la reconoce", SECRET),
            },
            ("id", "account", "person", "acts_for", "kin", "certificate", "mandate", "expires", "used"),
        ),
    ),
    told=Told(
        key="llaves_de_programa",
        group=Group.CUENTA,
        title="Llaves que creó para sus programas",
        why="Para que un programa haga solo lo que usted le permitió.",
        until="Mientras tenga cuenta, y después mientras se pueda reclamar lo que hizo con ellas.",
        sees="Usted.",
        through=("person",),
        order="-made_at",
    ),
)
ANSWERED: Final = Kept(
    model="AnsweredRequest",
    what="what a program's request was answered, to answer it the same when it is sent again",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "a request is carried out once",
            "performing what was asked",
            "a day (policy P39)",
            {
                "begun": "Cuándo (segundos desde 1970)",
                "body": Withheld("Lo que se respondió", "Es lo que ya tiene su programa, y se borra en un día."),
                "key": Withheld("Lo que reconoce la petición", "Solo sirve para encontrarla."),
                "request": Withheld("Lo que reconoce lo pedido", "Solo sirve para compararlo."),
            },
            ("id", "account", "subject", "status", "content_type", "location", "etag"),
        ),
    ),
    told=Told(
        key="peticiones_de_programas",
        group=Group.CUENTA,
        title="Peticiones recientes de sus programas",
        why="Para no hacer dos veces lo que un programa pide dos veces.",
        until="Un día.",
        sees="Nadie: solo el programa.",
        through=("subject",),
        order="-begun",
    ),
)

KEEPS: Final = Keeps(title="Programs (`apps/programs`)", tables=(KEY, ANSWERED))
