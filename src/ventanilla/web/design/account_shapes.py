"""What the pages of one's own account are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ventanilla.web.design.shapes import Sentence, SigningPanel, TimelineEntry


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey, by the name its owner gave it."""

    name: str
    created_at: datetime
    href: str
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeguridadPage:
    """How one's account is entered and confirmed, and when it was. ``codes_renewed_at`` None: never asked for."""

    app_since: datetime | None = None
    app_used_at: datetime | None = None
    codes_left: int = 0
    codes_renewed_at: datetime | None = None
    passkeys: tuple[PasskeyRow, ...] = ()
    activity: tuple[TimelineEntry, ...] = ()
    notice: Sentence = ""


@dataclass(frozen=True, slots=True)
class AplicacionPage:
    """Adding an application of codes. Without ``key`` it has not begun; ``qr`` is a drawing, inline."""

    key: str = ""
    qr: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class RespaldoPage:
    """Codes on paper: ``codes`` are shown this once; ``left`` of those before are still good."""

    codes: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class LlavePage:
    """A passkey: to be named, or (without ``remove_url``) to be registered."""

    name: str = ""
    error: Sentence = ""
    created_at: datetime | None = None
    used_at: datetime | None = None
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class QuitarPage:
    """Before something is taken away. ``last``: it is the only way to enter, and stays."""

    what: Literal["aplicacion", "llave"]
    name: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmarPage:
    """Show again who one is, by what the account has; it posts to ``action``. ``error`` of the code or the key."""

    action: str
    panel: SigningPanel
    has_app: bool = False
    has_passkey: bool = False
    code_error: Sentence = ""
    passkey_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class SegundoPasoPage:
    """After the password: a code of the application or of the paper, or a passkey."""

    has_app: bool
    has_passkey: bool
    code_error: Sentence = ""
    passkey_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """An e.firma bound to the account. ``company`` is "" for one's own; ``ended`` says when it stopped serving."""

    company: str
    rfc: str
    serial: str
    state: Sentence
    kind: Literal["done", "wait", "off", "no"]
    since: date
    until: date
    bound_at: datetime
    ended: Sentence = ""


@dataclass(frozen=True, slots=True)
class CertificadosPage:
    """The e.firmas of an account, the newest first, and what happened to them."""

    certificates: tuple[CertificateRow, ...]
    timeline: tuple[TimelineEntry, ...]
    notice: Sentence = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A company's change of representative. ``pending`` waits for staff; ``rejected`` may still be confirmed."""

    id: str
    company: str
    rfc: str
    previous: str
    new: str
    serial: str
    at: datetime
    pending: bool
    rejected: bool = False
    decided_at: datetime | None = None
    reason: str = ""
    error: Sentence = ""

    @property
    def field(self) -> str:
        """The id of the input of its reason."""
        return f"motivo-{self.id}"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """An e.firma that was turned away: whose account it agrees with in part, and in what it does not."""

    id: str
    name: str
    serial: str
    fault: Sentence
    at: datetime
    accepted_at: datetime | None = None
    may_accept: bool = False
    error: Sentence = ""

    @property
    def field(self) -> str:
        """The field of its reason."""
        return f"motivo-efirma-{self.id}"


@dataclass(frozen=True, slots=True)
class RepresentantesPage:
    """What staff review: changes of representative, and e.firmas that agree with an account in part."""

    changes: tuple[ChangeRow, ...]
    conflicts: tuple[ConflictRow, ...]
    done: Sentence = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class EntrarContrasenaPage:
    """Sign-in with a password. ``typed`` is the CURP or e-mail that did not match, to be corrected."""

    action: str
    typed: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class RecuperarPage:
    """Asking for a new password. ``asked``: the same answer for everybody."""

    asked: bool = False


@dataclass(frozen=True, slots=True)
class ContrasenaNuevaPage:
    """A new password, by the link of an e-mail."""

    shortest: int
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class EnlacePage:
    """A link that serves no more; ``again`` is where another is asked for."""

    again: str


@dataclass(frozen=True, slots=True)
class NoFuiYoPage:
    """«No fui yo». Without ``opened_at`` it is about a new password alone; ``done`` says what to do now."""

    device: str = ""
    opened_at: datetime | None = None
    with_efirma: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class ContrasenaPage:
    """One's own password. Not ``may_set``: something else must be shown first, and the page says what."""

    shortest: int
    usable: bool = False
    since: datetime | None = None
    may_set: bool = True
    asks_current: bool = False
    for_company: bool = False
    error: Sentence = ""
    wrong: Literal["actual", "nueva"] = "nueva"
    done: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One signing-in. ``device`` "" where the browser did not say what it is."""

    id: str
    way: Sentence
    device: str
    opened_at: datetime
    minutes_ago: int = 0
    goes_on: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class SesionesPage:
    """Where the account is open, and the history of sign-ins. ``done`` is what was just asked for."""

    open: tuple[SessionRow, ...]
    history: tuple[SessionRow, ...] = ()
    done: str = ""
