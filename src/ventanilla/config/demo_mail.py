"""In a demonstration nothing leaves the machine: each e-mail is kept, and ``/demo/correo`` shows it."""

from __future__ import annotations

from ventanilla.adapters.mail.port import Mail
from ventanilla.apps.demo.api import correo_record


class DemonstrationMailer:
    """A ``Mailer`` that keeps each message once, by its key."""

    def send(self, mail: Mail) -> None:
        """Keep ``mail`` for ``/demo/correo``."""
        correo_record(key=mail.key, to=mail.to, subject=mail.subject, body=mail.body)
