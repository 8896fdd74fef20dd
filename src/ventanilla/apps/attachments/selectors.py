"""What may be read of attachments: one's own, and those of a case that an official looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from ventanilla.adapters.storage.port import Damaged, Missing, StorageDown
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor, Assurance
from ventanilla.kit.files import FileRef

from .models import Attachment
from .outbound import receiving

Part = Literal["original", "limpio", "vista"]


class NotReadable(Exception):
    """The file is theirs, and cannot be handed over now: where it is kept does not answer, or it is damaged."""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment in a list. ``unscanned``: no scanner looked at it, and whoever opens it is told."""

    id: UUID
    case: UUID
    field: str
    name: str
    kind: str
    bytes: int
    pages: int
    sha256: str
    preview: bool
    unscanned: bool
    added_at: datetime
    filed: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A file handed over; ``media_type`` is by its content."""

    name: str
    kind: str
    data: bytes


def attachment_view(row: Attachment) -> AttachmentView:
    """The view of a row, with its file."""
    return AttachmentView(
        id=row.id,
        case=row.case,
        field=row.field,
        name=row.name,
        kind=row.file.kind,
        bytes=row.file.bytes,
        pages=row.file.pages,
        sha256=row.file.sha256,
        preview=row.file.preview,
        unscanned=not row.file.scanned,
        added_at=row.added_at,
        filed=row.filed_at is not None,
    )


def attachments_for(actor: Actor, case: UUID) -> tuple[AttachmentView, ...]:
    """The files of one case of theirs, in the order they came."""
    with scope(actor.subject):
        return _of_case(case, actor.subject)


def attachments_for_official(by: Actor, case: UUID) -> tuple[AttachmentView, ...]:
    """The filed files of a case, for an official. Which officials, and that they are noted, is for the page that calls.

    PermissionError for whoever acts for another or was not proved to be who they say: no official does.
    """
    _official(by)
    with scope(None):
        return tuple(view for view in _of_case(case) if view.filed)


def files_of(case: UUID) -> dict[str, FileRef]:
    """The files of a case by their id, as its Form is given them; within what the connection may see."""
    return {
        str(view.id): FileRef(str(view.id), view.name, view.kind, view.bytes, view.sha256) for view in _of_case(case)
    }


def attachment_case(actor: Actor, attachment: UUID) -> UUID | None:
    """In which case of whom ``actor`` acts for a file stands; None if there is none, or it is not theirs."""
    with scope(actor.subject):
        mine = Attachment.objects.filter(id=attachment, subject=actor.subject)
        return mine.values_list("case", flat=True).first()


def attachment_open(actor: Actor, attachment: UUID, part: Part = "limpio") -> Opened | None:
    """A file of theirs; None if there is none, or it is not theirs. NotReadable where the storage does not give it."""
    with scope(actor.subject):
        row = Attachment.objects.select_related("file").filter(id=attachment, subject=actor.subject).first()
    return None if row is None else _opened(row, part)


def attachment_open_for_official(by: Actor, attachment: UUID, part: Part = "limpio") -> Opened | None:
    """A filed file, for an official; see `attachments_for_official`."""
    _official(by)
    with scope(None):
        row = Attachment.objects.select_related("file").filter(id=attachment, filed_at__isnull=False).first()
    return None if row is None else _opened(row, part)


def _official(by: Actor) -> None:
    if by.acts_for is not None or by.assurance < Assurance.N2:
        raise PermissionError("an official enters as themselves")


def _of_case(case: UUID, subject: UUID | None = None) -> tuple[AttachmentView, ...]:
    rows = Attachment.objects.select_related("file").filter(case=case).order_by("added_at", "id")
    if subject is not None:
        rows = rows.filter(subject=subject)
    return tuple(attachment_view(row) for row in rows)


def _opened(row: Attachment, part: Part) -> Opened | None:
    if part == "vista" and not row.file.preview:
        return None
    try:
        data = receiving().storage.get(f"adjuntos/{row.file_id.hex}/{part}")
    except (Missing, Damaged, StorageDown) as error:
        raise NotReadable from error
    return Opened(row.name, "png" if part == "vista" else row.file.kind, data)
