"""What is kept of the families' health insurance (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Kept, Shown, Told, Use

SEES: Final = "row-level security: the office; whoever contracted it; of a member, the member too"

SEGURO: Final = Kept(
    model="SeguroFamilia",
    what="each year of a family's health insurance that was paid",
    sees=SEES,
    uses=(
        Use(
            "to know who is covered, and to charge a year once",
            "LSS 240-245",
            "ten years after its last day **(P)**",
            {
                "dias": "Días que cubre",
                "pagado": "Pagado el",
                "referencia": "Referencia del banco",
                "fuente": "De dónde sale el precio",
                "registrado_at": "Registrado el",
            },
            ("id", "titular", "caso", "avisado"),
        ),
    ),
    told=Told(
        key="seguros_familia",
        group=Group.FAMILIA,
        title="Los seguros de salud que contrató para su familia",
        why="Para atender a quien está cubierto y cobrar una sola vez.",
        until="Diez años después del último día.",
        sees="Usted y el personal que los revisa.",
        through=("titular",),
        order="-registrado_at",
    ),
)
MIEMBRO: Final = Kept(
    model="MiembroSeguro",
    what="whom each year of a family's insurance covers; no illness is kept here",
    sees=SEES,
    uses=(
        Use(
            "entitlement to medical care of each member",
            "LSS 240-245",
            "ten years after its last day **(P)**",
            {
                "dias": "Días que cubre",
                "parentesco": Shown("Parentesco con quien contrató"),
                "edad": "Edad al contratar",
                "centavos": "Cuota, en centavos",
            },
            ("id", "seguro", "persona", "titular"),
        ),
    ),
    told=Told(
        key="seguro_familia_miembro",
        group=Group.FAMILIA,
        title="El seguro de salud de la familia que lo cubre",
        why="Para atenderlo.",
        until="Diez años después del último día.",
        sees="Usted, quien lo contrató y el personal que lo atiende.",
        through=("persona",),
        order="-dias",
    ),
)

TABLES: Final = (SEGURO, MIEMBRO)
