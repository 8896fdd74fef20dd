"""The door of accounts."""

from ventanilla.domain.accounts import (
    AccountOpened,
    CertificateBound,
    CertificateConflicted,
    CertificateEnding,
    CertificateExpired,
    CertificateRenewed,
    CertificateRevoked,
    RepresentativeChanged,
    RepresentativeConfirmed,
    RepresentativeRejected,
    SessionClosed,
    SessionEntered,
    SessionOpened,
)

from .certificates import CertificateRefused, Presented
from .outbound import use_mailer
from .representatives import (
    MAX_REASON,
    AlreadyDecided,
    ChangeNotFound,
    ChangeView,
    ConflictView,
    ReasonMissing,
    certificate_conflicts,
    representative_change_confirm,
    representative_change_reject,
    representative_changes_for,
)
from .selectors import CertificateView, certificate_notice_for, certificates_for
from .services import (
    IDLE_SECONDS,
    Proven,
    Visit,
    official_appoint,
    official_post,
    session_begin,
    session_close,
    session_ended,
    session_open,
    session_touch,
    visit_of,
)

CERTIFICATE_EVENTS = (
    CertificateBound,
    CertificateConflicted,
    CertificateEnding,
    CertificateExpired,
    CertificateRenewed,
    CertificateRevoked,
    RepresentativeChanged,
    RepresentativeConfirmed,
    RepresentativeRejected,
)
EVENTS = (AccountOpened, SessionClosed, SessionEntered, SessionOpened, *CERTIFICATE_EVENTS)

__all__ = [
    "CERTIFICATE_EVENTS",
    "EVENTS",
    "IDLE_SECONDS",
    "MAX_REASON",
    "AlreadyDecided",
    "CertificateRefused",
    "CertificateView",
    "ChangeNotFound",
    "ChangeView",
    "ConflictView",
    "Presented",
    "Proven",
    "ReasonMissing",
    "Visit",
    "certificate_conflicts",
    "certificate_notice_for",
    "certificates_for",
    "official_appoint",
    "official_post",
    "representative_change_confirm",
    "representative_change_reject",
    "representative_changes_for",
    "session_begin",
    "session_close",
    "session_ended",
    "session_open",
    "session_touch",
    "use_mailer",
    "visit_of",
]
