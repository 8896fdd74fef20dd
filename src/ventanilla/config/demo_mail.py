"""In a demonstration nothing leaves the machine: each e-mail is kept, and ``/demo/correo`` shows it."""

from __future__ import annotations

import uuid

from ventanilla.adapters.mail.port import Mail
from ventanilla.apps.demo.api import correo_record


class DemonstrationMailer:
    """A ``Mailer`` that keeps each message once, by its key."""

    def send(self, mail: Mail) -> None:
        """Keep ``mail`` for ``/demo/correo``."""
        correo_record(key=mail.key, to=mail.to, subject=mail.subject, body=mail.body)


def keep_push(topic: str, body: bytes) -> None:
    """Keep what a device would show for ``/demo/correo``."""
    correo_record(
        key=f"{topic}.{uuid.uuid4()}", to="un dispositivo", subject="Aviso en un dispositivo", body=body.decode()
    )
