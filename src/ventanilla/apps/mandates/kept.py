"""What is kept of authorisations to act for another (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Shown, Told, Use, Withheld

ANOTHERS: Final = "Es de otra persona."

MANDATE: Final = Kept(
    model="MandateRow",
    what="that a person or a company lets another act for it: in what, in which registros, until when, and its end",
    sees="row-level security: the office; both sides; whoever gave it",
    uses=(
        Use(
            "who may act for whom, and what was done by whom for whom",
            "CFF 19 by analogy; catalogue, section 34",
            "while what was done with it can be disputed **(P)**",
            {
                "grantor_name": "Quién autoriza",
                "grantor_rfc": "RFC de quien autoriza",
                "grantee_name": "Quién actúa",
                "curp": Shown("CURP de quien actúa", mine="grantee"),
                "rfc": Shown("RFC de quien actúa", mine="grantee"),
                "acts": "Qué puede hacer",
                "registros": "En cuáles registros patronales",
                "since": "Desde",
                "until": "Hasta",
                "can_delegate": "Puede autorizar a otra persona",
                "deed": "Escritura",
                "offered_at": "Otorgada el",
                "state": "Estado",
                "decided_at": "Contestada el",
                "revoked_at": "Terminada el",
                "renounced": "La terminó quien actuaba",
                "reason": "Motivo",
                "giver_account": Withheld("Quién la firmó", ANOTHERS),
                "revoked_by": Withheld("Quién la terminó", ANOTHERS),
            },
            (
                "id",
                "grantor",
                "grantee",
                "parent",
                "source",
                "giver",
                "case",
                "grantee_account",
                "revoked_on",
                "warned_at",
            ),
        ),
    ),
    told=Told(
        key="autorizaciones",
        group=Group.CUENTA,
        title="Autorizaciones que dio o recibió",
        why="Para que otra persona actúe por usted, o usted por otra, solo en lo que se autorizó.",
        until="Mientras se pueda reclamar lo que se hizo con ellas.",
        sees="Usted, la otra parte y el personal que las revisa.",
        through=("grantor", "grantee"),
        order="-offered_at",
    ),
)

KEEPS: Final = Keeps(title="Authorisations (`apps/mandates`)", tables=(MANDATE,))
