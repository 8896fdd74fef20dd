"""What a transaction of accounts leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app


def tell_of_certificate(certificate: UUID, notice: str) -> None:
    """Tell the owner of a certificate that there is a notice about it; once for each ``notice``."""
    app.configure_task("accounts.tell_of_certificate", allow_unknown=False).defer(
        certificate_id=str(certificate), notice=notice
    )
