"""A request that a program names with a key of its own is carried out once, however often it is sent.

The row is the lock: whoever inserts it carries the request out; whoever finds it unanswered is told to come back.
Somebody who died in the middle holds it for `LEASE_SECONDS`; every request that may be repeated is one that changes
nothing the second time, so taking it over is safe.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.db import connection
from django.db.models import Q

from ventanilla import law
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.domain.programs import ANSWER_POLICY, ANSWER_SECONDS

from .models import AnsweredRequest

LEASE_SECONDS: Final = 60
MAX_KEPT: Final = 256 * 1024  # characters of a body


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given."""

    status: int
    content_type: str
    location: str
    etag: str
    body: str


class Standing(Enum):
    """What a named request is, where it is not answered yet."""

    NEW = "nueva"  # whoever asked carries it out
    BUSY = "en curso"  # somebody else is carrying it out
    OTHER = "otra"  # the name was given to another request


INSERT: Final = """
INSERT INTO programs_answeredrequest (account_id, subject, key, request, begun, content_type, location, etag, body)
VALUES (%s, %s, %s, %s, %s, '', '', '', '') ON CONFLICT (account_id, subject, key) DO NOTHING
"""


def _sha256(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()


def request_begin(by: Actor, name: str, asked: bytes) -> Given | Standing:
    """Begin the request that ``by`` calls ``name`` and that says ``asked``, or say what became of it before."""
    key, request, at = _sha256(name.encode()), _sha256(asked), int(time.time())
    oldest = at - ANSWER_SECONDS[law.policy(ANSWER_POLICY).value]
    with scope(by.subject):
        mine = AnsweredRequest.objects.filter(account=by.owner, subject=by.subject, key=key)
        mine.filter(begun__lt=oldest).delete()
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [by.owner, by.subject, key, request, at])
            if cursor.rowcount:
                return Standing.NEW
        row = mine.first()
        if row is None:  # it was given up between the two statements
            return Standing.BUSY
        if bytes(row.request) != request:
            return Standing.OTHER
        if row.status is not None:
            return Given(row.status, row.content_type, row.location, row.etag, row.body)
        left = Q(status=None, begun=row.begun, begun__lte=at - LEASE_SECONDS)
        return Standing.NEW if mine.filter(left).update(begun=at) else Standing.BUSY


def request_answered(by: Actor, name: str, given: Given) -> None:
    """Keep what the request was answered, to give it again."""
    if len(given.body) > MAX_KEPT:
        raise ValueError("the answer to a request is not a file")
    with scope(by.subject):
        AnsweredRequest.objects.filter(account=by.owner, subject=by.subject, key=_sha256(name.encode())).update(
            status=given.status,
            content_type=given.content_type,
            location=given.location,
            etag=given.etag,
            body=given.body,
        )


def request_given_up(by: Actor, name: str) -> None:
    """It was not carried out, and may be tried again at once."""
    with scope(by.subject):
        AnsweredRequest.objects.filter(
            account=by.owner, subject=by.subject, key=_sha256(name.encode()), status=None
        ).delete()


def answers_forget() -> int:
    """Delete the answers that are too old to be given again; how many there were."""
    oldest = int(time.time()) - ANSWER_SECONDS[law.policy(ANSWER_POLICY).value]
    with scope(None):
        deleted, _ = AnsweredRequest.objects.filter(begun__lt=oldest).delete()
    return deleted
