"""The door of the inbox."""

from .kept import KEEPS
from .outbound import use_mailer
from .selectors import INBOX_PAGE, MOST_UNREAD, AvisoView, avisos_for, unread_for
from .services import aviso_open, avisos_deposit

DEPOSITS = (avisos_deposit,)

__all__ = [
    "DEPOSITS",
    "INBOX_PAGE",
    "KEEPS",
    "MOST_UNREAD",
    "AvisoView",
    "aviso_open",
    "avisos_for",
    "unread_for",
    "use_mailer",
]
