"""Reading a whole chain with who did each thing, for whoever audits; and taking it out of the office as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.chain import FORMAT, GENESIS, link_hash
from ventanilla.kernel.text import Text

from .models import LoggedEvent
from .scope import scope
from .selectors import sentences

AUDIT_PAGE: Final = 50  # links of one page
CHANGED: Final = Text("EVENTO_CAMBIADO", "Este evento se cambió después de escrito: no se puede creer lo que dice.")
_CHUNK: Final = 1000  # rows read at a time


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link, as it was written. ``account`` None: a job of the office did it. ``acts_for``: in whose name.

    ``mandate``: by which authorisation, if by one.
    """

    seq: int
    at: datetime
    type: str
    version: int
    text: Text
    account: UUID | None
    acts_for: UUID | None
    case: UUID | None
    hash: str
    mandate: UUID | None = None


def chain_page(subject: SubjectId, *, before: int | None = None) -> tuple[AuditEntry, ...]:
    """A page of a chain, the newest link first, and one more if there are others; before link ``before``."""
    with scope(None):
        rows = LoggedEvent.objects.filter(subject=subject).order_by("-seq")
        if before is not None:
            rows = rows.filter(seq__lt=before)
        found = list(rows[: AUDIT_PAGE + 1])
        whole = [row for row in found if link_hash(bytes(row.prev), row.body.encode()) == bytes(row.hash)]
        said = sentences(subject, whole)
        return tuple(_entry(row, said.get(row.pk)) for row in found)


def _entry(row: LoggedEvent, text: Text | None) -> AuditEntry:
    """A link that was changed says only that: nothing in it can be believed, nor need it be readable."""
    if text is None:
        digest = bytes(row.hash).hex()
        return AuditEntry(row.seq, row.recorded_at, row.type, 0, CHANGED, None, None, row.case, digest)
    body = json.loads(row.body)
    return AuditEntry(
        seq=row.seq,
        at=row.recorded_at,
        type=row.type,
        version=body["version"],
        text=text,
        account=_uuid(body["account"]),
        acts_for=_uuid(body["acts_for"]),
        case=row.case,
        hash=bytes(row.hash).hex(),
        mandate=_uuid(body.get("mandate")),
    )


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def chain_export(subject: SubjectId, *, now: datetime) -> Iterator[bytes]:
    """The chain as a file that proves itself (`kernel.chain.read_chain`): its own bytes and no sealed value.

    A personal value stays in the office; the digest of what is sealed is inside each body, and so in the chain.
    """
    with scope(None):
        rows = LoggedEvent.objects.filter(subject=subject)
        last = rows.order_by("-seq").values_list("seq", "hash").first()
        count, head = (last[0], bytes(last[1])) if last else (0, GENESIS)
        yield _line(
            {
                "formato": FORMAT,
                "sujeto": str(subject),
                "escrito": now.isoformat(),
                "eventos": count,
                "cabeza": head.hex(),
            }
        )
        # No further than the heading says: what is appended meanwhile belongs to the next export.
        for row in rows.filter(seq__lte=count).order_by("seq").iterator(chunk_size=_CHUNK):
            yield _line({"seq": row.seq, "body": row.body, "hash": bytes(row.hash).hex()})


def _line(row: dict[str, Any]) -> bytes:
    return canonical(row) + b"\n"
