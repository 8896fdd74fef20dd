"""What each page is given: the contract between the views and the templates.

Every template names its shape in its first line. The views fill these from the apps' doors; the
templates show them and decide nothing. A sentence written below ``web`` travels as ``Text`` and is
translated where it is shown (filter ``sentence``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from ventanilla.kernel.text import Text

from .foreseen_shapes import Foreseen

Sentence = Text | str


# What every page is given by the context processor ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brand:
    """The installation's name, institution, telephone, logo and an optional sheet that sets the tokens again."""

    name: str
    institution: str
    phone: str
    logo: str = ""
    stylesheet: str = ""


@dataclass(frozen=True, slots=True)
class ActingFor:
    """For whom the person acts. ``own_certificate``: the company's own e.firma, so no date.

    ``kin``: a child or dependent parent; on ``own_pages`` the page is nevertheless of whoever acts.
    """

    name: str
    rfc: str = ""
    registro: str = ""
    until: date | None = None
    own_certificate: bool = False
    change_url: str = ""
    kin: bool = False
    own_pages: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go, and why."""

    text: Sentence
    href: str
    detail: Sentence = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class CuentaPage:
    """The pages of one's own account."""

    sections: tuple[Link, ...]


# Before signing in --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HomePage:
    """``events`` are moments of a life; ``groups`` the ways into the catalogue; ``phrases`` what people type;
    ``tools`` what anybody computes without an account."""

    events: tuple[Link, ...]
    groups: tuple[Link, ...]
    phrases: tuple[str, ...] = ()
    query: str = ""
    tools: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TramiteCard:
    """One trámite in a list; not ``available`` while this office does not offer it, ``closed`` outside its dates."""

    title: Sentence
    obtains: Sentence
    href: str
    for_whom: tuple[Sentence, ...]
    available: bool = True
    closed: Sentence = ""


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """All of the catalogue, or what was found for ``query``; ``meant`` is what the search took it for.

    ``group`` and ``event`` are what it is narrowed to; ``kept`` are the two as they are sent with a new search.
    """

    cards: tuple[TramiteCard, ...]
    query: str = ""
    meant: str = ""
    group: Sentence = ""
    groups: tuple[Link, ...] = ()
    event: Sentence = ""
    events: tuple[Link, ...] = ()
    everything_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()
    tools: tuple[Link, ...] = ()  # what is computed without an account, for the group it is narrowed to


@dataclass(frozen=True, slots=True)
class TramitePage:
    """One trámite, before starting. Either ``immediate`` or ``days``; ``promised`` if it were filed today.

    Without ``start_url`` whoever is there may not ask for it: they act for a company. ``closed`` says since when or
    until when nobody may. ``sample_url`` is a picture of what one receives, "" while there is none.
    """

    title: Sentence
    obtains: Sentence
    for_whom: tuple[Sentence, ...]
    needs: tuple[Sentence, ...]
    cost: Sentence
    steps: tuple[Sentence, ...]
    cite: tuple[str, ...]
    start_url: str
    immediate: bool = True
    days: int = 0
    promised: date | None = None
    draft_url: str = ""
    draft_saved_at: datetime | None = None
    page_url: str = ""  # where it is asked, if it opens no case
    before_url: str = ""  # where it is asked whether it is for them
    needs_identity: bool = False
    closed: Sentence = ""
    sample_url: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One line of what will be signed, or of what was answered."""

    label: Sentence
    answer: Sentence


@dataclass(frozen=True, slots=True)
class SigningPanel:
    """What the signing panel is given; ``act`` are the fields of the act, as ``domain.signing`` composes them."""

    typ: str
    challenge_url: str
    action: str
    act: dict[str, Any]
    words: tuple[Word, ...]
    submit: str
    text_url: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """A person of the demonstration, for download. ``why_not`` says what is wrong with a bad one."""

    name: str
    role: Sentence
    password: str
    cer_url: str
    key_url: str
    why_not: Sentence = ""
    curp: str = ""


@dataclass(frozen=True, slots=True)
class EntrarPage:
    """Sign-in. ``expired`` when a session ended on its own; ``saved`` if something typed waits for the person.

    ``passkey_action`` is where a passkey's answer is posted.
    """

    panel: SigningPanel
    identities: tuple[DemoIdentity, ...] = ()
    expired: bool = False
    saved: bool = False
    passkey_action: str = "/entrar/llave"
    passkey_error: Sentence = ""
    password_url: str = ""


# Inside the office --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether a person may be attended today. ``entitled`` None: the office does not know."""

    name: str
    curp: str
    nss: str = ""
    entitled: bool | None = None
    until: date | None = None
    as_of: date | None = None
    clinic: str = ""
    employer: str = ""
    reason: Sentence = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list; ``kind`` is done, wait, no or off."""

    folio: str
    title: Sentence
    href: str
    state: Sentence
    kind: Literal["done", "wait", "no", "off"]
    filed_at: datetime | None = None
    promised: date | None = None
    kept_until: date | None = None  # of a draft
    discard_url: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was issued; without ``href`` it is still being sealed, or there is a ``problem``."""

    title: Sentence
    folio: str
    issued_at: datetime
    href: str = ""
    size: str = ""
    expires: date | None = None
    verify_url: str = ""
    problem: Sentence = ""


@dataclass(frozen=True, slots=True)
class AskRow:
    """Something that is asked of whoever reads, until a day."""

    title: Sentence
    href: str
    until: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a closed question."""

    value: str
    text: Sentence
    hint: Sentence = ""
    checked: bool = False


StepKind = Literal["text", "long", "date", "money", "number", "email", "phone", "choice", "select"]


@dataclass(frozen=True, slots=True)
class Step:
    """One input. A date posts ``<name>-dia``, ``<name>-mes`` and ``<name>-anio``; the rest post ``<name>``.

    ``more`` is what one opens to read, its title first.
    """

    kind: StepKind
    name: str
    label: Sentence
    help: Sentence = ""
    value: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    choices: tuple[Choice, ...] = ()
    error: Sentence = ""
    wrong: tuple[Literal["dia", "mes", "anio"], ...] = ()
    optional: bool = False
    suggestions: tuple[str, ...] = ()
    more: tuple[Sentence, ...] = ()

    @property
    def target(self) -> str:
        """The id of the input that the summary of errors leads to."""
        return self.name if self.kind != "date" else f"{self.name}-{(self.wrong or ('dia',))[0]}"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer before it is signed; ``source`` if the office filled it in; ``change_url`` if it may change.

    ``one`` and ``number`` say of which item of a group it is; ``about``, that it goes with an answer in dispute.
    """

    label: Sentence
    answer: Sentence
    change_url: str = ""
    source: Sentence = ""
    one: Sentence = ""
    number: int = 0
    about: Sentence = ""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Check your answers, then sign. Without ``panel`` the act is sent without a signature; ``send_error``: it was not.

    ``foreseen`` is what would follow, where the trámite says it.
    ``refused``: why whoever reads prepares it and does not send it.
    ``earlier`` are open requests of the same thing.
    """

    title: Sentence
    rows: tuple[Answered, ...]
    back_url: str
    panel: SigningPanel | None = None
    send_url: str = ""
    idempotency_key: str = ""
    foreseen: Foreseen | None = None
    refused: Sentence = ""
    send_error: Sentence = ""
    earlier: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One moment of a case."""

    title: Sentence
    at: datetime | None = None
    text: Sentence = ""
    by: Sentence = ""
    kind: Literal["done", "now", "next"] = "done"


@dataclass(frozen=True, slots=True)
class Acuse:
    """The receipt that proves the filing: what was sealed, the seal and who sealed it."""

    cadena_original: str
    sello: str
    certificate: str
    qr_url: str
    verify_url: str


CaseState = Literal[
    "sealing",
    "checking_signature",
    "in_review",
    "waiting_you",
    "waiting_other",
    "approved",
    "rejected",
    "void",
    "withdrawn",
]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The case and its receipt. ``poll_url`` answers JSON while the state can change by itself."""

    title: Sentence
    folio: str
    filed_at: datetime
    state: CaseState
    just_filed: bool = False
    poll_url: str = ""
    promised: date | None = None
    late: bool = False
    who_has_it: Sentence = ""
    waiting_for: Sentence = ""  # of whom it waits for an answer
    missing: Sentence = ""
    stages: tuple[tuple[Sentence, str], ...] = ()  # of what others answer: each with done, now or next
    clocks: tuple[Sentence, ...] = ()  # terms that go on meanwhile
    why: tuple[Sentence, ...] = ()
    cite: tuple[str, ...] = ()
    remedy: Sentence = ""
    asked_until: date | None = None  # what it waits for is answered by then
    days_left: int = 0
    answer_url: str = ""  # where whoever reads answers it
    pay_url: str = ""  # where whoever reads sees how to pay it
    withdraw_url: str = ""
    answers: tuple[Answered, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    acuse: Acuse | None = None
    letter: DocumentRow | None = None  # the resolution: who decided, why, and what may be done against it
    evidence_url: str = ""
    seen_url: str = ""  # the page where what it gave is seen, where that is more than a document
    problem: Sentence = ""


# Verification -------------------------------------------------------------------------------------

Verdict = Literal[
    "vigente",
    "vencido",
    "revocado",
    "no-coincide",
    "sin-conexion",
    "indeterminado",
    "sin-derecho",
    "desconocido",
    "verificando",
]  # the first seven are also the script's (frontend/src/verification/verdict.ts)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says of itself; a script fills the empty ones (``data-claim``)."""

    name: Literal["folio", "type", "holder", "fact", "iat", "exp", "on", "tst", "crl"]
    label: Sentence
    value: Sentence = ""


@dataclass(frozen=True, slots=True)
class VerificarPage:
    """The counter where anyone asks whether a document is genuine.

    It is also the page kept for use without connection: ``claims``, empty, are what its script fills.
    """

    folio: str = ""
    folio_error: Sentence = ""
    file_error: Sentence = ""
    claims: tuple[Claim, ...] = ()
    code: str = ""
    code_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """The answer. ``offline_capable``: a QR brought its proof in the address, and the page's script reads it.

    ``card``: it is of a card, whose code of the minute may be typed; ``live``: whether the one typed was right.
    """

    verdict: Verdict
    on: date | None = None
    claims: tuple[Claim, ...] = ()
    offline_capable: bool = False
    card: bool = False
    live: Literal["", "yes", "no"] = ""


# Errors, staff, demonstration ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """``reference`` is found by staff in the logs; ``filing`` says what became of what was being sent.

    ``locked_until``: a way in that was tried too often opens again then; the page says the others.
    """

    reference: str = ""
    filing: Literal["", "received", "not_received", "unknown"] = ""
    folio: str = ""
    retry_after_minutes: int = 0
    locked_until: datetime | None = None
    drafts_kept: bool = False
    why: Sentence = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail that the demonstration kept instead of sending."""

    to: str
    subject: str
    sent_at: datetime
    href: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class CorreoPage:
    """Every e-mail, newest first."""

    mails: tuple[Mail, ...] = ()
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class IdentidadesPage:
    """The demonstration's e.firmas; the ones made to fail are apart."""

    good: tuple[DemoIdentity, ...] = ()
    bad: tuple[DemoIdentity, ...] = ()
