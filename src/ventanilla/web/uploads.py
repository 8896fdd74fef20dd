"""Receiving files: the limit is kept while they are read, and none is ever a named file of the server's disk."""

from __future__ import annotations

import tempfile
from typing import IO, Any, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

TOO_LARGE: Final = "ventanilla_too_large"  # where the handler leaves word for the view, on the request


class BoundedUpload(FileUploadHandler):
    """Small files in memory, large ones in a file without a name, which ends with the process whatever happens.

    Past the largest attachment nothing more is kept: the rest is read and dropped, so that the page can say so.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.received = 0
        spooled = tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE)  # noqa: SIM115 - the request closes it
        self.spooled = cast("IO[bytes]", spooled)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        self.received += len(raw_data)
        if self.received > settings.VENTANILLA_ATTACHMENT_BYTES:
            self.spooled.close()
            setattr(self.request, TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        self.spooled.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """It ended."""
        self.spooled.seek(0)
        return UploadedFile(
            file=self.spooled,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The browser hung up."""
        self.spooled.close()


def too_large_size(request: HttpRequest) -> int | None:
    """How many bytes came, about, where a file was larger than any may be; None where none was."""
    return int(request.META.get("CONTENT_LENGTH") or 0) if getattr(request, TOO_LARGE, False) else None
