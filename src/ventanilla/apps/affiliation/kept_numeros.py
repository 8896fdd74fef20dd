"""What is kept of numbers (NSS) and of the registers that were joined (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Kept, Shown, Told, Use, Withheld

WHILE: Final = "while a right can be claimed **(P)**"
CLAIMED: Final = "Mientras usted o su familia puedan reclamar un derecho."
STAFF: Final = "Usted y el personal que resuelve su trámite."
OFFICIAL: Final = "Es de quien hizo su trabajo en la oficina."

POBLACION: Final = Kept(
    model="RespuestaPoblacion",
    what="what the population registry answered about a CURP. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "to register somebody with the data that the registry confirms, and to prove what it said; names sealed in"
            " their columns",
            "LSS 15-I; RACERF 45",
            WHILE,
            {
                "curp": "CURP",
                "situacion": "Situación de la CURP",
                "vigente": "CURP que la sustituyó",
                "nombre": "Nombre",
                "primer_apellido": "Primer apellido",
                "segundo_apellido": "Segundo apellido",
                "nacimiento": "Fecha de nacimiento",
                "sexo": "Sexo",
                "preguntado_at": "Cuándo lo preguntamos",
            },
            ("id", "subject", "de_vigente"),
        ),
    ),
    told=Told(
        key="respuestas_poblacion",
        group=Group.PERSONA,
        title="Lo que el registro de población dijo de usted",
        why="Para registrarle con datos confirmados, sin que los escriba.",
        until=CLAIMED,
        sees=STAFF,
        through=("subject",),
        order="-preguntado_at",
    ),
)
CURP_ANTERIOR: Final = Kept(
    model="CurpAnterior",
    what="a CURP that somebody had before, and by which case it changed. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "so that what was filed with it stays theirs, and nobody else gets it",
            "LSS 15; RACERF 45",
            WHILE,
            {"curp": "CURP anterior", "cambio_at": "Cambió"},
            ("persona", "caso"),
        ),
    ),
    told=Told(
        key="curps_anteriores",
        group=Group.PERSONA,
        title="Las CURP que tuvo antes",
        why="Para que sus semanas y trámites anteriores sigan siendo suyos.",
        until=CLAIMED,
        sees=STAFF,
        through=("persona",),
        order="-cambio_at",
    ),
)
SERIE: Final = Kept(
    model="SerieNss",
    what="the last serial given out of each series of numbers",
    sees="row-level security: the office",
    uses=(
        Use("so that no number is given twice", "LSS 15-I", "as long as numbers are given", {}, ("clave", "ultimo")),
    ),
)
ASIGNADO: Final = Kept(
    model="NumeroAsignado",
    what="which number this office gave to whom, and in which case. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "one number for each person, for ever",
            "LSS 15-I; RACERF 45",
            WHILE,
            {"nss": "Número de Seguridad Social", "asignado_at": "Asignado"},
            ("persona", "caso"),
        ),
    ),
    told=Told(
        key="numero_asignado",
        group=Group.PERSONA,
        title="El número que le asignamos",
        why="Para que su número sea suyo y de nadie más.",
        until=CLAIMED,
        sees=STAFF,
        through=("persona",),
    ),
)
PROPUESTA: Final = Kept(
    model="Propuesta",
    what="what an official proposed of two registers that may be one person's. Append-only",
    sees="row-level security: the office",
    uses=(
        Use(
            "that one official proposes and another decides, and of whom",
            "LSS 15; RACERF 45",
            WHILE,
            {"clase": "Qué se propuso", "propuesta_at": "Cuándo"},
            ("id", "deshace"),
        ),
        Use(
            "which registers, which number, and why; the reasons are sealed in their column",
            "the same",
            WHILE,
            {
                "persona": Withheld("Quién conserva su registro", "Puede ser otra persona, si no eran la misma."),
                "otra": Withheld("El otro registro", "Puede ser de otra persona, si no eran la misma."),
                "retirado": Withheld("El número que se uniría", "Puede ser de otra persona, si no eran la misma."),
                "motivos": Withheld("Los motivos", "Pueden decir datos de otra persona, si no eran la misma."),
                "cuenta": Withheld("Cuenta de quien propuso", OFFICIAL),
                "propone": Withheld("Quién propuso", OFFICIAL),
            },
        ),
    ),
    told=Told(
        key="uniones_propuestas",
        group=Group.PERSONA,
        title="Cuándo se revisó si tiene dos registros",
        why="Para que una persona tenga un solo número, y nadie use el de otra.",
        until=CLAIMED,
        sees=STAFF,
        through=("persona", "otra"),
        order="-propuesta_at",
        as_office=True,
    ),
)
RESOLUCION: Final = Kept(
    model="Resolucion",
    what="what another official decided of a proposal. Append-only",
    sees="row-level security: the office",
    uses=(
        Use(
            "that two decided, when, and whether it was approved",
            "LSS 15; RACERF 45",
            WHILE,
            {"aprobada": "Se aprobó", "resuelta_at": "Cuándo"},
            ("propuesta",),
        ),
        Use(
            "who decided, and why; the reasons are sealed in their column",
            "the same",
            WHILE,
            {
                "motivos": Withheld("Los motivos", "Pueden decir datos de otra persona, si no eran la misma."),
                "cuenta": Withheld("Cuenta de quien decidió", OFFICIAL),
                "decide": Withheld("Quién decidió", OFFICIAL),
            },
        ),
    ),
    told=Told(
        key="uniones_resueltas",
        group=Group.PERSONA,
        title="Qué se resolvió de sus registros",
        why="Para que una persona tenga un solo número, y nadie use el de otra.",
        until=CLAIMED,
        sees=STAFF,
        through=("propuesta__persona", "propuesta__otra"),
        order="-resuelta_at",
        as_office=True,
    ),
)
UNIDO: Final = Kept(
    model="NumeroUnido",
    what="which registers and numbers are one person's",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "to read with somebody's history what was filed under another number of theirs",
            "LSS 15; RACERF 45",
            "until it is undone",
            {"retirado": Shown("Número que ya no se usa")},
            ("propuesta", "persona", "otra"),
        ),
    ),
    told=Told(
        key="numeros_unidos",
        group=Group.PERSONA,
        title="Los números que se unieron al suyo",
        why="Para que lo registrado con otro número suyo también cuente.",
        until="Mientras estén unidos.",
        sees=STAFF,
        through=("persona", "otra"),
    ),
)

TABLES: Final = (POBLACION, CURP_ANTERIOR, SERIE, ASIGNADO, PROPUESTA, RESOLUCION, UNIDO)
