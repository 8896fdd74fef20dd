"""Receiving a file, and forgetting it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from ventanilla.adapters.cleaning.port import Cleaned, CleaningDown, Fault, Kind
from ventanilla.adapters.scan.port import Clean, Infected, Unavailable
from ventanilla.adapters.storage.port import StorageDown
from ventanilla.adapters.storage.sweeping import lone_keys
from ventanilla.apps.eventlog.api import scope, subjects_lock
from ventanilla.domain.attachments import limits, no_room, too_large, unscanned_taken, wrong_kind
from ventanilla.domain.authority import Actor
from ventanilla.kernel.text import Text
from ventanilla.kit.files import Wanted, too_many

from .models import Attachment, StoredFile
from .names import shown_name
from .outbound import receiving
from .selectors import AttachmentView, attachment_view

ABANDONED: Final = timedelta(days=1)  # a file that was never attached, or never stored whole
MAX_SWEPT: Final = 500  # files of one pass

FAULTS: Final = {
    Fault.VACIO: Text("DOC_VACIO", "El archivo está vacío. Elija otro."),
    Fault.DANADO: Text(
        "DOC_DANADO", "No pudimos leer el archivo: está dañado o incompleto. Ábralo, guárdelo otra vez y adjúntelo."
    ),
    Fault.CIFRADO: Text("DOC_CIFRADO", "El archivo pide una contraseña. Guarde una copia sin contraseña y adjúntela."),
    Fault.FORMULARIO: Text(
        "DOC_FORMULARIO", "Este formulario solo se ve en un programa. Imprímalo a un PDF y adjunte ese PDF."
    ),
    Fault.PAGINAS: Text("DOC_PAGINAS", "El archivo tiene demasiadas páginas. Divídalo y adjunte las partes."),
    Fault.EXPANSION: Text("DOC_EXPANSION", "El archivo es demasiado grande por dentro. Guárdelo con menos resolución."),
    Fault.DEMASIADO: Text(
        "DOC_DEMASIADO", "No pudimos revisar el archivo: tomó demasiado tiempo. Guárdelo otra vez y adjúntelo."
    ),
}
INFECTED: Final = Text(
    "DOC_INFECTADO", "El antivirus encontró un programa dañino en el archivo. No lo guardamos. Revise su dispositivo."
)
LATER: Final = Text(
    "DOC_MAS_TARDE", "No pudimos recibir el archivo por una falla nuestra. Su avance está guardado. Inténtelo otra vez."
)


class NotTaken(ValueError):
    """The file is not taken; ``text`` says why and what to do. ``ours`` where the fault is the office's."""

    def __init__(self, text: Text, *, ours: bool = False) -> None:
        super().__init__(text.code)
        self.text = text
        self.ours = ours


@dataclass(frozen=True, slots=True)
class Upload:
    """What a person sent: the name it had on their device, and all its bytes."""

    name: str
    data: bytes


def attachment_add(
    *, by: Actor, case: UUID, field: str, wanted: Wanted, upload: Upload, now: datetime
) -> AttachmentView:
    """Receive a file into one question of one draft of theirs; NotTaken says why not.

    Cleaning and scanning come before any transaction. The same file in the same question is received once. Whether
    ``case`` is a draft of theirs is for whoever calls to know: it writes the answer down under that case's own lock.
    """
    most = receiving().max_bytes
    if len(upload.data) > most:
        raise NotTaken(too_large(len(upload.data), most))
    digest = hashlib.sha256(upload.data).hexdigest()
    with scope(by.subject):
        _check_room(by, case, field, wanted, digest, len(upload.data))
        known = StoredFile.objects.filter(subject=by.subject, sha256=digest, stored_at__isnull=False).first()
    if known is None:
        _store(by, digest, upload.data, wanted, now)
    elif known.kind not in wanted.kinds:
        raise NotTaken(wrong_kind(wanted.kinds))
    with scope(by.subject), transaction.atomic():
        subjects_lock([by.subject])  # two windows at once count each other's
        kept = (
            StoredFile.objects.select_for_update(no_key=True)
            .filter(subject=by.subject, sha256=digest, stored_at__isnull=False)
            .first()
        )
        if kept is None:  # it was being forgotten at this very moment
            raise NotTaken(LATER, ours=True)
        _check_room(by, case, field, wanted, digest, len(upload.data))
        row, _ = Attachment.objects.get_or_create(
            subject=by.subject,
            case=case,
            field=field,
            file=kept,
            defaults={"name": shown_name(upload.name, kept.kind), "added_at": now},
        )
        return attachment_view(row)


def attachment_remove(*, by: Actor, attachment: UUID) -> None:
    """Forget a file of a draft of theirs; what was filed stays, and what is not theirs is not there."""
    with scope(by.subject), transaction.atomic():
        mine = Attachment.objects.filter(id=attachment, subject=by.subject, filed_at=None)
        row = mine.select_for_update(no_key=True).first()
        if row is None:
            return
        file = row.file_id
        row.delete()
    _sweep(file)


def attachments_keep(case: UUID, ids: Collection[str], *, now: datetime) -> bool:
    """The case is filed with these files: they stay. In the transaction that files it, as the office itself.

    False where one of them was removed at this very moment: then it is not filed.
    """
    return Attachment.objects.filter(case=case, id__in=ids, filed_at=None).update(filed_at=now) == len(set(ids))


def attachments_forget(case: UUID) -> None:
    """A draft ends without being filed: its files go with it. After the transaction that ends it."""
    with scope(None):
        files = list(Attachment.objects.filter(case=case, filed_at=None).values_list("file", flat=True))
        Attachment.objects.filter(case=case, filed_at=None).delete()
    for file in set(files):
        _sweep(file)


def files_sweep(*, now: datetime) -> int:
    """Forget what a killed process left, and what nobody attaches any more; how many files."""
    with scope(None):
        lone = StoredFile.objects.filter(begun_at__lt=now - ABANDONED, attachments=None).order_by("begun_at")
        found = list(lone.values_list("id", flat=True)[:MAX_SWEPT])
    return sum(_sweep(file) for file in found)


def lone_files_sweep() -> int:
    """Forget what is in the storage under no row of ours; how many. TooManyLone if more than kills leave.

    A row comes before its bytes and goes after them, so there is none unless a database was put back from a copy, or
    a change of key crossed a removal.
    """
    storage = receiving().storage
    lone = lone_keys(storage, PREFIX, _named)
    for key in lone:
        storage.delete(key)
    return len(lone)


def _named(keys: Collection[str]) -> set[str]:
    ours = {key: UUID(found[1]) for key in keys if (found := _KEY.fullmatch(key))}
    with scope(None):
        rows = set(StoredFile.objects.filter(id__in=set(ours.values())).values_list("id", flat=True))
    return {key for key in keys if key not in ours or ours[key] in rows}  # another shape is not ours to forget


def _check_room(by: Actor, case: UUID, field: str, wanted: Wanted, digest: str, size: int) -> None:
    rows = Attachment.objects.filter(subject=by.subject, case=case)
    others = [
        (row.field, row.file.bytes)
        for row in rows.select_related("file")
        if (row.field, row.file.sha256) != (field, digest)
    ]
    if sum(of == field for of, _ in others) >= wanted.most:
        raise NotTaken(too_many(wanted.most))
    allowed = limits()
    if len(others) >= allowed.files or sum(each for _, each in others) + size > allowed.bytes:
        raise NotTaken(no_room(allowed))


def _store(by: Actor, digest: str, data: bytes, wanted: Wanted, now: datetime) -> None:
    """Clean, scan and keep a file that the subject has not sent before."""
    tools = receiving()
    try:
        cleaned = tools.cleaner.clean(data)
        if isinstance(cleaned, Cleaned) and cleaned.kind.value not in wanted.kinds:
            cleaned = Fault.TIPO
        if isinstance(cleaned, Fault):
            raise NotTaken(FAULTS.get(cleaned) or wrong_kind(wanted.kinds))
        scanned = _scanned(data)
        preview = None if cleaned.kind is Kind.XML else tools.cleaner.preview(cleaned.kind, cleaned.data)
    except CleaningDown:
        raise NotTaken(LATER, ours=True) from None
    with scope(by.subject), transaction.atomic():
        row, _ = StoredFile.objects.get_or_create(
            subject=by.subject,
            sha256=digest,
            defaults={
                "bytes": len(data),
                "kind": cleaned.kind.value,
                "pages": cleaned.pages,
                "clean_sha256": hashlib.sha256(cleaned.data).hexdigest(),
                "clean_bytes": len(cleaned.data),
                "preview": preview is not None,
                "scanned": scanned,
                "begun_at": now,
            },
        )
    parts = {"original": data, "limpio": cleaned.data} | ({"vista": preview} if preview is not None else {})
    try:
        for part, content in parts.items():
            tools.storage.put(storage_key(row.id, part), content)
    except StorageDown:
        raise NotTaken(LATER, ours=True) from None
    with scope(by.subject), transaction.atomic():
        StoredFile.objects.filter(id=row.id, stored_at=None).update(stored_at=now)


def _scanned(data: bytes) -> bool:
    match receiving().scanner.scan(data):
        case Clean():
            return True
        case Infected():
            raise NotTaken(INFECTED)
        case Unavailable():
            if not unscanned_taken():
                raise NotTaken(LATER, ours=True)
            return False


def _sweep(file: UUID) -> bool:
    """Forget a file that nothing attaches: its bytes first, so that a kill leaves the row that leads to them."""
    with scope(None), transaction.atomic():
        row = StoredFile.objects.select_for_update(no_key=True).filter(id=file).first()
        if row is None or row.attachments.exists():
            return False
        try:
            for part in PARTS:
                receiving().storage.delete(storage_key(row.id, part))
        except StorageDown:
            return False  # the next pass finds it
        row.delete()
    return True


PREFIX: Final = "adjuntos/"
_KEY: Final = re.compile(r"adjuntos/([0-9a-f]{32})/(?:original|limpio|vista)")
PARTS: Final = ("original", "limpio", "vista")


def storage_key(file: UUID, part: str) -> str:
    """Where a part of a file is kept: a number drawn by chance, which says nothing of anybody."""
    return f"{PREFIX}{file.hex}/{part}"


def file_keys_after(after: UUID | None, most: int) -> list[tuple[UUID, tuple[str, ...], bool]]:
    """The next ``most`` files by identifier: their keys, and whether all of them were put."""
    with scope(None):
        rows = StoredFile.objects.order_by("id")
        rows = rows if after is None else rows.filter(id__gt=after)
        found = list(rows[:most])
    return [(row.id, _keys(row), row.stored_at is not None) for row in found]


def _keys(row: StoredFile) -> tuple[str, ...]:
    return tuple(storage_key(row.id, part) for part in PARTS if part != "vista" or row.preview)
