"""What is kept of whoever works in the institution (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OFFICE, SEEN_BY_OWNER, Belongs, Group, Keeps, Kept, Told, Use, Withheld

ACT: Final = "as long as an act done in the role can be disputed **(P)**"
ANOTHERS: Final = "Es de otra persona que trabaja en la institución."

UNIT: Final = Kept(
    model="Unit",
    what="a part of the institution, as its operator declares it",
    sees="no personal value",
    uses=(Use("where a role is held", "-", "as long as the installation", {}, ("key", "name", "subject")),),
)
GRANT: Final = Kept(
    model="RoleGrant",
    what="a role of one person. Never removed",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "whose role it is, and who may activate it",
            "competence of who resolves",
            ACT,
            {"curp": "CURP", "name": "Nombre"},
            ("id", "account"),
        ),
        Use(
            "where the invitation is sent; the e-mail says nothing of whom or what for",
            "security of the account",
            ACT,
            {"email": "Correo de la invitación"},
        ),
        Use(
            "what the person may do, where and until when; the post is printed where they decide",
            "competence of who resolves",
            ACT,
            {
                "role": "Rol",
                "unit": "Unidad",
                "post": "Puesto",
                "since": "Desde",
                "until": "Hasta",
                "state": "Estado",
            },
        ),
        Use(
            "who gave the role and who ended it, and why: four eyes can be shown years later",
            "control of who acts for the institution",
            ACT,
            {
                "reason": "Por qué se propuso",
                "proposed_at": "Propuesto el",
                "decided_at": "Decidido el",
                "activated_at": "Activado el",
                "ended_at": "Terminado el",
                "end_reason": "Por qué se rechazó o terminó",
                "proposed_by": Withheld("Quién lo propuso", ANOTHERS),
                "decided_by": Withheld("Quién lo decidió", ANOTHERS),
                "ended_by": Withheld("Quién lo terminó", ANOTHERS),
            },
        ),
    ),
    told=Told(
        key="roles_en_la_institucion",
        group=Group.TRABAJO,
        title="Sus roles en la institución",
        why="Para saber qué puede hacer en nombre de la institución.",
        until="Mientras se pueda reclamar lo que hizo en ese rol.",
        sees="Usted y quien administra los roles.",
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-since",
        as_office=True,
    ),
)
INVITATION: Final = Kept(
    model="Invitation",
    what="a link that activates one role, once; its token is kept nowhere",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "that it was sent and used, and which browser began it last",
            "security of the account",
            "with the role",
            {"used_at": "Usado el"},
            ("id", "grant", "expires", "run"),
        ),
    ),
    told=Told(
        key="invitaciones_de_rol",
        group=Group.TRABAJO,
        title="Enlaces con que activó un rol",
        why="Para que cada enlace sirva una sola vez.",
        until="Mientras se guarde el rol.",
        sees="Usted y quien administra los roles.",
        through=("grant__account",),
        belongs=Belongs.ACCOUNT,
        as_office=True,
    ),
)

KEEPS: Final = Keeps(title="Staff (`apps/staff`)", tables=(UNIT, GRANT, INVITATION))
