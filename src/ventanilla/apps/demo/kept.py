"""What only a demonstration keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Keeps, Kept, Use

DEMONSTRATION: Final = "as long as the demonstration"

KEEPS: Final = Keeps(
    title="The demonstration (`apps/demo`)",
    preface="Never in production: sowing refuses, and its pages do not exist there. Everybody in it is synthetic.",
    tables=(
        Kept(
            model="Siembra",
            what="the draw that its register comes from",
            sees="whoever runs the demonstration",
            uses=(
                Use(
                    "the same seed, day and sizes draw the same people again",
                    "-",
                    DEMONSTRATION,
                    {},
                    ("id", "seed", "today", "workers", "employers", "seeded_at"),
                ),
            ),
        ),
        Kept(
            model="Correo",
            what="the e-mails that a real office would have sent",
            sees="everybody who visits the demonstration",
            uses=(
                Use(
                    "address, subject and body, to be read where no post goes out",
                    "-",
                    DEMONSTRATION,
                    {},
                    ("id", "key", "sent_at", "to", "subject", "body"),
                ),
            ),
        ),
    ),
)
