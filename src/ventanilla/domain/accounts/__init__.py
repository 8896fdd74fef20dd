"""What happens to an account, as the log tells it; the rules of its certificates, and the code of an application."""

from .certificates import (
    CHECK_POLICY,
    WARNINGS,
    BindingFault,
    CertificateState,
    ChangeState,
    SessionEnd,
    check_interval,
    days_left,
    ends_sentence,
    warning_due,
)
from .event_certificates import EVENTS as CERTIFICATE_EVENTS
from .event_certificates import (
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
from .event_factors import EVENTS as FACTOR_EVENTS
from .event_factors import (
    FactorAdded,
    FactorKind,
    FactorRemoved,
    IdentityConfirmed,
    PasskeyDoubted,
    RecoveryCodeUsed,
)
from .event_recovery import EVENTS as RECOVERY_EVENTS
from .event_recovery import (
    RecoveredByCode,
    RecoveryApproved,
    RecoveryCompleted,
    RecoveryConsulted,
    RecoveryProposed,
    RecoveryRefused,
    RecoveryStopped,
)
from .event_sessions import EVENTS as SESSION_EVENTS
from .event_sessions import (
    AccountOpened,
    DeviceNoticed,
    PasswordSet,
    SessionClosed,
    SessionDisavowed,
    SessionEntered,
    SessionOpened,
    SessionsEnded,
)
from .event_sign_up import EVENTS as SIGN_UP_EVENTS
from .event_sign_up import (
    AccountClaimed,
    AccountOpenedByMail,
    EmailAsked,
    EmailConfirmed,
    EmailReturned,
    IdentityProved,
    SignUpStopped,
    TermsWereAccepted,
)
from .event_staff import EVENTS as STAFF_EVENTS
from .event_staff import AccountOpenedForOfficial

EVENTS = (*CERTIFICATE_EVENTS, *FACTOR_EVENTS, *RECOVERY_EVENTS, *SESSION_EVENTS, *SIGN_UP_EVENTS, *STAFF_EVENTS)

__all__ = [
    "CERTIFICATE_EVENTS",
    "CHECK_POLICY",
    "EVENTS",
    "RECOVERY_EVENTS",
    "WARNINGS",
    "AccountClaimed",
    "AccountOpened",
    "AccountOpenedByMail",
    "AccountOpenedForOfficial",
    "BindingFault",
    "CertificateBound",
    "CertificateConflicted",
    "CertificateEnding",
    "CertificateExpired",
    "CertificateRenewed",
    "CertificateRevoked",
    "CertificateState",
    "ChangeState",
    "DeviceNoticed",
    "EmailAsked",
    "EmailConfirmed",
    "EmailReturned",
    "FactorAdded",
    "FactorKind",
    "FactorRemoved",
    "IdentityConfirmed",
    "IdentityProved",
    "PasskeyDoubted",
    "PasswordSet",
    "RecoveredByCode",
    "RecoveryApproved",
    "RecoveryCodeUsed",
    "RecoveryCompleted",
    "RecoveryConsulted",
    "RecoveryProposed",
    "RecoveryRefused",
    "RecoveryStopped",
    "RepresentativeChanged",
    "RepresentativeConfirmed",
    "RepresentativeRejected",
    "SessionClosed",
    "SessionDisavowed",
    "SessionEnd",
    "SessionEntered",
    "SessionOpened",
    "SessionsEnded",
    "SignUpStopped",
    "TermsWereAccepted",
    "check_interval",
    "days_left",
    "ends_sentence",
    "warning_due",
]
