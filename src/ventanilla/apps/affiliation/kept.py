"""What the register of affiliation keeps (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Keeps, Kept, Shown, Told, Use, Withheld

from .kept_familia import TABLES as OF_FAMILIES
from .kept_ledger import ANOTHER, ASIGNACION, MOVIMIENTO, TRAMO
from .kept_numeros import TABLES as OF_NUMEROS
from .kept_propios import TABLES as OF_EVIDENCE
from .kept_registro import TABLES as OF_REGISTROS
from .kept_seguros import TABLES as OF_SEGUROS

RIGHTS: Final = "while rights can be claimed **(P)**"
ROW: Final = "as long as the row"
STAFF: Final = "Usted y el personal que resuelve sus trámites."
FAMILY: Final = "Usted, el personal que resuelve sus trámites y, de lo que imprime una constancia, su familia actual."
BENEFICIARY: Final = "beneficiario"

PERSONA: Final = Kept(
    model="Persona",
    what="whoever the register knows",
    sees="row-level security: the office; the person; their current family",
    uses=(
        Use("opaque identity, the only one that crosses apps", "-", ROW, {"subject": "Identificador interno"}),
        Use("tells one person from another; sign-in with an e.firma", "LSS 15; RACERF 45", RIGHTS, {"curp": "CURP"}),
        Use("the number that movements are filed under", "LSS 15", RIGHTS, {"nss": "Número de Seguridad Social"}),
        Use(
            "printed on every constancia; search by staff; the last one is a sort key, derived",
            "RACERF 45",
            RIGHTS,
            {"nombre": "Nombre", "primer_apellido": "Primer apellido", "segundo_apellido": "Segundo apellido"},
            ("orden",),
        ),
        Use(
            "ages that the law asks about (16, 25, 60, 65)",
            "LSS 84, 154, 162",
            RIGHTS,
            {"nacimiento": "Fecha de nacimiento"},
        ),
        Use("as the population registry has it (H, M or X)", "RACERF 45", RIGHTS, {"sexo": "Sexo"}),
        Use("the medical aggregate printed on the constancia", "RPM", RIGHTS, {"agregado": "Agregado médico"}),
        Use(
            "where the person is attended",
            "RPM",
            "until the next assignment",
            {
                "clinica": Shown("Clínica", path="clinica__nombre"),
                "consultorio": "Consultorio",
                "turno": "Turno",
            },
        ),
        Use(
            "a pension gives care (LSS 84-II). The kind of pension may suggest a health condition: shown to its owner"
            " and to staff who resolve, never to relatives or employers",
            "LSS 84",
            RIGHTS,
            {
                "pension_tipo": "Tipo de pensión",
                "pension_desde": "Pensión desde",
                "pension_hasta": "Pensión hasta",
                "pension_registrada_at": "Cuándo supimos de su pensión",
                "pension_fin_registrado_at": "Cuándo supimos que terminó",
            },
        ),
    ),
    told=Told(
        key="persona",
        group=Group.PERSONA,
        title="Su registro de persona asegurada",
        why="Para saber quién es usted y no confundirle con otra persona.",
        until="Mientras usted o su familia puedan reclamar un derecho.",
        sees=FAMILY,
        through=("subject",),
    ),
)
CONTACTO: Final = Kept(
    model="Contacto",
    what="how to reach somebody",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "to tell them that somebody opened an account with their CURP, and to send the code that proves whose it"
            " is. A page shows no more than two letters of it",
            "protection of whose CURP it is; article to be confirmed",
            "until changed",
            {
                "correo": Withheld(
                    "Correo que ya teníamos",
                    "Con él comprobamos que es usted, así que no sale completo. Para verlo o corregirlo, pídalo.",
                ),
                "huella": Withheld("Lo que reconoce ese correo", "Solo sirve para no tenerlo dos veces."),
            },
            ("id", "persona"),
        ),
    ),
    told=Told(
        key="contactos",
        group=Group.PERSONA,
        title="Cómo avisarle",
        why="Para avisarle si alguien abre una cuenta con su CURP, y para confirmar que es usted.",
        until="Hasta que lo cambie.",
        sees=STAFF,
        through=("persona",),
    ),
)
PARENTESCO: Final = Kept(
    model="Parentesco",
    what="who is registered as whose beneficiary",
    sees="row-level security: the office; both people",
    uses=(
        Use(
            "the family's right to care",
            "LSS 84-III to IX",
            RIGHTS,
            {
                "parentesco": "Parentesco",
                "titular": Withheld("Identificador de la persona titular", ANOTHER),
                "beneficiario": Withheld("Identificador de la persona beneficiaria", ANOTHER),
            },
            ("id",),
        ),
        Use(
            "on which days it counts; an ended tie shows nobody to the other",
            "LSS 84",
            RIGHTS,
            {
                "desde": "Desde",
                "hasta": "Hasta",
                "registrado_at": "Cuándo lo supimos",
                "fin_registrado_at": "Cuándo supimos que terminó",
            },
        ),
        Use(
            "children from 16 to 25 who study",
            "LSS 84-VI",
            RIGHTS,
            {"estudia_hasta": Shown("Estudia hasta", mine=BENEFICIARY)},
        ),
        Use(
            "children who cannot support themselves: that a dictamen exists, never what it says",
            "LSS 84-VII",
            RIGHTS,
            {"incapacitado": Shown("Hay un dictamen de incapacidad", mine=BENEFICIARY)},
        ),
        Use(
            "asked of parents",
            "LSS 84-VIII, IX",
            RIGHTS,
            {"convive_y_depende": Shown("Vive con la persona titular y depende de ella", mine=BENEFICIARY)},
        ),
    ),
    told=Told(
        key="parentescos",
        group=Group.FAMILIA,
        title="Su familia registrada",
        why="Para saber quién tiene derecho a la atención médica por usted, o usted por quién.",
        until="Mientras usted o su familia puedan reclamar un derecho.",
        sees="Usted, su familia registrada y el personal que resuelve sus trámites.",
        through=("titular", "beneficiario"),
    ),
)
CONTRADICCION: Final = Kept(
    model="Contradiccion",
    what="registers that cannot both be right",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "an official looks before anything is concluded",
            "LSS 15",
            "with the person's row",
            {"codigo": "Qué no coincide", "detectada": "Desde cuándo", "resuelta": "Resuelto el"},
            ("id", "persona"),
        ),
    ),
    told=Told(
        key="contradicciones",
        group=Group.PERSONA,
        title="Lo que no coincide en sus registros",
        why="Para que una persona lo revise antes de decidir algo con ellos.",
        until="Con su registro de persona asegurada.",
        sees=STAFF,
        through=("persona",),
    ),
)
DOMICILIO: Final = Kept(
    model="Domicilio",
    what="where somebody lives, as they wrote it",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "where papers are sent, and which clinic is near",
            "RACERF 45-47",
            "until changed; the one before, as a change",
            {"texto": "Domicilio", "desde": "Desde"},
            ("persona",),
        ),
    ),
    told=Told(
        key="domicilio",
        group=Group.PERSONA,
        title="Su domicilio",
        why="Para enviarle papeles y saber qué clínica le queda cerca.",
        until="Hasta que lo cambie. El anterior queda entre sus cambios.",
        sees=STAFF,
        through=("persona",),
    ),
)
CAMBIO: Final = Kept(
    model="Cambio",
    what="what a datum was and is, and by which case. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "that a correction can be explained and undone",
            "LSS 15; RACERF 45-47",
            RIGHTS,
            {"campo": "Dato", "antes": "Antes", "despues": "Después", "hecho_at": "Cuándo"},
            ("id", "persona", "caso"),
        ),
    ),
    told=Told(
        key="cambios",
        group=Group.PERSONA,
        title="Los datos suyos que cambiaron",
        why="Para explicar, años después, qué decía su registro y por qué cambió.",
        until="Mientras usted o su familia puedan reclamar un derecho.",
        sees=STAFF,
        through=("persona",),
        order="-hecho_at",
    ),
)
PATRON: Final = Kept(
    model="Patron",
    what="employers",
    sees="no row-level security: their names are printed on their workers' documents",
    uses=(
        Use(
            "who the employer is; an employer may be a natural person, whose RFC is personal",
            "LSS 15-I",
            "while its workers' rights can be claimed **(P)**",
            {"rfc": "RFC", "nombre": "Nombre"},
            ("subject", "moral", "orden"),
        ),
    ),
    told=Told(
        key="patron",
        group=Group.TRABAJO,
        title="Usted como empleador",
        why="Para saber con quién están aseguradas las personas que trabajan para usted.",
        until="Mientras ellas puedan reclamar un derecho.",
        sees="El personal, y quien lea los documentos de las personas que trabajan para usted.",
        through=("subject",),
    ),
)
REGISTRO: Final = Kept(
    model="RegistroPatronal",
    what="where an employer's workers are insured",
    sees="no row-level security: its number is printed on its workers' documents",
    uses=(
        Use(
            "where its workers are insured",
            "LSS 15-I; RACERF 12",
            "while its workers' rights can be claimed **(P)**",
            {
                "numero": "Registro patronal",
                "delegacion": "Delegación",
                "subdelegacion": "Subdelegación",
                "desde": "Desde",
            },
            ("subject", "patron"),
        ),
    ),
    told=Told(
        key="registros_patronales",
        group=Group.TRABAJO,
        title="Sus registros patronales",
        why="Para saber dónde están aseguradas las personas que trabajan para usted.",
        until="Mientras ellas puedan reclamar un derecho.",
        sees="El personal, y quien lea los documentos de las personas que trabajan para usted.",
        through=("patron",),
    ),
)
CLINICA: Final = Kept(
    model="Clinica",
    what="where people are attended",
    sees="everybody: it holds no personal data",
    uses=(
        Use(
            "its name and number, and where it belongs",
            "RPM",
            "as long as it exists",
            {},
            ("codigo", "delegacion", "delegacion_nombre", "subdelegacion", "clave", "nombre"),
        ),
    ),
)

KEEPS: Final = Keeps(
    title="Affiliation (`apps/affiliation`)",
    preface=(
        "No telephone, CLABE or diagnosis is kept here. Subjects are opaque identifiers: logs, links and\n"
        "events carry them, never a CURP or an NSS."
    ),
    tables=(
        PERSONA,
        PARENTESCO,
        CONTACTO,
        DOMICILIO,
        CAMBIO,
        ASIGNACION,
        MOVIMIENTO,
        TRAMO,
        CONTRADICCION,
        PATRON,
        REGISTRO,
        CLINICA,
        *OF_REGISTROS,
        *OF_NUMEROS,
        *OF_FAMILIES,
        *OF_SEGUROS,
        *OF_EVIDENCE,
    ),
)
