"""What is kept of beneficiaries and of clinics (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Kept, Told, Use, Withheld

from .kept_ledger import ANOTHER

FILIACION: Final = Kept(
    model="RespuestaFiliacion",
    what="whether the population registry has one person as the mother or father of another. Append-only",
    sees="row-level security: the office; the holder who asked to register the other",
    uses=(
        Use(
            "to register a child or a parent whom the registry confirms, and to prove what it said",
            "LSS 84-V to IX",
            "while a right can be claimed **(P)**",
            {
                "hijo": Withheld("CURP de la hija o el hijo", ANOTHER),
                "progenitor": Withheld("CURP de la madre o el padre", ANOTHER),
                "filiacion": "Lo que contestó",
                "preguntado_at": "Cuándo lo preguntamos",
            },
            ("id", "subject"),
        ),
    ),
    told=Told(
        key="respuestas_filiacion",
        group=Group.FAMILIA,
        title="Lo que el registro de población dijo de su parentesco con alguien",
        why="Para registrar a su familia sin que nadie registre a quien no es suyo.",
        until="Mientras usted o su familia puedan reclamar un derecho.",
        sees="Usted y el personal que resuelve su trámite.",
        through=("subject",),
        order="-preguntado_at",
    ),
)
CODIGO: Final = Kept(
    model="CodigoClinica",
    what="which clinic attends each postal code, loaded by whoever operates the office",
    sees="everybody: it holds no personal data",
    uses=(
        Use(
            "to tell where somebody is attended",
            "RPM",
            "as long as the register",
            {},
            ("codigo_postal", "clinica"),
        ),
    ),
)

TABLES: Final = (FILIACION, CODIGO)
