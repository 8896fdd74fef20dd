"""The door of attachments: receiving, reading and forgetting what people send."""

from ventanilla.domain.attachments.recibos import RecibosAdjuntos

from .kept import KEEPS
from .outbound import Receiving, use_receiving
from .receipts import recibos_adjuntos
from .selectors import (
    AttachmentView,
    NotReadable,
    Opened,
    Part,
    attachment_case,
    attachment_open,
    attachment_open_for_official,
    attachments_for,
    attachments_for_official,
    files_of,
)
from .services import (
    NotTaken,
    Upload,
    attachment_add,
    attachment_remove,
    attachments_forget,
    attachments_keep,
    file_keys_after,
)

ANSWERS = {RecibosAdjuntos: recibos_adjuntos}

__all__ = [
    "ANSWERS",
    "KEEPS",
    "AttachmentView",
    "NotReadable",
    "NotTaken",
    "Opened",
    "Part",
    "Receiving",
    "Upload",
    "attachment_add",
    "attachment_case",
    "attachment_open",
    "attachment_open_for_official",
    "attachment_remove",
    "attachments_for",
    "attachments_for_official",
    "attachments_forget",
    "attachments_keep",
    "file_keys_after",
    "files_of",
    "use_receiving",
]
