"""What the ledger keeps, and what is kept beside it to be found (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Kept, Shown, Told, Use, Withheld

NEVER: Final = "never removed: weeks and pensions are computed from it"
ANOTHER: Final = "Es un dato de otra persona."
FOLLOWS: Final = "Es lo mismo que sus empleadores avisaron, ordenado por días. Lo que avisaron se le entrega completo."

MOVIMIENTO: Final = Kept(
    model="Movimiento",
    what="what employers filed. Append-only",
    sees="row-level security: the office; the person; the employer that filed it",
    uses=(
        Use(
            "whose employment, and with whom. `nss` is the number it was filed under, perhaps not the person's own",
            "LSS 15-I, 34, 37",
            NEVER,
            {
                "nss": "Número con que se presentó",
                "registro": Shown("Registro patronal", path="registro__numero"),
            },
            ("id", "persona"),
        ),
        Use(
            "days and wage that quotas and rights are computed on",
            "LSS 27, 28, 34",
            NEVER,
            {
                "tipo": "Movimiento",
                "fecha": "Fecha",
                "sbc_centavos": "Salario diario",
                "causa": "Causa de la baja",
                "declarada": "Fecha que dice el aviso",
                "trabajador": "Tipo de trabajador",
                "salario": "Tipo de salario",
                "semana": "Semana o jornada",
                "contrato_hasta": "Último día del contrato",
            },
        ),
        Use(
            "who filed it, for whom and by which leave: done by somebody for somebody",
            "LSS 15",
            NEVER,
            {
                "cuenta": Withheld("Identificador de quien lo presentó", ANOTHER),
                "por": Withheld("Identificador de por quién se presentó", ANOTHER),
                "autorizacion": Withheld("Con qué autorización se presentó", ANOTHER),
            },
            ("caso",),
        ),
        Use(
            "what was known when, and what corrects what",
            "LSS 15; RACERF 55",
            NEVER,
            {"recorded_at": "Cuándo lo supimos", "supersedes": "Corrige a"},
        ),
    ),
    told=Told(
        key="movimientos",
        group=Group.TRABAJO,
        title="Lo que sus empleadores avisaron",
        why="De aquí salen sus semanas, cuotas y pensiones. El 08 es alta; el 07, cambio de salario; el 02, baja.",
        until="Siempre: la ley pide conservarlo.",
        sees="Usted, el empleador que lo presentó y el personal que resuelve sus trámites.",
        through=("persona",),
        order="-recorded_at",
    ),
)
TRAMO: Final = Kept(
    model="Tramo",
    what="a projection of the movements: the days at each wage, and from when to when that was held true",
    sees="row-level security: the office; the person; the employer",
    uses=(
        Use(
            "who works for an employer on a day, and at which wage, without reading every movement",
            "LSS 15, 34, 37",
            "as long as the movements; dropped and made again from them",
            {
                "persona": Withheld("De quién son los días", FOLLOWS),
                "registro": Withheld("Registro patronal", FOLLOWS),
                "nss": Withheld("Número con que se presentó", FOLLOWS),
                "dias": Withheld("Días", FOLLOWS),
                "conocido": Withheld("Desde cuándo lo sabemos", FOLLOWS),
                "empleo_desde": Withheld("Primer día del empleo", FOLLOWS),
                "sbc_centavos": Withheld("Salario diario", FOLLOWS),
                "trabajador": Withheld("Tipo de trabajador", FOLLOWS),
                "salario": Withheld("Tipo de salario", FOLLOWS),
                "semana": Withheld("Semana o jornada", FOLLOWS),
                "contrato_hasta": Withheld("Último día del contrato", FOLLOWS),
            },
            ("id",),
        ),
    ),
)
ASIGNACION: Final = Kept(
    model="Asignacion",
    what="where somebody was attended, and since when that is known. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "which clinic somebody had on a day",
            "RPM",
            "as long as the person's row",
            {
                "clinica": Shown("Clínica", path="clinica__nombre"),
                "consultorio": "Consultorio",
                "turno": "Turno",
                "desde": "Desde",
                "recorded_at": "Cuándo lo supimos",
            },
            ("id", "persona", "caso"),
        ),
    ),
    told=Told(
        key="asignaciones",
        group=Group.PERSONA,
        title="Las clínicas que ha tenido",
        why="Para saber qué clínica le tocaba cada día.",
        until="Con su registro de persona asegurada.",
        sees="Usted y el personal que resuelve sus trámites.",
        through=("persona",),
    ),
)
