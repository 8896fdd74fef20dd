"""What cards keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Told, Use, Withheld

SEES: Final = (
    "row-level security: the office; the person; whoever acts for them. By serial, anybody: whether it is good"
)
WHO: Final = "Usted, quien puede actuar por usted, y quien lea el código mientras usted lo muestra."

KEEPS: Final = Keeps(
    title="Digital cards (`apps/cards`)",
    tables=(
        Kept(
            model="Card",
            what="that somebody has a card, and whether it is blocked",
            sees=SEES,
            uses=(
                Use(
                    "to show the card, and to block it",
                    "LSS 5-A, 84; the trámite's own",
                    "while the person may ask for care **(P)**",
                    {"issued_at": "Entregada", "blocked_at": "Bloqueada"},
                    ("id", "subject", "case", "account", "photograph"),
                ),
            ),
            told=Told(
                key="tarjetas",
                group=Group.TRAMITES,
                title="Su tarjeta digital",
                why="Para que muestre su derecho a la atención médica, y pueda bloquearla.",
                until="Mientras pueda pedir atención.",
                sees=WHO,
                through=("subject",),
                order="-issued_at",
            ),
        ),
        Kept(
            model="Credential",
            what="what each QR of a card stated, and until when",
            sees=SEES,
            uses=(
                Use(
                    "whether a QR that somebody shows is good, and the person's own history of it",
                    "verification",
                    "90 days after it ended",
                    {
                        "serial": "Serie",
                        "kind": "Calidad",
                        "name": "Nombre",
                        "until": "Derecho hasta",
                        "issued_at": "Renovada",
                        "expires_at": "Vence",
                        "withdrawn_at": "Bloqueada",
                        "cose": Withheld("Lo que lleva el código", "Es lo mismo, firmado. Está en su tarjeta."),
                    },
                    ("id", "card", "subject", "digest"),
                ),
            ),
            told=Told(
                key="tarjetas_renovadas",
                group=Group.TRAMITES,
                title="Los códigos de su tarjeta digital",
                why="Para saber si el código que alguien muestra sigue vigente.",
                until="Noventa días después de que vencen.",
                sees=WHO,
                through=("subject",),
                order="-issued_at",
            ),
        ),
    ),
)
