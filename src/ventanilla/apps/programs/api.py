"""The door of programs: keys, and requests that are carried out once."""

from ventanilla.domain.programs import EVENTS

from .kept import KEEPS
from .keys import (
    MAX_NAME,
    KeyNotMade,
    KeyView,
    Made,
    NoSuchKey,
    Program,
    TooManyKeys,
    key_make,
    key_revoke,
    keys_of,
    longest_days,
    program_of,
)
from .outbound import use_mailer
from .repeated import Given, Standing, request_answered, request_begin, request_given_up

__all__ = [
    "EVENTS",
    "KEEPS",
    "MAX_NAME",
    "Given",
    "KeyNotMade",
    "KeyView",
    "Made",
    "NoSuchKey",
    "Program",
    "Standing",
    "TooManyKeys",
    "key_make",
    "key_revoke",
    "keys_of",
    "longest_days",
    "program_of",
    "request_answered",
    "request_begin",
    "request_given_up",
    "use_mailer",
]
