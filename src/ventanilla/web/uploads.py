"""Receiving files: the limit is kept while they are read, and none is ever a named file of the server's disk."""

from __future__ import annotations

import tempfile
from typing import IO, Any, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

TOO_LARGE: Final = "ventanilla_too_large"  # where the handler leaves word for the view, on the request
TOOL_BYTES: Final = 20 * 1024 * 1024  # of the files that are computed with: receipts of a thousand people, in a ZIP
ATTACHMENTS_AT_ONCE: Final = 4  # of the largest size: what one request may bring in all


class BoundedUpload(FileUploadHandler):
    """Small files in memory, large ones in a file without a name, which ends with the process whatever happens.

    Past the largest attachment, or past what one request may bring in all, nothing more is kept: the rest is read and
    dropped, so that the page can say so.
    """

    in_all = 0

    @property
    def largest(self) -> int:
        """Bytes of one file."""
        return settings.VENTANILLA_ATTACHMENT_BYTES

    @property
    def largest_in_all(self) -> int:
        """Bytes of all the files of a request."""
        return ATTACHMENTS_AT_ONCE * self.largest

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.received = 0
        spooled = tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE)  # noqa: SIM115 - the request closes it
        self.spooled = cast("IO[bytes]", spooled)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        self.received += len(raw_data)
        self.in_all += len(raw_data)
        if self.received > self.largest or self.in_all > self.largest_in_all:
            self.spooled.close()
            setattr(self.request, TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        self.spooled.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
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


class ToolUpload(BoundedUpload):
    """Files that are read and forgotten: all together they weigh no more than ``TOOL_BYTES``.

    Past that no file is kept and the rest of the form is: nobody types it twice.
    """

    @property
    def largest(self) -> int:
        """Bytes of one file."""
        return TOOL_BYTES

    @property
    def largest_in_all(self) -> int:
        """Bytes of all of them."""
        return TOOL_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it, forgotten where it is too much."""
        try:
            if not self.spooled.closed:
                super().receive_data_chunk(raw_data, start)
        except StopUpload:
            return

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """It ended; None where it was too much."""
        return None if self.spooled.closed else super().file_complete(file_size)


def too_large_size(request: HttpRequest) -> int | None:
    """How many bytes came, about, where a file was larger than any may be; None where none was."""
    return int(request.META.get("CONTENT_LENGTH") or 0) if getattr(request, TOO_LARGE, False) else None
