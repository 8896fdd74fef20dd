"""The door of the inbox."""

from .devices import (
    DeviceView,
    NoSuchDevice,
    TooManyDevices,
    choices_keep,
    choices_of,
    device_add,
    device_key,
    device_remove,
    devices_of,
)
from .kept import KEEPS
from .outbound import use_mailer, use_pusher
from .selectors import INBOX_PAGE, MOST_UNREAD, AvisoView, avisos_for, unread_for
from .services import aviso_open, avisos_deposit

DEPOSITS = (avisos_deposit,)

__all__ = [
    "DEPOSITS",
    "INBOX_PAGE",
    "KEEPS",
    "MOST_UNREAD",
    "AvisoView",
    "DeviceView",
    "NoSuchDevice",
    "TooManyDevices",
    "aviso_open",
    "avisos_for",
    "choices_keep",
    "choices_of",
    "device_add",
    "device_key",
    "device_remove",
    "devices_of",
    "unread_for",
    "use_mailer",
    "use_pusher",
]
