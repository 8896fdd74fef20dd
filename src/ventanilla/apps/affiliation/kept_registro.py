"""What the register of employers keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Kept, Shown, Told, Use

WORKERS: Final = "while its workers' rights can be claimed **(P)**"
THEIRS: Final = "Mientras las personas que trabajan para usted puedan reclamar un derecho."
OFFICE: Final = "Usted y el personal que resuelve sus trámites."
LOADED: Final = "until another is loaded"

AVISO: Final = Kept(
    model="AvisoPatronal",
    what="every notice of a registro patronal. Append-only",
    sees="row-level security: the office; the employer",
    uses=(
        Use(
            "what the employer gave notice of, and since when; the house of a natural person may be its address, so it"
            " is sealed in its column",
            "LSS 15-I; RACERF 12-18",
            WORKERS,
            {
                "registro": Shown("Registro patronal", path="registro__numero"),
                "tipo": "Aviso",
                "fecha": "Con efecto el",
                "nombre": "Nombre",
                "nombre_comercial": "Nombre comercial",
                "domicilio": "Domicilio fiscal",
                "centro": "Domicilio del centro de trabajo",
            },
            ("id", "caso"),
        ),
        Use(
            "the class, the fraction and the premium that quotas are computed with",
            "LSS 71-74; RACERF 18-28",
            WORKERS,
            {"actividad": "Actividad", "fraccion": "Fracción", "clase": "Clase", "prima": "Prima, en por ciento"},
        ),
        Use(
            "where it is: its municipality, its minimum wage, and who attends it",
            "RACERF 12",
            WORKERS,
            {"zona": "Zona de salario mínimo", "municipio": "Clave de municipio", "otro": "Registro que se relaciona"},
            ("delegacion", "subdelegacion"),
        ),
        Use(
            "what was known when, and what corrects what",
            "LSS 15",
            WORKERS,
            {"recorded_at": "Cuándo lo supimos", "supersedes": "Corrige a"},
        ),
    ),
    told=Told(
        key="avisos_patronales",
        group=Group.TRABAJO,
        title="Lo que avisó como empleador",
        why="Para saber qué es su registro patronal en cada fecha, y con qué prima se calculan sus cuotas.",
        until=THEIRS,
        sees=OFFICE,
        through=("registro__patron",),
        order="-recorded_at",
    ),
)
TRAMO: Final = Kept(
    model="TramoRegistro",
    what="what a registro is in each stretch of days: made again from its notices",
    sees="row-level security: the office; the employer",
    uses=(
        Use(
            "to know it without reading every notice",
            "LSS 15-I; RACERF 12-18",
            "as long as its notices",
            {
                "registro": Shown("Registro patronal", path="registro__numero"),
                "desde": "Desde",
                "hasta": "Hasta",
                "situacion": "Situación",
                "clase": "Clase",
                "fraccion": "Fracción",
                "prima": "Prima, en por ciento",
                "zona": "Zona de salario mínimo",
                "municipio": "Clave de municipio",
            },
            ("id",),
        ),
    ),
    told=Told(
        key="tramos_registro",
        group=Group.TRABAJO,
        title="Su registro patronal en cada fecha",
        why="Se obtiene de lo que avisó, para consultarlo pronto.",
        until=THEIRS,
        sees=OFFICE,
        through=("registro__patron",),
        order="desde",
    ),
)
MES: Final = Kept(
    model="MesHogar",
    what="months of somebody who works in a home, as their employer registered them. Append-only",
    sees="row-level security: the office; the person; the employer",
    uses=(
        Use(
            "the days and the wage of which the institution computes what is paid",
            "LSS 12-IV and chapter XI",
            "never removed: weeks and pensions are computed from it",
            {
                "registro": Shown("Registro patronal", path="registro__numero"),
                "mes": "Mes",
                "dias": "Días",
                "salario_centavos": "Salario diario",
                "recorded_at": "Cuándo lo supimos",
            },
            ("id", "persona", "caso"),
        ),
    ),
    told=Told(
        key="meses_hogar",
        group=Group.TRABAJO,
        title="Su trabajo en un hogar, mes por mes",
        why="De aquí salen sus semanas y su atención médica.",
        until="Siempre: la ley pide conservarlo.",
        sees="Usted, quien le emplea y el personal que resuelve sus trámites.",
        through=("persona",),
        order="-mes",
    ),
)
NUMERACION: Final = Kept(
    model="Numeracion",
    what="the last serial of a registro that was given out in a municipality",
    sees="row-level security: the office; it holds no personal data",
    uses=(Use("that no number is given twice", "RACERF 12", "as long as the register", {}, ("municipio", "ultimo")),),
)
LOCALIDAD: Final = Kept(
    model="Localidad",
    what="where each postal code is, loaded by whoever operates the office",
    sees="everybody: it holds no personal data",
    uses=(
        Use(
            "to give a registro its municipality, and to know who attends it",
            "RACERF 12",
            LOADED,
            {},
            ("codigo_postal", "municipio", "municipio_nombre", "entidad", "delegacion", "subdelegacion", "zona"),
        ),
    ),
)
FRACCION: Final = Kept(
    model="Fraccion",
    what="the catalogue of activities, loaded by whoever operates the office",
    sees="everybody: it holds no personal data",
    uses=(
        Use(
            "to tell the class of an activity",
            "LSS 71; RACERF",
            LOADED,
            {},
            ("clave", "division", "grupo", "nombre", "clase"),
        ),
    ),
)
RECORDATORIO: Final = Kept(
    model="RecordatorioPlazo",
    what="of which terms an employer was reminded. Append-only",
    sees="row-level security: the office; the employer",
    uses=(
        Use(
            "that no term is said twice, and none is left unsaid where a round did not run",
            "LSS 15, 39",
            WORKERS,
            {"hasta": "Último día", "dicho_at": "Se lo recordamos el"},
            ("id", "patron", "clave"),
        ),
    ),
    told=Told(
        key="recordatorios_plazos",
        group=Group.TRABAJO,
        title="Los plazos que le recordamos como empleador",
        why="Para no recordarle dos veces el mismo plazo.",
        until=THEIRS,
        sees=OFFICE,
        through=("patron",),
        order="-dicho_at",
    ),
)

TABLES: Final = (AVISO, TRAMO, MES, NUMERACION, LOCALIDAD, FRACCION, RECORDATORIO)
