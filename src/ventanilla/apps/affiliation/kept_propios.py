"""What is kept of a person's own evidence (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Kept, Told, Use

SEES: Final = "row-level security: the office; the person. No employer"
SOLO_USTED: Final = "Usted, y el personal de un trámite donde usted pida usarlo. Ningún empleador."

RECIBO: Final = Kept(
    model="ReciboGuardado",
    what="what a payroll receipt of the person says of their wage. The file is not kept",
    sees=SEES,
    uses=(
        Use(
            "to tell the person where their employer registered less than it paid. The person's consent: they give each"
            " one, and take it back whenever they want",
            "LSS 15-I, 18",
            "until the person takes it back",
            {
                "folio": "Folio fiscal",
                "registro": "Registro patronal que dice",
                "rfc_patron": "RFC de quien lo emitió",
                "desde": "Paga desde",
                "hasta": "Paga hasta",
                "sbc_centavos": "Salario base de cotización por día, en centavos",
                "guardado_at": "Cuándo lo guardó",
            },
            ("id", "persona"),
        ),
    ),
    told=Told(
        key="recibos_propios",
        group=Group.TRABAJO,
        title="Lo que dicen los recibos de nómina que usted guardó",
        why="Para decirle si su empleador registró menos de lo que le pagó.",
        until="Hasta que usted lo borre. Una constancia ya emitida conserva lo que usó.",
        sees=SOLO_USTED,
        through=("persona",),
        order="-desde",
    ),
)
NO_RECONOCE: Final = Kept(
    model="EmpleadorNoReconocido",
    what="employers that a person says they never worked for",
    sees=SEES,
    uses=(
        Use(
            "to tell the person which weeks stand on a work that they never did",
            "LSS 15, 18",
            "until the person takes it back",
            {"registro": "Registro patronal", "dicho_at": "Cuándo lo dijo"},
            ("id", "persona"),
        ),
    ),
    told=Told(
        key="empleadores_no_reconocidos",
        group=Group.TRABAJO,
        title="Los empleadores que usted dijo no conocer",
        why="Para decirle qué depende de un empleo que usted no tuvo.",
        until="Hasta que diga que sí lo conoce.",
        sees=SOLO_USTED,
        through=("persona",),
        order="-dicho_at",
    ),
)

TABLES: Final = (RECIBO, NO_RECONOCE)
