"""What is kept so that a person enters other applications with this account (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import (
    SEEN_BY_OFFICE,
    SEEN_BY_OWNER,
    Elsewhere,
    Group,
    Keeps,
    Kept,
    Shown,
    Told,
    Use,
    Withheld,
)

CONSENTED: Final = "consent, given on a page that says it line by line"
SECRET: Final = "Es un secreto entre la aplicación y la oficina."  # noqa: S105 - words
DAY: Final = "a day after it ends"

CLIENT: Final = Kept(
    model="Client",
    what="an application of others; an official answers for it. Never removed: people's timelines name it",
    sees="no data of whoever enters it",
    uses=(
        Use(
            "its name, who operates it, what it may ask, a keyed digest of its secret",
            "competence of who registers",
            "as long as the installation",
            {},
            (
                "id",
                "name",
                "operator",
                "sector",
                "secret",
                "scopes",
                "registered_at",
                "registered_by",
                "retired_at",
            ),
        ),
    ),
)
ADDRESS: Final = Kept(
    model="Address",
    what="where an application may be answered",
    sees="no personal value",
    uses=(Use("answers go there alone", "-", "with the application", {}, ("id", "client", "address", "origin")),),
)
CONSENT: Final = Kept(
    model="Consent",
    what="what a person lets an application know, until they take it back. Never removed",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "since when, last used, and when they took it back",
            CONSENTED,
            "while the account is open, then while it can be disputed **(P)**",
            {
                "client": Shown("Aplicación", path="client__name"),
                "scopes": "Qué puede saber",
                "since": "Desde",
                "used_at": "Usada el",
                "withdrawn_at": "Retirada el",
            },
            ("id", "account", "subject"),
        ),
    ),
    told=Told(
        key="aplicaciones_permitidas",
        group=Group.CUENTA,
        title="Aplicaciones en que entra con su cuenta",
        why="Para decirle a cada una solo lo que usted permitió.",
        until="Mientras tenga cuenta, y después mientras se pueda reclamar.",
        sees="Usted.",
        through=("subject",),
        order="-since",
        as_office=True,
    ),
)
CODE: Final = Kept(
    model="AuthorizationCode",
    what="what an application changes for a token; it serves a minute, once",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "for whom, which session, when and how they entered",
            "performing that consent",
            DAY,
            {
                "scopes": "Qué pidió saber",
                "entered": "Cuándo entró (segundos desde 1970)",
                "digest": Withheld("Lo que reconoce el código", SECRET),
            },
            (
                "id",
                "consent",
                "subject",
                "session",
                "redirect_uri",
                "challenge",
                "nonce",
                "acr",
                "amr",
                "issued",
                "used",
            ),
        ),
    ),
    told=Told(
        key="codigos_para_aplicaciones",
        group=Group.CUENTA,
        title="Códigos que dimos a esas aplicaciones",
        why="Para que cada uno sirva una sola vez.",
        until="Un día.",
        sees="Nadie: solo el programa.",
        through=("subject",),
        order="-issued",
        as_office=True,
    ),
)
TOKEN: Final = Kept(
    model="AccessToken",
    what="what shows an application what was allowed, for ten minutes",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "a digest; which session and consent it ends with",
            "performing that consent",
            DAY,
            {
                "scopes": "Qué deja saber",
                "expires": "Termina (segundos desde 1970)",
                "digest": Withheld("Lo que lo reconoce", SECRET),
            },
            ("id", "code", "consent", "subject", "session", "revoked"),
        ),
    ),
    told=Told(
        key="fichas_de_aplicaciones",
        group=Group.CUENTA,
        title="Lo que cada aplicación muestra para preguntar por usted",
        why="Para responderle solo mientras usted la deje.",
        until="Un día.",
        sees="Nadie: solo el programa.",
        through=("subject",),
        order="-expires",
        as_office=True,
    ),
)

KEEPS: Final = Keeps(
    title="Other applications (`apps/oidc`)",
    tables=(CLIENT, ADDRESS, CONSENT, CODE, TOKEN),
    elsewhere=(
        Elsewhere(
            "what an application is told",
            "a name of the person that serves in its sector alone; and, if allowed, name, e-mail, CURP",
            "consent",
            "the application's own notice says",
        ),
    ),
)
