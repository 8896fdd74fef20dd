"""What keeps an account its owner's: certificates, second factors, sessions, links (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OFFICE, SEEN_BY_OWNER, Belongs, Group, Kept, Told, Use, Withheld

SECURITY: Final = "security of the account"
OPEN: Final = "while the account is open **(P)**"
DISPUTED: Final = "while the account is open, then while its acts can be disputed **(P)**"
TAKEN: Final = "until taken away"
DAY: Final = "a day after it ends"
YOU: Final = "Solo usted, y la oficina para reconocerle."
STAFF: Final = "Usted y el personal que revisa la seguridad de las cuentas."
SECRET: Final = "Es un secreto: quien lo tuviera podría entrar como usted."  # noqa: S105 - words
WHY_IN: Final = "Para que solo usted entre a su cuenta."
UNTIL_TAKEN: Final = "Hasta que la quite."

CERTIFICATE: Final = Kept(
    model="Certificate",
    what="the e.firmas that opened the account's sessions, with their history",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "a renewed one is recognised, one that agrees in part is not",
            "security of the account; catalogue, section 0",
            DISPUTED,
            {
                "serial": "Número de serie",
                "rfc": "RFC",
                "company_rfc": "RFC de la empresa",
                "not_before": "Sirve desde",
                "not_after": "Sirve hasta",
                "der": "El certificado",
            },
            ("id", "account", "person", "sha256"),
        ),
        Use(
            "when it was first and last used, when it stopped serving, and what its owner was told",
            "the same",
            DISPUTED,
            {
                "state": "Estado",
                "bound_at": "Entró con ella por primera vez",
                "used_at": "Entró con ella por última vez",
                "replaced_at": "Reemplazada el",
                "revoked_at": "Revocada el",
                "checked_at": "Comprobada el",
                "warned": "Le avisamos a tantos días",
            },
        ),
    ),
    told=Told(
        key="efirmas",
        group=Group.CUENTA,
        title="Las e.firmas con que ha entrado",
        why="Para reconocer la suya cuando la renueve, y ninguna otra.",
        until="Mientras tenga cuenta, y después mientras se pueda reclamar lo que hizo con ella.",
        sees=STAFF,
        through=("person",),
        order="-bound_at",
    ),
)
CONFLICT: Final = Kept(
    model="CertificateConflict",
    what="a certificate that agreed with an account in the CURP or the RFC alone and was turned away. Append-only",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "somebody may have tried to enter as another person",
            SECURITY,
            OPEN,
            {
                "fault": "Qué no coincidió",
                "at": "Cuándo",
                "serial": Withheld("Número de serie de esa e.firma", "Puede ser de otra persona."),
            },
            ("id", "account", "sha256"),
        ),
    ),
    told=Told(
        key="efirmas_rechazadas",
        group=Group.CUENTA,
        title="E.firmas que no aceptamos en su cuenta",
        why="Para revisar si alguien quiso entrar como usted.",
        until="Mientras tenga cuenta.",
        sees=STAFF,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-at",
        as_office=True,
    ),
)
ACCEPTANCE: Final = Kept(
    model="CertificateAcceptance",
    what="an official saw why a certificate brings another RFC than its owner's account. Append-only",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "who accepted it, when and why",
            "control of who acts for the institution",
            DISPUTED,
            {
                "at": "Aceptada el",
                "reason": "Motivo",
                "accepted_by": Withheld(
                    "Quién la aceptó", "Es de otra persona. Su puesto está en «Quién usó sus datos»."
                ),
            },
            ("conflict",),
        ),
    ),
    told=Told(
        key="efirmas_aceptadas",
        group=Group.CUENTA,
        title="E.firmas que el personal aceptó en su cuenta",
        why="Para que pueda entrar cuando la autoridad corrige su RFC.",
        until="Mientras tenga cuenta, y después mientras se pueda reclamar lo que hizo con ella.",
        sees=STAFF,
        through=("conflict__account",),
        belongs=Belongs.ACCOUNT,
        order="-at",
        as_office=True,
    ),
)
CHANGE: Final = Kept(
    model="RepresentativeChange",
    what="a company's certificate named another human; who reviewed it, and why they rejected it",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "staff review who acts for a company",
            "catalogue, section 34",
            "while the company's acts can be disputed **(P)**",
            {
                "state": "Estado",
                "opened_at": "Desde",
                "decided_at": "Decidido el",
                "reason": "Motivo",
                "new": Withheld("E.firma de la persona nueva", "Puede ser de otra persona."),
                "previous": Withheld("E.firma de la persona anterior", "Puede ser de otra persona."),
                "decided_by": Withheld(
                    "Quién lo decidió", "Es de otra persona. Su puesto está en «Quién usó sus datos»."
                ),
            },
            ("id", "company"),
        ),
    ),
    told=Told(
        key="cambios_de_representante",
        group=Group.CUENTA,
        title="Cambios de representante en que usted aparece",
        why="Para que nadie actúe por una empresa sin que se revise.",
        until="Mientras se pueda reclamar lo que la empresa hizo.",
        sees="El personal que los revisa.",
        through=("new__account", "previous__account"),
        belongs=Belongs.ACCOUNT,
        order="-opened_at",
        as_office=True,
    ),
)
APPLICATION: Final = Kept(
    model="AuthenticatorApp",
    what="an application of codes",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "the secret shared with it, sealed under the key of fields",
            SECURITY,
            TAKEN,
            {"sealed": Withheld("El secreto que comparte con su aplicación", SECRET)},
            ("account", "subject"),
        ),
        Use(
            "since when it counts, the last code that served, wrong ones in a row",
            SECURITY,
            TAKEN,
            {
                "created_at": "Agregada el",
                "confirmed_at": "Confirmada el",
                "used_at": "Usada el",
                "misses": "Códigos errados",
            },
            ("last_step", "missed_at"),
        ),
    ),
    told=Told(
        key="aplicacion_de_codigos",
        group=Group.CUENTA,
        title="Su aplicación de códigos",
        why=WHY_IN,
        until=UNTIL_TAKEN,
        sees=YOU,
        through=("subject",),
    ),
)
CODES: Final = Kept(
    model="RecoveryCode",
    what="what recognises a code on the person's paper, once",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "a digest under a key; the code is kept nowhere",
            SECURITY,
            "until new ones are asked for",
            {
                "created_at": "Pedido el",
                "used_at": "Usado el",
                "digest": Withheld("Lo que reconoce su código", SECRET),
            },
            ("id", "account", "subject"),
        ),
    ),
    told=Told(
        key="codigos_de_respaldo",
        group=Group.CUENTA,
        title="Sus códigos de respaldo",
        why=WHY_IN,
        until="Hasta que pida otros.",
        sees=YOU,
        through=("subject",),
    ),
)
PASSKEY: Final = Kept(
    model="Passkey",
    what="recognises the person's device; nothing of a finger or a face comes here",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "the public half of a key that the device keeps",
            SECURITY,
            TAKEN,
            {
                "created_at": "Registrada el",
                "used_at": "Usada el",
                "sign_count": "Veces que se usó, según su dispositivo",
                "credential_id": Withheld(
                    "Identificador de la llave", "Solo sirve entre su dispositivo y esta oficina."
                ),
                "public_key": Withheld(
                    "La parte pública de la llave", "Solo sirve entre su dispositivo y esta oficina."
                ),
            },
            ("id", "account", "subject"),
        ),
        Use("what its owner calls it, shown to them alone", "the same", TAKEN, {"name": "Nombre que le puso"}),
    ),
    told=Told(
        key="llaves_de_acceso",
        group=Group.CUENTA,
        title="Sus llaves de acceso",
        why=WHY_IN,
        until=UNTIL_TAKEN,
        sees=YOU,
        through=("subject",),
    ),
)
PASSKEY_CHALLENGE: Final = Kept(
    model="PasskeyChallenge",
    what="a random challenge, the digest of a session, what for",
    sees="read by what nobody can guess; it holds no personal value",
    uses=(
        Use(
            "one use, one session, one purpose",
            "-",
            DAY,
            {},
            ("challenge", "session_sha256", "purpose", "issued_at", "used_at"),
        ),
    ),
)
SESSION: Final = Kept(
    model="OpenSession",
    what="where the account was opened (`accounts_session`)",
    sees="row-level security: the office; whoever it was for",
    uses=(
        Use(
            "for its owner to see and close: way in, browser and system in words, days and hours",
            "security of the account; notice to its owner",
            "one year **(P)**",
            {
                "via": "Cómo entró",
                "device": "Navegador y sistema",
                "opened_at": "Entró el",
                "ended_at": "Terminó el",
            },
            ("id", "account", "subject", "opened", "seen"),
        ),
        Use(
            "a keyed digest of the browser's own cookie, to notice a new device",
            "the same",
            "one year **(P)**",
            {
                "device_sha256": Withheld(
                    "Lo que reconoce su navegador", "Solo sirve para avisarle de un dispositivo nuevo."
                )
            },
        ),
    ),
    told=Told(
        key="sesiones",
        group=Group.CUENTA,
        title="Cuándo y cómo entró",
        why="Para que usted vea si alguien más entró, y lo cierre.",
        until="Un año.",
        sees=STAFF,
        through=("subject",),
        order="-opened",
    ),
)
LINK: Final = Kept(
    model="OneUseLink",
    what="that a link was sent to an account's e-mail (`accounts_link`)",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "what for, about which session; its token is kept nowhere",
            SECURITY,
            DAY,
            {"purpose": "Para qué", "used_at": "Usado el"},
            ("id", "account", "session", "expires"),
        ),
    ),
    told=Told(
        key="enlaces_enviados",
        group=Group.CUENTA,
        title="Enlaces que le enviamos",
        why="Para que un enlace sirva una sola vez.",
        until="Un día después de que vence.",
        sees=YOU,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        as_office=True,
    ),
)
ATTEMPT: Final = Kept(
    model="Attempt",
    what="how often something was tried (`accounts_attempt`)",
    sees="a keyed digest that says nobody's CURP, e-mail or address",
    uses=(
        Use(
            "limits for each account, address and act",
            "security of all accounts",
            "a day after its window",
            {},
            ("bucket", "ends", "count"),
        ),
    ),
)

TABLES: Final = (
    CERTIFICATE,
    CONFLICT,
    ACCEPTANCE,
    CHANGE,
    APPLICATION,
    CODES,
    PASSKEY,
    PASSKEY_CHALLENGE,
    SESSION,
    LINK,
    ATTEMPT,
)
