"""What accounts keep (see ``domain.rights.Kept``); what keeps them safe is in ``kept_security``."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OFFICE, Belongs, Elsewhere, Group, Keeps, Kept, Told, Use, Withheld

from .kept_others import TABLES as OTHERS
from .kept_security import TABLES

DISPUTED: Final = "while the account is open, then while its acts can be disputed **(P)**"
STAFF: Final = "Usted y el personal que atiende las cuentas."
WHILE_OPEN: Final = "Mientras tenga cuenta, y después mientras se pueda reclamar lo que hizo con ella."
PASSWORD_REASON: Final = "No la tenemos: solo lo que permite reconocerla. Nadie puede leerla, tampoco la oficina."  # noqa: S105

ACCOUNT: Final = Kept(
    model="Account",
    what="one human, by their CURP",
    sees="no row-level security: it is found by a CURP, before anybody is there. Pages show it to its owner",
    uses=(
        Use(
            "one account per person; compared with the certificate that signs",
            "catalogue, section 0",
            DISPUTED,
            {"curp": "CURP"},
            ("id",),
        ),
        Use(
            "whom the registers speak about; opaque",
            "-",
            DISPUTED,
            {"subject": "Identificador interno"},
        ),
        Use(
            "as certified; shown to their owner and printed on their receipts",
            "catalogue, section 0",
            DISPUTED,
            {"rfc": "RFC", "name": "Nombre"},
        ),
        Use(
            "notices that say nothing but that there is one",
            "consent, by signing in with a certificate that carries it, or by confirming it",
            "until changed",
            {"email": "Correo para avisos", "email_confirmed_at": "Correo confirmado el"},
        ),
        Use(
            "finds the account by its e-mail, which is sealed under the key of fields; a digest under that same key",
            "the same",
            "until changed",
            {"email_digest": Withheld("Lo que reconoce su correo", "Solo sirve para encontrar su cuenta con él.")},
        ),
        Use(
            "entering without an e.firma; Argon2id, never the password. Its date: whether an e-mail may give another",
            "consent, by choosing one",
            "until changed, or the account is closed",
            {"password": Withheld("Su contraseña", PASSWORD_REASON), "password_set_at": "Contraseña puesta el"},
        ),
        Use(
            "what the password is worth after it was set with a code on paper; since when changes of money wait",
            "security of the account",
            "with the account",
            {
                "recovered_at": "Recuperada en el mostrador el",
                "money_after": "Adónde se paga su dinero no cambia antes de",
                "disavowed_at": "Avisó que no fue usted el",
            },
            ("password_worth",),
        ),
        Use(
            "how sure the office ever was of whose the account is; since when it is open, and whether",
            "catalogue, section 0",
            "with the account",
            {"opened_at": "Cuenta abierta el", "last_login": "Última entrada"},
            ("proven", "is_active"),
        ),
    ),
    told=Told(
        key="cuenta",
        group=Group.CUENTA,
        title="Su cuenta",
        why="Para que entre, y para saber que lo que firma lo firma usted.",
        until=WHILE_OPEN,
        sees=STAFF,
        through=("id",),
        belongs=Belongs.ACCOUNT,
    ),
)
COMPANY: Final = Kept(
    model="Company",
    what="a company that some certificate proved",
    sees="no row-level security: a company's name and RFC are public",
    uses=(
        Use(
            "for whom a representative acts",
            "catalogue, section 34",
            "while its acts can be disputed **(P)**",
            {},
            ("subject", "rfc", "name"),
        ),
    ),
)
SIGN_UP: Final = Kept(
    model="SignUp",
    what="a sign-up that waits for its link",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "who asked for an account, and the address it waits for",
            "consent, by asking for the account",
            "a week where nobody confirms; a month where somebody did",
            {
                "curp": "CURP",
                "email": "Correo",
                "terms": "Términos que leyó",
                "notice": "Aviso de privacidad que leyó",
                "created_at": "Pedida el",
                "confirmed_at": "Confirmada el",
                "stopped_at": "Detenida el",
                "email_digest": Withheld("Lo que reconoce ese correo", "Solo sirve para no escribirle de más."),
            },
            ("id", "account"),
        ),
        Use(
            "of a change of e-mail, the address before: it is told, and for a week it can be taken back",
            "protection of whose account it is",
            "a month",
            {"replaced": "Correo anterior"},
            ("may_return", "taken_back"),
        ),
        Use(
            "its hash, until the account is open",
            "the same",
            "it goes to the account at once",
            {"password": Withheld("Su contraseña", PASSWORD_REASON)},
        ),
    ),
    told=Told(
        key="altas_de_cuenta",
        group=Group.CUENTA,
        title="Cómo abrió su cuenta",
        why="Para confirmar su correo, y para que pueda detenerla si no fue usted.",
        until="Una semana si nadie la confirma; un mes si la confirmó.",
        sees=STAFF,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-created_at",
        as_office=True,
    ),
)
IDENTITY: Final = Kept(
    model="IdentityCode",
    what="which contact on record a code was sent to, by its key; the code is kept nowhere",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "proves whose the account is; ten minutes, five tries, once",
            "protection of whose CURP it is",
            "with the account",
            {
                "issued": "Enviado (segundos desde 1970)",
                "tries": "Intentos",
                "used": "Sirvió",
                "contact": Withheld("A qué correo", "Con él comprobamos que es usted, así que no sale completo."),
            },
            ("id", "account"),
        ),
    ),
    told=Told(
        key="codigos_de_identidad",
        group=Group.CUENTA,
        title="Códigos con que confirmó quién es",
        why="Para que nadie abra una cuenta a su nombre.",
        until="Mientras tenga cuenta.",
        sees=STAFF,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-issued",
        as_office=True,
    ),
)
RECEIPT: Final = Kept(
    model="ReceiptProof",
    what="that a payroll receipt was shown to prove whose the account is, and how it went; the receipt is not kept",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "three tries in a period, and the same receipt for one account only",
            "protection of whose CURP it is",
            "with the account",
            {
                "begun_at": "Se mostró el",
                "ended_at": "Terminó el",
                "state": "Cómo terminó",
                "tries": "Intentos",
                "issuer": "RFC de quien emitió el recibo",
                "agrees": Withheld("Si coincidió con su historia", "Diría a quien no es usted qué sabemos."),
                "receipt": Withheld("Lo que reconoce el recibo", "Solo sirve para que no se use dos veces."),
            },
            ("id", "account", "begun", "missed", "told_at", "told_proved_at"),
        ),
    ),
    told=Told(
        key="recibos_de_identidad",
        group=Group.CUENTA,
        title="Recibos con que alguien quiso confirmar quién es",
        why="Para que nadie confirme ser usted, y para que pueda detenerlo.",
        until="Mientras tenga cuenta.",
        sees=STAFF,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-begun",
        as_office=True,
    ),
)
TERMS: Final = Kept(
    model="TermsAccepted",
    what="which versions an account accepted, and by which signature. Append-only",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "that they were accepted, when and how",
            "evidence of consent",
            "with the account **(P)**",
            {"terms": "Términos de uso", "notice": "Aviso de privacidad", "at": "Aceptados el"},
            ("id", "account", "signature"),
        ),
    ),
    told=Told(
        key="terminos_aceptados",
        group=Group.CUENTA,
        title="Los términos que aceptó",
        why="Para probar que los aceptó.",
        until="Mientras tenga cuenta.",
        sees=STAFF,
        through=("account",),
        belongs=Belongs.ACCOUNT,
        order="-at",
        as_office=True,
    ),
)

PREFERENCES: Final = Kept(
    model="Preferences",
    what="what a person prefers of the office; nobody is asked why",
    sees=SEEN_BY_OFFICE,
    uses=(
        Use(
            "language, size of the letters, contrast and movement of the pages",
            "consent, by choosing them",
            "until changed",
            {
                "language": "Idioma",
                "letters": "Tamaño de las letras",
                "contrast": "Contraste",
                "motion": "Movimiento",
                "changed_at": "Elegidas el",
            },
            ("account",),
        ),
    ),
    told=Told(
        key="preferencias",
        group=Group.CUENTA,
        title="Sus preferencias",
        why="Para que las páginas se vean como usted eligió.",
        until="Hasta que las cambie.",
        sees="Solo usted.",
        through=("account",),
        belongs=Belongs.ACCOUNT,
        as_office=True,
    ),
)

KEEPS: Final = Keeps(
    title="Accounts (`apps/accounts`)",
    tables=(ACCOUNT, COMPANY, SIGN_UP, IDENTITY, RECEIPT, TERMS, PREFERENCES, *TABLES, *OTHERS),
    elsewhere=(
        Elsewhere(
            "session (`django_session`)",
            "name, CURP and RFC of who is there, and which certificate opened it, in the session's row on the server;"
            " the browser holds a random id",
            "-",
            "ten hours at most",
        ),
        Elsewhere(
            "cookie `__Host-dispositivo`",
            "a random number that tells one's own browser from a stranger's; it opens nothing",
            "security of the account",
            "400 days, in the browser",
        ),
    ),
)
