"""What accounts keep of whoever recovers one at the counter, and of whoever acts for their family."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OFFICE, Group, Kept, Shown, Told, Use, Withheld

ANOTHERS: Final = "Es de otra persona. Su puesto está en «Quién usó sus datos»."
DISPUTED: Final = "while what was done with the account can be disputed **(P)**"

RECOVERY: Final = Kept(
    model="Recovery",
    what="an account given back at the counter: what one official saw and another decided",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "who was in front, and where the link is sent",
            "catalogue, section 0; security of the account",
            DISPUTED,
            {
                "curp": "CURP",
                "name": "Nombre, según el registro de población",
                "email": "Correo que dio",
                "before_email": "Correo anterior",
            },
        ),
        Use(
            "which identification was seen; never its whole number",
            "the same",
            DISPUTED,
            {
                "document": "Identificación que mostró",
                "document_last": "Sus últimos cuatro caracteres",
                "document_expires": "Vigencia de la identificación",
            },
        ),
        Use(
            "two people decided it, when and why; until when its links serve",
            "control of who acts for the institution",
            DISPUTED,
            {
                "state": "Estado",
                "proposed_at": "Propuesta el",
                "decided_at": "Decidida el",
                "reason": "Motivo",
                "ended_at": "Terminada el",
                "proposed_by": Withheld("Quién la propuso", ANOTHERS),
                "decided_by": Withheld("Quién la decidió", ANOTHERS),
            },
            ("id", "subject", "account", "link_expires", "stop_expires", "before_proven"),
        ),
    ),
    told=Told(
        key="recuperaciones",
        group=Group.CUENTA,
        title="Recuperaciones de su cuenta en el mostrador",
        why="Para que nadie la recupere en su lugar.",
        until="Mientras se pueda reclamar lo que se hizo con la cuenta.",
        sees="Usted y el personal del mostrador.",
        through=("subject",),
        order="-proposed_at",
        as_office=True,
    ),
)
DEPENDENCY: Final = Kept(
    model="Dependency",
    what="that one person asked to act for another of the family, and what was decided; or that a tie was stopped",
    sees="row-level security: the office; both people",
    uses=(
        Use(
            "for whom somebody may act, by what document and until when",
            "CCF 412-425, 646 and 647; catalogue, section 34",
            "while what was done can be disputed; a refused request, a year **(P)**",
            {
                "curp": "CURP del familiar",
                "name": Shown("Nombre del familiar", mine="dependent"),
                "born": Shown("Nacimiento del familiar", mine="dependent"),
                "kinship": "Parentesco",
                "source": "De dónde lo sabemos",
                "document": "Documento que se mostró",
                "since": "Desde",
                "until": "Hasta",
            },
            ("id", "account", "person", "dependent"),
        ),
        Use(
            "who decided it, when and why",
            "control of who acts for whom",
            "the same",
            {
                "state": "Estado",
                "asked_at": "Pedido el",
                "decided_at": "Decidido el",
                "reason": "Motivo",
                "stopped_on": "Detenido el",
                "decided_by": Withheld("Quién lo decidió", ANOTHERS),
            },
        ),
    ),
    told=Told(
        key="actuar_por_familiares",
        group=Group.FAMILIA,
        title="Permisos para actuar por un familiar",
        why="Para saber quién puede actuar por quién, y hasta cuándo.",
        until="Mientras se pueda reclamar lo que se hizo; una solicitud no aceptada, un año.",
        sees="Usted, su familiar y el personal que revisa los documentos.",
        through=("person", "dependent"),
        order="-asked_at",
        as_office=True,
    ),
)
NOTICE: Final = Kept(
    model="FamilyNotice",
    what="that whoever acts for somebody was told of the end of it",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "each notice is given once",
            "notice to both people",
            "while what was done can be disputed **(P)**",
            {"what": "Aviso", "on": "Del día", "at": "Enviado el"},
            ("id", "person", "dependent"),
        ),
    ),
    told=Told(
        key="avisos_de_familiares",
        group=Group.FAMILIA,
        title="Avisos de que un permiso termina",
        why="Para avisarle una sola vez.",
        until="Mientras se pueda reclamar lo que se hizo.",
        sees="Usted y su familiar.",
        through=("person", "dependent"),
        order="-at",
        as_office=True,
    ),
)

TABLES: Final = (RECOVERY, DEPENDENCY, NOTICE)
